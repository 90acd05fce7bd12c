"""data.inclusion v1 read row by row: its rules, and what its words are here (``formats.md`` §3.1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from directory.exchange.fields import Fields
from directory.exchange.osm_hours import ImpossibleHours, read_osm_hours
from directory.exchange.records import PlaceRecord, ServiceRecord, StructureRecord, WeeklyRange
from directory.models.offer import Scope
from directory.places import Places, name_key
from directory.vocabulary import Need, Status, StructureType

TYPES = {"accompagnement", "aide-financiere", "aide-materielle", "atelier", "formation", "information"}
FEES = {"gratuit", "payant"}
WAYS = {"a-distance", "en-presentiel"}
MOBILISATION = {"envoyer-un-courriel", "se-presenter", "telephoner", "utiliser-lien-mobilisation"}
BY = {"usagers", "professionnels"}
EVERYBODY = "tous-publics"
PUBLICS: dict[str, tuple[Status, ...] | None] = {  # None: says nothing that a status could
    EVERYBODY: None,
    "actifs": (Status.SALARIE, Status.CADRE, Status.INDEPENDANT, Status.AGENT_PUBLIC, Status.DEMANDEUR_EMPLOI),
    "beneficiaires-des-minimas-sociaux": None,
    "demandeurs-emploi": (Status.DEMANDEUR_EMPLOI,),
    "etudiants": (Status.ETUDIANT,),
    "familles": None,
    "femmes": None,
    "jeunes": None,
    "personnes-en-situation-de-handicap": None,
    "personnes-en-situation-durgence": None,
    "personnes-en-situation-juridique-specifique": None,
    "personnes-exilees": None,
    "residents-qpv-frr": None,
    "seniors": None,
}
THEMES: dict[str, tuple[Need, ...]] = {
    "choisir-un-metier--confirmer-son-choix-de-metier": (Need.METIER, Need.RECONVERSION),
    "choisir-un-metier--connaitre-les-opportunites-demploi": (Need.METIER, Need.EMPLOI),
    "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite": (Need.METIER,),
    "choisir-un-metier--identifier-ses-points-forts-et-ses-competences": (Need.BILAN, Need.CEP),
    "se-former--monter-son-dossier-de-formation": (Need.FORMATION, Need.FINANCEMENT),
    "se-former--trouver-sa-formation": (Need.FORMATION,),
    "creer-une-entreprise": (Need.CREATION,),
    "preparer-sa-candidature": (Need.EMPLOI,),
    "trouver-un-emploi": (Need.EMPLOI,),
    "souvrir-a-linternational": (Need.INTERNATIONAL,),
    "lecture-ecriture-calcul": (Need.LANGUE,),
    "numerique": (Need.HORS_SUJET,),
    "equipement-et-accompagnement-numerique": (Need.HORS_SUJET,),
}
UNSORTED_NEEDS = {Need.LANGUE, Need.CREATION, Need.INTERNATIONAL, Need.HORS_SUJET}
"""What a structure of no known type may be sent people for: advice belongs to the types that the rules name."""

NETWORKS = {
    "mission-locale": StructureType.MISSION_LOCALE,
    "france-travail": StructureType.FRANCE_TRAVAIL,
    "cap-emploi-reseau-cheops": StructureType.CAP_EMPLOI,
    "reseau-information-jeunesse": StructureType.INFORMATION_JEUNESSE,
    "afpa": StructureType.AFPA,
    "ecoles-de-la-deuxieme-chance": StructureType.E2C,
    "maisons-de-l-emploi": StructureType.MAISON_EMPLOI,
    "france-service": StructureType.FRANCE_SERVICES,
    "mdph": StructureType.MDPH,
}
NAMES = (  # what the list of networks has no word for; the beginning of the name, folded
    ("cio ", StructureType.CIO),
    ("centre d information et d orientation", StructureType.CIO),
    ("apec", StructureType.APEC),
    ("avenir actifs", StructureType.CEP_ACTIFS),
    ("transitions pro", StructureType.TRANSITIONS_PRO),
    ("chambre de metiers", StructureType.CMA),
    ("chambre de commerce", StructureType.CCI),
    ("chambre d agriculture", StructureType.AGRICULTURE),
    ("greta", StructureType.GRETA),
)
KEPT_OF_STRUCTURE = ("lien_source", "complement_adresse", "horaires_accueil", "accessibilite_lieu", "reseaux_porteurs")
KEPT_OF_SERVICE = (
    "lien_source",
    "type",
    "thematiques",
    "frais",
    "frais_precisions",
    "publics",
    "publics_precisions",
    "conditions_acces",
    "telephone",
    "courriel",
    "modes_accueil",
    "zone_eligibilite",
    "lien_mobilisation",
    "modes_mobilisation",
    "mobilisable_par",
    "mobilisation_precisions",
    "volume_horaire_hebdomadaire",
    "nombre_semaines",
    "horaires_accueil",
)  # contact_nom_prenom is left out: the name of a person is not a public fact of a service


LISTS = {
    "reseaux_porteurs",
    "thematiques",
    "publics",
    "modes_accueil",
    "zone_eligibilite",
    "modes_mobilisation",
    "mobilisable_par",
}


def read_structure(data: Mapping[str, Any], line: int, places: Places, today: date) -> StructureRecord | list[str]:
    """The structure of this row, or the faults that keep it out."""
    row = Fields(data)
    key, source = _key(row), row.text("source", high=80, required=True)
    name = row.text("nom", low=3, high=150, required=True)
    updated_on = row.day("date_maj", today)
    networks = row.choices("reseaux_porteurs", None)
    hours = _hours(row)
    place = row.place(places)
    record = StructureRecord(
        line=line,
        key=key,
        name=name or "",
        type=kind_of(name or "", networks),
        siret=row.shaped("siret", r"\d{14}", "13000000000001"),
        description=row.text("description") or "",
        phone=row.text("telephone", high=40),
        email=row.shaped("courriel", r"[^@\s]{1,64}@[^@\s]{3,180}", "accueil@exemple.fr"),
        website=row.web("site_web"),
        place=place,
        hours=hours,
        walk_in=(),
        step_free=None,
        updated_on=updated_on or today,
        source=f"data.inclusion, {source}",
        details=_kept(row, KEPT_OF_STRUCTURE),
    )
    return row.faults or record


def read_service(
    data: Mapping[str, Any], line: int, kind: StructureType | None, today: date
) -> ServiceRecord | list[str]:
    """The service of this row, for a structure of this type, or the faults that keep it out."""
    row = Fields(data)
    updated_on = row.day("date_maj", today)
    row.choices("modes_accueil", WAYS)
    row.choices("mobilisable_par", BY)
    mobilisation = row.choices("modes_mobilisation", MOBILISATION)
    for name, allowed in (("type", TYPES), ("frais", FEES)):
        row.choices(name, allowed)
    publics = row.choices("publics", PUBLICS.keys())
    if EVERYBODY in publics and len(publics) > 1:
        row.faults.append(f"publics : « {EVERYBODY} » ne va avec aucun autre public.")
    row.number("volume_horaire_hebdomadaire", 0, 168)
    row.number("nombre_semaines", 1, 520)
    areas = _areas(row)
    record = ServiceRecord(
        line=line,
        key=_key(row),
        structure=row.text("structure_id", high=110, required=True) or "",
        name=row.text("nom", low=3, high=150, required=True) or "",
        description=row.text("description", low=5, required=True) or "",
        needs=_needs(row.choices("thematiques", None), kind),
        welcomes=_welcomes(publics),
        scope=Scope.NATIONAL if "france" in areas else Scope.LOCAL,
        areas=areas,
        walk_in="se-presenter" in mobilisation,
        updated_on=updated_on or today,
        details=_kept(row, KEPT_OF_SERVICE),
    )
    return row.faults or record


def owner_key(data: Mapping[str, Any]) -> str:
    """The key of the structure that a service belongs to; empty when the row has none."""
    return Fields(data).text("structure_id", high=110) or ""


def kind_of(name: str, networks: tuple[str, ...]) -> StructureType:
    """The type of a structure by the networks it bears, else by how its name begins."""
    known = next((NETWORKS[one] for one in networks if one in NETWORKS), None)
    folded = name_key(name)
    return known or next((kind for start, kind in NAMES if folded.startswith(start)), StructureType.AUTRE)


def _key(row: Fields) -> str:
    return row.shaped("id", r"[^\s\x00-\x1f]{1,110}", "source--12345", required=True) or ""


def _hours(row: Fields) -> tuple[WeeklyRange, ...]:
    """The ordinary week; hours that only people can read stay in the details."""
    try:
        return read_osm_hours(row.text("horaires_accueil") or "") or ()
    except ImpossibleHours as error:
        row.faults.append(f"horaires_accueil : {error}")
        return ()


def _needs(themes: tuple[str, ...], kind: StructureType | None) -> tuple[Need, ...]:
    needs = {need for theme in themes for need in THEMES.get(theme, THEMES.get(theme.partition("--")[0], ()))}
    allowed = needs & UNSORTED_NEEDS if kind is StructureType.AUTRE else needs
    return tuple(sorted(allowed))


def _welcomes(publics: tuple[str, ...]) -> tuple[Status, ...]:
    """The statuses that the publics name; none when one of them says nothing of a status: then all are welcome."""
    named = [PUBLICS[one] for one in publics]
    if not named or None in named:
        return ()
    return tuple(sorted({status for statuses in named for status in statuses or ()}))


def _areas(row: Fields) -> tuple[str, ...]:
    areas: list[str] = []
    for code in row.choices("zone_eligibilite", None):
        if code == "france":
            areas.append("france")
        elif code.isdigit() and len(code) == 9:
            areas.append(f"epci:{code}")
        elif len(code) == 5 and code.isalnum():
            areas += [] if code.startswith("99") else [f"commune:{code}"]
        elif 2 <= len(code) <= 3 and code.isalnum():
            areas.append(f"departement:{code}")
        else:
            row.faults.append(f"zone_eligibilite : « {code[:60]} » n’est pas le code d’un territoire.")
    return tuple(dict.fromkeys(areas))


def _kept(row: Fields, names: tuple[str, ...]) -> dict[str, Any]:
    """What is given back as it came: lists as lists, everything else as text."""
    kept = {name: list(row.choices(name, None)) if name in LISTS else row.text(name) for name in names}
    return {name: value for name, value in kept.items() if value}


__all__ = ["PlaceRecord", "kind_of", "read_service", "read_structure"]
