"""Quarters of towns, as far as a public list names them (bot/understanding/data/README.md)."""

import pytest

from bot.understanding.place_words import towns_listed
from bot.understanding.places import find_places
from directory.places import ARTICLES, Places, load_places, name_key


@pytest.fixture(scope="module")
def france() -> Places:
    """All communes."""
    return load_places()


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("j'habite à la Duchère", "Lyon"),
        ("on habite au sanitas", "Tours"),
        ("je suis aux sanitas", "Tours"),
        ("le sanitas", "Tours"),
        ("la zup de Planoise", "Besançon"),
        ("je bosse à Toulouse, j'habite aux Minguettes", "Vénissieux"),
        ("les minguettes à la télé", None),
        ("je vis à la cité", None),
    ],
)
def test_a_quarter_is_its_town(text: str, town: str | None, france: Places) -> None:
    """Where one lives, in the words one uses; never as sure, since another town may have one of that name."""
    found = find_places(text, france)
    commune = france.get(found[0].candidates[0]) if found else None
    assert (commune.name if commune else None, any(place.sure for place in found[:1])) == (town, False)


def test_a_town_that_is_named_needs_no_quarter(france: Places) -> None:
    """What the quarter repeats is one place, and a sure one."""
    (found,) = find_places("je suis aux sanitas à Tours", france)
    assert (found.candidates, found.sure) == (("37261",), True)


def test_the_list_is_clear(france: Places) -> None:
    """Each quarter is named once, and none has the name of a commune."""
    names = [name_key(name) for _, row in towns_listed("quarters", france) for name in row]
    bare = [key.partition(" ")[2] if key.partition(" ")[0] in ARTICLES else key for key in names]
    assert len(set(bare)) == len(bare)
    assert [key for key in (*names, *bare) if key in france.names] == []
