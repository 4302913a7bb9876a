"""The measures of records on random data, against a plain reading of the rows one by one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asking import asked, facts, judged, judged_apart, office, tell, term
from partytrack import periods
from partytrack.periods import Length, Span

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
YEARS = (2022, 2023)
AS_OF = st.dates(date(2022, 1, 1), date(2024, 2, 1))
Row = dict[str, Any]
Three = bool | None


def days(first: date, last: date) -> st.SearchStrategy[str]:
    """A day as sheets say it: now and then only its month or its year."""
    some = st.dates(first, last).map(date.isoformat)
    return st.one_of(some, some, some.map(lambda day: day[:7]), some.map(lambda day: day[:4]))


IN_THE_YEARS = days(date(2021, 12, 1), date(2024, 1, 31))
FEW = st.one_of(st.none(), st.integers(0, 4))


def begun(as_of: date) -> list[tuple[int, Span]]:
    """The years that have begun, each with its days so far."""
    return [(year, Span(date(year, 1, 1), min(date(year, 12, 31), as_of))) for year in YEARS if date(year, 1, 1) <= as_of]


def inside(rows: list[Row], field: str, window: Span) -> list[Row]:
    return [row for row in rows if window.covers(periods.parse(row[field]))]


def left_out(rows: list[Row], field: str, window: Span) -> list[Row]:
    spans = [(row, periods.parse(row[field])) for row in rows]
    return [row for row, span in spans if span.first <= window.last and span.last >= window.first and not window.covers(span)]


# --- sums, averages, ratios, than ---------------------------------------------------------------------------------------------


def either(one: Three, other: Three) -> Three:
    return True if one or other else None if one is None or other is None else False


def at_least(row: Row, field: str, bound: int) -> Three:
    return None if row[field] is None else row[field] >= bound


CONDITIONS: dict[str, Callable[[Row], Three]] = {
    "members >= 0 or passed is null": lambda row: either(at_least(row, "members", 0), row["passed"] is None),
    "passed >= 2": lambda row: at_least(row, "passed", 2),
    "kind = 'theory' or passed >= 3": lambda row: either(row["kind"] == "theory", at_least(row, "passed", 3)),
    "kind <> 'theory'": lambda row: row["kind"] != "theory",
}


@st.composite
def classes(draw: st.DrawFn) -> list[Row]:
    return [
        {
            "unit": draw(st.sampled_from(["A", "A1", "B", "CQ"])),
            "kind": draw(st.sampled_from(["theory", "other"])),
            "title": f"Lớp {number}",
            "held_on": draw(IN_THE_YEARS),
            **{field: draw(FEW) for field in ("members", "others", "passed")},
        }
        for number in range(draw(st.integers(0, 10)))
    ]


def added(rows: list[Row], where: str, fields: tuple[str, ...]) -> tuple[Fraction, int, int]:
    """What the fields come to, over how many rows, and how many rows are undecided; without fields each row is 1."""
    told = [(CONDITIONS[where](row), [row[field] for field in fields]) for row in rows]
    sure = [amounts for narrowed, amounts in told if narrowed and None not in amounts]
    unsure = [narrowed for narrowed, amounts in told if narrowed is None or (narrowed and None in amounts)]
    return Fraction(sum(sum(amounts) if fields else 1 for amounts in sure)), len(sure), len(unsure)


MEASURES: dict[str, Row] = {
    "sum": {"sum": "classes.members"},
    "sum-of-two": {"sum": ["classes.members", "classes.others"]},
    "average": {"average": "classes.members"},
    "ratio": {"ratio": {"part": {"sum": "classes.members"}, "whole": {"sum": "classes.passed"}}},
    "than": {"sum": "classes.members", "than": {"count": "classes"}},
}


def read(name: str, rows: list[Row], where: str, other: str) -> tuple[Fraction | None, Fraction | None, int]:
    """Numerator, denominator and undecided rows."""
    if name.startswith("sum"):
        total, _, unsure = added(rows, where, ("members", "others") if name == "sum-of-two" else ("members",))
        return total, None, unsure
    part, number, unsure = added(rows, where, ("members",))
    if name == "average":
        return part, Fraction(number), unsure
    whole, _, unknown = added(rows, other, ("passed",) if name == "ratio" else ())
    return part, whole, unsure + unknown


def narrowed(name: str, where: str, other: str) -> Row:
    """The measure with its conditions."""
    keys = MEASURES[name]
    if name == "ratio":
        return {"ratio": {"part": keys["ratio"]["part"] | {"where": where}, "whole": keys["ratio"]["whole"] | {"where": other}}}
    return keys | {"where": where} | ({"than": keys["than"] | {"where": other}} if name == "than" else {})


def standing(name: str, bound: tuple[str, int], value: Fraction | None, heard: bool, passed: Fraction) -> str:
    """The status by the written rules; `passed` is the share of the year's days that have passed."""
    sign, number = bound
    if value is None or not heard:
        return "no-data" if passed == 1 else "not-due"
    holds = value >= number if sign == ">=" else value <= number
    if passed == 1:
        return "met" if holds else "missed"
    summed, paced = name.startswith("sum"), name == "ratio" or name.startswith("sum")
    if sign == "<=":
        return "on-track" if holds else "missed" if summed else "behind"
    if holds:
        return "met" if summed else "on-track"
    return "on-track" if paced and value >= number * passed else "behind"


@QUICK
@given(classes(), AS_OF, st.sampled_from([*CONDITIONS]), st.sampled_from([*CONDITIONS]), st.sampled_from([">=", "<="]), st.integers(0, 8))
def test_sums_averages_ratios_and_than(rows: list[Row], as_of: date, where: str, other: str, sign: str, number: int) -> None:
    with office(classes=rows) as store:
        targets = [asked(id=name, **narrowed(name, where, other), goal=f"{sign} {number}") for name in MEASURES]
        found = judged_apart(store, term(*targets), as_of.isoformat(), by_unit=True)
    lines = {None: {"A", "A1", "B", "CQ"}, "A": {"A", "A1"}, "B": {"B"}}
    for (year, window), (unit, below), name in ((a, b, c) for a in begun(as_of) for b in lines.items() for c in MEASURES):
        own = [row for row in rows if row["unit"] in below]
        reported = inside(own, "held_on", window)
        verdict, about = found[name].get((str(year), unit)), (name, year, unit)
        if verdict is None:
            assert (unit, reported) == ("B", []) or (unit, reported) == ("A", []), about
            continue
        part, whole, unsure = read(name, reported, where, other)
        value = part if whole is None else part / whole if part is not None and whole else None
        if reported and value is not None:
            assert facts(verdict, "numerator", "denominator") == (part, whole), about
        if reported:
            assert facts(verdict, "value", "undecided") == (value, unsure), about
        passed = Fraction(window.days, periods.year(year).days)
        expected = standing(name, (sign, number), value, bool(reported), passed)
        judges = unit is None or not name.startswith("sum")
        assert verdict.status == (expected if judges else None), about
        coarse = [row for row in left_out(own, "held_on", window) if CONDITIONS[where](row) is not False]
        if name.startswith("sum") and unit is None:
            assert verdict.left_out == len(coarse), about


# --- quotas -------------------------------------------------------------------------------------------------------------------

QUOTAS = st.dictionaries(
    st.tuples(st.sampled_from(["A", "A1", "B"]), st.sampled_from([None, "2022", "2023"])), st.integers(0, 3), max_size=6
)
ADMITTED = st.lists(st.tuples(st.sampled_from(["A", "A1", "B", "CQ"]), st.dates(date(2022, 1, 1), date(2023, 12, 31))), max_size=8)


@QUICK
@given(QUOTAS, ADMITTED, AS_OF, st.sampled_from([">= allocated", ">= 4"]))
def test_quotas(quotas: dict[tuple[str, str | None], int], admitted: list[tuple[str, date]], as_of: date, goal: str) -> None:
    allocations = [{"target": "t", "unit": unit, "period": period, "value": value} for (unit, period), value in quotas.items()]
    admissions = [
        {"full_name": f"Trần {number}", "unit": unit, "admitted_on": day.isoformat()} for number, (unit, day) in enumerate(admitted)
    ]
    with office(allocations=allocations, admissions=admissions) as store:
        found = judged(store, asked(count="admissions", goal=goal), as_of.isoformat(), by_unit=True)
        alone = judged(store, asked(count="admissions", goal=goal), as_of.isoformat(), unit="A1")
    for year, window in begun(as_of):
        own = {unit: quotas.get((unit, str(year)), quotas.get((unit, None))) for unit in ("A", "A1", "B")}
        of_a = own["A1"] if own["A"] is None else own["A"]  # a cell's quota is part of its committee's
        handed = [each for each in (of_a, own["B"]) if each is not None]
        bounds = {None: 4 if goal == ">= 4" else sum(handed) if handed else None, "A": own["A"], "B": own["B"], "CQ": None, "A1": own["A1"]}
        below = {None: {"A", "A1", "B", "CQ"}, "A": {"A", "A1"}, "A1": {"A1"}, "B": {"B"}, "CQ": {"CQ"}}
        passed = Fraction(window.days, periods.year(year).days)
        for unit, bound in bounds.items():
            verdict = (alone if unit == "A1" else found).get((str(year), unit))
            count = sum(window.first <= day <= window.last and each in below[unit] for each, day in admitted)
            if verdict is None:
                assert not count
            elif bound is None:
                assert verdict.status == (None if unit is not None else "no-data"), (year, unit)
            else:
                expected = standing("sum", (">=", bound), Fraction(count), bool(count), passed)
                assert verdict.status == expected, (year, unit)


# --- waivers and all ----------------------------------------------------------------------------------------------------------

WAIVERS = st.lists(
    st.tuples(
        st.sampled_from([None, "A", "B", "Z"]),
        st.sampled_from([None, 2022, 2023]),
        st.one_of(st.none(), st.dates(date(2022, 6, 1), date(2024, 2, 1))),
    ),
    max_size=3,
)
MEMBERS_OF_ALL: tuple[Row, ...] = (
    {"sum": "classes.members", "goal": ">= 3"},
    {"average": "classes.members", "goal": ">= 2"},
    {"share": "passed >= 2", "of": "classes", "goal": ">= 50%"},
    {"count": "classes", "where": "kind = 'theory'", "goal": "<= 1"},
)
WORST_FIRST = ("missed", "behind", "no-data", "not-due", "on-track", "met")


@QUICK
@given(classes(), AS_OF, WAIVERS, st.sets(st.sampled_from(range(4)), min_size=1))
def test_all_and_waivers(rows: list[Row], as_of: date, waivers: list[Any], chosen: set[int]) -> None:
    members = [MEMBERS_OF_ALL[number] for number in sorted(chosen)]
    written = tuple(
        {"target": "t", **{name: value for name, value in zip(("unit", "period", "until"), each, strict=True) if value is not None}}
        for each in [(unit, period, until.isoformat() if until else None) for unit, period, until in waivers]
    )
    day = as_of.isoformat()
    with office(classes=rows) as store:
        together = judged(store, term(asked(all=members), waivers=written), day, by_unit=True)
        apart = [judged(store, asked(**member), day, by_unit=True) for member in members]
    for (label, unit), verdict in together.items():
        own = [each[label, unit] for each in apart if (label, unit) in each]
        judged_ones = [each for each in own if each.status is not None]
        worst = min((str(each.status) for each in judged_ones), key=WORST_FIRST.index, default=None)
        excused = any(
            about == unit and period in (None, int(label)) and (until is None or as_of <= until) for about, period, until in waivers
        )
        waived = excused and worst in ("missed", "behind", "no-data")
        assert facts(verdict, "status", "without_waiver") == (("waived", worst) if waived else (worst, None)), (label, unit)
        values = [(each.goal, each.value) for each in judged_ones]
        if worst != "no-data" and any(value is not None for _, value in values):
            assert verdict.value == sum(goal is not None and value is not None and goal.holds(value) for goal, value in values)


# --- each of units ------------------------------------------------------------------------------------------------------------

CODES = ("U0", "U1", "U2", "U3")
CELL_KINDS = ("grassroots_cell", "sub_cell")


@st.composite
def cells(draw: st.DrawFn) -> list[Row]:
    some_day = st.one_of(st.none(), st.none(), days(date(2021, 12, 1), date(2023, 12, 31)))
    found = []
    for code in CODES:
        kind = draw(st.sampled_from([*CELL_KINDS, *CELL_KINDS, "agency", None]))
        unit: Row = {"code": code, "name": f"Đơn vị {code}", "kind": kind, "established_on": draw(some_day)}
        ends = draw(some_day)
        if ends is not None and (unit["established_on"] is None or unit["established_on"] < ends):
            unit["dissolved_on"] = ends
        found.append(unit)
    return found


@st.composite
def meetings(draw: st.DrawFn) -> list[Row]:
    rows = [
        {"unit": code, "held_on": f"{year}-{month:02}-10", "kind": "regular", "title": "đều"}
        for code in draw(st.sets(st.sampled_from(CODES)))
        for year in YEARS
        for month in draw(st.sets(st.sampled_from(range(1, 13)), min_size=6))
    ]
    return rows + [
        {
            "unit": draw(st.sampled_from(CODES)),
            "held_on": draw(IN_THE_YEARS),
            "kind": draw(st.sampled_from(["regular", "thematic", None])),
            "title": f"Buổi {number}",
        }
        for number in range(draw(st.integers(0, 10)))
    ]


def lived_through(unit: Row, span: Span) -> bool:
    began, ended = unit.get("established_on"), unit.get("dissolved_on")
    return (began is None or periods.parse(began).last <= span.first) and (ended is None or periods.parse(ended).first > span.last)


def looked_at(rows: list[Row], field: str, length: Length, year: int, as_of: date) -> list[Span]:
    """The inner periods that have ended; while the year is open those that somebody reported."""
    ended = [each for each in periods.whole(length, periods.year(year)) if each.last <= as_of]
    return ended if as_of >= date(year, 12, 31) else [each for each in ended if inside(rows, field, each)]


def met_once(own: list[Row], span: Span) -> str:
    kinds = [row["kind"] for row in inside(own, "held_on", span)]
    return "holds" if "regular" in kinds else "undecided" if None in kinds else "fails"


def longest(months: list[bool]) -> int:
    return max((len(list(run)) for without, run in groupby(months) if without), default=0)


def kept_short(limit: int) -> Callable[[list[Row], Span], str]:
    def outcome(own: list[Row], span: Span) -> str:
        kinds = [{row["kind"] for row in inside(own, "held_on", month)} for month in periods.whole(Length.MONTH, span)]
        if longest(["regular" not in each for each in kinds]) <= limit:
            return "holds"
        return "undecided" if longest([not each & {"regular", None} for each in kinds]) <= limit else "fails"

    return outcome


MUSTS: dict[str, tuple[Row, Length, Callable[[list[Row], Span], str]]] = {
    "meets every quarter": ({"count": "meetings", "where": "kind = 'regular'", "goal": ">= 1", "every": "quarter"}, Length.QUARTER, met_once),
    "meets every month": ({"count": "meetings", "where": "kind = 'regular'", "goal": ">= 1", "every": "month"}, Length.MONTH, met_once),
    "no gap of two months": (
        {"longest_gap": "meetings", "where": "kind = 'regular'", "goal": "<= 1", "every": "half"}, Length.HALF, kept_short(1),
    ),
    "no gap of four months": ({"longest_gap": "meetings", "where": "kind = 'regular'", "goal": "< 4"}, Length.YEAR, kept_short(3)),
}  # fmt: skip
RANKS = ("holds", "undecided", "fails")


def outcomes(names: list[str], units: list[Row], rows: list[Row], year: int, as_of: date) -> dict[tuple[str, Span], str] | None:
    """What became of every cell in every inner period looked at; None before the first."""
    window = Span(date(year, 1, 1), min(date(year, 12, 31), as_of))
    found: dict[tuple[str, Span], str] = {}
    any_looked_at = False
    for _, length, outcome in (MUSTS[name] for name in names):
        for span in looked_at(rows, "held_on", length, year, as_of):
            any_looked_at = True
            for unit in units:
                if unit["kind"] in CELL_KINDS and lived_through(unit, span):
                    own = [row for row in rows if row["unit"] == unit["code"]]
                    result = outcome(own, span) if inside(own, "held_on", window) else "fails"
                    found[unit["code"], span] = max(found.get((unit["code"], span), "holds"), result, key=RANKS.index)
    return found if any_looked_at else None


def worst(found: dict[tuple[str, Span], str]) -> dict[str, str]:
    by_subject: dict[str, str] = {}
    for (subject, _), result in found.items():
        by_subject[subject] = max(by_subject.get(subject, "holds"), result, key=RANKS.index)
    return by_subject


def taken(form: str, found: dict[tuple[str, Span], str]) -> tuple[int, int | None]:
    """Numerator and denominator of a form."""
    results = list(found.values()) if form == "periods" else list(worst(found).values())
    holds, fails = results.count("holds"), results.count("fails")
    return holds, None if form == "number" else holds + fails


def each_stands(form: str, numerator: int, denominator: int | None, *, failed: bool, closed: bool) -> str:
    """The status of `= 100%`, for a number of `>= 2`."""
    if denominator == 0:
        return "no-data" if closed else "not-due"
    holds = numerator >= 2 if denominator is None else not failed
    if closed:
        return "met" if holds else "missed"
    return "on-track" if holds else "behind" if form == "number" else "missed"


GOALS = {"share": "= 100%", "number": ">= 2", "periods": "= 100%"}


def in_every_form(keys: Row) -> list[Row]:
    return [asked(id=form, goal=goal, **keys, **({} if form == "share" else {"form": form})) for form, goal in GOALS.items()]


@QUICK
@given(
    cells(), meetings(), AS_OF, st.lists(st.sampled_from([*MUSTS]), min_size=1, max_size=2, unique=True), st.sets(st.sampled_from(CODES))
)
def test_each_of_units(units: list[Row], rows: list[Row], as_of: date, names: list[str], excused: set[str]) -> None:
    waivers = tuple({"target": form, "unit": code} for code in sorted(excused) for form in GOALS)
    base = {"each": "units", "where": "kind in ('grassroots_cell', 'sub_cell')", "must": [MUSTS[name][0] for name in names]}
    with office(units, meetings=rows) as store:
        found = judged_apart(store, term(*in_every_form(base), waivers=waivers), as_of.isoformat(), by_unit=True)
    for (year, window), form in ((a, b) for a in begun(as_of) for b in GOALS):
        verdict, about = found[form][str(year), None], (form, year, names)
        closed = as_of >= date(year, 12, 31)
        told = outcomes(names, units, rows, year, as_of) if inside(rows, "held_on", window) else None
        if told is None:
            assert facts(verdict, "status", "numerator") == ("no-data" if closed else "not-due", None), about
            continue
        waived = {code for code, result in worst(told).items() if code in excused and result != "holds"}
        left = {key: result for key, result in told.items() if key[0] not in waived}
        numerator, denominator = taken(form, left)
        assert facts(verdict, "numerator", "denominator", "waived_units") == (numerator, denominator, len(waived)), about
        assert verdict.status == each_stands(form, numerator, denominator, failed="fails" in left.values(), closed=closed), about
        if form != "periods":
            unknown = {
                unit["code"]
                for unit in units
                if unit["kind"] is None
                for span in spans_of(names, rows, year, as_of)
                if lived_through(unit, span)
            }
            assert verdict.undecided == list(worst(left).values()).count("undecided") + len(unknown), about
            continue
        for code in worst(told):
            own = taken(form, {key: result for key, result in told.items() if key[0] == code})
            assert facts(found[form][str(year), code], "numerator", "denominator") == own, (about, code)


def spans_of(names: list[str], rows: list[Row], year: int, as_of: date) -> set[Span]:
    return {span for name in names for span in looked_at(rows, "held_on", MUSTS[name][1], year, as_of)}


# --- each of members ----------------------------------------------------------------------------------------------------------


@st.composite
def people(draw: st.DrawFn) -> list[Row]:
    some_day = st.one_of(st.none(), st.none(), days(date(2021, 12, 1), date(2024, 1, 31)))
    return [
        {
            "card_number": str(number),
            "full_name": f"Lê {number}",
            "unit": draw(st.sampled_from(["A", "A1", "B"])),
            "position": draw(st.sampled_from(["Bí thư", "Bí thư", "Đảng viên", None])),
            "status": draw(st.sampled_from([None, "official", "exempt", "transferred"])),
            **{name: draw(some_day) for name in ("admitted_on", "joined_on", "left_on")},
        }
        for number in range(5)
    ]


@st.composite
def visits(draw: st.DrawFn) -> list[Row]:
    return [
        {
            "card_number": str(draw(st.integers(0, 4))),
            "kind": "cell_visits",
            "object": f"Chi bộ {number}",
            "from_date": draw(IN_THE_YEARS),
            "quantity": draw(FEW),
        }
        for number in range(draw(st.integers(0, 14)))
    ]


def there(member: Row, span: Span) -> bool:
    """Whether he stood in the roster throughout, as far as his dates say."""
    began = [periods.parse(member[name]) for name in ("admitted_on", "joined_on") if member[name] is not None]
    left = member["left_on"]
    gone = left is not None and periods.parse(left).first <= span.last
    return member["status"] != "transferred" and not gone and all(each.last <= span.first for each in began)


def visited(own: list[Row], span: Span) -> str:
    amounts = [row["quantity"] for row in inside(own, "from_date", span)]
    if sum(amount or 0 for amount in amounts) >= 2:
        return "holds"
    return "undecided" if None in amounts else "fails"


@QUICK
@given(people(), visits(), AS_OF, st.sampled_from(["2021-06-30", "2022-10-31", "2024-06-30"]), st.sampled_from(["half", "quarter", None]))
def test_each_of_members(members: list[Row], rows: list[Row], as_of: date, stated_on: str, inner: str | None) -> None:
    must = {"sum": "assignments.quantity", "where": "kind = 'cell_visits'", "goal": ">= 2"} | ({"every": inner} if inner else {})
    with office() as store:
        tell(store, "members", members, stated_on=stated_on)
        tell(store, "assignments", rows)
        targets = in_every_form({"each": "members", "where": "position = 'Bí thư'", "must": must})
        found = judged_apart(store, term(*targets), as_of.isoformat())
    for (year, window), form in ((a, b) for a in begun(as_of) for b in GOALS):
        verdict, about, closed = found[form][str(year), None], (form, year), as_of >= date(year, 12, 31)
        spans = looked_at(rows, "from_date", Length(inner or "year"), year, as_of)
        if not spans or not inside(rows, "from_date", window):
            assert facts(verdict, "status", "numerator") == ("no-data" if closed else "not-due", None), about
            continue
        told = {
            (member["card_number"], span): visited([row for row in rows if row["card_number"] == member["card_number"]], span)
            for member in members
            for span in spans
            if member["position"] == "Bí thư" and there(member, span)
        }
        numerator, denominator = taken(form, told)
        assert facts(verdict, "numerator", "denominator") == (numerator, denominator), about
        assert verdict.status == each_stands(form, numerator, denominator, failed="fails" in told.values(), closed=closed), about
        if form != "periods":
            unknown = {each["card_number"] for each in members if each["position"] is None and any(there(each, span) for span in spans)}
            assert verdict.undecided == list(worst(told).values()).count("undecided") + len(unknown), about
