"""The referral rules as tables that people read (``docs/referral-rules.md``), written from ``referral_rules.yml``."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from directory.rules import Rules

TABLE_FILE = Path(__file__).parent.parent / "docs" / "referral-rules.md"
HEAD = """# Qui peut recevoir qui

Écrit par `deux-portes directory rules` d’après `directory/referral_rules.yml` : corrigez ce fichier-là, pas celui-ci.
Règles vérifiées le {day}. Les codes sont ceux de `directory/vocabulary.py`. « situation » : les portes de la situation
de la personne (premier tableau). Pour chaque statut, la première ligne qui convient est suivie.
"""


def rules_table(rules: Rules) -> str:
    """The whole page, in Markdown."""
    parts = (
        HEAD.format(day=rules.verified.isoformat()),
        "## La porte de chaque situation\n",
        _table(("statut", "âges", "portes principales", "autres portes"), _situations(rules)),
        "## Les portes de chaque besoin\n",
        _table(("besoin", "statuts", "âges", "portes principales", "autres portes", "jamais"), _needs(rules)),
        "## Ce qui vaut toujours pour une structure\n",
        _table(("structure", "âges reçus", "seulement", "jamais"), _types(rules)),
        f"Quand il n’y a personne d’autre, pour tout besoin : {_said(rules.everyone)}.\n",
    )
    return "\n".join(parts)


def _situations(rules: Rules) -> Iterator[tuple[str, ...]]:
    for rule in rules.situations:
        yield _said([rule.status]), _said(rule.ages) or "tous", _said(rule.main), _said(rule.also)


def _needs(rules: Rules) -> Iterator[tuple[str, ...]]:
    for need, lines in rules.needs.items():
        for rule in lines:
            doors = _said(rule.main), _said(rule.also), _said(rule.never)
            yield _said([need]), _said(rule.for_) or "tous", _said(rule.ages) or "tous", *doors


def _types(rules: Rules) -> Iterator[tuple[str, ...]]:
    for kind, rule in rules.types.items():
        only = [*sorted(rule.only), *(["handicap"] if rule.handicap else [])]
        yield _said([kind]), _said(rule.ages) or "tous", _said(only), _said(sorted(rule.not_for))


def _said(codes: Iterable[str]) -> str:
    return ", ".join(str(code).replace("_", " ") for code in codes)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
