"""A large CSV is read and stored in blocks: whatever it holds, the same comes out as of the same file read as a whole."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from array import array
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from intake_sheets import workbook
from partytrack import compact
from partytrack.errors import FileUnreadable
from partytrack.intake import separated
from partytrack.intake.seen import Options
from partytrack.intake.table import read
from partytrack.jobs.importing import ImportOptions, import_files
from partytrack.records import KINDS
from partytrack.store import taking
from partytrack.store.batches import Counted
from partytrack.store.duckdb import opened
from partytrack.store.packing import packed_column
from partytrack.workspace import Workspace
from storing import snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path("a.csv")


@contextmanager
def blocks(cells: int, *, words: int = 5, rows: int = 3, piece: int = 40) -> Iterator[None]:
    """Every text is a large one, of blocks of so many cells, columns of more than `words` words are spelled out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compact, "BLOCK", cells)
        patch.setattr(compact, "_MOST_WORDS", words)
        patch.setattr(separated, "_LARGE", 0)
        patch.setattr(separated, "_HEAD", 0)
        patch.setattr(separated, "_PIECE", piece)
        patch.setattr(taking, "_BLOCK", rows)
        yield


# --- the cells ---

CELL = st.one_of(
    st.sampled_from(["", "x", "Nguyễn", "#REF!", " #N/A ", "#", "a,b", 'nói "có"', "hai\ndòng", "hai\r\ndòng", "1", "2"]),
    st.text("aă1;", max_size=4),
)
LINES = st.lists(st.lists(CELL, max_size=5), min_size=1, max_size=25)


def said(sheet: separated.Sheet) -> tuple[list[list[Any]], list[list[Any]], dict[tuple[int, int], str]]:
    rows, columns, facts, _ = sheet
    turned = columns or list(zip(*rows, strict=True))
    return list(rows), [list(column) for column in turned], facts.errors


@given(
    LINES,
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.sampled_from(["", "\ufeff", "sep=;\r\n"]),
    st.sampled_from(["utf-8", "utf-16"]),
    st.integers(1, 6),
)
@settings(max_examples=160, deadline=None)
def test_a_text_in_blocks_has_the_cells_of_the_whole(
    lines: list[list[str]], mark: str, ending: str, first: str, encoding: str, cells: int
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator=ending).writerows(lines)
    data = (first + out.getvalue()).encode(encoding)
    with pytest.MonkeyPatch.context() as patch:  # what shows the delimiter is the first piece here
        patch.setattr(separated, "_delimiter", lambda _: mark)
        whole = said(separated._whole(FILE, data))
        with blocks(cells):
            assert said(separated._in_blocks(FILE, data) or pytest.fail("read as a whole")) == whole


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("Họ và tên,Ngày sinh\n".encode("utf-16")[:-1], id="UTF-16 with half a letter"),
        pytest.param("Hä vµ tªn,Ngµy sinh\n".encode(), id="legacy letters"),
        pytest.param(b"a,b\n1,\xff\n", id="no UTF-8 further down"),
    ],
)
def test_what_only_the_whole_tells_is_read_as_a_whole(data: bytes) -> None:
    with blocks(2):
        assert separated._in_blocks(FILE, data) is None


def test_a_large_text_in_utf_16_needs_no_mark_to_be_read_in_blocks() -> None:
    with blocks(2):
        sheet = separated._in_blocks(FILE, "Họ tên,b\n1,2\n".encode("utf-16-le"))
        assert sheet is not None
        assert list(sheet[0]) == [["Họ tên", "b"], ["1", "2"]]


def test_a_zero_in_a_large_text_is_damage() -> None:
    with blocks(2), pytest.raises(FileUnreadable) as told:
        separated.sheet(FILE, b"a,b\n1,2\n\x00,3\n" * 5)
    assert told.value.code == "file-damaged"


# --- the columns ---


@given(st.lists(st.sampled_from(["a", "b", "", "ở", "cc", "d", "e"]), max_size=30), st.integers(1, 5), st.integers(1, 8), st.data())
@settings(max_examples=80, deadline=None)
def test_a_small_column_reads_as_the_list(cells: list[str], size: int, words: int, data: st.DataObject) -> None:
    with blocks(size, words=words):
        growing = compact.Growing()
        for start in range(0, len(cells), size):
            growing.add(cells[start : start + size])
        first = data.draw(st.integers(0, len(cells)))
        end = data.draw(st.integers(first, len(cells)))
        column, plain = growing.column(len(cells)).stretch(first, end), cells[first:end]
        places = sorted(data.draw(st.sets(st.integers(0, max(len(plain) - 1, 0)), max_size=len(plain)))) if plain else []
        assert (list(column), len(column), list(reversed(column)), column[1:3], column[::-1]) == (
            plain, len(plain), plain[::-1], plain[1:3], plain[::-1],
        )  # fmt: skip
        assert [column[number] for number in range(-len(plain), len(plain))] == [plain[number] for number in range(-len(plain), len(plain))]
        assert (column == plain, column.count("a"), "a" in column, set(column.distinct())) == (
            True,
            plain.count("a"),
            "a" in plain,
            set(plain),
        )
        assert list(column.picked(places)) == [plain[place] for place in places]
        assert list(column.mapped(lambda cell: cell + "!" or None)) == [cell + "!" for cell in plain]
        assert list(column.mapped(lambda cell: cell or None)) == [cell or None for cell in plain]
        assert list(column.mapped(len)) == list(map(len, plain))
        assert compact.where(column, 0, len(plain), lambda cell: cell > "b") == [n for n, cell in enumerate(plain) if cell > "b"]


VALUE = st.sampled_from(["a", "b", "", "ở", date(2024, 6, 30), date(1960, 2, 3), 1.0, 1, True, datetime(2024, 6, 30, 8, 0)])


@given(st.lists(st.lists(VALUE, min_size=3, max_size=3), min_size=1, max_size=30), st.integers(1, 8))
@settings(max_examples=120, deadline=None)
def test_a_column_of_many_rows_holds_the_same_values_of_the_same_types(rows: list[list[Any]], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compact, "_MANY_ROWS", 1)
        patch.setattr(compact, "_MANY_WORDS", 2)
        patch.setattr(compact, "_TURNED_AT_ONCE", size)
        columns = compact.turned(rows)
    plain = list(zip(*rows, strict=True))
    assert [[(type(value), value) for value in column] for column in columns] == [[(type(v), v) for v in column] for column in plain]
    for column, values in zip(columns, plain, strict=True):
        assert list(packed_column(column)) == list(values)


def test_words_that_come_again_are_kept_once_and_others_are_not() -> None:
    again, once = ["a", "b"] * 10_000, list(map(str, range(20_000)))
    columns = compact.turned(list(zip(again, once, strict=True)))
    assert [type(column) for column in columns] == [compact.Coded, list]
    assert [list(column) for column in columns] == [again, once]
    assert type(compact.turned([("a",)] * 4_999)[0]) is tuple
    assert type(compact.turned([("a",)] * 5_000)[0]) is compact.Coded


@pytest.mark.parametrize(("count", "kept"), [(65_536, compact.Coded), (65_537, list)])
def test_two_bytes_name_a_word_or_the_column_is_not_coded(count: int, kept: type) -> None:
    words = [str(number // 3) for number in range(3 * count)]
    (column,) = compact.turned([(word,) for word in words])
    assert type(column) is kept
    assert list(column) == words


@pytest.mark.parametrize("words", [[1, 2, 1], [None, 1, None], ["a", None, "a"], ["a", "b", "a"]])
def test_a_column_is_packed_as_the_list_is(words: list[object]) -> None:
    column = compact.mapped(compact.Coded(array("H", [0, 1, 0, 0, 1, 0]), ["x", "y"]), {"x": words[0], "y": words[1]}.get)
    assert isinstance(column, compact.Coded)
    packed, plain = packed_column(column), packed_column(words * 2)
    assert (packed.dtype, list(packed)) == (plain.dtype, list(plain))


# --- a whole file, through the store ---

HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Số thẻ đảng viên", "Chi bộ", "Ngày vào Đảng", "Trạng thái", "Chức vụ"]
PERSON = st.tuples(
    st.sampled_from(["Trần Văn An", "Lê Thị Mai", "Vũ Đức Sơn", "Bùi Thu Lan", ""]),
    st.sampled_from(["03/02/1960", "1971", "31/02/1980", "5/1990", "", "04/05/1970", "1966", "01/12/1981"]),
    st.sampled_from(["00000001", "00000002", "00000003", "12345678", "", ""]),
    st.sampled_from(["Chi bộ 1", "Chi bộ 2", '"', "Chi bộ Văn phòng", ""]),
    st.sampled_from(["01/07/1999", "02/03/2011", "", "01/01/2999", "05/06/2012", "07/11/2009"]),
    st.sampled_from(["Chính thức", "Dự bị", "", "Chính thức", "Dự bị", "lạ"]),
    st.sampled_from(["", "Bí thư", "-nt-"]),
)
ODD = st.sampled_from(
    [
        ["Tổng số: 3 đảng viên"],
        ["", "Chi bộ Cơ quan"],
        ["II", "Chi bộ Trường học"],
        [],
        ["", "Người lập biểu"],
        HEADINGS,
        ["", "(An)", "", "", "", ""],
    ]
)
ROWS = st.lists(st.one_of(PERSON.map(list), PERSON.map(list), PERSON.map(list), ODD), min_size=1, max_size=14)


def imported(folder: Path, *lists: list[list[str]], name: str = "{}.csv") -> list[Any]:
    """What an import of files one after the other told, and everything the store then holds."""
    (folder / "partytrack.yaml").touch()
    workspace = Workspace(folder, folder / "store.duckdb")
    told: list[Any] = []
    for number, rows in enumerate(lists):
        path = folder / name.format(number)
        whole = [["Danh sách đảng viên (Tính đến ngày 30/6/2024)"], HEADINGS, *rows]
        if path.suffix == ".xlsx":
            workbook(path, {"DS": whole})
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(whole)
        (taken,) = import_files(workspace, [path], ImportOptions(), datetime(2024, 7, 1 + number, 12))
        tables = [table for sheet in taken.read.sheets for table in sheet.tables]
        told += [
            [(each.code, each.place.row, each.place.column, each.value) for sheet in taken.read.sheets for each in sheet.findings],
            [(table.rows, table.skipped, [asdict(each) for each in table.rejected], list(table.batch.rows)) for table in tables],
            [{name: list(values) for name, values in table.batch.columns.items()} for table in tables],
            list(taken.counts.values()),
        ]
    with opened(workspace.store, writing=False) as store:
        kept = snapshot(store)
    # The numbers of contents only tell them apart: in which order new ones get theirs is free.
    return [*told, {view: [(row[0], *row[2:]) if view in KINDS else row for row in rows] for view, rows in kept.items()}]


@given(ROWS, ROWS, st.integers(2, 6))
@settings(max_examples=12, deadline=None)
def test_a_list_in_blocks_becomes_the_records_and_findings_of_the_whole(one: list[list[str]], two: list[list[str]], cells: int) -> None:
    lists = [[[str(number), *row] if len(row) == 7 else row for number, row in enumerate(rows, 1)] for rows in (one, two)]
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        whole = imported(Path(first), *lists)
        with blocks(cells):
            assert imported(Path(second), *lists) == whole


@given(ROWS, ROWS)
@settings(max_examples=12, deadline=None)
def test_a_sheet_of_many_rows_becomes_the_records_and_findings_of_one_of_few(one: list[list[str]], two: list[list[str]]) -> None:
    lists = [[[str(number), *row] if len(row) == 7 else row for number, row in enumerate(rows, 1)] for rows in (one, two)]
    assume(one != two)  # two files with the same bytes are one, and when they were written may stand in them
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        few = imported(Path(first), *lists, name="{}.xlsx")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compact, "_MANY_ROWS", 1)
            patch.setattr(compact, "_TURNED_AT_ONCE", 2)
            assert imported(Path(second), *lists, name="{}.xlsx") == few


def test_rows_laid_in_by_blocks_are_those_of_the_whole() -> None:
    """Three blocks of new members, then three in which some say the same, some something else, and two are new."""
    people = [
        [str(n), f"Trần Văn {name}", "03/02/1960", f"{n:08}", "Chi bộ 1", "01/07/1999", "Chính thức", ""]
        for n, name in enumerate("ABCDEGHK")
    ]
    changed = [[*row[:7], "Bí thư"] if number % 3 == 0 else row for number, row in enumerate(people)]
    more = [[str(n), f"Lê Thị {name}", "1971", f"{n:08}", "Chi bộ 2", "", "Dự bị", ""] for n, name in enumerate("LM", 8)]
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        whole = imported(Path(first), people, [*changed, *more])
        with blocks(4):
            told = imported(Path(second), people, [*changed, *more])
    counts = [each for each in told if isinstance(each, list) and each and isinstance(each[0], Counted)]
    assert counts == [[Counted(new=8)], [Counted(new=2, changed=3, unchanged=5)]]
    assert told == whole


# --- memory ---


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="Windows does not tell the peak")
def test_more_rows_take_little_more_memory(tmp_path: Path) -> None:
    """Measured: 31 MB for 100,000 rows more; 133 MB when the whole file was held at once."""
    peaks = []
    for rows in (130_000, 230_000):
        (tmp_path / str(rows)).mkdir()
        (tmp_path / str(rows) / "partytrack.yaml").touch()
        path = tmp_path / f"{rows}.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write("STT,Họ và tên,Ngày sinh,Số thẻ đảng viên,Chi bộ\n")
            file.writelines(f"{n},Trần Văn An,0{n % 9 + 1}/02/19{n % 40 + 50},{n:08},Chi bộ {n % 50}\n" for n in range(rows))
        command = [sys.executable, "-m", "partytrack", "-C", str(tmp_path / str(rows)), "import", "-q", str(path)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        peaks.append(used.ru_maxrss >> (20 if sys.platform == "darwin" else 10))
    assert peaks[1] - peaks[0] < 70


def test_read_alone_gives_the_same_for_rows_without_an_end(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("STT,Họ và tên,Chi bộ\n1,Trần Văn An,Chi bộ 1\n2,Lê Thị Mai,Chi bộ 2", encoding="utf-8")
    with blocks(2):
        (sheet,) = read(path, Options(today=date(2024, 7, 1))).sheets
    assert list(sheet.tables[0].batch.columns["full_name"]) == ["Trần Văn An", "Lê Thị Mai"]
