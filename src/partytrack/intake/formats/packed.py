"""The parts of a spreadsheet that is a zip package, and what an OOXML part points to."""

from __future__ import annotations

import posixpath
import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING, Final

from partytrack.intake.opening import BROKEN_PACKAGE, LARGEST_PART, damaged, too_large

if TYPE_CHECKING:
    from pathlib import Path

_ATTRIBUTE: Final = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def part(path: Path, name: str) -> bytes:
    """The bytes of one part; none where the package has no such part.

    Raises:
        FileUnreadable: The package is damaged, or the part unpacks to more than any sheet holds.
    """
    try:
        with zipfile.ZipFile(path) as package, package.open(name) as found:
            data = found.read(LARGEST_PART + 1)
    except KeyError:
        return b""
    except BROKEN_PACKAGE:
        raise damaged(path) from None
    if len(data) > LARGEST_PART:
        raise too_large(path)
    return data


def attributes(tag: str) -> dict[str, str]:
    """The attributes of one XML tag, as it is written."""
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}


def main_part(path: Path, usual: str) -> str:
    """The part that holds the workbook."""
    for tag in re.findall(r"<Relationship\s[^>]*>", part(path, "_rels/.rels").decode("utf-8", "replace")):
        relation = attributes(tag)
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", usual).lstrip("/")
    return usual


def pointed_to(path: Path, main: str) -> dict[str, str]:
    """Relation id → the part it points to, for the relations of one part."""
    folder, name = posixpath.split(main)
    relations = part(path, f"{folder}/_rels/{name}.rels").decode("utf-8", "replace")
    targets = {}
    for tag in re.findall(r"<Relationship\s[^>]*>", relations):
        relation = attributes(tag)
        target = relation.get("Target", "")
        targets[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
    return targets
