"""A measure as one SQL query over the record views. Portable: no date functions, no engine's own types.

The views and their columns are described in `docs/architecture.md`. Conditions arrive as checked expressions and are written
here for an engine; everything else is fixed text, so that the query reads as what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Union

from partytrack.records import IN_STOCK, KINDS, Type
from partytrack.targets.language import Rows
from partytrack.targets.windows import by_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from partytrack.targets.language import Condition
    from partytrack.targets.windows import Window

Due = Union["Condition", Literal["grassroots"], None]
"""Which units must report: those a condition names, the grass-roots organisations, or all."""

By = Literal["units", "members"] | None
NO_UNIT: Final = -1
_GRASSROOTS: Final = "r.kind IN ('grassroots_committee', 'grassroots_cell')"


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask the store.

    Args:
        rows: The records looked at.
        condition: For shares: what the numerator needs.
        given: For shares of a parent: what the denominator needs.
        windows: The periods.
        due: Which units must report; None for all units.
        amount: Fields whose sum is taken instead of the number of rows; a row in which one is blank is undecided.
        throughout: Units are due only if they existed throughout the window (`each`), not just on its last day.
        by: "units": a line for each unit due, and for each other unit with records that stands under none of them; records
            without a unit get the line `NO_UNIT`. "members": a line for each member who stood in the roster throughout the
            window and for whom `due` holds. Else one line a window.
        within: Only this unit (its record number) and those below it.
    """

    rows: Rows
    windows: tuple[Window, ...]
    condition: Condition | None = None
    given: tuple[Condition, ...] = ()
    due: Due = "grassroots"
    amount: tuple[str, ...] = ()
    throughout: bool = False
    by: By = None
    within: int | None = None


def quoted(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def written(condition: Condition | None) -> str:
    """A condition as SQL; `TRUE` where there is none."""
    return condition.sql if condition is not None else "TRUE"


def _day(value: date) -> str:
    return f"DATE '{value.isoformat()}'"


def in_force(alias: str, day: str, *, until: str | None = None) -> str:
    """SQL: a unit's statement answers for the day and the unit exists on it (`until`: from there through that day)."""
    last = until or day
    return (
        f"{alias}.answers_from <= {last} AND {last} < {alias}.valid_until"
        f" AND ({alias}.established_on IS NULL OR {alias}.established_on_last <= {day})"
        f" AND ({alias}.dissolved_on IS NULL OR {alias}.dissolved_on > {last})"
    )


def in_roster(alias: str, day: str, since: str = "valid_from") -> str:
    """SQL: a member stands in the roster on the day, dates that do not decide it counting as in.

    `since`: from which day his statement counts; `answers_from` where a first one also answers for earlier days.
    """
    words = ", ".join(quoted(word) for word in IN_STOCK)
    return (
        f"{alias}.{since} <= {day} AND {day} < {alias}.valid_until"
        f" AND ({alias}.joined_on IS NULL OR {alias}.joined_on <= {day})"
        f" AND ({alias}.left_on IS NULL OR {alias}.left_on_last > {day})"
        f" AND ({alias}.status IS NULL OR {alias}.status IN ({words}))"
    )


def alike(question: Question) -> tuple[object, ...]:
    """What questions must share to be answered by one query: they look at the same records in the same windows."""
    rows = question.rows
    by = (question.throughout, question.by, question.within)
    source = (rows.kind, rows.dated, rows.at, rows.scope, question.windows, *by)
    if rows.distinct or question.by:
        return (*source, rows, question.condition, question.given, question.due, question.amount)
    return source


def compiled(questions: Sequence[Question]) -> str:
    """The one query for questions that are alike.

    Its rows begin with (window, unit or NULL, records); then come for each question (numerator, denominator, undecided,
    left out, units reported, units due). `records` counts every record of the kind in the window before any condition.
    """
    first = questions[0]
    if first.by == "members":
        return _by_member(first)
    dues = list(dict.fromkeys(each.due for each in questions))
    tables = [
        ("wins(p, first_day, last_day, at_day, due_day)", _windows(first)),
        ("due", _due(first, dues)),
        ("rec", _records(questions)),
        ("back", _returns(first)),
        ("reporters", _REPORTERS),
        ("lined", _BY_UNIT if first.by else "SELECT rec.*, CAST(NULL AS BIGINT) AS line FROM rec"),
    ]
    if any(each.exact for each in first.windows):
        tables.insert(1, ("pairs(p, first_day, last_day)", _pairs(first)))
    if first.rows.distinct:
        tables.append(("once", _once(len(first.rows.distinct))))
    tables.append(("counts", _counts(questions, "once" if first.rows.distinct else "lined")))
    body = ",\n".join(f"{name} AS (\n{sql}\n)" for name, sql in tables)
    lines = _lines_by_unit() if first.by else _lines_whole([dues.index(each.due) for each in questions], len(dues))
    return f"WITH {body}\n{lines}"


_REPORTERS: Final = """
SELECT DISTINCT rec.p, a.ancestor AS unit FROM rec
JOIN ancestry AS a ON a.unit = rec.unit_ref AND a.from_day <= rec.day AND rec.day < a.until_day
WHERE rec.inside = 1
UNION
SELECT DISTINCT back.p, a.ancestor FROM back
JOIN ancestry AS a ON a.unit = back.unit AND a.from_day <= back.day AND back.day < a.until_day"""

# A record counts for the unit due at or above it; one that stands under none counts for its own unit.
_BY_UNIT: Final = f"""
SELECT rec.*, COALESCE(above.ancestor, rec.unit_ref, {NO_UNIT}) AS line FROM rec
LEFT JOIN (
  SELECT due.p, a.unit, a.ancestor, a.from_day, a.until_day FROM due JOIN ancestry AS a ON a.ancestor = due.unit
) AS above ON above.p = rec.p AND above.unit = rec.unit_ref AND above.from_day <= rec.day AND rec.day < above.until_day
  AND (rec.tree = 1 OR above.ancestor = rec.unit_ref)"""

# w: the record is looked at; g: it meets the conditions of the targets above; s: it counts; v: for how much.
# Counts are counted, not summed up: a sum of whole numbers is a number of 128 bits, which takes eight times as long to fetch.
_SUMS: Final = """
  {numerator} AS numerator{n},
  COUNT(CASE WHEN inside = 1 AND w{n} AND g{n} AND s{n} IS NOT NULL THEN 1 END) AS denominator{n},
  COUNT(CASE WHEN inside = 1 AND (w{n} IS NULL OR (w{n} AND (g{n} IS NULL OR (g{n} AND s{n} IS NULL)))) THEN 1 END) AS undecided{n},
  COUNT(CASE WHEN inside = 0 AND (w{n} OR w{n} IS NULL) THEN 1 END) AS left_out{n},"""
_NUMBER: Final = "COUNT(CASE WHEN inside = 1 AND w{n} AND g{n} AND s{n} THEN 1 END)"
_AMOUNT: Final = "SUM(CASE WHEN inside = 1 AND w{n} AND g{n} AND s{n} THEN v{n} ELSE 0 END)"
_SUM_NAMES: Final = ("numerator", "denominator", "undecided", "left_out")


def _counts(questions: Sequence[Question], source: str) -> str:
    sums = "".join(
        _SUMS.format(n=number, numerator=(_AMOUNT if each.amount else _NUMBER).format(n=number)) for number, each in enumerate(questions)
    )
    return f"SELECT p, line,{sums}\n  COUNT(CASE WHEN inside = 1 THEN 1 END) AS records FROM {source} GROUP BY p, line"


def _summed(number: int) -> str:
    return ", ".join(f"COALESCE(c.{name}{number}, 0)" for name in _SUM_NAMES)


def _lines_whole(due_of: list[int], dues: int) -> str:
    answers = ",\n  ".join(f"{_summed(number)}, COALESCE(d.reported{due}, 0), COALESCE(d.due{due}, 0)" for number, due in enumerate(due_of))
    units = ", ".join(
        f"COUNT(CASE WHEN due.d{number} THEN 1 END) AS due{number},"
        f" COUNT(CASE WHEN due.d{number} AND reporters.unit IS NOT NULL THEN 1 END) AS reported{number}"
        for number in range(dues)
    )
    return f"""
SELECT wins.p, CAST(NULL AS BIGINT), COALESCE(c.records, 0) + COALESCE(b.forms, 0),
  {answers}
FROM wins
LEFT JOIN counts AS c ON c.p = wins.p
LEFT JOIN (SELECT p, COUNT(*) AS forms FROM back GROUP BY p) AS b ON b.p = wins.p
LEFT JOIN (
  SELECT due.p, {units} FROM due
  LEFT JOIN reporters ON reporters.p = due.p AND reporters.unit = due.unit GROUP BY due.p
) AS d ON d.p = wins.p
ORDER BY wins.p"""


def _lines_by_unit() -> str:
    return f"""
SELECT l.p, l.line, CASE WHEN reporters.unit IS NULL THEN COALESCE(c.records, 0) ELSE COALESCE(c.records, 0) + 1 END,
  {_summed(0)},
  CASE WHEN due.unit IS NULL OR reporters.unit IS NULL THEN 0 ELSE 1 END, CASE WHEN due.unit IS NULL THEN 0 ELSE 1 END
FROM (SELECT p, unit AS line FROM due UNION SELECT p, line FROM counts) AS l
LEFT JOIN counts AS c ON c.p = l.p AND c.line = l.line
LEFT JOIN due ON due.p = l.p AND due.unit = l.line
LEFT JOIN reporters ON reporters.p = l.p AND reporters.unit = l.line
ORDER BY l.p, l.line"""


def _windows(question: Question) -> str:
    return "VALUES " + ", ".join(
        f"({each.number}, {_day(each.days.first)}, {_day(each.days.last)}, {_day(each.at)}, {_day(each.due_on)})"
        for each in question.windows
    )


def _pairs(question: Question) -> str:
    return "VALUES " + ", ".join(
        f"({each.number}, {_day(span.first)}, {_day(span.last)})" for each in question.windows for span in each.exact
    )


def _force(question: Question) -> str:
    if question.throughout:
        return in_force("r", "wins.first_day", until="wins.due_day")
    return in_force("r", "wins.due_day")


def _due(question: Question, dues: Sequence[Due]) -> str:
    conditions = [_GRASSROOTS if due == "grassroots" else written(due) for due in dues]
    flags = "".join(f", {condition} AS d{number}" for number, condition in enumerate(conditions))
    return (
        f"SELECT wins.p, r.record AS unit{flags} FROM wins JOIN units AS r ON {_force(question)}{_superior(dues, 'wins.due_day')}"
        f" WHERE ({' OR '.join(conditions)}){_only_within(question, 'r.record', 'wins.due_day')}"
    )


def _superior(conditions: Iterable[Due], day: str) -> str:
    if not any("parent" in each.aliases for each in conditions if each is not None and not isinstance(each, str)):
        return ""
    return f" LEFT JOIN units AS parent ON parent.record = r.parent AND parent.answers_from <= {day} AND {day} < parent.valid_until"


def listed(question: Question, fields: Sequence[str]) -> str:
    """The query for the records behind a question, each with its place: the very rows `compiled` counts.

    Its rows: window, record, unit, the member it is about, first day, whether it lies wholly inside (1 or 0), whether it is
    looked at, meets the conditions above, counts (each true, false or unknown), for how much, file, sheet, row, import; then
    the columns of the fields asked for.
    """
    kind = KINDS[question.rows.kind]
    member = "r.member" if kind.person else "r.record" if kind.name == "members" else "CAST(NULL AS BIGINT)"
    chosen = [column for name in fields for column in kind.field(name).columns]
    also = f", r.record, r.content, {member} AS about" + "".join(f', r."{column}" AS "f_{column}"' for column in chosen)
    tables = [("wins(p, first_day, last_day, at_day, due_day)", _windows(question)), ("rec", _records([question], also))]
    if any(each.exact for each in question.windows):
        tables.insert(1, ("pairs(p, first_day, last_day)", _pairs(question)))
    body = ",\n".join(f"{name} AS (\n{sql}\n)" for name, sql in tables)
    amount = "rec.v0" if question.amount else "1"
    told = "".join(f', rec."f_{column}"' for column in chosen)
    return f"""WITH {body}
SELECT rec.p, rec.record, rec.unit_ref, rec.about, rec.day, rec.inside, rec.w0, rec.g0, rec.s0, {amount},
  o.file, o.sheet, o."row", o.import_id{told}
FROM rec LEFT JOIN {kind.name}_origins AS o ON o.content = rec.content
WHERE rec.inside = 0 OR rec.w0 IS NULL OR rec.w0
ORDER BY rec.p, o.file, o.sheet, o."row", rec.record"""


def _by_member(question: Question) -> str:
    """The query for one line a member, whose rows begin with (window, member, records)."""
    tables = [
        ("wins(p, first_day, last_day, at_day, due_day)", _windows(question)),
        ("due", _members_due(question, f"WHERE {_due_condition(question)}")),
        ("rec", _records([question])),
        ("lined", "SELECT rec.*, rec.member AS line FROM rec WHERE rec.member IS NOT NULL"),
    ]
    if any(each.exact for each in question.windows):
        tables.insert(1, ("pairs(p, first_day, last_day)", _pairs(question)))
    if question.rows.distinct:
        tables.append(("once", _once(len(question.rows.distinct))))
    tables.append(("counts", _counts([question], "once" if question.rows.distinct else "lined")))
    body = ",\n".join(f"{name} AS (\n{sql}\n)" for name, sql in tables)
    return f"""WITH {body}
SELECT due.p, due.member, COALESCE(c.records, 0), {_summed(0)}, CASE WHEN c.records > 0 THEN 1 ELSE 0 END, 1
FROM due LEFT JOIN counts AS c ON c.p = due.p AND c.line = due.member
ORDER BY due.p, due.member"""


def _due_condition(question: Question) -> str:
    return written(question.due) if question.due is not None and question.due != "grassroots" else "TRUE"


def _members_due(question: Question, which: str) -> str:
    """Members who stood in the roster on the due day and, as far as their dates say, on every day of the window before it.

    A first statement also answers for the days before its list: since when somebody is there his dates say, not the list's.
    """
    day, first_day = "wins.due_day", "wins.first_day"
    asked = Question(Rows("members", None if question.due == "grassroots" else question.due), question.windows)
    unit, joins = _joined([asked], day)
    return (
        f"SELECT wins.p, r.record AS member, {unit} AS unit FROM wins JOIN members AS r ON {in_roster('r', day, since='answers_from')}"
        f" AND (r.joined_on IS NULL OR r.joined_on_last <= {first_day}) AND (r.left_on IS NULL OR r.left_on > {day})"
        f" AND (r.admitted_on IS NULL OR r.admitted_on_last <= {first_day}){joins}"
        f" {which}{_only_within(question, unit, day)}"
    )


def members_due(question: Question) -> str:
    """The query for the members looked at: (window, member, the unit he belongs to)."""
    due = _members_due(question, f"WHERE {_due_condition(question)}")
    return f"WITH wins(p, first_day, last_day, at_day, due_day) AS ({_windows(question)}) {due}"


def undecided_members(question: Question) -> str:
    """The query for members in the roster for whom a blank leaves open whether they are due: (window, member)."""
    return (
        f"WITH wins(p, first_day, last_day, at_day, due_day) AS ({_windows(question)})"
        f" SELECT p, member FROM ({_members_due(question, f'WHERE {_due_condition(question)} IS NULL')}) AS unsure"
    )


def undecided_units(question: Question) -> str:
    """The query for units in force for which a blank leaves open whether they are due: (window, unit)."""
    assert question.due is not None
    assert question.due != "grassroots"
    return (
        f"WITH wins(p, first_day, last_day, at_day, due_day) AS ({_windows(question)})"
        f" SELECT wins.p, r.record FROM wins JOIN units AS r ON {_force(question)}{_superior([question.due], 'wins.due_day')}"
        f" WHERE {written(question.due)} IS NULL{_only_within(question, 'r.record', 'wins.due_day')}"
    )


def _only_within(question: Question, unit: str, day: str) -> str:
    if question.within is None:
        return ""
    if question.rows.scope == "own":
        return f" AND {unit} = {question.within}"
    return (
        f" AND EXISTS (SELECT 1 FROM ancestry AS up WHERE up.unit = {unit} AND up.ancestor = {question.within}"
        f" AND up.from_day <= {day} AND {day} < up.until_day)"
    )


def _records(questions: Sequence[Question], also: str = "") -> str:
    """Every record that falls into a window: its unit and day, whether it lies wholly inside, and what the conditions say of it."""
    first = questions[0]
    rows = first.rows
    kind = KINDS[rows.kind]
    if kind.stock and rows.dated is None:
        source, inside, day = _stock(first)
    elif by_period(rows):
        source, inside, day = _periodic(first)
    else:
        source, inside, day = _dated(first)
    unit, joins = _joined(questions, day)
    member = ", r.member" if first.by == "members" else ""
    flags = "".join(_flags(number, question) for number, question in enumerate(questions))
    distinct = "".join(f", {column} AS d{place}" for place, column in enumerate(_distinct_columns(rows)))
    return (
        f"SELECT wins.p, {unit} AS unit_ref, {day} AS day, {inside} AS inside, {int(rows.scope == 'tree')} AS tree{member}{flags}{distinct}{also}"
        f" FROM wins JOIN {source}{joins}"
        f" WHERE TRUE{_only_within(first, unit, day)}"
    )


def _flags(number: int, question: Question) -> str:
    blank = "".join(f" WHEN {column} IS NULL THEN NULL" for column in _distinct_columns(question.rows))
    amounts = [f"r.{name}" for name in question.amount]
    blank += "".join(f" WHEN {amount} IS NULL THEN NULL" for amount in amounts)
    share = written(question.condition)
    given = " AND ".join(written(each) for each in question.given) or "TRUE"
    counted = f"CASE{blank} ELSE {share} END" if blank else share
    value = f", {' + '.join(amounts)} AS v{number}" if amounts else ""
    return f",\n  {_where(question.rows)} AS w{number}, ({given}) AS g{number}, {counted} AS s{number}{value}"


def _where(rows: Rows) -> str:
    where = written(rows.where)
    # Ratings mean how the work was done unless a condition names an aspect.
    if rows.kind == "ratings" and (rows.where is None or "aspect" not in rows.where.names):
        return f"(COALESCE(r.aspect, 'work') = 'work' AND {where})"
    return where


def _distinct_columns(rows: Rows) -> list[str]:
    kind = KINDS[rows.kind]
    columns = []
    for name in rows.distinct:
        each = kind.field(name)
        columns.append(f"r.{each.columns[-1] if each.type is Type.TEXT else each.columns[0]}")
    return columns


def _once(fields: int) -> str:
    """One row for each different value; it is counted where any of its rows is, and undecided only where none is."""
    values = ", ".join(f"d{place}" for place in range(fields))
    known = " AND ".join(f"d{place} IS NOT NULL" for place in range(fields))
    return f"""
SELECT p, line, 1 AS inside, CASE WHEN MAX(den) = 1 THEN TRUE WHEN MAX(und) = 1 THEN NULL ELSE FALSE END AS w0, TRUE AS g0,
  MAX(num) = 1 AS s0
FROM (
  SELECT p, line, {values}, CASE WHEN w0 AND g0 AND s0 THEN 1 ELSE 0 END AS num,
    CASE WHEN w0 AND g0 AND s0 IS NOT NULL THEN 1 ELSE 0 END AS den,
    CASE WHEN w0 IS NULL OR (w0 AND (g0 IS NULL OR (g0 AND s0 IS NULL))) THEN 1 ELSE 0 END AS und
  FROM lined WHERE inside = 1 AND {known}
) AS flagged GROUP BY p, line, {values}
UNION ALL
SELECT p, line, inside, w0, g0, s0 FROM lined WHERE inside = 0 OR NOT ({known})"""


def _stock(question: Question) -> tuple[str, str, str]:
    kind = question.rows.kind
    if kind == "units":
        return f"units AS r ON {in_force('r', 'wins.at_day')}", "1", "wins.at_day"
    sure = "CASE WHEN (r.joined_on IS NULL OR r.joined_on_last <= wins.at_day) AND (r.left_on IS NULL OR r.left_on > wins.at_day) THEN 1 ELSE 0 END"
    return f"{kind} AS r ON {in_roster('r', 'wins.at_day')}", sure, "wins.at_day"


def _periodic(question: Question) -> tuple[str, str, str]:
    name = question.rows.dated or KINDS[question.rows.kind].dated[0]
    if not any(each.exact for each in question.windows):
        return f"{question.rows.kind} AS r ON FALSE", "1", f"r.{name}_last"
    return (
        f"pairs ON pairs.p = wins.p JOIN {question.rows.kind} AS r ON r.{name} = pairs.first_day AND r.{name}_last = pairs.last_day",
        "1",
        f"r.{name}_last",
    )


def _dated(question: Question) -> tuple[str, str, str]:
    rows = question.rows
    kind = KINDS[rows.kind]
    names = (rows.dated,) if rows.dated else kind.dated
    first = f"COALESCE({', '.join(f'r.{name}' for name in names)})"
    last = f"COALESCE({', '.join(f'r.{name}_last' for name in names)})"
    latest = ""
    if kind.stock:
        # As events, members and units speak through their latest statement by the day of judgement.
        as_of = _day(max(each.days.last for each in question.windows))
        latest = (
            f" AND r.answers_from <= {as_of} AND NOT EXISTS (SELECT 1 FROM {rows.kind} AS later"
            f" WHERE later.record = r.record AND later.valid_from > r.valid_from AND later.valid_from <= {as_of})"
        )
    return (
        f"{rows.kind} AS r ON {first} <= wins.last_day AND {last} >= wins.first_day{latest}",
        f"CASE WHEN {first} >= wins.first_day AND {last} <= wins.last_day THEN 1 ELSE 0 END",
        first,
    )


def _joined(questions: Sequence[Question], day: str) -> tuple[str, str]:
    """The unit a record counts for, and the joins its conditions need: each as it was on the record's day."""
    first = questions[0]
    kind = KINDS[first.rows.kind]
    asked = (each for question in questions for each in (question.rows.where, question.condition, *question.given))
    conditions = [each for each in asked if each is not None]
    aliases = {alias for each in conditions for alias in each.aliases}
    unit = "r.record" if kind.name == "units" else f"r.{kind.home}"
    joins = ""
    if kind.person:
        joins += f" LEFT JOIN members AS member ON member.record = r.member AND member.answers_from <= {day} AND {day} < member.valid_until"
        unit = "COALESCE(r.unit, member.unit)" if kind.home == "unit" else f"COALESCE(r.unit, member.unit, r.{kind.home})"
    if "unit" in aliases and kind.name != "units":
        joins += f" LEFT JOIN units AS unit ON unit.record = {unit} AND unit.answers_from <= {day} AND {day} < unit.valid_until"
    if "by_unit" in aliases:
        joins += (
            f" LEFT JOIN units AS by_unit ON by_unit.record = r.by_unit AND by_unit.answers_from <= {day} AND {day} < by_unit.valid_until"
        )
    joins += _superior(conditions, day)
    if "headcount" in aliases:
        joins += (
            f" LEFT JOIN (SELECT a.ancestor AS unit, days.day, COUNT(*) AS members FROM ({_days(first, day)}) AS days"
            f" JOIN members AS m ON {in_roster('m', 'days.day')}"
            " JOIN ancestry AS a ON a.unit = m.unit AND a.from_day <= days.day AND days.day < a.until_day"
            f" GROUP BY a.ancestor, days.day) AS headcount ON headcount.unit = {unit} AND headcount.day = {day}"
        )
    return unit, joins


def _days(question: Question, day: str) -> str:
    """Every day on which a head-count is asked."""
    if day == "wins.at_day":
        return "SELECT DISTINCT at_day AS day FROM wins"
    return f"SELECT DISTINCT {day} AS day FROM {question.rows.kind} AS r WHERE {day} IS NOT NULL"


def _returns(question: Question) -> str:
    """Forms that say there was nothing: those that lie in the window, and complete ones that cover it."""
    kind = quoted(question.rows.kind)
    return (
        f"SELECT wins.p, returns.unit, wins.last_day AS day FROM wins JOIN returns ON returns.kind = {kind}"
        " AND ((returns.first >= wins.first_day AND returns.last <= wins.last_day)"
        " OR (returns.first <= wins.first_day AND returns.last >= wins.last_day))"
        f" WHERE TRUE{_only_within(question, 'returns.unit', 'wins.last_day')}"
    )
