"""Logs of events and closed words only: no text of a person, no address, no identifier (promise 2)."""

import logging

import structlog

ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "step",
        "error",
        "reason",
        "code",
        "starts_again_in",
        "need",
        "channel",
        "region",
        "count",
    }
)


def keep_allowed(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Drops every field that is not in the closed list, so that a careless line cannot leak."""
    return {name: value for name, value in event.items() if name in ALLOWED}


def configure_logs() -> None:
    """Set up structured logs on standard output, and quieten libraries that write addresses or words."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ]
    )
    logging.basicConfig(level=logging.WARNING)
    for name in ("httpx", "httpcore", "uvicorn.access", "twilio", "sqlalchemy.engine"):
        logging.getLogger(name).setLevel(logging.WARNING)
