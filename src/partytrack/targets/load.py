"""Target files read from YAML: typed terms, or every problem of all files with its line and column.

How broken YAML is explained is decided in `_syntax`; the keys are in `schema`, their meaning in `build`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from partytrack.errors import FileUnreadable, Problem, TargetFileError, UsageError, reason_of
from partytrack.messages import Text, text
from partytrack.targets.document import Listing, Mapping, Node, Scalar
from partytrack.targets.misread import did_you_mean
from partytrack.targets.reading import Reading
from partytrack.targets.terms import Header, header, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partytrack.targets.language import Term

__all__ = ["Loaded", "Problem", "load", "load_term", "read_document"]

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LARGEST: Final = 1_048_576  # bytes; a term of two hundred targets has a tenth of it
_DEEPEST: Final = 30
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NAMES_TERM: Final = re.compile(r"^term:[ \t]*(?P<mark>[\"']?)(?P<term>[^\"'#\n]+?)(?P=mark)[ \t]*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What target files say.

    Args:
        terms: By name; a term whose files have any error is absent.
        problems: Errors and warnings of all files, in the order of files, lines and columns.
        files: File → the term it names; None where that cannot be told.
    """

    terms: dict[str, Term]
    problems: list[Problem]
    files: dict[str, str | None]


def load(paths: Sequence[Path]) -> Loaded:
    """The terms of target files and every problem in them, all at once.

    Files that name the same term are read together, whatever they are called.

    Raises:
        FileUnreadable: A file is missing, is a folder or may not be read.
    """
    readings = {path.resolve(): read_document(path) for path in paths}
    grouped: dict[str, list[Header]] = {}
    for reading in readings.values():
        found = header(reading)
        if found is not None:
            # A file that does not say its term is still checked, on its own.
            grouped.setdefault(reading.term or f"\n{reading.file}", []).append(found)
    terms = {name: together(name, headers) for name, headers in grouped.items()}
    problems = [problem for reading in readings.values() for problem in reading.problems]
    return Loaded(
        terms={name: term for name, term in terms.items() if term is not None},
        problems=sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column)),
        files={reading.file: reading.term for reading in readings.values()},
    )


def load_term(paths: Sequence[Path], term: str) -> Term:
    """One term. Errors in files of other terms do not matter; a file whose term cannot be told might belong to it.

    Raises:
        TargetFileError: A file of the term has an error.
        UsageError: No file names the term.
        FileUnreadable: A file is missing, is a folder or may not be read.
    """
    loaded = load(paths)
    about = [problem for problem in loaded.problems if loaded.files[problem.file] in (term, None)]
    if any(not problem.warning for problem in about):
        raise TargetFileError(about)
    if term in loaded.terms:
        return loaded.terms[term]
    known = sorted({name for name in loaded.files.values() if name is not None})
    advice = did_you_mean(term, known) if known else text("Write a target file with term: {term}.", term=term)
    raise UsageError("unknown-term", text("There is no term {term} in the target files.", term=term), advice)


def read_document(path: Path) -> Reading:
    """One YAML file as a tree, or its problems: of the settings too. What its keys mean is for others.

    Raises:
        FileUnreadable: It is missing, is a folder or may not be read.
    """
    reading = Reading(_shown(path))
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise FileUnreadable(
            "file-unreadable",
            text("The file {file} cannot be read: {reason}.", file=reading.file, reason=reason_of(error)),
            text("Check its name and whether you may read it."),
        ) from error
    if len(content) > _LARGEST:
        _note(reading, 1, 1, text("The file is larger than {n} bytes.", n=_LARGEST), text("Split it: files of one term are read together."))
        return reading
    written = _decoded(reading, content)
    if written is not None:
        named = _NAMES_TERM.search(written)
        reading.term = named["term"] if named else None
        _Tree(reading, written).read()
    return reading


def _shown(path: Path) -> str:
    """The path from the current folder if the file is below it, else as given."""
    here, there = Path.cwd().resolve(), path.resolve()
    return there.relative_to(here).as_posix() if there.is_relative_to(here) else str(path)


def _note(reading: Reading, line: int, column: int, message: Text, advice: Text) -> None:
    reading.problems.append(Problem(reading.file, line, column, message, advice))


def _place(written: str, index: int) -> tuple[int, int]:
    return written.count("\n", 0, index) + 1, index - (written.rfind("\n", 0, index) + 1) + 1


def _decoded(reading: Reading, content: bytes) -> str | None:
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(content[: error.start].decode("utf-8-sig"), len(content[: error.start].decode("utf-8-sig")))
        _note(reading, line, column, text("The file is not UTF-8 text."), text("Save it with the encoding UTF-8."))
        return None
    if control := _CONTROL.search(written):
        line, column = _place(written, control.start())
        code = f"{ord(control[0]):04X}"
        _note(reading, line, column, text("A control character (U+{code}) stands here.", code=code), text("Delete it."))
        return None
    return written


class _Stop(Exception):
    """The tree cannot be read further; the problem is noted."""


class _Tree:
    """Builds the tree of one file from the events of the YAML parser, so that every text stays as written."""

    def __init__(self, reading: Reading, written: str) -> None:
        self.reading = reading
        self.lines = written.splitlines() or [""]
        self.events: Iterator[Any] = yaml.parse(written, Loader=_LOADER)

    def read(self) -> None:
        """Set the root of the reading, or note why there is none."""
        try:
            root = self._document()
        except _Stop:
            return
        except yaml.MarkedYAMLError as error:
            line, column, message, advice = _syntax(error, self.lines)
            _note(self.reading, line, column, message, advice)
            return
        if isinstance(root, Mapping):
            self.reading.root = root
        else:
            self._note(root, text("The file is not keys and values."), text("Write it as lines of key: value."))

    def _note(self, place: Node, message: Text, advice: Text) -> None:
        _note(self.reading, place.line, place.column, message, advice)

    def _document(self) -> Node:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            _note(self.reading, 1, 1, text("The file is empty."), text("Write it as lines of key: value."))
            raise _Stop
        root = self._node(next(self.events), 0)
        next(self.events)
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            self._refuse(following, text("A second document begins here."), text("Delete the line ---, or make two files."))
        return root

    def _refuse(self, event: Any, message: Text, advice: Text) -> None:  # noqa: ANN401 - the events have no common type
        _note(self.reading, event.start_mark.line + 1, event.start_mark.column + 1, message, advice)
        raise _Stop

    def _node(self, event: Any, depth: int) -> Node:  # noqa: ANN401
        start, end = event.start_mark, event.end_mark
        line, column = start.line + 1, start.column + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._refuse(
                event, text("Anchors and aliases (& and *) are not read."), text("Write the value out, in quotes if it begins with & or *.")
            )
        if event.tag is not None:
            self._refuse(event, text("Tags (!) are not read."), text("Delete it, or put a value that begins with ! in quotes."))
        if depth > _DEEPEST:
            self._refuse(event, text("The file is nested deeper than {n} levels.", n=_DEEPEST), text("Write it flatter."))
        if isinstance(event, yaml.ScalarEvent):
            width = end.column - start.column if start.line == end.line else 0
            return Scalar(event.value, line, column, event.style or "", width)
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(tuple(self._items(depth)), line, column)
        return self._mapping(event, depth)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            item = self._node(event, depth + 1)
            if _is_blank(item):
                self._note(item, text("Nothing is written here."), text("Write a value behind -, or delete the line."))
                raise _Stop
            yield item

    def _mapping(self, start: Any, depth: int) -> Mapping:  # noqa: ANN401
        entries: dict[str, tuple[Scalar, Node]] = {}
        damaged = False
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if isinstance(key, Scalar) and key.text not in entries and not _is_blank(value):
                entries[key.text] = (key, value)
                continue
            damaged = True
            self._wrong_entry(key, value, entries, flow=bool(start.flow_style))
        first = next(iter(entries.values()), None)
        line, column = (first[0].line, first[0].column) if first else (start.start_mark.line + 1, start.start_mark.column + 1)
        return Mapping(entries, line, column, damaged)

    def _wrong_entry(self, key: Node, value: Node, entries: dict[str, tuple[Scalar, Node]], *, flow: bool) -> None:
        if not isinstance(key, Scalar):
            self._note(key, text("A key is not one text."), text("Write key: value."))
        elif key.text in entries:
            line = entries[key.text][0].line
            self._note(key, text("The key {key} stands in line {line} already.", key=key.text, line=line), text("Keep one of the two."))
        elif flow and isinstance(value, Scalar):
            self._note(
                key,
                text("A comma inside {{…}} begins a new key: {key} has no value.", key=key.text),
                text("Put a value that has a comma in quotes."),
            )
        else:
            self._note(key, text("Nothing is written behind {key}.", key=key.text), text("Write a value, or delete the line."))


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.style and not node.text


def _syntax(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, int, Text, Text]:
    """Where the YAML breaks, what is wrong in plain words, and what to write. Knows the slips people make."""
    mark, context = error.problem_mark, error.context_mark
    row, column = (mark.line, mark.column) if mark is not None else (0, 0)
    line = lines[row] if row < len(lines) else ""
    if tab := re.match(r" *\t", line):
        return row + 1, tab.end(), text("A tab stands here."), text("Indent with blanks: YAML takes no tabs.")
    problem, during = str(error.problem), str(error.context)
    if "block scalar" in during and context is not None:
        value = lines[context.line][context.column :].strip()
        message = text("A value that begins with {sign} means something else in YAML.", sign=value[:1])
        return context.line + 1, context.column + 1, message, _in_quotes(value)
    if "cannot start any token" in problem:
        return row + 1, column + 1, *_stray(line, column)
    if "mapping values are not allowed" in problem:
        return row + 1, column + 1, *_second_colon(line)
    if "did not find expected key" in problem and re.search(r"[\"'][ \t]*$", line[:column]):
        message = text("The value goes on behind its closing quotation mark.")
        return row + 1, column + 1, message, text("Put the whole value in quotes of the other kind.")
    if context is not None and ("flow" in during or "quoted scalar" in during):
        closing = text("A bracket or brace that opens here is not closed, or a comma is missing.")
        quote = text("A quotation mark that opens here is not closed.")
        message, advice = (
            (closing, text("Close it, and put values with commas or brackets in quotes."))
            if "flow" in during
            else (quote, text("Close it with the same mark."))
        )
        return context.line + 1, context.column + 1, message, advice
    if "expected ':'" in problem and context is not None:
        return context.line + 1, context.column + 1, text("A key without : stands here."), text("Write key: value, with a blank behind :.")
    return row + 1, column + 1, text("The YAML cannot be read here."), text("Let keys of one level begin in the same column.")


def _in_quotes(value: str) -> Text:
    plain = re.split(r"\s+#", value, maxsplit=1)[0].strip()
    quoted = f'"{plain}"' if '"' not in plain else f"'{plain}'"
    return text("Put the value in quotes: {value}", value=quoted)


def _stray(line: str, column: int) -> tuple[Text, Text]:
    sign, value = line[column : column + 1], line[column:].strip()
    if sign in (">", "|"):  # inside {…}, where the value ends with the next comma
        value = re.split(r"[,}\]]", value, maxsplit=1)[0]
    return text("A value that begins with {sign} means something else in YAML.", sign=sign), _in_quotes(value)


def _second_colon(line: str) -> tuple[Text, Text]:
    if match := re.match(r"[\s-]*[^\s:]+:\s+(.+:(?:\s.*)?)$", line):
        return text("A value has a colon with a blank behind it."), _in_quotes(match[1])
    return text("A key stands where none is expected."), text("Let keys of one level begin in the same column, and indent with blanks.")
