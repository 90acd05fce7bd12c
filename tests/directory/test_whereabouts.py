"""Where a place is and when it opens, for whoever only asks that."""

from directory.service import Directory
from directory.vocabulary import StructureType


def test_the_nearest_of_a_kind_come_first_with_their_hours(reader: Directory) -> None:
    """L06: address with the town, hours in words, by distance."""
    found = reader.where(StructureType.CIO, "37261", limit=2)
    assert [one.name for one in found] == ["CIO de Tours", "CIO de Joué-lès-Tours"]
    assert found[0].address.endswith(", Tours")
    assert found[0].km < found[1].km
    assert "mercredi : 9 h – 12 h" in found[0].hours


def test_nothing_is_told_where_none_is_near(reader: Directory) -> None:
    """A town far from all, or one that does not exist."""
    assert reader.where(StructureType.CIO, "97411", limit=2) == ()
    assert reader.where(StructureType.CIO, "nowhere", limit=2) == ()
