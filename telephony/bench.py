"""What a call costs: many at once against a running hotline, by real signed webhooks.

A caller hears a prompt of about eight seconds, often cuts it short, thinks and speaks, and the carrier waits for one or
two seconds of silence: five seconds between two webhooks of a call is a hurried caller. Fifty of them make ten turns a
second.
"""

import asyncio
import base64
import hashlib
import hmac
import os
import secrets
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, fromstring

import httpx

# What callers say, one list a call: receptions to an appointment, questions on the way, changes of mind.
RECEPTIONS = (
    (
        *("je voudrais faire une VAE", "je suis salariée", "trente-sept mille", "oui", "répétez", "un rendez-vous"),
        *("le premier", "au téléphone", "plutôt jeudi", "le deuxième", "oui", "non", "non"),
    ),
    (
        *("je sais pas trop, je veux changer de métier", "je suis au chômage", "à Chinon", "oui", "c’est gratuit ?"),
        *("un rendez-vous", "le deuxième", "sur place", "le premier", "non", "retour", "le premier", "oui", "non"),
    ),
    (
        *("c’est pour mon fils, il arrête le lycée", "il a seize ans", "Joué-lès-Tours", "oui", "vous êtes un robot ?"),
        *("en savoir plus", "un rendez-vous", "le premier", "le premier", "mercredi après-midi", "le premier", "oui"),
    ),
    (
        *(
            "une formation pour travailler dans le bois",
            "demandeur d’emploi",
            "Amboise",
            "non",
            "la commune",
            "à Loches",
        ),
        *("oui", "ça enregistre ?", "un rendez-vous", "le premier", "je préfère par téléphone", "le premier", "oui"),
    ),
)
AGAIN = "une autre demande"


@dataclass(slots=True)
class Times:
    """Milliseconds of every webhook: the first of each call, then the turns; of asking meanwhile whether the service is
    alive, which costs nothing but what the machine is busy with; and how many seconds all of it took."""

    first: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    alive: list[float] = field(default_factory=list)
    failed: int = 0
    seconds: float = 0.0

    def told(self) -> str:
        """p50, p95 and p99 of both, and how many turns came each second."""
        titles = ("premier document", "tours", "la machine seule")
        lines = [told_of(*row) for row in zip(titles, (self.first, self.turns, self.alive), strict=True)]
        rate = len(self.turns) / self.seconds if self.seconds else 0.0
        return "\n".join(
            [*lines, f"{rate:.1f} tours par seconde", *([f"Échecs : {self.failed}"] if self.failed else [])]
        )


def told_of(title: str, values: list[float]) -> str:
    """One line of figures."""
    if not values:
        return f"{title:18} aucun"
    p50, p95, p99 = quantiles(values)
    figures = f"p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   p99 {p99:6.1f} ms   max {max(values):6.1f} ms"
    return f"{title:18} {len(values):5d}   {figures}"


def quantiles(values: list[float]) -> tuple[float, float, float]:
    """p50, p95 and p99."""
    cuts = statistics.quantiles(values, n=100) if len(values) > 1 else values * 99
    return statistics.median(values), cuts[94], cuts[98]


@dataclass(slots=True)
class Dialler:
    """One call: hears, thinks, speaks, and so on; `pace` is the mean number of seconds between two of its webhooks."""

    client: httpx.AsyncClient
    base: str
    token: str
    account: str
    times: Times
    words: Iterator[str]
    pace: float = 0.0
    chance: Random = field(default_factory=Random)
    sid: str = field(default_factory=lambda: f"CA{secrets.token_hex(16)}")

    async def calls(self, turns: int) -> None:
        """One whole call."""
        await asyncio.sleep(self.chance.uniform(0, self.pace))  # people do not dial at the same millisecond
        document = await self._post(f"{self.base}/phone/voice", self.times.first, CallStatus="ringing")
        for _ in range(turns):
            action = next((gather.get("action") for gather in document.iter("Gather")), None)
            if action is None:
                break
            await asyncio.sleep(self.pace * self.chance.uniform(0.5, 1.5))
            document = await self._post(action, self.times.turns, SpeechResult=next(self.words), Confidence="0.9")
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
    pace: float = 0.0,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Times:
    """The times of so many calls at once, each answering every `pace` seconds on average."""
    times = Times()
    limits = httpx.Limits(max_connections=calls, max_keepalive_connections=calls)
    began = time.perf_counter()
    async with httpx.AsyncClient(transport=transport, timeout=30, limits=limits, trust_env=False) as client:
        base = base_url.rstrip("/")
        probing = asyncio.create_task(probe(client, base, times.alive))
        await asyncio.gather(
            *(
                Dialler(client, base, token, account, times, said_by(nth), pace, Random(nth)).calls(turns)  # noqa: S311
                for nth in range(calls)
            )
        )
        probing.cancel()
    times.seconds = time.perf_counter() - began
    return times


async def probe(client: httpx.AsyncClient, base: str, times: list[float]) -> None:
    """Ask twice a second whether the service is alive."""
    while True:
        began = time.perf_counter()
        await client.get(f"{base}/healthz")
        times.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.5)


def said_by(nth: int) -> Iterator[str]:
    """What the nth caller says, one reception after the other."""
    for words in cycle((*RECEPTIONS[nth % len(RECEPTIONS) :], *RECEPTIONS[: nth % len(RECEPTIONS)])):
        yield from words
        yield AGAIN


def run_bench(base_url: str, token: str, *, calls: int, turns: int, account: str, pace: float) -> None:
    """Print p50, p95 and p99 of the first document and of the turns, for that many calls at once, with what else the
    machine was doing."""
    before = os.getloadavg()[0]
    times = asyncio.run(measure(base_url, token, calls=calls, turns=turns, account=account, pace=pace))
    sys.stdout.write(
        f"{calls} appels à la fois, {turns} tours au plus, un tour toutes les {pace:g} s en moyenne pour chacun\n"
        f"{os.cpu_count()} cœurs, charge {before:.1f} avant, {os.getloadavg()[0]:.1f} après\n{times.told()}\n"
    )
