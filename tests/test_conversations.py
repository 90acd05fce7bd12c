"""The conversations of tests/conversations/, played on the web and on the phone against the real engine."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.conversation import Turn
from tests.service import Service
from tests.talkers import PhoneTalker, Talker, WebTalker

pytestmark = pytest.mark.engine

FOLDER = Path(__file__).parent / "conversations"
SCRIPTS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))}
PLAYED = [(name, channel) for name, script in SCRIPTS.items() for channel in script["channels"]]
TALKERS: Mapping[str, type[Talker]] = {"web": WebTalker, "phone": PhoneTalker}


@pytest.mark.parametrize(("name", "channel"), PLAYED, ids=[f"{name}-{channel}" for name, channel in PLAYED])
async def test_conversation(name: str, channel: str, service: Service) -> None:
    """Each line of the script holds, on this channel."""
    async with TALKERS[channel].on(service) as talker:
        for number, line in enumerate(SCRIPTS[name]["dialogue"], 1):
            if "person" in line:
                await talker.does(line["person"])
            else:
                expect(talker.turn, line["assistant"], f"{name}, ligne {number}")


def keys(turn: Turn) -> list[str]:
    """The keys of what was said."""
    return [reply.key for reply in turn.replies]


def expect(turn: Turn, expected: Mapping[str, Any], where: str) -> None:
    """Every expectation of a line; the message says which line and what was said instead."""
    for name, value in expected.items():
        assert CHECKS[name](turn, value), f"{where} : attendu {name} {value}, entendu {keys(turn)} ({turn.understood})"


def says(turn: Turn, wanted: list[str]) -> bool:
    """The keys are said, in this order, other ones may come between."""
    said = iter(keys(turn))
    return all(key in said for key in wanted)


def restates(turn: Turn, wanted: Mapping[str, Any]) -> bool:
    """The restatement is said, with just this understanding."""
    return "utter_restate" in keys(turn) and understood(turn, wanted)


def understood(turn: Turn, wanted: Mapping[str, Any]) -> bool:
    """What was understood is what is wanted, for each part that is named."""
    known = turn.understood
    found = {"need": known.need, "status": list(known.status), "place": known.place and known.place["code"]}
    return all(found[name] == value for name, value in wanted.items())


def types_proposed(turn: Turn) -> list[str]:
    """The kinds of structure proposed, in order."""
    return [str(reply.data["type"]) for reply in turn.replies if reply.kind == "proposals"]


CHECKS = {
    "says": says,
    "says_one_of": lambda turn, wanted: any(key in keys(turn) for key in wanted),
    "never_says": lambda turn, unwanted: not set(unwanted) & set(keys(turn)),
    "asks": lambda turn, key: keys(turn)[-1] == key,
    "asks_one_of": lambda turn, wanted: keys(turn)[-1] in wanted,
    "restates": restates,
    "understood": lambda turn, wanted: understood(turn, wanted or {"need": None, "status": [], "place": None}),
    "outcome": lambda turn, wanted: turn.outcome == wanted,
    "proposes": lambda turn, wanted: any(kind in types_proposed(turn) for kind in wanted),
    "proposes_first": lambda turn, wanted: types_proposed(turn)[:1] == wanted[:1],
    "never_proposes": lambda turn, wanted: bool(types_proposed(turn)) and not set(wanted) & set(types_proposed(turn)),
    "summary_without": lambda turn, line: (
        line not in [reply.data.get("line") for reply in turn.replies if reply.kind == "summary"]
    ),
}
