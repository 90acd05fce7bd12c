"""Debian's Chromium, driven by Playwright; in CI a missing browser is a failure."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests.service import Service

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: .ci/run installs it.")
        pytest.skip("Chromium is not installed (Debian package: chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, service: Service) -> Iterator[BrowserContext]:
    """A fresh person's browser; a request to another host fails the test."""
    opened = chromium.new_context(base_url=service.url, locale="fr-FR")
    yield from only_here(opened, service)


@pytest.fixture
def context_without_javascript(chromium: Browser, service: Service) -> Iterator[BrowserContext]:
    """The same without JavaScript."""
    opened = chromium.new_context(base_url=service.url, locale="fr-FR", java_script_enabled=False)
    yield from only_here(opened, service)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page whose script errors fail the test."""
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened.__dict__["errors"] = errors
    return opened


def only_here(opened: BrowserContext, service: Service) -> Iterator[BrowserContext]:
    """The context, closed afterwards; whatever asked for another host is named."""
    elsewhere: list[str] = []

    def guard(route: Route) -> None:
        if route.request.url.startswith((service.url, "data:")):
            route.continue_()
        else:
            elsewhere.append(route.request.url)
            route.abort()

    opened.route("**/*", guard)
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()
    assert not elsewhere, f"requests to other hosts: {elsewhere}"


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: a folder of the run, or the one named by DEUX_PORTES_PICTURES."""
    named = os.environ.get("DEUX_PORTES_PICTURES")
    folder = Path(named) if named else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
