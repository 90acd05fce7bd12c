"""``deux-portes report …``: a sample year."""

from typing import Annotated

import typer

from bot.settings import Settings

report_app = typer.Typer(help="L’activité du service : année d’exemple, bilans.", no_args_is_help=True)


@report_app.command()
def generate(
    database: Annotated[str, typer.Option(help="Adresse d’une base vide, comme sqlite:///exemple.db.")],
    year: int = 2025,
    contacts: int = 250_000,
    seed: int = 1,
) -> None:
    """Remplit une base vide d’une année d’exemple (zones de PACA, bassin de Tours) ; tout y est marqué « exemple »."""
    from bot.app import now  # noqa: PLC0415
    from directory.regions import load_region  # noqa: PLC0415
    from directory.service import Directory  # noqa: PLC0415
    from directory.steering.sample import generate as fill  # noqa: PLC0415

    directory = Directory(database, secret=Settings().secret())
    directory.migrate()
    regions = ("tours", "paca")
    for region in regions:
        load_region(directory, region, now())
    made = fill(directory, year=year, contacts=contacts, seed=seed, regions=regions)
    typer.echo(
        f"{made.contacts} contacts, {made.appointments} rendez-vous, "
        f"{made.opinions} avis, {made.complaints} réclamations : une année d’exemple."
    )
