"""Signing in, step by step: a password, then a second factor; an invitation, then both; and out again.

Every answer that is no says the same to everybody: a wrong password and an unknown account, a dead link and none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

import structlog
from fastapi import Request, Response

from directory.desk.accounts import BadAccount, Busy, normal_email
from directory.desk.delays import Delays
from directory.desk.door import SIGN_IN, Door, from_elsewhere, safe_way, to
from directory.desk.factors import Factors
from directory.desk.forms import WHOLE, DeskForm, Refused
from directory.desk.invitations import Invitations
from directory.desk.organisation import NotVouched, Organisation, Vouched
from directory.desk.pages import PREFIX, Pages
from directory.desk.visits import Visit, new_token
from directory.models import Stage

log = structlog.get_logger()

CODE, ENROL, INVITATION = f"{SIGN_IN}/code", f"{SIGN_IN}/telephone", f"{PREFIX}/invitation"
FORM = DeskForm("door")
NOTICES = ("over", "out", "refused")


@dataclass(frozen=True, slots=True)
class Entered:
    """What was typed to sign in."""

    email: str
    password: str
    back: str


class Signing:
    """The pages of the door."""

    def __init__(
        self,
        door: Door,
        pages: Pages,
        *,
        factors: Factors,
        invitations: Invitations,
        delays: Delays,
        clock: Callable[[], datetime],
        organisation: Organisation | None,
    ) -> None:
        self._door = door
        self._pages = pages
        self._words = pages.words
        self._factors = factors
        self._invitations = invitations
        self._delays = delays
        self._clock = clock
        self._organisation = organisation

    def ask(self, request: Request, *, back: str = "", notice: str = "") -> Response:
        """The sign-in page; whoever is signed in already goes on."""
        if self._door.member(self._door.token(request)):
            return to(safe_way(back))
        return self._page(request, back=back, notice=self._words.say(f"sign_in.{notice}") if notice in NOTICES else "")

    def sign_in(self, request: Request, entered: Entered, csrf: str) -> Response:
        """On to the second factor, or the page again: a wrong password and an unknown account get the same answer."""
        if from_elsewhere(request):
            return self._door.refused()
        if not self._door.is_our_form(request, csrf):
            return self._again(request, entered, Refused(**{WHOLE: self._words.say("sign_in.form_expired")}), 403)
        wait = self._delays.begin(normal_email(entered.email), self._clock())
        if wait:
            return waiting(self._again(request, entered, self._too_often(wait), 429), wait)
        try:
            found = self._door.accounts.check(entered.email, entered.password, self._clock())
        except Busy:
            return self._again(request, entered, Refused(**{WHOLE: self._words.say("sign_in.busy")}), 503)
        if found is None or self._door.accounts.member(found) is None:
            return self._again(request, entered, Refused(password=self._words.say("sign_in.wrong")), 401)
        self._delays.succeeded(normal_email(entered.email))
        return self.to_second_factor(request, found, entered.back)

    def to_second_factor(
        self, request: Request, counsellor_id: int, back: str = "", farewell: str | None = None
    ) -> Response:
        """A visit that must still be proven, and the page that asks for it."""
        is_set_up = self._factors.is_set_up(counsellor_id)
        stage, page = (Stage.CODE, CODE) if is_set_up else (Stage.ENROL, ENROL)
        self._door.visits.end(self._door.token(request))
        token = self._door.visits.begin(counsellor_id, stage, self._clock(), farewell)
        return self._door.give(to(f"{page}?suite={safe_way(back)}"), token)

    def open(self, request: Request, counsellor_id: int, back: str = "") -> Response:
        """In, with a new token."""
        return self._opened(request, counsellor_id, to(safe_way(back)))

    def sign_out(self, request: Request) -> Response:
        """Out: the visit ends here, not only in the browser, which is asked to forget the pages; and there too."""
        visit = self._visit(request, Stage.OPEN)
        self._door.visits.end(self._door.token(request))
        there = self._farewell(visit)
        # a page, not a redirection: a form of ours may not lead elsewhere (form-action)
        page = self._pages.show("leaving.html", visitor=None, there=there) if there else to(f"{SIGN_IN}?avis=out")
        return self._door.take_back(page)

    def ask_organisation(self, request: Request, *, back: str = "") -> Response:
        """To the organisation's own sign-in, with what the browser must bring back."""
        if self._organisation is None:
            return self._door.missing()
        try:
            address, sealed = self._organisation.begin(safe_way(back))
        except NotVouched as problem:
            return self._not_vouched(problem)
        return self._door.give(to(address), sealed, away=True)

    def back_from_organisation(self, request: Request, *, state: str, code: str) -> Response:
        """In, or on to our own second factor when the organisation asked for one only; nobody without invitation."""
        if self._organisation is None:
            return self._door.missing()
        try:
            vouched = self._organisation.finish(self._door.brought_back(request), state, code)
            found = self._account_of(vouched)
        except NotVouched as problem:
            return self._not_vouched(problem)
        if not vouched.several_factors:
            answer = self.to_second_factor(request, found, vouched.back, vouched.id_token)
        else:
            answer = self._opened(request, found, to(safe_way(vouched.back)), vouched.id_token)
        return self._door.forget_away(answer)

    def _account_of(self, vouched: Vouched) -> int:
        """The account of who came back: theirs already, or the one they are invited to open."""
        found = self._door.accounts.of_subject(vouched.subject)
        if found is not None and self._door.accounts.siret(found) not in {None, vouched.siret}:
            raise NotVouched("another_organisation")
        if found is None:
            invited = self._invitations.find_email(vouched.email, self._clock())
            if invited is None or invited.siret not in {None, vouched.siret}:
                raise NotVouched("not_invited")
            found = self._invitations.accept_subject(vouched.email, vouched.subject, self._clock())
        if found is None or self._door.accounts.member(found) is None:
            raise NotVouched("closed")
        return found

    def _not_vouched(self, problem: NotVouched) -> Response:
        log.warning("sign_in_refused", reason=str(problem))
        return self._door.forget_away(to(f"{SIGN_IN}?avis=refused"))

    def _farewell(self, visit: Visit | None) -> str | None:
        """Where to go to sign out of the organisation too."""
        if visit is not None and visit.farewell and self._organisation is not None:
            try:
                return self._organisation.farewell(visit.farewell)
            except NotVouched as problem:
                log.warning("sign_out_there_failed", reason=str(problem))
        return None

    def ask_code(self, request: Request, *, back: str = "") -> Response:
        """The page that asks for the telephone's code."""
        visit = self._visit(request, Stage.CODE)
        return self._code_page(request, back) if visit else to(SIGN_IN)

    def check_code(self, request: Request, *, code: str, csrf: str, back: str) -> Response:
        """In, or the page again; wrong codes wait as wrong passwords do."""
        visit, refusal = self._posted(request, csrf, Stage.CODE)
        if visit is None:
            return refusal
        key = f"code:{visit.counsellor_id}"
        wait = self._delays.begin(key, self._clock())
        if wait:
            return waiting(self._code_page(request, back, self._too_often(wait), status=429), wait)
        if not self._factors.is_right(visit.counsellor_id, code[:40], self._clock()):
            return self._code_page(request, back, Refused(code=self._words.say("code.wrong")), status=401)
        self._delays.succeeded(key)
        return self.open(request, visit.counsellor_id, back)

    def ask_enrolment(
        self, request: Request, *, back: str = "", because: Refused | None = None, status: int = 200
    ) -> Response:
        """The drawing to scan, the same until a right code was typed."""
        visit = self._visit(request, Stage.ENROL)
        if visit is None:
            return to(SIGN_IN)
        token = self._door.token(request)
        sealed = self._door.visits.secret(token)
        if sealed is None:
            sealed = self._factors.new_secret()
            self._door.visits.keep_secret(token, sealed)
        enrolment = self._factors.enrolment(sealed, self._door.accounts.email(visit.counsellor_id))
        return self._form(request, "enrol.html", back, because, status, enrolment=enrolment)

    def enrol(self, request: Request, *, code: str, csrf: str, back: str) -> Response:
        """In, with codes on paper shown once; or the drawing again."""
        visit, refusal = self._posted(request, csrf, Stage.ENROL)
        if visit is None:
            return refusal
        sealed = self._door.visits.secret(self._door.token(request))
        papers = self._factors.enrol(visit.counsellor_id, sealed, code[:40], self._clock()) if sealed else None
        if papers is None:
            because = Refused(code=self._words.say("code.wrong"))
            return self.ask_enrolment(request, back=back, because=because, status=401)
        page = self._pages.show("papers.html", visitor=None, papers=papers, back=safe_way(back))
        return self._opened(request, visit.counsellor_id, page)

    def ask_invited(
        self, request: Request, link: str, *, because: Refused | None = None, status: int = 200
    ) -> Response:
        """The page of an invitation: who it is for, and the password to choose."""
        invited = self._invitations.find(link, self._clock())
        if invited is None:
            return self._pages.show("invitation.html", status=404, visitor=None, invited=None)
        values = {
            "invited": invited,
            "link": link,
            "organisation": self._organisation_name(),
        }
        return self._form(request, "invitation.html", "", because, status, **values)

    def accept(self, request: Request, link: str, *, password: str, csrf: str) -> Response:
        """The account is there; the telephone comes next."""
        if from_elsewhere(request):
            return self._door.refused()
        if not self._door.is_our_form(request, csrf):
            because = Refused(**{WHOLE: self._words.say("sign_in.form_expired")})
            return self.ask_invited(request, link, because=because, status=403)
        try:
            found = self._invitations.accept(link, password, self._clock())
        except BadAccount as problem:
            return self.ask_invited(request, link, because=problem, status=422)
        return self.to_second_factor(request, found) if found else self.ask_invited(request, link)

    def _visit(self, request: Request, stage: Stage) -> Visit | None:
        return self._door.visit(self._door.token(request), stage)

    def _posted(self, request: Request, csrf: str, stage: Stage) -> tuple[Visit | None, Response]:
        """The visit of this stage whose form was posted; or else what to answer."""
        if from_elsewhere(request) or not self._door.is_our_form(request, csrf):
            return None, self._door.refused()
        return self._visit(request, stage), to(f"{SIGN_IN}?avis=over")

    def _opened(self, request: Request, counsellor_id: int, answer: Response, farewell: str | None = None) -> Response:
        before = self._door.visit(self._door.token(request), Stage.CODE, Stage.ENROL)
        kept = farewell or (before.farewell if before else None)
        self._door.visits.end(self._door.token(request))
        token = self._door.visits.begin(counsellor_id, Stage.OPEN, self._clock(), kept)
        return self._door.give(answer, token)

    def _organisation_name(self) -> str | None:
        return self._organisation.name if self._organisation else None

    def _too_often(self, wait: timedelta) -> Refused:
        return Refused(**{WHOLE: self._words.count("sign_in.wait", ceil(wait / timedelta(minutes=1)))})

    def _again(self, request: Request, entered: Entered, because: Refused, status: int) -> Response:
        return self._page(request, email=entered.email, back=entered.back, because=because, status=status)

    def _code_page(self, request: Request, back: str, because: Refused | None = None, *, status: int = 200) -> Response:
        return self._form(request, "code.html", back, because, status)

    def _page(
        self,
        request: Request,
        *,
        email: str = "",
        back: str = "",
        notice: str = "",
        because: Refused | None = None,
        status: int = 200,
    ) -> Response:
        values = {
            "email": email[:254],
            "notice": notice,
            "organisation": self._organisation_name(),
        }
        return self._form(request, "sign_in.html", back, because, status, **values)

    def _form(
        self, request: Request, template: str, back: str, because: Refused | None, status: int, **values: object
    ) -> Response:
        """A form of the door, with a token of its own until somebody is signed in."""
        token = self._door.token(request)
        fresh = token or new_token()
        form = FORM.refused(because) if because else FORM
        known = {"visitor": None, "back": safe_way(back), "form": form, "csrf": self._door.form_token(fresh)}
        answer = self._pages.show(template, status=status, **(known | values))
        return answer if token else self._door.give(answer, fresh)


def waiting(answer: Response, wait: timedelta) -> Response:
    """The answer, with how long to wait before the next try."""
    answer.headers["Retry-After"] = str(ceil(wait / timedelta(minutes=1)) * 60)
    return answer
