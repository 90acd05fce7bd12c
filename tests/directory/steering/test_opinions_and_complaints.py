"""L21: opinions are anonymous, complaints are answered by a day that the person knows, and may go further."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from directory import models
from directory.models import ComplaintState, ContactChannel
from directory.service import Directory
from directory.steering.complaints import ALPHABET, Complaints, NotNow, UnknownReference
from directory.steering.forgetting import forget_words
from directory.steering.opinions import LONGEST_WORDS, Opinion, keep_opinion
from directory.steering.territories import territory_of
from directory.working_days import add_working_days

HERE = ("departement:37",)
TOURS, NICE = "37261", "06088"


def test_an_opinion_keeps_its_month_and_nothing_of_when_or_who(each_tours: Directory, now: datetime) -> None:
    """L03, L21: neither day, hour, order of arrival nor conversation; skipped questions stay unanswered."""
    for rating in (5, 1):
        keep_opinion(each_tours, Opinion(rating, ContactChannel.WEB, HERE[0], useful=True, words=" bien "), now=now)
    with each_tours.reading() as session:
        rows = session.scalars(select(models.Opinion).order_by(models.Opinion.rating)).all()
    assert [(row.rating, row.month, row.understood, row.useful, row.words) for row in rows] == [
        (1, "2026-11", None, True, "bien"),
        (5, "2026-11", None, True, "bien"),
    ]
    columns = {column.name for column in models.Opinion.__table__.columns}
    assert columns == {"id", "month", "channel", "territory", "rating", "understood", "useful", "words", "sample"}


def test_an_opinion_is_numbered_by_lot(tours: Directory, now: datetime) -> None:
    drawn = iter((7, 3))
    for rating in (4, 5):
        keep_opinion(tours, Opinion(rating, ContactChannel.PHONE, HERE[0]), now=now, draw=lambda _: next(drawn))
    with tours.reading() as session:
        assert list(session.scalars(select(models.Opinion.rating).order_by(models.Opinion.id))) == [5, 4]


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_goes_from_one_to_five(rating: int) -> None:
    with pytest.raises(ValueError, match="rating"):
        Opinion(rating, ContactChannel.WEB, HERE[0])


def test_long_words_are_cut(tours: Directory, now: datetime) -> None:
    keep_opinion(tours, Opinion(3, ContactChannel.WEB, HERE[0], words="a" * 900), now=now)
    with tours.reading() as session:
        assert session.scalars(select(models.Opinion.words)).one() == "a" * LONGEST_WORDS


def test_a_complaint_goes_from_receipt_to_answer(each_tours: Directory, now: datetime) -> None:
    complaints = Complaints(each_tours)
    receipt = complaints.complain("Personne ne m’attendait.", HERE[0], now=now)
    assert receipt.due_on == date(2026, 12, 14)
    assert receipt.acknowledged_by == date(2026, 11, 25)
    (case,) = complaints.waiting(HERE)
    complaints.acknowledge(case.id, by=_counsellor(each_tours, now), territories=HERE, now=now)
    assert _state(complaints, receipt.reference, now) is ComplaintState.ACKNOWLEDGED
    complaints.answer(case.id, "Nous vous devons des excuses.", by=1, territories=HERE, now=now + timedelta(days=2))
    view = complaints.find(receipt.reference.lower().replace("-", " "), now=now)
    assert view is not None
    assert (view.state, view.answer, view.answered_on) == (
        ComplaintState.ANSWERED,
        "Nous vous devons des excuses.",
        date(2026, 11, 25),
    )
    assert complaints.waiting(HERE) == []


def test_an_answer_that_does_not_satisfy_goes_to_the_next_level_then_no_further(
    tours: Directory, now: datetime
) -> None:
    """L21: escalation, with a new day by which to answer, for sixty days, as far as there is a level."""
    complaints, by = Complaints(tours), _counsellor(tours, now)
    reference = complaints.complain("J’ai attendu deux mois.", HERE[0], now=now).reference
    with pytest.raises(NotNow):
        complaints.contest(reference, "Toujours rien.", now=now)
    (case,) = complaints.waiting(None)
    complaints.answer(case.id, "C’est noté.", by=by, territories=None, now=now)
    late = complaints.find(reference, now=now + timedelta(days=61))
    assert late is not None
    assert not late.contestable
    view = complaints.contest(reference, "Ce n’est pas une réponse.", now=now + timedelta(days=59))
    assert view.state is ComplaintState.ESCALATED
    assert view.answered_by == "La direction régionale du service"
    assert view.due_on > date(2027, 1, 20)
    complaints.answer(case.id, "Voici ce que nous changeons.", by=by, territories=None, now=now + timedelta(days=60))
    again = complaints.find(reference, now=now + timedelta(days=60))
    assert again is not None
    assert (again.contestable, again.next_level) == (False, None)
    assert [one.words for one in again.said] == [
        "C’est noté.",
        "Ce n’est pas une réponse.",
        "Voici ce que nous changeons.",
    ]
    assert (again.words, again.answer) == ("J’ai attendu deux mois.", "Voici ce que nous changeons.")
    (case,) = complaints.answered(None)
    assert case.said == again.said


def test_the_next_level_is_answered_from_the_region_only(tours: Directory, now: datetime) -> None:
    """L21: whoever gave the first answer does not judge it again."""
    complaints, by = Complaints(tours), _counsellor(tours, now)
    reference = complaints.complain("Fermé.", HERE[0], now=now).reference
    (case,) = complaints.waiting(HERE)
    complaints.answer(case.id, "C’est noté.", by=by, territories=HERE, regional=False, now=now)
    assert complaints.contest(reference, "Non.", now=now).answer is None
    (case,) = complaints.waiting(HERE)
    assert case.regional
    with pytest.raises(UnknownReference):
        complaints.answer(case.id, "Encore moi.", by=by, territories=HERE, regional=False, now=now)
    complaints.answer(case.id, "La région.", by=by, territories=None, now=now)


def test_those_who_answer_see_their_territory_only(tours: Directory, now: datetime) -> None:
    complaints, by = Complaints(tours), _counsellor(tours, now)
    complaints.complain("Ici.", HERE[0], now=now)
    complaints.complain("Là-bas.", "departement:44", now=now)
    (mine,) = complaints.waiting(HERE)
    (theirs,) = (case for case in complaints.waiting(None) if case.id != mine.id)
    assert mine.words == "Ici."
    for deed in (
        lambda: complaints.acknowledge(theirs.id, by=by, territories=HERE, now=now),
        lambda: complaints.answer(theirs.id, "Non.", by=by, territories=HERE, now=now),
    ):
        with pytest.raises(UnknownReference):
            deed()


def test_what_is_late_shows(tours: Directory, now: datetime) -> None:
    complaints = Complaints(tours)
    complaints.complain("Rien.", HERE[0], now=now)
    (case,) = complaints.waiting(HERE)
    assert not case.is_late(case.acknowledge_by)
    assert case.is_late(case.acknowledge_by + timedelta(days=1))


def test_only_a_fingerprint_of_the_reference_is_kept(tours: Directory, now: datetime) -> None:
    """Trust: the database alone leads nobody to a complaint, and a wrong reference finds nothing."""
    reference = Complaints(tours).complain("Rien.", HERE[0], now=now).reference
    letters = reference.replace("-", "")
    assert len(letters) == 8
    assert set(letters) <= set(ALPHABET)
    with tours.reading() as session:
        kept = session.scalars(select(models.Complaint.reference)).one()
    assert letters not in kept
    assert Complaints(tours).find("2" * 8, now=now) is None
    assert Complaints(tours).find(letters[:7], now=now) is None


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("2026-11-23", 2, "2026-11-25"),
        ("2026-11-20", 1, "2026-11-23"),  # over a week-end
        ("2026-12-24", 1, "2026-12-28"),  # over Christmas
        ("2026-05-13", 1, "2026-05-15"),  # over Ascension
    ],
)
def test_working_days_leave_out_weekends_and_holidays(day: str, number: int, expected: str) -> None:
    assert add_working_days(date.fromisoformat(day), number) == date.fromisoformat(expected)


@pytest.mark.parametrize(("commune", "expected"), [(TOURS, "departement:37"), (None, "tours"), ("99999", "tours")])
def test_a_territory_is_named_as_closely_as_is_known(reader: Directory, commune: str | None, expected: str) -> None:
    assert territory_of(reader, commune, region="tours") == expected


def test_words_are_forgotten_and_figures_stay(each_tours: Directory, now: datetime) -> None:
    """PC3: a year after, nobody can read what was written; the rating and the delay remain."""
    complaints = Complaints(each_tours)
    keep_opinion(each_tours, Opinion(2, ContactChannel.WEB, HERE[0], words="trop long"), now=now)
    complaints.complain("Personne.", HERE[0], now=now)
    (case,) = complaints.waiting(HERE)
    complaints.answer(case.id, "Pardon.", by=_counsellor(each_tours, now), territories=HERE, now=now)
    assert forget_words(each_tours, now + timedelta(days=365)) == 0
    assert forget_words(each_tours, now + timedelta(days=400)) == 2
    with each_tours.reading() as session:
        opinion, complaint = (
            session.scalars(select(models.Opinion)).one(),
            session.scalars(select(models.Complaint)).one(),
        )
        assert (opinion.rating, opinion.words) == (2, "")
        assert (complaint.words, complaint.answered_at) == ("", now)
        assert {step.words for step in complaint.steps} == {""}


def _state(complaints: Complaints, reference: str, now: datetime) -> ComplaintState | None:
    view = complaints.find(reference, now=now)
    return view.state if view else None


def _counsellor(directory: Directory, now: datetime) -> int:
    """Somebody who answers."""
    with directory.writing() as session:
        structure = session.scalars(select(models.Structure).limit(1)).one()
        row = models.Counsellor(
            structure_id=structure.id, email="c@exemple.fr", name="C", password="x", role=models.Role.ADMIN,
            created_at=now,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id
