"""Where e-mail addresses, postal addresses and dates of birth stand in a text, typed or spoken."""

import re
from collections.abc import Iterator, Sequence

from bot.understanding.numbers import NUMBER_WORDS
from bot.understanding.text import fold

Span = tuple[int, int]

# --- e-mail ----------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_TYPED_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[(\[](?:at|arobase|@)[)\]]\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
)
_AT_SIGNS = frozenset(["@", "arobase", "arobas", "arrobase", "arrobas", "arobaze", "robase", "at"])
_DOTS = frozenset([".", "point", "dot"])
_LINKS = frozenset([".", "-", "_", "point", "tiret", "underscore", "dot", "bas", "du", "moins", "souligne"])
_PROVIDERS = "gmail hotmail outlook yahoo orange free sfr laposte wanadoo icloud live proton msn"
_BEFORE_MAIL = """
    est a mail email mel courriel adresse c mon ma le la voici alors euh heu et ecrivez moi chez sur oui non donc
    electronique contact joindre par pas que je vous me m j s l qu contactez envoyez electro bonjour voila ici dis dit
    pouvez ecrire joindre contacter envoyer ou en the ai il elle on pour avec mais si ok accord reste"""
_STOPS = frozenset(_BEFORE_MAIL.split())
_MOST_WORDS, _MOST_SIGNS = 5, 60

_Token = tuple[str, int, int]


def mails_in(text: str) -> Iterator[Span]:
    """Spans of e-mail addresses: ``jean.martin@gmail.com``, "jean point martin arobase gmail point com"…"""
    typed = [found.span() for found in _TYPED_MAIL.finditer(text)]
    yield from typed
    if not re.search(r"@|roba[sz]|\bat\b", text, re.IGNORECASE):
        return
    tokens = [(fold(match[0]) or match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
    for at, (word, _, _) in enumerate(tokens):
        between = 0 < at < len(tokens) - 1 and tokens[at + 1][0] not in _AT_SIGNS
        end = _domain_end(tokens, at) if word in _AT_SIGNS and between else at
        start = _local_start(tokens, at) if end > at else at
        if start < at and not any(first <= tokens[at][1] < last for first, last in typed):
            yield tokens[start][1], tokens[end][2]


def _domain_end(tokens: Sequence[_Token], at: int) -> int:
    """The last token of the domain after an "arobase"; ``at`` itself when what follows is none."""
    end = at
    for index in range(at + 1, min(at + 16, len(tokens))):
        word, before = tokens[index][0], tokens[index - 1][0]
        spelled = len(word) == 1 and len(before) == 1
        halved = index == at + 2 and tokens[index + 1 : index + 2] and tokens[index + 1][0] in _DOTS
        if index > at + 1 and before not in _LINKS and word not in _LINKS and not spelled and not halved:
            break
        end = index
    while end > at and tokens[end][0] in _LINKS:
        end -= 1
    words = [word for word, _, _ in tokens[at + 1 : end + 1]]
    has_dot = not _DOTS.isdisjoint(words)
    sure = has_dot or (words and (words[0] in _PROVIDERS.split() or tokens[at][0] not in {"at", "@"}))
    return end if sure else at


def _local_start(tokens: Sequence[_Token], at: int) -> int:
    """The first token of what stands before an "arobase"."""
    start, words = at, 0
    if at and tokens[at][0] == "robase" and tokens[at - 1][0] == "a":
        start = at - 1
    while start > 0 and at - start < _MOST_SIGNS:
        word, after = tokens[start - 1][0], tokens[start][0]
        linked = start < at and after in _LINKS
        letter = len(word) == 1 and word.isalnum() and (linked or (start < at and len(after) == 1))
        small = letter or word.isdecimal() or word in NUMBER_WORDS or word in _LINKS
        if not small and not (word.isalnum() and (linked or (word not in _STOPS and words < _MOST_WORDS))):
            break
        words += not small
        start -= 1
    while start < at and tokens[start][0] in _LINKS:
        start += 1
    return start


# --- postal address --------------------------------------------------------------------------------------------------

_TENS = "vingts?|trente|quarante|cinquante|soixante|cents?"
_UNITS = "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
_NUMBER = rf"(?:\d{{1,4}}|(?:(?:{_UNITS}|{_TENS}|et)[\s-]){{0,4}}(?:{_UNITS}|{_TENS}|(?<=et )une?))"
_STREET = (
    r"(?:rue|avenue|av\.?|ave\.?|boulevard|boul\.?|bd\.?|bld\.?|blvd\.?|all[ée]es?|chemin|impasse|quai|ruelle|sentier"
    r"|venelle|esplanade|faubourg|fbg\.?|rond[- ]point|hameau|lotissement|chauss[ée]e|traverse|r[ée]sidence|clos"
    r"|square)"
)
_DOUBTFUL = r"(?:place|pl\.?|cours|route|rte\.?|passage|voie|villa|cit[ée]|promenade|mont[ée]e|mail|parvis)"
_NUMBERED = re.compile(rf"\s(?:{_STREET}|(?P<doubtful>{_DOUBTFUL}))(?=\s)", re.IGNORECASE)
_HOUSE_NUMBER = re.compile(rf"\b{_NUMBER}(?:\s?(?:bis|ter|quater|[a-d]))?\s?,?$", re.IGNORECASE)
_HOME = r"(?:habit|adresse|domicil|demeur|r[ée]sid|log[ée])"
_AT_HOME = re.compile(
    rf"\b{_HOME}\w*(?:\s?[:,]|\s(?:est|c[’']est|postale|au|à|a|dans|sur|la|le|actuellement)\b){{0,4}}\s"
    rf"(?P<street>{_STREET})(?=\s)",
    re.IGNORECASE,
)
_FLAT = re.compile(
    r"\b[Aa](?:ppartement|ppart|ppt|pt)\.?\s(?:n[°o]\s?)?\d{1,4}\b|\b[Bb][âa]t(?:iment)?\.?\s[A-Z0-9]{1,2}\b"
    r"|\bBP\s?\d{2,5}\b"
    r"|\b[Ll]ieu[- ]dit\s[^\W\d_]{2,20}(?:[ ’'-][^\W\d_]{2,20}){0,2}"
)
_LONGEST_NUMBER = 40
_MONTHS = "janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre"
_STREET_WORD = re.compile(rf"(?:\s|(?<=[’'-])|-)(?:([^\W\d_]+)[’']?|(\d{{1,2}})(?=\s(?:{_MONTHS})))")
_LITTLE = frozenset(["de", "du", "des", "d", "la", "le", "les", "l", "aux"])
_HONOURS = """
    general marechal docteur president saint sainte abbe colonel commandant professeur capitaine amiral pere chanoine
    st ste"""
_NEXT = """
    a et je j pour mais dans pres sur depuis c est il elle on qui que au en ou avec mon ma mes ca alors donc voila
    habite code postal appartement batiment tel telephone mail nous vous chez cherche suis"""
_HONOUR_WORDS, _NEXT_WORDS = frozenset(_HONOURS.split()), frozenset(_NEXT.split())


def addresses_in(text: str) -> Iterator[Span]:
    """Spans of postal addresses, town and postal code left out: "12 bis rue Victor Hugo"."""
    for found in _NUMBERED.finditer(text):
        number = _HOUSE_NUMBER.search(text, max(0, found.start() - _LONGEST_NUMBER), found.start())
        end = _street_end(text, found.end()) if number else found.end()
        if number and end > found.end() and (not found["doubtful"] or _is_address(text, found, end)):
            yield number.start(), end
    for found in _AT_HOME.finditer(text):
        end = _street_end(text, found.end())
        if end > found.end():
            yield found.start("street"), end
    for found in _FLAT.finditer(text):
        yield found.span()


def _is_address(text: str, found: re.Match[str], end: int) -> bool:
    """Whether "12 place…", "2 cours…" is an address: a name in capitals, or somebody saying where they live."""
    if re.search(_HOME, text[max(0, found.start() - 40) : found.start()], re.IGNORECASE):
        return True
    name = text[found.end() : end].split()
    named = name[:1] if fold(found["doubtful"]) == "cours" else name
    return any(word[:1].isupper() for word in named)


def _street_end(text: str, at: int) -> int:
    """Where the name of a street ends: particles, honours, and two words of name, four when they bear capitals."""
    end, names = at, 0
    while names < 4 and (word := _STREET_WORD.match(text, end)):
        bare, capital = fold(word[1] or word[2]), (word[1] or "0")[0].isupper()
        if bare not in _LITTLE | _HONOUR_WORDS:
            if (bare in _NEXT_WORDS and not capital) or (names >= 2 and not capital):
                break
            names += 1
        end = word.end()
    year = re.compile(r"\s(?:19|20)\d\d\b").match(text, end) if re.search(rf"(?:{_MONTHS})$", text[at:end]) else None
    return (year.end() if year else end) if names else at


# --- date of birth ---------------------------------------------------------------------------------------------------

_SAID = "(?:" + "|".join(sorted([*NUMBER_WORDS, "et", "zéro", "premier", r"\d{1,4}"], key=len, reverse=True)) + ")"
_DATE = (
    r"(?:\d{1,2}\s?[/.\s-]\s?\d{1,2}\s?[/.\s-]\s?\d{2,4}"
    rf"|(?:\d{{1,2}}(?:er)?|{_SAID}(?:[\s-]{_SAID}){{0,3}})\s(?:{_MONTHS})(?:[\s-]{_SAID}\b){{0,9}}"
    rf"|{_SAID}(?:[\s,-]{{1,2}}{_SAID}\b){{2,9}})"
)
_BORN = re.compile(
    r"(?:\bn[ée]e?s?\s(?:le|un)\s|\bné\(e\)\sle\s|\banniversaire\s(?:c[’']est\s|est\s)?le\s"
    r"|\b(?:date|jour)\sde\s(?:ma\s)?naissance\W{0,4}(?:(?:est|c[’']est|le)\W{1,3}){0,3})"
    rf"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s)?(?P<date>{_DATE})",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\s*(?P<date>{_DATE})\W*", re.IGNORECASE)
_LONG_AGO = re.compile(r"(?:19\d\d|200\d|201[0-5]|\b(?:mil|mille) neuf cent [a-z ]+|\bdeux mille(?: [a-z]+)?)$")


def births_in(text: str) -> Iterator[Span]:
    """Spans of dates of birth: announced, or a whole message that is a day of the last century or so."""
    for found in _BORN.finditer(text):
        yield found.span("date")
    alone = _ALONE.fullmatch(text) if len(text) < 60 else None
    if alone and _LONG_AGO.search(fold(alone["date"])) and re.search(rf"{_MONTHS}|\d\W\d", alone["date"]):
        yield alone.span("date")
