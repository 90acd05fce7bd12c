"""The model of situations corrects the closed lists, within what they are sure of (issue 7 §4, ADR 0012)."""

import pytest

from bot.understanding.status_clauses import clauses
from bot.understanding.status_levels import HINT, SURE
from bot.understanding.status_pieces import CLAUSES, pieces
from bot.understanding.status_sayings import Met, Situation
from bot.understanding.status_weights import Model, load_model, weighed
from bot.understanding.statuses import read_situation
from directory.vocabulary import Status

SALARIE, CADRE, RETRAITE = Status.SALARIE, Status.CADRE, Status.RETRAITE
BOSS, PENSION = (
    Model((SALARIE, CADRE, RETRAITE), biases, {CLAUSES: {}}) for biases in ((9.0, -9.0, -9.0), (-9.0, -9.0, 9.0))
)
NOTHING = Met({}, frozenset())


def situation(*statuses: Status) -> Situation:
    """What closed lists read."""
    return Situation(frozenset(statuses), None, handicap=False)


@pytest.mark.parametrize(
    ("model", "read", "met", "asked", "stated"),
    [
        (BOSS, (), NOTHING, False, {SALARIE}),
        (BOSS, (), Met({}, frozenset({SALARIE})), False, set()),
        (BOSS, (RETRAITE,), Met({RETRAITE: {HINT}}, frozenset()), False, {SALARIE}),
        (BOSS, (RETRAITE,), Met({RETRAITE: {SURE}}, frozenset()), False, {SALARIE, RETRAITE}),
        (BOSS, (RETRAITE,), Met({RETRAITE: {HINT}}, frozenset()), True, {SALARIE, RETRAITE}),
        (BOSS, (CADRE,), Met({CADRE: {SURE}}, frozenset()), False, {CADRE}),
        (PENSION, (SALARIE,), Met({SALARIE: {HINT}}, frozenset()), False, {RETRAITE}),
    ],
    ids=["adds", "never what is denied", "takes a guess", "never what is sure", "nor an answer", "a cadre", "instead"],
)
def test_the_model_corrects_what_lists_leave_open(
    model: Model, read: tuple[Status, ...], met: Met, asked: bool, stated: set[Status]
) -> None:
    """It adds what no list holds and takes back a guess; what is denied, said outright or answered stands."""
    assert weighed(model, {CLAUSES: set()}, situation(*read), met, asked=asked) == stated


@pytest.mark.parametrize(
    ("said", "statuses"),
    [
        ("ils m'ont encore collé l'équipe du dimanche sans prévenir", {Status.SALARIE}),
        ("le contremaître note mes pauses pipi dans un carnet", {Status.SALARIE}),
        ("j'attends toujours que le conseiller valide mon devis sur kairos", {Status.DEMANDEUR_EMPLOI}),
        ("l'urssaf me réclame trois trimestres de cotisations", {Status.INDEPENDANT}),
        ("le rectorat a refusé mon détachement sans un mot", {Status.AGENT_PUBLIC}),
        ("j'ai mes partiels dans deux semaines et envie de tout plaquer", {Status.ETUDIANT}),
        ("quel ministère s'occupe des forêts ?", set()),
        ("il fait beau chez vous ?", set()),
        ("je voudrais devenir contremaître", set()),
    ],
)
def test_what_is_told_without_being_named_is_heard(said: str, statuses: set[Status]) -> None:
    """People tell what happens to them; none of these sentences is learnt."""
    assert read_situation(said).statuses == statuses


def test_each_clause_bears_whose_and_when_it_is() -> None:
    """« Mon fils est au chômage » does not weigh as « je suis au chômage », nor « j'étais au chômage »."""
    own, sons, past = (
        pieces(clauses(said), set())[CLAUSES]
        for said in ("je suis au chômage", "mon fils est au chômage", "j'étais au chômage")
    )
    assert own & {piece for piece in sons | past if "chomage" in piece} == {"chomage"}


def test_every_status_has_its_weights() -> None:
    """A status added to the vocabulary asks for a new fit."""
    assert set(load_model().statuses) == set(Status)
