"""Build ``ordinary_words.txt.gz``, the French words that a place reader must not take for communes.

Run it from the project root once the packages named in README.md are unpacked::

    python -m bot.understanding.data.build --words DIR --frequencies DIR

One word a line with its letters: how common it is (``a`` the first 300 of spoken French, ``b`` the first
5,000, ``c`` rarer, ``d`` only in dictionaries) and ``n`` when it is also a person's name. Only words found in
commune names are kept, and the 6,000 most common ones, which are never corrected into a commune.
"""

import argparse
import gzip
import json
import re
from pathlib import Path

from directory.places import load_places, name_key

TARGET = Path(__file__).parent / "ordinary_words.txt.gz"
VERY_COMMON, COMMON, NEVER_CORRECTED = 300, 5000, 6000


def read_list(package: Path, name: str) -> list[str]:
    """A word list of the frequency package, which writes each word after the letters it shares with the one before."""
    source = (package / "dist" / f"{name}.json.mjs").read_text("utf-8").replace(r"\'", "’")
    coded = max(re.findall(r"\"([^\"]*)\"|'([^']*)'|`([^`]*)`", source), key=lambda found: max(map(len, found)))
    words, last = [], ""
    for shared, rest in re.findall(r"([A-Z])([^A-Z]*)", max(coded, key=len)):
        last = last[: ord(shared) - ord("A")] + rest
        words.append(last)
    return words


def ranks(words: list[str]) -> dict[str, int]:
    """Rank of each folded word, 1 for the most common."""
    found: dict[str, int] = {}
    for rank, word in enumerate(words, start=1):
        for part in name_key(word).split():
            found.setdefault(part, rank)
    return found


def letters(word: str, rank: int | None, persons: frozenset[str]) -> str:
    """How common a word is, and whether people bear it as a name."""
    bounds = (("a", VERY_COMMON), ("b", COMMON), ("c", rank))
    common = next((letter for letter, bound in bounds if rank and bound and rank <= bound), "d")
    return common + ("n" if word in persons else "")


def main() -> None:
    """Read the packages, write the list."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--words", type=Path, required=True, help="unpacked an-array-of-french-words")
    parser.add_argument("--frequencies", type=Path, required=True, help="unpacked @zxcvbn-ts/language-fr")
    options = parser.parse_args()
    french = {name_key(word) for word in json.loads((options.words / "index.json").read_text("utf-8"))}
    rank = ranks(read_list(options.frequencies, "commonWords"))
    names = (*read_list(options.frequencies, "firstnames"), *read_list(options.frequencies, "lastnames"))
    persons = frozenset(map(name_key, names))
    in_communes = {word for name in load_places().names for word in name.split()}
    kept = in_communes & (french | persons)
    kept |= {word for word, at in rank.items() if at <= NEVER_CORRECTED and word in french}
    lines = []
    for word in sorted(kept):
        code = letters(word, rank.get(word), persons)
        # in no dictionary: a person's name and nothing else
        lines.append(f"{word} {code if word in french else 'n'}\n")
    TARGET.write_bytes(gzip.compress("".join(lines).encode("ascii"), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
