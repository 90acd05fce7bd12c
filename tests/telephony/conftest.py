"""A hotline on a fake reception, with a carrier in front of it."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from directory.human_line import HumanLine
from telephony.prompts import Words
from telephony.routes import spoken
from telephony.settings import PhoneSettings
from tests.telephony.carrier import Call, VirtualClock
from tests.telephony.line_under_test import BASE, TEXTS, TOKEN, HotlineUnderTest
from tests.telephony.phone_fakes import FakeReception

HUMAN = "+33261910001"
TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def hotline() -> Iterator[HotlineUnderTest]:
    """A hotline open on a Tuesday morning, its human line too; it never needs the apology of its edge."""
    settings = PhoneSettings(BASE, (TOKEN,), human=HumanLine(HUMAN), patience=1.0)
    line = HotlineUnderTest(FakeReception(), VirtualClock(TUESDAY), settings)
    yield line
    assert "phone_webhook_failed" not in line.counted


@pytest.fixture
async def call(hotline: HotlineUnderTest) -> Call:
    """A caller who has heard the welcome."""
    return await hotline.carrier.rings()


@pytest.fixture(scope="session")
def words() -> Words:
    """The words of the phone, by key."""
    return spoken(TEXTS)
