"""Which TwiML exists: elements, nesting and attributes, read from the installed SDK by introspection.

No schema is published (the carrier only says "schema validation warning", its error 12200), and the SDK itself writes
unknown attributes as they come: so what is written is checked here.
"""

import inspect
import re
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

from twilio.twiml import TwiML, lower_camel, voice_response

from tests.telephony.carrier.errors import CarrierError


@dataclass(frozen=True, slots=True)
class Allowed:
    """An element where it may stand, and the attributes it may bear there."""

    made_by: type[TwiML]
    attributes: frozenset[str]


@cache
def children(parent: type[TwiML]) -> dict[str, Allowed]:
    """The elements a parent may hold, by name."""
    found = {}
    for method in vars(parent).values():
        made = inspect.isfunction(method) and re.search(r"self\.nest\(\s*(\w+)\(", inspect.getsource(method))
        if made:
            child = getattr(voice_response, made[1])
            found[element_name(child)] = Allowed(child, attributes(method, child))
    return found


def element_name(made_by: type[TwiML]) -> str:
    """The element's name, e.g. "say-as"."""
    return str(made_by(**dict.fromkeys(content(made_by), "x")).name)


def content(made_by: type[TwiML]) -> tuple[str, ...]:
    """The parameters that are the element's text, not attributes."""
    parameters = inspect.signature(made_by.__init__).parameters.values()
    return tuple(p.name for p in parameters if p.name != "self" and p.kind is p.POSITIONAL_OR_KEYWORD)


def attributes(method: object, child: type[TwiML]) -> frozenset[str]:
    """The attributes, as written in XML."""
    assert callable(method)
    parameters = inspect.signature(method).parameters.values()
    named = {p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD} - {"self", *content(child)}
    return frozenset(lower_camel(TwiML.MAP.get(name, name)) for name in named)


def check_structure(element: Element, made_by: type[TwiML] = voice_response.VoiceResponse) -> None:
    """Every element stands where it may, with attributes it may bear."""
    for child in element:
        allowed = children(made_by).get(child.tag)
        if allowed is None:
            raise CarrierError(f"<{child.tag}> cannot stand in <{element.tag}>.")
        unknown = {name.replace("{http://www.w3.org/XML/1998/namespace}", "xml:") for name in child.attrib}
        unknown -= allowed.attributes
        if unknown:
            raise CarrierError(f"<{child.tag}> has no attribute {sorted(unknown)}.")
        check_structure(child, allowed.made_by)
