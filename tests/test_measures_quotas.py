"""Quotas, waivers and `all`: tables worked out by hand, then random ones read plainly."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from asking import UNITS, asked, facts, judged, lines, office, one, term
from partytrack.targets.verdicts import unknown_units

if TYPE_CHECKING:
    from collections.abc import Iterator

END, EVE, MIDDLE = "2023-12-31", "2023-12-30", "2023-07-01"
REGULAR = "kind = 'regular'"
MEETINGS: list[dict[str, Any]] = [  # of A 1 regular, of B 3 of 4: 4 of 5 of the whole; of one it is not known
    {"unit": "A1", "held_on": "2023-01-10", "kind": "regular", "score": 10},
    {"unit": "B", "held_on": "2023-02-10", "kind": "regular", "score": 4},
    {"unit": "B", "held_on": "2023-03-10", "kind": "regular", "score": 4},
    {"unit": "B", "held_on": "2023-04-10", "kind": "regular"},
    {"unit": "B", "held_on": "2023-04-20", "kind": "committee"},
    {"unit": "B", "held_on": "2023-05-10", "score": 7},
]


@pytest.fixture(scope="module")
def meetings() -> Iterator[Any]:
    with office(meetings=MEETINGS) as store:
        yield store


# --- quotas -------------------------------------------------------------------------------------------------------------------


def quota(unit: str, value: int, period: str | None = "2023") -> dict[str, Any]:
    return {"target": "t", "unit": unit, "period": period, "value": value}


def admitted(**units: int) -> list[dict[str, Any]]:
    """So many admissions of each unit on 2023-06-29: day 180 of the year."""
    return [
        {"full_name": f"Trần {unit} {number}", "unit": unit, "admitted_on": "2023-06-29"}
        for unit, count in units.items()
        for number in range(count)
    ]


ALLOCATED = asked(count="admissions", goal=">= allocated")


@pytest.mark.parametrize(
    ("quotas", "counted", "goal", "status"),
    [
        pytest.param([quota("A", 3), quota("B", 2)], {"A": 3, "B": 2}, ">= 5", "met", id="all units together on what was handed down"),
        pytest.param([quota("A", 3), quota("B", 2)], {"A": 4}, ">= 5", "missed", id="one short"),
        pytest.param([quota("A", 3), quota("A1", 2), quota("B", 2)], {"A1": 5}, ">= 5", "met", id="a cell's quota is part of its committee's"),
        pytest.param([quota("A1", 2), quota("B", 2)], {"A1": 4}, ">= 4", "met", id="a cell's own where its committee has none"),
        pytest.param([quota("A", 3, None), quota("B", 2)], {"A": 5}, ">= 5", "met", id="a quota without a period binds in every one"),
        pytest.param([quota("A", 9, None), quota("A", 3)], {"A": 3}, ">= 3", "met", id="that of the period goes before it"),
        pytest.param([quota("A", 9, "2022"), quota("A", 3)], {"A": 3}, ">= 3", "met", id="that of another year does not bind"),
        pytest.param([quota("A", 0)], {"A": 0, "B": 1}, ">= 0", "met", id="nothing was asked for"),
        pytest.param([quota("A", 9, "2022")], {"A": 3}, ">= allocated", "no-data", id="none for this year"),
        pytest.param([], {"A": 3}, ">= allocated", "no-data", id="none at all"),
        pytest.param([quota("A", 3)], {}, ">= 3", "no-data", id="nothing reported is not 0"),
    ],
)  # fmt: skip
def test_what_all_were_handed_down(quotas: list[dict[str, Any]], counted: dict[str, int], goal: str, status: str) -> None:
    with office(allocations=quotas, admissions=admitted(**counted)) as store:
        found = one(store, ALLOCATED, END)
    assert found.status == status
    assert facts(found, "goal.text") == goal


@pytest.fixture(scope="module")
def handed_down() -> Iterator[Any]:
    quotas = [quota("A", 3), quota("A1", 2), quota("B", 2)]
    with office(allocations=quotas, admissions=admitted(A=1, A1=2, B=1, CQ=4)) as store:
        yield store


LINES: dict[str | None, tuple[int, str | None]] = {
    "A": (3, "met"),
    "B": (1, "missed"),
    "CQ": (4, None),
}  # CQ was handed nothing down: shown, not judged


@pytest.mark.parametrize(
    ("goal", "whole"),
    [
        pytest.param(">= allocated", "met", id="8 of 5"),
        pytest.param(">= 9", "missed", id="the committee's own goal binds no unit"),
        pytest.param("7 .. 9", "met", id="nor does a range: a quota is a floor"),
    ],
)
def test_a_unit_s_line_is_held_against_its_quota(handed_down: Any, goal: str, whole: str) -> None:
    found = judged(handed_down, asked(count="admissions", goal=goal), END, year=2023, by_unit=True)
    assert lines(found, "value", "status") == {None: (8, whole), **LINES}


def test_a_cell_s_quota_is_not_its_committee_s_line() -> None:
    with office(allocations=[quota("A1", 2)], admissions=admitted(A=5, A1=2)) as store:
        found = judged(store, ALLOCATED, END, year=2023, by_unit=True)
    assert lines(found, "value", "status") == {None: (7, "met"), "A": (7, None), "B": (None, None)}


@pytest.mark.parametrize(("unit", "expected"), [*LINES.items(), ("A1", (2, "met"))])
def test_one_unit_is_held_against_its_quota(handed_down: Any, unit: str, expected: tuple[int, str | None]) -> None:
    assert facts(one(handed_down, ALLOCATED, END, unit=unit), "value", "status") == expected


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        pytest.param("2023-06-28", "not-due", id="nothing reported yet"),
        pytest.param("2023-07-01", "on-track", id="1 where 2 x 182 / 365 = 0.997 are expected"),
        pytest.param("2023-07-02", "behind", id="1 where 1.003 are expected"),
        pytest.param(END, "missed", id="1 of 2"),
    ],
)
def test_a_quota_is_paced(as_of: str, status: str) -> None:
    with office(allocations=[quota("B", 2)], admissions=admitted(B=1)) as store:
        found = judged(store, ALLOCATED, as_of, year=2023, by_unit=True)
        alone = one(store, ALLOCATED, as_of, unit="B")
    assert (lines(found, "status")[None], facts(alone, "status")) == (status, status)
    assert lines(found, "status").get("B", "not-due") == status


@pytest.mark.parametrize(
    ("measure", "quotas", "expected"),
    [
        pytest.param({"sum": "classes.members"}, [quota("A", 30)], (30, "met"), id="a sum on its quota"),
        pytest.param({"sum": "classes.members"}, [quota("A", 31)], (30, "missed"), id="a sum below it"),
        pytest.param({"sum": "classes.members", "goal": "<= allocated"}, [quota("A", 30)], (30, "met"), id="a quota not to be passed"),
        pytest.param({"sum": "classes.members", "goal": "<= allocated"}, [quota("A", 29)], (30, "missed"), id="and that was"),
        pytest.param({"count": "classes", "by": 2023}, [quota("A", 2)], (2, "met"), id="by a year the quota of that year binds"),
        pytest.param({"count": "classes", "by": 2023}, [quota("A", 2, "2022")], (2, None), id="not that of a year before"),
    ],
)
def test_sums_and_counts_by_a_year_have_quotas_too(
    measure: dict[str, Any], quotas: list[dict[str, Any]], expected: tuple[int, str | None]
) -> None:
    classes = [{"unit": "A1", "kind": "other", "held_on": f"2023-0{month}-01", "members": 10 * month} for month in (1, 2)]
    with office(classes=classes, allocations=quotas) as store:
        found = one(store, asked(**{"goal": ">= allocated", **measure}), END, unit="A")
    assert facts(found, "value", "status") == expected


# --- waivers ------------------------------------------------------------------------------------------------------------------


def excused(**keys: Any) -> tuple[dict[str, Any], ...]:
    return ({"target": "t", **keys},)


SHARE = asked(share=REGULAR, of="meetings", goal=">= 80%")


@pytest.mark.parametrize(
    ("goal", "as_of", "until", "expected"),
    [
        pytest.param(">= 81%", END, None, ("waived", "missed"), id="missed is excused, for good"),
        pytest.param(">= 81%", END, END, ("waived", "missed"), id="until the day of judgement"),
        pytest.param(">= 81%", "2024-01-01", END, ("missed", None), id="the day after it"),
        pytest.param(">= 81%", "2024-01-01", "2024-01-01", ("waived", "missed"), id="it is the day of judgement that counts, not the period"),
        pytest.param(">= 81%", MIDDLE, None, ("waived", "behind"), id="behind is excused"),
        pytest.param(">= 80%", MIDDLE, None, ("on-track", None), id="on track needs no excuse"),
        pytest.param(">= 80%", END, None, ("met", None), id="nor does met"),
        pytest.param(">= 80%", "2023-01-09", None, ("not-due", None), id="nor what is not due"),
    ],
)  # fmt: skip
def test_a_waiver_of_the_whole(meetings: Any, goal: str, as_of: str, until: str | None, expected: tuple[str, str | None]) -> None:
    waived = excused(until=until) if until else excused()
    found = judged(meetings, term({**SHARE, "goal": goal}, waivers=waived), as_of, year=2023, by_unit=True)
    assert facts(found["2023", None], "status", "without_waiver") == expected
    assert facts(found["2023", None], "waiver.reason" if expected[1] else "waiver") == ("R" if expected[1] else None)
    # One unit's line is not the whole's.
    assert not [line for (_, line), verdict in found.items() if line is not None and verdict.waiver]


def test_a_waiver_without_data_and_for_one_period(meetings: Any) -> None:
    found = judged(meetings, term(SHARE, waivers=excused(period=2022)), END)
    assert [verdict.status for verdict in found.values()] == ["no-data", "waived", "met", "not-due", "not-due"]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        pytest.param("B", {None: "missed", "A": "met", "B": "waived"}, id="its own line"),
        pytest.param("chi bộ b", {None: "missed", "A": "met", "B": "waived"}, id="by its name, in any case"),
        pytest.param("A", {None: "missed", "A": "met", "B": "missed"}, id="one that holds needs none"),
        pytest.param("DB", {None: "missed", "A": "met", "B": "missed"}, id="one above it is another unit"),
        pytest.param("Chi bộ Z", {None: "missed", "A": "met", "B": "missed"}, id="one nobody knows"),
    ],
)
def test_a_waiver_of_a_unit_changes_its_line_only(meetings: Any, unit: str, expected: dict[str | None, str]) -> None:
    waived = term({**SHARE, "goal": ">= 90%"}, waivers=excused(unit=unit))
    assert lines(judged(meetings, waived, END, year=2023, by_unit=True), "status") == expected
    assert facts(one(meetings, waived, END, unit="B"), "status") == expected["B"]


def test_a_waiver_of_a_unit_nobody_knows_is_noted(meetings: Any) -> None:
    waived = term(SHARE, waivers=(*excused(unit="Chi bộ Z"), *excused(unit="B"), *excused(unit="Chi bộ Y", until=EVE)))
    meetings.look(None)
    assert [each.unit for each in unknown_units(meetings, waived, date.fromisoformat(END))] == ["Chi bộ Z"]


def test_a_waiver_of_a_name_two_units_have_is_noted_and_excuses_neither() -> None:
    twins = [{"code": code, "name": "Chi bộ Một", "kind": "grassroots_cell", "parent": "DB"} for code in ("C", "D")]
    rows = [{"unit": code, "held_on": "2023-01-10", "kind": "committee"} for code in ("C", "D")]
    with office([*UNITS, *twins], meetings=rows) as store:
        named, coded = (term(SHARE, waivers=excused(unit=unit)) for unit in ("Chi bộ Một", "D"))
        found = [judged(store, each, END, year=2023, by_unit=True) for each in (named, coded)]
        noted = [[each.unit for each in unknown_units(store, of, date.fromisoformat(END))] for of in (named, coded)]
    assert noted == [["Chi bộ Một"], []]
    assert [lines(each, "status")[code] for each in found for code in ("C", "D")] == ["missed", "missed", "missed", "waived"]


# --- all ----------------------------------------------------------------------------------------------------------------------

COUNT_6 = {"count": "meetings", "goal": ">= 6"}  # there are 6
COUNT_7 = {"count": "meetings", "goal": ">= 7"}
SHARE_80 = {"share": REGULAR, "of": "meetings", "goal": ">= 80%"}  # it is 80%
SHARE_90 = {"share": REGULAR, "of": "meetings", "goal": ">= 90%"}
RATED = {"share": "rating = 'good'", "of": "ratings", "goal": ">= 80%"}  # nothing is reported
NONE_JOINT = {"count": "meetings", "where": "joint", "goal": "= 0"}
EACH_MET = {"each": "units", "where": "kind = 'grassroots_cell'", "must": COUNT_6 | {"goal": ">= 5"}, "goal": "= 100%"}


@pytest.mark.parametrize(
    ("members", "as_of", "expected"),
    [
        pytest.param([COUNT_6, SHARE_80], END, ("met", 2, None), id="both hold"),
        pytest.param([COUNT_6, SHARE_90], END, ("missed", 1, 1), id="one of two: the worst counts"),
        pytest.param([COUNT_7, SHARE_90, NONE_JOINT], END, ("missed", 1, 2), id="one of three"),
        pytest.param([COUNT_7], END, ("missed", 0, 1), id="none"),
        pytest.param([COUNT_6, EACH_MET, {"average": "meetings.score", "goal": ">= 6"}], END, ("met", 3, None), id="of several measures"),
        pytest.param([RATED, COUNT_6], END, ("no-data", None, None), id="one without data"),
        pytest.param([RATED, COUNT_7], END, ("missed", 0, 2), id="missed is worse than no data"),
        pytest.param([RATED], END, ("no-data", None, None), id="no data at all"),
        pytest.param([COUNT_6, NONE_JOINT], MIDDLE, ("on-track", 2, None), id="met for good, and not broken yet"),
        pytest.param([COUNT_6, SHARE_90], MIDDLE, ("behind", 1, 1), id="one behind"),
        pytest.param([NONE_JOINT | {"where": REGULAR}, SHARE_90], MIDDLE, ("missed", 0, 2), id="one lost before the end"),
        pytest.param([COUNT_6, {"ratio": {"part": {"count": "meetings"}, "whole": {"count": "units"}}, "goal": ">= 1"}], "2023-01-09", ("not-due", None, None), id="nothing yet"),
        pytest.param([{**SHARE_80, "than": {"share": REGULAR, "of": "meetings"}, "goal": ">= 100%"}], END, ("met", 1, None), id="than inside"),
    ],
)  # fmt: skip
def test_all(meetings: Any, members: list[dict[str, Any]], as_of: str, expected: tuple[str, int | None, int | None]) -> None:
    found = one(meetings, asked(all=members), as_of)
    assert facts(found, "status", "value", "needed") == expected
    assert facts(found, "goal", "margin", "denominator") == (None, None, None)


def test_all_of_a_unit_counts_what_binds_it(meetings: Any) -> None:
    target = asked(all=[COUNT_7, SHARE_80])
    found = judged(meetings, target, END, year=2023, by_unit=True)
    assert lines(found, "status", "value") == {None: ("missed", 1), "A": ("met", 1), "B": ("missed", 0)}
    with office(meetings=MEETINGS, allocations=[quota("B", 5)]) as store:
        found = judged(store, target, END, year=2023, by_unit=True)
    assert lines(found, "status", "value") == {None: ("missed", 1), "A": ("met", 1), "B": ("missed", 1)}


def test_all_by_a_year_sets_its_counts_beside_its_shares() -> None:
    early = [{"unit": "A", "held_on": "2021-05-05", "kind": "committee"}]
    with office(meetings=[*MEETINGS, *early]) as store:
        found = one(store, asked(all=[COUNT_7, SHARE_80], by=2023), END)
    assert facts(found, "status", "value") == ("met", 2)  # seven since the term began; 4 of 5 in the year


def test_all_can_be_waived(meetings: Any) -> None:
    found = judged(meetings, term(asked(all=[COUNT_6, SHARE_90]), waivers=excused(unit="B")), END, year=2023, by_unit=True)
    assert lines(found, "status", "without_waiver") == {None: ("missed", None), "A": ("met", None), "B": ("waived", "missed")}
    assert facts(one(meetings, term(asked(all=[COUNT_6, SHARE_90]), waivers=excused()), END), "status", "value") == ("waived", 1)
