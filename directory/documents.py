"""YAML data files read strictly, so that every fault can be told with its line, in words for those who edit them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from directory.errors import BadDocument

Field = tuple[str | int, ...]
Schema = TypeVar("Schema", bound="Closed")

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster, where it was built in

LARGEST = 5_000_000  # bytes
DEEPEST, MOST_FIELDS = 40, 200_000
LONGEST_SHOWN = 80
NESTED = "ces champs s’emboîtent sans fin."
OTHERWISE = "« {value} » n’a pas la forme attendue."
SENTENCES = {
    "missing": "il manque « {field} ».",
    "extra_forbidden": "« {field} » n’est pas un champ connu.",
    "enum": "« {value} » n’est pas dans la liste : {expected}.",
    "literal_error": "« {value} » n’est pas dans la liste : {expected}.",
    "bool_parsing": "« {value} » : écrivez true ou false.",
    "int_parsing": "« {value} » : écrivez un nombre entier.",
    "float_parsing": "« {value} » : écrivez un nombre.",
    "date_from_datetime_parsing": "« {value} » : écrivez une date comme 2026-11-22.",
    "time_parsing": "« {value} » : écrivez une heure comme 09:00.",
    "string_pattern_mismatch": "« {value} » n’a pas la forme attendue.",
    "string_too_short": "ce champ est vide.",
    "string_too_long": "ce texte est trop long.",
    "string_type": "écrivez un texte.",
    "list_type": "écrivez une liste.",
    "tuple_type": "écrivez une liste.",
    "set_type": "écrivez une liste.",
    "frozen_set_type": "écrivez une liste.",
    "dict_type": "écrivez des champs « nom: valeur ».",
    "model_type": "écrivez des champs « nom: valeur ».",
    "too_short": "cette liste est vide.",
    "greater_than": "« {value} » est trop petit.",
    "greater_than_equal": "« {value} » est trop petit.",
    "less_than": "« {value} » est trop grand.",
    "less_than_equal": "« {value} » est trop grand.",
}


class Closed(BaseModel):
    """Base of the schemas of data files: an unknown field is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as read: plain data whose leaves are texts or ``None``, and the line of each field."""

    path: Path
    data: Any
    lines: Mapping[Field, int]

    def problem(self, field: Field, sentence: str) -> str:
        """One sentence that names the file, the line and the field."""
        return f"{self._name()}, ligne {self._line(field)}{_spell(field)} : {sentence}"

    def part(self, name: str) -> "Document":
        """What this name holds, with its lines."""
        lines = {field[1:]: line for field, line in self.lines.items() if field[:1] == (name,)}
        return Document(self.path, self.data[name], lines)

    def _line(self, field: Field) -> int:
        return next(self.lines[field[:size]] for size in range(len(field), -1, -1) if field[:size] in self.lines)

    def _name(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}"


def read_document(path: Path) -> Document:
    """The document of this file; :class:`BadDocument` when it is not readable, not UTF-8, or not YAML."""
    name = f"{path.parent.name}/{path.name}"
    try:
        if path.stat().st_size > LARGEST:
            raise BadDocument((f"{name} : ce fichier est trop gros ; une fiche a quelques milliers de signes.",))
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except OSError as error:
        raise BadDocument((f"{name} : ce fichier est introuvable ou illisible.",)) from error
    except UnicodeDecodeError as error:
        raise BadDocument((f"{name} : enregistrez ce fichier en UTF-8.",)) from error
    except RecursionError as error:
        raise BadDocument((f"{name} : {NESTED}",)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", ligne {mark.line + 1}" if mark else ""
        raise BadDocument(
            (f"{name}{line} : ce n’est pas du YAML (vérifiez les retraits et les deux-points).",)
        ) from error
    if root is None:
        raise BadDocument((f"{name} : ce fichier est vide.",))
    lines: dict[Field, int] = {}
    return Document(path, _plain(root, (), lines, name), lines)


def checked(document: Document, schema: type[Schema]) -> Schema:
    """The document as a value of this schema; :class:`BadDocument` with one sentence for each fault."""
    try:
        return schema.model_validate(document.data)
    except ValidationError as error:
        raise BadDocument(tuple(_sentences(document, error))) from error


def _plain(node: yaml.Node, field: Field, lines: dict[Field, int], name: str) -> Any:
    """The node as plain data. Leaves stay texts: YAML would read 13:30 as a number and 01234 as another."""
    lines[field] = node.start_mark.line + 1
    if len(field) > DEEPEST or len(lines) > MOST_FIELDS:  # aliases make small files endless
        raise BadDocument((f"{name}, ligne {lines[field]} : {NESTED}",))
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise BadDocument((f"{name}, ligne {key.start_mark.line + 1} : un nom de champ est un simple mot.",))
            if key.value in found:
                raise BadDocument((f"{name}, ligne {key.start_mark.line + 1} : « {key.value} » est écrit deux fois.",))
            found[key.value] = _plain(value, (*field, key.value), lines, name)
            lines[*field, key.value] = key.start_mark.line + 1
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*field, number), lines, name) for number, item in enumerate(node.value)]
    return None if node.tag == "tag:yaml.org,2002:null" else node.value


def _sentences(document: Document, error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        field = tuple(part for part in fault["loc"] if part != "[key]")
        kind, context = fault["type"], fault.get("ctx", {})
        values = {"field": field[-1] if field else "", "expected": context.get("expected", "")}
        own = str(context["error"]) if kind == "value_error" else ""
        shown = str(fault["input"])[:LONGEST_SHOWN]
        sentence = own or SENTENCES.get(kind, OTHERWISE).format(**values, value=shown)
        yield document.problem(field[:-1] if kind == "missing" else field, sentence)


def _spell(field: Field) -> str:
    """The field as people read it: " (sites 2, address)"."""
    words: list[str] = []
    for part in field:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return f" ({', '.join(words)})" if words else ""
