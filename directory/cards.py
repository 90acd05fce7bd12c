"""The parts of a structure's card: what each says, what it may say, and putting it there (L04, L05, PA4).

A part is a text, so that a change is read, kept and decided in one way whatever it is about: hours are written a line
for each day ("MO 09:00-12:00, 13:30-17:00"), lists (languages, needs, statuses, sites) as their codes. The sites of a
service tell whether it is offered: one that is given nowhere is set aside, and stays in the directory.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from directory import models
from directory.hours import read_ranges
from directory.models import HoursKind, Scope
from directory.places import Commune, Places, name_key
from directory.territory import tile
from directory.vocabulary import Need, Status

YES, NO = "oui", "non"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LANGUAGES = ("ar", "de", "en", "es", "it", "lsf", "pl", "pt", "ro", "ru", "tr", "uk", "zh")
ABOUT_THE_SERVICE = {"rdv", "rdv_gestion", "reclamation", "donnees", "humain", "detresse", "hors_sujet"}
NEEDS = tuple(need.value for need in Need if need.value not in ABOUT_THE_SERVICE)
"""What a structure may offer an answer to; the other needs are the reception's own."""

STATUSES = tuple(status.value for status in Status)

CONFIRMED, CLOSED = "checked", "closures"
"""Parts of the history that are no change of a text: the card was said to be right; days were closed or opened."""

GIVEN_AT = "sites"
"""The part of a service that tells where it is given, hence whether it is offered."""

OF_STRUCTURE = ("name", "description", "phone", "email", "website")
OF_SITE = ("name", "address", "phone", "website", "transport", "step_free", "languages", "hours", "walk_in")
OF_SERVICE = ("name", "description", "expected_result", "needs", "welcomes", "not_for", "scope", "sites")
LISTS = frozenset({"languages", "needs", "welcomes", "not_for", "sites"})
NEVER_EMPTY = frozenset({"name", "needs", "scope", "sites"})
OF_SERVICE_ALONE = ("needs", "welcomes", "not_for", "sites")
WEEKS: Mapping[str, HoursKind] = {"hours": HoursKind.OPEN, "walk_in": HoursKind.WALK_IN}
LONGEST: Mapping[str, int] = {
    "name": 200,
    "phone": 40,
    "email": 254,
    "website": 300,
    "description": 2000,
    "transport": 500,
    "address": 400,
    "step_free": 3,
    "languages": 80,
    "hours": 700,
    "walk_in": 700,
    "needs": 400,
    "expected_result": 2000,
    "welcomes": 200,
    "not_for": 200,
    "scope": 20,
    "sites": 400,
}

Described = models.Structure | models.Site | models.Service


def said(row: Described, code: str) -> str:
    """What a part says now."""
    if code in WEEKS and isinstance(row, models.Site):
        return _week(row, WEEKS[code])
    if code == "address" and isinstance(row, models.Site):
        return f"{row.address}\n{row.postcode} {row.commune_name}" if row.commune_code else ""
    if isinstance(row, models.Service) and code in OF_SERVICE_ALONE:
        return _said_of_service(row, code)
    value = getattr(row, code)
    if code == "languages":
        return " ".join(value)
    return {True: YES, False: NO}.get(value, "") if code == "step_free" else str(value or "")


def normal(code: str, text: str) -> str:
    """The text as the part is compared and kept: hours and lists in one spelling, whatever was typed."""
    if code in WEEKS:
        return "\n".join(f"{day} {_spelled(hours)}" for day, hours in zip(DAYS, week_of(text), strict=True) if hours)
    if code in LISTS:
        return " ".join(sorted(set(text.split())))
    return "\n".join(line.strip() for line in text.strip().splitlines())


def is_good(code: str, text: str, places: Places, *, before: str = "") -> bool:
    """Whether a part may say this; what it said ``before`` and is not offered any more may stay."""
    if len(text) > LONGEST[code] or (not text and code in NEVER_EMPTY):
        return False
    if code == "address":
        return _commune(text, places) is not None
    if code == "needs":
        return set(text.split()) <= {*NEEDS, *before.split()}
    return not text or code not in CHECKS or CHECKS[code](text)


def put(row: Described, code: str, text: str, places: Places) -> None:
    """Has the part say this; it was found good."""
    if isinstance(row, models.Site) and code in WEEKS:
        kept = [one for one in row.hours if one.kind is not WEEKS[code]]
        row.hours = [*kept, *_hours(text, WEEKS[code])]
    elif isinstance(row, models.Site) and code == "address":
        _move(row, text, places)
    elif isinstance(row, models.Service) and code in OF_SERVICE_ALONE:
        _put_of_service(row, code, text)
    else:
        setattr(row, code, _value(code, text))


def target_of(change: models.CardChange) -> Described | None:
    """What the change is about, while it is there."""
    if change.service_id is not None:
        return change.service
    return change.site if change.site_id is not None else change.structure


def bad_days(text: str) -> tuple[int, ...]:
    """The days (Monday is 0) whose hours cannot be read."""
    return tuple(number for number, hours in enumerate(week_of(text)) if hours and not _are_hours(hours))


def week_of(text: str) -> tuple[str, ...]:
    """The hours of each day, from Monday to Sunday, as they are written in this part; empty when it is closed."""
    written = dict(line.partition(" ")[::2] for line in text.splitlines())
    return tuple(written.get(day, "").strip() for day in DAYS)


def week_text(hours: Iterable[str]) -> str:
    """The part that these hours make, one text for each day."""
    return "\n".join(f"{day} {one.strip()}" for day, one in zip(DAYS, hours, strict=True) if one.strip())


def _said_of_service(service: models.Service, code: str) -> str:
    if code == "needs":
        return " ".join(one.need for one in service.needs)
    if code == GIVEN_AT:
        return " ".join(sorted(str(one.id) for one in service.sites if one.active)) if service.active else ""
    return " ".join(sorted(one.status for one in service.audiences if one.welcome is (code == "welcomes")))


def _put_of_service(service: models.Service, code: str, text: str) -> None:
    if code == "needs":
        known = {one.need: one for one in service.needs}
        service.needs = [known.get(need) or models.ServiceNeed(need=need) for need in map(Need, text.split())]
    elif code == GIVEN_AT:
        _give(service, set(text.split()))
    else:
        _welcome(service, set(text.split()), welcome=code == "welcomes")


def _give(service: models.Service, sites: set[str]) -> None:
    """Gives the service at these sites; at none, it is set aside as it is, and can be given again."""
    service.active = bool(sites)
    if sites:
        service.sites = [site for site in service.structure.sites if str(site.id) in sites]


def _welcome(service: models.Service, statuses: set[str], *, welcome: bool) -> None:
    known = {str(one.status): one for one in service.audiences}
    kept = [one for status, one in known.items() if status not in statuses and one.welcome is not welcome]
    named = [known.get(status) or models.ServiceAudience(status=Status(status)) for status in sorted(statuses)]
    for one in named:
        one.welcome = welcome
    service.audiences = [*kept, *named]


def _week(site: models.Site, kind: HoursKind) -> str:
    rows = sorted((one.weekday, one.opens, one.closes) for one in site.hours if one.kind is kind)
    days = (
        ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for weekday, opens, closes in rows if weekday == number)
        for number in range(len(DAYS))
    )
    return week_text(days)


def _spelled(hours: str) -> str:
    """Hours as people type them ("9h-12h et 13h30 à 17h") in the spelling of data files, when they can be."""
    text = re.sub(r"(\d{1,2})\s*[hH:](?:\s*(\d{2}))?", lambda found: f"{int(found[1]):02d}:{found[2] or '00'}", hours)
    text = re.sub(r"\s*(?:à|–|—|-)\s*", "-", text)
    return ", ".join(part.strip() for part in re.split(r"[,;/]|\bet\b", text))


def _are_hours(text: str) -> bool:
    try:
        read_ranges(text)
    except ValueError:
        return False
    return True


def _hours(text: str, kind: HoursKind) -> Iterable[models.Hours]:
    for weekday, hours in enumerate(week_of(text)):
        for opens, closes in read_ranges(hours) if hours else ():
            yield models.Hours(kind=kind, weekday=weekday, opens=opens, closes=closes)


def _commune(address: str, places: Places) -> Commune | None:
    """The commune of an address whose last line is "37000 Tours"."""
    street, _, last = address.rpartition("\n")
    postcode, _, name = last.strip().partition(" ")
    if not street.strip() or "\n" in street or not re.fullmatch(r"\d{5}", postcode):
        return None
    found = {one.code: one for near in places.by_postcode(postcode) if (one := places.commune_of(near.code))}
    return next((one for one in found.values() if name_key(one.name) == name_key(name)), None)


def _move(site: models.Site, address: str, places: Places) -> None:
    """Another address; another commune brings its own point on the map, that of its middle."""
    commune = _commune(address, places)
    if commune is None:
        return
    street, _, last = address.rpartition("\n")
    site.address, site.postcode = street, last[:5]
    if site.commune_code != commune.code:
        site.commune_code, site.commune_name = commune.code, commune.name
        site.latitude, site.longitude = commune.latitude, commune.longitude
        known = commune.latitude is not None and commune.longitude is not None
        site.tile = tile(commune.latitude or 0, commune.longitude or 0) if known else None


def _value(code: str, text: str) -> object:
    if code == "step_free":
        return {YES: True, NO: False}.get(text)
    if code == "languages":
        return text.split()
    if code == "scope":
        return Scope(text)
    return text if text or code in ("description", "expected_result") else None


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "phone": lambda text: bool(re.fullmatch(r"[+0-9 .()-]{4,40}", text)),
    "email": lambda text: bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text)),
    "website": lambda text: bool(re.fullmatch(r"https?://[^\s<>\"]+", text)),
    "step_free": lambda text: text in (YES, NO),
    "languages": lambda text: bool(re.fullmatch(r"([a-z]{2}|lsf)( ([a-z]{2}|lsf))*", text)),
    "hours": lambda text: not bad_days(text),
    "walk_in": lambda text: not bad_days(text),
    "name": lambda text: "\n" not in text,
    "welcomes": lambda text: set(text.split()) <= set(STATUSES),
    "not_for": lambda text: set(text.split()) <= set(STATUSES),
    "scope": lambda text: text in set(Scope),
}
