"""What people of a sample year thought of the service, and the complaints that some of them made."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from directory import models
from directory.models import ComplaintState
from directory.steering.complaint_rules import load_complaint_rules
from directory.steering.opinions import DRAWN_BITS
from directory.steering.sample.proportions import OPINIONS, RATINGS, YES_NO, pick
from directory.steering.sample.rows import add
from directory.working_days import PARIS, add_working_days

NOON = time(12)


def give_opinions(session: Session, draw: random.Random, contacts: Sequence[Mapping[str, Any]]) -> int:
    """Some of these contacts say what they thought; how many."""
    rows = [
        {
            "id": draw.getrandbits(DRAWN_BITS),
            "month": contact["month"],
            "channel": contact["channel"],
            "territory": contact["territory"],
            "rating": pick(draw, RATINGS, 1)[0],
            "understood": pick(draw, YES_NO, 1)[0],
            "useful": pick(draw, YES_NO, 1)[0],
            "sample": True,
        }
        for contact in contacts
        if draw.random() < OPINIONS
    ]
    add(session, models.Opinion, rows)
    return len(rows)


def complain(session: Session, draw: random.Random, year: int, number: int, weights: Mapping[str, int]) -> int:
    """This many complaints over the year, all answered, a few too late; how many."""
    rows, steps = [], []
    for n, where in enumerate(pick(draw, weights, number), 1):
        day = date(year, 1, 1) + timedelta(days=draw.randrange(365))
        due = add_working_days(day, load_complaint_rules().answer_days)
        answered = due + timedelta(days=draw.choices((-9, -4, 6), (60, 33, 7))[0])
        rows.append(
            {
                "id": n,
                "reference": f"{draw.getrandbits(256):064x}",
                "territory": where,
                "words": "",
                "state": ComplaintState.ANSWERED,
                "received_at": _at(day),
                "due_on": due,
                "answered_at": _at(answered),
                "sample": True,
            }
        )
        taken = day + timedelta(days=draw.choices((1, 2, 5), (70, 25, 5))[0])
        steps += list(_steps(n, day, min(taken, answered), answered))
    add(session, models.Complaint, rows)
    add(session, models.ComplaintStep, steps)
    return len(rows)


def _steps(complaint: int, *days: date) -> Iterator[dict[str, Any]]:
    states = (ComplaintState.RECEIVED, ComplaintState.ACKNOWLEDGED, ComplaintState.ANSWERED)
    for state, day in zip(states, days, strict=True):
        yield {"complaint_id": complaint, "state": state, "at": _at(day)}


def _at(day: date) -> datetime:
    return datetime.combine(day, NOON, PARIS)
