"""Start the engine on loopback: ``python -m bot.engine.serve --port 5005 --model MODEL`` with the engine's Python."""

import argparse
import logging
import os
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Serve one trained model until stopped. The API of Rasa stays off; only our channel answers."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=5005)
    arguments.add_argument("--model", type=Path, required=True)
    options = arguments.parse_args()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"

    from bot.engine import lean  # noqa: PLC0415

    lean.prepare()

    import rasa.core.run  # noqa: PLC0415
    from rasa.core.utils import AvailableEndpoints  # noqa: PLC0415
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    from bot.engine.channels import close_turns, open_turns  # noqa: PLC0415

    # Words never reach a log (promise 2): Rasa writes them at INFO and DEBUG.
    configure_structlog(logging.WARNING)
    logging.getLogger("rasa").setLevel(logging.WARNING)
    logging.getLogger("sanic.access").disabled = True
    rasa.core.run.serve_application(
        model_path=str(options.model),
        port=options.port,
        interface="127.0.0.1",
        credentials=str(HERE / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(HERE / "endpoints.yml")),
        enable_api=False,
        server_listeners=[(open_turns, "after_server_start"), (close_turns, "before_server_stop")],
    )


if __name__ == "__main__":
    main()
