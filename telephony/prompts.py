"""What the caller is asked: kept to be said again, and read aloud with the keys that answer it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.conversation import Choice, Reply
from telephony import speech
from telephony.deeds import Deed, Listen, Say, Tone

Words = Callable[..., str]  # a text's key and values → the words said on the phone

GROUP = 4  # an oral menu holds four options at most (Irish universal design guidelines)
MORE_KEY, SILENT_MORE_KEY = "9", "8"
SPOKEN_CHARACTERS = 5000  # about five minutes: beyond it nobody listens, and the document stays below its size limit
PERSON = "#person"
YES_NO = ("#yes", "#no")

# Answers that are keyed whole: how many digits, by the key of the question.
DIGITS = {"utter_ask_place": 5, "utter_ask_code": 10}
DIGITS_TEXTS = {
    "utter_ask_place": "utter_phone_postcode_keys",
    "utter_ask_code": "utter_phone_code_keys",
    "utter_phone_resume_ask": "utter_phone_resume_keys",
    "utter_phone_survey": "utter_phone_survey_keys",
}
EXAMPLES = {
    "utter_ask_request": "utter_phone_example_need",
    "utter_ask_status": "utter_phone_example_status",
    "utter_ask_place": "utter_phone_example_place",
    "utter_ask_slot": "utter_phone_example_date",
}
# An interruption must never confirm them, nor a number be lost: they are said whole.
SAID_WHOLE = frozenset({"utter_ask_booking", "utter_ask_moving", "utter_ask_cancel"})
RATING = "utter_phone_survey"
EMERGENCY, APPOINTMENT, PROPOSALS = "emergency", "appointment", "proposals"
COMMON_HINTS = ("oui", "non", "je ne sais pas", "une personne", "répétez", "plus lentement", "retour", "rendez-vous")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of what is said; `whole` ones cannot be cut short, `slow` ones are said slowly."""

    text: str
    whole: bool = False
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """What was said before the question, the question, and how keys answer it.

    `person` tells that a person is one of the choices: always key 0, so never among the others. `told` is how many of
    the first choices were said with their numbers just before: they are not said again.
    """

    key: str = ""
    parts: tuple[Part, ...] = ()
    question: Part = Part("")
    choices: tuple[Choice, ...] = ()
    person: bool = False
    digits: int = 0
    group: int = 0
    listed: bool = False
    told: int = 0

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The choices that keys 1 to 4 pick now."""
        return self.choices[self.group * GROUP : (self.group + 1) * GROUP]

    @property
    def groups(self) -> int:
        """How many groups the choices make."""
        return -(-len(self.choices) // GROUP)

    @property
    def yes_or_no(self) -> bool:
        """Whether the question is answered by yes or no."""
        return tuple(choice.message for choice in self.choices) == YES_NO

    @property
    def unguessable(self) -> bool:
        """Whether the choices must be heard to be known: free moments, that nothing before the question tells."""
        return any(choice.message.startswith("#slot") for choice in self.choices)

    @property
    def is_open(self) -> bool:
        """Whether only words can answer it."""
        return not self.choices and not self.digits

    def short(self) -> "Prompt":
        """The question alone, without what came before it."""
        return replace(self, parts=(), told=0)

    def keys_only(self) -> "Prompt":
        """Only the keys that answer it: another text asks."""
        return replace(self, parts=(), question=Part(""), told=0)

    def next_group(self) -> "Prompt":
        """The same prompt, its next choices being offered; the first ones come back after the last."""
        return replace(self, group=(self.group + 1) % max(self.groups, 1), listed=True, told=0)


def prompt_of(replies: Sequence[Reply]) -> Prompt:
    """The prompt that these replies make: the last one is the question, what precedes it is said first.

    An emergency comes before everything, and all of it is said whole and slowly.
    """
    if not replies:
        return Prompt()
    last = replies[-1]
    first = next((place for place, reply in enumerate(replies) if reply.kind == EMERGENCY), None)
    grave = first is not None
    choices = tuple(choice for choice in last.choices if choice.message != PERSON)
    return Prompt(
        key=last.key,
        parts=parts_of(replies[first or 0 : -1]),
        question=Part(speech.speakable(last.text), whole=grave or last.key in SAID_WHOLE, slow=grave),
        choices=choices,
        person=choices != last.choices,
        digits=DIGITS.get(last.key, 0),
        told=sum(reply.kind == PROPOSALS for reply in replies),
    )


def parts_of(replies: Iterable[Reply]) -> tuple[Part, ...]:
    """What these replies say, made speakable, and not longer than anyone listens. Help numbers and codes are said
    slowly and whole."""
    parts: list[Part] = []
    length = 0
    for reply in replies:
        text = speech.speakable(reply.text)
        grave = reply.kind in {EMERGENCY, APPOINTMENT}
        length += len(text)
        if text and (grave or length <= SPOKEN_CHARACTERS):
            parts.append(Part(text, whole=grave, slow=grave))
    return tuple(parts)


# --- reading a prompt aloud -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Manner:
    """How a prompt is read: the tone, whether this caller answers by keys, whether help with keys is due, and whether
    somebody interprets, or nobody may speak."""

    tone: Tone = field(default_factory=Tone)
    by_keys: bool = False
    taught: bool = False
    helped: bool = False
    relayed: bool = False
    silent: bool = False

    @property
    def patience(self) -> int:
        """Seconds to wait for the first word or key: three times longer through an interpreter."""
        return 18 if self.relayed else 12 if self.tone.slow else 6

    @property
    def pause(self) -> int:
        """Seconds more of silence before a sentence is taken as finished."""
        return 4 if self.relayed else 1 if self.tone.slow else 0

    @property
    def more_key(self) -> str:
        """The key for other choices; in silence 9 is kept for hiding."""
        return SILENT_MORE_KEY if self.silent else MORE_KEY


def said(parts: Iterable[Part], tone: Tone) -> tuple[Say, ...]:
    """The parts as words to say, in the caller's tone."""
    return tuple(Say(part.text, replace(tone, slow=tone.slow or part.slow)) for part in parts if part.text)


def ask(prompt: Prompt, manner: Manner, words: Words, *, first: Iterable[Part] = ()) -> tuple[Deed, ...]:
    """Say `first`, then the prompt, and listen. Everything up to the last whole part is said before listening."""
    parts = [*first, *prompt.parts, prompt.question]
    cut = max((index for index, part in enumerate(parts, 1) if part.whole), default=0)
    keys = tuple(Part(text) for text in keys_said(prompt, manner, words))
    return (*said(parts[:cut], manner.tone), listen(prompt, manner, (*parts[cut:], *keys)))


def listen(prompt: Prompt, manner: Manner, parts: Iterable[Part]) -> Listen:
    """Listen for an answer to this prompt while saying these parts."""
    return Listen(
        prompts=said(parts, manner.tone),
        digits=max(prompt.digits, 1),
        patience=manner.patience,
        pause=_pause(prompt) + manner.pause,
        hints=(*(choice.title.replace(",", " ") for choice in prompt.choices), *COMMON_HINTS),
        keys_only=manner.silent,
    )


def _pause(prompt: Prompt) -> int:
    """Seconds of silence that end an answer: yes is short, digits come in groups, a story has pauses."""
    if prompt.yes_or_no:
        return 1
    return 3 if prompt.digits else 2


def keys_said(prompt: Prompt, manner: Manner, words: Words) -> tuple[str, ...]:
    """The keys worth saying: little to someone who speaks, everything to someone who keys or needs help."""
    wanted = manner.by_keys or manner.helped or prompt.listed
    person = (words("utter_phone_person_key"),) if prompt.person else ()
    if prompt.yes_or_no:
        return (words("utter_phone_yes_no_keys"), *person) if wanted or not manner.taught else person
    if prompt.is_open:
        return (words("utter_phone_menu"),) if manner.helped else person
    if prompt.digits and not wanted:
        return ()
    if prompt.groups > 1 and not wanted and not prompt.unguessable:
        return (words("utter_phone_list", digit=manner.more_key),)
    digits = (words(DIGITS_TEXTS[prompt.key]),) if prompt.digits else ()
    return (*digits, *_choices_said(prompt, manner, words), *person)


def _choices_said(prompt: Prompt, manner: Manner, words: Words) -> tuple[str, ...]:
    numbered = (words("utter_phone_told_choices"),) if prompt.told else ()
    keyed = (
        *numbered,
        *(
            words("utter_phone_choice", title=spoken_title(choice), digit=str(digit))
            for digit, choice in enumerate(prompt.offered, 1)
            if digit > prompt.told
        ),
    )
    if prompt.groups <= 1:
        return keyed
    last = prompt.group == prompt.groups - 1
    key = "utter_phone_first_choices" if last else "utter_phone_more_choices"
    return (*keyed, words(key, digit=manner.more_key))


def spoken_title(choice: Choice) -> str:
    """A choice's title inside a sentence: no capital unless it is a name or an abbreviation."""
    title = speech.speakable(choice.title).rstrip(".!?,:; ")
    named = choice.message.startswith(("#site", "#place"))
    return title if named or not re.match(r"\w[a-zà-ÿ’ ]", title) else title[:1].lower() + title[1:]
