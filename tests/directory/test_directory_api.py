"""The public read API: what a partner's program reads, and that it shows no person and no agenda."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from directory.api import directory_router
from directory.service import Directory


@pytest.fixture
async def client(reader: Directory) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(directory_router(reader))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://directory") as client:
        yield client


async def test_pages_cover_everything_once(client: httpx.AsyncClient) -> None:
    seen: list[int] = []
    for page in range(1, 10):
        body = (await client.get("/api/directory/structures", params={"page": page, "per_page": 7})).json()
        seen += [one["id"] for one in body["items"]]
        if page * 7 >= body["total"]:
            break
    assert len(seen) == len(set(seen)) == body["total"] == 20


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("structures?type=cio", ["CIO de Joué-lès-Tours", "CIO de Tours"]),
        ("structures?need=scolaire&type=scuio", ["Université de Tours, orientation et insertion"]),
        ("structures?region=normandie", []),
        ("sites?commune=37072&type=cep_actifs", ["Avenir Actifs, permanence de Chinon"]),
        ("sites?words=CHINON&type=cep_actifs", ["Avenir Actifs, permanence de Chinon"]),
        ("sites?words=%25&type=cep_actifs", []),
        ("sites?need=scolaire&type=scuio", ["Maison de l’orientation, Tours"]),
        ("services?need=vae&scope=local&per_page=1", ["Accès à l’emploi et maintien dans l’emploi"]),
    ],
)
async def test_filters(client: httpx.AsyncClient, path: str, names: list[str]) -> None:
    body = (await client.get(f"/api/directory/{path}")).json()
    assert [one["name"] for one in body["items"]] == names


async def test_what_a_caller_already_has_is_not_sent_again(client: httpx.AsyncClient, reader: Directory) -> None:
    first = await client.get("/api/directory/structures?per_page=2")
    again = await client.get("/api/directory/structures?per_page=2", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = await client.get("/api/directory/structures?per_page=3", headers={"If-None-Match": first.headers["etag"]})
    assert (other.status_code, other.headers["etag"] != first.headers["etag"]) == (200, True)


async def test_one_of_each(client: httpx.AsyncClient) -> None:
    structure = (await client.get("/api/directory/structures?type=apec&region=tours")).json()["items"][0]
    assert (await client.get(f"/api/directory/structures/{structure['id']}")).json() == structure
    site = (await client.get(f"/api/directory/sites/{structure['site_ids'][0]}")).json()
    assert (site["commune"], site["step_free"], site["sample"]) == ("Tours", True, True)
    assert {hours["kind"] for hours in site["hours"]} == {"open"}
    service = (await client.get(f"/api/directory/services/{structure['service_ids'][0]}")).json()
    assert (service["scope"], service["site_ids"]) == ("regional", structure["site_ids"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("structures/9999", 404),
        ("sites/9999", 404),
        ("services/9999", 404),
        ("sites/99999999999999999999", 422),
        ("sites/abc", 422),
        ("structures?type=ecole", 422),
        ("structures?page=0", 422),
        ("structures?per_page=1000", 422),
        ("structures?region=%00", 422),
        ("sites?commune=37'--", 422),
        ("sites?structure_id=-1", 422),
        ("services?need=", 422),
        ("structures?page=99999", 200),
    ],
)
async def test_bad_requests_are_refused_gently(client: httpx.AsyncClient, path: str, status: int) -> None:
    assert (await client.get(f"/api/directory/{path}")).status_code == status


async def test_nothing_of_people_or_agendas_is_shown(client: httpx.AsyncClient) -> None:
    schema = (await client.get("/openapi.json")).text
    for word in ("appointment", "contact", "holder", "password", "email", "slot"):
        assert f'"{word}' not in schema
    assert all(list(path) == ["get"] for path in (await client.get("/openapi.json")).json()["paths"].values())


async def test_the_page_of_the_api_is_its_manual(client: httpx.AsyncClient) -> None:
    for path in (await client.get("/openapi.json")).json()["paths"].values():
        assert path["get"]["summary"]
        assert path["get"]["description"]
        assert all(one["description"] for one in path["get"].get("parameters", ()))
