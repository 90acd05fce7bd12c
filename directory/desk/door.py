"""The door of the desk: who is signed in, forms that really are ours, signing in and out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from directory.desk.accounts import Accounts, Busy, normal_email
from directory.desk.delays import Delays
from directory.desk.pages import PREFIX, Pages
from directory.desk.roles import Right
from directory.desk.scope import Member, Scoped
from directory.desk.visits import Visits, form_token, is_form_token, new_token
from directory.service import Directory

SIGN_IN = f"{PREFIX}/connexion"
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
OURS = re.compile(rf"{PREFIX}(/[a-z0-9-]{{1,40}}){{0,2}}(\?jour=\d{{4}}-\d\d-\d\d)?")
HOME = f"{PREFIX}/compte"  # of who receives nobody
NOTICES = ("over", "out")


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
    """Lets counsellors in, and nobody else."""

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
        self._words = pages.words
        self._secret = secret
        self._clock = clock
        self._secure = secure_cookies
        self._cookie = "__Host-desk" if secure_cookies else "desk"
        self._accounts = Accounts(directory)
        self._visits = Visits()
        self._delays = Delays()

    def visitor(self, request: Request, right: Right) -> Visitor:
        """Who asks for a page; whoever is not signed in is sent to sign in, and comes back."""
        token = self._token(request)
        member = self._member(token)
        if member is None:
            notice = "&avis=over" if token and request.method == "POST" else ""
            raise Stop(_to(f"{SIGN_IN}?suite={quote(_way_back(request), safe='/')}{notice}"))
        visitor = Visitor(Scoped(self._directory, member, right), form_token(self._secret, token))
        if not member.may(right):
            raise Stop(_to(HOME) if request.url.path == PREFIX else self.missing(visitor))
        return visitor

    def poster(self, request: Request, csrf: str, right: Right) -> Visitor:
        """Who posts a form, once it is sure that the form is ours."""
        if from_elsewhere(request):
            raise Stop(self.refused())
        visitor = self.visitor(request, right)
        if not is_form_token(self._secret, self._token(request), csrf):
            raise Stop(self.refused())
        return visitor

    def ask(self, request: Request, *, back: str = "", notice: str = "") -> Response:
        """The sign-in page; whoever is signed in already goes on."""
        if self._member(self._token(request)):
            return _to(safe_way(back))
        problem = self._words.say(f"sign_in.{notice}") if notice in NOTICES else ""
        return self._page(request, back=back, notice=problem)

    def sign_in(self, request: Request, *, email: str, password: str, csrf: str, back: str) -> Response:
        """In, with a new token, or the page again: a wrong password and an unknown account get the same answer."""
        if from_elsewhere(request):
            return self.refused()
        token = self._token(request)
        if not token or not is_form_token(self._secret, token, csrf):
            return self._again(request, email, back, self._words.say("sign_in.form_expired"), 403)
        wait = self._delays.begin(normal_email(email), self._clock())
        if wait:
            minutes = ceil(wait / timedelta(minutes=1))
            answer = self._again(request, email, back, self._words.count("sign_in.wait", minutes), 429)
            answer.headers["Retry-After"] = str(minutes * 60)
            return answer
        try:
            found = self._accounts.check(email, password, self._clock())
        except Busy:
            return self._again(request, email, back, self._words.say("sign_in.busy"), 503)
        if found is None or self._accounts.member(found) is None:
            return self._again(request, email, back, self._words.say("sign_in.wrong"), 401)
        self._delays.succeeded(normal_email(email))
        self._visits.end(token)
        answer = _to(safe_way(back))
        self._give(answer, self._visits.begin(found, self._clock()))
        return answer

    def sign_out(self, request: Request) -> Response:
        """Out: the visit ends here, not only in the browser, which is asked to forget the pages."""
        self._visits.end(self._token(request))
        answer = _to(f"{SIGN_IN}?avis=out")
        answer.delete_cookie(self._cookie, path="/", secure=self._secure, httponly=True, samesite="lax")
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

    def refused(self) -> Response:
        """The page that refuses a form."""
        return self._pages.show("problem.html", status=403, visitor=None, number=403)

    def missing(self, visitor: Visitor | None = None) -> Response:
        """The page of what does not exist, or not for this structure: nobody can tell which."""
        return self._pages.show("problem.html", status=404, visitor=visitor, number=404)

    def _member(self, token: str) -> Member | None:
        found = self._visits.counsellor(token, self._clock()) if token else None
        return self._accounts.member(found) if found is not None else None

    def _token(self, request: Request) -> str:
        token = request.cookies.get(self._cookie, "")
        return token if TOKEN.fullmatch(token) else ""

    def _again(self, request: Request, email: str, back: str, problem: str, status: int) -> Response:
        return self._page(request, email=email, back=back, problem=problem, status=status)

    def _page(
        self,
        request: Request,
        *,
        email: str = "",
        back: str = "",
        notice: str = "",
        problem: str = "",
        status: int = 200,
    ) -> Response:
        """The sign-in page, with a token of its own until somebody is signed in."""
        token = self._token(request)
        fresh = token or new_token()
        answer = self._pages.show(
            "sign_in.html",
            status=status,
            visitor=None,
            email=email[:254],
            back=safe_way(back),
            notice=notice,
            problem=problem,
            csrf=form_token(self._secret, fresh),
        )
        if not token:
            self._give(answer, fresh)
        return answer

    def _give(self, answer: Response, token: str) -> None:
        answer.set_cookie(self._cookie, token, path="/", secure=self._secure, httponly=True, samesite="lax")


class Seeing(Guard):
    """Opens a page to members who have this right."""

    def __init__(self, door: Door, right: Right) -> None:
        self._door = door
        self.right = right

    def __call__(self, request: Request) -> Visitor:
        """The member on the page."""
        return self._door.visitor(request, self.right)


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


def _to(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
