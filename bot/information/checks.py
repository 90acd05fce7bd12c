"""What is wrong with the fiches, in French sentences for the people who write them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.information import pages
from bot.information.dates import written_day
from bot.information.fiches import SOURCES_FILE, VALUES_FILE, InPassing, parts_of, question
from bot.information.pages import Page, items, read_pages
from bot.information.readability import EASY, VERY_EASY, readability_fault
from bot.information.sources import Source, load_sources, source_faults
from bot.information.values import Kind, Value, fill, keys_in, load_values, value_faults
from bot.information.wording import (
    MAX_PLAIN_WORDS,
    MAX_PROMPT_WORDS,
    lonely_genders,
    sentences,
    typographic_tricks,
    unspeakable,
    words,
)
from directory.vocabulary import Need, Status

FIELDS = ("need", "title", "scope", "verified_on", "review_by", "sources", "related")
SCOPES = ("national", "regional", "local")
MAX_SHORT_SENTENCES = 3
MAX_SHORT_WORDS = 25  # one sentence of the short answer
MAX_RELATED = 4
COUNTS = {pages.SPOKEN: (1, 2), pages.WHO: (1, 5), pages.QUESTIONS: (1, 3), pages.NEXT: (2, 4), pages.TRAPS: (1, 3)}

READABLE = {pages.SHORT: EASY, pages.DETAILS: EASY, pages.SPOKEN: EASY, pages.PLAIN: VERY_EASY}

_HEADING = re.compile(r"^### .*$", re.MULTILINE)
_AMOUNT = re.compile(r"\d[\d\s.,]*(?:€|euros?\b|%)")
_PHONE = re.compile(
    r"\b(?:0\s?[1-9](?:[\s.]?\d{2,3}){3,4}|3\d\s?\d{2}|116\s?00\d|1(?:12|14|15|19))\b(?![\s.,]*(?:€|%))"
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a page is checked against: the registers, and the day of the check."""

    sources: Mapping[str, Source]
    values: Mapping[str, Value]
    today: date


def check_fiches(folder: Path, today: date) -> list[str]:
    """Return everything to correct before publishing, one French sentence per fault; an empty list when all is well."""
    try:
        shelf = Shelf(load_sources(folder / SOURCES_FILE), load_values(folder / VALUES_FILE), today)
    except (OSError, ValueError, yaml.YAMLError) as error:
        return [f"Les registres {SOURCES_FILE} et {VALUES_FILE} ne se lisent pas : {error}"]
    found = read_pages(folder)
    names = {page.name for page in found}
    faults = source_faults(shelf.sources) + value_faults(shelf.values, shelf.sources, today)
    faults += [f"Il manque la fiche « {need} » ({need}.md)." for need in Need if f"{need}.md" not in names]
    for page in found:
        faults += [f"{page.name} : {fault}" for fault in _page_faults(page, shelf)]
    return faults


def _page_faults(page: Page, shelf: Shelf) -> Iterator[str]:
    if not page.front:
        yield "l’en-tête entre deux lignes « --- » manque ou n’est pas lisible."
        return
    for check in _PAGE_CHECKS:
        yield from check(page)
    for shelf_check in _SHELF_CHECKS:
        yield from shelf_check(page, shelf)


# --- the front matter -------------------------------------------------------------------------------------------


def _fields(page: Page) -> Iterator[str]:
    yield from (f"dans l’en-tête, « {name} » manque." for name in FIELDS if not page.front.get(name))
    yield from (f"dans l’en-tête, « {name} » n’est pas prévu." for name in page.front if name not in FIELDS)
    need = page.front.get("need")
    if need and page.name != f"{need}.md":
        yield f"la fiche répond au besoin « {need} » : le fichier devrait s’appeler {need}.md."
    if need and need not in set(Need):
        yield f"« {need} » n’est pas un besoin connu."
    if page.front.get("scope") and page.front["scope"] not in SCOPES:
        yield f"la portée (scope) est « {page.front['scope']} » ; elle peut être {', '.join(SCOPES)}."


def _cited(page: Page, shelf: Shelf) -> Iterator[str]:
    cited = page.front.get("sources") or ()
    yield from (f"la source « {key} » n’est pas dans sources.yml." for key in cited if key not in shelf.sources)


def _dates(page: Page, shelf: Shelf) -> Iterator[str]:
    verified, review = _day(page.front, "verified_on"), _day(page.front, "review_by")
    if verified is None or review is None:
        yield "verified_on et review_by s’écrivent comme 2026-11-22."
        return
    if verified > shelf.today:
        yield f"la date de vérification ({written_day(verified)}) est dans l’avenir."
    if review <= verified:
        yield "la date de relecture (review_by) doit venir après la vérification (verified_on)."
    if review < shelf.today:
        yield f"la fiche est à relire depuis le {written_day(review)}."


def _day(front: Mapping[str, Any], name: str) -> date | None:
    day = front.get(name)
    return day if isinstance(day, date) else None


# --- the sections -----------------------------------------------------------------------------------------------


def _headings(page: Page) -> Iterator[str]:
    yield from (f"la partie « {name} » manque ou est vide." for name in pages.REQUIRED if not page.sections.get(name))
    for name in page.sections:
        if not name:
            yield "du texte se trouve avant la première partie."
        elif name not in pages.SECTIONS:
            yield f"la partie « {name} » n’est pas prévue ; les parties sont {', '.join(pages.SECTIONS)}."


def _lists(page: Page) -> Iterator[str]:
    for name, (least, most) in COUNTS.items():
        count = len(items(page.sections.get(name, "")))
        if page.sections.get(name) and not least <= count <= most:
            yield f"« {name} » a {count} points ; il en faut entre {least} et {most}, chacun commençant par « - »."


def _short(page: Page) -> Iterator[str]:
    found = sentences(page.sections.get(pages.SHORT, ""))
    if len(found) > MAX_SHORT_SENTENCES:
        yield f"« {pages.SHORT} » a {len(found)} phrases, {MAX_SHORT_SENTENCES} au plus."
    yield from _too_long(pages.SHORT, found, MAX_SHORT_WORDS)


def _too_long(name: str, found: Iterable[str], most: int) -> Iterator[str]:
    for sentence in found:
        count = len(words(sentence))
        if count > most:
            yield f"« {name} » : {count} mots, {most} au plus : « {sentence} »"


def _plain(page: Page, shelf: Shelf) -> Iterator[str]:
    found = sentences(fill(page.sections.get(pages.PLAIN, ""), shelf.values))
    yield from _too_long(pages.PLAIN, found, MAX_PLAIN_WORDS)


def _readable(page: Page, shelf: Shelf) -> Iterator[str]:
    for name, bar in READABLE.items():
        fault = readability_fault(fill(page.sections.get(name, ""), shelf.values), bar)
        if fault:
            yield f"« {name} » : {fault}."


def _spoken(page: Page, shelf: Shelf) -> Iterator[str]:
    for prompt in items(fill(page.sections.get(pages.SPOKEN, ""), shelf.values, spoken=True)):
        yield from (f"« {pages.SPOKEN} » : {fault}" for fault in _prompt_faults(prompt))


def _statuses(page: Page) -> Iterator[str]:
    for code, text in parts_of(page, pages.BY_STATUS).items():
        if code not in {*Status, pages.HANDICAP}:
            yield f"« {pages.BY_STATUS} » : « {code} » n’est pas un statut connu."
        yield from (f"« {pages.BY_STATUS} », {code} : {fault}" for fault in _prompt_faults(text))


def _regions(page: Page, shelf: Shelf) -> Iterator[str]:
    for code, text in parts_of(page, pages.BY_REGION).items():
        if not re.fullmatch(r"\d{2}", code):
            yield f"« {pages.BY_REGION} » : « {code} » n’est pas un code de région, comme 24."
        yield from _both_forms(pages.BY_REGION, code, text, shelf)


def _in_passing(page: Page, shelf: Shelf) -> Iterator[str]:
    for code, text in parts_of(page, pages.IN_PASSING).items():
        if code not in set(InPassing):
            yield f"« {pages.IN_PASSING} » : « {code} » n’est pas prévu ; les titres sont {', '.join(InPassing)}."
        yield from _both_forms(pages.IN_PASSING, code, text, shelf)


def _both_forms(section: str, code: str, text: str, shelf: Shelf) -> Iterator[str]:
    spoken = fill(text, shelf.values, spoken=True)
    yield from (f"« {section} », {code} : {fault}" for fault in _prompt_faults(spoken))


def _questions(page: Page) -> Iterator[str]:
    for item in items(page.sections.get(pages.QUESTIONS, "")):
        found = question(item)
        if not found.ask.endswith("?") or not found.why:
            yield f"« {pages.QUESTIONS} » : une question, puis ce que sa réponse change : « {item} »"


def _related(page: Page) -> Iterator[str]:
    related = page.front.get("related") or ()
    yield from (f"« {need} » (related) n’est pas un besoin connu." for need in related if need not in set(Need))
    if page.front.get("need") in related or len(related) > MAX_RELATED:
        yield f"related nomme {MAX_RELATED} autres besoins au plus."


def _prompt_faults(prompt: str) -> Iterator[str]:
    count = len(words(prompt))
    if count > MAX_PROMPT_WORDS:
        yield f"{count} mots, {MAX_PROMPT_WORDS} au plus : « {prompt} »"
    yield from (f"{fault} dans « {prompt} »" for fault in unspeakable(prompt))


# --- figures and words ------------------------------------------------------------------------------------------


def _figures(page: Page) -> Iterator[str]:
    for name, text in page.sections.items():
        for hit in _AMOUNT.finditer(text):
            yield f"« {name} » : le montant « {hit.group(0)} » doit venir de values.yml."
        for hit in _PHONE.finditer(text):
            yield f"« {name} » : le numéro « {hit.group(0)} » doit venir de values.yml."


def _values(page: Page, shelf: Shelf) -> Iterator[str]:
    for name, text in page.sections.items():
        used, dated = keys_in(text)
        for key in sorted((used | dated) - set(shelf.values)):
            yield f"« {name} » : la valeur « {key} » n’est pas dans values.yml."
        months = {_month(shelf.values[key]) for key in dated if key in shelf.values}
        for key in sorted(used & set(shelf.values)):
            yield from (f"« {name} » : {fault}" for fault in _value_faults(shelf.values[key], page, months))


def _value_faults(value: Value, page: Page, months_shown: set[tuple[int, int]]) -> Iterator[str]:
    if value.kind is Kind.AMOUNT and _month(value) not in months_shown:
        yield f"le montant « {value.key} » est donné sans sa date ; ajouter {{{{{value.key}.date}}}}."
    if value.source not in (page.front.get("sources") or ()):
        yield f"la source de « {value.key} » ({value.source}) manque dans l’en-tête."


def _month(value: Value) -> tuple[int, int]:
    return value.on.year, value.on.month


def _language(page: Page) -> Iterator[str]:
    for name, written in page.sections.items():
        text = _HEADING.sub("", written)
        yield from (f"« {name} » : {fault}" for fault in lonely_genders(text))
        yield from (
            f"« {name} » : écrire les deux formes au lieu de « {trick} »." for trick in typographic_tricks(text)
        )
        if "'" in text:
            yield f"« {name} » : l’apostrophe droite (') est à remplacer par ’."


_PAGE_CHECKS: tuple[Callable[[Page], Iterator[str]], ...] = (
    _fields,
    _headings,
    _lists,
    _short,
    _statuses,
    _questions,
    _related,
    _figures,
    _language,
)
_SHELF_CHECKS: tuple[Callable[[Page, Shelf], Iterator[str]], ...] = (
    _cited,
    _dates,
    _plain,
    _readable,
    _spoken,
    _regions,
    _in_passing,
    _values,
)
