"""Stock pipelines of Rasa beside ours: same sentences, same run, one table (docs/understanding.md)."""

import json
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.engine.sentences import read_sentences
from bot.settings import ROOT
from bot.supervisor import ENGINE_PYTHON

SEED = 11
FOLDER = ROOT / "bot" / "engine" / "compare"
HEADINGS = ("chaîne", "exact", "tolérant", "3 premiers", "entraînement (processeur)", "chargement", "p50 / p95")
SIZES = ("mémoire", "modèle")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """One line of the table: its name, its configuration, and whether it needs TensorFlow."""

    name: str
    config: Path
    tensorflow: bool = False


PIPELINES = (
    Pipeline("DIET (Rasa, par défaut)", FOLDER / "diet.yml", tensorflow=True),
    Pipeline("LogisticRegressionClassifier (Rasa)", FOLDER / "logistic.yml"),
    Pipeline("la nôtre", ROOT / "bot" / "engine" / "config.yml"),
)


def compare(files: Sequence[Path], environment: Path, *, share: float, epochs: int | None) -> Iterable[str]:
    """The table, line by line as each pipeline ends. ``environment`` is made on first use (1.9 GB)."""
    python = _with_tensorflow(environment)
    yield f"| {' | '.join(HEADINGS + SIZES)} |"
    yield "|---" * len(HEADINGS + SIZES) + "|"
    with tempfile.TemporaryDirectory() as folder:
        sentences = Path(folder) / "nlu_data"
        count = write_sample(sentences, share)
        for pipeline in PIPELINES:
            chosen = python if pipeline.tensorflow else ENGINE_PYTHON
            yield row(pipeline.name, _measured(pipeline, chosen, sentences, files, epochs))
    yield f"\n{count} phrases d’apprentissage, les mêmes pour tous{f' ; DIET : {epochs} époques' if epochs else ''}."


def row(name: str, found: Mapping[str, float]) -> str:
    """One line of the table."""
    cells = (
        name,
        *(f"{found[what]:.3f}" for what in ("strict", "tolerant", "top3")),
        f"{found['train_seconds']:.0f} s ({found['train_processor']:.0f} s)",
        f"{found['load_seconds']:.1f} s",
        f"{found['p50_ms']:.1f} / {found['p95_ms']:.1f} ms",
        f"{found['memory_mb']:.0f} Mo",
        f"{found['model_mb']:.1f} Mo",
    )
    return f"| {' | '.join(cells)} |"


def write_sample(folder: Path, share: float) -> int:
    """Write the same share of each label's sentences for all; how many there are."""
    by_label: dict[str, list[str]] = {}
    for text, label in read_sentences():
        by_label.setdefault(label, []).append(text)
    draw = random.Random(SEED)  # noqa: S311 - a repeatable draw, nothing secret
    kept = {label: draw.sample(texts, max(2, round(len(texts) * share))) for label, texts in by_label.items()}
    folder.mkdir()
    blocks = (f"- intent: {label}\n  examples: |\n" + "".join(f"    - {t}\n" for t in kept[label]) for label in kept)
    (folder / "nlu.yml").write_text('version: "3.1"\nnlu:\n' + "".join(blocks), encoding="utf-8")
    return sum(map(len, kept.values()))


def _measured(
    pipeline: Pipeline, python: Path, sentences: Path, files: Sequence[Path], epochs: int | None
) -> dict[str, float]:
    model = sentences.parent / f"{pipeline.config.stem}.tar.gz"
    told: list[str | Path] = ["--config", pipeline.config, "--sentences", sentences]
    told += ["--epochs", str(epochs)] if epochs else []
    return _run(python, "train", "--model", model, *told) | _run(python, "use", "--model", model, *files)


def _run(python: Path, *arguments: str | Path) -> dict[str, float]:
    command = [python, "-m", "bot.engine.compare.pipeline", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{done.stderr[-2000:]}\nLa comparaison a échoué : lisez ci-dessus.")
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _with_tensorflow(environment: Path) -> Path:
    """The Python that has TensorFlow, installed from its lock when it is not there."""
    python, mark = environment / "bin" / "python", environment / "installed"
    lock = FOLDER / "requirements.lock"
    if not mark.exists() or mark.read_text(encoding="utf-8") != lock.read_text(encoding="utf-8"):
        uv = shutil.which("uv") or str(ROOT / ".uv" / "bin" / "uv")
        subprocess.run([uv, "venv", "--allow-existing", "--python", ENGINE_PYTHON, environment], check=True)  # noqa: S603
        subprocess.run([uv, "pip", "sync", "--python", python, lock], check=True)  # noqa: S603
        mark.write_text(lock.read_text(encoding="utf-8"), encoding="utf-8")
    return python
