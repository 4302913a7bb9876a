"""Verdicts for scripts and spreadsheets: JSON, CSV and tab-separated lines. The names of the fields are promised outside."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any, Final

from partytrack.messages import harmless
from partytrack.reports.looks import WATCHED, tally

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from partytrack.targets.judge import Checked, Verdict
    from partytrack.targets.language import Waiver
    from partytrack.targets.status import Status

SCHEMA: Final = "partytrack.check/1"
BYTE_ORDER_MARK: Final = "\ufeff"
_ACHIEVED_DECIMALS: Final = 4
_RISKY: Final = re.compile(r"[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_BLANKS: Final = re.compile(r"[\t\r\n]+")
_LINE_ENDS: Final = re.compile(r"\r\n?")


def plain_number(value: Fraction | None) -> int | float | None:
    """A whole number where it is one, else the nearest binary fraction; None stays None."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def _achieved(value: Fraction | None) -> int | float | None:
    shown = plain_number(value)
    return round(shown, _ACHIEVED_DECIMALS) if isinstance(shown, float) else shown


def verdict_fields(verdict: Verdict) -> dict[str, Any]:
    """One verdict as plain values, in the promised order."""
    target = verdict.target
    return {
        "target": target.id,
        "parent": target.parent,
        "title": target.title,
        "period": verdict.label,
        "unit": verdict.unit,
        "unit_name": verdict.unit_name,
        "status": verdict.status.value if verdict.status else None,
        "severity": target.severity,
        "value": plain_number(verdict.value),
        "numerator": plain_number(verdict.numerator),
        "denominator": plain_number(verdict.denominator),
        "undecided": verdict.undecided,
        "left_out": verdict.left_out,
        "waived_units": verdict.waived_units,
        "goal": verdict.goal.text if verdict.goal else None,
        "measured_in": target.measured_in,
        "margin": plain_number(verdict.margin),
        "achieved": _achieved(verdict.achieved),
        "expected": plain_number(verdict.expected),
        "needed": plain_number(verdict.needed),
        "reported": verdict.reported,
        "due": verdict.due,
        "waiver": _waiver(verdict.waiver),
        "without_waiver": verdict.without_waiver.value if verdict.without_waiver else None,
        "reason": str(verdict.reason) if verdict.reason else None,
    }


def _waiver(waiver: Waiver | None) -> dict[str, str | None] | None:
    if waiver is None:
        return None
    return {
        "reason": waiver.reason,
        "approved_by": waiver.approved_by,
        "until": waiver.until.isoformat() if waiver.until else None,
    }


def _row(verdict: Verdict) -> dict[str, Any]:
    """The fields of a verdict for a table: of a waiver only its reason."""
    return verdict_fields(verdict) | {"waiver": verdict.waiver.reason if verdict.waiver else None}


def own_lines(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The lines of the whole committee, or of the one unit asked for, without those of the units below: the first line is one."""
    return [verdict for verdict in verdicts if verdict.unit == verdicts[0].unit]


def judged_or_watched(verdict: Verdict) -> bool:
    """Whether a line has a status, or belongs to a target without a goal.

    Otherwise it is one unit's count or figure, which the committee's goal does not bind.
    """
    return verdict.status is not None or verdict.goal is None


def summary_counts(checked: Checked) -> dict[Status | None, int]:
    """How often each status occurs among the lines of the whole committee, or of the one unit asked for."""
    return tally(verdict.status for verdict in own_lines(checked.verdicts) if judged_or_watched(verdict))


def check_json(checked: Checked) -> str:
    """The whole run as JSON, indented, with a line feed at the end."""
    return as_json(
        {
            "schema": SCHEMA,
            "term": checked.term,
            "as_of": checked.as_of.isoformat(),
            "known_at": checked.known_at.isoformat() if checked.known_at else None,
            "run_id": checked.run_id,
            "imports": checked.imports,
            "verdicts": [verdict_fields(verdict) for verdict in checked.verdicts],
            "summary": {status.value if status else WATCHED: count for status, count in summary_counts(checked).items()},
        }
    )


def as_json(value: object) -> str:
    """Any plain value as JSON, Vietnamese letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: what looks like one gets an apostrophe; numbers stay numbers.

    Characters that could steer a terminal are shown as their codes.
    """
    if value is None:
        return ""
    shown = harmless(_LINE_ENDS.sub("\n", str(value)))
    return f"'{shown}" if _RISKY.match(shown) and not _NUMBER.fullmatch(shown) else shown


def as_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """Rows as CSV with a heading line and the mark by which Excel knows UTF-8."""
    buffer = io.StringIO()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows([safe_cell(row[column]) for column in columns] for row in rows)
    return buffer.getvalue()


def _plain_cell(value: object) -> str:
    return "" if value is None else harmless(_BLANKS.sub(" ", str(value)))


def as_plain(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """Rows as tab-separated lines with a heading line.

    A tab or line feed inside a value becomes one blank; what could steer a terminal is shown as its code.
    """
    lines = ["\t".join(columns)]
    lines += ["\t".join(_plain_cell(row[column]) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


_COLUMNS: Final = (
    "target", "parent", "title", "period", "unit", "unit_name", "status", "severity", "value", "numerator", "denominator",
    "undecided", "left_out", "waived_units", "goal", "measured_in", "margin", "achieved", "expected", "needed", "reported",
    "due", "waiver", "without_waiver", "reason",
)  # fmt: skip


def check_csv(checked: Checked) -> str:
    """One line a verdict, the fields of the JSON as columns."""
    return as_csv([_row(verdict) for verdict in checked.verdicts], _COLUMNS)


def check_plain(checked: Checked) -> str:
    """The same, tab-separated, for scripts of the shell."""
    return as_plain([_row(verdict) for verdict in checked.verdicts], _COLUMNS)
