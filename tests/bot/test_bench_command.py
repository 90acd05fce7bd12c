"""``deux-portes bench``: measures a whole service or says why not, in a sentence."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.service import free_port


@contextmanager
def answering(body: bytes) -> Iterator[str]:
    """Something that gives this answer to whatever is asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Nothing on the terminal."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        serving.join()


@pytest.mark.parametrize("command", ["web", "phone"])
def test_nobody_answers(command: str) -> None:
    """The way out is said, without a trace."""
    result = CliRunner().invoke(app, ["bench", command, "--address", f"http://127.0.0.1:{free_port()}"])
    assert result.exit_code == 1
    assert "make run" in str(result.output)
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("command", ["web", "phone"])
@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"status": "ok", "engine": "away"}', "Le moteur ne répond pas encore"),
        (b"<html>Bienvenue</html>", "n’est pas Deux Portes"),
        (b"[]", "n’est pas Deux Portes"),
    ],
)
def test_what_answers_is_not_a_whole_service(command: str, body: bytes, said: str) -> None:
    """Menus alone, or another site, are not measured as if they were the reception."""
    with answering(body) as address:
        result = CliRunner().invoke(app, ["bench", command, "--address", address])
    assert result.exit_code == 1
    assert said in result.output
