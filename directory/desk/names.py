"""The names of codes, as forms let choose them and as cards show them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from directory import cards
from directory.desk.words import load_words
from directory.models import Scope
from directory.plans import Doer
from directory.vocabulary import Need, Way

HOUR = re.compile(r"(\d{2}):(\d{2})")
Names = Mapping[str, str]
"""Names by code, in the order of the page."""


@cache
def names() -> Mapping[str, Names]:
    """The lists that forms let choose from."""
    words = load_words()
    needs = {need.value: words.say(f"call_back.need.{need}") for need in Need}
    return {
        "day": {str(number): words.say(f"hours.day_{number}") for number in range(7)},
        "weeks": {str(number): words.count("hours.weeks", number) for number in range(1, 5)},
        "way": {way.value: words.say(f"meeting.way.{way}") for way in Way},
        "languages": {code: words.language(code) for code in cards.LANGUAGES},
        "needs": {code: needs[code] for code in cards.NEEDS},
        "other_needs": needs,
        "doer": {doer.value: words.say(f"plan.doer.{doer}") for doer in Doer},
        "welcomes": {code: words.say(f"status.{code}") for code in cards.STATUSES},
        "not_for": {code: words.say(f"status.{code}") for code in cards.STATUSES},
        "scope": {scope.value: words.say(f"scope.{scope}") for scope in Scope},
        "step_free": {cards.YES: words.say("fiche.is_yes"), cards.NO: words.say("fiche.is_no")},
    }


def options(code: str, value: str, sites: Names) -> Names:
    """What a part lets choose: the names of its list, and what it says already though no longer offered."""
    if code == cards.GIVEN_AT:
        return sites
    known = names().get(code, {})
    if code == "step_free":
        return known if value else {"": load_words().say("fiche.unknown"), **known}
    if code in cards.LISTS:
        return {**known, **{one: name_of(code, one, sites) for one in value.split() if one not in known}}
    return known


def in_words(code: str, text: str, sites: Names) -> str:
    """What a part says, as people read it; a line for each day of a week."""
    words = load_words()
    if code == cards.GIVEN_AT and not text:
        return words.say("fiche.nowhere")
    if code in cards.LISTS:
        between = " ; " if code == cards.GIVEN_AT else ", "  # a place has commas in its name
        return between.join(name_of(code, one, sites) for one in text.split())
    if code in cards.WEEKS:
        week = zip(names()["day"].values(), week_in_words(text), strict=True)
        return "\n".join(f"{day} {hours}" for day, hours in week if hours)
    if code in {"checked", "closures"}:
        return words.span(text) if text else ""
    return names().get(code, {}).get(text, text)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change says otherwise, in words; ``what`` names the day, of a week."""

    what: str
    before: str
    after: str


def differences(code: str, before: str, after: str, sites: Names) -> tuple[Difference, ...]:
    """What this part says otherwise than before: of a week, the days that change and no other."""
    if code not in cards.WEEKS:
        return (Difference("", in_words(code, before, sites), in_words(code, after, sites)),)
    week = zip(names()["day"].values(), week_in_words(before), week_in_words(after), strict=True)
    return tuple(Difference(day, was, will_be) for day, was, will_be in week if was != will_be)


def week_in_words(text: str) -> tuple[str, ...]:
    """The hours of each day, from Monday to Sunday, as people write them: "9h-12h30, 13h30-17h"."""
    return tuple(HOUR.sub(_hour, hours) for hours in cards.week_of(text))


def _hour(found: re.Match[str]) -> str:
    return f"{int(found[1])}h{found[2].removeprefix('00')}"


def name_of(code: str, one: str, sites: Names) -> str:
    """One code of a list; one that is known no more is shown as it is."""
    if code == cards.GIVEN_AT:
        return sites.get(one, one)
    if code == "languages":
        return load_words().language(one)
    return names()["other_needs" if code == "needs" else code].get(one, one)
