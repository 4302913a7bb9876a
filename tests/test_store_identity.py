from __future__ import annotations

from itertools import count, permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partytrack.store.identity import Keys, Matcher, folded, person_keys
from partytrack.store.joins import Decision
from partytrack.vietnamese import fold
from storing import batch, codes, seen, sheet, storing

PEOPLE = "SELECT count(*), count(DISTINCT record) FROM members"


def person(name: str = "Lê Văn An", **more: Any) -> dict[str, Any]:
    return {"full_name": name, "unit": "Chi bộ 1", **more}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param({"card_number": "001"}, {"card_number": "001", "name": "Lê An"}, True, id="the card decides whatever the name"),
        pytest.param({"card_number": "001"}, {"card_number": "1"}, False, id="zeros of a card count"),
        pytest.param(
            {"card_number": "1", "file_number": "A"}, {"card_number": "2", "file_number": "A"}, False, id="two cards are two people"
        ),
        pytest.param({"file_number": "A"}, {"card_number": "2", "file_number": "A"}, True, id="a first card leaves him one"),
        pytest.param({"file_number": "A"}, {"file_number": "B"}, False, id="file numbers differ where no card is"),
        pytest.param({"file_number": "A", "citizen_id": "7"}, {"citizen_id": "7"}, True, id="citizen id where one lacks the rest"),
        pytest.param({"birth_date": "1990-01-02"}, {"birth_date": "1990-01-02", "unit": "Chi bộ 2"}, True, id="name and birth date, moved"),
        pytest.param({"birth_date": "1990-01-02"}, {"birth_date": "1990"}, False, id="a year is not a day"),
        pytest.param({"birth_date": "1990-01-02"}, {}, False, id="blank equals only blank"),
        pytest.param({}, {}, True, id="only a name, in the same unit"),
        pytest.param({}, {"unit": "Chi bộ 2"}, False, id="only a name, in another unit"),
        pytest.param({"name": "Lê Hoà"}, {"name": "LÊ HÒA"}, True, id="case and place of the tone mark do not matter"),
        pytest.param({"name": "Lê Hùng"}, {"name": "Lê Hưng"}, False, id="accents do"),
    ],
)
def test_who_is_the_same_person(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    rows = [person(each.pop("name", "Lê Văn An"), **each) for each in (dict(one), dict(other))]
    with storing() as files:
        files.take(sheet("members", rows[0], day="2022-12-31"))
        files.take(sheet("members", rows[1], day="2023-12-31"))
        assert seen(files.store, "SELECT count(DISTINCT record) FROM members") == [(1 if same else 2,)]


def test_a_probationary_member_who_gets_a_card_and_moves_stays_one() -> None:
    born = {"birth_date": "1990-01-02", "admitted_on": "2022-05-19"}
    with storing() as files:
        files.take(sheet("members", person(**born), day="2022-12-31"))
        files.take(sheet("members", person(card_number="7", **born), day="2023-12-31"))
        files.take(sheet("members", person("Lê Văn Ân", card_number="7", unit="Chi bộ 2"), day="2024-05-31"))
        files.take(sheet("members", person(**born), day="2022-06-30"))
        assert seen(files.store, "SELECT count(DISTINCT record) FROM members") == [(1,)]


def test_a_repeated_row_counts_once_and_a_conflicting_one_is_rejected() -> None:
    rows = [person(card_number="1"), person(card_number="1"), person(card_number="1", position="Bí thư")]
    with storing() as files:
        taken = files.take(sheet("members", *rows, day="2023-12-31"))
        assert codes(taken) == [("unit-new", 2), ("repeated-row", 3), ("conflicting-row", 4)]
        counts = taken.counts[0]
        assert (counts.new, counts.unchanged, counts.rejected) == (1, 1, 1)
        assert seen(files.store, PEOPLE) == [(1, 1)]
        assert files.store.rows('SELECT "row", cells FROM rejected')[0][0] == 4


def test_the_same_person_in_sheets_of_two_days_is_no_repetition() -> None:
    with storing() as files:
        days = [sheet("members", person(card_number="1", position=day), day=day) for day in ("2022-12-31", "2023-12-31")]
        taken = files.take(*days)
        assert codes(taken) == [("unit-new", 2)]
        assert [each.changed for each in taken.counts] == [0, 1]
        assert seen(files.store, PEOPLE) == [(2, 1)]


def test_two_values_of_one_figure_are_both_set_aside() -> None:
    rows = [{"indicator": name, "period": "2023", "value": value} for name, value in (("Thu", 5), ("Chi", 4), ("THU", 6), ("thu", 5))]
    with storing() as files:
        taken = files.take(sheet("figures", *rows))
        assert codes(taken) == [("conflicting-figure", 2), ("conflicting-figure", 4), ("conflicting-figure", 5)]
        assert seen(files.store, "SELECT indicator FROM figures") == [("Chi",)]


def test_an_admission_meets_the_same_one_on_the_date_both_carry() -> None:
    decided = {"full_name": "Lê An", "birth_date": "2000-01-01", "unit": "Chi bộ 1", "decided_on": "2023-12-28"}
    with storing() as files:
        files.take(sheet("admissions", decided))
        files.take(sheet("admissions", {**decided, "admitted_on": "2024-01-05"}))
        files.take(sheet("admissions", {**decided, "admitted_on": "2024-02-03"}))
        assert seen(files.store, "SELECT count(*) FROM admissions") == [(2,)]


def test_a_rating_finds_its_member_by_card_or_by_a_name_that_is_one_persons() -> None:
    roster = [
        person("Lê An", card_number="1"),
        person("Lê An", card_number="2", unit="Chi bộ 2"),
        person("Võ Bình", card_number="3"),
        person("Võ Bình", card_number="4"),
    ]
    given_rows = [
        {"card_number": "2", "full_name": "Lê An", "unit": "Chi bộ 2"},
        {"full_name": "Lê An", "unit": "Chi bộ 1"},
        {"full_name": "Lê An"},
        {"full_name": "Võ Bình", "unit": "Chi bộ 1"},
        {"full_name": "Trần Ẩn", "unit": "Chi bộ 1"},
        {"full_name": "Trần Ẩn", "unit": "Chi bộ 2", "subject": "person"},
        {"unit": "Chi bộ 1"},
    ]
    with storing() as files:
        files.take(sheet("members", *roster, day="2023-01-01"))
        taken = files.take(sheet("ratings", *({**row, "period": "2023", "rating": "good"} for row in given_rows)))
        assert codes(taken) == [("person-ambiguous", 4), ("person-ambiguous", 5), ("person-unknown", 6)]
        query = 'SELECT o."row", r.subject, m.card_number FROM ratings r JOIN ratings_origins o USING (content) LEFT JOIN members m ON m.record = r.member ORDER BY 1'
        assert seen(files.store, query) == [
            (2, "member", "2"),
            (3, "member", "1"),
            (4, "member", None),
            (5, "member", None),
            (6, "member", None),
            (7, "person", None),
            (8, "unit", None),
        ]


def test_a_rating_taken_in_before_the_roster_is_not_counted_twice_after_it() -> None:
    rating = {"full_name": "Lê An", "unit": "Chi bộ 1", "period": "2023", "rating": "good"}
    with storing() as files:
        files.take(sheet("ratings", rating))
        files.take(sheet("members", person("Lê An", card_number="1"), day="2023-01-01"))
        taken = files.take(sheet("ratings", rating))
        assert (taken.counts[0].new, taken.counts[0].changed) == (0, 1)
        assert seen(files.store, "SELECT count(*), count(member) FROM ratings") == [(1, 1)]


def test_a_member_of_a_unit_below_is_found_from_above() -> None:
    with storing() as files:
        files.take(
            sheet("units", {"name": "Đảng bộ A"}, {"name": "Chi bộ 1", "parent": "Đảng bộ A"}, {"name": "Đảng bộ B"}, day="2023-01-01"),
            sheet("members", person("Lê An", card_number="1"), day="2023-01-01"),
        )
        rows = [{"full_name": "Lê An", "unit": unit, "period": "2023", "rating": "good"} for unit in ("Đảng bộ A", "Đảng bộ B")]
        assert codes(files.take(sheet("ratings", *rows))) == [("person-unknown", 3)]


def test_meetings_differ_by_unit_day_kind_and_title() -> None:
    base = {"unit": "Chi bộ 1", "held_on": "2023-03-02", "kind": "thematic", "title": "Học tập"}
    others = [{"unit": "Chi bộ 2"}, {"held_on": "2023-03-03"}, {"kind": "regular"}, {"title": "Kiểm tra"}]
    with storing() as files:
        files.take(sheet("meetings", base, *({**base, **other} for other in others), {**base, "title": "HỌC  TẬP"}))
        assert seen(files.store, "SELECT count(*) FROM meetings") == [(5,)]


# --- properties ---

identifiers = st.sampled_from((None, None, "1", "2", "3"))
rows_of_people = st.lists(
    st.fixed_dictionaries(
        {
            "card_number": identifiers,
            "file_number": identifiers,
            "citizen_id": identifiers,
            "full_name": st.sampled_from(("Lê An", "Lê Ân")),
            "birth_date": st.sampled_from((None, "1990")),
            "unit": st.sampled_from(("Chi bộ 1", "Chi bộ 2")),
        }
    ),
    max_size=7,
)


def records_of(rows: list[dict[str, Any]]) -> list[int]:
    columns = batch("members", *rows).columns
    return Matcher(4, count(1).__next__).match(person_keys(columns), columns["unit"])


@given(rows_of_people, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_decide_who_is_one_person(rows: list[dict[str, Any]], chance: Any) -> None:
    def groups(order: list[int]) -> set[frozenset[int]]:
        found: dict[int, set[int]] = {}
        for index, record in zip(order, records_of([rows[index] for index in order]), strict=True):
            found.setdefault(record, set()).add(index)
        # Rows that say the same are interchangeable.
        first = {str(row): index for index, row in reversed(list(enumerate(rows)))}
        return {frozenset(first[str(rows[index])] for index in group) for group in found.values()}

    order = list(range(len(rows)))
    shuffled = list(order)
    chance.shuffle(shuffled)
    assert groups(order) == groups(shuffled)


@given(rows_of_people)
def test_one_card_is_one_person_and_two_cards_are_two(rows: list[dict[str, Any]]) -> None:
    carded = [(row["card_number"], record) for row, record in zip(rows, records_of(rows), strict=True) if row["card_number"]]
    for card, record in carded:
        for other_card, other_record in carded:
            assert (card == other_card) == (record == other_record)


@given(rows_of_people)
def test_rows_matched_again_find_the_records_they_made(rows: list[dict[str, Any]]) -> None:
    columns = batch("members", *rows).columns
    matcher = Matcher(4, count(1).__next__)
    made = matcher.match(person_keys(columns), columns["unit"])
    carded = [index for index, row in enumerate(rows) if row["card_number"]]
    again = matcher.match(person_keys(columns), columns["unit"])
    assert [again[index] for index in carded] == [made[index] for index in carded]
    assert set(again) <= set(made)


@given(st.text(alphabet="aàảâđĐÐ oỏóúụyỷ\u0301\u0323\u200b1.-", max_size=12))
def test_folding_word_by_word_is_folding(text: str) -> None:
    assert folded(text) == fold(text)


def test_an_empty_batch_has_no_records() -> None:
    assert Matcher(1, count(1).__next__).match(Keys(list)) == []


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        pytest.param({"birth_date": "1980-01-01"}, [("person-alike", 2)], id="the day of admission is left out"),
        pytest.param({}, [("person-alike", 2)], id="both dates are left out"),
        pytest.param({"birth_date": "1981-01-01"}, [], id="another birth date"),
        pytest.param({"birth_date": "1980-01-01", "admitted_on": "2010-01-01"}, [], id="the same person"),
    ],
)
def test_a_new_member_who_looks_like_a_known_one_is_said(again: dict[str, str], expected: list[tuple[str, int]]) -> None:
    with storing() as files:
        files.take(sheet("members", person(birth_date="1980-01-01", admitted_on="2010-01-01"), day="2022-12-31"))
        taken = files.take(sheet("members", person(**again), day="2023-12-31"))
        assert codes(taken) == expected


KNOWN = {"card_number": "00000001", "birth_date": "1980-05-03"}


@pytest.mark.parametrize(
    ("name", "more", "found", "kept"),
    [
        pytest.param("Lê Văn An", {}, [], True, id="the same"),
        pytest.param("LÊ VĂN AN", {}, [], True, id="another case"),
        pytest.param("Lê Văn An", {"birth_date": "1980"}, [], True, id="the year of birth alone"),
        pytest.param("Lê Văn An", {"birth_date": None}, [], True, id="no date of birth"),
        pytest.param("Lê Văn An", {"birth_date": "1980-05-04"}, ["person-differs"], True, id="another date of birth"),
        pytest.param("Lê Văn An", {"birth_date": "1981"}, ["person-differs"], True, id="another year of birth"),
        pytest.param("Lê Văn Ân", {}, ["person-differs"], True, id="another accent"),
        pytest.param("Võ Thị Bình", {}, ["person-differs"], True, id="another name"),
        pytest.param("Lê Vănn Amn", {"birth_date": "1980-05-04"}, ["person-differs"] * 2, True, id="two slips in the name, another date"),
        pytest.param("Lê Vănn Amnn", {"birth_date": "1980-05-04"}, ["number-of-another"], False, id="three, another date"),
        pytest.param("Võ Thị Bình", {"birth_date": "1990"}, ["number-of-another"], False, id="another name and year of birth"),
        pytest.param("Võ Thị Bình", {"birth_date": "1990", "card_number": "1"}, [], True, id="a card without its zeros is another"),
    ],
)
def test_a_card_with_another_name_or_birth_is_said_and_with_both_refused(
    name: str, more: dict[str, Any], found: list[str], kept: bool
) -> None:
    with storing() as files:
        files.take(sheet("members", person(**KNOWN), day="2022-12-31"))
        taken = files.take(sheet("members", person(name, **{**KNOWN, **more}), person("Đỗ Ba", card_number="5"), day="2023-12-31"))
        assert [slug for slug, _ in codes(taken)] == found
        assert (taken.counts[0].rejected, taken.counts[0].new + taken.counts[0].changed + taken.counts[0].unchanged) == (
            0 if kept else 1,
            2 if kept else 1,
        )
        names = seen(files.store, "SELECT full_name FROM members WHERE valid_until = DATE '9999-12-31' AND full_name <> 'Đỗ Ba'")
        assert (("Lê Văn An",) in names) is (not kept or "card_number" in more or name == "Lê Văn An")


def test_what_was_said_once_is_not_said_again() -> None:
    with storing() as files:
        files.take(sheet("members", person(**KNOWN), day="2022-12-31"))
        files.take(sheet("members", person("Lê Văn Ân", **KNOWN), day="2023-06-30"))
        assert codes(files.take(sheet("members", person("Lê Văn Ân", **KNOWN), day="2023-12-31"))) == []


@pytest.mark.parametrize(
    ("before", "row", "found"),
    [
        pytest.param({"card_number": "1"}, {"card_number": None}, [("card_number", "1")], id="a card erased"),
        pytest.param({"card_number": "1"}, {}, [], id="a list without the column says nothing of it"),
        pytest.param({"card_number": None}, {"card_number": None}, [], id="there was none"),
        pytest.param({"card_number": "1"}, {"card_number": "1"}, [], id="the same"),
        pytest.param(
            {"card_number": "1", "file_number": "A"}, {"card_number": "1", "file_number": None}, [("file_number", "A")], id="a file number"
        ),
        pytest.param(
            {"card_number": "1", "file_number": "A"},
            {"card_number": None, "file_number": None},
            [("card_number", "1"), ("file_number", "A")],
            id="both",
        ),
    ],
)
def test_a_blank_where_a_number_stood_is_told_with_the_number(
    before: dict[str, Any], row: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    known = {"birth_date": "1980-05-03", "admitted_on": "2010-02-03"}
    with storing() as files:
        files.take(sheet("members", person(**known, **before), day="2022-12-31"))
        given = sheet("members", person(**known, **row), person("Đỗ Ba", birth_date="1990-01-01"), day="2023-12-31")
        given.says = frozenset({"full_name", "unit", "birth_date", "admitted_on", *row})
        taken = files.take(given)
        assert [(each.code.slug, each.place.row, each.field, each.values["number"]) for each in taken.findings[0]] == [
            ("number-blank", given.batch.rows[0], field, number) for field, number in found
        ]
        again = sheet("members", person(**known, **row), day="2024-06-30")
        again.says = given.says
        assert codes(files.take(again)) == []  # what was said once is not said again


def test_a_blank_in_a_list_of_an_earlier_day_erases_nothing_of_that_day() -> None:
    known = {"birth_date": "1980-05-03", "admitted_on": "2010-02-03"}
    with storing() as files:
        files.take(sheet("members", person(**known, card_number="1"), day="2022-12-31"))
        assert codes(files.take(sheet("members", person(**known, card_number=None), day="2021-12-31"))) == []


def test_a_file_number_of_another_is_named_as_such() -> None:
    with storing() as files:
        files.take(sheet("members", person(file_number="001", birth_date="1980"), day="2022-12-31"))
        taken = files.take(sheet("members", person("Võ Thị Bình", file_number="001", birth_date="1990"), day="2023-12-31"))
        (finding,) = taken.findings[0]
        assert (finding.code.slug, finding.field, finding.value) == ("number-of-another", "file_number", "001")


# --- who gets a card later ---

PROBATION = {"birth_date": "1990-01-02", "admitted_on": "2022-05-19"}
FORMS = {
    "probationary": person(**PROBATION),
    "with card": person(card_number="00000007", **PROBATION),
    "card only": person(card_number="00000007"),
}
DAYS_OF = {"probationary": "2022-12-31", "with card": "2023-12-31", "card only": "2024-12-31"}


def orders() -> list[Any]:
    return [pytest.param(order, id=", ".join(order)) for order in permutations(FORMS)]


@pytest.mark.parametrize("order", orders())
def test_who_gets_a_card_stays_one_in_whatever_order_the_lists_come(order: tuple[str, ...]) -> None:
    with storing() as files:
        for form in order:
            files.take(sheet("members", FORMS[form], day=DAYS_OF[form]))
        assert seen(files.store, "SELECT count(DISTINCT record) FROM members") == [(1,)]
        held = seen(files.store, "SELECT card_number FROM members ORDER BY valid_from")
        assert held == [(None,), ("00000007",), ("00000007",)]


@pytest.mark.parametrize("order", orders())
def test_undoing_a_list_and_taking_it_again_leaves_one(order: tuple[str, ...]) -> None:
    with storing() as files:
        for form in order:
            taken = files.take(sheet("members", FORMS[form], day=DAYS_OF[form]))
            files.undo(taken.import_id)
            files.take(sheet("members", FORMS[form], day=DAYS_OF[form]))
        assert seen(files.store, "SELECT count(DISTINCT record) FROM members") == [(1,)]


def test_who_was_shown_to_be_one_is_said_and_undone_with_the_list() -> None:
    with storing() as files:
        for form in ("probationary", "card only"):
            files.take(sheet("members", FORMS[form], day=DAYS_OF[form]))
        before = seen(files.store, "SELECT * EXCLUDE (content) FROM members ORDER BY ALL")
        taken = files.take(sheet("members", FORMS["with card"], day=DAYS_OF["with card"]))
        assert codes(taken) == [("person-one", 2)]
        files.undo(taken.import_id)
        assert seen(files.store, "SELECT * EXCLUDE (content) FROM members ORDER BY ALL") == before


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"birth_date": "1990-01-02"}, id="no day of admission"),
        pytest.param({"birth_date": "1990-01-02", "admitted_on": "2022"}, id="the year of admission alone"),
        pytest.param({"birth_date": "1990-01-03", "admitted_on": "2022-05-19"}, id="another day of birth"),
        pytest.param({**PROBATION, "file_number": "2"}, id="another file number than the one with the card"),
    ],
)
def test_who_only_looks_alike_is_not_made_one(more: dict[str, str]) -> None:
    with storing() as files:
        files.take(
            sheet("members", person(**PROBATION, file_number="1") if "file_number" in more else person(**PROBATION), day="2022-12-31")
        )
        files.take(sheet("members", person(card_number="7", **({"file_number": "2"} if "file_number" in more else {})), day="2023-12-31"))
        files.take(sheet("members", person(card_number="7", **more), day="2024-12-31"))
        assert seen(files.store, "SELECT count(DISTINCT record) FROM members") == [(2,)]


def test_whom_somebody_told_apart_no_row_makes_one() -> None:
    with storing() as files:
        for form in ("probationary", "card only"):
            files.take(sheet("members", FORMS[form], day=DAYS_OF[form]))
        one, other = (record for (record,) in files.store.rows("SELECT DISTINCT record FROM members_said ORDER BY 1"))
        files.store.decide(Decision("different", apart=(one, other)), files.at)
        assert codes(files.take(sheet("members", FORMS["with card"], day=DAYS_OF["with card"]))) == []
        assert seen(files.store, "SELECT count(DISTINCT record) FROM members") == [(2,)]


# --- against a plain reading: the first that both rows carry, and whoever hangs together by it is one ---

NUMBERS = ("card_number", "file_number", "citizen_id")


def is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """The contract's key of members, word by word."""
    for number in NUMBERS:
        if number in one and number in other:
            return bool(one[number] == other[number])
    dates = ("full_name", "birth_date", "admitted_on")
    return all(name in one and name in other and one[name] == other[name] for name in dates)


def hanging_together(rows: list[dict[str, Any]]) -> set[frozenset[str]]:
    """The rows in groups, each row by its tag."""
    groups: list[list[dict[str, Any]]] = []
    for row in rows:
        near = [group for group in groups if any(is_same(row, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([row, *(other for group in near for other in group)])
    return {frozenset(str(row["position"]) for row in group) for group in groups}


def form_of(number: int, carries: tuple[str, ...], tag: int) -> dict[str, Any]:
    """A row about a person; her units are all different, so that a bare name never decides."""
    everything = {
        "card_number": f"0000000{number}",
        "file_number": f"00123{number}",
        "citizen_id": f"03400000000{number}",
        "dates": {"birth_date": f"199{number}-01-02", "admitted_on": f"202{number}-05-19"},
    }
    row: dict[str, Any] = {"full_name": ("Lê Hùng", "Lê Hưng", "Lê Hứng")[number], "unit": f"Chi bộ {tag}", "position": str(tag)}
    for name in carries:
        value = everything[name]
        row |= value if isinstance(value, dict) else {name: value}
    return row


carrying = st.sets(st.sampled_from((*NUMBERS, "dates")), min_size=1, max_size=3).map(lambda names: tuple(sorted(names)))
rosters = st.lists(st.dictionaries(st.integers(0, 2), carrying, min_size=1), min_size=1, max_size=5)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(rosters)
def test_lists_of_different_columns_speak_of_whom_a_plain_reading_says(lists: list[dict[int, tuple[str, ...]]]) -> None:
    rows: list[dict[str, Any]] = []
    with storing() as files:
        for place, roster in enumerate(lists):
            these = [form_of(number, carries, len(rows) + more) for more, (number, carries) in enumerate(sorted(roster.items()))]
            rows += these
            files.take(sheet("members", *these, day=f"{2015 + place}-12-31"))
        found: dict[int, set[str]] = {}
        for record, tag in seen(files.store, "SELECT record, position FROM members"):
            found.setdefault(record, set()).add(tag)
        assert {frozenset(tags) for tags in found.values()} == hanging_together(rows)
