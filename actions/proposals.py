"""Up to three places with their reasons, and the one the person picks: by its name, its rank or the way to meet it."""

import re
from dataclasses import replace

from actions import appointment, handover, inform, person, request
from actions.constraints import REMOTE, Constraints
from actions.deeds import Choice, Deed, Kind, Moment, Say, Several, Value, Wording, choice, label, question
from actions.naming import named
from actions.said import Said
from actions.state import Outcome, SiteOffer, State, Step
from actions.turn import Turn
from actions.ways import ways_said
from actions.world import World
from bot.understanding.acts import Act, Token
from directory.requests import AppointmentView, Proposal
from directory.vocabulary import Way

SAID_APART = frozenset({"first_slot", "walk_in", "elsewhere"})  # the first moment has a sentence of its own
PLACES_SHOWN = 3
EARLIER, LATER = "plus tot", "plus tard"
WORDS_FOR_OTHERS = re.compile(r"\b(d autres|un autre|autre (lieu|endroit|adresse)|ailleurs|(?<!pas )trop loin)\b")


def propose(state: State, world: World) -> Turn:
    """Places that can really receive this person; never none (promise 6)."""
    found = world.directory.propose(state.request(), now=world.now, seed=state.seed, limit=PLACES_SHOWN * 2)
    fresh = [p for p in found if p.site_id not in state.refused_sites][:PLACES_SHOWN]
    if not fresh:
        waiting = replace(state, step=Step.CHOOSE, refused_sites=frozenset(), wants_place=False)
        return person.offer(waiting, "utter_no_other_place")
    offers = tuple(offer(p) for p in fresh)
    suiting = tuple(replace(one, ways=state.constraints.suiting(one.ways)) for one in offers)
    deeds = (Say("utter_places_intro"), *(describe(p, number) for number, p in enumerate(fresh, 1)))
    return Turn(state.to(Step.SITES, sites=suiting, site=None, way=None, slot=None, wants_place=False), deeds)


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
    return Turn(state.to(Step.SLOTS, slots=on.slots[: appointment.SLOTS_SHOWN]))


def offer(proposal: Proposal) -> SiteOffer:
    """The place as it is shown; no way when one walks in, or books by oneself on its page."""
    return SiteOffer(
        proposal.site_id,
        proposal.site_name,
        proposal.ways if proposal.first_slot else (),
        proposal.commune,
        "" if proposal.walk_in else proposal.booking_page or "",
        proposal.phone or "",
        proposal.why,
        proposal.address,
        proposal.walk_in is not None,
        proposal.distance_km,
        proposal.first_slot.starts_at if proposal.first_slot else None,
    )


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
    wish = said.wish(world.now.date())
    state = replace(state, wish=wish or state.wish)
    if turn := _picked(state, said, world) or _by_way(state, ways_said(said), world):
        return turn
    if (said.token and said.token.name == "none") or said.act is Act.NO or _wants_others(said):
        refused = state.refused_sites | {s.site_id for s in state.sites}
        return propose(replace(state, refused_sites=refused), world)
    if meant := named(state.sites, said, world.places):
        return _meant(state, meant, world)
    moved = request.absorb(state, said, world, corrects=True)
    if moved != state:
        return request.to_places(replace(moved, refused_sites=frozenset()), said, world)
    if wish:
        return Turn(state, (Say("utter_noted"),))
    return inform.another_request(state, said, world)


def _meant(state: State, sites: tuple[SiteOffer, ...], world: World) -> Turn:
    """The only place that was named, or those that were, to pick from."""
    if len(sites) == 1:
        return with_site(replace(state, site=sites[0]), world)
    return Turn(state.to(Step.SITES, sites=sites), (Say("utter_noted"),))


def _by_way(state: State, asked: frozenset[Way], world: World) -> Turn | None:
    """The places that can be met this way; from afar, others are looked for when none of these can."""
    kept = (replace(site, ways=tuple(way for way in site.ways if way in asked)) for site in state.sites)
    sites = tuple(site for site in kept if site.ways)
    if len(sites) == 1:
        return _meant(state, sites, world).preceded_by(Say("utter_site_by_way", {"place": sites[0].name}))
    if sites:
        return _meant(state, sites, world)
    if asked and asked <= REMOTE and not state.constraints.remote:
        return propose(replace(state, constraints=state.constraints | Constraints(remote=True)), world)
    return None


def _wants_others(said: Said) -> bool:
    return not said.token and WORDS_FOR_OTHERS.search(said.folded) is not None


def _picked(state: State, said: Said, world: World) -> Turn | None:
    """A place picked by a choice, or by a yes when it is the only one; no place at all for now."""
    site = next((s for s in state.sites if said.token == Token("site", str(s.site_id))), None)
    if said.act is Act.YES and len(state.sites) == 1:
        site = state.sites[0]
    if site:
        return with_site(replace(state, site=site), world)
    if said.act is Act.YES:
        return request.pick_one(state)
    return inform.leave(state) if said.folded == LATER else None


def with_site(state: State, world: World) -> Turn:
    """The place is known: the way is asked when there are several, else moments are looked for."""
    ways = state.site.ways if state.site else ()
    if state.site and state.site.booking_page:
        return inform.leave(replace(state, outcome=Outcome.INFORMATION)).preceded_by(_booked_there(state.site))
    if state.site and not ways:
        return inform.leave(replace(state, outcome=Outcome.INFORMATION)).preceded_by(*_without_appointment(state.site))
    if len(ways) == 1:
        return appointment.with_way(replace(state, way=ways[0]), world)
    return Turn(state.to(Step.WAY))


def _without_appointment(site: SiteOffer) -> tuple[Say, ...]:
    """Where one comes or calls without appointment; or whom to call first, when no door is known to be open."""
    if site.walk_in and site.phone and not site.address:
        return (Say("utter_called_freely", {"phone": site.phone}),)
    if site.walk_in:
        return (Say("utter_walk_in_only"), *handover.address_of(site, Way.ON_SITE))
    return (Say("utter_call_first", {"phone": site.phone}) if site.phone else Say("utter_call_first_unknown"),)


def _booked_there(site: SiteOffer) -> Say:
    """Where the person books by themselves; nothing of what was said goes there (promise 2)."""
    values: dict[str, Value] = {"place": site.name, "page": site.booking_page}
    called = {"phone": site.phone} if site.phone else {}
    key = "utter_booked_there_call" if site.phone else "utter_booked_there"
    return Say(key, values | called, Kind.ELSEWHERE, data={"booking_page": site.booking_page})
