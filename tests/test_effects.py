"""What is told before it counts is what then happens: the dry run of an import and of an undo held against the store itself."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partytrack.periods import Span
from partytrack.records import KINDS, Type
from storing import seen, sheet, snapshot, storing
from test_store_history import load, member, real, sheets, some_files

if TYPE_CHECKING:
    from partytrack.store.batches import Effect, SheetBatch, TakenIn, Undone
    from partytrack.store.duckdb import Store
    from storing import Files

Standing = dict[tuple[str, int], list[dict[str, Any]]]
OPEN = date(9999, 12, 31)


def standing(store: Store) -> Standing:
    """Kind and record → its statements as they can be seen now, each a mapping of columns."""
    store.look()
    found: Standing = {}
    for kind in KINDS.values():
        clock = ["valid_from", "valid_until", "answers_from"] if kind.stock else []
        fields = [*kind.columns, *(["member"] if kind.person else []), *clock]
        order = ", valid_from" if kind.stock else ""
        quoted = ", ".join(f'"{name}"' for name in fields)
        for record, *values in store.rows(f"SELECT record, {quoted} FROM {kind.name} ORDER BY record{order}"):
            found.setdefault((kind.name, record), []).append(dict(zip(fields, values, strict=True)))
    return found


def rehearsed(files: Files, *content: SheetBatch, full: bool) -> TakenIn:
    """What a dry run tells; nothing of it stays."""
    was, at = snapshot(files.store), files.at
    with files.store.rehearsing():
        taken = files.take(*content, full=full, telling=True)
    files.at = at
    assert snapshot(files.store) == was
    return taken


def unmade(files: Files, import_id: int) -> Undone:
    was = snapshot(files.store)
    with files.store.rehearsing():
        undone = files.store.undo(import_id, files.at, telling=True)
    assert snapshot(files.store) == was
    return undone


def of_day(statements: list[dict[str, Any]], day: date | None) -> dict[str, Any]:
    """The statement that holds on a day, else the one that answers for it, else the latest that had ended."""
    if day is None or "valid_from" not in statements[0]:
        return statements[-1]
    holding = [each for each in statements if each["valid_from"] <= day < each["valid_until"]]
    answering = [each for each in statements if each["answers_from"] <= day < each["valid_until"]]
    return (holding or answering or statements)[-1]


def value(kind: str, told: dict[str, Any], name: str) -> object:
    if name == "member":
        return told["member"] is not None
    if name in ("valid_from", "valid_until"):
        return None if told[name] == OPEN else Span(told[name], told[name])
    kept = told[name]
    if kept is not None and KINDS[kind].field(name).type in (Type.DATE, Type.PERIOD):
        return Span(kept, told[f"{name}_last"])
    return kept


def held(statements: list[dict[str, Any]]) -> bool:
    return any(each.get("valid_until", OPEN) == OPEN for each in statements)


def assert_same_as(effect: Effect, before: Standing, after: Standing, day: date | None) -> None:
    """One effect of an import with one sheet against what the real import did."""
    key = (effect.kind, effect.record or 0)
    if effect.became == "new":
        assert key not in before
        assert key in after
    elif effect.became == "unchanged":
        assert before[key] == after[key]
    elif effect.became == "gone":
        assert key in before
        assert not any(each.get("valid_from", date.min) <= (day or date.max) < each.get("valid_until", OPEN) for each in after.get(key, []))
    else:
        assert before[key] != after[key]
        then, now = of_day(before[key], day), of_day(after[key], day)
        for change in effect.changes:
            if KINDS[effect.kind].has(change.field) and KINDS[effect.kind].field(change.field).type is Type.UNIT:
                continue  # told by code or name: see the member who moves below
            assert (change.old, change.new) == (value(effect.kind, then, change.field), value(effect.kind, now, change.field))
        told = {change.field for change in effect.changes}
        for field in KINDS[effect.kind].fields:
            assert (value(effect.kind, then, field.name) != value(effect.kind, now, field.name)) is (field.name in told)


@real
@given(before=some_files, content=sheets, full=st.booleans())
def test_a_dry_run_tells_what_the_import_does(before: list[tuple[list[SheetBatch], bool]], content: SheetBatch, *, full: bool) -> None:
    with storing() as files:
        load(files, before)
        told = rehearsed(files, content, full=full)
        was = standing(files.store)
        taken = files.take(content, full=full)
        will = standing(files.store)
        assert told.counts == taken.counts
        assert [each.message for each in told.findings[0]] == [each.message for each in taken.findings[0]]
        effects = told.effects[0]
        counted = Counter(each.became for each in effects)
        count = taken.counts[0]
        expected = {name: getattr(count, name) for name in ("new", "changed", "unchanged", "gone", "rejected") if getattr(count, name)}
        assert counted == expected
        turned = {each.record for each in effects if each.became in ("new", "changed")}
        for each in effects:
            repeats = each.became == "unchanged" and each.record in turned
            if each.became != "rejected" and not repeats:
                assert_same_as(each, was, will, content.stated_on)
        kind = content.batch.kind.name
        differing = {record for name, record in {*was, *will} if name == kind and was.get((name, record)) != will.get((name, record))}
        if kind != "units":  # a row may also name a unit that no list knows
            assert differing == turned | {each.record for each in effects if each.became == "gone"}
        gone = [each for each in effects if each.became == "gone"]
        assert taken.effects == ([gone] if gone else []), "a real import tells what it ends, and nothing else"


@real
@given(before=some_files, content=st.lists(sheets, min_size=2, max_size=3), full=st.booleans())
def test_a_dry_run_of_several_sheets_counts_what_the_import_does(
    before: list[tuple[list[SheetBatch], bool]], content: list[SheetBatch], *, full: bool
) -> None:
    with storing() as files:
        load(files, before)
        told = rehearsed(files, *content, full=full)
        taken = files.take(*content, full=full)
        assert told.counts == taken.counts
        for count, effects in zip(taken.counts, told.effects, strict=True):
            counted = Counter(each.became for each in effects)
            assert all(counted[name] == getattr(count, name) for name in ("new", "changed", "unchanged", "gone", "rejected"))


@real
@given(content=some_files, which=st.integers(0, 3))
def test_a_dry_run_of_an_undo_tells_what_it_does(content: list[tuple[list[SheetBatch], bool]], which: int) -> None:
    with storing() as files:
        load(files, content)
        import_id = which % len(content) + 1
        told = unmade(files, import_id)
        was = standing(files.store)
        undone = files.store.undo(import_id, files.at)
        will = standing(files.store)
        assert told.records == undone.records
        differing = {key for key in {*was, *will} if was.get(key) != will.get(key)}
        assert {(each.kind, each.record) for each in told.effects if each.became != "stays"} == differing
        for each in told.effects:
            key = (each.kind, each.record or 0)
            if each.became == "stays":
                assert was[key] == will[key]
                assert import_id not in each.imports
                assert each.imports
            elif each.became == "ends":
                assert key not in will or (held(was[key]) and not held(will[key]))
            elif each.became == "returns":
                assert key not in was or (held(will[key]) and not held(was[key]))
            else:
                assert held(was[key]) is held(will[key])
                assert each.changes


# --- by hand ---


def of(effects: list[Effect] | tuple[Effect, ...], became: str, kind: str = "members") -> list[Effect]:
    return [each for each in effects if each.became == became and each.kind == kind]


def test_old_and_new_field_by_field() -> None:
    with storing() as files:
        files.take(sheet("members", member("1", position="Bí thư", birth_date="1980"), day="2022-12-31"))
        told = rehearsed(files, sheet("members", member("1", position="Phó bí thư", birth_date="1980-05-03"), day="2023-12-31"), full=False)
        (effect,) = told.effects[0]
        assert (effect.became, effect.row, effect.unit, effect.name, effect.person) == (
            "changed",
            2,
            ("Chi bộ 1", "Chi bộ 1"),
            "Lê Văn An",
            True,
        )
        year, day = Span(date(1980, 1, 1), date(1980, 12, 31)), Span(date(1980, 5, 3), date(1980, 5, 3))
        assert [(each.field, each.old, each.new) for each in effect.changes] == [
            ("birth_date", year, day),
            ("position", "Bí thư", "Phó bí thư"),
        ]


def test_a_member_who_moves_is_told_by_the_units() -> None:
    with storing() as files:
        files.take(sheet("units", {"code": "CB2", "name": "Chi bộ Hai"}, {"name": "Chi bộ 1"}, day="2022-12-31"))
        files.take(sheet("members", member("1"), day="2022-12-31"))
        told = rehearsed(files, sheet("members", member("1", unit="Chi bộ Hai"), day="2023-12-31"), full=False)
        (effect,) = told.effects[0]
        assert effect.unit == ("CB2", "Chi bộ Hai")
        assert [(each.field, each.old, each.new) for each in effect.changes] == [("unit", "Chi bộ 1", "CB2")]


def test_the_same_said_for_an_earlier_day_holds_longer() -> None:
    with storing() as files:
        files.take(sheet("members", member("1"), day="2023-12-31"))
        told = rehearsed(files, sheet("members", member("1"), day="2022-12-31"), full=False)
        (effect,) = told.effects[0]
        later, earlier = (Span(date(year, 12, 31), date(year, 12, 31)) for year in (2023, 2022))
        assert [(each.field, each.old, each.new) for each in effect.changes] == [("valid_from", later, earlier)]


def test_a_rejected_row_has_its_name_and_a_repeated_one_is_unchanged() -> None:
    with storing() as files:
        aside = [(7, {"full_name": "Võ Văn Cường", "unit": "Chi bộ 1", "birth_date": "31/02/1990"})]
        told = rehearsed(files, sheet("members", member("1"), member("1"), day="2023-12-31", rejected=aside), full=False)
        assert [(each.became, each.row, each.name) for each in told.effects[0]] == [
            ("new", 2, "Lê Văn An"),
            ("unchanged", 3, "Lê Văn An"),
            ("rejected", 7, "Võ Văn Cường"),
        ]


def test_what_is_gone_is_told_of_every_complete_list_before_it_is_kept() -> None:
    with storing() as files:
        files.take(sheet("members", member("1"), member("2", "Trần Thị Bình"), day="2022-12-31"))
        told: list[TakenIn] = []
        files.take(sheet("members", member("1"), day="2023-12-31"), full=True, before_commit=told.append)
        assert [[(each.became, each.name) for each in effects] for effects in told[0].effects] == [[("gone", "Trần Thị Bình")]]
        nobody = files.take(sheet("members", member("1"), day="2024-12-31"), full=True)
        assert nobody.effects == []


def test_an_undo_names_who_says_the_same_and_who_builds_on_it() -> None:
    rating = {"full_name": "Lê Văn An", "card_number": "1", "unit": "Chi bộ 1", "rating": "good", "period": "2023"}
    with storing() as files:
        first = files.take(sheet("members", member("1"), member("2", "Trần Thị Bình"), day="2023-12-31"))
        files.take(sheet("members", member("2", "Trần Thị Bình"), day="2023-12-31"))
        files.take(sheet("ratings", rating))
        told = unmade(files, first.import_id or 0)
        assert [(each.name, each.imports) for each in of(told.effects, "ends")] == [("Lê Văn An", (3,))]
        assert [(each.name, each.imports) for each in of(told.effects, "stays")] == [("Trần Thị Bình", (2,))]


def test_an_undo_returns_what_was_corrected() -> None:
    with storing() as files:
        files.take(sheet("members", member("1", position="Bí thư"), day="2022-12-31"))
        wrong = files.take(sheet("members", member("1", position="Ủy viên"), day="2022-12-31"))
        told = unmade(files, wrong.import_id or 0)
        (effect,) = of(told.effects, "changed")
        assert [(each.field, each.old, each.new) for each in effect.changes] == [("position", "Ủy viên", "Bí thư")]


def test_an_undo_of_a_complete_list_brings_back_who_was_gone() -> None:
    with storing() as files:
        files.take(sheet("members", member("1"), member("2", "Trần Thị Bình"), day="2022-12-31"))
        complete = files.take(sheet("members", member("1"), day="2023-12-31"), full=True)
        told = unmade(files, complete.import_id or 0)
        (effect,) = of(told.effects, "returns")
        assert (effect.name, [(each.field, each.new) for each in effect.changes]) == ("Trần Thị Bình", [("valid_until", None)])


@pytest.mark.parametrize("full", [False, True])
def test_a_real_import_that_ends_nothing_tells_nothing(*, full: bool) -> None:
    with storing() as files:
        assert files.take(sheet("members", member("1"), day="2022-12-31"), full=full).effects == []
        assert seen(files.store, "SELECT count(*) FROM members") == [(1,)]
