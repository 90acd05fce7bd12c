"""How a structure is recognised when two sources describe it."""

from directory.places import name_key
from directory.vocabulary import StructureType

LONGEST = 300


def identity_of(name: str, commune: str, kind: StructureType) -> str:
    """The same text for the same name, commune and type, however accents and capitals are written.

    >>> identity_of("C.I.O. de Tours", "37261", StructureType.CIO)
    'c i o de tours|37261|cio'
    """
    return f"{name_key(name)[: LONGEST - 40]}|{commune}|{kind}"
