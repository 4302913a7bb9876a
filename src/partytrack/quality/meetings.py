"""Rules about meetings: months without one, gaps, and numbers that do not go with each other or with the roster."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from partytrack.messages import marked
from partytrack.periods import Length, Span, whole
from partytrack.quality.problems import Problem, spots
from partytrack.targets.query import in_force, in_roster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partytrack.quality.problems import Asking, Rule

_MONTHS_LOOKED_AT = 12
_GAP = 2
_FAR_SHARE, _FAR_NUMBER = "0.1", 2


def month_without_meeting(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Cells without a regular meeting in a single one of the last twelve months; months in a row are a gap."""
    for unit, missing in _missing(asking).items():
        single = [run[0] for run in _runs(missing) if len(run) < _GAP]
        if single:
            yield Problem(rule, unit, marked("No regular meeting in {months}."), {"months": tuple(single)})


def meeting_gap(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Cells without a regular meeting in two or more months one after the other."""
    for unit, missing in _missing(asking).items():
        for run in _runs(missing):
            if len(run) >= _GAP:
                values: dict[str, object] = {"n": len(run), "first": run[0], "last": run[-1]}
                yield Problem(rule, unit, marked("No regular meeting for {n} months: {first} – {last}."), values)


def _missing(asking: Asking) -> dict[int, list[Span]]:
    """For each cell the months, of the last twelve that have ended and that anybody reported, in all of which it existed but did not meet.

    A cell that has never reported a meeting is left out: it is not known how it meets.
    """
    year_before = date(asking.as_of.year - 1, asking.as_of.month, 1)
    months = [month for month in whole(Length.MONTH, Span(year_before, asking.as_of)) if month.last <= asking.as_of][-_MONTHS_LOOKED_AT:]
    if not months:
        return {}
    values = ", ".join(f"({number}, DATE '{month.first}', DATE '{month.last}')" for number, month in enumerate(months))
    query = f"""
        WITH months(p, first_day, last_day) AS (VALUES {values}),
        held AS (
          SELECT DISTINCT months.p, r.unit FROM months JOIN meetings AS r ON r.held_on >= months.first_day AND r.held_on_last <= months.last_day
          WHERE r.kind = 'regular' OR r.kind IS NULL
        ), reported AS (SELECT DISTINCT p FROM held), known AS (SELECT DISTINCT unit FROM held)
        SELECT u.record, months.p FROM months JOIN reported USING (p)
        JOIN units AS u ON u.kind IN ('grassroots_cell', 'sub_cell') AND {in_force("u", "months.first_day", until="months.last_day")}
        JOIN known ON known.unit = u.record
        LEFT JOIN held ON held.p = months.p AND held.unit = u.record
        WHERE held.unit IS NULL ORDER BY u.record, months.p"""  # noqa: S608 - fixed text and days
    found: dict[int, list[Span]] = defaultdict(list)
    for unit, number in asking.rows(query):
        found[unit].append(months[number])
    return found


def _runs(months: list[Span]) -> list[list[Span]]:
    """The months in stretches that follow each other."""
    numbered = [(month.first.year * 12 + month.first.month - place, month) for place, month in enumerate(months)]
    return [[month for _, month in run] for _, run in groupby(numbered, key=lambda each: each[0])]


def present_over_due(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Meetings at which more were present than were due."""
    query = f"""
        SELECT r.unit, r.held_on, r.present, r.due, o.file, o.sheet, o."row" FROM meetings AS r
        LEFT JOIN meetings_origins AS o ON o.content = r.content
        WHERE r.present > r.due AND r.held_on <= {asking.day} ORDER BY o.file, o.sheet, o."row\""""  # noqa: S608 - a day
    for unit, day, present, due, *place in asking.rows(query):
        first, more = spots([tuple(place)])
        values = {"day": day, "present": present, "due": due}
        yield Problem(rule, unit, marked("{day}: {present} present of {due} due."), values, (), first, more)


def due_far_from_roster(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Units whose meetings call together another number than they have members: more than a tenth, and more than two people, apart.

    Held against the roster of the day; a unit without anybody in the roster on that day is left out, and so are meetings of
    committees and clusters, at which others meet. One problem a unit, with its meetings.
    """
    query = f"""
        WITH days AS (SELECT DISTINCT r.unit, r.held_on AS day FROM meetings AS r
          WHERE r.due IS NOT NULL AND (r.kind IS NULL OR r.kind IN ('regular', 'thematic')) AND r.held_on <= {asking.day} AND r.held_on = r.held_on_last),
        heads AS (
          SELECT days.unit, days.day, COUNT(*) AS members FROM days
          JOIN ancestry AS a ON a.ancestor = days.unit AND a.from_day <= days.day AND days.day < a.until_day
          JOIN members AS m ON m.unit = a.unit AND {in_roster("m", "days.day")} GROUP BY days.unit, days.day
        )
        SELECT r.unit, r.held_on, r.due, h.members, o.file, o.sheet, o."row" FROM meetings AS r
        JOIN heads AS h ON h.unit = r.unit AND h.day = r.held_on
        LEFT JOIN meetings_origins AS o ON o.content = r.content
        WHERE (r.kind IS NULL OR r.kind IN ('regular', 'thematic')) AND ABS(r.due - h.members) > {_FAR_NUMBER}
          AND ABS(r.due - h.members) > {_FAR_SHARE} * h.members
        ORDER BY r.unit, r.held_on, o.file, o."row\""""  # noqa: S608 - fixed text and a day
    for unit, group in groupby(asking.rows(query), key=lambda row: row[0]):
        rows = list(group)
        _, day, due, members, *_ = max(rows, key=lambda row: (abs(row[2] - row[3]), row[1]))
        first, more = spots([tuple(row[4:]) for row in rows])
        values = {"n": len(rows), "day": day, "due": due, "members": members}
        template = marked("On {day}: {due} due, {members} in the roster; meetings of this kind: {n}.")
        yield Problem(rule, unit, template, values, (), first, more)
