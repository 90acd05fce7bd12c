"""The relay: the same calls over a real WebSocket (P12, P34, P40)."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
import websockets
from websockets.asyncio.client import connect

from tests.telephony.carrier import Call
from tests.telephony.carrier.signing import sign
from tests.telephony.line_under_test import BASE, TOKEN, HotlineUnderTest

ASKS = "je voudrais changer de métier"
PUBLIC = "wss://deux-portes.example/phone/relay"


@pytest.fixture
async def relayed(hotline: HotlineUnderTest) -> AsyncIterator[HotlineUnderTest]:
    """The same hotline, its relay listening on a real port."""
    hotline.scale = 0.05
    hotline.open(relay=True, account_sid="AC" + "0" * 32)
    config = uvicorn.Config(hotline.carrier.app, port=0, ws="websockets-sansio", log_config=None, lifespan="off")  # type: ignore[arg-type]
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    hotline.carrier.sockets = f"ws://127.0.0.1:{port}"
    yield hotline
    server.should_exit = True
    await serving


@pytest.fixture
async def call(relayed: HotlineUnderTest) -> AsyncIterator[Call]:
    """A caller who has heard the welcome over the relay."""
    call = await relayed.carrier.rings()
    yield call
    if call.relay:
        await call.hangs_up()


async def test_p01_the_welcome_is_the_same(call: Call) -> None:
    """The notice cannot be cut; the question can."""
    assert "assistant automatique" in call.last_prompt
    assert call.last_prompt.endswith("amène ?")
    assert [piece.whole for piece in call.ear.pieces] == [True, False]


async def test_p10_a_reception_by_voice_and_keys(call: Call, relayed: HotlineUnderTest) -> None:
    """Numbers are keyed digit after digit."""
    await call.says(ASKS)
    assert "Quelle est votre situation" in call.last_prompt
    await call.presses("1")
    await call.presses("37000")
    assert relayed.reception.told == [ASKS, "#status salarie", "37000"]


async def test_an_unfinished_number_is_asked_again(call: Call) -> None:
    """The keys stop coming."""
    await call.says(ASKS)
    await call.presses("1")
    await call.presses("370")
    assert "Il faut cinq chiffres" in call.last_prompt


async def test_p02_silence_is_heard(call: Call) -> None:
    """The relay says nothing of silence: the hotline counts the seconds."""
    await call.stays_silent()
    assert "Je ne vous entends pas" in call.last_prompt


async def test_p44_a_person_is_rung_by_a_document(call: Call) -> None:
    """The session ends, its action gives the Dial; afterwards the relay is back."""
    await call.presses("0")
    assert "Dial" in call.executed
    assert call.relay is not None
    assert "Votre échange est terminé" in call.last_prompt


async def test_p15_a_slower_voice_is_a_document_s(call: Call) -> None:
    """The relay cannot slow its voice: the call goes on without it, and nothing is lost."""
    await call.says(ASKS)
    await call.says("plus lentement")
    assert call.relay is None
    assert "plus doucement" in call.last_prompt
    await call.says("je suis salariée")
    assert "quelle commune" in call.last_prompt


async def test_p12_approval_while_listening_is_no_answer(call: Call, relayed: HotlineUnderTest) -> None:
    """ "Oui… d’accord" over a reading that was not finished: the question is asked again, nothing is taken."""
    for words in (ASKS, "je suis salariée", "à Tours"):
        await call.says(words)
    assert call.relay
    await call.relay.interrupted("Si je comprends")
    await call.says("oui")
    assert "C’est bien ça ?" in call.last_prompt
    assert relayed.reception.step() == "restate"
    await call.says("oui")
    assert relayed.reception.step() == "choose"


@pytest.mark.parametrize("answer", ["oui", "1"])
async def test_p13_a_read_back_cut_short_is_read_again_before_any_yes(
    call: Call, relayed: HotlineUnderTest, answer: str
) -> None:
    """The date, the place and the question are heard whole before a booking, by voice or by key."""
    for words in (ASKS, "je suis salariée", "à Tours", "oui", "la première", "la première", "la première"):
        await call.says(words)
    assert relayed.reception.step() == "book"
    assert call.relay
    await call.relay.interrupted("Je relis : mardi")
    await (call.presses(answer) if answer.isdecimal() else call.says(answer))
    assert "Je relis : mardi 24 novembre à 9 heures. Je réserve ?" in call.last_prompt
    assert relayed.reception.booked == 0
    await call.says("oui")
    assert relayed.reception.booked == 1


async def test_a_real_answer_may_cut_the_line_short(call: Call, relayed: HotlineUnderTest) -> None:
    """Only approval is set aside."""
    assert call.relay
    await call.relay.interrupted("Pour une personne")
    await call.says(ASKS)
    assert relayed.reception.told == [ASKS]


async def test_p34_the_socket_dies_and_the_call_goes_on_by_keys_and_voice(call: Call) -> None:
    """The action of Connect is asked: the same question, without the relay."""
    await call.says(ASKS)
    await call.relay_over("failed")
    assert "Je reprends." in call.last_prompt
    assert "Quelle est votre situation" in call.last_prompt
    await call.says("je suis salariée")
    assert "quelle commune" in call.last_prompt
    assert call.executed.count("Connect") == 1


async def test_p34_a_number_being_asked_is_asked_again(call: Call, relayed: HotlineUnderTest) -> None:
    """Whatever the line was asking: not only the conversation's own questions."""
    for keys in ("1", "1", "1", "37000", "1", "1", "1", "1", "1", "1"):
        await call.presses(keys)
    await call.relay_over("failed")
    assert call.last_prompt.partition("Je reprends.")[2].endswith("Voulez-vous laisser un numéro ?")
    await call.presses("2")
    assert "aucun numéro n’est gardé" in call.last_prompt


async def test_p34_the_socket_comes_back_for_the_same_session(call: Call) -> None:
    """ "Je reprends", and the question."""
    await call.says(ASKS)
    assert call.relay
    await call.relay.reconnects()
    said = " ".join(piece.text for piece in await call.relay.turn())
    assert said.startswith("Je reprends.")
    assert "Quelle est votre situation" in said


async def test_p40_another_session_cannot_take_the_call(call: Call) -> None:
    """A ticket serves once."""
    assert call.relay
    call.relay.setup["sessionId"] = "VX" + "f" * 32
    await call.relay.reconnects()
    with pytest.raises(websockets.ConnectionClosed) as closed:
        await call.relay.socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008


@pytest.mark.parametrize(
    "message",
    [
        "pas du JSON",
        "[]",
        '{"type": "nouveauté"}',
        '{"type": "prompt"}',
        '{"type": "prompt", "voicePrompt": 3, "last": true}',
        '{"type": "prompt", "voicePrompt": "je vou", "last": false}',
        '{"type": "dtmf", "digit": "12"}',
        '{"type": "error", "description": "Invalid message received"}',
        '{"type": "info", "name": "tokensPlayed"}',
    ],
)
async def test_p40_strange_messages_are_left(call: Call, relayed: HotlineUnderTest, message: str) -> None:
    """Counted, and the call goes on."""
    assert call.relay
    await call.relay.send(message)
    await call.says(ASKS)
    assert "Quelle est votre situation" in call.last_prompt
    assert "phone_relay_ignored" in relayed.counted


async def test_p40_a_huge_message_ends_the_session_not_the_call(call: Call) -> None:
    """The action then gives the question without the relay."""
    assert call.relay
    await call.relay.send('{"type": "prompt", "voicePrompt": "' + "a" * 1_000_000 + '"}')
    await call._over_relay(call.relay.turn())
    assert "Qu’est-ce qui vous amène" in call.last_prompt
    assert call.relay is None


async def closed_with(relayed: HotlineUnderTest, signature: str, *messages: str) -> int:
    """The close code, or the HTTP status, that a socket gets."""
    url = f"{relayed.carrier.sockets}/phone/relay"
    try:
        async with connect(url, additional_headers={"X-Twilio-Signature": signature}) as socket:
            for message in messages:
                await socket.send(message)
            await socket.recv()
    except websockets.InvalidStatus as refused:
        return refused.response.status_code
    except websockets.ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0
    return 0


@pytest.mark.parametrize("url", ["", f"{BASE}/phone/relay", f"{PUBLIC}/", "wss://ailleurs.example/phone/relay"])
async def test_p40_an_unsigned_upgrade_is_refused(relayed: HotlineUnderTest, url: str) -> None:
    """Before the socket exists."""
    assert await closed_with(relayed, sign(TOKEN, url, ()) if url else "") == 403


@pytest.mark.parametrize(
    "message",
    [
        '{"type": "prompt", "voicePrompt": "bonjour", "last": true}',  # before any setup
        '{"type": "setup", "sessionId": "VX1", "callSid": "CA1", "accountSid": "AC1", "customParameters": {}}',
        "a" * 70_000,
    ],
)
async def test_p40_a_signed_socket_without_a_call_is_closed(relayed: HotlineUnderTest, message: str) -> None:
    """A stolen address is of no use without a call's ticket."""
    assert await closed_with(relayed, sign(TOKEN, PUBLIC, ()), message) == 1008


async def test_p40_another_account_s_setup_is_closed(call: Call) -> None:
    """Even with the right ticket."""
    assert call.relay
    call.relay.setup["accountSid"] = "AC" + "2" * 32
    await call.relay.reconnects()
    with pytest.raises(websockets.ConnectionClosed):
        await call.relay.socket.recv()
