"""The rules of judging, each on both sides of its limit. Expectations are worked out by hand from the written rules."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from partytrack.messages import text
from partytrack.periods import Length, Span, year
from partytrack.targets.judge import Case, judge
from partytrack.targets.language import Bound, Count, Each, Figure, Goal, Measure, Ratio, Rows, Scale, Share, Target, When
from partytrack.targets.measure import Measured
from partytrack.targets.status import Status
from partytrack.targets.windows import Outer

ADMISSIONS = Count(Rows("admissions"))
MEMBERS = Count(Rows("members"))
SHARE = Share(Rows("ratings"), condition=None)  # type: ignore[arg-type] # judging never looks at the condition
STOCK_SHARE = Share(Rows("members"), condition=None)  # type: ignore[arg-type]
RATIO = Ratio(ADMISSIONS, MEMBERS)
EACH = Each(Rows("units"), ())
FIGURE = Figure("industry_share")


def goal(bound: str, low: str, high: str = "0", scale: Scale = Scale.PLAIN) -> Goal:
    return Goal(f"{bound} {low}", Bound(bound), Fraction(low), Fraction(high), scale)


def target(measure: Measure, asked: Goal | None, **other: Any) -> Target:
    when = other.pop("when", When(every=Length.YEAR))
    return Target("t", "T", measure, asked, when, "t.yaml", 1, **other)


def status(
    measure: Measure, asked: Goal, day: str, measured: Measured | None, *, span: Span | None = None, unit: str | None = None, **other: Any
) -> Status | None:
    base = other.pop("base", None)
    outer = Outer("2023", span or year(2023), asked)
    return judge(Case(target(measure, asked, **other), outer, measured, date.fromisoformat(day), unit=unit, base=base)).status


def count(number: int, **other: Any) -> Measured:
    return Measured(Fraction(number), heard=True, least=Fraction(number), **other)


def stock(number: int) -> Measured:
    return Measured(Fraction(number), heard=True)


def share(numerator: int, denominator: int, **other: Any) -> Measured:
    return Measured(Fraction(numerator), Fraction(denominator), heard=True, **other)


NOTHING = Measured()
CLOSED, LAST, EVE, MIDDLE = "2024-01-01", "2023-12-31", "2023-12-30", "2023-07-01"


@pytest.mark.parametrize(
    ("asked", "day", "measured", "expected"),
    [
        pytest.param(goal(">=", "200"), LAST, count(200), Status.MET, id="exactly on the goal on the last day"),
        pytest.param(goal(">=", "200"), LAST, count(199), Status.MISSED, id="one short when the year is over"),
        pytest.param(goal(">=", "200"), EVE, count(199), Status.BEHIND, id="one short the day before: 199.45 are expected"),
        pytest.param(goal(">=", "200"), "2023-07-01", count(100), Status.ON_TRACK, id="100 where 99.7 are expected"),
        pytest.param(goal(">=", "200"), "2023-07-02", count(100), Status.BEHIND, id="100 where 100.3 are expected"),
        pytest.param(goal(">=", "365"), "2023-01-01", count(1), Status.ON_TRACK, id="the day of judgement is counted: 1 of 1"),
        pytest.param(goal(">=", "365"), "2023-01-02", count(1), Status.BEHIND, id="1 of 2 on the second day"),
        pytest.param(goal(">=", "200"), "2023-03-01", count(200), Status.MET, id="a count cannot be lost again"),
        pytest.param(goal(">", "200"), "2023-03-01", count(200), Status.ON_TRACK, id="more than is not met on the limit"),
        pytest.param(goal(">", "200"), "2023-03-01", count(201), Status.MET, id="more than is met one above"),
        pytest.param(goal(">", "200"), LAST, count(200), Status.MISSED, id="more than on the limit at the end"),
        pytest.param(goal("<=", "5"), MIDDLE, count(5), Status.ON_TRACK, id="a cap on its limit is on track"),
        pytest.param(goal("<=", "5"), MIDDLE, count(6), Status.MISSED, id="a count over its cap cannot come back"),
        pytest.param(goal("<=", "5"), LAST, count(5), Status.MET, id="a cap kept to the end"),
        pytest.param(goal("<", "5"), LAST, count(5), Status.MISSED, id="less than on the limit"),
        pytest.param(goal("=", "0"), MIDDLE, count(0), Status.ON_TRACK, id="none so far where none is allowed"),
        pytest.param(goal("=", "0"), MIDDLE, count(1), Status.MISSED, id="one where none is allowed"),
        pytest.param(goal("=", "0"), LAST, count(0), Status.MET, id="none to the end"),
        pytest.param(goal("within", "3", "4"), MIDDLE, count(2), Status.ON_TRACK, id="a band a count has not reached yet"),
        pytest.param(goal("within", "3", "4"), MIDDLE, count(5), Status.MISSED, id="a band a count has left for good"),
        pytest.param(goal("within", "3", "4"), LAST, count(4), Status.MET, id="the upper end of a band is in"),
        pytest.param(goal("within", "3", "4"), LAST, count(2), Status.MISSED, id="below a band at the end"),
        pytest.param(goal("..", "8", "12"), LAST, count(8), Status.MET, id="a range is met from its first end"),
        pytest.param(goal("..", "8", "12"), LAST, count(7), Status.MISSED, id="below a range"),
        pytest.param(goal("..", "8", "12"), LAST, count(13), Status.MET, id="beyond the far end of a range is good"),
        pytest.param(goal("=", "3"), MIDDLE, count(4), Status.MISSED, id="exactly 3 is lost at 4"),
        pytest.param(goal("=", "3"), MIDDLE, count(2), Status.ON_TRACK, id="exactly 3 at 2 where 1.5 are expected"),
        pytest.param(goal(">=", "200"), CLOSED, NOTHING, Status.NO_DATA, id="nothing reported is not zero"),
        pytest.param(goal(">=", "200"), MIDDLE, NOTHING, Status.NOT_DUE, id="nothing reported while open"),
        pytest.param(goal(">=", "200"), LAST, count(0), Status.MISSED, id="reported elsewhere: absent is 0"),
        pytest.param(goal(">=", "200"), "2022-12-31", None, Status.NOT_DUE, id="begins tomorrow"),
    ],
)
def test_a_yearly_count(asked: Goal, day: str, measured: Measured | None, expected: Status) -> None:
    assert status(ADMISSIONS, asked, day, measured) is expected


@pytest.mark.parametrize(
    ("measure", "asked", "day", "measured", "expected"),
    [
        pytest.param(MEMBERS, goal(">=", "100"), MIDDLE, stock(100), Status.ON_TRACK, id="a stock that holds can still be lost"),
        pytest.param(MEMBERS, goal("<=", "100"), MIDDLE, stock(101), Status.BEHIND, id="a stock over its cap can come back"),
        pytest.param(SHARE, goal(">=", "0.9", scale=Scale.SHARE), LAST, share(9, 10), Status.MET, id="a share on the goal"),
        pytest.param(SHARE, goal(">=", "0.9", scale=Scale.SHARE), LAST, share(8996, 10000), Status.MISSED, id="89.96% prints as 90% and misses"),
        pytest.param(SHARE, goal(">=", "0.9", scale=Scale.SHARE), MIDDLE, share(9, 10), Status.ON_TRACK, id="an open share at the goal"),
        pytest.param(SHARE, goal(">=", "0.9", scale=Scale.SHARE), MIDDLE, share(8, 10), Status.BEHIND, id="an open share below: no pace for shares"),
        pytest.param(SHARE, goal("<=", "0.2", scale=Scale.SHARE), MIDDLE, share(3, 10), Status.BEHIND, id="a broken cap on a share is behind"),
        pytest.param(SHARE, goal("=", "1", scale=Scale.SHARE), MIDDLE, share(9, 10), Status.MISSED, id="100% with one failure is lost"),
        pytest.param(SHARE, goal("=", "1", scale=Scale.SHARE), MIDDLE, share(10, 10), Status.ON_TRACK, id="100% without a failure"),
        pytest.param(STOCK_SHARE, goal("=", "1", scale=Scale.SHARE), MIDDLE, share(9, 10), Status.BEHIND, id="of a stock it can be mended"),
        pytest.param(SHARE, goal(">=", "0.9", scale=Scale.SHARE), LAST, share(0, 0), Status.NO_DATA, id="an empty denominator"),
        pytest.param(SHARE, goal(">=", "0.9", scale=Scale.SHARE), MIDDLE, share(0, 0), Status.NOT_DUE, id="an empty denominator while open"),
        pytest.param(SHARE, goal("within", "0.52", "0.53", Scale.SHARE), MIDDLE, share(51, 100), Status.BEHIND, id="a share outside its band"),
        pytest.param(RATIO, goal(">=", "0.04", scale=Scale.SHARE), MIDDLE, share(2, 100), Status.ON_TRACK, id="2% where 4% × 182/365 = 1.995% is due"),
        pytest.param(RATIO, goal(">=", "0.04", scale=Scale.SHARE), "2023-07-02", share(2, 100), Status.BEHIND, id="2% where 2.005% is due"),
        pytest.param(RATIO, goal(">=", "0.04", scale=Scale.SHARE), MIDDLE, share(4, 100), Status.ON_TRACK, id="a ratio that holds can still be lost"),
        pytest.param(EACH, goal("=", "1", scale=Scale.SHARE), MIDDLE, share(9, 10, most=Fraction(9, 10)), Status.MISSED, id="each with one that failed"),
        pytest.param(EACH, goal(">=", "0.9", scale=Scale.SHARE), MIDDLE, share(9, 10, most=Fraction(9, 10)), Status.ON_TRACK, id="each that can still hold"),
        pytest.param(EACH, goal(">=", "0.91", scale=Scale.SHARE), MIDDLE, share(9, 10, most=Fraction(9, 10)), Status.MISSED, id="each that cannot any more"),
        pytest.param(FIGURE, goal(">=", "0.52", scale=Scale.SHARE), LAST, Measured(Fraction("0.52"), heard=True), Status.MET, id="a figure on its goal"),
        pytest.param(FIGURE, goal(">=", "0.52", scale=Scale.SHARE), MIDDLE, Measured(Fraction("0.51"), heard=True), Status.BEHIND, id="an open figure"),
        pytest.param(FIGURE, goal(">=", "0.52", scale=Scale.SHARE), LAST, Measured(heard=True), Status.NO_DATA, id="only units reported the figure"),
        pytest.param(
            FIGURE, goal(">=", "1"), LAST, Measured(heard=True, problem=text("The figure is a share in %, the goal is not.")), Status.NO_DATA,
            id="a figure in another unit is not used",
        ),
    ],
)  # fmt: skip
def test_what_is_no_plain_count(measure: Measure, asked: Goal, day: str, measured: Measured, expected: Status) -> None:
    assert status(measure, asked, day, measured) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2024-01-29", Status.BEHIND, id="29 days after the end, reports may still come"),
        pytest.param("2024-01-30", Status.MISSED, id="after 30 days it is closed"),
    ],
)
def test_report_by_keeps_a_period_open(day: str, expected: Status) -> None:
    assert status(ADMISSIONS, goal(">=", "200"), day, count(199), report_by=30) is expected


@pytest.mark.parametrize(
    ("reported", "expected"),
    [pytest.param(58, Status.NO_DATA, id="58 of 65 is below 90%"), pytest.param(59, Status.MET, id="59 of 65 is above 90%")],
)
def test_complete_needs_its_share_of_units(reported: int, expected: Status) -> None:
    measured = count(200, reported=reported, due=65)
    assert status(ADMISSIONS, goal(">=", "200"), CLOSED, measured, complete=Fraction(9, 10)) is expected


BY_2025 = When(by_year=2025)
FROM_40 = (date(2020, 12, 31), Fraction(40))  # to 50 by the end of 2025: 2 a year


def latest(value: str, period: int) -> Measured:
    return Measured(Fraction(value), heard=True, latest=year(period))


@pytest.mark.parametrize(
    ("measured", "base", "expected"),
    [
        pytest.param(latest("50", 2022), None, Status.ON_TRACK, id="the latest value holds already"),
        pytest.param(latest("45", 2022), None, Status.NOT_DUE, id="no base year, no pace"),
        pytest.param(latest("44", 2022), FROM_40, Status.ON_TRACK, id="above the line: 730 of 1826 days are 3.998"),
        pytest.param(latest("43.99", 2022), FROM_40, Status.BEHIND, id="just below the line"),
        pytest.param(Measured(), None, Status.NOT_DUE, id="no figure yet"),
    ],
)
def test_a_figure_by_a_year(measured: Measured, base: tuple[date, Fraction] | None, expected: Status) -> None:
    found = status(FIGURE, goal(">=", "50"), MIDDLE, measured, span=year(2025), when=BY_2025, base=base)
    assert found is expected


def test_of_one_unit_a_share_is_judged_and_a_count_is_only_shown() -> None:
    assert status(SHARE, goal(">=", "0.9", scale=Scale.SHARE), LAST, share(9, 10), unit="CB01") is Status.MET
    assert status(ADMISSIONS, goal(">=", "200"), LAST, count(3), unit="CB01") is None


def test_without_a_goal_nothing_is_judged_but_the_value_is_shown() -> None:
    verdict = judge(Case(target(ADMISSIONS, None), Outer("2023", year(2023), None), count(191), date(2023, 12, 31)))
    assert (verdict.status, verdict.value, verdict.margin) == (None, Fraction(191), None)


@pytest.mark.parametrize(
    ("measure", "asked", "measured", "margin", "achieved", "needed"),
    [
        pytest.param(ADMISSIONS, goal(">=", "120"), count(191), "71", "191/120", None, id="above a floor"),
        pytest.param(ADMISSIONS, goal(">=", "200"), count(187), "-13", "187/200", "13", id="below a floor"),
        pytest.param(ADMISSIONS, goal(">", "20"), count(20), "0", "1", "1", id="more than 20 at 20 needs one more"),
        pytest.param(ADMISSIONS, goal("<=", "5"), count(6), "-1", None, None, id="over a cap"),
        pytest.param(ADMISSIONS, goal("<=", "5"), count(2), "3", None, None, id="under a cap"),
        pytest.param(ADMISSIONS, goal("=", "0"), count(2), "-2", None, None, id="not none"),
        pytest.param(ADMISSIONS, goal("..", "8", "12"), count(6), "-2", None, "2", id="below a range"),
        pytest.param(ADMISSIONS, goal("within", "3", "5"), count(4), "1", None, None, id="inside a band: to the nearer end"),
        pytest.param(ADMISSIONS, goal("within", "3", "5"), count(7), "-2", None, None, id="above a band nothing more helps"),
        pytest.param(FIGURE, goal("..", "-3", "-5"), Measured(Fraction(-2), heard=True), "-1", None, "1", id="a downward range"),
    ],
)
def test_margin_achieved_and_needed(
    measure: Measure, asked: Goal, measured: Measured, margin: str, achieved: str | None, needed: str | None
) -> None:
    verdict = judge(Case(target(measure, asked), Outer("2023", year(2023), asked), measured, date(2024, 1, 1)))
    assert verdict.margin == Fraction(margin)
    assert verdict.achieved == (Fraction(achieved) if achieved else None)
    assert verdict.needed == (Fraction(needed) if needed else None)


def test_expected_is_the_goal_times_the_days_passed() -> None:
    asked = goal(">=", "200")
    verdict = judge(Case(target(ADMISSIONS, asked), Outer("2024", year(2024), asked), count(90), date(2024, 6, 30)))
    assert verdict.expected == Fraction(200 * 182, 366)
    assert verdict.open
