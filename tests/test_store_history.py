from __future__ import annotations

import itertools
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from partytrack.errors import UsageError
from partytrack.records import KINDS
from partytrack.store import history
from partytrack.store.batches import SheetBatch
from storing import Files, batch, codes, seen, sheet, snapshot, storing

HELD = "SELECT full_name, position, valid_from, valid_until, answers_from FROM members ORDER BY valid_from, full_name"
EVER, OPEN = date(1, 1, 1), date(9999, 12, 31)


def member(card: str | None, name: str = "Lê Văn An", **more: Any) -> dict[str, Any]:
    return {"card_number": card, "full_name": name, "unit": "Chi bộ 1", **more}


def test_a_statement_holds_until_the_next_different_one() -> None:
    with storing() as files:
        files.take(sheet("members", member("1", position="Bí thư"), day="2022-12-31"))
        files.take(sheet("members", member("1", position="Phó bí thư"), day="2023-12-31"))
        assert seen(files.store, HELD) == [
            ("Lê Văn An", "Bí thư", date(2022, 12, 31), date(2023, 12, 31), EVER),
            ("Lê Văn An", "Phó bí thư", date(2023, 12, 31), OPEN, date(2023, 12, 31)),
        ]


def test_an_older_list_loaded_later_speaks_of_its_own_time() -> None:
    with storing() as files:
        files.take(sheet("members", member("1", position="Phó bí thư"), day="2023-12-31"))
        files.take(sheet("members", member("1", position="Bí thư"), day="2022-12-31"))
        assert [row[1:4] for row in seen(files.store, HELD)] == [
            ("Bí thư", date(2022, 12, 31), date(2023, 12, 31)),
            ("Phó bí thư", date(2023, 12, 31), OPEN),
        ]


def test_a_correction_of_the_same_day_replaces() -> None:
    with storing() as files:
        files.take(sheet("members", member("1", position="Bí thư"), day="2022-12-31"))
        taken = files.take(sheet("members", member("1", position="Phó bí thư"), day="2022-12-31"))
        assert taken.counts[0].changed == 1
        assert [row[1:4] for row in seen(files.store, HELD)] == [("Phó bí thư", date(2022, 12, 31), OPEN)]


def test_a_list_that_says_the_same_is_one_statement() -> None:
    with storing() as files:
        files.take(sheet("members", member("1"), day="2022-12-31"))
        taken = files.take(sheet("members", member("1"), day="2023-12-31"))
        assert (taken.counts[0].new, taken.counts[0].changed, taken.counts[0].unchanged) == (0, 0, 1)
        assert [row[2:4] for row in seen(files.store, HELD)] == [(date(2022, 12, 31), OPEN)]


def test_a_statement_that_comes_back_is_two_spans() -> None:
    with storing() as files:
        for day, position in (("2021-12-31", "Bí thư"), ("2022-12-31", None), ("2023-12-31", "Bí thư")):
            files.take(sheet("members", member("1", position=position), day=day))
        assert [row[1:4] for row in seen(files.store, HELD)] == [
            ("Bí thư", date(2021, 12, 31), date(2022, 12, 31)),
            (None, date(2022, 12, 31), date(2023, 12, 31)),
            ("Bí thư", date(2023, 12, 31), OPEN),
        ]


def test_a_log_keeps_the_latest_word() -> None:
    with storing() as files:
        row = {"unit": "Chi bộ 1", "held_on": "2023-03-02", "kind": "regular"}
        files.take(sheet("meetings", {**row, "present": 8}))
        taken = files.take(sheet("meetings", {**row, "present": 9}))
        assert taken.counts[0].changed == 1
        assert seen(files.store, "SELECT present FROM meetings") == [(9,)]


def test_numbers_stay_exact() -> None:
    value = Decimal("12345678901234567890.123456789012")
    with storing() as files:
        files.take(sheet("figures", {"indicator": "Thu ngân sách", "period": "2023", "value": value}))
        assert seen(files.store, "SELECT value FROM figures") == [(value,)]


def test_a_partial_date_keeps_both_its_ends() -> None:
    with storing() as files:
        files.take(sheet("members", member("1", birth_date="1960"), day="2023-12-31"))
        assert seen(files.store, "SELECT birth_date, birth_date_last FROM members") == [(date(1960, 1, 1), date(1960, 12, 31))]


def test_every_row_knows_its_latest_file_sheet_and_row() -> None:
    with storing() as files:
        files.take(sheet("members", member("1"), day="2022-12-31", name="Trang 1"))
        files.take(sheet("members", member("2", "Trần Thị Bình"), member("1"), day="2023-12-31", name="Trang 2"))
        rows = seen(
            files.store, 'SELECT card_number, import_id, file, sheet, "row" FROM members JOIN members_origins USING (content) ORDER BY 1'
        )
        assert rows == [("1", 2, "01-14.xlsx", "Trang 2", 3), ("2", 2, "01-14.xlsx", "Trang 2", 2)]


# --- undo ---


def test_undo_keeps_what_another_import_says_too() -> None:
    with storing() as files:
        first = files.take(sheet("members", member("1"), day="2022-12-31"))
        files.take(sheet("members", member("1"), day="2023-12-31"))
        files.undo(first.import_id)
        assert [row[2:4] for row in seen(files.store, HELD)] == [(date(2023, 12, 31), OPEN)]


def test_undo_brings_back_what_was_corrected() -> None:
    with storing() as files:
        files.take(sheet("members", member("1", position="Bí thư"), day="2022-12-31"))
        wrong = files.take(sheet("members", member("1", position="Ủy viên"), day="2022-12-31"))
        files.undo(wrong.import_id)
        assert [row[1] for row in seen(files.store, HELD)] == ["Bí thư"]


def test_what_was_known_before_an_undo_is_still_seen() -> None:
    with storing() as files:
        files.at = datetime(2024, 1, 10)
        taken = files.take(sheet("members", member("1"), day="2023-12-31"))
        files.at = datetime(2024, 1, 20)
        files.undo(taken.import_id)
        assert len(seen(files.store, HELD, date(2024, 1, 9))) == 0
        assert len(seen(files.store, HELD, date(2024, 1, 10))) == 1
        assert seen(files.store, "SELECT file FROM members JOIN members_origins USING (content)", date(2024, 1, 19)) == [("10-01.xlsx",)]
        assert len(seen(files.store, HELD, date(2024, 1, 20))) == 0
        assert len(seen(files.store, HELD)) == 0


def test_undo_is_an_event_and_cannot_be_repeated_or_undone() -> None:
    with storing() as files:
        taken = files.take(sheet("members", member("1"), day="2023-12-31"))
        files.undo(taken.import_id)
        lines = files.store.imports()
        assert [(line.id, line.action, line.undoes, line.undone_by) for line in lines] == [(1, "import", None, 2), (2, "undo", 1, None)]
        for wrong, code in ((1, "undone-before"), (2, "not-an-import"), (3, "no-such-import")):
            with pytest.raises(UsageError) as caught:
                files.store.undo(wrong, files.at)
            assert caught.value.code == code
        assert files.store.count_live_imports() == 0


def test_the_same_file_is_known_until_it_is_undone() -> None:
    with storing() as files:
        store = files.store
        taken = store.take_in("a.xlsx", "abc", [sheet("members", member("1"), day="2023-12-31")], options="x", at=files.at)
        assert store.already_imported("abc", "x") == taken.import_id == 1
        assert store.already_imported("abc", "") is None
        assert store.already_imported("abd", "x") is None
        store.undo(1, files.at)
        assert store.already_imported("abc", "x") is None


def test_a_dry_run_counts_and_keeps_nothing() -> None:
    with storing() as files:
        with files.store.rehearsing():
            taken = files.take(sheet("members", member("1"), day="2023-12-31"))
            again = files.take(sheet("members", member("1"), member("2"), day="2023-12-31"))
        assert (taken.import_id, taken.counts[0].new) == (None, 1)
        assert (again.counts[0].new, again.counts[0].unchanged) == (1, 1), "the second file sees what the first would do"
        assert files.store.imports() == []
        assert files.take(sheet("members", member("1"), day="2023-12-31")).import_id == 1


def test_strict_refuses_a_file_with_a_rejected_row() -> None:
    with storing() as files:
        files.take(sheet("units", {"name": "Chi bộ Văn phòng"}, day="2023-01-01"))
        rows = [member("1", unit="Chi bộ Văn phòng"), member("2", unit="Chi bộ Văn phòg")]
        taken = files.take(sheet("members", *rows, day="2023-12-31"), strict=True)
        assert (taken.refused, taken.import_id, codes(taken)) == (True, None, [("unit-misspelt", 3)])
        assert len(files.store.imports()) == 1


# --- complete lists ---


def test_a_complete_list_ends_who_is_missing_from_its_units() -> None:
    with storing() as files:
        everybody = [member("1"), member("2", "Trần Thị Bình"), member("3", "Võ Văn Cường", unit="Chi bộ 2")]
        files.take(sheet("members", *everybody, day="2022-12-31"))
        taken = files.take(sheet("members", member("1"), day="2023-12-31"), full=True)
        assert taken.counts[0].gone == 1
        rows = seen(files.store, "SELECT card_number, valid_until FROM members ORDER BY 1")
        assert rows == [("1", OPEN), ("2", date(2023, 12, 31)), ("3", OPEN)]
        files.undo(taken.import_id)
        assert {row[1] for row in seen(files.store, "SELECT card_number, valid_until FROM members")} == {OPEN}


def test_a_complete_list_of_the_same_day_corrects_the_list_before_it() -> None:
    with storing() as files:
        files.take(sheet("members", member("1"), member("2", "Trần Thị Bình"), day="2023-12-31"))
        taken = files.take(sheet("members", member("1"), day="2023-12-31"), full=True)
        assert taken.counts[0].gone == 1
        assert seen(files.store, "SELECT card_number FROM members") == [("1",)]
        files.take(sheet("members", member("2", "Trần Thị Bình"), day="2023-12-31"))
        assert len(seen(files.store, HELD)) == 2, "a later list of that day speaks of him again"
        files.undo(taken.import_id)
        assert {row[3] for row in seen(files.store, HELD)} == {OPEN}


def test_a_rejected_row_of_a_complete_list_is_not_gone() -> None:
    with storing() as files:
        files.take(sheet("members", member("1"), member("2", "Trần Thị Bình"), member("3", "Võ Văn Cường"), day="2022-12-31"))
        rejected = [(3, {"full_name": "Trần Thị Bình", "birth_date": "31/02/1990"})]
        taken = files.take(sheet("members", member("1"), day="2023-12-31", rejected=rejected), full=True)
        assert taken.counts[0].gone == 1
        assert seen(files.store, "SELECT full_name FROM members WHERE valid_until < DATE '9999-12-31'") == [("Võ Văn Cường",)]


def test_a_complete_log_ends_what_it_lacks_in_its_units_and_years() -> None:
    def held(day: str, unit: str = "Chi bộ 1") -> dict[str, Any]:
        return {"unit": unit, "held_on": day, "kind": "regular"}

    with storing() as files:
        files.take(sheet("meetings", held("2022-12-31"), held("2023-01-01"), held("2023-12-31"), held("2023-05-05", "Chi bộ 2")))
        taken = files.take(sheet("meetings", held("2023-01-01")), full=True)
        assert taken.counts[0].gone == 1
        rows = seen(files.store, "SELECT held_on FROM meetings ORDER BY 1")
        assert rows == [(date(2022, 12, 31),), (date(2023, 1, 1),), (date(2023, 5, 5),)]
        returns = seen(files.store, 'SELECT kind, "first", "last" FROM returns')
        assert returns == [("meetings", date(2023, 1, 1), date(2023, 12, 31))]


def test_complete_ratings_of_members_do_not_end_the_units_own() -> None:
    own = {"period": "2023", "unit": "Chi bộ 1", "rating": "good", "aspect": "work"}
    with storing() as files:
        files.take(sheet("ratings", own, {**own, "full_name": "Lê An"}, {**own, "full_name": "Lê Bình"}))
        taken = files.take(sheet("ratings", {**own, "full_name": "Lê An"}), full=True)
        assert taken.counts[0].gone == 1
        assert seen(files.store, "SELECT full_name FROM ratings ORDER BY 1 NULLS FIRST") == [(None,), ("Lê An",)]


def test_a_complete_list_of_units_ends_those_under_the_same_superior() -> None:
    units = [{"name": "Đảng bộ A"}, {"name": "Đảng bộ B"}, {"name": "Chi bộ 1", "parent": "Đảng bộ A"}]
    more = [{"name": "Chi bộ 2", "parent": "Đảng bộ A"}, {"name": "Chi bộ 2", "parent": "Đảng bộ B"}]
    with storing() as files:
        files.take(sheet("units", *units, *more, day="2022-01-01"))
        taken = files.take(sheet("units", units[0], units[2], day="2023-01-01"), full=True)
        assert taken.counts[0].gone == 1
        ended = "SELECT u.name, p.name FROM units u JOIN units p ON p.record = u.parent WHERE u.valid_until = DATE '2023-01-01'"
        assert seen(files.store, ended) == [("Chi bộ 2", "Đảng bộ A")]


def test_a_nil_return_stands_until_undone() -> None:
    from partytrack.periods import year  # noqa: PLC0415

    with storing() as files:
        taken = files.take(SheetBatch("KN", batch("admissions"), nil=("Chi bộ 1", year(2023))))
        query = 'SELECT r.kind, u.name, r."first", r."last" FROM returns r JOIN units u ON u.record = r.unit'
        assert seen(files.store, query) == [("admissions", "Chi bộ 1", date(2023, 1, 1), date(2023, 12, 31))]
        files.undo(taken.import_id)
        assert seen(files.store, query) == []


# --- properties ---

CARDS = ("1", "2", "3")
NAMES = ("Lê Văn An", "Trần Thị Bình")
DAYS = ("2021-12-31", "2022-12-31", "2023-12-31")
member_rows = st.builds(
    lambda card, name, unit, position: member(card, name, unit=unit, position=position),
    st.sampled_from((None, *CARDS)),
    st.sampled_from(NAMES),
    st.sampled_from(("Chi bộ 1", "Chi bộ 2", "Chi bộ 3")),
    st.sampled_from((None, "Bí thư")),
)
unit_rows = st.builds(
    lambda code, name, parent: {"code": code, "name": name, "parent": parent, "kind": "sub_cell"},
    st.sampled_from((None, "CB1", "CB2")),
    st.sampled_from(("Chi bộ 1", "Chi bộ 2")),
    st.sampled_from((None, "Đảng bộ A", "Đảng bộ B")),
)
rating_rows = st.builds(
    lambda name, card, unit, rating: {"full_name": name, "card_number": card, "unit": unit, "rating": rating, "period": "2023"},
    st.sampled_from((None, *NAMES)),
    st.sampled_from((None, "1")),
    st.sampled_from(("Chi bộ 1", "Chi bộ 2")),
    st.sampled_from(("good", "excellent")),
)
sheets = st.one_of(
    st.builds(lambda rows, day: sheet("members", *rows, day=day), st.lists(member_rows, max_size=4), st.sampled_from(DAYS)),
    st.builds(lambda rows, day: sheet("units", *rows, day=day), st.lists(unit_rows, max_size=3), st.sampled_from(DAYS)),
    st.builds(lambda rows: sheet("ratings", *rows), st.lists(rating_rows, max_size=3)),
)
some_files = st.lists(st.tuples(st.lists(sheets, min_size=1, max_size=2), st.booleans()), min_size=1, max_size=4)
real = settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])


def load(files: Files, contents: list[tuple[list[SheetBatch], bool]]) -> None:
    for content, full in contents:
        files.take(*content, full=full)


@real
@given(some_files, some_files)
def test_undo_is_before(before: list[tuple[list[SheetBatch], bool]], undone: list[tuple[list[SheetBatch], bool]]) -> None:
    with storing() as files:
        load(files, before)
        was = snapshot(files.store)
        first = len(files.store.imports()) + 1
        load(files, undone)
        for import_id in reversed(range(first, first + len(undone))):
            files.undo(import_id)
        assert snapshot(files.store) == was


@settings(real, max_examples=30)
@given(some_files)
def test_what_was_taken_in_by_a_short_way_is_what_follows_from_all_that_was_said(contents: list[tuple[list[SheetBatch], bool]]) -> None:
    """Records nobody had told of are not worked out: doing so afterwards, for everything that was said, changes nothing."""
    with storing() as files:
        load(files, contents)
        held = files.store.rows("SELECT * FROM spans ORDER BY ALL")
        for kind in KINDS.values():
            files.store.rows(f"CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT record FROM sightings WHERE kind = '{kind.name}'")
            history.replay(files.store.rows, kind, len(contents) + 1)
        assert files.store.rows("SELECT * FROM spans ORDER BY ALL") == held


def test_a_new_member_is_ended_by_a_complete_list_of_a_later_day_that_came_first() -> None:
    with storing() as files:
        files.take(sheet("members", member("1"), day="2023-12-31"))
        files.take(sheet("members", member("1"), day="2024-12-31"), full=True)
        files.take(
            sheet("members", member("2", "Trần Thị Bình"), day="2023-12-31"), sheet("members", member("3", "Vũ Mai"), day="2024-12-31")
        )
        found = seen(files.store, "SELECT full_name, valid_from, valid_until FROM members ORDER BY full_name")
        assert found == [
            ("Lê Văn An", date(2023, 12, 31), OPEN),
            ("Trần Thị Bình", date(2023, 12, 31), date(2024, 12, 31)),
            ("Vũ Mai", date(2024, 12, 31), OPEN),
        ]


@real
@given(some_files, st.data())
def test_undoing_everything_in_any_order_leaves_nothing(contents: list[tuple[list[SheetBatch], bool]], data: st.DataObject) -> None:
    with storing() as files:
        load(files, contents)
        for import_id in data.draw(st.permutations(range(1, len(contents) + 1))):
            files.undo(import_id)
        assert not any(snapshot(files.store).values())


@real
@given(some_files, st.data())
def test_undo_in_any_order_is_what_the_rest_says(contents: list[tuple[list[SheetBatch], bool]], data: st.DataObject) -> None:
    """Which imports are undone decides, not when: the order of the undoing leaves no trace."""
    chosen = data.draw(st.lists(st.integers(1, len(contents)), unique=True))
    with storing() as one, storing() as other:
        load(one, contents)
        load(other, contents)
        for import_id in chosen:
            one.undo(import_id)
        for import_id in sorted(chosen):
            other.undo(import_id)
        assert snapshot(one.store) == snapshot(other.store)


@real
@given(st.lists(member_rows, max_size=6, unique_by=lambda row: (row["card_number"], row["full_name"], row["unit"])))
def test_import_twice_is_once(rows: list[dict[str, Any]]) -> None:
    with storing() as files:
        files.take(sheet("members", *rows, day="2023-12-31"))
        columns = "record, full_name, unit, position, valid_from, valid_until, answers_from"
        query = f"SELECT {columns} FROM members ORDER BY ALL"
        once = seen(files.store, query)
        again = files.take(sheet("members", *rows, day="2023-12-31"))
        assert seen(files.store, query) == once
        assert (again.counts[0].new, again.counts[0].changed, again.counts[0].gone) == (0, 0, 0)


@real
@given(
    st.lists(member_rows, max_size=5, unique_by=lambda row: row["full_name"]),
    st.lists(member_rows, max_size=5, unique_by=lambda row: row["full_name"]),
)
def test_two_yearly_lists_of_one_evening_give_last_years_table(last: list[dict[str, Any]], this: list[dict[str, Any]]) -> None:
    query = """SELECT full_name, u.name, position FROM members m JOIN units u ON u.record = m.unit
        WHERE m.valid_from <= DATE '2022-12-31' AND DATE '2022-12-31' < m.valid_until ORDER BY ALL"""
    # A card that two names bear is somebody's mistake, and who is meant by it depends on which list is seen first.
    assume(len({(row["card_number"], row["full_name"]) for row in (*last, *this)}) == len({row["full_name"] for row in (*last, *this)}))
    old, new = sheet("members", *last, day="2022-12-31"), sheet("members", *this, day="2023-12-31")
    with storing() as alone, storing() as forwards, storing() as backwards:
        alone.take(old)
        load(forwards, [([old], False), ([new], False)])
        load(backwards, [([new], False), ([old], False)])
        assert seen(forwards.store, query) == seen(backwards.store, query) == seen(alone.store, query)


# --- what a list does not speak of, and complete lists in any order ---


def roster(*rows: dict[str, Any], day: str, says: str | None = None) -> SheetBatch:
    made = sheet("members", *rows, day=day)
    made.says = frozenset(says.split()) if says else None
    return made


STATED = "SELECT full_name, status, position FROM members WHERE valid_from <= DATE '{0}' AND DATE '{0}' < valid_until ORDER BY 1"


@pytest.mark.parametrize("backwards", [False, True])
def test_what_a_list_has_no_column_for_stays_as_it_was(backwards: bool) -> None:
    long = roster(member("1", status="official", position="Bí thư"), day="2022-12-31")
    short = roster(member("1", status="exempt"), day="2023-12-31", says="card_number full_name unit status")
    with storing() as files:
        for each in (short, long) if backwards else (long, short):
            files.take(each)
        assert seen(files.store, STATED.format("2022-12-31")) == [("Lê Văn An", "official", "Bí thư")]
        assert seen(files.store, STATED.format("2023-12-31")) == [("Lê Văn An", "exempt", "Bí thư")]


@pytest.mark.parametrize("backwards", [False, True])
def test_a_superior_that_only_the_layout_tells_is_left_to_other_lists_where_it_tells_none(backwards: bool) -> None:
    columns = sheet("units", {"code": "A", "name": "Đảng bộ A", "parent": "Đảng bộ tỉnh"}, day="2022-12-31")
    outline = sheet(
        "units", {"code": "A", "name": "Đảng bộ A"}, {"code": "A1", "name": "Chi bộ 1", "parent": "A"}, day="2023-12-31",
        says=frozenset({"code", "name", "parent"}), by_layout=frozenset({"parent"}),
    )  # fmt: skip
    with storing() as files:
        for each in (outline, columns) if backwards else (columns, outline):
            files.take(each)
        above = "SELECT u.name, p.name FROM units u JOIN units p ON p.record = u.parent WHERE u.valid_until = DATE '9999-12-31' ORDER BY 1"
        assert seen(files.store, above) == [("Chi bộ 1", "Đảng bộ A"), ("Đảng bộ A", "Đảng bộ tỉnh")]
        assert {says for (says,) in files.store.rows("SELECT says FROM sightings WHERE NOT provisional")} >= {
            "code,name",
            "code,name,parent",
        }


def test_a_blank_in_a_column_that_is_there_is_said() -> None:
    with storing() as files:
        files.take(roster(member("1", status="official", position="Bí thư"), day="2022-12-31"))
        files.take(roster(member("1", status="official"), day="2023-12-31", says="card_number full_name unit status position"))
        assert seen(files.store, STATED.format("2023-12-31")) == [("Lê Văn An", "official", None)]


def test_a_short_list_that_says_the_same_changes_nothing() -> None:
    with storing() as files:
        files.take(roster(member("1", status="official", position="Bí thư"), day="2022-12-31"))
        taken = files.take(roster(member("1"), day="2023-12-31", says="card_number full_name unit"))
        assert (taken.counts[0].new, taken.counts[0].changed, taken.counts[0].unchanged) == (0, 0, 1)
        before = snapshot(files.store)
        files.undo(taken.import_id)
        assert snapshot(files.store) == before


def test_undoing_the_long_list_takes_back_what_only_it_said() -> None:
    with storing() as files:
        taken = files.take(roster(member("1", status="official", position="Bí thư"), day="2022-12-31"))
        files.take(roster(member("1"), day="2023-12-31", says="card_number full_name unit"))
        files.undo(taken.import_id)
        assert seen(files.store, STATED.format("2023-12-31")) == [("Lê Văn An", None, None)]


ORDERS = [pytest.param(order, id="-".join(map(str, order))) for order in itertools.permutations((0, 1, 2))]


@pytest.mark.parametrize("order", ORDERS)
def test_complete_lists_end_who_is_missing_in_whatever_order_they_come(order: tuple[int, ...]) -> None:
    a, b, c = (member(str(number), f"Lê Văn {name}") for number, name in enumerate("ABC"))
    lists = [(roster(a, b, day="2021-12-31"), True), (roster(a, c, day="2022-12-31"), True), (roster(b, day="2021-06-30"), False)]
    with storing() as files:
        for place in order:
            files.take(lists[place][0], full=lists[place][1])
        names = {day: [name for name, _, _ in seen(files.store, STATED.format(day))] for day in ("2021-06-30", "2021-12-31", "2022-12-31")}
        assert names == {"2021-06-30": ["Lê Văn B"], "2021-12-31": ["Lê Văn A", "Lê Văn B"], "2022-12-31": ["Lê Văn A", "Lê Văn C"]}


def test_undoing_a_complete_list_brings_back_whom_it_ended() -> None:
    a, b = member("1", "Lê Văn A"), member("2", "Lê Văn B")
    with storing() as files:
        files.take(roster(a, b, day="2021-12-31"))
        before = snapshot(files.store)
        taken = files.take(roster(a, day="2022-12-31"), full=True)
        assert taken.counts[0].gone == 1
        old = files.take(roster(a, b, day="2020-12-31"))
        files.undo(old.import_id)
        files.undo(taken.import_id)
        assert snapshot(files.store) == before


def test_two_values_of_a_figure_leave_no_data_even_where_an_older_file_gave_one() -> None:
    def figure(value: int) -> dict[str, Any]:
        return {"indicator": "Thu", "period": "2023", "value": value}

    with storing() as files:
        files.take(sheet("figures", figure(5)))
        taken = files.take(sheet("figures", figure(6), figure(7)))
        assert codes(taken) == [("conflicting-figure", 2), ("conflicting-figure", 3)]
        assert seen(files.store, "SELECT value FROM figures") == []
        files.undo(taken.import_id)
        assert [int(value) for (value,) in seen(files.store, "SELECT value FROM figures")] == [5]


def test_a_complete_file_with_lists_of_two_days_ends_who_is_only_in_the_first() -> None:
    a, b = member("1", "Lê Văn A"), member("2", "Lê Văn B")
    with storing() as files:
        taken = files.take(roster(a, day="2021-12-31"), roster(b, day="2022-12-31"), full=True)
        assert [each.gone for each in taken.counts] == [0, 1]
        names = {day: [name for name, _, _ in seen(files.store, STATED.format(day))] for day in ("2021-12-31", "2022-12-31")}
        assert names == {"2021-12-31": ["Lê Văn A"], "2022-12-31": ["Lê Văn B"]}
        before = snapshot(files.store)
        files.undo(files.take(roster(a, day="2021-12-31")).import_id)
        assert snapshot(files.store) == before


def test_a_complete_list_over_two_sheets_of_one_day_is_one_list() -> None:
    a, b = member("1", "Lê Văn A"), member("2", "Lê Văn B")
    with storing() as files:
        files.take(roster(a, b, day="2021-12-31"))
        taken = files.take(roster(a, day="2022-12-31"), roster(b, day="2022-12-31"), full=True)
        assert [each.gone for each in taken.counts] == [0, 0]
        assert len(seen(files.store, STATED.format("2022-12-31"))) == 2
