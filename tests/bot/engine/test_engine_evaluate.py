"""The measures say what they claim to (nlu_data/regression/README.md). Played with the engine's Python."""

from typing import Any

import pytest

pytest.importorskip("numpy", reason="se joue avec le Python du moteur")

from bot.engine.cases import Case
from bot.engine.evaluate import measure


def understood(place: str | None = None, status: tuple[str, ...] = (), intent: str = "vae") -> dict[str, Any]:
    return {"place": {"code": place} if place else None, "status": list(status), "intent": intent}


@pytest.mark.parametrize(
    ("expected", "found", "share"),
    [
        ("37132", "37132", "1.000"),
        ("37132", "37261", "0.000"),
        (["12089", "12202"], "12202", "1.000"),
        (["12089", "12202"], "37261", "0.000"),
        (["12089", "12202"], None, "0.000"),
    ],
)
def test_any_of_the_right_places_will_do(expected: str | list[str], found: str | None, share: str) -> None:
    """A sentence that names two towns, or a name that many bear, is understood when one of them is found."""
    assert measure([Case({"place": expected}, understood(place=found))])["lieu trouvé"].startswith(share)


def test_statuses_nobody_stated_are_counted() -> None:
    """A spouse's status or a wished one taken for the person's own is a mistake that shows."""
    cases = [
        Case({"status": []}, understood(status=("agent_public",))),
        Case({"status": []}, understood()),
        Case({"status": ["salarie"]}, understood(status=("salarie",))),
    ]
    assert measure(cases) == {
        "statuts tous trouvés": "1.000  (1/1)",
        "statuts exacts": "1.000  (1/1)",
        "statut inventé": "0.500  (1/2)",
    }


def test_false_alarms_on_ordinary_sentences_are_apart() -> None:
    """An ordinary sentence taken for distress is not excused as one that resembled it."""
    cases = [
        Case({"distress": False, "ordinary": True}, understood(intent="detresse")),
        Case({"distress": False}, understood()),
        Case({"distress": True}, understood(intent="detresse")),
    ]
    assert measure(cases) == {
        "détresse entendue": "1.000  (1/1)",
        "fausses alertes (phrases ressemblantes)": "0.000  (0/1)",
        "fausses alertes (phrases ordinaires)": "1.000  (1/1)",
    }


def test_veiled_distress_has_a_figure_of_its_own() -> None:
    """A plain cry heard does not hide a veiled one missed."""
    cases = [
        Case({"distress": True}, understood(intent="detresse")),
        Case({"distress": True, "veiled": True}, understood()),
    ]
    assert measure(cases) == {
        "détresse entendue": "0.500  (1/2)",
        "détresse voilée entendue": "0.000  (0/1)",
    }


def test_statuses_two_people_agree_on_have_a_figure_of_their_own() -> None:
    """What a second person reads otherwise is told, and set aside from what both read."""
    cases = [
        Case({"status": ["salarie"], "status_again": ["salarie"]}, understood(status=("salarie",))),
        Case({"status": ["parent"], "status_again": []}, understood()),
        Case({"status": [], "status_again": []}, understood()),
        Case({"status": [], "status_again": [], "status_open": ["parent"]}, understood(status=("parent",))),
    ]
    measured = measure(cases)
    assert measured["statuts tous trouvés"] == "0.500  (1/2)"
    assert measured["statuts pareils pour une seconde personne"] == "0.500  (1/2)"
    assert measured["statuts tous trouvés, là où elles s’accordent"] == "1.000  (1/1)"
    assert measured["statut inventé"] == "0.500  (1/2)"
    assert measured["statut inventé, là où elles ne lisent rien"] == "0.000  (0/1)"
