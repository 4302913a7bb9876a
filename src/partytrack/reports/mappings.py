"""What is remembered of how senders' headings were read: as a table, and as plain values for scripts."""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text as Line

from partytrack.messages import Text, counted, text
from partytrack.records import KINDS, field_title
from partytrack.reports.fitting import Column, Fitted, Form
from partytrack.reports.lists import cell
from partytrack.reports.markdown import paragraph
from partytrack.reports.markdown import table as markdown_table
from partytrack.reports.verdict_data import as_csv, as_json, as_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from partytrack.store.batches import Taught

_COLUMNS: Final = ("number", "heading", "field", "kind", "import_id", "at", "file")
_LEAST: Final = (None, 12, 10, 10, None, 14)


def mappings_table(known: Sequence[Taught]) -> RenderableType:
    """Each heading that is remembered, what it is read as, and the import that explained it."""
    if not known:
        return Line(str(_nothing()))
    columns = [Column(str(title), least=least) for title, least in zip(_titles(), _LEAST, strict=True)]
    rows = [[cell(value) for value in _cells(each)] for each in known]
    return Fitted(lambda: iter((Form(columns, rows), Form(columns, rows, whole_words=False))))


def mappings_markdown(known: Sequence[Taught]) -> str:
    """The same as Markdown."""
    return markdown_table(_titles(), map(_cells, known), [True]) if known else paragraph(_nothing())


def forgotten_lines(forgotten: Sequence[Taught]) -> RenderableType:
    """What was forgotten, a line each, and how many that are."""
    lines = [Line(str(text("“{heading}” read as {field}", heading=_heading(each), field=field_title(each.field)))) for each in forgotten]
    return Group(*lines, Line(str(counted("{n} mapping is forgotten.", "{n} mappings are forgotten.", len(forgotten)))))


def _nothing() -> Text:
    return text("Nothing is remembered: no import that stands was made with --map.")


def _titles() -> list[Text]:
    return [text("Number"), text("Heading"), text("Read as"), text("Kind"), text("Import"), text("File")]


def _cells(taught: Taught) -> list[object]:
    read = text("{title} ({name})", title=field_title(taught.field), name=taught.field)
    return [taught.number, _heading(taught), read, Text(KINDS[taught.kind].title), taught.import_id, taught.file]


def _heading(taught: Taught) -> str:
    return " ".join(taught.heading.split("\n"))


def _fields(taught: Taught, form: Sequence[str]) -> dict[str, Any]:
    told = {name: getattr(taught, name) for name in _COLUMNS}
    return {**told, "heading": _heading(taught), "at": taught.at.isoformat(), "form": list(form)}


def mappings_json(known: Sequence[tuple[Taught, Sequence[str]]]) -> str:
    """Each mapping with the headings it stood among."""
    return as_json({"schema": "partytrack.mappings/1", "mappings": list(starmap(_fields, known))})


def mappings_csv(known: Sequence[Taught]) -> str:
    """One line a mapping."""
    return as_csv([_fields(each, ()) for each in known], _COLUMNS)


def mappings_plain(known: Sequence[Taught]) -> str:
    """One line a mapping, tab-separated."""
    return as_plain([_fields(each, ()) for each in known], _COLUMNS)
