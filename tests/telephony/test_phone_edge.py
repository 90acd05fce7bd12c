"""The hotline's door: signatures, repeated and crossing webhooks, anonymity, breakdowns (P29 to P43)."""

import asyncio
import itertools
import logging
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from telephony.fallback import fallback_twiml
from telephony.prompts import Words
from tests.telephony.carrier import Call, Callee, Carrier
from tests.telephony.carrier.forms import HOTLINE, voice_form
from tests.telephony.carrier.signing import signed_headers
from tests.telephony.conftest import HUMAN
from tests.telephony.line_under_test import BASE, TOKEN, HotlineUnderTest

ASKS = "je voudrais changer de métier"
CANARY = "+33639981234"
HIDDEN = ["+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253", "anonymous", "unknown", ""]
SHARED_KEY = "webhooks_sharedkey_01"


@pytest.mark.parametrize("caller", HIDDEN)
async def test_p29_a_hidden_number_gets_the_whole_service(hotline: HotlineUnderTest, caller: str) -> None:
    """L03: nothing depends on who calls."""
    call = await hotline.carrier.rings(caller)
    await call.says(ASKS)
    assert "Quelle est votre situation" in call.last_prompt


async def test_p30_the_caller_s_number_goes_nowhere(
    hotline: HotlineUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    """Promise 2: not told to the conversation, logged, written in TwiML, shown to the person, nor counted."""
    caplog.set_level(logging.DEBUG)
    call = await hotline.carrier.rings(CANARY)
    hotline.reception.down = True
    await call.says(ASKS)
    hotline.reception.down = False
    await call.presses("0")
    await call.hangs_up()
    written = [*hotline.reception.told, *hotline.counted, *call.displayed, *(sent.body for sent in call.wire.sent)]
    logged = [record.getMessage() for record in caplog.records if record.name.startswith(("telephony", "bot"))]
    assert not [text for text in (*written, *logged) if CANARY[-8:] in text or call.sid in text]
    assert call.displayed == ["+33261910000"]


async def test_p30_a_failure_is_logged_without_what_was_said(
    call: Call, hotline: HotlineUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    """An exception's own words may quote the caller."""
    hotline.reception.down = True
    await call.says(ASKS)
    assert "phone_turn_failed RuntimeError" in caplog.text
    assert "06 39" not in caplog.text


async def test_p31_hanging_up_erases_the_call(call: Call, hotline: HotlineUnderTest) -> None:
    """Nothing outlives the call, even when it ends in the middle of a booking."""
    await call.says(ASKS)
    await call.hangs_up()
    assert hotline.reception.forgotten == ["talk-1"]


@pytest.mark.parametrize("status", ["ringing", "in-progress", "queued", "", "nonsense"])
async def test_p62_only_the_end_ends(call: Call, hotline: HotlineUnderTest, status: str) -> None:
    """Status callbacks come in any order, and twice."""
    assert await call.status(status) == 204
    await call.says(ASKS)
    assert "Quelle est votre situation" in call.last_prompt
    assert [await call.status("completed") for _ in range(2)] == [204, 204]


async def test_p35_a_call_this_process_does_not_know_begins_again(call: Call, hotline: HotlineUnderTest) -> None:
    """The service restarted between two webhooks: said, and begun again, once."""
    await call.says(ASKS)
    hotline.open()
    call.wire.app = hotline.carrier.app
    await call.says("à Tours")
    assert "Nous avons été coupés" in call.last_prompt
    await call.says(ASKS)
    assert "Quelle est votre situation" in call.last_prompt
    assert hotline.reception.started == 2


async def test_p35_another_process_goes_on_with_the_call(call: Call, hotline: HotlineUnderTest) -> None:
    """What was said, the question and the pace are where the call left them."""
    await call.says("plus lentement")
    await call.says(ASKS)
    call.wire.app = hotline.again().carrier.app
    await call.says("je suis salariée")
    assert "Vous êtes dans quelle commune ?" in call.last_prompt
    assert 'rate="85%"' in call.wire.sent[-1].body
    assert hotline.reception.started == 1


async def answers_once_it_is_masked(call: Call, answer: asyncio.Event) -> None:
    """The answer comes while the caller hears that it is looked for, however slow the machine is."""
    while not any("Je vérifie" in words for words in call.heard):
        await asyncio.sleep(0.001)
    answer.set()


async def test_p35_a_late_answer_is_given_by_another_process(hotline: HotlineUnderTest) -> None:
    """ "Je vérifie" is followed up elsewhere; the message is played once, and kept nowhere meanwhile."""
    processes = itertools.cycle([hotline.open(patience=0.02).carrier.app, hotline.again().carrier.app])

    async def balanced(scope: Any, receive: Any, send: Any) -> None:
        await next(processes)(scope, receive, send)

    hotline.carrier.app = balanced
    call = await hotline.carrier.rings()
    hotline.reception.slow = asyncio.Event()
    answering = asyncio.create_task(answers_once_it_is_masked(call, hotline.reception.slow))
    await call.says(ASKS)
    await answering
    assert "Je vérifie, un instant." in call.last_prompt
    assert "Quelle est votre situation" in call.last_prompt
    assert hotline.reception.told == [ASKS]
    assert ASKS not in repr(vars(hotline.shelf))


async def test_p38_a_call_that_ends_during_a_turn_stays_erased(call: Call, hotline: HotlineUnderTest) -> None:
    """The turn under way does not bring it back."""
    hotline.reception.slow = asyncio.Event()
    url, fields = call.gather.get("action", ""), tuple(call.fields(SpeechResult=ASKS).items())
    turn = asyncio.create_task(call.wire.once(url, fields, {}))
    await asyncio.sleep(0.01)
    assert await call.status("completed") == 204
    assert "Hangup" in (await turn).text
    assert not [name for name in vars(hotline.shelf)["_kept"] if name.startswith(("call:", "ring:"))]
    assert hotline.reception.forgotten == ["talk-1"]


async def test_p35_an_expired_conversation_begins_again(call: Call, hotline: HotlineUnderTest) -> None:
    """The talk is gone but the caller is still there."""
    await hotline.reception.forget("talk-1")
    await call.says(ASKS)
    assert "Nous avons été coupés" in call.last_prompt
    await call.says(ASKS)
    assert "Quelle est votre situation" in call.last_prompt


async def test_p36_the_same_webhook_twice_has_one_effect(call: Call, hotline: HotlineUnderTest) -> None:
    """Same step, same document, byte for byte; the conversation hears it once."""
    await call.says(ASKS)
    first = call.wire.sent[-1].body
    assert await call.sends_again() == first
    assert hotline.reception.told == [ASKS]


async def test_p36_the_first_webhook_twice_is_one_call(call: Call, hotline: HotlineUnderTest) -> None:
    """A retried first webhook does not start another conversation."""
    assert await call.sends_again(0) == call.wire.sent[0].body
    assert hotline.reception.started == 1


async def test_p37_an_old_step_gives_the_current_question(call: Call, hotline: HotlineUnderTest) -> None:
    """A webhook replayed later, altered or not, does nothing."""
    await call.says(ASKS)
    await call.says("je suis salariée")
    current = call.wire.sent[-1].body
    assert await call.sends_again(1) == current
    assert await call.sends_again(1, SpeechResult="#person") == current
    assert hotline.reception.told == [ASKS, "je suis salariée"]


async def test_p38_two_webhooks_of_one_call_at_once(call: Call, hotline: HotlineUnderTest) -> None:
    """One turn at a time for each call; the status callback waits for nobody."""
    hotline.reception.slow = asyncio.Event()
    sent = call.wire
    url = call.gather.get("action", "")
    posts = [sent.once(url, tuple(call.fields(SpeechResult=ASKS).items()), {}) for _ in range(3)]
    answering = asyncio.gather(*posts)
    await asyncio.sleep(0.01)
    assert await call.status("in-progress") == 204
    hotline.reception.slow.set()
    assert len({answer.text for answer in await answering}) == 1
    assert hotline.reception.told == [ASKS]


# --- P39: who is let in -----------------------------------------------------------------------------------------


async def post(hotline: HotlineUnderTest, headers: dict[str, str], body: str, path: str = "/phone/voice") -> int:
    """One raw webhook; gives the HTTP status."""
    transport = httpx.ASGITransport(hotline.carrier.app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://10.0.0.1") as client:
        form = {"Content-Type": "application/x-www-form-urlencoded"} | headers
        return (await client.post(path, content=body, headers=form)).status_code


BODY = "CallSid=CA1&From=&SpeechResult=caf%C3%A9+cr%C3%A8me"
FIELDS = [("CallSid", "CA1"), ("From", ""), ("SpeechResult", "café crème")]


@pytest.mark.parametrize(
    ("url", "token", "body"),
    [
        ("http://deux-portes.example/phone/voice", TOKEN, BODY),  # http for https
        (f"{BASE}/phone/voice/", TOKEN, BODY),
        (f"{BASE}/phone/voice", "another account's token", BODY),
        (f"{BASE}/phone/voice", TOKEN, BODY.replace("From=&", "")),  # a blank field dropped
        (f"{BASE}/phone/voice", TOKEN, BODY + "&Digits=0"),
        (f"{BASE}/phone/voice", TOKEN, BODY.replace("caf%C3%A9+", "caf%C3%A9++")),
        (f"{BASE}/phone/voice", TOKEN, ""),
    ],
)
async def test_p39_a_wrong_signature_is_refused(hotline: HotlineUnderTest, url: str, token: str, body: str) -> None:
    """Fail closed, without a word on what was wrong."""
    assert await post(hotline, signed_headers(token, url, FIELDS), body) == 403
    assert hotline.reception.started == 0
    assert hotline.counted == ["phone_refused"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Twilio-Signature": ""},
        {"X-Twilio-Signature": "AAAA", "Content-Type": "application/json"},
        {"X-Twilio-Signature": "AAAA", "X-Twilio-Webhooks-Signature-Settings": f"key={SHARED_KEY},algorithm=HMAC_MD5"},
        {"X-Twilio-Signature": "AAAA", "X-Twilio-Webhooks-Signature-Settings": ",=,key,algorithm="},
    ],
)
async def test_p39_no_signature_or_an_unknown_algorithm_is_refused(
    hotline: HotlineUnderTest, headers: dict[str, str]
) -> None:
    """Nothing unsigned is ever accepted."""
    assert await post(hotline, headers, BODY) == 403


DOORS = ["voice", "turn/x/y", "status", "fallback", "transfer/x/y/whisper", "transfer/x/y/accept", "transfer/x/y/done"]


@pytest.mark.parametrize("door", DOORS)
async def test_p39_every_door_is_shut(hotline: HotlineUnderTest, door: str) -> None:
    """No route of the phone answers an unsigned post."""
    assert await post(hotline, {}, BODY, f"/phone/{door}") == 403


async def test_p39_a_right_signature_opens(hotline: HotlineUnderTest) -> None:
    """The address is the configured one, whatever host the server sees."""
    assert await post(hotline, signed_headers(TOKEN, f"{BASE}/phone/voice", FIELDS), BODY) == 200


async def test_p39_a_right_signature_on_a_longer_body_than_any_webhook_is_refused(hotline: HotlineUnderTest) -> None:
    """Memory is not the caller's."""
    fields = [("CallSid", "CA1"), ("SpeechResult", "a" * 40_000)]
    headers = signed_headers(TOKEN, f"{BASE}/phone/voice", fields)
    assert await post(hotline, headers, f"CallSid=CA1&SpeechResult={'a' * 40_000}") == 403


async def test_p39_tokens_rotate(hotline: HotlineUnderTest) -> None:
    """During a rotation the old token and the new one both sign."""
    hotline.open(auth_tokens=("a newer token", TOKEN))
    assert (await hotline.carrier.rings()).last_prompt


async def test_p39_a_shared_key_signs_with_sha256(hotline: HotlineUnderTest) -> None:
    """The account's token can stay out of this process."""
    hotline.open(auth_tokens=(), shared_keys={SHARED_KEY: "the shared secret"})
    hotline.carrier.token, hotline.carrier.shared_key = "the shared secret", SHARED_KEY
    call = await hotline.carrier.rings()
    await call.says(ASKS)
    assert "Quelle est votre situation" in call.last_prompt


async def test_p39_the_account_s_token_does_not_sign_for_a_shared_key(hotline: HotlineUnderTest) -> None:
    """Each secret has its own algorithm and name."""
    hotline.open(shared_keys={SHARED_KEY: "the shared secret"})
    wrong = signed_headers(TOKEN, f"{BASE}/phone/voice", FIELDS, shared_key=SHARED_KEY)
    unnamed = {**wrong, "X-Twilio-Webhooks-Signature-Settings": "algorithm=HMAC_SHA256"}
    assert [await post(hotline, headers, BODY) for headers in (wrong, unnamed)] == [403, 403]


async def test_p39_another_account_is_refused(hotline: HotlineUnderTest) -> None:
    """Even well signed."""
    hotline.open(account_sid="AC" + "1" * 32)
    form = voice_form("CA1", "AC" + "0" * 32, "")
    headers = signed_headers(TOKEN, f"{BASE}/phone/voice", form.items())
    assert await post(hotline, headers, urlencode(form)) == 403


async def test_p39_without_any_token_nothing_is_accepted(hotline: HotlineUnderTest) -> None:
    """Not even what an empty secret would sign."""
    hotline.open(auth_tokens=())
    assert await post(hotline, signed_headers("", f"{BASE}/phone/voice", FIELDS), BODY) == 403


# --- P41, P43: what breaks --------------------------------------------------------------------------------------


async def test_p41_a_slow_answer_is_masked_then_comes(hotline: HotlineUnderTest) -> None:
    """ "Je vérifie", at most three times, never the question again."""
    hotline.open(patience=0.02)
    call = await hotline.carrier.rings()
    hotline.reception.slow = asyncio.Event()
    answering = asyncio.create_task(answers_once_it_is_masked(call, hotline.reception.slow))
    await call.says(ASKS)
    await answering
    assert "Je vérifie, un instant." in call.last_prompt
    assert call.last_prompt.endswith("tapez 9.")
    assert hotline.reception.told == [ASKS]


async def test_p41_an_answer_that_never_comes_gives_a_person(hotline: HotlineUnderTest) -> None:
    """Promise 6: never a silence. What was asked is still waited for, never asked twice."""
    hotline.open(patience=0.01)
    call = await hotline.carrier.rings()
    hotline.reception.slow = asyncio.Event()
    await call.says(ASKS)
    assert [words[:10] for words in call.heard].count("Je vérifie") == 3
    assert "Dial" in call.executed
    hotline.reception.slow.set()
    await call.says("allô ?")
    assert "Quelle est votre situation" in call.last_prompt
    assert hotline.reception.told == [ASKS]


@pytest.mark.parametrize("trouble", ["down", "mute"])
async def test_p41_a_breakdown_is_said_then_a_person_is_rung(
    call: Call, hotline: HotlineUnderTest, trouble: str
) -> None:
    """An empty answer is a breakdown too."""
    setattr(hotline.reception, trouble, True)
    await call.says(ASKS)
    assert "souci technique" in call.last_prompt
    assert "Qu’est-ce qui vous amène ?" in call.last_prompt
    await call.says(ASKS)
    assert "Dial" in call.executed


async def test_p41_a_house_that_cannot_start_still_rings_a_person(hotline: HotlineUnderTest) -> None:
    """The first document is then the fallback."""
    hotline.reception.down = True
    call = await hotline.carrier.rings()
    assert call.rung == [HUMAN]
    assert call.over


async def test_p43_when_everything_is_down_the_fallback_speaks_french_and_rings_a_person(
    hotline: HotlineUnderTest, words: Words
) -> None:
    """The carrier gives up after its retry and asks the static document of another host."""
    static = fallback_twiml(words, HUMAN, shown=HOTLINE)

    async def host(request: Request) -> Response:
        return Response(static, media_type="text/xml") if "fallback" in request.url.path else Response(status_code=503)

    app = Starlette(routes=[Route("/{path:path}", host, methods=["POST"])])
    carrier = Carrier(app, TOKEN, hotline.clock, base=BASE, callee=Callee.NO_ANSWER, fallback="/fallback.xml")
    call = await carrier.rings()
    asked = next(sent for sent in call.wire.sent if "fallback" in sent.url)
    assert dict(asked.fields)["ErrorCode"] == "11200"
    assert (call.rung, call.displayed) == ([HUMAN], [HOTLINE])
    assert "zéro deux, soixante et un" in call.last_prompt


async def test_p43_without_a_human_number_the_fallback_still_speaks(words: Words) -> None:
    """And names the emergency number."""
    document = fallback_twiml(words, None)
    assert "cent douze" in document
    assert "Dial" not in document
