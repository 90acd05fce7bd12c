"""Indicators are data: a coherent catalogue, with a sentence for each fault."""

from pathlib import Path

import pytest

from directory.steering.indicators import FOLDER, Definition, Heading, check_indicators, load_catalogue
from directory.steering.sources import FIELDS, SOURCES

GOOD = """
indicators:
  - id: contacts
    label: Contacts
    heading: access
    from: contacts
    shape: number
    text: Critère 22
"""


def test_the_catalogue_has_no_fault_and_fills_the_five_headings() -> None:
    """PA6: the five headings of the agreement's article 6."""
    assert check_indicators() == []
    assert {one.heading for one in load_catalogue().indicators} >= set(Heading)
    assert set(FIELDS) == set(SOURCES)


def test_totals_come_before_what_is_split_and_that_before_what_is_nested() -> None:
    order = list(load_catalogue().definitions())
    for one in order:
        if one.by:
            assert order.index(one.total) < order.index(one)
    assert Definition("appointments", "refusal").total == Definition("appointments", "end")


def test_a_definition_has_another_name_as_soon_as_it_changes() -> None:
    assert len({Definition("contacts", by).id for by in FIELDS["contacts"]}) == len(FIELDS["contacts"])
    assert Definition("appointments", "", structures=True).id != Definition("appointments", "").id


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("    by: nope\n", "n’est pas un champ de « contacts »"),
        ("    share: [web]\n", "« share » va avec"),
        ("    color: red\n", "n’est pas un champ connu"),
    ],
)
def test_each_fault_is_a_sentence(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "commun.yml").write_text(GOOD + written, encoding="utf-8")
    (problem,) = check_indicators(tmp_path)
    assert said in problem


def test_two_files_do_not_write_the_same_indicator(tmp_path: Path) -> None:
    for name in ("commun.yml", "tours.yml"):
        (tmp_path / name).write_text(GOOD + "objectives: {x: {default: 3}}\n", encoding="utf-8")
    assert len(check_indicators(tmp_path)) == 2


def test_the_folder_is_the_one_that_people_edit() -> None:
    assert (FOLDER / "commun.yml").is_file()
