"""L22, promise 2: each contact is counted once, when it is over, and its record tells nothing of anybody."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from actions.state import Outcome, SiteOffer, State
from bot.activity import IDLE, Activity, telling
from bot.conversation import Passed
from bot.texts import Channel
from directory.models import Activity as Row
from directory.models import ContactChannel, ContactOutcome, FirstSlot, ShownProposal
from directory.requests import Slot, Why
from directory.service import Directory
from directory.steering.shown import ShownProposals
from directory.vocabulary import Need, Status, Way

BEGINNING = datetime(2026, 11, 23, 18, 20, tzinfo=UTC)
START = State(holder="a word of the talk", words="je m’appelle Hermeline Zorgoulade")
KNOWN = replace(START, need=Need.VAE, statuses=frozenset({Status.SALARIE}), place="37261")
INFORMED = replace(KNOWN, outcome=Outcome.INFORMATION)
OFFERED = replace(INFORMED, sites=(SiteOffer(1, "Mission locale"),))
BOOKED = replace(OFFERED, outcome=Outcome.APPOINTMENT)


@dataclass
class Counted:
    """The counting of contacts, its clock, and what it has written."""

    directory: Directory
    file: Path
    now: datetime = BEGINNING

    def __post_init__(self) -> None:
        self.activity = Activity(self.directory, lambda: self.now, region="tours")

    def goes(self, *states: State, channel: Channel = Channel.WEB) -> None:
        """A talk that goes through these states, from its welcome."""
        before = None
        for state in states:
            self.activity.turned(Passed(channel, before, state, guided=False, seconds=0.01))
            before = state

    def rows(self) -> list[Row]:
        with self.directory.reading() as session:
            return list(session.scalars(select(Row)))


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Counted]:
    directory = Directory(f"sqlite:///{tmp_path / 'x.db'}", secret="x")
    directory.migrate()
    yield Counted(directory, tmp_path / "x.db")
    directory.engine.dispose()


@pytest.mark.parametrize("came", [ContactChannel.DESK, ContactChannel.PHONE])
def test_a_reception_run_by_a_counsellor_is_counted_as_such(counted: Counted, came: ContactChannel) -> None:
    """NO1, L22: the channel is how the person came, not the page on which the counsellor typed."""
    for before, after in ((None, START), (START, INFORMED)):
        counted.activity.turned(Passed(Channel.WEB, before, after, False, 0.0, contact=came))
    counted.activity.write()
    assert [row.channel for row in counted.rows()] == [came]


@pytest.mark.parametrize(
    ("states", "outcome", "doors"),
    [
        ((START, KNOWN), ContactOutcome.LOST, 1),
        ((START, INFORMED), ContactOutcome.INFORMATION, 1),
        ((START, INFORMED, OFFERED), ContactOutcome.DECLINED, 1),
        ((START, OFFERED, BOOKED), ContactOutcome.APPOINTMENT, 2),
        ((START, BOOKED, replace(OFFERED, outcome=Outcome.HUMAN)), ContactOutcome.APPOINTMENT, 2),
        ((START, replace(INFORMED, outcome=Outcome.HUMAN)), ContactOutcome.HUMAN, 2),
        ((START, replace(START, outcome=Outcome.EMERGENCY), INFORMED), ContactOutcome.EMERGENCY, 1),
    ],
)  # fmt: skip
def test_a_contact_counts_for_the_most_that_happened(
    counted: Counted, states: tuple[State, ...], outcome: ContactOutcome, doors: int
) -> None:
    counted.goes(*states)
    counted.activity.write()
    (row,) = counted.rows()
    assert (row.outcome, row.doors, row.channel) == (outcome, doors, ContactChannel.WEB)
    assert (row.month, row.hour) == ("2026-11", 19)


def test_a_page_that_is_only_opened_is_no_contact(counted: Counted) -> None:
    counted.goes(START)
    counted.activity.write()
    assert counted.rows() == []


def test_nothing_is_written_before_the_talk_is_over(counted: Counted) -> None:
    counted.goes(START, INFORMED)
    counted.now += IDLE - timedelta(seconds=1)
    counted.activity.write(idle=IDLE)
    assert counted.rows() == []
    counted.now += timedelta(seconds=1)
    counted.activity.write(idle=IDLE)
    assert len(counted.rows()) == 1


def test_a_talk_that_goes_on_after_it_was_written_is_still_one_contact(counted: Counted) -> None:
    counted.goes(START, INFORMED)
    counted.activity.write()
    counted.activity.turned(Passed(Channel.WEB, INFORMED, BOOKED, False, 0.0))
    counted.activity.write()
    (row,) = counted.rows()
    assert row.outcome is ContactOutcome.APPOINTMENT


def test_what_was_not_understood_and_the_first_slot_are_counted(counted: Counted) -> None:
    slot = Slot(1, Way.PHONE, BEGINNING + timedelta(days=5), 30)
    missed = START.missed()
    offered = replace(OFFERED, slots=(slot,))
    counted.goes(START, missed, missed.missed(), KNOWN, offered, replace(offered, slots=()), channel=Channel.PHONE)
    counted.activity.write()
    (row,) = counted.rows()
    assert (row.misunderstood, row.first_slot, row.channel) == (2, FirstSlot.UNDER_8, ContactChannel.PHONE)


def test_no_word_and_no_talk_is_in_the_database(counted: Counted) -> None:
    """Promise 2, by a canary: byte for byte, in the file of the database and what lies beside it."""
    counted.goes(START, INFORMED)
    counted.activity.write()
    assert len(counted.rows()) == 1
    written = b"".join(path.read_bytes() for path in counted.file.parent.iterdir())
    for secret in (b"Hermeline", b"Zorgoulade", START.holder.encode(), b"37261"):
        assert secret not in written


def test_a_database_that_fails_costs_a_figure_and_no_more(tmp_path: Path) -> None:
    directory = Directory(f"sqlite:///{tmp_path / 'empty.db'}", secret="x")
    counted = Counted(directory, tmp_path / "empty.db")
    counted.goes(START, INFORMED)
    counted.activity.write()
    directory.engine.dispose()


def test_places_shown_in_a_turn_are_told_once(counted: Counted) -> None:
    """NO14: each list of places, as it is shown; what a turn leaves as it was is not told again."""
    shown = ShownProposals(counted.directory, lambda: counted.now)
    whys = [Why(("audience_main",), "seed", rank, ("a", "b"), rank) for rank in (1, 2)]
    offers = tuple(SiteOffer(number, "CIO", why=why) for number, why in enumerate(whys, 1))
    turned, shows = telling(shown), replace(INFORMED, sites=offers)
    for before, after in ((None, START), (INFORMED, shows), (shows, replace(shows, sites=())), (shows, shows)):
        turned(Passed(Channel.WEB, before, after, guided=False, seconds=0.01))
    shown.write()
    with counted.directory.reading() as session:
        found = session.execute(select(ShownProposal.site_key, ShownProposal.need).order_by(ShownProposal.site_key))
        assert [tuple(row) for row in found] == [("a", Need.VAE), ("b", Need.VAE)]
