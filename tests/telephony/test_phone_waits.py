"""« Attendez » and « pardon » on the phone: nothing is read again whole, nothing is agreed to by coming back."""

import pytest

from bot.conversation import Reply
from bot.understanding.acts import Act, read_act
from bot.understanding.apology import is_apology
from telephony.cues import is_back
from tests.telephony.carrier import Call
from tests.telephony.line_under_test import HotlineUnderTest
from tests.telephony.phone_fakes import QUESTIONS

ASKS = "je voudrais changer de métier"
INSULT = Reply("utter_insult", "Continuons sans insultes, s’il vous plaît.")


@pytest.mark.parametrize(
    "words", ["c’est bon", "ok c’est bon je suis là", "me revoilà", "voilà j’ai un stylo", "oui allez-y", "c’est noté"]
)
async def test_coming_back_agrees_to_nothing(call: Call, hotline: HotlineUnderTest, words: str) -> None:
    """Promise 3: after « attendez », these words bring the question alone; a yes is asked for again."""
    for said in (ASKS, "je suis salariée", "à Tours", "une petite minute"):
        await call.says(said)
    told = list(hotline.reception.told)
    await call.says(words)
    assert hotline.reception.told == told
    assert "C’est bien ça" in call.last_prompt
    await call.says("oui")
    assert hotline.reception.told[-1] == "oui"


async def test_yes_after_a_wait_stays_a_yes(call: Call, hotline: HotlineUnderTest) -> None:
    """Only what may mean « I am back » is asked again."""
    for said in (ASKS, "je suis salariée", "à Tours", "attendez", "oui"):
        await call.says(said)
    assert hotline.reception.told[-1] == "oui"


@pytest.mark.parametrize("words", ["je suis salariée", "j’ai un rendez-vous", "non", "oui"])
def test_an_answer_is_no_return(words: str) -> None:
    """It is heard as ever."""
    assert not is_back(words)


@pytest.mark.parametrize("words", ["une petite seconde je reviens", "attendez on sonne à la porte", "attendez voir"])
def test_people_ask_to_wait_in_many_ways(words: str) -> None:
    """P03: none of them is told to the conversation as an answer."""
    assert read_act(words) is Act.WAIT


async def test_pardon_after_an_insult_is_told_to_the_conversation(hotline: HotlineUnderTest) -> None:
    """An apology is answered once; « pardon » asks to repeat before any insult, and after the apology."""
    hotline.reception.also = lambda text: (INSULT, QUESTIONS["request"]) if text == "connard" else None
    call = await hotline.carrier.rings()
    await call.says("pardon")
    assert hotline.reception.told == []
    await call.says("connard")
    await call.says("pardon")
    assert hotline.reception.told == ["connard", "pardon"]
    await call.says("pardon")
    assert hotline.reception.told == ["connard", "pardon"]


@pytest.mark.parametrize(
    ("words", "sorry"),
    [
        ("pardon", True),
        ("désolé, je suis énervé", True),
        ("pardon ?", False),
        ("pardon je cherche une formation", False),
        ("je suis salarié", False),
    ],
)
def test_an_apology_says_nothing_else(words: str, *, sorry: bool) -> None:
    """A request in the same breath is a request."""
    assert is_apology(words) is sorry
