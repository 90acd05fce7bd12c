"""The directory as data.inclusion v1 writes it (``formats.md`` §3.1), in JSON or CSV."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from directory import models
from directory.exchange.inclusion import EVERYBODY, NETWORKS, THEMES
from directory.exchange.osm_hours import write_osm_hours
from directory.exchange.published import Publication, has_walk_in, opening, published, updated_on
from directory.service import Directory
from directory.vocabulary import Need, Status, StructureType

SOURCE = "deux-portes"
OWN_NETWORKS = {
    **{kind: name for name, kind in NETWORKS.items()},
    StructureType.CMA: "chambres-consulaires",
    StructureType.CCI: "chambres-consulaires",
    StructureType.AGRICULTURE: "chambres-consulaires",
}
OWN_THEMES = {need: theme for theme, needs in THEMES.items() for need in needs[:1] if "--" in theme} | {
    Need.CREATION: "creer-une-entreprise--definir-son-projet-de-creation-dentreprise",
    Need.FINANCEMENT: "se-former--monter-son-dossier-de-formation",
    Need.FORMATION: "se-former--trouver-sa-formation",
}
OWN_PUBLICS = {
    Status.DEMANDEUR_EMPLOI: "demandeurs-emploi",
    Status.ETUDIANT: "etudiants",
    Status.SALARIE: "actifs",
    Status.CADRE: "actifs",
    Status.INDEPENDANT: "actifs",
    Status.AGENT_PUBLIC: "actifs",
    Status.SORTI_16_25: "jeunes",
    Status.LYCEEN: "jeunes",
    Status.COLLEGIEN: "jeunes",
}
STRUCTURE_FIELDS = (
    *("source", "id", "nom", "date_maj", "description", "lien_source", "siret", "commune", "code_postal"),
    *("code_insee", "adresse", "complement_adresse", "longitude", "latitude", "telephone", "courriel", "site_web"),
    *("horaires_accueil", "accessibilite_lieu", "reseaux_porteurs"),
)
SERVICE_FIELDS = (
    *("source", "structure_id", "id", "nom", "description", "date_maj", "lien_source", "type", "thematiques", "frais"),
    *("frais_precisions", "publics", "publics_precisions", "conditions_acces", "commune", "code_postal", "code_insee"),
    *("adresse", "longitude", "latitude", "telephone", "courriel", "modes_accueil", "zone_eligibilite"),
    *("lien_mobilisation", "modes_mobilisation", "mobilisable_par", "mobilisation_precisions"),
    *("volume_horaire_hebdomadaire", "nombre_semaines", "horaires_accueil"),
)

Row = dict[str, Any]


def export_inclusion(directory: Directory, folder: Path, *, form: str = "json", samples: bool = False) -> list[Path]:
    """Writes ``structures`` and ``services`` into this folder (``form``: json or csv); returns both files.

    Descriptions, addresses and hours that are only samples are left out, unless ``samples``.
    """
    publication = Publication(directory.places, samples)
    write = _write_csv if form == "csv" else _write_json
    files = []
    for name, rows, fields in (
        ("structures", structure_rows, STRUCTURE_FIELDS),
        ("services", service_rows, SERVICE_FIELDS),
    ):
        files.append(folder / f"{name}.{form}")
        with directory.reading() as session:
            write(files[-1], rows(session, publication), fields)
    return files


def structure_rows(session: Session, publication: Publication) -> Iterator[Row]:
    """The structures, a row each."""
    for structure in published(session, publication):
        yield _filled({**structure_row(structure, publication), **structure.details})


def service_rows(session: Session, publication: Publication) -> Iterator[Row]:
    """The services, a row each."""
    for structure in published(session, publication):
        for service in structure.services:
            if publication.shows(service):
                yield _filled({**service_row(structure, service, publication), **service.details})


def structure_row(structure: models.Structure, publication: Publication) -> Row:
    """One structure, with the address of its first place that may be given."""
    site = _main_site(structure, publication)
    network = OWN_NETWORKS.get(structure.type)
    hours = tuple((row.weekday, row.opens, row.closes) for row in opening(site)) if site else ()
    return {
        **_named(structure.key),
        "nom": structure.name[:150],
        "date_maj": updated_on(structure).isoformat(),
        "description": structure.description if len(structure.description) >= 5 else None,
        "siret": structure.siret,
        **_address(site),
        "telephone": structure.phone,
        "courriel": structure.email,
        "site_web": structure.website,
        "horaires_accueil": write_osm_hours(hours),
        "reseaux_porteurs": [network] if network else [],
    }


def service_row(structure: models.Structure, service: models.Service, publication: Publication) -> Row:
    """One service, with the address of the first place where it is given."""
    sites = [site for site in service.sites if publication.shows(site)]
    audiences = {OWN_PUBLICS.get(row.status, EVERYBODY) for row in service.audiences if row.welcome}
    ways = {"a-distance" if site.remote else "en-presentiel" for site in service.sites if site.active}
    mobilisation = {
        "se-presenter": any(has_walk_in(site) and not site.remote for site in sites),
        "telephoner": bool(structure.phone),
        "utiliser-lien-mobilisation": bool(structure.website),
    }
    description = service.description if len(service.description) >= 5 else service.name.ljust(5, ".")
    return {
        **_named(service.key),
        "structure_id": _named(structure.key)["id"],
        "nom": service.name[:150],
        "description": description,
        "date_maj": updated_on(structure).isoformat(),
        "type": "accompagnement",
        "thematiques": sorted({OWN_THEMES[row.need] for row in service.needs if row.need in OWN_THEMES}),
        "frais": "gratuit",
        "publics": [EVERYBODY] if not audiences or EVERYBODY in audiences else sorted(audiences),
        **_address(sites[0] if sites else None),
        "telephone": structure.phone,
        "modes_accueil": sorted(ways),
        "zone_eligibilite": [area.rpartition(":")[2] for area in publication.areas(structure)],
        "lien_mobilisation": structure.website,
        "modes_mobilisation": sorted(name for name, true in mobilisation.items() if true),
        "mobilisable_par": ["usagers", "professionnels"],
    }


def _named(key: str) -> Row:
    """Source and identifier; what came from data.inclusion keeps those it had."""
    origin, _, own = key.partition("/")
    if origin == "data-inclusion":
        return {"source": own.partition("--")[0], "id": own}
    return {"source": SOURCE, "id": f"{SOURCE}--{key.replace('/', ':')}"}


def _main_site(structure: models.Structure, publication: Publication) -> models.Site | None:
    return next((site for site in structure.sites if publication.shows(site) and not site.remote), None)


def _address(site: models.Site | None) -> Row:
    if site is None or site.remote:
        return {}
    return {
        "commune": site.commune_name,
        "code_postal": site.postcode,
        "code_insee": site.commune_code,
        "adresse": site.address,
        "longitude": site.longitude,
        "latitude": site.latitude,
    }


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in (None, "", [])}


def _write_json(file: Path, rows: Iterable[Row], _fields: tuple[str, ...]) -> None:
    write_json_list(file, rows)


def write_json_list(file: Path, rows: Iterable[Row]) -> None:
    """A JSON list, one object on each line, written as it comes."""
    with file.open("w", encoding="utf-8") as out:
        before = "[\n"
        for row in rows:
            out.write(before + json.dumps(row, ensure_ascii=False))
            before = ",\n"
        out.write("\n]\n" if before == ",\n" else "[]\n")


def _write_csv(file: Path, rows: Iterable[Row], fields: tuple[str, ...]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fields, extrasaction="ignore")
        writer.writeheader()
        writer.writerows({name: _spelt(value) for name, value in row.items()} for row in rows)


def _spelt(value: Any) -> Any:
    """A cell: a list as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
