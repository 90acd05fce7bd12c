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
    """Step-free access, meeting from afar, days and hours, a language besides French (ISO 639-1, or "lsf")."""

    step_free: bool = False
    remote: bool = False
    times: frozenset[Times] = field(default_factory=frozenset)
    language: str | None = None

    def __or__(self, other: "Constraints") -> "Constraints":
        return replace(
            self,
            step_free=self.step_free or other.step_free,
            remote=self.remote or other.remote,
            times=self.times | other.times,
            language=other.language or self.language,
        )

    def names(self) -> tuple[str, ...]:
        """The ends of the keys of their labels (``utter_label_constraint_…``), in a stable order."""
        language = (f"language_{self.language}",) if self.language else ()
        asked = (("step_free", self.step_free), ("remote", self.remote))
        return (*(name for name, is_asked in asked if is_asked), *sorted(self.times), *language)


NOTHING_SAID: Final = Constraints()


def constraints_in(text: str) -> Constraints:
    """What these words say of it; somebody who wants to learn a language does not ask to be received in it."""
    words = fold(text)
    times = {Times.SATURDAY: _SATURDAY, Times.EVENING: _EVENING}
    return Constraints(
        step_free=bool(_STEP_FREE.search(words)),
        remote=bool(_REMOTE.search(words)),
        times=frozenset(time for time, pattern in times.items() if pattern.search(words)),
        language=None if _LEARNS.search(words) else _language(words),
    )


def _language(words: str) -> str | None:
    for code, names in _LANGUAGES.items():
        if re.search(_SPOKEN.replace("{names}", "|".join(names)), words):
            return code
    return None
