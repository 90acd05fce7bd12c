"""What people really answer: beside the question, twice the same, a yes to three places, a number given too early."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from actions import handover
from actions.appointment import around
from actions.naming import named
from actions.restating import understood
from actions.said import said_alone
from actions.state import Outcome, SiteOffer, Step
from bot.understanding.dates import Wish
from bot.understanding.reading import Asked
from directory.vocabulary import AgeBand, Need, Status, StructureType, Way
from tests.actions.fakes import CODE, MONDAY, SLOTS, SmallDirectory, place, slot, world
from tests.actions.talk import Talk

PLACES = world().places


def offered(site_id: int, name: str, commune: str, km: float, first_at: datetime) -> SiteOffer:
    """A place as it was proposed."""
    return SiteOffer(site_id, name, (Way.ON_SITE,), commune, km=km, first_at=first_at)


SITES = (
    offered(1, "Mission locale, Joué-lès-Tours", "Joué-lès-Tours", 6.0, MONDAY.replace(day=26)),
    offered(2, "CIO de Joué-lès-Tours", "Joué-lès-Tours", 6.2, MONDAY.replace(day=24)),
    offered(3, "CIO de Tours", "Tours", 0.8, MONDAY.replace(day=25)),
)


def to_places(need: Need = Need.VAE) -> Talk:
    """Somebody employed in Tours, before the places."""
    return Talk().says("une vae, salarié à Tours", need).says("oui").picks("#appointment")


# --- picking among several things -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("la mission locale", (1,)),
        ("je voudrais la mission locale s’il vous plaît", (1,)),
        ("le CIO", (2, 3)),
        ("celui de Tours", (3,)),
        ("le cio de tours", (3,)),
        ("à Joué-lès-Tours", (1, 2)),
        ("le plus proche", (3,)),
        ("le plus tôt possible", (2,)),
        ("pas le CIO", ()),
        ("je cherche un emploi", ()),
        ("je ne sais pas trop lequel choisir", ()),
    ],
)
def test_a_place_is_named_as_people_name_it(words: str, meant: tuple[int, ...]) -> None:
    """Promise 3: a part of its name, its town, the nearest or the soonest; nothing else picks a place."""
    said = said_alone(words, PLACES, Asked(departement="37"))
    assert tuple(site.site_id for site in named(SITES, said, PLACES)) == meant


@pytest.mark.parametrize(
    ("words", "meant"), [("le plus proche", (1,)), ("la mission locale", (1,)), ("il faut des papiers ?", ())]
)
def test_the_only_place_is_not_picked_by_any_words(words: str, meant: tuple[int, ...]) -> None:
    """Promise 3: it is named like the others."""
    said = said_alone(words, PLACES, Asked(departement="37"))
    assert tuple(site.site_id for site in named(SITES[:1], said, PLACES)) == meant


def test_a_place_that_is_named_keeps_the_need() -> None:
    """« La mission locale » sounds like an appointment: the need it is for stays."""
    directory = SmallDirectory([place(1, "Mission locale, Tours"), place(2, "CIO de Tours")])
    talk = Talk(directory).says("je ne vais plus au lycée, à Tours", Need.DECROCHAGE).says("oui").picks("#appointment")
    talk.says("la mission locale", Need.RDV)
    assert (talk.state.step, talk.state.need) == (Step.SLOTS, Need.DECROCHAGE)
    assert talk.state.site == talk.state.sites[0]


def test_an_appointment_said_again_keeps_the_need() -> None:
    """« Un rendez-vous », said before the places, does not make it a request of its own."""
    talk = to_places().says("un rendez-vous", Need.RDV)
    assert (talk.keys, talk.state.need) == (["utter_pick_one", "utter_ask_site"], Need.VAE)


def test_a_yes_to_several_things_asks_which() -> None:
    """Promise 3: a yes picks nothing among several; said three times, a person is offered (promise 6)."""
    talk = to_places().says("oui")
    assert talk.keys == ["utter_pick_one", "utter_ask_site"]
    talk.picks("#site 1").says("oui")
    assert talk.keys == ["utter_pick_one", "utter_ask_way"]
    talk.picks("#way sur_place").says("oui").says("oui")
    assert talk.keys == ["utter_pick_one", "utter_ask_slot"]
    assert talk.says("oui").keys == ["utter_no_luck", "utter_offer_person"]


def test_a_yes_to_needs_in_doubt_asks_which() -> None:
    """« Oui, c’est ça » to two needs is answered, not passed over in silence."""
    talk = Talk().says("j’ai le dos foutu", Need.RECONVERSION, Need.HANDICAP, sure=0.4)
    assert talk.says("oui c'est ça").keys == ["utter_pick_one", "utter_ask_doubt"]


@pytest.mark.parametrize("answer", ["je suis salariée", "à Loches", "autre"])
def test_a_situation_or_a_place_leaves_the_doubt_as_it_is(answer: str) -> None:
    """What is noted meanwhile brings no other needs in doubt, whatever a classifier sees in two words."""
    talk = Talk().says("j’ai le dos foutu", Need.RECONVERSION, Need.HANDICAP, sure=0.4)
    talk.says(answer, Need.INTERNATIONAL, Need.RDV_GESTION, sure=0.3)
    assert talk.keys == ["utter_noted", "utter_ask_doubt"]
    assert talk.state.needs == (Need.RECONVERSION, Need.HANDICAP)


def test_later_means_later() -> None:
    """« Plus tard » asks for later moments, and before the places ends the talk without insisting."""
    assert to_places().says("plus tard").keys[0] == "utter_goodbye"
    talk = to_places().picks("#site 2").says("plus tard")
    assert [slot.starts_at for slot in talk.state.slots] == [slot.starts_at for slot in SLOTS[3:6]]


# --- what an appointment is for -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "ranking", "need"),
    [
        ("un rendez-vous pour ma reconversion", {Need.RDV: 0.98, Need.RECONVERSION: 0.02}, Need.RECONVERSION),
        ("un bilan, et un rendez-vous samedi", {Need.BILAN: 0.64, Need.RDV: 0.31}, Need.BILAN),
        ("un rendez-vous pour jeudi", {Need.RDV: 1.0, Need.TRAVAIL: 0.0}, Need.RDV),
        ("un rendez-vous", {Need.RDV: 0.98, Need.TRAVAIL: 0.02}, Need.RDV),
        ("un rdv pour vous parler", {Need.RDV: 0.9, Need.TRAVAIL: 0.03, Need.EMPLOI: 0.03}, Need.RDV),
    ],
)
def test_an_appointment_has_a_subject(words: str, ranking: dict[Need, float], need: Need) -> None:
    """What it is for is the need; the restatement says both, and places follow at once."""
    talk = Talk().at(statuses=frozenset({Status.SALARIE}), place="37261").ranks(words, ranking)
    assert (talk.keys, talk.state.need) == (["utter_restate"], need)
    assert talk.says("oui").keys[0] == "utter_places_intro"


def test_an_appointment_asked_for_meanwhile_leaves_the_doubt() -> None:
    """« Un rendez-vous », while two needs are in doubt: noted, and the need is still to be told."""
    talk = Talk().says("j’ai le dos foutu", Need.RECONVERSION, Need.HANDICAP, sure=0.4)
    assert talk.says("un rendez-vous", Need.RDV).keys == ["utter_noted", "utter_ask_doubt"]
    talk.picks("#need reconversion").says("salarié à Tours")
    assert talk.says("oui").keys[0] == "utter_places_intro"


def test_an_appointment_after_goodbye_is_for_what_was_spoken_of() -> None:
    """« Finalement, un rendez-vous »: the need is not asked again."""
    talk = Talk().says("une vae, salarié à Tours", Need.VAE).says("oui").says("ça suffit, merci")
    assert talk.says("finalement un rendez-vous", Need.RDV).keys[0] == "utter_places_intro"
    assert talk.state.need is Need.VAE


# --- said already, not known, asked back ---------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [("je suis salariée",), ("en CDI",), ("une vae, je vous dis", Need.VAE)])
def test_what_was_said_already_is_no_misunderstanding(answer: tuple[str, *tuple[Need, ...]]) -> None:
    """« Je n’ai pas compris » is untrue for words that were understood the first time."""
    talk = Talk().says("une vae, je suis salariée", Need.VAE)
    assert talk.keys == ["utter_ask_place"]
    assert talk.says(*answer).keys == ["utter_known", "utter_ask_place"]  # type: ignore[arg-type]


def test_not_knowing_twice_leads_to_a_person() -> None:
    """Promise 6: the same keys are not read three times to whoever does not know."""
    talk = Talk().says("je sais pas")
    assert talk.keys == ["utter_unsure", "utter_ask_menu"]
    assert talk.says("je sais pas trop").keys == ["utter_unsure_again", "utter_offer_person"]


@pytest.mark.parametrize(
    ("asked", "why"), [("utter_ask_status", "utter_why_status"), ("utter_ask_place", "utter_why_place")]
)
def test_why_a_question_is_asked_is_said(asked: str, why: str) -> None:
    """Promise 3: the reason, that it may be passed, and the question again."""
    talk = Talk().says("une vae", Need.VAE)
    if asked == "utter_ask_place":
        talk.says("salarié")
    assert talk.says("pourquoi vous me demandez ça ?").keys == [why, asked]


@pytest.mark.parametrize("words", ["non pas Tours, Saumur", "je suis plus à Tours je suis à Saumur"])
def test_a_town_that_is_denied_is_not_the_town(words: str) -> None:
    """Promise 3: the town that replaces it is."""
    talk = Talk().says("une vae, salarié, à Tours", Need.VAE).says(words)
    assert (talk.keys, talk.state.place) == (["utter_restate"], "49328")


def test_details_are_offered_once() -> None:
    """« En savoir plus » is no longer a choice once it was given."""
    talk = Talk().says("une vae, salarié, à Tours", Need.VAE).says("oui")
    assert "#more" in talk.choices
    assert "#more" not in talk.picks("#more").choices


# --- who is spoken of, and where -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "name", "words"),
    [
        ({"statuses": {Status.SALARIE}}, "situation", "en emploi (salarié ou salariée)"),
        ({"statuses": {Status.AUTRE}}, "situation", None),
        ({"statuses": {Status.PARENT, Status.LYCEEN}}, "situation", "parent d’un ou d’une jeune (au lycée)"),
        ({"statuses": {Status.ETUDIANT}, "for_other": True}, "helped", "en études supérieures"),
        ({"place": "37261"}, "place", "Tours"),
        ({"place": "49328"}, "place", "Saumur (Maine-et-Loire)"),
        ({"place": "75056"}, "place", "Paris"),
    ],
)
def test_what_was_understood_is_said_of_the_right_person(changes: dict[str, object], name: str, words: str) -> None:
    """A mother is not « hors de l’école », and towns that have namesakes elsewhere are told apart."""
    statuses = frozenset(changes.get("statuses", ()))  # type: ignore[call-overload]
    talk = Talk().at(need=Need.VAE, **changes | {"statuses": statuses})
    known = understood(talk.state, talk.world)
    assert (talk.world.write(known[name]) if name in known else None) == words


def test_somebody_else_s_situation_is_theirs_in_the_summary() -> None:
    """« C’est pour ma sœur » is known to whoever receives her."""
    talk = Talk().says("c'est pour ma sœur, elle est étudiante à Tours", Need.FORMATION)
    assert talk.state.for_other
    known = dict(handover.lines(talk.state, talk.world))
    assert talk.world.write(known["situation"]) == "demande pour une autre personne (en études supérieures)"


# --- contact details too early, danger that was none ----------------------------------------------------------------


def test_a_number_said_too_early_is_not_kept_and_that_is_said_once() -> None:
    """Promise 2: « rappelez-moi au … » is not kept, whoever said it knows, and may leave it with an appointment."""
    talk = Talk().says("rappelez-moi au [téléphone] pour une vae", Need.VAE)
    assert talk.keys == ["utter_contact_unkept", "utter_ask_status"]
    assert talk.says("salarié [téléphone]").keys == ["utter_ask_place"]
    talk.at(step=Step.DONE, code=CODE).says("[téléphone]")
    assert talk.keys[0] == "utter_contact"


@pytest.mark.parametrize(
    ("words", "heard_as"),
    [
        ("non", None),
        ("ça va bien", None),
        ("non non, ça va, c'est une façon de parler", "humain"),
        ("je ne veux pas mourir, rassurez-vous", None),
        ("je ne suis pas en danger", "detresse"),
        ("c'est une façon de parler", None),
        ("#resume", None),
    ],
)
def test_after_a_false_alarm_the_talk_goes_on_with_one_sentence(words: str, heard_as: str | None) -> None:
    """The pending question comes back, whatever need the model hears in these words: « non » was no answer to it."""
    talk = Talk().says("une vae, salarié, à Tours", Need.VAE).says("j'ai envie de mourir")
    assert (talk.keys, talk.state.step) == (["utter_emergency", "utter_emergency_after"], Step.CARE)
    assert talk.says(words, intent=heard_as).keys == ["utter_emergency_over", "utter_restate"]
    assert talk.says("oui").keys[0] == "information_vae"


def test_danger_said_again_is_danger() -> None:
    """« Je vais bien, je veux juste mourir » is no denial."""
    talk = Talk().says("une vae", Need.VAE).says("j'ai envie de mourir").says("je vais bien, je veux juste mourir")
    assert talk.keys[0] == "utter_emergency"


def test_a_yes_after_help_brings_a_person() -> None:
    """A person was offered with the numbers."""
    talk = Talk().says("une vae", Need.VAE).says("j'ai envie de mourir").says("oui")
    assert talk.state.outcome is Outcome.HUMAN


def test_an_answer_after_help_is_heard() -> None:
    """Whoever simply goes on is not asked anything first; an age said in danger is not asked again."""
    talk = Talk().says("une vae", Need.VAE).says("j'ai 14 ans, je veux mourir")
    assert talk.state.age is AgeBand.UNDER_16
    assert talk.says("salarié").keys == ["utter_ask_place"]


# --- moments and doors ------------------------------------------------------------------------------------------------


def test_what_comes_nearest_to_a_wish_is_looked_for() -> None:
    """« Jeudi matin » taken: Thursday at another hour, a later morning, later; then anything."""
    monday = MONDAY.date()
    wish = Wish(monday, monday, time(8), time(12), frozenset())
    days = replace(wish, after=None, before=None)
    assert around(wish) == (days, replace(wish, last=None), replace(days, last=None), None)


def test_nothing_on_the_day_asked_gives_the_nearest_days() -> None:
    """The first free moments of all would be further from the wish."""
    talk = to_places().picks("#site 2").says("le samedi 28 novembre")
    assert talk.keys[0] == "utter_no_slot_then"
    assert [slot.starts_at.day for slot in talk.state.slots] == [30, 30]


def test_the_address_comes_with_the_appointment_on_site() -> None:
    """A caller who wrote down the hour must know where to go; a meeting by phone has no address."""
    talk = to_places().picks("#site 2").picks(f"#slot {SLOTS[0].starts_at.isoformat()}").says("oui")
    assert talk.keys[:2] == ["utter_booked", "utter_address"]
    talk = to_places().picks("#site 1").picks("#way telephone").picks(f"#slot {SLOTS[0].starts_at.isoformat()}")
    assert "utter_address" not in talk.says("oui").keys


@pytest.mark.parametrize(("phone", "key"), [("02 47 00 00 00", "utter_call_first"), (None, "utter_call_first_unknown")])
def test_a_place_without_known_hours_is_called_first(phone: str | None, key: str) -> None:
    """Promise 5: nothing says that one can walk in where no door is known to be open."""
    closed = replace(place(1, "France Travail", first=None), walk_in=None, phone=phone)
    talk = Talk(SmallDirectory([closed])).says("une vae, salarié à Tours", Need.VAE).says("oui").picks("#appointment")
    assert key in talk.says("oui").keys
    assert "utter_walk_in_only" not in talk.keys


def test_a_line_without_appointment_gives_its_number() -> None:
    """Promise 6: « on vient sans rendez-vous » leads nowhere where one can only call."""
    line = replace(place(1, "Renseignement par téléphone", first=None), address="", phone="0 806 000 126")
    talk = Talk(SmallDirectory([line])).says("une vae, salarié à Tours", Need.VAE).says("oui").picks("#appointment")
    assert talk.says("oui").keys[0] == "utter_called_freely"


def test_the_only_possible_day_is_looked_for_week_after_week() -> None:
    """« Un samedi »: the days that are excluded do not use up what is looked at."""
    saturday = replace(SLOTS[0], starts_at=SLOTS[0].starts_at.replace(day=28))
    directory = SmallDirectory(free=(*SLOTS, saturday))
    for words in ("une vae, salarié à Tours, un rdv un samedi", "une vae, salarié à Tours, je ne peux que le samedi"):
        talk = Talk(directory).says(words, Need.VAE).says("oui").picks("#appointment").picks("#site 2")
        assert [slot.starts_at.day for slot in talk.state.slots] == [28]


def test_later_moments_keep_the_wish() -> None:
    """« Le matin », then other moments: mornings."""
    free = tuple(slot(day, hour) for day in (24, 25, 26, 27, 30) for hour in (9, 10, 15))
    talk = Talk(SmallDirectory(free=free)).says("une vae, salarié à Tours", Need.VAE).says("oui").picks("#appointment")
    talk.picks("#site 2").says("le matin")
    for starts in ([(24, 9), (24, 10), (25, 9)], [(25, 10), (26, 9), (26, 10)]):
        assert [(one.starts_at.day, one.starts_at.hour) for one in talk.state.slots] == starts
        talk.picks("#later")


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("ok merci", Step.DONE),
        ("ok merci au revoir", Step.DONE),
        ("oui merci", Step.SITES),
        ("oui", Step.SITES),
    ],
)
def test_thanks_for_an_information_ask_for_no_appointment(words: str, step: Step) -> None:
    """Enough for now is a success: « ok merci » does not unroll the places."""
    talk = Talk().says("une vae, salarié à Tours", Need.VAE).says("oui").says(words)
    assert talk.state.step is step


def test_goodbye_at_the_beginning_is_goodbye() -> None:
    """« Ok merci, au revoir » after a definition."""
    assert Talk().says("c'est quoi la vae ?").says("ok merci au revoir").keys[0] == "utter_goodbye"


def test_an_answer_beside_the_question_is_noted_and_the_question_comes_back_once() -> None:
    """« C’est pour mon fils », said when the town is asked: the town is still asked, once."""
    talk = Talk().says("une formation, je suis au chômage", Need.FORMATION)
    assert talk.says("c'est pour mon fils").keys == ["utter_noted", "utter_ask_place"]
    assert talk.says("je suis aussi salarié").keys == ["utter_restate"]


@pytest.mark.parametrize("words", ["je l'ai plus", "j'ai perdu le code", "je retrouve plus mon code"])
def test_a_lost_code_is_no_alarm(words: str) -> None:
    """Without the code nothing is shown, and the way on is said."""
    talk = Talk().says("annuler mon rendez-vous", Need.RDV_GESTION)
    assert talk.says(words).keys[0] == "utter_without_code"


# --- only an information --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["combien coûte une vae ?", "c'est payant une vae", "comment ça marche la vae", "est-ce que la vae est longue"],
)
def test_a_fact_is_answered_before_any_question(words: str) -> None:
    """Whoever only asks a fact is told it at once; who they are is asked when it matters, for a place."""
    talk = Talk().says(words, Need.VAE)
    assert talk.keys == ["information_vae", "utter_choose"]
    assert talk.picks("#appointment").keys == ["utter_ask_status"]
    assert talk.says("salarié à Tours").keys == ["utter_restate"]
    assert talk.says("oui").keys[0] == "utter_places_intro"


@pytest.mark.parametrize("words", ["je voudrais faire une vae", "je veux une vae, on m'a dit que c'était possible"])
def test_a_request_is_restated_before_it_is_answered(words: str) -> None:
    """L07: a project is no question of fact."""
    assert Talk().says(words, Need.VAE).keys == ["utter_ask_status"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("je veux juste l'adresse et les horaires du CIO de Tours", StructureType.CIO),
        ("elle ouvre à quelle heure la mission locale de Tours ?", StructureType.MISSION_LOCALE),
        ("c'est où pôle emploi à Tours", StructureType.FRANCE_TRAVAIL),
        ("le numéro de la chambre des métiers à Tours", StructureType.CMA),
    ],
)
def test_the_address_of_a_place_is_simply_told(words: str, kind: StructureType) -> None:
    """Nothing is asked of whoever only wants to know where a door is, and when it opens."""
    directory = SmallDirectory()
    talk = Talk(directory).says(words, Need.RDV)
    assert talk.keys == ["utter_where", "utter_after_where"]
    assert directory.asked_where == [(kind, "37261")]


def test_the_town_is_asked_when_an_address_depends_on_it() -> None:
    """And nothing else."""
    talk = Talk().says("les horaires du CIO", Need.RDV)
    assert talk.keys == ["utter_ask_place"]
    assert talk.says("Tours").keys == ["utter_where", "utter_after_where"]


def test_an_address_asked_for_meanwhile_leaves_the_question() -> None:
    """The pending question comes back."""
    talk = Talk().says("une vae, à Tours", Need.VAE).says("c'est où la mission locale ?", Need.RDV)
    assert talk.keys == ["utter_where", "utter_ask_status"]


def test_an_address_that_is_not_known_here_is_no_dead_end() -> None:
    """Where the directory knows of none, the words are a request like any other."""
    talk = Talk().says("l'adresse du greta de Tours", Need.FORMATION)
    assert talk.keys == ["utter_ask_status"]


def test_a_day_said_early_is_noted_not_misunderstood() -> None:
    """« Mercredi », while the situation is asked: kept until moments are looked for."""
    talk = Talk().says("une vae", Need.VAE).says("mercredi matin")
    assert talk.keys == ["utter_noted", "utter_ask_status"]
    assert talk.state.wish is not None


def test_without_the_code_a_person_is_one_choice_away() -> None:
    """Promise 6: the same question about the code is not the only way on."""
    talk = Talk().says("annuler mon rendez-vous", Need.RDV_GESTION).says("j'ai perdu le code")
    assert "#person" in talk.choices
    assert "#need rdv_gestion" not in talk.choices


def test_the_question_that_waits_is_the_one_that_is_answered() -> None:
    """A bare town, after help or an offer, is read as the answer to « quelle commune ? »."""
    talk = Talk().says("une vae, je suis salarié", Need.VAE).says("j'ai envie de mourir").says("Ay")
    assert (talk.keys, talk.state.step) == (["utter_restate"], Step.RESTATE)


# --- an appointment already taken, and what is no answer ----------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("je veux annuler mon rendez-vous", "utter_ask_cancel"),
        ("je voudrais décaler mon rendez-vous", "utter_ask_slot"),
        ("je retrouve pas l'heure de mon rendez-vous", "utter_ask_manage"),
    ],
)
def test_what_is_wanted_of_an_appointment_is_asked_once(words: str, asked: str) -> None:
    """Said before the code, it is done after it: shown, then the yes or the moments."""
    directory = SmallDirectory()
    booked = Talk(directory).says("une vae, salarié à Tours", Need.VAE).says("oui").picks("#appointment")
    booked.picks("#site 2").picks(f"#slot {SLOTS[0].starts_at.isoformat()}").says("oui")
    talk = Talk(directory).says(words, Need.RDV_GESTION)
    assert talk.keys == ["utter_ask_code"]
    assert talk.says(CODE).keys == ["utter_found", asked]


def test_a_yes_to_move_cancel_or_keep_asks_which() -> None:
    """Three ways: a yes is none of them."""
    talk = Talk().at(step=Step.MANAGE, code=CODE, need=Need.RDV_GESTION)
    assert talk.says("oui").keys == ["utter_pick_one", "utter_ask_manage"]


@pytest.mark.parametrize(
    ("answer", "keys"), [("oui", ["utter_restate"]), ("non", ["utter_goodbye", "utter_afterwards"])]
)
def test_going_on_beside_a_person_is_answered(answer: str, keys: list[str]) -> None:
    """« On continue ici ? — Oui » is no yes to the question that waited."""
    talk = Talk().says("une vae, salarié, à Tours", Need.VAE).says("une personne")
    assert talk.keys[-1] == "utter_person_after"
    assert talk.says(answer).keys == keys


def test_unclear_words_before_the_places_lose_no_place() -> None:
    """« Le service de la fac » brings no other needs in doubt."""
    talk = to_places().says("le service de la fac", Need.DIPLOME_ETRANGER, Need.CEP, sure=0.3)
    assert talk.keys == ["utter_not_understood_answer", "utter_ask_site"]
    assert talk.state.need is Need.VAE


def test_thinking_it_over_is_enough() -> None:
    """« Je vais réfléchir » ends well."""
    talk = Talk().says("une vae, salarié à Tours", Need.VAE).says("oui").says("je vais réfléchir", Need.BILAN, sure=0.3)
    assert talk.keys[0] == "utter_goodbye"


def test_a_number_that_is_no_postal_code_is_no_age() -> None:
    """« 37 », when the town is asked."""
    talk = Talk().says("une vae, je suis salarié", Need.VAE).says("37")
    assert (talk.keys[0], talk.state.age) == ("utter_not_understood_answer", None)


def test_a_town_with_namesakes_is_an_answer() -> None:
    """« À Saint-Pierre » is not an answer beside the question: it is asked which one."""
    talk = Talk().says("une vae, je suis salarié", Need.VAE).says("à Saint-Pierre")
    assert talk.keys == ["utter_ask_homonym"]
