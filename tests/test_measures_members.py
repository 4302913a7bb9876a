"""`each` of members: who is looked at, what he must do, whose line he counts for; worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asking import asked, facts, judged, lines, office, one, tell, term
from storing import say

if TYPE_CHECKING:
    from collections.abc import Iterator

END = "2023-12-31"


def member(card: str, unit: str = "A1", **other: Any) -> dict[str, Any]:
    return {"card_number": card, "full_name": f"Lê {card}", "unit": unit, "position": "Cấp ủy viên", **other}


def visit(card: str, day: str, quantity: int | None = 1, **other: Any) -> dict[str, Any]:
    return {"card_number": card, "kind": "cell_visits", "object": "Chi bộ", "from_date": day, "quantity": quantity, **other}


def visits(enough: str, inner: str | None = None, **keys: Any) -> dict[str, Any]:
    """Each member of a committee visits so many cells, in every inner period or in the year."""
    must = {"sum": "assignments.quantity", "where": "kind = 'cell_visits'", "goal": enough, **({"every": inner} if inner else {})}
    return asked(each="members", where="position = 'Cấp ủy viên'", must=must, **{"goal": "= 100%", **keys})


# --- who is looked at ---------------------------------------------------------------------------------------------------------

THERE, AWAY = (1, 2), (1, 1)  # M did what he must; X, of whom nothing is reported, is looked at or not


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param({}, THERE, id="no date says that he came or went"),
        pytest.param({"joined_on": "2023-01-01"}, THERE, id="came on the first day"),
        pytest.param({"joined_on": "2023-01-02"}, AWAY, id="came on the second"),
        pytest.param({"joined_on": "2022"}, THERE, id="came some day of the year before"),
        pytest.param({"joined_on": "2023"}, AWAY, id="came some day of the year, not surely its first"),
        pytest.param({"left_on": "2024-01-01"}, THERE, id="his first day out is in the next year"),
        pytest.param({"left_on": "2023-12-31"}, AWAY, id="his first day out is the last of the year"),
        pytest.param({"left_on": "2023"}, AWAY, id="left some day of the year"),
        pytest.param({"left_on": "2022-05-01"}, AWAY, id="left long ago"),
        pytest.param({"admitted_on": "2023-01-01"}, THERE, id="admitted on the first day"),
        pytest.param({"admitted_on": "2023-01-02"}, AWAY, id="admitted on the second"),
        pytest.param({"admitted_on": "2023"}, AWAY, id="admitted some day of the year"),
        pytest.param({"admitted_on": "1990", "joined_on": "2023-06-01"}, AWAY, id="a member for long, here since June"),
        pytest.param({"admitted_on": "2022-06-01", "official_on": "2023-06-01"}, THERE, id="official only since June"),
        pytest.param({"status": "probationary"}, THERE, id="on probation"),
        pytest.param({"status": "exempt"}, THERE, id="exempt, and in the roster"),
        pytest.param({"status": "transferred"}, AWAY, id="transferred"),
        pytest.param({"status": "deceased"}, AWAY, id="deceased"),
        pytest.param({"position": "Đảng viên"}, AWAY, id="not of those asked for"),
    ],
)
@pytest.mark.parametrize("stated_on", ["2022-12-31", "2023-06-30", "2024-03-31"])
def test_who_stood_in_the_roster_throughout(known: dict[str, Any], expected: tuple[int, int], stated_on: str) -> None:
    # Since when somebody is there his dates say, not the day his first list states: it may be later than the period.
    with office() as store:
        tell(store, "members", [member("M"), member("X", **known)], stated_on=stated_on)
        tell(store, "assignments", [visit("M", "2023-05-05")])
        assert facts(one(store, visits(">= 1"), "2024-04-30"), "numerator", "denominator") == expected


def test_who_left_some_day_of_a_year_was_not_surely_there_in_its_first_half() -> None:
    with office(members=[member("M"), member("X", left_on="2023")], assignments=[visit("M", "2023-05-05")]) as store:
        found = one(store, visits(">= 1", every="half"), "2023-06-30", "2023-H1")
    assert facts(found, "numerator", "denominator") == (1, 1)


def test_a_blank_that_leaves_open_whether_he_is_looked_at() -> None:
    with office(members=[member("M"), member("X", position=None)], assignments=[visit("M", "2023-05-05")]) as store:
        found = one(store, visits(">= 1"), END)
    assert facts(found, "numerator", "denominator", "undecided", "status") == (1, 1, 1, "met")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param("2022", (0, 2), id="before: both"),
        pytest.param("2023", (1, 1), id="the second list says that one was transferred by June"),
        pytest.param("2024", (0, 1), id="and he stays away"),
    ],
)
def test_a_later_list_takes_a_member_away(period: str, expected: tuple[int, int]) -> None:
    with office(members=[member("M"), member("X")]) as store:
        tell(store, "assignments", [visit("M", "2023-05-05"), visit("X", "2022-05-05", 0), visit("M", "2024-05-05", 0)])
        say(store, "members", [member("X", status="transferred")], stated_on="2023-06-30")
        assert facts(one(store, visits(">= 1"), "2024-12-31", period), "numerator", "denominator") == expected


# --- what he must do ----------------------------------------------------------------------------------------------------------

H, U, F = (1, 1, 0), (0, 0, 1), (0, 1, 0)  # it holds, it is undecided, it fails
SAID: list[dict[str, Any]] = [
    visit("M", "2023-02-01", 4),
    visit("M", "2023-08-01", 3),
    visit("N", "2023-03-01", 5),
    visit("N", "2023-04-01", None),
    {"card_number": "N", "kind": "households", "object": "Hộ 1", "from_date": "2023-03-01", "quantity": 9},
]
VISIT = "kind = 'cell_visits'"


@pytest.mark.parametrize(
    ("must", "m", "n"),
    [
        pytest.param({"sum": "assignments.quantity", "where": VISIT, "goal": ">= 5"}, H, H, id="a sum"),
        pytest.param({"sum": "assignments.quantity", "where": VISIT, "goal": "within 5 .. 7"}, H, H, id="a band that a blank did not break"),
        pytest.param({"sum": "assignments.quantity", "where": VISIT, "goal": ">= 7"}, H, U, id="a blank that could be enough"),
        pytest.param({"sum": "assignments.quantity", "goal": ">= 14"}, F, H, id="of all kinds"),
        pytest.param({"count": "assignments", "where": VISIT, "goal": ">= 2"}, H, H, id="a count"),
        pytest.param({"count": "assignments", "goal": "<= 2"}, H, F, id="a cap"),
        pytest.param({"average": "assignments.quantity", "goal": ">= 4"}, F, H, id="an average: 3.5, and 7 of what is known"),
        pytest.param({"average": "assignments.quantity", "goal": ">= 8"}, F, U, id="an average that a blank could lift"),
        pytest.param({"share": VISIT, "of": "assignments", "goal": ">= 70%"}, H, F, id="a share: 2 of 2, 2 of 3"),
        pytest.param(
            {"ratio": {"part": {"count": "assignments", "where": VISIT}, "whole": {"count": "assignments"}}, "goal": ">= 2"}, F, F, id="a ratio",
        ),
        pytest.param({"longest_gap": "assignments", "where": VISIT, "goal": "<= 5"}, H, F, id="March to July are five months, May to December eight"),
        pytest.param({"count": "assignments", "goal": ">= 1", "every": "half"}, H, F, id="in each half"),
    ],
)  # fmt: skip
def test_what_each_member_must_do(must: dict[str, Any], m: tuple[int, int, int], n: tuple[int, int, int]) -> None:
    with office(members=[member("M", "A1"), member("N", "B")], assignments=SAID) as store:
        found = judged(store, asked(each="members", must=must, goal="= 100%"), END, year=2023, by_unit=True)
    told = lines(found, "numerator", "denominator", "undecided")
    assert told == {None: tuple(map(sum, zip(m, n, strict=True))), "A": m, "B": n}


def test_of_a_member_silence_is_none_not_failure() -> None:
    inspected = [
        {"by_unit": "DB", "kind": "inspection", "card_number": card, "concluded_on": "2023-05-05", "violation": violation}
        for card, violation in (("M", True), ("N", False))
    ]
    must = {"count": "inspections", "where": "violation", "goal": "= 0"}
    with office(members=[member("M"), member("N"), member("X")], inspections=inspected) as store:
        found = one(store, asked(each="members", must=must, goal="= 100%"), END)
    assert facts(found, "numerator", "denominator", "status") == (2, 3, "missed")


# --- periods, forms, lines ----------------------------------------------------------------------------------------------------

PEOPLE = [member("M"), member("N", "B"), member("P", "B", joined_on="2023-07-01"), member("Q", "CQ")]
BY_HALF = [  # M in both halves, N in the first only, P since July in his only one, Q never
    visit("M", "2023-06-30"),
    visit("M", "2023-07-01"),
    visit("N", "2023-03-01", 2),
    visit("P", "2023-09-01"),
]


@pytest.fixture(scope="module")
def by_half() -> Iterator[Any]:
    with office(members=PEOPLE, assignments=BY_HALF) as store:
        yield store


@pytest.mark.parametrize(
    ("form", "goal", "as_of", "expected"),
    [
        pytest.param(None, ">= 50%", END, (2, 4, "met"), id="two of four in every half they were here"),
        pytest.param("number", ">= 3", END, (2, None, "missed"), id="not three"),
        pytest.param("periods", ">= 57%", END, (4, 7, "met"), id="4 of 7 halves"),
        pytest.param(None, "= 100%", "2023-06-29", (None, None, "not-due"), id="no half has ended"),
        pytest.param(None, "= 100%", "2023-06-30", (2, 3, "missed"), id="one of those here in the first half failed"),
        pytest.param(None, ">= 60%", "2023-11-30", (2, 3, "on-track"), id="the second half is not looked at before its end"),
        pytest.param("number", ">= 3", "2023-11-30", (2, None, "behind"), id="a number below its goal"),
        pytest.param("periods", "= 100%", "2023-11-30", (2, 3, "missed"), id="missed at the first failure"),
        pytest.param("periods", ">= 70%", "2023-11-30", (2, 3, "behind"), id="behind while it can become more"),
    ],
)
def test_the_forms_for_members(by_half: Any, form: str | None, goal: str, as_of: str, expected: tuple[int | None, int | None, str]) -> None:
    keys = {"form": form} if form else {}
    found = one(by_half, visits(">= 1", "half", **keys, goal=goal), as_of)
    assert facts(found, "numerator", "denominator", "status") == expected


def test_a_member_counts_for_the_unit_due_at_or_above_his(by_half: Any) -> None:
    found = judged(by_half, visits(">= 1", "half", goal=">= 50%"), END, year=2023, by_unit=True)
    assert lines(found, "numerator", "denominator", "status") == {
        None: (2, 4, "met"), "A": (1, 1, "met"), "B": (1, 2, "met"), "CQ": (0, 1, "missed"),
    }  # fmt: skip
    for unit, expected in {"A": (1, 1), "A1": (1, 1), "B": (1, 2), "DB": (2, 3), "CQ": None}.items():
        alone = one(by_half, visits(">= 1", "half", goal=">= 50%"), END, unit=unit)
        # Of CQ nobody reported anything.
        assert facts(alone, "numerator", "denominator") == (expected or (None, None)), unit


@pytest.mark.parametrize(
    ("assignments", "as_of", "status"),
    [
        pytest.param([], END, "no-data", id="nobody reported"),
        pytest.param([], "2023-11-30", "not-due", id="nobody reported yet"),
        pytest.param([visit("M", "2022-12-31"), visit("M", "2024-01-01")], END, "no-data", id="not of this year"),
    ],
)
def test_without_reports_nothing_is_judged(assignments: list[dict[str, Any]], as_of: str, status: str) -> None:
    with office(members=[member("M")], assignments=assignments) as store:
        assert one(store, visits(">= 1"), as_of).status == status


def test_a_waiver_of_the_whole_excuses_it(by_half: Any) -> None:
    waived = ({"target": "t", "period": 2023, "until": END},)
    target = visits(">= 1", "half")
    assert one(by_half, term(target, waivers=waived), END).status == "waived"
    assert one(by_half, term(target, waivers=waived), "2024-01-01").status == "missed"
