"""Talk with a running service from the terminal."""

import sys
from typing import Any

import httpx


def run_chat(address: str) -> None:
    """A talk as on the site: type words, or the number of a choice; Ctrl-D to leave."""
    try:
        with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
            _talk(client)
    except httpx.ConnectError:
        sys.exit(f"Personne ne répond sur {address} : lancez « make run » d’abord.")


def _talk(client: httpx.Client) -> None:
    turn = _send(client, None, "")
    while True:
        show(turn)
        try:
            words = input("vous > ")
        except (EOFError, KeyboardInterrupt):
            return
        turn = _send(client, turn["conversation"], words)


def _send(client: httpx.Client, conversation: str | None, message: str) -> dict[str, Any]:
    answer = client.post("/api/chat", json={"conversation": conversation, "message": message})
    if answer.status_code == httpx.codes.NOT_FOUND:
        return _send(client, None, message)
    answer.raise_for_status()
    turn: dict[str, Any] = answer.json()
    return turn


def show(turn: dict[str, Any]) -> None:
    """Print the replies with their numbered choices."""
    for reply in turn["replies"]:
        print(reply["text"])  # noqa: T201
        for number, choice in enumerate(reply["choices"], 1):
            print(f"   {number}. {choice['title']}")  # noqa: T201
