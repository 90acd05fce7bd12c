"""Promise 6: the engine killed, slow or silent; the next turn is answered, and the talk goes on from where it was."""

import time
from pathlib import Path

import pytest

from tests.service import Service, running, settings_for
from tests.talkers import PhoneTalker, Talker, WebTalker

pytestmark = pytest.mark.engine


@pytest.fixture
def fragile(model: Path, tmp_path: Path) -> Service:
    """A service of its own, to break."""
    with running(settings_for(tmp_path / "fragile", model)) as service:
        yield service


@pytest.mark.parametrize("talker", [WebTalker, PhoneTalker], ids=["web", "phone"])
async def test_engine_killed_in_the_middle(talker: type[Talker], fragile: Service) -> None:
    """PC1: what was understood is kept, choices take over within two seconds, and a booking is still reached."""
    async with talker.on(fragile) as person:
        await person.does("je voudrais faire une vae, je suis salariée à Tours")
        assert person.turn.understood.need == "vae"
        fragile.kill_engine()
        began = time.monotonic()
        await person.does("oui")
        assert time.monotonic() - began < 2
        assert person.turn.guided
        assert "information_vae" in [reply.key for reply in person.turn.replies]
        for _ in range(4):
            await person.does({"picks": 1})
            if person.turn.replies[-1].key == "utter_ask_booking":
                break
        await person.does({"picks": 1})
        assert person.turn.appointment is not None


async def test_free_words_lead_to_keys_when_the_engine_is_away(fragile: Service) -> None:
    """The first words cannot be understood: the menus are offered at once, and the engine's return ends them."""
    async with WebTalker.on(fragile) as person:
        fragile.kill_engine()
        await person.does("je voudrais changer de voie")
        assert [reply.key for reply in person.turn.replies] == ["utter_guided", "utter_ask_menu"]
        end = time.monotonic() + 60
        while person.turn.guided and time.monotonic() < end:
            time.sleep(1)
            await person.does("je voudrais changer de métier")
        assert not person.turn.guided
        assert person.turn.understood.need == "reconversion"
