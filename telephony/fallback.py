"""The document to host elsewhere, for the day everything is down: an apology in French and a human number."""

from twilio.twiml.voice_response import VoiceResponse  # type: ignore[import-untyped]  # no types upstream

from telephony import numbers
from telephony.prompts import Words


def fallback_twiml(
    words: Words,
    human_number: str | None,
    *,
    voice: str = "Polly.Lea-Neural",
    language: str = "fr-FR",
    shown: str | None = None,
) -> str:
    """A TwiML document that needs nothing of this service: it rings the human line, then says its number twice.

    Set it as the number's fallback address with the carrier, on another host. `shown` is the number displayed on the
    person's phone; give the hotline's own, so that the caller's is not.
    """
    response = VoiceResponse()

    def say(key: str, **values: str) -> None:
        response.say(words(key, **values), voice=voice, language=language)

    say("utter_phone_fallback")
    if human_number:
        say("utter_phone_fallback_transfer")
        response.dial(human_number, timeout=25, ring_tone="fr", caller_id=shown)
        for _ in range(2):
            say("utter_phone_number", number=numbers.spoken(human_number))
    say("utter_phone_fallback_later")
    response.hangup()
    return str(response)


def crowded_twiml(words: Words, human_number: str | None, *, voice: str, language: str = "fr-FR") -> str:
    """What a call hears when too many come from one origin: the human number, and goodbye; nobody is rung."""
    response = VoiceResponse()
    response.say(words("utter_phone_crowded"), voice=voice, language=language)
    if human_number:
        response.say(words("utter_phone_number", number=numbers.spoken(human_number)), voice=voice, language=language)
    response.hangup()
    return str(response)
