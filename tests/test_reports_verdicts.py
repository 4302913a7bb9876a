from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

import pytest
from rich.console import Console

from partytrack import messages
from partytrack.messages import speaking, text
from partytrack.reports.looks import LOOKS, SEVERITIES
from partytrack.reports.verdict_data import check_csv, check_json, check_plain, safe_cell
from partytrack.reports.verdict_table import check_table, percent
from partytrack.targets.language import When
from partytrack.targets.status import Status
from verdicts import ADMISSIONS, EXCELLENT, GOOD, HOUSEHOLDS, MONTHLY, OUTPUT, checked, shared, verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from partytrack.targets.judge import Checked


def printed(run: Checked, width: int = 300) -> list[str]:
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False)
    console.print(check_table(run))
    output = console.file
    assert isinstance(output, io.StringIO)
    return [line.rstrip() for line in output.getvalue().splitlines()]


def test_the_contract_s_example_of_a_verdict() -> None:
    run = checked(
        verdict(
            ADMISSIONS,
            2023,
            Status.MET,
            value=Fraction(191),
            numerator=Fraction(191),
            margin=Fraction(-9),
            achieved=Fraction(191, 120),
            needed=None,
        ),
        imports=12,
    )
    assert json.loads(check_json(run)) == {
        "schema": "partytrack.check/1",
        "term": "2020-2025",
        "as_of": "2024-06-30",
        "known_at": None,
        "run_id": "1",
        "imports": 12,
        "verdicts": [
            {
                "target": "new-members",
                "parent": None,
                "title": "Kết nạp đảng viên mới",
                "period": "2023",
                "unit": None,
                "unit_name": None,
                "status": "met",
                "severity": "error",
                "value": 191,
                "numerator": 191,
                "denominator": None,
                "undecided": 0,
                "left_out": 0,
                "waived_units": 0,
                "goal": ">= 200",
                "measured_in": None,
                "margin": -9,
                "achieved": 1.5917,
                "expected": None,
                "needed": None,
                "reported": 65,
                "due": 65,
                "waiver": None,
                "without_waiver": None,
                "reason": None,
            }
        ],
        "summary": {"met": 1, "on-track": 0, "behind": 0, "missed": 0, "no-data": 0, "not-due": 0, "waived": 0, "watched": 0},
    }


def test_a_share_is_a_plain_number_and_no_data_is_null() -> None:
    run = checked(
        shared(GOOD, 2022, Status.MISSED, 3, 4),
        verdict(GOOD, 2023, Status.NO_DATA, reason=text("Nothing was reported for this period.")),
        verdict(OUTPUT, 2023, None, value=Fraction(1939, 10_000)),
        known_at=date(2024, 1, 15),
    )
    got = json.loads(check_json(run))
    assert [each["value"] for each in got["verdicts"]] == [0.75, None, 0.1939]
    assert [each["status"] for each in got["verdicts"]] == ["missed", "no-data", None]
    assert got["verdicts"][1]["reason"] == "Nothing was reported for this period."
    assert got["known_at"] == "2024-01-15"
    assert (got["summary"]["missed"], got["summary"]["no-data"], got["summary"]["watched"]) == (1, 1, 1)


def test_csv_has_a_mark_and_no_formulas() -> None:
    written = check_csv(checked(shared(MONTHLY, 2023, Status.MISSED, 64, 65)))
    assert written.startswith("\ufeff")
    row = next(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    assert row["goal"] == "'= 100%"
    assert row["margin"].startswith("-0.0153")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-chi bộ", "'-chi bộ"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        (-9, "-9"),
        (-0.5, "-0.5"),
        (-1e-07, "-1e-07"),
        (None, ""),
        ("Chi bộ 1", "Chi bộ 1"),
    ],
)
def test_a_cell_is_never_a_formula(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


def test_plain_lines_have_as_many_columns_as_the_heading() -> None:
    lines = check_plain(checked(verdict(ADMISSIONS, 2023, Status.MET), verdict(EXCELLENT, 2023, None))).splitlines()
    assert {line.count("\t") for line in lines} == {24}
    assert lines[1].split("\t")[:2] == ["new-members", ""]


def test_the_table_says_each_title_once_and_indents_parts() -> None:
    lines = printed(
        checked(
            shared(GOOD, 2022, Status.MET, 9, 10),
            shared(GOOD, 2023, Status.MISSED, 7, 10),
            shared(EXCELLENT, 2022, Status.MET, 2, 9),
        )
    )
    titled = [line for line in lines if "Đảng viên" in line]
    assert len(titled) == 1
    assert "90%" in titled[0]
    assert "✓ met" in titled[0]
    assert any(line.startswith("└ Trong đó hoàn thành xuất sắc") for line in lines)


def test_the_table_in_vietnamese() -> None:
    with speaking("vi"):
        lines = printed(checked(shared(GOOD, 2022, Status.MISSED, 939, 1174)))
    assert lines[:2] == ["Đảng bộ Khối các cơ quan tỉnh", "Nhiệm kỳ 2020-2025, tính đến ngày 30/06/2024."]
    row = next(line for line in lines if line.startswith("Đảng viên"))
    assert row.split() == [
        "Đảng",
        "viên",
        "hoàn",
        "thành",
        "tốt",
        "nhiệm",
        "vụ",
        "trở",
        "lên",
        "2022",
        "79,98%",
        "939/1.174",
        "≥",
        "80%",
        "✗",
        "không",
        "đạt",
        "███████░",
        "99,98%",
        "65/65",
    ]
    assert lines[-1] == "✗ 1 không đạt"


def test_notes_are_numbered_and_said_once() -> None:
    reason = text("Nothing was reported for this period.")
    lines = printed(
        checked(
            verdict(ADMISSIONS, 2021, Status.NO_DATA, reason=reason),
            verdict(ADMISSIONS, 2022, Status.NO_DATA, reason=reason),
            verdict(
                ADMISSIONS, 2023, Status.BEHIND, value=Fraction(9), expected=Fraction(99_453, 1000), undecided=1, left_out=2, waived_units=1
            ),
        )
    )
    notes = [line for line in lines if line.startswith("(")]
    assert notes == [
        "(1) Nothing was reported for this period.",
        "(2) By now 99.5 were needed.",
        "(3) 1 row was left undecided by a blank and not counted.",
        "(4) 2 rows have dates too coarse for this period and were left out.",
        "(5) 1 unit is excused by a waiver.",
    ]
    assert sum("? no data (1)" in line for line in lines) == 2
    assert any("▼ behind (2) (3) (4) (5)" in line for line in lines)


@pytest.mark.parametrize(
    ("severity", "status", "said"),
    [
        pytest.param("warn", Status.MISSED, True, id="missed"),
        pytest.param("warn", Status.BEHIND, True, id="behind"),
        pytest.param("warn", Status.NO_DATA, True, id="without data"),
        pytest.param("warn", Status.MET, False, id="nothing to warn of"),
        pytest.param("error", Status.MISSED, False, id="a failure"),
    ],
)
def test_a_warning_is_told_from_a_failure(severity: Literal["error", "warn"], status: Status, *, said: bool) -> None:
    run = checked(verdict(replace(ADMISSIONS, severity=severity), 2023, status, value=Fraction(9)))
    assert any("Only a warning" in line for line in printed(run)) == said


def test_the_day_a_target_is_due_by_is_written_as_people_write_it() -> None:
    target = replace(ADMISSIONS, when=When(by_day=date(2023, 7, 31)))
    run = checked(replace(verdict(target, 2023, Status.MET, value=Fraction(9)), label="2023-07-31"))
    assert any("2023-07-31" in line for line in printed(run))
    with speaking("vi"):
        assert any("31/07/2023" in line for line in printed(run))


def test_units_stand_below_the_whole() -> None:
    lines = printed(
        checked(
            shared(GOOD, 2023, Status.MET, 9, 10),
            shared(GOOD, 2023, Status.MISSED, 3, 5, unit="CB01", unit_name="Chi bộ Sở Nội vụ"),
            shared(GOOD, 2023, Status.MISSED, 1, 5, unit="", unit_name=""),
        )
    )
    assert any("whole committee" in line and "9/10" in line for line in lines)
    assert any("Chi bộ Sở Nội vụ" in line and "3/5" in line for line in lines)
    assert any("(no unit named)" in line and "1/5" in line for line in lines)
    assert lines[-1] == "✓ 1 met"


def test_the_whole_is_not_named_where_no_unit_follows() -> None:
    assert not any("whole committee" in line or "Unit" in line for line in printed(checked(shared(GOOD, 2023, Status.MET, 9, 10))))


def test_a_unit_s_count_has_neither_status_nor_goal() -> None:
    run = checked(
        verdict(ADMISSIONS, 2023, Status.MET, value=Fraction(200)),
        verdict(ADMISSIONS, 2023, None, value=Fraction(7), unit="CB01", unit_name="Chi bộ Một", due=0),
        verdict(HOUSEHOLDS, 2023, None, value=Fraction(7)),
    )
    lines = printed(run)
    assert next(line for line in lines if "Chi bộ Một" in line).split() == ["2023", "Chi", "bộ", "Một", "7"]
    assert any("7 hộ" in line and "○ watched" in line for line in lines)
    assert lines[-1] == "✓ 1 met   ○ 1 watched"
    summary = json.loads(check_json(run))["summary"]
    assert {name: count for name, count in summary.items() if count} == {"met": 1, "watched": 1}


def test_the_summary_of_one_unit_counts_its_own_lines() -> None:
    run = checked(
        shared(GOOD, 2023, Status.MISSED, 3, 5, unit="DB01", unit_name="Đảng bộ Một"),
        shared(GOOD, 2023, Status.MET, 4, 5, unit="CB01", unit_name="Chi bộ Một"),
        verdict(ADMISSIONS, 2023, None, value=Fraction(7), unit="DB01", unit_name="Đảng bộ Một"),
    )
    assert printed(run)[-1] == "✗ 1 missed"
    assert sum(json.loads(check_json(run))["summary"].values()) == 1


LONG = replace(GOOD, title="Đảng viên được xếp loại hoàn thành tốt nhiệm vụ trở lên trong tổng số đảng viên được xếp loại")
RUN = checked(
    shared(LONG, 2022, Status.MISSED, 939, 1174),
    verdict(LONG, 2023, Status.NO_DATA, reason=text("Nothing was reported for this period.")),
    shared(EXCELLENT, 2022, Status.MET, 1_102_000, 1_335_000),
    verdict(ADMISSIONS, 2023, Status.BEHIND, value=Fraction(1_234_567), expected=Fraction(10), left_out=3, achieved=Fraction(1, 2)),
    verdict(HOUSEHOLDS, 2023, None, value=Fraction(1841)),
)


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("width", [80, 90, 100, 110, 120, 130, 150])
def test_titles_values_and_states_stay_whole_on_narrow_paper(width: int, language: messages.Language) -> None:
    with speaking(language):
        lines = printed(RUN, width)
        numbers = ["79,98%", "1.234.567", "1.841 hộ"] if language == "vi" else ["79.98%", "1,234,567", "1,841 hộ"]
        states = [f"{LOOKS[each.status].sign} {LOOKS[each.status].word}" for each in RUN.verdicts]
    shown = "\n".join(lines)
    assert max(map(len, lines)) <= width
    assert "…" not in shown
    for whole in (*numbers, *states, "2022", "2023"):
        assert whole in shown
    assert set(LONG.title.split()) <= set(shown.split())


@pytest.mark.parametrize(
    ("width", "beside", "bar", "reported", "counted"),
    [
        # The title needs 30; period 6, actual 12, counted 9, goal 5, status 10, bar and per cent 15 (8 without), reported 8.
        pytest.param(109, True, True, True, True, id="95 and seven gaps of two"),
        pytest.param(108, True, False, True, True, id="the bar goes first"),
        pytest.param(102, True, False, True, True, id="7 less"),
        pytest.param(101, True, False, False, True, id="then who reported"),
        pytest.param(92, True, False, False, True, id="10 less"),
        pytest.param(91, True, False, False, False, id="then what was counted"),
        pytest.param(81, True, False, False, False, id="11 less"),
        pytest.param(80, False, True, True, True, id="then titles stand on lines of their own, and all is there again"),
        pytest.param(78, False, False, True, True, id="where the bar goes first too"),
    ],
)
def test_what_is_given_up_on_narrow_paper(width: int, *, beside: bool, bar: bool, reported: bool, counted: bool) -> None:
    run = checked(shared(LONG, 2022, Status.MISSED, 939, 1174), verdict(LONG, 2023, Status.ON_TRACK, value=Fraction(123_456_789, 100)))
    shown = printed(run, width)
    row = next(line for line in shown if "939" in line or "79.98%" in line)
    assert row.startswith("Đảng viên") is beside
    assert ("█" in row) is bar
    assert ("65/65" in row) is reported
    assert ("939/1,174" in row) is counted
    assert "99.98%" in row


def test_a_column_without_any_value_is_given_up_first() -> None:
    run = checked(verdict(LONG, 2023, Status.NO_DATA, due=0), verdict(ADMISSIONS, 2023, Status.NO_DATA, due=0))
    assert "Counted" in "\n".join(printed(run))
    assert "Counted" not in "\n".join(printed(run, 80))


def test_a_folded_title_stands_beside_its_periods() -> None:
    run = checked(*(shared(LONG, year, Status.MET, 9, 10) for year in (2021, 2022, 2023)), shared(GOOD, 2021, Status.MET, 9, 10))
    lines = printed(run, 130)
    rows = [line for line in lines if "✓ met" in line and "90%" in line]
    assert len(rows) == 4
    assert rows[0].startswith("Đảng viên được")
    assert not rows[1].startswith(" "), "the second line of the title stands beside the second period"


def test_the_summary_breaks_between_statuses_only() -> None:
    lines = printed(checked(*(verdict(ADMISSIONS, 2000, status) for status in Status), verdict(HOUSEHOLDS, 2000, None)), 40)
    last = lines[len(lines) - lines[::-1].index("") :]
    assert len(last) > 1
    assert [piece for line in last for piece in line.split("   ")] == [f"{look.sign} 1 {look.word}" for look in LOOKS.values()]


@pytest.mark.parametrize("write", [check_plain, check_csv])
def test_data_cannot_steer_a_terminal(write: Callable[[Checked], str]) -> None:
    target = replace(ADMISSIONS, title="Kết nạp \x1b[2J\x9b đảng\r viên\u202e")
    written = write(checked(verdict(target, 2023, Status.MET)))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", written)
    assert "Kết nạp \\x1b[2J\\x9b đảng" in written


def test_nothing_to_show_is_said() -> None:
    assert "No target has a period to show." in printed(checked())


def test_markup_and_control_characters_in_titles_do_nothing() -> None:
    target = replace(ADMISSIONS, title="[red]Kết nạp[/red] \x1b[2J")
    lines = printed(checked(verdict(target, 2023, Status.MET, value=Fraction(200))))
    assert any("[red]Kết nạp[/red] \\x1b[2J" in line for line in lines)


@pytest.mark.parametrize(
    ("achieved", "shown"),
    [
        pytest.param(Fraction(99_995, 100_000), "99.995%", id="almost all is not all"),
        pytest.param(Fraction(1), "100%", id="all"),
        pytest.param(Fraction(1, 1000), "0.1%", id="a little is not nothing"),
        pytest.param(Fraction(0), "0%", id="nothing"),
        pytest.param(Fraction(955, 1000), "96%", id="whole per cent"),
        pytest.param(Fraction(999, 100), "999%", id="the most that is said"),
        pytest.param(Fraction(99_901, 10_000), ">999%", id="more than that"),
        pytest.param(Fraction(2_000_000), ">999%", id="far more than that"),
    ],
)
def test_how_much_of_a_goal_is_achieved(achieved: Fraction, shown: str) -> None:
    assert percent(achieved) == shown


def test_the_bar_is_full_only_at_the_goal() -> None:
    lines = printed(checked(shared(GOOD, 2022, Status.MISSED, 7999, 10_000), shared(GOOD, 2023, Status.MET, 8, 10)))
    assert any("███████░" in line for line in lines)
    assert any("████████ 100%" in line for line in lines)


def test_every_status_has_a_sign_of_its_own() -> None:
    assert set(LOOKS) == {*Status, None}
    assert len({look.sign for look in LOOKS.values()}) == len(LOOKS)
    assert set(SEVERITIES) == {"error", "warning", "note"}


@pytest.mark.parametrize(("width", "said"), [(200, False), (60, True)])
def test_columns_without_room_are_named(width: int, *, said: bool) -> None:
    shown = "\n".join(printed(RUN, width))
    assert ("No room for: " in shown) is said
    if said:
        assert "Counted" in shown.partition("No room for: ")[2]
