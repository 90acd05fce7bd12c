"""Places of the directory ready to be shown, on a page or on paper."""

from dataclasses import dataclass

from directory.catalogue import ShownService, ShownSite, ShownStructure
from directory.weeks import together, week


@dataclass(frozen=True, slots=True)
class Found:
    """A place of the list; ``km`` from the commune asked for, ``week`` its hours day by day, ``walk_in`` those at
    which one comes without appointment, days of the same hours together."""

    site: ShownSite
    week: tuple[tuple[str, str], ...]
    walk_in: tuple[tuple[str, str], ...]
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A structure of the booklet with what it does and where."""

    structure: ShownStructure
    services: tuple[ShownService, ...]
    sites: tuple[Found, ...]


def found(site: ShownSite, km: float | None = None) -> Found:
    """A place ready to be shown."""
    return Found(site, week(site.hours, "open"), together(week(site.hours, "walk_in")), km)
