"""``deux-portes bench directory``: a national directory is generated, imported, asked, and raced for.

What it makes is written row by row as a partner would publish it (data.inclusion v1) and read by the ordinary import;
only the agendas, which nobody publishes, are put in directly. The same number gives the same rows. Times are those of
the clock; the processor's are of this process alone, and say what a busy machine hides.
"""

import json
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from datetime import time as clock_time
from pathlib import Path
from threading import Barrier
from typing import Any

from sqlalchemy import func, insert, select

from directory import models
from directory.errors import SlotTaken
from directory.exchange import import_inclusion
from directory.places import Commune, load_places
from directory.requests import Request
from directory.service import Directory
from directory.vocabulary import Need, Status, Way

NETWORKS = (
    "mission-locale",
    "france-travail",
    "cap-emploi-reseau-cheops",
    "reseau-information-jeunesse",
    "france-service",
    "afpa",
    "maisons-de-l-emploi",
)
THEMES = (
    "choisir-un-metier--confirmer-son-choix-de-metier",
    "choisir-un-metier--identifier-ses-points-forts-et-ses-competences",
    "se-former--trouver-sa-formation",
    "se-former--monter-son-dossier-de-formation",
    "preparer-sa-candidature--realiser-un-cv-et-ou-une-lettre-de-motivation",
    "trouver-un-emploi--suivre-ses-candidatures-et-relancer-les-employeurs",
    "creer-une-entreprise--definir-son-projet-de-creation-dentreprise",
)
ASKED = (
    (Need.EMPLOI, Status.DEMANDEUR_EMPLOI),
    (Need.FORMATION, Status.DEMANDEUR_EMPLOI),
    (Need.FORMATION, Status.SORTI_16_25),
    (Need.CEP, Status.DEMANDEUR_EMPLOI),
    (Need.EMPLOI, Status.SORTI_16_25),
    (Need.BILAN, Status.DEMANDEUR_EMPLOI),
    (Need.RECONVERSION, Status.SALARIE),
    (Need.METIER, Status.LYCEEN),
)
SEED = 2026
CHUNK = 5_000


def run_bench(
    database: str, folder: Path, *, structures: int, services: int, asked: int, racers: int, say: Callable[[str], None]
) -> None:
    """Generates, imports, asks and races on this empty database, and tells each figure as it is known."""
    directory = Directory(database, secret="bench")  # noqa: S106 - a database made to be thrown away
    directory.migrate()
    now = datetime.now(UTC)
    say(f"{directory.engine.dialect.name}, {structures} structures, {services} services")
    files = _write_files(folder, structures, services, now.date())
    say(_imported(directory, *files, now))
    say(_with_agendas(directory))
    say(_asked(directory, asked, now))
    say(_raced(directory, racers, now))
    directory.engine.dispose()


def _write_files(folder: Path, structures: int, services: int, today: date) -> tuple[Path, Path]:
    """The two files, where people live: the larger a commune, the more structures."""
    drawn = random.Random(SEED)  # noqa: S311 - a draw that must come back the same
    communes = [one for one in load_places() if one.latitude is not None]
    towns = drawn.choices(communes, [one.population + 200 for one in communes], k=structures)
    first, second = folder / "structures.jsonl", folder / "services.jsonl"
    _write(first, (_structure(number, town, today) for number, town in enumerate(towns)))
    _write(second, (_service(number, number % structures, today, drawn) for number in range(services)))
    return first, second


def _write(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _structure(number: int, town: Commune, today: date) -> dict[str, Any]:
    return {
        "source": "bench",
        "id": f"bench--{number}",
        "nom": f"Structure {number} de {town.name}"[:150],
        "date_maj": today.isoformat(),
        "adresse": f"{number % 90 + 1} rue de la Gare",
        "code_postal": town.postcodes[0] if town.postcodes else None,
        "code_insee": town.code,
        "commune": town.name,
        "longitude": town.longitude,
        "latitude": town.latitude,
        "horaires_accueil": "Mo-Fr 09:00-12:00,14:00-17:00",
        "reseaux_porteurs": [NETWORKS[number % len(NETWORKS)]],
    }


def _service(number: int, structure: int, today: date, drawn: random.Random) -> dict[str, Any]:
    return {
        "source": "bench",
        "id": f"bench--s{number}",
        "structure_id": f"bench--{structure}",
        "nom": f"Accompagnement {number}",
        "description": "Faire le point, trouver une formation ou un emploi.",
        "date_maj": today.isoformat(),
        "thematiques": drawn.sample(THEMES, 3),
        "publics": ["tous-publics"],
        "zone_eligibilite": ["france"],
        "modes_mobilisation": ["se-presenter"],
    }


def _imported(directory: Directory, structures: Path, services: Path, now: datetime) -> str:
    before, began, worked = _peak(), time.perf_counter(), time.process_time()
    report = import_inclusion(directory, structures, services, now=now)
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    return (
        f"import : {seconds / 60:.1f} min (processeur {work / 60:.1f}), {report.added} lignes entrées, "
        f"{report.refused} refusées, mémoire au plus haut +{_peak() - before:.0f} Mo"
    )


def _with_agendas(directory: Directory) -> str:
    """One agenda for each site, open on weekdays."""
    with directory.writing() as session:
        sites = session.execute(select(models.Site.id, models.Site.key)).all()
        for start in range(0, len(sites), CHUNK):
            rows = sites[start : start + CHUNK]
            session.execute(insert(models.Agenda), [_agenda(site_id, key) for site_id, key in rows])
        ids = session.scalars(select(models.Agenda.id)).all()
        for start in range(0, len(ids), CHUNK):
            session.execute(insert(models.Availability), [_hours(one) for one in ids[start : start + CHUNK]])
    return f"agendas : {len(ids)}"


def _agenda(site_id: int, key: str) -> dict[str, Any]:
    return {
        "site_id": site_id,
        "key": f"{key}/bench",
        "name": "Conseil",
        "minutes": 45,
        "notice_minutes": 120,
        "horizon_days": 42,
        "sample": True,
        "active": True,
    }


def _hours(agenda_id: int) -> dict[str, Any]:
    return {
        "agenda_id": agenda_id,
        "recurrence": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "first_day": date(2026, 1, 1),
        "last_day": None,
        "opens": clock_time(9),
        "closes": clock_time(12),
        "ways": [Way.ON_SITE.value, Way.PHONE.value],
    }


def _asked(directory: Directory, times: int, now: datetime) -> str:
    """Match and first slots, from communes drawn as people live in them."""
    drawn = random.Random(SEED)  # noqa: S311
    communes = [one for one in directory.places if one.latitude is not None]
    towns = drawn.choices(communes, [one.population for one in communes], k=times + 20)
    took: list[float] = []
    work: list[float] = []
    met = 0
    for number, town in enumerate(towns):
        need, status = ASKED[number % len(ASKED)]
        request = Request(need, frozenset({status}), town.code)
        began, worked = time.perf_counter(), time.process_time()
        found = directory.propose(request, now=now, seed=str(number))
        took.append((time.perf_counter() - began) * 1000)
        work.append((time.process_time() - worked) * 1000)
        met += any(one.first_slot for one in found)
    took, work = sorted(took[20:]), sorted(work[20:])  # the first ones compile the statements
    return (
        f"rapprochement et premiers créneaux, {met} demandes sur {len(towns)} avec un créneau : "
        f"médiane {statistics.median(took):.1f} ms, "
        f"95 % sous {took[int(len(took) * 0.95)]:.1f} ms (processeur {work[int(len(work) * 0.95)]:.1f})"
    )


def _raced(directory: Directory, racers: int, now: datetime) -> str:
    """Everybody wants the same slot at the same instant; who loses is shown others."""
    with directory.reading() as session:
        site = session.scalars(select(models.Agenda.site_id).order_by(models.Agenda.id).limit(1)).one()
    slot = directory.slots(site, Way.ON_SITE, now=now)[0]
    ready = Barrier(racers)

    def run(number: int) -> bool:
        ready.wait()
        try:
            directory.book(slot, holder=f"racer-{number}", now=now, need=Need.CEP)
        except SlotTaken:
            return not directory.slots(site, Way.ON_SITE, now=now)  # alternatives, or the race is lost for nothing
        return True

    began = time.perf_counter()
    with ThreadPoolExecutor(racers) as crowd:
        won = sum(crowd.map(run, range(racers)))
    with directory.reading() as session:
        booked = session.scalar(select(func.count()).select_from(models.Appointment))
    seconds = time.perf_counter() - began
    return f"course : {racers} personnes, {booked} rendez-vous, {won} gagnant(s), {seconds:.2f} s"


def _peak() -> float:
    """The most memory this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
