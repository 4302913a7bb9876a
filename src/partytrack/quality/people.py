"""Rules about members and admissions. Each is one query over the views; a person's name is never in a template.

The roster on a day is that of `targets.query.in_roster`: whose statement holds, joined by then, not left, in stock.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from partytrack.messages import marked
from partytrack.quality.lookalikes import still_alike, told_apart
from partytrack.quality.problems import Problem, spots
from partytrack.records import KINDS
from partytrack.targets.query import in_roster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partytrack.quality.problems import Asking, Rule

# Probation is twelve months; earlier statutes had other lengths, so that only admissions since then are held against it
# (Điều lệ Đảng of 2011; domain rules, §4). The cell considers within thirty working days after: two months are allowed for it.
_TWELVE_MONTHS_SINCE = "2011-01-19"
_MONTHS_TO_RECOGNISE = 14
_AT = "LEFT JOIN members_origins AS o ON o.content = m.content"


def official_before_admission(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Members whose official date lies before their admission."""
    query = (
        f'SELECT m.unit, m.full_name, o.file, o.sheet, o."row" FROM members AS m {_AT}'  # noqa: S608 - fixed text and a day
        f' WHERE {in_roster("m", asking.day)} AND m.official_on_last < m.admitted_on ORDER BY o.file, o.sheet, o."row"'
    )
    for unit, name, *place in asking.rows(query):
        yield _about(rule, unit, marked("{person}: the official date lies before the admission."), name, place)


def probation_too_short(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Members admitted since 2011 who became official within less than twelve months."""
    query = (
        f'SELECT m.unit, m.full_name, o.file, o.sheet, o."row" FROM members AS m {_AT}'  # noqa: S608 - fixed text and a day
        f" WHERE {in_roster('m', asking.day)} AND m.admitted_on >= DATE '{_TWELVE_MONTHS_SINCE}' AND m.official_on >= m.admitted_on"
        ' AND m.official_on_last < m.admitted_on + INTERVAL 12 MONTH ORDER BY o.file, o.sheet, o."row"'
    )
    for unit, name, *place in asking.rows(query):
        yield _about(rule, unit, marked("{person}: official less than twelve months after the admission."), name, place)


def probation_overdue(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Members whom a roster still calls probationary more than fourteen months after their admission.

    Held against the day of the latest roster: what has happened since then it cannot know.
    """
    query = (
        f'SELECT m.unit, m.full_name, o.file, o.sheet, o."row" FROM members AS m {_AT}'  # noqa: S608 - fixed text and a day
        f" WHERE {in_roster('m', asking.day)} AND m.status = 'probationary' AND m.official_on IS NULL"
        f' AND m.admitted_on_last + INTERVAL {_MONTHS_TO_RECOGNISE} MONTH < (SELECT MAX(valid_from) FROM members WHERE valid_from <= {asking.day}) ORDER BY o.file, o.sheet, o."row"'
    )
    for unit, name, *place in asking.rows(query):
        yield _about(rule, unit, marked("{person}: probationary for more than fourteen months."), name, place)


def duplicate_card(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Two members in the roster whose card numbers differ in nothing but blanks, dots or zeros before them.

    The same number makes one member of two rows at import, so only another way of writing it can be left.
    """
    query = (
        f'SELECT m.record, m.card_number, m.unit, m.full_name, o.file, o.sheet, o."row" FROM members AS m {_AT}'  # noqa: S608
        f' WHERE {in_roster("m", asking.day)} AND m.card_number IS NOT NULL ORDER BY o.file, o.sheet, o."row", m.record'
    )
    alike: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for row in asking.rows(query):
        plain = re.sub(r"[\W_]", "", str(row[1])).lstrip("0").casefold()
        if plain:
            alike[plain].append(row)
    for rows in alike.values():
        if len({row[0] for row in rows}) > 1:
            yield _pair(rule, rows, marked("{person} and {other} have the same card number, written in two ways."), name=3, unit=2)


def look_alike(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Members in the roster with the same name and the same day of birth, or year of birth in one unit.

    Those of whom somebody decided that they are two people are none.
    """
    query = (
        f'SELECT m.record, lower(m.full_name), m.birth_date, m.birth_date_last, m.unit, m.full_name, o.file, o.sheet, o."row"'  # noqa: S608
        f" FROM members AS m {_AT} JOIN (SELECT lower(full_name) AS name, birth_date FROM members AS m"
        f" WHERE {in_roster('m', asking.day)} AND birth_date IS NOT NULL GROUP BY 1, 2 HAVING COUNT(DISTINCT record) > 1) AS twice"
        f" ON twice.name = lower(m.full_name) AND twice.birth_date = m.birth_date WHERE {in_roster('m', asking.day)}"
        ' ORDER BY o.file, o.sheet, o."row", m.record'
    )
    alike: dict[tuple[object, ...], list[tuple[object, ...]]] = defaultdict(list)
    for row in asking.rows(query):
        whole = row[2] == row[3]
        alike[(*row[1:4], None if whole else row[4])].append(row)
    apart = told_apart(asking)
    for rows in alike.values():
        for records in still_alike([record for record, *_ in rows if isinstance(record, int)], apart):
            together = [row for row in rows if row[0] in records]
            yield _pair(rule, together, marked("{n} members called {person} have the same date of birth."), name=5, unit=4)


def member_of_ended_unit(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Members in the roster whose unit had been dissolved, or merged into another, by that day."""
    query = (
        'SELECT m.unit, u.dissolved_on, o.file, o.sheet, o."row" FROM members AS m'  # noqa: S608 - fixed text and a day
        f" JOIN units AS u ON u.record = m.unit AND u.answers_from <= {asking.day} AND {asking.day} < u.valid_until {_AT}"
        f' WHERE {in_roster("m", asking.day)} AND u.dissolved_on <= {asking.day} ORDER BY m.unit, o.file, o.sheet, o."row"'
    )
    found: dict[tuple[int, object], list[tuple[str | None, str | None, int | None]]] = defaultdict(list)
    for unit, ended, *place in asking.rows(query):
        found[unit, ended].append(tuple(place))
    for (unit, ended), places in found.items():
        first, more = spots(places)
        values = {"n": len(places), "day": ended}
        yield Problem(rule, unit, marked("The unit ended on {day}, but {n} of its members stand in the roster."), values, (), first, more)


def admission_without_member(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """People admitted by the day of the latest roster whose name stands in no roster since."""
    query = f"""
        SELECT a.unit, a.full_name, o.file, o.sheet, o."row" FROM admissions AS a
        LEFT JOIN admissions_origins AS o ON o.content = a.content
        WHERE COALESCE(a.admitted_on_last, a.decided_on_last) <= (SELECT MAX(valid_from) FROM members WHERE valid_from <= {asking.day})
          AND NOT EXISTS (
            SELECT 1 FROM members AS m WHERE lower(m.full_name) = lower(a.full_name)
              AND (m.birth_date IS NULL OR a.birth_date IS NULL OR (m.birth_date <= a.birth_date_last AND a.birth_date <= m.birth_date_last)))
        ORDER BY o.file, o.sheet, o."row\""""  # noqa: S608 - fixed text and a day
    for unit, name, *place in asking.rows(query):
        yield _about(rule, unit, marked("{person} was admitted but stands in no roster."), name, place)


def member_without_admission(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Members admitted in a year for which their unit, or one above or below it, has reported admissions, but not theirs."""
    query = f"""
        WITH told AS (
          SELECT DISTINCT a.unit, EXTRACT(year FROM COALESCE(a.admitted_on, a.decided_on)) AS y FROM admissions AS a
        ), covered AS (
          SELECT told.y, up.unit FROM told JOIN ancestry AS up ON up.ancestor = told.unit
          UNION SELECT told.y, up.ancestor FROM told JOIN ancestry AS up ON up.unit = told.unit
        )
        SELECT DISTINCT m.unit, m.full_name, o.file, o.sheet, o."row" FROM members AS m
        JOIN covered AS c ON c.unit = m.unit AND c.y = EXTRACT(year FROM m.admitted_on) AND c.y = EXTRACT(year FROM m.admitted_on_last)
        {_AT}
        WHERE {in_roster("m", asking.day)} AND m.joined_on IS NULL AND NOT EXISTS (
          SELECT 1 FROM admissions AS a WHERE lower(a.full_name) = lower(m.full_name)
            AND (m.birth_date IS NULL OR a.birth_date IS NULL OR (m.birth_date <= a.birth_date_last AND a.birth_date <= m.birth_date_last)))
        ORDER BY o.file, o.sheet, o."row\""""  # noqa: S608 - fixed text and a day
    for unit, name, *place in asking.rows(query):
        yield _about(rule, unit, marked("{person} is a member since that year, but no admission tells of it."), name, place)


def known_since(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Files with records about members who were not found when the file was imported, and would be by now.

    As when a file is imported: by the card, else by a name that only one member of the unit and those below it can mean.
    """
    for kind, card in ((each.name, "card_number" if each.has("card_number") else "NULL") for each in KINDS.values() if each.person):
        query = f"""
            WITH left_open AS (SELECT content, unit, full_name, {card} AS card_number FROM {kind} WHERE subject = 'member' AND member IS NULL),
            carded AS (SELECT DISTINCT record FROM members WHERE card_number IS NOT NULL),
            by_card AS (SELECT DISTINCT l.content FROM left_open AS l JOIN members AS m ON m.card_number = l.card_number),
            called AS (
              SELECT DISTINCT l.content, m.record FROM left_open AS l JOIN members AS m ON lower(m.full_name) = lower(l.full_name)
              LEFT JOIN ancestry AS a ON a.unit = m.unit AND a.ancestor = l.unit
              WHERE (l.unit IS NULL OR a.unit IS NOT NULL) AND (l.card_number IS NULL OR m.record NOT IN (FROM carded))
            ),
            by_name AS (SELECT content FROM called GROUP BY content HAVING COUNT(*) = 1)
            SELECT o.import_id, o.file, o.sheet, o."row" FROM {kind}_origins AS o
            WHERE o.content IN (FROM by_card UNION FROM by_name) ORDER BY ALL"""  # noqa: S608 - names of kinds
        found: dict[int, list[tuple[str | None, str | None, int | None]]] = defaultdict(list)
        for import_id, *place in asking.rows(query):
            found[import_id].append(tuple(place))
        for import_id, places in found.items():
            first, more = spots(places)
            values: dict[str, object] = {"n": len(places), "file": places[0][0], "id": import_id}
            template = marked(
                "Rows about members who are known only since: {n}. Take the import back with “partytrack undo {id}”, and import {file} again."
            )
            yield Problem(rule, None, template, values, (), first, more)


def _about(rule: Rule, unit: int | None, template: str, name: str, place: list[object]) -> Problem:
    first, more = spots([tuple(place)])
    return Problem(rule, unit, template, {}, (name,), first, more)


def _pair(rule: Rule, rows: list[tuple[object, ...]], template: str, *, name: int, unit: int) -> Problem:
    """Two or more rows that may be one person: the first two are named, all are placed."""
    first, more = spots([tuple(row[-3:]) for row in rows])
    people = tuple(str(row[name]) for row in rows[:2])
    whose = rows[0][unit]
    return Problem(rule, whose if isinstance(whose, int) else None, template, {"n": len(rows)}, people, first, more)
