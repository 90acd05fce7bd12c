"""Region packs: the Tours network as the convention has it, faults told by line, loading that changes nothing twice."""

import shutil
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
import yaml
from sqlalchemy import func, select
from typer.testing import CliRunner

from bot.cli import app
from directory import models
from directory.errors import BadDocument
from directory.hours import read_ranges
from directory.regions import FOLDER, check_region, load_region, read_region, region_codes
from directory.requests import Request
from directory.service import Directory
from directory.vocabulary import Need, Status, StructureType, Way

SIGNATORIES = {
    "cio-tours": StructureType.CIO,
    "cio-joue-les-tours": StructureType.CIO,
    "mission-locale-touraine": StructureType.MISSION_LOCALE,
    "france-travail": StructureType.FRANCE_TRAVAIL,
    "info-jeunes": StructureType.INFORMATION_JEUNESSE,
    "chambre-de-metiers": StructureType.CMA,
    "universite": StructureType.SCUIO,
}
# numbers that the base of facts gives, and nothing else: no invented number may ever be dialled
KNOWN_NUMBERS = {"3949", "0 809 361 212", "0 806 000 126", "0 800 222 100"}


@pytest.mark.parametrize("code", region_codes())
def test_packs_are_without_fault(code: str) -> None:
    assert check_region(FOLDER / code) == []


def test_the_signatories_of_the_convention_are_all_there() -> None:
    """TO2: the partners of the Tours employment area."""
    signed = {one.structure: one.type for one in read_region(FOLDER / "tours").structures if one.signatory}
    assert signed == SIGNATORIES


def test_the_operators_of_the_law_are_there() -> None:
    """Code du travail L6111-6."""
    kinds = {one.type for one in read_region(FOLDER / "tours").structures}
    law = {"france_travail", "mission_locale", "cap_emploi", "apec", "cep_actifs"}
    assert law <= kinds


@pytest.mark.parametrize("code", region_codes())
def test_what_is_not_a_public_fact_is_marked_as_sample(code: str) -> None:
    """Promise 5: addresses, hours and agendas that nobody has confirmed say so."""
    for structure in read_region(FOLDER / code).structures:
        for site in structure.sites:
            assert site.sample or (site.remote and not site.agendas), site.name
            assert all(agenda.sample for agenda in site.agendas), site.name
            assert {structure.phone, site.phone} - {None} <= KNOWN_NUMBERS


def test_each_service_says_its_scope_and_result() -> None:
    """L19, L28."""
    for structure in read_region(FOLDER / "tours").structures:
        assert all(one.description and one.expected_result and one.scope for one in structure.services)


def test_each_structure_can_be_met(reader: Directory, now: datetime) -> None:
    """Promise 1: every site has a real slot in the coming month, or hours without appointment."""
    with reader.reading() as session:
        sites = session.scalars(select(models.Site).where(models.Site.active)).all()
        walk_in = {site.id for site in sites if any(row.kind is models.HoursKind.WALK_IN for row in site.hours)}
        names = {site.id: site.name for site in sites}
    for site_id, name in names.items():
        slots = [slot for way in Way for slot in reader.slots(site_id, way, now=now, limit=1)]
        assert slots or site_id in walk_in, name


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the Tours pack, to be spoilt."""
    return Path(shutil.copytree(FOLDER / "tours", tmp_path / "tours"))


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "said"),
    [
        ("cio-tours", "type: cio", "type: cjo", "ligne 2 (type)", "« cjo » n’est pas dans la liste"),
        ("cio-tours", "type: cio\n", "", "cio-tours.yml, ligne 1", "il manque « type »"),
        ("cio-tours", "network:", "reseau:", "ligne 4 (reseau)", "n’est pas un champ connu"),
        ("cio-tours", "education-nationale", "education", "(network)", "n’est pas dans region.yml"),
        ("cio-tours", '"37261"', '"37999"', "(sites 1, commune)", "n’est pas le code d’une commune"),
        ("cio-tours", '"37261"', '"trente-sept"', "(sites 1, commune)", "n’a pas la forme attendue"),
        ("cio-tours", '"37000"', '"75001"', "(sites 1, postcode)", "n’est pas un code postal de Tours"),
        ("france-travail", "latitude: 47.4150", "latitude: 45.0", "(sites 1, latitude)", "vérifiez les coordonnées"),
        ("france-travail", "latitude: 47.4150", "latitude: nord", "(sites 1, latitude)", "écrivez un nombre"),
        ("france-travail", "    latitude: 47.4150\n", "", "(sites 1)", "ou aucune des deux"),
        ("cio-tours", "BYDAY=TU,TH,FR", "BYDAY=MARDI", "availabilities 1, every", "n’est pas lisible"),
        ("cio-tours", "FREQ=WEEKLY;BYDAY=WE", "FREQ=HOURLY", "availabilities 2, every", "DAILY, WEEKLY ou MONTHLY"),
        ("cio-tours", 'lundi: "13:30-17:00"', 'lundi: "13:30-25:00"', "(sites 1, hours)", "cette heure n’existe pas"),
        (
            "cio-tours",
            'lundi: "13:30-17:00"',
            'lundi: "17:00-13:30"',
            "(sites 1, hours)",
            "les heures doivent se suivre",
        ),
        ("cio-tours", 'lundi: "13:30-17:00"', "lundi: l’après-midi", "(sites 1, hours)", "écrivez des heures comme"),
        ("cio-tours", "{lundi:", "{lundy:", "lundy", "n’est pas un champ connu"),
        ("cio-tours", "minutes: 45", "minutes: 47", "agendas 1, minutes", "multiple de 5"),
        ("cio-tours", "minutes: 45", "minutes: 0", "agendas 1, minutes", "trop petit"),
        ("cio-tours", "minutes: 45", "minutes: trois quarts d’heure", "agendas 1, minutes", "nombre entier"),
        ("cio-tours", "agenda: psychologue-2", "agenda: psychologue-1", "agendas 2", "est utilisé deux fois"),
        (
            "cio-tours",
            "structure: cio-tours",
            "structure: apec",
            "(structure)",
            "est déjà le nom d’une autre structure",
        ),
        ("cio-tours", "service: retour-en-formation", "service: orientation", "(services 2)", "est utilisé deux fois"),
        ("apec", "https://www.apec.fr/", "http://www.apec.fr/", "(website)", "commence par https://"),
        ("apec", "0 809 361 212", "numéro vert", "(phone)", "n’a pas la forme attendue"),
        ("apec", "    address: 19 rue Édouard-Vaillant\n", "", "(sites 1)", "un lieu où l’on vient a une adresse"),
        ("apec", "needs: [cep,", "needs: [cpe,", "(services 1, needs 1)", "« cpe » n’est pas dans la liste"),
        ("apec", "structure: apec", "structure: apec\nstructure: apec", "ligne 2", "est écrit deux fois"),
        ("apec", "services:\n", "services\n", "apec.yml, ligne", "ce n’est pas du YAML"),
        ("region", "region: tours", 'region: tours\ncolor: "#ffd24d"', "(color)", "du blanc ne se lit pas dessus"),
        ("region", "region: tours", "region: tours\ncolor: bleu", "(color)", "n’a pas la forme attendue"),
        ("region", "Europe/Paris", "Europe/Tours", "(time_zone)", "n’est pas un fuseau horaire"),
        ("region", "builds_on: [france]", "builds_on: [francie]", "(builds_on 1)", "n’est le nom d’aucune région"),
        ("cio-tours", "name: ", "name: " + "x" * 700, "ligne 3 (name)", "ce texte est trop long"),
        ("cio-tours", "BYDAY=TU,TH,FR", "BYDAY=TU;COUNT=3", "availabilities 1, every", "COUNT n’est pas accepté"),
        ("cio-tours", "FREQ=WEEKLY;BYDAY=WE", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "every", "aucun jour ne répond"),
        ("cio-tours", "type: cio", "type: {cio: &x {a: *x}}", "cio-tours.yml, ligne 2", "s’emboîtent sans fin"),
        ("cio-tours", "type: cio", "? [a, b]\n: cio", "cio-tours.yml, ligne 2", "un nom de champ est un simple mot"),
    ],
)
def test_faults_are_told(pack: Path, file: str, old: str, new: str, place: str, said: str) -> None:
    """A directory manager reads the file, the line, the field and what to write."""
    path = pack / f"{file}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    (problem,) = [problem for problem in check_region(pack) if said in problem]
    assert problem.startswith(f"tours/{file}.yml, ligne ")
    assert place in problem


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name: Café".encode("latin-1"), "enregistrez ce fichier en UTF-8"),
        ("name: Café".encode("utf-16"), "enregistrez ce fichier en UTF-8"),
        (b"a: " + b"[" * 2_000, "ce n’est pas du YAML"),
        (b"a: 1\n---\nb: 2\n", "ce n’est pas du YAML"),
        (b"- a\n", "écrivez des champs"),
        (b"", "ce fichier est vide"),
        (
            b"a: &a [x, x, x, x, x, x, x, x]\n"
            + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b", ".join([b"*%c" % n] * 8)) for n in range(97, 105)),
            "s’emboîtent sans fin",
        ),
    ],
)
def test_files_that_are_no_description_are_told(pack: Path, content: bytes, said: str) -> None:
    """Other encodings, two documents in one, lists of lists of lists: one sentence, whatever the file."""
    (pack / "apec.yml").write_bytes(content)
    (problem,) = check_region(pack)
    assert problem.startswith("tours/apec.yml")
    assert said in problem


def test_the_command_tells_the_faults_of_a_folder(pack: Path) -> None:
    """« deux-portes check regions »: a sentence for each fault, how many, and an exit code that stops a pipeline."""
    command = CliRunner()
    assert command.invoke(app, ["check", "regions", str(pack)]).output == "Tout est en ordre.\n"
    (pack / "apec.yml").write_text("structure: apec", encoding="utf-8")
    told = command.invoke(app, ["check", "regions", str(pack)])
    assert told.exit_code == 1
    assert told.output.startswith("tours/apec.yml, ligne 1 : il manque « type ».")
    assert "point(s) à corriger" in told.output


def test_two_gigabytes_of_description_are_told(pack: Path) -> None:
    """Without reading them."""
    with (pack / "apec.yml").open("wb") as file:
        file.truncate(2 * 1024**3)
    assert "ce fichier est trop gros" in check_region(pack)[0]


def test_all_faults_are_told_at_once(pack: Path) -> None:
    for name in ("apec", "cci"):
        path = pack / f"{name}.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("type:", "kind:"), encoding="utf-8")
    assert len(check_region(pack)) == 4


def test_missing_folder_is_told(tmp_path: Path) -> None:
    assert "introuvable" in check_region(tmp_path / "nulle-part")[0]


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("09:00-12:00", [(time(9), time(12))]),
        ("9:00 - 12:00, 13:30-17:00", [(time(9), time(12)), (time(13, 30), time(17))]),
    ],
)
def test_ranges(text: str, ranges: list[tuple[time, time]]) -> None:
    assert read_ranges(text) == ranges


@pytest.mark.parametrize(
    "text", ["", "9h-12h", "09:00-12:00 13:30-17:00", "09:00-12:00, 11:00-13:00", "24:00-25:00", "09:60-10:00"]
)
def test_ranges_that_make_no_sense(text: str) -> None:
    with pytest.raises(ValueError, match="«"):
        read_ranges(text)


def snapshot(directory: Directory) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the description but those that only number or date them."""
    described = (
        models.Structure,
        models.Site,
        models.Service,
        models.Agenda,
        models.Network,
        models.ServiceNeed,
        models.ServiceSite,
    )
    counted = (models.Hours, models.Closure, models.Availability, models.ServedArea, models.ServiceAudience)
    with directory.reading() as session:
        rows = {
            table.__tablename__: sorted([tuple(row) for row in session.execute(select(table.__table__))], key=str)
            for table in described
        }
        return rows | {t.__tablename__: [(session.scalar(select(func.count()).select_from(t)),)] for t in counted}


def test_loading_twice_changes_nothing(each_tours: Directory, now: datetime) -> None:
    before = snapshot(each_tours)
    load_region(each_tours, "tours", now)
    assert snapshot(each_tours) == before


def load_changed(directory: Directory, folder: Path, now: datetime) -> None:
    shutil.copytree(FOLDER / "france", folder / "france", dirs_exist_ok=True)
    load_region(directory, "tours", now, folder=folder)


def test_what_leaves_the_pack_is_set_aside_and_comes_back(tours: Directory, pack: Path, now: datetime) -> None:
    """Deactivate, never delete: the appointments of a structure that left keep their place."""
    who = Request(Need.CEP, frozenset({Status.CADRE}), "37261")
    executive = tours.propose(who, now=now, seed="x")[0]
    assert executive.first_slot is not None
    code = tours.book(executive.first_slot, holder="ana", now=now, need=Need.CEP).code or ""
    kept = (pack / "apec.yml").read_text(encoding="utf-8")
    (pack / "apec.yml").unlink()
    load_changed(tours, pack.parent, now)
    assert executive.site_id not in {one.site_id for one in tours.propose(who, now=now, seed="x")}
    found = tours.find(code, now=now)
    assert found is not None
    assert found.site_name == "Apec, Tours"
    (pack / "apec.yml").write_text(kept, encoding="utf-8")
    load_changed(tours, pack.parent, now)
    assert tours.propose(who, now=now, seed="x")[0].site_id == executive.site_id


def test_absences_and_appointments_outlive_a_load(tours: Directory, now: datetime) -> None:
    with tours.writing() as session:
        agenda = session.scalars(select(models.Agenda)).first()
        assert agenda is not None
        session.add(models.Absence(agenda_id=agenda.id, starts_at=now, ends_at=now + timedelta(days=1)))
    load_region(tours, "tours", now)
    with tours.reading() as session:
        assert session.scalar(select(func.count()).select_from(models.Absence)) == 1


def test_changed_hours_replace_the_old_ones(tours: Directory, pack: Path, now: datetime) -> None:
    path = pack / "mission-locale-touraine.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["sites"][0]["agendas"][0]["availabilities"] = [
        {"every": "FREQ=WEEKLY;BYDAY=SA", "hours": "10:00-11:30", "ways": ["sur_place"]}
    ]
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    load_changed(tours, pack.parent, now)
    with tours.reading() as session:
        site = session.scalar(select(models.Site.id).where(models.Site.key == "tours/mission-locale-touraine/tours"))
    slots = tours.slots(site or 0, Way.ON_SITE, now=now, limit=2)
    assert [slot.starts_at.strftime("%a %H:%M") for slot in slots] == ["Sat 10:00", "Sat 10:45"]


def test_faulty_pack_loads_nothing(tours: Directory, pack: Path, now: datetime) -> None:
    before = snapshot(tours)
    (pack / "apec.yml").write_text("structure: apec", encoding="utf-8")
    with pytest.raises(BadDocument):
        load_changed(tours, pack.parent, now)
    assert snapshot(tours) == before


def test_suspended_structure_is_not_proposed(tours: Directory, pack: Path, now: datetime) -> None:
    path = pack / "info-jeunes.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: labelled", "status: suspended"), encoding="utf-8")
    load_changed(tours, pack.parent, now)
    kinds = {one.structure_type for one in tours.propose(Request(Need.JEUNES, place="37261"), now=now, seed="x")}
    assert StructureType.INFORMATION_JEUNESSE not in kinds


def test_packs_that_build_on_each_other_load_once(tmp_path: Path, tours: Directory, now: datetime) -> None:
    """A loop between packs is no endless story."""
    for code in ("france", "tours"):
        shutil.copytree(FOLDER / code, tmp_path / code)
    france = tmp_path / "france" / "region.yml"
    france.write_text(france.read_text(encoding="utf-8") + "builds_on: [tours]\n", encoding="utf-8")
    assert load_region(tours, "tours", now, folder=tmp_path) == load_region(tours, "tours", now)
