"""``deux-portes chat``: a talk in the terminal, and sentences when something fails."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from bot import terminal

WELCOME = {"text": "Bonjour. **Qu’est-ce** qui vous amène ?", "choices": []}
PLACES = {"text": "Voici [un lieu](https://lieu.example).", "choices": [{"title": "Tours", "message": "#site 1"}]}


def turn(*replies: dict[str, Any], need: str | None = None, outcome: str | None = None) -> httpx.Response:
    """The service's answer."""
    understood = {"need": need, "status": ["salarie"] if need else [], "place": {"name": "Tours"} if need else None}
    body = {"conversation": "talk", "replies": list(replies), "understood": understood, "outcome": outcome}
    return httpx.Response(200, json=body)


def played(
    monkeypatch: pytest.MonkeyPatch, answers: list[httpx.Response | Exception], *typed: str
) -> tuple[list[str], list[bytes]]:
    """What the terminal showed, and what was sent."""
    given: Iterator[httpx.Response | Exception] = iter(answers)
    words, shown, sent = iter(typed), list[str](), list[bytes]()

    def service(request: httpx.Request) -> httpx.Response:
        sent.append(request.content)
        answer = next(given)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def ask(_: str) -> str:
        try:
            return next(words)
        except StopIteration:
            raise EOFError from None

    make: Callable[..., httpx.Client] = httpx.Client
    monkeypatch.setattr(
        terminal.httpx, "Client", lambda **_: make(transport=httpx.MockTransport(service), base_url="http://s")
    )
    terminal.run_chat("http://s", show=shown.append, ask=ask)
    return shown, sent


def test_a_talk_is_read_without_markup_and_shows_what_was_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    """Choices are numbered; what is understood is shown when it changes."""
    answers = [turn(WELCOME), turn(PLACES, need="vae"), turn(PLACES, need="vae"), turn(WELCOME)]
    shown, sent = played(monkeypatch, answers, "une vae", "/aide", "1", "/recommencer", "/quitter")
    assert "  ‹  Bonjour. Qu’est-ce qui vous amène ?" in shown
    assert "  ‹  Voici un lieu (https://lieu.example)." in shown
    assert "     1. Tours" in shown
    assert shown.count("     [compris : vae · salarie · Tours]") == 1
    assert shown.count(terminal.HELP) == 2
    assert len(sent) == 4


def test_a_service_that_cannot_play_a_turn_says_why_and_the_talk_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost: the same talk is asked again; a talk that is over begins again."""
    away = httpx.Response(503, json={"detail": "Réessayez dans un instant."})
    over = httpx.Response(404, json={"detail": "Cette conversation est terminée."})
    shown, sent = played(
        monkeypatch, [turn(WELCOME), away, turn(PLACES), over, turn(WELCOME)], "une vae", "une vae", "1"
    )
    assert "  (Réessayez dans un instant.)" in shown
    assert "  (Cette conversation est terminée.)" in shown
    assert sent[1] == sent[2]
    assert b'"conversation":null' in sent[4].replace(b" ", b"")


@pytest.mark.parametrize(
    ("failure", "said"), [(httpx.ConnectError("refused"), "make run"), (httpx.ReadTimeout("late"), "dans un instant")]
)
def test_a_service_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch, failure: Exception, said: str) -> None:
    """A sentence and what to do next, never a trace."""
    with pytest.raises(SystemExit, match=said):
        played(monkeypatch, [failure])
