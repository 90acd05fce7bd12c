"""What goes out: data.inclusion that its own rules accept, HSDS whose links hold, and no sample taken for a fact."""

import csv
import json
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from data_inclusion.schema import v1 as published_schema
from pydantic import TypeAdapter

from directory import models
from directory.exchange import import_inclusion
from directory.exchange.export_hsds import export_hsds
from directory.exchange.export_inclusion import export_inclusion
from directory.service import Directory


@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_goes_out_comes_in_again(reader: Directory, tmp_path: Path, now: datetime, form: str) -> None:
    """L28: an open format; every row passes the rules of the format, read by our own strict reader."""
    files = export_inclusion(reader, tmp_path, form=form, samples=True)
    other = Directory(f"sqlite:///{tmp_path / 'other.db'}", secret="s")
    other.migrate()
    report = import_inclusion(other, *files, now=now)
    assert [str(one) for one in report.refusals] == []
    with reader.reading() as session:
        structures = session.query(models.Structure).count()
    with other.reading() as session:
        assert session.query(models.Structure).count() + len(report.duplicates) == structures
        cio = session.query(models.Structure).filter(models.Structure.name == "CIO de Tours").one()
        assert (cio.sites[0].commune_code, len(cio.services)) == ("37261", 2)


@pytest.mark.parametrize("samples", [False, True])
def test_the_published_schema_takes_what_goes_out(reader: Directory, tmp_path: Path, samples: bool) -> None:
    """L28: data.inclusion v1 as its keepers publish it, not only as we understand it."""
    structures, services = export_inclusion(reader, tmp_path, samples=samples)
    assert TypeAdapter(list[published_schema.Structure]).validate_json(structures.read_bytes())
    assert TypeAdapter(list[published_schema.Service]).validate_json(services.read_bytes())


def test_samples_stay_at_home(reader: Directory, tmp_path: Path) -> None:
    """Promise 5: an address nobody has confirmed is not given as a fact to other directories."""
    rows = json.loads(export_inclusion(reader, tmp_path)[0].read_text(encoding="utf-8"))
    assert rows
    assert not any("adresse" in row or "horaires_accueil" in row for row in rows)


def test_csv_has_all_columns(reader: Directory, tmp_path: Path) -> None:
    with export_inclusion(reader, tmp_path, form="csv")[1].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"source", "structure_id", "id", "thematiques", "zone_eligibilite"} <= rows[0].keys()
    assert json.loads(rows[0]["zone_eligibilite"])


def test_hsds_links_hold(reader: Directory, tmp_path: Path) -> None:
    """HSDS 3: required fields are there, every number is a UUID that does not change, every link leads somewhere."""
    read = {
        file.stem: json.loads(file.read_text(encoding="utf-8")) for file in export_hsds(reader, tmp_path, samples=True)
    }
    ids = {name: {row["id"] for row in rows} for name, rows in read.items()}
    assert all(UUID(one).version == 5 for found in ids.values() for one in found)
    assert all(len(ids[name]) == len(rows) for name, rows in read.items())
    for service in read["services"]:
        assert service["organization_id"] in ids["organizations"]
        assert {"name", "status"} <= service.keys()
        assert {one["location_id"] for one in service["service_at_locations"]} <= ids["locations"]
    for location in read["locations"]:
        for address in location.get("addresses", ()):
            assert {"address_1", "city", "state_province", "postal_code", "country", "address_type"} <= address.keys()
    again = [file.read_text(encoding="utf-8") for file in export_hsds(reader, tmp_path, samples=True)]
    assert [json.loads(text) for text in again] == list(read.values())
