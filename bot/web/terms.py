"""Words of the field explained where they stand: the first time one comes, it leads to its meaning."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from bot.information import Glossary, Term

_TAG = re.compile(r"(<[^>]+>)")


class TermLinks:
    """Turns the sigles of a text into links to the glossary, their meaning shown on hover."""

    def __init__(self, glossary: Glossary) -> None:
        self._terms = {term.term: term for term in glossary.terms if term.title != term.term}
        names = "|".join(re.escape(name) for name in sorted(self._terms, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])")

    def mark(self, html: Markup) -> Markup:
        """The same safe HTML, the first mention of each word explained; what is already a link stays as it is."""
        seen: set[str] = set()
        return Markup("").join(Markup(part) for part in self._parts(str(html), seen))  # noqa: S704 - already safe HTML

    def _parts(self, html: str, seen: set[str]) -> Iterator[str]:
        linked = False
        for part in _TAG.split(html):
            if part.startswith("<"):
                linked = part.startswith("<a ") or (linked and part != "</a>")
                yield part
            else:
                yield part if linked else self._pattern.sub(lambda found: self._link(found[0], seen), part)

    def _link(self, name: str, seen: set[str]) -> str:
        if name in seen:
            return name
        seen.add(name)
        term: Term = self._terms[name]
        meaning = escape(f"{term.title} : {term.means}")
        address = f"/glossaire#{term.anchor}"
        return f'<a class="term" href="{address}" target="_blank" title="{meaning}">{escape(name)}</a>'
