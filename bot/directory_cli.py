"""``deux-portes directory …``: load, import, export, audit, cover, purge, open accounts."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.opening import open_directory
from bot.settings import Settings

if TYPE_CHECKING:
    from directory.exchange.records import Report
    from directory.service import Directory

directory_app = typer.Typer(help="L’annuaire des partenaires.", no_args_is_help=True)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


@directory_app.command()
def load(region: str = "") -> None:
    """Charge une région dans l’annuaire (celle des réglages par défaut)."""
    from bot.app import now  # noqa: PLC0415
    from directory.regions import load_region  # noqa: PLC0415

    settings = Settings()
    load_region(open_directory(settings), region or settings.region, now())


@directory_app.command()
def counsellor(
    email: Annotated[str, typer.Argument(help="Adresse de connexion.")],
    structure: Annotated[str, typer.Argument(help="Nom court de la structure, comme « mission-locale-touraine ».")],
    role: Annotated[str, typer.Option(help="counsellor, manager, coordinator ou admin.")] = "counsellor",
    territory: Annotated[str, typer.Option(help="Pour coordinator : une région ou une zone.")] = "",
) -> None:
    """Ouvre un compte de conseiller ou de conseillère ; le mot de passe est demandé, jamais écrit dans la commande."""
    from bot.app import now  # noqa: PLC0415
    from directory.desk import BadAccount, create_counsellor  # noqa: PLC0415

    directory = open_directory(Settings())
    password = typer.prompt("Mot de passe", hide_input=True, confirmation_prompt=True)
    try:
        account = {"email": email, "password": password, "structure": structure, "role": role}
        create_counsellor(directory, **account, territory=territory or None, now=now())
    except BadAccount as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    typer.echo("Le compte est ouvert : la personne se connecte sur /desk.")


@directory_app.command()
def fill(region: str) -> None:
    """Écrit à nouveau les lieux d’exemple d’une région."""
    from directory.regions import FOLDER  # noqa: PLC0415
    from directory.regions.fill import fill_region  # noqa: PLC0415

    _say(path.name for path in fill_region(FOLDER / region))


Shrinking = Annotated[
    bool, typer.Option("--moins", help="Cette source a bien perdu plus de la moitié de ses structures.")
]


@directory_app.command("import-inclusion")
def take_inclusion(
    structures: Path, services: Annotated[Path | None, typer.Argument()] = None, less: Shrinking = False
) -> None:
    """Importe des fichiers data.inclusion v1 (.csv, .json, .jsonl, .parquet) ; dit chaque ligne refusée et pourquoi."""
    from bot.app import now  # noqa: PLC0415
    from directory.exchange import import_inclusion  # noqa: PLC0415

    _tell(import_inclusion(open_directory(Settings()), structures, services, now=now(), may_shrink=less))


@directory_app.command("import-dila")
def take_dila(archive: Path, less: Shrinking = False) -> None:
    """Importe l’annuaire local de l’administration (.tar.bz2) ; dit chaque fiche refusée et pourquoi."""
    from bot.app import now  # noqa: PLC0415
    from directory.exchange import import_dila  # noqa: PLC0415

    _tell(import_dila(open_directory(Settings()), archive, now=now(), may_shrink=less))


def _tell(report: "Report") -> None:
    """The report; 1 tells whoever runs this every week that the file was not read whole, or lost too much."""
    _say(report.lines())
    raise typer.Exit(0 if report.complete and not report.missing else 1)


@directory_app.command()
def export(
    form: Annotated[str, typer.Argument(help="inclusion-json, inclusion-csv ou hsds.")],
    folder: Path,
    samples: Annotated[bool, typer.Option(help="Avec les lieux d’exemple.")] = False,
) -> None:
    """Écrit l’annuaire dans un format ouvert."""
    from directory.exchange.export_hsds import export_hsds  # noqa: PLC0415
    from directory.exchange.export_inclusion import export_inclusion  # noqa: PLC0415

    directory = open_directory(Settings())
    folder.mkdir(parents=True, exist_ok=True)
    match form:
        case "hsds":
            files = export_hsds(directory, folder, samples=samples)
        case "inclusion-json":
            files = export_inclusion(directory, folder, form="json", samples=samples)
        case "inclusion-csv":
            files = export_inclusion(directory, folder, form="csv", samples=samples)
        case _:
            raise typer.BadParameter("choisissez inclusion-json, inclusion-csv ou hsds.")
    _say(str(file) for file in files)


@directory_app.command()
def audit(
    draws: int = 200,
    places: int = 5,
    appointment: Annotated[str, typer.Option("--rendez-vous", help="Identifiant d’un rendez-vous : l’expliquer.")] = "",
    month: Annotated[str, typer.Option("--mois", help="Mois des demandes réelles, comme 2026-11.")] = "",
) -> None:
    """Montre si, à conditions égales, chaque lieu est proposé aussi souvent ; ou explique une proposition."""
    from bot.app import now  # noqa: PLC0415
    from directory import audit as audits  # noqa: PLC0415
    from directory import onward  # noqa: PLC0415
    from directory.steering import shown  # noqa: PLC0415
    from directory.steering.opinions import month_of  # noqa: PLC0415

    directory = open_directory(Settings())
    if appointment:
        _explain(directory, appointment)
        return
    found = audits.audit(directory, audits.questions(directory, places), now=now(), draws=draws)
    _say(audits.table(found))
    asked = month or month_of(now())
    with directory.reading() as session:
        real = shown.shares(session, asked)
        _say(shown.table(real, asked))
        _say(onward.told(session.scalars(onward.third_doors_query())))
    fair = all(one.fair for one in found) and all(one.fair for one in real)
    raise typer.Exit(0 if fair else 1)


def _explain(directory: "Directory", uid: str) -> None:
    from directory.why import explained  # noqa: PLC0415

    with directory.reading() as session:
        lines = explained(session, uid)
    if not lines:
        raise typer.BadParameter("rien n’est gardé d’une proposition pour ce rendez-vous (inconnu, effacé ou déplacé).")
    _say(lines)


@directory_app.command()
def coverage(
    km: Annotated[float, typer.Option(help="Distance à vol d’oiseau jusqu’où l’on va.")] = 30,
    everything: Annotated[
        bool, typer.Option("--tout", help="Toutes les communes, pas seulement les plus peuplées.")
    ] = False,
) -> None:
    """Montre les communes et les publics sans offre à portée, et les semaines trop peu ouvertes."""
    from directory import coverage as covers  # noqa: PLC0415
    from directory.regions import FOLDER, read_region, usual_departement  # noqa: PLC0415
    from directory.vocabulary import StructureType  # noqa: PLC0415

    settings = Settings()
    directory = open_directory(settings)
    zones = read_region(FOLDER / settings.region).zones
    usual = usual_departement(settings.region)
    departements = zones.departements if zones else ((usual,) if usual else ())
    weeks = covers.short_weeks(directory, [StructureType.SPRO_CONSEIL], settings.region)
    most = len(directory.places) if everything else covers.SHOWN
    _say(covers.report(covers.coverage(directory, departements, km), weeks, most))


@directory_app.command()
def rules() -> None:
    """Écrit le tableau « qui peut recevoir qui » (docs/referral-rules.md) d’après les règles."""
    from directory.rules import load_rules  # noqa: PLC0415
    from directory.rules_table import TABLE_FILE, rules_table  # noqa: PLC0415

    TABLE_FILE.write_text(rules_table(load_rules()), encoding="utf-8")
    typer.echo(str(TABLE_FILE))


@directory_app.command()
def send() -> None:
    """Envoie les messages qui attendent ; le service en marche le fait de lui-même."""
    from bot.app import now  # noqa: PLC0415
    from bot.outbox import send_due  # noqa: PLC0415

    settings = Settings()
    done = send_due(open_directory(settings), settings, now)
    typer.echo(
        f"{done.sent} envoyés, {done.delayed} à réessayer, {done.outdated} devenus inutiles, "
        f"{done.given_up} abandonnés."
    )


@directory_app.command()
def purge() -> None:
    """Efface ce qui a fait son temps (retention.yml) ; à lancer chaque jour."""
    from bot.app import now  # noqa: PLC0415
    from directory import learning, retention  # noqa: PLC0415
    from directory.steering import shown  # noqa: PLC0415
    from directory.steering.forgetting import forget_words  # noqa: PLC0415

    directory = open_directory(Settings())
    done = retention.purge(directory, now())
    typer.echo(f"{done.contacts} contacts, {done.summaries} résumés, {done.codes} codes effacés.")
    typer.echo(f"{forget_words(directory, now())} avis et réclamations : mots effacés.")
    typer.echo(f"{learning.forget(directory, now().date())} phrases mal comprises effacées.")
    typer.echo(f"{shown.forget(directory, now())} propositions anciennes effacées.")
