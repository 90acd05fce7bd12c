"""The words of the messages that leave the service, read from ``messages.yml``: neutral, short, the same for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from string import Formatter

from babel.dates import format_date

from directory.documents import Closed, checked, read_document
from directory.errors import BadDocument

MESSAGES_FILE = Path(__file__).with_name("messages.yml")
FILLED_IN = frozenset({"link", "desk", "stop", "code"})
"""Values of the sending: the page of appointments, the counsellors' desk, the page that ends alerts, a code."""


class While(StrEnum):
    """What must still be true when the message leaves."""

    BOOKED = "booked"
    UNREAD = "unread"
    UNANSWERED = "unanswered"


class Email(Closed):
    """A subject and a text."""

    subject: str
    text: str


class MessageText(Closed):
    """One kind of message; without ``sms`` it goes by e-mail only, and the other way round.

    An ``alert`` tells colleagues that somebody waits: each chooses whether to get it, and closed hours stay quiet.
    """

    email: Email | None = None
    sms: str | None = None
    only_while: While | None = None
    alert: bool = False

    def values(self) -> frozenset[str]:
        """The names of the values it needs, those of the sending left out."""
        texts = (*((self.email.subject, self.email.text) if self.email else ()), self.sms or "")
        return frozenset(name for text in texts for _, name, _, _ in Formatter().parse(text) if name) - FILLED_IN


@dataclass(frozen=True, slots=True)
class Written:
    """A message in words; ``subject`` is empty in a text message."""

    subject: str
    text: str


@lru_cache(maxsize=1)
def load_messages(path: Path = MESSAGES_FILE) -> Mapping[str, MessageText]:
    """Every kind of message; :class:`directory.errors.BadDocument` when the file has a fault."""
    document = read_document(path)
    if not isinstance(document.data, dict):
        raise BadDocument((f"{path.name} : écrivez un message par nom.",))
    return {kind: checked(document.part(kind), MessageText) for kind in document.data}


def in_words(moment: datetime) -> str:
    """A moment as messages say it, on its own clock: "mardi 24 novembre à 10 h 30"."""
    return f"{day_in_words(moment)} à {moment.hour} h" + (f" {moment.minute:02d}" if moment.minute else "")


def day_in_words(day: date) -> str:
    """A day as messages say it: "mardi 24 novembre"."""
    return format_date(day, "EEEE d MMMM", locale="fr")


def write_email(kind: str, values: Mapping[str, str]) -> Written | None:
    """The e-mail of this kind with these values, or ``None`` when it has none."""
    email = load_messages()[kind].email
    return None if email is None else Written(email.subject.format(**values), email.text.format(**values))


def write_sms(kind: str, values: Mapping[str, str]) -> Written | None:
    """The text message of this kind, or ``None`` when it has none."""
    text = load_messages()[kind].sms
    return None if text is None else Written("", text.format(**values))
