"""What makes a place or a moment possible for this person, when their words say so; never asked (L13, promise 3)."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from bot.understanding.text import fold
from directory.vocabulary import Times, Way

REMOTE: Final = frozenset({Way.PHONE, Way.VIDEO})

_STEP_FREE = re.compile(
    r"\b(fauteuil roulant|en fauteuil|mobilite reduite|pmr|sans marches?|plain[- ]pied"
    r"|pas (de|d) escaliers?|ascenseur|bequilles)\b"
)
_ONLY = r"(que|seulement|uniquement|plutot|libre|dispo\w*|possible)"
_SATURDAY = re.compile(
    rf"\b({_ONLY} (le |les |un )?samedis?|(rendez vous|rdv) (le |un )samedi|(le |les )?samedis? (seulement|uniquement)"
    r"|samedi (matin |apres midi )?(si possible|de preference))\b"
)
_EVENING = re.compile(
    rf"\b({_ONLY} (le |les |en )?(soirs?|soiree|fin de journee)|(le |les )soirs? (seulement|uniquement)"
    r"|apres (le|mon) travail|apres (17|18|19) ?h)"
)
FROM_AFAR: Final = r"a distance|de chez moi|sans me deplacer|pas me deplacer"
_REMOTE = re.compile(
    rf"\b((que|seulement|uniquement|plutot|entierement) ({FROM_AFAR}|par telephone|en visio)"
    rf"|(peux|veux) pas me deplacer|({FROM_AFAR}) (seulement|uniquement))\b"
)
_NO_CALL: Final = re.compile(
    r"\b((je suis|suis|est) (un peu |tres |presque )?(sourde?|malentendante?|muette?)\b"
    r"|(peux|peut|sais|arrive|veux|voudrais) (vraiment )?pas (te|re)?(telephoner|appeler|parler au telephone)"
    r"|m (re)?(appelez|appeler|telephonez) (surtout )?pas|pas (au|par|de|d) (telephone|appels?)"
    r"|sans (telephone\w*|appel)|aphasiques?|begues?|(ai|a) (pas|plus) (de|le) (telephone|forfait|credit)"
    r"|telephone (est |ne )?(casse|coupe|en panne|marche p(as|lus))|(phobie|peur) du telephone"
    r"|aime pas (le telephone|telephoner))\b"
)
_NO_CALL_NOW: Final = re.compile(
    r"\bpas parler( (la|maintenant|ici|fort|en ce moment|a voix haute|tout de suite|au (bureau|travail|boulot))\b|$)"
)
_LANGUAGES: Final = {
    "en": ("anglais", "english"),
    "es": ("espagnol", "espanol"),
    "ar": ("arabe",),
    "pt": ("portugais",),
    "uk": ("ukrainien",),
    "lsf": ("langue des signes", "lsf"),
}
_SPOKEN = (
    r"\b(en|parle|parler|parlent|comprends|traduction|interprete|speak)( que| seulement| uniquement)?"
    r" (l |le |la |en )?({names})\b"
)
_LEARNS = re.compile(r"\b(apprendre|cours|formation|diplome|licence|prof|toeic|toefl|niveau|ameliorer|test)\b")


@dataclass(frozen=True, slots=True)
class Constraints:
    """Step-free access, meeting from afar, never by telephone, days and hours, a language besides French (ISO 639-1,
    or "lsf")."""

    step_free: bool = False
    remote: bool = False
    no_call: bool = False
    times: frozenset[Times] = field(default_factory=frozenset)
    language: str | None = None

    def __or__(self, other: "Constraints") -> "Constraints":
        return replace(
            self,
            step_free=self.step_free or other.step_free,
            remote=self.remote or other.remote,
            no_call=self.no_call or other.no_call,
            times=self.times | other.times,
            language=other.language or self.language,
        )

    @property
    def ways(self) -> frozenset[Way]:
        """The ways to meet that suit, when some do not; none named means all of them."""
        suiting = (REMOTE if self.remote else frozenset(Way)) - ({Way.PHONE} if self.no_call else frozenset())
        return suiting if suiting != frozenset(Way) else frozenset()

    def suiting(self, ways: tuple[Way, ...]) -> tuple[Way, ...]:
        """Those of these ways that suit; all of them when none does, for then there is nothing to choose from."""
        return tuple(way for way in ways if way in self.ways) or ways

    def names(self) -> tuple[str, ...]:
        """The ends of the keys of their labels (``utter_label_constraint_…``), in a stable order."""
        language = (f"language_{self.language}",) if self.language else ()
        asked = (("step_free", self.step_free), ("remote", self.remote), ("no_call", self.no_call))
        return (*(name for name, is_asked in asked if is_asked), *sorted(self.times), *language)


NOTHING_SAID: Final = Constraints()


def constraints_in(text: str) -> Constraints:
    """What these words say of it; somebody who wants to learn a language does not ask to be received in it."""
    words = fold(text)
    times = {Times.SATURDAY: _SATURDAY, Times.EVENING: _EVENING}
    return Constraints(
        step_free=bool(_STEP_FREE.search(words)),
        remote=bool(_REMOTE.search(words)),
        no_call=bool(_NO_CALL.search(words)),
        times=frozenset(time for time, pattern in times.items() if pattern.search(words)),
        language=None if _LEARNS.search(words) else _language(words),
    )


def cannot_call_now(text: str) -> bool:
    """« Je ne peux pas parler là »: no call at this moment, though one may suit later."""
    return _NO_CALL_NOW.search(fold(text)) is not None


def _language(words: str) -> str | None:
    for code, names in _LANGUAGES.items():
        if re.search(_SPOKEN.replace("{names}", "|".join(names)), words):
            return code
    return None
