"""What many tests share: a trained model, a running service."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.redis_server import RedisServer, redis_server
from tests.service import Service, running, settings_for, trained_model

# Random cases are drawn anew on a developer's machine and always the same in CI, where a failure must be one's own.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def model() -> Path:
    """The trained model; training takes under a minute when it is stale."""
    return trained_model()


@pytest.fixture(scope="session")
def service(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service with its engine for the whole run."""
    # One turn held up by a busy machine would have the plays of the next five seconds guided.
    settings = settings_for(tmp_path_factory.mktemp("service"), model, engine_timeout=15.0)
    with running(settings) as started:
        yield started


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    """A Redis of its own for one test, which may kill it."""
    with redis_server() as server:
        yield server
