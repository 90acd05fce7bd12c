"""Issue 3, bad input: told row by row, good rows go in, what a fault hides stays, nothing is half-written."""

import bz2
import datetime as days
import json
import resource
import tarfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet
from sqlalchemy import func, select

from directory import models
from directory.exchange import import_dila, import_inclusion
from directory.exchange.records import Report
from directory.exchange.store import BATCH
from directory.places import Commune, Places, load_places
from directory.service import Directory

pytestmark = pytest.mark.long

WEEK = timedelta(days=7)
HEADER = "id,source,nom,date_maj\n"


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    found = Directory(f"sqlite:///{tmp_path / 'import.db'}", secret="s", places=load_places())
    found.migrate()
    yield found
    found.engine.dispose()


def structure(number: int, **changes: Any) -> dict[str, Any]:
    """A good row of data.inclusion."""
    return {"id": f"e--{number}", "source": "e", "nom": f"Jardin {number}", "date_maj": "2026-10-01"} | changes


def counter(number: int, **changes: Any) -> dict[str, Any]:
    """A good record of DILA, open on Monday morning."""
    hours = {"nom_jour_debut": "Lundi", "nom_jour_fin": "Lundi"}
    hours |= {"valeur_heure_debut_1": "09:00:00", "valeur_heure_fin_1": "12:00:00"}
    known = {"plage_ouverture": [hours], "id": f"1111111{number}-aaaa", "nom": f"CIO {number}"}
    return known | {"pivot": [{"type_service_local": "cio"}], "code_insee_commune": "37261"} | changes


def hours(**changes: str) -> dict[str, Any]:
    return {"plage_ouverture": [counter(1)["plage_ouverture"][0] | changes]}


def as_text(folder: Path, name: str, text: str | bytes) -> Path:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder / name


def as_json(folder: Path, rows: Any, *, broken: str = "", name: str = "a.json") -> Path:
    """The rows, one field a line; the word ``broken`` loses its quotes, which is no JSON."""
    text = json.dumps(rows, indent=1, ensure_ascii=False)
    return as_text(folder, name, text.replace(f'"{broken}"', broken) if broken else text)


def active(directory: Directory, table: type[models.Structure] | type[models.Service] = models.Structure) -> list[str]:
    with directory.reading() as session:
        return sorted(key.partition("/")[2] for key in session.scalars(select(table.key).where(table.active)))


def told(report: Report) -> list[str]:
    return [str(refusal) for refusal in report.refusals]


# --- what a fault hides is not set aside -------------------------------------------------------------------------


def test_a_known_structure_whose_row_has_a_fault_stays_as_it_was(
    directory: Directory, tmp_path: Path, now: datetime
) -> None:
    """It has not left the file: nobody is sent away because a source wrote 25:00."""
    import_inclusion(directory, as_json(tmp_path, [structure(1), structure(2), structure(3)]), now=now)
    rows = [structure(1, horaires_accueil="Mo 09:00-25:00"), structure(2)]
    report = import_inclusion(directory, as_json(tmp_path, rows), now=now + WEEK)
    assert (report.refused, report.unchanged, report.deactivated) == (1, 1, 1)
    assert active(directory) == ["e--1", "e--2"]


def test_a_known_counter_whose_record_has_a_fault_stays_with_its_services(
    directory: Directory, tmp_path: Path, now: datetime
) -> None:
    import_dila(directory, as_json(tmp_path, {"service": [counter(1), counter(2)]}), now=now)
    bad = counter(1, **hours(valeur_heure_fin_1="25:00:00"))
    report = import_dila(directory, as_json(tmp_path, {"service": [bad]}), now=now + WEEK)
    assert (report.refused, report.deactivated) == (1, 2)
    assert active(directory) == ["11111111-aaaa"]
    assert active(directory, models.Service) == ["11111111-aaaa-accueil"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", HEADER + "e--1,e\n"),
        ("a.csv", HEADER + 'e--1,e,"Jardin 1,2026-10-01\n'),
        ("a.jsonl", '{"id": "e--1", "source": \n'),
        ("a.json", '[{"id": "e--1", "source": e}, {"id": "e--9"}]'),
    ],
)
def test_a_row_that_nobody_can_read_sets_nothing_aside(
    directory: Directory, tmp_path: Path, now: datetime, name: str, text: str
) -> None:
    """It may be any structure; the report says so."""
    import_inclusion(directory, as_json(tmp_path, [structure(1), structure(2)], name="before.json"), now=now)
    report = import_inclusion(directory, as_text(tmp_path, name, text), now=now + WEEK)
    assert not report.complete
    assert "Tout n’a pas pu être lu : rien n’a été désactivé." in report.lines()
    assert active(directory) == ["e--1", "e--2"]


# --- malformed rows ----------------------------------------------------------------------------------------------


def test_a_quote_left_open_swallows_no_good_row(directory: Directory, tmp_path: Path, now: datetime) -> None:
    good = [f"e--{n},e,Jardin {n},2026-10-01\n" for n in range(2, 700)]
    text = HEADER + 'e--1,e,"Jardin 1,2026-10-01\n' + "".join(good) + 'e--900,e,"Le ""bon""\nJardin",2026-10-01\n'
    report = import_inclusion(directory, as_text(tmp_path, "a.csv", text), now=now)
    assert (report.added, report.refused) == (699, 1)
    assert told(report)[0].startswith("ligne 2 : il y a ")


def test_lines_are_counted_right_after_rows_read_twice(directory: Directory, tmp_path: Path, now: datetime) -> None:
    text = HEADER + 'e--1,e,"Jardin,2026-10-01\ne--2,e,Jardin,2026-10-01\ne--3,e\n"e--4",e,,2026-10-01\n'
    report = import_inclusion(directory, as_text(tmp_path, "a.csv", text), now=now)
    assert [refusal.line for refusal in report.refusals] == [2, 4, 5]


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_an_object_that_is_no_json_hides_no_good_one(
    directory: Directory, tmp_path: Path, now: datetime, indent: int | None
) -> None:
    """Both importers; nested objects are not taken for rows."""
    rows = [counter(1), counter(2, sigle="XX"), counter(3)]
    text = json.dumps({"service": rows}, indent=indent).replace('"XX"', "XX")
    report = import_dila(directory, as_text(tmp_path, "a.json", text), now=now)
    assert (report.read, report.added, report.refused) == (3, 2, 1)
    assert "cet objet n’est pas lisible : la lecture reprend au suivant." in told(report)[0]
    assert indent is None or report.refusals[0].line > 1
    rows = [structure(1), structure(2, nom="XX"), structure(3)]
    text = json.dumps(rows, indent=indent).replace('"XX"', "XX")
    report = import_inclusion(directory, as_text(tmp_path, "b.json", text), now=now)
    assert (report.read, report.added, report.refused) == (3, 2, 1)


def test_a_number_of_a_kilometre_is_an_object_that_is_not_readable(
    directory: Directory, tmp_path: Path, now: datetime
) -> None:
    rows = as_json(tmp_path, [structure(1, latitude="XX"), structure(2)])
    rows.write_text(rows.read_text(encoding="utf-8").replace('"XX"', "9" * 5000), encoding="utf-8")
    assert import_inclusion(directory, rows, now=now).added == 1


@pytest.mark.parametrize(
    "values",
    [
        [b"\xff\xfe", b"du texte"],
        [days.time(9), days.time(10)],
        [Decimal("1.5"), None],
        [timedelta(1), None],
        [[{"a": b"\xff"}], None],
    ],
)
def test_parquet_columns_of_other_kinds_stop_nothing(
    directory: Directory, tmp_path: Path, now: datetime, values: list[Any]
) -> None:
    rows = [structure(1), structure(2)]
    table = pyarrow.table({name: [row[name] for row in rows] for name in rows[0]} | {"description": values})
    parquet.write_table(table, tmp_path / "a.parquet")
    report = import_inclusion(directory, tmp_path / "a.parquet", now=now)
    assert report.added + report.refused == 2
    assert report.added >= 1


# --- wrong encodings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl"])
def test_utf_16_is_said_in_one_sentence(directory: Directory, tmp_path: Path, now: datetime, name: str) -> None:
    report = import_inclusion(directory, as_text(tmp_path, name, (HEADER + "é\n").encode("utf-16")), now=now)
    assert told(report) == ["ligne 1 : ce texte n’est pas en UTF-8 : enregistrez le fichier dans cet encodage."]
    assert not report.complete


def test_only_the_rows_of_another_encoding_are_refused(directory: Directory, tmp_path: Path, now: datetime) -> None:
    """Both importers; the others go in, and the row says which it is."""
    text = HEADER.encode() + "e--1,e,Café,2026-10-01\n".encode("cp1252") + "e--2,e,Café,2026-10-01\n".encode()
    report = import_inclusion(directory, as_text(tmp_path, "a.csv", text), now=now)
    assert (report.added, told(report)[0][:16]) == (1, "ligne 2 (e--1) :")
    records = json.dumps({"service": [counter(1, nom="Centre d’essai"), counter(2)]}, ensure_ascii=False)
    latin = records.replace("’", "é").encode("latin-1")
    report = import_dila(directory, as_text(tmp_path, "b.json", latin), now=now)
    assert (report.added, report.refused) == (1, 1)
    assert "11111111-aaaa) : ce texte n’est pas en UTF-8" in told(report)[0]


def test_a_parquet_cell_of_another_encoding_is_one_row(directory: Directory, tmp_path: Path, now: datetime) -> None:
    rows = [structure(1), structure(2)]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    wrong = pyarrow.array([b"Caf\xe9", "Café".encode()]).view(pyarrow.string())
    parquet.write_table(pyarrow.table(columns | {"nom": wrong}), tmp_path / "a.parquet")
    report = import_inclusion(directory, tmp_path / "a.parquet", now=now)
    assert (report.added, told(report)) == (
        1,
        ["ligne 1 : ce texte n’est pas en UTF-8 : enregistrez le fichier dans cet encodage."],
    )


# --- files that are not there, or something else -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [("nulle-part.json", "introuvable"), ("a.xlsx", "on lit des fichiers .csv, .json"), ("b.csv", "écrite deux fois")],
)
def test_other_files_are_told(directory: Directory, tmp_path: Path, now: datetime, name: str, said: str) -> None:
    as_text(tmp_path, "a.xlsx", b"PK\x03\x04")
    as_text(tmp_path, "b.csv", "id,id,nom\n1,2,3\n")
    report = import_inclusion(directory, tmp_path / name, now=now)
    assert said in told(report)[0]
    assert not report.complete


def test_two_gigabytes_in_an_archive_are_told(directory: Directory, tmp_path: Path, now: datetime) -> None:
    """Packed in some kilobytes; read as it unrolls, never held in memory."""
    import_dila(directory, as_json(tmp_path, {"service": [counter(1)]}), now=now)
    member = tarfile.TarInfo("a.gouv_local.json")
    member.size = 2 * 1024**3
    zeros = bz2.compress(bytes(64 * 1024**2))
    packed = bz2.compress(member.tobuf()) + zeros * 32 + bz2.compress(bytes(1024))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report = import_dila(directory, as_text(tmp_path, "a.tar.bz2", packed), now=now + WEEK)
    assert "il n’y a pas de liste JSON dans ce fichier." in told(report)[0]
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 100  # megabytes
    assert active(directory) == ["11111111-aaaa"]


# --- values that cannot be ---------------------------------------------------------------------------------------

AT_SEA = {"latitude": 45.0, "longitude": -5.0}  # the Bay of Biscay


def test_a_point_at_sea_is_refused_even_without_a_commune(directory: Directory, tmp_path: Path, now: datetime) -> None:
    """Both importers."""
    report = import_inclusion(directory, as_json(tmp_path, [structure(1, **AT_SEA), structure(2)]), now=now)
    assert report.added == 1
    assert "latitude : le point 45, -5 est en mer, ou loin de toute commune." in told(report)[0]
    there = [{name: str(value) for name, value in AT_SEA.items()}]
    rows = {"service": [counter(1, code_insee_commune="", adresse=there), counter(2)]}
    report = import_dila(directory, as_json(tmp_path, rows), now=now)
    assert report.added == 1
    assert "est en mer" in told(report)[0]


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        ("13004", 43.40, 4.83),  # Arles, a village of the Camargue
        ("97302", 3.65, -54.03),  # Guyane, far inland
        ("", -17.53, -149.57),  # Tahiti
        ("2A004", 41.92, 8.74),
        ("29155", 48.46, -5.10),  # Ouessant
    ],
)
def test_points_on_land_are_not_taken_for_sea(
    directory: Directory, tmp_path: Path, now: datetime, code: str, latitude: float, longitude: float
) -> None:
    rows = [structure(1, code_insee=code, latitude=latitude, longitude=longitude)]
    report = import_inclusion(directory, as_json(tmp_path, rows), now=now)
    assert not [one for one in told(report) if "mer" in one]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (hours(valeur_heure_debut_1="17:00:00"), "la fermeture vient avant l’ouverture"),
        (hours(valeur_heure_debut_1="09:00:00+01:00"), "cette heure n’existe pas"),
        (hours(valeur_heure_debut_1="9h"), "cette heure n’existe pas"),
        (hours(nom_jour_debut="Blursday"), "« Blursday » n’est pas un jour de la semaine"),
        ({"date_modification": "31/02/2026 10:00:00"}, "« 31/02/2026 10:00:00 » n’est pas une date passée"),
        ({"date_modification": "01/01/2099 10:00:00"}, "n’est pas une date passée"),
    ],
)
def test_hours_and_dates_that_cannot_be_are_refused(
    directory: Directory, tmp_path: Path, now: datetime, changes: dict[str, Any], said: str
) -> None:
    rows = {"service": [counter(1, **changes), counter(2)]}
    report = import_dila(directory, as_json(tmp_path, rows), now=now)
    assert (report.added, report.refused) == (1, 1)
    assert said in told(report)[0]


@pytest.mark.parametrize(
    ("changes", "week"),
    [
        (hours(nom_jour_debut="Vendredi", nom_jour_fin="Lundi"), {4, 5, 6, 0}),
        (hours(valeur_heure_fin_1="24:00:00"), {0}),
        (hours(nom_jour_fin=""), {0}),
    ],
)
def test_hours_that_are_only_written_strangely_are_read(
    directory: Directory, tmp_path: Path, now: datetime, changes: dict[str, Any], week: set[int]
) -> None:
    import_dila(directory, as_json(tmp_path, {"service": [counter(1, **changes)]}), now=now)
    with directory.reading() as session:
        assert {row.weekday for row in session.scalars(select(models.Hours))} == week


@pytest.mark.parametrize(
    ("code", "zone"), [("37261", "Europe/Paris"), ("97411", "Indian/Reunion"), ("97209", "America/Martinique")]
)
def test_each_place_has_the_clock_of_its_departement(
    directory: Directory, tmp_path: Path, now: datetime, code: str, zone: str
) -> None:
    """Issue 3, model: one time zone for each site, overseas included."""
    import_dila(directory, as_json(tmp_path, {"service": [counter(1, code_insee_commune=code)]}), now=now)
    with directory.reading() as session:
        assert session.scalars(select(models.Site.time_zone)).one() == zone


def test_the_same_siret_twice_is_told_by_both(directory: Directory, tmp_path: Path, now: datetime) -> None:
    """The second joins the first; within a source and from one source to the other."""
    siret = "13000000000001"
    rows = {"service": [counter(1, siret=siret), counter(2, siret=siret, code_insee_commune="37072")]}
    report = import_dila(directory, as_json(tmp_path, rows), now=now)
    assert (report.added, len(report.duplicates)) == (1, 1)
    assert "11111112-aaaa) : doublon, décrit « CIO 1 »" in report.duplicates[0]
    report = import_inclusion(directory, as_json(tmp_path, [structure(1, siret=siret)]), now=now)
    assert "doublon, décrit « CIO 1 » (dila/11111111-aaaa)" in report.duplicates[0]


def test_the_same_identifier_twice_is_told_once(directory: Directory, tmp_path: Path, now: datetime) -> None:
    """A record of DILA brings a service: it shares the fate of its record."""
    rows = {"service": [counter(1), counter(1, nom="CIO d’essai")]}
    report = import_dila(directory, as_json(tmp_path, rows), now=now)
    assert (report.added, report.refused) == (1, 1)
    assert "cet identifiant est déjà utilisé plus haut" in told(report)[0]


def test_words_that_the_schema_adds_do_not_lose_the_row(directory: Directory, tmp_path: Path, now: datetime) -> None:
    """Themes and networks grow with each version: kept as they came, they send nobody anywhere."""
    service = structure(1, structure_id="e--1", description="Une aide nouvelle.", thematiques=["se-teleporter--vite"])
    files = [structure(1, reseaux_porteurs=["nouveau-reseau"])], [service]
    paths = (as_json(tmp_path, rows, name=f"{number}.json") for number, rows in enumerate(files))
    assert import_inclusion(directory, *paths, now=now).refused == 0
    with directory.reading() as session:
        kept = session.scalars(select(models.Service)).one()
        assert kept.details["thematiques"] == ["se-teleporter--vite"]
        assert session.scalar(select(func.count()).select_from(models.ServiceNeed)) == 0


@pytest.mark.parametrize(("had", "has", "stays"), [(40, 19, 40), (40, 21, 21), (19, 0, 0), (40, 0, 40)])
def test_a_file_that_lost_most_of_its_structures_is_asked_about(
    directory: Directory, tmp_path: Path, now: datetime, had: int, has: int, stays: int
) -> None:
    """The wrong file, or an empty one, sends a whole network away: nothing is set aside before somebody says so."""
    files = [as_json(tmp_path, [structure(n) for n in range(many)], name=f"{many}.json") for many in (had, has)]
    import_inclusion(directory, files[0], now=now)
    report = import_inclusion(directory, files[1], now=now + WEEK)
    assert (len(active(directory)), report.missing) == (stays, had - has if stays == had else 0)
    assert ("recommencez avec --moins" in report.lines()[1]) is (stays == had)
    import_inclusion(directory, files[1], now=now + 2 * WEEK, may_shrink=True)
    assert len(active(directory)) == has


def test_the_file_is_named_where_there_are_two(directory: Directory, tmp_path: Path, now: datetime) -> None:
    """Else nobody knows which line 1 it is."""
    files = as_json(tmp_path, [structure(1, nom="")], name="a.json"), as_json(tmp_path, [{"id": "x"}], name="s.json")
    lines = told(import_inclusion(directory, *files, now=now))
    assert [line.partition(",")[0] for line in lines] == ["a.json", "s.json"]


# --- nothing half-written ----------------------------------------------------------------------------------------


class PowerCut(BaseException):
    """The machine stops."""


class Failing(Places):
    """Places that stop the machine when they are asked for a commune for the nth time."""

    left = BATCH + 200

    def commune_of(self, code: str) -> Commune | None:
        self.left -= 1
        if not self.left:
            raise PowerCut
        return super().commune_of(code)


def test_an_import_cut_in_the_middle_leaves_whole_rows_and_can_be_done_again(
    directory: Directory, tmp_path: Path, now: datetime
) -> None:
    """Each batch goes in whole or not at all; nothing is set aside before the end."""
    rows = [structure(n, code_insee="37261", horaires_accueil="Mo 09:00-12:00") for n in range(2 * BATCH)]
    import_inclusion(directory, as_json(tmp_path, [structure(5000)], name="before.json"), now=now)
    france = directory.places
    directory.places = Failing(list(france))
    with pytest.raises(PowerCut):
        import_inclusion(directory, as_json(tmp_path, rows), now=now + WEEK)
    directory.places = france
    with directory.reading() as session:
        tables = (models.Structure, models.Site, models.Hours)
        counts = [session.scalar(select(func.count()).select_from(table)) for table in tables]
    assert counts == [BATCH + 1, BATCH + 1, BATCH]
    assert "e--5000" in active(directory)
    report = import_inclusion(directory, as_json(tmp_path, rows), now=now + WEEK + WEEK)
    assert (report.added, report.unchanged, report.deactivated) == (BATCH, BATCH, 1)
