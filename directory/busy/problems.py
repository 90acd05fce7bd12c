"""What can be wrong with a calendar."""

from directory.errors import DirectoryError
from directory.models import CalendarProblem


class BadCalendar(DirectoryError):  # noqa: N818 - a fact of the trade
    """No busy times came of this calendar: show the sentence of :attr:`problem`."""

    def __init__(self, problem: CalendarProblem) -> None:
        super().__init__(problem)
        self.problem = problem
