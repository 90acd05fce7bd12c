"""The outbox in the house: what leaves by what, and what a carrier's answer means for the next try."""

import pytest

from bot.outbox import TextMessages, senders
from bot.settings import Settings
from directory.senders import Channel, ConsoleSender, Letter, SmtpSender, Undeliverable
from telephony.sms import Sms

LETTER = Letter(("+33612345678",), "", "Rappel : rendez-vous demain à 10 h, la prendre où ?", "k")


class Carrier:
    """A carrier that answers what it is told to."""

    def __init__(self, outcome: Sms) -> None:
        self.outcome = outcome
        self.sent: list[tuple[str, str]] = []

    async def send(self, number: str, text: str) -> Sms:
        self.sent.append((number, text))
        return self.outcome


def test_a_text_message_goes_to_its_number_in_the_carriers_letters() -> None:
    carrier = Carrier(Sms.SENT)
    TextMessages(carrier).send(LETTER)
    assert carrier.sent == [(LETTER.to[0], "Rappel : rendez-vous demain à 10 h, la prendre où ?")]


@pytest.mark.parametrize(
    ("outcome", "error"), [(Sms.LANDLINE, Undeliverable), (Sms.REFUSED, Undeliverable), (Sms.FAILED, ConnectionError)]
)
def test_what_cannot_be_sent_is_told(outcome: Sms, error: type[Exception]) -> None:
    with pytest.raises(error):
        TextMessages(Carrier(outcome)).send(LETTER)


def test_without_settings_messages_are_shown_in_the_terminal() -> None:
    found = senders(Settings(smtp_host="", twilio_account_sid=""))
    assert {type(one) for one in found.values()} == {ConsoleSender}


def test_mail_is_sent_by_the_server_that_is_set() -> None:
    assert isinstance(senders(Settings(smtp_host="mail.example"))[Channel.EMAIL], SmtpSender)
