"""Decisions over the store: what follows a unit or member made one with another, in any order, reversibly, on the clock of knowledge."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partytrack.periods import year
from partytrack.store.batches import SheetBatch
from partytrack.store.joins import Decision
from storing import Files, batch, codes, seen, sheet, snapshot, storing

if TYPE_CHECKING:
    from partytrack.store.duckdb import Store

OPEN = date(9999, 12, 31)
RIGHT, WRONG = "Chi bộ Văn phòng", "Chi bộ VP"
UNITS = [
    {"name": "Đảng bộ A", "code": "A", "kind": "grassroots_committee"},
    {"name": RIGHT, "code": "A1", "kind": "sub_cell", "parent": "A"},
    {"name": "Chi bộ Khác", "code": "A2", "kind": "sub_cell", "parent": "A"},
]
BY_UNIT = "SELECT u.name, x.held_on FROM meetings x JOIN units u ON u.record = x.unit ORDER BY ALL"


def named(store: Store, name: str) -> int:
    """The record of the unit that the sightings call so."""
    ((record,),) = store.rows("SELECT DISTINCT record FROM units_said WHERE name = ?", (name,))
    return int(record)


def merge(files: Files, one: str = WRONG, other: str = RIGHT) -> int:
    files.at += timedelta(hours=1)
    record, onto = named(files.store, one), named(files.store, other)
    return files.store.decide(Decision("merge", (("units", record, onto),), ((record, one),)), files.at).id


def same(files: Files, one: int, other: int) -> int:
    files.at += timedelta(hours=1)
    return files.store.decide(Decision("same", (("members", one, other),)), files.at).id


def meeting(unit: str, day: str = "2023-03-02", **more: Any) -> dict[str, Any]:
    return {"unit": unit, "held_on": day, "kind": "regular", **more}


def listed(files: Files) -> None:
    files.take(sheet("units", *UNITS, day="2023-01-01"))


def test_the_records_of_a_merged_unit_follow_it() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("meetings", meeting(RIGHT, "2023-01-05"), meeting(WRONG, "2023-02-05")))
        files.take(sheet("members", {"full_name": "Lê An", "unit": WRONG}, day="2023-01-01"))
        before = snapshot(files.store)
        number = merge(files)
        assert seen(files.store, BY_UNIT) == [(RIGHT, date(2023, 1, 5)), (RIGHT, date(2023, 2, 5))]
        assert seen(files.store, "SELECT u.name FROM members m JOIN units u ON u.record = m.unit") == [(RIGHT,)]
        assert seen(files.store, "SELECT name, code FROM units ORDER BY code") == [("Đảng bộ A", "A"), (RIGHT, "A1"), ("Chi bộ Khác", "A2")]
        files.undo(number)
        assert snapshot(files.store) == before


def test_a_meeting_told_of_under_both_names_is_one_and_the_later_word_counts() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("meetings", meeting(RIGHT, present=5), meeting(RIGHT, "2023-04-02")))
        files.take(sheet("meetings", meeting(WRONG, present=6), meeting("Chi bộ Khác", present=7)))
        merge(files)
        query = "SELECT u.name, m.held_on, m.present FROM meetings m JOIN units u ON u.record = m.unit ORDER BY ALL"
        assert seen(files.store, query) == [
            ("Chi bộ Khác", date(2023, 3, 2), 7),
            (RIGHT, date(2023, 3, 2), 6),
            (RIGHT, date(2023, 4, 2), None),
        ]


def test_later_files_with_the_old_name_go_to_the_right_unit_and_back_again_when_it_is_undone() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("meetings", meeting(WRONG)))
        number = merge(files)
        taken = files.take(sheet("meetings", meeting(WRONG.upper(), "2023-05-02")))
        assert codes(taken) == []
        assert {row[0] for row in seen(files.store, BY_UNIT)} == {RIGHT}
        files.undo(number)
        assert {row[0].casefold() for row in seen(files.store, BY_UNIT)} == {WRONG.casefold()}


def test_the_name_is_remembered_even_when_no_file_that_stands_says_it() -> None:
    with storing() as files:
        listed(files)
        wrong = files.take(sheet("meetings", meeting(WRONG)))
        merge(files)
        files.undo(wrong.import_id)
        assert codes(files.take(sheet("meetings", meeting(WRONG, "2023-06-02")))) == []
        assert seen(files.store, BY_UNIT) == [(RIGHT, date(2023, 6, 2))]


def test_what_was_known_before_a_merge_stays_known_as_it_was() -> None:
    with storing() as files:
        files.at = datetime(2024, 1, 10)
        listed(files)
        files.take(sheet("meetings", meeting(WRONG)))
        files.at = datetime(2024, 1, 20)
        number = merge(files)
        files.at = datetime(2024, 1, 30)
        files.undo(number)
        names = {day: [row[0] for row in seen(files.store, BY_UNIT, date(2024, 1, day))] for day in (9, 10, 19, 20, 29, 30)}
        assert names == {9: [], 10: [WRONG], 19: [WRONG], 20: [RIGHT], 29: [RIGHT], 30: [WRONG]}


def test_a_chain_of_merges_ends_at_the_last_and_comes_apart_link_by_link() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("meetings", meeting("VP", "2023-01-05"), meeting(WRONG, "2023-02-05")))
        first = merge(files, "VP", WRONG)
        second = merge(files, WRONG, RIGHT)
        assert [row[0] for row in seen(files.store, BY_UNIT)] == [RIGHT, RIGHT]
        files.undo(first)
        assert [row[0] for row in seen(files.store, BY_UNIT)] == [RIGHT, "VP"]
        files.undo(second)
        assert [row[0] for row in seen(files.store, BY_UNIT)] == [WRONG, "VP"]


def test_a_list_under_the_other_name_speaks_of_the_unit_but_does_not_rename_it() -> None:
    held = "SELECT name, code, sector, valid_from, valid_until FROM units WHERE code = 'A1' ORDER BY valid_from"
    with storing() as files:
        listed(files)
        files.take(sheet("meetings", meeting(WRONG)))
        merge(files)
        files.take(sheet("units", {"name": WRONG, "kind": "sub_cell", "parent": "A", "sector": "party"}, day="2024-01-01"))
        assert seen(files.store, held) == [
            (RIGHT, "A1", None, date(2023, 1, 1), date(2024, 1, 1)),
            (RIGHT, "A1", "party", date(2024, 1, 1), OPEN),
        ]
        assert seen(files.store, "SELECT count(*) FROM units WHERE name = 'Chi bộ VP'") == [(0,)]


def test_a_complete_list_under_the_other_name_does_not_end_the_unit() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("meetings", meeting(WRONG)))
        merge(files)
        rows = [UNITS[0], {"name": WRONG, "kind": "sub_cell", "parent": "A"}]
        files.take(sheet("units", *rows, day="2024-01-01"), full=True)
        ended = seen(files.store, "SELECT name FROM units WHERE valid_until < DATE '9999-12-31'")
        assert ended == [("Chi bộ Khác",)]


def test_a_unit_that_no_list_names_any_more_is_what_the_other_name_says() -> None:
    with storing() as files:
        units = files.take(sheet("units", *UNITS, day="2023-01-01"))
        files.take(sheet("units", {"name": WRONG, "kind": "sub_cell"}, day="2023-06-01"))
        merge(files)
        files.undo(units.import_id)
        assert seen(files.store, "SELECT name, kind FROM units") == [(WRONG, "sub_cell")]


def test_of_two_provisional_units_the_right_one_keeps_its_name() -> None:
    with storing() as files:
        files.take(sheet("meetings", meeting(RIGHT)))
        files.at += timedelta(days=3)
        files.take(sheet("meetings", meeting(WRONG, "2023-04-02")))
        merge(files)
        assert seen(files.store, "SELECT DISTINCT name FROM units") == [(RIGHT,)]


def test_units_below_a_merged_one_stand_below_the_right_one() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("units", {"name": "Tổ 1", "parent": "Đảng bộ Á", "kind": "other"}, day="2023-02-01"))
        merge(files, "Đảng bộ Á", "Đảng bộ A")
        query = "SELECT a.name FROM ancestry t JOIN units a ON a.record = t.ancestor JOIN units u ON u.record = t.unit WHERE u.name = 'Tổ 1' ORDER BY 1"
        assert seen(files.store, query) == [("Tổ 1",), ("Đảng bộ A",)]


def test_a_complete_roster_under_one_name_ends_who_is_missing_under_the_other() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("members", {"full_name": "Lê An", "unit": RIGHT}, {"full_name": "Lê Bình", "unit": RIGHT}, day="2023-01-01"))
        files.take(sheet("meetings", meeting(WRONG)))
        number = merge(files)
        files.take(sheet("members", {"full_name": "Lê Chi", "unit": WRONG}, day="2023-12-31"), full=True)
        now = "SELECT full_name FROM members WHERE valid_until = DATE '9999-12-31' ORDER BY 1"
        assert seen(files.store, now) == [("Lê Chi",)]
        files.undo(number)
        assert seen(files.store, now) == [("Lê An",), ("Lê Bình",), ("Lê Chi",)]


def test_a_complete_log_under_one_name_ends_what_was_told_under_the_other() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("meetings", meeting(RIGHT, "2022-12-31"), meeting(RIGHT, "2023-01-05"), meeting(RIGHT, "2023-02-05")))
        files.take(sheet("meetings", meeting(WRONG, "2022-01-05"), meeting("Chi bộ Khác", "2023-03-05")))
        number = merge(files)
        files.take(sheet("meetings", meeting(WRONG, "2023-02-05"), meeting(WRONG, "2023-04-05")), full=True)
        days = [str(day) for _, day in seen(files.store, BY_UNIT)]
        assert days == ["2023-03-05", "2022-01-05", "2022-12-31", "2023-02-05", "2023-04-05"]
        files.undo(number)
        held = "SELECT count(*) FROM meetings"
        assert seen(files.store, held) == [(7,)]


def test_a_complete_log_with_a_rejected_row_ends_nothing_under_the_other_name() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("meetings", meeting(RIGHT, "2023-01-05"), meeting(WRONG, "2023-02-05")))
        merge(files)
        files.take(sheet("meetings", meeting(WRONG, "2023-02-05"), rejected=[(3, {"held_on": "31/02/2023"})]), full=True)
        assert len(seen(files.store, BY_UNIT)) == 2


def test_complete_ratings_of_a_units_members_do_not_end_its_own_under_the_other_name() -> None:
    rating = {"period": "2023", "rating": "good", "aspect": "work"}
    with storing() as files:
        listed(files)
        files.take(sheet("ratings", {**rating, "unit": RIGHT}, {**rating, "unit": RIGHT, "full_name": "Lê Bình", "subject": "person"}))
        files.take(sheet("meetings", meeting(WRONG)))
        merge(files)
        files.take(sheet("ratings", {**rating, "unit": WRONG, "full_name": "Lê An", "subject": "person"}), full=True)
        assert seen(files.store, "SELECT full_name FROM ratings ORDER BY 1 NULLS FIRST") == [(None,), ("Lê An",)]


def test_a_nil_return_under_the_other_name_is_the_units() -> None:
    with storing() as files:
        listed(files)
        files.take(SheetBatch("KN", batch("admissions"), nil=(WRONG, year(2023))))
        merge(files)
        assert seen(files.store, "SELECT r.kind, u.name FROM returns r JOIN units u ON u.record = r.unit") == [("admissions", RIGHT)]


def test_a_rating_by_name_finds_the_member_over_a_merged_unit() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("meetings", meeting(WRONG)))
        files.take(sheet("members", {"full_name": "Lê An", "unit": RIGHT}, day="2023-01-01"))
        merge(files)
        taken = files.take(sheet("ratings", {"full_name": "Lê An", "unit": WRONG, "period": "2023", "rating": "good"}))
        assert codes(taken) == []


# --- members ---

AN = {"full_name": "Lê Văn An", "unit": RIGHT}


def persons(files: Files) -> list[int]:
    return [record for (record,) in files.store.rows("SELECT DISTINCT record FROM members_said ORDER BY record")]


def test_two_members_made_one_are_counted_once_and_their_records_follow() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("members", {**AN, "birth_date": "1990", "position": "Bí thư"}, day="2022-12-31"))
        files.take(sheet("members", {**AN, "birth_date": "1990-05-03", "card_number": "7"}, day="2023-12-31"))
        rating = {"card_number": "7", "period": "2023", "rating": "good"}
        files.take(sheet("ratings", rating))
        before = snapshot(files.store)
        first, second = persons(files)
        number = same(files, second, first)
        held = "SELECT card_number, position, valid_from, valid_until FROM members ORDER BY valid_from"
        assert seen(files.store, held) == [
            (None, "Bí thư", date(2022, 12, 31), date(2023, 12, 31)),
            ("7", None, date(2023, 12, 31), OPEN),
        ]
        assert seen(files.store, "SELECT DISTINCT m.record FROM ratings r JOIN members m ON m.record = r.member") == [(first,)]
        files.undo(number)
        assert snapshot(files.store) == before


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({**AN, "birth_date": "1990"}, id="the first form"),
        pytest.param({**AN, "card_number": "7", "full_name": "Lê An"}, id="the second form"),
    ],
)
def test_later_lists_of_either_form_go_to_the_one(row: dict[str, Any]) -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("members", {**AN, "birth_date": "1990"}, {**AN, "birth_date": "1990-05-03", "card_number": "7"}, day="2022-12-31"))
        same(files, *reversed(persons(files)))
        files.take(sheet("members", {**row, "position": "Bí thư"}, day="2023-12-31"))
        now = "SELECT count(DISTINCT record), max(position) FROM members"
        assert seen(files.store, now) == [(1, "Bí thư")]


def test_ratings_of_two_members_who_are_one_are_one_and_the_later_word_counts() -> None:
    with storing() as files:
        listed(files)
        other = {**AN, "birth_date": "1990", "unit": "Chi bộ Khác"}
        files.take(sheet("members", {**AN, "card_number": "7"}, other, day="2022-12-31"))
        rating = {"period": "2023", "rating": "good"}
        files.take(sheet("ratings", {**rating, "card_number": "7"}))
        files.take(sheet("ratings", {**rating, "full_name": "Lê Văn An", "unit": "Chi bộ Khác", "rating": "excellent"}))
        told = "SELECT rating FROM ratings ORDER BY 1"
        assert seen(files.store, told) == [("excellent",), ("good",)]
        number = same(files, *persons(files))
        assert seen(files.store, told) == [("excellent",)]
        files.undo(number)
        assert seen(files.store, told) == [("excellent",), ("good",)]


def test_a_name_that_two_records_of_one_person_bear_is_not_ambiguous() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("members", {**AN, "birth_date": "1990"}, {**AN, "card_number": "7"}, day="2022-12-31"))
        rating = {"full_name": "Lê Văn An", "unit": RIGHT, "period": "2023", "rating": "good"}
        assert codes(files.take(sheet("ratings", rating))) == [("person-ambiguous", 2)]
        same(files, *reversed(persons(files)))
        assert codes(files.take(sheet("ratings", {**rating, "period": "2024"}))) == []


# --- properties ---

unit_names = st.sampled_from((RIGHT, WRONG, "Chi bộ Khác"))
days = st.sampled_from(("2022-12-31", "2023-06-30", "2023-12-31"))
held_days = st.sampled_from(("2023-01-05", "2023-02-05"))
meetings = st.lists(st.builds(meeting, unit_names, held_days), min_size=1, max_size=4)
people = st.lists(
    st.builds(
        lambda name, card, unit: {"full_name": name, "card_number": card, "unit": unit},
        st.sampled_from(("Lê An", "Võ Bình")),
        st.sampled_from((None, "1", "2")),
        unit_names,
    ),
    min_size=1,
    max_size=4,
)
lists_of_units = st.lists(
    st.builds(lambda name, sector: {"name": name, "sector": sector, "kind": "sub_cell"}, unit_names, st.sampled_from((None, "party"))),
    min_size=1,
    max_size=2,
)
ratings = st.lists(
    st.builds(lambda unit, rating: {"unit": unit, "period": "2023", "rating": rating}, unit_names, st.sampled_from(("good", "excellent"))),
    min_size=1,
    max_size=3,
)
sheets = st.one_of(
    st.builds(lambda rows: sheet("meetings", *rows), meetings),
    st.builds(lambda rows: sheet("ratings", *rows), ratings),
    st.builds(lambda rows, day: sheet("members", *rows, day=day), people, days),
    st.builds(lambda rows, day: sheet("units", *rows, day=day), lists_of_units, days),
)
some_files = st.lists(st.tuples(sheets, st.booleans()), min_size=1, max_size=4)
real = settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
FIRST = [meeting(RIGHT, "2021-01-05"), meeting(WRONG, "2021-02-05")]


def begun(files: Files) -> None:
    """Both units are known, the wrong one provisionally."""
    listed(files)
    files.take(sheet("meetings", *FIRST))


def load(files: Files, contents: list[tuple[SheetBatch, bool]]) -> None:
    for content, full in contents:
        files.take(content, full=full)


@real
@given(some_files, some_files)
def test_merge_then_undo_is_before_whatever_came_in_between(
    before: list[tuple[SheetBatch, bool]], between: list[tuple[SheetBatch, bool]]
) -> None:
    with storing() as files, storing() as never:
        for each in (files, never):
            begun(each)
            load(each, before)
        number = merge(files)
        load(files, between)
        load(never, between)
        files.undo(number)
        assert timeless(files.store) == timeless(never.store)


@real
@given(some_files, st.integers(0, 4))
def test_the_order_of_imports_and_merge_does_not_matter(contents: list[tuple[SheetBatch, bool]], place: int) -> None:
    with storing() as early, storing() as late:
        begun(early)
        begun(late)
        load(early, contents[:place])
        merge(early)
        load(early, contents[place:])
        load(late, contents)
        merge(late)
        assert timeless(early.store) == timeless(late.store)


@real
@given(some_files)
def test_merged_is_as_if_the_right_name_had_been_written(contents: list[tuple[SheetBatch, bool]]) -> None:
    """Of logs: their rows under the wrong name count like those under the right one."""
    logs = [(each, False) for each, _ in contents if not each.batch.kind.stock]
    with storing() as files, storing() as plain:
        begun(files)
        load(files, logs)
        merge(files)
        listed(plain)
        plain.take(sheet("meetings", *({**row, "unit": RIGHT} for row in FIRST)))
        for each, _ in logs:
            for number, unit in enumerate(each.batch.columns["unit"]):
                one = {
                    name: None if column is None else column[number]
                    for name, column in each.batch.columns.items()
                    if name in ("held_on", "kind", "period", "rating")
                }
                written = {name: value for name, value in one.items() if value is not None}
                for name in ("held_on", "period"):
                    if name in written:
                        written[name] = written[name].isoformat() if name == "held_on" else str(written[name].year)
                plain.take(sheet(each.batch.kind.name, {**written, "unit": RIGHT if unit == WRONG else unit}))
        for query in (BY_UNIT, "SELECT u.name, x.period FROM ratings x JOIN units u ON u.record = x.unit ORDER BY ALL"):
            assert seen(files.store, query) == seen(plain.store, query)


@real
@given(some_files, some_files, st.data())
def test_members_made_one_and_two_again_are_as_if_never(
    before: list[tuple[SheetBatch, bool]], between: list[tuple[SheetBatch, bool]], data: st.DataObject
) -> None:
    with storing() as files, storing() as never:
        for each in (files, never):
            begun(each)
            each.take(sheet("members", *(member(name) for name in ("Lê An", "Võ Bình")), day="2022-06-30"))
            load(each, before)
        one, other = data.draw(st.permutations(persons(files)))[:2]
        number = same(files, one, other)
        load(files, between)
        load(never, between)
        files.undo(number)
        assert timeless(files.store) == timeless(never.store)


@real
@given(some_files, st.integers(0, 4))
def test_the_order_of_imports_and_of_making_members_one_does_not_matter(contents: list[tuple[SheetBatch, bool]], place: int) -> None:
    with storing() as early, storing() as late:
        for each in (early, late):
            begun(each)
            each.take(sheet("members", member("Lê An"), member("Võ Bình"), day="2022-06-30"))
        one, other = persons(early)
        load(early, contents[:place])
        same(early, one, other)
        load(early, contents[place:])
        load(late, contents)
        same(late, one, other)
        assert timeless(early.store) == timeless(late.store)


def member(name: str) -> dict[str, Any]:
    return {"full_name": name, "unit": RIGHT}


def timeless(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that can be seen but where it came from, in a comparable order: decisions are numbered among the imports."""
    store.look()
    views = ("units", "members", "meetings", "ratings", "ancestry", "returns")
    return {view: sorted(store.rows(f"SELECT * EXCLUDE (content) FROM {view}" if view not in ("ancestry", "returns") else f"SELECT * FROM {view}"), key=repr) for view in views}  # fmt: skip


# --- what a complete list ends under another name ---


def gone(files: Files, content: SheetBatch) -> tuple[int, list[str | None]]:
    """How many records a complete list says are gone, and what they are called."""
    taken = files.take(content, full=True)
    told = [each.name for effects in taken.effects for each in effects if each.became == "gone"]
    assert taken.counts[0].gone == len(told)
    return len(told), told


def test_a_member_under_the_other_name_of_a_unit_is_told_to_be_gone() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("members", {"full_name": "Lê An", "unit": RIGHT}, {"full_name": "Lê Bình", "unit": WRONG}, day="2023-01-01"))
        merge(files)
        before = snapshot(files.store)
        assert gone(files, sheet("members", {"full_name": "Lê An", "unit": RIGHT}, day="2023-12-31")) == (1, ["Lê Bình"])
        ((last,),) = files.store.rows("SELECT max(id) FROM imports")
        undone = files.store.undo(last, files.at + timedelta(hours=1), telling=True)
        assert (undone.records, undone.following) == (1, 0)
        assert [(each.name, each.became) for each in undone.effects if each.became != "stays"] == [("Lê Bình", "returns")]
        assert snapshot(files.store) == before


def test_a_meeting_under_the_other_name_of_a_unit_is_told_to_be_gone() -> None:
    with storing() as files:
        listed(files)
        files.take(sheet("meetings", meeting(RIGHT, "2023-01-05"), meeting(WRONG, "2023-02-05"), meeting("Chi bộ Khác", "2023-02-05")))
        merge(files)
        assert gone(files, sheet("meetings", meeting(RIGHT, "2023-01-05")))[0] == 1
        assert seen(files.store, BY_UNIT) == [("Chi bộ Khác", date(2023, 2, 5)), (RIGHT, date(2023, 1, 5))]


def test_a_unit_that_was_merged_into_a_listed_one_is_not_gone() -> None:
    with storing() as files:
        other = {"name": "Chi bộ Cũ", "code": "A9", "kind": "sub_cell", "parent": "A"}
        files.take(sheet("units", *UNITS, {"name": WRONG, "code": "A3", "kind": "sub_cell", "parent": "A"}, other, day="2023-01-01"))
        merge(files)
        assert gone(files, sheet("units", *UNITS, day="2023-12-31")) == (1, ["Chi bộ Cũ"])


@pytest.mark.parametrize("listed_still", [True, False])
def test_a_member_known_under_two_records_is_gone_once_or_not_at_all(*, listed_still: bool) -> None:
    with storing() as files:
        listed(files)
        an, other = {"full_name": "Lê An", "unit": RIGHT, "card_number": "1"}, {"full_name": "Lê Văn An", "unit": RIGHT, "card_number": "2"}
        files.take(sheet("members", an, other, {"full_name": "Lê Bình", "unit": RIGHT}, day="2023-01-01"))
        (one, two) = (
            record for (record,) in files.store.rows("SELECT record FROM members_said WHERE card_number IS NOT NULL ORDER BY card_number")
        )
        same(files, one, two)
        rows = [{"full_name": "Lê Bình", "unit": RIGHT}, *([an] if listed_still else [])]
        assert gone(files, sheet("members", *rows, day="2023-12-31"))[0] == (0 if listed_still else 1)
