"""A map drawn from where communes are: no outline, no background, nothing asked of another host."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from directory.coverage import Gap
from directory.places import Commune
from directory.steering.picture import Place, largest

WIDTH, TALLEST, MARGIN = 640.0, 640.0, 26.0
SMALLEST, LARGEST = 1.8, 7.0  # radius of a commune's dot
MANY = 300_000  # people of the commune that has the largest dot
CROWDED, MOST_LARGER = 900, 2.5  # communes; with fewer, dots are larger, up to so many times
NAMED = 9
APART = (80.0, 18.0)  # names closer than this would cover one another
STEPS = (1, 3, 6)  # audiences that lack a place, from how many on the dot is darker


@dataclass(frozen=True, slots=True)
class Dot:
    """A commune on the map. ``step`` goes from 0 (nothing lacks) to 3 (most audiences lack a place)."""

    x: float
    y: float
    radius: float
    step: int
    name: str
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A name, or a place that receives, on the map."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Map:
    """All that is drawn, in units of the drawing; the darkest dots come last, over the others."""

    height: float
    dots: tuple[Dot, ...]
    places: tuple[Mark, ...]
    names: tuple[Mark, ...]

    @property
    def width(self) -> float:
        """The same for all maps."""
        return WIDTH

    def steps(self) -> Mapping[int, int]:
        """How many communes are drawn with each step."""
        return Counter(dot.step for dot in self.dots)


def draw(communes: Sequence[Commune], gaps: Iterable[Gap], places: Iterable[Place]) -> Map | None:
    """The map of these communes (pure); ``None`` when there is none to draw."""
    if not communes:
        return None
    lacking: dict[str, list[str]] = {}
    for gap in gaps:
        lacking.setdefault(gap.commune.code, []).append(gap.audience)
    larger = min(sqrt(CROWDED / len(communes)), MOST_LARGER) if len(communes) < CROWDED else 1.0
    sheet = _Sheet.around([(one.latitude or 0.0, one.longitude or 0.0) for one in communes])
    dots = [_dot(sheet, commune, tuple(lacking.get(commune.code, ())), larger) for commune in communes]
    points = {place.point: place for place in places if place.point and sheet.holds(place.point)}
    marks = (Mark(*sheet.at(point), f"{place.name}, {place.commune}") for point, place in points.items())
    return Map(sheet.height, tuple(sorted(dots, key=lambda dot: dot.step)), tuple(marks), _names(sheet, communes))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """From degrees to the drawing: north is up, one scale for both directions around the middle."""

    north: float
    west: float
    narrowing: float
    scale: float
    height: float
    left: float

    @classmethod
    def around(cls, points: Sequence[tuple[float, float]]) -> "_Sheet":
        south, north = min(p[0] for p in points), max(p[0] for p in points)
        west, east = min(p[1] for p in points), max(p[1] for p in points)
        narrowing = cos(radians((south + north) / 2))
        tall, wide = max(north - south, 0.05), max((east - west) * narrowing, 0.05)
        scale = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall)
        return cls(north, west, narrowing, scale, tall * scale + 2 * MARGIN, (WIDTH - wide * scale) / 2)

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        down, right = self.north - point[0], (point[1] - self.west) * self.narrowing
        return round(self.left + right * self.scale, 1), round(MARGIN + down * self.scale, 1)

    def holds(self, point: tuple[float, float]) -> bool:
        x, y = self.at(point)
        return 0 <= x <= WIDTH and 0 <= y <= self.height


def _dot(sheet: _Sheet, commune: Commune, lacking: tuple[str, ...], larger: float) -> Dot:
    x, y = sheet.at((commune.latitude or 0.0, commune.longitude or 0.0))
    radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(min(commune.population, MANY) / MANY)
    step = sum(len(lacking) >= least for least in STEPS)
    return Dot(x, y, round(larger * radius, 1), step, commune.name, lacking)


def _names(sheet: _Sheet, communes: Sequence[Commune]) -> tuple[Mark, ...]:
    """The largest communes, named where no name covers another."""
    found: list[Mark] = []
    for commune in largest(communes)[: 4 * NAMED]:
        x, y = sheet.at((commune.latitude or 0.0, commune.longitude or 0.0))
        if len(found) < NAMED and not any(abs(x - o.x) < APART[0] and abs(y - o.y) < APART[1] for o in found):
            found.append(Mark(x, y, commune.name))
    return tuple(found)
