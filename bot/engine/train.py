"""Train the engine: ``python -m bot.engine.train --to FILE.tar.gz`` with the engine's Python, from the project root."""

import argparse
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SENTENCES = HERE.parent.parent / "nlu_data"


def main() -> None:
    """Write one model from the domain, rules and sentences; a previous file is replaced only when all went well."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--to", type=Path, required=True)
    options = arguments.parse_args()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"  # training is quick: nothing is kept aside from the model

    from bot.engine import lean  # noqa: PLC0415

    lean.prepare()

    import rasa.model_training  # noqa: PLC0415
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    configure_structlog(logging.WARNING)

    sentences = sorted(str(path) for path in SENTENCES.glob("*.yml"))
    rules = sorted(str(path) for path in (HERE / "rules").glob("*.yml"))
    with tempfile.TemporaryDirectory() as folder:
        trained = rasa.model_training.train(
            domain=str(HERE / "domain"),
            config=str(HERE / "config.yml"),
            training_files=[*sentences, *rules],
            output=folder,
            fixed_model_name="engine",
            force_training=True,
        )
        if not trained.model:
            sys.exit("L’entraînement n’a pas donné de modèle : lisez les messages ci-dessus.")
        options.to.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(trained.model, options.to)


if __name__ == "__main__":
    main()
