"""Coverage of a territory: which communes and audiences lack a place within reach, and weeks that are too short.

(L27, PA4, NO12.) What is counted here are places, communes and their inhabitants, never people who came: nothing has to
be hidden.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from directory.coverage import AUDIENCES, HALF_DAYS, Gap
from directory.desk.scope import Member
from directory.places import Commune
from directory.steering.board import Choice, OutOfReach, choices_below, reach
from directory.steering.exports import Table
from directory.steering.map import Map, draw
from directory.steering.picture import AudienceGap, Picture, Place, largest
from directory.steering.release import Steering
from directory.steering.territories import ALL
from directory.steering.wording import Namer


@dataclass(frozen=True, slots=True)
class Lack:
    """A commune where these audiences have no place within reach; ``remote`` are those of them who can call."""

    commune: Commune
    territory: str
    audiences: tuple[str, ...]
    remote: frozenset[str]


@dataclass(frozen=True, slots=True)
class PartCover:
    """One territory: its communes, how many of them lack something, and how many people live in those."""

    territory: Choice
    communes: int
    lacking: int
    people: int
    short_weeks: int


@dataclass(frozen=True, slots=True)
class Cover:
    """The coverage of a territory, for one audience or all of them (empty)."""

    picture: Picture
    where: str
    audience: str
    territories: tuple[Choice, ...]

    @property
    def title(self) -> str:
        """The territory looked at."""
        return self.picture.territories.names[self.where]

    @property
    def communes(self) -> int:
        """How many communes there are."""
        return len(self.picture.communes_in(self.where))

    @property
    def audiences(self) -> tuple[AudienceGap, ...]:
        """Each audience that lacks a place somewhere."""
        found = self.picture.audience_gaps(self.where)
        return tuple(gap for gap in found if self.audience in {"", gap.audience})

    @property
    def weeks(self) -> list[Place]:
        """The places open too few half-days a week."""
        return self.picture.short_weeks(self.where)

    def lacks(self) -> list[Lack]:
        """The communes that lack something, the most populated first."""
        by_commune: dict[Commune, list[Gap]] = {}
        for gap in self.picture.gaps_in(self.where, self.audience):
            by_commune.setdefault(gap.commune, []).append(gap)
        names, of = self.picture.territories.names, self.picture.territories.of_commune
        return [_lack(commune, names[of(commune)], by_commune[commune]) for commune in largest(by_commune)]

    def parts(self) -> tuple[PartCover, ...]:
        """The territories that this one is made of, those without communes left out."""
        territories = self.picture.territories
        found = (self._part(part, territories.names[part]) for part in territories.parts(self.where))
        return tuple(part for part in found if part.communes)

    def maps(self) -> tuple[tuple[str, Map], ...]:
        """A map of the territory; one for each region when all are looked at, as they may be far apart."""
        territories = self.picture.territories
        parts = territories.parts(ALL) if self.where == ALL else (self.where,)
        drawn = ((territories.names[part], self._map(part)) for part in parts)
        return tuple((name, one) for name, one in drawn if one)

    def _map(self, where: str) -> Map | None:
        gaps, places = self.picture.gaps_in(where, self.audience), self.picture.places_in(where)
        return draw(self.picture.communes_in(where), gaps, (place for place in places if not place.remote))

    def _part(self, part: str, name: str) -> PartCover:
        lacking = {gap.commune for gap in self.picture.gaps_in(part, self.audience)}
        people, weeks = sum(commune.population for commune in lacking), self.picture.short_weeks(part)
        return PartCover(Choice(part, name), len(self.picture.communes_in(part)), len(lacking), people, len(weeks))


def open_cover(steering: Steering, member: Member, where: str, audience: str, *, now: datetime) -> Cover:
    """The coverage of what this member may look at; :class:`OutOfReach` when it is not theirs, or no audience."""
    picture = steering.picture(now=now)
    top, _ = reach(steering.directory, picture.territories, member)
    choices = choices_below(picture.territories, top)
    if (where or top) not in {one.code for one in choices}:
        raise OutOfReach(where)
    if audience and audience not in AUDIENCES:
        raise OutOfReach(audience)
    return Cover(picture, where or top, audience, choices)


def cover_tables(cover: Cover, namer: Namer) -> tuple[Table, ...]:
    """The communes and audiences without a place, the short weeks, and the territories: a sheet for each."""
    say = namer.words.say
    return (
        Table(say("cover.sheet_gaps"), _heads(namer, "gaps"), tuple(_gap_rows(cover.lacks(), namer))),
        Table(say("cover.sheet_weeks"), _heads(namer, "weeks"), tuple(_week_rows(cover))),
        Table(say("cover.sheet_parts"), _heads(namer, "parts"), tuple(_part_rows(cover))),
    )


HEADS = {
    "gaps": ("commune", "code", "departement", "territory", "people", "audience", "remote"),
    "weeks": ("place", "commune", "territory", "half_days", "least"),
    "parts": ("territory", "communes", "lacking", "people_concerned", "weeks"),
}


def _heads(namer: Namer, table: str) -> tuple[str, ...]:
    return tuple(namer.words.say(f"cover.column.{name}") for name in HEADS[table])


def _gap_rows(lacks: Sequence[Lack], namer: Namer) -> Iterator[tuple[str | float, ...]]:
    for lack in lacks:
        commune = lack.commune
        for audience in lack.audiences:
            remote = namer.words.say("cover.yes" if audience in lack.remote else "cover.no")
            place = (commune.name, commune.code, commune.departement_name, lack.territory, commune.population)
            yield *place, audience, remote


def _week_rows(cover: Cover) -> Iterator[tuple[str | float, ...]]:
    names = cover.picture.territories.names
    for place in cover.weeks:
        yield place.name, place.commune, names[place.territory], place.half_days, HALF_DAYS


def _part_rows(cover: Cover) -> Iterator[tuple[str | float, ...]]:
    for part in cover.parts():
        yield part.territory.name, part.communes, part.lacking, part.people, part.short_weeks


def _lack(commune: Commune, territory: str, gaps: Sequence[Gap]) -> Lack:
    remote = frozenset(gap.audience for gap in gaps if gap.remote)
    return Lack(commune, territory, tuple(gap.audience for gap in gaps), remote)
