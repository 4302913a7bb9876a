"""Changed files against the readers: `python tests/fuzz_readers.py [--minutes N] [--seed N] [--keep DIR]`.

Real files of every format are changed at random: bytes anywhere, or inside the parts of a package, numbers made huge, pieces
repeated, cut, moved and taken from another file. Each must end in an answer or in one error of the file, in bounded time and memory.
What does not is kept in DIR; the smallest form of it becomes a case of tests/nasty.py.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import random
import resource
import struct
import sys
import tempfile
import time
import traceback
import zipfile
from datetime import date
from pathlib import Path
from typing import Final

import formats
from intake_sheets import options
from partytrack.errors import FileUnreadable
from partytrack.intake.table import read

SECONDS: Final = 20
MEMORY: Final = 2 << 30  # bytes of addresses, of which a process has some hundred million before it reads anything
_BATCH: Final = 200
_ROWS: Final[list[list[formats.Cell]]] = [
    ["DANH SÁCH ĐẢNG VIÊN", "", "", "", ""],
    ["STT", "Họ và tên", "Chi bộ", "Số thẻ", "Ngày vào Đảng"],
    [1, "Trần Văn Sơn", "Chi bộ 1", formats.Styled(1234, "00000000"), date(2005, 3, 1)],
    [2, "Lê <b>Mai</b> & Hoa", "Chi bộ 1", formats.Styled(98765, "00000000"), formats.Styled(date(2006, 7, 1), "mm/yyyy")],
    [3, "Phạm Đức Ân", "Chi bộ 1", "00000012", formats.Styled(0.525, "0.0%")],
    [4, "Vũ Thị Lan", "Chi bộ 2", "00000013", formats.Broken()],
    ["", "Tổng cộng", 4, "", ""],
]
_CSV: Final = 'STT;Họ và tên;Chi bộ;Số thẻ;Ngày vào Đảng\r\n1;Trần Văn Sơn;Chi bộ 1;0012;1/3/2005\r\n2;"Lê\nMai";Chi bộ 2;0013;2006\r\n'
_TELLING: Final = (
    b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\xff\xff", b"\x00", b"<", b">", b'"', b"&", b"]]>", b"<!--",
    b"<!DOCTYPE x>", b"&#0;", b"&#x110000;", b"1048576", b"XFD1048576", b"4294967296", b"18446744073709551616", b"-1", b"1e999", b"NaN", b"\xc3\x28",
    b"0", b"999999999", b'r="A1"', b't="s"', b's="99"', b"rowspan=99999", b'number-rows-repeated="1048576"', b"\xff\xfe", b"\xef\xbb\xbf", b"\r",
)  # fmt: skip


def seeds() -> dict[str, bytes]:
    """A file's name → its content, one of every format."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, (file, write) in formats.FORMATS.items():
            path = write(Path(folder) / file, _ROWS, ["A1:E1", "C3:C5"])
            found[f"{name.replace(' ', '-')}{path.suffix}"] = path.read_bytes()
        path = formats.excel4(Path(folder) / "old.xls", [["STT", "Chi bo", "Ngay hop"], [1, "Chi bo 1", date(2020, 1, 2)]])
        found["excel4.xls"] = path.read_bytes()
    found |= {f"{code}.csv": _CSV.encode(code) for code in ("utf-8", "utf-16")}
    return found


def changed(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Bytes with one to eight changes."""
    work = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        if not work:
            return bytes(work)
        place, way = chance.randrange(len(work)), chance.randrange(9)
        end = min(len(work), place + chance.choice((1, 2, 4, 8, 60, 500)))
        if way == 0:
            work[place] ^= 1 << chance.randrange(8)
        elif way == 1:
            work[place:end] = chance.randbytes(end - place)
        elif way == 2:
            work[place:place] = chance.choice(_TELLING)
        elif way == 3:
            told = chance.choice(_TELLING)
            work[place : place + len(told)] = told
        elif way == 4:
            del work[place:end]
        elif way == 5:
            work[place:place] = work[place:end] * chance.choice((1, 2, 50))
        elif way == 6:
            at = chance.randrange(len(other)) if other else 0
            work[place:end] = other[at : at + end - place]
        elif way == 7:
            work[place : place + 4] = struct.pack(
                "<I", chance.choice((chance.getrandbits(32), chance.getrandbits(16), chance.getrandbits(8)))
            )
        elif chance.random() < 0.3:
            del work[place:]
    return bytes(work)


def mutated(content: dict[str, bytes], chance: random.Random) -> tuple[str, bytes]:
    """A file's name and its content after some changes."""
    name, other = chance.choice(list(content)), chance.choice(list(content.values()))
    data = content[name]
    if data[:2] == b"PK" and chance.random() < 0.85:
        return name, _inside(data, other, chance)
    return name, changed(data, other, chance)


def _inside(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A package with some of its parts changed, left out or given another's content."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    if other[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(other)) as package:
            other = package.read(chance.choice(package.namelist()))
    telling = [each for each in parts if "sheet" in each or "content" in each or "workbook" in each or "styles" in each]
    for _ in range(chance.choice((1, 1, 2))):
        part = chance.choice(telling) if chance.random() < 0.8 else chance.choice(list(parts))
        if part in parts:
            if chance.random() < 0.03:
                del parts[part]
            else:
                parts[part] = changed(parts[part], other, chance)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for each, part_data in parts.items():
            package.writestr(each, part_data)
    return written.getvalue()


def answered(path: Path) -> str:
    """What reading a file came to: the code of its error, or "read"; anything else that is raised is a bug."""
    result = read(path, options())
    if result.error is not None and not isinstance(result.error, FileUnreadable):
        raise AssertionError(result.error)
    for sheet in result.sheets:
        for finding in sheet.findings:
            str(finding.message)
            str(finding.advice)
    return result.error.code if result.error else "read"


def _work(first: int, last: int, folder: str, told: multiprocessing.Queue[tuple[str, str, str]]) -> None:
    """Read the files of some seeds; the one under way lies in the folder."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    content = seeds()
    for seed in range(first, last):
        chance = random.Random(seed)  # noqa: S311 - no secret is made of it
        name, data = mutated(content, chance)
        path = Path(folder) / f"{seed}-{name}"
        path.write_bytes(data)
        told.put(("begun", path.name, ""))
        try:
            told.put(("ended", path.name, answered(path)))
        except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
            told.put(("raised", path.name, traceback.format_exc()))
            continue
        path.unlink()


def fuzz(minutes: float, seed: int, keep: Path) -> int:
    """Read changed files for so long; the number of those that ended badly."""
    keep.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + 60 * minutes
    bad = done = 0
    answers: dict[str, int] = {}
    slowest = (0.0, "")
    context = multiprocessing.get_context("spawn")
    while time.monotonic() < until:
        told: multiprocessing.Queue[tuple[str, str, str]] = context.Queue()
        worker = context.Process(target=_work, args=(seed, seed + _BATCH, str(keep), told))
        worker.start()
        under_way, begun = "", time.monotonic()
        while True:
            try:
                what, name, said = told.get(timeout=1)
            except Exception:  # noqa: BLE001 - nothing was told for a second
                if worker.is_alive() and time.monotonic() - begun < SECONDS + 10:
                    continue
                break
            if what == "begun":
                under_way, begun = name, time.monotonic()
            else:
                slowest = max(slowest, (time.monotonic() - begun, name))
                under_way, done = "", done + 1
                answers[said if what == "ended" else "RAISED"] = answers.get(said if what == "ended" else "RAISED", 0) + 1
                if what == "raised":
                    bad += 1
                    sys.stdout.write(f"{name}: raised\n{said}\n")
                    sys.stdout.flush()
        if under_way:
            bad += 1
            sys.stdout.write(f"{under_way}: {'hung' if worker.is_alive() else f'ended the process ({worker.exitcode})'}\n")
            sys.stdout.flush()
            worker.kill()
            seed = int(under_way.split("-")[0]) + 1
        else:
            seed += _BATCH
        worker.join()
    sys.stdout.write(f"{done} files, {bad} bad; next seed {seed}; {answers}; slowest {slowest[0]:.1f} s {slowest[1]}\n")
    return bad


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--minutes", type=float, default=30)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    given = asked.parse_args()
    sys.exit(1 if fuzz(given.minutes, given.seed, given.keep) else 0)
