"""`each` of units in its three forms, what they must do, and the longest gap: tables worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from asking import asked, facts, judged, lines, office, one, term

if TYPE_CHECKING:
    from collections.abc import Iterator

END = "2023-12-31"
CELLS = "kind in ('grassroots_cell', 'sub_cell')"
REGULAR = "kind = 'regular'"
UNITS: list[dict[str, Any]] = [
    {"code": "DB", "name": "Đảng bộ Khối", "kind": "upper_committee"},
    {"code": "A", "name": "Chi bộ A", "kind": "sub_cell", "parent": "DB"},
    {"code": "B", "name": "Chi bộ B", "kind": "grassroots_cell", "parent": "DB"},
    {"code": "C", "name": "Chi bộ C", "kind": "grassroots_cell", "parent": "DB", "established_on": "2023-05-01"},
]
QUARTERS = (2, 5, 8, 11)  # a month of each quarter


def met(unit: str, *months: int, year: int = 2023, **other: Any) -> list[dict[str, Any]]:
    return [{"unit": unit, "held_on": f"{year}-{month:02}-15", "kind": "regular", **other} for month in months]


def quarterly(**keys: Any) -> dict[str, Any]:
    """Each cell has a regular meeting every quarter."""
    must = {"count": "meetings", "where": REGULAR, "goal": ">= 1", "every": "quarter"}
    return asked(each="units", where=CELLS, must=must, **{"goal": "= 100%", **keys})


# A met in all four quarters. C began in May: it is due for the third and the fourth, and met in both.
A_AND_C = [*met("A", *QUARTERS), *met("C", 8, 11)]
GOALS = {"share": "= 100%", "number": ">= 3", "periods": "= 100%"}


@pytest.mark.parametrize(
    ("others", "share", "number", "periods"),
    [
        pytest.param(met("B", *QUARTERS), (3, 3, 0), (3, None, 0), (10, 10, 0), id="everybody always"),
        pytest.param(met("B", 2, 5, 8), (2, 3, 0), (2, None, 0), (9, 10, 0), id="one did not once"),
        pytest.param(met("B", 2, 5), (2, 3, 0), (2, None, 0), (8, 10, 0), id="one did not twice"),
        pytest.param([], (2, 3, 0), (2, None, 0), (6, 10, 0), id="one is silent"),
        pytest.param([*met("B", 2, 5, 8), *met("B", 11, kind=None)], (2, 2, 1), (2, None, 1), (9, 9, 1), id="of one it is not known once"),
        pytest.param([*met("B", 2, 5), *met("B", 11, kind=None)], (2, 3, 0), (2, None, 0), (8, 9, 1), id="one that failed is not undecided"),
        pytest.param([*met("B", *QUARTERS), *met("B", 11, kind=None)], (3, 3, 0), (3, None, 0), (10, 10, 0), id="a blank beside what is enough"),
        pytest.param(met("B", *QUARTERS, 1, 4, 7, 10), (3, 3, 0), (3, None, 0), (10, 10, 0), id="twice a quarter is once"),
        pytest.param(met("B", 2, 3, 5, 6), (2, 3, 0), (2, None, 0), (8, 10, 0), id="twice in one quarter is not once in the next"),
    ],
)  # fmt: skip
def test_the_three_forms(
    others: list[dict[str, Any]], share: tuple[int, int, int], number: tuple[int, None, int], periods: tuple[int, int, int]
) -> None:
    with office(UNITS, meetings=[*A_AND_C, *others]) as store:
        for form, numbers in {"share": share, "number": number, "periods": periods}.items():
            keys = {} if form == "share" else {"form": form}
            found = one(store, quarterly(**keys, goal=GOALS[form]), END)
            assert facts(found, "numerator", "denominator", "undecided") == numbers, form
            assert facts(found, "reported", "due") == (3 if others else 2, 3)


ONCE_LATE = [*A_AND_C, *met("B", 2, 8, 11)]  # B had none in the second quarter


@pytest.fixture(scope="module")
def once_late() -> Iterator[Any]:
    with office(UNITS, meetings=ONCE_LATE) as store:
        yield store


@pytest.mark.parametrize(
    ("form", "goal", "as_of", "status"),
    [
        pytest.param(None, "= 100%", END, "missed", id="one of three failed"),
        pytest.param(None, ">= 66.6%", END, "met", id="two thirds are more than 66.6%"),
        pytest.param(None, ">= 66.7%", END, "missed", id="and less than 66.7%"),
        pytest.param("number", ">= 2", END, "met", id="two did"),
        pytest.param("number", ">= 3", END, "missed", id="not three"),
        pytest.param("periods", ">= 90%", END, "met", id="9 of 10 periods"),
        pytest.param("periods", "> 90%", END, "missed", id="not more"),
        pytest.param(None, "= 100%", "2023-03-30", "not-due", id="no quarter has ended"),
        pytest.param(None, "= 100%", "2023-03-31", "on-track", id="the first ended today"),
        pytest.param(None, "= 100%", "2023-06-29", "on-track", id="the second has not ended"),
        pytest.param(None, "= 100%", "2023-06-30", "missed", id="lost with the first that failed"),
        pytest.param(None, ">= 66.6%", "2023-11-30", "on-track", id="what holds can still be lost"),
        pytest.param(None, ">= 66.7%", "2023-11-30", "missed", id="and what one failed cannot be reached again"),
        pytest.param(None, "<= 50%", "2023-11-30", "behind", id="a broken cap"),
        pytest.param(None, "within 60% .. 70%", "2023-11-30", "on-track", id="in its band"),
        pytest.param("number", ">= 2", "2023-11-30", "on-track", id="a number that can still be lost"),
        pytest.param("number", ">= 3", "2023-11-30", "behind", id="a number has no pace: below is behind"),
        pytest.param("number", "<= 1", "2023-11-30", "behind", id="a broken cap of a number"),
        pytest.param("periods", "= 100%", "2023-06-29", "on-track", id="no failure so far"),
        pytest.param("periods", "= 100%", "2023-06-30", "missed", id="missed at the first failure"),
        pytest.param("periods", ">= 85%", "2023-11-30", "on-track", id="6 of 7 periods are 85.7%"),
        pytest.param("periods", ">= 86%", "2023-11-30", "behind", id="and can still become more"),
    ],
)
def test_the_forms_are_judged(once_late: Any, form: str | None, goal: str, as_of: str, status: str) -> None:
    keys = {"form": form} if form else {}
    assert one(once_late, quarterly(**keys, goal=goal), as_of).status == status


@pytest.mark.parametrize(
    ("goal", "status"),
    [
        pytest.param(">= 50%", "on-track", id="one of the two that are known"),
        pytest.param(">= 66%", "behind", id="two of three, should the third turn out to have met"),
        pytest.param(">= 67%", "missed", id="more than can be"),
    ],
)
def test_a_unit_of_which_it_is_not_known_may_still_turn_out_to_hold(goal: str, status: str) -> None:
    units = [*UNITS[:3], {**UNITS[3], "established_on": "2022-05-01"}]
    with office(units, meetings=[*met("A", 2), *met("B", 2, kind=None), *met("C", 5)]) as store:
        found = one(store, quarterly(goal=goal), "2023-05-31")
    assert facts(found, "numerator", "denominator", "undecided", "status") == (1, 2, 1, status)


def test_while_the_year_is_open_only_quarters_somebody_reported_are_looked_at() -> None:
    with office(UNITS, meetings=[*met("A", 2), *met("B", 2)]) as store:
        found = {day: facts(one(store, quarterly(), day), "status", "numerator", "denominator") for day in ("2023-10-31", END)}
    assert found == {"2023-10-31": ("on-track", 2, 2), END: ("missed", 0, 3)}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param("2023-04-09", ("not-due", None, None), id="nine days after the quarter reports may still come"),
        pytest.param("2023-04-10", ("missed", 1, 2), id="after ten it is looked at"),
        pytest.param("2024-01-09", ("missed", 1, 3), id="the fourth may still come; of the second nobody spoke"),
        pytest.param("2024-01-10", ("missed", 0, 3), id="all four: C had none in the fourth"),
    ],
)
def test_report_by_holds_for_inner_periods(as_of: str, expected: tuple[str, int | None, int | None]) -> None:
    with office(UNITS, meetings=[*met("A", 2), *met("C", 8)]) as store:
        assert facts(one(store, quarterly(report_by=10), as_of), "status", "numerator", "denominator") == expected


@pytest.mark.parametrize(
    ("dates", "due"),
    [
        pytest.param({}, 4, id="there all the time"),
        pytest.param({"established_on": "2023-01-01"}, 4, id="from the first day"),
        pytest.param({"established_on": "2023-04-01"}, 3, id="from the first day of a quarter"),
        pytest.param({"established_on": "2023-04-02"}, 2, id="a day later"),
        pytest.param({"established_on": "2023-04"}, 2, id="some day of April is not surely the first"),
        pytest.param({"dissolved_on": "2023-07-01"}, 2, id="the first day out is that of the third quarter"),
        pytest.param({"dissolved_on": "2023-06-30"}, 1, id="a day earlier"),
        pytest.param({"established_on": "2023-02-01", "dissolved_on": "2023-09-30"}, 1, id="one quarter throughout"),
        pytest.param({"established_on": "2023-02-01", "dissolved_on": "2023-05-01"}, 0, id="none throughout"),
    ],
)
def test_a_unit_is_due_for_what_it_lived_through(dates: dict[str, str], due: int) -> None:
    units = [*UNITS[:2], {"code": "X", "name": "Chi bộ X", "kind": "sub_cell", "parent": "DB", **dates}]
    with office(units, meetings=met("A", *QUARTERS)) as store:
        periods = one(store, quarterly(form="periods"), END)
        share = one(store, quarterly(), END)
    assert facts(periods, "numerator", "denominator") == (4, 4 + due)
    assert facts(share, "numerator", "denominator") == (1, 1 + (due > 0))


def test_a_unit_of_which_a_blank_leaves_open_whether_it_is_looked_at_is_undecided() -> None:
    with office([*UNITS[:2], {"code": "X", "name": "Chi bộ X", "parent": "DB"}], meetings=met("A", *QUARTERS)) as store:
        found = one(store, quarterly(), END)
    assert facts(found, "numerator", "denominator", "undecided", "status") == (1, 1, 1, "met")


def test_such_a_unit_is_undecided_only_if_it_lived_through_a_quarter_looked_at() -> None:
    units = [*UNITS[:2], {"code": "X", "name": "Chi bộ X", "parent": "DB", "established_on": "2023-04-01"}]
    with office(units, meetings=met("A", 2)) as store:
        found = {day: one(store, quarterly(), day).undecided for day in ("2023-07-31", END)}
    assert found == {"2023-07-31": 0, END: 1}  # while the year is open nobody reported the second quarter


# --- what they must do --------------------------------------------------------------------------------------------------------

DONE: list[dict[str, Any]] = [
    {"unit": "A", "held_on": "2023-02-01", "kind": "regular", "due": 10, "present": 10, "score": Decimal("9.5"), "quality": "good"},
    {"unit": "A", "held_on": "2023-03-01", "kind": "thematic", "due": 10, "present": 8, "score": Decimal("8.5"), "quality": "poor"},
    {"unit": "B", "held_on": "2023-02-01", "kind": "regular", "due": 10, "present": 9, "quality": "good"},
    {"unit": "B", "held_on": "2023-03-01", "kind": "regular", "due": 10, "score": 8, "quality": "fair"},
]
H, U, F = (1, 1, 0), (0, 0, 1), (0, 1, 0)  # it holds, it is undecided, it fails


@pytest.mark.parametrize(
    ("must", "a", "b"),
    [
        pytest.param({"count": "meetings", "goal": ">= 2"}, H, H, id="a count"),
        pytest.param({"count": "meetings", "where": "quality = 'poor'", "goal": "= 0"}, F, H, id="none may be poor: one was, none was"),
        pytest.param({"count": "meetings", "where": "score >= 9", "goal": ">= 1"}, H, U, id="a blank could be the one that is missing"),
        pytest.param({"count": "meetings", "where": "score >= 9", "goal": ">= 2"}, F, F, id="one blank is not two"),
        pytest.param({"count": "meetings", "where": "score >= 8", "goal": "<= 1"}, F, H, id="a cap is not broken by a blank"),
        pytest.param({"sum": "meetings.present", "goal": ">= 10"}, H, U, id="a blank amount could be enough"),
        pytest.param({"sum": "meetings.present", "goal": ">= 9"}, H, H, id="enough without it"),
        pytest.param({"sum": "meetings.due", "goal": "within 19 .. 20"}, H, H, id="a band"),
        pytest.param({"sum": "meetings.due", "goal": "<= 19"}, F, F, id="a broken cap"),
        pytest.param({"average": "meetings.score", "goal": ">= 9"}, H, U, id="an average, one of it unknown"),
        pytest.param({"average": "meetings.score", "goal": ">= 9.1"}, F, U, id="an average too low"),
        pytest.param({"average": "meetings.score", "goal": ">= 8"}, H, H, id="both high enough"),
        pytest.param({"share": REGULAR, "of": "meetings", "goal": ">= 51%"}, F, H, id="a share"),
        pytest.param({"share": "present >= 9", "of": "meetings", "goal": ">= 51%"}, F, H, id="a share over what is known"),
        pytest.param({"share": "present >= 10", "of": "meetings", "goal": ">= 50%"}, H, U, id="a share that a blank could lift: 0 of 1, or 1 of 2"),
        pytest.param({"share": "present >= 10", "of": "meetings", "goal": ">= 51%"}, F, F, id="but not that high"),
        pytest.param(
            {"ratio": {"part": {"sum": "meetings.present"}, "whole": {"sum": "meetings.due"}}, "goal": ">= 90%"}, H, U, id="a ratio: 18 of 20, 9 of 20",
        ),
        pytest.param(
            {"count": "meetings", "where": REGULAR, "than": {"count": "meetings"}, "goal": ">= 100%"}, F, H, id="a count against another",
        ),
        pytest.param([{"count": "meetings", "goal": ">= 2"}, {"count": "meetings", "where": REGULAR, "goal": ">= 2"}], F, H, id="all must hold"),
        pytest.param(
            [{"count": "meetings", "where": "quality = 'poor'", "goal": "= 0"}, {"sum": "meetings.present", "goal": ">= 10"}], F, U,
            id="what failed and what is not known",
        ),
        pytest.param({"longest_gap": "meetings", "goal": "<= 9"}, H, H, id="April to December are nine months"),
        pytest.param({"longest_gap": "meetings", "where": "kind = 'thematic'", "goal": "<= 9"}, H, F, id="of one kind only"),
    ],
)  # fmt: skip
def test_what_each_must_do(must: Any, a: tuple[int, int, int], b: tuple[int, int, int]) -> None:
    with office(UNITS[:3], meetings=DONE) as store:
        found = judged(store, asked(each="units", where=CELLS, must=must, goal="= 100%"), END, year=2023, by_unit=True)
    told = lines(found, "numerator", "denominator", "undecided")
    assert {unit: told[unit] for unit in ("A", "B")} == {"A": a, "B": b}
    assert told[None] == tuple(map(sum, zip(a, b, strict=True)))


@pytest.mark.parametrize("goal", ["= 0", "<= 5"])
def test_a_silent_unit_fails_what_it_cannot_break(goal: str) -> None:
    must = {"count": "meetings", "where": "quality = 'poor'", "goal": goal, "every": "month"}
    target = asked(each="units", where=CELLS, must=must, goal="= 100%")
    with office(UNITS[:3], meetings=met("A", 1, 3)) as store:
        assert lines(judged(store, target, END, year=2023, by_unit=True), "status") == {None: "missed", "A": "met", "B": "missed"}


def test_a_unit_that_spoke_in_a_month_not_ended_yet_is_not_silent() -> None:
    must = {"count": "meetings", "where": "quality = 'poor'", "goal": "= 0", "every": "month"}
    target = asked(each="units", where=CELLS, must=must, goal="= 100%")
    with office(UNITS[:3], meetings=[*met("A", 1), *met("B", 3)]) as store:
        assert facts(one(store, target, "2023-03-14"), "status", "numerator", "denominator") == ("missed", 1, 2)
        assert facts(one(store, target, "2023-03-15"), "status", "numerator", "denominator") == ("on-track", 2, 2)


RATED = {"count": "ratings", "where": "rating = 'good'", "goal": ">= 1"}
MONTHLY = {"count": "meetings", "goal": ">= 1", "every": "month"}


@pytest.mark.parametrize(
    ("meetings", "ratings", "as_of", "expected"),
    [
        pytest.param(met("A", 1), [], "2023-01-31", ("on-track", 1, 1), id="what is due at the year's end is not looked at before"),
        pytest.param(met("A", 1, 3), [], "2023-02-28", ("on-track", 1, 1), id="nor is a month nobody reported"),
        pytest.param(met("A", 1, 3), [], "2023-03-31", ("on-track", 1, 1), id="while the year is open"),
        pytest.param(met("A", *range(1, 13)), ["good"], END, ("met", 1, 1), id="both hold"),
        pytest.param(met("A", *range(1, 13)), ["failed"], END, ("missed", 0, 1), id="the second does not"),
        pytest.param(met("A", *range(2, 13)), ["good"], END, ("missed", 0, 1), id="the first does not"),
        pytest.param(met("A", *range(1, 13)), [], END, ("no-data", None, None), id="nobody reported the second: no data is not 0"),
        pytest.param([], ["good"], END, ("no-data", None, None), id="nobody reported the first"),
    ],
)
def test_two_musts_of_different_kinds(
    meetings: list[dict[str, Any]], ratings: list[str], as_of: str, expected: tuple[str, int | None, int | None]
) -> None:
    rated = [{"unit": "A", "period": "2023", "rating": rating} for rating in ratings]
    with office(UNITS[:2], meetings=meetings, ratings=rated) as store:
        found = one(store, asked(each="units", where=CELLS, must=[MONTHLY, RATED], goal="= 100%"), as_of)
    assert facts(found, "status", "numerator", "denominator") == expected


# --- waived, line by line, held against quotas --------------------------------------------------------------------------------


def excused(unit: str, **keys: Any) -> tuple[dict[str, Any], ...]:
    return ({"target": "t", "unit": unit, **keys},)


@pytest.mark.parametrize(
    ("waivers", "as_of", "share", "periods"),
    [
        pytest.param((), END, (2, 3, 0, "missed"), (9, 10, 0, "missed"), id="nobody is excused"),
        pytest.param(excused("B"), END, (2, 2, 1, "met"), (6, 6, 1, "met"), id="one that failed leaves the denominator"),
        pytest.param(excused("C"), END, (2, 3, 0, "missed"), (9, 10, 0, "missed"), id="one that holds stays in it"),
        pytest.param(excused("B", period=2023), END, (2, 2, 1, "met"), (6, 6, 1, "met"), id="for this year"),
        pytest.param(excused("B", period=2022), END, (2, 3, 0, "missed"), (9, 10, 0, "missed"), id="for another year"),
        pytest.param(excused("B", until=END), END, (2, 2, 1, "met"), (6, 6, 1, "met"), id="until the day of judgement"),
        pytest.param(excused("B", until=END), "2024-01-01", (2, 3, 0, "missed"), (9, 10, 0, "missed"), id="the day after"),
        pytest.param(excused("Z"), END, (2, 3, 0, "missed"), (9, 10, 0, "missed"), id="one nobody knows"),
        pytest.param(excused("B"), "2023-07-31", (1, 1, 1, "on-track"), (2, 2, 1, "on-track"), id="lost no more while the year is open"),
    ],
)
def test_a_waiver_takes_a_unit_out_of_the_denominator(
    once_late: Any, waivers: tuple[dict[str, Any], ...], as_of: str, share: tuple[Any, ...], periods: tuple[Any, ...]
) -> None:
    for keys, expected in (({}, share), ({"form": "periods"}, periods)):
        found = one(once_late, term(quarterly(**keys), waivers=waivers), as_of)
        assert facts(found, "numerator", "denominator", "waived_units", "status") == expected


def test_where_all_are_waived_there_is_nothing_to_judge_by() -> None:
    with office(UNITS[:2], meetings=met("A", 2)) as store:
        found = one(store, term(quarterly(), waivers=excused("A")), END)
    assert facts(found, "status", "denominator", "waived_units", "without_waiver") == ("no-data", 0, 1, None)


def test_every_unit_has_a_line_held_against_the_same_goal(once_late: Any) -> None:
    found = judged(once_late, term(quarterly(), waivers=excused("B")), END, year=2023, by_unit=True)
    assert lines(found, "numerator", "denominator", "status") == {
        None: (2, 2, "met"),
        "A": (1, 1, "met"),
        "B": (0, 1, "waived"),
        "C": (1, 1, "met"),
    }
    found = judged(once_late, quarterly(form="periods", goal=">= 75%"), END, year=2023, by_unit=True)
    assert lines(found, "value", "status") == {
        None: (Fraction(9, 10), "met"), "A": (1, "met"), "B": (Fraction(3, 4), "met"), "C": (1, "met"),
    }  # fmt: skip
    assert facts(one(once_late, quarterly(), END, unit="B"), "numerator", "denominator", "status") == (0, 1, "missed")


@pytest.mark.parametrize(
    ("quotas", "share", "by_line"),
    [
        pytest.param({"A": 4, "B": 3, "C": 2}, (3, 3, 0), {"A": "met", "B": "met", "C": "met"}, id="everybody on his quota"),
        pytest.param({"A": 5, "B": 3, "C": 2}, (2, 3, 0), {"A": "missed", "B": "met", "C": "met"}, id="one below"),
        pytest.param({"A": 4, "B": 3}, (2, 2, 1), {"A": "met", "B": "met", "C": "no-data"}, id="one without a quota: no quota is not 0"),
        pytest.param({"A": 4, "B": 0, "C": 3}, (2, 3, 0), {"A": "met", "B": "met", "C": "missed"}, id="a quota of 0"),
    ],
)
def test_each_is_held_against_its_own_quota(quotas: dict[str, int], share: tuple[int, int, int], by_line: dict[str, str]) -> None:
    units = [*UNITS[:3], {**UNITS[3], "established_on": "2022-05-01"}]
    allocations = [{"target": "t", "unit": unit, "period": "2023", "value": value} for unit, value in quotas.items()]
    target = asked(each="units", where=CELLS, must={"count": "meetings", "goal": ">= allocated"}, goal="= 100%")
    with office(units, meetings=ONCE_LATE, allocations=allocations) as store:
        found = judged(store, target, END, year=2023, by_unit=True)
    assert facts(found["2023", None], "numerator", "denominator", "undecided") == share
    assert {unit: status for unit, status in lines(found, "status").items() if unit} == by_line


@pytest.mark.parametrize(
    ("quotas", "expected"),
    [
        pytest.param({"2023": 1}, (4, 4, 0), id="the year's binds in every quarter of it"),
        pytest.param({None: 2}, (0, 4, 0), id="as does one without a period"),
        pytest.param({"2023-Q1": 1}, (1, 1, 3), id="a quarter's in that quarter only"),
        pytest.param({"2023-Q1": 1, "2023": 2}, (1, 4, 0), id="it goes before the year's"),
        pytest.param({"2022": 1}, (0, 0, 4), id="one of another year does not bind"),
    ],
)
def test_which_quota_binds_in_a_quarter(quotas: dict[str | None, int], expected: tuple[int, int, int]) -> None:
    allocations = [{"target": "t", "unit": "A", "period": period, "value": value} for period, value in quotas.items()]
    must = {"count": "meetings", "goal": ">= allocated", "every": "quarter"}
    with office(UNITS[:2], meetings=met("A", *QUARTERS), allocations=allocations) as store:
        found = one(store, asked(each="units", where=CELLS, must=must, form="periods", goal="= 100%"), END)
    assert facts(found, "numerator", "denominator", "undecided") == expected


# --- the longest gap ----------------------------------------------------------------------------------------------------------

EVEN = tuple(range(2, 13, 2))


def gap(goal: str, **keys: Any) -> dict[str, Any]:
    must = {"longest_gap": "meetings", "where": REGULAR, "goal": goal}
    return asked(each="units", where="code = 'A'", must=must, goal="= 100%", **keys)


@pytest.mark.parametrize(
    ("months", "longest"),
    [
        pytest.param(tuple(range(1, 13)), 0, id="every month"),
        pytest.param(EVEN, 1, id="every other month"),
        pytest.param((1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12), 1, id="one month without"),
        pytest.param((1, 2, 5, 6, 7, 8, 9, 11, 12), 2, id="two in a row, and one"),
        pytest.param(tuple(range(4, 13)), 3, id="before the first one"),
        pytest.param(tuple(range(1, 9)), 4, id="after the last one"),
        pytest.param((6,), 6, id="one in June: five before, six after"),
        pytest.param((1, 12), 10, id="between the first and the last"),
    ],
)
def test_the_longest_gap(months: tuple[int, ...], longest: int) -> None:
    with office(UNITS[:2], meetings=met("A", *months)) as store:
        held = {limit: one(store, gap(f"<= {limit}"), END).status for limit in range(13)}
        assert one(store, gap(f"< {longest + 1}"), END).status == "met"
        assert one(store, gap(f"< {longest}" if longest else "> 0"), END).status == "missed"
    assert held == {limit: "met" if limit >= longest else "missed" for limit in range(13)}


@pytest.mark.parametrize(
    ("blanks", "limit", "status", "undecided"),
    [
        pytest.param((3,), 1, "no-data", 1, id="a blank that would close the gap"),
        pytest.param((3,), 2, "met", 0, id="a gap that is short enough with the blank or without"),
        pytest.param((3,), 0, "missed", 0, id="and one that is too long with it"),
    ],
)
def test_a_gap_of_which_a_blank_decides(blanks: tuple[int, ...], limit: int, status: str, undecided: int) -> None:
    rows = [*met("A", 1, 2, 5, 6, 7, 8, 9, 10, 11, 12), *met("A", *blanks, kind=None)]  # March is not known, April is without
    with office(UNITS[:2], meetings=rows) as store:
        assert facts(one(store, gap(f"<= {limit}"), END), "status", "undecided") == (status, undecided)


def test_a_gap_ends_with_its_period() -> None:
    rows = [*met("A", *range(1, 11), year=2022), *met("A", *range(3, 13))]
    with office(UNITS[:2], meetings=rows) as store:
        found = judged(store, gap("<= 2"), END)
        assert [found[period, None].status for period in ("2022", "2023")] == ["met", "met"]  # November to February is four
        by_half = judged(store, gap("<= 1", every="half"), "2023-06-30")
    assert [by_half[period, None].status for period in ("2022-H1", "2022-H2", "2023-H1")] == ["met", "missed", "missed"]


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        pytest.param("2023-06-29", "not-due", id="the half has not ended, though the gap has"),
        pytest.param("2023-06-30", "missed", id="it has"),
    ],
)
def test_a_gap_is_looked_at_when_its_period_has_ended(as_of: str, status: str) -> None:
    with office(UNITS[:2], meetings=met("A", 1, 6)) as store:
        assert one(store, gap("< 2", every="half"), as_of, "2023-H1").status == status


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param({"established_on": "2023-01-01"}, (0, 1), id="it lived through the year"),
        pytest.param({"established_on": "2023-01-02"}, (0, 0), id="it did not"),
        pytest.param({"dissolved_on": "2023-12-31"}, (0, 0), id="nor to its end"),
    ],
)
def test_a_gap_is_asked_of_units_that_lived_through_the_period(dates: dict[str, str], expected: tuple[int, int]) -> None:
    with office([UNITS[0], {**UNITS[1], **dates}], meetings=met("A", 1)) as store:
        assert facts(one(store, gap("<= 1"), END), "numerator", "denominator") == expected
