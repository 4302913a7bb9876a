"""Writes samples/lao-cai/: the workbooks of the committee of a province's offices, with invented people and results around the article's figures.

Change a number at the top and `expected.yaml` must follow; change a list of names or a layout freely.
Run as `python samples/make_lao_cai.py [FOLDER]`; the same numbers give the same bytes.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl import Workbook

from hoang_su_phi_names import SURNAMES
from lao_cai_names import CELLS, COMMITTEES, ETHNICITIES, MERGED_INTO, PUBLIC_SERVICE, SUB_CELL_NAMES
from office_sheets import Cell, Column, Section, new_book, roman, save, table, thousands, write_csv
from thai_binh_names import GIVEN, MIDDLE

# --- the numbers everything is made from; `expected.yaml` is worked out from these by hand ---
SEED = 20190630
SUB_CELLS = 150  # of the 34 committees; with 31 grass-roots cells 181 cells
MEMBERS = 2431  # on 31/12/2018, the 190 admitted in 2018 and 24 exempt ones among them: the other 2,217 are official
EXEMPT = 24
# admissions by the month of the decision: 191 in 2018, 58 in the first half of 2019
DECIDED = {2018: (9, 6, 14, 12, 30, 18, 13, 15, 27, 16, 20, 11), 2019: (6, 5, 11, 9, 17, 10)}
DECIDED_YEAR_BEFORE = 3  # admitted in January 2018, decided in December 2017
ADMITTED_YEAR_AFTER = 4  # decided in December 2018, admitted in January 2019
# plan of 2018 handed down: 1 for each of the 31 cells, 2 for the first 13 committees, 3 for the other 21: 120
QUOTAS = {"cell": 1, "first": 2, "other": 3}
FIRST = 13
BELOW_QUOTA = {"CB04": 0, "CB13": 0, "CB24": 0, "DB08": 1, "DB27": 1}  # what these admitted; CB13 is waived, the other 60 have their quota
# the three study sessions of 2018: members due, members present, others present: 6,731 and 3,279
STUDY = {
    "Nghị quyết Trung ương 6 khóa XII": (date(2018, 1, 15), 2241, 2190, 1052),
    "Nghị quyết Trung ương 7 khóa XII": (date(2018, 7, 20), 2338, 2258, 1101),
    "Nghị quyết Trung ương 8 khóa XII": (date(2018, 11, 19), 2431, 2283, 1126),
}
# political classes: kind → (title, day, learners, passed): 157 new members, 150 prospective members, all passed
CLASSES = {
    "Bồi dưỡng đảng viên mới": (
        ("Lớp bồi dưỡng đảng viên mới khóa 1/2018", date(2018, 4, 16), 80, 80),
        ("Lớp bồi dưỡng đảng viên mới khóa 2/2018", date(2018, 10, 15), 77, 77),
        ("Lớp bồi dưỡng đảng viên mới khóa 1/2019", date(2019, 5, 13), 66, 64),
    ),
    "Bồi dưỡng nhận thức về Đảng": (
        ("Lớp bồi dưỡng nhận thức về Đảng khóa 1/2018", date(2018, 3, 12), 76, 76),
        ("Lớp bồi dưỡng nhận thức về Đảng khóa 2/2018", date(2018, 9, 10), 74, 74),
    ),
}
RATINGS = {"Hoàn thành xuất sắc nhiệm vụ": 14, "Hoàn thành tốt nhiệm vụ": 47, "Hoàn thành nhiệm vụ": 4}
FAIR = {"Chi bộ trực thuộc": 15, "Chi bộ cơ sở": 1}  # of 150 and of 30; the others are good
NOT_SCORED = "CB22"  # met every month of 2018 and never scored a meeting, so it was not rated either: 30 of the 31
SCORES = {"Tốt": (90, 94), "Khá": (78, 84)}  # in odd and in even months
SILENT = {"DB05.2": (3,), "DB19.4": (2, 3), "CB11": (6,)}  # cells without a meeting in these months of 2019; their meetings are good
# inspected or supervised by: organisations, members; in 2018 six of the committee's 31 because of signs of violation
INSPECTED = {
    2018: {"upper": (31, 19), "committees": (27, 79), "cells": (0, 109)},
    2019: {"upper": (12, 9), "committees": (10, 31), "cells": (0, 40)},
}
SIGNS = 6
FOUND_IN_VIOLATION = 2  # of the six
INSPECTED_TWICE = 1  # of the 31: inspected in spring, supervised in autumn
MERGED = ("CB30", "CB31")  # become one cell; their meetings are good, and so are its own
MERGED_ON = date(2019, 4, 1)
VISITS = {"attended_committees": 8, "attended_cells": 18}

DAY = "dd/mm/yyyy"
SEXES = {"male": "Nam", "female": "Nữ"}
LIST_DAY = date(2018, 12, 31)
SUB_CELL, OWN_CELL, COMMITTEE = "Chi bộ trực thuộc", "Chi bộ cơ sở", "Đảng bộ cơ sở"
chance = random.Random(SEED)


@dataclass(eq=False)
class Unit:
    code: str
    name: str
    kind: str
    parent: str
    sector: str
    members: list[Person] = field(default_factory=list)
    quality: str = ""  # of its meetings in 2018


@dataclass(eq=False)
class Person:
    name: str
    sex: str
    born: date
    cell: Unit
    admitted: date
    decided: date | None = None
    card: int | None = None
    status: str = "Chính thức"


UPPER = Unit("ĐBK", "Đảng bộ Khối các cơ quan tỉnh Lào Cai", "Đảng bộ cấp trên cơ sở", "", "")
MERGED_CELL = Unit("CB32", f"Chi bộ {MERGED_INTO}", OWN_CELL, UPPER.code, "Sự nghiệp", quality="Tốt")


# --- inventing ---
def make_units() -> list[Unit]:
    """The 65 organisations and the cells below the committees, in the order of the list."""
    units: list[Unit] = []
    parts = divmod(SUB_CELLS, len(COMMITTEES))
    for number, name in enumerate(COMMITTEES, 1):
        code, sector = f"DB{number:02}", sector_of(name)
        units.append(Unit(code, f"Đảng bộ {name}", COMMITTEE, UPPER.code, sector))
        for part, words in enumerate(SUB_CELL_NAMES[: parts[0] + (number <= parts[1])], 1):
            units.append(Unit(f"{code}.{part}", f"Chi bộ {words} {name}", SUB_CELL, code, sector))
    units += [Unit(f"CB{number:02}", f"Chi bộ {name}", OWN_CELL, UPPER.code, sector_of(name)) for number, name in enumerate(CELLS, 1)]
    for kind, fair in FAIR.items():
        rated = [unit for unit in units if unit.kind == kind and unit.code != NOT_SCORED]
        lower = set(chance.sample([unit.code for unit in rated if unit.code not in (*SILENT, *MERGED)], fair))
        for unit in rated:
            unit.quality = "Khá" if unit.code in lower else "Tốt"
    return units


def sector_of(name: str) -> str:
    return "Sự nghiệp" if name in PUBLIC_SERVICE else "Hành chính"


def of_kind(units: list[Unit], *kinds: str) -> list[Unit]:
    return [unit for unit in units if unit.kind in kinds]


def organisations(units: list[Unit]) -> list[Unit]:
    return of_kind(units, COMMITTEE, OWN_CELL)


def standing(units: list[Unit], year: int) -> list[Unit]:
    """The units that may report something for the year: in 2019 not the two that merge."""
    return [unit for unit in units if year == 2018 or unit.code not in MERGED]


def cells_of(units: list[Unit], organisation: Unit) -> list[Unit]:
    """The cells of a committee; a grass-roots cell is its own."""
    return [unit for unit in units if unit.parent == organisation.code] or [organisation]


def shared(total: int, least: dict[str, int], most: dict[str, int]) -> dict[str, int]:
    """A total dealt out at random, at least and at most so many to each."""
    dealt = dict(least)
    codes = list(least)
    for _ in range(total - sum(dealt.values())):
        codes = [code for code in codes if dealt[code] < most[code]]
        dealt[chance.choice(codes)] += 1
    return dealt


def new_person(cell: Unit, births: tuple[int, int]) -> Person:
    sex = chance.choices(("male", "female"), (58, 42))[0]
    people = chance.choices(list(ETHNICITIES), list(ETHNICITIES.values()))[0]
    name = " ".join((chance.choice(SURNAMES[people]), chance.choice(MIDDLE[sex]), chance.choice(GIVEN[sex])))
    born = date(chance.randrange(*births), 1, 1) + timedelta(chance.randrange(365))
    admitted = date(born.year + chance.randrange(21, 31), chance.randrange(1, 13), chance.randrange(1, 29))
    return Person(name, sex, born, cell, admitted)


def make_members(units: list[Unit], admitted: list[Person]) -> None:
    """Everyone on the list of 31/12/2018: eight or more older members in each cell, then those admitted during the year."""
    cells = of_kind(units, SUB_CELL, OWN_CELL)
    new = [person for person in admitted if person.admitted <= LIST_DAY]
    size = shared(MEMBERS - len(new), {cell.code: 8 for cell in cells}, {cell.code: 20 for cell in cells})
    number = 0
    for cell in cells:
        for _ in range(size[cell.code]):
            number += 1
            person = new_person(cell, (1960, 1987))
            person.card = 5_300_000 + 29 * number + chance.randrange(29)
            cell.members.append(person)
        cell.members.sort(key=lambda person: person.admitted)
    oldest = sorted((person for cell in cells for person in cell.members), key=lambda person: person.born)
    for person in oldest[:EXEMPT]:
        person.status = "Miễn sinh hoạt"
    for person in new:
        person.status = "Dự bị"
        person.cell.members.append(person)


def month_day(year: int, month: int, first: int, last: int) -> date:
    return date(year, month, chance.randrange(first, last + 1))


def make_admissions(units: list[Unit]) -> list[Person]:
    """Those decided in 2018 by unit as the plan and `BELOW_QUOTA` say, those of December 2017 before them."""
    places = quotas(units) | BELOW_QUOTA
    whole = [code for code in places if code not in BELOW_QUOTA]
    for code in chance.choices([code for code in whole if code.startswith("DB")], k=sum(DECIDED[2018]) - sum(places.values())):
        places[code] += 1
    chosen = [organisation for organisation in organisations(units) for _ in range(places[organisation.code])]
    chance.shuffle(chosen)
    days = [month_day(2018, month, 2, 22) for month, count in enumerate(DECIDED[2018], 1) for _ in range(count)]
    people = [admitted_person(units, organisation, day) for organisation, day in zip(chosen, sorted(days), strict=True)]
    for person in people[-ADMITTED_YEAR_AFTER:]:
        person.decided, person.admitted = month_day(2018, 12, 26, 28), month_day(2019, 1, 7, 14)
    early = chance.sample([unit for unit in organisations(units) if unit.code not in BELOW_QUOTA], DECIDED_YEAR_BEFORE)
    before = [admitted_person(units, organisation, month_day(2017, 12, 26, 28)) for organisation in early]
    for person in before:
        person.admitted = month_day(2018, 1, 7, 12)
    return sorted([*before, *people], key=lambda person: person.decided or LIST_DAY)


def admitted_person(units: list[Unit], organisation: Unit, decided: date) -> Person:
    person = new_person(chance.choice(cells_of(units, organisation)), (decided.year - 33, decided.year - 20))
    person.decided = decided
    person.admitted = decided + timedelta(chance.randrange(3, 9))
    return person


def quotas(units: list[Unit]) -> dict[str, int]:
    committees = of_kind(units, COMMITTEE)
    found = {unit.code: QUOTAS["first" if number < FIRST else "other"] for number, unit in enumerate(committees)}
    return found | {unit.code: QUOTAS["cell"] for unit in of_kind(units, OWN_CELL)}


# --- the files ---
def sheet(
    book: Workbook, title: str, titles: list[str], columns: list[Column], rows: list[list[Cell] | Section],
    *, total: str = "", sums: list[Cell] | None = None, place: str = "", numbered: bool = True,
    sender: tuple[str, str] = ("TỈNH ỦY LÀO CAI", "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH"),
) -> None:  # fmt: skip
    table(
        book, title, titles, columns, rows, total=total, sums=sums, place=place, numbered=numbered,
        names=("Hoàng Thị Ngân", "Vũ Đức Kiên"), sender=sender,
    )  # fmt: skip


def units_file(units: list[Unit], folder: Path) -> None:
    book = new_book()
    rows: list[list[Cell] | Section] = [[1, UPPER.code, UPPER.name, UPPER.kind, "", ""]]
    rows += [[number, unit.code, unit.name, unit.kind, unit.parent, unit.sector] for number, unit in enumerate(organisations(units), 2)]
    sheet(
        book, "TCCSĐ", ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG", "(Tính đến ngày 31/12/2018)"],
        [Column("TT", 6), Column("Mã TCCSĐ", 10), Column("Tên tổ chức cơ sở đảng", 52), Column("Loại hình", 24), Column("Mã cấp trên", 12), Column("Lĩnh vực", 14)],
        rows, total=f"Tổng cộng: {len(rows)} tổ chức",
    )  # fmt: skip
    rows = [[number, unit.code, unit.name, unit.kind, unit.parent] for number, unit in enumerate(of_kind(units, SUB_CELL), 1)]
    sheet(
        book, "Chi bộ trực thuộc", ["DANH SÁCH CHI BỘ TRỰC THUỘC ĐẢNG ỦY CƠ SỞ", "(Tính đến ngày 31/12/2018)"],
        [Column("STT", 6), Column("Mã chi bộ", 10), Column("Tên chi bộ", 60), Column("Loại hình tổ chức", 20), Column("Trực thuộc", 12)],
        rows, total=f"Cộng: {len(rows)} chi bộ", numbered=False,
    )  # fmt: skip
    save(book, folder / "to-chuc-dang.xlsx")


def members_file(units: list[Unit], folder: Path) -> None:
    columns = [
        Column("Số TT", 6), Column("Họ và tên", 26), Column("Ngày sinh", 12, form=DAY), Column("Nam, nữ", 8),
        Column("Số thẻ ĐV", 10, "Đảng tịch", "00000000"), Column("Ngày vào Đảng", 12, "Đảng tịch", DAY), Column("Tình trạng", 16, "Đảng tịch"),
    ]  # fmt: skip
    book = new_book()
    for title, kind in (("CB trực thuộc", SUB_CELL), ("CB cơ sở", OWN_CELL)):
        rows: list[list[Cell] | Section] = []
        count = 0
        for section, cell in enumerate(of_kind(units, kind), 1):
            rows.append(Section(roman(section), cell.name))
            count += len(cell.members)
            for number, person in enumerate(cell.members, 1):
                rows.append([number, person.name, person.born, SEXES[person.sex], person.card, person.admitted, person.status])
        sheet(
            book, title, ["DANH SÁCH ĐẢNG VIÊN", "(Tính đến ngày 31/12/2018)"], columns, rows,
            total=f"Tổng số: {thousands(count)} đảng viên", place="Lào Cai, ngày 08 tháng 01 năm 2019",
        )  # fmt: skip
    save(book, folder / "dang-vien-2018.xlsx")


ADMISSION_COLUMNS = [
    Column("TT", 6), Column("Họ và tên", 26), Column("Ngày sinh", 12, form=DAY), Column("Giới tính", 9), Column("Chi bộ", 58),
    Column("Số QĐ", 14, "Quyết định"), Column("Ngày QĐ", 12, "Quyết định", DAY), Column("Ngày tổ chức lễ kết nạp", 14, form=DAY),
]  # fmt: skip


def admission_rows(people: Iterable[Person], first: int) -> list[list[Cell] | Section]:
    return [
        [number, person.name, person.born, SEXES[person.sex], person.cell.name, f"{first + number}-QĐ/ĐUK", person.decided, person.admitted]
        for number, person in enumerate(people, 1)
    ]


def admissions_files(units: list[Unit], people: list[Person], folder: Path) -> None:
    """The list of the year; cells that admitted nobody send the form with nothing in it."""
    title = "DANH SÁCH QUẦN CHÚNG ƯU TÚ ĐƯỢC KẾT NẠP VÀO ĐẢNG"
    book = new_book()
    sheet(
        book,
        "Kết nạp 2018",
        [f"{title} NĂM 2018"],
        ADMISSION_COLUMNS,
        admission_rows(people, 210),
        total=f"Tổng số: {len(people)} đồng chí",
    )
    save(book, folder / "ket-nap-2018.xlsx")
    book = new_book()
    for unit in units:
        if BELOW_QUOTA.get(unit.code) == 0:
            sheet(
                book, unit.code, [f"{title} NĂM 2018"], ADMISSION_COLUMNS, [], total="Tổng số: 0 đồng chí",
                sender=("ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH", unit.name.upper()),
            )  # fmt: skip
    save(book, folder / "ket-nap-2018-khong-co.xlsx")
    book = new_book()
    number = 40
    for quarter in (1, 2):
        days = [month_day(2019, month, 2, 22) for month in range(3 * quarter - 2, 3 * quarter + 1) for _ in range(DECIDED[2019][month - 1])]
        new = [admitted_person(units, chance.choice(organisations(standing(units, 2019))), day) for day in sorted(days)]
        heading = f"{title} QUÝ {roman(quarter)} NĂM 2019"
        sheet(
            book, f"Quý {roman(quarter)}", [heading], ADMISSION_COLUMNS, admission_rows(new, number), total=f"Tổng số: {len(new)} đồng chí"
        )
        number += len(new)
    save(book, folder / "ket-nap-2019.xlsx")


def quotas_file(units: list[Unit], folder: Path) -> None:
    names = {unit.code: unit.name for unit in units}
    rows: list[list[Cell] | Section] = [
        [number, "units-fill-quota", names[code], 2018, quota] for number, (code, quota) in enumerate(quotas(units).items(), 1)
    ]
    book = new_book()
    sheet(
        book, "Chỉ tiêu kết nạp", ["GIAO CHỈ TIÊU KẾT NẠP ĐẢNG VIÊN NĂM 2018", "(Kèm theo Kế hoạch số 62-KH/ĐUK)"],
        [Column("TT", 6), Column("Mã chỉ tiêu", 18), Column("Tổ chức cơ sở đảng", 52), Column("Năm", 8), Column("Chỉ tiêu giao", 12)],
        rows, total="Tổng số", sums=[sum(quotas(units).values())],
    )  # fmt: skip
    save(book, folder / "giao-chi-tieu-2018.xlsx")


def study_file(units: list[Unit], folder: Path) -> None:
    """A sheet for each resolution studied: who held it when, how many were due and came."""
    columns = [
        Column("TT", 6), Column("Tổ chức cơ sở đảng", 52), Column("Loại lớp", 20), Column("Nội dung", 34), Column("Ngày tổ chức", 12, form=DAY),
        Column("Số triệu tập", 10, "Đảng viên"), Column("Số đảng viên dự", 10, "Đảng viên"), Column("Số quần chúng dự", 12),
    ]  # fmt: skip
    present = {unit.code: sum(len(cell.members) for cell in cells_of(units, unit)) for unit in organisations(units)}
    older = {
        unit.code: sum(person.status != "Dự bị" for cell in cells_of(units, unit) for person in cell.members)
        for unit in organisations(units)
    }
    book = new_book()
    for number, (title, (first, due, members, others)) in enumerate(STUDY.items(), 6):
        asked = shared(due, older, present)
        came = shared(members, {code: count - count // 5 for code, count in asked.items()}, asked)
        guests = shared(others, dict.fromkeys(asked, 4), dict.fromkeys(asked, 60))
        rows: list[list[Cell] | Section] = [
            [
                place,
                unit.name,
                "Học tập nghị quyết",
                title,
                first + timedelta(chance.randrange(12)),
                asked[unit.code],
                came[unit.code],
                guests[unit.code],
            ]
            for place, unit in enumerate(organisations(units), 1)
        ]
        sheet(
            book, f"NQTW{number}", ["KẾT QUẢ HỌC TẬP, QUÁN TRIỆT NGHỊ QUYẾT", title], columns, rows,
            total="Tổng cộng", sums=[due, members, others], place="Lào Cai, ngày 15 tháng 12 năm 2018",
        )  # fmt: skip
    save(book, folder / "hoc-nghi-quyet-2018.xlsx")


def classes_file(units: list[Unit], folder: Path) -> None:
    """A sheet a year with a row for each organisation that sent learners to a class of the committee."""
    columns = [
        Column("STT", 6), Column("Đơn vị cử học viên", 52), Column("Loại lớp", 28), Column("Tên lớp", 44), Column("Ngày mở lớp", 12, form=DAY),
        Column("Đảng viên", 10, "Học viên"), Column("Quần chúng", 10, "Học viên"), Column("Đạt yêu cầu", 10),
    ]  # fmt: skip
    book = new_book()
    for year in (2018, 2019):
        rows: list[list[Cell] | Section] = []
        for kind, classes in CLASSES.items():
            for title, day, learners, passed in classes:
                if day.year != year:
                    continue
                senders = sorted(chance.sample(organisations(standing(units, year)), 42), key=lambda unit: unit.code)
                sent = shared(learners, {unit.code: 1 for unit in senders}, {unit.code: 5 for unit in senders})
                good = shared(passed, {code: max(0, count - 1) for code, count in sent.items()}, sent)
                for unit in senders:
                    of_members = kind.endswith("mới")
                    counts: list[Cell] = [sent[unit.code] if of_members else 0, 0 if of_members else sent[unit.code], good[unit.code]]
                    rows.append([len(rows) + 1, unit.name, kind, title, day, *counts])
        taught = [each for classes in CLASSES.values() for each in classes if each[1].year == year]
        new = sum(each[2] for each in CLASSES["Bồi dưỡng đảng viên mới"] if each[1].year == year)
        sheet(
            book, f"Năm {year}", [f"KẾT QUẢ CÁC LỚP BỒI DƯỠNG LÝ LUẬN CHÍNH TRỊ NĂM {year}"], columns, rows, numbered=year == 2018,
            total="Tổng cộng", sums=[new, sum(each[2] for each in taught) - new, sum(each[3] for each in taught)],
        )  # fmt: skip
    save(book, folder / "lop-boi-duong.xlsx")


def meeting_line(cell: Unit, day: date, quality: str) -> list[Cell]:
    due = sum(person.status != "Miễn sinh hoạt" for person in cell.members)
    present = due - chance.choice((0, 0, 0, 0, 1, 1, 2))
    return [cell.code, day, "Thường kỳ", due, present, SCORES[quality][day.month % 2 == 0] if quality else None, quality or None]


def meetings_files(units: list[Unit], folder: Path) -> None:
    """2018 as a workbook with a sheet a quarter, the first half of 2019 as CSV."""
    cells = of_kind(units, SUB_CELL, OWN_CELL)
    columns = [
        Column("TT", 6), Column("Mã đơn vị", 10), Column("Ngày sinh hoạt", 12, form=DAY), Column("Loại sinh hoạt", 14),
        Column("Số ĐV triệu tập", 9, "Đảng viên dự họp"), Column("Số ĐV có mặt", 9, "Đảng viên dự họp"),
        Column("Điểm chấm", 8, "Chất lượng"), Column("Xếp loại buổi sinh hoạt", 10, "Chất lượng"),
    ]  # fmt: skip
    book = new_book()
    for quarter in (1, 2, 3, 4):
        months = range(3 * quarter - 2, 3 * quarter + 1)
        lines = [meeting_line(cell, month_day(2018, month, 1, 9), cell.quality) for cell in cells for month in months]
        sheet(
            book, f"Quý {roman(quarter)}", [f"CHẤM ĐIỂM, ĐÁNH GIÁ CHẤT LƯỢNG SINH HOẠT CHI BỘ QUÝ {roman(quarter)} NĂM 2018", "(Theo Kế hoạch số 99-KH/TU)"],
            columns, [[number, *line] for number, line in enumerate(lines, 1)],
        )  # fmt: skip
    save(book, folder / "sinh-hoat-2018.xlsx")
    MERGED_CELL.members = [person for cell in cells if cell.code in MERGED for person in cell.members]
    csv_lines = [
        ["TT", "Mã đơn vị", "Ngày sinh hoạt", "Loại sinh hoạt", "Số ĐV triệu tập", "Số ĐV có mặt", "Điểm chấm", "Xếp loại buổi sinh hoạt"]
    ]
    for cell in [*cells, MERGED_CELL]:
        for month in range(1, 7):
            stands = month < MERGED_ON.month if cell.code in MERGED else month >= MERGED_ON.month or cell is not MERGED_CELL
            if stands and month not in SILENT.get(cell.code, ()):
                line = meeting_line(cell, month_day(2019, month, 1, 9), cell.quality or "Tốt")
                csv_lines.append(
                    [str(len(csv_lines)), *(each.strftime("%d/%m/%Y") if isinstance(each, date) else str(each) for each in line)]
                )
    write_csv(folder / "sinh-hoat-2019.csv", csv_lines)


def ratings_file(units: list[Unit], folder: Path) -> None:
    book = new_book()
    place = "Lào Cai, ngày 22 tháng 01 năm 2019"
    words = [word for word, count in RATINGS.items() for _ in range(count)]
    chance.shuffle(words)
    rows: list[list[Cell] | Section] = [
        [number, unit.name, word, f"{410 + number}-QĐ/ĐUK"]
        for number, (unit, word) in enumerate(zip(organisations(units), words, strict=True), 1)
    ]
    sheet(
        book, "TCCSĐ", ["KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG TỔ CHỨC CƠ SỞ ĐẢNG NĂM 2018"],
        [Column("TT", 6), Column("Tổ chức cơ sở đảng", 52), Column("Mức chất lượng", 30), Column("Số quyết định", 14)],
        rows, total=f"Tổng cộng: {len(rows)} tổ chức cơ sở đảng", place=place,
    )  # fmt: skip
    rows = []
    for title, kind in (("Chi bộ trực thuộc đảng ủy cơ sở", SUB_CELL), ("Chi bộ cơ sở", OWN_CELL)):
        rated = [unit for unit in of_kind(units, kind) if unit.quality]
        rows.append(Section(roman(1 + (kind == OWN_CELL)), title))
        rows += [[number, unit.code, unit.name, "Sinh hoạt chi bộ", unit.quality] for number, unit in enumerate(rated, 1)]
    sheet(
        book, "Sinh hoạt chi bộ", ["KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG SINH HOẠT CHI BỘ NĂM 2018"],
        [Column("STT", 6), Column("Mã đơn vị", 10), Column("Chi bộ (tên)", 58), Column("Nội dung đánh giá", 18), Column("Xếp loại", 10)],
        rows, total=f"Tổng cộng: {len(rows) - 2} chi bộ", place=place, numbered=False,
    )  # fmt: skip
    save(book, folder / "xep-loai-2018.xlsx")


WAYS = ("Kiểm tra", "Giám sát")
SIGN = "Kiểm tra khi có dấu hiệu vi phạm"


def inspected_units(units: list[Unit], by: str, year: int) -> list[list[Cell]]:
    """Lines (by whom, how, whom, day, violation, discipline) about organisations; in 2018 signs of violation at six, one of the others twice."""
    count = INSPECTED[year][by][0]
    signs = SIGNS if (by, year) == ("upper", 2018) else 0
    twice = INSPECTED_TWICE if (by, year) == ("upper", 2018) else 0
    months = 12 if year == 2018 else 6
    found: list[list[Cell]] = []
    able = organisations(standing(units, year)) if by == "upper" else of_kind(units, SUB_CELL)
    for number, unit in enumerate(chance.sample(able, count)):
        inspector = UPPER.code if by == "upper" else unit.parent
        guilty = number < FOUND_IN_VIOLATION and number < signs
        way = SIGN if number < signs else chance.choice(WAYS)
        again = signs <= number < signs + twice
        day = month_day(year, chance.randrange(2, 5) if again else chance.randrange(2, months + 1), 5, 28)
        found.append([inspector, way, unit.name, day, "x" if guilty else "", "Khiển trách" if guilty and number == 0 else ""])
        if again:
            found.append([inspector, WAYS[way == WAYS[0]], unit.name, month_day(year, 10, 5, 28), "", ""])
    return sorted(found, key=lambda line: str(line[3]))


def inspected_members(units: list[Unit], by: str, year: int) -> list[list[Cell]]:
    """Lines (by whom, how, name, card, day) about members; a committee and a cell inspect their own."""
    parents = {unit.code: unit.parent for unit in units}
    able = [
        (cell, person)
        for cell in of_kind(standing(units, year), SUB_CELL, OWN_CELL)
        if by != "committees" or cell.kind == SUB_CELL
        for person in cell.members
        if person.status == "Chính thức"
    ]
    found: list[list[Cell]] = []
    for cell, person in chance.sample(able, INSPECTED[year][by][1]):
        inspector = {"upper": UPPER.code, "committees": parents[cell.code], "cells": cell.code}[by]
        found.append(
            [
                inspector,
                chance.choice(WAYS),
                person.name,
                person.card,
                month_day(year, chance.randrange(2, 13 if year == 2018 else 7), 5, 28),
            ]
        )
    return sorted(found, key=lambda line: str(line[4]))


def inspections_files(units: list[Unit], folder: Path) -> None:
    """2018 as a workbook with organisations and members apart, the first half of 2019 as one CSV."""
    book = new_book()
    titles = {
        "upper": ("Khối", "ĐẢNG ỦY VÀ ỦY BAN KIỂM TRA ĐẢNG ỦY KHỐI"),
        "committees": ("ĐU cơ sở", "ĐẢNG ỦY CƠ SỞ"),
        "cells": ("Chi bộ", "CHI BỘ"),
    }
    for by, (short, words) in titles.items():
        if lines := inspected_units(units, by, 2018):
            sheet(
                book, f"{short} - tổ chức", [f"KẾT QUẢ KIỂM TRA, GIÁM SÁT TỔ CHỨC ĐẢNG NĂM 2018 CỦA {words}"],
                [Column("TT", 6), Column("Tổ chức kiểm tra", 12), Column("Hình thức kiểm tra", 30), Column("Tổ chức đảng được kiểm tra", 56),
                 Column("Ngày kết luận", 12, form=DAY), Column("Có vi phạm", 10), Column("Hình thức kỷ luật", 16)],
                [[number, *line] for number, line in enumerate(lines, 1)], total=f"Tổng số: {len(lines)} cuộc",
            )  # fmt: skip
        lines = inspected_members(units, by, 2018)
        sheet(
            book, f"{short} - đảng viên", [f"KẾT QUẢ KIỂM TRA, GIÁM SÁT ĐẢNG VIÊN NĂM 2018 CỦA {words}"],
            [Column("STT", 6), Column("Tổ chức kiểm tra", 12), Column("Hình thức kiểm tra", 18), Column("Họ và tên đảng viên", 26),
             Column("Số thẻ đảng viên", 12, form="00000000"), Column("Ngày kết luận", 12, form=DAY)],
            [[number, *line] for number, line in enumerate(lines, 1)], total=f"Tổng số: {len(lines)} đảng viên", numbered=False,
        )  # fmt: skip
    save(book, folder / "kiem-tra-2018.xlsx")
    csv_lines = [
        [
            "TT",
            "Tổ chức kiểm tra",
            "Hình thức kiểm tra",
            "Tổ chức đảng được kiểm tra",
            "Họ và tên đảng viên",
            "Số thẻ đảng viên",
            "Ngày kết luận",
        ]
    ]
    for by in titles:
        for inspector, way, name, day, *_ in inspected_units(units, by, 2019):
            csv_lines.append([str(len(csv_lines)), str(inspector), str(way), str(name), "", "", spoken(day)])
        for inspector, way, name, card, day in inspected_members(units, by, 2019):
            csv_lines.append([str(len(csv_lines)), str(inspector), str(way), "", str(name), f"{card:08}", spoken(day)])
    write_csv(folder / "kiem-tra-2019.csv", csv_lines)


def spoken(day: Cell) -> str:
    return day.strftime("%d/%m/%Y") if isinstance(day, date) else ""


def reorganisation_file(units: list[Unit], folder: Path) -> None:
    """Two cells become one in 2019: the decision, and the list of units that follows from it."""
    names = {unit.code: unit.name for unit in units}
    book = new_book()
    rows: list[list[Cell] | Section] = [
        [number, names[code], MERGED_CELL.name, "Hợp nhất", MERGED_ON, "118-QĐ/ĐUK"] for number, code in enumerate(MERGED, 1)
    ]
    sheet(
        book, "Sắp xếp", ["SẮP XẾP TỔ CHỨC ĐẢNG SÁU THÁNG ĐẦU NĂM 2019"],
        [Column("TT", 6), Column("Tổ chức cũ", 50), Column("Tổ chức mới", 50), Column("Hình thức sắp xếp", 14), Column("Ngày hiệu lực", 12, form=DAY),
         Column("Số quyết định", 14)],
        rows, numbered=False,
    )  # fmt: skip
    rows = [[number, code, names[code], OWN_CELL, UPPER.code, "Sự nghiệp", None, MERGED_ON] for number, code in enumerate(MERGED, 1)]
    new = MERGED_CELL
    rows.append([3, new.code, new.name, new.kind, new.parent, new.sector, MERGED_ON, None])
    sheet(
        book, "Tổ chức thay đổi", ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG CÓ THAY ĐỔI", "(Tính đến ngày 01/4/2019)"],
        [Column("TT", 6), Column("Mã TCCSĐ", 10), Column("Tên tổ chức cơ sở đảng", 52), Column("Loại hình", 16), Column("Mã cấp trên", 12), Column("Lĩnh vực", 12),
         Column("Ngày thành lập", 12, form=DAY), Column("Ngày giải thể", 12, form=DAY)],
        rows, numbered=False,
    )  # fmt: skip
    save(book, folder / "sap-xep-2019.xlsx")


def figures_file(folder: Path) -> None:
    office = "Văn phòng Đảng ủy Khối"
    lines = [["Mã chỉ tiêu", "Diễn giải", "Năm", "Giá trị", "Đơn vị tính", "Nguồn"]]
    words = {
        "attended_committees": ("Cấp ủy được tổ công tác dự sinh hoạt", "cấp ủy"),
        "attended_cells": ("Chi bộ được tổ công tác dự sinh hoạt", "chi bộ"),
    }
    lines += [[code, words[code][0], "2018", str(count), words[code][1], office] for code, count in VISITS.items()]
    lines.append(["coordination_rules", "Đã ban hành Quy chế số 08-QĐ/TU", "2018", "1", "", office])
    lines.append(["ethics_resolution", "Đã ban hành Nghị quyết số 06-NQ/ĐUK", "2018", "1", "", office])
    write_csv(folder / "so-lieu.csv", lines)


def main(folder: Path) -> None:
    chance.seed(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    units = make_units()
    people = make_admissions(units)
    make_members(units, people)
    units_file(units, folder)
    members_file(units, folder)
    admissions_files(units, people, folder)
    quotas_file(units, folder)
    study_file(units, folder)
    classes_file(units, folder)
    meetings_files(units, folder)
    ratings_file(units, folder)
    inspections_files(units, folder)
    reorganisation_file(units, folder)
    figures_file(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "lao-cai")
