"""What is counted of the service, for whoever keeps it running: how much, how fast, what fails. Never who, never what.

Labels are codes of closed lists: a channel, an outcome, the address pattern of a route, the name of an event of the
line. No label, and no number that could tell one person, comes from what somebody typed, said or keyed (promise 2).
Each process counts for itself: ``/metrics`` is read at each of them.
"""

import time
from collections.abc import Mapping
from ipaddress import ip_address
from secrets import compare_digest
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.conversation import Passed

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.6, 1.5, 3.0, 6.0)  # the bars of DESIGN §7 are among them
FORWARDED = ("x-forwarded-for", "forwarded", "via")
ELSEWHERE = "other"


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._begun = Counter("deux_portes_receptions", "Receptions begun.", ["channel"], registry=self.registry)
        self._outcomes = Counter(
            "deux_portes_outcomes", "Outcomes reached by receptions.", ["channel", "outcome"], registry=self.registry
        )
        self._turns = Histogram(
            "deux_portes_turn_seconds",
            "Turns of receptions, by whether the engine was away.",
            ["channel", "engine"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._answers = Histogram(
            "deux_portes_answer_seconds",
            "Answers to requests, by route and status.",
            ["route", "status"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._line = Counter("deux_portes_line_events", "Events of the hotline.", ["event"], registry=self.registry)
        self._backlog = Gauge(
            "deux_portes_deletion_backlog",
            "Lines of the carrier's log that the last round could not delete yet.",
            registry=self.registry,
        )

    def turned(self, passed: Passed) -> None:
        """One turn of a reception; an outcome counts when it is reached, not for as long as it lasts."""
        channel = passed.channel.value
        if passed.before is None:
            self._begun.labels(channel).inc()
            return
        self._turns.labels(channel, "away" if passed.guided else "there").observe(passed.seconds)
        if passed.after.outcome and passed.after.outcome is not passed.before.outcome:
            self._outcomes.labels(channel, passed.after.outcome.value).inc()

    def happened(self, event: str) -> None:
        """One event of the hotline, by its name."""
        self._line.labels(event).inc()

    def left_to_delete(self, count: int) -> None:
        """What the last round of deletion left."""
        self._backlog.set(count)

    def answered(self, route: str, status: int, seconds: float) -> None:
        """One answer."""
        self._answers.labels(route, str(status)).observe(seconds)


class Timed:
    """Measures every answer, by the pattern of its route: an address never enters a label."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 500, time.perf_counter()

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            self._metrics.answered(pattern(scope), status, time.perf_counter() - began)


def pattern(scope: Mapping[str, Any]) -> str:
    """The pattern of the route that answered: ``/rendez-vous/{code}``, never a code."""
    return str(getattr(scope.get("route"), "path", ELSEWHERE))


def metrics_router(metrics: Metrics, token: str) -> APIRouter:
    """``/metrics``: for whoever knows the token; without one, only for this machine."""
    router = APIRouter(include_in_schema=False)

    @router.get("/metrics")
    async def read(request: Request) -> Response:
        if not may_read(request, token):
            raise HTTPException(403, "Cette page est réservée à l’exploitation du service.")
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router


def may_read(request: Request, token: str) -> bool:
    """Whether this request comes from who runs the service."""
    if token:
        given = request.headers.get("authorization", "")
        return compare_digest(given.encode(), f"Bearer {token}".encode())
    came_through_a_proxy = any(name in request.headers for name in FORWARDED)
    return not came_through_a_proxy and _is_this_machine(request.client.host if request.client else "")


def _is_this_machine(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
