"""Calls as they happen: scenarios P01 to P64 that need no engine."""

import pytest

from telephony.prompts import PERSON
from tests.telephony.carrier import Call
from tests.telephony.line_under_test import HotlineUnderTest
from tests.telephony.phone_fakes import CODE

ASKS = "je voudrais changer de métier"


async def test_p01_welcome_says_what_answers_and_how_to_reach_a_person(call: Call, hotline: HotlineUnderTest) -> None:
    """Promise 8: automated, anonymous, a person on 0, the question last, within eight seconds, engine untouched."""
    assert "assistant automatique" in call.last_prompt
    assert "anonyme" in call.last_prompt
    assert "Pour une personne, tapez 0" in call.last_prompt
    assert call.last_prompt.endswith("?")
    assert sum(piece.seconds for piece in call.ear.pieces) < 8
    assert hotline.reception.told == []


async def test_p02_silence_leads_from_a_short_word_to_the_keys_then_to_a_person(call: Call) -> None:
    """Promise 6: three silences, then a goodbye with a number, never a silent hang-up."""
    await call.stays_silent()
    assert "Je ne vous entends pas" in call.last_prompt
    assert "Pour répondre avec les touches" in call.last_prompt
    await call.stays_silent(blank=True)
    assert "Pour le travail, tapez 1" in call.last_prompt
    await call.stays_silent()
    assert "Pour parler à une personne, tapez 0" in call.last_prompt
    await call.stays_silent()
    assert "zéro deux, soixante et un, quatre-vingt-onze" in call.last_prompt
    assert call.ended_by == "hotline"


async def test_p02_an_answer_forgets_the_silences(call: Call) -> None:
    """Counters are for one question."""
    await call.stays_silent()
    await call.says(ASKS)
    await call.stays_silent()
    assert "Je ne vous entends pas" in call.last_prompt


async def test_p02_a_silent_answer_to_a_choice_gets_an_example_and_the_keys(call: Call) -> None:
    """The second silence reads what was only offered before."""
    await call.says(ASKS)
    await call.stays_silent()
    await call.stays_silent()
    assert "Dites par exemple" in call.last_prompt
    assert "Pour salarié ou salariée, tapez 1" in call.last_prompt


async def test_p03_looking_for_a_pen_is_not_a_silence(call: Call) -> None:
    """The line waits thirty seconds at a time."""
    await call.says("attendez")
    assert call.gather.get("timeout") == "30"
    await call.stays_silent()
    assert "rien ne presse" in call.last_prompt
    await call.says(ASKS)
    assert "Quelle est votre situation" in call.last_prompt


async def test_p04_badly_recognised_words_are_not_guessed(call: Call, hotline: HotlineUnderTest) -> None:
    """Three different apologies, the menu, then a person: the conversation is never told the noise."""
    said = []
    for noise in ("mleu trafic", "ga bu zo", "plou ploum"):
        await call.says(noise, confidence="0.12")
        said.append(call.last_prompt)
    assert hotline.reception.told == ["#menu", PERSON]
    assert len(set(said)) == 3
    assert "Dial" in call.executed


async def test_p04_words_badly_recognised_twice_alike_are_believed(call: Call) -> None:
    """Confidence is never the only reason to doubt."""
    await call.says(ASKS, confidence="0.12")
    await call.says(ASKS, confidence="0.12")
    assert "Quelle est votre situation" in call.last_prompt


async def test_p04_failures_of_all_kinds_are_counted_together(call: Call, hotline: HotlineUnderTest) -> None:
    """Silence, noise, a wrong key: the third is a person, in whatever order they came."""
    await call.says(ASKS)
    await call.stays_silent()
    await call.says("télé gloubi boulga", confidence="0.1")
    assert "Dial" not in call.executed
    await call.presses("8")
    assert "Dial" in call.executed


@pytest.mark.parametrize("confidence", [None, "", "0.0", "NaN", "inf", "-1", "abc"])
async def test_p05_a_confidence_that_says_nothing_is_ignored(call: Call, confidence: str | None) -> None:
    """Some models give none, or zero."""
    await call.says(ASKS, confidence=confidence)
    assert "Quelle est votre situation" in call.last_prompt


async def test_p07_keys_win_over_speech(call: Call) -> None:
    """Both may come in one webhook."""
    await call.says(ASKS)
    await call.says("euh je sais pas", keys="1")
    assert "quelle commune" in call.last_prompt


@pytest.mark.parametrize("steps", [[], [ASKS], [ASKS, "je suis salariée"], [ASKS, "je suis salariée", "à Tours"]])
async def test_p08_zero_reaches_a_person_at_every_step(call: Call, hotline: HotlineUnderTest, steps: list[str]) -> None:
    """Promise 8, also where digits are being asked; the reception waits where it was."""
    for words in steps:
        await call.says(words)
    before = hotline.reception.step()
    await call.presses("0")
    assert "Dial" in call.executed
    assert hotline.reception.step() == before


async def test_p08_zero_can_be_said(call: Call, hotline: HotlineUnderTest) -> None:
    """The recogniser writes the key's name, or its digit."""
    await call.says("zéro")
    await call.says("0")
    assert hotline.reception.told == [PERSON, PERSON]


@pytest.mark.parametrize("keys", ["#", "*", "12", "123456789012", "8", "*#*#", "37#00"])
async def test_p09_strange_keys_are_answered(call: Call, keys: str) -> None:
    """Wrong keys get the list again; none breaks the call."""
    await call.says(ASKS)
    await call.presses(keys)
    assert not call.over
    assert call.last_prompt


async def test_p09_a_wrong_key_reads_the_keys_again_then_gives_a_person(call: Call) -> None:
    """Never more than three failures."""
    await call.says(ASKS)
    await call.presses("8")
    assert "Cette touche ne sert pas ici" in call.last_prompt
    assert "Pour salarié ou salariée, tapez 1" in call.last_prompt
    await call.presses("8")
    assert "Pour réentendre, tapez dièse" in call.last_prompt
    await call.presses("8")
    assert "Dial" in call.executed


async def test_p09_an_unfinished_postal_code_is_asked_again(call: Call) -> None:
    """Four digits are not a place."""
    await call.says(ASKS)
    await call.says("je suis salariée")
    await call.presses("3700")
    assert "Il faut cinq chiffres" in call.last_prompt
    await call.presses("37000")
    assert "Si je comprends bien" in call.last_prompt


async def test_p10_the_whole_reception_by_keys_alone(call: Call, hotline: HotlineUnderTest) -> None:
    """L13: from silence to a booked appointment without a word; the same messages as by voice."""
    for keys in ("1", "1", "1", "37000", "1", "1", "1", "1", "1", "1", "2"):
        await call.presses(keys)
    told = "#menu|#menu travail|#status salarie|37000|#yes|#appointment|#site 1|#slot 1|#yes|#yes"
    assert hotline.reception.told == told.split("|")
    assert "aucun numéro n’est gardé" in call.last_prompt
    assert hotline.saved == []


async def test_p10_places_are_read_once_with_their_numbers(call: Call) -> None:
    """What was just told as « 1 : … » is not read again as a key; asked again, it is."""
    for keys in ("1", "1", "1", "37000", "1", "1"):
        await call.presses(keys)
    assert "1 : Mission locale, à Tours." in call.last_prompt
    assert "Dites ou tapez son numéro. Pour CIO, Chinon, tapez 2." in call.last_prompt
    assert "Pour Mission locale" not in call.last_prompt
    await call.stays_silent()
    assert "Pour Mission locale, Tours, tapez 1." in call.last_prompt


async def test_p10_whoever_keys_is_read_the_keys(call: Call) -> None:
    """And whoever speaks is only told that they exist."""
    await call.says(ASKS)
    assert "Pour entendre les réponses possibles, tapez 9" in call.last_prompt
    await call.presses("9")
    assert "Pour salarié ou salariée, tapez 1" in call.last_prompt
    await call.presses("9")
    assert "Pour au lycée, tapez 1" in call.last_prompt
    assert "Pour revenir aux premiers choix, tapez 9" in call.last_prompt
    await call.presses("3")
    assert "quelle commune" in call.last_prompt


async def test_p11_the_notice_is_not_cut_but_the_question_is(call: Call) -> None:
    """AI Act, article 50: the automated assistant always says that it is one."""
    await call.interrupts(ASKS, after=0.4)
    assert "assistant automatique et anonyme." in call.heard[0]
    assert not any("amène" in words for words in call.heard)
    assert "Quelle est votre situation" in call.last_prompt


async def test_p13_the_read_back_before_booking_is_not_cut(call: Call, hotline: HotlineUnderTest) -> None:
    """Promise 3: "oui" can only answer a read-back heard to its end."""
    for keys in ("1", "1", "1", "37000", "1", "1", "1", "1"):
        await call.presses(keys)
    assert hotline.reception.step() == "book"
    await call.interrupts("oui", after=0.4)
    assert any(piece.whole and "Je réserve ?" in piece.text for piece in call.ear.pieces)


@pytest.mark.parametrize("words", ["répétez", "pardon ?", "hein ?", "#"])
async def test_p14_repeats_the_prompt_then_more_slowly(call: Call, words: str) -> None:
    """Nothing is lost; the second time it is said slower, with the keys."""
    await call.says(ASKS)
    repeat = call.presses if words == "#" else call.says
    await repeat(words)
    assert "Quelle est votre situation ?" in call.last_prompt
    await repeat(words)
    assert "Quelle est votre situation ?" in call.last_prompt
    assert call.gather.find("Say/prosody[@rate]") is not None


async def test_p15_slower_is_kept_for_the_call(call: Call) -> None:
    """Shorter pieces, pauses between them, a slower voice, more time to answer."""
    await call.says("plus lentement")
    assert "plus doucement" in call.last_prompt
    await call.says(ASKS)
    said = call.gather.findall("Say")
    assert all(say.find("prosody").get("rate") == "85%" and say.find("break") is not None for say in said)  # type: ignore[union-attr]
    assert call.gather.get("timeout") == "12"


async def test_p16_louder_then_the_keys_or_a_person(call: Call) -> None:
    """A voice can only be so loud."""
    await call.says("plus fort")
    assert call.gather.find("Say/prosody[@volume]") is not None
    await call.says("plus fort")
    assert "Pour une personne, tapez 0" in call.last_prompt


async def test_p17_star_goes_back_one_step(call: Call, hotline: HotlineUnderTest) -> None:
    """NO6: what was said can be undone."""
    await call.says(ASKS)
    await call.says("je suis salariée")
    await call.presses("*")
    assert "Quelle est votre situation" in call.last_prompt


async def test_p60_a_digression_is_answered_and_the_question_comes_back(call: Call) -> None:
    """The true answer, then the pending question."""
    await call.says(ASKS)
    await call.says("vous êtes un robot")
    assert call.last_prompt.startswith("Oui, je suis un assistant automatique.")
    assert "Quelle est votre situation ?" in call.last_prompt


async def test_appointment_code_is_keyed_whole(call: Call, hotline: HotlineUnderTest) -> None:
    """An appointment is moved by phone with its ten digits."""
    await call.says("j’ai un rendez-vous à déplacer")
    await call.presses(CODE)
    assert hotline.reception.told[-1] == CODE


@pytest.mark.parametrize("words", ["la deuxième", "le 2", "plutôt le deuxième"])
async def test_the_second_one_is_the_second_of_what_was_read(call: Call, hotline: HotlineUnderTest, words: str) -> None:
    """Order is that of the keys just read."""
    await call.presses("1")
    await call.says(words)
    assert hotline.reception.told[-1] == "#menu etudes"


async def test_goodbye_ends_the_call(call: Call) -> None:
    """ "Non" to "autre demande ?" is a goodbye after one last question, which silence may answer."""
    for keys in ("1", "1", "1", "37000", "1", "2"):
        await call.presses(keys)
    await call.says("non")
    assert "Merci de votre appel" in call.last_prompt
    assert "avez-vous trouvé ce que vous cherchiez ?" in call.last_prompt
    await call.stays_silent()
    assert call.ended_by == "hotline"


async def test_silence_after_the_end_is_a_goodbye(call: Call) -> None:
    """Nobody is held on the line."""
    for keys in ("1", "1", "1", "37000", "1", "2"):
        await call.presses(keys)
    await call.stays_silent()
    assert "Au revoir" in call.last_prompt
    assert call.over
