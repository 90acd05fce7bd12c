"""What the code puts in place of ``{when}`` or ``{place}`` in each text, read from the code itself.

A text may name only what the places that say it give: the names of arguments and of dictionary entries in the functions
and templates that name its key. Another name would be a failure in the middle of somebody's conversation.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("actions", "bot", "directory", "telephony")
FAMILIES = ("utter_page_", "utter_reason_", "utter_restate_")
SHORTEST_BEGINNING = 11  # characters: « utter_page_ » and « utter_ » begin everything
VARIABLE = re.compile(r"\{(\w+)\}")

_IN_TEMPLATE = re.compile(r"\b\w+\(\s*\"([a-z_]+)\"((?:[^()]|\([^()]*\))*)\)")


def unknown_variables(key: str, text: str) -> set[str]:
    """The variables of a text that nothing gives it."""
    named = set(VARIABLE.findall(text))
    return named - given_to(key) if named else set()


def given_to(key: str) -> frozenset[str]:
    """The names that the places which say this text give it."""
    whole = (key, *(key.removeprefix(family) for family in FAMILIES))
    begun = (key[: end + 1] for end, sign in enumerate(key) if sign == "_" and end >= SHORTEST_BEGINNING)
    return frozenset[str]().union(*(given().get(name, frozenset()) for name in (*whole, *begun)))


@cache
def given() -> Mapping[str, frozenset[str]]:
    """The names given beside each key, or end of a key, in the code and the templates."""
    found: dict[str, frozenset[str]] = {}
    for key, names in (*_in_code(), *_in_templates()):
        found[key] = found.get(key, frozenset()) | names
    return found


def _in_code() -> Iterator[tuple[str, frozenset[str]]]:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if ".venv" not in path.parts:
                yield from _in_module(ast.parse(path.read_text(encoding="utf-8")))


def _in_module(module: ast.Module) -> Iterator[tuple[str, frozenset[str]]]:
    """A dictionary written beside a key gives just its entries; else the function around the key gives what it names,
    or, when it only chooses the key, the whole module does."""
    exact = dict(_exact(module))
    yield from ((str(node.value), names) for node, names in exact.items())
    functions = list(_functions(module))
    within = {node for function in functions for node in ast.walk(function)}
    scopes = [*(list(ast.walk(one)) for one in functions), [n for n in ast.walk(module) if n not in within]]
    whole = _names(list(ast.walk(module)))
    for nodes in scopes:
        names = _names(nodes) or whole
        constants = {str(n.value) for n in nodes if isinstance(n, ast.Constant) and n not in exact}
        yield from ((value, names) for value in constants if re.fullmatch(r"[\w.]+", value))


def _exact(module: ast.Module) -> Iterator[tuple[ast.Constant, frozenset[str]]]:
    """Keys followed by the dictionary of their values: ``Say("utter_found", {"when": …})``."""
    for node in ast.walk(module):
        match node:
            case ast.Call(args=[ast.Constant(str()) as key, ast.Dict(keys) as given, *_]) if all(keys):
                yield key, _names([given])


def _functions(node: ast.AST) -> Iterator[ast.AST]:
    """The functions and methods of a module, those inside another one left in it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
        else:
            yield from _functions(child)


def _names(nodes: Sequence[ast.AST]) -> frozenset[str]:
    keywords = {n.arg for n in nodes if isinstance(n, ast.keyword) and n.arg}
    keys = {n.value for d in nodes if isinstance(d, ast.Dict) for n in d.keys if isinstance(n, ast.Constant)}
    indexes = {n.slice.value for n in nodes if isinstance(n, ast.Subscript) and isinstance(n.slice, ast.Constant)}
    return frozenset(keywords | {name for name in keys | indexes if isinstance(name, str)})


def _in_templates() -> Iterator[tuple[str, frozenset[str]]]:
    for room in ROOMS:
        for path in (ROOT / room).rglob("templates/*"):
            if ".venv" not in path.parts and path.is_file():
                for key, arguments in _IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
                    yield key, frozenset(re.findall(r"(\w+)=", arguments)) | _shown_in(path.name, arguments)


def _shown_in(template: str, arguments: str) -> frozenset[str]:
    """What a template hands on whole (``**periods``): the names given where the template is shown."""
    if "**" not in arguments:
        return frozenset()
    found = (names for key, names in _in_code() if key == template)
    return frozenset[str]().union(*found)
