"""A colleague's mobile number for alerts: French mobile ranges only, written to once a code came back from it.

The code is kept nowhere: it is a fingerprint of whose it is, of the number and of the moment, keyed by the house's
secret, reckoned once when it leaves and once when it is typed.
"""

from datetime import datetime, timedelta
from enum import StrEnum

import phonenumbers
from sqlalchemy import update
from sqlalchemy.orm import Session

from directory import alerts, models, outbox
from directory.alerts import Seal
from directory.models import AlertChoice
from directory.outbox import Colleague, Message
from directory.senders import Channel

REGIONS = ("FR", "RE", "GP", "MQ", "GF")  # those whose mobile numbers our text messages reach, Mayotte in RE
GOOD_FOR = timedelta(minutes=10)
BETWEEN = timedelta(minutes=1)
DAY = timedelta(days=1)
MOST_A_DAY = 5  # codes: each one is paid for
MOST_TRIES = 5


class PhoneProblem(StrEnum):
    """Why a number, or a code, is not taken."""

    NOT_MOBILE = "not_mobile"
    TOO_SOON = "too_soon"
    TOO_MANY = "too_many"
    WRONG = "wrong"
    TOO_LATE = "too_late"


def read_mobile(typed: str) -> str | None:
    """The number in international form (E.164) when it is a French mobile one, overseas included."""
    for region in REGIONS:
        try:
            number = phonenumbers.parse(typed, region)
        except phonenumbers.NumberParseException:
            return None
        is_here = phonenumbers.is_valid_number_for_region(number, region)
        if is_here and phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE:
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def ask_code(session: Session, counsellor_id: int, typed: str, now: datetime) -> PhoneProblem | None:
    """Sends a code to this number, in place of the number that was there; or says why not, and nothing has changed."""
    phone, choice = read_mobile(typed), alerts.choice_of(session, counsellor_id)
    if phone is None:
        return PhoneProblem.NOT_MOBILE
    passed = now - choice.asked_at if choice.asked_at else DAY
    if passed < BETWEEN:
        return PhoneProblem.TOO_SOON
    if passed < DAY and choice.asked >= MOST_A_DAY:
        return PhoneProblem.TOO_MANY
    choice.asked = choice.asked + 1 if passed < DAY else 1
    choice.phone, choice.confirmed_at, choice.asked_at, choice.tries = phone, None, now, 0
    session.add(choice)
    outbox.put(session, _message(choice, now))
    return None


def confirm(session: Session, counsellor_id: int, typed: str, now: datetime, *, seal: Seal) -> PhoneProblem | None:
    """The number is written to from now on, if this is its code; or why not."""
    choice = alerts.choice_of(session, counsellor_id)
    if choice.confirmed_at is not None:
        return None
    if choice.phone is None or choice.asked_at is None or now > choice.asked_at + GOOD_FOR:
        return PhoneProblem.TOO_LATE
    if choice.tries >= MOST_TRIES:
        return PhoneProblem.TOO_MANY
    if "".join(filter(str.isdigit, typed)) != code_of(choice, seal):
        choice.tries += 1
        return PhoneProblem.WRONG
    choice.confirmed_at = now
    return None


def remove(session: Session, counsellor_id: int) -> None:
    """Erases the number; what is left is that codes were asked for."""
    choice = alerts.choice_of(session, counsellor_id)
    choice.phone, choice.confirmed_at = None, None


def forget_unconfirmed(session: Session, now: datetime) -> None:
    """Erases the numbers from which no code came back within a day."""
    old = AlertChoice.confirmed_at.is_(None), AlertChoice.asked_at < now - DAY, AlertChoice.phone.is_not(None)
    session.execute(update(AlertChoice).where(*old).values(phone=None))


def code_of(choice: AlertChoice, seal: Seal) -> str:
    """The six digits sent to the number of this choice."""
    when = int(choice.asked_at.timestamp()) if choice.asked_at else 0
    number = int(seal("alert-phone", f"{choice.counsellor_id}:{choice.phone}:{when}"), 16)
    return f"{number % 1_000_000:06d}"


def _message(choice: models.AlertChoice, now: datetime) -> Message:
    return Message(
        "phone_code",
        key=f"phone-code:{choice.counsellor_id}:{int(now.timestamp())}",
        to=Colleague(choice.counsellor_id),
        due_at=now,
        until=now + GOOD_FOR,
        by=Channel.SMS,
    )
