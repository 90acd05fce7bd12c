"""Talk with a running service from the terminal."""

import re
import shutil
import sys
import textwrap
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx

HELP = "Écrivez avec vos mots, ou le numéro d’un choix. /recommencer, /aide, /quitter (ou Ctrl-D)."
RESTART, QUIT = "/recommencer", "/quitter"
WIDEST = 100  # characters of a line that is still easy to read


def run_chat(address: str, *, show: Callable[[str], None] = print, ask: Callable[[str], str] = input) -> None:
    """A talk as on the site, until the person leaves; a service that fails says so in a sentence."""
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - its import is what makes lines editable, where it exists
    show(HELP)
    try:
        with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
            _talk(client, show, ask)
    except (EOFError, KeyboardInterrupt):
        show("")
    except httpx.ConnectError:
        sys.exit(f"Personne ne répond sur {address} : lancez « make run » d’abord.")
    except httpx.HTTPError:
        sys.exit("Le service s’est tu au milieu de la conversation. Relancez « deux-portes chat » dans un instant.")


def _talk(client: httpx.Client, show: Callable[[str], None], ask: Callable[[str], str]) -> None:
    turn, card = _begin(client, show), ""
    while (words := ask("vous > ")).strip() != QUIT:
        if words.strip() == "/aide":
            show(HELP)
        elif words.strip() == RESTART:
            turn = _begin(client, show)
        else:
            turn = _next(client, turn, words, show)
            if (now := understood(turn)) != card:
                card = now
                show(card)


def _begin(client: httpx.Client, show: Callable[[str], None]) -> dict[str, Any]:
    return _shown(client.post("/api/chat", json={"conversation": None, "message": ""}).raise_for_status(), show)


def _next(client: httpx.Client, turn: dict[str, Any], words: str, show: Callable[[str], None]) -> dict[str, Any]:
    """The turn after these words; the former one when the service could not play it, a new talk when it is over."""
    answer = client.post("/api/chat", json={"conversation": turn["conversation"], "message": words})
    if answer.is_success:
        return _shown(answer, show)
    show(f"  ({answer.json()['detail']})")
    return _begin(client, show) if answer.status_code == httpx.codes.NOT_FOUND else turn


def _shown(answer: httpx.Response, show: Callable[[str], None]) -> dict[str, Any]:
    turn: dict[str, Any] = answer.json()
    for line in lines_of(turn):
        show(line)
    return turn


def lines_of(turn: dict[str, Any]) -> list[str]:
    """The replies, folded to the terminal's width, with their numbered choices."""
    lines = []
    for reply in turn["replies"]:
        lines += [line for text in reply["text"].splitlines() for line in folded(plain(text))]
        lines += [f"     {number}. {choice['title']}" for number, choice in enumerate(reply["choices"], 1)]
    return lines


def plain(text: str) -> str:
    """The words without their Markdown: a terminal shows neither bold nor links."""
    return re.sub(r"\[([^\]]+)\]\(([^)]*)\)", r"\1 (\2)", text).replace("**", "")


def folded(text: str) -> list[str]:
    """The text in lines of the terminal, the first one marked."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    together = text.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return textwrap.wrap(together, width, initial_indent="  ‹  ", subsequent_indent="     ", break_on_hyphens=False)


def understood(turn: dict[str, Any]) -> str:
    """*Ce que j’ai compris*, as codes; empty while nothing is."""
    known = turn["understood"]
    parts = (known["need"], ", ".join(known["status"]), (known["place"] or {}).get("name"))
    said = " · ".join(part for part in parts if part)
    ending = f"→ {turn['outcome']}" if turn["outcome"] else ""
    return f"     [compris : {' '.join(filter(None, (said, ending)))}]" if said or ending else ""
