"""A service whose engine is away, with two structures and a coordinator at the desk."""

from collections.abc import Iterator

import pytest

from tests.browser.desk.people import open_accounts
from tests.service import Service, running, settings_for


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service for these tests."""
    settings = settings_for(tmp_path_factory.mktemp("desk"), engine_url="http://127.0.0.1:1")
    with running(settings, engine=False) as started:
        open_accounts(started)
        yield started
