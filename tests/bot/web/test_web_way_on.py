"""The page of an appointment when it cannot be as it is: why, what can be chosen instead, nothing without a yes."""

import re
from datetime import timedelta
from html import unescape

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from directory import models, waiting
from directory.referrals import ReferralState, RefusalReason
from directory.requests import AppointmentState, AppointmentView, Contact, SummaryLine
from directory.service import Directory
from directory.vocabulary import Need, Way
from tests.bot.web.visitor import forms
from tests.service import MONDAY

LINES = (SummaryLine("words", "Je veux changer de métier."),)
COUNT = iter(range(10**6))


@pytest.fixture
def directory(web_app: FastAPI) -> Directory:
    found: Directory = web_app.state.house.directory
    return found


def book(directory: Directory, key: str) -> AppointmentView:
    with directory.reading() as session:
        site = session.scalars(select(models.Site.id).where(models.Site.key == key)).one()
    slot = directory.slots(site, Way.ON_SITE, now=MONDAY, first=(MONDAY + timedelta(days=8)).date())[0]
    view = directory.book(slot, holder=f"way-on-{next(COUNT)}", now=MONDAY, need=Need.RECONVERSION)
    directory.refer(view.code or "", LINES, consent="v1", now=MONDAY)
    return view


def refuse(directory: Directory, view: AppointmentView) -> None:
    with directory.writing() as session:
        row = session.scalars(select(models.Appointment).where(models.Appointment.uid == view.uid)).one()
        assert row.referral is not None
        row.referral.state, row.referral.refusal_reason = ReferralState.REFUSED, RefusalReason.NOT_OUR_PUBLIC
        row.referral.refusal_text = "Nous recevons <les> moins de 26 ans."
        taken, row.taken_time_id, row.state = row.taken_time_id, None, AppointmentState.CANCELLED
        session.flush()
        session.delete(session.get_one(models.TakenTime, taken))


async def test_a_refused_person_reads_why_and_goes_elsewhere(door: httpx.AsyncClient, directory: Directory) -> None:
    """Promise 6, L17, TO1: reason in plain words, other places, and the summary only on a new yes."""
    view = book(directory, "tours/avenir-actifs/tours")
    refuse(directory, view)
    page = (await door.get(f"/rendez-vous/{view.code}")).text
    assert "une autre porte est faite pour votre situation" in page
    assert "Nous recevons &lt;les&gt; moins de 26 ans." in page
    places = (await door.get(f"/rendez-vous/{view.code}/ailleurs")).text
    moment = next(iter(forms(places)[-1].buttons))
    answer = await door.post(f"/rendez-vous/{view.code}/ailleurs", data={"moment": moment, "share": "oui"})
    code = re.search(r"/rendez-vous/(\d{10})/", answer.text)
    assert code is not None
    kept = directory.kept(code[1], now=MONDAY)
    assert kept is not None
    assert (kept.lines, kept.appointment.structure_name != view.structure_name) == (LINES, True)
    before = (await door.get(f"/rendez-vous/{view.code}")).text
    assert "/ailleurs" not in before


async def test_without_the_box_nothing_is_handed_on(door: httpx.AsyncClient, directory: Directory) -> None:
    view = book(directory, "tours/avenir-actifs/amboise")
    refuse(directory, view)
    places = (await door.get(f"/rendez-vous/{view.code}/ailleurs")).text
    moment = next(iter(forms(places)[-1].buttons))
    answer = await door.post(f"/rendez-vous/{view.code}/ailleurs", data={"moment": moment})
    code = re.search(r"/rendez-vous/(\d{10})/", answer.text)
    assert code is not None
    kept = directory.kept(code[1], now=MONDAY)
    assert kept is not None
    assert kept.lines == ()


@pytest.mark.parametrize("moment", ["", "0 2026-11-24T10:00:00+01:00", "<script>"])
async def test_a_moment_that_is_not_offered_shows_the_places_again(
    door: httpx.AsyncClient, directory: Directory, moment: str
) -> None:
    view = book(directory, "tours/avenir-actifs/tours")
    answer = await door.post(f"/rendez-vous/{view.code}/ailleurs", data={"moment": moment})
    assert answer.status_code == 200
    assert "En voici d’autres" in answer.text
    found = directory.find(view.code or "", now=MONDAY)
    assert found is not None
    assert found.state is AppointmentState.BOOKED


async def test_a_closed_day_is_told_and_another_moment_taken(door: httpx.AsyncClient, directory: Directory) -> None:
    view = book(directory, "tours/avenir-actifs/loches")
    directory.close(view.site_id, view.starts_at.date(), view.starts_at.date(), "Inventaire", now=MONDAY)
    assert "doit être déplacé" in (await door.get(f"/rendez-vous/{view.code}")).text
    slots = (await door.get(f"/rendez-vous/{view.code}/deplacer")).text
    slot = next(iter(forms(slots)[-1].buttons))
    moved = await door.post(f"/rendez-vous/{view.code}/deplacer", data={"slot": slot})
    assert "doit être déplacé" not in moved.text


async def test_an_earlier_slot_is_offered_and_taken_on_the_page(door: httpx.AsyncClient, directory: Directory) -> None:
    view = book(directory, "tours/avenir-actifs/chinon")
    directory.save_contact(view.code or "", Contact(email="ana@exemple.fr"), consent="v1", now=MONDAY)
    page = (await door.post(f"/rendez-vous/{view.code}/attendre", data={"wanted": "oui"})).text
    assert "Une place plus tôt est possible" in unescape(page)
    taken = (await door.post(f"/rendez-vous/{view.code}/plus-tot")).text
    assert "Une place plus tôt est possible" not in taken
    found = directory.find(view.code or "", now=MONDAY)
    assert found is not None
    assert found.starts_at < view.starts_at
    gone = (await door.post(f"/rendez-vous/{view.code}/plus-tot")).text
    assert "n’est plus gardée" in gone


@pytest.mark.parametrize("answer", ["plus-tot", "attendre"])
async def test_a_later_moment_that_the_structure_proposes_is_no_earlier_place(
    door: httpx.AsyncClient, directory: Directory, answer: str
) -> None:
    """Promise 3: said as what it is, and yes and no are one button each; only yes moves the appointment."""
    view = book(directory, "tours/avenir-actifs/tours")
    later = directory.slots(view.site_id, view.way, now=MONDAY, first=(view.starts_at + timedelta(days=2)).date())[0]
    with directory.writing() as session:
        row = session.scalars(select(models.Appointment).where(models.Appointment.uid == view.uid)).one()
        waiting.propose(session, row, later, MONDAY)
    page = unescape((await door.get(f"/rendez-vous/{view.code}")).text)
    assert "Un autre moment vous est proposé" in page
    assert "plus tôt" not in page
    after = unescape((await door.post(f"/rendez-vous/{view.code}/{answer}", data={"wanted": "non"})).text)
    assert "Un autre moment vous est proposé" not in after
    found = directory.find(view.code or "", now=MONDAY)
    assert found is not None
    assert found.starts_at == (later.starts_at if answer == "plus-tot" else view.starts_at)


async def test_waiting_can_be_stopped(door: httpx.AsyncClient, directory: Directory) -> None:
    view = book(directory, "tours/avenir-actifs/tours")
    page = (await door.post(f"/rendez-vous/{view.code}/attendre", data={"wanted": "oui"})).text
    assert "Ne plus attendre" in page
    page = (await door.post(f"/rendez-vous/{view.code}/attendre", data={"wanted": "non"})).text
    assert "Recevoir un message" in page
