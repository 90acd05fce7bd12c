"""compose.yaml: separate services, settings that exist, doors that stay shut (DESIGN §3)."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ENGINE_OWN = {"DEUX_PORTES_ACTIONS_URL", "DEUX_PORTES_ENGINE_TOKEN"}
OTHERS_OWN = {"FORWARDED_ALLOW_IPS", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"}
PAGE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in SERVICES if name.startswith(("app", "prepare"))])
def test_every_setting_of_the_apps_exists(name: str) -> None:
    """A setting misspelt here would be ignored in silence."""
    known = {f"DEUX_PORTES_{field.upper()}" for field in Settings.model_fields}
    given = set(SERVICES[name]["environment"])
    assert given <= known | OTHERS_OWN
    assert {"DEUX_PORTES_DATABASE_URL", "DEUX_PORTES_REDIS_URL", "DEUX_PORTES_ENGINE_URL"} <= given


def test_each_app_has_an_engine_that_only_it_can_reach() -> None:
    """DESIGN §3: the engine listens on loopback, in its app's own network, and knows the word of that door only."""
    apps = [name for name in SERVICES if name.startswith("app")]
    engines = {name: service for name, service in SERVICES.items() if name.startswith("engine")}
    assert [service["network_mode"] for service in engines.values()] == [f"service:{name}" for name in apps]
    for service in engines.values():
        assert set(service["environment"]) == ENGINE_OWN
        assert "ports" not in service
        assert service["command"][2] == "bot.engine.serve"


def test_what_keeps_is_reached_from_inside_only() -> None:
    """Neither the database nor Redis has a port, and their network leads nowhere."""
    for name in ("postgresql", "redis"):
        assert "ports" not in SERVICES[name]
        assert SERVICES[name]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    published = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_redis_writes_nothing_on_a_disk() -> None:
    """Promise 2: talks live in memory."""
    command = " ".join(SERVICES["redis"]["command"])
    assert "--save  --appendonly no" in command
    assert SERVICES["redis"]["tmpfs"] == ["/data"]
    assert "volumes" not in SERVICES["redis"]


def test_commands_of_the_image_exist() -> None:
    """What the image runs is there: the modules, the command line, the targets of make."""
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert (ROOT / "bot" / "engine" / "serve.py").is_file()
    assert re.search(r"^install:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert "make install" in image
    assert "model/engine.tar.gz" in SERVICES["engine-1"]["command"]
    assert "DEUX_PORTES_DATA_DIR=/srv/deux-portes/model .venv/bin/deux-portes train" in image


def test_figures_named_in_the_guide_are_counted() -> None:
    """Whoever watches is not sent after a figure that does not exist."""
    code = (ROOT / "bot" / "metrics.py").read_text(encoding="utf-8")
    for name in set(re.findall(r"deux_portes_[a-z_]+[a-z]", PAGE)):
        assert f'"{name.removesuffix("_total")}"' in code, name
    line = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "telephony").glob("*.py"))
    for event in set(re.findall(r'"(phone_\w+)"', PAGE)) - {"phone_sms_failed"}:
        assert f'"{event}"' in line or f"{event} %s" in line, event
