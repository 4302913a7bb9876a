"""Rules about ratings, and about totals that sheets state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partytrack.messages import marked
from partytrack.periods import Span
from partytrack.quality.problems import Problem, Spot, spots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partytrack.quality.problems import Asking, Rule

# Excellent ones are at most a fifth of those rated good, within each group of similar kind (guidance of the Central Committee's
# organisation commission, 2023; domain rules, §6).
_CAP = "5"


def excellent_over_cap(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Periods in which more than a fifth as many were rated excellent as good: units of a kind, members of a grass-roots organisation."""
    query = f"""
        WITH rated AS (
          SELECT r.period, r.period_last, r.rating, r.subject, CASE WHEN r.subject = 'unit' THEN NULL ELSE COALESCE(top.unit, r.unit, m.unit) END AS unit,
            CASE WHEN r.subject = 'unit' THEN u.kind END AS kind
          FROM ratings AS r
          LEFT JOIN members AS m ON m.record = r.member AND m.answers_from <= r.period_last AND r.period_last < m.valid_until
          LEFT JOIN (
            SELECT a.unit AS below, a.ancestor AS unit, a.from_day, a.until_day, g.answers_from, g.valid_until FROM ancestry AS a
            JOIN units AS g ON g.record = a.ancestor AND g.kind IN ('grassroots_committee', 'grassroots_cell')
          ) AS top ON top.below = COALESCE(r.unit, m.unit) AND top.from_day <= r.period_last AND r.period_last < top.until_day
            AND top.answers_from <= r.period_last AND r.period_last < top.valid_until
          LEFT JOIN units AS u ON u.record = r.unit AND u.answers_from <= r.period_last AND r.period_last < u.valid_until
          WHERE COALESCE(r.aspect, 'work') = 'work' AND r.rating IN ('excellent', 'good') AND r.period_last <= {asking.day}
        )
        SELECT period, period_last, unit, kind, SUM(CASE WHEN rating = 'excellent' THEN 1 ELSE 0 END) AS best,
          SUM(CASE WHEN rating = 'good' THEN 1 ELSE 0 END) AS good
        FROM rated GROUP BY period, period_last, subject, unit, kind
        HAVING SUM(CASE WHEN rating = 'excellent' THEN {_CAP} ELSE -1 END) > 0 AND SUM(CASE WHEN rating = 'good' THEN 1 ELSE 0 END) > 0
        ORDER BY period, kind, unit"""  # noqa: S608 - fixed text and a day
    for first_day, last_day, unit, kind, best, good in asking.rows(query):
        values = {"period": Span(first_day, last_day), "best": int(best), "good": int(good), "kind": kind or ""}
        if unit is None:
            yield Problem(rule, None, marked("{period}, units of kind {kind}: {best} excellent beside {good} good, over 20%."), values)
        else:
            yield Problem(rule, unit, marked("{period}, members: {best} excellent beside {good} good, over 20%."), values)


def rating_of_exempt(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Ratings of members who were exempt on the period's last day; they may only be marked as not rated."""
    query = f"""
        SELECT m.unit, m.full_name, r.period, r.period_last, o.file, o.sheet, o."row" FROM ratings AS r
        JOIN members AS m ON m.record = r.member AND m.answers_from <= r.period_last AND r.period_last < m.valid_until
        LEFT JOIN ratings_origins AS o ON o.content = r.content
        WHERE m.status = 'exempt' AND r.rating <> 'not_rated' AND r.period_last <= {asking.day}
        ORDER BY o.file, o.sheet, o."row\""""  # noqa: S608 - a day
    for unit, name, first_day, last_day, *place in asking.rows(query):
        first, more = spots([tuple(place)])
        values: dict[str, object] = {"period": Span(first_day, last_day)}
        yield Problem(rule, unit, marked("{person} is exempt, but was rated for {period}."), values, (name,), first, more)


def stated_totals(rule: Rule, asking: Asking) -> Iterator[Problem]:
    """Total rows that state another number than the rows read; of a file imported again only the latest import counts."""
    query = """SELECT file, sheet, "row", "column", value FROM noted WHERE code = 'total-differs' ORDER BY file, sheet, "row\""""
    for file, sheet, row, column, value in asking.rows(query):
        spot = Spot(file, sheet, row, column)
        yield Problem(
            rule, None, marked("The total row says {stated}, but another number of rows was read."), {"stated": value or "?"}, (), (spot,)
        )
