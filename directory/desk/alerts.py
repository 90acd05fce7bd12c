"""What of the alerts reaches beyond one account: how many colleagues are told, and the link that ends them."""

from directory import alerts
from directory.models import AlertPace
from directory.service import Directory


class Alerts:
    """The alerts of all structures; choosing one's own is for confined sessions."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def seal(self, purpose: str, text: str) -> str:
        """See :meth:`directory.service.Directory.seal`."""
        return self._directory.seal(purpose, text)

    def number_told(self, structure_id: int) -> int:
        """How many people of this structure are written to when somebody waits."""
        with self._directory.reading() as session:
            team = alerts.team_of(session, structure_id)
        return sum(alerts.pace_of(one, team) is not AlertPace.NONE for one in team)

    def is_link(self, token: str) -> bool:
        """Whether this is the end of a link that an alert bore."""
        return alerts.account_of(token, self._directory.seal) is not None

    def stop(self, token: str) -> bool:
        """Ends the alerts of the account of this link; ``False`` when it is the link of nobody (any more)."""
        account = alerts.account_of(token, self._directory.seal)
        with self._directory.writing() as session:
            return account is not None and alerts.stop(session, account)
