"""Around the calls: too many of them, what the carrier keeps, what a webhook costs (P58, P62, P63)."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from twilio.base.exceptions import TwilioRestException

from bot.shelf import MemoryShelf
from telephony.arrivals import MOST_AT_ALL, MOST_FROM_ONE, Arrivals
from telephony.bench import measure, signature
from telephony.deletion import NOT_YET, ROUND, Swept, keep_deleting, provider_log, sweep
from tests.telephony.carrier.signing import sign
from tests.telephony.conftest import HUMAN
from tests.telephony.line_under_test import BASE, TOKEN, HotlineUnderTest

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


async def test_p58_one_origin_that_rings_too_often_gets_the_human_number(hotline: HotlineUnderTest) -> None:
    """Others are not affected; ten minutes later it is welcome again."""
    calls = [await hotline.carrier.rings("+33639980999") for _ in range(MOST_FROM_ONE + 1)]
    assert "assistant automatique" in calls[-2].last_prompt
    assert "Rappelez dans dix minutes" in calls[-1].last_prompt
    assert "zéro deux, soixante et un" in calls[-1].last_prompt
    assert calls[-1].over
    assert "assistant automatique" in (await hotline.carrier.rings("+33639980998")).last_prompt
    hotline.clock.advance(600)
    assert "assistant automatique" in (await hotline.carrier.rings("+33639980999")).last_prompt
    assert hotline.reception.started == MOST_FROM_ONE + 2


async def test_p58_hidden_numbers_are_not_one_origin(hotline: HotlineUnderTest) -> None:
    """Many people share them."""
    for _ in range(MOST_FROM_ONE + 2):
        call = await hotline.carrier.rings("anonymous")
    assert "assistant automatique" in call.last_prompt


async def test_p58_no_number_is_kept() -> None:
    """A mark of this window only, whose secret goes with it; nothing of it on the shelf that processes share."""
    time, shelf = [1000.0], MemoryShelf()
    arrivals = Arrivals(shelf, lambda: time[0])
    await arrivals.welcome({"From": "+33639980999"})
    marks, secret = set(arrivals.marks), arrivals.secret
    assert "639980999" not in repr(arrivals)
    assert list(vars(shelf)["_kept"]) == ["arrivals"]
    time[0] += 600
    await arrivals.welcome({"From": "+33639980999"})
    assert arrivals.secret != secret
    assert not marks & set(arrivals.marks)


async def test_p58_the_account_has_a_budget() -> None:
    """Whatever the origins, and whichever process answers."""
    shelf = MemoryShelf(lambda: 1000.0)
    one, other = Arrivals(shelf, lambda: 1000.0), Arrivals(shelf, lambda: 1000.0)
    welcomed = [await one.welcome({"From": f"+336{number:08d}"}) for number in range(MOST_AT_ALL)]
    assert all(welcomed)
    assert not await other.welcome({"From": "+33639980999"})
    assert not await other.welcome({"From": ""})


# --- the carrier's log ------------------------------------------------------------------------------------------


@dataclass
class Line:
    """One line of the carrier's log, deleted or not."""

    trouble: Exception | None = None
    deleted: int = 0

    def delete(self) -> bool:
        """Refuse, or count."""
        if self.trouble:
            raise self.trouble
        self.deleted += 1
        return True


def refusal(code: int, status: int = 409) -> Exception:
    """What the SDK raises."""
    error: Exception = TwilioRestException(status, "/Calls/CA1.json", "CA1 of +33639980123", code)
    return error


def test_the_log_is_deleted_and_what_is_not_finished_waits(caplog: pytest.LogCaptureFixture) -> None:
    """One line's trouble does not keep the others; nothing is written of whom."""
    lines = [Line(), Line(refusal(NOT_YET)), Line(ValueError("+33639980123")), Line(refusal(20404, 404)), Line()]
    asked: list[datetime] = []

    def traces(before: datetime) -> Iterable[Line]:
        asked.append(before)
        return lines

    assert sweep(traces, NOW) == Swept(deleted=2, not_yet=1, failed=2)
    assert asked == [NOW - timedelta(minutes=2)]
    assert "639980123" not in caplog.text


def test_a_carrier_that_asks_to_slow_down_is_left_alone() -> None:
    """The next round goes on."""
    lines = [Line(), Line(refusal(20429, 429)), Line()]
    assert sweep(lambda _: lines, NOW) == Swept(deleted=1)
    assert lines[2].deleted == 0


@dataclass
class FakeLog:
    """The SDK's client, seen from its two lists."""

    asked: list[dict[str, object]] = field(default_factory=list)

    @property
    def calls(self) -> "FakeLog":
        """The list of calls."""
        return self

    @property
    def messages(self) -> "FakeLog":
        """The list of texts."""
        return self

    def stream(self, **filters: object) -> list[Line]:
        """What the SDK would ask for."""
        self.asked.append(filters)
        return [Line()]


def test_calls_and_texts_that_are_over_are_asked_for() -> None:
    """A call under way is never touched."""
    log = FakeLog()
    assert sweep(provider_log(log), NOW) == Swept(deleted=2)
    assert log.asked[0]["status"] == "completed"
    assert log.asked[0]["end_time_before"] == log.asked[1]["date_sent_before"] == NOW - timedelta(minutes=2)


@dataclass
class Counters:
    """What was counted."""

    counted: list[str] = field(default_factory=list)
    left: int = 0

    def happened(self, event: str) -> None:
        """One more."""
        self.counted.append(event)

    def left_to_delete(self, count: int) -> None:
        """The backlog."""
        self.left = count


async def test_the_job_goes_on_after_a_bad_round() -> None:
    """Counted, then tried again at the next round; another process of the service does not do the same round."""
    counters, rests, now = Counters(), list[float](), [0.0]
    shelf = MemoryShelf(lambda: now[0])
    rounds = iter([ConnectionError("down"), None])

    def traces(_: datetime) -> Iterable[Line]:
        trouble = next(rounds)
        if trouble:
            raise trouble
        return [Line(), Line(refusal(NOT_YET)), Line(RuntimeError("odd"))]

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        now[0] += 1.0 if len(rests) == 2 else seconds  # the second rest is another process, a second later
        if len(rests) == 3:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await keep_deleting(traces, lambda: NOW, shelf, counters, rest=rest)
    assert counters.counted == ["phone_sweep_failed", "phone_trace_deleted", "phone_trace_failed"]
    assert counters.left == 2
    assert rests == [ROUND, ROUND, ROUND]


# --- what it costs ----------------------------------------------------------------------------------------------


async def test_p63_fifty_calls_at_once_do_not_mix(hotline: HotlineUnderTest) -> None:
    """Each call its own conversation; every webhook is answered well within the carrier's patience."""
    transport = httpx.ASGITransport(hotline.carrier.app)  # type: ignore[arg-type]
    times = await measure(BASE, TOKEN, calls=50, turns=6, transport=transport)
    assert times.failed == 0
    assert len(times.first) == 50
    assert len(times.turns) == 300
    assert hotline.reception.started == 50
    assert sorted(hotline.reception.forgotten) == sorted(f"talk-{number}" for number in range(1, 51))
    assert "p95" in times.told()


def test_the_bench_signs_like_the_carrier() -> None:
    """Its own short way of signing is the published one."""
    form = {"CallSid": "CA1", "From": "", "SpeechResult": "café"}
    assert signature(TOKEN, BASE, form) == sign(TOKEN, BASE, form.items())


async def test_a_static_document_needs_nothing_of_ours(hotline: HotlineUnderTest) -> None:
    """P43: what is hosted elsewhere holds no address of this service."""
    sent = await hotline.carrier.rings()
    answer = await sent.wire.once(f"{BASE}/phone/fallback", tuple(sent.fields(ErrorCode="11200").items()), {})
    assert HUMAN in answer.text
    assert BASE not in answer.text
