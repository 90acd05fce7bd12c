"""The carrier is as strict and as clumsy as the real one."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from twilio.request_validator import RequestValidator
from twilio.twiml import voice_response

from tests.telephony.carrier import Call, Carrier, CarrierError, VirtualClock
from tests.telephony.carrier.schema import check_structure, children
from tests.telephony.carrier.signing import sign
from tests.telephony.carrier.wire import parse

SAY = '<Say voice="Polly.Lea-Neural" language="fr-FR">Bonjour</Say>'
URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FIELDS = list(
    {
        "CallSid": "CA1234567890ABCDE",
        "Digits": "1234",
        "From": "+14158675309",
        "Caller": "+14158675309",
        "To": "+18005551212",
    }.items()
)


def carrier_to(answer: Callable[[Request], Response], **options: object) -> Carrier:
    """A carrier in front of a hotline that answers so to every webhook."""

    async def voice(request: Request) -> Response:
        return answer(request)

    app = Starlette(routes=[Route("/{path:path}", voice, methods=["POST"])])
    return Carrier(app, "12345", VirtualClock(datetime(2026, 11, 24, tzinfo=UTC)), **options)  # type: ignore[arg-type]


def twiml(*verbs: str) -> Response:
    """A document of these verbs."""
    return Response(
        f"<?xml version='1.0' encoding='UTF-8'?><Response>{''.join(verbs)}</Response>", media_type="text/xml"
    )


def test_signatures_are_the_published_ones() -> None:
    """Vectors of the SDK's own tests, and of the shared keys' page."""
    assert sign("12345", URL, FIELDS) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    assert sign("12345", URL, FIELDS, "HMAC_SHA256") == "033hgUJA9M/hXIZsYjwkerEP/DBm35nEri5FhCYjA5s="
    assert sign("12345", f"{URL}#rc=2", FIELDS) == RequestValidator("12345").compute_signature(URL, dict(FIELDS))


def test_the_schema_is_the_sdk_s() -> None:
    """A few facts of the installed SDK, so that introspection cannot quietly find nothing."""
    verbs = children(voice_response.VoiceResponse)
    assert {"Say", "Gather", "Dial", "Redirect", "Hangup", "Pause", "Enqueue", "Connect"} <= set(verbs)
    assert {"speechTimeout", "actionOnEmptyResult", "profanityFilter"} <= verbs["Gather"].attributes
    assert set(children(voice_response.Gather)) == {"Say", "Play", "Pause"}
    assert {"break", "prosody", "say-as"} <= set(children(voice_response.Say))


@pytest.mark.parametrize(
    "document",
    [
        "<Response><Shout>Bonjour</Shout></Response>",
        '<Response><Say volume="loud">Bonjour</Say></Response>',
        "<Response><Gather><Dial>1</Dial></Gather></Response>",
        '<Response><Gather speech_timeout="2"/></Response>',
        "<Response><Say><Say>Bonjour</Say></Say></Response>",
    ],
)
def test_unknown_twiml_is_refused(document: str) -> None:
    """The SDK writes what it is given; the carrier does not accept it."""
    with pytest.raises(CarrierError):
        check_structure(parse(document))


@pytest.mark.parametrize(
    "answer",
    [
        twiml(SAY),  # ends without a goodbye
        twiml(),
        twiml("<Redirect method='POST'>/again</Redirect>"),
        twiml("<Enqueue>file</Enqueue>"),
        twiml("<Say language='fr-FR' voice='alice'>Bonjour</Say>", "<Hangup/>"),
        twiml("<Say> </Say>", "<Hangup/>"),
        twiml(f"<Say>{'é' * 2000}</Say>", "<Hangup/>"),
        twiml("<Gather speechTimeout='auto'/>"),
        twiml(SAY, "<Dial>+33261910001</Dial>"),
        Response("<Response/>", media_type="application/json"),
        Response("\ufeff<?xml version='1.0'?><Response><Hangup/></Response>", media_type="text/xml"),
        Response(status_code=500),
        Response(status_code=404),
    ],
    ids=range(13),
)
async def test_what_strands_a_caller_fails_the_test(answer: Response) -> None:
    """A dead line, a loop, a refused document, an English error message."""
    with pytest.raises(CarrierError):
        await carrier_to(lambda _: answer).rings()


async def test_a_failed_webhook_is_retried_with_the_same_token() -> None:
    """As the fragment of the address asks; the fragment is not sent."""
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        return Response(status_code=503) if len(seen) == 1 else twiml(SAY, "<Hangup/>")

    call = await carrier_to(answer, voice_url="/voice#rc=1&rp=5xx").rings()
    assert call.heard == ["Bonjour"]
    assert len({request.headers["I-Twilio-Idempotency-Token"] for request in seen[:2]}) == 1
    assert all("#" not in str(request.url) for request in seen)


async def test_silence_without_an_action_falls_to_the_next_verb() -> None:
    """ "If the caller does not enter input, the call continues with the next verb" (Gather's page)."""
    call = await carrier_to(lambda _: twiml(f"<Gather timeout='3'>{SAY}</Gather>", "<Hangup/>")).rings()
    await call.stays_silent()
    assert call.executed == ["Gather", "Hangup"]


async def test_words_outside_a_gather_cannot_be_cut() -> None:
    """And those inside can, unless barge-in is off."""
    inside = f"<Gather action='/next' actionOnEmptyResult='true'>{SAY}</Gather>"
    call: Call = await carrier_to(lambda _: twiml(SAY.replace("Bonjour", "Avant"), inside)).rings()
    call.ear.interrupt(0.1)
    assert call.heard == ["Avant", "B"]


async def test_finish_key_alone_is_a_dead_end() -> None:
    """The carrier calls no action then (Somleng's reading of the documentation)."""
    call = await carrier_to(lambda _: twiml(f"<Gather action='/next'>{SAY}</Gather>")).rings()
    with pytest.raises(CarrierError):
        await call.presses("#")
