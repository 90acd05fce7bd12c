"""Callers who need more than a script: noise, silence, other languages, weariness, machines (P06, P51 to P61)."""

import pytest

from bot.conversation import Choice, Reply
from telephony.cues import Cue, language_of, read_cue
from tests.telephony.carrier import Call, Callee
from tests.telephony.conftest import HUMAN
from tests.telephony.line_under_test import HotlineUnderTest
from tests.telephony.phone_fakes import QUESTIONS

ASKS = "je voudrais changer de métier"
INSULT = Reply("utter_insult", "Continuons sans insultes, s’il vous plaît.")


async def test_p06_noise_is_called_noise_and_the_keys_are_offered(call: Call, hotline: HotlineUnderTest) -> None:
    """Not guessed; the second time the menu, the third a person."""
    await call.says("euh … télé allumée", confidence="0.8")
    assert "J’entends du bruit" in call.last_prompt
    await call.says("hum la télé")
    assert "Pour le travail, tapez 1" in call.last_prompt
    await call.says("euh … ah")
    assert hotline.reception.told == ["#menu", "#person"]


async def test_p54_a_stammer_slows_the_line_down(call: Call) -> None:
    """P54: more time, a slower voice, the keys; and the line says so once."""
    await call.says("je je je euh voudrais")
    await call.says("je voudrais je je je changer")
    assert "Je vais plus doucement" in call.last_prompt or "je vais plus doucement" in call.last_prompt
    assert call.gather.get("timeout") == "12"
    assert int(call.gather.get("speechTimeout", "0")) >= 3
    await call.says("oui oui oui oui")
    assert sum("plus doucement" in words for words in call.heard) == 1


async def test_p54_single_words_are_answers(call: Call, hotline: HotlineUnderTest) -> None:
    """Aphasia: one word, or a key, is enough at every question."""
    await call.presses("1")
    await call.says("travail")
    await call.says("un")
    await call.presses("37000")
    await call.says("oui")
    assert hotline.reception.step() in {"choose", "restate", "place", "status"}
    assert not call.over


async def test_p55_an_interpreter_gets_three_times_the_time(call: Call) -> None:
    """And a long silence is no failure: the line waits."""
    await call.says("bonjour je suis interprète pour une personne sourde")
    assert "je prends tout mon temps" in call.last_prompt
    assert call.gather.get("timeout") == "18"
    for _ in range(3):
        await call.stays_silent()
    assert "Je ne vous entends pas" not in " ".join(call.heard)
    await call.says(ASKS)
    assert "Quelle est votre situation" in call.last_prompt
    assert call.gather.get("timeout") == "18"


async def test_p56_the_line_does_not_answer_itself(call: Call, hotline: HotlineUnderTest) -> None:
    """A loudspeaker: what comes back is what was just said."""
    await call.says(ASKS)
    told = list(hotline.reception.told)
    for _ in range(2):
        await call.says("entendre les réponses possibles tapez neuf")
        assert call.last_prompt == "Je vous écoute."
    await call.says("pour entendre les réponses possibles tapez 9")
    assert "Coupez le haut-parleur" in call.last_prompt
    assert hotline.reception.told == told


async def test_p56_a_yes_that_takes_up_the_question_is_an_answer(call: Call, hotline: HotlineUnderTest) -> None:
    """« Oui c’est bien ça », after « C’est bien ça ? », is not an echo."""
    for words in (ASKS, "je suis salariée", "à Tours"):
        await call.says(words)
    assert "C’est bien ça ?" in call.last_prompt
    await call.says("oui c’est bien ça")
    assert hotline.reception.told[-1] == "oui c’est bien ça"


async def test_p56_repeating_a_choice_is_an_answer(call: Call, hotline: HotlineUnderTest) -> None:
    """The title of a choice, however long, is not an echo."""
    long = Choice("changer de métier sans quitter mon emploi", "#status salarie")
    hotline.reception.also = lambda text: (
        (Reply("utter_ask_doubt", "Vous voulez plutôt :", (long,), "question"),) if text == "doute" else None
    )
    await call.says("doute")
    await call.says(long.title)
    assert hotline.reception.told[-1] == long.title


async def test_p57_a_machine_s_loop_ends_politely(call: Call) -> None:
    """The same sentence: keys and a person the third time, a goodbye with a number the fourth."""
    for _ in range(3):
        await call.says("votre correspondant n’est pas disponible")
    assert "la même phrase. Pour une personne, tapez 0." in call.last_prompt
    await call.says("votre correspondant n’est pas disponible")
    assert call.ended_by == "hotline"
    assert "zéro deux, soixante et un" in call.last_prompt


async def test_p57_a_quarter_of_an_hour_is_announced_then_ends(call: Call, hotline: HotlineUnderTest) -> None:
    """Warned at twelve minutes, ended at fifteen, with the human number."""
    hotline.clock.advance(12 * 60)
    await call.says(ASKS)
    assert "Il nous reste environ trois minutes." in call.last_prompt
    await call.says("je suis salariée")
    assert "trois minutes" not in call.last_prompt
    hotline.clock.advance(3 * 60)
    await call.says("à Tours")
    assert "quart d’heure" in call.last_prompt
    assert "zéro deux, soixante et un" in call.last_prompt
    assert call.over


async def test_p57_time_with_a_person_is_not_counted(call: Call, hotline: HotlineUnderTest) -> None:
    """Only the machine's time is short."""
    hotline.clock.advance(11 * 60)
    await call.presses("0")
    hotline.clock.advance(5 * 60)
    await call.presses("1")
    assert "trois minutes" not in call.last_prompt
    assert not call.over


async def test_p57_somebody_in_distress_is_never_cut_off(call: Call, hotline: HotlineUnderTest) -> None:
    """Whatever the time."""
    hotline.clock.advance(20 * 60)
    await call.says("j’ai envie d’en finir")
    assert "trente et un, quatorze" in call.last_prompt
    await call.stays_silent()
    assert not call.over


async def test_a_call_asks_for_a_person_five_times_at_most(hotline: HotlineUnderTest) -> None:
    """Then the number is given: the human line is not a toy."""
    hotline.carrier.callee = Callee.NO_ANSWER
    call = await hotline.carrier.rings()
    for _ in range(6):
        await call.presses("0")
    assert call.rung == [HUMAN] * 5
    assert "Vous pouvez aussi appeler le zéro deux" in call.last_prompt


async def test_p51_insults_meet_calm_then_a_person_then_the_end(hotline: HotlineUnderTest) -> None:
    """One sentence on the limit, no shaming; nothing is logged of the words."""
    hotline.reception.also = lambda text: (INSULT, QUESTIONS["request"]) if text == "connard" else None
    hotline.carrier.callee = Callee.NO_ANSWER
    call = await hotline.carrier.rings()
    await call.says("connard")
    assert "Continuons sans insultes" in call.last_prompt
    assert "Qu’est-ce qui vous amène" in call.last_prompt
    await call.says("connard")
    assert call.rung == [HUMAN]
    await call.says("connard")
    assert call.ended_by == "hotline"
    assert "Vous pourrez rappeler quand vous voudrez" in call.last_prompt
    assert not [event for event in hotline.counted if "connard" in event]


@pytest.mark.parametrize(
    "words", ["ça fait trois fois que j’appelle !", "vingt minutes que j’attends", "vous répondez jamais"]
)
async def test_p52_weariness_gets_a_person_first(call: Call, hotline: HotlineUnderTest, words: str) -> None:
    """Acknowledged, no form before."""
    await call.says(words)
    assert "Je suis désolé pour cette attente" in " ".join(call.heard)
    assert call.rung == [HUMAN]


@pytest.mark.parametrize(
    ("first", "second", "voice"),
    [
        ("hello I need help with my job", "I want to speak with someone please", "Polly.Amy-Neural"),
        ("hola busco trabajo por favor", "necesito ayuda para mi formacion", "Polly.Lucia"),
        ("salam bghit nkhdem", "ana bghit khdma", "Polly.Zeina"),
        ("Добрий день, я шукаю роботу", "дякую, допоможіть", "Google.uk-UA-Wavenet-A"),
    ],
)
async def test_p53_another_language_gets_one_sentence_in_it(
    call: Call, hotline: HotlineUnderTest, first: str, second: str, voice: str
) -> None:
    """From the second turn, by a voice of that language, with the key for a person; never guessed as a need."""
    await call.says(first)
    assert "Je parle seulement français" in call.last_prompt
    await call.says(second)
    assert call.gather.find(f"Say[@voice='{voice}']") is not None
    assert "Pour une personne, tapez 0." in call.last_prompt
    assert hotline.reception.told == []
    await call.presses("0")
    assert call.rung == [HUMAN]


# --- keys without a word ----------------------------------------------------------------------------------------


async def test_key_5_makes_the_line_listen_to_keys_alone(call: Call, hotline: HotlineUnderTest) -> None:
    """For who cannot speak: open-plan office, violence, aphasia."""
    await call.presses("5")
    assert "Mode silencieux" in call.last_prompt
    assert "Pour le travail, tapez 1" in call.last_prompt
    assert call.gather.get("input") == "dtmf"
    for keys in ("1", "1", "37000", "1", "1", "1", "1", "1", "1"):
        await call.presses(keys)
    assert call.gather.get("input") == "dtmf"
    assert hotline.reception.told[-1] == "#yes"


async def test_it_can_be_asked_for_in_words(call: Call) -> None:
    """Whispered."""
    await call.says("je ne peux pas parler")
    assert call.gather.get("input") == "dtmf"


async def test_key_9_hides_the_call_behind_the_weather(call: Call, hotline: HotlineUnderTest) -> None:
    """Somebody comes near: something banal at once; any key comes back to the question, nothing lost."""
    await call.presses("5")
    await call.presses("1")
    await call.presses("9")
    assert call.last_prompt.startswith("Voici la météo de demain.")
    await call.stays_silent()
    assert call.last_prompt.startswith("Voici la météo de demain.")
    await call.presses("#")
    assert "Quelle est votre situation" in call.last_prompt
    assert "Pour d’autres choix, tapez 8." in call.last_prompt
    await call.presses("8")
    assert "Pour au lycée, tapez 1" in call.last_prompt


async def test_the_weather_ends_alone(call: Call) -> None:
    """Three minutes without a key: the call ends, still banal."""
    await call.presses("5")
    await call.presses("9")
    for _ in range(3):
        await call.stays_silent()
    assert call.over
    assert "météo" in call.last_prompt


# --- a person, prepared -----------------------------------------------------------------------------------------

SUMMARY = ("Votre demande : changer de métier.", "Votre âge : plus de trente ans.", "Votre commune : Tours.")


@pytest.mark.parametrize("way", ["enlevez mon âge", "la deuxième", "4"])
async def test_to1_the_caller_edits_what_the_person_is_told(hotline: HotlineUnderTest, way: str) -> None:
    """By its name, its rank, or its key; then the person gets only that."""
    hotline.reception.summary = SUMMARY
    call = await hotline.carrier.rings()
    await call.presses("0")
    assert "Votre âge : plus de trente ans." in call.last_prompt
    assert "Pour enlever votre âge, tapez 4." in call.last_prompt
    await (call.presses(way) if way.isdigit() else call.says(way))
    assert "âge" not in call.last_prompt
    await call.says("oui")
    assert call.whispers[1:-1] == [SUMMARY[0], SUMMARY[2]]


@pytest.mark.parametrize("answer", ["2", "0", None])
async def test_to1_nothing_is_told_without_a_yes(hotline: HotlineUnderTest, answer: str | None) -> None:
    """Refused, hurried or unanswered: the person is rung and told nothing."""
    hotline.reception.summary = SUMMARY
    call = await hotline.carrier.rings()
    await call.presses("0")
    for _ in range(1 if answer else 2):
        await (call.presses(answer) if answer else call.stays_silent())
    assert call.rung == [HUMAN]
    assert len(call.whispers) == 2


async def test_a_call_back_is_offered_when_nobody_answers(hotline: HotlineUnderTest) -> None:
    """On an explicit yes; the number goes to those who call back, and nowhere else."""
    hotline.called_back = []
    hotline.open()
    hotline.carrier.callee = Callee.NO_ANSWER
    call = await hotline.carrier.rings()
    await call.presses("0")
    assert "Voulez-vous qu’une personne vous rappelle ?" in call.last_prompt
    for keys in ("1", "0639980123", "1"):
        await call.presses(keys)
    assert hotline.called_back == ["+33639980123"]
    assert "Voulez-vous continuer avec moi ?" in call.last_prompt
    assert "0639980123" not in hotline.reception.told


async def test_no_form_stands_between_distress_and_a_person(hotline: HotlineUnderTest) -> None:
    """P49: neither a summary to approve nor a number to leave."""
    hotline.called_back, hotline.reception.summary = [], SUMMARY
    hotline.open()
    hotline.carrier.callee = Callee.NO_ANSWER
    call = await hotline.carrier.rings()
    await call.says("j’ai envie d’en finir")
    await call.presses("0")
    assert call.rung == [HUMAN]
    assert "rappelle ?" not in call.last_prompt


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("je suis l’interprète", Cue.RELAY),
        ("j’appelle du centre relais téléphonique", Cue.RELAY),
        ("je voudrais devenir interprète", None),
        ("deux heures que j’attends", Cue.WEARY),
        ("ça fait dix ans que je travaille là", None),
        ("effacez mes données", Cue.ERASE),
        ("j’ai oublié mes papiers", None),
        ("je peux pas parler là", Cue.SILENT),
        ("je ne peux pas parler à mon chef", None),
        ("euh hum", Cue.NOISE),
        ("ah oui", None),
        ("la musique", Cue.NOISE),
        ("je veux travailler dans la musique", None),
    ],
)
def test_words_about_the_call_are_not_words_about_life(words: str, cue: Cue | None) -> None:
    """Closed phrases: a need is never mistaken for a remark on the line."""
    assert read_cue(words) is cue


@pytest.mark.parametrize("words", ["je cherche un job", "bonjour", "oui", "Tours", "je suis au chômage", "ok"])
def test_french_is_not_another_language(words: str) -> None:
    """English words of everyday French are French."""
    assert language_of(words) is None
