"""The repository checks its own data: texts, fiches, sentences, regions. Each problem says what to correct."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
from yaml import YAMLError

from bot.information import FOLDER as FICHES
from bot.information import check_fiches, coming_reviews, load_fiches, load_glossary, reviews_of
from bot.information.fiches import SOURCES_FILE
from bot.information.glossary import glossary_faults
from bot.information.links import dead_sources
from bot.information.reviews import said
from bot.information.sources import load_sources
from bot.nlu_checks import check_sentences
from bot.settings import Settings
from bot.text_checks import check_texts
from bot.texts import Texts, load_texts
from directory.regions import FOLDER as REGIONS
from directory.regions import check_region, region_codes
from directory.steering.indicators import check_indicators
from telephony.routes import spoken
from telephony.sms import Booked, compose

SOURCE_SECONDS = 20.0


def problems() -> list[str]:
    """Everything to correct, in French, for the people who write; empty when all is well."""
    sms = check_sms(load_texts(), Settings().base_url)
    return [*text_problems(), *check_sentences(), *region_problems(), *check_indicators(), *sms]


def region_problems(folders: Sequence[Path] | None = None) -> list[str]:
    """What to correct in these region packs, or in all of ours."""
    asked = folders or [REGIONS / code for code in region_codes()]
    return [problem for folder in asked for problem in check_region(folder)]


def text_problems(today: date | None = None) -> list[str]:
    """What to correct in what the public reads and hears: texts, fiches, glossary."""
    day = today or datetime.now(UTC).date()
    return [*_texts(), *check_fiches(FICHES, day), *glossary_faults(FICHES, day)]


def reviews(today: date | None = None) -> list[str]:
    """What will soon have to be verified again, the first due first; empty as long as the files cannot be read."""
    try:
        found = reviews_of(FICHES, load_fiches(FICHES), load_glossary(FICHES))
    except (OSError, ValueError, KeyError, YAMLError):  # the check of the texts says what is wrong
        return []
    return [said(one) for one in coming_reviews(found, today or datetime.now(UTC).date())]


def source_problems() -> list[str]:
    """The sources whose page no longer answers; it asks each of them over the network."""
    with httpx.Client(timeout=SOURCE_SECONDS, headers={"User-Agent": "deux-portes"}) as client:
        return list(dead_sources(load_sources(FICHES / SOURCES_FILE), client))


def check_sms(texts: Texts, address: str) -> Iterator[str]:
    """Whether the one text message fits in its segment with this public address, on the longest of dates."""
    longest = Booked("9999999999", datetime(2026, 9, 23, 10, 45, tzinfo=UTC))  # mercredi 23 septembre, 10 h 45
    try:
        compose(longest, spoken(texts), address=address)
    except ValueError as error:
        yield f"Texto après un rendez-vous, avec l’adresse {address} : {error}"


def _texts() -> Iterator[str]:
    try:
        yield from check_texts(load_texts())
    except ValueError as error:
        yield str(error)
