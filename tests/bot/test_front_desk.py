"""What the composed house keeps of receptions: how people came, what they think, sources for the desk."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from bot.app import House, build, front_desk, phone
from bot.settings import Settings
from directory import models
from directory.models import ContactChannel
from directory.regions import load_region
from tests.service import MONDAY
from tests.telephony.carrier import Carrier, VirtualClock

CAMILLE = 1


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The rooms of a service whose engine is away."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("house"), engine_url="http://127.0.0.1:1")
    made = build(settings, clock=lambda: MONDAY)
    made.directory.migrate()
    load_region(made.directory, "tours", MONDAY)
    yield made
    made.directory.engine.dispose()


async def test_a_reception_run_by_a_counsellor_is_counted_by_how_the_person_came(house: House) -> None:
    """NO1, L22: neither a visit of the site, nor a call of the hotline's machine."""
    front, ways = front_desk(house), {ContactChannel.DESK, ContactChannel.PHONE}
    for came in ways:
        talk = await front.begin(CAMILLE, came)
        assert await front.say(talk, CAMILLE, "#menu")
    house.activity.write()
    with house.directory.reading() as session:
        assert set(session.scalars(select(models.Activity.channel))) == ways
    await house.engine.close()


def test_every_subject_of_the_line_comes_with_its_sources_and_steps(house: House) -> None:
    """Promise 5: the counsellor can check all that the person was told, and nothing else."""
    front = front_desk(house)
    answers = front.answers(tuple(house.renderer.fiches))
    assert [one.need for one in answers] == list(house.renderer.fiches)
    for one in answers:
        assert one.sources, one.need
        assert (one.words[:3], one.next_steps[:4]) == ("<p>", "<ul>"), one.need
    assert front.answers(()) == ()


async def test_a_note_given_by_phone_is_an_opinion_of_that_channel(house: House) -> None:
    """L21: the phone's survey is kept beside the page's, without anybody."""
    app, clock = FastAPI(), VirtualClock(MONDAY)
    app.include_router(phone(house, clock))
    call = await Carrier(app, house.settings.line_token, clock, base=house.settings.base_url).rings()
    for said in ("au revoir", "non"):
        await call.says(said)
    for key in ("4", "1"):
        await call.presses(key)
    assert call.over
    with house.directory.reading() as session:
        kept = session.scalars(select(models.Opinion)).one()
    assert (kept.channel, kept.rating, kept.useful, kept.words) == (ContactChannel.PHONE, 4, True, "")
    await house.engine.close()
