"""data.inclusion v1 comes in: good rows, faults told row by row, twice the same, deactivated and never deleted."""

import csv
import json
import resource
import tracemalloc
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from directory import models
from directory.exchange import import_inclusion
from directory.exchange.inclusion import kind_of
from directory.requests import Request
from directory.service import Directory
from directory.vocabulary import Need, Status, StructureType

pytestmark = pytest.mark.long

GARDEN = {
    "source": "essai",
    "id": "essai--1",
    "nom": "Le Jardin des mots",
    "date_maj": "2026-10-01",
    "description": "Une association qui apprend à lire et à écrire.",
    "siret": "13000000000001",
    "commune": "Tours",
    "code_postal": "37000",
    "code_insee": "37261",
    "adresse": "3 rue des Essais",
    "longitude": 0.69,
    "latitude": 47.39,
    "courriel": "bonjour@exemple.fr",
    "site_web": "https://exemple.fr/",
    "horaires_accueil": "Mo-Fr 09:00-12:00,14:00-17:00; Sa 10:00-12:00; PH off",
}
YOUTH = {
    "source": "essai",
    "id": "essai--2",
    "nom": "Mission locale de l’essai",
    "date_maj": "2026-10-01",
    "code_insee": "37072",
    "code_postal": "37500",
    "reseaux_porteurs": ["mission-locale"],
}
LESSONS = {
    "source": "essai",
    "structure_id": "essai--1",
    "id": "essai--s1",
    "nom": "Cours de français",
    "description": "Trois heures par semaine, à l’oral d’abord.",
    "date_maj": "2026-10-01",
    "thematiques": ["lecture-ecriture-calcul--maitriser-le-francais"],
    "publics": ["tous-publics"],
    "frais": "gratuit",
    "modes_accueil": ["en-presentiel"],
    "modes_mobilisation": ["se-presenter", "telephoner"],
    "zone_eligibilite": ["37"],
}


@pytest.fixture
def directory(tmp_path: Path) -> Directory:
    found = Directory(f"sqlite:///{tmp_path / 'import.db'}", secret="s")
    found.migrate()
    return found


def as_json(folder: Path, name: str, rows: list[dict[str, Any]]) -> Path:
    file = folder / f"{name}.json"
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    return file


def as_csv(folder: Path, name: str, rows: list[dict[str, Any]]) -> Path:
    file = folder / f"{name}.csv"
    names = list(dict.fromkeys(key for row in rows for key in row))
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        for row in rows:
            writer.writerow({key: json.dumps(v) if isinstance(v, list) else v for key, v in row.items()})
    return file


def as_parquet(folder: Path, name: str, rows: list[dict[str, Any]]) -> Path:
    file = folder / f"{name}.parquet"
    names = dict.fromkeys(key for row in rows for key in row)
    dated = [{**names, **row, "date_maj": date.fromisoformat(row["date_maj"])} for row in rows]
    parquet.write_table(pyarrow.Table.from_pylist(dated), file)
    return file


@pytest.mark.parametrize("write", [as_json, as_csv, as_parquet])
def test_good_rows_go_in(each_empty: str, tmp_path: Path, now: datetime, write: Any) -> None:
    directory = Directory(each_empty, secret="s")
    directory.migrate()
    report = import_inclusion(
        directory, write(tmp_path, "structures", [GARDEN, YOUTH]), write(tmp_path, "services", [LESSONS]), now=now
    )
    assert (report.read, report.added, report.refused) == (3, 3, 0)
    with directory.reading() as session:
        garden = session.query(models.Structure).filter_by(key="data-inclusion/essai--1").one()
        site = garden.sites[0]
        assert (garden.siret, garden.type, site.commune_name) == ("13000000000001", StructureType.AUTRE, "Tours")
        week = {(row.weekday, row.opens) for row in site.hours if row.kind is models.HoursKind.OPEN}
        assert week == {(day, time(hour)) for day in range(5) for hour in (9, 14)} | {(5, time(10))}
        assert {area.area for area in garden.areas} == {"departement:37"}
        assert garden.services[0].details["publics"] == ["tous-publics"]
        youth = session.query(models.Structure).filter_by(key="data-inclusion/essai--2").one()
        assert youth.type is StructureType.MISSION_LOCALE
    directory.engine.dispose()


def test_texts_come_in_as_they_are(each_empty: str, tmp_path: Path, now: datetime) -> None:
    """What a database writes between values when rows go in together is only text inside one."""
    directory = Directory(each_empty, secret="s")
    directory.migrate()
    said = "Deux\tcolonnes,\nune \\N seule « ligne » ; {a} %s 'b' \\."
    import_inclusion(directory, as_json(tmp_path, "a", [{**GARDEN, "description": said, "telephone": None}]), now=now)
    with directory.reading() as session:
        garden = session.query(models.Structure).one()
        assert (garden.description, garden.phone) == (said, None)
    directory.engine.dispose()


def test_a_batch_goes_in_whole_or_not_at_all(directory: Directory, tmp_path: Path, now: datetime) -> None:
    """Whatever stops an import half-way, no structure stands there without its place; doing it again completes it."""
    file = as_json(tmp_path, "a", [YOUTH, GARDEN])
    with directory.writing() as session:
        session.execute(text("CREATE TRIGGER stop BEFORE INSERT ON hours BEGIN SELECT RAISE(ABORT, 'stopped'); END"))
    with pytest.raises(IntegrityError, match="stopped"):
        import_inclusion(directory, file, now=now)
    assert counts(directory) == [0] * 6
    with directory.writing() as session:
        session.execute(text("DROP TRIGGER stop"))
    assert import_inclusion(directory, file, now=now).added == 2


def test_an_imported_service_receives_people(directory: Directory, tmp_path: Path, now: datetime) -> None:
    """Promise 1: proposed because one can just come in ("se présenter") at real hours."""
    import_inclusion(directory, as_json(tmp_path, "a", [GARDEN]), as_json(tmp_path, "b", [LESSONS]), now=now)
    first = directory.propose(Request(Need.LANGUE, frozenset({Status.SALARIE}), "37261"), now=now, seed="x")[0]
    assert first.structure_name == "Le Jardin des mots"
    assert first.walk_in == now
    assert not first.sample


def test_doing_it_again_changes_nothing(directory: Directory, tmp_path: Path, now: datetime) -> None:
    files = as_json(tmp_path, "a", [GARDEN, YOUTH]), as_json(tmp_path, "b", [LESSONS])
    import_inclusion(directory, *files, now=now)
    before = counts(directory)
    report = import_inclusion(directory, *files, now=now + timedelta(days=7))
    assert (report.unchanged, report.added, report.changed, report.deactivated) == (3, 0, 0, 0)
    assert counts(directory) == before


def test_what_changed_is_changed(directory: Directory, tmp_path: Path, now: datetime) -> None:
    services = as_json(tmp_path, "b", [LESSONS])
    import_inclusion(directory, as_json(tmp_path, "a", [GARDEN]), services, now=now)
    moved = {**GARDEN, "nom": "Le Verger des mots", "horaires_accueil": "We 09:00-12:00"}
    report = import_inclusion(directory, as_json(tmp_path, "a", [moved]), services, now=now + timedelta(days=7))
    assert (report.changed, report.unchanged) == (1, 1)
    with directory.reading() as session:
        row = session.query(models.Structure).one()
        kinds = sorted(hours.kind for hours in row.sites[0].hours)
        assert (row.name, kinds) == ("Le Verger des mots", [models.HoursKind.OPEN, models.HoursKind.WALK_IN])
        assert [site.name for site in row.services[0].sites] == ["Le Verger des mots"]


def test_what_left_the_file_is_set_aside_and_comes_back(directory: Directory, tmp_path: Path, now: datetime) -> None:
    """Deactivate, never delete."""
    both, one = as_json(tmp_path, "a", [GARDEN, YOUTH]), as_json(tmp_path, "c", [YOUTH])
    services, none = as_json(tmp_path, "b", [LESSONS]), as_json(tmp_path, "d", [])
    import_inclusion(directory, both, services, now=now)
    report = import_inclusion(directory, one, none, now=now + timedelta(days=7))
    assert report.deactivated == 2
    assert active(directory) == ["data-inclusion/essai--2"]
    with directory.reading() as session:
        assert session.query(models.Structure).count() == 2
        assert session.query(models.Site).filter_by(active=True).count() == 1
    import_inclusion(directory, both, services, now=now + timedelta(days=14))
    assert active(directory) == ["data-inclusion/essai--1", "data-inclusion/essai--2"]


def test_a_file_cut_short_sets_nothing_aside(directory: Directory, tmp_path: Path, now: datetime) -> None:
    file = as_json(tmp_path, "a", [GARDEN, YOUTH])
    import_inclusion(directory, file, now=now)
    file.write_text(json.dumps([GARDEN])[:-1] + ', {"id": "essai--2", "nom": "Mis', encoding="utf-8")
    report = import_inclusion(directory, file, now=now + timedelta(days=7))
    assert not report.complete
    assert "n’est plus lisible à partir d’ici" in str(report.refusals[0])
    assert len(active(directory)) == 2


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("nom", "", "nom : ce champ est obligatoire."),
        ("nom", "ab", "nom : il faut de 3 à 150 caractères, il y en a 2."),
        ("nom", ["a", "b"], "nom : on attend un texte."),
        ("id", "", "id : ce champ est obligatoire."),
        ("source", None, "source : ce champ est obligatoire."),
        ("date_maj", "hier", "« hier » n’est pas une date"),
        ("date_maj", "1999-12-31", "n’est pas entre 2000 et aujourd’hui"),
        ("date_maj", "2030-01-01", "n’est pas entre 2000 et aujourd’hui"),
        ("siret", "123", "siret : « 123 » n’a pas la forme attendue"),
        ("code_insee", "99999", "n’est pas le code d’une commune"),
        ("code_postal", "37 000", "code_postal : « 37 000 » n’a pas la forme attendue"),
        ("latitude", "nord", "« nord » n’est pas un nombre"),
        ("latitude", "NaN", "n’est pas entre -90 et 90"),
        ("latitude", 147.39, "n’est pas entre -90 et 90"),
        ("longitude", -30.0, "n’est pas en France"),  # in the Atlantic
        ("latitude", 43.3, "km de Tours"),
        ("courriel", "bonjour à exemple.fr", "courriel"),
        ("site_web", "javascript:alert(1)", "site_web"),
        ("horaires_accueil", "Mo-Fr 09:00-25:00", "« 25:00 » : cette heure n’existe pas."),
        ("horaires_accueil", "Mo 17:00-09:00", "la fermeture vient avant l’ouverture"),
    ],
)
def test_bad_structures_are_refused_with_their_line(
    directory: Directory, tmp_path: Path, now: datetime, field: str, value: Any, said: str
) -> None:
    """The bad row stays out with a sentence and its line; the good ones around it go in."""
    rows = [{**GARDEN, "id": "essai--0", "siret": None, "nom": "Avant"}, {**GARDEN, field: value}, YOUTH]
    file = tmp_path / "structures.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    report = import_inclusion(directory, file, now=now)
    assert (report.added, report.refused) == (2, 1)
    assert report.refusals[0].line == 2
    assert said in str(report.refusals[0])


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("structure_id", "essai--9", "la structure « essai--9 » n’est pas dans l’annuaire"),
        ("description", "ab", "description : il faut de 5"),
        ("frais", "donnant-donnant", "« donnant-donnant » n’est pas dans la liste : gratuit, payant"),
        ("publics", ["martiens"], "publics : « martiens » n’est pas dans la liste"),
        ("publics", ["tous-publics", "jeunes"], "ne va avec aucun autre public"),
        ("modes_accueil", ["par-pigeon"], "modes_accueil"),
        ("modes_mobilisation", ["crier"], "modes_mobilisation"),
        ("mobilisable_par", ["voisins"], "mobilisable_par"),
        ("volume_horaire_hebdomadaire", -1, "volume_horaire_hebdomadaire"),
        ("zone_eligibilite", ["la Touraine"], "n’est pas le code d’un territoire"),
    ],
)
def test_bad_services_are_refused(
    directory: Directory, tmp_path: Path, now: datetime, field: str, value: Any, said: str
) -> None:
    services = as_json(tmp_path, "b", [{**LESSONS, field: value}, {**LESSONS, "id": "essai--s2"}])
    report = import_inclusion(directory, as_json(tmp_path, "a", [GARDEN]), services, now=now)
    assert (report.added, report.refused) == (2, 1)
    assert said in str(report.refusals[0])


def test_the_same_identifier_twice_is_refused(directory: Directory, tmp_path: Path, now: datetime) -> None:
    again = {**YOUTH, "id": "essai--1", "nom": "Autre"}
    import_inclusion(directory, as_json(tmp_path, "a", [GARDEN]), now=now)
    rows = [{**GARDEN, "nom": "Changé"}, again]
    report = import_inclusion(directory, as_json(tmp_path, "a", rows), now=now + timedelta(days=1))
    assert "cet identifiant est déjà utilisé plus haut" in str(report.refusals[0])


@pytest.mark.parametrize(
    "twin",
    [
        {**YOUTH, "id": "essai--3", "siret": GARDEN["siret"]},
        {**GARDEN, "id": "essai--3", "siret": None, "nom": "LE JARDIN DES MOTS"},
    ],
)
def test_duplicates_are_told_and_lead_to_the_first(
    directory: Directory, tmp_path: Path, now: datetime, twin: dict[str, Any]
) -> None:
    """Same SIRET, else same name, commune and type; services of the duplicate go to the structure that is there."""
    services = [LESSONS, {**LESSONS, "id": "essai--s3", "structure_id": "essai--3"}]
    files = as_json(tmp_path, "a", [GARDEN, twin]), as_json(tmp_path, "b", services)
    for days in (0, 7):
        report = import_inclusion(directory, *files, now=now + timedelta(days=days))
        assert len(report.duplicates) == 1
        assert "essai--3) : doublon" in report.duplicates[0]
    with directory.reading() as session:
        assert len(session.query(models.Structure).one().services) == 2


def test_a_structure_of_a_pack_is_recognised(tours: Directory, tmp_path: Path, now: datetime) -> None:
    """The pack has the agendas: it stays, and the services of the file join it."""
    twin = {**GARDEN, "nom": "Cio de Tours", "siret": None}
    report = import_inclusion(tours, as_json(tmp_path, "a", [twin]), as_json(tmp_path, "b", [LESSONS]), now=now)
    assert "tours/cio-tours" in report.duplicates[0]
    with tours.reading() as session:
        names = [one.name for one in session.query(models.Structure).filter_by(key="tours/cio-tours").one().services]
    assert "Cours de français" in names


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.json", "il n’y a pas de liste JSON"),
        (b"{}", "a.json", "il n’y a pas de liste JSON"),
        (b'[{"id": 1}, 2]', "a.json", "on attend des champs"),
        (b"[" * 100_000, "a.json", "n’est plus lisible"),
        (b"", "a.csv", "ce fichier est vide"),
        (b"id,nom\n1,2,3\n", "a.csv", "il y a 3 colonnes, l’en-tête en annonce 2"),
        ("id;nom\n1;Caf\u00e9\n".encode("latin-1"), "a.csv", "ce texte n’est pas en UTF-8"),
        (b'{"id": \n', "a.jsonl", "cette ligne n’est pas du JSON"),
        (b'[{"id": "a\\ud800"}]', "a.json", "ce texte n’est pas en UTF-8"),
        (b"x" * 300_000, "a.csv", "n’est pas un en-tête"),
        (b"PAR1 not really PAR1", "a.parquet", "n’est pas du Parquet"),
        (b"", "a.parquet", "n’est pas du Parquet"),
    ],
)
def test_files_that_are_not_what_they_say(
    directory: Directory, tmp_path: Path, now: datetime, content: bytes, name: str, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    report = import_inclusion(directory, tmp_path / name, now=now)
    assert report.added == 0
    assert any(said in str(refusal) for refusal in report.refusals), report.lines()


def test_the_report_reads_as_a_report(directory: Directory, tmp_path: Path, now: datetime) -> None:
    lines = import_inclusion(directory, as_json(tmp_path, "a", [GARDEN, {**YOUTH, "nom": ""}]), now=now).lines()
    assert lines[0].startswith("Lignes lues : 2 (1 ajoutées")
    assert lines[-1] == "ligne 19 (essai--2) : nom : ce champ est obligatoire."


@pytest.mark.parametrize(
    ("name", "networks", "kind"),
    [
        ("Mission locale", ("mission-locale",), StructureType.MISSION_LOCALE),
        ("CIO de Chinon", (), StructureType.CIO),
        ("Centre d'information et d'orientation", (), StructureType.CIO),
        ("Chambre de Métiers de l'Indre", ("chambres-consulaires",), StructureType.CMA),
        ("Maison des services", ("france-service",), StructureType.FRANCE_SERVICES),
        ("Cité des possibles", (), StructureType.AUTRE),
    ],
)
def test_kinds(name: str, networks: tuple[str, ...], kind: StructureType) -> None:
    assert kind_of(name, networks) is kind


def test_memory_stays_low_whatever_the_size(directory: Directory, tmp_path: Path, now: datetime) -> None:
    """A file is read as it comes: the rows in memory are those of one batch."""
    file = tmp_path / "long.json"
    with file.open("w", encoding="utf-8") as out:
        out.write("[")
        out.write(",\n".join(json.dumps({"id": f"essai--{n}", "nom": "x" * 3000}) for n in range(5000)))
        out.write("]")
    tracemalloc.start()
    report = import_inclusion(directory, file, now=now)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.refused == 5000
    assert peak < file.stat().st_size * 0.7


@pytest.mark.parametrize("ending", ["json", "csv", "jsonl", "parquet"])
def test_two_gigabytes_of_nothing_are_told(directory: Directory, tmp_path: Path, now: datetime, ending: str) -> None:
    """A file without an end of line is refused in sentences; it is never held in memory, and sets nothing aside."""
    import_inclusion(directory, as_json(tmp_path, "before", [GARDEN]), now=now)
    file = tmp_path / f"huge.{ending}"
    with file.open("wb") as out:
        out.truncate(2 * 1024**3)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report = import_inclusion(directory, file, now=now + timedelta(days=1))
    assert (report.added, report.deactivated) == (0, 0)
    assert report.refused > 0
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 100  # megabytes
    assert active(directory) == ["data-inclusion/essai--1"]


def active(directory: Directory) -> list[str]:
    with directory.reading() as session:
        return sorted(session.scalars(select(models.Structure.key).where(models.Structure.active)))


def counts(directory: Directory) -> list[int | None]:
    tables = (models.Structure, models.Site, models.Service, models.Hours, models.ServedArea, models.ServiceNeed)
    with directory.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]
