"""The calendar file of an appointment, worded so that nobody who glances at a calendar learns what it is about (NO4).

RFC 5545: the UID never changes, the SEQUENCE rises at each change, the time zone is described in full.
"""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from directory.requests import AppointmentState, AppointmentView
from directory.vocabulary import Way

PRODUCT = "-//Deux Portes//Rendez-vous//FR"
TITLE = "Rendez-vous"
REMINDER = timedelta(days=-1)
ZONE_SPAN = timedelta(days=400)  # every change of clocks a calendar may need to show this appointment
ELSEWHERE = {Way.PHONE: "Par téléphone", Way.VIDEO: "En visio"}


def appointment_calendar(view: AppointmentView, *, now: datetime, link: str | None = None) -> bytes:
    """The .ics file of an appointment, in UTF-8; of a cancelled one, the file that removes it from a calendar.

    ``link`` is where the person moves or cancels it; it must not carry the code, which calendars pass around.
    """
    cancelled = view.state is AppointmentState.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(_event(view, now=now, link=link, cancelled=cancelled))
    day = view.starts_at.date()
    calendar.add_missing_timezones(first_date=day - ZONE_SPAN, last_date=day + ZONE_SPAN)
    return bytes(calendar.to_ical())


def _event(view: AppointmentView, *, now: datetime, link: str | None, cancelled: bool) -> Event:
    event = Event()
    event.add("uid", f"{view.uid}@deux-portes")
    event.add("sequence", view.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", view.starts_at)
    event.add("duration", timedelta(minutes=view.minutes))
    event.add("summary", TITLE)
    event.add("location", _location(view))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    if link:
        event.add("url", link)
        event.add("description", f"Déplacer ou annuler : {link}")
    if not cancelled:
        event.add_component(_reminder())
    return event


def _location(view: AppointmentView) -> str:
    """The address without the name of the structure, which would say what the appointment is about."""
    if view.way in ELSEWHERE:
        return ELSEWHERE[view.way]
    return f"{view.address}, {view.commune}"


def _reminder() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", TITLE)
    alarm.add("trigger", REMINDER)
    return alarm
