"""Fetches a calendar from an address that somebody typed, without lending them our place in the network (OWASP SSRF).

Only hosts of a list, only https, only public addresses. The name is resolved once, and every connection goes to the
address that was looked at: a name that changes its mind meanwhile leads nowhere.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from directory.busy.problems import BadCalendar
from directory.models import CalendarProblem as Problem

PORT = 443
WHOLE_SECONDS = 10.0  # from the first packet to the last
MOST_BYTES = 2_000_000
MOST_LEADS = 3  # a host may send further within itself
LEADING = frozenset({301, 302, 303, 307, 308})
HEADERS = (("Accept", "text/calendar"), ("Accept-Encoding", "identity"), ("User-Agent", "Deux-Portes"))

Resolve = Callable[[str], Sequence[str]]


def resolve(host: str) -> Sequence[str]:
    """The addresses of this name."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether this address is one of the whole Internet, whatever way it is wrapped."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1] or _translated(found)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address behind one of the translating prefix (RFC 6052)."""
    is_nat64 = address in ipaddress.ip_network("64:ff9b::/96")
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if is_nat64 else None


@dataclass(frozen=True, slots=True)
class CalendarFetcher:
    """Fetches from these hosts ("agenda.exemple.fr", "*.exemple.fr" for all below it); from none when there is none."""

    hosts: tuple[str, ...] = ()
    resolve: Resolve = resolve
    backend: httpcore.NetworkBackend | None = None
    trust: ssl.SSLContext | None = None
    seconds: Callable[[], float] = time.monotonic

    def host_of(self, address: str) -> str:
        """The host of this address when it may be asked; :class:`BadCalendar` says why not."""
        try:
            parts = urlsplit(address.strip())
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError as error:
            raise BadCalendar(Problem.NOT_HTTPS) from error
        if parts.scheme != "https" or not host or port not in {None, PORT} or parts.username is not None:
            raise BadCalendar(Problem.NOT_HTTPS)
        if not any(_covers(allowed, host) for allowed in self.hosts):
            raise BadCalendar(Problem.NOT_ALLOWED)
        return host

    def fetch(self, address: str) -> bytes:
        """What is there, as it came; :class:`BadCalendar`."""
        host = self.host_of(address)
        pinned = self._pinned(host)
        until = self.seconds() + WHOLE_SECONDS
        way = _OneWay(self.backend or httpcore.SyncBackend(), pinned, lambda: until - self.seconds())
        address = address.strip()
        with httpcore.ConnectionPool(ssl_context=self.trust, network_backend=way) as pool:
            for _ in range(MOST_LEADS + 1):
                found = _ask(pool, address, way)
                if isinstance(found, bytes):
                    return found
                address = urljoin(address, found)
                if self._leads_away(address, host):
                    raise BadCalendar(Problem.ELSEWHERE)
        raise BadCalendar(Problem.ELSEWHERE)

    def _leads_away(self, address: str, host: str) -> bool:
        try:
            return self.host_of(address) != host
        except BadCalendar:
            return True

    def _pinned(self, host: str) -> str:
        try:
            found = self.resolve(host)
        except (OSError, UnicodeError) as error:
            raise BadCalendar(Problem.NOT_PUBLIC) from error
        if not found or not all(map(is_public, found)):
            raise BadCalendar(Problem.NOT_PUBLIC)
        return found[0]


def _covers(allowed: str, host: str) -> bool:
    return host.endswith(allowed[1:]) if allowed.startswith("*.") else host == allowed


def _ask(pool: httpcore.ConnectionPool, address: str, way: "_OneWay") -> bytes | str:
    """What is at this address, or the address to which it leads."""
    try:
        with pool.stream("GET", address, headers=HEADERS) as answer:
            said = {name.lower(): value for name, value in answer.headers}
            if answer.status in LEADING:
                return said.get(b"location", b"").decode("ascii", "replace")
            if answer.status != 200:
                raise BadCalendar(Problem.REFUSED)
            if said.get(b"content-encoding", b"identity") != b"identity":
                raise BadCalendar(Problem.UNREADABLE)  # what is packed may unpack into anything
            return _whole(answer.iter_stream())
    except httpcore.TimeoutException as error:
        raise BadCalendar(Problem.TOO_SLOW) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError, ValueError) as error:
        raise BadCalendar(Problem.TOO_SLOW if way.is_late() else Problem.AWAY) from error


def _whole(parts: Iterable[bytes]) -> bytes:
    content = bytearray()
    for part in parts:
        content += part
        if len(content) > MOST_BYTES:
            raise BadCalendar(Problem.TOO_LONG)
    return bytes(content)


class _OneWay(httpcore.NetworkBackend):
    """Connects to one address only, whatever name is asked for, and never longer than the time that is left."""

    def __init__(self, backend: httpcore.NetworkBackend, pinned: str, left: Callable[[], float]) -> None:
        self._backend = backend
        self._pinned = pinned
        self._left = left

    def is_late(self) -> bool:
        """Whether there is no time left."""
        return self._left() <= 0

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._backend.connect_tcp(self._pinned, port, time_left(self._left), local_address, socket_options)
        return _Timed(stream, self._left)


class _Timed(httpcore.NetworkStream):
    """A connection on which every step ends when the time of the whole does: drops one by one end as well."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, time_left(self._left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, time_left(self._left))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, time_left(self._left))
        return _Timed(inner, self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def time_left(left: Callable[[], float]) -> float:
    """The seconds left; an error of time when there are none."""
    seconds = left()
    if seconds <= 0:
        raise httpcore.ReadTimeout
    return seconds
