"""The compiled queries against a plain reading of the records, on invented and on random data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partytrack import periods
from partytrack.periods import Length, Span
from partytrack.store.batches import SheetBatch
from partytrack.targets.conditions import parse
from partytrack.targets.language import Bound, Count, Each, Figure, Goal, Measure, Must, Ratio, Rows, Scale, Share, Target, Term, When
from partytrack.targets.measure import Measured, Measuring
from partytrack.targets.windows import outer_periods
from storing import NOON, batch, in_memory, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TERM = Term("2020-2025", Span(date(2020, 8, 11), date(2025, 8, 10)), (2021, 2022, 2023, 2024, 2025), (), ())
ONE = Goal(">= 1", Bound.AT_LEAST, Fraction(1))
ALL = Goal("= 100%", Bound.EQUAL, Fraction(1), scale=Scale.SHARE)


def target(measure: Measure, *, when: When | None = None, goal: Goal | None = ONE, **other: Any) -> Target:
    return Target("t", "T", measure, goal, when or When(every=Length.YEAR), "t.yaml", 1, **other)


def measured(store: Any, asked: Target, as_of: str, *, by_unit: bool = False) -> dict[tuple[str, int | None], Measured]:
    store.look(None)
    outers = outer_periods(TERM, asked)
    answers = Measuring(store, TERM, date.fromisoformat(as_of)).measured(asked, outers, by_unit=by_unit)
    return {(outers[number].label, unit): each for (number, unit), each in answers.items()}


def facts(one: Measured, *names: str) -> Any:
    """Some of what was measured, to hold against plain numbers."""
    return attrgetter(*names)(one)


@pytest.fixture
def store() -> Iterator[Any]:
    with in_memory() as made:
        say(
            made,
            "units",
            [
                {"code": "DB", "name": "Đảng bộ Khối", "kind": "upper_committee"},
                {"code": "A", "name": "Đảng bộ A", "kind": "grassroots_committee", "parent": "DB"},
                {"code": "A1", "name": "Chi bộ A1", "kind": "sub_cell", "parent": "A"},
                {"code": "B", "name": "Chi bộ B", "kind": "grassroots_cell", "parent": "DB"},
                {"code": "CQ", "name": "Sở Y tế", "kind": "agency"},
            ],
            stated_on="2020-12-31",
        )
        yield made


def unit(store: Any, code: str) -> int:
    store.look(None)
    (row,) = store.rows(f"SELECT DISTINCT record FROM units WHERE code = '{code}'")
    return int(row[0])


def test_a_count_by_year_and_who_has_reported(store: Any) -> None:
    say(
        store,
        "admissions",
        [
            {"full_name": "Trần An", "unit": "A1", "admitted_on": "2023-01-01"},
            {"full_name": "Trần Bình", "unit": "A", "admitted_on": "2023-12-31"},
            {"full_name": "Trần Cúc", "unit": "A", "decided_on": "2022-12-31"},
            {"full_name": "Trần Dung", "unit": "CQ", "admitted_on": "2024-01"},
        ],
    )
    found = measured(store, target(Count(Rows("admissions"))), "2024-06-30")
    assert [(label, each.numerator, each.reported, each.due) for (label, _), each in found.items()] == [
        ("2021", None, 0, 2),
        ("2022", 1, 1, 2),
        ("2023", 2, 1, 2),
        ("2024", 1, 0, 2),
    ]


def test_a_partial_date_across_a_boundary_is_left_out_and_listed(store: Any) -> None:
    say(
        store,
        "admissions",
        [{"full_name": "Trần An", "unit": "A", "admitted_on": "2023"}, {"full_name": "Trần Bình", "unit": "A", "admitted_on": "2023-06"}],
    )
    months = measured(store, target(Count(Rows("admissions")), when=When(every=Length.MONTH)), "2023-12-31")
    assert facts(months["2023-06", None], "numerator", "left_out") == (1, 1)
    years = measured(store, target(Count(Rows("admissions"))), "2023-06-15")
    assert facts(years["2023", None], "numerator", "left_out") == (None, 2)


def test_nested_shares_and_their_bases(store: Any) -> None:
    ratings = ["excellent", "good", "good", "completed", "failed", "not_rated"]
    say(
        store,
        "ratings",
        [
            {"period": "2023", "unit": "A", "card_number": f"0{n}", "subject": "person", "rating": rating}
            for n, rating in enumerate(ratings)
        ],
    )
    rows = Rows("ratings", where=parse("rating <> 'not_rated'", "ratings"))
    good, excellent = parse("rating in ('good', 'excellent')", "ratings"), parse("rating = 'excellent'", "ratings")
    of = {
        "good": Share(rows, good),
        "excellent of the good": Share(rows, excellent, (good,)),
        "excellent of all": Share(rows, excellent),
    }
    values = {name: measured(store, target(each), "2023-12-31")["2023", None] for name, each in of.items()}
    assert {name: facts(each, "numerator", "denominator") for name, each in values.items()} == {
        "good": (3, 5),
        "excellent of the good": (1, 3),
        "excellent of all": (1, 5),
    }


def test_ratings_count_for_periods_of_their_own_length(store: Any) -> None:
    say(store, "ratings", [{"period": "2023", "unit": "A", "rating": "good"}, {"period": "2023-Q1", "unit": "B", "rating": "good"}])
    count = Count(Rows("ratings"))
    assert measured(store, target(count), "2023-12-31")["2023", None].numerator == 1
    assert measured(store, target(count, when=When(every=Length.QUARTER)), "2023-12-31")["2023-Q1", None].numerator == 1
    assert measured(store, target(count, when=When(every=Length.TERM)), "2025-12-31")["2020-2025", None].numerator == 1
    assert not measured(store, target(count), "2023-12-30")["2023", None].heard


def test_ratings_mean_work_unless_an_aspect_is_named(store: Any) -> None:
    say(
        store,
        "ratings",
        [
            {"period": "2023", "unit": "A", "rating": "good", "aspect": "work"},
            {"period": "2023", "unit": "A", "rating": "good", "aspect": "meetings"},
        ],
    )
    assert measured(store, target(Count(Rows("ratings"))), "2023-12-31")["2023", None].numerator == 1
    named = Count(Rows("ratings", where=parse("aspect = 'meetings' or aspect = 'work'", "ratings")))
    assert measured(store, target(named), "2023-12-31")["2023", None].numerator == 2


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2022-12-30", None, id="before any list"),
        pytest.param("2022-12-31", 2, id="on the day of the first list"),
        pytest.param("2023-03-31", 2, id="left_on is the first day out: the day before he is in"),
        pytest.param("2023-04-01", 1, id="on it he is out"),
    ],
)
def test_stock_on_a_day(store: Any, day: str, expected: int | None) -> None:
    say(
        store,
        "members",
        [
            {"card_number": "1", "full_name": "Lê An", "unit": "A", "status": "official"},
            {"card_number": "2", "full_name": "Lê Bình", "unit": "A", "left_on": "2023-04-01"},
            {"card_number": "3", "full_name": "Lê Cúc", "unit": "A", "status": "transferred"},
            {"card_number": "4", "full_name": "Lê Dung", "unit": "A", "joined_on": "2023-06-01"},
        ],
        stated_on="2022-12-31",
    )
    by_day = target(Count(Rows("members")), when=When(by_day=date.fromisoformat(day)))
    assert measured(store, by_day, "2023-05-01")[day, None].numerator == expected


def test_units_count_from_their_founding_whatever_day_the_list_states(store: Any) -> None:
    say(
        store,
        "units",
        [{"code": "C", "name": "Chi bộ C", "kind": "grassroots_cell", "established_on": "2019-05-01", "dissolved_on": "2019-07-01"}],
        stated_on="2021-12-31",
    )
    rows = Rows("units", where=parse("kind = 'grassroots_cell'", "units"))
    for day, expected in {"2019-04-30": 1, "2019-05-01": 2, "2019-06-30": 2, "2019-07-01": 1}.items():
        found = measured(store, target(Count(rows), when=When(by_day=date.fromisoformat(day))), "2024-01-01")
        assert found[day, None].numerator == expected, day


def test_each_month_and_a_silent_unit(store: Any) -> None:
    cells = Rows("units", where=parse("kind in ('grassroots_cell', 'sub_cell')", "units"))
    monthly = Each(cells, (Must(Count(Rows("meetings", where=parse("kind = 'regular' and not joint", "meetings"))), ONE, Length.MONTH),))
    asked = target(monthly, goal=ALL)
    say(store, "meetings", [{"unit": "A1", "held_on": f"2023-{month:02}-05", "kind": "regular"} for month in range(1, 13)])
    found = measured(store, asked, "2023-12-31")["2023", None]
    assert facts(found, "numerator", "denominator", "reported", "due") == (1, 2, 1, 2)
    say(
        store,
        "meetings",
        [{"unit": "B", "held_on": f"2023-{month:02}-05", "kind": "regular" if month != 7 else None} for month in range(1, 13)],
    )
    found = measured(store, asked, "2023-12-31")["2023", None]
    assert facts(found, "numerator", "denominator", "undecided") == (1, 1, 1)
    say(store, "meetings", [{"unit": "B", "held_on": "2023-07-06", "kind": "regular"}])
    found = measured(store, asked, "2023-12-31")["2023", None]
    assert facts(found, "numerator", "denominator", "undecided") == (2, 2, 0)


def test_each_looks_only_at_months_somebody_reported_while_the_year_is_open(store: Any) -> None:
    cells = Rows("units", where=parse("kind in ('grassroots_cell', 'sub_cell')", "units"))
    asked = target(Each(cells, (Must(Count(Rows("meetings")), ONE, Length.MONTH),)), goal=ALL)
    say(store, "meetings", [{"unit": each, "held_on": "2024-01-05"} for each in ("A1", "B")])
    found = measured(store, asked, "2024-03-31")["2024", None]
    assert facts(found, "numerator", "denominator") == (2, 2)
    assert measured(store, asked, "2024-01-30")["2024", None].numerator is None
    say(store, "meetings", [{"unit": "A1", "held_on": "2024-02-05"}])
    found = measured(store, asked, "2024-03-31")["2024", None]
    assert facts(found, "numerator", "denominator", "most") == (1, 2, Fraction(1, 2))


def test_a_figure_is_the_one_of_its_period_else_the_latest_inside(store: Any) -> None:
    say(
        store,
        "figures",
        [
            {"indicator": "Hộ thoát nghèo", "period": "2023-06", "value": 10},
            {"indicator": "Hộ thoát nghèo", "period": "2023-11", "value": 30},
            {"indicator": "hộ thoát nghèo", "period": "2022", "value": 7},
            {"indicator": "Hộ thoát nghèo", "period": "2022-12", "value": 99},
            {"indicator": "Hộ thoát nghèo", "period": "2021", "value": 5, "unit": "A"},
        ],
    )
    found = measured(store, target(Figure("hộ thoát nghèo")), "2023-12-31")
    assert {label: each.value for (label, _), each in found.items()} == {"2021": None, "2022": 7, "2023": 30}
    assert measured(store, target(Figure("Hộ thoát nghèo")), "2023-11-29")["2023", None].value == 10


def test_a_nil_return_is_a_report_of_nothing(store: Any) -> None:
    nothing = SheetBatch("Sheet1", batch("admissions"), None, ("A1", periods.year(2023)))
    store.take_in("nil.xlsx", "nil", [nothing], options="", at=NOON)
    found = measured(store, target(Count(Rows("admissions"))), "2023-12-31")["2023", None]
    assert facts(found, "numerator", "heard", "reported") == (0, True, 1)


# --- random data against a plain reading -----------------------------------------------------------------------------------------

KINDS = ("grassroots_committee", "grassroots_cell", "sub_cell", "agency", None)
BEGIN, END = date(2021, 1, 1), date(2023, 12, 31)


@dataclass
class World:
    """Units with two statements each (parent, kind by day), and meetings."""

    units: dict[str, list[tuple[date, str | None, str | None]]]
    meetings: list[dict[str, Any]] = field(default_factory=list)

    def at(self, code: str, day: date) -> tuple[str | None, str | None]:
        said = [each for each in self.units[code] if each[0] <= day] or self.units[code][:1]
        return said[-1][1], said[-1][2]

    def above(self, code: str, day: date) -> set[str]:
        found, current = {code}, self.at(code, day)[0]
        while current is not None and current not in found:
            found.add(current)
            current = self.at(current, day)[0]
        return found


@st.composite
def worlds(draw: st.DrawFn) -> World:
    codes = [f"U{number}" for number in range(draw(st.integers(2, 6)))]
    days = [date(2020, 12, 31), date(2022, 6, 30)]
    units = {}
    for place, code in enumerate(codes):
        parents = [None, *codes[:place]]
        units[code] = [(day, draw(st.sampled_from(parents)), draw(st.sampled_from(KINDS))) for day in days[: draw(st.integers(1, 2))]]
    world = World(units)
    some_day = st.dates(BEGIN, END).map(lambda day: day.isoformat())
    dated = st.one_of(some_day, some_day.map(lambda day: day[:7]), some_day.map(lambda day: day[:4]))
    keys = set()
    for _ in range(draw(st.integers(0, 12))):
        meeting = {
            "unit": draw(st.sampled_from(codes)),
            "held_on": draw(dated),
            "kind": draw(st.sampled_from(["regular", "thematic", None])),
            "joint": draw(st.booleans()),
            "present": draw(st.sampled_from([None, 3, 10])),
        }
        key = (meeting["unit"], meeting["held_on"], meeting["kind"])
        if key not in keys:
            keys.add(key)
            world.meetings.append(meeting)
    return world


Three = bool | None


def both(one: Three, other: Three) -> Three:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def regular(world: World, row: dict[str, Any]) -> Three:
    return None if row["kind"] is None else row["kind"] == "regular"


def attended(world: World, row: dict[str, Any]) -> Three:
    return None if row["present"] is None else row["present"] >= 5


def in_a_cell(world: World, row: dict[str, Any]) -> Three:
    kind = world.at(row["unit"], periods.parse(row["held_on"]).first)[1]
    return None if kind is None else kind in ("grassroots_cell", "sub_cell")


CONDITIONS: dict[str, Callable[[World, dict[str, Any]], Three]] = {
    "kind = 'regular'": regular,
    "present >= 5": attended,
    "unit.kind in ('grassroots_cell', 'sub_cell')": in_a_cell,
    "not joint": lambda world, row: not row["joint"],
    "kind = 'regular' and present >= 5": lambda world, row: both(regular(world, row), attended(world, row)),
}


def plain(world: World, rows: list[dict[str, Any]], where: str | None, share: str | None, window: Span) -> tuple[int, int, int, int]:
    """Numerator, denominator, undecided and left out, read off the rows one by one."""
    numerator = denominator = undecided = left_out = 0
    for row in rows:
        held = periods.parse(row["held_on"])
        if held.last < window.first or held.first > window.last:
            continue
        narrowed = CONDITIONS[where](world, row) if where else True
        if not window.covers(held):
            left_out += narrowed is not False
            continue
        counted = CONDITIONS[share](world, row) if share else True
        if narrowed is None or (narrowed and counted is None):
            undecided += 1
        elif narrowed:
            denominator += 1
            numerator += bool(counted)
    return numerator, denominator, undecided, left_out


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    worlds(),
    st.dates(BEGIN, END),
    st.sampled_from([None, *CONDITIONS]),
    st.sampled_from([None, *CONDITIONS]),
    st.sampled_from(["year", "quarter", "month"]),
)
def test_a_query_equals_a_plain_reading(world: World, as_of: date, where: str | None, share: str | None, every: str) -> None:
    rows = Rows("meetings", where=parse(where, "meetings") if where else None)
    measure = Share(rows, parse(share, "meetings")) if share else Count(rows)
    asked = target(measure, when=When(every=Length(every)))
    with in_memory() as store:
        _tell(store, world)
        found = measured(store, asked, as_of.isoformat())
        split = measured(store, asked, as_of.isoformat(), by_unit=True)
    for outer in outer_periods(TERM, asked):
        window = Span(outer.span.first, min(outer.span.last, as_of))
        if outer.span.first > as_of:
            assert (outer.label, None) not in found
            continue
        expected = plain(world, world.meetings, where, share, window)
        one = found[outer.label, None]
        heard = any(window.covers(periods.parse(row["held_on"])) for row in world.meetings)
        assert one.heard is heard
        got = (one.numerator or 0, (one.denominator if share else expected[1]) or 0, one.undecided, one.left_out)
        assert got == (expected if heard else (0, expected[1] * (not share), 0, expected[3])), outer.label
        lines = [each for (label, _), each in split.items() if label == outer.label]
        _reported_as_read(world, one, window, outer.span, as_of)
        if _due_above_each_other(world):
            continue  # a committee's line holds what stands below it, so lines of both would count it twice
        assert sum(each.numerator or 0 for each in lines) == (one.numerator or 0)
        assert sum(each.undecided for each in lines) == one.undecided
        assert sum(each.reported for each in lines) == one.reported


def _due_above_each_other(world: World) -> bool:
    """Whether one unit due ever stood below another: after a reorganisation within a period a record may belong to both."""
    days = {said[0] for each in world.units.values() for said in each}
    due = {code for code in world.units for day in days if world.at(code, day)[1] in ("grassroots_committee", "grassroots_cell")}
    return any((world.above(code, day) - {code}) & due for code in due for day in days)


def _reported_as_read(world: World, one: Measured, window: Span, span: Span, as_of: date) -> None:
    day = min(span.last, as_of)
    due = {code for code in world.units if world.at(code, day)[1] in ("grassroots_committee", "grassroots_cell")}
    inside = [row for row in world.meetings if window.covers(periods.parse(row["held_on"]))]
    reported = {above for row in inside for above in world.above(row["unit"], periods.parse(row["held_on"]).first)}
    assert facts(one, "reported", "due") == (len(due & reported), len(due))


def _tell(store: Any, world: World) -> None:
    for day in sorted({said[0] for each in world.units.values() for said in each}):
        rows = [
            {"code": code, "name": f"Đơn vị {code}", "parent": parent, "kind": kind}
            for code, each in world.units.items()
            for said_on, parent, kind in each
            if said_on == day
        ]
        say(store, "units", rows, stated_on=day.isoformat())
    if world.meetings:
        done = say(store, "meetings", world.meetings)
        assert done.counts[0].new == len(world.meetings)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds(), st.dates(BEGIN, END))
def test_each_equals_a_plain_reading(world: World, as_of: date) -> None:
    cells = Rows("units", where=parse("kind in ('grassroots_cell', 'sub_cell')", "units"))
    asked = target(
        Each(cells, (Must(Count(Rows("meetings", where=parse("kind = 'regular'", "meetings"))), ONE, Length.QUARTER),)), goal=ALL
    )
    with in_memory() as store:
        _tell(store, world)
        found = measured(store, asked, as_of.isoformat())
    for number in (2021, 2022, 2023):
        outer = periods.year(number)
        if outer.first > as_of:
            continue
        expected = _each_as_read(world, outer, as_of)
        one = found[str(number), None]
        assert facts(one, "numerator", "denominator") == (expected or (None, None)), (number, expected)


def _each_as_read(world: World, outer: Span, as_of: date) -> tuple[int, int] | None:
    def inside(row: dict[str, Any], window: Span) -> bool:
        return window.covers(periods.parse(row["held_on"]))

    so_far = Span(outer.first, min(outer.last, as_of))
    if not any(inside(row, so_far) for row in world.meetings):
        return None
    quarters = [each for each in periods.whole(Length.QUARTER, outer) if each.last <= as_of]
    if as_of < outer.last:
        quarters = [each for each in quarters if any(inside(row, each) for row in world.meetings)]
    if not quarters:
        return None
    outcome: dict[str, str] = {}
    for code in world.units:
        due = [each for each in quarters if world.at(code, each.last)[1] in ("grassroots_cell", "sub_cell")]
        own = [row for row in world.meetings if code in world.above(row["unit"], periods.parse(row["held_on"]).first)]
        spoke = any(inside(row, each) for row in own for each in due)
        for quarter in due:
            rows = [row for row in own if inside(row, quarter)]
            if spoke and any(regular(world, row) for row in rows):
                result = "holds"
            elif spoke and any(regular(world, row) is None for row in rows):
                result = "undecided"
            else:
                result = "fails"
            ranks = ["holds", "undecided", "fails"]
            outcome[code] = max(outcome.get(code, "holds"), result, key=ranks.index)
    holds = sum(each == "holds" for each in outcome.values())
    return holds, holds + sum(each == "fails" for each in outcome.values())


# --- the other measures on the same random worlds ------------------------------------------------------------------------------


def inside(world: World, window: Span) -> list[dict[str, Any]]:
    return [row for row in world.meetings if window.covers(periods.parse(row["held_on"]))]


def yearly(store: Any, measure: Measure, as_of: date) -> dict[int, Measured]:
    found = measured(store, target(measure), as_of.isoformat())
    return {int(label): one for (label, _), one in found.items()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds(), st.dates(BEGIN, END), st.sampled_from([*CONDITIONS]), st.sampled_from([*CONDITIONS]))
def test_parts_ratios_and_different_units_equal_a_plain_reading(world: World, as_of: date, one: str, other: str) -> None:
    above, below = parse(one, "meetings"), parse(other, "meetings")
    with in_memory() as store:
        _tell(store, world)
        part = yearly(store, Share(Rows("meetings"), below, (above,)), as_of)
        ratio = yearly(store, Ratio(Count(Rows("meetings", where=above)), Count(Rows("meetings", where=below))), as_of)
        units = yearly(store, Count(Rows("meetings", where=above, distinct=("unit",))), as_of)
    for number in part:
        rows = inside(world, Span(date(number, 1, 1), min(date(number, 12, 31), as_of)))
        holds = [(CONDITIONS[one](world, row), CONDITIONS[other](world, row), row["unit"]) for row in rows]
        if not rows:
            assert not part[number].heard
            continue
        counted = [below_holds for above_holds, below_holds, _ in holds if above_holds and below_holds is not None]
        unsure = sum(above_holds is None or (above_holds and below_holds is None) for above_holds, below_holds, _ in holds)
        assert facts(part[number], "numerator", "denominator", "undecided") == (sum(counted), len(counted), unsure)
        assert facts(ratio[number], "numerator", "denominator") == (
            sum(above_holds is True for above_holds, _, _ in holds),
            sum(below_holds is True for _, below_holds, _ in holds),
        )
        assert units[number].numerator == len({unit for above_holds, _, unit in holds if above_holds})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds(), st.dates(BEGIN, END), st.sampled_from(["end", "start", "term-start"]))
def test_units_in_stock_equal_a_plain_reading(world: World, as_of: date, at: Any) -> None:
    cells = Count(Rows("units", where=parse("kind in ('grassroots_cell', 'sub_cell')", "units"), at=at))
    with in_memory() as store:
        _tell(store, world)
        found = yearly(store, cells, as_of)
    for number, one in found.items():
        days = {"end": min(date(number, 12, 31), as_of), "start": date(number - 1, 12, 31), "term-start": date(2020, 8, 10)}
        kinds = [world.at(code, days[at])[1] for code in world.units]
        expected = sum(kind in ("grassroots_cell", "sub_cell") for kind in kinds)
        assert facts(one, "numerator", "undecided") == (expected, kinds.count(None))


LABELS = ["2021", "2022", "2021-H1", "2021-Q3", "2021-12", "2022-01", "2022-Q4", "2022-12"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.tuples(st.sampled_from(LABELS), st.sampled_from([None, "A"])), st.integers(-5, 5), max_size=8), st.dates(BEGIN, END)
)
def test_a_figure_equals_a_plain_reading(told: dict[tuple[str, str | None], int], as_of: date) -> None:
    with in_memory() as store:
        rows = [{"indicator": "x", "period": label, "unit": code, "value": value} for (label, code), value in told.items()]
        say(store, "figures", rows)
        found = yearly(store, Figure("X"), as_of)
    for number, one in found.items():
        year = periods.year(number)
        spans = {periods.parse(label): value for (label, code), value in told.items() if code is None}
        known = {span: value for span, value in spans.items() if year.covers(span) and span.last <= as_of}
        latest = max(known, key=lambda span: (span.last, span.days), default=None)
        assert one.value == known.get(year, known[latest] if latest else None)
