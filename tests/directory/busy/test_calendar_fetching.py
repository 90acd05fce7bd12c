"""An address that somebody typed leads to public calendars of named hosts, and nowhere else (trust: SSRF)."""

import datetime as dt
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from directory.busy import fetching
from directory.busy.fetching import MOST_BYTES, CalendarFetcher, is_public
from directory.busy.problems import BadCalendar
from directory.models import CalendarProblem

HOST, PUBLIC = "agenda.exemple.fr", "93.184.215.14"
ICS = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


class Answers(BaseHTTPRequestHandler):
    """A host whose pages do what their name says."""

    def do_GET(self) -> None:
        what = self.path.strip("/")
        leads = {"around": "/around", "further": "/good", "away": "https://ailleurs.exemple.fr/", "down": "http://x/"}
        if what in leads:
            self._says(302, b"", Location=leads[what])
        elif what == "packed":
            self._says(200, b"\x1f\x8b", **{"Content-Encoding": "gzip"})
        elif what == "long":
            self._says(200, b"x" * (MOST_BYTES + 1))
        elif what == "drops":
            self._drops()
        else:
            self._says(200 if what == "good" else 404, ICS)

    def _says(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drops(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        """Silent."""


class Quiet(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Whoever hangs up has seen enough."""


@dataclass
class Wire(httpcore.NetworkBackend):
    """The network: notes which address is asked for, and leads to the server of these tests."""

    port: int
    asked: list[str] = field(default_factory=list)

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *_: Any) -> httpcore.NetworkStream:
        self.asked.append(f"{host}:{port}")
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout, None, ())


@dataclass
class Names:
    """A resolver that answers these, one after the other, and counts."""

    answers: Sequence[Sequence[str]] = ((PUBLIC,),)
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate for the host, and who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("certificate") / "host.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file, ssl.create_default_context(cafile=str(file))


@pytest.fixture(scope="module")
def port(certificate: tuple[Path, ssl.SSLContext]) -> Iterator[int]:
    server = Quiet(("127.0.0.1", 0), Answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate[0])
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def wire(port: int) -> Wire:
    return Wire(port)


def fetcher(wire: Wire, trust: ssl.SSLContext | None, names: Names | None = None) -> CalendarFetcher:
    return CalendarFetcher((HOST, "*.below.fr"), names or Names(), wire, trust)


def problem_of(fetch: CalendarFetcher, address: str) -> CalendarProblem:
    with pytest.raises(BadCalendar) as caught:
        fetch.fetch(address)
    return caught.value.problem


def test_a_calendar_is_fetched_from_the_address_that_was_looked_at(
    wire: Wire, certificate: tuple[Path, ssl.SSLContext]
) -> None:
    """Resolved once; the connection goes to that address, under the certificate of the name."""
    names = Names(((PUBLIC,), ("127.0.0.1",)))
    assert fetcher(wire, certificate[1], names).fetch(f" https://{HOST}/further ") == ICS
    assert names.asked == [HOST]
    assert set(wire.asked) == {f"{PUBLIC}:443"}


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("none", CalendarProblem.REFUSED),
        ("away", CalendarProblem.ELSEWHERE),
        ("down", CalendarProblem.ELSEWHERE),
        ("around", CalendarProblem.ELSEWHERE),
        ("packed", CalendarProblem.UNREADABLE),
        ("long", CalendarProblem.TOO_LONG),
    ],
)
def test_what_a_host_may_not_do(
    wire: Wire, certificate: tuple[Path, ssl.SSLContext], path: str, problem: CalendarProblem
) -> None:
    assert problem_of(fetcher(wire, certificate[1]), f"https://{HOST}/{path}") is problem


def test_a_host_that_lets_drops_fall_is_left(
    wire: Wire, certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is of the whole, not of each drop."""
    monkeypatch.setattr(fetching, "WHOLE_SECONDS", 0.3)
    began = time.monotonic()
    assert problem_of(fetcher(wire, certificate[1]), f"https://{HOST}/drops") is CalendarProblem.TOO_SLOW
    assert time.monotonic() - began < 3


def test_a_host_nobody_vouches_for_is_not_believed(wire: Wire) -> None:
    assert problem_of(fetcher(wire, None), f"https://{HOST}/good") is CalendarProblem.AWAY


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        (f"http://{HOST}/", CalendarProblem.NOT_HTTPS),
        (f"https://{HOST}:8443/", CalendarProblem.NOT_HTTPS),
        (f"https://moi@{HOST}/", CalendarProblem.NOT_HTTPS),
        ("webcal://agenda.exemple.fr/", CalendarProblem.NOT_HTTPS),
        ("https://[::1/", CalendarProblem.NOT_HTTPS),
        ("file:///etc/passwd", CalendarProblem.NOT_HTTPS),
        ("", CalendarProblem.NOT_HTTPS),
        ("https://ailleurs.fr/", CalendarProblem.NOT_ALLOWED),
        (f"https://{HOST}.ailleurs.fr/", CalendarProblem.NOT_ALLOWED),
        ("https://below.fr/", CalendarProblem.NOT_ALLOWED),
        ("https://127.0.0.1/", CalendarProblem.NOT_ALLOWED),
        ("https://localhost/", CalendarProblem.NOT_ALLOWED),
    ],
)
def test_no_other_address_is_even_looked_up(wire: Wire, address: str, problem: CalendarProblem) -> None:
    names = Names()
    assert problem_of(fetcher(wire, None, names), address) is problem
    assert (names.asked, wire.asked) == ([], [])


@pytest.mark.parametrize(
    "answers",
    [
        (),
        ("127.0.0.1",),
        ("10.1.2.3",),
        ("169.254.169.254",),
        (PUBLIC, "192.168.1.1"),
        ("::1",),
        ("fe80::1%eth0",),
        ("fd00::1",),
        ("::ffff:10.0.0.1",),
        ("64:ff9b::a00:1",),
        ("2002:7f00:1::",),
        ("224.0.0.1",),
        ("0.0.0.0",),  # noqa: S104 - an address that is refused
        ("100.64.0.1",),
    ],
)
def test_a_name_of_an_inner_address_leads_nowhere(wire: Wire, answers: Iterable[str]) -> None:
    """Loopback, private, link-local, shared, multicast, however wrapped; one bad address among good ones is enough."""
    assert (
        problem_of(fetcher(wire, None, Names((tuple(answers),))), "https://x.below.fr/") is CalendarProblem.NOT_PUBLIC
    )
    assert wire.asked == []


@pytest.mark.parametrize("address", [PUBLIC, "2606:4700::1111", "::ffff:93.184.215.14"])
def test_public_addresses_are_told_as_such(address: str) -> None:
    assert is_public(address)
