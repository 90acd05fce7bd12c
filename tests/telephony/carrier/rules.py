"""Which values are accepted, and how long texts may be: what introspection cannot tell."""

import re
from collections.abc import Callable
from urllib.parse import quote
from xml.etree.ElementTree import Element

from tests.telephony.carrier.errors import CarrierError

FOREIGN = {
    ("Polly.Amy-Neural", "en-GB"), ("Polly.Lucia", "es-ES"), ("Polly.Ines", "pt-PT"), ("Polly.Carla", "it-IT"),
    ("Polly.Vicki", "de-DE"), ("Polly.Zeina", "arb"), ("Polly.Filiz", "tr-TR"), ("Polly.Carmen", "ro-RO"),
    ("Polly.Ewa", "pl-PL"), ("Polly.Tatyana", "ru-RU"), ("Google.uk-UA-Wavenet-A", "uk-UA"),
}  # fmt: skip
FRENCH = frozenset({"Polly.Lea-Neural", "Polly.Remi-Neural", "Polly.Lea", "Polly.Celine", "Polly.Mathieu"})
NEURAL_TAGS = frozenset({"break", "lang", "p", "s", "sub", "w", "phoneme", "prosody", "say-as"})  # no emphasis
MOST_BYTES = 64 * 1024  # error 11750
LONGEST_SAY = 3000  # these voices, tags and spaces included; error 13521
LONGEST_ENCODED = 4500
MOST_HINTS, LONGEST_HINT = 500, 100


def matches(pattern: str) -> Callable[[str], bool]:
    """A rule: the whole value has this form."""
    return lambda value: re.fullmatch(pattern, value) is not None


whole_seconds = matches(r"[1-9]\d{0,2}")
post = matches("POST")
boolean = matches("true|false")
address = matches(r"https?://[^\s#]+(#\S+)?|/[^\s#]*(#\S+)?")

VALUES: dict[tuple[str, str], Callable[[str], bool]] = {
    ("ConversationRelay", "url"): matches(r"wss://[^?#]+"),
    ("ConversationRelay", "language"): matches("fr-FR"),
    ("ConversationRelay", "profanityFilter"): matches("false"),
    ("ConversationRelay", "dtmfDetection"): matches("true"),
    ("ConversationRelay", "customerName"): matches("-"),  # by default, the caller's number
    ("ConversationRelay", "interruptible"): matches("none|dtmf|speech|any"),
    ("Connect", "action"): address,
    ("Connect", "method"): post,
    ("Gather", "language"): matches("fr-FR"),
    ("Gather", "input"): matches("speech dtmf|dtmf speech|dtmf|speech"),
    ("Gather", "timeout"): whole_seconds,
    ("Gather", "speechTimeout"): whole_seconds,  # "auto" cuts slow speakers at their first pause
    ("Gather", "numDigits"): matches(r"[1-9]\d?"),
    ("Gather", "finishOnKey"): matches(r"[0-9#*]?"),
    ("Gather", "action"): address,
    ("Gather", "method"): post,
    ("Gather", "profanityFilter"): matches("false"),  # masked words would hide distress
    ("Gather", "actionOnEmptyResult"): boolean,
    ("Gather", "bargeIn"): boolean,
    ("Pause", "length"): whole_seconds,
    ("Redirect", "method"): post,
    ("Dial", "action"): address,
    ("Dial", "method"): post,
    ("Dial", "timeout"): whole_seconds,
    ("Dial", "answerOnBridge"): boolean,
    ("Dial", "ringTone"): matches("fr"),
    ("Dial", "callerId"): matches(r"\+\d{6,15}"),
    ("Number", "url"): address,
    ("Number", "method"): post,
    ("prosody", "rate"): matches(r"x-slow|slow|medium|fast|x-fast|[2-9]\d%|1\d\d%|200%"),
    ("prosody", "volume"): matches("silent|x-soft|soft|medium|loud|x-loud"),
    ("break", "time"): matches(r"\d{1,5}ms|\d{1,2}s"),
}


def check_size(document: bytes) -> None:
    """Nothing before the declaration (error 12100), and not too long."""
    if not document.startswith(b"<?xml"):
        raise CarrierError("Something stands before <?xml.")
    if len(document) > MOST_BYTES:
        raise CarrierError(f"{len(document)} bytes of TwiML.")


def check_values(root: Element) -> None:
    """Every value is one the carrier knows, and every text one it can say."""
    for element in root.iter():
        for name, value in element.attrib.items():
            rule = VALUES.get((element.tag, name))
            if rule and not rule(value):
                raise CarrierError(f'<{element.tag} {name}="{value}"> is not accepted.')
        if element.tag == "Gather":
            check_hints(element.get("hints", ""))
        if element.tag == "Say":
            check_say(element)


def check_hints(hints: str) -> None:
    """At most so many phrases, each short enough."""
    phrases = hints.split(",")
    if len(phrases) > MOST_HINTS or any(len(phrase.strip()) > LONGEST_HINT for phrase in phrases):
        raise CarrierError("Too many hints, or one too long.")


def check_say(say: Element) -> None:
    """Something to say, not too long, with tags this voice knows, by a voice of its language."""
    voice, language = say.get("voice", ""), say.get("language", "")
    if (voice, language) not in FOREIGN and not (voice in FRENCH and language == "fr-FR"):
        raise CarrierError(f"{voice} does not speak {language}.")
    text = "".join(say.itertext())
    if not text.strip():
        raise CarrierError("A <Say> without words.")
    tags = {child.tag for child in say.iter()} - {"Say"}
    if not tags <= NEURAL_TAGS:
        raise CarrierError(f"Tags unknown to neural voices: {sorted(tags - NEURAL_TAGS)}.")
    marked = len(text) + sum(60 for child in say.iter() if child is not say)
    if marked > LONGEST_SAY or len(quote(text)) > LONGEST_ENCODED:
        raise CarrierError(f"A <Say> of {len(text)} characters.")
