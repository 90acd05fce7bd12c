"""L04: who decides about cards knows that a change or a new service waits, once a morning at most, and is reminded."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from directory import models
from directory.desk import create_counsellor
from directory.desk.change_notices import LATE, NEW, Told, kind_of, tell_coordination
from directory.dispatch import Dispatched
from directory.models import ChangeState, Role
from directory.service import Directory
from tests.directory.post_office import Post, send

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)  # 9 h in Tours
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CIO, POSTE = "tours/cio-tours", "02 47 99 99 99"
COORDINATION, ELSEWHERE, ADMIN = "coordination@exemple.fr", "ailleurs@exemple.fr", "administration@exemple.fr"


@pytest.mark.parametrize(
    ("waited", "last", "late", "expected"),
    [
        ([], None, None, None),
        ([1], None, None, NEW),
        ([1], 2, None, NEW),  # asked since they were last told
        ([3], 2, None, None),
        ([3, 1], 2, None, NEW),
        ([7], 6, None, LATE),
        ([7, 1], 2, None, LATE),  # something new does not hide what is late
        ([9], 2, 2, None),
        ([14], 7, 7, LATE),
    ],
)
def test_what_is_said_of_what_waits(
    waited: list[int], last: int | None, late: int | None, expected: str | None
) -> None:
    """In days before now; late after seven, said again after seven more."""
    ago = [None if days is None else MONDAY - days * DAY for days in (last, late)]
    assert kind_of([MONDAY - days * DAY for days in waited], Told(*ago), 7, MONDAY) == expected


def account(directory: Directory, email: str, role: Role, territory: str | None = None) -> None:
    added = {"email": email, "password": "quatre mots sans rapport", "structure": CIO, "role": role}
    create_counsellor(directory, **added, territory=territory, now=MONDAY)  # type: ignore[arg-type]


def asks(directory: Directory, at: datetime, structure: str = CIO) -> None:
    """Somebody of a structure asks for a change of its card."""
    with directory.writing() as session:
        owner = session.scalars(select(models.Structure.id).where(models.Structure.key == structure)).one()
        asked_by = session.scalars(select(models.Counsellor.id)).first() or 0
        session.add(
            models.CardChange(structure_id=owner, part="phone", before="", after=POSTE, asked_by=asked_by, asked_at=at)
        )


def decides(directory: Directory, most: int = 100) -> None:
    """The coordination decides about everything, or about so many, the first asked first."""
    with directory.writing() as session:
        for change in session.scalars(select(models.CardChange).order_by(models.CardChange.id).limit(most)):
            change.state = ChangeState.KEPT


def mail(directory: Directory, now: datetime) -> list[tuple[str, str]]:
    """Who is written to at this moment, with which subject; asked several times, as the service does."""
    for minutes in range(3):
        tell_coordination(directory, now + timedelta(minutes=minutes))
    post = Post()
    send(directory, post, now + HOUR)
    for _, letter in post.letters:
        assert POSTE not in letter.text  # nothing of the change
        assert "CIO" not in letter.text
        assert "https://deux-portes.example/desk/territoire" in letter.text
    return [(letter.to[0], letter.subject) for _, letter in post.letters]


WAIT, LONG = "Des fiches attendent votre décision", "Des fiches attendent votre décision depuis longtemps"


def test_ten_changes_are_one_message_and_silence_is_reminded(each_tours: Directory) -> None:
    """Grouped, not at night, not on a Sunday, to the coordination of that territory alone; decided, nothing more."""
    account(each_tours, COORDINATION, Role.COORDINATOR, "tours")
    with each_tours.writing() as session:
        session.add(models.Zone(key="paca/nice", region="paca", name="Nice"))
    account(each_tours, ELSEWHERE, Role.COORDINATOR, "paca/nice")
    account(each_tours, ADMIN, Role.ADMIN)
    friday = MONDAY + 4 * DAY
    for minutes in range(10):
        asks(each_tours, friday + timedelta(hours=8, minutes=minutes))  # 17 h in Tours
    told_on: dict[date, list[tuple[str, str]]] = {}
    for day in range(5, 20):
        at = MONDAY + day * DAY
        assert mail(each_tours, at.replace(hour=3)) == []
        if day == 8:
            asks(each_tours, at)
        if found := mail(each_tours, at):
            told_on[at.date()] = found
    assert told_on == {
        date(2026, 11, 30): [(COORDINATION, WAIT)],
        date(2026, 12, 1): [(COORDINATION, WAIT)],
        date(2026, 12, 7): [(COORDINATION, LONG)],
    }
    decides(each_tours)
    assert mail(each_tours, MONDAY + 28 * DAY) == []


def test_the_message_says_how_many_and_since_when(each_tours: Directory) -> None:
    account(each_tours, COORDINATION, Role.COORDINATOR, "tours")
    asks(each_tours, MONDAY)
    asks(each_tours, MONDAY + DAY)
    tell_coordination(each_tours, MONDAY + 7 * DAY)
    post = Post()
    send(each_tours, post, MONDAY + 7 * DAY)
    ((_, letter),) = post.letters
    assert "coordination : 2." in letter.text
    assert "depuis le lundi 23 novembre" in letter.text


def test_what_no_coordination_reaches_waits_for_administration(each_tours: Directory) -> None:
    """Otherwise nobody would ever know."""
    account(each_tours, ADMIN, Role.ADMIN)
    asks(each_tours, MONDAY)
    assert mail(each_tours, MONDAY + DAY) == [(ADMIN, WAIT)]


def fails_to_tell(directory: Directory, now: datetime) -> Post:
    """The message of this morning, written and not taken by the post office."""
    assert tell_coordination(directory, now) == 1
    post = Post(failures=[ConnectionError()])
    assert send(directory, post, now) == Dispatched(delayed=1)
    return post


def test_what_was_decided_before_another_try_is_not_announced(each_tours: Directory) -> None:
    """Nothing waits any more: nothing leaves, and what is asked next is told on the next morning."""
    account(each_tours, COORDINATION, Role.COORDINATOR, "tours")
    asks(each_tours, MONDAY - HOUR)
    post = fails_to_tell(each_tours, MONDAY)
    decides(each_tours)
    assert send(each_tours, post, MONDAY + HOUR) == Dispatched(outdated=1)
    asks(each_tours, MONDAY + HOUR)
    assert mail(each_tours, MONDAY + 2 * HOUR) == []
    assert mail(each_tours, MONDAY + DAY) == [(COORDINATION, WAIT)]


def test_what_waits_is_counted_again_at_each_try(each_tours: Directory) -> None:
    """The late one was decided meanwhile: the message says how many wait now, and no longer that they wait for long."""
    account(each_tours, COORDINATION, Role.COORDINATOR, "tours")
    for days in (8, 1, 0):
        asks(each_tours, MONDAY - days * DAY - HOUR)
    post = fails_to_tell(each_tours, MONDAY)
    decides(each_tours, 1)
    assert send(each_tours, post, MONDAY + HOUR) == Dispatched(sent=1)
    first, second = (letter for _, letter in post.letters)
    assert (first.subject, "coordination : 3." in first.text) == (LONG, True)
    assert (second.subject, "coordination : 2." in second.text) == (WAIT, True)


def test_what_was_not_said_hides_nothing_that_becomes_late(each_tours: Directory) -> None:
    """A reminder that did not leave is none: what it would have hidden is reminded in its turn."""
    account(each_tours, COORDINATION, Role.COORDINATOR, "tours")
    asks(each_tours, MONDAY - 7 * DAY)
    asks(each_tours, MONDAY - 6 * DAY)
    assert mail(each_tours, MONDAY - 6 * DAY) == [(COORDINATION, WAIT)]
    post = fails_to_tell(each_tours, MONDAY)
    decides(each_tours, 1)
    assert send(each_tours, post, MONDAY + HOUR) == Dispatched(outdated=1)
    assert mail(each_tours, MONDAY + DAY) == [(COORDINATION, LONG)]
