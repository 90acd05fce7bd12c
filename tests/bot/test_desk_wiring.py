"""The desk in the running service: whatever stands under its address declares who may come (NO5)."""

from pathlib import Path

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from bot.app import create_app
from directory.desk.door import Anybody
from directory.desk.frame import DeskRoute, guard_of
from tests.directory.desk.test_desk_rights import OPEN
from tests.service import settings_for


@pytest.mark.long
def test_every_address_under_the_desk_declares_who_may_come(tmp_path: Path) -> None:
    """A router that is added in another room cannot forget it; only the door itself is open to all."""
    app = create_app(settings_for(tmp_path), engine=False)
    under = [one.original_route for one in iter_route_contexts(app.routes) if (one.path or "").startswith("/desk")]
    routes = [route for route in under if isinstance(route, APIRoute)]
    assert len(routes) == len(under) > 60
    assert [route.path for route in routes if not isinstance(route, DeskRoute)] == []
    assert {route.path for route in routes if isinstance(guard_of(route), Anybody)} == OPEN
