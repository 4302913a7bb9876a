from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from partytrack.messages import Language, day_shown, label_shown, speaking, text
from partytrack.periods import Span, month, quarter
from partytrack.reports.numbers import decimals, goal_shown, number, rounded, value_shown
from partytrack.targets.language import Bound, Goal, Scale
from partytrack.targets.status import Status
from verdicts import GOOD, HOUSEHOLDS, MONTHLY, OUTPUT, shared, verdict

PERCENT = Scale.SHARE


@pytest.mark.parametrize(
    ("value", "scale", "least", "english", "vietnamese"),
    [
        pytest.param(Fraction(1841), Scale.PLAIN, 2, "1,841", "1.841", id="thousands"),
        pytest.param(Fraction(1234567), Scale.PLAIN, 0, "1,234,567", "1.234.567", id="millions"),
        pytest.param(Fraction(999), Scale.PLAIN, 2, "999", "999", id="no separator below a thousand"),
        pytest.param(Fraction(-1841, 2), Scale.PLAIN, 2, "-920.5", "-920,5", id="negative"),
        pytest.param(Fraction(14, 65), PERCENT, 1, "21.5%", "21,5%", id="a share rounded down"),
        pytest.param(Fraction(47, 65), PERCENT, 1, "72.3%", "72,3%", id="a share"),
        pytest.param(Fraction(1, 8), PERCENT, 1, "12.5%", "12,5%", id="a share with one decimal exactly"),
        pytest.param(Fraction(9, 10), PERCENT, 1, "90%", "90%", id="no zeros behind an exact value"),
        pytest.param(Fraction(89_996, 100_000), PERCENT, 1, "90.0%", "90,0%", id="the zero stays where something was rounded away"),
        pytest.param(Fraction(15, 1000), Scale.POINTS, 1, "1.5 pp", "1,5 điểm %", id="percentage points"),
        pytest.param(Fraction(0), PERCENT, 1, "0%", "0%", id="nothing"),
        pytest.param(Fraction(1, 2), Scale.PLAIN, 0, "1", "1", id="halves away from zero"),
        pytest.param(Fraction(-1, 2), Scale.PLAIN, 0, "-1", "-1", id="halves away from zero below it"),
    ],
)
def test_a_number_in_both_languages(value: Fraction, scale: Scale, least: int, english: str, vietnamese: str) -> None:
    with speaking("en"):
        assert number(value, scale, least=least) == english
    with speaking("vi"):
        assert number(value, scale, least=least) == vietnamese


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(Fraction(8996, 10_000), "89.96%", id="just below"),
        pytest.param(Fraction(9, 10), "90%", id="on the goal"),
        pytest.param(Fraction(9004, 10_000), "90.04%", id="just above"),
        pytest.param(Fraction(899_999, 1_000_000), "89.9999%", id="a hair below needs four decimals"),
        pytest.param(Fraction(8994, 10_000), "89.9%", id="one decimal is enough"),
    ],
)
def test_rounding_never_reaches_the_goal(value: Fraction, shown: str) -> None:
    assert number(value, PERCENT, least=1, beside=[Fraction(9, 10)]) == shown


@given(
    value=some.fractions(-10, 10, max_denominator=10_000), bound=some.decimals(-10, 10, places=3).map(Fraction), least=some.integers(0, 3)
)
def test_what_is_shown_stands_on_the_same_side_of_the_bound(value: Fraction, bound: Fraction, least: int) -> None:
    shown = rounded(value, decimals(value, least, [bound]))
    assert (shown < bound, shown == bound) == (value < bound, value == bound)


def test_a_third_on_its_bound_has_an_end() -> None:
    assert decimals(Fraction(1, 3), 1, [Fraction(1, 3)]) == 12


@given(value=some.fractions(-1000, 1000), places=some.integers(0, 6))
def test_rounding_moves_by_half_a_place_at_most(value: Fraction, places: int) -> None:
    assert abs(rounded(value, places) - value) <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize(
    ("goal", "english", "vietnamese"),
    [
        (Goal(">= 90%", Bound.AT_LEAST, Fraction(9, 10), scale=PERCENT), "≥ 90%", "≥ 90%"),
        (Goal("> 20", Bound.MORE_THAN, Fraction(20)), "> 20", "> 20"),
        (Goal("<= 5.25%", Bound.AT_MOST, Fraction(21, 400), scale=PERCENT), "≤ 5.25%", "≤ 5,25%"),
        (Goal("< 5‰", Bound.LESS_THAN, Fraction(1, 200), scale=PERCENT), "< 0.5%", "< 0,5%"),
        (Goal("= 0", Bound.EQUAL, Fraction(0)), "= 0", "= 0"),
        (Goal("52% .. 53%", Bound.TOWARDS, Fraction(13, 25), Fraction(53, 100), PERCENT), "52% to 53%", "52% đến 53%"),
        (Goal("within 1 .. 2", Bound.WITHIN, Fraction(1), Fraction(2)), "within 1 to 2", "trong khoảng 1 đến 2"),
        (Goal("<= -1.5 pp", Bound.AT_MOST, Fraction(-3, 200), scale=Scale.POINTS), "≤ -1.5 pp", "≤ -1,5 điểm %"),
        (Goal(">= 1500", Bound.AT_LEAST, Fraction(1500)), "≥ 1,500", "≥ 1.500"),
    ],
    ids=lambda each: each.text if isinstance(each, Goal) else "",
)
def test_a_goal_is_shown_exactly(goal: Goal, english: str, vietnamese: str) -> None:
    with speaking("en"):
        assert goal_shown(goal) == english
    with speaking("vi"):
        assert goal_shown(goal) == vietnamese


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        pytest.param(value_shown(shared(GOOD, 2023, Status.MISSED, 7999, 10_000)), "79.99%", id="a share beside its goal"),
        pytest.param(value_shown(shared(MONTHLY, 2023, Status.MISSED, 9999, 10_000)), "99.99%", id="almost all is not all"),
        pytest.param(value_shown(shared(GOOD, 2023, Status.MISSED, 1, 10_000)), "0.01%", id="almost nothing is not nothing"),
        pytest.param(
            value_shown(verdict(OUTPUT, 2023, None, value=Fraction(1939, 10_000), scale=PERCENT)),
            "19.39%",
            id="a reported share keeps two decimals",
        ),
        pytest.param(value_shown(verdict(HOUSEHOLDS, 2023, None, value=Fraction(1841))), "1,841 hộ", id="a figure with its unit"),
        pytest.param(value_shown(verdict(HOUSEHOLDS, 2023, None)), "", id="no data is not zero"),
    ],
)
def test_a_value_as_people_read_it(shown: str, expected: str) -> None:
    assert shown == expected


@pytest.mark.parametrize(("language", "shown"), [("vi", "05/02/2023"), ("en", "2023-02-05")])
def test_a_day_as_people_write_it(language: Language, shown: str) -> None:
    with speaking(language):
        assert day_shown(date(2023, 2, 5)) == shown


@pytest.mark.parametrize(
    ("label", "vietnamese", "english"),
    [
        pytest.param("2023", "2023", "2023", id="a year"),
        pytest.param("2023-05", "tháng 5/2023", "2023-05", id="a month"),
        pytest.param("2023-12", "tháng 12/2023", "2023-12", id="the last month"),
        pytest.param("2023-Q1", "quý I/2023", "2023-Q1", id="the first quarter"),
        pytest.param("2023-Q4", "quý IV/2023", "2023-Q4", id="the last quarter"),
        pytest.param("2023-H1", "6 tháng đầu năm 2023", "2023-H1", id="the first half"),
        pytest.param("2023-H2", "6 tháng cuối năm 2023", "2023-H2", id="the second half"),
        pytest.param("2020-W53", "tuần 53/2020", "2020-W53", id="the week that ends in the next year"),
        pytest.param("2023-05-06", "06/05/2023", "2023-05-06", id="a day"),
        pytest.param("2020-2025", "2020-2025", "2020-2025", id="the name of a term"),
    ],
)
def test_a_period_is_written_as_people_do(label: str, vietnamese: str, english: str) -> None:
    with speaking("vi"):
        assert label_shown(label) == vietnamese
    with speaking("en"):
        assert label_shown(label) == english


def test_a_stretch_of_days_and_several_periods_in_a_sentence() -> None:
    stretch = Span(date(2023, 5, 2), date(2023, 6, 1))
    said = text("{a}; {b}", a=stretch, b=(month(2023, 1), quarter(2023, 2)))
    with speaking("vi"):
        assert str(said) == "02/05/2023 – 01/06/2023; tháng 1/2023, quý II/2023"
    with speaking("en"):
        assert str(said) == "2023-05-02..2023-06-01; 2023-01, 2023-Q2"
