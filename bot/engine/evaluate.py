"""How well sentences are understood: ``python -m bot.engine.evaluate --model PATH FILE…`` (engine's Python, root).

Files are JSON lines: ``{"text", "need", "also", "status", "place"}`` for needs, ``{"text", "distress"}`` for distress,
``{"text", "intent"}`` for asides and acts; a line may hold several. ``place`` is a code, or the list of those that are
right; ``"ordinary": true`` tells a sentence without distress that does not even look like it, ``"veiled": true`` a
distress said without its words; ``status_again`` is what a second person read. One table a file, then
one for all of them; ``--picture FILE.png`` draws the confusion of needs; ``--across N`` measures the training sentences
themselves, in N parts, each by a model that read nothing of their authors. *Strict* counts the need only, *tolerant*
also the needs in ``also``.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bot.engine.across import cases_across
from bot.engine.cases import Case, read_cases
from bot.engine.parse import load_parser
from bot.engine.sentences import read_lines
from directory.vocabulary import Need

BINS = 10
PAIRS = 12


def measure(cases: Sequence[Case]) -> dict[str, str]:
    """Every measure that the cases allow, by name, ready to be printed."""
    return dict(
        [
            *_needs(asked := [c for c in cases if c.expected.get("need")]),
            *_out_of_scope(asked),
            *_readings(cases),
            *_distress(cases),
            *_intents(cases),
        ]
    )


def _needs(cases: Sequence[Case]) -> Iterator[tuple[str, str]]:
    if not cases:
        return
    yield "besoin exact (strict)", _share(c.first == c.expected["need"] for c in cases)
    yield "besoin admis (tolérant)", _share(c.tolerated for c in cases)
    yield (
        "parmi les trois premiers",
        _share(any(r["need"] in c.accepted for r in c.found["ranking"][:3]) for c in cases),
    )
    yield "F1 moyen par besoin", f"{_macro_f1(cases):.3f}"
    yield "écart de confiance (ECE)", f"{_calibration_error(cases):.3f}"
    yield "demande au lieu de supposer", _share(c.asked for c in cases)
    yield "se trompe sans demander", _share(not c.asked and c.found["need"] not in c.accepted for c in cases)


def _out_of_scope(cases: Sequence[Case]) -> Iterator[tuple[str, str]]:
    outside = [c for c in cases if c.expected["need"] == Need.HORS_SUJET]
    inside = [c for c in cases if Need.HORS_SUJET not in c.accepted]
    if outside:
        yield "hors sujet reconnu", _share(c.first in c.accepted for c in outside)
    if outside and inside:
        yield "pris à tort pour hors sujet", _share(c.first == Need.HORS_SUJET for c in inside)


def _readings(cases: Sequence[Case]) -> Iterator[tuple[str, str]]:
    placed = [c for c in cases if c.expected.get("place")]
    unplaced = [c for c in cases if "place" in c.expected and not c.expected["place"]]
    told = [c for c in cases if c.expected.get("status")]
    untold = [c for c in cases if "status" in c.expected and not c.expected["status"]]
    if placed:
        yield "lieu trouvé", _share(c.located for c in placed)
    if unplaced:
        yield "lieu inventé", _share(c.found["place"] is not None for c in unplaced)
    if told:
        yield "statuts tous trouvés", _share(set(c.expected["status"]) <= set(c.found["status"]) for c in told)
        yield "statuts exacts", _share(set(c.expected["status"]) == set(c.found["status"]) for c in told)
    if again := [c for c in told if "status_again" in c.expected]:
        yield "statuts pareils pour une seconde personne", _share(c.agreed for c in again)
        same = (set(c.expected["status"]) <= set(c.found["status"]) for c in again if c.agreed)
        yield "statuts tous trouvés, là où elles s’accordent", _share(same)
    if untold:
        yield "statut inventé", _share(bool(c.found["status"]) for c in untold)
    if silent := [c for c in untold if c.silent]:
        yield "statut inventé, là où elles ne lisent rien", _share(bool(c.found["status"]) for c in silent)


def _distress(cases: Sequence[Case]) -> Iterator[tuple[str, str]]:
    real = [c for c in cases if c.expected.get("distress") is True]
    false = [c for c in cases if c.expected.get("distress") is False and not c.ordinary]
    ordinary = [c for c in cases if c.ordinary]
    if real:
        yield "détresse entendue", _share(c.found["intent"] == Need.DETRESSE for c in real)
    if veiled := [c for c in real if c.expected.get("veiled")]:
        yield "détresse voilée entendue", _share(c.found["intent"] == Need.DETRESSE for c in veiled)
    if false:
        yield "fausses alertes (phrases ressemblantes)", _share(c.found["intent"] == Need.DETRESSE for c in false)
    if ordinary:
        yield "fausses alertes (phrases ordinaires)", _share(c.found["intent"] == Need.DETRESSE for c in ordinary)


def _intents(cases: Sequence[Case]) -> Iterator[tuple[str, str]]:
    named = [c for c in cases if c.expected.get("intent")]
    if named:
        yield "aparté ou acte reconnu", _share(c.found["intent"] == c.expected["intent"] for c in named)


def _share(found: Iterator[bool]) -> str:
    kept = list(found)
    return f"{sum(kept) / len(kept):.3f}  ({sum(kept)}/{len(kept)})"


def _macro_f1(cases: Sequence[Case]) -> float:
    pairs = [(c.expected["need"], c.first) for c in cases]
    scores = []
    for need in {expected for expected, _ in pairs}:
        right = sum(expected == found == need for expected, found in pairs)
        scores.append(2 * right / (sum(e == need for e, _ in pairs) + sum(f == need for _, f in pairs)))
    return float(np.mean(scores))


def _calibration_error(cases: Sequence[Case]) -> float:
    """Mean gap between confidence and tolerant accuracy over ten bands of confidence."""
    return sum(abs(sure - right) * n for sure, right, n in reliability(cases)) / len(cases)


def reliability(cases: Sequence[Case]) -> list[tuple[float, float, int]]:
    """For each band of confidence that occurs: mean confidence, tolerant accuracy, number of sentences."""
    bands: dict[int, list[Case]] = {}
    for case in cases:
        if case.expected.get("need"):
            bands.setdefault(min(int(case.confidence * BINS), BINS - 1), []).append(case)
    return [
        (float(np.mean([c.confidence for c in kept])), float(np.mean([c.tolerated for c in kept])), len(kept))
        for _, kept in sorted(bands.items())
    ]


def confusions(cases: Sequence[Case]) -> list[tuple[str, str, int]]:
    """Pairs of needs taken one for the other, most frequent first."""
    wrong = Counter((c.expected["need"], c.first) for c in cases if c.expected.get("need") and not c.tolerated)
    return [(expected, found, n) for (expected, found), n in wrong.most_common(PAIRS)]


def doubt_curve(cases: Sequence[Case]) -> list[tuple[float, float, float]]:
    """For several thresholds: share asked, and share wrong without asking."""
    sure = np.array([c.found["ranking"][0]["confidence"] for c in cases if c.expected.get("need")])
    wrong = np.array([not c.tolerated for c in cases if c.expected.get("need")])
    return [(t, float((sure < t).mean()), float(((sure >= t) & wrong).mean())) for t in np.arange(0.3, 0.75, 0.05)]


def draw(cases: Sequence[Case], to: Path) -> None:
    """A picture of the confusion of needs, rows expected, columns understood."""
    import matplotlib as mpl  # noqa: PLC0415 - seconds of import, for the picture only

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    names = [need.value for need in Need]
    table = np.zeros((len(names), len(names)))
    for case in cases:
        if case.expected.get("need") in names:
            table[names.index(case.expected["need"]), names.index(case.first)] += 1
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    figure, axes = plt.subplots(figsize=(11, 10), layout="constrained")
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    axes.set(xlabel="compris", ylabel="attendu")
    for row, column in zip(*np.nonzero(table), strict=True):
        colour = "white" if shares[row, column] > 0.5 else "black"
        axes.text(column, row, int(table[row, column]), ha="center", va="center", fontsize=7, color=colour)
    figure.savefig(to, dpi=120)


def report(name: str, cases: Sequence[Case]) -> str:
    """A table of the measures of one file, for people."""
    lines = [f"{name} ({len(cases)} phrases)"]
    lines += [f"  {label:<46}{value}" for label, value in measure(cases).items()]
    if pairs := confusions(cases):
        lines.append("  confusions : " + ", ".join(f"{e} → {f} ({n})" for e, f, n in pairs))
        bands = (f"{sure:.2f}/{right:.2f} ({n})" for sure, right, n in reliability(cases))
        lines.append("  confiance / justesse (phrases) : " + " · ".join(bands))
        curve = (f"{threshold:.2f}/{asked:.2f}/{wrong:.3f}" for threshold, asked, wrong in doubt_curve(cases))
        lines.append("  seuil / demande / erreur sans demander : " + " · ".join(curve))
    return "\n".join(lines)


def main() -> None:
    """Print one table a file and one for all the files together; or that of the training sentences."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, required=True)
    arguments.add_argument("--picture", type=Path)
    arguments.add_argument("--across", type=int, default=0)
    arguments.add_argument("files", type=Path, nargs="*")
    options = arguments.parse_intermixed_args()
    read: dict[str, list[Case]] = {}
    if options.files:
        parser = load_parser(options.model)
        read = {str(file): read_cases(file, parser) for file in options.files}
    if options.across:
        title = f"phrases d’apprentissage, en {options.across} parts par personne"
        read[title] = list(cases_across(list(read_lines()), options.across))
    together = [case for cases in read.values() for case in cases]
    tables = {**read, "ensemble": together} if len(read) > 1 else read
    print("\n\n".join(report(name, cases) for name, cases in tables.items()))  # noqa: T201
    if options.picture:
        draw(together, options.picture)


if __name__ == "__main__":
    main()
