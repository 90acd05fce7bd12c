"""A service whose engine is away: the guided reception answers, so that these tests are about the page."""

import threading
from collections.abc import Iterator

import pytest

from tests.browser.web.site import Elsewhere, HostPage
from tests.service import Service, running, settings_for


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[tuple[Elsewhere, Elsewhere]]:
    """Two other sites: one that may embed the widget, one that may not."""
    sites = Elsewhere(("127.0.0.1", 0), HostPage), Elsewhere(("127.0.0.1", 0), HostPage)
    for site in sites:
        threading.Thread(target=site.serve_forever, daemon=True).start()
    yield sites
    for site in sites:
        site.shutdown()
        site.server_close()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, elsewhere: tuple[Elsewhere, Elsewhere]) -> Iterator[Service]:
    """A service whose engine is away, embedded by the first of the other sites."""
    settings = settings_for(
        tmp_path_factory.mktemp("guided"), engine_url="http://127.0.0.1:1", widget_sites=elsewhere[0].address
    )
    with running(settings, engine=False) as started:
        for site in elsewhere:
            site.service_url = started.url
        yield started
