"""XML from elsewhere, gone through in pieces: no part is held whole, and no document type can make it grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol
from xml.parsers import expat

from partytrack.intake.opening import damaged

if TYPE_CHECKING:
    from pathlib import Path

_PIECE: Final = 1 << 18  # bytes
_DEEPEST: Final = 1_000  # elements inside each other; a sheet has ten


class Reads(Protocol):
    """Whatever gives bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


class Told(Protocol):
    """Whoever is told about elements: names come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, written: str) -> None:
        """A piece of text."""


class _Refused(Exception):
    """There is a document type, or elements inside each other beyond measure: spreadsheets have no use for either."""


def go_through(path: Path, source: Reads, told: Told) -> None:
    """Tell somebody about every element of an XML text, in order.

    Raises:
        FileUnreadable: It is no well-formed XML, declares a document type, or has elements inside each other beyond measure.
    """
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _Refused
        told.start(_bare(name), {_bare(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        told.end(_bare(name))

    def refuse(*_: Any) -> None:  # noqa: ANN401 - expat's own arguments
        raise _Refused

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = told.characters
    parser.StartDoctypeDeclHandler = refuse
    try:
        while piece := source.read(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, _Refused, ValueError, LookupError):  # an encoding that nobody knows is a LookupError
        raise damaged(path) from None


_names: dict[str, str] = {}


def _bare(name: str) -> str:
    """A name without the address of its namespace."""
    found = _names.get(name)
    if found is None:
        found = _names[name] = name.rpartition(" ")[2]
    return found
