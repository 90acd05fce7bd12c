"""Where a place is and when it opens, for whoever only asks that."""

import pytest

from directory.service import Directory
from directory.vocabulary import StructureType
from directory.whereabouts import full_address


def test_the_nearest_of_a_kind_come_first_with_their_hours(reader: Directory) -> None:
    """L06: those of the town, with the address and the hours as they are said."""
    (found,) = reader.where(StructureType.CIO, "37261", limit=2)
    assert (found.name, found.address) == ("CIO de Tours", "8 rue Charles-Gille, Tours")
    assert "mercredi : 9 h à 12 h et 13 h 30 à 17 h 30" in found.hours
    assert len(reader.where(StructureType.FRANCE_TRAVAIL, "37261", limit=2)) == 2


def test_the_nearest_one_is_told_when_the_town_has_none(reader: Directory) -> None:
    """One is enough, and the nearest is first."""
    (found,) = reader.where(StructureType.CIO, "37233", limit=2)
    assert (found.name, found.km > 0) == ("CIO de Tours", True)


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("9 rue du Docteur-Herpin", "9 rue du Docteur-Herpin, Amboise"),
        ("1 rue du Cardinal-Georges-d’Amboise", "1 rue du Cardinal-Georges-d’Amboise, Amboise"),
        ("2 quai de Loire, 37400 Amboise", "2 quai de Loire, 37400 Amboise"),
    ],
)
def test_an_address_has_its_town_once(address: str, whole: str) -> None:
    """A street that bears the town’s name is not the town."""
    assert full_address(address, "Amboise") == whole


def test_nothing_is_told_where_none_is_near(reader: Directory) -> None:
    """A town far from all, or one that does not exist."""
    assert reader.where(StructureType.CIO, "97411", limit=2) == ()
    assert reader.where(StructureType.CIO, "nowhere", limit=2) == ()
