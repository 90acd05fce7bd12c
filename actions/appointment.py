"""The second door: up to three places with their reasons, a way, a slot, an explicit yes, a code (promises 1 and 3)."""

from dataclasses import replace
from datetime import datetime

from actions import handover, inform, person, request
from actions.deeds import Choice, Code, Deed, Kind, Moment, Say, Several, Value, Wording, choice, label, question
from actions.said import Said
from actions.state import Outcome, SiteOffer, State, Step
from actions.turn import Turn
from actions.world import World
from bot.understanding.acts import Act
from bot.understanding.dates import Wish
from directory.errors import SlotTaken, TooManyAppointments
from directory.requests import AppointmentView, Proposal, Slot
from directory.vocabulary import Need, Way

SAID_APART = frozenset({"first_slot", "walk_in", "elsewhere"})  # the first moment has a sentence of its own
ANY_TIME = Wish(None, None, None, None, frozenset())
PLACES_SHOWN = 3
SLOTS_SHOWN = 3


def propose(state: State, world: World) -> Turn:
    """Places that can really receive this person; never none (promise 6)."""
    found = world.directory.propose(state.request(), now=world.now, seed=state.holder, limit=PLACES_SHOWN * 2)
    fresh = [p for p in found if p.site_id not in state.refused_sites][:PLACES_SHOWN]
    if not fresh:
        return inform.leave(state).preceded_by(Say("utter_no_other_place"))
    offers = tuple(offer(p) for p in fresh)
    deeds = (Say("utter_places_intro"), *(describe(p, number) for number, p in enumerate(fresh, 1)))
    return Turn(state.to(Step.SITES, sites=offers, site=None, way=None, slot=None), deeds)


def elsewhere(state: State, found: AppointmentView, world: World) -> Turn:
    """Other structures for the same request, in place of an appointment that cannot be; still the second door (L17)."""
    on = world.directory.way_on(state.code or "", now=world.now)
    others = tuple(one for one in (on.others if on else ()) if one.first_slot)
    if not others:
        return person.ask_for(state, world)
    offers = tuple(offer(one) for one in others)
    deeds = (Say("utter_places_intro"), *(describe(one, number) for number, one in enumerate(others, 1)))
    state = replace(state, need=found.need, follows=state.code, code=None)
    return Turn(state.to(Step.SITES, sites=offers, site=None, way=None, slot=None), deeds)


def displaced(state: State, found: AppointmentView, world: World) -> Turn:
    """Other moments of the same structure for an appointment that has to move, else other structures."""
    on = world.directory.way_on(state.code or "", now=world.now)
    if on is None or not on.slots:
        return elsewhere(state, found, world)
    site = SiteOffer(found.site_id, found.site_name, (on.slots[0].way,), found.commune)
    state = replace(state, site=site, sites=(site,), way=on.slots[0].way, moving=True)
    return Turn(state.to(Step.SLOTS, slots=on.slots[:SLOTS_SHOWN]))


def offer(proposal: Proposal) -> SiteOffer:
    """The place as it is shown; no way when one walks in, or books by oneself on its page."""
    ways = proposal.ways if proposal.first_slot else ()
    page = "" if proposal.walk_in else proposal.booking_page or ""
    return SiteOffer(proposal.site_id, proposal.site_name, ways, proposal.commune, page, proposal.phone or "")


def describe(proposal: Proposal, number: int) -> Say:
    """One place: what it is, where, and why it is proposed, in plain words; the same apart for a channel with cards."""
    told = (r for r in proposal.reasons if r.code not in SAID_APART)
    card: dict[str, Value] = {
        "name": proposal.site_name,
        "kind": label("type", proposal.structure_type),
        "address": proposal.address,
        "commune": proposal.commune,
        "reasons": Several(tuple(Wording(f"utter_reason_{r.code}", dict(r.values)) for r in told)),
        "first": first_moment(proposal),
    }
    more = {"phone": proposal.phone, "website": proposal.website, "booking_page": proposal.booking_page}
    marks = {"site": proposal.site_id, "type": proposal.structure_type.value, "sample": int(proposal.sample)}
    data = card | marks | {name: words for name, words in more.items() if words}
    key = "utter_place" if proposal.address else "utter_place_remote"
    return Say(key, card | {"number": number}, Kind.PROPOSALS, data=data)


def first_moment(proposal: Proposal) -> Wording:
    """When the person can be met first: a slot, an open door, or a call before coming."""
    if proposal.first_slot:
        return Wording("utter_first_slot", {"when": Moment(proposal.first_slot.starts_at)})
    if proposal.walk_in:
        return Wording("utter_walk_in", {"when": Moment(proposal.walk_in)})
    if proposal.booking_page:
        return Wording("utter_first_elsewhere")
    return Wording("utter_no_slot_known")


def ask_site(state: State, world: World) -> tuple[Deed, ...]:
    """Which place; none of them is an answer too."""
    offered = (Choice(f"#site {s.site_id}", s.name) for s in state.sites)
    return (question("utter_ask_site", *offered, choice("none")),)


def hear_site(state: State, said: Said, world: World) -> Turn:
    """The place picked; other places, or another town, when none suits."""
    site = _site_said(state, said)
    if site:
        return _with_site(replace(state, site=site), world)
    if (said.token and said.token.name == "none") or said.act is Act.NO:
        refused = state.refused_sites | {s.site_id for s in state.sites}
        return propose(replace(state, refused_sites=refused), world)
    moved = request.absorb(state, said, world, corrects=True)
    if moved.place != state.place or moved.candidates:
        return request.next_question(replace(moved, refused_sites=frozenset()), world)
    return inform.another_request(state, said, world)


def _site_said(state: State, said: Said) -> SiteOffer | None:
    if said.token and said.token.name == "site":
        return next((s for s in state.sites if str(s.site_id) == said.token.value), None)
    if said.act is Act.YES and len(state.sites) == 1:
        return state.sites[0]
    return None


def _with_site(state: State, world: World) -> Turn:
    ways = state.site.ways if state.site else ()
    if state.site and state.site.booking_page:
        return inform.leave(replace(state, outcome=Outcome.INFORMATION)).preceded_by(_booked_there(state.site))
    if not ways:
        return inform.leave(replace(state, outcome=Outcome.INFORMATION)).preceded_by(Say("utter_walk_in_only"))
    if len(ways) == 1:
        return with_way(replace(state, way=ways[0]), world)
    return Turn(state.to(Step.WAY))


def _booked_there(site: SiteOffer) -> Say:
    """Where the person books by themselves; nothing of what was said goes there (promise 2)."""
    values: dict[str, Value] = {"place": site.name, "page": site.booking_page}
    called = {"phone": site.phone} if site.phone else {}
    key = "utter_booked_there_call" if site.phone else "utter_booked_there"
    return Say(key, values | called, Kind.ELSEWHERE, data={"booking_page": site.booking_page})


def ask_way(state: State, world: World) -> tuple[Deed, ...]:
    """On site, by phone or by video, as the place offers."""
    ways = state.site.ways if state.site else ()
    return (question("utter_ask_way", *(Choice(f"#way {way}", label("way", way)) for way in ways)),)


WORDS_FOR_WAYS: dict[Way, tuple[str, ...]] = {
    Way.ON_SITE: ("sur place", "au bureau", "en vrai", "venir", "me deplacer", "face", "la bas"),
    Way.PHONE: ("telephone", "tel", "appel", "appeler", "appelle"),
    Way.VIDEO: ("visio", "video", "camera", "ecran"),
}


def hear_way(state: State, said: Said, world: World) -> Turn:
    """The way picked, by choice or in words."""
    ways = state.site.ways if state.site else ()
    if said.token and said.token.name == "way" and said.token.value in set(ways):
        return with_way(replace(state, way=Way(said.token.value)), world)
    if said.act in {Act.UNKNOWN, Act.SKIP}:
        return with_way(replace(state, way=ways[0]), world)
    spoken = [way for way in ways if any(word in said.folded for word in WORDS_FOR_WAYS[way])]
    if len(spoken) == 1:
        return with_way(replace(state, way=spoken[0]), world)
    return request.not_understood(state)


def with_way(state: State, world: World, wish: Wish | None = None) -> Turn:
    slots = _slots(state, world, wish)
    if not slots and wish:
        slots = _slots(state, world, None)
        return Turn(state.to(Step.SLOTS, slots=slots), (Say("utter_no_slot_then"),))
    if not slots:
        refused = state.refused_sites | ({state.site.site_id} if state.site else set())
        return propose(replace(state, refused_sites=refused), world).preceded_by(Say("utter_no_slot_left"))
    return Turn(state.to(Step.SLOTS, slots=slots))


def _slots(state: State, world: World, wish: Wish | None) -> tuple[Slot, ...]:
    if not state.site or not state.way:
        return ()
    asked = wish or ANY_TIME
    found = world.directory.slots(
        state.site.site_id,
        state.way,
        now=world.now,
        first=asked.first,
        last=asked.last,
        after=asked.after,
        before=asked.before,
        limit=SLOTS_SHOWN * (4 if wish else 1),
    )
    wanted = [s for s in found if s.starts_at.weekday() not in asked.excluded]
    return tuple(wanted[:SLOTS_SHOWN])


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
    if name == "later" or said.act is Act.MORE:
        return _later(state, world)
    if wish := said.wish(world.now.date()):
        return _with_wish(state, wish, world)
    if name == "none" or said.act is Act.NO:
        return Turn(state.to(Step.SITES), (Say("utter_other_place_then"),))
    return request.not_understood(state)


def _slot_said(state: State, said: Said) -> Slot | None:
    if not (said.token and said.token.name == "slot"):
        return None
    try:
        wanted = datetime.fromisoformat(said.token.value)
    except ValueError:
        return None
    return next((s for s in state.slots if s.starts_at == wanted), None)


def _later(state: State, world: World) -> Turn:
    last = state.slots[-1].starts_at.date() if state.slots else world.now.date()
    found = world.directory.slots(
        state.site.site_id if state.site else 0,
        state.way or Way.ON_SITE,
        now=world.now,
        first=last,
        limit=SLOTS_SHOWN * 4,
    )
    after = tuple(s for s in found if not state.slots or s.starts_at > state.slots[-1].starts_at)[:SLOTS_SHOWN]
    if not after:
        return Turn(state, (Say("utter_no_later_slot"),))
    return Turn(state.to(Step.SLOTS, slots=after))


def _with_wish(state: State, wish: Wish, world: World) -> Turn:
    exact = [s for s in state.slots if _fits(s, wish)]
    if len(exact) == 1:
        return _hold(state, exact[0], world)
    return with_way(state, world, wish)


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
        return with_way(replace(state, slot=None), world, wish)
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
    if state.follows:
        return world.directory.book_onward(state.follows, slot, holder=state.holder, now=world.now)
    return world.directory.book(slot, holder=state.holder, now=world.now, need=state.need or Need.RDV)


def moved(state: State) -> Turn:
    """The appointment at its new hour; the code stays the same."""
    if not state.slot or not state.code:
        return inform.leave(state)
    said = Say("utter_moved", {"when": Moment(state.slot.starts_at), "code": Code(state.code)}, Kind.APPOINTMENT)
    return Turn(state.to(Step.DONE, outcome=Outcome.APPOINTMENT, moving=False), (said,))
