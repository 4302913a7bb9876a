"""A target file as a tree of texts that know their line and column. Nothing here knows what the keys mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it was written: `no`, `010` and `12:30` are themselves.

    Args:
        text: The value.
        line, column: Where it begins, the quotation mark counted, from 1.
        style: The quotation mark; empty for none; `|` and `>` for blocks.
        width: Characters it takes in the file; 0 where it goes over several lines.
    """

    text: str
    line: int
    column: int
    style: str = ""
    width: int = 0

    def spot(self, offset: int) -> tuple[int, int]:
        """The line and column of a character of the text; the beginning where the file writes it differently."""
        match self.style:
            case "" if self.width:
                return self.line, self.column + offset
            case "'" if self.width:
                return self.line, self.column + 1 + offset + self.text[:offset].count("'")
            case '"' if self.width == len(self.text) + 2:
                return self.line, self.column + 1 + offset
            case _:
                return self.line, self.column


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values.

    Args:
        entries: Key → where the key stands, and its value.
        damaged: Whether a key was left out because something is wrong with it.
    """

    entries: dict[str, tuple[Scalar, Node]]
    line: int
    column: int
    damaged: bool = False


Node = Scalar | Listing | Mapping


def plain(node: Node, lists: frozenset[str]) -> Any:  # noqa: ANN401 - texts in lists and dictionaries, to any depth
    """The tree as texts, lists and dictionaries; the values of the keys in `lists` are lists even where one stands alone."""
    match node:
        case Scalar():
            return node.text
        case Listing():
            return [plain(item, lists) for item in node.items]
        case Mapping():
            return {key: _listed(key, value, lists) for key, (_, value) in node.entries.items()}


def _listed(key: str, value: Node, lists: frozenset[str]) -> Any:  # noqa: ANN401
    written = plain(value, lists)
    return [written] if key in lists and not isinstance(value, Listing) else written


def find(node: Node, path: Path) -> Node:
    """The node at a path, or the deepest one on the way that is there. A number into what is no list stays where it is."""
    for step in path:
        match node:
            case Mapping() if step in node.entries:
                node = node.entries[str(step)][1]
            case Listing() if isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            case Scalar() | Mapping() if isinstance(step, int):
                continue
            case _:
                return node
    return node


def find_key(node: Node, path: Path) -> Node:
    """The key that ends a path, as it stands in the file; the value where the path does not end with a key."""
    above = find(node, path[:-1])
    if path and isinstance(above, Mapping) and path[-1] in above.entries:
        return above.entries[str(path[-1])][0]
    return find(node, path)
