"""A spoken code to go on with a talk that was cut: "tulipe 48", on the phone or on the site, for half an hour.

Only a keyed hash of the code is kept, with the talk's name: no number is needed to find a caller again.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from bot.shelf import Shelf
from bot.understanding.numbers import spell_pairs, with_digits
from bot.understanding.text import fold

LIFE = 30 * 60.0  # seconds
MOST_WRONG = 30  # wrong codes in ten minutes, all callers together: nobody walks through the codes
WRONG_WINDOW = 10 * 60.0  # seconds
WRONG = "wrong-codes"
KEYED_DIGITS = 5

# Common nouns with one spelling and no homophone, so that a recogniser writes them as they are.
_WORDS = """
    abricot agneau ampoule ananas armoire artiste ascenseur asperge avion bagage balcon ballon banane barque
    bateau bonbon bougie boussole branche brioche brouette bureau cabane cactus caillou camion canard caravane
    carotte carton casquette castor cerise chaise chameau chapeau chemise cheval chocolat cigale citron
    citrouille clarinette cochon coquelicot corbeille couleur couteau cravate crevette crocodile cuisine dauphin
    dragon drapeau escalier escargot facteur falaise fauteuil figue flamant flocon fontaine fourchette fraise
    framboise fromage gazelle girafe gorille goutte grenouille guirlande guitare hamac haricot herisson hibou
    hippocampe horloge igloo iris jardin jonquille kangourou kiwi lampadaire lanterne lapin lavande lezard
    libellule licorne lumiere mandarine marguerite marmotte melon mimosa mouette moulin moutarde mouton muguet
    myrtille navire nuage olive orange orchidee otarie oursin palmier panier papillon parapluie pasteque
    perroquet pingouin piscine pivoine planete plateau poisson poivron pomme potager poussin prune radis raisin
    renard requin riviere rocher rossignol sardine saucisse sauterelle serpent singe soleil sorbet souris
    tambour tapis tartine taureau tigre tomate tortue tournesol trompette tulipe valise vanille violette violon
    volcan voiture wagon
"""
WORDS = tuple(_WORDS.split())


@dataclass(frozen=True, slots=True)
class ResumeCode:
    """One word and two digits."""

    word: str
    number: int

    @property
    def spoken(self) -> str:
        """As it is said: "tulipe quarante-huit"."""
        return f"{self.word} {spell_pairs(str(self.number))}"

    @property
    def keyed(self) -> str:
        """As it is keyed: the word's rank in three digits, then the number."""
        return f"{WORDS.index(self.word):03d}{self.number}"


def read_code(text: str) -> ResumeCode | None:
    """The code in these words ("euh, tulipe quarante-huit") or keys; None when there is none."""
    if re.fullmatch(r"\d{5}", text):
        rank, number = int(text[:3]), int(text[3:])
        return ResumeCode(WORDS[rank], number) if rank < len(WORDS) and number >= 10 else None
    words = with_digits(fold(text)).split()
    for word, digits in pairwise(words):
        if word in WORDS and re.fullmatch(r"[1-9]\d", digits):
            return ResumeCode(word, int(digits))
    return None


class ResumeCodes:
    """The codes that live now, on the shelf. One code a talk; a code serves once. ``secret`` keys what is kept of them:
    the same for every process."""

    def __init__(
        self,
        shelf: Shelf,
        *,
        secret: bytes | None = None,
        pick: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._shelf = shelf
        self._pick = pick
        self._secret = secret or secrets.token_bytes(32)

    async def issue(self, conversation: str) -> ResumeCode:
        """A code for this talk, in place of any other it had."""
        await self.forget(conversation)
        code = self._any()
        while await self._shelf.get(self._mark(code)):
            code = self._any()
        await self._shelf.put(self._mark(code), conversation.encode(), seconds=LIFE)
        await self._shelf.put(_coded(conversation), self._mark(code).encode(), seconds=LIFE)
        return code

    async def redeem(self, code: ResumeCode) -> str | None:
        """The talk of this code, which dies with it; None for a wrong one, and while too many wrong ones come."""
        if int(await self._shelf.get(WRONG) or 0) >= MOST_WRONG:
            return None
        conversation = await self._shelf.take(self._mark(code))
        if conversation is None:
            await self._shelf.count(WRONG, seconds=WRONG_WINDOW)
            return None
        await self._shelf.take(_coded(conversation.decode()))
        return conversation.decode()

    async def knows(self, conversation: str) -> bool:
        """Whether a code of this talk still lives: the talk must not be erased yet."""
        return await self._shelf.get(_coded(conversation)) is not None

    async def forget(self, conversation: str) -> None:
        """No code leads to this talk any more."""
        mark = await self._shelf.take(_coded(conversation))
        if mark:
            await self._shelf.take(mark.decode())

    def _any(self) -> ResumeCode:
        return ResumeCode(WORDS[self._pick(len(WORDS))], 10 + self._pick(90))

    def _mark(self, code: ResumeCode) -> str:
        return f"code:{hmac.digest(self._secret, code.keyed.encode(), hashlib.sha256).hex()}"


def _coded(conversation: str) -> str:
    return f"coded:{conversation}"
