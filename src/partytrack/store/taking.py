"""One import on its way in: the steps for each prepared batch, in the order they are done. Knows tables, not the engine."""

from __future__ import annotations

import json
from itertools import compress
from typing import TYPE_CHECKING, Any, Protocol

from partytrack.compact import stretch
from partytrack.records import UNITS, Kind
from partytrack.store import covering, history, schema, staging
from partytrack.store.batches import Counted, Ready

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from partytrack.progress import Reached
    from partytrack.store.joins import Roots
    from partytrack.store.preparing import Preparation

_COLUMNS_AT_ONCE = 500  # in one statement
_BLOCK = 2 * schema.ROW_GROUP_SIZE  # rows: full groups, which are packed and written while the next are laid in
_COUNTS = ("new", "changed", "unchanged", "gone", "rejected")


class Engine(Protocol):
    """What taking in needs of the database."""

    def rows(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement; the rows it answers."""

    def hand_over(self, columns: Mapping[str, Sequence[object]], *statements: str | tuple[str, Mapping[str, object]]) -> None:
        """Run statements, each perhaps with values, that read columns of Python values as the table `handed_over`."""


class Stored:
    """How much of the storing of some rows is done: they are prepared, then laid in, then kept.

    Args:
        rows: How many they are.
        reached: Is told the share.
    """

    _PREPARED, _LAID_IN = 0.35, 0.5  # of the time

    def __init__(self, rows: int, reached: Reached) -> None:
        self._rows = max(rows, 1)
        self._reached = reached
        self._share = 0.0

    def prepared(self, ready: Ready) -> Ready:
        """The batch, which is ready."""
        self._more(self._PREPARED * len(ready.given.batch))
        return ready

    def laid_in(self, rows: int) -> None:
        """So many rows more."""
        self._more(self._LAID_IN * rows)

    def _more(self, rows: float) -> None:
        self._share += rows / self._rows
        self._reached(min(self._share, 1.0))


class Taking:
    """One import: its number, the counters of the store, and the steps for each batch.

    Args:
        engine: The database, in a transaction.
        at: The time of import.
        full: Whether each batch is the complete list of what it covers.
        telling: Whether somebody wants to know what becomes of each row.
        laid_in: Is told how many rows of a batch were laid in, block by block.
    """

    def __init__(
        self, engine: Engine, at: datetime, *, full: bool, telling: bool = False, laid_in: Callable[[int], None] = lambda _: None
    ) -> None:
        self._engine = engine
        self._at = at
        self._full = full
        self._telling = telling
        self._laid_in = laid_in
        self._last_record: int
        self._last_content: int
        last_import, self._last_record, self._last_content = engine.rows("SELECT last_import, last_record, last_content FROM meta")[0]
        self.import_id: int = last_import + 1
        self._places: list[tuple[object, ...]] = []
        self._told = self._last_record  # every record that anything was said of so far has this number or a lower one

    def fresh(self) -> int:
        """The number of a new record."""
        self._last_record += 1
        return self._last_record

    def open(self, file: str, sha256: str, options: str, *, corrects: str | None) -> None:
        """Write the import down; from now on what it says counts.

        Args:
            file, sha256, options: As for `take_in`.
            corrects: The content's digest of the file that this one corrects; the latest import of it that stands is meant.
        """
        earlier = "SELECT max(id) FROM imports WHERE action = 'import' AND sha256 = ? AND undone_by IS NULL"
        self._engine.rows(
            f"INSERT INTO imports VALUES (?, ?, 'import', ?, ?, ?, ?, NULL, NULL, 0, 0, 0, 0, 0, ({earlier}))",
            (self.import_id, self._at, file, sha256, options, self._full, corrects),
        )

    def close(self, counts: list[Counted], unread: int, who: str | None) -> None:
        """Write down what became of it, the rows rejected before they came here among it, and move the store's counters on."""
        for start in range(0, len(self._places), _COLUMNS_AT_ONCE):
            some = self._places[start : start + _COLUMNS_AT_ONCE]
            places = ", ".join("(?, ?, ?, ?, ?, ?, ?, ?, ?)" for _ in some)
            self._engine.rows(f"INSERT INTO columns VALUES {places}", [value for each in some for value in each])
        sums = [sum(getattr(each, name) for each in counts) + (unread if name == "rejected" else 0) for name in _COUNTS]
        assigned = ", ".join(f"{schema.quoted(name)} = ?" for name in _COUNTS)
        self._engine.rows(f"UPDATE imports SET {assigned} WHERE id = ?", (*sums, self.import_id))
        self._engine.rows(
            "UPDATE meta SET last_import = ?, last_record = ?, last_content = ?", (self.import_id, self._last_record, self._last_content)
        )
        self._engine.rows("INSERT INTO audit VALUES (?, 'import', ?, ?)", (self._at, self.import_id, who))

    def left_over(self, file: str, corrects: str | None, kinds: Sequence[str]) -> list[tuple[int, int]]:
        """Imports of a file of this name, or of the one it corrects, with how many of their standing records this one does not name.

        A corrected date makes another record: whoever sends a file again may not know that what it said before still counts.
        """
        earlier = "action = 'import' AND undone_by IS NULL AND id < ? AND (file = ? OR sha256 = ?)"
        if not kinds or not self._engine.rows(f"SELECT 1 FROM imports WHERE {earlier} LIMIT 1", (self.import_id, file, corrects)):
            return []
        found = self._engine.rows(
            """SELECT s.import_id, count(DISTINCT s.record) FROM sightings s JOIN imports i ON i.id = s.import_id
                JOIN spans p ON p.kind = s.kind AND p.record = s.record AND p.until_import IS NULL AND p.content = s.content
                WHERE i.action = 'import' AND i.undone_by IS NULL AND i.id < $own AND (i.file = $file OR i.sha256 = $corrects)
                AND list_contains($kinds, s.kind) AND NOT s.provisional
                AND NOT EXISTS (SELECT 1 FROM sightings n WHERE n.import_id > s.import_id AND n.kind = s.kind AND n.record = s.record)
                GROUP BY s.import_id ORDER BY s.import_id""",
            {"own": self.import_id, "file": file, "corrects": corrects, "kinds": kinds},
        )
        return [(number, count) for number, count in found]

    def name_units(self, preparation: Preparation) -> None:
        """Note of every unit that a row names what is known of it, in case no list says it (any more)."""
        named: dict[date, dict[int, tuple[str, int | None]]] = {}
        for (record, day), place in preparation.named.items():
            named.setdefault(day or self._at.date(), {}).setdefault(record, place)
        for day, places in named.items():
            known = [preparation.register.unit(record) for record in places]
            columns: dict[str, list[Any]] = {"record": [*places], "row": [row for _, row in places.values()]}
            columns |= {"code": [unit.code for unit in known], "name": [unit.name for unit in known], "kind": ["other"] * len(places)}
            sight = staging.SIGHT_NAMED, {"import_id": self.import_id, "day": day}
            self._lay_in(UNITS, columns | {"sheet": [sheet for sheet, _ in places.values()]}, sight)
            if self._engine.rows(f"{history.UNLISTED} LIMIT 1"):
                self._replay(UNITS, history.UNLISTED)

    def take(self, ready: Ready, everything: list[Ready]) -> Counted:
        """Lay a batch into the tables, end what it says is gone if it is complete; what became of its rows."""
        counted = Counted(rejected=len(ready.rejected), unchanged=ready.repeated)
        missing = self._cover_all(ready, everything) if self._full else []
        if any(ready.kept):
            if self._is_first(ready) and not self._telling:
                self._lay_in_first(ready)
                counted.new = sum(ready.kept)
            else:
                self._lay_in_known(ready, counted)
            self._note_columns(ready)
        if missing:
            counted.gone = self._end(ready, missing)
        self._end_contradicted(ready)
        if ready.nil is not None:
            unit, span = ready.nil
            self._cover(ready.kind, [(None, unit, span.first, span.last)], nil=True)
        self._keep_rejected(ready)
        self._keep_findings(ready)
        return counted

    def _is_first(self, ready: Ready) -> bool:
        """Whether nothing was ever said of what a batch tells of: then it simply holds, and there is nothing to work out.

        So it is if all its records are new; of a list only while no other is complete for a later day, which could end what it says.
        """
        records = list(compress(ready.records, ready.kept))
        untold, self._told = min(records) > self._told, max(self._told, *records)
        if not untold or not ready.kind.stock:
            return untold
        later = 'SELECT 1 FROM coverage WHERE kind = ? AND NOT nil AND "first" > ? LIMIT 1'
        return not self._engine.rows(later, (ready.kind.name, ready.given.stated_on))

    def _lay_in_first(self, ready: Ready) -> None:
        """Lay in rows of whose records nothing was ever said: what they say is new and simply holds."""
        kind, columns = ready.kind, staging.handed_over(ready)
        sight = staging.sight(kind, "handed_over", self._by_layout(ready)), self._sighted(ready)
        holds = history.first_spans(kind, self.import_id), {"day": ready.given.stated_on} if kind.stock else {}
        for block in _blocks(columns):
            length = len(block["record"])
            block["content"] = range(self._last_content + 1, self._last_content + length + 1)
            self._engine.hand_over(block, staging.keep_first(kind, columns.keys()), sight, holds)
            self._last_content += length
            self._laid_in(length)

    def _lay_in_known(self, ready: Ready, counted: Counted) -> None:
        """Lay in rows that may speak of known records, work out what holds now, and count what became of them."""
        self._lay_in(ready.kind, staging.handed_over(ready))
        self._engine.rows(staging.sight(ready.kind, "matched", self._by_layout(ready)), self._sighted(ready))
        self._replay(ready.kind, "SELECT record FROM matched")
        values = {"import_id": self.import_id, "day": ready.given.stated_on, "sheet": ready.given.sheet}
        counted.new, counted.changed, unchanged = self._engine.rows(staging.count(ready.kind), values)[0]
        counted.unchanged += unchanged
        if self._telling:
            ready.became = [(record, row, became) for record, row, became in self._engine.rows(staging.became(ready.kind), values)]

    def _lay_in(self, kind: Kind, columns: Mapping[str, Sequence[Any]], *then: tuple[str, Mapping[str, object]]) -> None:
        """Make `matched` of rows of which no two speak of the same record, and keep what is new of it."""
        given, count = columns.keys(), len(columns["record"])
        if count <= _BLOCK:
            self._engine.hand_over(columns, staging.match(kind, given, self._last_content), staging.keep(kind, given), *then)
            self._last_content += count
            self._laid_in(count)
            return
        for number, block in enumerate(_blocks(columns)):
            self._engine.hand_over(block, *staging.keep_block(kind, given, self._last_content, more=number > 0), *then)
            self._last_content += len(block["record"])
            self._laid_in(len(block["record"]))

    @staticmethod
    def _by_layout(ready: Ready) -> frozenset[str]:
        return ready.given.by_layout if ready.kind.stock else frozenset()

    def _sighted(self, ready: Ready) -> dict[str, object]:
        given, kind = ready.given, ready.kind
        says = None if given.says is None or not kind.stock else ",".join(sorted(given.says - self._by_layout(ready)))
        return {"import_id": self.import_id, "kind": kind.name, "day": given.stated_on, "sheet": given.sheet, "says": says}

    def _replay(self, kind: Kind, touched: str) -> None:
        self._engine.rows(f"CREATE OR REPLACE TEMP TABLE touched AS {touched}")
        history.replay(self._engine.rows, kind, self.import_id)

    # --- complete lists ---

    def _cover_all(self, ready: Ready, everything: list[Ready]) -> list[tuple[int, str | None, str | None]]:
        """Note what a complete list covers; the records standing there that are not in it, with their names and numbers."""
        cover = covering.covered(ready)
        if not cover:
            return []
        self._cover(ready.kind, cover, nil=False)
        indicators, units, firsts, lasts = zip(*cover, strict=True)
        self._lay_out(
            "covered", indicator_folded=("VARCHAR", indicators), unit=("BIGINT", units), first=("DATE", firsts), last=("DATE", lasts)
        )
        # A list may go over several sheets; one of another day is another list.
        same_list = [each for each in everything if (each.kind.name, each.given.stated_on) == (ready.kind.name, ready.given.stated_on)]
        spoken = sorted({record for each in same_list for record in each.records})
        self._lay_out("spoken", record=("BIGINT", spoken))
        self._lay_out("subjects", subject=("VARCHAR", sorted(set(ready.columns.get("subject", ())))))
        return [(record, name, number) for record, name, number in self._engine.rows(covering.missing(ready.kind, ready.given.stated_on))]

    def _end(self, ready: Ready, missing: list[tuple[int, str | None, str | None]]) -> int:
        """End what a complete list does not hold, but not what may stand in a row of it that was rejected; how many records that are."""
        spared = sorted({record for record, name, number in missing if covering.spared(ready, name, number)})
        gone = sorted({record for record, _, _ in missing} - set(spared))
        values = {"import_id": self.import_id, "kind": ready.kind.name, "day": ready.given.stated_on, "sheet": ready.given.sheet}
        self._lay_out("spared", record=("BIGINT", spared))
        self._lay_out("gone", record=("BIGINT", gone))
        if ready.kind.stock:
            self._engine.rows(staging.SIGHT_SPARED, values)  # that a list is complete ends the others, whenever they were told
        else:
            self._engine.rows(staging.SIGHT_GONE, values)
        self._replay(ready.kind, "SELECT record FROM gone UNION SELECT record FROM spared")
        ready.gone = gone
        return len(gone)

    def end_besides(self, everything: Sequence[Ready], counts: Sequence[Counted], roots: Roots) -> None:
        """Count what complete lists ended under another name, too: decisions make its unit one that they cover.

        And what is one by a decision is gone once, and not while it stands in a list under one of its names.
        """
        for kind in {each.kind.name: each.kind for each in everything}.values() if roots else ():
            same = roots.get(kind.name, {})
            batches = [(ready, counted) for ready, counted in zip(everything, counts, strict=True) if ready.kind is kind]
            told = {same.get(record, record) for ready, _ in batches for record in (*ready.records, *ready.contradicted)}
            for ready, counted in batches:
                ready.gone = sorted({same.get(record, record) for record in ready.gone} - told)
                told |= {*ready.gone}
                counted.gone = len(ready.gone)
            ended = {record for (record,) in self._engine.rows(covering.ENDED_BESIDES, {"kind": kind.name, "event": self.import_id})}
            ready, counted = batches[0]
            ready.gone = sorted({*ready.gone, *(record for record in ended - told if same.get(record, record) == record)})
            counted.gone = len(ready.gone)

    def _end_contradicted(self, ready: Ready) -> None:
        """What two rows contradict each other about is not known any more, whatever an earlier file said."""
        if ready.contradicted:
            self._lay_out("gone", record=("BIGINT", sorted(ready.contradicted)))
            values = {"import_id": self.import_id, "kind": ready.kind.name, "day": ready.given.stated_on, "sheet": ready.given.sheet}
            self._engine.rows(staging.SIGHT_GONE, values)
            self._replay(ready.kind, "SELECT record FROM gone")

    def _lay_out(self, table: str, **columns: tuple[str, Sequence[object]]) -> None:
        chosen = ", ".join(f"CAST({schema.quoted(name)} AS {kept}) AS {schema.quoted(name)}" for name, (kept, _) in columns.items())
        statement = f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {chosen} FROM handed_over"
        self._engine.hand_over({name: values for name, (_, values) in columns.items()}, statement)

    def _cover(self, kind: Kind, cover: list[tuple[str | None, int | None, date, date]], *, nil: bool) -> None:
        for indicator, unit, first, last in cover:
            self._engine.rows(
                "INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?)", (self.import_id, kind.name, indicator, unit, first, last, nil)
            )

    # --- where it stood, and what was set aside ---

    def _note_columns(self, ready: Ready) -> None:
        """Note in which columns the fields stood, so that the cells of every record can be named."""
        given = ready.given
        if not ready.rows or not (given.columns or given.under):
            return
        lowest, highest = min(ready.rows), max(ready.rows)
        kept: list[tuple[object, ...]] = [(lowest, highest, field, column, None, None) for field, column in given.columns.items()]
        kept += [
            (first, last, field, column, *((span.first, span.last) if span else (None, None)))
            for field, column, span, first, last in given.under
        ]
        about = (self.import_id, ready.kind.name, given.sheet)
        self._places += [(*about, *each) for each in kept]

    def _keep_rejected(self, ready: Ready) -> None:
        rejected = [*ready.given.rejected, *ready.rejected]
        if rejected:
            columns: dict[str, list[Any]] = {
                "sheet": [ready.given.sheet] * len(rejected),
                "row": [row for row, _ in rejected],
                "cells": [json.dumps(cells, ensure_ascii=False) for _, cells in rejected],
            }
            self._engine.hand_over(columns, f"INSERT INTO rejected SELECT {self.import_id}, * FROM handed_over")

    def _keep_findings(self, ready: Ready) -> None:
        findings = [*ready.given.findings, *ready.findings]
        if findings:
            columns: dict[str, list[Any]] = {
                "code": [each.code.slug for each in findings],
                "severity": [each.code.severity.value for each in findings],
                "sheet": [each.place.sheet for each in findings],
                "row": [each.place.row for each in findings],
                "column": [each.place.column for each in findings],
                "field": [each.field for each in findings],
                "value": [each.value for each in findings],
            }
            self._engine.hand_over(columns, f"INSERT INTO findings SELECT {self.import_id}, * FROM handed_over")


def _blocks(columns: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Sequence[Any]]]:
    """The same columns, so many rows at a time as are packed and written together."""
    for start in range(0, len(columns["record"]), _BLOCK):
        yield {name: stretch(values, start, min(start + _BLOCK, len(values))) for name, values in columns.items()}
