"""``deux-portes nlu``: measure what is understood, compare, and look after what was not."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import ROOT, Settings
from bot.supervisor import ENGINE_PYTHON

nlu_app = typer.Typer(help="Ce que le service comprend : mesurer, comparer, apprendre.", no_args_is_help=True)

Files = Annotated[list[Path], typer.Argument(help="Fichiers de phrases (une ligne JSON par phrase).", exists=True)]


@nlu_app.command()
def evaluate(
    files: Annotated[list[Path] | None, typer.Argument(help="Fichiers de phrases JSON.", exists=True)] = None,
    picture: Annotated[Path | None, typer.Option(help="Image de la matrice de confusion.")] = None,
    across: Annotated[int, typer.Option(help="Validation croisée par personne, en N parts (plusieurs minutes).")] = 0,
) -> None:
    """Mesure ce qui est compris : justesse, trois premiers, confiance, confusions, hors sujet, lieux, détresse."""
    if not files and not across:
        raise typer.BadParameter("Donnez un fichier de phrases, ou --across 5.")
    drawn = ["--picture", str(picture)] if picture else []
    measured = ["--model", str(Settings().model), *drawn, "--across", str(across), *map(str, files or ())]
    run_engine("bot.engine.evaluate", *measured)


@nlu_app.command()
def curves(files: Files) -> None:
    """Ce qu’apportent les phrases : mots nouveaux et justesse, à mesure que des personnes s’ajoutent (minutes)."""
    run_engine("bot.engine.curves", *map(str, files))


@nlu_app.command()
def compare(
    files: Files,
    share: Annotated[float, typer.Option(help="Part des phrases d’apprentissage, la même pour tous.")] = 1.0,
    epochs: Annotated[int | None, typer.Option(help="Époques de DIET (100 par défaut).")] = None,
) -> None:
    """Compare notre chaîne à celles de Rasa sur les mêmes phrases (installe TensorFlow à part, la première fois)."""
    from bot.nlu_compare import compare as compared  # noqa: PLC0415 - only this command

    for line in compared(files, Settings().data_dir / "compare", share=share, epochs=epochs):
        typer.echo(line)


@nlu_app.command()
def variety() -> None:
    """Dit combien les phrases d’apprentissage sont variées : personnes et mots différents, par besoin."""
    from bot.engine.sentences import read_lines  # noqa: PLC0415
    from bot.nlu_checks import variety as counted  # noqa: PLC0415

    typer.echo(f"{'':20}phrases  personnes  mots différents  par phrase")
    for found in counted(list(read_lines())):
        typer.echo(f"{found.label:20}{found.lines:7}{found.authors:11}{found.words:17}{found.by_line:12.2f}")


@nlu_app.command()
def inbox(
    label: Annotated[tuple[int, str] | None, typer.Option(help="Numéro et étiquette : --label 12 vae.")] = None,
    drop: Annotated[list[int] | None, typer.Option(help="Numéro d’une phrase à effacer ; répétable.")] = None,
    export: Annotated[bool, typer.Option(help="Écrit les phrases étiquetées, prêtes à coller.")] = False,
) -> None:
    """Les phrases mal comprises, sans personne derrière : les lire, les étiqueter, les effacer, les exporter."""
    from bot.nlu_inbox import act_on  # noqa: PLC0415 - only this command needs the database

    typer.echo(act_on(Settings(), label=label, drop=drop or (), export=export))


def run_engine(module: str, *arguments: str) -> None:
    """Run a module with the engine's Python, and end as it ends."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([ENGINE_PYTHON, "-m", module, *arguments], cwd=ROOT, env=environment, check=False)  # noqa: S603
    sys.exit(done.returncode)
