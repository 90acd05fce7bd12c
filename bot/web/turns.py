"""A turn as the page shows it: lines of the talk, and what can be done now (places, moments, summary, choices)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from bot.conversation import Choice, Line, Turn
from bot.texts import Channel, say_day, say_moment
from bot.web.pages import Pages, markdown, tel

IN_THE_PANEL = frozenset({"proposals", "summary"})
"""Kinds shown below the talk while they can be acted on, and as lines of the talk afterwards."""

ASKS_CONSENT = frozenset({"utter_ask_booking", "utter_ask_moving", "utter_ask_summary"})
"""Questions whose yes commits the person: never answered inside another site's page."""

NUMBER = re.compile(r"(?<!\d)(?<!\d\s)(112|114|119|17|15|18|3\d{3}|0\d(?:\s\d\d){4})(?!\s?\d)")
PAGE_LINK = re.compile(r'<a href="((?:/|https?:)[^"]*)">(.*?)</a>', re.DOTALL)
TEXTED = frozenset({"114"})  # written to, not called


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the talk; ``words`` is safe HTML."""

    by_person: bool
    kind: str
    words: Markup


@dataclass(frozen=True, slots=True)
class Place:
    """A proposed place as a card; ``told`` is its whole text when its parts are not given apart."""

    message: str
    name: str
    parts: dict[str, Any]
    told: Markup


@dataclass(frozen=True, slots=True)
class Day:
    """The free moments of one day: what to send, what comes before the hour, the hour."""

    name: str
    moments: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """One line that the counsellor would read, and what to send to take it out."""

    name: str
    text: str
    remove: Choice | None


@dataclass(frozen=True, slots=True)
class Now:
    """What the person can do now."""

    conversation: str
    once: str
    places: tuple[Place, ...] = ()
    days: tuple[Day, ...] = ()
    summary: tuple[SummaryPart, ...] = ()
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[Choice, ...] = ()
    sources: dict[str, Any] | None = None
    appointment: Any = None
    widget: bool = False
    live: str = ""
    """Whether a person of the service can be asked in writing ("offered"), is ("asked"), or answers ("answered")."""
    told: int = 0
    """How many lines the talk has."""
    elsewhere: bool = False
    """Whether the next answer is given in a page of our own, out of the site that embeds the widget."""


class Shower:
    """Turns a conversation's turns into what the page shows."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def now(self, turn: Turn, once: str, *, widget: bool = False) -> Now:
        """What can be done after this turn; ``once`` names the answers given from here."""
        choices = last_choices(turn)
        places, summary = self._places(turn, choices), self._summary(turn, choices)
        apart = {place.message for place in places} | {part.remove.message for part in summary if part.remove}
        others = tuple(c for c in choices if c.message not in apart and not c.message.startswith("#slot "))
        asks = any(reply.key in ASKS_CONSENT for reply in turn.replies)
        return Now(
            conversation=turn.conversation,
            once=once,
            places=places,
            days=days([c for c in choices if c.message.startswith("#slot ")]),
            summary=summary,
            choices=others,
            suggestions=next((reply.suggestions for reply in reversed(turn.replies) if reply.suggestions), ()),
            sources=self.sources(turn),
            appointment=turn.appointment,
            widget=widget,
            elsewhere=widget and asks,
        )

    def new_lines(self, turn: Turn) -> list[ShownLine]:
        """The replies that join the talk: one line, hence one announcement, for each message."""
        return [
            ShownLine(False, reply.kind, self._words(reply.text, reply.kind))
            for reply in turn.replies
            if reply.kind not in IN_THE_PANEL
        ]

    def all_lines(self, lines: Sequence[Line], turn: Turn) -> list[ShownLine]:
        """The whole talk; what stands in the panel is not shown twice."""
        before = len(lines) - len(turn.replies)
        kept = (line for n, line in enumerate(lines) if n < before or line.kind not in IN_THE_PANEL)
        return [ShownLine(line.by_person, line.kind, self.line_words(line)) for line in kept]

    def line_words(self, line: Line) -> Markup:
        """A line's words as safe HTML: the person's as they are, ours with their Markdown."""
        return Markup("<p>{}</p>").format(line.text) if line.by_person else self._words(line.text, line.kind)

    def _words(self, text: str, kind: str) -> Markup:
        """Our words as safe HTML: information explained, numbers to tap when somebody should call."""
        words = self._pages.informing(text) if kind == "information" else with_numbers(markdown(text), kind)
        return in_new_pages(words, self._pages.text("new_page"))

    def lines_after(self, lines: Sequence[Line], known: int) -> list[ShownLine]:
        """The lines that came after so many."""
        return [ShownLine(line.by_person, line.kind, self.line_words(line)) for line in lines[known:]]

    def card(self, turn: Turn) -> dict[str, str]:
        """*Ce que j'ai compris*, in words; an empty string for what is not known yet."""
        known = turn.understood
        return {
            "need": self._pages.text(f"utter_label_need_{known.need}") if known.need else "",
            "status": ", ".join(self._pages.text(f"utter_label_status_{status}") for status in known.status),
            "place": known.place["name"] if known.place else "",
        }

    def sources(self, turn: Turn) -> dict[str, Any] | None:
        """Where the last information comes from, and when it was verified (promise 5)."""
        told = [reply.data for reply in turn.replies if reply.kind == "information"]
        if not told:
            return None
        day = say_day(min(data["verified_on"] for data in told))
        sources = {source["url"]: source for data in told for source in data["sources"]}
        return {"label": self._pages.text("sources", date=day), "sources": list(sources.values())}

    def _places(self, turn: Turn, choices: Sequence[Choice]) -> tuple[Place, ...]:
        offered = {choice.message: choice for choice in choices}
        shown = []
        for reply in turn.replies:
            message = f"#site {reply.data.get('site')}"
            if reply.kind == "proposals" and message in offered:
                shown.append(Place(message, offered[message].title, dict(reply.data), markdown(reply.text)))
        return tuple(shown)

    def _summary(self, turn: Turn, choices: Sequence[Choice]) -> tuple[SummaryPart, ...]:
        offered = {choice.message: choice for choice in choices}
        return tuple(
            SummaryPart(reply.data["name"], one_text(reply.data["text"]), offered.get(f"#line {reply.data['line']}"))
            for reply in turn.replies
            if reply.kind == "summary"
        )


def days(choices: Sequence[Choice]) -> tuple[Day, ...]:
    """The moments offered, day by day."""
    return by_day((choice.message, datetime.fromisoformat(choice.message.removeprefix("#slot "))) for choice in choices)


def by_day(moments: Iterable[tuple[str, datetime]]) -> tuple[Day, ...]:
    """What to send for each moment, day by day."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for message, at in moments:
        day, _, hour = say_moment(at, Channel.WEB).partition(" à ")
        found.setdefault(day.capitalize(), []).append((message, f"{day.capitalize()} à ", hour))
    return tuple(Day(name, tuple(moments)) for name, moments in found.items())


def one_text(words: Any) -> str:
    """Several words of a line as one text."""
    return ", ".join(words) if isinstance(words, list) else str(words)


def last_choices(turn: Turn) -> tuple[Choice, ...]:
    """The choices offered now."""
    return next((reply.choices for reply in reversed(turn.replies) if reply.choices), ())


def with_numbers(html: Markup, kind: str) -> Markup:
    """The same HTML with its numbers as links, for an emergency or a person to call."""
    if kind not in {"emergency", "transfer"}:
        return html
    return Markup(NUMBER.sub(link, str(html)))  # noqa: S704 - a link of digits in HTML that is already safe


def link(found: re.Match[str]) -> str:
    """A number to tap: called, or written to when it only takes messages."""
    scheme = "sms" if found[1] in TEXTED else "tel"
    return f'<a href="{scheme}:{escape(tel(found[1]))}">{escape(found[1])}</a>'


def in_new_pages(html: Markup, told: str) -> Markup:
    """The same safe HTML, its links to pages opened apart: the talk stays, and no frame of another site refuses them.

    ``told`` says so to those who do not see it.
    """
    apart = rf'<a href="\1" target="_blank" rel="noopener">\2<span class="away"> {escape(told)}</span></a>'
    return Markup(PAGE_LINK.sub(apart, str(html)))  # noqa: S704 - marks added to HTML that is already safe
