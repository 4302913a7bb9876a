"""What would become of each record, before it counts: for the terminal the changes first, for scripts all of them.

Names of people are masked unless they are asked for.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text as Line

from partytrack.messages import Text, counted, harmless, marked, span_shown, text
from partytrack.periods import Span
from partytrack.records import KINDS, UNITS, Type, choice_shown, field_title
from partytrack.reports.lists import DECISIONS, besides, building
from partytrack.reports.markdown import heading, page, paragraph
from partytrack.reports.markdown import table as markdown_table
from partytrack.reports.numbers import number
from partytrack.reports.verdict_data import as_csv, as_json, as_plain
from partytrack.vietnamese import masked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from partytrack.store.batches import Change, Effect, Undone

MOST: Final = 20  # records of a sort in a table; JSON and CSV have all
_IMPORT_ORDER: Final = ("gone", "changed", "new", "rejected", "unchanged")
_UNDO_ORDER: Final = ("ends", "changed", "returns", "stays")
_TITLES: Final = {
    "gone": marked("Gone: not in the complete list, ended by it"),
    "changed": marked("Changed"),
    "new": marked("New"),
    "rejected": marked("Rejected"),
    "unchanged": marked("Unchanged"),
    "ends": marked("No longer holds"),
    "returns": marked("Holds again"),
    "stays": marked("Stays, since other imports say the same"),
}
_BACK: Final = marked("Says again what the other imports say")
_OF_LISTS: Final = {"valid_from": marked("holds from"), "valid_until": marked("holds until"), "member": marked("known as a member")}
_SIGNS: Final = {"gone": "−", "changed": "~", "new": "+", "rejected": "✗", "unchanged": "=", "ends": "−", "returns": "+", "stays": "="}
_NOBODY: Final = "***"  # a number of a person's own that printed lists do not show
COLUMNS: Final = ("kind", "became", "row", "unit", "unit_name", "name", "when", "field", "old", "new", "imports")


# --- for people ---


def effect_lines(effects: Sequence[Effect], *, names: bool) -> Iterator[Line]:
    """What an import would do, what ends first; of each sort the first ones, of rows that stay the same only their numbers."""
    yield from _grouped(effects, _IMPORT_ORDER, names=names, back=False)


def _grouped(effects: Sequence[Effect], order: Sequence[str], *, names: bool, back: bool) -> Iterator[Line]:
    for became in order:
        of_sort = [each for each in effects if each.became == became]
        if not of_sort:
            continue
        title = Text(_BACK if back and became == "changed" else _TITLES[became])
        line = Line(f"  {_SIGNS[became]} {title}", style="bold")
        yield line.append(f"  {number(Fraction(len(of_sort)))}", style="not bold")
        if became in ("unchanged", "rejected"):
            yield Line(f"    {_rows(of_sort)}", style="dim")
            continue
        yield from (Line(f"    {_line(each, names=names)}") for each in of_sort[:MOST])
        yield from more(len(of_sort))


def more(total: int) -> Iterator[Line]:
    """How many records a table leaves out."""
    if total > MOST:
        said = counted("… and {n} more: see all with -f json.", "… and {n} more: see all with -f json.", total - MOST)
        yield Line(f"    {said}", style="dim")


def gone_lines(effects: Iterable[Effect], *, names: bool) -> list[str]:
    """The records that a complete list ends, a line each, and how many more there are."""
    gone = [each for each in effects if each.became == "gone"]
    return [*(f"  {_line(each, names=names)}" for each in gone[:MOST]), *(each.plain.removeprefix("  ") for each in more(len(gone)))]


def _parted(undone: Undone) -> tuple[list[Effect], list[Effect]]:
    """The records that change: those the import counted, and those that only follow from it."""
    changing = [each for each in undone.effects if each.became != "stays"]
    return [each for each in changing if not each.follows], [each for each in changing if each.follows]


def undone_table(undone: Undone, *, names: bool) -> RenderableType:
    """What an undo would do to each record, and which other imports say the same or build on it."""
    own, following = _parted(undone)
    lines = [Line(str(undo_heading(undone)))]
    lines += _grouped(own, _UNDO_ORDER, names=names, back=True)
    if following:
        lines.append(Line(f"  {besides(len(following))}", style="bold"))
        lines += [Line(f"    {_SIGNS[each.became]} {_line(each, names=names)}") for each in following[:MOST]]
        lines += more(len(following))
    stays = Counter(each.imports for each in undone.effects if each.became == "stays")
    if stays:
        lines.append(Line(f"  {_SIGNS['stays']} {Text(_TITLES['stays'])}", style="bold").append(f"  {stays.total()}", style="not bold"))
        for imports, count in stays.items():
            lines.append(Line(f"    {_same(imports, count)}"))
    lines += [Line(f"  {said}") for said in building(undone)]
    return Group(*lines, Line(str(text("dry run: nothing was stored"))))


def _same(imports: tuple[int, ...], count: int) -> Text:
    told = ", ".join(map(str, imports))
    return counted("{n} record, by import {imports}", "{n} records, by import {imports}", count, imports=told)


def undo_heading(undone: Undone) -> Text:
    """What would be taken back, and how many of its own records that would change."""
    changed = len(_parted(undone)[0])
    what: object = Text(DECISIONS[undone.action]) if undone.action in DECISIONS else undone.file
    return counted(
        "Taking back import {id} ({what}) would change {n} record.",
        "Taking back import {id} ({what}) would change {n} records.",
        changed,
        id=undone.undone,
        what=what,
    )


def _line(effect: Effect, *, names: bool) -> str:
    """One record: row, whose it is, what it is called, when; then what changes, and the imports that build on it."""
    where = [str(text("row {row}", row=effect.row))] if effect.row is not None else []
    unit = _unit(effect)
    called = _name(effect, names=names) if effect.kind != "units" else None
    who = " ".join(part for part in (called, _span(effect.when)) if part)
    said = ": ".join(part for part in (", ".join([*where, *([unit] if unit else [])]), who) if part)
    changes = "; ".join(_change(effect.kind, each, names=names) for each in effect.changes)
    later = str(text("also in import {imports}", imports=", ".join(map(str, effect.imports)))) if effect.imports else ""
    return harmless(" — ".join(part for part in (said, changes, later) if part))


def _unit(effect: Effect) -> str:
    code, name = effect.unit
    return " ".join(dict.fromkeys(part for part in (code, name) if part))


def _name(effect: Effect, *, names: bool) -> str | None:
    return masked(effect.name) if effect.name and effect.person and not names else effect.name


def _change(kind: str, change: Change, *, names: bool) -> str:
    """`position: Bí thư → Phó bí thư`; nothing is a dash."""
    old, new = (_shown(kind, change.field, value, names=names) for value in (change.old, change.new))
    if old == new:
        new = str(text("{value} (spelt otherwise)", value=new))
    return f"{_title(change.field)}: {old} → {new}"


def _title(field: str) -> Text:
    return Text(_OF_LISTS[field]) if field in _OF_LISTS else field_title(field)


def _shown(kind: str, name: str, value: object, *, names: bool) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(text("yes") if value else text("no"))
    if isinstance(value, Span):
        return _span(value)
    if KINDS[kind].has(name) and KINDS[kind].field(name).type is Type.CHOICE:
        return choice_shown(kind, name, str(value))
    return number(Fraction(value)) if isinstance(value, (int, Decimal)) else str(_kept(kind, name, value, names=names))


def _span(span: Span | None) -> str:
    if span is None:
        return ""
    return span_shown(span)


def _kept(kind: str, name: str, value: object, *, names: bool) -> object:
    """A value as scripts get it, the names and the citizen ids of people masked."""
    if isinstance(value, Span):
        return value.label
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    field = KINDS[kind].field(name) if KINDS[kind].has(name) else None
    if field is None or names or not isinstance(value, str):
        return value
    return masked(value) if field.type is Type.NAME and kind != UNITS.name else _NOBODY if field.asked else value


def _rows(effects: Sequence[Effect]) -> Text:
    """The rows of records of which no more is told, those that follow each other as one stretch: `rows 5–7, 9`."""
    rows = sorted({each.row for each in effects if each.row is not None})
    breaks = [0, *(place for place, (left, right) in enumerate(pairwise(rows), 1) if right != left + 1), len(rows)]
    parts = [rows[start:end] for start, end in pairwise(breaks)]
    said = ", ".join(f"{part[0]}–{part[-1]}" if len(part) > 1 else f"{part[0]}" for part in parts if part)
    return counted("row {rows}", "rows {rows}", len(rows), rows=said)


# --- for scripts ---


def effect_fields(effect: Effect, *, names: bool) -> dict[str, Any]:
    """An effect as plain values."""
    return {
        "became": effect.became,
        "kind": effect.kind,
        "row": effect.row,
        "unit": effect.unit[0],
        "unit_name": effect.unit[1],
        "name": _name(effect, names=names),
        "when": effect.when.label if effect.when else None,
        "changes": {
            each.field: {
                "old": _kept(effect.kind, each.field, each.old, names=names),
                "new": _kept(effect.kind, each.field, each.new, names=names),
            }
            for each in effect.changes
        },
        "imports": list(effect.imports),
    }


def effect_rows(effects: Iterable[Effect], *, names: bool) -> Iterator[dict[str, Any]]:
    """A row for each changed field of each record, one for a record without any; by the names of `COLUMNS`."""
    for effect in effects:
        fields = effect_fields(effect, names=names)
        changes = fields.pop("changes")
        fields["imports"] = " ".join(map(str, effect.imports))
        for name, change in (changes or {None: {"old": None, "new": None}}).items():
            yield {**fields, "field": name, **change}


def undone_json(undone: Undone, *, names: bool, dry_run: bool) -> str:
    """What an undo did or would do."""
    fields: dict[str, Any] = {
        "schema": "partytrack.undo/1",
        "undone": undone.undone,
        "action": undone.action,
        "file": undone.file,
        "import_id": None if dry_run else undone.import_id,
        "dry_run": dry_run,
        "records": len(_parted(undone)[0]) if dry_run else undone.records,
        "following": len(_parted(undone)[1]) if dry_run else undone.following,
    }
    details = [effect_fields(each, names=names) | {"follows": each.follows} for each in undone.effects]
    return as_json(fields | ({"details": details} if dry_run else {}))


def undone_csv(undone: Undone, *, names: bool) -> str:
    """One line a field that would change."""
    return as_csv(list(effect_rows(undone.effects, names=names)), COLUMNS)


def undone_plain(undone: Undone, *, names: bool) -> str:
    """The same, tab-separated."""
    return as_plain(list(effect_rows(undone.effects, names=names)), COLUMNS)


def undone_markdown(undone: Undone, *, names: bool) -> str:
    """What an undo would do, sort by sort."""
    following = [each for each in undone.effects if each.follows]
    return page(
        [
            paragraph(undo_heading(undone)),
            *effects_markdown([each for each in undone.effects if not each.follows], names=names, back=True),
            *([paragraph(besides(len(following))), *effects_markdown(following, names=names, back=True)] if following else []),
            *map(paragraph, building(undone)),
        ]
    )


def effects_markdown(effects: Sequence[Effect], *, names: bool, back: bool = False) -> Iterator[str]:
    """A table for each sort of record, of an import or (`back`) of an undo; of rows that stay the same only their numbers."""
    for became in _UNDO_ORDER if back else _IMPORT_ORDER:
        of_sort = [each for each in effects if each.became == became]
        if not of_sort:
            continue
        title = Text(_BACK if back and became == "changed" else _TITLES[became])
        yield heading(3, f"{title}: {number(Fraction(len(of_sort)))}")
        if became in ("unchanged", "rejected"):
            yield paragraph(_rows(of_sort))
            continue
        titles = [text("Row"), text("Unit"), text("What"), text("When"), text("What changes"), text("Imports")]
        yield markdown_table(
            titles,
            [
                [
                    each.row,
                    _unit(each),
                    _name(each, names=names),
                    _span(each.when),
                    "; ".join(_change(each.kind, change, names=names) for change in each.changes),
                    ", ".join(map(str, each.imports)),
                ]
                for each in of_sort
            ],
            [True],
        )
