"""What is asked in passing: a price, what to bring, a person when one cannot telephone."""

import pytest

from actions.constraints import cannot_call_now, constraints_in
from actions.state import Outcome, Step
from directory.vocabulary import Need, Status
from tests.actions.fakes import CODE, SmallDirectory
from tests.actions.talk import Talk


def informed(need: Need, words: str = "une vae") -> Talk:
    """Somebody employed in Tours, just told the first-level information on this need."""
    return Talk().says(f"{words}, salarié à Tours", need).says("oui")


def at_places() -> Talk:
    """The same person, before the places."""
    return informed(Need.VAE).picks("#appointment")


def booked_directory() -> SmallDirectory:
    """A directory where they took an appointment."""
    return at_places().picks("#site 2").says("le plus tôt").says("oui").directory


# --- what to bring --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "j’apporte quoi ?",
        "qu'est ce que je dois amener",
        "il faut des papiers pour le rendez-vous ?",
        "je dois venir avec mon CV ?",
        "faut ramener quelque chose",
        "quels documents il faut",
    ],
)
def test_what_to_bring_is_in_the_fiche_of_the_appointment(words: str) -> None:
    """Promise 5: it is answered from its source, and is no question left for the counsellor."""
    talk = at_places().says(words, Need.RDV_GESTION)
    assert (talk.keys, talk.state.left_open) == (["apporter_rdv", "utter_ask_site"], ())


def test_what_to_bring_is_answered_once_all_is_over() -> None:
    """The code of the appointment is enough to know what is spoken of."""
    talk = Talk().at(step=Step.DONE, code=CODE, need=Need.VAE).says("j’apporte quoi ?", Need.CEP)
    assert talk.keys[0] == "apporter_rdv"


@pytest.mark.parametrize("words", ["ça m’apporte quoi une VAE ?", "je viens de Chinon", "on m’a emmené à l’hôpital"])
def test_other_words_ask_for_nothing_to_bring(words: str) -> None:
    """« Ça m’apporte quoi » asks what it is worth."""
    assert "apporter_rdv" not in at_places().says(words).keys


def test_papers_before_any_appointment_are_another_question() -> None:
    """« Quels papiers pour m’inscrire » is the request itself."""
    assert "apporter_rdv" not in Talk().says("quels papiers il faut pour s’inscrire", Need.EMPLOI).keys


# --- the price ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["ça coûte combien", "c’est payant ?", "c’est cher", "combien coûte une vae"])
def test_a_price_is_that_of_what_was_just_explained(words: str) -> None:
    """Promise 5: the fiche's own words and sources, then that this service is free."""
    talk = informed(Need.VAE).says(words, Need.VAE, sure=0.9)
    assert talk.keys == ["prix_vae", "utter_price_of_service", "utter_choose"]


def test_a_price_that_no_fiche_says_is_said_to_be_unknown() -> None:
    """Promise 5: no price is invented; that the service is free is said as well."""
    talk = informed(Need.LANGUE, "des cours de français").says("ça coûte combien", intent="ask_free")
    assert talk.keys[0] == "utter_price_unknown"


@pytest.mark.parametrize(
    ("need", "words"),
    [(Need.VAE, "vous êtes payants ?"), (Need.VAE, "le rendez-vous est payant ?"), (Need.CEP, "c’est payant ?")],
)
def test_the_price_of_the_service_is_that_of_the_service(need: Need, words: str) -> None:
    """It is free, whatever was explained before."""
    assert informed(need).says(words, intent="ask_free").keys[0] == "utter_ask_free"


def test_before_any_information_a_price_is_that_of_the_service() -> None:
    """There is nothing else it could be the price of."""
    assert Talk().says("c’est gratuit ?", intent="ask_free").keys == ["utter_ask_free", "utter_ask_request"]


@pytest.mark.parametrize(
    ("need", "words", "keys"),
    [
        (Need.BILAN, "ça dure longtemps ?", ["duree_bilan", "utter_duration_of_service", "utter_choose"]),
        (Need.LANGUE, "combien de temps ça dure", ["utter_duration_unknown", "utter_choose"]),
        (Need.BILAN, "vous me prenez combien de temps", ["utter_ask_duration", "utter_choose"]),
    ],
)
def test_a_duration_is_that_of_what_was_just_explained(need: Need, words: str, keys: list[str]) -> None:
    """Promise 5: as a price is."""
    assert informed(need).says(words, intent="ask_duration").keys == keys


def test_the_duration_of_an_appointment_is_that_of_the_agenda() -> None:
    """Promise 5: « quelques minutes » are those of the talk."""
    asks = "ça dure combien de temps le rendez-vous"
    assert at_places().says(asks, intent="ask_duration").keys[0] == "utter_duration_unknown"
    assert at_places().picks("#site 2").says(asks, intent="ask_duration").keys[0] == "utter_duration_of_meeting"


# --- a person, without a telephone ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["je n’ai pas de téléphone", "j’ai plus de forfait", "mon téléphone est cassé", "je suis malentendante"]
)
def test_who_cannot_telephone_says_so_in_many_ways(words: str) -> None:
    """L13: it is noted whatever the words."""
    assert constraints_in(words).no_call


@pytest.mark.parametrize(
    ("words", "now"),
    [
        ("je peux pas parler là", True),
        ("je suis au travail je ne peux pas parler", True),
        ("je ne peux pas parler de mon travail", False),
        ("je ne sais pas parler anglais", False),
    ],
)
def test_not_now_is_not_never(words: str, *, now: bool) -> None:
    """Who cannot speak at this moment may be called another day."""
    assert (cannot_call_now(words), constraints_in(words).no_call) == (now, False)


def test_a_person_is_offered_without_a_number_to_who_cannot_call() -> None:
    """Promises 7 and 8: said in one breath, then at each time a person is asked for."""
    talk = Talk().says("je suis sourde, je veux parler à quelqu’un", Need.HANDICAP, Need.HUMAIN, sure=0.4)
    assert talk.keys == ["utter_person_without_phone", "utter_person_after_without_phone"]
    assert (talk.choices[0], talk.state.outcome) == ("#need rdv", Outcome.HUMAN)
    assert talk.says("une personne").keys[0] == "utter_person_without_phone"


def test_a_number_of_no_use_is_followed_by_other_ways() -> None:
    """Promise 6: whoever answers that they cannot call is not left with the number."""
    talk = Talk().says("une personne").says("je peux pas parler là")
    assert talk.keys[0] == "utter_person_without_phone"
    assert talk.says("oui").keys == ["utter_ask_request"]


def test_the_appointment_of_who_cannot_call_keeps_the_need() -> None:
    """The other way to a person is the second door, for the request that was told."""
    talk = informed(Need.VAE).says("je suis sourd, une personne", Need.HUMAIN).picks("#need rdv")
    assert (talk.keys[0], talk.state.need) == ("utter_places_intro", Need.VAE)


# --- words over the summary -----------------------------------------------------------------------------------------


def test_a_question_over_the_summary_does_not_have_it_read_again() -> None:
    """NO10: its lines were just shown or read, and nothing changed."""
    talk = at_places().picks("#site 2").says("le plus tôt").says("oui").says("c’est où ?", Need.METIER, sure=0.4)
    assert talk.keys[-1] == "utter_ask_summary_again"


# --- a code given at once, an age ----------------------------------------------------------------------------------


def test_a_code_given_at_once_finds_the_appointment() -> None:
    """L17: whoever comes back with a code is not asked for it again; an unknown one is told so."""
    assert Talk(booked_directory()).says(CODE).keys == ["utter_found", "utter_ask_manage"]
    assert Talk().says("9876543210").keys == ["utter_unknown_code", "utter_ask_code"]


def test_nobody_of_fifteen_is_restated_as_older() -> None:
    """Promise 3: « entre 16 et 25 ans » is never said of somebody who said fifteen."""
    talk = Talk().says("j’ai 15 ans, je suis déscolarisé, je ne vais plus en cours", Need.DECROCHAGE)
    assert Status.SORTI_16_25 not in talk.state.statuses


@pytest.mark.parametrize("words", ["ok je vais réfléchir", "je dois y réfléchir", "je vais en parler à ma femme"])
def test_thinking_it_over_ends_the_talk(words: str) -> None:
    """Promise 3: it agrees to nothing, and is no request."""
    talk = at_places().says(words, Need.BILAN)
    assert (talk.keys[0], talk.state.need) == ("utter_goodbye", Need.VAE)


def test_the_appointment_found_is_told_again() -> None:
    """L17: « c’est quel jour déjà ? » is what most people come back for."""
    talk = Talk(booked_directory()).says(CODE).says("c’est quel jour déjà")
    assert talk.keys == ["utter_found", "utter_ask_manage"]


def test_no_other_moment_keeps_the_appointment() -> None:
    """Promise 3: whoever was moving it and finds nothing is told that it stays."""
    talk = Talk(booked_directory()).says(CODE).picks("#move").says("non")
    assert talk.keys[:2] == ["utter_kept", "utter_goodbye"]


def test_a_way_asked_for_after_the_answer_is_an_appointment() -> None:
    """« En visio alors » keeps the need, and looks for who receives so."""
    talk = informed(Need.VAE).says("en visio alors", Need.RDV_GESTION, intent="answer")
    assert (talk.state.step, talk.state.need, talk.state.constraints.remote) == (Step.SITES, Need.VAE, True)


@pytest.mark.parametrize(
    ("words", "need"), [("je m’appelle Camille", Need.RDV_GESTION), ("faire de la vidéo", Need.METIER)]
)
def test_other_words_of_telephone_and_screen_are_no_way_to_meet(words: str, need: Need) -> None:
    """A name, or a trade, looks for no place."""
    assert "utter_places_intro" not in informed(Need.VAE).says(words, need).keys
