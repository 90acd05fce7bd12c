"""The house keeps its own word: one name everywhere, no text missing, no text too many, one thing in one place."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from actions.neighbours import NEIGHBOURS, question_between
from actions.state import Step
from bot.information import load_fiches
from bot.texts import Channel, load_texts
from bot.understanding.acts import Act
from directory.requests import REASON_CODES
from directory.vocabulary import Need, Status, StructureType, Way

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "bot" / "engine"
TEXTS = load_texts()
QUESTIONS = ("ask_free", "ask_anonymous", "ask_robot", "ask_recorded", "ask_hours", "ask_duration")
ASIDES = (*QUESTIONS, "insult", "other_language")
RASA_FIELDS = {"utter_action"}  # a field of Rasa's messages, not a text
READ_BY_GRAMMAR = ("act", "choice", "answer", "nlu_fallback")


def tracked(*patterns: str) -> list[Path]:
    """The files git knows, or would know."""
    listed = subprocess.run(  # noqa: S603 - our own patterns
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for line in listed.stdout.splitlines() if (path := ROOT / line).is_file()]


def test_no_data_file_writes_a_key_twice() -> None:
    """The second would silently take the place of the first."""
    files = tracked("*.yml", "*.yaml")
    nodes = ((path, node) for path in files for node in yaml.compose_all(path.read_bytes(), Loader=yaml.CSafeLoader))
    assert [f"{path.name} : {key}" for path, node in nodes for key in written_twice(node)] == []


def written_twice(node: yaml.Node) -> Iterator[str]:
    """The keys that a mapping, here or below, has more than once."""
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from written_twice(one)
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        yield from {str(key) for key in keys if keys.count(key) > 1}
        for _, one in node.value:
            yield from written_twice(one)


def code(*rooms: str) -> Iterator[str]:
    """The words of the code of these rooms, of all of them when none is named."""
    for room in rooms or ("actions", "bot", "directory", "telephony"):
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in {".py", ".html", ".js"} and ".venv" not in path.parts:
                yield path.read_text(encoding="utf-8")


def rules() -> list[dict[str, object]]:
    """The rules of the engine."""
    return [
        rule
        for path in sorted((ENGINE / "rules").glob("*.yml"))
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
    ]


def intents_with_a_rule() -> set[str]:
    """Every intent that some rule answers."""
    return set(re.findall(r"'intent': '([a-z_]+)'", str(rules())))


def test_needs_have_one_name_everywhere() -> None:
    """A need is its code in the vocabulary, the engine, the rules, the labels, the fiches and the sentences."""
    domain = yaml.safe_load((ENGINE / "domain" / "reception.yml").read_text(encoding="utf-8"))
    sentences = {path.stem for path in (ROOT / "nlu_data").glob("*.yml")}
    needs = {need.value for need in Need}
    assert set(domain["intents"]) == needs | set(ASIDES) | set(READ_BY_GRAMMAR)
    assert intents_with_a_rule() == set(domain["intents"])
    assert set(load_fiches()) == set(Need)
    assert sentences == needs | set(ASIDES) | {"distress_near_miss", "answer"}


@pytest.mark.parametrize(
    "key",
    [
        *(f"utter_label_need_{need}" for need in Need),
        *(f"utter_label_status_{status}" for status in Status),
        *(f"utter_label_type_{kind}" for kind in StructureType),
        *(f"utter_label_way_{way}" for way in Way),
        *(f"utter_reason_{code}" for code in REASON_CODES),
        *(f"utter_{aside}" for aside in ASIDES),
        *sorted(question_between(pair) for pair in NEIGHBOURS),
    ],
)
def test_each_word_of_the_closed_lists_is_written(key: str) -> None:
    """A code without words would reach the person as a code."""
    assert key in TEXTS.forms


def used_keys() -> set[str]:
    """Whole keys named in code and rules; the pages name theirs by their end."""
    words, pages = "\n".join(code()) + str(rules()), "\n".join(code("bot"))
    named = re.findall(r"(?:\bt|ages\.text)\([\"']([a-z_]*[a-z])[\"']", pages)
    return set(re.findall(r"[\"'](utter_[a-z0-9_]*[a-z0-9])[\"']", words)) | {f"utter_page_{name}" for name in named}


def test_every_text_named_in_code_is_written() -> None:
    """A key without text would be a silence."""
    missing = used_keys() - set(TEXTS.forms) - RASA_FIELDS
    assert not missing, f"Textes à écrire : {sorted(missing)}"


def test_every_text_is_said_somewhere() -> None:
    """A text that nothing says misleads those who write."""
    families = (
        *("utter_label_", "utter_information_", "utter_reason_", "utter_restate_", "utter_ask_doubt_"),
        *("utter_page_c", "utter_phone_"),
    )
    idle = {key for key in set(TEXTS.forms) - used_keys() if not key.startswith(families)}
    assert not idle, f"Textes que rien ne dit : {sorted(idle)}"


def test_every_text_but_those_of_the_phone_has_both_forms() -> None:
    """NO2: each text can be read and heard."""
    for key, forms in TEXTS.forms.items():
        wanted = {Channel.PHONE} if key.startswith("utter_phone_") else {Channel.WEB, Channel.PHONE}
        assert wanted <= set(forms), key


def test_acts_that_a_step_may_hear_are_read_by_the_grammar() -> None:
    """Acts and steps do not share a name by accident: a token of one would be taken for the other."""
    assert {act.value for act in Act}.isdisjoint({step.value for step in Step})


def test_nothing_speaks_of_one_machine_or_of_a_registry() -> None:
    """Locks and files name no host of a package registry and no path of a machine."""
    hosts = re.compile("|".join(("py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.", "deb" + r"\.debian")))
    machine = re.compile(r"(?<![\w.])/(?:work|root|farm)/")
    for path in tracked():
        if path.suffix in {".gz", ".png", ".svg", ".xz"}:
            continue
        words = path.read_text(encoding="utf-8", errors="ignore")
        assert not hosts.search(words), path
        assert not machine.search(words), path


def test_environments_are_locked_with_hashes_and_without_addresses() -> None:
    """Each environment has one lock; every line is a version and its hashes."""
    for lock in (ROOT / "requirements.lock", ENGINE / "requirements.lock"):
        words = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in words
        assert "://" not in words


def test_each_question_of_doubt_is_for_a_pair_of_neighbours() -> None:
    """A question for a pair that nothing pairs would never be said."""
    written = {key for key in TEXTS.forms if key.startswith("utter_ask_doubt_")}
    assert written == {question_between(pair) for pair in NEIGHBOURS}
