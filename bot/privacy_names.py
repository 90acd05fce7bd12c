"""Where names of people stand in a text: announced ("je m'appelle…"), titled, spelled, or signed."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from bot.name_words import ACRONYMS, ALSO_WORDS, FIRST_NAMES, ORDINARY, PARTICLES, SURNAMES_TOO
from bot.understanding.text import fold

Span = tuple[int, int]

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'-](?=[^\W\d_]))*")
_GAP = r"[\s:,=«\"]{1,4}"
_HESITATION = r"(?:\s(?:euh|heu|donc|bien|alors|toujours|maintenant|désormais)\b){0,2}"
_RELATION = (
    r"(?:mon|ma|notre)\s(?:(?:petite?|grande?|belle|beau|ex)[\s-])?(?:fils|fille|garçon|garcon|enfant|ado|mari|femme"
    r"|conjointe?"
    r"|compagnon|compagne|copain|copine|frère|frere|s[œo]e?ur|père|pere|mère|mere|cousine?|neveu|nièce|niece|amie?"
    r"|voisine?"
    r"|patronn?e?|chef|cheffe|directeur|directrice|responsable|conseillère|conseiller|conseillere|référente?"
    r"|referente?|tuteur"
    r"|tutrice|collègue|collegue|assistante sociale|éducateur|éducatrice|prof|aînée?|cadette?)"
)
# A name follows for certain, however it is written.
_ANNOUNCED = re.compile(
    r"\b(?:(?:je|j)\s?[’']?\s?m[’'\s]?(?:appell?e|apell?e|nomme)|on\sm[’'\s]?appelle|(?:appell?e[zr]?"
    r"|nomme[zr]?)[\s-]moi"
    r"|mon\s(?:vrai\s|petit\s)?(?:nom|pr[ée]nom)(?:\sde\s(?:famille|jeune\sfille|naissance)|\sd[’']usage|\scomplet)?"
    r"(?:\set\s(?:mon\s)?pr[ée]nom)?(?:\s?c[’'\s]?est|\sest|\s?[:=])|(?:nom|pr[ée]nom)\s?[:=]|pr[ée]nomm[ée]e?"
    r"|(?:au\snom|de\sla\spart)\sde|signé)" + _HESITATION + _GAP,
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:M\.|Mr\b\.?|Mme\b\.?|Mlle\b\.?|monsieur|madame|mademoiselle|Dr\b\.?|docteur)\s", re.IGNORECASE
)
# A name may follow: only a known first name, or a capital, tells.
_LIKELY = re.compile(
    rf"(?:\bmoi\sc[’'\s]?\s?est|\b(?:moi|ici)\b|\bc[’'\s]\s?est|\bje\ssuis|\bjsuis|\bchui|\b{_RELATION}(?:\s(?:il"
    rf"|elle))?(?:\ss[’'\s]?appelle)?"
    rf"|\b(?:il|elle|qui)\ss[’'\s]?appelle|^\s*(?:bonjour|bonsoir|allô|allo|salut|coucou)|\bavec|\bvoir"
    rf"|(?:cordialement|bien\sà\svous|salutations|sincèrement|merci\sd[’']avance))" + _GAP + r"(?=[^\W\d_])",
    re.IGNORECASE,
)
_CAPITAL_TELLS = re.compile(
    rf"{_RELATION}|s[’'\s]?appelle|cordialement|salutations|sincèrement|à\svous|^\W*moi\W", re.IGNORECASE
)
_AT_THE_PHONE = re.compile(r"((?:[^\W\d_][^\W\d_’'-]{1,30}\s){1,3})(?:à|a)\sl[’'\s]?appareil", re.IGNORECASE)
_LETTER = r"(?<![\w’'])(?:deux\s)?[a-zéèêëïçü](?![\w’'])"
_SPELLED = re.compile(
    rf"{_LETTER}(?:\s(?:comme|pour)\s[^\W\d_]{{2,20}})?(?:(?:\s|\s?[-.,]\s?|\s(?:tiret|espace|accent|apostrophe)\s)"
    rf"{_LETTER}(?:\s(?:comme|pour)\s[^\W\d_]{{2,20}})?){{2,40}}(?!-\w)",
    re.IGNORECASE,
)
_LIKE_WORDS = re.compile(
    rf"{_LETTER}\s(?:comme|pour)\s[^\W\d_]{{2,20}}(?:[\s,]{{1,3}}{_LETTER}\s(?:comme"
    rf"|pour)\s[^\W\d_]{{2,20}}){{1,20}}",
    re.IGNORECASE,
)
_SPELLING_CUE = re.compile(r"\[nom\]|\bnom|appel|[ée]pel|[ée]cri|lettre|orthograph", re.IGNORECASE)
_SPELLED_ALONE = 6  # letters from which spelling is a name's, without any cue
_OPENERS = frozenset(
    ["je", "j ai", "il", "elle", "on", "nous", "vous", "et", "c est", "ca", "mais", "bonjour", "merci"]
)


def names_in(text: str, is_place: Callable[[str], bool]) -> Iterator[Span]:
    """Spans of names in a text, as far as a cue gives them away; ``is_place`` tells a folded commune name."""
    for found in _ANNOUNCED.finditer(text):
        yield from _name_at(text, found.end(), is_place, announced=True)
    for found in _TITLED.finditer(text):
        yield from _titled(text, found.end(), is_place)
    for found in _LIKELY.finditer(text):
        yield from _likely(text, found, is_place)
    for found in _AT_THE_PHONE.finditer(text) if "appareil" in text.lower() else ():
        words = [word for word in _WORD.finditer(found[1]) if not _ordinary(word[0])]
        if words:
            yield found.start() + words[0].start(), found.start() + words[-1].end()
    for found in _SPELLED.finditer(text):
        if _spells_a_name(text, found):
            yield _with_word_before(text, found)
    for found in _LIKE_WORDS.finditer(text):
        yield found.span()
    yield from _bare(text, is_place)


@lru_cache(maxsize=4096)
def _ordinary(word: str) -> bool:
    """Whether a word belongs to ordinary talk: "j'habite" does, "N'Diaye" and "d'Alembert" do not."""
    parts = fold(word).split()
    elided = re.match(r"[^\W\d_]+[’'](.)", word)
    if elided and len(parts) > 1:
        foreign = parts[0] == "o" or (parts[0] in {"n", "m"} and parts[1][0] not in "aeiouyh")
        return parts[0] in ORDINARY and elided[1].islower() and not foreign
    return all(part in ORDINARY for part in parts)


@lru_cache(maxsize=4096)
def _first_name(word: str) -> bool:
    return any(part in FIRST_NAMES for part in fold(word).split()[:1])


def _name_at(text: str, at: int, is_place: Callable[[str], bool], *, announced: bool = False) -> Iterator[Span]:
    """The name that starts at that place, up to three words, when one does.

    Words of ordinary talk end it, a capital makes names of them once a name is announced or begun ("Claire Petit").
    """
    end, words = at, 0
    particle: str | None = None
    while words < 4 and (word := _WORD.match(text, end if words == 0 and not particle else _next(text, end))):
        if fold(word[0]) in PARTICLES and (words or word[0][0].isupper()):
            particle, end = f"{particle or ''}{fold(word[0])}", word.end()
            continue
        known = _first_name(word[0])
        capital = word[0][0].isupper() and not text.isupper()
        enough = words >= (3 if capital else 2) and not known
        named = (words or announced) and (
            (capital and fold(word[0]) not in _OPENERS) or (words and fold(word[0]) in SURNAMES_TOO)
        )
        if enough or (_ordinary(word[0]) and not known and not named) or (particle == "de" and is_place(fold(word[0]))):
            break
        words, end, particle, last = words + 1, word.end(), None, word.end()
    if words:
        yield at, last


def _next(text: str, end: int) -> int:
    """Where the next word of a name would start: after one space or hyphen, else nowhere."""
    return end + 1 if text[end : end + 1] in {" ", "-", "\u00a0"} else len(text)


def _titled(text: str, at: int, is_place: Callable[[str], bool]) -> Iterator[Span]:
    word = _WORD.match(text, at)
    if word and len(word[0]) > 1 and not _ordinary(word[0]):
        yield from _name_at(text, at, is_place)


def _likely(text: str, found: re.Match[str], is_place: Callable[[str], bool]) -> Iterator[Span]:
    word = _WORD.match(text, found.end())
    if word is None or (_ordinary(word[0]) and not _first_name(word[0])):
        return
    capital = word[0][0].isupper() and not word[0].isupper() and len(word[0]) > 2
    told = capital and _CAPITAL_TELLS.search(found[0]) and not is_place(fold(word[0]))
    known = _first_name(word[0]) and (capital or fold(word[0]) not in ALSO_WORDS)
    if told or (known and not _goes_on(text, word, is_place)):
        yield from _name_at(text, found.end(), is_place)


def _goes_on(text: str, word: re.Match[str], is_place: Callable[[str], bool]) -> bool:
    """Whether a first name is only the beginning of a place ("Jean-de-Braye", "Laurent du Pont")."""
    rest = _WORD.match(text, _next(text, word.end()))
    if rest is not None and fold(rest[0]) in {"emploi", "emplois"}:  # "pôle emploi", misheard
        return True
    return rest is not None and is_place(fold(f"{word[0]} {rest[0]}"))


def _with_word_before(text: str, letters: re.Match[str]) -> Span:
    """The spelled letters, and the word before them when it is what they spell ("Nguyen, N G U Y E N")."""
    word = re.search(r"([^\W\d_]+)\W{1,3}$", text[max(0, letters.start() - 40) : letters.start()])
    if word and fold(word[1]) == fold(letters[0]).replace(" ", ""):
        return letters.start() - len(word[0]), letters.end()
    return letters.span()


def _spells_a_name(text: str, letters: re.Match[str]) -> bool:
    """Whether spelled letters are a name and not an acronym: said so, alone in the message, or too many."""
    bare = re.sub(r"\b(?:deux|tiret|espace|accent|apostrophe|(?:comme|pour) \w+)\b", " ", letters[0].lower())
    word = fold(bare).replace(" ", "")
    with_figures = fold(letters[0].lower().replace("deux", "2")).replace(" ", "")
    if not {word, with_figures}.isdisjoint(ACRONYMS) or "abcdefghij".startswith(word) or set(word) <= {"a", "y"}:
        return False
    around = [word for word in _WORD.findall(text[: letters.start()] + text[letters.end() :]) if not _ordinary(word)]
    told = _SPELLING_CUE.search(text[max(0, letters.start() - 60) : letters.start()])
    repeated = _with_word_before(text, letters) != letters.span()
    return bool(told) or repeated or not around or len(word) >= _SPELLED_ALONE


def _bare(text: str, is_place: Callable[[str], bool]) -> Iterator[Span]:
    """A message that opens on a first name, or is nothing but a first name or a full one, in either order."""
    whole = text.strip(" .!,;\n\t")
    words = whole.split()
    opening = re.match(r"\s*([^\W\d_]+),\s", text)
    if opening and _first_name(opening[1]) and opening[1][0].isupper() and not is_place(fold(opening[1])):
        yield opening.span(1)
    if len(words) == 1 and _first_name(whole) and not is_place(fold(whole)) and fold(whole) not in ALSO_WORDS:
        yield text.index(whole), text.index(whole) + len(whole)
    if len(words) not in {2, 3} or is_place(fold(whole)) or not all(_WORD.fullmatch(word) for word in words):
        return
    first = _first_name(words[0]) or (_first_name(words[-1]) and all(word[0].isupper() for word in words))
    if first and not any(_ordinary(word) for word in words):
        start = text.index(whole)
        yield start, start + len(whole)
