"""From deeds to replies: the words, choices and data that a channel shows or says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from actions import deeds
from actions.deeds import Answer, Code, Deed, Define, Inform, Kind, Quote, Say, Several, Value
from bot.information import Fiche, Glossary, TwoForms
from bot.texts import Channel, Texts
from directory.vocabulary import Need

PARTICULARS_SHOWN = 2  # to read; a voice says one


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: what is shown or said, and what to send back."""

    title: str
    message: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the service. ``key`` names its text; ``kind`` says what the channel should do with it."""

    key: str
    text: str
    choices: tuple[Choice, ...] = ()
    kind: str = Kind.SAY
    data: Mapping[str, Any] = field(default_factory=dict)
    suggestions: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders deeds for a channel with the service's texts and fiches."""

    texts: Texts
    fiches: Mapping[Need, Fiche]
    glossary: Glossary

    def render(self, said: Iterable[Deed], channel: Channel, *, plain: bool = False) -> tuple[Reply, ...]:
        """The replies, in order; ``plain`` gives the information in plain language (NO2)."""
        return tuple(reply for deed in said for reply in self._one(deed, channel, plain))

    def _one(self, deed: Deed, channel: Channel, plain: bool) -> tuple[Reply, ...]:
        match deed:
            case Inform():
                return self._information(deed, channel, plain)
            case Define():
                return (self._definition(deed, channel),)
            case Quote():
                return (self._quotation(deed, channel),)
            case Answer():
                return (self._answer(deed, channel),)
            case Say():
                return (self._say(deed, channel),)

    def _say(self, deed: Say, channel: Channel) -> Reply:
        data = {name: self._datum(value, channel) for name, value in deed.data.items()}
        text = self.texts.render(deed.key, channel, **deed.values)
        suggestions = self._choices(deed.suggestions, channel)
        return Reply(deed.key, text, self._choices(deed.choices, channel), deed.kind, data, suggestions)

    def _choices(self, choices: Iterable[deeds.Choice], channel: Channel) -> tuple[Choice, ...]:
        return tuple(Choice(capital(self.texts.write(c.title, channel)), c.message) for c in choices)

    def _datum(self, value: Value, channel: Channel) -> Any:
        """A value for programs: numbers and codes as they are, several texts as a list, the rest in words."""
        match value:
            case int():
                return value
            case Code(digits):
                return digits
            case Several(parts):
                return [self.texts.write(part, channel) for part in parts]
            case _:
                return self.texts.write(value, channel)

    def _information(self, deed: Inform, channel: Channel, plain: bool) -> tuple[Reply, ...]:
        fiche = self.fiches[deed.need]
        key = f"information_{deed.need}" + ("_more" if deed.more else "")
        words = spoken(fiche, deed) if channel is Channel.PHONE else written(fiche, deed, self.texts, plain=plain)
        return tuple(Reply(key, text, kind=Kind.INFORMATION, data=self._origin(deed.need)) for text in words)

    def _definition(self, deed: Define, channel: Channel) -> Reply:
        term = self.glossary.get(deed.term)
        key = "utter_definition_former" if deed.former else "utter_definition"
        values = {"title": term.title, "said": capital(term.said), "means": term.means, "former": deed.former or ""}
        text = self.texts.render(key, channel, **values)
        return Reply(f"definition_{term.anchor}", text, kind=Kind.INFORMATION, data=self._origin(term.need))

    def _quotation(self, deed: Quote, channel: Channel) -> Reply:
        # A passage to read has figures and addresses: a voice says what the fiche has for it.
        words = self.fiches[deed.source].spoken[0] if channel is Channel.PHONE else deed.words
        text = self.texts.render("utter_passage", channel, title=deed.title, words=words)
        return Reply(f"passage_{deed.source}", text, kind=Kind.INFORMATION, data=self._origin(deed.source))

    def _answer(self, deed: Answer, channel: Channel) -> Reply:
        told = self.fiches[deed.need].in_passing[deed.asked]
        words = told.spoken if channel is Channel.PHONE else told.written
        return Reply(f"{deed.asked}_{deed.need}", words, kind=Kind.INFORMATION, data=self._origin(deed.need))

    def _origin(self, need: Need) -> dict[str, Any]:
        """Where what is told comes from, and when it was verified (promise 5)."""
        fiche = self.fiches[need]
        return {
            "need": need.value,
            "verified_on": fiche.verified_on.isoformat(),
            "sources": [{"title": s.title, "url": s.url, "date": s.date} for s in fiche.sources],
        }


def capital(text: str) -> str:
    """The text with a capital to begin with."""
    return text[:1].upper() + text[1:]


def written(fiche: Fiche, deed: Inform, texts: Texts, *, plain: bool = False) -> tuple[str, ...]:
    """The answer to read: short first, with what differs for this person; then all the rest when more is asked for."""
    if deed.more:
        return (fiche.details, *_lists(fiche, texts))
    if plain:
        return (fiche.plain,)
    particulars = fiche.particulars(deed.statuses, handicap=deed.handicap)[:PARTICULARS_SHOWN]
    return (fiche.short, *particulars, *(part.written for part in regional(fiche, deed)))


def _lists(fiche: Fiche, texts: Texts) -> tuple[str, ...]:
    """Who can help, what to watch out for, what to do next: each list under its own words."""
    lists = {"who": fiche.who, "traps": fiche.traps, "next": fiche.next_steps}
    titles = {name: texts.render(f"utter_information_{name}", Channel.WEB) for name in lists}
    return tuple("\n".join((f"**{titles[name]}**\n", *(f"- {one}" for one in said))) for name, said in lists.items())


def spoken(fiche: Fiche, deed: Inform) -> tuple[str, ...]:
    """The answer to hear: one or two prompts, then the second prompt and the region's when more is asked for."""
    if deed.more:
        return (*(fiche.spoken[1:] or fiche.spoken), *(part.spoken for part in regional(fiche, deed)))
    return (*fiche.spoken[:1], *fiche.particulars(deed.statuses, handicap=deed.handicap)[:1])


def regional(fiche: Fiche, deed: Inform) -> tuple[TwoForms, ...]:
    """What the fiche says for this person's region, if anything."""
    part = fiche.by_region.get(deed.region or "")
    return (part,) if part else ()
