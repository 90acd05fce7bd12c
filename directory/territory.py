"""Where things stand: the areas a commune lies in, and the squares of the map a search looks into."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, floor, radians, sin, sqrt

TILES_PER_DEGREE = 4
TILES_AROUND = 360 * TILES_PER_DEGREE
KM_PER_DEGREE = 111.2
EARTH_RADIUS_KM = 6371.0
DISTANCE_BANDS_KM = (5, 10, 20, 35, 60)  # within one of them, two places are as near as each other
DETOUR, IN_TOWN_KM = 1.3, 5.0
EVERYWHERE = "france"
REMOTE_TILE = -1  # where sites are put that one does not go to, so that the same index finds them


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the map, in degrees."""

    south: float
    north: float
    west: float
    east: float

    def tiles(self) -> Iterator[int]:
        """The squares it touches."""
        for row in range(floor(self.south * TILES_PER_DEGREE), floor(self.north * TILES_PER_DEGREE) + 1):
            for column in range(floor(self.west * TILES_PER_DEGREE), floor(self.east * TILES_PER_DEGREE) + 1):
                yield row * TILES_AROUND + column


def tile(latitude: float, longitude: float) -> int:
    """The square of a quarter of a degree in which this point lies."""
    return floor(latitude * TILES_PER_DEGREE) * TILES_AROUND + floor(longitude * TILES_PER_DEGREE)


def box_around(latitude: float, longitude: float, km: float) -> Box:
    """The rectangle that reaches this far in each direction."""
    tall = km / KM_PER_DEGREE
    wide = tall / max(cos(radians(latitude)), 0.01)
    return Box(latitude - tall, latitude + tall, longitude - wide, longitude + wide)


def kilometres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The distance between two points (latitude, longitude, in degrees), as the crow flies."""
    south, north = radians(here[0]), radians(there[0])
    east = radians(there[1] - here[1])
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))


def travel_minutes(crow_km: float) -> int:
    """About how long the way takes by car, to five minutes: an estimate, to be said as one.

    Roads are a third longer than the crow's way; some 25 km/h in town, 60 beyond, five minutes to set out and park.
    """
    road = crow_km * DETOUR
    hours = min(road, IN_TOWN_KM) / 25 + max(0.0, road - IN_TOWN_KM) / 60
    return max(5, 5 * round((5 + hours * 60) / 5))
