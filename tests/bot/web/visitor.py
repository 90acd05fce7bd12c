"""Somebody who reads pages and presses their buttons, by plain forms."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

import httpx


@dataclass
class Form:
    """A form of a page: where it goes, its hidden fields, its buttons by what they send."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(have.get("action", "")))
        elif tag == "input" and have.get("type") == "hidden":
            self.forms[-1].fields[have["name"]] = have["value"]
        elif tag == "button" and self.forms and "value" in have:
            self.forms[-1].buttons[have["value"]] = have["name"]


def forms(page: str) -> list[Form]:
    """The forms of a page."""
    parser = _Forms()
    parser.feed(page)
    return parser.forms


def lines(page: str) -> list[str]:
    """What the talk shows, line by line, without markup."""
    found = re.findall(r'<div class="line .*?<div class="words">(.*?)</div>', page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", line)).split()) for line in found]


@dataclass
class Visitor:
    """A person on the site; ``page`` is what they see."""

    client: httpx.AsyncClient
    page: str = ""

    async def opens(self, address: str = "/") -> str:
        """Open a page."""
        answer = await self.client.get(address, follow_redirects=True)
        self.page = answer.text
        return self.page

    async def says(self, words: str) -> str:
        """Type words and send them."""
        form = next(f for f in forms(self.page) if f.action == "/" and not f.buttons)
        return await self._posts(form, {"message": words})

    async def presses(self, start: str) -> str:
        """Press the first button whose message begins so."""
        form, value = next(
            (f, v) for f in forms(self.page) for v in f.buttons if v.startswith(start) and f.action == "/"
        )
        return await self._posts(form, {form.buttons[value]: value})

    async def _posts(self, form: Form, more: dict[str, str]) -> str:
        answer = await self.client.post(form.action, data=form.fields | more)
        assert answer.status_code == 200, answer.status_code
        self.page = answer.text
        return self.page

    @property
    def talk(self) -> str:
        """The talk under way."""
        found = re.search(r'name="talk" value="([^"]+)"', self.page)
        assert found
        return found[1]

    @property
    def messages(self) -> list[str]:
        """What the buttons of the panel send."""
        return [value for form in forms(self.page) for value in form.buttons if form.action == "/"]

    async def asks_for_vae(self) -> None:
        """From the welcome to the information, engine away: by the menus."""
        await self.opens()
        await self.says("je travaille comme salariée à Tours")
        await self.presses("#menu formation")
        await self.presses("#need vae")
        await self.presses("#yes")

    async def reaches_booking(self) -> None:
        """From the welcome to the question before booking."""
        await self.asks_for_vae()
        await self.presses("#appointment")
        await self.presses("#site")
        if any(m.startswith("#way") for m in self.messages):
            await self.presses("#way")
        await self.presses("#slot")

    async def books(self) -> str:
        """From the welcome to a booked appointment; its code."""
        await self.reaches_booking()
        await self.presses("#yes")
        found = re.search(r"/rendez-vous/(\d{10})\"", self.page)
        assert found
        return found[1]
