"""Working days: from Monday to Friday, public holidays left out; and when a reminder may leave."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from directory.bank_holidays import is_bank_holiday

PARIS = ZoneInfo("Europe/Paris")
"""The clock of what belongs to no site."""


def add_working_days(day: date, number: int) -> date:
    """The working day that comes this many working days after ``day``."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def working_days_before(day: date, number: int) -> date:
    """The working day that comes this many working days before ``day``."""
    while number > 0:
        day -= timedelta(days=1)
        number -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Whether offices are open on that day, in mainland France."""
    return day.weekday() < 5 and not is_bank_holiday(day, None)


def is_time_to_remind(now: datetime, hour: int) -> bool:
    """Whether it is a working day in mainland France, and this hour of the morning at least: nobody is reminded of work
    at night or on a Sunday."""
    here = now.astimezone(PARIS)
    return is_working_day(here.date()) and here.time() >= time(hour)
