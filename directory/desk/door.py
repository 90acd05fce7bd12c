"""The door of the desk: who is signed in, what each address declares, forms that really are ours."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from directory.desk.accounts import Accounts
from directory.desk.pages import PREFIX, Pages
from directory.desk.roles import Right
from directory.desk.scope import Member, Scoped
from directory.desk.visits import Visit, Visits, form_token, is_form_token
from directory.models import Stage
from directory.service import Directory

SIGN_IN = f"{PREFIX}/connexion"
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
OURS = re.compile(rf"{PREFIX}(/[a-z0-9-]{{1,40}}){{0,2}}(\?jour=\d{{4}}-\d\d-\d\d)?")
AWAY = "-away"
HOME = f"{PREFIX}/compte"  # of who receives nobody


class Stop(Exception):  # noqa: N818 - the answer is known: nothing else of the route is done
    """Ends a request with this answer."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


@dataclass(frozen=True, slots=True)
class Visitor:
    """A counsellor on a page: what they may see, and the token of their forms."""

    scoped: Scoped
    csrf: str

    @property
    def member(self) -> Member:
        """Who it is."""
        return self.scoped.member


class Guard:
    """What an address of the desk declares: who may come. A route without one cannot be made."""


class Anybody(Guard):
    """Comes in without signing in: the door itself, and what is the same for all."""

    def __call__(self) -> None:
        """Lets everybody through."""


class Door:
    """Lets counsellors in, and nobody else; how one signs in stands in :mod:`directory.desk.signing`."""

    def __init__(
        self,
        directory: Directory,
        pages: Pages,
        *,
        secret: str,
        clock: Callable[[], datetime],
        secure_cookies: bool,
    ) -> None:
        self._directory = directory
        self._pages = pages
        self._secret = secret
        self._clock = clock
        self._secure = secure_cookies
        self._cookie = "__Host-desk" if secure_cookies else "desk"
        self.accounts = Accounts(directory)
        self.visits = Visits(directory)

    def visitor(self, request: Request, right: Right, *, is_sign: bool = True) -> Visitor:
        """Who asks for a page; whoever is not signed in is sent to sign in, and comes back."""
        token = self.token(request)
        member = self.member(token, is_sign=is_sign)
        if member is None:
            notice = "&avis=over" if token and request.method == "POST" else ""
            raise Stop(to(f"{SIGN_IN}?suite={quote(_way_back(request), safe='/')}{notice}"))
        visitor = Visitor(Scoped(self._directory, member, right), self.form_token(token))
        if not member.may(right):
            raise Stop(to(HOME) if request.url.path == PREFIX else self.missing(visitor))
        return visitor

    def poster(self, request: Request, csrf: str, right: Right) -> Visitor:
        """Who posts a form, once it is sure that the form is ours."""
        if from_elsewhere(request):
            raise Stop(self.refused())
        visitor = self.visitor(request, right)
        if not self.is_our_form(request, csrf):
            raise Stop(self.refused())
        return visitor

    def refused(self) -> Response:
        """The page that refuses a form."""
        return self._pages.show("problem.html", status=403, visitor=None, number=403)

    def missing(self, visitor: Visitor | None = None) -> Response:
        """The page of what does not exist, or not for this structure: nobody can tell which."""
        return self._pages.show("problem.html", status=404, visitor=visitor, number=404)

    def member(self, token: str, *, is_sign: bool = True) -> Member | None:
        """Who this browser is signed in as, if all the way."""
        found = self.visit(token, Stage.OPEN, is_sign=is_sign)
        return self.accounts.member(found.counsellor_id) if found is not None else None

    def is_still_in(self, request: Request) -> bool:
        """Whether this browser is signed in; asking is no sign of life."""
        return self.visit(self.token(request), Stage.OPEN, is_sign=False) is not None

    def visit(self, token: str, *stages: Stage, is_sign: bool = True) -> Visit | None:
        """The visit of this token when it has come to one of these stages; ``is_sign``: its owner is there."""
        found = self.visits.find(token, self._clock(), is_sign=is_sign) if token else None
        return found if found is not None and found.stage in stages else None

    def token(self, request: Request) -> str:
        """What the browser carries."""
        token = request.cookies.get(self._cookie, "")
        return token if TOKEN.fullmatch(token) else ""

    def form_token(self, token: str) -> str:
        """What the forms of this browser carry."""
        return form_token(self._secret, token)

    def is_our_form(self, request: Request, csrf: str) -> bool:
        """Whether a form of this browser was filled."""
        token = self.token(request)
        return bool(token) and is_form_token(self._secret, token, csrf)

    def give(self, answer: Response, token: str, *, away: bool = False) -> Response:
        """The answer, with this token for the browser to carry; ``away``, to bring back from their organisation."""
        name = self._cookie + AWAY if away else self._cookie
        answer.set_cookie(name, token, path="/", secure=self._secure, httponly=True, samesite="lax")
        return answer

    def brought_back(self, request: Request) -> str:
        """What the browser was given before it left for its organisation."""
        return request.cookies.get(self._cookie + AWAY, "")

    def forget_away(self, answer: Response) -> Response:
        """The answer, after which nothing is to be brought back any more."""
        answer.delete_cookie(self._cookie + AWAY, path="/", secure=self._secure, httponly=True, samesite="lax")
        return answer

    def take_back(self, answer: Response) -> Response:
        """The answer, after which the browser carries nothing and forgets the pages."""
        answer.delete_cookie(self._cookie, path="/", secure=self._secure, httponly=True, samesite="lax")
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer


class Seeing(Guard):
    """Opens a page to members who have this right."""

    def __init__(self, door: Door, right: Right) -> None:
        self._door = door
        self.right = right

    def __call__(self, request: Request) -> Visitor:
        """The member on the page."""
        return self._door.visitor(request, self.right)


class Watching(Seeing):
    """Opens a stream that a page reads by itself: no sign that somebody is there."""

    def __call__(self, request: Request) -> Visitor:
        """The member whose page it is."""
        return self._door.visitor(request, self.right, is_sign=False)


class Posting(Guard):
    """Takes a form from members who have this right, once it is sure that the form is ours."""

    def __init__(self, door: Door, right: Right) -> None:
        self._door = door
        self.right = right

    def __call__(self, request: Request, csrf: Annotated[str, Form()] = "") -> Visitor:
        """The member who posts."""
        return self._door.poster(request, csrf, self.right)


def from_elsewhere(request: Request) -> bool:
    """Whether another site posted the form; browsers say so, the older ones by the origin only."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


def safe_way(back: str) -> str:
    """A page of the desk to go to; anything else leads to the first one."""
    return back if OURS.fullmatch(back) and not back.startswith(SIGN_IN) else PREFIX


def _way_back(request: Request) -> str:
    """The page asked for; for a form, the page it was on."""
    path = request.url.path
    if request.method == "POST":
        return safe_way(path.rpartition("/")[0])
    return safe_way(path)


def to(address: str) -> RedirectResponse:
    """Leads there."""
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
