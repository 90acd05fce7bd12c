"""What is wrong with the texts of the service, in French sentences for the people who write them."""

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches

from bot.information.readability import EASY, readability_fault
from bot.information.wording import (
    MAX_PROMPT_WORDS,
    lonely_genders,
    sentences,
    typographic_tricks,
    unspeakable,
    words,
)
from bot.texts import Channel, Texts
from bot.variables import VARIABLE, given_to, unknown_variables

MAX_SENTENCE_WORDS = 25
PHONE_ONLY = "utter_phone_"
OTHER_LANGUAGES = ("utter_phone_language_", "utter_phone_french_only", "utter_other_language")
TITLES = re.compile(r"^#+ .*$", re.MULTILINE)
KEY = re.compile(r"\b\d\b")  # one digit is a key to press, said as it stands

Check = Callable[[str, Channel, str], Iterator[str]]


def check_texts(texts: Texts) -> Iterator[str]:
    """Everything to correct in the texts, one sentence per fault."""
    for key, forms in texts.forms.items():
        yield from (f"Texte « {key} » : {fault}" for fault in _missing(key, forms))
        for channel, text in forms.items():
            for check in _CHECKS:
                yield from (f"Texte « {key} », {NAMES[channel]} : {fault}" for fault in check(key, channel, text))


NAMES = {Channel.WEB: "à lire", Channel.PHONE: "à entendre"}


def _missing(key: str, forms: Mapping[Channel, str]) -> Iterator[str]:
    if Channel.PHONE not in forms:
        yield "il manque la forme pour le téléphone (channel: phone)."
    if Channel.WEB not in forms and not key.startswith(PHONE_ONLY):
        yield "il manque la forme à lire (channel: web)."


def _variables(key: str, _: Channel, text: str) -> Iterator[str]:
    for name in sorted(unknown_variables(key, text)):
        near = "".join(f" Serait-ce « {{{one}}} » ?" for one in get_close_matches(name, given_to(key), 1))
        yield f"« {{{name}}} » n’est donné par rien.{near}"


def _spoken(_: str, channel: Channel, text: str) -> Iterator[str]:
    if channel is not Channel.PHONE:
        return
    said = _filled(text)
    if len(words(said)) > MAX_PROMPT_WORDS:
        yield f"{len(words(said))} mots, {MAX_PROMPT_WORDS} au plus."
    yield from (f"{fault}." for fault in unspeakable(KEY.sub("un", said)))


def _sentences(_: str, channel: Channel, text: str) -> Iterator[str]:
    for sentence in sentences(_filled(text)) if channel is Channel.WEB else ():
        if len(words(sentence)) > MAX_SENTENCE_WORDS:
            yield f"{len(words(sentence))} mots dans une phrase, {MAX_SENTENCE_WORDS} au plus : « {sentence} »"


def _readable(key: str, _: Channel, text: str) -> Iterator[str]:
    if not key.startswith(OTHER_LANGUAGES) and (fault := readability_fault(_filled(TITLES.sub("", text)), EASY)):
        yield f"{fault}."


def _language(key: str, _: Channel, text: str) -> Iterator[str]:
    if key.startswith(OTHER_LANGUAGES):
        return
    yield from (f"{fault}." for fault in lonely_genders(text))
    yield from (f"écrire les deux formes au lieu de « {trick} »." for trick in typographic_tricks(text))
    if "'" in text:
        yield "l’apostrophe droite (') est à remplacer par ’."


_CHECKS: tuple[Check, ...] = (_variables, _spoken, _sentences, _readable, _language)


def _filled(text: str) -> str:
    """The text with an ordinary word in place of each variable."""
    return VARIABLE.sub("mot", text)
