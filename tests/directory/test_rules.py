"""The rules file: complete, closed, and its faults told in plain French with their line."""

from pathlib import Path

import pytest

from directory.errors import BadDocument
from directory.rules import RULES_FILE, check_rules, load_rules


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = RULES_FILE.read_text(encoding="utf-8")
    assert old in text, "the change changes nothing"
    file = tmp_path / "referral_rules.yml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def line_of(text: str) -> int:
    lines = RULES_FILE.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_rules_are_without_fault() -> None:
    assert check_rules() == []
    assert load_rules().verified.year >= 2026


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("  bilan:\n    - {main: [situation]}\n", "", "needs:", "il manque le besoin « bilan »"),
        ("point_vae]", "point_vea]", "situation, point_vae]", "« point_vea » n’est pas dans la liste"),
        ("{status: cadre,", "{statut: cadre,", "{status: cadre,", "« statut » n’est pas un champ connu"),
        ("{status: cadre,", "{main: [apec], ", "{status: cadre,", "« main » est écrit deux fois"),
        ("  - {status: cadre, main: [apec]}\n", "", "situations:", "pour le statut « cadre »"),
        ("{status: cadre, main: [apec]}", "{status: cadre}", "{status: cadre,", "il manque « main »"),
        ("{status: cadre, main: [apec]}", "{status: cadre, main: []}", "{status: cadre,", "cette liste est vide"),
        ("{status: cadre, main: [apec]}", "{status: cadre, main: apec}", "{status: cadre,", "écrivez une liste"),
        ("verified: 2026-11-22", "verified: hier", "verified:", "écrivez une date comme 2026-11-22"),
        ("handicap: true", "handicap: peut-être", "    handicap: true", "écrivez true ou false"),
        ("needs:\n  cep:", "needs:\n cep", None, "ce n’est pas du YAML"),
        (
            "    - {main: [mission_locale], also: [cio, information_jeunesse, e2c]}\n",
            "",
            "  decrochage:",
            "dernière ligne",
        ),
    ],
)
def test_faults_are_told(tmp_path: Path, old: str, new: str, line: str | None, said: str) -> None:
    """A person who does not program reads where to look and what to write."""
    with pytest.raises(BadDocument) as caught:
        load_rules(changed(tmp_path, old, new))
    assert check_rules(tmp_path / "referral_rules.yml") == list(caught.value.problems)
    problem = next(problem for problem in caught.value.problems if said in problem)
    assert "/referral_rules.yml" in problem
    if line:
        assert f"ligne {line_of(line)}" in problem


def test_empty_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "referral_rules.yml").touch()
    with pytest.raises(BadDocument, match="vide"):
        load_rules(tmp_path / "referral_rules.yml")


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match="introuvable"):
        load_rules(tmp_path / "referral_rules.yml")


def test_other_encoding_is_told(tmp_path: Path) -> None:
    file = tmp_path / "referral_rules.yml"
    file.write_bytes("verified: « hier »".encode("latin-1"))
    with pytest.raises(BadDocument, match="UTF-8"):
        load_rules(file)
