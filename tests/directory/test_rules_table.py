"""The page that tells who may receive whom is the one the rules give."""

from directory.rules import load_rules
from directory.rules_table import TABLE_FILE, rules_table


def test_the_table_is_current() -> None:
    """Write it again with ``deux-portes directory rules`` when the rules have changed."""
    assert TABLE_FILE.read_text(encoding="utf-8") == rules_table(load_rules())


def test_the_table_tells_what_the_law_forbids() -> None:
    """L5422-1-1: ni France Travail ni mission locale pour une démission-reconversion."""
    (line,) = (row for row in rules_table(load_rules()).splitlines() if row.startswith("| reconversion | salarie"))
    assert line.endswith("| france travail, mission locale |")
