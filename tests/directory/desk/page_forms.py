"""The forms of a page, as a browser without script would send them back."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """What a form would send, field by field, and what its marks say of each field."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    invalid: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.texts: dict[str, str] = {}
        self._open: list[str] = []
        self._area = self._select = ""
        self._options: list[tuple[str, bool]] = []
        self._one_of = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = {name: value or "" for name, value in attrs}
        if tag == "span":
            self._open.append(marks.get("id", ""))
        if marks.get("role") == "radiogroup":
            self._one_of = "aria-invalid" in marks
        if tag == "form":
            self.forms.append(PageForm(marks["action"]))
        if self.forms and marks.get("name"):
            self._control(tag, marks)
        if tag == "option":
            self._options.append((marks.get("value", ""), "selected" in marks))

    def _control(self, tag: str, marks: dict[str, str]) -> None:
        form, name = self.forms[-1], marks["name"]
        said = form.fields.setdefault(name, [])
        if "aria-invalid" in marks or (marks.get("type") == "radio" and self._one_of):
            form.invalid.add(name)
        if tag == "textarea":
            self._area = name
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "input" and (marks.get("type") not in {"checkbox", "radio"} or "checked" in marks):
            said.append(marks.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area].append(data.removeprefix("\n"))
        if self._open:
            self.texts[self._open[-1]] = self.texts.get(self._open[-1], "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._open:
            self._open.pop()
        if tag == "textarea":
            self._area = ""
        if tag == "select" and self._options:
            chosen = [value for value, selected in self._options if selected] or [self._options[0][0]]
            self.forms[-1].fields[self._select].append(chosen[0])


def forms_of(page: str) -> list[PageForm]:
    """All forms of this page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form_of(page: str, action: str) -> PageForm:
    """The first form of this page that goes to this address."""
    return next(form for form in forms_of(page) if form.action == action)


def text_of(page: str, identifier: str) -> str:
    """The words of the ``span`` of this identifier."""
    reader = _Reader()
    reader.feed(page)
    return reader.texts.get(identifier, "")
