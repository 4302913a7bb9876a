"""Goals as written: each form, both sides of its limit, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partytrack.targets import goals
from partytrack.targets.goals import GoalProblem
from partytrack.targets.language import Bound, Scale


@pytest.mark.parametrize(
    ("written", "holds", "fails"),
    [
        pytest.param(">= 90%", "9/10", "8999/10000", id="at least"),
        pytest.param("> 20", "20001/1000", "20", id="more than"),
        pytest.param("<= 5%", "1/20", "501/10000", id="at most"),
        pytest.param("< 5‰", "49/10000", "1/200", id="less than, per mille"),
        pytest.param("= 0", "0", "1", id="none at all"),
        pytest.param("= 100%", "1", "999/1000", id="all of them"),
        pytest.param("<= -1.5 pp", "-15/1000", "-149/10000", id="percentage points"),
        pytest.param("52% .. 53%", "52/100", "5199/10000", id="towards, upwards"),
        pytest.param("52% .. 53%", "60/100", "51/100", id="towards: the far end does not bind"),
        pytest.param("-3 pp .. -5 pp", "-3/100", "-29/1000", id="towards, downwards"),
        pytest.param("within 52% .. 53%", "52/100", "5199/10000", id="within, lower end"),
        pytest.param("within 52% .. 53%", "53/100", "5301/10000", id="within, upper end"),
        pytest.param("42% +- 0.5%", "415/1000", "4149/10000", id="margin, lower end"),
        pytest.param("42% +- 0.5%", "425/1000", "4251/10000", id="margin, upper end"),
    ],
)
def test_each_form_holds_on_one_side_of_its_limit(written: str, holds: str, fails: str) -> None:
    goal = goals.parse(written)
    assert goal.holds(Fraction(holds))
    assert not goal.holds(Fraction(fails))


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        (">=90 %", ">= 90%"),
        ("≥ 200", ">= 200"),
        ("≤5‰", "<= 5‰"),
        ("  =   0 ", "= 0"),
        ("<=−1.5pp", "<= -1.5 pp"),
        ("52%..53%", "52% .. 53%"),
        ("within  52 .. 53", "within 52 .. 53"),
        ("42% ± 0.5%", "42% +- 0.5%"),
        (">= 0.10", ">= 0.10"),
    ],
)
def test_the_text_of_a_goal_is_tidied_and_reads_back_as_the_same_goal(written: str, tidy: str) -> None:
    goal = goals.parse(written)
    assert goal.text == tidy
    assert goals.parse(goal.text) == goal


NUMBERS = st.decimals(min_value=-10_000, max_value=10_000, places=2).map(lambda number: f"{number:f}")


@given(sign=st.sampled_from([">=", ">", "<=", "<", "=", "≥", "≤"]), number=NUMBERS, unit=st.sampled_from(["", "%", "‰", " pp"]))
def test_reading_what_was_tidied_changes_nothing(sign: str, number: str, unit: str) -> None:
    goal = goals.parse(f"{sign}{number}{unit}")
    assert goals.parse(goal.text) == goal
    factor = {"": 1, "%": 100, "‰": 1000, " pp": 100}[unit]
    assert goal.low * factor == Fraction(number)


@given(first=NUMBERS, second=NUMBERS, form=st.sampled_from(["{} .. {}", "within {} .. {}"]))
def test_ranges_read_back_too(first: str, second: str, form: str) -> None:
    low, high = Fraction(first), Fraction(second)
    if low == high and "within" not in form:
        return
    if low > high and "within" in form:
        first, second = second, first
    goal = goals.parse(form.format(first, second))
    assert goals.parse(goal.text) == goal
    assert goal.downward is ("within" not in form and low > high)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("200", 'The goal 200 does not say its direction. Write ">= 200" for at least, or "<= 200" for at most.'),
        ("90%", 'The goal 90% does not say its direction. Write ">= 90%" for at least, or "<= 90%" for at most.'),
        (">= 1,841", "The number 1,841 has a comma. Write thousands without a mark (1841) and decimals with a dot (1.841)."),
        (">= 19,39%", "The number 19,39 has a comma. Write thousands without a mark (1939) and decimals with a dot (19.39)."),
        ("=> 90%", "The sign => is not one of a goal. Did you mean >= 90%?"),
        ("=< 5", "The sign =< is not one of a goal. Did you mean <= 5?"),
        ("== 0", "The sign == is not one of a goal. Did you mean = 0?"),
        ("53% .. 53%", "Both ends of 53% .. 53% are the same: the direction is not said. Write >= 53% or <= 53%."),
        ("within 53% .. 52%", "The lower end 53% is above the upper end 52%. Write within 52% .. 53%."),
        ("52 .. 53%", "52 and 53% do not have the same unit. Write the unit behind both numbers, as in 52% .. 53%."),
        ("42% +- 0%", "The margin 0% is not above 0. Write it like 42% +- 0.5%."),
    ],
)
def test_what_cannot_be_read_is_told_how_to_be_written(written: str, message: str) -> None:
    with pytest.raises(GoalProblem) as caught:
        goals.parse(written)
    assert f"{caught.value.message} {caught.value.advice}" == message


@pytest.mark.parametrize(
    "written", ["", ">=", ">= allotted", "= allocated", "many", ">= 1e3", ">= 5 %%", ">= 90% of all", ">= ٣", "<> 3", ">= .5", "9" * 101]
)
def test_other_words_are_no_goal(written: str) -> None:
    with pytest.raises(GoalProblem):
        goals.parse(written)


@pytest.mark.parametrize("written", ["= 0", "= 0%", "= 100%", "= 1000‰", ">= 7", "within 5 .. 5"])
def test_goals_that_raise_no_doubt(written: str) -> None:
    assert goals.doubt(goals.parse(written)) is None


@pytest.mark.parametrize("written", ["= 100", "= 1", "= 99%", "= 1 pp"])
def test_an_exact_number_is_doubted(written: str) -> None:
    doubt = goals.doubt(goals.parse(written))
    assert doubt is not None
    number = written.removeprefix("= ")
    assert str(doubt[1]) == f"Did you mean >= {number} or <= {number}?"


def test_bounds_are_exact_and_scaled() -> None:
    goal = goals.parse("within -1.5 pp .. 0.1 pp")
    assert (goal.bound, goal.low, goal.high, goal.scale) == (Bound.WITHIN, Fraction(-15, 1000), Fraction(1, 1000), Scale.POINTS)
