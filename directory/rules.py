"""Who may receive whom: ``referral_rules.yml`` read into frozen values, and the doors it opens to a request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from directory.documents import Closed, checked, read_document
from directory.errors import BadDocument
from directory.requests import Request
from directory.vocabulary import AgeBand, Need, Status, StructureType

RULES_FILE = Path(__file__).with_name("referral_rules.yml")

Known = Status | Literal["inconnu"]
Door = StructureType | Literal["situation"]

UNKNOWN: Literal["inconnu"] = "inconnu"
SITUATION: Literal["situation"] = "situation"


class TypeRule(Closed):
    """What holds for one kind of structure whatever the need."""

    ages: tuple[AgeBand, ...] = ()
    ages_with_handicap: tuple[AgeBand, ...] = ()
    only: frozenset[Status] = frozenset()
    not_for: frozenset[Status] = frozenset()
    handicap: bool = False


class SituationRule(Closed):
    """The natural door of one situation."""

    status: Known
    ages: tuple[AgeBand, ...] = ()
    main: tuple[StructureType, ...] = Field(min_length=1)
    also: tuple[StructureType, ...] = ()


class NeedRule(Closed):
    """The doors of one need, for some statuses (all when none is named) and ages (likewise)."""

    for_: tuple[Known, ...] = Field(default=(), alias="for")
    ages: tuple[AgeBand, ...] = ()
    main: tuple[Door, ...] = Field(min_length=1)
    also: tuple[Door, ...] = ()
    never: tuple[StructureType, ...] = ()


class HandicapRule(Closed):
    """What a handicap that the person has mentioned adds."""

    needs: frozenset[Need]
    not_for: frozenset[Status]
    main: tuple[StructureType, ...]


class Nowhere(Closed):
    """A national way to find such a structure, named when the directory has nobody at all."""

    type: StructureType
    name: str
    website: str
    phone: str | None = None


class Rules(Closed):
    """The whole file."""

    verified: date
    types: Mapping[StructureType, TypeRule]
    situations: tuple[SituationRule, ...]
    absorbs: Mapping[Status, tuple[Status, ...]]
    silent: frozenset[Status]
    needs: Mapping[Need, tuple[NeedRule, ...]]
    handicap: HandicapRule
    everyone: tuple[StructureType, ...] = Field(min_length=1)
    nowhere: tuple[Nowhere, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Doors:
    """Kinds of structure that may receive a request: those that are meant for it, others, and those open to everyone.

    The three do not overlap. ``by_handicap`` are the main ones that the handicap alone has opened.
    """

    main: frozenset[StructureType]
    also: frozenset[StructureType]
    everyone: frozenset[StructureType]
    by_handicap: frozenset[StructureType] = frozenset()

    def __contains__(self, kind: object) -> bool:
        return kind in self.main or kind in self.also or kind in self.everyone

    def tier(self, kind: StructureType) -> int:
        """0 for a main door, 1 for another one, 2 for one open to everyone."""
        return 0 if kind in self.main else 1 if kind in self.also else 2


def open_doors(rules: Rules, request: Request) -> Doors:
    """The kinds of structure that may receive this request, by the rules (pure)."""
    main: set[StructureType] = set()
    also: set[StructureType] = set()
    never: set[StructureType] = set()
    for status in _telling(rules, request):
        rule = _need_rule(rules, request, status)
        situation = _situation_rule(rules, request, status)
        main |= _expanded(rule.main, situation.main)
        also |= _expanded(rule.also, situation.main + situation.also)
        also |= set(situation.also) if SITUATION in rule.main else set()
        never |= set(rule.never)
    helped = _by_handicap(rules, request)
    allowed = {kind for kind in StructureType if kind not in never and may_receive(rules, kind, request)}
    main_doors = frozenset((main | helped) & allowed)
    also_doors = frozenset(also & allowed - main_doors)
    everyone = frozenset(set(rules.everyone) & allowed - main_doors - also_doors)
    return Doors(main_doors, also_doors, everyone, frozenset(helped & allowed - main))


def may_receive(rules: Rules, kind: StructureType, request: Request) -> bool:
    """Whether nothing forbids this kind of structure to receive the person, whatever the need."""
    rule = rules.types.get(kind)
    if rule is None:
        return True
    with_handicap = request.handicap or request.need is Need.HANDICAP
    ages = rule.ages_with_handicap if with_handicap and rule.ages_with_handicap else rule.ages
    return (
        (request.age is None or not ages or request.age in ages)
        and (not rule.only or bool(rule.only & request.statuses))
        and not rule.not_for & request.statuses
        and (with_handicap or not rule.handicap)
    )


def check_rules(path: Path = RULES_FILE) -> list[str]:
    """Every fault of the rules file, one sentence each; an empty list when there is none."""
    try:
        load_rules(path)
    except BadDocument as error:
        return list(error.problems)
    return []


@lru_cache(maxsize=4)
def load_rules(path: Path = RULES_FILE) -> Rules:
    """The rules of this file; :class:`directory.errors.BadDocument` when it has a fault."""
    document = read_document(path)
    rules = checked(document, Rules)
    problems = tuple(document.problem(field, sentence) for field, sentence in _gaps(rules))
    if problems:
        raise BadDocument(problems)
    return rules


def _gaps(rules: Rules) -> Iterator[tuple[tuple[str, ...], str]]:
    """Needs and situations that nobody would receive."""
    for need in Need:
        if need not in rules.needs:
            yield ("needs",), f"il manque le besoin « {need} »."
        elif not any(not row.for_ and not row.ages for row in rules.needs[need]):
            yield ("needs", need.value), "il manque une dernière ligne, sans « for » ni « ages », pour tous les autres."
    for status in (*Status, UNKNOWN):
        general = [row for row in rules.situations if row.status == status and not row.ages]
        if not general and status not in rules.silent:
            yield ("situations",), f"il manque une ligne, sans « ages », pour le statut « {status} »."


def _telling(rules: Rules, request: Request) -> list[Known]:
    """The statuses that decide, without those another one absorbs nor those that say nothing here."""
    absorbed = {lesser for status in request.statuses for lesser in rules.absorbs.get(status, ())}
    named = {status for row in rules.needs[request.need] for status in row.for_}
    kept = [status for status in Status if status in request.statuses - absorbed]
    telling: list[Known] = [status for status in kept if status not in rules.silent or status in named]
    return telling or [UNKNOWN]


def _need_rule(rules: Rules, request: Request, status: Known) -> NeedRule:
    return next(row for row in rules.needs[request.need] if _fits(row.for_, status) and _fits(row.ages, request.age))


def _situation_rule(rules: Rules, request: Request, status: Known) -> SituationRule:
    status = UNKNOWN if status in rules.silent else status
    return next(row for row in rules.situations if row.status == status and _fits(row.ages, request.age))


def _fits(accepted: tuple[object, ...], value: object) -> bool:
    return not accepted or value in accepted


def _expanded(doors: tuple[Door, ...], situation: tuple[StructureType, ...]) -> set[StructureType]:
    named = {door for door in doors if door != SITUATION}
    return named | set(situation) if SITUATION in doors else named


def _by_handicap(rules: Rules, request: Request) -> set[StructureType]:
    rule = rules.handicap
    said = request.statuses - rules.silent
    applies = request.handicap and request.need in rule.needs and not (said and said <= rule.not_for)
    return set(rule.main) if applies else set()
