"""``deux-portes report …``: a sample year, reports of a territory, what the dashboard and the reports cost."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.opening import open_directory
from bot.settings import Settings

if TYPE_CHECKING:
    from directory.steering.paper import Report
    from directory.steering.release import Steering

report_app = typer.Typer(help="L’activité du service : année d’exemple, bilans, mesures.", no_args_is_help=True)

REGIONS = ("tours", "paca")
Territory = Annotated[str, typer.Option(help="« all », une région, une zone, un département : tours, paca/nice.")]
Year = Annotated[int, typer.Option(help="Année.")]
Database = Annotated[str, typer.Option(help="Adresse d’une base ; celle des réglages par défaut.")]
Folder = Annotated[Path, typer.Option(help="Dossier où écrire.")]


@report_app.command()
def generate(
    database: Annotated[str, typer.Option(help="Adresse d’une base vide, comme sqlite:///exemple.db.")],
    year: Year = 2025,
    contacts: int = 250_000,
    seed: int = 1,
) -> None:
    """Remplit une base vide d’une année d’exemple (zones de PACA, bassin de Tours) ; tout y est marqué « exemple »."""
    from bot.app import now  # noqa: PLC0415
    from directory.regions import load_region  # noqa: PLC0415
    from directory.steering.sample import generate as fill  # noqa: PLC0415

    directory = open_directory(Settings(), database)
    for region in REGIONS:
        load_region(directory, region, now())
    made = fill(directory, year=year, contacts=contacts, seed=seed, regions=REGIONS)
    typer.echo(
        f"{made.contacts} contacts, {made.appointments} rendez-vous, "
        f"{made.opinions} avis, {made.complaints} réclamations : une année d’exemple."
    )


@report_app.command()
def annual(territory: Territory, year: Year, folder: Folder = Path(), database: Database = "") -> None:
    """Écrit le bilan annuel d’un territoire : page, PDF et tableur."""
    _write(database, folder, territory, year, None)


@report_app.command()
def quarterly(
    territory: Territory,
    year: Year,
    quarter: Annotated[int, typer.Option(min=1, max=4, help="Trimestre, de 1 à 4.")],
    folder: Folder = Path(),
    database: Database = "",
) -> None:
    """Écrit le tableau de bord d’un trimestre : page, PDF et tableur."""
    _write(database, folder, territory, year, quarter)


@report_app.command()
def bench(database: Database = "", territory: Territory = "all", year: Year = 2025) -> None:
    """Mesure le tableau de bord (juste après un démarrage, puis ensuite) et le bilan annuel, en secondes.

    La première colonne est le temps passé, la seconde le travail d’un processeur.
    """
    from directory.desk.scope import Member  # noqa: PLC0415
    from directory.models import Role  # noqa: PLC0415
    from directory.steering.board import Asked, compared, open_board  # noqa: PLC0415
    from directory.steering.cover import open_cover  # noqa: PLC0415
    from directory.steering.reports import as_page, as_pdf, as_workbook  # noqa: PLC0415

    now, steering, member = _after(year), _steering(database), Member(0, "mesure", Role.ADMIN, 0, "")

    def board() -> None:
        compared(open_board(steering, member, Asked(where=territory, year=str(year)), now=now), steering)

    _timed("mois clos comptés et tableau de bord", board)
    steering = _steering(database)
    _timed("tableau de bord après un démarrage", board)
    _timed("tableau de bord ensuite", board)
    where = steering.release(year, now=now).territories.find(territory) or territory
    _timed("couverture", lambda: open_cover(steering, member, where, "", now=now).maps())
    report = _timed("bilan annuel", lambda: _report(steering, territory, year, None, now))
    for name, form in (("page", as_page), ("PDF", as_pdf), ("tableur", as_workbook)):
        _timed(f"bilan annuel, {name}", lambda form=form: form(report))  # type: ignore[misc]


def _write(database: str, folder: Path, territory: str, year: int, quarter: int | None) -> None:
    from bot.app import now  # noqa: PLC0415
    from directory.steering.reports import as_page, as_pdf, as_workbook  # noqa: PLC0415

    report = _report(_steering(database), territory, year, quarter, now())
    folder.mkdir(parents=True, exist_ok=True)
    name = f"bilan-{territory.replace('/', '-').replace(':', '-')}-{report.view.period}"
    for ending, content in (("html", as_page(report).encode()), ("pdf", as_pdf(report)), ("xlsx", as_workbook(report))):
        file = folder / f"{name}.{ending}"
        file.write_bytes(content)
        typer.echo(file)


def _report(steering: "Steering", territory: str, year: int, quarter: int | None, now: datetime) -> "Report":
    from directory.steering.reports import NothingPublished, UnknownTerritory, make_report  # noqa: PLC0415

    address = Settings().base_url
    try:
        return make_report(steering, territory, year=year, quarter=quarter, now=now, address=address)
    except UnknownTerritory as error:
        problem = f"Le territoire « {territory} » n’existe pas. Il y a : {error}."
    except NothingPublished:
        problem = "Aucun trimestre n’est encore clos sur cette période : les chiffres paraissent quinze jours après."
    typer.echo(problem, err=True)
    raise typer.Exit(1)


def _steering(database: str) -> "Steering":
    from bot.information import load_fiches, reviewed_in_time  # noqa: PLC0415
    from directory.steering.indicators import load_catalogue  # noqa: PLC0415
    from directory.steering.release import Steering  # noqa: PLC0415

    return Steering(open_directory(Settings(), database), load_catalogue(), reviewed_in_time(load_fiches()))


def _after(year: int) -> datetime:
    """An instant at which the whole year is closed."""
    from bot.app import now  # noqa: PLC0415

    return max(now(), datetime(year + 1, 1, 1, tzinfo=now().tzinfo) + timedelta(days=30))


def _timed(name: str, run: Callable[[], Any]) -> Any:
    began, worked = time.perf_counter(), time.process_time()
    made = run()
    typer.echo(f"{time.perf_counter() - began:8.2f} s {time.process_time() - worked:8.2f} s  {name}")
    return made
