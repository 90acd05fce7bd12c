"""One pipeline on one set of sentences: ``python -m bot.engine.compare.pipeline train|use …``, measures in JSON.

Training and use are two processes, so that time to load and memory are those of a service that starts. It runs with
the engine's Python, or with that of this folder for pipelines that need TensorFlow (docs/understanding.md).
"""

import argparse
import asyncio
import json
import logging
import os
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.engine import lean
from directory.vocabulary import Need

NEEDS = frozenset(need.value for need in Need)


def train(config: Path, sentences: Path, model: Path, epochs: int | None) -> dict[str, float]:
    """Train a model of understanding alone; seconds spent, of the clock and of the processor."""
    import rasa.model_training  # noqa: PLC0415 - seconds of import, after `lean.prepare`

    pipeline = yaml.safe_load(config.read_text(encoding="utf-8"))
    for component in pipeline["pipeline"]:
        if epochs and "epochs" in component:
            component["epochs"] = epochs
    began, worked = time.perf_counter(), time.process_time()
    with tempfile.NamedTemporaryFile("w", suffix=".yml", encoding="utf-8") as chosen:
        yaml.safe_dump(pipeline, chosen)
        chosen.flush()
        rasa.model_training.train_nlu(chosen.name, str(sentences), str(model.parent), fixed_model_name=model.name)
    return {"train_seconds": time.perf_counter() - began, "train_processor": time.process_time() - worked}


def use(model: Path, files: Sequence[Path]) -> dict[str, float]:
    """Load a model and read every line of the files; accuracy, milliseconds, memory."""
    from rasa.core.agent import Agent  # noqa: PLC0415

    began = time.perf_counter()
    agent = Agent.load(str(model))
    loaded = time.perf_counter() - began
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    asked = [line for line in lines if line.get("need")]
    asyncio.run(agent.parse_message("bonjour"))  # what is read once is read now
    cases = [(line, *_timed(agent, line["text"])) for line in asked]
    spent = sorted(ms for *_, ms in cases)
    return {
        "load_seconds": loaded,
        "strict": _share([ranked[:1] == [line["need"]] for line, ranked, _ in cases]),
        "tolerant": _share([bool({*ranked[:1]} & _accepted(line)) for line, ranked, _ in cases]),
        "top3": _share([bool({*ranked[:3]} & _accepted(line)) for line, ranked, _ in cases]),
        "p50_ms": spent[len(spent) // 2],
        "p95_ms": spent[int(len(spent) * 0.95)],
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "model_mb": model.stat().st_size / 1e6,
    }


def _timed(agent: Any, text: str) -> tuple[list[str], float]:
    """The needs of a text, likeliest first, and the processor's milliseconds to find them."""
    began = time.process_time()
    parsed = asyncio.run(agent.parse_message(text))
    spent = (time.process_time() - began) * 1000
    return [entry["name"] for entry in parsed.get("intent_ranking", ()) if entry["name"] in NEEDS], spent


def _accepted(line: dict[str, Any]) -> set[str]:
    return {line["need"], *(line.get("also") or ())}


def _share(right: list[bool]) -> float:
    return sum(right) / len(right)


def main() -> None:
    """Train or use one pipeline; the measures are the last line written."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", choices=("train", "use"))
    arguments.add_argument("--model", type=Path, required=True)
    arguments.add_argument("--config", type=Path)
    arguments.add_argument("--sentences", type=Path)
    arguments.add_argument("--epochs", type=int)
    arguments.add_argument("files", type=Path, nargs="*")
    options = arguments.parse_intermixed_args()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    lean.prepare()
    logging.disable(logging.WARNING)
    if options.what == "train":
        measures = train(options.config, options.sentences, options.model, options.epochs)
    else:
        measures = use(options.model, options.files)
    print(json.dumps(measures))  # noqa: T201


if __name__ == "__main__":
    main()
