"""Whose word stands when a source is read again: that of the structure, until the source says something new later."""

import json
import shutil
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from directory import cards, models
from directory.desk import hours
from directory.desk.cards import ask_part, changes, confirm, decide
from directory.desk.forms import DeskForm
from directory.desk.scope import Member
from directory.desk.services import propose, take_off, written
from directory.exchange import import_inclusion
from directory.models import ChangeState, Role
from directory.regions import FOLDER, load_region
from directory.service import Directory

pytestmark = pytest.mark.long

DAY = timedelta(days=1)
STRUCTURE = {
    "source": "essai",
    "id": "essai--1",
    "nom": "Mission locale de l’essai",
    "date_maj": "2026-10-01",
    "code_insee": "37072",
    "code_postal": "37500",
    "adresse": "3 rue des Essais",
    "telephone": "+33247000001",
    "horaires_accueil": "Mo-Fr 09:00-12:00",
    "reseaux_porteurs": ["mission-locale"],
}
SERVICE = {
    "source": "essai",
    "structure_id": "essai--1",
    "id": "essai--s1",
    "nom": "Conseil",
    "description": "Faire le point.",
    "date_maj": "2026-10-01",
    "thematiques": ["choisir-un-metier--confirmer-son-choix-de-metier"],
    "modes_mobilisation": ["se-presenter"],
    "zone_eligibilite": ["37"],
}
CIO, IMPORTED = "tours/cio-tours", "data-inclusion/essai--1"


@dataclass
class Keeping:
    """A directory, its sources, and the desk of one structure in it."""

    directory: Directory
    folder: Path
    now: datetime

    def imports(self, *, on: datetime | None = None, structure: Any = None, service: Any = None) -> None:
        rows = {"a.json": STRUCTURE | (structure or {}), "s.json": SERVICE | (service or {})}
        files = [self.folder / name for name in rows]
        for file, row in zip(files, rows.values(), strict=True):
            file.write_text(json.dumps([row]), encoding="utf-8")
        report = import_inclusion(self.directory, *files, now=on or self.now)
        assert report.refused == 0, report.lines()

    def loads(self, old: str = "", new: str = "", *, checked_on: date | None = None) -> None:
        """The Tours pack, with this changed in the card of the CIO, said to be checked on this day."""
        folder = self.folder / "packs"
        shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
        file = folder / "tours" / "cio-tours.yml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        said = next(line for line in text.splitlines() if line.startswith("checked_on:"))
        text = text.replace(said, f"checked_on: {checked_on}") if checked_on else text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        load_region(self.directory, "tours", self.now, folder=folder)

    def by(self, key: str) -> Member:
        """Somebody of this structure, with an account."""
        with self.directory.writing() as session:
            owner = session.scalars(select(models.Structure).where(models.Structure.key == key)).one()
            email = f"{key}@exemple.fr"
            row = session.scalar(select(models.Counsellor).where(models.Counsellor.email == email))
            if row is None:
                row = models.Counsellor(structure_id=owner.id, email=email, name="X", password="-", role=Role.MANAGER)
                row.created_at = self.now
                session.add(row)
                session.flush()
            return Member(row.id, "X", Role.MANAGER, owner.id, owner.name)

    def validates(self, key: str, part: str, text: str, *, of: str = "") -> None:
        """A change that somebody of the structure asks and the coordination validates; ``of``: site or service."""
        by = self.by(key)
        with self.directory.writing() as session:
            row = self.row(session, key, of)
            about = {f"{of}_id": row.id} if of else {}
            ask_part(session, part, cards.said(row, part), text, about, by=by, now=self.now)
            session.flush()
            asked = session.scalars(select(models.CardChange).order_by(models.CardChange.id.desc())).first()
            assert asked is not None
            decide(session, asked.id, keep=True, by=by, now=self.now, places=self.directory.places)

    def offers_again(self, key: str, **words: str) -> None:
        """Somebody of the structure proposes, with these words, its service that was taken off."""
        by = self.by(key)
        with self.directory.writing() as session:
            row = self.row(session, key, "service")
            typed = {code: tuple(cards.said(row, code).split(" ")) for code in cards.OF_SERVICE}
            typed |= {code: (text,) for code, text in words.items()}
            typed["sites"] = tuple(str(site.id) for site in row.structure.sites)
            form = DeskForm("service", typed)
            assert propose(session, form, row.id, by=by, now=self.now, places=self.directory.places)

    def decides(self, key: str, *, keep: bool) -> None:
        """The coordination decides about all that it is shown of this structure."""
        by = self.by(key)
        with self.directory.writing() as session:
            for one in changes(session, ChangeState.PENDING):
                decide(session, one.id, keep=keep, by=by, now=self.now, places=self.directory.places)

    def reads_again(self, key: str, old: str = "", new: str = "", *, day: date) -> None:
        """The source of this structure is read again, checked on this day, a word of its service changed."""
        if key == IMPORTED:
            later = {"date_maj": day.isoformat()}
            said = {"description": new} if old else {}
            at = datetime.combine(day + DAY, time(9), self.now.tzinfo)
            self.imports(on=at, structure=later, service=said | later)
        else:
            self.loads(old, new, checked_on=day)

    def said(self, key: str, part: str, *, of: str = "") -> str:
        with self.directory.reading() as session:
            return cards.said(self.row(session, key, of), part)

    def written(self, key: str, *parts: str) -> dict[str, str]:
        """What the form of its service offers to propose again."""
        with self.directory.reading() as session:
            found = written(session, self.row(session, key, "service").id)
            assert found is not None
            return {one.code: one.value for one in found.parts if one.code in parts}

    def states(self) -> list[ChangeState]:
        with self.directory.reading() as session:
            return list(session.scalars(select(models.CardChange.state).order_by(models.CardChange.id)))

    @staticmethod
    def row(session: Any, key: str, of: str) -> Any:
        structure = session.scalars(select(models.Structure).where(models.Structure.key == key)).one()
        return {"": structure, "site": structure.sites[0], "service": structure.services[0]}[of]


@pytest.fixture
def keeping(each_tours: Directory, tmp_path: Path, now: datetime) -> Keeping:
    found = Keeping(each_tours, tmp_path, now)
    found.imports()
    return found


# --- an exchange file, on both databases ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "of", "text", "elsewhere"),
    [
        ("phone", "", "02 47 11 11 11", {"nom": "Mission locale d’ailleurs"}),
        ("hours", "site", "MO 10:00-12:00", {"telephone": "+33247000002"}),
        ("walk_in", "site", "", {"telephone": "+33247000002"}),
        ("walk_in", "site", "MO 10:00-11:00", {"horaires_accueil": "Mo-Sa 08:00-18:00"}),
        ("transport", "site", "Bus 4", {"telephone": "+33247000002"}),
        ("address", "site", "9 rue Neuve\n37000 Tours", {"telephone": "+33247000002"}),
    ],
)
def test_what_was_validated_stands_when_the_source_changes_elsewhere(
    keeping: Keeping, part: str, of: str, text: str, elsewhere: dict[str, str]
) -> None:
    """PA4: a later row that says something else of another part, or of none, has not heard of it."""
    keeping.validates(IMPORTED, part, text, of=of)
    keeping.imports(on=keeping.now + 10 * DAY, structure=elsewhere | {"date_maj": "2026-12-01"})
    assert keeping.said(IMPORTED, part, of=of) == text
    assert keeping.states() == [ChangeState.KEPT]


def test_a_source_that_says_something_new_later_is_heard(keeping: Keeping) -> None:
    """The change is over: the next word of the source counts as well, even the one it said first."""
    keeping.validates(IMPORTED, "phone", "02 47 11 11 11")
    new = {"telephone": "+33247000009", "date_maj": "2026-12-01"}
    keeping.imports(on=keeping.now + 10 * DAY, structure=new)
    assert keeping.said(IMPORTED, "phone") == "+33247000009"
    assert keeping.states() == [ChangeState.OVERTAKEN]
    keeping.imports(on=keeping.now + 11 * DAY, structure={"date_maj": "2026-12-02"})
    assert keeping.said(IMPORTED, "phone") == STRUCTURE["telephone"]


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-23"])
def test_what_the_source_said_before_the_decision_is_not_new(keeping: Keeping, day: str) -> None:
    """The same day counts as before: a day is all that sources tell."""
    keeping.validates(IMPORTED, "phone", "02 47 11 11 11")
    keeping.imports(on=keeping.now + DAY, structure={"telephone": "+33247000009", "date_maj": day})
    assert keeping.said(IMPORTED, "phone") == "02 47 11 11 11"


def test_a_source_that_follows_has_its_word_again(keeping: Keeping) -> None:
    keeping.validates(IMPORTED, "phone", "+33247000005")
    keeping.imports(on=keeping.now + DAY, structure={"telephone": "+33247000005"})
    assert keeping.states() == [ChangeState.ADOPTED]
    keeping.imports(on=keeping.now + 2 * DAY)
    assert keeping.said(IMPORTED, "phone") == STRUCTURE["telephone"]


def test_the_last_of_two_changes_stands(keeping: Keeping) -> None:
    """What the source said is what the first one replaced."""
    keeping.validates(IMPORTED, "phone", "02 47 11 11 11")
    keeping.validates(IMPORTED, "phone", "02 47 22 22 22")
    keeping.imports(on=keeping.now + 10 * DAY, structure={"nom": "Mission locale d’ailleurs", "date_maj": "2026-12-01"})
    assert keeping.said(IMPORTED, "phone") == "02 47 22 22 22"


def test_a_service_taken_off_does_not_come_back(keeping: Keeping) -> None:
    """The file still has it, under a new name."""
    keeping.validates(IMPORTED, "sites", "", of="service")
    keeping.imports(on=keeping.now + 10 * DAY, service={"nom": "Conseil et orientation", "date_maj": "2026-12-01"})
    assert keeping.said(IMPORTED, "sites", of="service") == ""
    assert keeping.said(IMPORTED, "name", of="service") == "Conseil et orientation"


def test_a_card_said_to_be_right_stays_as_fresh(keeping: Keeping) -> None:
    """L05: an older source does not take the day of the check back."""
    by = keeping.by(IMPORTED)
    with keeping.directory.writing() as session:
        confirm(session, by=by, now=keeping.now)
    keeping.imports(on=keeping.now + DAY, structure={"telephone": "+33247000009"})
    with keeping.directory.reading() as session:
        row = keeping.row(session, IMPORTED, "")
        assert row.checked_on == keeping.now.date()


# --- a service taken off, then offered again ------------------------------------------------------------------------

OURS = {"description": "Une heure, avec nos mots.", "expected_result": "Savoir par où commencer."}


@pytest.mark.parametrize("key", [CIO, IMPORTED])
def test_a_service_offered_again_keeps_its_own_words(keeping: Keeping, key: str) -> None:
    """L04, L19: what the coordination reads, validates and publishes outlives what the source goes on saying."""
    keeping.validates(key, "sites", "", of="service")
    source = keeping.said(key, "description", of="service")
    keeping.offers_again(key, **OURS)
    keeping.reads_again(key, day=date(2026, 12, 1))
    assert keeping.written(key, *OURS) == OURS  # it waits, as it was written
    assert keeping.said(key, "description", of="service") == source
    assert not keeping.said(key, "sites", of="service")
    keeping.decides(key, keep=True)
    for day in (date(2026, 12, 2), date(2026, 12, 3)):
        keeping.reads_again(key, day=day)
        assert {part: keeping.said(key, part, of="service") for part in OURS} == OURS
        assert keeping.said(key, "sites", of="service")
    keeping.reads_again(key, source, "Autre chose encore.", day=date(2026, 12, 9))
    assert keeping.said(key, "description", of="service") == "Autre chose encore."  # new, and later: it is heard
    assert keeping.said(key, "expected_result", of="service") == OURS["expected_result"]


@pytest.mark.parametrize("key", [CIO, IMPORTED])
def test_words_that_were_refused_never_become_public(keeping: Keeping, key: str) -> None:
    """The coordination refuses, or the structure takes its proposal back: the source's words count, those of the desk
    are still there to be put right."""
    source = keeping.said(key, "description", of="service")
    keeping.validates(key, "sites", "", of="service")
    keeping.offers_again(key, **OURS)
    keeping.decides(key, keep=False)
    keeping.offers_again(key, description="Deux heures.")
    with keeping.directory.writing() as session:
        by = keeping.by(key)
        assert take_off(session, keeping.row(session, key, "service").id, by, keeping.now)
    keeping.reads_again(key, day=date(2026, 12, 1))
    assert keeping.said(key, "description", of="service") == source
    assert keeping.written(key, "description") == {"description": "Deux heures."}
    assert ChangeState.PENDING not in keeping.states()


def test_a_second_proposal_knows_what_the_source_said(keeping: Keeping) -> None:
    """The words of the first, refused, are not taken for the source's: the same pack again brings nothing new."""
    keeping.validates(CIO, "sites", "", of="service")
    keeping.offers_again(CIO, description="Un premier essai.")
    keeping.decides(CIO, keep=False)
    keeping.offers_again(CIO, description="Un second essai.")
    keeping.decides(CIO, keep=True)
    keeping.reads_again(CIO, day=date(2026, 12, 9))
    assert keeping.said(CIO, "description", of="service") == "Un second essai."


# --- the data file of a region -------------------------------------------------------------------------------------


def test_a_pack_checked_later_that_says_nothing_new_changes_nothing(keeping: Keeping) -> None:
    before = keeping.said(CIO, "website", of="site")
    keeping.validates(CIO, "website", "https://exemple.fr/cio", of="site")
    keeping.loads(checked_on=date(2026, 11, 24))
    assert keeping.said(CIO, "website", of="site") == "https://exemple.fr/cio" != before
    assert keeping.states() == [ChangeState.KEPT]


def test_a_pack_checked_later_that_says_something_new_is_heard(keeping: Keeping) -> None:
    keeping.validates(CIO, "name", "Le CIO", of="site")
    name = f"name: {keeping.said('tours/cio-tours', 'name')}"
    keeping.loads(name, f"{name}, autrement", checked_on=date(2026, 11, 24))
    assert keeping.said(CIO, "name", of="site") == "Le CIO"  # another part
    assert keeping.said(CIO, "name").endswith("autrement")
    keeping.validates(CIO, "name", "CIO")
    keeping.loads(name, f"{name}, encore", checked_on=date(2026, 11, 25))
    assert keeping.said(CIO, "name").endswith("encore")


def test_a_closed_day_taken_away_at_the_desk_does_not_come_back(keeping: Keeping) -> None:
    """NO13: nor one that was declared there; declared again, it is closed again."""
    closed = "    closures:\n      - {first_day: 2026-12-28, last_day: 2026-12-31, label: Vacances}\n    hours:"
    keeping.loads("    hours:", closed, checked_on=date(2026, 11, 20))
    by, first, last = keeping.by(CIO), date(2026, 12, 28), date(2026, 12, 31)
    with keeping.directory.writing() as session:
        row = session.scalars(select(models.Closure).where(models.Closure.first_day == first)).one()
        site = row.site_id
        assert hours.reopen(session, row.id, keeping.now, by)
    for checked_on in (date(2026, 11, 20), date(2026, 12, 1)):
        keeping.loads("    hours:", closed, checked_on=checked_on)
        assert closures(keeping, first) == 0
    with keeping.directory.writing() as session:
        hours.close(session, site, first, last, "Vacances", keeping.now, by)
    keeping.loads("    hours:", closed, checked_on=date(2026, 12, 1))
    assert closures(keeping, first) == 1


def closures(keeping: Keeping, first: date) -> int:
    with keeping.directory.reading() as session:
        return len(session.scalars(select(models.Closure).where(models.Closure.first_day == first)).all())
