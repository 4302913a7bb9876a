"""Speed as ratios of whole processes, each pair measured in turn in one run: `make bench`, `python benchmarks/speed.py [--runs N]`.

Absolute seconds say more about the machine than about the program; a ratio against a yardstick on the same machine holds.
Prints the median of each side, their ratio and its bar, and the peak of memory of two imports; ends with 1 if one is over its bar.
A yardstick that is not installed (`pip install -e '.[bench]'`) is named as left out.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
import xlwt

ROOT = Path(__file__).parents[1]
ROWS = 100_000
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi"]
MIDDLE = ["Văn", "Thị", "Đức", "Minh", "Thu", "Quang"]
GIVEN = ["An", "Bình", "Hùng", "Hưng", "Lan", "Mai", "Sơn", "Tú", "Vân", "Yến"]
HEADINGS = [
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Số thẻ đảng viên", "Chi bộ", "Ngày vào Đảng", "Ngày chính thức",
    "Trạng thái", "Chức vụ", "Trình độ LLCT",
]  # fmt: skip


def roster(path: Path) -> None:
    """A roster of invented people, 12 columns wide: numbers, real dates, dates as text, card numbers that show leading zeros."""
    chance = random.Random(1)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("DSDV")
    day, zeros = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "00000000"})
    sheet.write_row(0, 0, HEADINGS)
    for row in range(1, ROWS + 1):
        born = date(1950, 1, 1) + timedelta(days=chance.randrange(18000))
        admitted = min(born + timedelta(days=8000 + chance.randrange(4000)), date(2023, 6, 30))
        sheet.write_number(row, 0, row)
        sheet.write_string(row, 1, f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}")
        sheet.write_datetime(row, 2, born, day)
        sheet.write_string(row, 3, chance.choice(["Nam", "Nữ"]))
        sheet.write_string(row, 4, "Kinh")
        sheet.write_number(row, 5, 1000000 + row, zeros)
        sheet.write_string(row, 6, f"Chi bộ {chance.randrange(400) + 1}")
        sheet.write_datetime(row, 7, admitted, day)
        sheet.write_string(row, 8, (admitted + timedelta(days=365)).strftime("%d/%m/%Y"))
        sheet.write_string(row, 9, "Chính thức")
        sheet.write_string(row, 10, chance.choice(["", "Bí thư", "Chi ủy viên"]))
        sheet.write_string(row, 11, chance.choice(["Sơ cấp", "Trung cấp", "Cao cấp"]))
    book.close()


MILLION = 1_000_000


def large_text(path: Path) -> None:
    """A roster of a million invented people as CSV, of the same twelve columns."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADINGS)
        for row in range(1, MILLION + 1):
            born = date(1950, 1, 1) + timedelta(days=chance.randrange(18000))
            admitted = min(born + timedelta(days=8000 + chance.randrange(4000)), date(2023, 6, 30))
            days = [f"{day:%d/%m/%Y}" for day in (born, admitted, admitted + timedelta(days=365))]
            name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
            unit, post = f"Chi bộ {chance.randrange(400) + 1}", chance.choice(["", "Bí thư", "Chi ủy viên"])
            sex, theory = chance.choice(["Nam", "Nữ"]), chance.choice(["Sơ cấp", "Trung cấp", "Cao cấp"])
            out.writerow([row, name, days[0], sex, "Kinh", f"{1000000 + row:08}", unit, *days[1:], "Chính thức", post, theory])


OLD_ROWS = 20_000
TCVN3 = str.maketrans(
    dict(
        zip(
            "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
            "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
            strict=True,
        )
    )
)


def old_roster(path: Path, font: str, letters: dict[int, str]) -> None:
    """The same people in an old workbook, their texts in one font and written for it."""
    chance = random.Random(1)
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("DSDV")
    style = xlwt.XFStyle()
    style.font.name = font
    rows = [HEADINGS]
    for row in range(1, OLD_ROWS + 1):
        name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
        unit = f"Chi bộ {chance.randrange(400) + 1}"
        days = [f"{chance.randrange(28) + 1:02}/0{chance.randrange(9) + 1}/{year}" for year in (1970, 2005, 2006)]
        post = chance.choice(["", "Bí thư", "Chi ủy viên"])
        theory = chance.choice(["Sơ cấp", "Trung cấp", "Cao cấp"])
        rows.append([str(row), name, days[0], "Nữ", "Kinh", f"{row:08}", unit, *days[1:], "Chính thức", post, theory])
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell:
                sheet.write(number, column, cell.translate(letters), style)
    book.save(str(path))


@dataclass(frozen=True)
class Bar:
    """One comparison: a command, its yardstick, the highest ratio; without a yardstick the highest seconds.

    A command that `goes_on` runs after its yardstick and finds what that one left; else each begins for itself, the command first.
    """

    name: str
    command: list[str]
    yardstick: list[str] | None
    limit: float
    before: Path | None = None  # a folder removed before each run
    copied: Path | None = None  # and made again from this one, a second earlier: a night waits for files to be quiet
    goes_on: bool = False

    def prepare(self) -> None:
        if self.before is not None:
            shutil.rmtree(self.before, ignore_errors=True)
        if self.before is not None and self.copied is not None:
            shutil.copytree(self.copied, self.before)
            time.sleep(1)

    def pair(self) -> tuple[float, float]:
        """The seconds of the command and of its yardstick, 1 without one."""
        self.prepare()
        if self.goes_on and self.yardstick:
            other = seconds(self.yardstick, fine=(0,))
            return seconds(self.command), other
        return seconds(self.command), seconds(self.yardstick, fine=(0,)) if self.yardstick else 1.0


def seconds(command: list[str], fine: tuple[int, ...] = (0, 1)) -> float:
    """How long a command takes; one that ends otherwise than with a `fine` exit code did not do its work."""
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    taken = time.perf_counter() - started
    if done.returncode not in fine:
        sys.exit(f"{command}: {done.stdout.decode()[-1000:]}{done.stderr.decode()}")
    return taken


def peak(command: list[str], before: Path | None = None) -> float:
    """The most memory a command held, in MB."""
    if before is not None:
        shutil.rmtree(before, ignore_errors=True)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{command}: ended with {status}")
    return used.ru_maxrss / 1024


def memory(name: str, ours: float, theirs: float, limit: float) -> bool:
    ratio = ours / theirs
    print(f"{name:48} {ours:6.0f} MB {theirs:6.0f} MB  ratio {ratio:5.2f}  bar {limit:4.2f}  {'ok' if ratio <= limit else 'OVER'}")
    return ratio <= limit


def bounded(name: str, ours: float, limit: int) -> bool:
    print(f"{name:48} {ours:6.0f} MB {'':24} bar {limit:4} MB  {'ok' if ours <= limit else 'OVER'}")
    return ours <= limit


def measured(bar: Bar, runs: int) -> bool:
    ours, theirs = [], []
    for number in range(runs + 1):
        one, other = bar.pair()
        if number:  # the first pair only warms up
            ours.append(one)
            theirs.append(other)
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    against = f"{statistics.median(theirs):7.2f} s" if bar.yardstick else "         "
    print(
        f"{bar.name:48} {statistics.median(ours):7.2f} s {against}  ratio {ratio:5.2f}  bar {bar.limit:4.2f}  {'ok' if ratio <= bar.limit else 'OVER'}"
    )
    return ratio <= bar.limit


def frictionless() -> str | None:
    """The command of frictionless beside this Python, else wherever the system finds it; None where it is not installed."""
    return shutil.which("frictionless", path=str(Path(sys.executable).parent)) or shutil.which("frictionless")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--runs", type=int, default=5)
    runs = options.parse_args().runs
    python = [sys.executable, "-c"]
    partytrack = [sys.executable, "-m", "partytrack"]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "partytrack.yaml").touch()
        roster(work / "roster.xlsx")
        old_roster(work / "tcvn3.xls", ".VnTime", TCVN3)
        old_roster(work / "unicode.xls", "Arial", {})
        sample = work / "sample"
        shutil.copytree(ROOT / "samples" / "thai-binh", sample)
        shutil.copytree(ROOT / "targets", sample / "targets")
        sheets = sorted(str(path) for path in sample.iterdir() if path.suffix in (".xlsx", ".csv"))
        seconds([*partytrack, "-C", str(sample), "import", *sheets])
        imported = [*partytrack, "-C", str(work), "import", str(work / "roster.xlsx")]
        night, waiting = work / "night", work / "waiting"
        shutil.copytree(ROOT / "samples" / "hoang-su-phi", waiting / "inbox", ignore=shutil.ignore_patterns("targets", "*.yaml", "*.md"))
        shutil.copytree(ROOT / "samples" / "hoang-su-phi" / "targets", waiting / "targets")
        (waiting / "partytrack.yaml").touch()
        nightly = [*partytrack, "-C", str(night), "nightly", "--as-of", "2018-12-31"]
        judged = [*partytrack, "-C", str(sample), "check", "--term", "2020-2025", "--as-of", "2024-06-30"]
        read = [*python, f"import pandas; pandas.read_excel({str(work / 'roster.xlsx')!r}, engine='openpyxl')"]
        inspected = [[*partytrack, "inspect", str(work / name), "-f", "json"] for name in ("tcvn3.xls", "unicode.xls")]
        calamine = "from python_calamine import CalamineWorkbook as book"
        alone = [
            *python,
            f"{calamine}; book.from_path({str(work / 'roster.xlsx')!r}).get_sheet_by_index(0).to_python(skip_empty_area=False)",
        ]
        bars = [
            Bar("import 100,000 × 12 / pandas only reading it", imported, read, 0.28, before=work / ".partytrack"),
            Bar("import 100,000 × 12 / calamine only reading it", imported, alone, 3.5, before=work / ".partytrack"),
            Bar("the same file again / its first import", imported, imported, 0.5, before=work / ".partytrack", goes_on=True),
            Bar("nightly of the largest sample (seconds)", nightly, None, 3.0, before=night, copied=waiting),
            Bar("TCVN3 .xls inspected / the same in Unicode", *inspected, 2.0),
            Bar("check of the sample / its imports", judged, [*python, "import duckdb, typer, rich.table"], 3.5),
            Bar("--help / its imports", [*partytrack, "--help"], [*python, "import typer, rich.table"], 2.0),
        ]
        checked = frictionless()
        if checked is not None:
            validated = [checked, "validate", "--trusted", str(work / "roster.xlsx")]
            bars.insert(1, Bar("import 100,000 × 12 / frictionless validate", imported, validated, 0.3, before=work / ".partytrack"))
        kept = [measured(bar, runs) for bar in bars]
        if checked is None:
            print("import 100,000 × 12 / frictionless validate      left out: frictionless is not installed (pip install -e '.[bench]')")
        if hasattr(os, "wait4"):
            large_text(work / "large.csv")
            large = [*partytrack, "-C", str(work), "import", str(work / "large.csv")]
            kept.append(bounded("memory of an import of 1,000,000 × 12 as CSV", peak(large, work / ".partytrack"), 640))
            kept.append(memory("memory of that import / calamine's", peak(imported, work / ".partytrack"), peak(alone), 6.0))
        return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
