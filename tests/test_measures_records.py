"""Sums, averages, ratios and what is held against another measure: tables worked out by hand, then random records read plainly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from asking import asked, exact, facts, judged, lines, office, one

if TYPE_CHECKING:
    from collections.abc import Iterator

END, MIDDLE = "2023-12-31", "2023-07-01"


# --- sum ----------------------------------------------------------------------------------------------------------------------

CLASSES: list[dict[str, Any]] = [
    {"unit": "B", "kind": "new_member", "held_on": "2022-12-31", "members": 2, "others": 2, "passed": 4},
    {"unit": "A1", "kind": "new_member", "held_on": "2023-02-01", "members": 10, "others": 5, "passed": 9},
    {"unit": "A", "kind": "new_member", "held_on": "2023-03-01", "members": 20, "passed": 20},
    {"unit": "B", "kind": "theory", "held_on": "2023-06-01", "members": 7, "others": 3, "passed": 10},
    {"unit": "B", "kind": "new_member", "held_on": "2023-12-31", "members": 30, "others": 0},
    {"unit": "CQ", "kind": "other", "held_on": "2023", "members": 100, "others": 1},
    {"unit": "A", "kind": "new_member", "held_on": "2024-01-01", "members": 1, "others": 1, "passed": 2},
]
NEW = "kind = 'new_member'"


@pytest.fixture(scope="module")
def classes() -> Iterator[Any]:
    with office(classes=CLASSES) as store:
        yield store


@pytest.mark.parametrize(
    ("measure", "as_of", "period", "expected"),
    [
        pytest.param({"sum": "classes.members", "where": NEW}, END, "2023", (60, 0, 0), id="10 + 20 + 30, both ends of the year in"),
        pytest.param({"sum": "classes.members"}, END, "2023", (167, 0, 0), id="all kinds, and the one of which only the year is known"),
        pytest.param({"sum": "classes.others", "where": NEW}, END, "2023", (5, 1, 0), id="a blank is undecided, a 0 is 0"),
        pytest.param({"sum": ["classes.members", "classes.others"], "where": NEW}, END, "2023", (45, 1, 0), id="15 + 30; one blank leaves the row out"),
        pytest.param({"sum": "classes.members", "where": "passed >= 10"}, END, "2023", (27, 2, 0), id="20 + 7; two of whom it is not known"),
        pytest.param(
            {"sum": ["classes.members", "classes.others"], "where": "passed >= 10"}, END, "2023", (10, 3, 0),
            id="a row is undecided once, by its condition or by a blank amount",
        ),
        pytest.param({"sum": "classes.members", "every": "quarter"}, END, "2023-Q1", (30, 0, 1), id="a year straddles its quarters: left out"),
        pytest.param({"sum": "classes.members"}, "2023-03-01", "2023", (30, 0, 1), id="what is dated later, or may be, does not count yet"),
        pytest.param({"sum": "classes.members", "where": NEW}, "2023-02-28", "2023", (10, 0, 0), id="the day before the second"),
        pytest.param({"sum": "classes.members", "where": "kind = 'prospective_member'"}, END, "2023", (0, 0, 0), id="reported, none of that kind: 0"),
        pytest.param({"sum": "classes.members"}, END, "2021", (None, 0, 0), id="nothing reported is not 0"),
        pytest.param({"sum": "classes.members", "where": NEW, "by": 2023}, END, "2023", (62, 0, 0), id="by a year it runs from the term's first day"),
        pytest.param({"sum": "classes.members", "where": NEW, "every": "term"}, "2025-08-10", "2020-2025", (63, 0, 0), id="over the term"),
    ],
)  # fmt: skip
def test_a_sum(classes: Any, measure: dict[str, Any], as_of: str, period: str, expected: tuple[int | None, int, int]) -> None:
    verdict = one(classes, asked(**measure, goal=">= 1"), as_of, period)
    assert facts(verdict, "value", "undecided", "left_out") == expected
    assert verdict.denominator is None


@pytest.mark.parametrize(
    ("unit", "scope", "expected"),
    [
        pytest.param("A", "tree", 30, id="a committee with its cell"),
        pytest.param("A", "own", 20, id="a committee without its cell"),
        pytest.param("A1", "tree", 10, id="the cell alone"),
        pytest.param("DB", "tree", 60, id="everything below the top"),
        pytest.param("DB", "own", None, id="the top itself reported nothing"),
    ],
)
def test_a_sum_of_a_unit_and_those_below_it(classes: Any, unit: str, scope: str, expected: int | None) -> None:
    found = one(classes, asked(sum="classes.members", where=NEW, scope=scope, goal=">= 1"), END, unit=unit)
    assert facts(found, "value", "status") == (expected, None)


@pytest.mark.parametrize(
    ("goal", "as_of", "status"),
    [
        pytest.param(">= 60", END, "met", id="on the goal at the end"),
        pytest.param(">= 61", END, "missed", id="one short at the end"),
        pytest.param(">= 30", "2023-03-01", "met", id="what is added up cannot be lost again"),
        pytest.param("> 30", "2023-03-01", "on-track", id="not yet more than"),
        pytest.param(">= 73", "2023-05-30", "on-track", id="30 where 73 x 150 / 365 are exactly 30"),
        pytest.param(">= 73", "2023-05-31", "behind", id="30 where 30.2 are expected"),
        pytest.param("<= 30", "2023-03-01", "on-track", id="a cap on its limit"),
        pytest.param("<= 29", "2023-03-01", "missed", id="a cap that was passed for good"),
        pytest.param("= 0", "2023-01-31", "not-due", id="nothing is reported yet"),
        pytest.param("= 0", "2023-02-01", "missed", id="some where none may be"),
        pytest.param("within 31 .. 60", "2023-03-01", "on-track", id="a band is on track until broken, though below it"),
        pytest.param("within 20 .. 29", "2023-03-01", "missed", id="a band that was left at the top"),
        pytest.param("within 60 .. 61", END, "met", id="the lower end of a band"),
        pytest.param("within 61 .. 70", END, "missed", id="below a band at the end"),
        pytest.param("60 .. 90", END, "met", id="a range is met from its first end"),
        pytest.param("30 .. 90", "2023-03-01", "met", id="and cannot be lost"),
        pytest.param("61 .. 90", END, "missed", id="below a range"),
    ],
)
def test_a_sum_is_judged(classes: Any, goal: str, as_of: str, status: str) -> None:
    assert one(classes, asked(sum="classes.members", where=NEW, goal=goal), as_of).status == status


def test_a_sum_of_numbers_with_decimals_is_exact() -> None:
    rows = [{"unit": "A", "kind": "other", "object": f"O{n}", "from_date": "2023-05-01", "quantity": Decimal("0.1")} for n in range(3)]
    with office(assignments=rows) as store:
        found = one(store, asked(sum="assignments.quantity", goal=">= 0.3"), END)
    assert facts(found, "value", "status") == (Fraction("0.3"), "met")


@pytest.mark.parametrize(
    ("as_of", "value", "status"),
    [
        pytest.param("2022-06-30", 5, "on-track", id="it holds and could be lost"),
        pytest.param("2022-12-31", 3, "on-track", id="it went back: 3 where 4 x 2 / 3 are expected"),
        pytest.param("2023-12-31", 3, "missed", id="no third figure, the two are below"),
    ],
)
def test_a_sum_of_figures_can_go_back(as_of: str, value: int, status: str) -> None:
    figures = [{"indicator": "x", "period": "2021", "value": 5}, {"indicator": "x", "period": "2022", "value": -2}]
    with office(figures=figures) as store:
        found = one(store, asked(sum="figures.value", where="indicator = 'x'", goal=">= 4", by=2023), as_of)
    assert facts(found, "value", "status") == (value, status)


# --- average ------------------------------------------------------------------------------------------------------------------

MEETINGS: list[dict[str, Any]] = [
    {"unit": "A1", "held_on": "2023-01-10", "kind": "regular", "score": 10, "due": 20, "present": 20},
    {"unit": "B", "held_on": "2023-02-10", "kind": "regular", "score": 4, "due": 10, "present": 7},
    {"unit": "B", "held_on": "2023-03-10", "kind": "regular", "score": 4, "due": 10, "present": 9},
    {"unit": "B", "held_on": "2023-04-10", "kind": "regular", "due": 10},
    {"unit": "B", "held_on": "2023-04-20", "kind": "committee"},
    {"unit": "B", "held_on": "2023-05-10", "score": Decimal("6.5"), "due": 10, "present": 10},
]
REGULAR = "kind = 'regular'"


@pytest.fixture(scope="module")
def meetings() -> Iterator[Any]:
    with office(meetings=MEETINGS) as store:
        yield store


@pytest.mark.parametrize(
    ("measure", "goal", "as_of", "expected", "status"),
    [
        pytest.param({}, ">= 6.125", END, ("24.5", 4, 2), "met", id="over the rows that have a value, exactly on the goal"),
        pytest.param({}, ">= 6.126", END, ("24.5", 4, 2), "missed", id="and a thousandth short"),
        pytest.param({"where": REGULAR}, ">= 6", END, (18, 3, 2), "met", id="a blank score and a blank kind are undecided"),
        pytest.param({"where": "kind = 'committee'"}, ">= 6", END, (0, 0, 2), "no-data", id="only blanks: nothing to divide by"),
        pytest.param({"where": "joint"}, ">= 6", END, (0, 0, 0), "no-data", id="reported, but none of them"),
        pytest.param({"where": "joint"}, ">= 6", MIDDLE, (0, 0, 0), "not-due", id="none of them yet"),
        pytest.param({}, ">= 6", "2023-01-09", (None, None, 0), "not-due", id="nothing reported yet"),
        pytest.param({}, ">= 10", "2023-01-10", (10, 1, 0), "on-track", id="an average that holds can still be lost"),
        pytest.param({}, ">= 6.2", MIDDLE, ("24.5", 4, 2), "behind", id="it has no pace: below is behind"),
        pytest.param({}, "<= 6.125", MIDDLE, ("24.5", 4, 2), "on-track", id="a cap that holds"),
        pytest.param({}, "<= 6.1", MIDDLE, ("24.5", 4, 2), "behind", id="a broken cap can be mended"),
        pytest.param({}, "within 6 .. 7", MIDDLE, ("24.5", 4, 2), "on-track", id="in its band"),
        pytest.param({}, "within 6.2 .. 7", MIDDLE, ("24.5", 4, 2), "behind", id="below its band it is broken"),
    ],
)  # fmt: skip
def test_an_average(
    meetings: Any, measure: dict[str, Any], goal: str, as_of: str, expected: tuple[int | str | None, int | None, int], status: str
) -> None:
    found = one(meetings, asked(average="meetings.score", **measure, goal=goal), as_of)
    assert facts(found, "numerator", "denominator", "undecided") == (exact(expected[0]), expected[1], expected[2])
    assert found.status == status


def test_the_whole_is_no_average_of_the_units_averages(meetings: Any) -> None:
    found = judged(meetings, asked(average="meetings.score", where=REGULAR, goal=">= 6"), END, year=2023, by_unit=True)
    assert lines(found, "value", "status") == {None: (6, "met"), "A": (10, "met"), "B": (4, "missed")}


# --- ratio --------------------------------------------------------------------------------------------------------------------

MEMBERS: list[dict[str, Any]] = [
    {"card_number": "1", "full_name": "Lê An", "unit": "A1"},
    {"card_number": "2", "full_name": "Lê Bình", "unit": "A1"},
    {"card_number": "3", "full_name": "Lê Cúc", "unit": "A", "left_on": "2023-06-01"},
    {"card_number": "4", "full_name": "Lê Dung", "unit": "A"},
    {"card_number": "5", "full_name": "Lê Én", "unit": "B"},
]
ADMISSIONS: list[dict[str, Any]] = [
    {"full_name": "Trần An", "unit": "A1", "admitted_on": "2023-03-01"},
    {"full_name": "Trần Bình", "unit": "A", "admitted_on": "2023-09-01"},
]
ADMITTED = {"count": "admissions"}
AT_START = {"count": "members", "at": "start"}


@pytest.fixture(scope="module")
def people() -> Iterator[Any]:
    with office(members=MEMBERS, admissions=ADMISSIONS, meetings=MEETINGS, classes=CLASSES) as store:
        yield store


def ratio(part: dict[str, Any], whole: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return asked(ratio={"part": part, "whole": whole}, **keys)


SCORE = {"average": "meetings.score", "where": REGULAR}


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        pytest.param(ADMITTED, AT_START, (2, 5, 0), id="a count by those there the evening before"),
        pytest.param(ADMITTED, {"count": "members"}, (2, 4, 0), id="a count by those there at the end"),
        pytest.param(
            {"sum": "meetings.present"}, {"sum": "meetings.due"}, (46, 60, 3), id="a sum by a sum, each over its own rows: blanks 2 and 1",
        ),
        pytest.param({"sum": "classes.members", "where": NEW}, {"count": "classes", "where": NEW}, (60, 3, 0), id="a sum by a count"),
        pytest.param(SCORE, {"average": "meetings.due"}, (6, 12, 3), id="an average by an average: 18/3 by 60/5"),
        pytest.param({"share": REGULAR, "of": "meetings"}, {"count": "members"}, ("4/5", 4, 1), id="a share by a count"),
        pytest.param(ADMITTED, {"share": "kind = 'committee'", "of": "meetings"}, (2, "1/5", 1), id="a count by a share"),
        pytest.param(ADMITTED, {"count": "meetings", "where": "joint"}, (2, 0, 0), id="by none"),
        pytest.param(ADMITTED, {"count": "ratings"}, (2, 0, 0), id="by what nobody reported"),
        pytest.param({"average": "meetings.score", "where": "joint"}, AT_START, (None, None, 0), id="an average of nothing"),
        pytest.param({"count": "ratings"}, AT_START, (None, None, 0), id="a ratio is reported when its part is"),
        pytest.param({"count": "admissions", "where": "sex = 'female'"}, AT_START, (0, 5, 2), id="the blanks of the part"),
    ],
)  # fmt: skip
def test_a_ratio(people: Any, part: dict[str, Any], whole: dict[str, Any], expected: tuple[Any, Any, int]) -> None:
    found = one(people, ratio(part, whole, goal=">= 0%"), END)
    assert facts(found, "numerator", "denominator", "undecided") == (exact(expected[0]), exact(expected[1]), expected[2])
    assert found.status == ("met" if expected[1] else "no-data")


@pytest.mark.parametrize(
    ("part", "whole", "goal", "as_of", "status"),
    [
        pytest.param(ADMITTED, AT_START, ">= 40%", END, "met", id="2 of 5 are 40%"),
        pytest.param(ADMITTED, AT_START, "> 40%", END, "missed", id="and not more"),
        pytest.param(ADMITTED, AT_START, ">= 40%", "2023-07-01", "on-track", id="20% where 40% x 182 / 365 = 19.95% are expected"),
        pytest.param(ADMITTED, AT_START, ">= 40%", "2023-07-02", "behind", id="20% where 20.05% are expected"),
        pytest.param(ADMITTED, AT_START, ">= 40%", "2023-09-01", "on-track", id="a ratio that holds can still be lost"),
        pytest.param(ADMITTED, AT_START, "<= 20%", "2023-08-31", "on-track", id="a cap on its limit"),
        pytest.param(ADMITTED, AT_START, "<= 20%", "2023-09-01", "behind", id="a broken cap of a ratio is behind while open"),
        pytest.param(ADMITTED, AT_START, "<= 20%", END, "missed", id="and missed at the end"),
        pytest.param(ADMITTED, AT_START, ">= 40%", "2023-02-28", "not-due", id="the part is not reported yet"),
        pytest.param({"sum": "meetings.present"}, {"sum": "meetings.due"}, ">= 90%", "2023-07-01", "on-track", id="a sum is paced: 77% where 45% are"),
        pytest.param(SCORE, {"average": "meetings.due"}, ">= 0.6", "2023-07-01", "behind", id="an average is not paced: 0.5"),
        pytest.param(SCORE, {"average": "meetings.due"}, ">= 0.5", "2023-07-01", "on-track", id="nor met while open"),
        pytest.param(ADMITTED, {"count": "meetings", "where": "joint"}, ">= 40%", "2023-07-01", "not-due", id="nothing to divide by yet"),
    ],
)  # fmt: skip
def test_a_ratio_is_judged(people: Any, part: dict[str, Any], whole: dict[str, Any], goal: str, as_of: str, status: str) -> None:
    assert one(people, ratio(part, whole, goal=goal), as_of).status == status


def test_each_unit_s_ratio_is_held_against_the_same_goal(people: Any) -> None:
    found = judged(people, ratio({"count": "meetings"}, AT_START, goal=">= 40%"), END, year=2023, by_unit=True)
    assert lines(found, "numerator", "denominator", "status") == {None: (6, 5, "met"), "A": (1, 4, "missed"), "B": (5, 1, "met")}


# --- than ---------------------------------------------------------------------------------------------------------------------

GOOD, FAIR = {"count": "meetings", "where": "quality = 'good'"}, {"count": "meetings", "where": "quality = 'fair'"}


@pytest.mark.parametrize(
    ("good", "fair", "goal", "as_of", "status"),
    [
        pytest.param(11, 10, ">= 110%", END, "met", id="11 are 110% of 10"),
        pytest.param(10, 10, ">= 110%", END, "missed", id="10 are not"),
        pytest.param(11, 10, ">= 1.1", END, "met", id="the same as a number"),
        pytest.param(2, 10, "<= 20%", END, "met", id="a cap on its limit"),
        pytest.param(3, 10, "<= 20%", END, "missed", id="a cap that was broken"),
        pytest.param(11, 10, ">= 110%", MIDDLE, "on-track", id="it holds and can be lost"),
        pytest.param(10, 10, ">= 110%", "2023-01-20", "behind", id="below it is behind on any day: no pace"),
        pytest.param(3, 10, "<= 20%", MIDDLE, "behind", id="a broken cap can be mended while open"),
        pytest.param(3, 0, ">= 110%", END, "no-data", id="nothing to be held against"),
        pytest.param(3, 0, ">= 110%", MIDDLE, "not-due", id="nothing to be held against yet"),
        pytest.param(0, 10, ">= 110%", END, "missed", id="none of them, though meetings were reported"),
        pytest.param(0, 10, "<= 20%", END, "met", id="none is below a cap"),
    ],
)
def test_than(good: int, fair: int, goal: str, as_of: str, status: str) -> None:
    rows = [
        {"unit": "A", "held_on": "2023-01-10", "title": f"{quality} {number}", "quality": quality}
        for quality, count in (("good", good), ("fair", fair))
        for number in range(count)
    ]
    with office(meetings=rows) as store:
        found = one(store, asked(**GOOD, than=FAIR, goal=goal), as_of)
    assert facts(found, "status", "numerator", "denominator") == (status, good, fair)
    assert found.expected is None


@pytest.mark.parametrize(
    ("measure", "than", "expected"),
    [
        pytest.param(SCORE, {"average": "meetings.score", "where": "kind is null"}, (6, "6.5"), id="an average"),
        pytest.param({"share": REGULAR, "of": "meetings"}, {"share": "present >= 10", "of": "meetings"}, ("4/5", "1/2"), id="a share"),
        pytest.param({"sum": "meetings.present", "where": REGULAR}, {"sum": "classes.members"}, (36, 167), id="a sum of another kind"),
    ],
)
def test_than_takes_every_measure_of_records(people: Any, measure: dict[str, Any], than: dict[str, Any], expected: tuple[Any, Any]) -> None:
    found = one(people, asked(**measure, than=than, goal=">= 1%"), END)
    assert facts(found, "numerator", "denominator") == (exact(expected[0]), exact(expected[1]))
    assert found.value == Fraction(expected[0]) / Fraction(expected[1])
