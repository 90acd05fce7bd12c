"""Lines that nobody should have to read, to prove that reading them never fails nor takes long.

``python -m bot.engine.hostile --model PATH`` with the engine's Python, project root: writes the slowest kinds.
"""

import argparse
import random
import string
import time
from collections.abc import Iterator
from pathlib import Path

from bot.engine.parse import Parser, load_parser
from bot.engine.sentences import read_sentences

SEED = 2026
LONGEST = 5000
SLOWEST_SHOWN = 12
WORDS = (
    "a", "de", "je", "suis", "mon", "le", "100", "12", "37", "zero", "trente", "mille", "tours", "saint", "sur", "mort",
    "c", "p", "f", "plus", "ans", "oui", "non", "et", "ou", "chez", "pas", "mars", "lundi", "heures", "rendez", "vous",
)  # fmt: skip
PIECES = (
    "😀", "مرحبا ", "привет ", "你好", "<div class='x'>", "'; DROP TABLE x;--", "\\", "\x00", "\u202e", "é", "e\u0301",
    "\n", "\t", "/", "#need ", "{{", "%s", "€", "½", "٣", "ﬁ", "İ", "ß", "’", "-", ".", ",", "(", '"', "\ufeff",
)  # fmt: skip


def hostile_lines(count: int) -> Iterator[tuple[str, str]]:
    """Lines with their kind: real sentences spoiled, words and signs repeated, anything at random; always the same."""
    draw = random.Random(SEED)  # noqa: S311 - a repeatable draw, nothing secret
    sentences = [text for text, _ in read_sentences()]
    alphabet = string.printable + "".join(PIECES)
    for n in range(count):
        kind = n % 8
        if kind == 0:
            yield "vide", " " * (n % 3) + ("" if n % 5 else draw.choice(PIECES))
        elif kind == 1:
            word = draw.choice(WORDS)
            yield f"répété : {word}", (word + " ") * (LONGEST // (len(word) + 1))
        elif kind == 2:
            pair = f"{draw.choice(WORDS)} {draw.choice(WORDS)} "
            yield f"répété : {pair}", pair * (LONGEST // len(pair))
        elif kind == 3:
            piece = draw.choice(PIECES)
            yield f"répété : {piece!r}", piece * draw.randint(1, LONGEST // len(piece))
        elif kind == 4:
            yield "au hasard", "".join(draw.choices(alphabet, k=draw.randint(1, 400)))
        elif kind == 5:
            yield "phrases bout à bout", " ".join(draw.choices(sentences, k=60))[:LONGEST]
        elif kind == 6:
            yield "sans espace", draw.choice(sentences).replace(" ", "") * draw.randint(1, 20)
        else:
            yield "mots au hasard", " ".join(draw.choices(WORDS, k=draw.randint(1, 1500)))[:LONGEST]


def slowest(parser: Parser, count: int) -> list[tuple[float, str]]:
    """Milliseconds of processor time of each line with its kind, slowest first."""
    times = []
    for kind, text in hostile_lines(count):
        began = time.process_time()
        parser.parse(text)
        times.append(((time.process_time() - began) * 1000, kind))
    return sorted(times, reverse=True)


def main() -> None:
    """Write the slowest kinds of lines."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, required=True)
    arguments.add_argument("--lines", type=int, default=10_000)
    options = arguments.parse_args()
    times = slowest(load_parser(options.model), options.lines)
    seen: dict[str, float] = {}
    for spent, kind in times:
        seen.setdefault(kind, spent)
    for kind, spent in list(seen.items())[:SLOWEST_SHOWN]:
        print(f"{spent:7.1f} ms  {kind}")  # noqa: T201
    print(f"{len(times)} lignes, médiane {times[len(times) // 2][0]:.1f} ms")  # noqa: T201


if __name__ == "__main__":
    main()
