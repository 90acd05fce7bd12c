"""The outbox: what is said, to whom, once; never who nor why (NO4), never lost, never for nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from directory import models, outbox
from directory.desk import create_counsellor
from directory.dispatch import LEASE, WAITS, Dispatched, dispatch
from directory.messages import load_messages, write_email, write_sms
from directory.models import MessageState, OutgoingMessage
from directory.outbox import Message, Person, Team
from directory.referrals import ReferralState
from directory.requests import AppointmentView, Contact, SummaryLine
from directory.senders import Channel, Letter, Undeliverable
from directory.service import Directory
from directory.vocabulary import Need, Way
from tests.directory.post_office import Post, send

LINES = (SummaryLine("words", "Je veux changer de métier."),)
EMAIL = Contact("Ana", None, None, "ana@exemple.fr", reminders=True)
PHONE = Contact("Ana", None, "+33612345678", None, reminders=True)


@pytest.fixture
def post() -> Post:
    return Post()


def book(directory: Directory, now: datetime, contact: Contact | None = EMAIL) -> AppointmentView:
    """An appointment in about a week, at Avenir Actifs in Tours."""
    with directory.reading() as session:
        site = session.scalars(select(models.Site.id).where(models.Site.key == "tours/avenir-actifs/tours")).one()
    slot = directory.slots(site, Way.ON_SITE, now=now, first=(now + timedelta(days=8)).date())[0]
    view = directory.book(slot, holder="ana", now=now, need=Need.RECONVERSION)
    if contact:
        directory.save_contact(view.code or "", contact, consent="v1", now=now)
    return view


def state_of(directory: Directory, kind: str) -> list[MessageState]:
    with directory.reading() as session:
        query = select(OutgoingMessage.state).where(OutgoingMessage.kind == kind).order_by(OutgoingMessage.id)
        return list(session.scalars(query))


@pytest.mark.parametrize(("contact", "channel"), [(EMAIL, Channel.EMAIL), (PHONE, Channel.SMS)])
def test_a_person_who_said_yes_is_reminded_the_day_before(
    each_tours: Directory, post: Post, now: datetime, contact: Contact, channel: Channel
) -> None:
    view = book(each_tours, now, contact)
    before = view.starts_at - timedelta(hours=24)
    assert send(each_tours, post, before - timedelta(seconds=1)) == Dispatched()
    assert send(each_tours, post, before) == Dispatched(sent=1)
    assert send(each_tours, post, before + timedelta(hours=1)) == Dispatched()
    ((by, letter),) = post.letters
    assert (by, letter.to) == (channel, (contact.email or contact.phone,))


@pytest.mark.parametrize(
    "contact", [None, Contact("Ana"), Contact(email="ana@exemple.fr"), Contact("Ana", reminders=True)]
)
def test_nobody_else_is_written_to(tours: Directory, post: Post, now: datetime, contact: Contact | None) -> None:
    """Without a yes to reminders, or without an address, nothing leaves (promise 3)."""
    view = book(tours, now, contact)
    assert send(tours, post, view.starts_at - timedelta(hours=1)).sent == 0
    assert post.letters == []


def test_a_reminder_follows_the_appointment(each_tours: Directory, post: Post, now: datetime) -> None:
    view = book(each_tours, now)
    later = each_tours.slots(view.site_id, Way.ON_SITE, now=now, first=view.starts_at.date() + timedelta(days=3))[0]
    each_tours.move(view.code or "", later, now=now)
    assert send(each_tours, post, view.starts_at) == Dispatched()
    assert send(each_tours, post, later.starts_at - timedelta(hours=24)) == Dispatched(sent=1)


@pytest.mark.parametrize(
    "undo",
    [
        lambda directory, code, now: directory.cancel(code, now=now),
        lambda directory, code, now: directory.save_contact(code, Contact(), consent="v1", now=now),
        lambda directory, code, now: directory.save_contact(
            code, Contact(email="ana@exemple.fr"), consent="v1", now=now
        ),
    ],
    ids=["cancelled", "contact erased", "yes taken back"],
)
def test_what_is_taken_back_is_not_said(
    tours: Directory, post: Post, now: datetime, undo: Callable[[Directory, str, datetime], object]
) -> None:
    view = book(tours, now)
    undo(tours, view.code or "", now)
    assert send(tours, post, view.starts_at - timedelta(hours=23)).sent == 0
    assert post.letters == []


def test_no_address_lies_in_the_outbox(tours: Directory, post: Post, now: datetime) -> None:
    """Promise 2: the address is read when the message leaves; once it has left, its words are gone too."""
    view = book(tours, now)
    send(tours, post, view.starts_at - timedelta(hours=24))
    with tours.reading() as session:
        row = session.scalars(select(OutgoingMessage)).one()
    held = {column.name: str(getattr(row, column.name)) for column in OutgoingMessage.__table__.columns}
    assert not [name for name, value in held.items() if "ana" in value.lower()]
    assert (row.state, row.values) == (MessageState.SENT, {})


def test_a_failure_is_tried_again_later_and_later_then_given_up(tours: Directory, post: Post, now: datetime) -> None:
    view = book(tours, now)
    post.failures = [ConnectionError() for _ in range(20)]
    at, waited = view.starts_at - timedelta(days=1), []
    with tours.writing() as session:
        session.scalars(select(OutgoingMessage)).one().until = None
        session.scalars(select(OutgoingMessage)).one().kind = "referral_answered"  # true for ever
    for wait in WAITS:
        assert send(tours, post, at) == Dispatched(delayed=1)
        assert send(tours, post, at + wait - timedelta(seconds=1)) == Dispatched()
        waited.append(wait)
        at += wait
    assert send(tours, post, at) == Dispatched(given_up=1)
    assert waited == sorted(waited)
    assert {letter.key for _, letter in post.letters} == {post.letters[0][1].key}


def test_an_address_that_refuses_is_not_tried_again(tours: Directory, post: Post, now: datetime) -> None:
    view = book(tours, now)
    post.failures = [Undeliverable()]
    assert send(tours, post, view.starts_at - timedelta(hours=24)) == Dispatched(given_up=1)
    assert send(tours, post, view.starts_at - timedelta(hours=1)) == Dispatched()


def test_a_message_outlives_the_process_that_sent_it(each_tours: Directory, post: Post, now: datetime) -> None:
    """At least once: killed between sending and writing so, it is sent again, under the same key, after the lease."""
    view = book(each_tours, now)
    post.failures = [KeyboardInterrupt()]  # type: ignore[list-item]  # what a killed process looks like from inside
    at = view.starts_at - timedelta(hours=24)
    with pytest.raises(KeyboardInterrupt):
        send(each_tours, post, at)
    assert send(each_tours, post, at + LEASE / 2) == Dispatched()
    assert send(each_tours, post, at + LEASE) == Dispatched(sent=1)
    assert post.letters[0] == post.letters[1]


def test_two_senders_at_once_send_once(each_tours: Directory, post: Post, now: datetime) -> None:
    view = book(each_tours, now)
    at = view.starts_at - timedelta(hours=24)

    class Nested:
        def send(self, letter: Letter) -> None:
            post.letters.append((Channel.EMAIL, letter))
            assert send(each_tours, post, at) == Dispatched()

    both = {channel: Nested() for channel in Channel}
    assert dispatch(each_tours, both, base_url="https://x.example", clock=lambda: at) == Dispatched(sent=1)
    assert len(post.letters) == 1


def test_a_structure_is_told_at_once_that_a_request_waits(each_tours: Directory, post: Post, now: datetime) -> None:
    """PC5: the team knows the moment a referral arrives, once, and of nobody: neither who, nor why, nor when."""
    account = {"password": "une phrase assez longue", "structure": "tours/avenir-actifs", "now": now}
    create_counsellor(each_tours, email="c@aa.example", role="counsellor", **account)
    view = book(each_tours, now, EMAIL)
    assert send(each_tours, post, now) == Dispatched()
    for _ in range(2):  # the person corrects their summary: the request is the same
        each_tours.refer(view.code or "", LINES, consent="v1", now=now)
    assert send(each_tours, post, now) == Dispatched(sent=1)
    ((_, letter),) = post.letters
    assert letter.to == ("c@aa.example",)
    told = letter.text.replace(letter.stop, "")
    assert not [word for word in ("Ana", "changer", str(view.starts_at.day)) if word in told]


@pytest.mark.parametrize("state", sorted(set(ReferralState) - {ReferralState.SENT}))
def test_a_request_that_was_opened_is_no_longer_announced(
    tours: Directory, post: Post, now: datetime, state: ReferralState
) -> None:
    account = {"password": "une phrase assez longue", "structure": "tours/avenir-actifs", "now": now}
    create_counsellor(tours, email="c@aa.example", role="counsellor", **account)
    tours.refer(book(tours, now, None).code or "", LINES, consent="v1", now=now)
    with tours.writing() as session:
        session.scalars(select(models.Referral)).one().state = state
    assert send(tours, post, now) == Dispatched(outdated=1)


def test_a_structure_that_does_not_answer_is_reminded(each_tours: Directory, post: Post, now: datetime) -> None:
    """PC5: overdue referrals surface. The desk's managers are written to, or everybody when there is none."""
    view = book(each_tours, now, None)
    each_tours.refer(view.code or "", LINES, consent="v1", now=now)
    account = {"password": "une phrase assez longue", "structure": "tours/avenir-actifs", "now": now}
    send(each_tours, post, now)  # nobody yet to tell that it arrived
    create_counsellor(each_tours, email="c@aa.example", role="counsellor", **account)
    send(each_tours, post, now + timedelta(days=3))
    create_counsellor(each_tours, email="m@aa.example", role="manager", **account)
    send(each_tours, post, now + timedelta(days=7))
    assert [letter.to for _, letter in post.letters] == [("c@aa.example",), ("m@aa.example",)]
    with each_tours.writing() as session:
        session.scalars(select(models.Referral)).one().state = ReferralState.ACCEPTED
    send(each_tours, post, now + timedelta(days=14))
    assert len(post.letters) == 2


def test_the_same_thing_is_said_once(each_tours: Directory, now: datetime) -> None:
    view = book(each_tours, now, None)
    with each_tours.reading() as session:
        number = session.scalars(select(models.Appointment.id)).one()
    message = Message("referral_answered", key="answered:1", to=Person(number), due_at=now)
    for _ in range(2):
        with each_tours.writing() as session:
            outbox.put(session, message)
    assert len(state_of(each_tours, "referral_answered")) == 1
    assert view.code


def test_what_is_not_committed_is_not_said(tours: Directory, now: datetime) -> None:
    with pytest.raises(RuntimeError):
        _put_then_fail(tours, now)
    assert state_of(tours, "referral_unanswered") == []


def _put_then_fail(directory: Directory, now: datetime) -> None:
    with directory.writing() as session:
        structure = session.scalars(select(models.Structure.id).limit(1)).one()
        outbox.put(session, Message("referral_unanswered", "k", Team(structure), now, {"when": "lundi"}))
        raise RuntimeError


@pytest.mark.parametrize(
    ("kind", "values"), [("unheard_of", {}), ("referral_unanswered", {}), ("earlier_slot", {"a": "b"})]
)
def test_a_message_without_its_words_is_refused(
    tours: Directory, now: datetime, kind: str, values: dict[str, str]
) -> None:
    with tours.writing() as session, pytest.raises(ValueError, match=r"messages\.yml"):
        outbox.put(session, Message(kind, "k", Team(1), now, values))


@pytest.mark.parametrize("kind", sorted(load_messages()))
def test_words_are_neutral_and_short(kind: str) -> None:
    """NO4: nobody who glances at a screen learns what it is about; a text message is one segment."""
    values = dict.fromkeys(load_messages()[kind].values(), "mercredi 23 septembre à 10 h 30")
    filled_in = {name: f"https://deux-portes.example/{name}" for name in ("link", "desk", "stop")} | {"code": "123456"}
    email, sms = write_email(kind, values | filled_in), write_sms(kind, values | filled_in)
    said = " ".join(f"{one.subject} {one.text}" for one in (email, sms) if one).casefold()
    assert said
    telling = ("emploi", "chômage", "métier", "handicap", "mission locale", "cio", "apec", "orientation", "formation")
    assert not [word for word in telling if word in said]
    assert sms is None or len(sms.text) <= 160
