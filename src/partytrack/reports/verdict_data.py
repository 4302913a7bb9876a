"""Verdicts for scripts and spreadsheets: JSON, CSV and tab-separated lines. The names of the fields are promised outside."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any, Final

from partytrack.reports.looks import WATCHED, tally

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from partytrack.targets.judge import Checked, Verdict

SCHEMA: Final = "partytrack.check/1"
BYTE_ORDER_MARK: Final = "\ufeff"
_ACHIEVED_DECIMALS: Final = 4
_RISKY: Final = re.compile(r"[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_BLANKS: Final = re.compile(r"[\t\r\n]+")


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
        "waiver": None,
        "without_waiver": None,
        "reason": str(verdict.reason) if verdict.reason else None,
    }


def check_json(checked: Checked) -> str:
    """The whole run as JSON, indented, with a line feed at the end."""
    counts = tally(verdict.status for verdict in checked.verdicts)
    return as_json(
        {
            "schema": SCHEMA,
            "term": checked.term,
            "as_of": checked.as_of.isoformat(),
            "known_at": checked.known_at.isoformat() if checked.known_at else None,
            "run_id": checked.run_id,
            "imports": checked.imports,
            "verdicts": [verdict_fields(verdict) for verdict in checked.verdicts],
            "summary": {status.value if status else WATCHED: count for status, count in counts.items()},
        }
    )


def as_json(value: object) -> str:
    """Any plain value as JSON, Vietnamese letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: what looks like one gets an apostrophe; numbers stay numbers."""
    if value is None:
        return ""
    shown = str(value)
    return f"'{shown}" if _RISKY.match(shown) and not _NUMBER.fullmatch(shown) else shown


def as_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """Rows as CSV with a heading line and the mark by which Excel knows UTF-8."""
    buffer = io.StringIO()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows([safe_cell(row[column]) for column in columns] for row in rows)
    return buffer.getvalue()


def as_plain(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """Rows as tab-separated lines with a heading line; a tab or line feed inside a value becomes one blank."""
    lines = ["\t".join(columns)]
    lines += ["\t".join(_BLANKS.sub(" ", "" if row[column] is None else str(row[column])) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


_COLUMNS: Final = (
    "target", "parent", "title", "period", "unit", "unit_name", "status", "severity", "value", "numerator", "denominator",
    "undecided", "left_out", "waived_units", "goal", "measured_in", "margin", "achieved", "expected", "needed", "reported",
    "due", "waiver", "without_waiver", "reason",
)  # fmt: skip


def check_csv(checked: Checked) -> str:
    """One line a verdict, the fields of the JSON as columns."""
    return as_csv([verdict_fields(verdict) for verdict in checked.verdicts], _COLUMNS)


def check_plain(checked: Checked) -> str:
    """The same, tab-separated, for scripts of the shell."""
    return as_plain([verdict_fields(verdict) for verdict in checked.verdicts], _COLUMNS)
