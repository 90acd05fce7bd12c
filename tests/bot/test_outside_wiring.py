"""RDV Service Public in the running service: nothing unless it is set; then its notices are heard, its page linked."""

import hmac
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from actions.proposals import describe
from bot.app import create_app
from tests.actions.fakes import place
from tests.service import settings_for

BODY = b'{"meta": {"model": "User", "event": "created", "timestamp": "2026-11-23T09:00:00Z"}, "data": {}}'


@pytest.mark.parametrize(("url", "status"), [("", 404), ("https://rdv.example.fr", 204)])
async def test_notices_are_heard_only_when_set(tmp_path: Path, url: str, status: int) -> None:
    settings = settings_for(tmp_path, rdv_service_public_url=url, rdv_service_public_secret="clé")
    app = create_app(settings, engine=False)
    signature = hmac.new("clé".encode(), BODY, "sha256").hexdigest()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        door = "/api/agendas/rdv-service-public"
        answer = await client.post(door, content=BODY, headers={"X-Lapin-Signature": signature})
        assert answer.status_code == status
        refused = await client.post(door, content=BODY)
        assert refused.status_code == (403 if url else 404)


def test_a_card_bears_the_page_only_when_there_is_one() -> None:
    here = place(1, "Info Jeunes", first=None)
    page = "https://rdv.example.fr/prendre_rdv?public_link_organisation_id=12"
    assert describe(replace(here, booking_page=page), 1).data["booking_page"] == page
    assert "booking_page" not in describe(here, 1).data
