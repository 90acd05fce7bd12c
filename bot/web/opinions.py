"""``/avis``: a one-minute survey kept without anybody, and a complaint with a reference and a due day (L21)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from bot.privacy import redact
from bot.texts import say_day
from bot.web.limits import Attempts, WrongCodes
from bot.web.pages import Pages, from_elsewhere
from directory.errors import DirectoryError
from directory.steering.complaints import Complaints, ComplaintView

TYPED = ("words", "commune", "field", "reference")
"""What the page shows again; ``field`` is the one to correct when a form has several."""
Answer = Literal["", "oui", "non"]
YES_NO: Mapping[str, bool | None] = {"oui": True, "non": False, "": None}
LONGEST = 2_000  # characters of a complaint


@dataclass(frozen=True, slots=True)
class Given:
    """An opinion as it will be kept: its words redacted, ``None`` for a question that was skipped."""

    rating: int
    understood: bool | None
    useful: bool | None
    words: str


class Survey(BaseModel):
    """The survey as typed."""

    rating: Annotated[str, Field(max_length=1)] = ""
    understood: Answer = ""
    useful: Answer = ""
    words: Annotated[str, Field(max_length=20_000)] = ""

    def given(self) -> Given | None:
        """The opinion, or ``None`` when no note was chosen."""
        if self.rating not in set("12345"):
            return None
        words = redact(self.words.strip())
        return Given(int(self.rating), YES_NO[self.understood], YES_NO[self.useful], words)


class Opinions:
    """What each page does. Words are redacted before they are kept; a reference travels in forms only.

    ``territory`` is that of a commune as it is written, ``None`` when there is none of this name.
    """

    def __init__(
        self,
        pages: Pages,
        keep: Callable[[Given], None],
        complaints: Complaints,
        territory: Callable[[str], str | None],
        clock: Callable[[], datetime],
        posted: Attempts,
        wrong: WrongCodes,
    ) -> None:
        self._pages = pages
        self._keep = keep
        self._complaints = complaints
        self._territory = territory
        self._clock = clock
        self._posted = posted
        self._wrong = wrong

    def ask(self, *, status: int = 200, survey: Survey | None = None, **problems: str) -> HTMLResponse:
        """The survey, the complaint and the follow-up: three short forms, nothing typed lost."""
        typed: dict[str, Any] = dict.fromkeys(TYPED, "") | {"survey": survey or Survey()} | problems
        return self._pages.show(
            "opinions.html", status=status, here="/avis", problem=problems.get("about", ""), **typed
        )

    def survey(self, request: Request, survey: Survey) -> HTMLResponse:
        """Kept and thanked, or what is missing."""
        if refusal := self._refused(request):
            return self.ask(status=refusal[0], survey=survey, about="survey", said=refusal[1])
        given = survey.given()
        if given is None:
            return self.ask(status=422, survey=survey, about="survey", said=self._pages.text("survey_missing"))
        self._posted.count(request)
        self._keep(given)
        return self._pages.show("message.html", title=self._pages.text("survey_thanks"), again=True)

    def complain(self, request: Request, words: str, commune: str) -> HTMLResponse:
        """The receipt: the reference, who answers, and by which day."""
        again = partial(self.ask, about="complaint", words=words, commune=commune)
        if refusal := self._refused(request):
            return again(status=refusal[0], said=refusal[1])
        if not words.strip():
            return again(status=422, said=self._pages.text("complaint_missing"))
        territory = self._territory(commune)
        if territory is None:
            return again(status=422, field="commune", said=self._pages.text("complaint_commune_unknown"))
        self._posted.count(request)
        receipt = self._complaints.complain(redact(words.strip()), territory, now=self._clock())
        return self._pages.show(
            "receipt.html",
            here="/avis",
            receipt=receipt,
            acknowledged=written(receipt.acknowledged_by),
            due=written(receipt.due_on),
        )

    def follow(self, request: Request, reference: str) -> HTMLResponse:
        """What a complaint has become."""
        if from_elsewhere(request) or self._wrong.too_many(request):
            return self.ask(status=429, about="follow", said=self._pages.text("too_many"), reference=reference)
        found = self._complaints.find(reference, now=self._clock())
        if found is None:
            self._wrong.count(request)
            return self.ask(status=404, about="follow", said=self._pages.text("complaint_unknown"), reference=reference)
        return self._show(reference, found)

    def contest(self, request: Request, reference: str, words: str) -> HTMLResponse:
        """The complaint taken to the next level, or shown as it stands."""
        if refusal := self._refused(request):
            return self.ask(status=refusal[0], about="follow", said=refusal[1], reference=reference)
        try:
            found = self._complaints.contest(reference, redact(words.strip()), now=self._clock())
        except DirectoryError:
            return self.follow(request, reference)
        self._posted.count(request)
        return self._show(reference, found)

    def _show(self, reference: str, found: ComplaintView) -> HTMLResponse:
        return self._pages.show(
            "complaint.html",
            here="/avis",
            reference=reference,
            found=found,
            received=written(found.received_on),
            due=written(found.due_on),
            answered=written(found.answered_on) if found.answered_on else "",
            state=self._pages.text(f"utter_label_complaint_{found.state}"),
        )

    def _refused(self, request: Request) -> tuple[int, str] | None:
        """Why a form is not taken: another site's, or too many in an hour."""
        if from_elsewhere(request):
            return 403, self._pages.text("error")
        return (429, self._pages.text("too_many")) if self._posted.too_many(request) else None


def written(day: date) -> str:
    """A day as it is read: « 24 novembre 2026 »."""
    return say_day(day.isoformat())


Reference = Annotated[str, Form(max_length=40)]
Words = Annotated[str, Form(max_length=20_000)]
Commune = Annotated[str, Form(max_length=200)]


def opinions_router(opinions: Opinions) -> APIRouter:
    """``/avis`` and below: forms of our own pages only."""
    router = APIRouter(prefix="/avis", include_in_schema=False)

    @router.get("")
    def ask() -> HTMLResponse:
        return opinions.ask()

    @router.post("")
    def survey(request: Request, form: Annotated[Survey, Form()]) -> HTMLResponse:
        return opinions.survey(request, form)

    @router.post("/reclamation")
    def complain(request: Request, words: Words = "", commune: Commune = "") -> HTMLResponse:
        return opinions.complain(request, words, commune)

    @router.post("/suivi")
    def follow(request: Request, reference: Reference = "") -> HTMLResponse:
        return opinions.follow(request, reference)

    @router.post("/recours")
    def contest(request: Request, reference: Reference = "", words: Words = "") -> HTMLResponse:
        return opinions.contest(request, reference, words)

    return router
