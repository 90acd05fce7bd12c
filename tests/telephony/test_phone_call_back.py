"""Outside the hours of people, a number is kept to call back: on an explicit yes, in the directory, nowhere else."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI

from bot.app import CONSENT_TO_CALL_BACK, create_app
from directory.call_backs import waiting_query
from directory.regions import load_region
from tests.service import settings_for
from tests.telephony.carrier import Call, Carrier, VirtualClock

NIGHT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
NUMBER = "0639980123"


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[FastAPI]:
    """A whole app at night, its engine away."""
    settings = settings_for(tmp_path, engine_url="http://127.0.0.1:1")
    app = create_app(settings, clock=lambda: NIGHT, engine=False)
    directory = app.state.house.directory
    directory.migrate()
    load_region(directory, "tours", NIGHT)
    yield app
    await app.state.house.engine.close()
    directory.engine.dispose()


async def wants_a_person(app: FastAPI) -> Call:
    """A caller told that nobody answers at this hour."""
    settings = app.state.house.settings
    call = await Carrier(app, settings.line_token, VirtualClock(NIGHT), base=settings.base_url).rings()
    await call.presses("0")
    assert "Aucune personne ne répond à cette heure" in call.last_prompt
    assert "Voulez-vous qu’une personne vous rappelle ?" in call.last_prompt
    return call


async def test_p45_a_number_is_kept_to_call_back_on_a_yes(app: FastAPI) -> None:
    """Checked, kept with the version of what was agreed to, and never told to the conversation."""
    call = await wants_a_person(app)
    for keys in ("1", NUMBER, "1"):
        await call.presses(keys)
    assert "Une personne vous rappellera" in call.last_prompt
    house = app.state.house
    with house.directory.reading() as session:
        waiting = session.scalars(waiting_query()).all()
    assert [(row.phone, row.consent) for row in waiting] == [("+33639980123", CONSENT_TO_CALL_BACK)]
    conversation = call.gather.get("action", "").split("/phone/turn/")[1].split("/")[0]
    assert "39980123" not in repr(await house.conversation.lines(conversation))


@pytest.mark.parametrize("answer", ["2", "*", None])
async def test_p27_without_a_yes_nobody_is_called_back(app: FastAPI, answer: str | None) -> None:
    """A no, or silence: nothing is kept, and the call goes on."""
    call = await wants_a_person(app)
    for _ in range(1 if answer else 2):
        await (call.presses(answer) if answer else call.stays_silent())
    assert "personne ne vous rappellera" in call.last_prompt
    assert not call.over
    with app.state.house.directory.reading() as session:
        assert session.scalars(waiting_query()).all() == []
