"""Agendas kept in RDV Service Public: what is taken there is not offered here, and where to book when only it can."""

import hmac
import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
import yaml
from fastapi import FastAPI
from sqlalchemy import func, select

from directory import models
from directory.follow_up import follow_up
from directory.outside.rdv_service_public import RdvServicePublic
from directory.outside.routes import LONGEST_BODY, outside_router
from directory.regions import FOLDER, load_region
from directory.requests import Request, Slot
from directory.service import Directory
from directory.vocabulary import Need, Status, Times, Way
from tests.directory.conftest import NOW

SECRET = "partagé"
PARIS = ZoneInfo("Europe/Paris")
DOOR = "/api/agendas/rdv-service-public"
PROVIDER = RdvServicePublic("https://rdv.example.fr/", secret=SECRET)


class There:
    """RDV Service Public as it speaks to us: signed notices about agent 345, one minute apart."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.said = 0

    def notice(self, model: str, event: str, data: dict[str, Any], *, at: datetime | None = None) -> bytes:
        self.said += 1
        meta = {"model": model, "event": event, "webhook_reason": None}
        moment = at or NOW + timedelta(minutes=self.said)
        return json.dumps({"data": data, "meta": meta | {"timestamp": moment.isoformat()}}).encode()

    async def posts(self, body: bytes, signature: str | None = None) -> int:
        signed = hmac.new(SECRET.encode(), body, "sha256").hexdigest() if signature is None else signature
        answer = await self.client.post(DOOR, content=body, headers={"X-Lapin-Signature": signed})
        return answer.status_code

    async def tells(self, model: str, event: str, data: dict[str, Any]) -> bytes:
        body = self.notice(model, event, data)
        assert await self.posts(body) == 204
        return body


@pytest.fixture
def slot(each_tours: Directory) -> Slot:
    """The first slot of the only agenda of its site, which is also agent 345's."""
    with each_tours.writing() as session:
        alone = select(models.Agenda.site_id).group_by(models.Agenda.site_id).having(func.count() == 1)
        agendas = session.scalars(select(models.Agenda).where(models.Agenda.site_id.in_(alone)).order_by("id"))
        agenda = next(one for one in agendas if each_tours.slots(one.site_id, Way.ON_SITE, now=NOW))
        session.add(models.OutsideAgenda(agenda_id=agenda.id, provider=PROVIDER.name, reference="12/345"))
        site = agenda.site_id
    return each_tours.slots(site, Way.ON_SITE, now=NOW)[0]


@pytest.fixture
async def there(each_tours: Directory) -> AsyncIterator[There]:
    app = FastAPI()
    app.include_router(outside_router(each_tours, PROVIDER, lambda: NOW + timedelta(hours=1)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
        yield There(client)


def rdv(slot: Slot, **changes: Any) -> dict[str, Any]:
    """An appointment of agent 345, ten minutes into the slot, with more fields than we read and a person in it."""
    start, end = slot.starts_at + timedelta(minutes=10), slot.starts_at + timedelta(minutes=30)
    known = {"id": 7, "status": "unknown", "starts_at": f"{start:%Y-%m-%d %H:%M:%S %z}", "ends_at": end.isoformat()}
    more = {"uuid": "x", "users": [{"last_name": "Lapin"}], "agents": [{"id": 345, "email": "a@example.fr"}]}
    return known | more | changes


def is_offered(directory: Directory, slot: Slot) -> bool:
    with directory.reading() as session:
        site = session.get_one(models.Agenda, slot.agenda_id).site_id
    return slot in directory.slots(site, slot.way, now=NOW)


async def test_time_taken_there_is_not_offered_here_until_it_is_free(
    each_tours: Directory, slot: Slot, there: There
) -> None:
    assert is_offered(each_tours, slot)
    await there.tells("Rdv", "created", rdv(slot))
    assert not is_offered(each_tours, slot)
    await there.tells("Rdv", "updated", rdv(slot, status="excused"))
    assert is_offered(each_tours, slot)
    await there.tells("Rdv", "updated", rdv(slot))
    await there.tells("Rdv", "destroyed", rdv(slot))
    assert is_offered(each_tours, slot)


async def test_what_goes_to_another_agent_frees_this_one(each_tours: Directory, slot: Slot, there: There) -> None:
    await there.tells("Rdv", "created", rdv(slot))
    await there.tells("Rdv", "updated", rdv(slot, agents=[{"id": 346}]))
    assert is_offered(each_tours, slot)


async def test_a_notice_sent_again_changes_nothing(each_tours: Directory, slot: Slot, there: There) -> None:
    taken = await there.tells("Rdv", "created", rdv(slot))
    assert await there.posts(taken) == 204
    await there.tells("Rdv", "updated", rdv(slot, status="revoked"))
    assert await there.posts(taken) == 204
    assert is_offered(each_tours, slot)
    old = there.notice("Rdv", "created", rdv(slot, id=8), at=NOW - timedelta(days=8))
    assert await there.posts(old) == 204
    assert is_offered(each_tours, slot)


async def test_an_absence_is_read_on_the_clock_of_the_site(each_tours: Directory, slot: Slot, there: There) -> None:
    day, hour = slot.starts_at.date().isoformat(), f"{slot.starts_at:%H:%M:%S}"
    await there.tells("Absence", "created", away(first_day=day, end_day=day, start_time=hour, end_time="20:00:00"))
    with each_tours.reading() as session:
        absence = session.scalars(select(models.OutsideTime)).one().absence
        assert absence.starts_at == slot.starts_at
    assert not is_offered(each_tours, slot)


RULES = [
    ("FREQ=WEEKLY;BYDAY=TU,TH;", [1, 3, 8, 10]),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;", [1, 15]),
    ("FREQ=WEEKLY;", [1, 8, 15]),
    ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261208T000000;", [1, 8]),
    ("FREQ=MONTHLY;BYDAY=1TU;", [1]),
    ("FREQ=MONTHLY;", [1]),
]


def away(**changes: Any) -> dict[str, Any]:
    """An absence of agent 345 on the first of December, a Tuesday, from nine to ten."""
    first = {"id": 3, "first_day": "2026-12-01", "end_day": "2026-12-01", "agent": {"id": 345}}
    return first | {"start_time": "09:00:00", "end_time": "10:00:00"} | changes


def away_days(directory: Directory, before: date) -> list[date]:
    """The days of what is taken there, in order."""
    with directory.reading() as session:
        kept = session.scalars(select(models.OutsideTime)).all()
        days = sorted(one.absence.starts_at.astimezone(PARIS).date() for one in kept)
    return [day for day in days if day < before]


@pytest.mark.parametrize(("rule", "days"), RULES)
async def test_an_absence_that_comes_back_takes_each_of_its_times(
    each_tours: Directory, slot: Slot, there: There, rule: str, days: list[int]
) -> None:
    """Issue 3: its rules, as that tool writes them; what it takes back is free again, every time of it."""
    await there.tells("Absence", "created", away(rrule=rule))
    assert [day.day for day in away_days(each_tours, date(2026, 12, 16))][: len(days)] == days
    await there.tells("Absence", "updated", away(rrule=None))
    assert away_days(each_tours, date.max) == [date(2026, 12, 1)]
    await there.tells("Absence", "destroyed", away())
    assert away_days(each_tours, date.max) == []


async def test_an_hour_that_comes_back_is_the_same_on_the_clock_all_year(
    each_tours: Directory, slot: Slot, there: There
) -> None:
    """Clocks change at the end of March; nine o'clock stays nine o'clock."""
    await there.tells("Absence", "created", away(rrule="FREQ=WEEKLY;BYDAY=TU;"))
    with each_tours.reading() as session:
        kept = session.scalars(select(models.OutsideTime)).all()
        hours = {one.absence.starts_at.astimezone(PARIS).time() for one in kept}
        instants = {one.absence.starts_at.astimezone(UTC).time() for one in kept}
    assert hours == {time(9)}
    assert instants == {time(8), time(7)}


async def test_what_has_no_end_stays_a_year_ahead(each_tours: Directory, slot: Slot, there: There) -> None:
    """An agenda that opens further as time passes finds the absence there; once, whatever the number of looks."""
    await there.tells("Absence", "created", away(rrule="FREQ=WEEKLY;BYDAY=TU;"))
    assert away_days(each_tours, date.max)[-1] > date(2027, 11, 23)
    later = NOW + timedelta(days=200)
    for _ in range(2):
        follow_up(each_tours, later)
    days = away_days(each_tours, date.max)
    assert days[-1] > later.date() + timedelta(days=365)
    assert len(days) == len(set(days))
    assert {(after - before).days for before, after in pairwise(days)} == {7}


async def test_an_appointment_that_one_of_its_times_meets_is_displaced(
    each_tours: Directory, slot: Slot, there: There
) -> None:
    """NO13: not only the first time counts."""
    booked = each_tours.book(slot, holder="a", now=NOW, need=Need.VAE)
    before = slot.starts_at.date() - timedelta(days=14)
    hours = {"start_time": f"{slot.starts_at:%H:%M:%S}", "end_time": "20:00:00"}
    days = {"first_day": before.isoformat(), "end_day": before.isoformat()}
    await there.tells("Absence", "created", away(rrule="FREQ=WEEKLY;", **days, **hours))
    assert displaced(each_tours, booked.code) is True


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY;", "FREQ=WEEKLY;BYDAY=XX;", "FREQ=WEEKLY;UNTIL=demain;", "INTERVAL=2;"]
)
async def test_a_rule_that_nobody_can_read_is_told_so(there: There, slot: Slot, rule: str) -> None:
    """It is not taken for an absence of one day."""
    assert await there.posts(there.notice("Absence", "created", away(rrule=rule))) == 422


async def test_only_an_appointment_of_somebody_else_displaces_ours(
    each_tours: Directory, slot: Slot, there: There
) -> None:
    """NO13; a counsellor who copies our appointment there has not made it move."""
    booked = each_tours.book(slot, holder="a", now=NOW, need=Need.VAE)
    end = slot.starts_at + timedelta(minutes=slot.minutes)
    await there.tells("Rdv", "created", rdv(slot, starts_at=slot.starts_at.isoformat(), ends_at=end.isoformat()))
    assert displaced(each_tours, booked.code) is False
    await there.tells("Rdv", "created", rdv(slot, id=8))
    assert displaced(each_tours, booked.code) is True


def displaced(directory: Directory, code: str | None) -> bool:
    found = directory.find(code or "", now=NOW)
    assert found
    return found.to_move


@pytest.mark.parametrize("signature", ["", "0" * 64, "é"])
async def test_an_unsigned_notice_is_refused(each_tours: Directory, slot: Slot, there: There, signature: str) -> None:
    body = there.notice("Rdv", "created", rdv(slot))
    answer = await there.client.post(DOOR, content=body, headers=[(b"x-lapin-signature", signature.encode())])
    assert answer.status_code == 403
    assert is_offered(each_tours, slot)


def test_without_a_secret_nothing_is_signed() -> None:
    bare = RdvServicePublic("https://rdv.example.fr", secret="")
    assert not bare.is_signed(b"{}", hmac.new(b"", b"{}", "sha256").hexdigest())


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": "hier"},
        {"starts_at": "2026-11-24T10:00:00"},
        {"ends_at": "2020-01-01T10:00:00Z"},
        {"agents": None},
        {"id": "x"},
    ],
)
async def test_an_unreadable_notice_is_told_so(
    each_tours: Directory, slot: Slot, there: There, changes: dict[str, Any]
) -> None:
    assert await there.posts(there.notice("Rdv", "created", rdv(slot, **changes))) == 422
    assert is_offered(each_tours, slot)


async def test_other_bodies_do_no_harm(there: There) -> None:
    assert await there.posts(b"{") == 422
    assert await there.posts(b" " * (LONGEST_BODY + 1)) == 413
    assert await there.posts(there.notice("User", "created", {"id": 1, "last_name": "Lapin"})) == 204


def test_a_place_without_our_slots_links_to_its_own_page(each_tours: Directory, tmp_path: Path) -> None:
    """The link says the organisation and nothing of the person; with a slot of ours there is none."""
    region = tmp_path / "regions"
    asked = Request(Need.JEUNES, frozenset({Status.SORTI_16_25}), "37261")
    each_tours.outside = PROVIDER
    assert not any(one.booking_page for one in each_tours.propose(asked, now=NOW, seed="a", limit=9))
    hold_elsewhere(region)
    load_region(each_tours, "tours", NOW, folder=region)
    pages = {one.booking_page for one in each_tours.propose(asked, now=NOW, seed="a", limit=9) if not one.first_slot}
    assert "https://rdv.example.fr/prendre_rdv?public_link_organisation_id=12" in pages


ASKED = Request(Need.JEUNES, frozenset({Status.SORTI_16_25}), "37261")


def test_a_place_that_only_books_there_is_proposed(each_tours: Directory, tmp_path: Path) -> None:
    """PA5: neither slot nor open door of ours, yet proposed with its reason; without the tool it cannot be met."""
    name = hold_elsewhere(tmp_path, walk_in=False)
    load_region(each_tours, "tours", NOW, folder=tmp_path)
    each_tours.outside = None
    assert name not in {one.site_name for one in each_tours.propose(ASKED, now=NOW, seed="a", limit=9)}
    each_tours.outside = PROVIDER
    found = {one.site_name: one for one in each_tours.propose(ASKED, now=NOW, seed="a", limit=9)}
    there = found[name]
    assert (there.first_slot, there.walk_in, there.ways) == (None, None, ())
    assert there.reasons[-1].code == "elsewhere"
    assert there.booking_page == "https://rdv.example.fr/prendre_rdv?public_link_organisation_id=12"


def test_wishes_of_hours_are_not_said_to_be_met_there(each_tours: Directory, tmp_path: Path) -> None:
    """L13: nobody knows here whether that tool has a slot on Saturdays."""
    hold_elsewhere(tmp_path, walk_in=False)
    load_region(each_tours, "tours", NOW, folder=tmp_path)
    each_tours.outside = PROVIDER
    found = each_tours.propose(replace(ASKED, times=frozenset({Times.SATURDAY})), now=NOW, seed="a", limit=9)
    codes = {reason.code for one in found if one.booking_page for reason in one.reasons}
    assert "times" not in codes


def hold_elsewhere(folder: Path, *, walk_in: bool = True) -> str:
    """The packs, with the agenda of Info Jeunes in Tours kept in RDV Service Public only; the name of that place."""
    for pack in ("tours", "france", "_networks"):
        shutil.copytree(FOLDER / pack, folder / pack)
    path = folder / "tours" / "info-jeunes.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    agenda = content["sites"][0]["agendas"][0]
    del agenda["availabilities"]
    agenda["rdv_service_public"] = "12"
    if not walk_in:
        del content["sites"][0]["walk_in"]
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return str(content["sites"][0]["name"])
