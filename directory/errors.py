"""What can go wrong in the directory; each error says what to do next."""


class DirectoryError(Exception):
    """Base of the directory's errors: the message is one clear sentence."""


class SlotTaken(DirectoryError):  # noqa: N818 - a fact of the trade, as callers say it
    """The slot is no longer free: show the next ones."""

    def __init__(self) -> None:
        super().__init__("Ce créneau n’est plus libre : proposez les créneaux suivants.")


class SlotNotOffered(SlotTaken):
    """The agenda does not offer this moment (closed, absent, past, too soon): show the next ones."""


class TooManyAppointments(DirectoryError):  # noqa: N818
    """The same conversation already holds as many coming appointments as one person may."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"Cette conversation a déjà {limit} rendez-vous à venir : annulez-en un d’abord.")


class UnknownCode(DirectoryError):  # noqa: N818
    """No appointment answers to this code: ask for it again, or offer a person."""

    def __init__(self) -> None:
        super().__init__("Aucun rendez-vous ne correspond à ce code : vérifiez les dix chiffres.")


class UnknownSite(DirectoryError):  # noqa: N818
    """No active site has this number: search again."""

    def __init__(self, site_id: int) -> None:
        super().__init__(f"Le lieu numéro {site_id} n’est pas dans l’annuaire : relancez la recherche.")


class AppointmentClosed(DirectoryError):  # noqa: N818
    """The appointment is cancelled or already past: it can be shown, not changed."""

    def __init__(self) -> None:
        super().__init__("Ce rendez-vous est annulé ou passé : il ne peut plus être modifié.")


class OtherStructure(DirectoryError):  # noqa: N818
    """An appointment moves within its structure only, since consent was given for that one: cancel and book anew."""

    def __init__(self) -> None:
        super().__init__("Ce créneau est dans une autre structure : annulez, puis prenez un nouveau rendez-vous.")


class ThirdDoor(DirectoryError):  # noqa: N818
    """The person has been received already: sending them on is a third door, which needs a written reason (L17)."""

    def __init__(self) -> None:
        super().__init__("Cette personne a déjà été reçue : écrivez pourquoi une autre porte est nécessaire.")


class WrongStep(DirectoryError):  # noqa: N818
    """A referral cannot go from one state to the other."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__(f"Une demande « {before} » ne peut pas devenir « {after} ».")


class BadDocument(DirectoryError):  # noqa: N818
    """A data file is not as it should be; ``problems`` holds one sentence for each fault."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
