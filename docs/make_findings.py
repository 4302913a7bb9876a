"""Writes docs/findings.md: every finding and every error of a file, what it says, and the smallest file that causes it.

The files are the cases of `tests/finding_cases.py`; each is imported for the page. Run as `python docs/make_findings.py`.
"""

# ruff: noqa: INP001 - a script, no package
from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from finding_cases import CASES, ERRORS, Case, Caused, Wrong, caused
from formats import Broken, Drawn, Styled
from partytrack.intake.letters import column_letter
from partytrack.reports.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from formats import Cell

PAGE: Final = Path(__file__).with_name("findings.md")
_MOST_ROWS: Final = 6
_SEVERITIES: Final = {"error": "error · lỗi", "warning": "warning · cảnh báo", "note": "note · ghi chú"}
TOP: Final = """\
# Findings · Những điều phát hiện trong tệp

Made by `docs/make_findings.py`. Trang này do `docs/make_findings.py` tạo ra.

What can be wrong in a file, by the code that `-f json` and `-f csv` give it: its severity, what is said and advised, and the smallest file that
causes it, with the cell meant in bold. An **error** sets the row (or the sheet) aside, a **warning** keeps it, a **note** only says what was done.

Những gì có thể sai trong một tệp, theo mã mà `-f json` và `-f csv` đưa ra: mức độ, lời báo và lời khuyên, và tệp nhỏ nhất gây ra nó, ô liên quan
in đậm. **Lỗi** thì dòng (hoặc trang tính) bị để riêng, **cảnh báo** thì vẫn nhận, **ghi chú** chỉ cho biết đã làm gì.

"""
FILES: Final = """\
## Errors of a whole file · Lỗi của cả tệp

The file is not read, the others go on; exit code 3. Tệp không được đọc, các tệp khác vẫn tiếp tục; mã thoát 3.

"""


def page() -> str:
    """The whole of docs/findings.md."""
    findings = (section(code.slug, case) for code, case in CASES.items())
    errors = (section(slug, case) for slug, case in ERRORS.items())
    return f"{TOP}{''.join(findings)}{FILES}{''.join(errors)}".rstrip("\n") + "\n"


def section(slug: str, case: Case | Wrong) -> str:
    """What one code says, and its case."""
    found = next(each for each in caused(case) if each.code == slug)
    lines = [f"### `{slug}` – {_SEVERITIES[found.severity]}", ""]
    for language in ("en", "vi"):
        message, advice = found.said[language]
        lines += [f"- {escaped(message)} *{escaped(advice)}*"]
    return "\n".join([*lines, "", *(_wrong(case) if isinstance(case, Wrong) else _example(case, found)), ""]) + "\n"


def _wrong(case: Wrong) -> list[str]:
    options = f" `{' '.join(case.options)}`" if case.options else ""
    return [f"`{case.name}`{options}: {case.said[0]} · {case.said[1]}", ""]


def _example(case: Case, found: Caused) -> list[str]:
    lines = []
    for number, rows in enumerate(case.before):
        lines += [f"Imported before · nhập trước đó ({number + 1}):", "", *_table(rows, None, None), ""]
    names = [f"DS{number + 1}" for number in range(len(case.above))]
    for name, rows in zip(names, case.above, strict=True):
        lines += [f"Sheet · trang tính {name}:", "", *_table(rows, None, None), ""]
    about = " ".join(f"'{word}'" if " " in word else word for word in case.options)
    if case.above:
        lines += [f"Sheet · trang tính DS{len(names) + 1}{' (hidden · ẩn)' if case.hidden else ''}:", ""]
    elif case.name != "DS":
        lines += [f"Sheet · trang tính {case.name}:", ""]
    elif case.before:
        lines += ["Then · sau đó:", ""]
    lines += [*_table(case.rows, found.row, found.column), ""]
    return [*lines, f"`partytrack import a.xlsx {about}`", ""] if about else lines


def _table(rows: Sequence[Sequence[Cell]], marked_row: int | None, marked_column: str | None) -> list[str]:
    """The rows as a spreadsheet shows them, the middle of many left out."""
    width = max(map(len, rows))
    letters = [column_letter(index) for index in range(width)]
    lines = [f"|   | {' | '.join(letters)} |", "|---" * (width + 1) + "|"]
    for number, row in enumerate(rows, 1):
        if len(rows) > _MOST_ROWS and 3 < number < len(rows) - 1:
            lines += ["| … |" + " … |" * width] if number == 4 else []
            continue
        cells = [_cell(cell) for cell in row] + [""] * (width - len(row))
        here = number == marked_row
        cells = [
            f"**{cell}**"
            if cell and here and marked_column in {None, letter}
            else "**(blank · trống)**"
            if here and marked_column == letter
            else cell
            for cell, letter in zip(cells, letters, strict=True)
        ]
        lines.append(f"| {number} | {' | '.join(cells)} |")
    return lines


def _cell(cell: Cell) -> str:
    if isinstance(cell, Broken):
        return cell.shown
    if isinstance(cell, Styled):
        return _cell(cell.value)
    if isinstance(cell, Drawn):
        return f"{escaped(cell.text)} ({cell.font})"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y} (a real date · ngày thật)"
    return "<br>".join(escaped(line) for line in str(cell).split("\n"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
