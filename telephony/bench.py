"""What a call costs: many at once against a running hotline, by real signed webhooks."""

import asyncio
import base64
import hashlib
import hmac
import secrets
import statistics
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, fromstring

import httpx

HEARD = (
    *("je voudrais faire une VAE", "je suis salariée", "trente-sept mille", "oui", "répétez", "non", "à Chinon", "oui"),
    *(
        "c’est gratuit ?",
        "un rendez-vous",
        "la première",
        "plutôt jeudi",
        "retour",
        "je veux une formation",
        "plus fort",
    ),
)


@dataclass(slots=True)
class Times:
    """Milliseconds of every webhook: the first of each call, then the turns."""

    first: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    failed: int = 0

    def told(self) -> str:
        """p50 and p95 of both."""
        return "\n".join(
            f"{title:18} {len(values):5d}   p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   max {max(values):6.1f} ms"
            for title, values in (("premier document", self.first), ("tours", self.turns))
            for p50, p95 in (quantiles(values),)
        ) + (f"\nÉchecs : {self.failed}" if self.failed else "")


def quantiles(values: list[float]) -> tuple[float, float]:
    """p50 and p95."""
    cuts = statistics.quantiles(values, n=20) if len(values) > 1 else [values[0]] * 19
    return statistics.median(values), cuts[18]


@dataclass(slots=True)
class Dialler:
    """One call after the other gesture, as fast as the hotline answers, or every `gap` seconds."""

    client: httpx.AsyncClient
    base: str
    token: str
    account: str
    times: Times
    gap: float = 0.0
    sid: str = field(default_factory=lambda: f"CA{secrets.token_hex(16)}")

    async def calls(self, turns: int, *, after: float = 0.0) -> None:
        """One whole call, dialled so many seconds from now."""
        await asyncio.sleep(after)
        document = await self._post(f"{self.base}/phone/voice", self.times.first, CallStatus="ringing")
        for nth in range(turns):
            action = next((gather.get("action") for gather in document.iter("Gather")), None)
            if action is None:
                break
            await asyncio.sleep(self.gap)
            document = await self._post(
                action, self.times.turns, SpeechResult=HEARD[nth % len(HEARD)], Confidence="0.9"
            )
        await self._post(f"{self.base}/phone/status", [], CallStatus="completed")

    async def _post(self, url: str, times: list[float], **fields: str) -> Element:
        exact = url.partition("#")[0]
        form = {"AccountSid": self.account, "CallSid": self.sid, "From": "", "CallStatus": "in-progress"} | fields
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": signature(self.token, exact, form),
        }
        began = time.perf_counter()
        answer = await self.client.post(exact, content=urlencode(form), headers=headers)
        times.append((time.perf_counter() - began) * 1000)
        self.times.failed += not answer.is_success
        return fromstring(answer.text or "<Response/>")  # noqa: S314 - written by our own hotline


def signature(token: str, url: str, form: Mapping[str, str]) -> str:
    """The carrier's signature; the SDK's is fifty times slower, and would be measured too."""
    text = url + "".join(f"{name}{form[name]}" for name in sorted(form))
    return base64.b64encode(hmac.digest(token.encode(), text.encode(), hashlib.sha1)).decode()


async def measure(
    base_url: str,
    token: str,
    *,
    calls: int = 50,
    turns: int = 30,
    account: str = "",
    gap: float = 0.0,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Times:
    """The times of so many calls at once; `gap` is how long each caller thinks, in seconds."""
    times = Times()
    limits = httpx.Limits(max_connections=calls, max_keepalive_connections=calls)
    async with httpx.AsyncClient(transport=transport, timeout=30, limits=limits, trust_env=False) as client:
        base = base_url.rstrip("/")
        diallers = [Dialler(client, base, token, account, times, gap) for _ in range(calls)]
        spread = max(gap, 0.0) / max(calls, 1)  # people do not dial at the same millisecond
        await asyncio.gather(*(dialler.calls(turns, after=nth * spread) for nth, dialler in enumerate(diallers)))
    return times


def run_bench(
    base_url: str, token: str, calls: int = 50, turns: int = 30, *, account: str = "", gap: float = 1.0
) -> None:
    """Print p50 and p95 of the first document and of the turns, for that many calls at once."""
    times = asyncio.run(measure(base_url, token, calls=calls, turns=turns, account=account, gap=gap))
    sys.stdout.write(f"{calls} appels à la fois, {turns} tours, {gap:g} s pour répondre\n{times.told()}\n")
