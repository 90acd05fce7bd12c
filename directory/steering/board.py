"""What one member looks at: their territory and nothing beyond it, over one period, with what can be chosen instead."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from directory.desk.scope import Member
from directory.models import Network, Role, Site, Structure
from directory.service import Directory
from directory.steering.figures import Figure, Part, View, figures_of, load_costs, trend
from directory.steering.indicators import Definition
from directory.steering.picture import Picture
from directory.steering.release import Release, Steering, quarters_of
from directory.steering.territories import ALL, Territories, is_regional
from directory.steering.wording import Namer
from directory.working_days import PARIS

CONTACTS = Definition("contacts", "")
APPOINTMENTS = Definition("appointments", "")
STRUCTURES = Definition("appointments", "", structures=True)


class OutOfReach(LookupError):  # noqa: N818 - a fact of the desk, as its authors say it
    """What was asked is not of this member's territory, or is nothing at all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from; ``level`` tells how deep it is."""

    code: str
    name: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a page asks for, empty where it asks for nothing."""

    where: str = ""
    org: str = ""
    period: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """Figures of one view, and the choices around it."""

    release: Release
    picture: Picture
    view: View
    namer: Namer
    figures: tuple[Figure, ...]
    monthly: tuple[Part, ...]
    territories: tuple[Choice, ...]
    networks: tuple[Choice, ...]
    structures: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    years: tuple[int, ...]

    @property
    def title(self) -> str:
        """The territory looked at."""
        return self.release.territories.names[self.view.where]

    @property
    def chosen_months(self) -> tuple[str, ...]:
        """The months of the quarter looked at; none when it is the whole year."""
        return tuple(quarters_of(self.release.year).get(self.view.period, ()))

    def figure(self, name: str) -> Figure | None:
        """The figure of this indicator, if the view has it."""
        return next((figure for figure in self.figures if figure.indicator.id == name), None)


def open_board(steering: Steering, member: Member, asked: Asked, *, now: datetime) -> Board:
    """The board of this member for what is asked; :class:`OutOfReach` when it is not theirs."""
    last = _last_year(now)
    years = tuple(range(last, last - 3, -1))
    year = int(asked.year) if asked.year in map(str, years) else last
    release = steering.release(year, now=now)
    top, own = reach(steering.directory, release.territories, member)
    where = asked.where or top
    choices = choices_below(release.territories, top)
    if where not in {choice.code for choice in choices}:
        raise OutOfReach(where)
    namer = Namer.of(steering.directory)
    networks = tuple(_choices(release, APPOINTMENTS, where, namer, own))
    structures = tuple(_choices(release, STRUCTURES, where, namer, own))
    if asked.org and asked.org not in {one.code for one in (*networks, *structures)}:
        raise OutOfReach(asked.org)
    period = asked.period if asked.period in release.periods and asked.org not in {s.code for s in structures} else ""
    view = View(where, period or str(year), asked.org)
    picture = steering.picture(now=now)
    figures = figures_of(release, picture, steering.catalogue, view, load_costs())
    contacts = next((one for one in steering.catalogue.indicators if one.id == "contacts"), None)
    return Board(
        release=release,
        picture=picture,
        view=view,
        namer=namer,
        figures=figures,
        monthly=trend(release, contacts, view) if contacts and not view.org else (),
        territories=choices,
        networks=networks,
        structures=structures,
        periods=tuple(Choice(code, namer.period(release, code)) for code in release.periods),
        years=years,
    )


def compared(board: Board, steering: Steering) -> tuple[tuple[Choice, tuple[Figure, ...]], ...]:
    """The same figures for each part of the territory where somebody came."""
    release, period = board.release, board.view.period
    parts = (
        part for part in release.territories.parts(board.view.where) if release.number(CONTACTS, period, part) != 0
    )
    names, costs = release.territories.names, load_costs()
    return tuple(
        (Choice(part, names[part]), figures_of(release, board.picture, steering.catalogue, View(part, period), costs))
        for part in parts
    )


def reach(directory: Directory, territories: Territories, member: Member) -> tuple[str, frozenset[str] | None]:
    """The largest territory that a member may look at, and the networks and structures (``None``: all of it)."""
    if member.role is Role.ADMIN:
        return ALL, None
    if member.role is Role.COORDINATOR:
        found = territories.find(member.territory or "")
        if found is None:
            raise OutOfReach(member.territory)
        return found, None
    with directory.reading() as session:
        site = select(Site.id).where(Site.structure_id == member.structure_id, Site.active).order_by(Site.id)
        network = select(Network.key).join(Structure).where(Structure.id == member.structure_id)
        first, key = session.scalar(site.limit(1)), session.scalar(network)
    if first is None:
        raise OutOfReach(member.structure_id)
    return territories.sites[first], frozenset({f"structure:{member.structure_id}", f"network:{key or ''}"})


def answers_for_region(directory: Directory, territories: Territories, member: Member) -> bool:
    """Whether a member answers what was taken further: the coordination of a whole region, and administration."""
    return is_regional(reach(directory, territories, member)[0])


def complaints_of(directory: Directory, territories: Territories, member: Member) -> tuple[str, ...] | None:
    """The territories whose complaints a member answers; ``None``: all. A structure's manager answers none."""
    if member.role is Role.MANAGER:
        return ()
    top, _ = reach(directory, territories, member)
    return None if top == ALL else territories.within(top)


def _last_year(now: datetime) -> int:
    """The latest year of which a quarter may be closed."""
    today = now.astimezone(PARIS).date()
    return today.year if (today.month, today.day) >= (4, 16) else today.year - 1


def choices_below(territories: Territories, top: str) -> tuple[Choice, ...]:
    """The territory and all that it is made of, to choose from."""
    return tuple(_tree(territories, top))


def _tree(territories: Territories, node: str, level: int = 0) -> Iterator[Choice]:
    yield Choice(node, territories.names[node], level)
    for part in territories.parts(node):
        yield from _tree(territories, part, level + 1)


def _choices(
    release: Release, definition: Definition, where: str, namer: Namer, own: frozenset[str] | None
) -> Iterator[Choice]:
    codes = (code for code in release.orgs(definition, where) if own is None or code in own)
    for code in sorted(codes, key=lambda code: namer.organisations.get(code, code)):
        yield Choice(code, namer.organisations.get(code, code))
