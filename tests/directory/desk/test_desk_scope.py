"""One structure never sees another's anything, by a mechanism that cannot be forgotten (NO5, TO1; object access)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text, update

import directory.desk
from directory import models
from directory.desk.roles import RIGHTS, Right
from directory.desk.scope import PUBLIC, Member, Scope, Scoped, UnscopedStatement, owned
from directory.models import Base, Role
from directory.referrals import ReferralState
from tests.directory.desk.desk_under_test import (
    CAMILLE,
    CIO,
    DOMINIQUE,
    MISSION,
    MONDAY,
    PERSON,
    DeskUnderTest,
    case_of,
    scoped_for,
)

MINE = Scope.of(Member(1, "X", Role.MANAGER, structure_id=1, structure_name="X"), Right.CASES)
OF_PEOPLE = (
    models.Agenda,
    models.Appointment,
    models.Contact,
    models.Consent,
    models.Referral,
    models.SummaryLine,
    models.AccessLog,
)
TABLES = sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda table: str(table.__tablename__))
ACTIONS = ("accepter", "refuser", "rencontre", "absence")
REFUSAL = {"reason": "full", "text": "Le CIO de Joué-lès-Tours a des places."}


def test_every_table_is_confined_or_public() -> None:
    """A new table cannot be forgotten: it is one or the other."""
    confined = set(owned(MINE))
    assert confined | PUBLIC == set(TABLES)
    assert not confined & PUBLIC


def test_confined_tables_show_nothing_to_a_structure_that_has_none(desk: DeskUnderTest) -> None:
    """Whatever is asked, rows of others do not come out."""
    desk.signed_in().opens(case_of(desk.person_books(MISSION, contact=PERSON)))
    nobody = Member(99, "X", Role.MANAGER, structure_id=999, structure_name="X")
    stranger = Scoped(desk.directory, nobody, Right.CASES)
    with stranger.reading() as session:
        for table in owned(MINE):
            assert session.scalar(select(func.count()).select_from(table)) == 0, table
            assert session.scalars(select(table)).all() == [], table


def test_each_structure_sees_its_own_rows_only(desk: DeskUnderTest) -> None:
    for structure in (MISSION, CIO):
        desk.person_books(structure, contact=PERSON)
    mine, theirs = scoped_for(desk, CAMILLE), scoped_for(desk, DOMINIQUE)
    for table in (models.Appointment, models.SummaryLine, models.Contact, models.ReferralStep):
        count = select(func.count()).select_from(table)
        with desk.directory.reading() as session, mine.reading() as here, theirs.reading() as there:
            everything, ours, others = (one.scalar(count) or 0 for one in (session, here, there))
        assert ours > 0, table
        assert others > 0, table
        assert ours + others == everything, table


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_people_are_seen_by_who_receives_them_and_nobody_else(desk: DeskUnderTest, role: Role, right: Right) -> None:
    """NO5: coordination and administration see structures, never a request, a name or an hour of somebody's day."""
    desk.person_books(MISSION, contact=PERSON)
    with desk.directory.reading() as session:
        mission = session.scalars(select(models.Structure).where(models.Structure.key == MISSION)).one()
    member = Member(99, "X", role, mission.id, mission.name, territory="tours")
    receives = right in RIGHTS[role] & {Right.CASES, Right.AGENDA}
    with Scoped(desk.directory, member, right).reading() as session:
        for table in OF_PEOPLE[:-1]:
            assert bool(session.scalar(select(func.count()).select_from(table))) is receives, table


@pytest.mark.parametrize(
    ("role", "territory", "right", "sees"),
    [
        (Role.COUNSELLOR, None, Right.CASES, {MISSION}),
        (Role.MANAGER, None, Right.CARD, {MISSION}),
        (Role.COORDINATOR, "tours", Right.TERRITORY, {MISSION, CIO}),
        (Role.COORDINATOR, "normandie", Right.TERRITORY, set()),
        (Role.COORDINATOR, None, Right.TERRITORY, set()),
        (Role.ADMIN, None, Right.TERRITORY, {MISSION, CIO}),
        (Role.COUNSELLOR, None, Right.TEAM, set()),
        (Role.COORDINATOR, "tours", Right.CARD, set()),
    ],
)
def test_cards_are_seen_as_far_as_the_role_reaches(
    desk: DeskUnderTest, role: Role, territory: str | None, right: Right, sees: set[str]
) -> None:
    with desk.directory.reading() as session:
        mission = session.scalars(select(models.Structure).where(models.Structure.key == MISSION)).one()
    member = Member(99, "X", role, mission.id, mission.name, territory)
    keys = select(models.Structure.key).where(models.Structure.key.in_((MISSION, CIO)))
    with Scoped(desk.directory, member, right).reading() as session:
        assert set(session.scalars(keys)) == sees


def test_a_zone_is_a_territory_too(desk: DeskUnderTest) -> None:
    """A coordinator of a zone sees the structures that serve a part of it."""
    with desk.directory.writing() as session:
        area = session.scalars(
            select(models.ServedArea.area).join(models.Structure).where(models.Structure.key == CIO)
        ).first()
        zone = models.Zone(key="tours/essai", region="tours", name="Essai", areas=[models.ZoneArea(area=area)])
        session.add(zone)
    member = Member(99, "X", Role.COORDINATOR, 1, "X", "tours/essai")
    with Scoped(desk.directory, member, Right.TERRITORY).reading() as session:
        keys = set(session.scalars(select(models.Structure.key)))
    assert CIO in keys
    assert len(keys) < 20


def test_what_is_written_out_of_reach_is_refused(desk: DeskUnderTest) -> None:
    """A row for another structure, or in a table nobody may write, does not go in."""
    with desk.directory.reading() as session:
        foreign = session.scalars(select(models.Site).join(models.Structure).where(models.Structure.key == CIO)).first()
    assert foreign
    day = MONDAY.date()
    for row in (
        models.Closure(site_id=foreign.id, first_day=day, last_day=day),
        models.Network(key="x", name="X"),
    ):
        with pytest.raises(UnscopedStatement), scoped_for(desk).writing() as session:
            session.add(row)
    with desk.directory.reading() as session:
        assert session.scalar(select(func.count()).where(models.Closure.site_id == foreign.id)) == 0


def test_what_is_loaded_on_the_way_is_confined_too(desk: DeskUnderTest) -> None:
    """A row moved by hand under another structure's agenda does not bring its summary along."""
    view = desk.person_books(MISSION, contact=PERSON)
    foreign = select(models.Structure.id).where(models.Structure.key == CIO).scalar_subquery()
    with desk.directory.writing() as session:
        session.execute(update(models.Referral).values(structure_id=foreign))
        session.execute(update(models.Consent).values(structure_id=foreign))
    with scoped_for(desk).reading() as session:
        row = session.scalars(select(models.Appointment).where(models.Appointment.uid == view.uid)).one()
        assert row.referral is None
        assert row.contact is None


def test_changing_and_deleting_are_confined_too(desk: DeskUnderTest) -> None:
    view = desk.person_books(CIO)
    with scoped_for(desk).writing() as session:
        session.execute(update(models.Appointment).values(sequence=7))
        session.execute(delete(models.SummaryLine))
    with desk.directory.reading() as session:
        row = session.scalars(select(models.Appointment).where(models.Appointment.uid == view.uid)).one()
        assert row.sequence == 0
        assert row.referral
        assert len(row.referral.lines) == 4


def test_a_statement_that_cannot_be_confined_is_refused(desk: DeskUnderTest) -> None:
    with scoped_for(desk).reading() as session:
        for statement in (text("SELECT * FROM contact"), select(models.Contact.__table__)):
            with pytest.raises(UnscopedStatement):
                session.execute(statement)


def test_a_consent_taken_back_hides_what_it_covered(desk: DeskUnderTest) -> None:
    """L03, promise 3: no summary line and no identity without a live consent, whatever else went wrong."""
    view = desk.person_books(contact=PERSON)
    with desk.directory.writing() as session:
        session.execute(update(models.Consent).values(withdrawn_at=MONDAY))
    browser = desk.signed_in()
    for address in ("/desk", case_of(view), f"/desk/semaine?jour={view.starts_at.date()}"):
        page = browser.reads(address)
        assert "changement de métier" not in page
        assert "Marchand" not in page


def test_what_is_not_sent_yet_is_not_there(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser = desk.signed_in()
    for state in (ReferralState.DRAFT, ReferralState.CONSENTED):
        with desk.directory.writing() as session:
            session.execute(update(models.Referral).values(state=state))
        page = browser.reads(case_of(view))
        assert "changement de métier" not in page
        assert "sans envoyer de résumé" in page


def test_every_address_answers_404_for_another_structure(desk: DeskUnderTest) -> None:
    """Every endpoint × a foreign case: the same page as for a case that does not exist, and nothing has changed."""
    foreign = desk.person_books(CIO, contact=PERSON)
    desk.clock.goes_on(hours=1)
    browser = desk.signed_in()
    unknown = browser.opens("/desk/demandes/00000000-0000-4000-8000-000000000000")
    seen = browser.opens(case_of(foreign))
    assert (seen.status_code, seen.text) == (404, unknown.text)
    browser.opens("/desk")
    for action in ACTIONS:
        for fields in ({}, REFUSAL):
            assert browser.posts(f"{case_of(foreign)}/{action}", **fields).status_code == 404, action
    assert desk.states(foreign) == ("sent", "booked")
    assert desk.readings(foreign) == []


def test_no_list_shows_another_structure(desk: DeskUnderTest) -> None:
    foreign = desk.person_books(CIO)
    day = foreign.starts_at.date()
    mine, theirs = desk.signed_in(), desk.signed_in(DOMINIQUE)
    lists = ("/desk", f"/desk/agenda?jour={day}", f"/desk/semaine?jour={day}")
    for address in lists:
        assert foreign.uid in theirs.opens(address).text
        assert foreign.uid not in mine.opens(address).text
    theirs.acts(foreign, "refuser", **REFUSAL)
    assert foreign.uid in theirs.opens("/desk/terminees").text
    assert foreign.uid not in mine.opens("/desk/terminees").text


def test_what_does_not_exist_is_a_clear_page(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    for address in ("demandes/1", "demandes/%00", "demandes/é", "static/..%2fdoor.py", "static/door.py", "x"):
        answer = browser.opens(f"/desk/{address}")
        assert answer.status_code == 404, address
        assert "Traceback" not in answer.text


def test_nobody_sees_anything_without_signing_in(desk: DeskUnderTest) -> None:
    view = desk.person_books()
    browser = desk.browser()
    for address in ("/desk", "/desk/terminees", "/desk/agenda", "/desk/semaine", case_of(view)):
        assert browser.opens(address).status_code == 303
    for action in ACTIONS:
        assert browser.posts(f"{case_of(view)}/{action}", **REFUSAL).status_code == 303
    assert desk.states(view) == ("sent", "booked")


def test_a_visit_of_yesterday_sees_nothing(desk: DeskUnderTest) -> None:
    browser = desk.signed_in()
    desk.clock.now += timedelta(days=1)
    assert browser.opens("/desk").status_code == 303


def test_only_the_scope_and_the_door_open_sessions() -> None:
    """The repository checks its own promise: pages cannot reach the database around the scope."""
    folder = Path(directory.desk.__file__).parent
    opening = re.compile(r"directory\.(reading|writing)\(|\bopen_engine\b|\bSession\(|\.engine\b")
    found = {path.name for path in folder.glob("*.py") if opening.search(path.read_text(encoding="utf-8"))}
    assert found == {
        "scope.py",
        "change_notices.py",  # no page: what goes by mail as time passes
        "accounts.py",
        "visits.py",
        "delays.py",
        "factors.py",
        "feed.py",
        "invitations.py",
        "card_links.py",
        "alerts.py",
    }
