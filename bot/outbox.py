"""Wires the directory's outbox to the world: mail by SMTP, texts by the hotline's carrier, a task that sends."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog
from fastapi.concurrency import run_in_threadpool

from bot.settings import Settings
from directory.busy.calendars import BusyCalendars
from directory.busy.fetching import CalendarFetcher
from directory.desk.change_notices import tell_coordination
from directory.dispatch import Dispatched, dispatch
from directory.follow_up import follow_up
from directory.senders import Channel, ConsoleSender, Letter, Mailbox, Sender, Senders, SmtpSender, Undeliverable
from directory.service import Directory
from directory.steering.complaint_notices import remind
from telephony.sms import Sms, SmsSender, TwilioSms, in_gsm, twilio_client

log = structlog.get_logger()

EVERY = 30.0  # seconds between two looks at the outbox


class TextMessages:
    """The hotline's text messages, as the outbox sends them."""

    def __init__(self, sms: SmsSender) -> None:
        self._sms = sms

    def send(self, letter: Letter) -> None:
        """Sent to its one number; landlines and those who refuse our texts are not tried again."""
        outcome = asyncio.run(self._sms.send(letter.to[0], in_gsm(letter.text)))
        if outcome in {Sms.LANDLINE, Sms.REFUSED}:
            raise Undeliverable
        if outcome is not Sms.SENT:
            raise ConnectionError


def senders(settings: Settings) -> Senders:
    """How each message leaves: as set, in the terminal otherwise."""
    return {Channel.EMAIL: _mail(settings), Channel.SMS: _texts(settings)}


def _mail(settings: Settings) -> Sender:
    if not settings.smtp_host:
        return ConsoleSender()
    box = Mailbox(
        settings.smtp_host,
        settings.mail_sender,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
    )
    return SmtpSender(box)


def _texts(settings: Settings) -> Sender:
    if not (settings.twilio_account_sid and settings.sms_sender):
        return ConsoleSender()
    client = twilio_client(settings.twilio_account_sid, settings.twilio_auth_token)
    return TextMessages(TwilioSms(client, settings.sms_sender))


def send_due(directory: Directory, settings: Settings, clock: Callable[[], datetime]) -> Dispatched:
    """Does what the passing of time asks for, then sends what is due now."""
    follow_up(directory, clock())
    remind(directory, clock())
    tell_coordination(directory, clock())
    BusyCalendars(directory, CalendarFetcher(tuple(settings.calendar_hosts.split()))).refresh(clock)
    return dispatch(directory, senders(settings), base_url=settings.base_url, clock=clock)


async def keep_sending(directory: Directory, settings: Settings, clock: Callable[[], datetime]) -> None:
    """Sends what is due, again and again, for as long as the service runs."""
    while True:
        await asyncio.sleep(EVERY)
        try:
            await run_in_threadpool(send_due, directory, settings, clock)
        except Exception as error:  # noqa: BLE001 - the task outlives a bad day of the database; messages wait in it
            log.error("outbox_failed", error=type(error).__name__)
