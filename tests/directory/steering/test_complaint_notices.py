"""L21: those who answer complaints know that one waits, are reminded in time, and are not alone with what is late."""

from datetime import UTC, date, datetime, timedelta

import pytest

from directory import models
from directory.desk import create_counsellor
from directory.dispatch import Dispatched
from directory.models import Role
from directory.service import Directory
from directory.steering.complaint_notices import Answerer, remind, told
from directory.steering.complaints import Complaints
from directory.steering.territories import territory_said
from directory.working_days import add_working_days, working_days_before
from tests.directory.post_office import Post, send

ZONE, REGION, ADMIN = (
    Answerer(1, regional=False, leaves=frozenset({"paca/nice"})),
    Answerer(2, regional=True, leaves=frozenset({"paca/nice", "paca/arles"})),
    Answerer(3, regional=True, leaves=None),
)
WORDS = "Personne ne m’attendait rue Colbert."
MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)  # a Monday, 9 h in Tours


@pytest.mark.parametrize(
    ("answerers", "territory", "regional", "expected"),
    [
        ((ZONE, REGION, ADMIN), "paca/nice", False, (ZONE,)),
        ((ZONE, REGION, ADMIN), "paca/nice", True, (REGION,)),
        ((ZONE, REGION, ADMIN), "paca/arles", False, (REGION,)),
        ((ZONE, REGION, ADMIN), "departement:37", False, (ADMIN,)),
        ((ZONE, ADMIN), "paca/nice", True, (ADMIN,)),
        ((ZONE,), "paca/nice", True, ()),
    ],
)
def test_the_nearest_who_may_answer_are_told(
    answerers: tuple[Answerer, ...], territory: str, expected: tuple[Answerer, ...], *, regional: bool
) -> None:
    """A territory's coordination first, the region's when there is none or when it is theirs, else administration."""
    assert told(answerers, territory, regional=regional) == expected


def coordinator(directory: Directory, email: str, territory: str | None, role: Role = Role.COORDINATOR) -> None:
    """Somebody who answers complaints."""
    account = {"email": email, "password": "quatre mots sans rapport", "structure": "tours/cio-tours", "role": role}
    create_counsellor(directory, **account, territory=territory, now=MORNING)  # type: ignore[arg-type]


def subjects(directory: Directory, now: datetime) -> list[tuple[str, str]]:
    """What leaves at this moment, to whom."""
    post = Post()
    send(directory, post, now)
    for _, letter in post.letters:
        assert WORDS not in letter.text
        assert "https://deux-portes.example/desk/pilotage/reclamations" in letter.text
    return [(letter.to[0], letter.subject) for _, letter in post.letters]


def test_a_complaint_is_followed_from_its_first_minute_to_its_delay(each_tours: Directory) -> None:
    """Told at once, reminded a day before the acknowledgement and three before the answer, once each, then when it is
    late; answered, nobody is told any more."""
    coordinator(each_tours, "territoire@exemple.fr", "tours")
    coordinator(each_tours, "admin@exemple.fr", None, Role.ADMIN)
    complaints = Complaints(each_tours)
    receipt = complaints.complain(WORDS, "departement:37", now=MORNING)
    told_on: dict[date, list[str]] = {MORNING.date(): [subject for _, subject in subjects(each_tours, MORNING)]}
    for day in range(1, 30):
        at = MORNING + timedelta(days=day)
        remind(each_tours, at)
        remind(each_tours, at + timedelta(hours=1))
        if found := subjects(each_tours, at + timedelta(hours=2)):
            assert {to for to, _ in found} == {"territoire@exemple.fr"}
            told_on[at.date()] = [subject for _, subject in found]
    assert told_on == {
        date(2026, 11, 23): ["Une réclamation attend"],
        working_days_before(receipt.acknowledged_by, 1): ["Une réclamation attend votre accusé de réception"],
        working_days_before(receipt.due_on, 3): ["Une réclamation attend votre réponse"],
        add_working_days(receipt.due_on, 1): ["Une réclamation est restée sans réponse"],
    }
    (case,) = complaints.waiting(None)
    complaints.answer(case.id, "Nous vous devons des excuses.", by=1, territories=None, now=MORNING)
    assert remind(each_tours, MORNING + timedelta(days=40)) == 0


def test_what_is_taken_further_reaches_the_region(each_tours: Directory) -> None:
    """A zone's coordination is told of what comes first, the region's of what goes further; nobody at night."""
    with each_tours.writing() as session:
        zone = models.Zone(key="tours/sud", region="tours", name="Sud")
        zone.areas = [models.ZoneArea(area="commune:37261")]
        session.add(zone)
    coordinator(each_tours, "zone@exemple.fr", "tours/sud")
    coordinator(each_tours, "region@exemple.fr", "tours")
    territory = territory_said(each_tours, "tours", region="tours")
    assert territory == "tours/sud"
    complaints = Complaints(each_tours)
    reference = complaints.complain(WORDS, territory, now=MORNING).reference
    assert subjects(each_tours, MORNING) == [("zone@exemple.fr", "Une réclamation attend")]
    late = MORNING + timedelta(days=60)
    assert remind(each_tours, late.replace(hour=3)) == 0
    assert remind(each_tours, late + timedelta(days=(5 - late.weekday()) % 7)) == 0  # a Saturday
    remind(each_tours, late)
    assert {to for to, _ in subjects(each_tours, late)} == {"zone@exemple.fr", "region@exemple.fr"}
    (case,) = complaints.waiting(None)
    complaints.answer(case.id, "C’est noté.", by=1, territories=None, now=late)
    complaints.contest(reference, "Non.", now=late)
    assert subjects(each_tours, late) == [("region@exemple.fr", "Une réclamation attend")]


@pytest.mark.parametrize("deed", ["taken", "answered", "taken further"])
def test_what_was_dealt_with_before_another_try_is_not_said(each_tours: Directory, deed: str) -> None:
    """A message that failed leaves again only if it is still so: nobody is called to what is done."""
    coordinator(each_tours, "territoire@exemple.fr", "tours")
    complaints = Complaints(each_tours)
    receipt = complaints.complain(WORDS, "departement:37", now=MORNING)
    assert subjects(each_tours, MORNING)
    at = datetime.combine(receipt.acknowledged_by, MORNING.timetz())
    assert remind(each_tours, at) == 1
    post = Post(failures=[ConnectionError()])
    assert send(each_tours, post, at) == Dispatched(delayed=1)
    (case,) = complaints.waiting(None)
    complaints.acknowledge(case.id, by=1, territories=None, now=at)
    if deed != "taken":
        complaints.answer(case.id, "Nous vous devons des excuses.", by=1, territories=None, now=at)
    if deed == "taken further":
        complaints.contest(receipt.reference, "Non.", now=at)
    told_of_more = 1 if deed == "taken further" else 0
    assert send(each_tours, post, at + timedelta(hours=1)) == Dispatched(sent=told_of_more, outdated=1)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", "tours"),
        ("  ", "tours"),
        ("Tours", "departement:37"),
        ("37000", "departement:37"),
        ("joue les tours", "departement:37"),
        ("Saint-Denis", "departement:974"),
        ("Zzyzx", None),
        ("Inès Marchand, 06 39 98 12 34", None),
    ],
)
def test_a_commune_as_people_write_it_names_its_territory(tours: Directory, said: str, expected: str | None) -> None:
    """Optional: without it the complaint is the region's; a name that is none is asked again."""
    assert territory_said(tours, said, region="tours") == expected
