"""Who is told that somebody waits: each account chooses, closed hours stay quiet, nothing is said twice (PC5)."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from directory import alert_phones, alerts, models
from directory.alert_phones import GOOD_FOR, MOST_A_DAY, PhoneProblem, read_mobile
from directory.alerts import Reader, pace_of
from directory.desk import create_counsellor
from directory.dispatch import WAITS, Dispatched
from directory.follow_up import follow_up
from directory.models import AlertPace, Role
from directory.openings import next_at_work
from directory.referrals import ReferralState
from directory.requests import SummaryLine
from directory.senders import Channel
from directory.service import Directory
from directory.vocabulary import Need, Way
from tests.directory.post_office import Post, send

MISSION = "tours/mission-locale-touraine"
COUNSELLOR, MANAGER = Role.COUNSELLOR, Role.MANAGER
EACH, DIGEST, NONE = AlertPace.EACH, AlertPace.DIGEST, AlertPace.NONE
MOBILE = "06 12 34 56 78"


@pytest.fixture
def post() -> Post:
    return Post()


def account(directory: Directory, name: str, now: datetime, role: Role = COUNSELLOR) -> int:
    given = {"password": "une phrase assez longue", "structure": MISSION, "now": now}
    return create_counsellor(directory, email=f"{name}@ml.example", role=role, **given).id


def chooses(directory: Directory, who: int, pace: AlertPace, hour: int | None = None) -> None:
    with directory.writing() as session:
        alerts.choose(session, who, pace, hour)


def a_request(
    directory: Directory, now: datetime, holder: str = "ana", *, days: int = 9, at: time | None = None
) -> str:
    """Somebody sends their summary with an appointment in so many days, from that hour on; its code."""
    with directory.reading() as session:
        site = session.scalars(
            select(models.Site.id)
            .join(models.Agenda)
            .join(models.Site.structure)
            .where(models.Structure.key == MISSION)
        ).first()
    slot = directory.slots(site or 0, Way.ON_SITE, now=now, first=(now + timedelta(days=days)).date(), after=at)[0]
    code = directory.book(slot, holder=holder, now=now, need=Need.JEUNES).code or ""
    directory.refer(code, (SummaryLine("words", "Je cherche ma voie."),), consent="v1", now=now)
    return code


def follow(directory: Directory, post: Post, now: datetime) -> Dispatched:
    """One round of the running service."""
    follow_up(directory, now)
    return send(directory, post, now)


@pytest.mark.parametrize(
    ("reader", "team", "pace"),
    [
        (Reader(1, MANAGER), (MANAGER, COUNSELLOR), EACH),
        (Reader(1, COUNSELLOR), (MANAGER, COUNSELLOR), NONE),
        (Reader(1, COUNSELLOR), (COUNSELLOR, COUNSELLOR), EACH),
        (Reader(1, MANAGER, chosen=NONE), (MANAGER,), NONE),
        (Reader(1, COUNSELLOR, chosen=DIGEST), (MANAGER, COUNSELLOR), DIGEST),
    ],
)
def test_without_a_choice_whoever_manages_is_told(reader: Reader, team: tuple[Role, ...], pace: AlertPace) -> None:
    assert pace_of(reader, [Reader(number, role) for number, role in enumerate(team)]) is pace


def test_each_colleague_gets_what_they_chose(each_tours: Directory, post: Post, now: datetime) -> None:
    """One letter for each, so that no address is shown to another; nothing for who wants nothing, or has left."""
    names = {name: account(each_tours, name, now) for name in ("chaque", "jour", "jamais", "partie")}
    for name, pace in (("chaque", EACH), ("jour", DIGEST), ("jamais", NONE), ("partie", EACH)):
        chooses(each_tours, names[name], pace)
    account(each_tours, "responsable", now, MANAGER)
    with each_tours.writing() as session:
        session.get_one(models.Counsellor, names["partie"]).active = False
    a_request(each_tours, now)
    for _ in range(3):
        follow(each_tours, post, now)
    assert sorted(letter.to for _, letter in post.letters) == [("chaque@ml.example",), ("responsable@ml.example",)]


def test_an_administrator_who_may_not_read_it_is_not_told(tours: Directory, post: Post, now: datetime) -> None:
    """TO1: who watches over accounts has no business with what waits."""
    account(tours, "admin", now, Role.ADMIN)
    a_request(tours, now)
    assert follow(tours, post, now).sent == 0


def test_one_letter_that_fails_is_sent_again_to_that_one_only(tours: Directory, post: Post, now: datetime) -> None:
    for name in ("a", "b"):
        account(tours, name, now)
    a_request(tours, now)
    post.failures = [ConnectionError()]
    assert send(tours, post, now) == Dispatched(sent=1, delayed=1)
    assert send(tours, post, now + WAITS[0]) == Dispatched(sent=1)
    assert [letter.to[0][0] for _, letter in post.letters] == ["a", "b", "a"]


def test_nothing_leaves_while_the_structure_is_closed(each_tours: Directory, post: Post, now: datetime) -> None:
    """A request of the night is told at the opening, on the clock of the structure."""
    account(each_tours, "c", now)
    night = now.replace(hour=22)
    a_request(each_tours, night)
    with each_tours.reading() as session:
        structure = session.scalars(select(models.Structure.id).where(models.Structure.key == MISSION)).one()
        opening = next_at_work(session, structure, night)
    assert opening is not None
    assert opening.date() == (now + timedelta(days=1)).date()
    assert opening.utcoffset() == timedelta(hours=1)
    assert send(each_tours, post, night) == Dispatched()
    assert send(each_tours, post, opening - timedelta(seconds=1)) == Dispatched()
    assert send(each_tours, post, opening) == Dispatched(sent=1)


@pytest.mark.parametrize(("at", "is_told_at_night"), [(time(9), True), (time(14), False)])
def test_an_alert_that_could_not_be_read_in_time_leaves_at_night(
    each_tours: Directory, post: Post, now: datetime, at: time, is_told_at_night: bool
) -> None:
    """PC5: a request of the night for the first slot of the morning does not lapse unsaid; a later one waits."""
    account(each_tours, "c", now)
    night = now.replace(hour=22)
    a_request(each_tours, night, days=1, at=at)
    assert send(each_tours, post, night) == Dispatched(sent=int(is_told_at_night))
    assert send(each_tours, post, night + timedelta(hours=11)) == Dispatched(sent=int(not is_told_at_night))


def test_an_alert_does_not_wait_for_an_opening_after_the_appointment(
    tours: Directory, post: Post, now: datetime
) -> None:
    """PC5: closed until the appointment is over, the structure is told at once."""
    account(tours, "c", now)
    a_request(tours, now, days=1)
    with tours.writing() as session:
        sites = session.scalars(
            select(models.Site.id).join(models.Site.structure).where(models.Structure.key == MISSION)
        )
        days = {"first_day": now.date(), "last_day": now.date() + timedelta(days=20)}
        session.add_all(models.Closure(site_id=site, **days) for site in sites)
    assert send(tours, post, now) == Dispatched(sent=1)


def test_a_closure_noted_meanwhile_is_quiet_too(tours: Directory, post: Post, now: datetime) -> None:
    account(tours, "c", now)
    a_request(tours, now)
    with tours.writing() as session:
        sites = session.scalars(
            select(models.Site.id).join(models.Site.structure).where(models.Structure.key == MISSION)
        )
        session.add_all(
            models.Closure(site_id=site, first_day=now.date(), last_day=now.date() + timedelta(days=1))
            for site in sites
        )
    assert send(tours, post, now) == Dispatched()
    assert send(tours, post, now + timedelta(days=2)) == Dispatched(sent=1)


def test_hours_that_are_not_known_are_those_of_an_office(tours: Directory, now: datetime) -> None:
    with tours.writing() as session:
        structure = session.scalars(select(models.Structure.id).where(models.Structure.key == MISSION)).one()
        sites = select(models.Site.id).where(models.Site.structure_id == structure).scalar_subquery()
        for row in session.scalars(select(models.Hours).where(models.Hours.site_id.in_(sites))):
            session.delete(row)
        session.flush()
        saturday = now + timedelta(days=5)
        assert next_at_work(session, structure, now) == now
        assert next_at_work(session, structure, saturday) == now + timedelta(days=7)


# --- the digest --------------------------------------------------------------------------------------------------


def test_a_digest_once_a_day_only_when_something_waits(each_tours: Directory, post: Post, now: datetime) -> None:
    chooses(each_tours, account(each_tours, "c", now), DIGEST, 11)
    morning = now.replace(hour=9, minute=59)  # 10 h 59 there
    follow(each_tours, post, morning)
    a_request(each_tours, now)
    a_request(each_tours, now, "bao")
    assert follow(each_tours, post, morning).sent == 0
    for minutes in (1, 2, 90):
        follow(each_tours, post, morning + timedelta(minutes=minutes))
    ((channel, letter),) = post.letters
    assert (channel, letter.to) == (Channel.EMAIL, ("c@ml.example",))
    assert "structure : 2" in letter.text
    follow(each_tours, post, morning + timedelta(days=1, minutes=1))
    assert len(post.letters) == 2
    with each_tours.writing() as session:
        for referral in session.scalars(select(models.Referral)):
            referral.state = ReferralState.ACCEPTED
    follow(each_tours, post, morning + timedelta(days=2, minutes=1))
    assert len(post.letters) == 2


def test_what_comes_after_the_hour_is_for_tomorrow(tours: Directory, post: Post, now: datetime) -> None:
    """A digest is a moment of the day: it does not become an alert of each request."""
    chooses(tours, account(tours, "c", now), DIGEST, 9)
    a_request(tours, now + timedelta(minutes=1))
    assert follow(tours, post, now + timedelta(minutes=2)).sent == 0
    assert follow(tours, post, now + timedelta(days=1)) == Dispatched(sent=1)


@pytest.mark.parametrize("hour", [7, 18], ids=["before opening", "after closing"])
def test_an_hour_when_it_is_closed_becomes_the_opening(tours: Directory, post: Post, now: datetime, hour: int) -> None:
    chooses(tours, account(tours, "c", now), DIGEST, hour)
    a_request(tours, now.replace(hour=20) - timedelta(days=1))
    opened = [
        at for at in (now + timedelta(minutes=15 * step) for step in range(-8, 40)) if follow(tours, post, at).sent
    ]
    with tours.reading() as session:
        structure = session.scalars(select(models.Structure.id).where(models.Structure.key == MISSION)).one()
        assert opened == [next_at_work(session, structure, now.replace(hour=0))]


def test_no_digest_on_a_day_off(tours: Directory, post: Post, now: datetime) -> None:
    chooses(tours, account(tours, "c", now), DIGEST, 9)
    christmas = now.replace(month=12, day=25, hour=10)
    a_request(tours, christmas - timedelta(days=2))
    send(tours, post, christmas - timedelta(days=2))
    assert follow(tours, post, christmas).sent == 0


# --- the link that ends them ---------------------------------------------------------------------------------------


def test_an_alert_bears_the_link_that_ends_them(tours: Directory, post: Post, now: datetime) -> None:
    who = account(tours, "c", now)
    a_request(tours, now)
    send(tours, post, now)
    ((_, letter),) = post.letters
    assert letter.stop in letter.text
    assert letter.stop.rpartition("/")[2] == alerts.stop_token(who, tours.seal)


def test_whoever_has_just_ended_them_gets_no_more(tours: Directory, post: Post, now: datetime) -> None:
    """Also what was already written for them and waited for another try."""
    who = account(tours, "c", now)
    a_request(tours, now)
    post.failures = [ConnectionError()]
    send(tours, post, now)
    chooses(tours, who, NONE)
    assert send(tours, post, now + WAITS[0]) == Dispatched(outdated=1)


@pytest.mark.parametrize("token", ["", "1", "1-", "x-y", "1-é", "99999999999-a", "-1-a"])
def test_a_made_up_link_ends_nothing(reader: Directory, token: str) -> None:
    assert alerts.account_of(token, reader.seal) is None


# --- text messages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("+33 7 44 12 34 56", "+33744123456"),
        ("0692 12 34 56", "+262692123456"),
        ("0690 35 12 34", "+590690351234"),
        ("02 47 00 11 22", None),
        ("08 92 70 70 70", None),
        ("+44 7400 123456", None),
        ("3939", None),
        ("bonjour", None),
        ("", None),
    ],
)
def test_only_mobile_numbers_of_france_are_taken(typed: str, kept: str | None) -> None:
    """A text to another range is paid for and read by nobody (API4: bills of text messages)."""
    assert read_mobile(typed) == kept


def test_a_number_is_written_to_once_its_code_came_back(each_tours: Directory, post: Post, now: datetime) -> None:
    who = account(each_tours, "c", now)
    assert asks(each_tours, who, MOBILE, now) is None
    send(each_tours, post, now)
    ((channel, letter),) = post.letters
    assert (channel, letter.to) == (Channel.SMS, ("+33612345678",))
    a_request(each_tours, now)
    send(each_tours, post, now)
    assert [by for by, _ in post.letters[1:]] == [Channel.EMAIL]
    code = next(word for word in letter.text.replace(".", " ").split() if word.isdigit())
    assert confirms(each_tours, who, f"{code[:3]} {code[3:]}", now) is None
    a_request(each_tours, now, "bao")
    send(each_tours, post, now)
    assert {by for by, _ in post.letters[2:]} == {Channel.EMAIL, Channel.SMS}
    assert len(post.letters) == 4


def test_a_code_is_kept_nowhere(tours: Directory, post: Post, now: datetime) -> None:
    """ASVS 6: whoever reads the database cannot confirm a number in somebody's place."""
    who = account(tours, "c", now)
    asks(tours, who, MOBILE, now)
    kept = everything(tours)
    send(tours, post, now)
    code = next(word for word in post.letters[0][1].text.replace(".", " ").split() if word.isdigit())
    assert code not in kept | everything(tours)


def test_a_code_is_not_guessed_nor_asked_without_end(tours: Directory, now: datetime) -> None:
    who = account(tours, "c", now)
    assert asks(tours, who, "02 47 00 11 22", now) is PhoneProblem.NOT_MOBILE
    assert confirms(tours, who, "123456", now) is PhoneProblem.TOO_LATE
    asks(tours, who, MOBILE, now)
    assert asks(tours, who, MOBILE, now + timedelta(seconds=59)) is PhoneProblem.TOO_SOON
    wrong = [confirms(tours, who, "x", now) for _ in range(6)]
    assert wrong == [PhoneProblem.WRONG] * 5 + [PhoneProblem.TOO_MANY]
    times = [now + timedelta(minutes=2 * number) for number in range(1, 6)]
    assert [asks(tours, who, MOBILE, at) for at in times] == [None] * (MOST_A_DAY - 1) + [PhoneProblem.TOO_MANY]
    assert confirms(tours, who, "1", times[-2] + GOOD_FOR + timedelta(seconds=1)) is PhoneProblem.TOO_LATE
    assert asks(tours, who, MOBILE, now + timedelta(days=2)) is None


def test_a_number_without_its_code_is_erased_after_a_day(tours: Directory, now: datetime) -> None:
    """PC3: what nobody confirmed may be somebody else's."""
    asks(tours, account(tours, "c", now), MOBILE, now)
    follow_up(tours, now + timedelta(hours=23))
    assert "+33612345678" in str(everything(tours))
    follow_up(tours, now + timedelta(hours=25))
    assert "+33612345678" not in str(everything(tours))


def asks(directory: Directory, who: int, number: str, now: datetime) -> PhoneProblem | None:
    with directory.writing() as session:
        return alert_phones.ask_code(session, who, number, now)


def confirms(directory: Directory, who: int, code: str, now: datetime) -> PhoneProblem | None:
    with directory.writing() as session:
        return alert_phones.confirm(session, who, code, now, seal=directory.seal)


def everything(directory: Directory) -> set[str]:
    """Each value of the outbox and of the choices."""
    with directory.reading() as session:
        tables = (models.OutgoingMessage, models.AlertChoice)
        rows: list[Mapping[str, object]] = [
            row._mapping for table in tables for row in session.execute(select(table.__table__))
        ]
    return {str(value) for row in rows for value in row.values()}
