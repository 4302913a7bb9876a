"""A committee's workspace with a mixed inbox, for the tests of the night; small files, invented people."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from partytrack.records import KINDS
from partytrack.store.duckdb import opened

if TYPE_CHECKING:
    from pathlib import Path

UNITS = """\
Mã tổ chức,Tên tổ chức đảng,Loại hình,Cấp trên trực tiếp
CB01,Chi bộ Một,Chi bộ cơ sở,
CB02,Chi bộ Hai,Chi bộ cơ sở,
"""
ADMISSIONS = """\
Họ và tên,Ngày sinh,Đơn vị,Ngày kết nạp
Nguyễn Văn Thử,01/02/1990,Chi bộ Một,05/03/2023
Trần Thị Mẫu,03/04/1991,Chi bộ Hai,06/03/2023
"""
ONE_BAD = """\
Họ và tên,Ngày sinh,Đơn vị,Ngày kết nạp
Lê Văn Ví,31/02/1992,Chi bộ Một,07/03/2023
Phạm Thị Dụ,05/06/1993,Chi bộ Hai,08/03/2023
"""
ALL_BAD = """\
Họ và tên,Ngày sinh,Đơn vị,Ngày kết nạp
Hoàng Văn Sai,31/02/1994,Chi bộ Một,09/03/2023
"""
MEETINGS = """\
Đơn vị,Ngày họp,Loại sinh hoạt,Triệu tập,Có mặt
Chi bộ Một,05/01/2023,thường kỳ,10,9
Chi bộ Một,05/02/2023,thường kỳ,10,10
"""
NOTHING_HELD = """\
ĐẢNG BỘ MẪU,,,
CHI BỘ HAI,,,
SỔ SINH HOẠT CHI BỘ,,,
Năm 2023,,,
Ngày họp,Loại sinh hoạt,Triệu tập,Có mặt
"""
STRANGE = """\
Món,Giá
Phở,40
"""
TARGETS = """\
term: 2020-2025
from: 2020-08-11
through: 2025-08-10
years: [2021, 2022, 2023, 2024, 2025]
committee: Đảng bộ Mẫu
targets:
  - {id: admitted, title: Kết nạp đảng viên mới, count: admissions, goal: ">= 3", every: year, years: [2023]}
  - {id: held, title: Họp chi bộ, count: meetings, goal: ">= 2", every: year, years: [2023]}
"""
FILES = {
    "don-vi.csv": UNITS,
    "ket-nap.csv": ADMISSIONS,
    "ket-nap-lan-nua.csv": ADMISSIONS,
    "CB01/mot-dong-sai.csv": ONE_BAD,
    "sai-het.csv": ALL_BAD,
    "hop.csv": MEETINGS,
    "CB02/khong-hop.csv": NOTHING_HELD,
    "thuc-don.csv": STRANGE,
    "hong.xlsx": "no spreadsheet",
}


def put(folder: Path, files: dict[str, str], *, ago: float = 60) -> None:
    """Write files into an inbox, as if that had been a while ago."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        os.utime(path, (time.time() - ago,) * 2)


def committee(root: Path, files: dict[str, str] | None = None, settings: str = "language: en\nnightly: {quiet_seconds: 0}\n") -> Path:
    """A workspace with these files in its inbox; they need not be waited for."""
    (root / "targets").mkdir(parents=True)
    (root / "targets" / "2020-2025.yaml").write_text(TARGETS, encoding="utf-8")
    (root / "partytrack.yaml").write_text(settings, encoding="utf-8")
    (root / "inbox").mkdir()
    put(root / "inbox", FILES if files is None else files)
    return root


def files_of(root: Path) -> dict[str, bytes]:
    """Every file that lies in the folders of the night, with its content."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("inbox", "archive", "rejected")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def kept(root: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything the store holds of records, imports, findings and verdicts; without the times of day."""
    with opened(root / ".partytrack" / "store.duckdb", writing=False) as store:
        store.look()
        found = {view: sorted(store.rows(f"SELECT * FROM {view}"), key=repr) for view in (*KINDS, "ancestry", "returns")}
        found["imports"] = store.rows('SELECT * EXCLUDE ("at") FROM imports ORDER BY id')
        found["findings"] = sorted(store.rows("SELECT * FROM findings"), key=repr)
        found["rejected"] = sorted(store.rows("SELECT * FROM rejected"), key=repr)
        found["runs"] = store.rows("SELECT * EXCLUDE (started_at, ended_at) FROM runs ORDER BY id")
        found["verdicts"] = sorted(store.rows("SELECT * FROM verdicts"), key=repr)
    return found
