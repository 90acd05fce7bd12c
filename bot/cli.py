"""``deux-portes``: serve, train, talk in the terminal, check the data, measure."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.directory_cli import directory_app, load
from bot.nlu_cli import nlu_app, run_engine
from bot.opening import open_directory
from bot.report_cli import report_app
from bot.settings import Settings

app = typer.Typer(
    help="Deux Portes : le premier accueil du service public d’orientation.", no_args_is_help=True, add_completion=False
)
app.add_typer(directory_app, name="directory")
app.add_typer(nlu_app, name="nlu")
app.add_typer(report_app, name="report")
check_app = typer.Typer(help="Vérifie les données ; dit quoi corriger et où.", invoke_without_command=True)
app.add_typer(check_app, name="check")
bench_app = typer.Typer(help="Ce que coûte un tour.", no_args_is_help=True)
app.add_typer(bench_app, name="bench")

Address = Annotated[str, typer.Option(help="Adresse du service en marche.")]


@app.command()
def serve() -> None:
    """Prépare ce qui manque (base, région, modèle), puis sert le site et la ligne."""
    import gc  # noqa: PLC0415 - the other commands need neither this nor a server

    import uvicorn  # noqa: PLC0415

    from bot.app import create_app  # noqa: PLC0415
    from bot.logs import configure_logs  # noqa: PLC0415
    from bot.training import train_if_needed  # noqa: PLC0415

    settings = Settings()
    configure_logs()
    if not settings.engine_url:
        train_if_needed(settings)
    load()
    typer.echo(f"Deux Portes répond sur {settings.base_url}")
    app = create_app(settings)
    gc.collect()
    gc.freeze()  # communes, texts and rooms last as long as the process: no turn waits while they are gone through
    uvicorn.run(
        app,
        host="0.0.0.0",  # noqa: S104 - people reach it
        port=settings.port,
        access_log=False,  # addresses are never logged (promise 2)
        log_config=None,
        ws="websockets-sansio",
    )


@app.command()
def train() -> None:
    """Entraîne le moteur avec les phrases de nlu_data/."""
    from bot.training import train_now  # noqa: PLC0415

    train_now(Settings())


@app.command()
def chat(address: Address = "") -> None:
    """Parle avec le service comme sur le site, dans le terminal."""
    from bot.terminal import run_chat  # noqa: PLC0415

    run_chat(address or Settings().base_url)


@app.command()
def call(address: Address = "") -> None:
    """Appelle la ligne depuis le terminal, touches comprises ; dit à la fin ce que lira la personne qui reçoit."""
    from telephony.call import run_call  # noqa: PLC0415

    settings = Settings()
    desk = None if address else read_at_the_desk  # the appointments of another service are not on this machine
    run_call(address or settings.base_url, settings.line_token, account=settings.twilio_account_sid, desk=desk)


def read_at_the_desk(code: str) -> list[str]:
    """The lines that a counsellor reads with the appointment of this code."""
    from sqlalchemy import select  # noqa: PLC0415

    from bot.texts import Channel, load_texts  # noqa: PLC0415
    from directory.models import Appointment, Referral, SummaryLine  # noqa: PLC0415

    directory, texts = open_directory(Settings()), load_texts()
    query = select(SummaryLine.name, SummaryLine.text).join(Referral).join(Appointment).order_by(SummaryLine.position)
    with directory.reading() as session:
        lines = session.execute(query.where(Appointment.code == directory.seal("appointment", code))).all()
    return [f"{texts.render(f'utter_label_line_{name}', Channel.WEB)} : {text}" for name, text in lines]


@app.command()
def parse() -> None:
    """Lit des lignes JSON {"text": …} et écrit ce qui est compris, dans le même ordre."""
    run_engine("bot.engine.parse", "--model", str(Settings().model))


@check_app.callback()
def check(context: typer.Context) -> None:
    """Vérifie les textes, les fiches, le glossaire et les régions ; dit quoi corriger et où."""
    from bot.checks import problems, reviews  # noqa: PLC0415

    if context.invoked_subcommand is None:
        _announce(reviews())
        _tell(problems())


@check_app.command("texts")
def check_texts(
    online: Annotated[bool, typer.Option(help="Demande aussi au réseau si chaque source répond encore.")] = False,
) -> None:
    """Vérifie ce que le public lit et entend : lisibilité, deux genres, formes, sources, dates, variables."""
    from bot.checks import reviews, source_problems, text_problems  # noqa: PLC0415

    _announce(reviews())
    _tell([*text_problems(), *(source_problems() if online else ())])


@check_app.command("regions")
def check_regions(
    folders: Annotated[list[Path] | None, typer.Argument(help="Dossiers de régions ; sans rien, toutes.")] = None,
) -> None:
    """Vérifie les descriptions des régions : chaque faute avec son fichier, sa ligne et ce qu’il faut écrire."""
    from bot.checks import region_problems  # noqa: PLC0415

    _tell(region_problems(folders))


def _announce(reviews: list[str]) -> None:
    """What will soon be to verify; nothing is wrong yet."""
    if reviews:
        typer.echo("À vérifier bientôt (changez la valeur si besoin, puis date et review_by) :")
    for review in reviews:
        typer.echo(f"  {review}")


def _tell(found: list[str]) -> None:
    """Each problem on its line, then how many; an exit code that stops a pipeline."""
    for problem in found:
        typer.echo(problem)
    typer.echo("Tout est en ordre." if not found else f"{len(found)} point(s) à corriger.")
    sys.exit(1 if found else 0)


@bench_app.command("web")
def bench_web(address: Address = "", talkers: int = 8, seconds: int = 10) -> None:
    """Mesure des tours complets par la porte du site, à côté du moteur seul."""
    from bot.bench import run_bench  # noqa: PLC0415

    run_bench(_ready(address or Settings().base_url), talkers, seconds)


@bench_app.command("directory")
def bench_directory(
    database: Annotated[
        str, typer.Option(help="Base vide à remplir ; SQLite dans un dossier temporaire sans cela.")
    ] = "",
    structures: int = 100_000,
    services: int = 150_000,
    asked: int = 500,
    racers: int = 50,
) -> None:
    """Engendre un annuaire national, l’importe, l’interroge, et fait courir cinquante personnes vers un créneau."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    from directory.bench import run_bench  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        address = database or f"sqlite:///{folder}/bench.db"
        sizes = {"structures": structures, "services": services, "asked": asked, "racers": racers}
        run_bench(address, Path(folder), **sizes, say=typer.echo)


@bench_app.command("phone")
def bench_phone(
    address: Address = "",
    calls: Annotated[int, typer.Option(help="Appels à la fois.")] = 50,
    turns: Annotated[int, typer.Option(help="Tours de chaque appel, au plus.")] = 30,
    pace: Annotated[float, typer.Option(help="Secondes entre deux tours d’un appel, en moyenne.")] = 5.0,
) -> None:
    """Mesure chaque réponse de la ligne, avec plusieurs appels à la fois."""
    from telephony.bench import run_bench  # noqa: PLC0415

    settings = Settings()
    account = settings.twilio_account_sid
    served = _ready(address or settings.base_url)
    run_bench(served, settings.line_token, calls=calls, turns=turns, account=account, pace=pace)


def _ready(address: str) -> str:
    """The address, when a whole service answers there: without its engine, the menus alone would be measured."""
    import httpx  # noqa: PLC0415 - most commands need no network

    try:
        engine = httpx.get(f"{address}/readyz", timeout=10, trust_env=False).json()["engine"]
    except httpx.HTTPError:
        sys.exit(f"Personne ne répond sur {address} : lancez « make run » d’abord.")
    except (ValueError, LookupError, TypeError):
        sys.exit(f"Ce qui répond sur {address} n’est pas Deux Portes : vérifiez l’adresse.")
    if engine != "ok":
        sys.exit("Le moteur ne répond pas encore : attendez quelques secondes, puis recommencez.")
    return address


@app.command()
def fallback() -> None:
    """Écrit le document de secours de la ligne, à héberger ailleurs : une excuse et le numéro d’une personne."""
    from bot.texts import load_texts  # noqa: PLC0415
    from telephony.fallback import fallback_twiml  # noqa: PLC0415
    from telephony.routes import spoken  # noqa: PLC0415

    typer.echo(fallback_twiml(spoken(load_texts()), Settings().human_number))


def main() -> None:
    """The command line."""
    app()


if __name__ == "__main__":
    main()
