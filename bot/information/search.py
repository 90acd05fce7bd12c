"""Questions that no need covers: the best passages of the fiches and of the glossary, by the database's full text.

The words are indexed as ``normalise`` spells them, so accents, short forms, spelled acronyms and old names meet; a
misspelt word is brought to the nearest word of the index; a word is looked for by its beginning, so its endings meet.
SQLite (FTS5) and PostgreSQL (tsvector) rank; which passages are good enough is decided here, the same for both.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from math import log

from rapidfuzz import fuzz, process
from sqlalchemy import Engine, text

from bot.information.fiches import Fiche
from bot.information.glossary import Glossary
from bot.information.sources import Source
from bot.understanding.spelling import normalise
from bot.understanding.text import fold
from directory.database import reading, writing
from directory.vocabulary import Need

ENOUGH = 0.6  # of the question's words are in a passage that answers it
TELLING = 3.6  # natural logarithm: what a passage shares with a question is found in at most 1 passage out of 36
NEAR = 84  # out of 100: how alike a misspelt word and a word of the index are
SHORTEST_MISSPELT = 4  # letters; shorter words are too near one another
LOOKED_AT = 24  # passages ranked by the database, from which the best are kept
LONGEST_QUESTION = 40  # words

ORDINARY = """
a ai ainsi aller alors apres arriver as au aussi aux avais avec avez avoir bien bonjour c ca car ce cela celui ces
cet cette chez chose combien comme comment connaitre coute couter d dans de depuis des deux dire dit dois donc
droit du dure durer elle elles en encore entre est et etes etre eux existe exister faire fait faut ici il ils j je
jour juste l la le les leur leurs lui m ma mais me meme merci mes mettre moi moins mon n ne ni non nos notre nous
on ont ou par parce pas peu peut peux plus plutot pour pourquoi pouvez pouvoir prendre puis qu quand que quel
quelle quelles quelque quels question qui quoi s sa sais sans savoir se ses si soit sont suis sur svp t ta te temps
tes toi ton tous tout toute toutes tres trop tu un une va vais vers veux voir vont vos votre voudrais vous y
"""
_ORDINARY = frozenset(ORDINARY.split())


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of verified information: its words in Markdown, where they come from, and the need whose fiche says more.

    ``term`` names the glossary's word when the passage is its definition; ``names`` are its other names.
    """

    need: Need
    title: str
    words: str
    sources: tuple[Source, ...]
    verified_on: date
    term: str | None = None
    names: tuple[str, ...] = ()


class Knowledge:
    """Every passage of the fiches and of the glossary, looked for in the database that ``engine`` opens."""

    def __init__(self, engine: Engine, fiches: Mapping[Need, Fiche], glossary: Glossary) -> None:
        self._engine = engine
        self._passages = tuple(passages(fiches, glossary))
        self._entries = [spellings(" ".join((one.title, one.words, *one.names))) for one in self._passages]
        self._vocabulary: frozenset[str] = frozenset(word for entry in self._entries for word in entry)

    def refresh(self) -> bool:
        """Rebuild the index when the texts have changed since it was built; tell whether it was."""
        digest = sha256("\n".join(" ".join(entry) for entry in self._entries).encode()).hexdigest()
        with writing(self._engine) as session:
            if session.scalar(text("SELECT digest FROM knowledge_digest")) == digest:
                return False
            session.execute(text("DELETE FROM knowledge"))
            rows = [{"id": place, "words": " ".join(entry)} for place, entry in enumerate(self._entries)]
            session.execute(text("INSERT INTO knowledge (passage, words) VALUES (:id, :words)"), rows)
            session.execute(text("DELETE FROM knowledge_digest"))
            session.execute(text("INSERT INTO knowledge_digest (digest) VALUES (:digest)"), {"digest": digest})
        return True

    def search(self, question: str, limit: int = 3) -> tuple[Passage, ...]:
        """The passages that answer a question, best first, each subject once; none when nothing is near enough."""
        weights = {one: self._weight(one) for one in self._stems(question)}
        if not weights:
            return ()
        found: dict[Need, Passage] = {}
        shares = {place: self._share(place, weights) for place in self._ranked(tuple(weights))}
        for place in sorted(shares, key=lambda one: (-shares[one], self._passages[one].term is None)):
            if shares[place] < ENOUGH or len(found) == limit:
                break
            found.setdefault(self._passages[place].need, self._passages[place])
        return tuple(found.values())

    def _stems(self, question: str) -> Iterator[str]:
        """The beginnings of the question's words, each spelled as the index spells it."""
        plain = _content(fold(question))
        for word in _content(normalise(question))[:LONGEST_QUESTION]:
            known = self._known(word)
            # « carte d’identité » is one word for the classifier; here its parts are looked for when the whole is not.
            parts = [part for part in plain if part != word and part in word and self._known(part)]
            if known or not parts:
                yield stem(known) if known else stem(word, kept=0.7)
            yield from (stem(self._known(part)) for part in parts if not known)

    def _known(self, word: str) -> str:
        """The word of the index that this one is, spelling mistakes forgiven; empty when there is none."""
        if word in self._vocabulary:
            return word
        if len(word) < SHORTEST_MISSPELT:
            return ""
        same_start = [one for one in self._vocabulary if one[0] == word[0]]
        near = process.extractOne(word, same_start, scorer=fuzz.ratio, score_cutoff=NEAR)
        return near[0] if near else ""

    def _weight(self, beginning: str) -> float:
        """How much a word tells: a rare one much, a common one little."""
        held = sum(any(word.startswith(beginning) for word in entry) for entry in self._entries)
        return log(len(self._entries) / max(held, 1))

    def _share(self, place: int, weights: Mapping[str, float]) -> float:
        """How much of the question is in this passage, 0 when what it shares tells too little."""
        entry = self._entries[place]
        shared = sum(w for one, w in weights.items() if any(word.startswith(one) for word in entry))
        return shared / sum(weights.values()) if shared >= TELLING else 0.0

    def _ranked(self, stems: tuple[str, ...]) -> list[int]:
        beginning, or_ = ANY_OF[self._engine.dialect.name]
        words = or_.join(beginning.format(one) for one in stems)
        with reading(self._engine) as session:
            return list(session.scalars(text(QUERIES[self._engine.dialect.name]), {"words": words, "most": LOOKED_AT}))


QUERIES = {
    "sqlite": """SELECT CAST(passage AS INTEGER) FROM knowledge
        WHERE knowledge MATCH :words ORDER BY rank, rowid LIMIT :most""",
    "postgresql": """SELECT passage FROM knowledge, to_tsquery('simple', :words) AS wanted
        WHERE vector @@ wanted ORDER BY ts_rank_cd(vector, wanted, 1) DESC, passage LIMIT :most""",
}
ANY_OF = {"sqlite": ('"{}"*', " OR "), "postgresql": ("{}:*", " | ")}


def passages(fiches: Mapping[Need, Fiche], glossary: Glossary) -> Iterator[Passage]:
    """Every piece of the fiches and every definition, in an order that never changes for the same texts."""
    for need in sorted(fiches):
        fiche = fiches[need]
        for words in _pieces(fiche):
            yield Passage(need, fiche.title, words, fiche.sources, fiche.verified_on)
    for term in glossary.terms:
        names, sources = (*term.formerly, *term.also), fiches[term.need].sources
        yield Passage(term.need, term.title, term.means, sources, glossary.verified_on, term.term, names)


def is_question(words: str) -> bool:
    """Whether these words ask something: a question mark, or how a French question begins."""
    asked = f" {normalise(words)} "
    return "?" in words or any(f" {start} " in asked for start in STARTS)


STARTS = (
    "comment", "combien", "pourquoi", "quand", "est ce que", "qu est ce", "c est quoi", "quel", "quelle", "quels",
    "quelles", "ou trouver", "ou aller", "a qui", "peut on", "puis je", "ai je", "y a t il", "ca veut dire",
)  # fmt: skip


def stem(word: str, kept: float = 0.6) -> str:
    """The beginning that a word shares with its family: « traducteur » and « traduction » share « traduc »."""
    return word if len(word) <= SHORTEST_MISSPELT else word[: max(SHORTEST_MISSPELT, round(len(word) * kept))]


def _pieces(fiche: Fiche) -> Iterable[str]:
    yield fiche.short.replace("\n", " ")
    yield from (item.removeprefix("- ") for item in fiche.details.splitlines() if item.startswith("- "))
    yield from (*fiche.by_status.values(), *filter(None, (fiche.handicap,)))
    yield from (part.written for part in fiche.by_region.values())
    yield from (*fiche.who, *fiche.traps, *fiche.next_steps)


def spellings(words: str) -> list[str]:
    """The words that carry meaning, as they stand and as the classifier spells them."""
    return list(dict.fromkeys((*_content(normalise(words)), *_content(fold(words)))))


def _content(words: str) -> list[str]:
    return [word for word in words.split() if word not in _ORDINARY]
