"""Expressions that are looked for only where the letters they need are: most sentences hold none of them."""

import re
from collections.abc import Iterable, Iterator
from re import _constants as op  # type: ignore[attr-defined] # the parser of expressions has no public name since 3.11
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any


class Sought:
    """A compiled expression, and letters of which some are in every text that holds it."""

    __slots__ = ("needles", "pattern")

    def __init__(self, expression: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.pattern = re.compile(expression, flags)
        self.needles = needles(expression)

    def may_be_in(self, text: str) -> bool:
        """False when the text cannot hold the expression."""
        for needle in self.needles:  # not any(…): tried hundreds of times a sentence
            if needle in text:
                return True
        return not self.needles

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in the text."""
        return self.pattern.finditer(text) if self.may_be_in(text) else iter(())


def needles(expression: str) -> tuple[str, ...]:
    """Strings one of which at least is in whatever the expression matches; none when nothing can be told.

    >>> needles("(mon|ma) (patron|chef)s?"), needles("a*")
    (('chef', 'patron'), ())
    """
    return tuple(sorted(_needed(parser.parse(expression))))


def _needed(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The best choice of strings in a sequence: the one whose shortest string is longest."""
    return max(_choices(parsed), key=lambda choice: min(map(len, choice), default=0), default=frozenset())


def _choices(parsed: Iterable[tuple[Any, Any]]) -> Iterator[frozenset[str]]:
    run = ""
    for kind, what in [*parsed, (None, None)]:
        if kind is op.LITERAL:
            run += chr(what)
            continue
        if run:
            yield frozenset([run])
        run = ""
        if kind is op.BRANCH:
            branches = [_needed(branch) for branch in what[1]]
            yield frozenset().union(*branches) if all(branches) else frozenset()
        elif kind is op.SUBPATTERN:
            yield _needed(what[3])
        elif kind in {op.MAX_REPEAT, op.MIN_REPEAT} and what[0] > 0:
            yield _needed(what[2])
