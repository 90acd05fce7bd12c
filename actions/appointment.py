"""The second door: a way to meet, a slot, an explicit yes, a code (promises 1 and 3)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from actions import handover, inform, proposals, request
from actions.constraints import NOTHING_SAID, Constraints, constraints_in
from actions.deeds import Choice, Code, Deed, Kind, Moment, Say, Value, choice, label, question
from actions.said import Said
from actions.state import Outcome, SiteOffer, State, Step
from actions.turn import Turn
from actions.ways import ways_said
from actions.world import World
from bot.understanding.acts import Act
from bot.understanding.dates import Wish
from directory.agenda import EVENING, SATURDAY
from directory.errors import SlotTaken, TooManyAppointments
from directory.requests import AppointmentView, Slot
from directory.vocabulary import Need, Times, Way

ANY_TIME = Wish(None, None, None, None, frozenset())
SLOTS_SHOWN = 3
DAYS_LOOKED_AT = 35


def ask_way(state: State, world: World) -> tuple[Deed, ...]:
    """On site, by phone or by video, as the place offers."""
    ways = state.site.ways if state.site else ()
    return (question("utter_ask_way", *(Choice(f"#way {way}", label("way", way)) for way in ways)),)


def hear_way(state: State, said: Said, world: World) -> Turn:
    """The way picked, by choice or in words."""
    site = state.site
    if not site:
        return proposals.propose(state, world)
    wish = said.wish(world.now.date())
    state = replace(state, wish=wish or state.wish)
    if said.token and said.token.name == "way" and said.token.value in set(site.ways):
        return with_way(replace(state, way=Way(said.token.value)), world)
    if said.act in {Act.UNKNOWN, Act.SKIP}:
        return with_way(replace(state, way=site.ways[0]), world)
    if turn := _way_in_words(state, site, said, world):
        return turn
    if wish or said.soonest:
        return Turn(state, (Say("utter_noted"),))
    return request.pick_one(state) if said.act is Act.YES else request.not_understood(state)


def _way_in_words(state: State, site: SiteOffer, said: Said, world: World) -> Turn | None:
    """« En visio », « pas par téléphone »; a way that this place does not offer is said so."""
    asked = ways_said(said)
    if spoken := tuple(way for way in site.ways if way in asked):
        return proposals.with_site(replace(state, site=replace(site, ways=spoken)), world)
    constraints = NOTHING_SAID if said.token else constraints_in(said.text)
    if constraints != NOTHING_SAID:
        return _with_constraints(state, site, state.constraints | constraints, world)
    return Turn(state, (Say("utter_way_not_there"),)) if asked else None


def _with_constraints(state: State, site: SiteOffer, constraints: Constraints, world: World) -> Turn:
    """« Pas par téléphone »: noted, and only the ways that suit are still asked about."""
    state = replace(state, constraints=constraints, site=replace(site, ways=constraints.suiting(site.ways)))
    return proposals.with_site(state, world).preceded_by(Say("utter_noted"))


def with_way(state: State, world: World) -> Turn:
    """Free moments there, those wished if there are any."""
    wish = _wish_of(state)
    slots = _slots(state, world, wish)
    if not slots and wish:
        found = (_slots(state, world, near) for near in around(wish))
        if near := next(filter(None, found), ()):
            return Turn(state.to(Step.SLOTS, slots=near), (Say("utter_no_slot_then"),))
    if not slots:
        refused = state.refused_sites | ({state.site.site_id} if state.site else set())
        return proposals.propose(replace(state, refused_sites=refused), world).preceded_by(Say("utter_no_slot_left"))
    return Turn(state.to(Step.SLOTS, slots=slots))


def _wish_of(state: State) -> Wish | None:
    """The days and hours asked for; « le plus tôt possible » names none, and leaves what is wished each time."""
    return usual(state.constraints) if state.wish in {None, ANY_TIME} else state.wish


def usual(constraints: Constraints) -> Wish | None:
    """What somebody who only can on Saturdays, or in the evening, wishes each time; none when nothing was said."""
    only = constraints.times
    if only == {Times.SATURDAY}:
        return replace(ANY_TIME, excluded=frozenset(range(7)) - {SATURDAY})
    return replace(ANY_TIME, after=EVENING) if only == {Times.EVENING} else None


def around(wish: Wish) -> tuple[Wish | None, ...]:
    """What comes nearest to a wish: its days at any hour, its hours on later days, any moment from then on, any."""
    later = replace(wish, last=None)
    return replace(wish, after=None, before=None), later, replace(later, after=None, before=None), None


def _slots(state: State, world: World, wish: Wish | None) -> tuple[Slot, ...]:
    if not state.site or not state.way:
        return ()
    asked = wish or ANY_TIME
    look = partial(
        world.directory.slots, state.site.site_id, state.way, now=world.now, after=asked.after, before=asked.before
    )
    if not asked.excluded:
        return look(first=asked.first, last=asked.last, limit=SLOTS_SHOWN)
    found: list[Slot] = []
    for day in _days(asked, world.now.date()):
        found += look(first=day, last=day, limit=SLOTS_SHOWN - len(found))
        if len(found) == SLOTS_SHOWN:
            break
    return tuple(found)


def _days(wish: Wish, today: date) -> Iterator[date]:
    """The days that this wish allows, over the next weeks."""
    days = (max(wish.first or today, today) + timedelta(days=n) for n in range(DAYS_LOOKED_AT))
    return (day for day in days if day.weekday() not in wish.excluded and (wish.last is None or day <= wish.last))


def ask_slot(state: State, world: World) -> tuple[Deed, ...]:
    """Three slots; another day can be asked in words."""
    offered = (Choice(f"#slot {slot.starts_at.isoformat()}", Moment(slot.starts_at)) for slot in state.slots)
    return (Say("utter_ask_slot", kind=Kind.SLOTS, choices=(*offered, choice("later"), choice("none"))),)


def hear_slot(state: State, said: Said, world: World) -> Turn:
    """The slot picked, later ones, or a wish in words ("plutôt mardi après-midi")."""
    slot = _slot_said(state, said)
    if slot:
        return _hold(state, slot, world)
    name = said.token.name if said.token else None
    if name == "later" or said.act is Act.MORE or said.folded == proposals.LATER:
        return _later(state, world)
    if turn := _moment_in_words(state, said, world):
        return turn
    if name == "none" or said.act is Act.NO:
        return _kept(state) if state.moving else Turn(state.to(Step.SITES), (Say("utter_other_place_then"),))
    if said.act is Act.YES:
        return _hold(state, state.slots[0], world) if len(state.slots) == 1 else request.pick_one(state)
    return request.not_understood(state)


def _kept(state: State) -> Turn:
    """No other moment suits: the appointment stays as it was."""
    return inform.leave(replace(state, moving=False)).preceded_by(Say("utter_kept"))


def _moment_in_words(state: State, said: Said, world: World) -> Turn | None:
    """« Le plus tôt possible », « jeudi », « plutôt par téléphone »: none when these words name no moment nor way."""
    if said.soonest or proposals.EARLIER in said.folded:
        return _soonest(state, said, world)
    if state.site and not said.token and constraints_in(said.text).no_call:
        offered = replace(state.site, ways=_offered_ways(state))
        return _with_constraints(state, offered, state.constraints | constraints_in(said.text), world)
    if wish := said.wish(world.now.date()):
        return _wished(state, wish, world)
    if asked := ways_said(said):
        return _other_way(state, asked, world)
    return None


def _other_way(state: State, asked: frozenset[Way], world: World) -> Turn:
    """The moments of another way to meet, if the place offers it."""
    way = next((way for way in _offered_ways(state) if way in asked), None)
    return with_way(replace(state, way=way), world) if way else Turn(state, (Say("utter_way_not_there"),))


def _offered_ways(state: State) -> tuple[Way, ...]:
    """Every way that the place offers, the one picked included."""
    places = (one for one in (*state.sites, state.site) if one and state.site and one.site_id == state.site.site_id)
    return next((one.ways for one in places), ())


def _slot_said(state: State, said: Said) -> Slot | None:
    if not (said.token and said.token.name == "slot"):
        return None
    try:
        wanted = datetime.fromisoformat(said.token.value)
    except ValueError:
        return None
    return next((s for s in state.slots if s.starts_at == wanted), None)


def _later(state: State, world: World) -> Turn:
    found = (_after(state, wish, world) for wish in (_wish_of(state), None))
    if after := next(filter(None, found), ()):
        return Turn(state.to(Step.SLOTS, slots=after))
    return Turn(state, (Say("utter_no_later_slot"),))


def _after(state: State, wish: Wish | None, world: World) -> tuple[Slot, ...]:
    """Moments that fit the wish, after those shown: later that day, then on the next days."""
    if not state.slots:
        return ()
    last, asked = state.slots[-1].starts_at, wish or ANY_TIME
    same_day = replace(asked, first=last.date(), last=last.date(), after=max(asked.after or last.time(), last.time()))
    on_that_day = tuple(slot for slot in _slots(state, world, same_day) if slot.starts_at > last)
    next_days = replace(asked, first=last.date() + timedelta(days=1))
    return (*on_that_day, *_slots(state, world, next_days))[:SLOTS_SHOWN]


def _soonest(state: State, said: Said, world: World) -> Turn:
    """« Le plus tôt possible »: the first moment of those wished; « plus tôt »: those before the ones shown, if any."""
    if said.soonest and (first := _slots(state, world, _wish_of(state)) or _slots(state, world, None)):
        return _hold(state, first[0], world)
    shown = min(slot.starts_at for slot in state.slots)
    before = tuple(slot for slot in _slots(state, world, None) if slot.starts_at < shown)
    return Turn(state.to(Step.SLOTS, slots=before)) if before else Turn(state, (Say("utter_no_earlier_slot"),))


def _wished(state: State, wish: Wish, world: World) -> Turn:
    exact = [s for s in state.slots if _fits(s, wish)]
    if len(exact) == 1:
        return _hold(state, exact[0], world)
    turn = with_way(replace(state, wish=wish), world)
    return replace(turn, deeds=turn.deeds or (Say("utter_noted"),)) if turn.state.slots == state.slots else turn


def _fits(slot: Slot, wish: Wish) -> bool:
    day, hour = slot.starts_at.date(), slot.starts_at.time()
    return (
        (wish.first is None or day >= wish.first)
        and (wish.last is None or day <= wish.last)
        and (wish.after is None or hour >= wish.after)
        and (wish.before is None or hour < wish.before)
        and day.weekday() not in wish.excluded
    )


def _hold(state: State, slot: Slot, world: World) -> Turn:
    try:
        world.directory.hold(slot, holder=state.holder, now=world.now)
    except SlotTaken:
        return _taken(state, world)
    return Turn(state.to(Step.BOOK, slot=slot))


def _taken(state: State, world: World) -> Turn:
    return with_way(replace(state, slot=None), world).preceded_by(Say("utter_slot_taken"))


def ask_booking(state: State, world: World) -> tuple[Deed, ...]:
    """The whole appointment read back before the explicit yes."""
    if not state.slot or not state.site:
        return (question("utter_ask_request"),)
    key = "utter_ask_moving" if state.moving else "utter_ask_booking"
    values: dict[str, Value] = {
        "when": Moment(state.slot.starts_at),
        "place": state.site.name,
        "way": label("way", state.slot.way),
    }
    return (question(key, choice("yes"), choice("no"), **values),)


def hear_booking(state: State, said: Said, world: World) -> Turn:
    """Only an explicit yes books; everything else leaves the slot free."""
    if said.act is Act.YES or (said.token and said.token.name == "yes"):
        return _book(state, world)
    if wish := said.wish(world.now.date()):
        return with_way(replace(state, slot=None, wish=wish), world)
    if (
        said.act in {Act.NO, Act.SKIP, Act.UNKNOWN}
        or said.leading is Act.NO
        or (said.token and said.token.name == "no")
    ):
        world.directory.release(holder=state.holder, now=world.now)
        return Turn(state.to(Step.SLOTS, slot=None), (Say("utter_not_booked"),))
    return request.not_understood(state)


def _book(state: State, world: World) -> Turn:
    if state.slot is None:
        return with_way(state, world)
    try:
        if state.moving and state.code:
            world.directory.move(state.code, state.slot, now=world.now, holder=state.holder)
            return moved(state)
        booked = _booked(state, state.slot, world)
    except SlotTaken:
        return _taken(state, world)
    except TooManyAppointments:
        return inform.leave(state).preceded_by(Say("utter_too_many_appointments"))
    return handover.begin(state, booked.code or "")


def _booked(state: State, slot: Slot, world: World) -> AppointmentView:
    why = state.site.why if state.site else None
    if state.follows:
        return world.directory.book_onward(state.follows, slot, holder=state.holder, now=world.now, why=why)
    return world.directory.book(slot, holder=state.holder, now=world.now, need=state.need or Need.RDV, why=why)


def moved(state: State) -> Turn:
    """The appointment at its new hour; the code stays the same."""
    if not state.slot or not state.code:
        return inform.leave(state)
    said = Say("utter_moved", {"when": Moment(state.slot.starts_at), "code": Code(state.code)}, Kind.APPOINTMENT)
    return Turn(state.to(Step.DONE, outcome=Outcome.APPOINTMENT, moving=False), (said,))
