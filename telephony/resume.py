"""A spoken code to go on with a talk that was cut: "tulipe 48", on the phone or on the site, for half an hour.

Only a keyed hash of the code is kept, in memory, with the talk's name: no number is needed to find a caller again.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from bot.understanding.numbers import spell_pairs, with_digits
from bot.understanding.text import fold

LIFE = timedelta(minutes=30)
MOST_WRONG = 30  # wrong codes in ten minutes, all callers together: nobody walks through the codes
WRONG_WINDOW = timedelta(minutes=10)
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


@dataclass(frozen=True, slots=True)
class _Talk:
    conversation: str
    until: datetime


class ResumeCodes:
    """The codes that live now. One code a talk; a code serves once."""

    def __init__(self, clock: Callable[[], datetime], *, pick: Callable[[int], int] = secrets.randbelow) -> None:
        self._clock = clock
        self._pick = pick
        self._secret = secrets.token_bytes(32)
        self._talks: dict[bytes, _Talk] = {}
        self._wrong: list[datetime] = []

    def issue(self, conversation: str) -> ResumeCode:
        """A code for this talk, in place of any other it had."""
        self._forget_old()
        self._talks = {mark: talk for mark, talk in self._talks.items() if talk.conversation != conversation}
        code = ResumeCode(WORDS[self._pick(len(WORDS))], 10 + self._pick(90))
        while self._mark(code) in self._talks:
            code = ResumeCode(WORDS[self._pick(len(WORDS))], 10 + self._pick(90))
        self._talks[self._mark(code)] = _Talk(conversation, self._clock() + LIFE)
        return code

    def redeem(self, code: ResumeCode) -> str | None:
        """The talk of this code, which dies with it; None for a wrong one, and while too many wrong ones come."""
        self._forget_old()
        if len(self._wrong) >= MOST_WRONG:
            return None
        talk = self._talks.pop(self._mark(code), None)
        if talk is None:
            self._wrong.append(self._clock())
        return talk.conversation if talk else None

    def knows(self, conversation: str) -> bool:
        """Whether a code of this talk still lives: the talk must not be erased yet."""
        self._forget_old()
        return any(talk.conversation == conversation for talk in self._talks.values())

    def forget(self, conversation: str) -> None:
        """No code leads to this talk any more."""
        self._talks = {mark: talk for mark, talk in self._talks.items() if talk.conversation != conversation}

    def _mark(self, code: ResumeCode) -> bytes:
        return hmac.digest(self._secret, code.keyed.encode(), hashlib.sha256)

    def _forget_old(self) -> None:
        now = self._clock()
        self._talks = {mark: talk for mark, talk in self._talks.items() if talk.until > now}
        self._wrong = [at for at in self._wrong if at > now - WRONG_WINDOW]
