"""Target files read before, kept as they were understood: reading and checking them again costs more than judging by them.

What is kept is plain JSON, never code, and only of files without a problem. It is used while the files, their names and this
program are exactly the same; whatever else is found there is read anew.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from partytrack.periods import Length, Span
from partytrack.targets.language import (
    All,
    Average,
    Bound,
    Condition,
    Count,
    Done,
    Each,
    Figure,
    Goal,
    Growth,
    LongestGap,
    Must,
    Ratio,
    Rows,
    Scale,
    Share,
    Sum,
    Target,
    Term,
    Together,
    Waiver,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
FILE: Final = "compiled-targets.json"
_CLASSES: Final[dict[str, type[Any]]] = {
    each.__name__: each
    for each in (
        *(All, Average, Condition, Count, Done, Each, Figure, Goal, Growth, LongestGap, Must, Ratio, Rows, Share, Sum, Together),
        *(Span, Target, Term, Waiver, When, Bound, Length, Scale),
    )
}


def key(paths: Iterable[Path], *words: str | None) -> str | None:
    """What the compiled form depends on: the files' names and contents, some words, and the program itself.

    None if a file cannot be read.
    """
    program = [(each.name, each.stat().st_mtime_ns) for each in sorted(Path(__file__).parents[1].glob("**/*.py"))]
    try:
        files = [(os.path.relpath(path), sha256(path.read_bytes()).hexdigest()) for path in paths]
    except (OSError, ValueError):
        return None
    return sha256(repr((program, files, words)).encode()).hexdigest()


def remembered(folder: Path, wanted: str | None, make: Callable[[], T], file: str = FILE) -> T:
    """The value made before under this key, else made now and kept in a file; where nothing can be kept it is only made."""
    path = folder / file
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(path.read_bytes())
        if wanted is not None and kept["key"] == wanted:
            value: T = decoded(kept["value"])
            return value
    value = make()
    if wanted is not None and folder.is_dir():
        with suppress(OSError):  # in a folder that may only be read the next run reads the files again
            _write(path, json.dumps({"key": wanted, "value": encoded(value)}, ensure_ascii=False))
    return value


def _write(path: Path, content: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
    Path(name).replace(path)


def encoded(value: object) -> object:
    """A value of the target language as JSON."""
    match value:
        case Enum():
            return {"enum": type(value).__name__, "value": value.value}
        case None | bool() | int() | str():
            return value
        case Fraction():
            return {"fraction": str(value)}
        case date():
            return {"date": value.isoformat()}
        case tuple():
            return [encoded(each) for each in value]
        case frozenset():
            return {"set": sorted(encoded(each) for each in value)}  # type: ignore[type-var]  # sets hold names only
        case dict():
            return {"entries": [[encoded(name), encoded(each)] for name, each in value.items()]}
        case _ if is_dataclass(value):
            return {"class": type(value).__name__, "fields": [encoded(getattr(value, each.name)) for each in fields(value)]}
    raise TypeError(value)


def decoded(written: Any) -> Any:  # noqa: ANN401 - whatever was encoded
    """The value that was encoded so.

    Raises:
        KeyError, TypeError, ValueError: Nothing that `encoded` writes.
    """
    match written:
        case list():
            return tuple(decoded(each) for each in written)
        case {"class": str(name), "fields": list(values)}:
            return _CLASSES[name](*map(decoded, values))
        case {"enum": str(name), "value": value}:
            return _CLASSES[name](value)
        case {"fraction": str(value)}:
            return Fraction(value)
        case {"date": str(value)}:
            return date.fromisoformat(value)
        case {"set": list(values)}:
            return frozenset(decoded(each) for each in values)
        case {"entries": list(pairs)}:
            return {decoded(name): decoded(each) for name, each in pairs}
        case dict():
            raise ValueError(written)
    return written
