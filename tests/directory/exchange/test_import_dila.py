"""The State's local directory comes in from its archive: its pivots, its traps, and archives that mean harm."""

import io
import json
import tarfile
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from directory import models
from directory.exchange import import_dila
from directory.requests import Request
from directory.service import Directory
from directory.vocabulary import Need, Status, StructureType

CIO: dict[str, Any] = {
    "id": "11111111-aaaa-bbbb-cccc-000000000001",
    "nom": "Centre d'information et d'orientation (CIO) - Essai",
    "sigle": "",
    "pivot": [{"type_service_local": "cio", "code_insee_commune": ["37261"]}],
    "adresse": [
        {
            "type_adresse": "Adresse",
            "complement1": "",
            "complement2": "",
            "numero_voie": "1 rue de l'Essai",
            "service_distribution": "",
            "code_postal": "37000",
            "nom_commune": "Tours",
            "pays": "",
            "longitude": "0.6900",
            "latitude": "47.3900",
            "accessibilite": "ACC",
            "note_accessibilite": "",
        }
    ],
    "telephone": [],
    "adresse_courriel": ["cio@exemple.fr"],
    "site_internet": [{"libelle": "", "valeur": "https://exemple.fr/cio"}],
    "plage_ouverture": [
        {
            "nom_jour_debut": "Lundi",
            "nom_jour_fin": "Mercredi",
            "valeur_heure_debut_1": "09:00:00",
            "valeur_heure_fin_1": "12:00:00",
            "valeur_heure_debut_2": "13:30:00",
            "valeur_heure_fin_2": "17:00:00",
            "commentaire": "",
        },
        {
            "nom_jour_debut": "Vendredi",
            "nom_jour_fin": "Vendredi",
            "valeur_heure_debut_1": "09:00:00",
            "valeur_heure_fin_1": "12:00:00",
            "valeur_heure_debut_2": "",
            "valeur_heure_fin_2": "",
            "commentaire": "sur rendez-vous",
        },
    ],
    "commentaire_plage_ouverture": "",
    "mission": "",
    "information_complementaire": "",
    "siret": "",
    "code_insee_commune": "37261",
    "date_modification": "03/10/2026 10:11:12",
    "url_service_public": "https://lannuaire.service-public.gouv.fr/essai",
}
TOWN_HALL = {**CIO, "id": "22222222-aaaa", "pivot": [{"type_service_local": "mairie", "code_insee_commune": []}]}
EMPTY = {"id": "33333333-aaaa", "nom": "", "pivot": [{"type_service_local": "mission_locale"}], "adresse": ""}


@pytest.fixture
def directory(tmp_path: Path) -> Directory:
    found = Directory(f"sqlite:///{tmp_path / 'dila.db'}", secret="s")
    found.migrate()
    return found


def archive(folder: Path, *files: tuple[str, bytes]) -> Path:
    path = folder / "annuaire.tar.bz2"
    with tarfile.open(path, "w:bz2") as out:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            out.addfile(member, io.BytesIO(content))
    return path


def records(*found: dict[str, Any]) -> bytes:
    return json.dumps({"service": list(found)}, ensure_ascii=False).encode()


def test_counters_of_orientation_go_in(directory: Directory, tmp_path: Path, now: datetime) -> None:
    path = archive(tmp_path, ("2026-11-22.gouv_local.json", records(CIO, TOWN_HALL, EMPTY)), ("README", b"x"))
    report = import_dila(directory, path, now=now)
    assert (report.read, report.added, report.ignored, report.refused) == (3, 1, 1, 1)
    assert "nom : ce champ est obligatoire" in str(report.refusals[0])
    with directory.reading() as session:
        row = session.query(models.Structure).one()
        site = row.sites[0]
        assert (row.type, str(row.checked_on), site.step_free) == (StructureType.CIO, "2026-10-03", True)
        assert "DILA" in row.source
        assert site.address == "1 rue de l'Essai"
        walk_in = {(one.weekday, one.opens) for one in site.hours if one.kind is models.HoursKind.WALK_IN}
        assert walk_in == {(day, hour) for day in range(3) for hour in (time(9), time(13, 30))}
        assert (4, time(9)) in {(one.weekday, one.opens) for one in site.hours}


def test_a_counter_of_the_file_receives_people(directory: Directory, tmp_path: Path, now: datetime) -> None:
    import_dila(directory, archive(tmp_path, ("a.gouv_local.json", records(CIO))), now=now)
    who = Request(Need.SCOLAIRE, frozenset({Status.LYCEEN}), "37261")
    first = directory.propose(who, now=now, seed="x")[0]
    assert (first.structure_type, first.walk_in) == (StructureType.CIO, now)


def test_doing_it_again_changes_nothing(directory: Directory, tmp_path: Path, now: datetime) -> None:
    path = archive(tmp_path, ("a.gouv_local.json", records(CIO)))
    import_dila(directory, path, now=now)
    report = import_dila(directory, path, now=now + timedelta(days=7))
    assert (report.added, report.changed, report.unchanged, report.deactivated) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"plage_ouverture": ""}, set()),
        (
            {
                "plage_ouverture": [
                    {
                        "nom_jour_debut": "X/Monday",
                        "nom_jour_fin": "Tuesday",
                        "valeur_heure_debut_1": "09:00:00",
                        "valeur_heure_fin_1": "12:00:00",
                    }
                ]
            },
            {0, 1},
        ),
        ({"plage_ouverture": json.dumps(CIO["plage_ouverture"])}, {0, 1, 2, 4}),
        ({"commentaire_plage_ouverture": "Uniquement sur rendez-vous"}, {0, 1, 2, 4}),
    ],
)
def test_traps_of_the_hours(
    directory: Directory, tmp_path: Path, now: datetime, change: dict[str, Any], expected: set[int]
) -> None:
    """French or English days, "X/Monday", nested values as JSON texts, everything empty."""
    import_dila(directory, archive(tmp_path, ("a.gouv_local.json", records({**CIO, **change}))), now=now)
    with directory.reading() as session:
        hours = session.query(models.Structure).one().sites[0].hours
        assert {one.weekday for one in hours} == expected
        if "commentaire_plage_ouverture" in change:
            assert {one.kind for one in hours} == {models.HoursKind.OPEN}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"plage_ouverture": [{**CIO["plage_ouverture"][0], "valeur_heure_fin_1": "25:00:00"}]}, "n’existe pas"),
        ({"adresse": [{**CIO["adresse"][0], "latitude": "47,39", "longitude": "-25"}]}, "n’est pas en France"),
        ({"code_insee_commune": "37999"}, "n’est pas le code d’une commune"),
        ({"siret": "12"}, "siret"),
        ({"id": "../../etc"}, "id : « ../../etc » n’a pas la forme attendue"),
    ],
)
def test_bad_records_are_refused(
    directory: Directory, tmp_path: Path, now: datetime, change: dict[str, Any], said: str
) -> None:
    good = {**CIO, "id": "44444444-aaaa", "nom": "CIO voisin", "siret": ""}
    path = archive(tmp_path, ("a.gouv_local.json", records({**CIO, **change}, good)))
    report = import_dila(directory, path, now=now)
    assert (report.added, report.refused) == (1, 1)
    assert said in str(report.refusals[0])


@pytest.mark.parametrize(
    "name", ["../../tmp/evil.gouv_local.json", "/etc/evil.gouv_local.json", "a/../../b.gouv_local.json"]
)
def test_paths_outside_are_refused(directory: Directory, tmp_path: Path, now: datetime, name: str) -> None:
    """Nothing of an archive is written to the disk, and a member that points outside is not even read."""
    path = archive(tmp_path, (name, records(CIO)), ("a.gouv_local.json", records({**CIO, "id": "55555555-aaaa"})))
    report = import_dila(directory, path, now=now)
    assert (report.added, report.refused) == (1, 1)
    assert "sort de l’archive" in str(report.refusals[0])


def test_links_are_refused(directory: Directory, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "annuaire.tar.bz2"
    with tarfile.open(path, "w:bz2") as out:
        link = tarfile.TarInfo("a.gouv_local.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        out.addfile(link)
    report = import_dila(directory, path, now=now)
    assert "ce n’est pas un fichier ordinaire" in str(report.refusals[0])


@pytest.mark.parametrize("content", [b"", b"not an archive", b"BZh91AY&SY\x00\x01"])
def test_archives_that_are_none(directory: Directory, tmp_path: Path, now: datetime, content: bytes) -> None:
    path = tmp_path / "annuaire.tar.bz2"
    path.write_bytes(content)
    report = import_dila(directory, path, now=now)
    assert not report.complete
    assert "cette archive n’est pas lisible" in str(report.refusals[0])


def test_an_archive_cut_short_sets_nothing_aside(directory: Directory, tmp_path: Path, now: datetime) -> None:
    path = archive(tmp_path, ("a.gouv_local.json", records(CIO)))
    import_dila(directory, path, now=now)
    path.write_bytes(path.read_bytes()[:-60])
    report = import_dila(directory, path, now=now + timedelta(days=7))
    assert not report.complete
    with directory.reading() as session:
        assert session.query(models.Structure).one().active
