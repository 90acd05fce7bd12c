"""Webhooks over HTTP: signed posts, time-outs, retries, and the fallback address."""

import asyncio
import itertools
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit
from xml.etree import ElementTree

import httpx

from tests.telephony.carrier.errors import CarrierError
from tests.telephony.carrier.rules import check_size, check_values
from tests.telephony.carrier.schema import check_structure
from tests.telephony.carrier.signing import signed_headers

CEILING = 15.0  # seconds: a voice webhook that takes longer has failed
FORM = "application/x-www-form-urlencoded; charset=utf-8"


def parse(text: str) -> ElementTree.Element:
    """The XML of a document."""
    return ElementTree.fromstring(text)  # noqa: S314 - written by the hotline under test, not by a stranger


@dataclass(frozen=True, slots=True)
class Sent:
    """One webhook sent, with what came back."""

    url: str
    fields: tuple[tuple[str, str], ...]
    headers: dict[str, str]
    status: int
    body: str

    @property
    def document(self) -> ElementTree.Element:
        """The TwiML that came back."""
        return parse(self.body)


@dataclass(slots=True)
class Wire:
    """The carrier's side of HTTP for one account.

    `secret` is the account's token, or a shared key's secret when `shared_key` names it. `scale` shortens every
    time-out, for tests of slow answers.
    """

    app: object | None
    base: str
    secret: str
    shared_key: str | None = None
    fallback: str | None = None
    scale: float = 1.0
    sent: list[Sent] = field(default_factory=list)
    tokens: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def document(self, url: str, fields: dict[str, str]) -> ElementTree.Element:
        """The checked TwiML of a voice webhook; after the retries, the fallback address is asked."""
        try:
            answer = await self.post(url, fields)
            return self.read(answer)
        except (httpx.HTTPStatusError, TimeoutError) as failure:
            if self.fallback is None:
                raise CarrierError(f"The caller hears an English error message: {failure}") from failure
            code = "11205" if isinstance(failure, TimeoutError) else "11200"
            told = {**fields, "ErrorCode": code, "ErrorUrl": url.partition("#")[0]}
            return self.read(await self.post(self.fallback, told))

    def read(self, answer: httpx.Response) -> ElementTree.Element:
        """The TwiML, refused like the real carrier does (errors 12100, 12200, 12300)."""
        content_type = answer.headers.get("content-type", "")
        if not content_type.startswith("text/xml"):
            raise CarrierError(f"Content-Type {content_type!r} is not XML.")
        check_size(answer.content)
        root = parse(answer.text)
        if root.tag != "Response":
            raise CarrierError(f"<{root.tag}> is not TwiML.")
        check_structure(root)
        check_values(root)
        return root

    async def post(self, url: str, fields: dict[str, str]) -> httpx.Response:
        """One webhook with the retries its fragment asks for, all bearing one idempotency token."""
        full = urljoin(self.base + "/", url)
        rules = {name: values[0] for name, values in parse_qs(urlsplit(full).fragment).items()}
        token = {"I-Twilio-Idempotency-Token": f"00000000-0000-0000-0000-{next(self.tokens):012d}"}
        retried = set(rules.get("rp", "ct").split(","))
        for last in (*[False] * int(rules.get("rc", "1")), True):
            try:
                answer = await self.once(full, tuple(fields.items()), token, float(rules.get("rt", "15000")) / 1000)
            except TimeoutError:
                if last or not retried & {"rt", "all"}:
                    raise
                continue
            if last or not (answer.is_server_error and retried & {"5xx", "all"}):
                break
        return answer.raise_for_status()

    async def once(
        self, url: str, fields: tuple[tuple[str, str], ...], headers: dict[str, str], read_timeout: float = CEILING
    ) -> httpx.Response:
        """One attempt: the body keeps its blanks, the fragment is neither sent nor signed."""
        told = {
            "User-Agent": "TwilioProxy/1.1",
            "Content-Type": FORM,
            "Accept": "*/*",
            **signed_headers(self.secret, url, fields, shared_key=self.shared_key),
            **headers,
        }
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=self.fallback is None) if self.app else None  # type: ignore[arg-type]
        async with (
            httpx.AsyncClient(transport=transport, trust_env=False) as client,
            asyncio.timeout(min(read_timeout, CEILING) * self.scale),
        ):
            answer = await client.post(url.partition("#")[0], content=urlencode(fields).encode(), headers=told)
        self.sent.append(Sent(url, fields, told, answer.status_code, answer.text))
        return answer
