"""What people say beside the question: as soon as possible, by telephone, we were cut off, a story, a question."""

from dataclasses import replace

import pytest

from actions.constraints import Constraints, constraints_in
from actions.state import Step
from directory.vocabulary import Need, Status, Way
from tests.actions.fakes import CODE, SLOTS, SmallDirectory, place
from tests.actions.talk import Talk

FIRST = SLOTS[0].starts_at


def restated(need: Need = Need.VAE) -> Talk:
    """Somebody employed in Tours, whose request was just restated."""
    return Talk().says("une vae, salarié à Tours", need)


def at_slots(directory: SmallDirectory | None = None) -> Talk:
    """The same person, before the moments of the only place that meets on site."""
    talk = Talk(directory).says("une vae, salarié à Tours", Need.VAE).says("oui").picks("#appointment")
    return talk.picks("#site 2")


def booked() -> Talk:
    """The same person, once all is booked and nothing was sent."""
    talk = at_slots().picks(f"#slot {FIRST.isoformat()}").says("oui")
    assert talk.state.step is Step.SUMMARY
    return talk


# --- as soon as possible --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["le plus tôt", "le plus tôt possible", "dès que possible", "jeudi matin"])
def test_a_moment_said_at_the_restatement_goes_on(words: str) -> None:
    """It is a yes, and an appointment: the places follow, and the wish is kept."""
    talk = restated().says(words)
    assert talk.keys[0] == "utter_places_intro"


def test_a_moment_with_a_no_is_no_yes() -> None:
    """« Non, jeudi » corrects something: what is wrong is asked."""
    assert restated().says("non, pas jeudi").keys != ["utter_places_intro"]


@pytest.mark.parametrize("words", ["le plus tôt", "le plus vite possible", "le plus tôt possible s'il vous plaît"])
def test_the_soonest_moment_is_read_back(words: str) -> None:
    """Promise 3: it is held, and booked only by an explicit yes."""
    talk = at_slots().says(words)
    assert (talk.keys, talk.state.slot) == (["utter_ask_booking"], SLOTS[0])
    assert talk.directory.booked == {}


def test_sooner_than_what_is_shown_is_looked_for() -> None:
    """« Plus tôt » after later moments shows those before; before the first one there is none, and that is said."""
    talk = at_slots().says("vous avez plus tôt ?")
    assert talk.keys == ["utter_no_earlier_slot", "utter_ask_slot"]
    talk.picks("#later").says("plus tôt")
    assert talk.state.slots == SLOTS[:3]


def test_the_soonest_is_found_even_after_a_day_that_is_full() -> None:
    """« Dimanche », nothing, then « le plus tôt possible »."""
    assert at_slots().says("dimanche").says("le plus tôt possible").state.slot == SLOTS[0]


def test_the_soonest_leaves_the_only_possible_days() -> None:
    """« Je ne peux que le samedi », then « le plus tôt possible »: a Saturday."""
    saturday = replace(SLOTS[0], starts_at=FIRST.replace(day=28))
    talk = Talk(SmallDirectory(free=(*SLOTS, saturday))).says("une vae, salarié à Tours, que le samedi", Need.VAE)
    talk.says("le plus tôt possible").picks("#site 2").says("le plus tôt possible")
    assert talk.state.slot == saturday


def test_a_day_after_the_answer_leads_to_places() -> None:
    """« Oui mais à partir du 10 décembre », once informed."""
    talk = restated().says("oui").says("oui mais à partir du 10 décembre")
    assert talk.keys[0] == "utter_places_intro"
    assert talk.state.wish is not None


# --- by telephone ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["par téléphone", "à distance", "je préfère par téléphone"])
def test_from_afar_is_an_answer_to_the_town(words: str) -> None:
    """Somebody receives from afar whatever the town: it is not asked any more."""
    talk = Talk().says("une vae, je suis salarié", Need.VAE).says(words)
    assert talk.keys == ["utter_noted", "utter_restate"]
    assert (talk.state.place, talk.state.constraints.remote) == (None, True)


def test_the_town_is_still_asked_where_it_decides() -> None:
    """Nobody receives from afar without it: that is said, and it can still be passed."""
    talk = Talk(SmallDirectory([place(1, "CIO", first=None)])).says("une vae, je suis salarié", Need.VAE)
    assert talk.says("par téléphone").keys == ["utter_town_all_the_same", "utter_ask_place"]
    assert talk.says("Tours").keys == ["utter_restate"]


def test_somebody_on_the_telephone_is_a_person() -> None:
    """Promise 8: « parler à quelqu’un par téléphone » asks for a person, wherever it is said."""
    talk = Talk().says("une vae, je suis salarié", Need.VAE).says("parler à quelqu'un par téléphone", Need.HUMAIN)
    assert talk.keys[0] == "utter_person"


@pytest.mark.parametrize(
    ("words", "no_call"),
    [
        ("je suis sourde", True),
        ("je ne peux pas téléphoner", True),
        ("vous m'appelez pas au téléphone hein", True),
        ("ne m'appelez pas", True),
        ("je n'ai pas de téléphone", True),
        ("par téléphone", False),
        ("je suis sourdement fatigué", False),
        ("je travaille avec des personnes sourdes", False),
    ],
)
def test_who_cannot_telephone_is_heard(words: str, no_call: bool) -> None:
    assert constraints_in(words) == Constraints(no_call=no_call)


def test_whoever_cannot_telephone_is_not_met_by_telephone() -> None:
    """L13: the way is neither asked of the directory nor proposed, and the counsellor knows why."""
    talk = Talk().says("une vae, salarié à Tours, je suis sourd", Need.VAE).says("oui").picks("#appointment")
    assert talk.directory.requests[-1].ways == {Way.ON_SITE, Way.VIDEO}
    assert talk.picks("#site 1").state.way is Way.ON_SITE
    assert talk.state.constraints.names() == ("no_call",)


@pytest.mark.parametrize("words", ["pas par téléphone", "ne m'appelez pas au téléphone"])
def test_not_by_telephone_takes_that_way_out(words: str) -> None:
    """« Pas par téléphone » never picks the telephone."""
    talk = Talk().says("une vae, salarié à Tours", Need.VAE).says("oui").picks("#appointment").picks("#site 1")
    assert talk.says(words, Need.HUMAIN).state.way is Way.ON_SITE
    assert talk.keys == ["utter_noted", "utter_ask_slot"]


def test_a_way_that_a_place_does_not_offer_is_said_so() -> None:
    """« En visio » is understood; it is not there."""
    talk = Talk().says("une vae, salarié à Tours", Need.VAE).says("oui").picks("#appointment").picks("#site 1")
    assert talk.says("en visio").keys == ["utter_way_not_there", "utter_ask_way"]


def test_another_way_is_taken_before_the_moments() -> None:
    """« Plutôt par téléphone », before the moments on site."""
    talk = Talk().says("une vae, salarié à Tours", Need.VAE).says("oui").picks("#appointment").picks("#site 1")
    talk.picks("#way sur_place").says("plutôt par téléphone", Need.HUMAIN)
    assert (talk.state.step, talk.state.way) == (Step.SLOTS, Way.PHONE)


# --- cut off --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["on a été coupé", "ça a coupé tout à l'heure", "je vous ai eu et ça a raccroché", "j'ai perdu la connexion"],
)
def test_being_cut_off_is_no_complaint(words: str) -> None:
    """First: a code finds the talk, else nothing is kept, and that is said; later, the question comes back."""
    assert Talk().says(words, Need.RECLAMATION).keys == ["utter_cut", "utter_ask_request"]
    talk = restated().says(words, Need.RECLAMATION)
    assert talk.keys == ["utter_resumed", "utter_restate"]


@pytest.mark.parametrize("words", ["on a coupé mes allocations", "je me suis coupé la main au travail"])
def test_other_cuts_are_requests(words: str) -> None:
    """Nothing was cut off there."""
    assert Talk().says(words, Need.TRAVAIL).state.need is Need.TRAVAIL


def test_a_request_said_with_the_cut_is_heard() -> None:
    """« On a été coupés, je voulais une VAE » begins the VAE."""
    assert Talk().says("on a été coupés, je voulais une vae", Need.VAE).keys == ["utter_ask_status"]


# --- their balance ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "combien j'ai sur mon CPF",
        "il me reste combien sur mon compte formation ?",
        "mon solde cpf",
        "mes heures de dif",
    ],
)
def test_a_balance_is_not_seen_here(words: str) -> None:
    """Promise 5: where it is seen, and plainly that it is not seen here; the pending question stays."""
    talk = Talk().says(words, Need.FINANCEMENT)
    assert talk.keys == ["definition_Solde du compte formation", "utter_after_definition"]
    talk = restated().says(words, Need.FINANCEMENT)
    assert talk.keys == ["definition_Solde du compte formation", "utter_restate"]


@pytest.mark.parametrize("words", ["combien coûte une formation avec mon cpf", "le cpf donne combien par an"])
def test_prices_and_rules_are_no_balance(words: str) -> None:
    """They have their own answer."""
    assert Talk().says(words, Need.FINANCEMENT).keys[0] == "information_financement"


# --- a story, or a question, in place of an answer ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "need"),
    [("j'étais secrétaire avant", Need.RECONVERSION), ("il est en troisième au collège", Need.SCOLAIRE)],
)
def test_a_situation_told_meanwhile_is_no_other_request(words: str, need: Need) -> None:
    """The need stays, whatever a classifier sees in a piece of story."""
    talk = Talk().says("une vae, je suis salarié", Need.VAE).says(words, need)
    assert talk.state.need is Need.VAE


def test_another_request_that_is_not_clear_is_asked_beside_the_known_one() -> None:
    """Neither is lost: both are offered."""
    talk = Talk().says("une vae, je suis salarié", Need.VAE).says("y a des aides ?", Need.FINANCEMENT, sure=0.75)
    assert (talk.keys, talk.state.needs) == (["utter_ask_doubt_financement_vae"], (Need.FINANCEMENT, Need.VAE))
    assert talk.picks("#need vae").keys == ["utter_ask_place"]


def test_a_clear_change_of_mind_is_one() -> None:
    """« Finalement un bilan »."""
    assert restated().says("finalement un bilan", Need.BILAN, sure=0.95).state.need is Need.BILAN


def test_nothing_is_offered_where_nothing_is_near() -> None:
    """« C’est un peu compliqué » is let go on, instead of offering three subjects at random."""
    story = "bonjour euh c'est un peu compliqué voilà"
    talk = Talk().says(story, Need.LANGUE, Need.DIPLOME_ETRANGER, sure=0.2)
    assert talk.keys == ["utter_tell_more"]


def test_a_situation_alone_is_no_other_subject() -> None:
    """« Je suis à la retraite »: noted, and the request is still to come."""
    talk = Talk().says("bonjour madame, je suis à la retraite", Need.HORS_SUJET)
    assert talk.keys == ["utter_noted", "utter_ask_request"]
    assert talk.state.statuses == {Status.RETRAITE}


def test_what_was_told_already_is_known() -> None:
    """« Je suis salarié chez un artisan », at the restatement: understood the first time."""
    talk = restated().says("je suis salarié chez un artisan", Need.EMPLOI, sure=0.4)
    assert talk.keys == ["utter_known", "utter_restate"]


def test_one_likely_need_is_asked_as_one() -> None:
    """« Vous voulez plutôt » needs two things to choose from."""
    talk = Talk().says("les machines agricoles du coin", Need.METIER, sure=0.5)
    assert (talk.keys, talk.choices) == (["utter_ask_if_this"], ["#need metier", "#none"])


def test_a_question_without_answer_is_kept_and_said_so() -> None:
    """Promise 5: no answer is invented; the question goes to whoever receives them, and no appointment is looked up."""
    talk = at_slots().says("y a des marches à l'entrée ?", Need.METIER, sure=0.4)
    assert talk.keys == ["utter_question_open", "utter_ask_slot"]
    assert talk.state.left_open == ("y a des marches à l'entrée ?",)


def test_a_question_about_meetings_asks_for_no_code() -> None:
    """« Le rendez-vous dure combien de temps ? », before one is taken."""
    talk = Talk().says("une vae, salarié à Tours", Need.VAE).says("oui").picks("#appointment")
    talk.says("on sera combien au rendez-vous ?", Need.RDV_GESTION)
    assert talk.keys == ["utter_question_open", "utter_ask_site"]


@pytest.mark.parametrize(
    ("words", "key"), [("et c'est à quel étage ?", "utter_question_open"), ("je peux avoir un rdv ?", "utter_pick_one")]
)
def test_a_question_that_sounds_like_an_appointment_is_a_question(words: str, key: str) -> None:
    """« Il me manque juste votre choix » is no answer to it."""
    talk = restated().says("oui").picks("#appointment").says(words, Need.RDV)
    assert talk.keys == [key, "utter_ask_site"]


@pytest.mark.parametrize("words", ["oui Tours", "je suis salarié, oui", "Tours"])
def test_what_was_restated_said_again_agrees(words: str) -> None:
    """It is no misunderstanding."""
    assert restated().says(words).keys[0] == "information_vae"


# --- once booked ------------------------------------------------------------------------------------------------------

STORY = (
    "j'espère que la personne sera patiente parce que j'ai arrêté l'école à seize ans et que je ne sais pas trop écrire"
)


def test_a_story_over_the_summary_joins_it() -> None:
    """TO1: shown again with the rest, sent on an explicit yes only."""
    talk = booked().says(STORY, Need.LANGUE)
    assert talk.keys[0] == "utter_words_added"
    assert (talk.state.words, talk.directory.referred) == (f"une vae, salarié à Tours {STORY}", {})
    talk.says("oui")
    assert STORY in talk.directory.referred[CODE][0].text


def test_a_story_once_all_is_done_is_for_the_counsellor() -> None:
    """It begins no other request: it is offered to whoever receives them, and a no leaves what was sent as it is."""
    talk = booked().says("oui").says(STORY, Need.VAE)
    assert talk.keys[0] == "utter_words_added_after"
    assert talk.keys[-1] == "utter_ask_summary"
    before = talk.directory.referred[CODE]
    assert talk.says("non").directory.referred[CODE] == before


def test_another_need_once_all_is_done_is_another_request() -> None:
    """However long it is said."""
    words = "et aussi je voudrais savoir comment créer une entreprise de couture à côté de mon travail de salariée"
    assert booked().says("oui").says(words, Need.CREATION).state.need is Need.CREATION


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("merci c'était très clair, j'avais peur de ne pas y arriver, bonne soirée à vous", "utter_goodbye"),
        ("merci beaucoup vous m'avez été d'un grand secours aujourd'hui", "utter_thanks"),
    ],
)
def test_long_thanks_are_thanks(words: str, key: str) -> None:
    """And no request at all."""
    assert booked().says("oui").says(words, Need.RECLAMATION, sure=0.6).keys[0] == key


def test_both_stories_keep_their_beginning() -> None:
    """What is kept has a length: neither of two long stories is lost whole."""
    talk = Talk().says(f"une vae, salarié à Tours, {'a' * 500}", Need.VAE).says("oui").picks("#appointment")
    talk.picks("#site 2").picks(f"#slot {FIRST.isoformat()}").says("oui").says(f"{STORY} {'b' * 500}")
    assert talk.state.words.startswith("une vae")
    assert STORY[:100] in talk.state.words


# --- back, another town, no place -------------------------------------------------------------------------------------


def test_a_step_back_undoes_what_was_said() -> None:
    """Promise 3: the step before, as it was; what is said there replaces what was said first."""
    talk = Talk().says("une vae", Need.VAE).says("je suis salarié").says("retour")
    assert (talk.keys, talk.state.statuses) == (["utter_back", "utter_ask_status"], frozenset())
    assert talk.says("je suis au chômage").state.statuses == {Status.DEMANDEUR_EMPLOI}


def test_a_step_back_from_another_request_finds_the_first() -> None:
    """The need with it."""
    talk = restated().says("oui").says("créer mon entreprise", Need.CREATION).says("retour")
    assert (talk.state.step, talk.state.need) == (Step.CHOOSE, Need.VAE)


def test_what_comes_with_an_appointment_is_heard() -> None:
    """« Un rendez-vous à Chinon, je ne peux que le samedi »: both reach the directory."""
    talk = restated().says("oui").says("un rendez-vous à Saumur, que le samedi", Need.RDV)
    asked = talk.directory.requests[-1]
    assert (asked.place, bool(asked.times)) == ("49328", True)


def test_no_other_place_leads_to_a_person_and_never_to_goodbye() -> None:
    """Promise 6: and another town still finds the need."""
    talk = Talk(SmallDirectory([place(1, "CIO")])).says("une vae, salarié à Tours", Need.VAE).says("oui")
    talk.picks("#appointment").says("#none")
    assert talk.keys == ["utter_no_other_place", "utter_offer_person"]
    talk.says("à Saumur alors")
    assert talk.state.need is Need.VAE


def test_a_town_after_goodbye_looks_there() -> None:
    """« À Saumur alors »: the need is not asked again."""
    talk = restated().says("oui").says("ça suffit, merci").says("à Saumur alors")
    assert talk.keys[0] == "utter_places_intro"


def test_not_too_far_refuses_no_place() -> None:
    """« Pas trop loin » is a wish, « trop loin » a no."""
    talk = restated().says("oui").picks("#appointment").says("pas trop loin j'ai pas de voiture")
    assert talk.state.refused_sites == frozenset()


def test_a_constraint_before_the_places_looks_again() -> None:
    """« Je suis en fauteuil »: the places that suit, at once."""
    talk = restated().says("oui").picks("#appointment").says("ah et je suis en fauteuil roulant")
    assert talk.keys[0] == "utter_places_intro"
    assert talk.directory.requests[-1].step_free


def test_none_of_the_situations_is_an_answer() -> None:
    """« Aucune de ces situations, j’ai rien »: it goes on, and a real situation said later replaces it."""
    talk = Talk().says("une vae", Need.VAE).says("aucune de ces situations, j'ai rien")
    assert (talk.state.step, talk.state.statuses) == (Step.PLACE, {Status.AUTRE})
    assert talk.says("je suis à la retraite, à Tours").state.statuses == {Status.RETRAITE}


# --- the subject spoken of is not lost ------------------------------------------------------------------------------


def test_unclear_words_after_the_answer_keep_the_subject() -> None:
    """« Et c’est payé » brings doubts; « un rendez-vous » then is for what was spoken of, and a no goes back there."""
    for words, key in (("un rendez-vous", "utter_places_intro"), ("aucun", "utter_choose")):
        talk = restated().says("oui").says("et c'est payé", Need.METIER, Need.TRAVAIL, sure=0.4)
        assert (talk.keys, talk.state.need) == (["utter_ask_doubt"], Need.VAE)
        need = (Need.RDV,) if words == "un rendez-vous" else ()
        assert talk.says("#none" if words == "aucun" else words, *need).keys[0] == key
        assert talk.state.need is Need.VAE


def test_a_question_after_the_answer_is_answered_from_its_own_subject() -> None:
    """Nothing is quoted from elsewhere; what has no sure answer is kept, and said to be."""
    talk = restated().says("oui").says("qu'est-ce qui va se passer pour lui ?", Need.RECLAMATION, sure=0.2)
    assert talk.keys == ["utter_question_open", "utter_choose"]


def test_what_is_not_wanted_is_no_request() -> None:
    """« Non, je ne cherche pas de travail » asks for no work."""
    talk = restated().says("non je ne cherche pas de travail", Need.EMPLOI)
    assert (talk.keys, talk.state.need) == (["utter_ask_correction"], Need.VAE)
    assert restated().says("je ne veux pas de vae, plutôt un bilan", Need.BILAN).state.need is Need.BILAN


@pytest.mark.parametrize("words", ["autre chose", "c'est autre chose"])
def test_something_else_corrects(words: str) -> None:
    """Whatever a classifier hears in two words."""
    assert restated().says(words, Need.RECONVERSION).keys == ["utter_ask_correction"]


def test_a_detail_of_the_request_is_no_other_subject() -> None:
    """« Dans la vigne », at the restatement, joins the person's words; nothing sends them to another service."""
    talk = restated().says("dans la vigne", Need.HORS_SUJET)
    assert (talk.keys, talk.state.words) == (["utter_noted", "utter_restate"], "une vae, salarié à Tours dans la vigne")


@pytest.mark.parametrize("words", ["lundi prochain", "le matin"])
def test_a_day_alone_is_a_wish(words: str) -> None:
    """It looks up no appointment already taken; what it is for is still asked."""
    talk = Talk().says(words, Need.RDV_GESTION)
    assert talk.keys == ["utter_noted", "utter_ask_request"]
    assert talk.state.wish is not None


def test_a_situation_told_first_is_not_yet_a_request() -> None:
    """« Je suis saisonnière »: noted, instead of three subjects at random."""
    talk = Talk().says("allo bonjour euh voilà je suis saisonnière", Need.CEP, Need.TRAVAIL, sure=0.4)
    assert talk.keys == ["utter_noted", "utter_ask_request"]


def test_not_being_understood_is_heard() -> None:
    """« Vous ne comprenez pas » leads to a person, or to what must be corrected."""
    assert restated().says("vous ne comprenez pas").keys == ["utter_ask_correction"]
    assert restated().says("oui").says("vous ne comprenez pas du tout").keys == [
        "utter_not_helped",
        "utter_offer_person",
    ]
