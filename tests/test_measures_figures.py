"""Reported figures, growth and what is done: cases worked out by hand, and plain Python beside the program on random figures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partytrack import periods
from partytrack.messages import speaking
from partytrack.periods import Length, Span
from partytrack.targets import goals
from partytrack.targets.conditions import parse
from partytrack.targets.language import DONE, All, Done, Each, Figure, Growth, Must, Rows, Target, Term, Together, When
from partytrack.targets.verdicts import Wanted, verdicts
from storing import codes, in_memory, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partytrack.targets.judge import Verdict
    from partytrack.targets.language import Inner, Measure

TERM = Term("2020-2025", Span(date(2020, 8, 11), date(2025, 8, 10)), (2021, 2022, 2023, 2024, 2025), (), ())
YEARLY, WHOLE_TERM, IN_2025 = When(every=Length.YEAR), When(every=Length.TERM), When(by_year=2025)
MONTHS = [f"2023-{month:02}" for month in range(1, 13)]
GRASSROOTS, CELLS = ("kind in ('grassroots_committee', 'grassroots_cell')", "kind in ('grassroots_cell', 'sub_cell')")
CLOSED, LAST_DAY, EVE, MIDDLE = "2024-01-01", "2023-12-31", "2023-12-30", "2023-06-30"
TERM_OVER, IN_2024 = "2025-12-31", "2024-05-01"

Row = tuple[str, str] | tuple[str, str, str]
"""Period and value of a figure (`5%` is a share, `5 tấn` has its unit), and the unit it is of."""


@dataclass
class Figures:
    """A store in which every case has an indicator of its own, so that one store serves all of them."""

    store: Any
    names: Iterator[int] = field(default_factory=count)

    def told(self, *rows: Row) -> str:
        """A new indicator, reported so."""
        name = f"Chỉ tiêu {next(self.names)}"
        if rows:
            say(self.store, "figures", [{"indicator": name, **_row(*row)} for row in rows])
        return name

    def verdict(self, asked: Target, day: str, label: str = "2023", unit: str | None = None) -> Verdict:
        self.store.look(None)
        wanted = Wanted(date.fromisoformat(day), year=int(label) if label.isdigit() else None, by_unit=unit is not None)
        found = verdicts(self.store, replace(TERM, targets=(asked,)), wanted)
        (one,) = (each for each in found if (each.label, each.unit) == (label, unit))
        return one

    def status(self, asked: Target, day: str, label: str = "2023") -> str | None:
        one = self.verdict(asked, day, label)
        return one.status.value if one.status else None

    def said(self, asked: Target, day: str, label: str = "2023") -> tuple[object, ...]:
        one = self.verdict(asked, day, label)
        return one.status, one.value

    def value(self, asked: Target, day: str, label: str = "2023", unit: str | None = None) -> Fraction | None:
        return self.verdict(asked, day, label, unit).value


def _row(period: str, written: str, unit: str | None = None) -> dict[str, Any]:
    number, _, measured_in = written.partition(" ")
    if number.endswith("%"):
        return {"period": period, "unit": unit, "value": Decimal(number[:-1]) / 100, "measured_in": "%"}
    return {"period": period, "unit": unit, "value": Decimal(number), "measured_in": measured_in or None}


def target(measure: Measure, goal: str | None = None, when: When = YEARLY, **other: Any) -> Target:
    return Target("t", "T", measure, goals.parse(goal) if goal else None, when, "t.yaml", 1, **other)


def must(measure: Inner, goal: str, every: Length | None = None) -> Must:
    return Must(measure, goals.parse(goal), every)


def each(where: str, *asked: Must) -> Each:
    return Each(Rows("units", where=parse(where, "units")), asked)


def reason(verdict: Verdict) -> str:
    return str(verdict.reason or "")


@pytest.fixture(scope="module")
def figures() -> Iterator[Figures]:
    """Committee A with cell A1 below it, cells B and C; all in force since before the term."""
    with in_memory() as store:
        units = [
            {"code": "DB", "name": "Đảng bộ Khối", "kind": "upper_committee"},
            {"code": "A", "name": "Đảng bộ A", "kind": "grassroots_committee", "parent": "DB"},
            {"code": "A1", "name": "Chi bộ A1", "kind": "sub_cell", "parent": "A"},
            {"code": "B", "name": "Chi bộ B", "kind": "grassroots_cell", "parent": "DB"},
            {"code": "C", "name": "Chi bộ C", "kind": "grassroots_cell", "parent": "DB"},
        ]
        say(store, "units", units, stated_on="2020-06-30")
        yield Figures(store)


# --- the figure of a period, and figures added up -------------------------------------------------------------------------------


def months(value: int, first: int = 1, last: int = 12, *, without: tuple[int, ...] = ()) -> list[Row]:
    return [(MONTHS[month - 1], str(value)) for month in range(first, last + 1) if month not in without]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(months(10), 120, id="twelve months"),
        pytest.param([("2023-Q1", "1"), ("2023-Q2", "2"), ("2023-Q3", "4"), ("2023-Q4", "8")], 15, id="four quarters"),
        pytest.param([*months(10, 1, 3), ("2023-Q2", "7"), ("2023-H2", "100")], 137, id="months, a quarter and a half that follow one another"),
        pytest.param([("2023", "100"), *months(10)], 100, id="the year and its months: no day twice, the longer one"),
        pytest.param([("2023-H1", "50"), *months(10, 3)], 110, id="a half and months of it: those of July to December are added"),
        pytest.param([("2023-H1", "5"), ("2023-H2", "-7")], -2, id="below 0"),
        pytest.param([*months(10), ("2022-12", "900"), ("2024-01", "900"), ("2022", "900")], 120, id="nothing of other years"),
        pytest.param([*months(10), ("2023", "900", "B")], 120, id="nothing of one unit"),
        pytest.param([("2023-H1", "1 tấn"), ("2023-H2", "2")], 3, id="one without a unit of measurement takes that of the other"),
        pytest.param([("2023-H1", "1 tấn"), ("2023-H2", "2 Tấn")], 3, id="a unit of measurement in capitals is the same"),
    ],
)  # fmt: skip
def test_what_the_periods_come_to(figures: Figures, rows: list[Row], expected: int) -> None:
    asked = target(Figure(figures.told(*rows), "periods"), f">= {expected}")
    assert figures.said(asked, CLOSED) == ("met", expected)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(months(10, without=(4,)), "No figure for 2023-04: a sum without it would take it for 0.", id="a month in the middle"),
        pytest.param(months(10, without=(1,)), "No figure for 2023-01: a sum without it would take it for 0.", id="the first month"),
        pytest.param(
            months(10, without=(2, 7)), "No figure for 2023-02, 2023-07: a sum without it would take it for 0.", id="two months"
        ),
        pytest.param(
            [("2023-H1", "5"), ("2023-Q4", "5")], "No figure for 2023-Q3: a sum without it would take it for 0.", id="a quarter"
        ),
        pytest.param(
            months(10, 1, 11), "The figures to be added up do not reach the end of the period: the last one is of 2023-11.", id="the last month"
        ),
        pytest.param(
            [("2023-H1", "5"), ("2023-Q3", "5")],
            "The figures to be added up do not reach the end of the period: the last one is of 2023-Q3.",
            id="the last quarter",
        ),
        pytest.param([("2023-H1", "5%"), ("2023-H2", "6%")], "Percentages cannot be added up.", id="shares"),
        pytest.param([("2023-H1", "5%"), ("2023-H2", "6")], "Percentages cannot be added up.", id="a share and a number"),
        pytest.param(
            [("2023-H1", "5 tấn"), ("2023-H2", "6 tạ")], "The figures to be added up are in different units: tạ, tấn.", id="different units"
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_added_over_periods_is_no_data(figures: Figures, rows: list[Row], expected: str) -> None:
    one = figures.verdict(target(Figure(figures.told(*rows), "periods"), ">= 1"), CLOSED)
    assert (one.status, one.value, reason(one)) == ("no-data", None, expected)


@pytest.mark.parametrize(
    ("day", "rows", "expected"),
    [
        pytest.param("2023-06-30", months(10), ("behind", 60), id="what has ended by then: June has"),
        pytest.param("2023-06-29", months(10), ("behind", 50), id="June has not"),
        pytest.param("2023-12-30", months(10), ("on-track", 110), id="a figure is held against the goal itself, at any day"),
        pytest.param("2023-06-30", months(10, without=(3,)), ("no-data", None), id="a hole is one at any day"),
        pytest.param("2023-06-30", [("2023", "300")], ("not-due", None), id="the whole year is not known yet"),
    ],
)
def test_periods_added_while_the_year_is_open(figures: Figures, day: str, rows: list[Row], expected: tuple[str, int | None]) -> None:
    asked = target(Figure(figures.told(*rows), "periods"), ">= 110")
    assert figures.said(asked, day) == expected


def test_one_share_for_the_whole_period_is_no_sum(figures: Figures) -> None:
    asked = target(Figure(figures.told(("2023", "52.5%")), "periods"), ">= 52.5%")
    assert figures.said(asked, CLOSED) == ("met", Fraction(21, 40))


@pytest.mark.parametrize(
    ("rows", "sum_and_reported"),
    [
        pytest.param([("2023", "3", "A"), ("2023", "4", "B")], (7, 2), id="two units"),
        pytest.param([("2023", "3", "A"), ("2023", "2", "A1"), ("2023", "4", "B")], (7, 2), id="a unit below one that reported is part of it"),
        pytest.param([("2023", "2", "A1"), ("2023", "4", "B")], (6, 2), id="a unit below one that is silent speaks for it"),
        pytest.param([("2023", "9", "DB"), ("2023", "3", "A"), ("2023", "4", "B")], (9, 2), id="the superior of all"),
        pytest.param([("2023", "9"), ("2023", "4", "B")], (4, 1), id="the committee's own figure is none of them"),
        pytest.param([("2023-06", "4", "B"), ("2023-09", "5", "B"), ("2023", "1", "C")], (6, 2), id="of each the latest inside"),
        pytest.param([("2023-06", "4", "B"), ("2023", "5", "B"), ("2022", "9", "C")], (5, 1), id="of each the period's own"),
    ],
)  # fmt: skip
def test_what_the_units_come_to(figures: Figures, rows: list[Row], sum_and_reported: tuple[object, ...]) -> None:
    one = figures.verdict(target(Figure(figures.told(*rows), "units")), CLOSED)
    assert (one.value, one.reported) == sum_and_reported
    assert one.due == 3


@pytest.mark.parametrize(
    ("complete", "expected"),
    [
        pytest.param(Fraction(2, 3), ("met", ""), id="2 of 3 are enough"),
        pytest.param(Fraction(67, 100), ("no-data", "Only 2 of 3 units due have reported."), id="2 of 3 are less than 67%"),
    ],
)
def test_units_added_up_need_their_share_of_reports(figures: Figures, complete: Fraction, expected: tuple[str, str]) -> None:
    name = figures.told(("2023", "2", "A1"), ("2023", "4", "B"))
    one = figures.verdict(target(Figure(name, "units"), ">= 6", complete=complete), CLOSED)
    assert (one.status, reason(one)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([("2023", "5%", "B"), ("2023", "6%", "C")], "Percentages cannot be added up.", id="shares"),
        pytest.param(
            [("2023", "5 tấn", "B"), ("2023", "6 tạ", "C")], "The figures to be added up are in different units: tạ, tấn.", id="different units"
        ),
        pytest.param([("2023", "5 tấn", "B"), ("2023", "6 tấn", "C")], "The figure is in tấn, the target in hộ.", id="another unit than the target"),
        pytest.param([("2023", "5%", "B")], "The figure is a share in %, the goal is not.", id="one share against a number"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_over_units_is_no_data(figures: Figures, rows: list[Row], expected: str) -> None:
    one = figures.verdict(target(Figure(figures.told(*rows), "units"), ">= 1", measured_in="hộ"), CLOSED)
    assert (one.status, one.value, reason(one)) == ("no-data", None, expected)


def of(unit: str, rows: list[Row]) -> list[Row]:
    return [(row[0], row[1], unit) for row in rows]


def test_units_and_periods_added_up(figures: Figures) -> None:
    asked = target(Figure(figures.told(*of("A", months(10)), ("2023-H1", "1", "B"), ("2023-H2", "2", "B")), "both"), ">= 123")
    assert figures.said(asked, CLOSED) == ("met", 123)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [*of("A", months(10)), *of("B", months(1, without=(5,)))],
            "No figure for 2023-05: a sum without it would take it for 0.",
            id="a month of one of them",
        ),
        pytest.param(
            [*of("A", months(10)), ("2023-H1", "1", "B")],
            "The figures to be added up do not reach the end of the period: the last one is of 2023-H1.",
            id="the end of one of them",
        ),
    ],
)
def test_what_is_missing_of_one_unit_is_missing_in_the_sum(figures: Figures, rows: list[Row], expected: str) -> None:
    one = figures.verdict(target(Figure(figures.told(*rows), "both"), ">= 1"), CLOSED)
    assert (one.status, reason(one)) == ("no-data", expected)


def test_a_unit_that_is_part_of_another_may_miss_what_it_likes(figures: Figures) -> None:
    name = figures.told(*of("A", months(10)), ("2023-02", "5", "A1"), *of("B", months(1)))
    assert figures.value(target(Figure(name, "both")), CLOSED) == 132


def test_of_one_unit_only_its_own_reports_and_those_below_count(figures: Figures) -> None:
    name = figures.told(*of("A1", months(10)), ("2023-H1", "5", "B"), *of("C", months(1)))
    asked = target(Figure(name, "both"))
    assert [figures.value(asked, CLOSED, unit=unit) for unit in ("A", "B", "C")] == [120, None, 12]


@pytest.mark.parametrize(
    ("add", "rows", "expected"),
    [
        pytest.param(None, [("2023-Q1", "10"), ("2023-H1", "25"), ("2023-09", "40")], 40, id="the latest"),
        pytest.param(
            "periods", [("2023-Q1", "10"), ("2023-H1", "25"), ("2023-09", "40")], 40, id="over periods: the latest, never their sum"
        ),
        pytest.param("periods", [("2023", "55"), ("2023-12", "54")], 55, id="over periods: the year's own"),
        pytest.param("periods", [("2023-Q1", "10%"), ("2023-Q2", "20%")], Fraction(1, 5), id="one share is no sum of shares"),
        pytest.param(
            "units", [("2023-03", "1", "B"), ("2023-09", "4", "B"), ("2023-06", "20", "C")], 24, id="over units: the latest of each"
        ),
        pytest.param("both", [("2023-03", "1", "B"), ("2023-09", "4", "B"), ("2023", "20", "A")], 24, id="over both: the latest of each"),
    ],
)
def test_of_running_totals_the_latest_counts(figures: Figures, add: Any, rows: list[Row], expected: Fraction) -> None:
    assert figures.value(target(Figure(figures.told(*rows), add, running=True)), CLOSED) == expected


def test_two_values_for_one_key_are_no_data_until_one_is_said_alone(figures: Figures) -> None:
    name = "Chỉ tiêu hai số"
    rows = [{"indicator": name, "period": "2023", "value": value} for value in (5, 6)]
    asked = target(Figure(name), ">= 5")
    say(figures.store, "figures", rows[:1])
    assert figures.status(asked, CLOSED) == "met"
    assert codes(say(figures.store, "figures", rows)) == [("conflicting-figure", 2), ("conflicting-figure", 3)]
    assert figures.status(asked, CLOSED) == "no-data"
    say(figures.store, "figures", [*rows[1:], *rows[1:]])
    assert figures.value(asked, CLOSED) == 6


def test_two_values_for_one_month_leave_a_hole(figures: Figures) -> None:
    one = figures.verdict(target(Figure(figures.told(*months(10), ("2023-05", "11")), "periods"), ">= 1"), CLOSED)
    assert (one.status, reason(one)) == ("no-data", "No figure for 2023-05: a sum without it would take it for 0.")


def test_a_figure_is_held_against_what_was_handed_down(figures: Figures) -> None:
    reached, missed = (
        replace(target(Figure(figures.told(("2023", value), ("2023", "49.9", "B"))), ">= allocated"), id="quota")
        for value in ("120", "119.9")
    )
    one = figures.verdict(reached, CLOSED)
    assert (one.status, reason(one)) == ("no-data", "No quota of this target was handed down for the period.")
    quotas = [{"target": "quota", "unit": unit, "period": "2023", "value": value} for unit, value in (("A", 70), ("A1", 60), ("B", 50))]
    say(figures.store, "allocations", quotas)
    assert [figures.status(each, CLOSED) for each in (reached, missed)] == ["met", "missed"]  # of A1 it is a part of what A was given
    line = figures.verdict(reached, CLOSED, unit="B")
    assert (line.status, line.goal and line.goal.text) == ("missed", ">= 50")


# --- a figure by a year, along its straight line --------------------------------------------------------------------------------

LINE_IN_2022 = "43.997809419496"  # 40 + 10 × 730 ÷ 1826 = 43.99780941949616…: the days to the end of 2022 and of 2025


@pytest.mark.parametrize(
    ("goal", "rows", "day", "expected"),
    [
        pytest.param(">= 50", [("2020", "40"), ("2022", LINE_IN_2022)], MIDDLE, "behind", id="just below the line"),
        pytest.param(">= 50", [("2020", "40"), ("2022", "43.997809419497")], MIDDLE, "on-track", id="just above the line"),
        pytest.param("<= 30", [("2020", "40"), ("2022", "36.002190580503")], MIDDLE, "on-track", id="downwards just below the line"),
        pytest.param("<= 30", [("2020", "40"), ("2022", "36.002190580504")], MIDDLE, "behind", id="downwards just above the line"),
        pytest.param("50 .. 60", [("2020", "40"), ("2022", "44")], MIDDLE, "on-track", id="a range has its line to the end it is met from"),
        pytest.param(">= 913", [("2020", "0"), ("2022", "365")], MIDDLE, "on-track", id="exactly on the line: half a unit a day"),
        pytest.param("<= -913", [("2020", "0"), ("2022", "-365")], MIDDLE, "on-track", id="downwards exactly on the line"),
        pytest.param(">= 50", [("2020", "40"), ("2021", "45"), ("2022", "43")], MIDDLE, "behind", id="the latest counts, not the best"),
        pytest.param(">= 50", [("2020", "40"), ("2022", "50")], MIDDLE, "on-track", id="reached already, and may be lost again"),
        pytest.param(">= 50", [("2020", "40"), ("2025-Q1", "49.9")], "2025-06-30", "on-track", id="in the year itself, along the line"),
        pytest.param(
            ">= 50", [("2020", "40"), ("2022", "49"), ("2025-Q1", "45")], "2025-06-30", "behind", id="in the year itself, below it"
        ),
        pytest.param(">= 50", [("2022", "49")], MIDDLE, "not-due", id="the base year is not reported: no line"),
        pytest.param(
            ">= 50", [("2020", "40"), ("2021", "41"), ("2022", "49", "B")], MIDDLE, "behind", id="a unit's figure is not the committee's"
        ),
        pytest.param(">= 50", [("2020", "40"), ("2025", "50")], TERM_OVER, "met", id="over, and there"),
        pytest.param(">= 50", [("2020", "40"), ("2025", "49.999999999999")], TERM_OVER, "missed", id="over, and not there"),
        pytest.param(">= 50", [("2020", "40"), ("2024", "70")], TERM_OVER, "no-data", id="over, and the year itself not reported"),
        pytest.param("within 48 .. 52", [("2020", "40"), ("2022", "44")], MIDDLE, "behind", id="a band has no line"),
        pytest.param("within 48 .. 52", [("2020", "40"), ("2022", "52")], MIDDLE, "on-track", id="inside its band"),
    ],
)
def test_a_figure_by_a_year_with_its_base(figures: Figures, goal: str, rows: list[Row], day: str, expected: str) -> None:
    asked = target(Figure(figures.told(*rows)), goal, IN_2025, base_year=2020)
    assert figures.status(asked, day, "2025") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [pytest.param("50", "on-track", id="it holds"), pytest.param("49", "not-due", id="without a base no pace is known")],
)
def test_a_figure_by_a_year_without_base(figures: Figures, value: str, expected: str) -> None:
    assert figures.status(target(Figure(figures.told(("2022", value))), ">= 50", IN_2025), MIDDLE, "2025") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # From the end of 2020 to 30 June 2025 are 1642 days, to the end of 2022 730: 40 + 10 × 730 ÷ 1642 = 44.4457…
        pytest.param("44.446", "on-track", id="above the line to the day"),
        pytest.param("44.445", "behind", id="below the line to the day"),
    ],
)
def test_a_figure_by_a_day_with_its_base(figures: Figures, value: str, expected: str) -> None:
    asked = target(Figure(figures.told(("2020", "40"), ("2022", value))), ">= 50", When(by_day=date(2025, 6, 30)), base_year=2020)
    assert figures.status(asked, MIDDLE, "2025-06-30") == expected


@pytest.mark.parametrize(
    ("add", "rows", "expected"),
    [
        pytest.param("periods", [("2022-H1", "20"), ("2022-H2", "31"), ("2023-Q1", "9")], ("on-track", 51), id="the latest whole year, not a part of one"),
        pytest.param("periods", [("2022-H1", "20"), ("2022-H2", "31"), ("2023-Q1", "9", "B")], ("on-track", 51), id="a unit's figures are others"),
        pytest.param("units", [("2021", "90", "B"), ("2022", "20", "B"), ("2022", "31", "A")], ("on-track", 51), id="over units"),
        pytest.param("both", [("2022-H1", "20", "B"), ("2022-H2", "31", "B"), ("2023-Q1", "9")], ("on-track", 51), id="over both"),
    ],
)  # fmt: skip
def test_what_is_added_up_by_a_year(figures: Figures, add: Any, rows: list[Row], expected: tuple[str, int]) -> None:
    asked = target(Figure(figures.told(*rows), add), ">= 51", IN_2025)
    assert figures.said(asked, MIDDLE, "2025") == expected


# --- growth ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "goal", "rows", "expected"),
    [
        # 1000 × 1.15⁵ = 2011.3571875
        pytest.param("average", ">= 15%", [("2020", "1000"), ("2025", "2011.3571875")], "met", id="average: exactly 15%"),
        pytest.param("average", ">= 15%", [("2020", "1000"), ("2025", "2011.357187499999")], "missed", id="average: one unit of the last decimal below"),
        pytest.param("average", "> 15%", [("2020", "1000"), ("2025", "2011.3571875")], "missed", id="average: no more than 15%"),
        pytest.param("average", "> 15%", [("2020", "1000"), ("2025", "2011.357187500001")], "met", id="average: one unit of the last decimal above"),
        pytest.param("average", "<= 15%", [("2020", "1000"), ("2025", "2011.3571875")], "met", id="average: at most, on it"),
        pytest.param("average", "<= 15%", [("2020", "1000"), ("2025", "2011.357187500001")], "missed", id="average: at most, just above"),
        pytest.param("average", "< 15%", [("2020", "1000"), ("2025", "2011.3571875")], "missed", id="average: less than, on it"),
        pytest.param("average", "within 14% .. 15%", [("2020", "1000"), ("2025", "2011.357187500001")], "missed", id="average: above a band"),
        # 1000 × 0.97⁵ = 858.7340257
        pytest.param("average", "<= -3%", [("2020", "1000"), ("2025", "858.7340257")], "met", id="average: a decrease, on it"),
        pytest.param("average", "<= -3%", [("2020", "1000"), ("2025", "858.734025700001")], "missed", id="average: a decrease, just short"),
        pytest.param("average", "> -100%", [("2020", "1000"), ("2025", "0")], "missed", id="average: nothing left is exactly -100%"),
        pytest.param("total", ">= 10%", [("2020", "3"), ("2025", "3.3")], "met", id="total: exactly 10%"),
        pytest.param("total", ">= 10%", [("2020", "3"), ("2025", "3.299999999999")], "missed", id="total: just below"),
        pytest.param("total", ">= 10%", [("2020", "50%"), ("2025", "55%")], "met", id="total: of shares it is a rate too"),
        pytest.param("total", "<= -100%", [("2020", "100"), ("2025", "-5")], "met", id="total: below 0 it has fallen by more than all"),
        pytest.param("difference", ">= 10", [("2020", "100"), ("2025", "110")], "met", id="difference: exactly 10"),
        pytest.param("difference", ">= 10", [("2020", "100"), ("2025", "109.999999999999")], "missed", id="difference: just below"),
        pytest.param("difference", "<= -1.5 pp", [("2020", "6.2%"), ("2025", "4.7%")], "met", id="difference: of shares in points"),
        pytest.param("difference", "<= -1.5 pp", [("2020", "6.2%"), ("2025", "4.7000000001%")], "missed", id="difference: of shares just short"),
        pytest.param("difference", "-3 pp .. -5 pp", [("2020", "9%"), ("2025", "6%")], "met", id="difference: a range from its first end"),
        pytest.param("difference", "-3 pp .. -5 pp", [("2020", "9%"), ("2025", "6.01%")], "missed", id="difference: before the range"),
        pytest.param("difference-per-year", ">= 2", [("2020", "100"), ("2025", "110")], "met", id="a year: 10 in 5 years are 2"),
        pytest.param("difference-per-year", ">= 2", [("2020", "100"), ("2025", "109.999999999999")], "missed", id="a year: just below"),
        pytest.param("difference-per-year", "<= -1 pp", [("2020", "8%"), ("2025", "3%")], "met", id="a year: one point"),
        pytest.param("difference-per-year", "<= -1 pp", [("2020", "8%"), ("2025", "3.01%")], "missed", id="a year: less than a point"),
    ],
)  # fmt: skip
def test_growth_over_the_term(figures: Figures, form: Any, goal: str, rows: list[Row], expected: str) -> None:
    asked = target(Growth(Figure(figures.told(*rows)), form, 2020), goal, WHOLE_TERM)
    assert figures.status(asked, TERM_OVER, "2020-2025") == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        pytest.param("average", "1/10", id="average"),
        pytest.param("total", "4641/10000", id="total"),
        pytest.param("difference", "4641", id="difference"),
        pytest.param("difference-per-year", "4641/4", id="difference a year"),
    ],
)
def test_what_has_grown_by_a_tenth_four_times(figures: Figures, form: Any, expected: str) -> None:
    name = figures.told(("2021", "10000"), ("2025", "14641"))
    assert figures.value(target(Growth(Figure(name), form, 2021), when=WHOLE_TERM), TERM_OVER, "2020-2025") == Fraction(expected)


@pytest.mark.parametrize(
    ("form", "rows", "expected"),
    [
        pytest.param("total", [("2025", "10")], "No figure for 2020, which it is held against.", id="no base"),
        pytest.param("total", [("2020", "10"), ("2024", "11")], "No figure for 2025.", id="no last year"),
        pytest.param("total", [("2020", "10")], "Nothing was reported for this period.", id="nothing after the base"),
        pytest.param("total", [("2020", "0"), ("2025", "10")], "The figure for 2020 is 0: no growth can be said from it.", id="from 0"),
        pytest.param("difference", [("2020", "-5"), ("2025", "10")], "The figure for 2020 is -5: no growth can be said from it.", id="from below 0"),
        pytest.param("average", [("2020", "10"), ("2025", "-5")], "The figure for 2025 is -5: no growth can be said from it.", id="a mean rate to below 0"),
        pytest.param(
            "total", [("2020", "10"), ("2025-H1", "11")], "Periods of different length cannot be compared: 2020 and 2025-H1.", id="a half and a year"
        ),
        pytest.param(
            "total", [("2020-Q4", "10"), ("2025-12", "11")], "Periods of different length cannot be compared: 2020-Q4 and 2025-12.", id="a quarter and a month"
        ),
        pytest.param("total", [("2020", "10 tấn"), ("2025", "11 tạ")], "The figures are in different units: tấn and tạ.", id="different units"),
        pytest.param("total", [("2020", "10"), ("2025", "11%")], "The figures are in different units: — and %.", id="a number and a share"),
        pytest.param(
            "difference", [("2020", "10%"), ("2025", "90%")],
            "The figure is a share in %: its difference is held against percentage points (pp).", id="points against a number",
        ),
        pytest.param("total", [("2020", "10", "B"), ("2025", "90", "B")], "Nothing was reported for this period.", id="only one unit's figures"),
    ],
)  # fmt: skip
def test_growth_that_cannot_be_said_is_no_data(figures: Figures, form: Any, rows: list[Row], expected: str) -> None:
    goal = ">= 1%" if form in ("total", "average") else ">= 1"
    one = figures.verdict(target(Growth(Figure(figures.told(*rows)), form, 2020), goal, WHOLE_TERM), TERM_OVER, "2020-2025")
    assert (one.status, one.value, reason(one)) == ("no-data", None, expected)


def test_a_plain_difference_is_not_held_against_points(figures: Figures) -> None:
    name = figures.told(("2020", "10 tấn"), ("2025", "90 tấn"))
    one = figures.verdict(target(Growth(Figure(name), "difference", 2020), ">= 1 pp", WHOLE_TERM), TERM_OVER, "2020-2025")
    assert (one.status, reason(one)) == ("no-data", "The figure is in tấn, the goal in percentage points.")


def test_equal_parts_of_two_years_are_compared(figures: Figures) -> None:
    name = figures.told(("2020-H1", "10"), ("2025-H1", "11"))
    assert figures.value(target(Growth(Figure(name), "total", 2020), when=WHOLE_TERM), TERM_OVER, "2020-2025") == Fraction(1, 10)


TO_2023 = [("2021", "100"), ("2022", "105"), ("2023", "121")]  # 10% a year from 2021 to 2023


@pytest.mark.parametrize(
    ("goal", "rows", "expected"),
    [
        pytest.param(">= 10%", TO_2023, "on-track", id="to the latest year reported: two years of 10%"),
        pytest.param("> 10%", TO_2023, "behind", id="no more than that"),
        pytest.param(">= 10%", TO_2023[:2], "behind", id="to 2022, where 2023 is not reported: 5%"),
        pytest.param(">= 10%", [*TO_2023, ("2024-Q1", "10")], "on-track", id="a quarter of the year that runs is not looked at"),
        pytest.param(">= 10%", [("2021", "100"), ("2022", "110"), ("2023-H1", "1")], "on-track", id="half of a year that has ended is no whole year"),
        pytest.param(">= 10%", [("2021-H1", "100"), ("2022-H1", "110"), ("2023", "1")], "on-track", id="where halves are compared, the latest half"),
        pytest.param(">= 10%", TO_2023[:1], "not-due", id="nothing after the base yet"),
        pytest.param(">= 10%", [], "not-due", id="nothing at all yet"),
        pytest.param(">= 10%", TO_2023[1:], "no-data", id="no base: nothing will come of it"),
    ],
)  # fmt: skip
def test_growth_while_the_term_runs(figures: Figures, goal: str, rows: list[Row], expected: str) -> None:
    asked = target(Growth(Figure(figures.told(*rows)), "average", 2021), goal, WHOLE_TERM)
    assert figures.status(asked, IN_2024, "2020-2025") == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2026-01-30", "on-track", id="30 days for reports are not over: to 2024"),
        pytest.param("2026-01-31", "no-data", id="they are over: 2025 is missing"),
    ],
)
def test_the_last_year_may_be_reported_late(figures: Figures, day: str, expected: str) -> None:
    name = figures.told(("2022", "100"), ("2024", "121"))
    asked = target(Growth(Figure(name), "average", 2022), ">= 10%", WHOLE_TERM, report_by=31)
    assert figures.status(asked, day, "2020-2025") == expected


@pytest.mark.parametrize(
    ("day", "label", "expected"),
    [
        pytest.param(CLOSED, "2021", ("no-data", None), id="no figure for 2020"),
        pytest.param(CLOSED, "2022", ("missed", Fraction(9, 100)), id="100 to 109"),
        pytest.param(LAST_DAY, "2023", ("met", Fraction(1, 10)), id="109 to 119.9, closed on the last day"),
        pytest.param(EVE, "2023", ("not-due", None), id="an open year has no whole year of its own yet"),
    ],
)
@pytest.mark.parametrize("form", ["average", "total"])
def test_every_year_is_held_against_the_year_before(figures: Figures, form: Any, day: str, label: str, expected: tuple[str, Any]) -> None:
    name = figures.told(("2021", "100"), ("2022", "109"), ("2023", "119.9"))
    one = figures.verdict(target(Growth(Figure(name), form), ">= 10%"), day, label)
    assert (one.status, one.value) == expected


def test_a_mean_rate_over_one_year_may_fall_below_0(figures: Figures) -> None:
    name = figures.told(("2022", "100"), ("2023", "-5"))
    assert figures.value(target(Growth(Figure(name), "average"), ">= -104%"), CLOSED) is not None
    assert figures.status(target(Growth(Figure(name), "average"), ">= -105%"), CLOSED) == "met"
    assert figures.status(target(Growth(Figure(name), "average"), ">= -104.99%"), CLOSED) == "missed"


@pytest.mark.parametrize(
    ("add", "rows", "expected"),
    [
        pytest.param("units", [("2022", "6", "A"), ("2022", "4", "B"), ("2023", "7", "A"), ("2023", "4", "B")], "1/10", id="units"),
        pytest.param("periods", [("2022-H1", "4"), ("2022-H2", "6"), ("2023-H1", "5"), ("2023-H2", "6")], "1/10", id="halves and halves"),
        pytest.param("periods", [("2022", "100"), *months(10)], "1/5", id="a year, and the months of a year"),
        pytest.param("periods", [("2022-H1", "4"), *months(10)], None, id="half a base year is no year"),
        pytest.param("periods", [("2022", "100"), *months(10, 1, 11)], None, id="eleven months are no year"),
        pytest.param(
            "periods", [*[(f"2022-{month:02}", "10") for month in range(1, 12)], *months(10)], None, id="eleven months and twelve"
        ),
        pytest.param("both", [("2022", "100", "B"), *of("B", months(10))], "1/5", id="units and periods"),
        pytest.param("both", [("2022", "100", "B"), ("2022-H1", "9", "C"), *of("B", months(10))], None, id="half a base year of one unit"),
    ],
)
def test_growth_of_what_is_added_up(figures: Figures, add: Any, rows: list[Row], expected: str | None) -> None:
    one = figures.verdict(target(Growth(Figure(figures.told(*rows), add), "total"), ">= 1%"), CLOSED)
    assert (one.status, one.value) == (("met", Fraction(expected)) if expected else ("no-data", None))


def test_while_the_term_runs_a_year_not_added_up_to_its_end_is_not_looked_at(figures: Figures) -> None:
    name = figures.told(("2021", "100"), ("2022", "110"), *months(1, 1, 10))
    assert figures.value(target(Growth(Figure(name, "periods"), "total", 2021), when=WHOLE_TERM), IN_2024, "2020-2025") == Fraction(1, 10)


# --- done -----------------------------------------------------------------------------------------------------------------------

NO, YES = "0", "1"


@pytest.mark.parametrize(
    ("rows", "day", "expected"),
    [
        pytest.param([], CLOSED, "no-data", id="nothing"),
        pytest.param([], MIDDLE, "not-due", id="nothing while open"),
        pytest.param([("2021", NO)], CLOSED, "missed", id="no"),
        pytest.param([("2021", NO)], MIDDLE, "behind", id="no while open"),
        pytest.param([("2021", YES)], CLOSED, "met", id="yes, two years ago"),
        pytest.param([("2021", YES)], MIDDLE, "on-track", id="yes while open: it may be undone"),
        pytest.param([("2021", YES), ("2023-12", NO)], CLOSED, "missed", id="yes, then no"),
        pytest.param([("2021", YES), ("2023-12", NO)], EVE, "on-track", id="yes, before the no is true"),
        pytest.param([("2021", NO), ("2023-12", YES)], CLOSED, "met", id="no, then yes"),
        pytest.param([("2021", NO), ("2023-12", YES)], EVE, "behind", id="no, before the yes is true"),
        pytest.param([("2021", YES), ("2022", NO), ("2023-03", YES)], CLOSED, "met", id="yes, no, yes"),
        pytest.param([("2022", YES), ("2022-06", NO)], CLOSED, "met", id="what is true from a later day counts, whenever its period began"),
        pytest.param([("2024-01", YES)], IN_2024, "no-data", id="only said after the period"),
        pytest.param([("2021", YES), ("2024-01", NO)], IN_2024, "met", id="undone after the period"),
        pytest.param([("2021", YES, "B")], CLOSED, "no-data", id="only one unit's"),
        pytest.param([("2021", "2")], CLOSED, "no-data", id="neither yes nor no"),
        pytest.param([("2021", YES), ("2021", NO)], CLOSED, "no-data", id="yes and no at once"),
    ],
)
def test_whether_it_is_done_in_2023(figures: Figures, rows: list[Row], day: str, expected: str) -> None:
    assert figures.status(target(Done(figures.told(*rows))), day) == expected


@pytest.mark.parametrize(
    ("when", "label", "day", "expected"),
    [
        pytest.param(IN_2025, "2025", MIDDLE, "not-due", id="by a year that has not begun"),
        pytest.param(IN_2025, "2025", "2025-01-01", "on-track", id="by a year that has"),
        pytest.param(IN_2025, "2025", TERM_OVER, "met", id="by a year that has ended"),
        pytest.param(WHOLE_TERM, "2020-2025", MIDDLE, "on-track", id="in the term"),
        pytest.param(When(by_day=date(2023, 5, 31)), "2023-05-31", "2023-05-31", "met", id="by the day it is true"),
        pytest.param(When(by_day=date(2023, 5, 30)), "2023-05-30", CLOSED, "no-data", id="by the day before"),
    ],
)
def test_when_what_is_done_in_may_is_due(figures: Figures, when: When, label: str, day: str, expected: str) -> None:
    assert figures.status(target(Done(figures.told(("2023-05", YES))), when=when), day, label) == expected


def test_a_number_in_a_reason_is_written_as_people_write_it(figures: Figures) -> None:
    one = figures.verdict(target(Done(figures.told(("2023", "0.50")))), CLOSED)
    assert reason(one) == "0.5 is neither yes (1) nor no (0)."
    with speaking("vi"):
        assert reason(one).startswith("0,5 ")


# --- one by one, and several that must all hold ---------------------------------------------------------------------------------


def cells(figures: Figures, asked: Must, day: str = CLOSED, when: When = YEARLY, label: str = "2023") -> tuple[object, ...]:
    """Of the three cells A1, B and C: the status of `= 100%`, how many do what they must, and of how many."""
    one = figures.verdict(target(each(CELLS, asked), "= 100%", when), day, label)
    return one.status, one.numerator, one.denominator


@pytest.mark.parametrize(
    ("figure", "goal", "rows", "holding"),
    [
        pytest.param({}, ">= 100", [("2023", "100", "A1"), ("2023", "101", "B"), ("2023", "100.0", "C")], 3, id="all"),
        pytest.param({}, ">= 100", [("2023", "100", "A1"), ("2023", "99.999999999999", "B")], 1, id="one just below, one silent"),
        pytest.param({}, "<= 100", [("2023", "100", "A1"), ("2023", "100.000000000001", "B")], 1, id="one just above, and silence is not 0"),
        pytest.param({}, "= 0", [("2023", "0", "A1"), ("2022", "0", "B"), ("2023", "0")], 1, id="silence is not 0 where none is allowed"),
        pytest.param({}, ">= 100", [("2023-Q1", "1", "A1"), ("2023-Q2", "100", "A1"), ("2023", "1", "B"), ("2023-12", "100", "B")], 1, id="the year's own, else the latest"),
        pytest.param({}, ">= 80%", [("2023", "80%", "A1"), ("2023", "79.9%", "B"), ("2023", "95", "C")], 1, id="a number is no share"),
        pytest.param({}, ">= 80", [("2023", "80", "A1"), ("2023", "95%", "B")], 1, id="a share is no number"),
        pytest.param({}, ">= 1", [("2023", "5", "B"), ("2023", "6", "B"), ("2023", "5", "C")], 1, id="two values for one key"),
        pytest.param({"add": "periods"}, ">= 120", [*of("A1", months(10)), *of("B", months(20, 1, 11)), *of("C", months(20, without=(2,)))], 1, id="added over periods: whole, cut short, with a hole"),
        pytest.param({"running": True}, ">= 120", [("2023-03", "10", "A1"), ("2023-09", "120", "A1"), ("2023-03", "120", "B"), ("2023-09", "119", "B")], 1, id="running totals: the latest"),
    ],
)  # fmt: skip
def test_figures_cell_by_cell(figures: Figures, figure: dict[str, Any], goal: str, rows: list[Row], holding: int) -> None:
    asked = must(Figure(figures.told(*rows), **figure), goal)
    assert cells(figures, asked) == ("met" if holding == 3 else "missed", holding, 3)


def test_a_committee_is_told_of_by_the_cell_below_it_where_units_are_added(figures: Figures) -> None:
    name = figures.told(("2023", "5", "A1"), ("2023", "5", "B"))
    one = figures.verdict(target(each(GRASSROOTS, must(Figure(name, "units"), ">= 5")), "= 100%"), CLOSED)
    assert (one.numerator, one.denominator) == (Fraction(2), Fraction(3))
    assert (one.reported, one.due) == (2, 3)


@pytest.mark.parametrize(
    ("day", "rows", "expected"),
    [
        pytest.param(CLOSED, [], ("no-data", None, None), id="nobody, and the year is over"),
        pytest.param(MIDDLE, [], ("not-due", None, None), id="nobody yet"),
        pytest.param("2023-03-31", [("2023-Q1", "5", "B")], ("missed", 1, 3), id="the first quarter is over, two are silent"),
        pytest.param("2023-03-30", [("2023-Q1", "5", "B")], ("not-due", None, None), id="the first quarter is not over"),
        pytest.param(MIDDLE, [("2023-Q1", "5", unit) for unit in ("A1", "B", "C")], ("on-track", 3, 3), id="the second nobody has reported yet"),
        pytest.param(
            MIDDLE,
            [*(("2023-Q1", "5", unit) for unit in ("A1", "B", "C")), ("2023-Q2", "5", "C")],
            ("missed", 1, 3),
            id="the second one has reported: the others are silent",
        ),
        pytest.param(CLOSED, [("2023-Q1", "5", "B")], ("missed", 0, 3), id="all four count once the year is over"),
        pytest.param(CLOSED, [(f"2023-Q{n}", "5", "B") for n in (1, 2, 3, 4)], ("missed", 1, 3), id="one has all four"),
        pytest.param(CLOSED, [("2023", "5", "B")], ("missed", 0, 3), id="the year's figure is none of a quarter"),
    ],
)  # fmt: skip
def test_every_quarter_cell_by_cell(figures: Figures, day: str, rows: list[Row], expected: tuple[object, ...]) -> None:
    assert cells(figures, must(Figure(figures.told(*rows)), ">= 5", Length.QUARTER), day) == expected


@pytest.mark.parametrize(
    ("form", "goal", "rows", "holding"),
    [
        pytest.param("total", ">= 10%", [("2022", "100", "B"), ("2023", "110", "B"), ("2022", "100", "C"), ("2023", "109.999999999999", "C")], 1, id="exactly a tenth, and less"),
        pytest.param("total", ">= 10%", [("2023", "110", "B"), ("2022", "0", "C"), ("2023", "110", "C"), ("2022", "10", "A1"), ("2023", "11", "A1")], 1, id="no base, and a base of 0"),
        pytest.param("difference", ">= 1 pp", [("2022", "5%", "B"), ("2023", "6%", "B"), ("2022", "5", "C"), ("2023", "9", "C")], 1, id="numbers have no points"),
        pytest.param("difference", ">= 1", [("2022", "5%", "B"), ("2023", "600%", "B"), ("2022", "5", "C"), ("2023", "6", "C")], 1, id="shares have no other difference"),
    ],
)  # fmt: skip
def test_growth_cell_by_cell(figures: Figures, form: Any, goal: str, rows: list[Row], holding: int) -> None:
    assert cells(figures, must(Growth(Figure(figures.told(*rows)), form), goal)) == ("missed", holding, 3)


def test_growth_beyond_forty_digits_is_still_held_exactly(figures: Figures) -> None:
    # 10²⁰ × (1 − 10⁻⁸)⁵ ends with 5 × 10⁻¹² − 10⁻²⁰: the figure is 10⁻²⁰ above it, the rates differ in the 41st digit.
    above = "99999995000000099999.999000000005"
    assert Fraction(above) - 10**20 * (1 - Fraction(1, 10**8)) ** 5 == Fraction(1, 10**20)
    growth = Growth(
        Figure(
            figures.told(
                *((period, value, unit) for unit in ("A1", "B", "C") for period, value in (("2020", f"{10**20}"), ("2025", above)))
            )
        ),
        "average",
        2020,
    )
    over = {"day": TERM_OVER, "when": WHOLE_TERM, "label": "2020-2025"}
    assert cells(figures, must(growth, "> -0.000001%"), **over) == ("met", 3, 3)  # type: ignore[arg-type]
    assert cells(figures, must(growth, "<= -0.000001%"), **over) == ("missed", 0, 3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "day", "expected"),
    [
        pytest.param([("2021", YES, "A1"), ("2022-05", YES, "B"), ("2023-12", YES, "C")], CLOSED, ("met", 3, 3), id="all, at some time"),
        pytest.param([("2021", YES, "A1"), ("2023-12", NO, "A1"), ("2022", NO, "B"), ("2021", NO, "C"), ("2023-01", YES, "C")], CLOSED, ("missed", 1, 3), id="undone, never, then done"),
        pytest.param([("2021", YES, "A1"), ("2021", YES, "B")], CLOSED, ("missed", 2, 3), id="one is silent"),
        pytest.param([("2021", YES)], CLOSED, ("missed", 0, 3), id="the committee's own is no cell's"),
        pytest.param([("2021", YES, "A1"), ("2021", YES, "B"), ("2021", YES, "C"), ("2023", NO)], CLOSED, ("met", 3, 3), id="the committee's own takes nothing away"),
        pytest.param([("2021", YES, "A1")], MIDDLE, ("not-due", None, None), id="while the year is open"),
    ],
)  # fmt: skip
def test_what_is_done_cell_by_cell(figures: Figures, rows: list[Row], day: str, expected: tuple[object, ...]) -> None:
    assert cells(figures, Must(Done(figures.told(*rows)), DONE), day) == expected


def test_what_the_committee_says_of_itself_hides_no_quarter_of_the_cells(figures: Figures) -> None:
    name = figures.told(("2023-Q2", YES), *((f"2023-Q{n}", value, unit) for unit in ("A1", "B", "C") for n, value in ((1, NO), (2, YES))))
    assert cells(figures, Must(Done(name), DONE, Length.QUARTER), MIDDLE) == ("missed", 0, 3)


def test_all_of_several_figures_must_hold_of_one_cell(figures: Figures) -> None:
    one, other = figures.told(*((("2023", "5", unit)) for unit in ("A1", "B", "C"))), figures.told(("2023", "5", "B"))
    asked = target(each(CELLS, must(Figure(one), ">= 5"), must(Figure(other), ">= 5")), "= 100%")
    assert figures.said(asked, CLOSED) == ("missed", Fraction(1, 3))


@pytest.mark.parametrize(
    ("value", "grown", "done", "day", "expected"),
    [
        pytest.param("10", "110", YES, TERM_OVER, ("met", 3), id="all hold"),
        pytest.param("9", "110", YES, TERM_OVER, ("missed", 2), id="the figure does not"),
        pytest.param("10", "109", YES, TERM_OVER, ("missed", 2), id="the growth does not"),
        pytest.param("9", "109", NO, TERM_OVER, ("missed", 0), id="none does"),
        pytest.param("10", "110", None, TERM_OVER, ("no-data", None), id="of one nothing is known"),
        pytest.param("9", "110", None, TERM_OVER, ("missed", 1), id="missed is worse than no data"),
        pytest.param("10", "110", YES, IN_2024, ("on-track", 3), id="all hold so far"),
        pytest.param("10", "109", YES, IN_2024, ("behind", 2), id="one does not so far"),
        pytest.param("10", "110", None, IN_2024, ("not-due", 2), id="of one nothing is known yet"),
        pytest.param("10", "109", None, IN_2024, ("behind", 1), id="behind is worse than not due"),
    ],
)
def test_all_stands_as_its_worst(
    figures: Figures, value: str, grown: str, done: str | None, day: str, expected: tuple[object, ...]
) -> None:
    year = "2023" if day == IN_2024 else "2025"
    asked = All(
        (
            Together(Figure(figures.told((year, value))), goals.parse(">= 10")),
            Together(Growth(Figure(figures.told(("2020", "100"), (year, grown))), "total", 2020), goals.parse(">= 10%")),
            Together(Done(figures.told(*([("2021", done)] if done else []))), DONE),
        )
    )
    assert figures.said(target(asked, when=WHOLE_TERM), day, "2020-2025") == expected


def test_the_cells_may_be_one_of_all(figures: Figures) -> None:
    name = figures.told(("2023", "7"), *(("2023", "5", unit) for unit in ("A1", "B", "C")))
    everybody = Together(each(CELLS, must(Figure(name), ">= 5")), goals.parse("= 100%"))
    both = [Together(Figure(name), goals.parse(goal)) for goal in (">= 7", ">= 8")]
    assert figures.said(target(All((everybody, both[0]))), CLOSED) == ("met", 2)
    assert figures.said(target(All((everybody, both[1]))), CLOSED) == ("missed", 1)


# --- random figures beside plain Python -----------------------------------------------------------------------------------------

random = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
PARTS = {"2023": ["2023-H1", "2023-H2"], "2023-H1": ["2023-Q1", "2023-Q2"], "2023-H2": ["2023-Q3", "2023-Q4"]}
PARTS |= {f"2023-Q{n + 1}": MONTHS[3 * n : 3 * n + 3] for n in range(4)}
VALUES = st.integers(-50, 50)


@st.composite
def reports(draw: st.DrawFn) -> dict[str, int]:
    """A year in pieces that follow one another, some of them missing, some told twice in another length."""

    def pieces(label: str) -> list[str]:
        return [label] if label not in PARTS or draw(st.integers(0, 3)) == 0 else [one for part in PARTS[label] for one in pieces(part)]

    labels = pieces("2023") + draw(st.lists(st.sampled_from([*PARTS, *MONTHS]), max_size=2))
    missing = draw(st.lists(st.sampled_from(labels), max_size=2))
    return {label: draw(VALUES) for label in labels if label not in missing}


@random
@given(told=reports(), as_of=st.sampled_from([date(2023, 12, 31), date(2024, 3, 1)]) | st.dates(date(2023, 1, 31), date(2023, 12, 30)))
def test_a_sum_over_periods_equals_a_plain_one(figures: Figures, told: dict[str, int], as_of: date) -> None:
    spans = {periods.parse(label): value for label, value in told.items() if periods.parse(label).last <= as_of}
    longest = [
        max((span for span in spans if span.covers(periods.parse(month))), key=lambda span: span.days, default=None) for month in MONTHS
    ]
    known = [span for span in longest if span is not None]
    whole = (
        None not in (longest if as_of >= date(2023, 12, 31) else longest[: len(longest) - longest[::-1].index(known[-1])])
        if known
        else False
    )
    expected = sum(spans[span] for span in set(known)) if whole else None
    asked = target(Figure(figures.told(*((label, str(value)) for label, value in told.items())), "periods"))
    assert figures.value(asked, as_of.isoformat()) == expected


@random
@given(told=st.dictionaries(st.sampled_from([None, "DB", "A", "A1", "B", "C"]), VALUES, max_size=6))
def test_a_sum_over_units_equals_a_plain_one(figures: Figures, told: dict[str | None, int]) -> None:
    above = {"DB": set(), "A": {"DB"}, "A1": {"DB", "A"}, "B": {"DB"}, "C": {"DB"}}
    counted = [value for unit, value in told.items() if unit is not None and not above[unit] & set(told)]
    rows: list[Row] = [("2023", str(value), unit) if unit else ("2023", str(value)) for unit, value in told.items()]
    asked = target(Figure(figures.told(*rows), "units"))
    assert figures.value(asked, CLOSED) == (sum(counted) if counted else None)


SIGNS = {">=": ge, ">": gt, "<=": le, "<": lt}
SMALLEST = Fraction(1, 10**12)  # the last decimal that is kept


def down(value: Fraction) -> Fraction:
    """To the last decimal that is kept, downwards."""
    return value // SMALLEST * SMALLEST


def written(value: Fraction) -> str:
    """A number of twelve decimals."""
    kept = int(value / SMALLEST)
    return f"{'-' if kept < 0 else ''}{abs(kept) // 10**12}.{abs(kept) % 10**12:012}"


@random
@given(
    base=st.integers(1, 10**20).map(lambda kept: kept * SMALLEST),
    hundredths=st.integers(-9000, 30000),
    years=st.integers(1, 5),
    beside=st.integers(-1, 2),
    sign=st.sampled_from([*SIGNS]),
)
def test_a_mean_rate_is_held_exactly(figures: Figures, base: Fraction, hundredths: int, years: int, beside: int, sign: str) -> None:
    bound = base * (1 + Fraction(hundredths, 10000)) ** years
    last = max(down(bound) + beside * SMALLEST, Fraction(0))
    rows = (str(2025 - years), written(base)), ("2025", written(last))
    name = figures.told(*rows, *((*row, "B") for row in rows))
    goal = f"{sign} {'-' if hundredths < 0 else ''}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}%"
    growth = Growth(Figure(name), "average", 2025 - years)
    holds = "met" if SIGNS[sign](last, bound) else "missed"
    one_cell = each("code = 'B'", must(growth, goal))
    assert figures.status(target(growth, goal, WHOLE_TERM), TERM_OVER, "2020-2025") == holds
    assert figures.status(target(one_cell, "= 100%", WHOLE_TERM), TERM_OVER, "2020-2025") == holds


@random
@given(
    base=st.integers(-50, 50),
    goal=st.integers(-50, 50),
    latest=st.integers(2021, 2024),
    beside=st.integers(-1, 1),
    sign=st.sampled_from([">=", "<="]),
)
def test_the_line_from_a_base_equals_a_plain_one(figures: Figures, base: int, goal: int, latest: int, beside: int, sign: str) -> None:
    passed, total = (date(latest, 12, 31) - date(2020, 12, 31)).days, (date(2025, 12, 31) - date(2020, 12, 31)).days
    line = base + Fraction((goal - base) * passed, total)
    value = down(line) + beside * SMALLEST
    name = figures.told(("2020", str(base)), (str(latest), written(value)))
    good = SIGNS[sign](value, goal) or SIGNS[sign](value, line)
    asked = target(Figure(name), f"{sign} {goal}", IN_2025, base_year=2020)
    assert figures.status(asked, "2025-01-01", "2025") == ("on-track" if good else "behind")


@random
@given(
    told=st.dictionaries(st.sampled_from([*MONTHS, "2022-12", "2024-01"]), st.booleans(), max_size=5),
    as_of=st.dates(date(2023, 1, 1), date(2024, 3, 1)),
)
def test_what_was_said_last_counts(figures: Figures, told: dict[str, bool], as_of: date) -> None:
    end = min(as_of, date(2023, 12, 31))
    said = [yes for label, yes in sorted(told.items()) if periods.parse(label).last <= end]
    expected = ("met" if said[-1] else "missed") if said else "no-data"
    if as_of < date(2023, 12, 31):
        expected = ("on-track" if said[-1] else "behind") if said else "not-due"
    name = figures.told(*((label, YES if yes else NO) for label, yes in told.items()))
    assert figures.status(target(Done(name)), as_of.isoformat()) == expected


@random
@given(told=st.dictionaries(st.tuples(st.sampled_from(["A1", "B", "C"]), st.integers(1, 4)), st.integers(0, 2), max_size=12))
def test_cells_quarter_by_quarter_equal_a_plain_reading(figures: Figures, told: dict[tuple[str, int], int]) -> None:
    good = [unit for unit in ("A1", "B", "C") if all(told.get((unit, n), 0) >= 1 for n in (1, 2, 3, 4))]
    name = figures.told(*((f"2023-Q{n}", str(value), unit) for (unit, n), value in told.items()))
    expected = ("met" if len(good) == 3 else "missed", len(good), 3) if told else ("no-data", None, None)
    assert cells(figures, must(Figure(name), ">= 1", Length.QUARTER)) == expected
