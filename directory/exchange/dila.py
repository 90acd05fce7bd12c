"""The State's local directory (DILA) read record by record: its pivots, its traps (``formats.md`` §3.2)."""

import bz2
import codecs
import gzip
import json
import re
import tarfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any

from directory.exchange.fields import Fields
from directory.exchange.records import Refusal, ServiceRecord, StructureRecord, WeeklyRange
from directory.exchange.rows import Row, json_rows
from directory.models.offer import Scope
from directory.places import Places
from directory.vocabulary import Need, StructureType

FILES = ".gouv_local.json"
OPENERS: dict[str, Callable[..., Any]] = {".bz2": bz2.open, ".gz": gzip.open}
EVERY_ADVICE = (
    *(Need.CEP, Need.RECONVERSION, Need.FORMATION, Need.FINANCEMENT, Need.VAE, Need.BILAN, Need.METIER, Need.EMPLOI),
    *(Need.ALTERNANCE, Need.CREATION, Need.HANDICAP, Need.TRAVAIL, Need.RDV, Need.HUMAIN),
)
YOUTH = (Need.JEUNES, Need.METIER, Need.SCOLAIRE, Need.ALTERNANCE, Need.DECROCHAGE, Need.INTERNATIONAL, Need.EMPLOI)
SCHOOL = (Need.SCOLAIRE, Need.METIER, Need.ALTERNANCE, Need.DECROCHAGE, Need.FORMATION, Need.BILAN, Need.HANDICAP)
CRAFT = (Need.CREATION, Need.ALTERNANCE, Need.METIER)
PIVOTS: dict[str, tuple[StructureType, tuple[Need, ...]]] = {
    "cio": (StructureType.CIO, SCHOOL),
    "cij": (StructureType.INFORMATION_JEUNESSE, YOUTH),
    "mission_locale": (StructureType.MISSION_LOCALE, (*EVERY_ADVICE, Need.DECROCHAGE, Need.JEUNES, Need.LANGUE)),
    "pole_emploi": (StructureType.FRANCE_TRAVAIL, EVERY_ADVICE),
    "france_travail": (StructureType.FRANCE_TRAVAIL, EVERY_ADVICE),
    "cap_emploi": (StructureType.CAP_EMPLOI, EVERY_ADVICE),
    "apec": (StructureType.APEC, EVERY_ADVICE),
    "chambre_metier": (StructureType.CMA, CRAFT),
    "cci": (StructureType.CCI, CRAFT),
    "chambre_agriculture": (StructureType.AGRICULTURE, CRAFT),
    "suio": (StructureType.SCUIO, (*SCHOOL, Need.EMPLOI, Need.INTERNATIONAL)),
    "greta": (StructureType.GRETA, (Need.FORMATION, Need.VAE)),
    "afpa": (StructureType.AFPA, (Need.FORMATION,)),
    "maison_handicapees": (StructureType.MDPH, (Need.HANDICAP,)),
    "maison_emploi": (StructureType.MAISON_EMPLOI, (Need.EMPLOI,)),
    "msap": (StructureType.FRANCE_SERVICES, (Need.HORS_SUJET, Need.LANGUE, Need.HUMAIN)),
    "france_services": (StructureType.FRANCE_SERVICES, (Need.HORS_SUJET, Need.LANGUE, Need.HUMAIN)),
}
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def archive_rows(path: Path) -> Iterator[Row | Refusal]:
    """The records of the JSON files of this archive, read as it unrolls: nothing is ever written to the disk."""
    with OPENERS.get(path.suffix, open)(path, "rb") as packed, tarfile.open(fileobj=packed, mode="r|") as archive:
        for number, member in enumerate(archive, 1):
            parts = Path(member.name).parts
            if Path(member.name).is_absolute() or ".." in parts:
                yield Refusal(number, member.name[:120], "ce chemin sort de l’archive : le fichier n’est pas lu.")
            elif not member.isfile():
                if not member.isdir():
                    yield Refusal(number, member.name[:120], "ce n’est pas un fichier ordinaire : il n’est pas lu.")
            elif member.name.endswith(FILES):
                content = archive.extractfile(member)
                assert content is not None  # noqa: S101 - it is a file
                yield from json_rows(_Text(content))


class _Text:
    """The text of a member: a tar that unrolls cannot be wound back, which the usual wrapper asks for."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")

    def read(self, size: int, /) -> str:
        """At most so much of it; nothing at the end."""
        chunk = self._content.read(size)
        return self._decoder.decode(chunk, final=not chunk)


def pivot_of(data: Mapping[str, Any]) -> str | None:
    """The pivot of this record that the directory receives people for; ``None`` for a town hall or a court."""
    found = [_word(one.get("type_service_local")) for one in _objects(data.get("pivot"))]
    return next((name for name in found if name in PIVOTS), None)


def read_record(data: Mapping[str, Any], line: int, places: Places, today: date) -> StructureRecord | list[str]:
    """The structure of this record, whose pivot is known, or the faults that keep it out."""
    pivot = pivot_of(data) or ""
    kind, needs = PIVOTS[pivot]
    address = next(iter(_objects(data.get("adresse"))), {})
    row = Fields(_flat(data, address))
    key = row.shaped("id", r"[0-9A-Za-z-]{8,64}", "7e2f6a52-…", required=True) or ""
    name = row.text("nom", low=3, high=200, required=True) or ""
    hours, walk_in = _hours(data, row)
    description = row.text("mission") or row.text("information_complementaire") or ""
    updated_on = _updated_on(data, row, today)
    record = StructureRecord(
        line=line,
        key=key,
        name=name,
        type=kind,
        siret=row.shaped("siret", r"\d{14}", "13000000000001"),
        description=description,
        phone=row.text("telephone", high=40),
        email=row.shaped("courriel", r"[^@\s]{1,64}@[^@\s]{3,180}", "accueil@exemple.fr"),
        website=row.web("site"),
        place=row.place(places),
        hours=hours,
        walk_in=walk_in,
        step_free={"ACC": True, "DEM": None, "NAC": False}.get(_word(address.get("accessibilite")).upper()),
        updated_on=updated_on,
        source="Service-Public.gouv.fr/DILA, annuaire de l’administration, base de données locales",
        details={"pivot": pivot, "url": _word(data.get("url_service_public"))},
        services=(_service(line, key, needs, description, kind, updated_on),),
    )
    return row.faults or record


def _flat(data: Mapping[str, Any], address: Mapping[str, Any]) -> dict[str, Any]:
    """The record with the few nested values that are read, under the names of our rules."""
    lines = (address.get("complement1"), address.get("numero_voie"), address.get("service_distribution"))
    first = {
        "telephone": next((_word(one.get("valeur")) for one in _objects(data.get("telephone"))), ""),
        "site": next((_word(one.get("valeur")) for one in _objects(data.get("site_internet"))), ""),
        "courriel": next(iter(_texts(data.get("adresse_courriel"))), ""),
    }
    return {
        **{name: data.get(name) for name in ("id", "nom", "mission", "information_complementaire", "siret")},
        **{name: address.get(name) for name in ("code_postal", "latitude", "longitude")},
        **first,
        "adresse": ", ".join(filter(None, map(_word, lines))),
        "code_insee": data.get("code_insee_commune"),
        "commune": address.get("nom_commune"),
    }


def _service(
    line: int, key: str, needs: tuple[Need, ...], description: str, kind: StructureType, updated_on: date
) -> ServiceRecord:
    return ServiceRecord(
        line=line,
        key=f"{key}-accueil",
        structure=key,
        name="Accueil et conseil",
        description=description,
        needs=tuple(dict.fromkeys(needs)),
        welcomes=(),
        scope=Scope.NATIONAL if kind in {StructureType.FRANCE_TRAVAIL, StructureType.APEC} else Scope.LOCAL,
        areas=(),
        walk_in=False,  # the hours themselves say where one can just come
        updated_on=updated_on,
        details={},
    )


def _hours(data: Mapping[str, Any], row: Fields) -> tuple[tuple[WeeklyRange, ...], tuple[WeeklyRange, ...]]:
    """Opening hours, and those of them in which one can just come: not where the comment asks for an appointment."""
    opening: set[WeeklyRange] = set()
    walk_in: set[WeeklyRange] = set()
    for one in _objects(data.get("plage_ouverture")):
        ranges = _ranges(one, row)
        opening |= ranges
        walk_in |= set() if "rendez-vous" in _word(one.get("commentaire")).lower() else ranges
    by_appointment = "uniquement sur rendez-vous" in _word(data.get("commentaire_plage_ouverture")).lower()
    return tuple(sorted(opening)), () if by_appointment else tuple(sorted(walk_in))


def _ranges(one: Mapping[str, Any], row: Fields) -> set[WeeklyRange]:
    days = _days(one, row)
    found: set[WeeklyRange] = set()
    for part in ("1", "2"):
        opens, closes = (_word(one.get(f"valeur_heure_{end}_{part}")) for end in ("debut", "fin"))
        if not (opens and closes):
            continue
        hours = _clock(opens), _clock(closes)
        if hours[0] is None or hours[1] is None:
            row.faults.append(f"plage_ouverture : « {opens}-{closes} » : cette heure n’existe pas.")
        elif hours[0] > hours[1]:
            row.faults.append(f"plage_ouverture : « {opens}-{closes} » : la fermeture vient avant l’ouverture.")
        elif hours[0] < hours[1]:
            found |= {(day, hours[0], hours[1]) for day in days}
    return found


def _days(one: Mapping[str, Any], row: Fields) -> list[int]:
    """The days from the first to the last, over the end of the week if need be."""
    names = [_word(one.get(f"nom_jour_{end}")) for end in ("debut", "fin")]
    unknown = next((name for name in names if name and _weekday(name) is None), None)
    if unknown:
        row.faults.append(f"plage_ouverture : « {unknown[:60]} » n’est pas un jour de la semaine.")
    first, last = (_weekday(name) for name in names)
    if first is None or unknown:
        return []
    end = first if last is None else last
    return [day % 7 for day in range(first, (end if end >= first else end + 7) + 1)]


def _clock(text: str) -> time | None:
    """The time of « 09:00:00 »; midnight at the end of a day is its last minute."""
    found = CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    if (hour, minute) == (24, 0):
        return time(23, 59)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _weekday(word: str) -> int | None:
    """The number of a day written in French, in English, or as "X/Monday"."""
    name = word.lower().rpartition("/")[2]
    return next((names.index(name) for names in (DAYS, ENGLISH) if name in names), None)


def _updated_on(data: Mapping[str, Any], row: Fields, today: date) -> date:
    """When the record was last changed; today when it does not say."""
    word = _word(data.get("date_modification"))
    found = _day(word)
    if word and (found is None or found > today):
        row.faults.append(f"date_modification : « {word[:60]} » n’est pas une date passée.")
    return found or today


def _day(text: str) -> date | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text[:10], form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None


def _word(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _plain(value: Any) -> Any:
    """A nested value; some exports write it as a JSON text."""
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except ValueError:
            return []
    return value


def _objects(value: Any) -> list[dict[str, Any]]:
    found = _plain(value)
    return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict)]


def _texts(value: Any) -> list[str]:
    found = _plain(value)
    return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, str) and one]
