from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from partytrack.store.units import near, nearest
from partytrack.vietnamese import fold
from storing import codes, seen, sheet, storing

NAMES = "SELECT u.name, u.code, u.kind, p.name FROM units u LEFT JOIN units p ON p.record = u.parent ORDER BY ALL"


def meeting(unit: str, day: str = "2023-03-02") -> dict[str, Any]:
    return {"unit": unit, "held_on": day}


@pytest.mark.parametrize(
    ("one", "other", "misspelt"),
    [
        pytest.param("Chi bộ Văn phòng", "Chi bộ Văn phòg", True, id="a letter missing"),
        pytest.param("Chi bộ Tài chính", "Chi bộ Tài hcính", True, id="two letters swapped"),
        pytest.param("Chi bộ Tuyên truyền", "Chi bộ Tuyêm truyềm", True, id="a slip in two words"),
        pytest.param("Đảng bộ Tuyên truyền", "Đảm bộ Tuyêm truyềm", False, id="a slip in three words"),
        pytest.param("Chi bộ khoa Nghiệp vụ", "Chi bộ khoa Nhgiêpj vụ", True, id="two edits in seven letters"),
        pytest.param("Chi bộ khoa Sinh", "Chi bộ khoa Snih", True, id="one swap in four letters"),
        pytest.param("Chi bộ khoa Sinh", "Chi bộ khoa Sih", True, id="one edit where the longer has four"),
        pytest.param("Chi bộ khoa Nội", "Chi bộ khoa Nộ", False, id="three letters are too few to tell"),
        pytest.param("Chi bộ khoa Nội", "Chi bộ khoa Ngoại", False, id="two edits in five letters"),
        pytest.param("Chi bộ Hưng", "Chi bộ Hùng", False, id="other accents"),
        pytest.param("Chi bộ 1", "Chi bộ 2", False, id="another number"),
        pytest.param("Chi bộ 11", "Chi bộ 1 1", False, id="a space in a number"),
        pytest.param("Chi bộ Thôn 10A", "Chi bộ Thôn 10B", False, id="a number with a letter"),
        pytest.param("Chi bộ XIII", "Chi bộ XIV", False, id="another roman numeral"),
        pytest.param("Chi bộ khối A", "Chi bộ khối B", False, id="another single letter"),
        pytest.param("Chi bộ Văn phòng", "Chibộ Văn phòng", True, id="a space missing"),
        pytest.param("Chi bộ Văn phòngB", "Chi bộ Văn phòng B", False, id="a single letter set apart"),
        pytest.param("Chi bộ Văn phòng", "Chi bộ Văn phò ng", True, id="a space too many"),
        pytest.param("Chi bộ Văn phòng", "Chi bộ Văn phòng Sở", False, id="a word more"),
        pytest.param("Chi bộ Văn phòng", "CHI BỘ  VĂN PHÒNG", False, id="the same"),
    ],
)
def test_what_may_be_a_misspelling(one: str, other: str, misspelt: bool) -> None:
    assert near(fold(one), fold(other)) is misspelt
    assert near(fold(other), fold(one)) is misspelt


def test_the_nearest_names_come_first_and_at_most_three() -> None:
    names = {fold(name): name for name in ("Chi bộ Vănn phòngg", "Chi bộ Văn phòngg", "Chi bộ Văn phòn", "Chi bộ Văn phòpg", "Chi bộ Y tế")}
    assert nearest(fold("Chi bộ Văn phòng"), names)[-1] != "Chi bộ Vănn phòngg"
    assert len(nearest(fold("Chi bộ Văn phòng"), names)) == 3


def test_an_unknown_unit_is_made_once_with_one_warning() -> None:
    with storing() as files:
        taken = files.take(sheet("meetings", meeting("Chi bộ 1"), meeting("CHI BỘ 1", "2023-04-02"), meeting("Chi bộ 2")))
        assert codes(taken) == [("unit-new", 2), ("unit-new", 4)]
        assert seen(files.store, NAMES) == [("Chi bộ 1", None, "other", None), ("Chi bộ 2", None, "other", None)]


def test_two_new_names_of_one_file_are_not_held_against_each_other() -> None:
    with storing() as files:
        assert codes(files.take(sheet("meetings", meeting("Chi bộ Văn phòng"), meeting("Chi bộ Văn phòg")))) == [
            ("unit-new", 2),
            ("unit-new", 3),
        ]


def test_a_misspelt_unit_rejects_its_row_with_the_name_it_may_mean() -> None:
    with storing() as files:
        units = sheet("units", {"name": "Chi bộ Văn phòng"}, day="2023-01-01")
        taken = files.take(sheet("meetings", meeting("Chi bộ Văn phòg"), meeting("Chi bộ Văn phòng")), units)
        assert codes(taken) == [("unit-misspelt", 2)]
        assert "Chi bộ Văn phòng" in str(taken.findings[0][0].message)
        assert (taken.counts[0].new, taken.counts[0].rejected) == (1, 1)
        assert '"unit":"Chi bộ Văn phòg"' in files.store.rows("SELECT cells FROM rejected")[0][0].replace(" ", "", 1).replace('": "', '":"')


@pytest.mark.parametrize(
    ("written", "found"),
    [
        pytest.param("CB Thôn Đông", [("unit-in-short", 2)], id="in short"),
        pytest.param("cb. thôn Đông", [("unit-in-short", 2)], id="with a full stop, in small letters"),
        pytest.param("Chi bộ Thôn Đông", [], id="in full"),
        pytest.param("CB Thôn Động", [("unit-new-alike", 2)], id="in short, with another accent"),
        pytest.param("CB Thôn Đông 2", [("unit-new", 2)], id="in short, with a number more"),
        pytest.param("ĐB Thôn Đông", [("unit-new", 2)], id="a committee is no cell"),
        pytest.param("CB", [("unit-new", 2)], id="nothing but the short word"),
    ],
)
def test_a_name_in_short_is_the_unit_of_the_full_one(written: str, found: list[tuple[str, int]]) -> None:
    with storing() as files:
        files.take(sheet("units", {"name": "Chi bộ thôn Đông"}, day="2023-01-01"))
        taken = files.take(sheet("meetings", meeting(written), meeting(written, "2023-04-02")))
        assert codes(taken) == found
        assert len(seen(files.store, NAMES)) == (2 if found and found[0][0].startswith("unit-new") else 1)


def test_a_list_adopts_the_unit_that_was_named_in_short_before() -> None:
    with storing() as files:
        files.take(sheet("meetings", meeting("CB Thôn Đông")))
        files.take(sheet("units", {"name": "Chi bộ thôn Đông", "kind": "sub_cell"}, day="2023-01-01"))
        assert seen(files.store, NAMES) == [("Chi bộ thôn Đông", None, "sub_cell", None)]


def test_units_that_are_listed_in_short_and_in_full_stay_two() -> None:
    with storing() as files:
        listed = sheet("units", {"code": "A", "name": "CB Thôn Đông"}, {"code": "B", "name": "Chi bộ thôn Đông"}, day="2023-01-01")
        files.take(listed)
        assert codes(files.take(sheet("meetings", meeting("CB Thôn Đông"), meeting("Chi bộ thôn Đông")))) == []
        assert codes(files.take(sheet("meetings", meeting("CB. thôn Đông")))) == [("unit-ambiguous", 2)]


def test_strict_units_makes_none() -> None:
    with storing() as files:
        taken = files.take(sheet("meetings", meeting("Chi bộ 1"), meeting("Chi bộ 1", "2023-04-02")), strict_units=True)
        assert codes(taken) == [("unit-unknown", 2), ("unit-unknown", 3)]
        assert taken.counts[0].rejected == 2
        assert seen(files.store, NAMES) == []


def test_a_list_adopts_the_provisional_unit_of_its_name() -> None:
    with storing() as files:
        files.take(sheet("meetings", meeting("Chi bộ 1")))
        listed = {"name": "Chi bộ 1", "code": "CB01", "kind": "sub_cell", "parent": "Đảng bộ A"}
        files.take(sheet("units", {"name": "Đảng bộ A", "kind": "grassroots_committee"}, listed, day="2023-01-01"))
        assert seen(files.store, NAMES) == [
            ("Chi bộ 1", "CB01", "sub_cell", "Đảng bộ A"),
            ("Đảng bộ A", None, "grassroots_committee", None),
        ]
        assert seen(files.store, "SELECT u.code FROM meetings m JOIN units u ON u.record = m.unit") == [("CB01",)]


def test_a_unit_named_by_code_before_its_list_is_the_one_with_that_code() -> None:
    with storing() as files:
        files.take(sheet("meetings", meeting("CB01")))
        files.take(sheet("units", {"name": "Chi bộ Văn phòng", "code": "CB01"}, day="2023-01-01"))
        assert seen(files.store, NAMES) == [("Chi bộ Văn phòng", "CB01", None, None)]


def test_without_its_list_a_unit_is_provisional_again() -> None:
    with storing() as files:
        units = files.take(sheet("units", {"name": "Chi bộ 1", "code": "CB01", "kind": "sub_cell"}, day="2023-01-01"))
        files.take(sheet("meetings", meeting("CB01")))
        files.undo(units.import_id)
        assert seen(files.store, NAMES) == [("Chi bộ 1", "CB01", "other", None)]
        assert seen(files.store, "SELECT u.name FROM meetings m JOIN units u ON u.record = m.unit") == [("Chi bộ 1",)]


def test_one_name_under_two_superiors_is_two_units_told_apart_by_code_or_superior() -> None:
    above = [{"name": "Đảng bộ A"}, {"name": "Đảng bộ B"}]
    below = [{"name": "Chi bộ 1", "parent": "Đảng bộ A", "code": "A1"}, {"name": "Chi bộ 1", "parent": "Đảng bộ B"}]
    with storing() as files:
        files.take(sheet("units", *below, *above, day="2023-01-01"))
        taken = files.take(sheet("meetings", meeting("Chi bộ 1"), meeting("A1")))
        assert codes(taken) == [("unit-ambiguous", 2)]
        assert taken.findings[0][0].values == {"names": "A1, Chi bộ 1 (Đảng bộ B)"}
        again = files.take(sheet("units", *below, day="2023-06-01"))
        assert (again.counts[0].new, again.counts[0].unchanged) == (0, 2)


def test_a_renamed_unit_is_known_by_code_and_answers_to_its_old_name() -> None:
    with storing() as files:
        files.take(sheet("units", {"name": "Chi bộ Cũ", "code": "X"}, day="2022-01-01"))
        files.take(sheet("units", {"name": "Chi bộ Đổi tên", "code": "X"}, day="2023-01-01"))
        assert codes(files.take(sheet("meetings", meeting("Chi bộ Cũ")))) == []
        query = "SELECT DISTINCT record FROM units UNION ALL SELECT unit FROM meetings"
        assert len(set(seen(files.store, query))) == 1


def test_units_above_each_other_in_a_ring_are_rejected() -> None:
    ring = [{"name": "A1", "parent": "B1"}, {"name": "B1", "parent": "A1"}, {"name": "C1", "parent": "C1"}, {"name": "D1"}]
    with storing() as files:
        taken = files.take(sheet("units", *ring, day="2023-01-01"))
        assert codes(taken) == [("unit-loop", 2), ("unit-loop", 3), ("unit-loop", 4)]
        assert seen(files.store, NAMES) == [("D1", None, None, None)]


def test_a_later_list_may_not_close_a_ring() -> None:
    with storing() as files:
        files.take(sheet("units", {"name": "Trên", "code": "1"}, {"name": "Dưới", "code": "2", "parent": "1"}, day="2023-01-01"))
        taken = files.take(sheet("units", {"name": "Trên", "code": "1", "parent": "Dưới"}, day="2023-06-01"))
        assert codes(taken) == [("unit-loop", 2)]


def test_a_long_chain_of_superiors_in_any_order() -> None:
    chain = [{"name": f"Cấp {number}", "parent": f"Cấp {number - 1}" if number else None} for number in range(1500)]
    with storing() as files:
        taken = files.take(sheet("units", *reversed(chain[:1500]), day="2023-01-01"))
        assert (taken.counts[0].new, codes(taken)) == (1500, [])


# --- ancestry ---

TREE = """SELECT u.name, a.name, t.from_day, t.until_day FROM ancestry t
    JOIN (SELECT DISTINCT record, name FROM units) u ON u.record = t.unit
    JOIN (SELECT DISTINCT record, name FROM units) a ON a.record = t.ancestor WHERE u.record <> a.record ORDER BY ALL"""
EVER, OPEN = date(1, 1, 1), date(9999, 12, 31)


def test_a_unit_that_moves_has_each_superior_in_its_time() -> None:
    above = [{"name": "Khối"}, {"name": "Sở A", "parent": "Khối"}, {"name": "Sở B", "parent": "Khối"}]
    with storing() as files:
        files.take(sheet("units", *above, {"name": "Chi bộ 1", "code": "1", "parent": "Sở A"}, day="2022-01-01"))
        files.take(sheet("units", {"name": "Chi bộ 1", "code": "1", "parent": "Sở B"}, day="2023-07-01"))
        moved = date(2023, 7, 1)
        assert [row for row in seen(files.store, TREE) if row[0] == "Chi bộ 1"] == [
            ("Chi bộ 1", "Khối", EVER, moved),
            ("Chi bộ 1", "Khối", moved, OPEN),
            ("Chi bộ 1", "Sở A", EVER, moved),
            ("Chi bộ 1", "Sở B", moved, OPEN),
        ]


def test_every_unit_is_its_own_ancestor_and_a_ring_over_lists_ends() -> None:
    with storing() as files:
        files.take(sheet("units", {"name": "X", "code": "1"}, {"name": "Y", "code": "2", "parent": "1"}, day="2023-01-01"))
        files.take(sheet("units", {"name": "Y", "code": "2"}, day="2024-01-01"))
        files.take(sheet("units", {"name": "X", "code": "1", "parent": "2"}, day="2022-01-01"))
        assert seen(files.store, "SELECT count(*) FROM ancestry WHERE unit = ancestor") == [(2,)]
        per_day = """SELECT count(*) FROM ancestry a JOIN ancestry b ON a.unit = b.unit AND a.ancestor = b.ancestor
            WHERE a.from_day < b.from_day AND b.from_day < a.until_day"""
        assert seen(files.store, per_day) == [(0,)]


def test_splitting_by_unit_and_adding_up_gives_the_whole() -> None:
    with storing() as files:
        units = [{"name": f"Sở {letter}", "parent": "Khối"} for letter in "ABC"]
        cells = [{"name": f"Chi bộ {number}", "parent": f"Sở {'ABC'[number % 3]}"} for number in range(7)]
        files.take(sheet("units", {"name": "Khối"}, *units, *cells, day="2022-01-01"))
        files.take(sheet("meetings", *(meeting(f"Chi bộ {number % 7}", f"2023-01-{number + 1:02}") for number in range(20))))
        split = """SELECT a.name, count(*) FROM meetings m JOIN ancestry t ON t.unit = m.unit AND t.from_day <= m.held_on AND m.held_on < t.until_day
            JOIN units a ON a.record = t.ancestor GROUP BY a.name"""
        counts = dict(seen(files.store, split))
        assert counts["Khối"] == 20 == sum(counts[f"Sở {letter}"] for letter in "ABC")


@pytest.mark.parametrize(
    ("known", "written", "expected"),
    [
        pytest.param("Tổ dân phố 1", "Tổ dân phố1", "unit-misspelt", id="a space before the number is missing"),
        pytest.param("Tổ 1 2", "Tổ 12", "unit-new", id="another number"),
        pytest.param(
            "Chi bộ Trường Tiểu học", "Chi bộ Trường Tiểu hoc", "unit-new-alike", id="only an accent differs: another unit, but said"
        ),
        pytest.param("Chi bộ Hưng", "Chi bộ Hùng", "unit-new-alike", id="Hưng and Hùng are two"),
        pytest.param("Chi bộ Văn phòng", "Chi bộ Kho bạc", "unit-new", id="nothing alike"),
    ],
)
def test_what_is_said_of_an_unknown_unit(known: str, written: str, expected: str) -> None:
    with storing() as files:
        files.take(sheet("units", {"name": known}, day="2023-01-01"))
        taken = files.take(sheet("meetings", {"unit": written, "held_on": "2023-01-05"}))
        assert codes(taken) == [(expected, 2)]
