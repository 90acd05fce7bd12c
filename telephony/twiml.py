"""Deeds written as TwiML, by a table: one renderer for each kind of deed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from twilio.twiml.voice_response import Connect, Dial, Gather, VoiceResponse  # type: ignore[import-untyped]  # no types upstream

from telephony import speech
from telephony.deeds import Deed, HangUp, Listen, Pause, Redirect, Say, Transfer

MAX_TWIML_BYTES = 64_000  # the carrier's error 11750
MAX_HINTS = 100

# The carrier's voices for other languages (its list, in the Java SDK's Say.Voice and Say.Language).
VOICES = {
    "en": ("Polly.Amy-Neural", "en-GB"),
    "es": ("Polly.Lucia", "es-ES"),
    "pt": ("Polly.Ines", "pt-PT"),
    "it": ("Polly.Carla", "it-IT"),
    "de": ("Polly.Vicki", "de-DE"),
    "ar": ("Polly.Zeina", "arb"),
    "tr": ("Polly.Filiz", "tr-TR"),
    "ro": ("Polly.Carmen", "ro-RO"),
    "pl": ("Polly.Ewa", "pl-PL"),
    "ru": ("Polly.Tatyana", "ru-RU"),
    "uk": ("Google.uk-UA-Wavenet-A", "uk-UA"),
}

Verbs = Any  # Response and Gather share say() and pause(); the SDK gives them no common type


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the next webhooks of a call must come: its addresses, and how the line speaks and listens."""

    base: str
    conversation: str
    step: str
    voice: str
    language: str
    overrides: str = ""
    speech_model: str | None = None

    def turn(self) -> str:
        """Address for what the caller says or keys."""
        return self._address("turn")

    def transfer(self, moment: str) -> str:
        """Address for a moment of a transfer: "whisper", "accept" or "done"."""
        return self._address("transfer", moment)

    def relay(self) -> str:
        """The relay's socket: no query, which nothing would sign."""
        return f"{self.base.replace('http', 'ws', 1)}/phone/relay"

    def relayed(self) -> str:
        """Address for the end of the relay's session."""
        return self._address("relayed")

    def _address(self, *parts: str) -> str:
        path = "/".join((parts[0], self.conversation, self.step, *parts[1:]))
        return f"{self.base}/phone/{path}{self.overrides}"


def render(deeds: Iterable[Deed], spot: Spot) -> str:
    """The TwiML document for these deeds, UTF-8, below the carrier's size limit as long as the deeds are."""
    response = VoiceResponse()
    for deed in deeds:
        RENDERERS[type(deed)](response, deed, spot)
    return str(response)


def _say(verbs: Verbs, deed: Say, spot: Spot) -> None:
    toned = deed.tone.slow or deed.tone.loud
    for piece in speech.chunks(deed.text):
        if toned:
            for sentence in speech.sentences(piece):
                _say_toned(verbs, sentence, deed, spot)
        else:
            verbs.say(piece, **_voice(deed, spot))


def _voice(deed: Say, spot: Spot) -> dict[str, str]:
    """Each language has its own voice: none is read with another's sounds."""
    if deed.language is None:
        return {"voice": spot.voice, "language": spot.language}
    voice, language = VOICES[deed.language]
    return {"voice": voice, "language": language}


def _say_toned(verbs: Verbs, sentence: str, deed: Say, spot: Spot) -> None:
    say = verbs.say(**_voice(deed, spot))
    say.prosody(sentence, rate="85%" if deed.tone.slow else None, volume="x-loud" if deed.tone.loud else None)
    if deed.tone.slow:
        say.break_(time="600ms")


def _pause(verbs: Verbs, deed: Pause, _spot: Spot) -> None:
    verbs.pause(length=deed.seconds)


def _listen(response: VoiceResponse, deed: Listen, spot: Spot) -> None:
    gather = Gather(
        action=spot.turn(),
        method="POST",
        timeout=deed.patience,
        num_digits=deed.digits,
        finish_on_key="",  # so that # and * reach us as keys
        action_on_empty_result="true",  # silence is an answer: it must come to us
        **({"input": "dtmf"} if deed.keys_only else _recognition(deed, spot)),
    )
    for prompt in deed.prompts:
        RENDERERS[type(prompt)](gather, prompt, spot)
    response.append(gather)


def _recognition(deed: Listen, spot: Spot) -> dict[str, Any]:
    return {
        "input": "speech dtmf",
        "language": spot.language,
        "speech_timeout": deed.pause,
        "speech_model": spot.speech_model,
        "profanity_filter": "false",  # masked words would hide distress from the reading
        "hints": ", ".join(deed.hints[:MAX_HINTS]) or None,
    }


def _transfer(response: VoiceResponse, deed: Transfer, spot: Spot) -> None:
    dial = Dial(
        action=spot.transfer("done"),
        method="POST",
        answer_on_bridge="true",
        timeout=deed.seconds,
        caller_id=deed.shown,
        ring_tone="fr",
    )
    dial.number(deed.number, url=spot.transfer("whisper"), method="POST")
    response.append(dial)


def _redirect(response: VoiceResponse, _deed: Redirect, spot: Spot) -> None:
    response.redirect(spot.turn(), method="POST")


def _hang_up(response: VoiceResponse, _deed: HangUp, _spot: Spot) -> None:
    response.hangup()


RENDERERS: dict[type[Deed], Callable[[Verbs, Any, Spot], None]] = {
    Say: _say,
    Pause: _pause,
    Listen: _listen,
    Transfer: _transfer,
    Redirect: _redirect,
    HangUp: _hang_up,
}


def connect(spot: Spot) -> str:
    """The document that opens the relay's socket. Every attribute is set: the carrier's defaults move, and one of them
    would send the caller's number elsewhere (`customerName`)."""
    response = VoiceResponse()
    relaying = Connect(action=spot.relayed(), method="POST")
    relay = relaying.conversation_relay(
        url=spot.relay(),
        language=spot.language,
        tts_language=spot.language,
        transcription_language=spot.language,
        voice=spot.voice.removeprefix("Polly.").removeprefix("Google."),
        tts_provider="Amazon" if spot.voice.startswith("Polly.") else "Google",
        transcription_provider="Deepgram",
        speech_model="nova-3-general",
        interruptible="any",
        welcome_greeting_interruptible="none",
        report_input_during_agent_speech="none",
        dtmf_detection="true",
        profanity_filter="false",
        preemptible="false",
        partial_prompts="false",
        ignoreBackchannel="false",
        application_reconnect="true",
        customer_name="-",
    )
    relay.parameter(name="ticket", value=spot.step)
    response.append(relaying)
    return str(response)


def whisper(texts: Iterable[str], spot: Spot) -> str:
    """What the person who answers hears before the caller; without key 1 that leg ends and the call is missed."""
    response = VoiceResponse()
    gather = Gather(
        input="dtmf", action=spot.transfer("accept"), method="POST", num_digits=1, timeout=8, finish_on_key=""
    )
    for text in texts:
        _say(gather, Say(text), spot)
    response.append(gather)
    response.hangup()
    return str(response)


def accepted() -> str:
    """The empty document that lets the carrier join both legs."""
    return str(VoiceResponse())


def refused() -> str:
    """The document that ends the person's leg; the caller comes back to the conversation."""
    response = VoiceResponse()
    response.hangup()
    return str(response)
