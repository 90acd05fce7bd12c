"""L27, PA4, NO12: the map and the tables of coverage say the same, from the directory as it stands."""

from datetime import UTC, datetime

import pytest

from directory.coverage import AUDIENCES, HALF_DAYS
from directory.desk.scope import Member
from directory.models import Role
from directory.places import Commune, load_places
from directory.service import Directory
from directory.steering.board import OutOfReach
from directory.steering.cover import Cover, cover_tables, open_cover
from directory.steering.indicators import load_catalogue
from directory.steering.map import WIDTH, draw
from directory.steering.release import Steering
from directory.steering.wording import Namer, steering_words

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADMIN = Member(0, "A", Role.ADMIN, 0, "")
TOURS, CHINON, LOCHES = "37261", "37072", "37132"


def place(code: str) -> Commune:
    found = load_places().get(code)
    assert found
    return found


@pytest.fixture
def steering(reader: Directory) -> Steering:
    return Steering(reader, load_catalogue(), lambda _: [True, False])


@pytest.fixture
def cover(steering: Steering) -> Cover:
    return open_cover(steering, ADMIN, "departement:37", "", now=NOW)


def test_north_is_up_and_east_is_right_at_one_scale() -> None:
    drawn = draw([place(TOURS), place(CHINON), place(LOCHES)], [], [])
    assert drawn
    dots = {dot.name: dot for dot in drawn.dots}
    assert dots["Tours"].y < dots["Loches"].y
    assert dots["Chinon"].x < dots["Tours"].x < dots["Loches"].x
    assert dots["Tours"].radius > dots["Chinon"].radius
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    assert {one.name for one in drawn.names} == {"Tours", "Chinon", "Loches"}


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw([], [], []) is None


def test_a_dot_is_darker_the_more_audiences_lack_a_place(cover: Cover) -> None:
    ((_, drawn),) = cover.maps()
    lacking = {lack.commune.name: len(lack.audiences) for lack in cover.lacks()}
    assert sum(drawn.steps().values()) == cover.communes
    assert drawn.steps()[0] == cover.communes - len(lacking)
    for dot in drawn.dots:
        assert len(dot.lacking) == lacking.get(dot.name, 0)
        assert dot.step == {0: 0, 1: 1, 2: 1, 3: 2, 4: 2, 5: 2}.get(len(dot.lacking), 3)


def test_the_tables_count_what_the_indicator_counts(cover: Cover) -> None:
    """One truth: the share on the dashboard, the audiences, the communes and the export."""
    reach = cover.picture.count("communes", "reach", cover.where)
    gaps = sum(len(lack.audiences) for lack in cover.lacks())
    assert reach.total() == cover.communes * len(AUDIENCES)
    assert gaps == reach["afar"] + reach["none"] == sum(one.communes for one in cover.audiences)
    exported, weeks, _ = cover_tables(cover, Namer(steering_words(), {}))
    assert len(exported.rows) == gaps
    assert len(weeks.rows) == len(cover.weeks)


def test_one_audience_is_looked_at_alone(steering: Steering, cover: Cover) -> None:
    alone = open_cover(steering, ADMIN, "departement:37", "salariés", now=NOW)
    (of_all,) = (one for one in cover.audiences if one.audience == "salariés")
    assert alone.audiences == (of_all,)
    assert {lack.audiences for lack in alone.lacks()} == {("salariés",)}


def test_parts_add_up_to_the_whole(steering: Steering) -> None:
    whole = open_cover(steering, ADMIN, "region:tours", "", now=NOW)
    assert sum(part.communes for part in whole.parts()) == whole.communes
    assert sum(part.lacking for part in whole.parts()) == len(whole.lacks())
    assert sum(part.short_weeks for part in whole.parts()) == len(whole.weeks)


def test_weeks_that_are_too_short_are_named(cover: Cover) -> None:
    """NO12: at least five half-days a week."""
    assert "Loches" in {one.commune for one in cover.weeks}
    assert all(0 < one.half_days < HALF_DAYS for one in cover.weeks)


def test_a_coordinator_looks_at_their_own_territory(steering: Steering) -> None:
    tours = Member(1, "T", Role.COORDINATOR, 0, "", territory="tours")
    assert open_cover(steering, tours, "", "", now=NOW).where == "region:tours"
    for where, audience in (("all", ""), ("region:france", ""), ("", "astronautes")):
        with pytest.raises(OutOfReach):
            open_cover(steering, tours, where, audience, now=NOW)


def test_how_the_network_stands_is_counted_by_network_and_structure(steering: Steering) -> None:
    picture = steering.picture(now=NOW)
    every = picture.count("places", "step_free", "region:tours")
    locals_ = picture.count("places", "step_free", "region:tours", "network:missions-locales")
    assert set(every) <= {"yes", "no", "unknown", "remote"}
    assert 0 < locals_.total() < every.total()
    assert picture.count("information", "review", "region:tours") == {"in_time": 1, "overdue": 1}
