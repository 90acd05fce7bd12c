"""The repository checks its own data: texts, fiches, sentences, regions. Each problem says what to correct."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.information import FOLDER as FICHES
from bot.information import check_fiches
from bot.information.glossary import glossary_faults
from bot.nlu_checks import check_sentences
from bot.settings import Settings
from bot.texts import Channel, Texts, load_texts
from directory.regions import FOLDER as REGIONS
from directory.regions import check_region, region_codes
from directory.steering.indicators import check_indicators
from telephony.routes import spoken
from telephony.sms import Booked, compose

LONGEST_PROMPT = 25  # words said in one breath on the phone (telephony.md P64)
UNSPEAKABLE = re.compile(r"https?:|www\.|[*_#<>|\[\]]|\bcf\b|€|%")


def problems() -> list[str]:
    """Everything to correct, in French, for the people who write; empty when all is well."""
    today = datetime.now(UTC).date()
    found = [*_texts(), *check_fiches(FICHES, today), *glossary_faults(FICHES, today), *check_sentences()]
    for region in region_codes():
        found += check_region(REGIONS / region)
    found += check_indicators()
    found += check_sms(load_texts(), Settings().base_url)
    return found


def check_sms(texts: Texts, address: str) -> Iterable[str]:
    """Whether the one text message fits in its segment with this public address, on the longest of dates."""
    longest = Booked("9999999999", datetime(2026, 9, 23, 10, 45, tzinfo=UTC))  # mercredi 23 septembre, 10 h 45
    try:
        compose(longest, spoken(texts), address=address)
    except ValueError as error:
        yield f"Texto après un rendez-vous, avec l’adresse {address} : {error}"


def _texts() -> Iterable[str]:
    try:
        yield from check_texts(load_texts())
    except ValueError as error:
        yield str(error)


def check_texts(texts: Texts) -> Iterable[str]:
    """Problems of the texts: a missing spoken form, a prompt too long or that cannot be spoken."""
    for key, forms in texts.forms.items():
        if Channel.PHONE not in forms:
            yield f"Texte « {key} » : il manque la forme pour le téléphone (channel: phone)."
            continue
        spoken = forms[Channel.PHONE]
        if len(re.sub(r"\{[a-z_]+\}", "x", spoken).split()) > LONGEST_PROMPT:
            yield f"Texte « {key} » : la forme pour le téléphone dépasse {LONGEST_PROMPT} mots."
        if UNSPEAKABLE.search(spoken):
            yield f"Texte « {key} » : la forme pour le téléphone contient un signe qui ne se dit pas."
