"""Writes samples/hoang-su-phi/: the workbooks of a district committee, with invented people and results around the article's figures.

Change a number at the top and `expected.yaml` must follow; change a list of names or a layout freely.
Run as `python samples/make_hoang_su_phi.py [FOLDER]`; the same numbers give the same bytes.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

from hoang_su_phi_names import (
    CELL_BODIES,
    COMMUNES,
    ETHNICITIES,
    GIVEN,
    MIDDLE,
    OFFICES,
    SURNAMES,
    TOWN,
)
from office_sheets import Cell, Column, Section, new_book, roman, save, table, thousands, write_csv

# --- the numbers everything is made from; `expected.yaml` is worked out from these by hand ---
SEED = 20180630
# villages of each of the 25 communes, 199 in all; each village has a cell of its own
VILLAGES = (7, 8, 8, 9, 8, 10, 7, 8, 6, 8, 9, 8, 7, 8, 8, 9, 8, 6, 8, 10, 7, 8, 9, 8, 7)
# members in stock on 31/12/2017, by the sort of cell: 5,664
MEMBERS = {"village": 3600, "commune": 550, "school": 400, "office": 360, "own": 754}
SMALL = 3  # village cells of three members, two of them official: fewer than the three a cell needs
PROBATIONARY, EXEMPT = 180, 140  # the other 5,344 are official
LEFT_IN_2017 = 57  # listed too, but no longer in stock
ONE_HOUSEHOLD, TWO_HOUSEHOLDS = 2994, 1992  # official members in charge of one household and of two: 4,986 and 6,978
NEW_CELL_SINCE = date(2018, 3, 15)  # a school cell, the 313th
CLUSTER_MEETINGS_LEFT_OUT = 9  # in the first half of 2018; 88 clusters × 6 = 528 were due, 519 held
# the first half of 2018, cell → months: not met at all; met, but together with a village or office meeting
SILENT = {"X05.03": (2, 3), "X17.06": (4,), "CB12": (6,)}
JOINT = {"X09.02": (5,), "X20.TR": (3,), "X02.CQ": (1, 4)}
ABSENT = {("X09", 2018, 4)}  # this commune's secretary, this month
MODELS = {"2015": 66, "2016": 139, "2017": 214}  # running total of economic models of officials and members
RECOGNISED = {2016: ("Nậm Ty",), 2017: ("Thông Nguyên",)}  # new-rural communes
PUT_FORWARD = {2017: ("Tân Tiến",)}  # not recognised

DAY = "dd/mm/yyyy"
UPPER, SUB_CELL = "ĐBH", "Chi bộ trực thuộc"
LIST_DAY = date(2017, 12, 31)
chance = random.Random(SEED)


@dataclass(eq=False)
class PartyCell:
    """A cell: its sort decides its size and its cluster."""

    code: str
    name: str
    kind: str
    parent: str
    sector: str
    sort: str
    group: str = ""
    village: str = ""
    since: date | None = None
    members: list[Person] = field(default_factory=list)


@dataclass(eq=False)
class Person:
    name: str
    sex: str
    born: int
    cell: PartyCell
    admitted: date
    card: int | None = None
    status: str = "Chính thức"
    left: date | None = None
    left_reason: str = ""


# --- inventing ---
def commune_name(number: int) -> str:
    return f"thị trấn {COMMUNES[number]}" if COMMUNES[number] == TOWN else f"xã {COMMUNES[number]}"


def village_name(number: int, village: int) -> str:
    word = "Tổ dân phố" if COMMUNES[number] == TOWN else "Thôn"
    return f"{word} {village} {commune_name(number)}"


def make_cells() -> list[PartyCell]:
    cells: list[PartyCell] = []
    for number, villages in enumerate(VILLAGES):
        parent, place = f"X{number + 1:02}", commune_name(number)
        for village in range(1, villages + 1):
            name = village_name(number, village)
            title = f"Chi bộ {name[0].lower()}{name[1:]}"
            cells.append(PartyCell(f"{parent}.{village:02}", title, SUB_CELL, parent, "Địa phương", "village", village=name))
        cells.append(PartyCell(f"{parent}.CQ", f"Chi bộ cơ quan {place}", SUB_CELL, parent, "Hành chính", "commune"))
        cells.append(PartyCell(f"{parent}.TR", f"Chi bộ Trường học - Trạm Y tế {place}", SUB_CELL, parent, "Sự nghiệp", "school"))
    for number, parts in enumerate(OFFICES.values(), 1):
        for part, words in enumerate(parts, 1):
            cells.append(PartyCell(f"K{number}.{part}", f"Chi bộ {words}", SUB_CELL, f"K{number}", "Hành chính", "office"))
    for number, name in enumerate(CELL_BODIES, 1):
        sector = "Sự nghiệp" if name.startswith(("Trường", "Trung tâm", "Đài", "Ban Quản lý")) else "Hành chính"
        cells.append(PartyCell(f"CB{number:02}", f"Chi bộ {name}", "Chi bộ cơ sở", UPPER, sector, "own"))
    make_clusters(cells)
    group = next(cell.group for cell in cells if cell.code == "X06.TR")
    name = f"Chi bộ Trường Trung học cơ sở {commune_name(5)}"
    cells.append(PartyCell("X06.TH", name, SUB_CELL, "X06", "Sự nghiệp", "new", group, since=NEW_CELL_SINCE))
    return cells


def of_sort(cells: list[PartyCell], sort: str, parent: str = "") -> list[PartyCell]:
    return [cell for cell in cells if cell.sort == sort and parent in ("", cell.parent)]


def sizes(count: int) -> list[int]:
    """So many cells in clusters of three and four, as many fours as possible."""
    threes = next(threes for threes in range(count) if (count - 3 * threes) % 4 == 0)
    return [4] * ((count - 3 * threes) // 4) + [3] * threes


def make_clusters(cells: list[PartyCell]) -> None:
    """Neighbours in clusters of three and four: villages of a commune, offices of communes, schools with stations, offices of the district."""
    blocks = {f"Nông thôn {commune_name(number)}": of_sort(cells, "village", f"X{number + 1:02}") for number in range(len(COMMUNES))}
    blocks |= {"Cơ quan xã": of_sort(cells, "commune"), "Trường, trạm": of_sort(cells, "school")}
    blocks |= {f"Cơ quan K{number}": of_sort(cells, "office", f"K{number}") for number in range(1, len(OFFICES) + 1)}
    blocks["Cơ quan huyện"] = of_sort(cells, "own")
    for block, members in blocks.items():
        rest = iter(members)
        for number, size in enumerate(sizes(len(members)), 1):
            for cell in islice(rest, size):
                cell.group = f"Cụm {number} - {block}"


def spread(total: int, cells: list[PartyCell], least: int, most: int) -> list[PartyCell]:
    """Each cell as often as it has members: so many in all, none below `least` or above `most`."""
    size = dict.fromkeys((cell.code for cell in cells), least)
    left = total - least * len(cells)
    while left:
        cell = chance.choice(cells)
        if size[cell.code] < most:
            size[cell.code] += 1
            left -= 1
    return [cell for cell in cells for _ in range(size[cell.code])]


def new_person(cell: PartyCell, *, young: bool = False) -> Person:
    sex = chance.choices(("male", "female"), (64, 36))[0]
    ethnicity = chance.choices(list(ETHNICITIES), list(ETHNICITIES.values()))[0]
    name = " ".join((chance.choice(SURNAMES[ethnicity]), chance.choice(MIDDLE[sex]), chance.choice(GIVEN[sex])))
    born = chance.randrange(1984, 1998) if young else chance.randrange(1946, 1990)
    if young:
        admitted = date(2017, 1, 10) + timedelta(chance.randrange(345))
    else:
        first = born + 20
        admitted = date(chance.randrange(first, min(first + 18, 2016) + 1), chance.randrange(1, 13), chance.randrange(1, 29))
    return Person(name, sex, born, cell, admitted)


def make_members(cells: list[PartyCell]) -> list[Person]:
    small = [cell for cell in cells if cell.code in ("X03.08", "X14.07", "X22.05")][:SMALL]
    places = [cell for cell in small for _ in range(3)]
    for sort, total in MEMBERS.items():
        able = [cell for cell in of_sort(cells, sort) if cell not in small]
        places += spread(total - 3 * len(small) if sort == "village" else total, able, 7, 29)
    places.sort(key=lambda cell: cell.code)
    for number, cell in enumerate(places, 1):
        person = new_person(cell)
        person.card = 6_100_000 + 3 * number
        cell.members.append(person)
    give_status(cells, small)
    return [person for cell in cells for person in cell.members]


def give_status(cells: list[PartyCell], small: list[PartyCell]) -> None:
    """Probationary and exempt members, in cells that keep five official ones; the small cells have one probationary member each."""
    probationary = [cell.members[-1] for cell in small]
    able = [person for cell in cells if cell not in small for person in cell.members[5:]]
    probationary += chance.sample(able, PROBATIONARY - len(small))
    taken = {id(person) for person in probationary}
    for person in probationary:
        young = new_person(person.cell, young=True)
        person.born, person.admitted, person.card, person.status = young.born, young.admitted, None, "Dự bị"
    oldest = sorted((person for person in able if id(person) not in taken), key=lambda person: person.born)
    for person in oldest[:EXEMPT]:
        person.status = "Miễn sinh hoạt"


def make_left(cells: list[PartyCell]) -> list[Person]:
    reasons = (
        ("Từ trần", "Từ trần"),
        ("Chuyển sinh hoạt", "Chuyển công tác ra ngoài huyện"),
        ("Chuyển sinh hoạt", "Nghỉ hưu, chuyển về nơi cư trú"),
        ("Xóa tên", "Bỏ sinh hoạt không có lý do"),
    )
    people = []
    for number, cell in enumerate(chance.sample([cell for cell in cells if cell.sort in ("village", "own", "office")], LEFT_IN_2017), 1):
        person = new_person(cell)
        person.card = 6_000_000 + 11 * number + chance.randrange(11)
        person.status, person.left_reason = chance.choices(reasons, (35, 40, 20, 5))[0]
        person.left = date(2017, 1, 9) + timedelta(chance.randrange(340))
        people.append(person)
    return sorted(people, key=lambda person: person.left or LIST_DAY)


# --- the files ---
def sheet(
    book: Workbook, title: str, titles: list[str], columns: list[Column], rows: list[list[Cell] | Section],
    *, total: str = "", place: str = "", numbered: bool = True,
) -> None:  # fmt: skip
    table(
        book, title, titles, columns, rows, total=total, place=place, numbered=numbered,
        names=("Lù Thị Thảo", "Vàng Đức Thắng"), sender=("ĐẢNG BỘ TỈNH HÀ GIANG", "HUYỆN ỦY HOÀNG SU PHÌ"),
    )  # fmt: skip


def units_file(cells: list[PartyCell], folder: Path) -> None:
    book = new_book()
    name = "Đảng bộ huyện Hoàng Su Phì"
    rows: list[list[Cell] | Section] = [[1, UPPER, name, "Đảng bộ huyện", "", ""]]
    committees = [(f"X{number + 1:02}", f"Đảng bộ {commune_name(number)}", "Địa phương") for number in range(len(COMMUNES))]
    committees += [(f"K{number}", f"Đảng bộ {each}", "Hành chính") for number, each in enumerate(OFFICES, 1)]
    for code, title, sector in committees:
        rows.append([len(rows) + 1, code, title, "Đảng bộ cơ sở", UPPER, sector])
    sheet(
        book, "Đảng bộ cơ sở", ["DANH SÁCH ĐẢNG BỘ CƠ SỞ", "(Tính đến ngày 30/6/2018)"],
        [Column("TT", 6), Column("Mã tổ chức đảng", 10), Column("Tên tổ chức đảng", 46), Column("Loại hình", 18), Column("Mã cấp trên", 12), Column("Lĩnh vực", 14)],
        rows, total=f"Cộng: {len(rows)} đảng bộ",
    )  # fmt: skip
    rows = [
        [number, cell.code, cell.name, cell.kind, cell.parent, cell.sector, cell.group, cell.since] for number, cell in enumerate(cells, 1)
    ]
    sheet(
        book, "Chi bộ", ["DANH SÁCH CHI BỘ VÀ CỤM SINH HOẠT LUÂN PHIÊN", "(Tính đến ngày 30/6/2018)"],
        [Column("TT", 6), Column("Mã chi bộ", 10), Column("Tên chi bộ", 50), Column("Loại hình tổ chức", 18), Column("Mã cấp trên", 10),
         Column("Lĩnh vực", 12), Column("Cụm sinh hoạt", 32), Column("Ngày thành lập", 12, form=DAY)],
        rows, total=f"Tổng cộng: {len(rows)} chi bộ",
    )  # fmt: skip
    rows = []
    for number, villages in enumerate(VILLAGES):
        place, code = commune_name(number), f"DP{number + 1:02}"
        words = ("Thị trấn", "Tổ dân phố") if COMMUNES[number] == TOWN else ("Xã", "Thôn")
        rows.append([len(rows) + 1, code, place[0].upper() + place[1:], words[0], f"X{number + 1:02}"])
        for village in range(1, villages + 1):
            rows.append([len(rows) + 1, f"{code}.{village:02}", village_name(number, village), words[1], code])
    sheet(
        book, "Xã, thôn", ["DANH SÁCH XÃ, THỊ TRẤN VÀ THÔN, TỔ DÂN PHỐ", "(Tính đến ngày 30/6/2018)"],
        [Column("STT", 6), Column("Mã đơn vị", 10), Column("Tên đơn vị", 40), Column("Loại đơn vị", 14), Column("Trực thuộc", 12)],
        rows, numbered=False,
    )  # fmt: skip
    save(book, folder / "to-chuc-dang.xlsx")


def members_file(cells: list[PartyCell], left: list[Person], folder: Path) -> None:
    """Two sheets with a section row for each cell, and one for those who left during the year."""
    columns = [
        Column("Số TT", 6), Column("Họ và tên", 24), Column("Năm sinh", 8), Column("Nam/Nữ", 7),
        Column("Số thẻ ĐV", 10, "Đảng tịch", "00000000"), Column("Ngày vào Đảng", 12, "Đảng tịch", DAY), Column("Tình trạng", 14, "Đảng tịch"),
    ]  # fmt: skip
    book = new_book()
    for title, sorts in (("Khối xã, thị trấn", ("village", "commune", "school")), ("Khối cơ quan", ("office", "own"))):
        rows: list[list[Cell] | Section] = []
        count = 0
        for section, cell in enumerate((cell for cell in cells if cell.sort in sorts), 1):
            rows.append(Section(roman(section), cell.name))
            count += len(cell.members)
            for number, person in enumerate(cell.members, 1):
                rows.append([
                    number, person.name, person.born, "Nam" if person.sex == "male" else "Nữ", person.card, person.admitted, person.status,
                ])  # fmt: skip
        sheet(
            book, title, [f"DANH SÁCH ĐẢNG VIÊN {title.upper()}", "(Tính đến ngày 31/12/2017)"], columns, rows,
            total=f"Tổng số: {thousands(count)} đảng viên", place="Hoàng Su Phì, ngày 08 tháng 01 năm 2018",
        )  # fmt: skip
    rows = [
        [number, person.name, person.card, person.cell.name, person.status, person.left, person.left_reason]
        for number, person in enumerate(left, 1)
    ]
    sheet(
        book, "Giảm trong năm", ["DANH SÁCH ĐẢNG VIÊN GIẢM TRONG NĂM 2017", "(Tính đến ngày 31/12/2017)"],
        [Column("TT", 6), Column("Họ tên", 24), Column("Số thẻ", 10, form="00000000"), Column("Thuộc chi bộ", 46), Column("Trạng thái", 18),
         Column("Ngày chuyển đi", 12, form=DAY), Column("Lý do", 32)],
        rows, total=f"Cộng: {len(left)} đảng viên", numbered=False,
    )  # fmt: skip
    save(book, folder / "dang-vien-2017.xlsx")


def regular_meetings(cells: list[PartyCell], year: int, months: tuple[int, ...]) -> list[list[Cell] | Section]:
    rows: list[list[Cell] | Section] = []
    for cell in cells:
        for month in months:
            day = date(year, month, chance.randrange(1, 10))
            if (year == 2018 and month in SILENT.get(cell.code, ())) or (cell.since and cell.since > day):
                continue
            joint = "x" if year == 2018 and month in JOINT.get(cell.code, ()) else ""
            rows.append([len(rows) + 1, cell.code, day, "Thường kỳ", joint])
    return rows


def meetings_files(cells: list[PartyCell], folder: Path) -> None:
    columns = [
        Column("TT", 6), Column("Mã đơn vị", 12), Column("Ngày sinh hoạt", 14, form=DAY), Column("Loại sinh hoạt", 16), Column("Họp ghép", 12),
    ]  # fmt: skip
    for year, quarters in ((2017, 4), (2018, 2)):
        book = new_book()
        for quarter in range(1, quarters + 1):
            months = tuple(range(3 * quarter - 2, 3 * quarter + 1))
            sheet(
                book, f"Quý {roman(quarter)}", [f"THEO DÕI SINH HOẠT CHI BỘ QUÝ {roman(quarter)} NĂM {year}"], columns,
                regular_meetings(cells, year, months), place=f"Hoàng Su Phì, ngày 12 tháng {months[-1] % 12 + 1} năm {year + (quarter == 4)}",
            )  # fmt: skip
        save(book, folder / f"sinh-hoat-{year}.xlsx")


def cluster_file(cells: list[PartyCell], year: int, folder: Path) -> None:
    """The cells of a cluster take turns: one is host each month, the others come to watch."""
    groups: dict[str, list[PartyCell]] = {}
    for cell in cells:
        if cell.sort != "new":
            groups.setdefault(cell.group, []).append(cell)
    months = range(1, 13 if year == 2017 else 7)
    held = [(group, month) for group in groups for month in months]
    if year == 2018:
        without = set(chance.sample(range(len(held)), CLUSTER_MEETINGS_LEFT_OUT))
        held = [each for index, each in enumerate(held) if index not in without]
    lines: list[list[str]] = [["TT", "Chi bộ", "Ngày họp", "Loại sinh hoạt"]]
    for group, month in held:
        host = groups[group][(month - 1) % len(groups[group])]
        day = date(year, month, chance.randrange(12, 26))
        lines.append([str(len(lines)), host.code, day.strftime("%d/%m/%Y"), "Luân phiên"])
    write_csv(folder / f"sinh-hoat-cum-{year}.csv", lines)


def households_file(cells: list[PartyCell], folder: Path) -> None:
    official = [person for cell in cells for person in cell.members if person.status == "Chính thức"]
    chosen = chance.sample(official, ONE_HOUSEHOLD + TWO_HOUSEHOLDS)
    households = {id(person): 2 if number < TWO_HOUSEHOLDS else 1 for number, person in enumerate(chosen)}
    villages = [cell.village for cell in cells if cell.village]
    columns = [
        Column("Số TT", 6), Column("Họ và tên đảng viên", 24), Column("Số thẻ đảng viên", 10, form="00000000"), Column("Nội dung phân công", 16),
        Column("Địa bàn", 30), Column("Số hộ", 8), Column("Từ ngày", 12, form=DAY),
    ]  # fmt: skip
    book = new_book()
    for title, sorts in (("Khối xã, thị trấn", ("village", "commune", "school")), ("Khối cơ quan", ("office", "own"))):
        rows: list[list[Cell] | Section] = []
        total = 0
        for section, cell in enumerate((cell for cell in cells if cell.sort in sorts), 1):
            people = [person for person in cell.members if id(person) in households]
            rows.append(Section(roman(section), cell.name))
            for number, person in enumerate(people, 1):
                total += households[id(person)]
                place = cell.village or chance.choice(villages)
                rows.append([number, person.name, person.card, "Phụ trách hộ", place, households[id(person)], date(2017, 1, 15)])
        sheet(
            book, title, [f"PHÂN CÔNG ĐẢNG VIÊN PHỤ TRÁCH HỘ GIA ĐÌNH NĂM 2017 - {title.upper()}"], columns, rows,
            total=f"Tổng số: {thousands(total)} hộ", place="Hoàng Su Phì, ngày 20 tháng 01 năm 2017",
        )  # fmt: skip
    save(book, folder / "phu-trach-ho-2017.xlsx")


def attendance_file(folder: Path) -> None:
    """A sheet a year: which commune's secretary sat in at which meeting of the district's standing committee."""
    columns = [
        Column("TT", 6), Column("Đảng bộ", 34), Column("Loại phân công", 18), Column("Nội dung", 34), Column("Ngày dự", 12, form=DAY),
    ]  # fmt: skip
    book = new_book()
    for year, months in ((2017, range(1, 13)), (2018, range(1, 7))):
        rows: list[list[Cell] | Section] = []
        for month in months:
            day = date(year, month, chance.randrange(22, 28))
            for number in range(len(COMMUNES)):
                if (f"X{number + 1:02}", year, month) not in ABSENT:
                    name, meeting = f"Đảng bộ {commune_name(number)}", f"Hội nghị BTV Huyện ủy tháng {month}/{year}"
                    rows.append([len(rows) + 1, name, "Dự họp cấp ủy", meeting, day])
        sheet(
            book, f"Năm {year}", [f"BÍ THƯ ĐẢNG ỦY XÃ, THỊ TRẤN DỰ HỘI NGHỊ BAN THƯỜNG VỤ HUYỆN ỦY NĂM {year}"], columns, rows,
            total=f"Tổng số: {len(rows)} lượt", numbered=year == 2017,
        )  # fmt: skip
    save(book, folder / "bi-thu-du-hop.xlsx")


def titles_file(folder: Path) -> None:
    rows: list[list[Cell] | Section] = []
    for years, mark in ((RECOGNISED, "x"), (PUT_FORWARD, "")):
        for year, names in years.items():
            rows += [[0, f"Xã {name}", "Xã đạt chuẩn nông thôn mới", year, mark] for name in names]
    for number, row in enumerate(rows, 1):
        if isinstance(row, list):
            row[0] = number
    book = new_book()
    sheet(
        book, "Nông thôn mới", ["DANH SÁCH XÃ ĐỀ NGHỊ VÀ ĐƯỢC CÔNG NHẬN ĐẠT CHUẨN NÔNG THÔN MỚI", "(Kèm theo Báo cáo số 112-BC/HU)"],
        [Column("STT", 6), Column("Đơn vị", 30), Column("Danh hiệu", 32), Column("Năm", 8), Column("Được công nhận", 12)],
        rows, numbered=False,
    )  # fmt: skip
    save(book, folder / "nong-thon-moi.xlsx")


def figures_file(folder: Path) -> None:
    lines = [["Mã chỉ tiêu", "Diễn giải", "Năm", "Giá trị", "Đơn vị tính", "Nguồn"]]
    words = "Mô hình kinh tế hiệu quả của cán bộ, công chức xã, đảng viên (lũy kế)"
    lines += [["economic_models", words, year, str(value), "mô hình", "Văn phòng Huyện ủy"] for year, value in MODELS.items()]
    write_csv(folder / "so-lieu.csv", lines)


def main(folder: Path) -> None:
    chance.seed(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    cells = make_cells()
    make_members(cells)
    units_file(cells, folder)
    members_file(cells, make_left(cells), folder)
    meetings_files(cells, folder)
    for year in (2017, 2018):
        cluster_file(cells, year, folder)
    households_file(cells, folder)
    attendance_file(folder)
    titles_file(folder)
    figures_file(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "hoang-su-phi")
