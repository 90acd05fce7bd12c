"""How every command opens the directory: one way, so that none finds its tables missing."""

from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from directory.service import Directory


def open_directory(settings: Settings, address: str = "") -> "Directory":
    """The directory of these settings, or the one at this address, its tables brought to their latest form."""
    from directory.places import load_places  # noqa: PLC0415 - half a second that « --help » does not need
    from directory.service import Directory  # noqa: PLC0415

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = address or settings.database
    directory = Directory(database, secret=settings.secret(), places=load_places(), outside=settings.outside)
    directory.migrate()
    return directory
