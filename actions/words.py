"""What the words of a turn show by themselves, whatever the need: a thanks, a farewell, a question, a denial."""

import re
from dataclasses import dataclass
from datetime import date

from bot.understanding.acts import Act, Token
from bot.understanding.dates import Wish, read_wish
from bot.understanding.numbers import read_digits
from bot.understanding.text import fold

LAST_WORDS = 6
LONGEST_QUESTION = 14  # words; more tell a story, which is restated first
_FACT = re.compile(
    r"\b(combien|ca coute|(c )?est (payante?|gratuite?)|comment (ca |se |s )?(marche|passe|fonctionne|calcule)\w*"
    r"|quel(le)?s? (age|diplome|duree|delais?|conditions?|droits?|demarches?|montant|est|sont)"
    r"|est ce que (le|la|les|l|un|une|on|ca)\b|(quand|a quel age) (peut|est|faut)|il faut (quoi|quel\w*))\b"
)
_TAKES_LEAVE = re.compile(r"\b(au revoir|bonne (journee|soiree|nuit)|a (bientot|la prochaine)|je vous laisse)\b")
_THANKS = re.compile(r"\b(merci|mercis|remercie|remercier)\b")
_TAKES_NOTE = re.compile(
    r"(ok\w*|d accord|tres bien|parfait|super|entendu|c est note)"
    r"( je vous remercie| (un )?grand merci| merci( \w+)?)"
)
_THINKS = re.compile(
    r"\b(je (vais|dois|veux|prefere|voudrais) (encore |d abord |y )?(reflechir|en parler)|besoin (d y |de )reflechir"
    r"|faut que (j y |je )reflechisse|je reflechis)\b"
)
_POLITE = re.compile(r"\b(vous |tu )?(n |n’|n')?(avez|auriez|aurait|a) pas\b", re.IGNORECASE)
_SOONEST = re.compile(
    r"\b((le|au) plus (tot|vite|rapide(ment)?)|plus (tot|vite|rapidement) possible|des que (c est )?possible)\b"
)
_TELLS = re.compile(
    r"\b((je|j|il|elle|on|c) (ne |n )?"
    r"(suis|etais|etait|est|ai ete|a ete|vais etre|serai|travaill\w*|bosse\w*)"
    r"|(mon|ma) \w+ (est|etait|travaill\w*|va))\b"
)
_DENIES = re.compile(r"\b(je|j) (ne |n )?(veux|voudrais|cherche|demande|souhaite|ai besoin|parle) (pas|plus)\b")
_INSTEAD = re.compile(r"\b(mais|plutot|finalement|sinon|(je|j) (voudrais|veux|cherche|souhaite) (?!pas|plus))")
_ASKS = re.compile(
    r"\b(veux|voudr\w*|veut|aimer\w*|souhait\w*|cherch\w*|besoin|plutot|finalement|comment|combien|est ce que"
    r"|pouvez|peux|possible|il faut|interess\w*|projet|envie|aide[rz]?)\b"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one turn, with the key pressed or the act of talk they were read as."""

    text: str = ""
    token: Token | None = None
    act: Act | None = None

    @property
    def folded(self) -> str:
        """The words folded, to look for a few of them."""
        return fold(self.text)

    @property
    def digits(self) -> str | None:
        """The digits said, when the words are a number to note down."""
        return read_digits(self.text)

    @property
    def takes_leave(self) -> bool:
        """Whether these words end the talk, whatever else they agree to ("ok merci, au revoir")."""
        return self.act is not None and _TAKES_LEAVE.search(self.folded) is not None

    @property
    def parts(self) -> bool:
        """Whether these words end on a farewell, whatever they told before it."""
        return _TAKES_LEAVE.search(" ".join(self.folded.split()[-LAST_WORDS:])) is not None

    @property
    def asks(self) -> bool:
        """Whether these words ask for something, or wish it."""
        return "?" in self.text or _ASKS.search(self.folded) is not None

    @property
    def only_thanks(self) -> bool:
        """Whether these words thank, at length perhaps, and ask for nothing."""
        return not (self.token or self.asks) and _THANKS.search(self.folded) is not None

    @property
    def takes_note(self) -> bool:
        """Whether these words only thank for what was told ("ok merci"), and agree to nothing more."""
        return _TAKES_NOTE.fullmatch(self.folded) is not None

    @property
    def thinks_it_over(self) -> bool:
        """Whether these few words put off the choice ("ok je vais y réfléchir")."""
        few = not self.token and len(self.folded.split()) <= LONGEST_QUESTION
        return few and _THINKS.search(self.folded) is not None

    @property
    def soonest(self) -> bool:
        """Whether these words ask for the first moment there is."""
        return not self.token and _SOONEST.search(self.folded) is not None

    @property
    def only_tells(self) -> bool:
        """Whether these words tell a situation and ask for nothing ("j’étais secrétaire avant")."""
        return not (self.token or self.asks) and _TELLS.search(self.folded) is not None

    @property
    def only_denies(self) -> bool:
        """Whether these words only say what is not wanted ("non, je ne cherche pas de travail")."""
        return not self.token and _DENIES.search(self.folded) is not None and not _INSTEAD.search(self.folded)

    @property
    def asks_a_fact(self) -> bool:
        """Whether these few words ask what something costs, how long it takes, how it goes: an answer comes first."""
        few = not self.token and len(self.folded.split()) <= LONGEST_QUESTION
        return few and _FACT.search(self.folded) is not None

    def wish(self, today: date) -> Wish | None:
        """The days and hours wished, if any."""
        if self.token:
            return None
        # « Vous n’avez pas après 17 h ? » wishes for it.
        return read_wish(_POLITE.sub(" ", self.text) if "?" in self.text else self.text, today)
