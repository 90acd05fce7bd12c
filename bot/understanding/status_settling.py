"""Which of the statuses read in an utterance stand: the vaguer give way to the more precise, age tells pupils apart."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from bot.understanding import status_levels as proof
from bot.understanding import status_phrases as say
from directory.vocabulary import Status

_PUPILS = frozenset({Status.COLLEGIEN, Status.LYCEEN, Status.ETUDIANT})
_AT_WORK = frozenset({Status.SALARIE, Status.AGENT_PUBLIC, Status.INDEPENDANT})
_OCCUPIED = _AT_WORK | _PUPILS | {Status.RETRAITE, Status.AUTRE}
_VAGUE = frozenset({proof.HINT, proof.OWN})
LEAVERS_AGES = range(16, 26)


def settled(found: Mapping[Status, AbstractSet[str]], age: int | None, *, parent: bool) -> frozenset[Status]:
    """The statuses that stand, from how each was said (levels of ``status_phrases``), the age and a child to guide."""
    levels = {status: set(how) for status, how in found.items()}
    _settle_work(levels)
    _settle_school(levels, age, parent=parent)
    statuses = {status for status, how in levels.items() if how}
    if levels.get(Status.DEMANDEUR_EMPLOI, set()) <= {proof.LOOKING, proof.HINT} and statuses & _OCCUPIED:
        statuses.discard(Status.DEMANDEUR_EMPLOI)
    if statuses & (_AT_WORK | _PUPILS) or not _has_left_school(levels.get(Status.SORTI_16_25, set()), age):
        statuses.discard(Status.SORTI_16_25)
    if Status.CADRE in statuses:
        statuses.discard(Status.SALARIE)  # said by naming a cadre
    return frozenset(statuses | ({Status.PARENT} if parent else set()))


def _settle_work(levels: dict[Status, set[str]]) -> None:
    """One employer or one trade, several names: the public service and one's own business are named best."""
    work = levels.get(Status.SALARIE, set())
    looking = levels.get(Status.DEMANDEUR_EMPLOI, set())
    own_business = levels.get(Status.INDEPENDANT, set())
    if looking & {proof.SURE, proof.EVENT} or Status.AGENT_PUBLIC in levels or own_business - {proof.HINT}:
        work -= {*_VAGUE, proof.TRADE}
    if Status.AGENT_PUBLIC in levels:
        work -= {proof.CONTRACT, proof.WORK}
        own_business.discard(proof.HINT)
    if own_business - {proof.HINT}:
        work.discard(proof.WORK)
    if work - {proof.TRADE}:
        own_business.discard(proof.HINT)
        looking -= {proof.EVENT, proof.SIGN}
    if levels.keys() & (_PUPILS | {Status.RETRAITE, Status.AUTRE}):
        work.discard(proof.HINT)


def _settle_school(levels: dict[Status, set[str]], age: int | None, *, parent: bool) -> None:
    """One school at a time: what is said outright, then the age, then the higher class."""
    for status in _PUPILS & levels.keys():
        if age is not None and age > say.OLDEST_PUPIL[status]:
            levels[status].discard(proof.OWN)
        if parent:
            levels[status].clear()
    if any(levels.get(status) for status in (Status.SALARIE, Status.INDEPENDANT, Status.AGENT_PUBLIC)):
        levels.get(Status.LYCEEN, set()).discard(proof.OWN)
    named = [status for status in _PUPILS if levels.get(status)]
    if len(named) > 1:
        for status in named:
            levels[status].discard(proof.OWN)
        if not any(levels[status] for status in named):
            highest = Status.ETUDIANT if Status.ETUDIANT in named else Status.LYCEEN
            levels[highest].add(proof.OWN)


def _has_left_school(left: AbstractSet[str], age: int | None) -> bool:
    stated = bool(left - {proof.SIGN})
    return stated and (age in LEAVERS_AGES if age is not None else bool(left & {proof.SURE, proof.SIGN}))
