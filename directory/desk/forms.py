"""Forms of the desk: what was typed comes back when it is refused, with a sentence beside each field at fault (L13).

One mechanism for all of them. A page shows a :class:`DeskForm`; a posted one comes as :class:`Typed`; what cannot be
kept is a :class:`Refused`, from a :class:`Reader` or from whoever knows better; the page then shows the form again.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from fastapi import Request

from directory.desk.words import load_words
from directory.errors import DirectoryError

WHOLE = ""
"""The name under which a form is refused for no fault of one field: too late, too often."""

UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
NEVER_SHOWN = frozenset({"csrf", "password", "code"})


class Refused(DirectoryError):  # noqa: N818 - a fact of the desk: the form is shown again
    """What was typed cannot be kept; ``fields`` says, for each field at fault, what to change."""

    def __init__(self, **fields: str) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields: Mapping[str, str] = fields


@dataclass(frozen=True, slots=True)
class DeskForm:
    """A form of a page: as it is offered, or as it came back, ``wrong`` being what to change in which field.

    ``name`` begins the identifiers of its fields: two forms of a page may have fields of the same name.
    """

    name: str
    typed: Mapping[str, tuple[str, ...]] | None = None
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """Of the page that shows it."""
        return 422 if self.wrong else 200

    def id(self, name: str) -> str:
        """The identifier of this field on the page."""
        return f"{self.name}-{name}"

    def described(self, name: str, hint: str) -> str:
        """The identifiers of what describes this field: its hint, what is wrong with it."""
        ends = (end for end, there in (("hint", hint), ("wrong", name in self.wrong)) if there)
        return " ".join(f"{self.id(name)}-{end}" for end in ends)

    def value(self, name: str, otherwise: object = "") -> str:
        """What this field says: what was typed in it, or else this."""
        found = self.typed.get(name) if self.typed is not None else None
        return found[0] if found else str(otherwise)

    def values(self, name: str, otherwise: Sequence[object] = ()) -> tuple[str, ...]:
        """What is chosen in a list: what was ticked, or else this."""
        return self.typed.get(name, ()) if self.typed is not None else tuple(map(str, otherwise))

    def refused(self, because: Refused) -> "DeskForm":
        """The same, to be changed."""
        return replace(self, wrong=because.fields)


class Typed:
    """Takes the form that was posted, to be shown again under this name if it must."""

    def __init__(self, name: str) -> None:
        self._name = name

    async def __call__(self, request: Request) -> DeskForm:
        """Its texts by field, without what no page understands; files and secrets are left out."""
        typed: dict[str, tuple[str, ...]] = {}
        for name, text in (await request.form()).multi_items():
            if isinstance(text, str) and name not in NEVER_SHOWN:
                typed[name] = (*typed.get(name, ()), UNSAFE.sub("", text))
        return DeskForm(self._name, typed)


class Reader:
    """Reads a form field by field; what cannot be read is gathered, and said all at once by :meth:`done`."""

    def __init__(self, form: DeskForm) -> None:
        self._form = form
        self._wrong: dict[str, str] = {}

    def text(self, name: str) -> str:
        """What was typed, without the blanks around it."""
        return self._form.value(name).strip()

    def text_within(self, name: str, most: int) -> str:
        """The same, of at most so many characters."""
        text = self.text(name)
        if len(text) > most:
            self.refuse(name, load_words().say("form.long", most=most))
        return text

    def day_if_any(self, name: str) -> date | None:
        """A day, where none may be given."""
        return self.day(name) if self.text(name) else None

    def number(self, name: str) -> int:
        """The number of a row of a list; none has 0."""
        text = self.text(name)
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0

    def day(self, name: str) -> date:
        """A day; one that is far from any use is not read."""
        try:
            found = date.fromisoformat(self.text(name))
        except ValueError:
            found = date.min
        if not 2000 <= found.year <= 2100:
            self.refuse(name, load_words().say("form.day"))
        return found

    def time(self, name: str) -> time:
        """An hour of a day."""
        try:
            return time.fromisoformat(self.text(name)).replace(tzinfo=None)
        except ValueError:
            self.refuse(name, load_words().say("form.time"))
            return time.min

    def refuse(self, name: str, sentence: str) -> None:
        """Says what to change in this field."""
        self._wrong.setdefault(name, sentence)

    def done(self) -> None:
        """:class:`Refused` when something was wrong."""
        if self._wrong:
            raise Refused(**self._wrong)
