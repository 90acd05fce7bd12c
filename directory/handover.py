"""What a person hands over with an appointment, and takes back: consents, the summary, who they are."""

import unicodedata
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, joinedload

from directory import announcements, models
from directory.codes import same_fingerprint
from directory.plans import erase_plan
from directory.referrals import FOLLOWING, ReferralState
from directory.requests import SUMMARY_LINES, Contact, SummaryLine
from directory.vocabulary import Need

MAX_LINE = 1000
AS_SHOWN = (  # what an appointment's page tells, read at once
    joinedload(models.Appointment.agenda, innerjoin=True)
    .joinedload(models.Agenda.site, innerjoin=True)
    .joinedload(models.Site.structure, innerjoin=True),
    joinedload(models.Appointment.referral),
    joinedload(models.Appointment.contact),
)
UNSAFE = {"Cc", "Cs", "Cn"}
MAX_VALUE = {"first_name": 100, "last_name": 100, "phone": 40, "email": 254}


def appointment_of(session: Session, code: str, *, lock: bool = False) -> models.Appointment | None:
    """The appointment whose code has this fingerprint, kept for the transaction if asked."""
    query = select(models.Appointment).where(models.Appointment.code == code)
    query = query.with_for_update(of=models.Appointment) if lock else query.options(*AS_SHOWN)
    found = session.scalar(query)
    return found if found is not None and same_fingerprint(found.code, code) else None


def refer(
    session: Session, appointment: models.Appointment, lines: tuple[SummaryLine, ...], *, consent: str, now: datetime
) -> None:
    """Sends the approved lines to the appointment's structure; the consent comes first, or there is no referral."""
    given = _consent(session, appointment, models.ConsentPurpose.SUMMARY, consent, now)
    referral = appointment.referral
    if referral is None:
        referral = models.Referral(
            appointment_id=appointment.id,
            structure_id=given.structure_id,
            consent_id=given.id,
            state=ReferralState.SENT,
            created_at=now,
            changed_at=now,
        )
        passed = (ReferralState.DRAFT, ReferralState.CONSENTED, ReferralState.SENT)
        referral.steps = [models.ReferralStep(state=state, at=now) for state in passed]
        session.add(referral)
    referral.consent_id, referral.changed_at = given.id, now
    referral.lines.clear()
    session.flush()  # the old lines leave before the new ones take their positions
    referral.lines.extend(_lines(lines))
    session.flush()
    session.expire(appointment, ["referral"])
    announcements.arrived(session, referral, now)
    announcements.unanswered(session, referral, now)


def save_contact(
    session: Session, appointment: models.Appointment, contact: Contact, *, consent: str, now: datetime
) -> None:
    """Keeps what the person said of who they are; nothing said erases what was kept."""
    values = {name: _short(getattr(contact, name), size) for name, size in MAX_VALUE.items()}
    _withdraw_consents(session, appointment, now, models.ConsentPurpose.CONTACT, models.ConsentPurpose.REMINDERS)
    _erase_contact(session, appointment)
    if any(values.values()):
        given = _consent(session, appointment, models.ConsentPurpose.CONTACT, consent, now)
        session.add(models.Contact(appointment_id=appointment.id, consent_id=given.id, **values))
        if contact.reminders:
            _consent(session, appointment, models.ConsentPurpose.REMINDERS, consent, now)
    announcements.remind(session, appointment, now)
    session.flush()
    session.expire(appointment, ["contact"])


def withdraw(session: Session, appointment: models.Appointment, now: datetime) -> None:
    """Takes everything back: consents end, the summary and the identity are erased, the referral is closed."""
    _erase_contact(session, appointment)
    erase_plan(session, appointment.id)
    referral = appointment.referral
    if referral is not None:
        referral.lines.clear()
        referral.refusal_text = None
        if ReferralState.WITHDRAWN in FOLLOWING[referral.state]:
            referral.state, referral.changed_at = ReferralState.WITHDRAWN, now
            referral.steps.append(models.ReferralStep(state=ReferralState.WITHDRAWN, at=now))
    _withdraw_consents(session, appointment, now, *models.ConsentPurpose)
    session.flush()
    session.expire(appointment, ["contact"])


def _consent(
    session: Session, appointment: models.Appointment, purpose: models.ConsentPurpose, version: str, now: datetime
) -> models.Consent:
    if not version.strip():
        raise ValueError("A consent names the version of the text that was agreed to.")
    _withdraw_consents(session, appointment, now, purpose)
    given = models.Consent(
        appointment_id=appointment.id,
        structure_id=appointment.agenda.site.structure_id,
        purpose=purpose,
        version=version,
        given_at=now,
    )
    session.add(given)
    session.flush()
    return given


def _withdraw_consents(
    session: Session, appointment: models.Appointment, now: datetime, *purposes: models.ConsentPurpose
) -> None:
    session.execute(
        update(models.Consent)
        .where(models.Consent.appointment_id == appointment.id, models.Consent.purpose.in_(purposes))
        .where(models.Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def _erase_contact(session: Session, appointment: models.Appointment) -> None:
    session.execute(delete(models.Contact).where(models.Contact.appointment_id == appointment.id))


def _lines(lines: tuple[SummaryLine, ...]) -> list[models.SummaryLine]:
    unknown = {line.name for line in lines} - set(SUMMARY_LINES)
    if unknown:
        raise ValueError(f"Unknown summary lines: {', '.join(sorted(unknown))}.")
    kept = [(line, text) for line in lines if (text := _short(line.text, MAX_LINE))]
    return [
        models.SummaryLine(position=number, name=line.name, text=text, needs=list(line.needs))
        for number, (line, text) in enumerate(kept)
    ]


def approved_lines(referral: models.Referral | None) -> tuple[SummaryLine, ...]:
    """The lines as the person approved them; none without a referral."""
    rows = referral.lines if referral else ()
    return tuple(SummaryLine(row.name, row.text, tuple(map(Need, row.needs))) for row in rows)


def _short(text: str | None, size: int) -> str | None:
    """The text without what no database keeps and nobody types (control characters, broken halves of characters)."""
    kept = (character for character in text or "" if character == "\n" or unicodedata.category(character) not in UNSAFE)
    return "".join(kept).strip()[:size] or None
