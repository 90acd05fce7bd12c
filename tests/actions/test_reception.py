"""The reception as a dialogue: each promise where it lives, without engine nor database."""

from dataclasses import replace

import pytest

from actions.deeds import Kind, Say, Wording
from actions.neighbours import NEIGHBOURS
from actions.proposals import describe
from actions.reception import ASKING, HANDLERS
from actions.state import Outcome, Step
from directory.vocabulary import Need, Status, Way
from tests.actions.fakes import CODE, FAR, SLOTS, SmallDirectory, place
from tests.actions.talk import Talk


def to_choice() -> Talk:
    """Somebody employed in Tours who was informed about VAE."""
    return Talk().says("je veux une vae, je suis salarié à Tours", Need.VAE).says("oui")


def to_booking() -> Talk:
    """The same person, about to say yes to a slot."""
    return to_choice().picks("#appointment").picks("#site 2").picks(f"#slot {SLOTS[0].starts_at.isoformat()}")


def test_every_step_is_heard_and_asked() -> None:
    """A step without handler or question would be a dead end (promise 6)."""
    assert set(HANDLERS) == set(Step) == set(ASKING)


def test_what_is_said_at_once_is_not_asked_again() -> None:
    """L07: a question is asked only when its answer is missing."""
    talk = Talk().says("je veux une vae, je suis salarié à Tours", Need.VAE)
    assert talk.keys == ["utter_restate"]
    assert (talk.state.need, talk.state.statuses, talk.state.place) == (Need.VAE, {Status.SALARIE}, "37261")


def test_at_most_two_questions_then_the_restatement() -> None:
    """L07: at most three questions before restating."""
    talk = Talk().says("une vae", Need.VAE)
    assert talk.keys == ["utter_ask_status"]
    assert talk.says("salariée").keys == ["utter_ask_place"]
    assert talk.says("37000").keys == ["utter_restate"]


@pytest.mark.parametrize("refusal", ["je préfère pas le dire", "#skip", "je sais pas"])
def test_refusing_to_answer_never_blocks(refusal: str) -> None:
    """L01: status and place may be kept to oneself."""
    talk = Talk().says("une vae", Need.VAE).says(refusal)
    assert talk.keys == ["utter_ask_place"]
    assert talk.says(refusal).keys == ["utter_restate"]


def test_a_correction_is_taken_at_once() -> None:
    """Promise 3: "non, à Chinon" changes the place and restates."""
    talk = Talk().says("une vae, salarié, à Tours", Need.VAE).says("non, à Chinon")
    assert talk.keys == ["utter_restate"]
    assert talk.state.place == "37072"


@pytest.mark.parametrize(
    ("part", "question"),
    [("#fix need", "utter_ask_request"), ("#fix status", "utter_ask_status"), ("#fix place", "utter_ask_place")],
)
def test_no_then_the_part_to_change(part: str, question: str) -> None:
    """Promise 3: a bare "no" asks which part is wrong."""
    talk = Talk().says("une vae, salarié, à Tours", Need.VAE).says("non")
    assert talk.keys == ["utter_ask_correction"]
    assert talk.picks(part).keys == [question]


def test_two_likely_needs_are_offered_not_guessed() -> None:
    """Doubt is handled: two needs, and none of them."""
    talk = Talk().says("je veux bouger", Need.RECONVERSION, Need.LANGUE, sure=0.3)
    assert talk.keys == ["utter_ask_doubt"]
    assert talk.choices == ["#need reconversion", "#need langue", "#none"]
    assert talk.picks("#need langue").state.need is Need.LANGUE


@pytest.mark.parametrize("pair", sorted(NEIGHBOURS), ids="-".join)
def test_neighbours_are_told_apart_by_a_question_of_their_own(pair: tuple[Need, Need]) -> None:
    """Issue 7: when the two likeliest needs are neighbours, the question is written for them, whichever comes first."""
    for first, second in (pair, pair[::-1]):
        talk = Talk().says("c’est compliqué tout ça", first, second, sure=0.3, intent=first)
        if Need.DETRESSE not in (first, second):
            assert talk.keys == [f"utter_ask_doubt_{pair[0]}_{pair[1]}"]
            assert talk.choices == [f"#need {first}", f"#need {second}", "#none"]


def test_a_third_likely_need_is_still_offered() -> None:
    """The question is for the two likeliest; a third choice stays."""
    talk = Talk().says("c’est compliqué tout ça", Need.TRAVAIL, Need.RECONVERSION, Need.BILAN, sure=0.3)
    assert talk.keys == ["utter_ask_doubt_reconversion_travail"]
    assert talk.choices == ["#need travail", "#need reconversion", "#need bilan", "#none"]


def test_perhaps_distress_is_offered_beside_work_and_never_lost() -> None:
    """Work that weighs, or danger: both are offered; help is given at once, and the question waits."""
    talk = Talk().says("ça me ronge", Need.TRAVAIL, Need.DETRESSE, sure=0.2)
    assert talk.keys == ["utter_ask_doubt_detresse_travail"]
    talk.picks("#need detresse")
    assert (talk.keys[0], talk.state.outcome) == ("utter_emergency", Outcome.EMERGENCY)
    assert talk.picks("#resume").keys == ["utter_emergency_over", "utter_ask_doubt_detresse_travail"]


def test_a_menu_is_no_doubt() -> None:
    """The five needs of a family are offered by the general question."""
    assert Talk().says("#menu formation").keys == ["utter_ask_doubt"]


def test_two_failures_lead_to_keys_then_to_a_person() -> None:
    """Promise 6: a rephrasing, the keys, a person; never a third rephrasing."""
    talk = Talk().says("xqz")
    assert talk.keys == ["utter_not_understood"]
    assert talk.says("xqz bbb").keys == ["utter_ask_menu"]
    assert "#person" in talk.choices
    assert talk.says("rrr xqz").keys == ["utter_no_luck", "utter_offer_person"]
    assert talk.says("oui").state.outcome is Outcome.HUMAN


@pytest.mark.parametrize(
    ("answer", "outcome", "key"),
    [
        ("oui", Outcome.HUMAN, "utter_person"),
        ("non", Outcome.INFORMATION, "utter_choose"),
        ("#resume", Outcome.INFORMATION, "utter_choose"),
        ("en savoir plus", Outcome.INFORMATION, "information_vae"),
    ],
)
def test_an_answer_that_does_not_help_leads_to_a_person(answer: str, outcome: Outcome, key: str) -> None:
    """Promises 5 and 6: no guess at another subject; yes brings a person, no the question that waited."""
    talk = to_choice().says("la réponse ne m'aide pas", Need.RECLAMATION)
    assert talk.keys == ["utter_not_helped", "utter_offer_person"]
    talk.says(answer)
    assert talk.keys[0].startswith(key)
    assert (talk.state.outcome, talk.state.step) == (outcome, Step.CHOOSE)


def test_whoever_does_not_know_what_to_choose_is_left_time() -> None:
    talk = to_choice().says("je ne sais pas")
    assert talk.keys == ["utter_wait", "utter_choose"]


def test_what_is_proposed_and_is_not_it_is_turned_down() -> None:
    """The same words about a restatement mean no."""
    talk = Talk().at(step=Step.RESTATE, need=Need.VAE).says("ce n'est pas ce que je cherche", Need.BILAN)
    assert talk.keys == ["utter_ask_correction"]


@pytest.mark.parametrize(
    ("words", "key"),
    [("je ne sais pas", "utter_unsure"), ("non merci", "utter_wait"), ("oui", "utter_go_on")],
)
def test_no_request_yet_is_no_misunderstanding(words: str, key: str) -> None:
    """Whoever does not know what to ask gets the keys; whoever declines is left time."""
    assert Talk().says(words).keys[0] == key


def test_distress_comes_first_at_any_step_and_the_talk_waits() -> None:
    """Distress is looked for before anything else; the person finds their place again."""
    talk = Talk().says("une vae", Need.VAE).says("j'ai envie de mourir")
    assert talk.keys[0] == "utter_emergency"
    assert talk.state.outcome is Outcome.EMERGENCY
    assert talk.picks("#resume").keys == ["utter_emergency_over", "utter_ask_status"]


@pytest.mark.parametrize("step", [step for step in Step if step is not Step.HOMONYM])
def test_a_person_is_one_word_away_at_every_step(step: Step) -> None:
    """Promise 8: a human at any step."""
    talk = to_booking().at(step=step).says("je veux parler à quelqu'un")
    assert talk.keys[0] in {"utter_person", "utter_person_later"}
    assert talk.state.outcome is Outcome.HUMAN


def test_every_turn_ends_with_a_way_on() -> None:
    """Promise 6: choices, or an open question."""
    talk = Talk()
    for words in ("une vae", "salarié", "Tours", "oui", "#appointment", "#site 2", "#later", "#none", "#none", "non"):
        talk.says(words, Need.VAE)
        assert talk.choices or talk.keys[-1] in {"utter_ask_request", "utter_not_understood"}, words


def test_nothing_is_booked_without_an_explicit_yes() -> None:
    """Promise 3: a refusal frees the slot."""
    talk = to_booking()
    assert talk.keys == ["utter_ask_booking"]
    talk.says("non")
    assert talk.directory.booked == {}
    assert talk.directory.released == ["someone"]


def test_a_yes_books_and_shows_what_the_counsellor_will_see() -> None:
    """L02, TO1: the appointment, then the summary line by line."""
    talk = to_booking().says("oui")
    assert CODE in talk.directory.booked
    (why,) = talk.directory.whys
    assert why is not None  # NO14: the reasons of the place that was taken stay with the appointment
    assert why.reasons == ("audience_main",)
    assert talk.keys[0] == "utter_booked"
    assert talk.keys.count("utter_summary_line") == 5
    assert talk.directory.referred == {}


def test_a_withheld_line_is_never_sent() -> None:
    """TO1: the person decides of each line."""
    talk = to_booking().says("oui").picks("#line words").says("oui")
    assert talk.keys[-3:] == ["utter_summary_sent", "utter_contact", "utter_afterwards"]
    sent = {line.name: line for line in talk.directory.referred[CODE]}
    assert set(sent) == {"need", "situation", "place", "information"}
    assert [bool(line.needs) for line in sent.values()] == [name == "information" for name in sent]


def test_refusing_to_send_keeps_the_appointment() -> None:
    """L03: nothing is sent without consent, and the appointment stands."""
    talk = to_booking().says("oui").says("non")
    assert talk.directory.referred == {}
    assert CODE in talk.directory.booked


def test_a_slot_taken_meanwhile_is_replaced() -> None:
    """PC5: no false promise; other slots are shown."""
    talk = to_booking()
    talk.directory.taken.add(SLOTS[0].starts_at)
    assert talk.says("oui").keys == ["utter_slot_taken", "utter_ask_slot"]


def test_a_wish_in_words_finds_the_slots_of_that_moment() -> None:
    """The person says when; the service looks then."""
    talk = to_choice().picks("#appointment").picks("#site 2").says("plutôt lundi prochain après-midi")
    assert talk.keys == ["utter_ask_slot"]
    assert all("2026-11-30" in choice for choice in talk.choices if choice.startswith("#slot"))


@pytest.mark.parametrize("words", ["au téléphone", "par téléphone", "je préfère par téléphone", "tel", "à distance"])
def test_a_way_said_at_the_places_picks_the_place_that_can(words: str) -> None:
    """Promise 3: an answer in words, even when these words alone would ask for a person."""
    talk = to_choice().picks("#appointment").says(words, Need.HUMAIN)
    assert talk.keys == ["utter_site_by_way", "utter_ask_slot"]
    assert (talk.state.site.name, talk.state.way) == ("Avenir Actifs Tours", Way.PHONE)  # type: ignore[union-attr]


def test_a_way_that_several_places_offer_leaves_these() -> None:
    """The others are no longer read; the way is not asked again."""
    talk = to_choice().picks("#appointment").says("sur place")
    assert talk.keys == ["utter_noted", "utter_ask_site"]
    assert talk.choices == ["#site 1", "#site 2", "#none"]
    assert talk.picks("#site 1").keys == ["utter_ask_slot"]


def test_a_way_that_no_place_offers_is_looked_for_elsewhere() -> None:
    """L13: from afar is a constraint like another; asked once more in vain, it is not believed twice."""
    talk = to_choice()
    talk.directory.proposals = [place(2, "Point conseil Chinon")]
    talk.picks("#appointment").says("par téléphone", Need.HUMAIN)
    assert talk.directory.requests[-1].ways == {Way.PHONE, Way.VIDEO}


def test_the_way_is_answered_in_words_that_alone_would_ask_for_a_person() -> None:
    """NO7: the pending question gives the words their meaning; to speak with somebody is still one sentence away."""
    talk = to_choice().picks("#appointment").picks("#site 1")
    assert talk.keys == ["utter_ask_way"]
    assert talk.says("par téléphone", Need.HUMAIN).keys == ["utter_ask_slot"]
    person = to_choice().picks("#appointment").picks("#site 1").says("je veux parler à quelqu'un", Need.HUMAIN)
    assert "utter_ask_slot" not in person.keys


@pytest.mark.parametrize("way", ["#way sur_place", "sur place"])
def test_a_moment_said_too_early_is_kept_until_moments_are_looked_for(way: str) -> None:
    """Promise 3: nobody says twice when they are free."""
    talk = to_choice().picks("#appointment").says("plutôt lundi prochain après-midi", Need.RDV)
    assert talk.keys == ["utter_noted", "utter_ask_site"]
    talk.picks("#site 1")
    talk = talk.picks(way) if way.startswith("#") else talk.says(way)
    assert talk.keys == ["utter_ask_slot"]
    assert all("2026-11-30" in choice for choice in talk.choices if choice.startswith("#slot"))


def test_a_moment_said_with_the_wish_for_an_appointment_is_kept() -> None:
    """The first sentence may hold everything."""
    talk = to_choice().says("un rendez-vous lundi prochain après-midi", Need.RDV).picks("#site 2")
    assert all("2026-11-30" in choice for choice in talk.choices if choice.startswith("#slot"))


@pytest.mark.parametrize("words", ["c'est pas ça", "non vous m'avez mal compris", "rien à voir"])
def test_an_answer_to_the_wrong_request_is_corrected_not_ended(words: str) -> None:
    """Promise 3: « c'est pas ça » after the information asks what was wrong."""
    assert to_choice().says(words, Need.RECLAMATION).keys == ["utter_ask_correction"]


def test_a_situation_denied_is_not_a_mistake_of_the_service() -> None:
    """« pas cadre » is not « pas ça »."""
    assert "utter_ask_correction" not in to_choice().says("je suis pas cadre", Need.VAE).keys


@pytest.mark.parametrize("words", ["y en a pas d'autres", "un autre lieu s'il vous plaît", "c'est trop loin"])
def test_other_places_are_asked_for_in_words(words: str) -> None:
    """L13: the next ones that fit, never the same again."""
    talk = to_choice()
    talk.directory.proposals += [place(4, "Point conseil Loches")]
    talk.picks("#appointment").says(words, Need.RECLAMATION)
    assert [site.name for site in talk.state.sites] == ["Point conseil Loches"]


def test_an_appointment_asked_for_too_early_keeps_the_need() -> None:
    """Promise 3: whoever receives the person reads why they come, not that they wanted an appointment."""
    talk = Talk().says("je veux changer de métier", Need.RECONVERSION)
    talk.says("un rendez-vous lundi prochain après-midi", Need.RDV).says("Tours")
    assert (talk.state.need, talk.keys[-1]) == (Need.RECONVERSION, "utter_restate")
    talk.says("oui").picks("#site 2")
    assert all("2026-11-30" in choice for choice in talk.choices if choice.startswith("#slot"))


def test_an_appointment_asked_for_instead_of_yes_is_a_yes() -> None:
    """The restatement is right when the person goes on from it."""
    talk = Talk().says("je veux une vae, je suis salarié à Tours", Need.VAE).says("un rendez-vous", Need.RDV)
    assert (talk.state.need, talk.keys[-1]) == (Need.VAE, "utter_ask_site")


def test_a_place_without_appointment_is_walked_into() -> None:
    """PA5: with or without appointment."""
    assert "utter_walk_in_only" in to_choice().picks("#appointment").picks("#site 3").keys


@pytest.mark.parametrize(("phone", "key"), [("", "utter_booked_there"), ("02 47 00 00 01", "utter_booked_there_call")])
def test_a_place_that_books_on_its_own_site_is_said_with_its_page(phone: str, key: str) -> None:
    """PA5, promise 1: proposed like any other; picked, its page is told, and nothing of the talk goes there."""
    page = "https://rdv.example.fr/prendre_rdv?public_link_organisation_id=12"
    there = replace(place(4, "CIO de Chinon", first=None), walk_in=None, booking_page=page, phone=phone or None)
    said = describe(there, 1)
    assert said.values["first"] == Wording("utter_first_elsewhere")
    talk = Talk(SmallDirectory(proposals=[there])).says("je veux une vae, je suis salarié à Tours", Need.VAE)
    talk.says("oui").picks("#appointment").picks("#site 4")
    assert talk.keys == [key, "utter_goodbye", "utter_afterwards"]
    told = talk.turn.deeds[0]
    assert isinstance(told, Say)
    assert (told.kind, told.data["booking_page"]) == (Kind.ELSEWHERE, page)
    assert talk.state.outcome is Outcome.INFORMATION
    assert talk.directory.booked == {}


def test_back_undoes_one_step_and_keeps_the_rest() -> None:
    """NO6: a step back, the answers before it kept."""
    talk = Talk().says("une vae", Need.VAE).says("salarié").says("retour")
    assert talk.keys == ["utter_back", "utter_ask_status"]
    assert talk.state.need is Need.VAE


def test_back_does_not_pretend_to_undo_a_booking() -> None:
    """An appointment is cancelled by its name, never by a step back."""
    assert to_booking().says("oui").says("retour").keys[0] == "utter_already_booked"


def test_starting_again_erases() -> None:
    """Promise 3: nothing said before is kept."""
    talk = to_choice().says("on recommence")
    assert talk.keys == ["utter_restart", "utter_ask_request"]
    assert (talk.state.need, talk.state.place, talk.state.words, talk.state.before) == (None, None, "", None)


def test_a_new_request_keeps_the_situation_and_place() -> None:
    """Nobody repeats what was said."""
    talk = to_choice().says("et qui paie la formation ?", Need.FINANCEMENT)
    assert talk.keys == ["utter_restate"]
    assert (talk.state.need, talk.state.place) == (Need.FINANCEMENT, "37261")


def test_an_existing_appointment_is_cancelled_by_its_code() -> None:
    """No account: the code is enough, and an explicit yes."""
    directory = SmallDirectory()
    to_booked = Talk(directory).at().says("une vae, salarié, à Tours", Need.VAE).says("oui")
    to_booked.picks("#appointment").picks("#site 2").picks(f"#slot {SLOTS[1].starts_at.isoformat()}").says("oui")
    talk = Talk(directory).says("annuler mon rendez-vous", Need.RDV_GESTION)
    assert talk.keys == ["utter_ask_code"]
    assert talk.says("23 45 06 07 08").keys == ["utter_found", "utter_ask_cancel"]
    assert talk.says("oui").keys[0] == "utter_cancelled"
    assert directory.booked == {}


def test_an_unknown_code_tells_nothing() -> None:
    """Nothing about other people's appointments."""
    talk = Talk().says("annuler mon rendez-vous", Need.RDV_GESTION).says("11 22 33 44 55")
    assert talk.keys == ["utter_unknown_code", "utter_ask_code"]


def test_a_failure_of_the_house_is_said_and_loses_nothing() -> None:
    """Promise 6: never a stack trace, never a silence."""

    class Broken(SmallDirectory):
        def propose(self, *_: object, **__: object) -> tuple[()]:
            raise OSError

    talk = Talk(Broken()).says("une vae, salarié, à Tours", Need.VAE).says("oui").says("#appointment")
    assert talk.keys == ["utter_unavailable"]
    assert talk.state.step is Step.CHOOSE


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("j'ai envie de mourir", "utter_emergency"),
        ("mon mari me frappe", "utter_emergency_violence"),
        ("j'ai 15 ans et j'ai envie de mourir", "utter_emergency_minor"),
    ],
)
def test_distress_is_answered_with_the_numbers_that_fit(words: str, key: str) -> None:
    """facts.md §3: one or two numbers, never ten."""
    assert Talk().says(words).keys[0] == key


@pytest.mark.parametrize("step", [Step.CHOOSE, Step.SITES, Step.SLOTS, Step.BOOK])
def test_each_line_of_the_card_is_changed_at_any_step(step: Step) -> None:
    """DESIGN §4.4: the card stays visible and each line can be changed."""
    talk = to_booking().at(step=step).says("#fix place")
    assert talk.keys == ["utter_ask_place"]
    assert talk.says("Chinon").state.place == "37072"


@pytest.mark.parametrize(("address", "key"), [("12 rue Nationale", "utter_place"), ("", "utter_place_remote")])
def test_a_place_without_an_address_is_said_without_one(address: str, key: str) -> None:
    """No empty address between two commas: the service is met from afar."""
    assert describe(replace(place(1, "Avenir Actifs"), address=address), 1).key == key


def far_ahead(*, has_contact: bool = False) -> Talk:
    """An appointment three weeks ahead was just taken; the summary is not sent."""
    talk = to_booking().at(slot=FAR).says("oui")
    talk.directory.booked[CODE] = replace(talk.directory.booked[CODE], has_contact=has_contact)
    return talk.says("non")


@pytest.mark.parametrize("words", ["#earlier", "prévenez-moi si une place se libère plus tôt"])
def test_an_earlier_place_is_asked_for_in_one_word(words: str) -> None:
    """Issue 3, promise 3: a choice beside the last question, never a question more; asked once."""
    talk = far_ahead(has_contact=True)
    assert talk.choices[0] == "#earlier"
    talk.says(words)
    assert talk.keys == ["utter_waiting", "utter_afterwards"]
    assert talk.directory.waiting == [CODE]
    assert "#earlier" not in talk.choices


def test_who_cannot_be_told_is_asked_for_a_way_again() -> None:
    """L03: contact by its own yes, outside the talk; without one the page of the appointment shows what is free."""
    talk = far_ahead().picks("#earlier")
    assert talk.keys == ["utter_waiting_silent", "utter_contact", "utter_afterwards"]


def test_nobody_waits_for_a_place_before_one_that_is_near() -> None:
    """No choice that changes nothing (L07)."""
    assert "#earlier" not in to_booking().says("oui").says("non").choices
    assert "#earlier" not in Talk().says("une vae", Need.VAE).says("stop").choices


def test_an_appointment_that_was_cancelled_meanwhile_waits_for_nothing() -> None:
    talk = far_ahead()
    talk.directory.booked.clear()
    assert talk.picks("#earlier").keys == ["utter_found_cancelled", "utter_afterwards"]
    assert "#earlier" not in talk.choices
