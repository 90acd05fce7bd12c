"""RDV Service Public: its booking page, its webhooks, its plans (its API's swagger v1, and its published source)."""

import hmac
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlencode

import httpx
from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field, ValidationError

from directory.outside.provider import RDV_SERVICE_PUBLIC, BadNotice, ClockTimes, Heard, NotPrepared
from directory.recurrence import Recurrence, read_recurrence
from directory.requests import Contact

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ANSWER_SECONDS = 5.0
FREED = frozenset({"excused", "revoked"})  # the person, or the agent, cancelled


def _spaced(said: object) -> object:
    """Ruby writes « 2026-11-24 10:00:00 +0100 » where ISO has no second space."""
    return said.replace(" +", "+").replace(" -", "-") if isinstance(said, str) else said


Moment = Annotated[AwareDatetime, BeforeValidator(_spaced)]
Number = Annotated[int, Field(ge=1, lt=2**63)]


class _Meta(BaseModel):
    model: str = Field(max_length=80)
    event: Literal["created", "updated", "destroyed"]
    timestamp: Moment


class _Numbered(BaseModel):
    id: Number


class _Rdv(_Numbered):
    starts_at: Moment
    ends_at: Moment
    status: str | None = None
    agents: list[_Numbered] = Field(max_length=100)


class _Absence(_Numbered):
    first_day: date
    start_time: time
    end_day: date | None = None
    end_time: time
    rrule: str | None = Field(default=None, max_length=200)
    agent: _Numbered


class _Notice(BaseModel):
    meta: _Meta


class _RdvNotice(_Notice):
    data: _Rdv


class _AbsenceNotice(_Notice):
    data: _Absence


class _Token(BaseModel):
    access_token: str = Field(min_length=1)


class _Plan(_Numbered):
    url: str


class _PlanAnswer(BaseModel):
    rdv_plan: _Plan


Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Client:
    """Our application, as registered there for OAuth 2.0."""

    id: str
    secret: str


class RdvServicePublic:
    """One instance of RDV Service Public. A reference is « organisation », or « organisation/agent » for an agenda.

    ``client`` lets counsellors prepare plans there; without it none is offered.
    """

    name = RDV_SERVICE_PUBLIC

    def __init__(self, url: str, *, secret: str, client: Client | None = None) -> None:
        self._url = url.rstrip("/")
        self._secret = secret.encode()
        self._client = client

    def booking_page(self, reference: str) -> str:
        """The organisation's own booking page; it is told nothing of the person."""
        return f"{self._url}/prendre_rdv?{urlencode({'public_link_organisation_id': reference.partition('/')[0]})}"

    def agenda_number(self, reference: str) -> str:
        """The agent: what one agent does in another organisation takes the same time."""
        return reference.partition("/")[2]

    def is_signed(self, body: bytes, signature: str) -> bool:
        """Whether ``X-Lapin-Signature`` is the HMAC-SHA256 of the body, in hexadecimal; never without a secret."""
        expected = hmac.new(self._secret, body, "sha256").hexdigest()
        return bool(self._secret) and hmac.compare_digest(expected.encode(), signature.encode())

    def read(self, body: bytes) -> Heard | None:
        """The time that an appointment or an absence takes or gives back; names and contacts are not even read."""
        try:
            meta = _Notice.model_validate_json(body).meta
            if meta.model == "Rdv":
                return _rdv(_RdvNotice.model_validate_json(body))
            if meta.model == "Absence":
                return _absence(_AbsenceNotice.model_validate_json(body))
        except ValidationError as error:
            raise BadNotice from error
        return None

    @property
    def prepares(self) -> bool:
        """Whether our application is registered there."""
        return self._client is not None

    def consent_page(self, state: str, back: str) -> str:
        """Its page of permission, for the agent whose agenda it is: plans can only be finished by who prepared them."""
        client = self._client.id if self._client else ""
        asked = {"client_id": client, "redirect_uri": back, "response_type": "code", "scope": "write", "state": state}
        return f"{self._url}/oauth/authorize?{urlencode(asked)}"

    def prepare(self, contact: Contact, code: str, *, back: str, after: str) -> str:
        """``POST /api/v1/rdv_plans`` in the name of the agent; returns the ``url`` of the plan."""
        if self._client is None:
            raise NotPrepared("no_client")
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
        form |= {"client_id": self._client.id, "client_secret": self._client.secret}
        token = self._posted("/oauth/token", _Token, data=form).access_token
        known = asdict(contact) | {"phone_number": contact.phone}
        user = {name: known[name] for name in ("first_name", "last_name", "email", "phone_number") if known[name]}
        headers = {"Authorization": f"Bearer {token}"}
        body = {"user": user, "return_url": after}
        url = self._posted("/api/v1/rdv_plans", _PlanAnswer, json=body, headers=headers).rdv_plan.url
        if not url.startswith((f"{self._url}/", "https://")):
            raise NotPrepared("strange_url")
        return url

    def _posted(self, path: str, shape: type[Answer], **content: Any) -> Answer:
        try:
            answer = httpx.post(f"{self._url}{path}", timeout=ANSWER_SECONDS, follow_redirects=False, **content)
            answer.raise_for_status()
            return shape.model_validate_json(answer.content)
        except (httpx.HTTPError, httpx.InvalidURL, ValidationError) as error:
            raise NotPrepared(type(error).__name__) from error


def _rdv(notice: _RdvNotice) -> Heard:
    rdv = notice.data
    free = notice.meta.event == "destroyed" or rdv.status in FREED
    return Heard(
        f"rdv/{rdv.id}",
        notice.meta.timestamp,
        frozenset(str(agent.id) for agent in rdv.agents),
        None if free else _ordered(rdv.starts_at, rdv.ends_at),
    )


def _absence(notice: _AbsenceNotice) -> Heard:
    away = notice.data
    opens, closes = away.start_time.replace(tzinfo=None), away.end_time.replace(tzinfo=None)
    last = away.end_day or away.first_day
    _ordered(datetime.combine(away.first_day, opens), datetime.combine(last, closes))
    free = notice.meta.event == "destroyed"
    return Heard(
        f"absence/{away.id}",
        notice.meta.timestamp,
        frozenset({str(away.agent.id)}),
        None if free else ClockTimes(away.first_day, opens, last, closes, *_rule(away)),
    )


def _rule(away: _Absence) -> tuple[Recurrence | None, date | None]:
    """How it comes back, and the last day it may; its rules say no day when it is that of the first time."""
    parts = dict(part.split("=", 1) for part in (away.rrule or "").strip(";").split(";") if "=" in part)
    if not parts:
        return None, None
    until, day = parts.pop("UNTIL", ""), away.first_day
    if not {"BYDAY", "BYMONTHDAY"} & parts.keys():
        own = {"WEEKLY": {"BYDAY": WEEKDAYS[day.weekday()]}, "MONTHLY": {"BYMONTHDAY": str(day.day)}}
        parts |= own.get(parts.get("FREQ", ""), {})
    try:
        last = date.fromisoformat(until[:8]) if until else None
        return read_recurrence(";".join(f"{name}={value}" for name, value in parts.items())), last
    except ValueError as error:
        raise BadNotice from error


def _ordered(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    if ends_at <= starts_at:
        raise BadNotice
    return starts_at, ends_at
