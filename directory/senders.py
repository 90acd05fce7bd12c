"""How a message leaves: shown in the terminal, by SMTP, or by whatever the application plugs in (text messages)."""

import smtplib
import ssl
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

TIMEOUT = 10.0  # seconds
FINAL = frozenset({550, 551, 553})  # RFC 5321: no such mailbox, not here, not allowed


class Channel(StrEnum):
    """By what a message travels."""

    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in words with the addresses it goes to. ``key`` is the same at each try: receivers may drop repeats.

    ``stop`` is the page where one ends such messages, by the mail program's own button too (RFC 8058).
    """

    to: tuple[str, ...]
    subject: str
    text: str
    key: str
    stop: str = ""


class Undeliverable(Exception):  # noqa: N818 - a fact of the trade
    """These addresses will never take this message: trying again is useless."""


class Sender(Protocol):
    """Sends a letter once. :class:`Undeliverable` when trying again is useless; any other error is tried again."""

    def send(self, letter: Letter) -> None: ...


Senders = Mapping[Channel, Sender]


class ConsoleSender:
    """Shows the message in the terminal, without its address: what runs when nothing else is set."""

    def send(self, letter: Letter) -> None:
        """Shown."""
        first = f"{letter.subject}\n" if letter.subject else ""
        sys.stdout.write(f"  ✉  {first}{letter.text}\n")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The server that takes our mail. TLS from the start on port 465, STARTTLS on any other; never without."""

    host: str
    sender: str
    port: int = 587
    user: str = ""
    password: str = ""


class SmtpSender:
    """Sends by SMTP, always encrypted; one connection for each letter."""

    def __init__(self, mailbox: Mailbox, *, context: ssl.SSLContext | None = None) -> None:
        self._mailbox = mailbox
        self._context = context or ssl.create_default_context()

    def send(self, letter: Letter) -> None:
        """Handed to the server."""
        try:
            with self._connect() as server:
                if self._mailbox.user:
                    server.login(self._mailbox.user, self._mailbox.password)
                server.send_message(self._compose(letter))
        except smtplib.SMTPRecipientsRefused as refused:
            if all(code in FINAL for code, _ in refused.recipients.values()):
                raise Undeliverable from refused
            raise

    def _connect(self) -> smtplib.SMTP:
        box = self._mailbox
        if box.port == smtplib.SMTP_SSL_PORT:
            return smtplib.SMTP_SSL(box.host, box.port, timeout=TIMEOUT, context=self._context)
        server = smtplib.SMTP(box.host, box.port, timeout=TIMEOUT)
        try:
            server.starttls(context=self._context)
        except BaseException:
            server.close()
            raise
        return server

    def _compose(self, letter: Letter) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self._mailbox.sender, ", ".join(letter.to), letter.subject
        domain = self._mailbox.sender.rpartition("@")[2].rstrip(">")
        mail["Message-ID"] = f"<{sha256(letter.key.encode()).hexdigest()[:32]}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: holiday answers stay away
        if letter.stop:
            mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"] = f"<{letter.stop}>", "List-Unsubscribe=One-Click"
        mail.set_content(letter.text)
        return mail
