"""Writes samples/thai-nguyen/: the workbooks of five offices of a province, with invented people and results around the article's figures.

Change a number at the top and `expected.yaml` must follow; change a list of names or a layout freely.
Run as `python samples/make_thai_nguyen.py [FOLDER]`; the same numbers give the same bytes.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

from office_sheets import Cell, Column, Section, new_book, roman, save, table, thousands, write_csv
from thai_binh_names import GIVEN, MIDDLE, SURNAMES
from thai_nguyen_names import DISTRICTS, FARMING_CELLS, FARMING_PARTS, INDUSTRY_CELLS, TRANSPORT_CELLS, TREASURY_CELLS

# --- the numbers everything is made from; `expected.yaml` is worked out from these by hand ---
SEED = 20150731
# members on 31/07/2015: cells of one office have the same size or one more, the larger ones first; 758 in all
MEMBERS = {"GT": 152, "CT": 94, "NN": 368, "KB": 121, "TC": 23}  # in 8, 8, 27, 6 cells and 1: 50 cells
PROBATIONARY = 3  # all of the treasury; the other 118 there are official
# the treasury's members rated: excellent, good, completed (of 106, 108, 111, 114 and 117); its six cells are all good or better
RATED = {2010: (21, 82, 3), 2011: (23, 82, 3), 2012: (24, 84, 3), 2013: (25, 86, 3), 2014: (27, 87, 3)}
EXCELLENT_CELLS = 3
TITLE_YEARS = (2010, 2011, 2012, 2013, 2014)
# meetings: of GT in 2014 all, of every cell in 2018 and in the first half of 2019 but these (cell → months)
SILENT = {2014: {}, 2018: {"NN.05": (7,), "KB.2": (8,), "NN.B1.2": (10, 11)}, 2019: {"CT.3": (3,)}}
MINUTES = {"long": (90, 100), "short": (75, 85)}  # in odd and in even months
SHORT = {2014: 0, 2018: 10, 2019: 20}  # so many cells meet shortly, none of the silent ones
UNEXCUSED = {2014: 0, 2018: 54, 2019: 60}  # absent without a reason, in all meetings of the year
# figures of the province, by year
INDUSTRY = {
    "industry_share": ("Tỷ trọng công nghiệp - xây dựng", "%", {2015: "47,0", 2016: "48,4", 2017: "49,9", 2018: "51,5"}),
    "services_share": ("Tỷ trọng dịch vụ", "%", {2015: "36,0", 2016: "36,1", 2017: "36,2", 2018: "36,3"}),
    # 1.14, 1.18035… and 1.16 times the year before, 1.16³ times 2015
    "industrial_output": (
        "Giá trị sản xuất công nghiệp",
        "tỷ đồng",
        {2015: "400.000", 2016: "456.000", 2017: "538.240", 2018: "624.358,4"},
    ),
    "exports": ("Giá trị xuất khẩu", "triệu USD", {2015: "16.000", 2016: "17.200", 2017: "18.400", 2018: "19.600,688"}),  # 1.07³ times 2015
    "retail_sales": (
        "Tổng mức bán lẻ và doanh thu dịch vụ",
        "tỷ đồng",
        {2015: "20.000", 2016: "24.500", 2017: "29.000", 2018: "34.560"},
    ),  # 1.2³ times 2015
}
EXPORTS_BY_QUARTER = {2018: ("4.600,2", "4.850,3", "5.000,1", "5.150,088")}  # 19,600.688 again
FARMING = {
    "agricultural_output": ("Giá trị sản xuất nông, lâm nghiệp và thủy sản", "tỷ đồng", {2013: "10.000", 2014: "10.611"}),  # + 6.11 %
    "crop_value_per_hectare": ("Giá trị sản phẩm trên 1 ha đất trồng trọt", "triệu đồng", {2013: "72", 2014: "80"}),
    "rural_income": (
        "Thu nhập bình quân đầu người nông thôn",
        "triệu đồng",
        {2014: "17,3", 2015: "19,5", 2016: "21,8", 2017: "24,0", 2018: "26,1"},
    ),
    "poverty_rate": ("Tỷ lệ hộ nghèo", "%", {2014: "11,19%", 2015: "13,40%", 2016: "11,21%", 2017: "9,01%", 2018: "7,21%"}),
    "forest_cover": ("Độ che phủ rừng", "%", {2014: "50,6%"}),
}
FARMS_2014 = (38, 12, 131, 45, 52, 61, 27, 74, 108)  # of the nine districts: 548
# communes with all 19 criteria at the end of July 2015, and running totals of those recognised: 23; 21, 40, 50, 62, 75
NINETEEN = (3, 1, 4, 2, 3, 2, 1, 4, 3)
RECOGNISED = {
    "7/2015": (3, 1, 4, 2, 2, 2, 1, 3, 3),
    "2015": (5, 2, 7, 4, 5, 4, 2, 6, 5),
    "2016": (6, 3, 9, 5, 6, 5, 3, 7, 6),
    "2017": (7, 3, 11, 6, 8, 6, 4, 9, 8),
    "2018": (8, 4, 13, 8, 9, 8, 5, 11, 9),
}

DAY = "dd/mm/yyyy"
SEXES = {"male": "Nam", "female": "Nữ"}
UPPER, LIST_DAY = "ĐBK", "(Tính đến ngày 31/7/2015)"
OFFICES = {
    "GT": "Sở Giao thông vận tải",
    "CT": "Sở Công Thương",
    "NN": "Sở Nông nghiệp và Phát triển nông thôn",
    "KB": "Kho bạc Nhà nước Thái Nguyên",
    "TC": "Ban Tổ chức Tỉnh ủy",
}
COMMITTEE, OWN_CELL, PART, SUB_CELL = "Đảng bộ cơ sở", "Chi bộ cơ sở", "Đảng bộ bộ phận", "Chi bộ trực thuộc"
EXEMPLARY = "Tổ chức cơ sở đảng trong sạch, vững mạnh tiêu biểu"
chance = random.Random(SEED)


@dataclass(eq=False)
class Unit:
    code: str
    name: str
    kind: str
    parent: str
    office: str
    members: list[Person] = field(default_factory=list)


@dataclass(eq=False)
class Person:
    name: str
    sex: str
    born: date
    cell: Unit
    admitted: date
    card: int | None = None
    status: str = "Chính thức"


# --- inventing ---
def make_units() -> list[Unit]:
    units: list[Unit] = []
    for code, words in (("GT", TRANSPORT_CELLS), ("CT", INDUSTRY_CELLS), ("NN", FARMING_CELLS), ("KB", TREASURY_CELLS)):
        office = OFFICES[code]
        units.append(Unit(code, f"Đảng bộ {office}", COMMITTEE, UPPER, office))
        for number, part in enumerate(words, 1):
            place = f"{code}.{number:02}" if code == "NN" else f"{code}.{number}"
            units.append(Unit(place, f"Chi bộ {part} {office}", SUB_CELL, code, office))
        for number, part in enumerate(FARMING_PARTS if code == "NN" else (), 1):
            above = f"{code}.B{number}"
            units.append(Unit(above, f"Đảng bộ {part}", PART, code, office))
            units += [Unit(f"{above}.{cell}", f"Chi bộ {part} {cell}", SUB_CELL, above, office) for cell in (1, 2)]
    units.append(Unit("TC", f"Chi bộ {OFFICES['TC']}", OWN_CELL, UPPER, OFFICES["TC"]))
    for code, office in OFFICES.items():
        add_members([unit for unit in units if unit.office == office and unit.kind in (SUB_CELL, OWN_CELL)], MEMBERS[code])
    for number, person in enumerate(person for unit in units for person in unit.members):
        person.card = 4_600_000 + 83 * number + chance.randrange(83)
    make_probationary(treasury(units)[-PROBATIONARY:])
    return units


def cells_of(units: list[Unit], *codes: str) -> list[Unit]:
    """The cells of some offices; of all without a code."""
    offices = {OFFICES[code] for code in codes or OFFICES}
    return [unit for unit in units if unit.kind in (SUB_CELL, OWN_CELL) and unit.office in offices]


def add_members(cells: list[Unit], total: int) -> None:
    size, more = divmod(total, len(cells))
    for number, cell in enumerate(cells):
        cell.members = sorted((new_person(cell) for _ in range(size + (number < more))), key=lambda person: person.admitted)


def new_person(cell: Unit) -> Person:
    sex = chance.choices(("male", "female"), (60, 40))[0]
    name = " ".join((chance.choice(SURNAMES), chance.choice(MIDDLE[sex]), chance.choice(GIVEN[sex])))
    born = date(chance.randrange(1957, 1982), 1, 1) + timedelta(chance.randrange(365))
    admitted = date(min(born.year + chance.randrange(22, 32), 2009), chance.randrange(1, 13), chance.randrange(1, 29))
    return Person(name, sex, born, cell, admitted)


def treasury(units: list[Unit]) -> list[Person]:
    """The treasury's members, by the day of admission."""
    return sorted((person for cell in cells_of(units, "KB") for person in cell.members), key=lambda person: person.admitted)


def make_probationary(people: list[Person]) -> None:
    for person in people:
        person.admitted, person.card, person.status = date(2014, 11, chance.randrange(3, 27)), None, "Dự bị"


# --- the files ---
def sheet(
    book: Workbook, title: str, titles: list[str], columns: list[Column], rows: list[list[Cell] | Section],
    *, total: str = "", sums: list[Cell] | None = None, place: str = "", numbered: bool = True, office: str = "",
) -> None:  # fmt: skip
    """A sheet of the committee, or of an office below it."""
    khoi = "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH"
    table(
        book, title, titles, columns, rows, total=total, sums=sums, place=place, numbered=numbered, names=("Đào Thị Bích Liên", "Phan Quang Toàn"),
        sender=(khoi, f"ĐẢNG ỦY {office.upper()}") if office else ("TỈNH ỦY THÁI NGUYÊN", khoi),
    )  # fmt: skip


def units_file(units: list[Unit], folder: Path) -> None:
    book = new_book()
    rows: list[list[Cell] | Section] = [[1, UPPER, "Đảng bộ Khối Các cơ quan tỉnh Thái Nguyên", "Đảng bộ cấp trên cơ sở", "", ""]]
    rows += [[number, unit.code, unit.name, unit.kind, unit.parent, unit.office] for number, unit in enumerate(units, 2)]
    sheet(
        book, "Tổ chức đảng", ["DANH SÁCH TỔ CHỨC ĐẢNG", LIST_DAY],
        [Column("TT", 6), Column("Mã tổ chức đảng", 10), Column("Tên tổ chức đảng", 70), Column("Loại hình", 24), Column("Mã cấp trên", 12), Column("Nhóm", 40)],
        rows, total=f"Tổng cộng: {len(rows)} tổ chức",
    )  # fmt: skip
    rows = [[number, f"H{number}", name, "Khác", "Huyện, thành phố, thị xã"] for number, name in enumerate(DISTRICTS, 1)]
    sheet(
        book, "Huyện, thành phố", ["DANH SÁCH HUYỆN, THÀNH PHỐ, THỊ XÃ", LIST_DAY],
        [Column("STT", 6), Column("Mã đơn vị", 10), Column("Tên đơn vị", 34), Column("Loại đơn vị", 12), Column("Nhóm", 26)],
        rows, numbered=False,
    )  # fmt: skip
    save(book, folder / "to-chuc-dang.xlsx")


def members_file(units: list[Unit], folder: Path) -> None:
    """A sheet for each office with a section row for each cell."""
    columns = [
        Column("Số TT", 6), Column("Họ và tên", 26), Column("Ngày sinh", 12, form=DAY), Column("Nam/Nữ", 8),
        Column("Số thẻ ĐV", 10, "Đảng tịch", "00000000"), Column("Ngày vào Đảng", 12, "Đảng tịch", DAY), Column("Loại đảng viên", 14, "Đảng tịch"),
    ]  # fmt: skip
    book = new_book()
    for code, office in OFFICES.items():
        rows: list[list[Cell] | Section] = []
        for section, cell in enumerate(cells_of(units, code), 1):
            rows.append(Section(roman(section), cell.name))
            rows += [
                [number, person.name, person.born, SEXES[person.sex], person.card, person.admitted, person.status]
                for number, person in enumerate(cell.members, 1)
            ]
        sheet(
            book,
            code,
            [f"DANH SÁCH ĐẢNG VIÊN {office.upper()}", LIST_DAY],
            columns,
            rows,
            total=f"Tổng số: {thousands(MEMBERS[code])} đảng viên",
        )
    save(book, folder / "dang-vien-2015.xlsx")


def meeting_lines(cells: list[Unit], year: int) -> list[list[Cell]]:
    """Lines (cell, day, kind, due, present, excused, minutes) of the year, of 2019 of its first half."""
    silent = SILENT[year]
    short = set(chance.sample([cell.code for cell in cells if cell.code not in silent], SHORT[year]))
    held = [(cell, month) for cell in cells for month in range(1, 7 if year == 2019 else 13) if month not in silent.get(cell.code, ())]
    unexcused = set(chance.sample(range(len(held)), UNEXCUSED[year]))
    lines: list[list[Cell]] = []
    for number, (cell, month) in enumerate(held):
        due, excused = len(cell.members), chance.choice((0, 0, 0, 1, 1, 2))
        minutes = MINUTES["short" if cell.code in short else "long"][month % 2 == 0]
        day = date(year, month, chance.randrange(2, 10))
        lines.append([cell.code, day, "Thường kỳ", due, due - excused - (number in unexcused), excused, minutes])
    return lines


def meetings_files(units: list[Unit], folder: Path) -> None:
    columns = [
        Column("TT", 6), Column("Mã đơn vị", 10), Column("Ngày họp", 12, form=DAY), Column("Loại sinh hoạt", 14),
        Column("Số ĐV triệu tập", 9, "Đảng viên dự họp"), Column("Số ĐV có mặt", 9, "Đảng viên dự họp"), Column("Vắng có lý do", 9, "Đảng viên dự họp"),
        Column("Thời lượng (phút)", 9),
    ]  # fmt: skip
    for year, codes in ((2014, ("GT",)), (2018, tuple(OFFICES))):
        lines = meeting_lines(cells_of(units, *codes), year)
        book = new_book()
        for quarter in (1, 2, 3, 4):
            rows = [line for line in lines if isinstance(line[1], date) and (line[1].month + 2) // 3 == quarter]
            sheet(
                book, f"Quý {roman(quarter)}", [f"THEO DÕI SINH HOẠT CHI BỘ QUÝ {roman(quarter)} NĂM {year}"], columns,
                [[number, *line] for number, line in enumerate(rows, 1)], office=OFFICES["GT"] if year == 2014 else "",
            )  # fmt: skip
        save(book, folder / f"sinh-hoat-{year}.xlsx")
    lines = meeting_lines(cells_of(units), 2019)
    heads = [column.heading for column in columns]
    write_csv(folder / "sinh-hoat-2019.csv", [heads, *([str(number), *map(shown, line)] for number, line in enumerate(lines, 1))])


def shown(value: Cell) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def treasury_file(units: list[Unit], folder: Path) -> None:
    """Five years of one office: a sheet a year for its members, one for its cells, one for the title it held."""
    people, office = treasury(units), OFFICES["KB"]
    book = new_book()
    for year, counts in RATED.items():
        words = [
            word for word, count in zip(("Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành"), counts, strict=True) for _ in range(count)
        ]
        chance.shuffle(words)
        rows: list[list[Cell] | Section] = [
            [number, person.name, person.card, person.cell.code, f"{word} nhiệm vụ"]
            for number, (person, word) in enumerate(zip(people, words, strict=False), 1)
        ]
        sheet(
            book, f"Đảng viên {year}", [f"KẾT QUẢ ĐÁNH GIÁ CHẤT LƯỢNG ĐẢNG VIÊN NĂM {year}"],
            [Column("TT", 6), Column("Họ và tên đảng viên", 26), Column("Số thẻ đảng viên", 12, form="00000000"), Column("Mã đơn vị", 10),
             Column("Kết quả đánh giá", 30)],
            rows, total=f"Tổng số: {len(rows)} đảng viên", office=office,
        )  # fmt: skip
    rows = []
    for year in RATED:
        cells = cells_of(units, "KB")
        best = {cell.code for cell in chance.sample(cells, EXCELLENT_CELLS)}
        for cell in cells:
            word = "Hoàn thành xuất sắc nhiệm vụ" if cell.code in best else "Hoàn thành tốt nhiệm vụ"
            rows.append([len(rows) + 1, cell.name, year, word])
    sheet(
        book, "Chi bộ", ["KẾT QUẢ ĐÁNH GIÁ CHẤT LƯỢNG CHI BỘ TRỰC THUỘC 2010 - 2014"],
        [Column("TT", 6), Column("Chi bộ", 60), Column("Năm", 8), Column("Mức chất lượng", 30)], rows, numbered=False, office=office,
    )  # fmt: skip
    rows = [[number, f"Đảng bộ {office}", EXEMPLARY, year, "x"] for number, year in enumerate(TITLE_YEARS, 1)]
    sheet(
        book, "Danh hiệu", ["DANH HIỆU ĐẢNG BỘ ĐƯỢC CÔNG NHẬN"],
        [Column("TT", 6), Column("Đơn vị", 44), Column("Danh hiệu", 52), Column("Năm", 8), Column("Được công nhận", 12)], rows, office=office,
    )  # fmt: skip
    save(book, folder / "xep-loai-kho-bac.xlsx")


def figures_files(folder: Path) -> None:
    """Industry as a workbook, farming and communes as CSV, each as its department sends it."""
    columns = [
        Column("TT", 6), Column("Mã chỉ tiêu", 24), Column("Diễn giải", 44), Column("Đơn vị tính", 12), Column("Kỳ báo cáo", 12), Column("Giá trị", 14),
    ]  # fmt: skip
    book = new_book()
    rows: list[list[Cell] | Section] = []
    for code, (words, unit, values) in INDUSTRY.items():
        rows += [[len(rows) + number, code, words, unit, year, value] for number, (year, value) in enumerate(values.items(), 1)]
    rows.append([len(rows) + 1, "industry_plan", "Đã có kế hoạch ngành giai đoạn 2016 - 2020", "", 2015, 1])
    sheet(
        book, "Theo năm", ["SỐ LIỆU NGÀNH CÔNG THƯƠNG 2015 - 2018", "(Kèm theo Báo cáo số 35-BC/ĐU)"], columns, rows, office=OFFICES["CT"],
        place="Thái Nguyên, ngày 15 tháng 4 năm 2019",
    )  # fmt: skip
    rows = []
    for year, quarters in EXPORTS_BY_QUARTER.items():
        rows += [
            [number, "exports_by_quarter", "Giá trị xuất khẩu trong quý", "triệu USD", f"Quý {roman(number)}/{year}", value]
            for number, value in enumerate(quarters, 1)
        ]
    sheet(book, "Xuất khẩu theo quý", ["GIÁ TRỊ XUẤT KHẨU THEO QUÝ"], columns, rows, numbered=False, office=OFFICES["CT"])
    save(book, folder / "cong-thuong.xlsx")
    heads = ["Mã chỉ tiêu", "Diễn giải", "Đơn vị", "Kỳ báo cáo", "Giá trị", "Đơn vị tính"]
    lines = [[code, words, "", str(year), value, unit] for code, (words, unit, values) in FARMING.items() for year, value in values.items()]
    lines.append(["agriculture_resolution", "Đã có nghị quyết chuyên đề về nông nghiệp", "", "2014", "1", ""])
    lines += [
        ["livestock_farms", "Trang trại chăn nuôi tập trung", name, "2014", str(count), "trang trại"]
        for name, count in zip(DISTRICTS, FARMS_2014, strict=True)
    ]
    write_csv(folder / "nong-nghiep.csv", [heads, *lines])
    lines = [
        ["communes_with_19_criteria", "Xã đạt 19 tiêu chí", name, "7/2015", str(count), "xã"]
        for name, count in zip(DISTRICTS, NINETEEN, strict=True)
    ]
    for period, counts in RECOGNISED.items():
        words = "Xã được công nhận đạt chuẩn nông thôn mới (lũy kế)"
        lines += [["communes_recognised", words, name, period, str(count), "xã"] for name, count in zip(DISTRICTS, counts, strict=True)]
    write_csv(folder / "nong-thon-moi.csv", [heads, *lines])


def main(folder: Path) -> None:
    chance.seed(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    units = make_units()
    units_file(units, folder)
    members_file(units, folder)
    meetings_files(units, folder)
    treasury_file(units, folder)
    figures_files(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "thai-nguyen")
