"""Working days: from Monday to Friday, public holidays left out."""

from datetime import date, timedelta

from directory.bank_holidays import is_bank_holiday


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
