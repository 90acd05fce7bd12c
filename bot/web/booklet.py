"""The welcome booklet of a territory as its paper wants it: every word chosen here, the layout in ``booklet.typ``."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.web.pages import Pages, french
from bot.web.paper import blocks
from bot.web.places import Chapter, Found
from directory.catalogue import ShownService


def booklet_paper(pages: Pages, name: str, chapters: Sequence[Chapter]) -> dict[str, Any]:
    """The data of ``booklet.typ``."""
    text, call = pages.text, pages.text("call", number=pages.human_number)
    texts = {"name": text("name"), "tagline": text("tagline"), "who": text("booklet_who"), "footer": call}
    return {
        "texts": texts | {"title": text("booklet_of", place=name)},
        "words": blocks(text("booklet_words", number=pages.human_number)),
        "chapters": [_chapter(pages, chapter) for chapter in chapters],
    }


def _chapter(pages: Pages, chapter: Chapter) -> dict[str, Any]:
    structure = chapter.structure
    day = f"{structure.checked_on:%d/%m/%Y}" if structure.checked_on else ""
    return {
        "name": french(structure.name),
        "description": french(structure.description),
        "services": [_service(pages, service) for service in chapter.services],
        "sites": [_site(pages, one) for one in chapter.sites],
        "checked": f"{pages.text('checked_on', date=day)} {structure.source}" if day else "",
    }


def _service(pages: Pages, service: ShownService) -> dict[str, str]:
    whom = ", ".join(pages.text(f"utter_label_status_{status}") for status in service.welcomes)
    return {
        "name": french(service.name),
        "scope": pages.text(f"scope_{service.scope}"),
        "description": french(service.description),
        "expected": f"{pages.text('expected')} {french(service.expected_result)}" if service.expected_result else "",
        "welcomes": f"{pages.text('for_whom')} {whom}." if whom else "",
    }


def _site(pages: Pages, one: Found) -> dict[str, Any]:
    return {
        "name": french(one.site.name),
        "lines": [french(line) for line in _lines(pages, one)],
        "week": [{"name": day, "text": french(hours)} for day, hours in one.week],
        "hint": pages.text("sample") if one.site.sample else "",
    }


def _lines(pages: Pages, one: Found) -> Iterator[str]:
    """Where it is, how to get there, how to reach it."""
    site = one.site
    yield pages.text("remote") if site.remote else f"{site.address}, {site.postcode} {site.commune}"
    if site.transport:
        yield f"{pages.text('transport')} {site.transport}"
    if not site.remote:
        known = {True: "step_free_yes", False: "step_free_no", None: "step_free_unknown"}
        yield pages.text(known[site.step_free])
    yield from (known for known in (site.phone, site.website) if known)
