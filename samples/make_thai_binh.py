"""Writes samples/thai-binh/: spreadsheets shaped as an office makes them, with invented people and results.

Change a number at the top and `expected.yaml` must follow; change a list of names or a layout freely.
Run as `python samples/make_thai_binh.py [FOLDER]`; the same numbers give the same bytes.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

from office_sheets import Cell, Column, Section, new_book, roman, save, table, thousands, write_csv
from thai_binh_names import (
    CELLS,
    COMMITTEES,
    GIVEN,
    MASS,
    MIDDLE,
    NEW_AGENCY,
    PARTY_BODIES,
    PUBLIC_SERVICE,
    SUB_CELL_NAMES,
    SURNAMES,
    WORDS,
)

# --- the numbers everything is made from; `expected.yaml` is worked out from these by hand ---
SEED = 20200811
SUB_CELLS = 110  # of the 34 grass-roots committees; with 31 grass-roots cells 141 cells
NEW_AGENCY_SINCE = date(2022, 7, 1)  # 60 agencies before, 61 from then on; not rated in 2022
# year: excellent, good, completed, failed, not rated
AGENCY_RATINGS = {2021: (18, 38, 4, 0, 0), 2022: (15, 39, 5, 1, 1), 2023: (17, 37, 7, 0, 0)}
GRASSROOTS_RATINGS = {2021: (14, 46, 5, 0, 0), 2022: (13, 45, 6, 1, 0), 2023: (13, 48, 4, 0, 0)}
GRASSROOTS_EXEMPLARY = {2021: 13, 2022: 12, 2023: 12}  # of the excellent ones
MASS_RATINGS = {2021: (3, 8, 1, 0, 0), 2022: (4, 7, 1, 0, 0)}  # 2023 was never sent
MEMBER_RATINGS = {2021: (131, 685, 148, 11, 133), 2022: (150, 789, 224, 11, 121), 2023: (160, 942, 222, 11, 127)}
CULTURAL = {2021: (55, 3), 2022: (54, 4), 2023: (56, 3)}  # recognised, put forward and not recognised
# admitted in each month, by the day of the ceremony (by the day of the decision where no ceremony is noted)
ADMITTED = {
    2020: (0, 0, 0, 0, 0, 0, 0, 12, 20, 17, 19, 16),  # 84 from 11 August on
    2021: (11, 14, 17, 15, 26, 17, 14, 13, 24, 16, 20, 17),  # 204
    2022: (9, 12, 16, 14, 27, 17, 11, 12, 21, 14, 19, 15),  # 187
    2023: (12, 15, 19, 18, 31, 20, 14, 13, 25, 15, 19, 14),  # 215
    2024: (10, 11, 17, 15, 26, 17, 0, 0, 0, 0, 0, 0),  # 96 by 30 June
}
DECIDED_YEAR_BEFORE = {2020: 0, 2021: 0, 2022: 5, 2023: 4, 2024: 3}  # of January's: decided in December, so listed in the year before
WITHOUT_CEREMONY_DATE = 6  # a year; only the decision is noted
MEMBERS_BEFORE_TERM = 820
EXEMPT = 29
LEFT_IN_2023 = 48  # two of them exempt
MOVED_IN_2023 = 12
NO_REGULAR_MEETING = 3  # cells without a regular meeting of their own in some month of 2024

DAY = "dd/mm/yyyy"
chance = random.Random(SEED)


@dataclass(eq=False)
class Unit:
    code: str
    name: str
    kind: str
    parent: str
    sector: str = ""
    established: date | None = None


@dataclass(eq=False)
class Person:
    name: str
    sex: str
    birth: date
    cell: Unit
    file_number: str
    admitted: date | None = None
    decided: date | None = None
    decision: str = ""
    card: int | None = None
    exempt: bool = False
    young: bool = False
    ethnicity: str = "Kinh"
    position: str = ""
    education: str = "Đại học"
    theory: str = "Sơ cấp"
    left: date | None = None
    left_reason: str = ""
    left_status: str = ""
    moved_on: date | None = None
    moved_to: Unit | None = None

    @property
    def joined(self) -> date:
        """The day that counts: the ceremony, else the decision."""
        return self.admitted or self.decided or date.min

    @property
    def official(self) -> date:
        return (
            self.joined.replace(year=self.joined.year + 1)
            if (self.joined.month, self.joined.day) != (2, 29)
            else self.joined + timedelta(365)
        )

    def cell_on(self, day: date) -> Unit:
        return self.moved_to if self.moved_to and self.moved_on and self.moved_on <= day else self.cell


@dataclass
class Office:
    """Everything the files are written from."""

    units: list[Unit] = field(default_factory=list)
    members: list[Person] = field(default_factory=list)  # admitted before the term first, then by day

    def of(self, *kinds: str) -> list[Unit]:
        return [unit for unit in self.units if unit.kind in kinds]

    def on_list(self, day: date) -> list[Person]:
        return [person for person in self.members if person.joined <= day and not (person.left and person.left <= day)]


# --- inventing ---
UPPER = Unit("DBK", "Đảng bộ Khối các cơ quan tỉnh Thái Bình", "Đảng bộ cấp trên cơ sở", "")


def sector(name: str) -> str:
    if name in PARTY_BODIES or "Tỉnh ủy" in name or "Đảng ủy" in name:
        return "Đảng"
    if name.startswith(PUBLIC_SERVICE):
        return "Sự nghiệp"
    return "Đoàn thể" if name.startswith(("Hội ", "Liên ", "Ủy ban Mặt trận", "Tỉnh đoàn")) else "Hành chính"


def make_units() -> list[Unit]:
    units = [UPPER]
    larger = SUB_CELLS - 3 * len(COMMITTEES)
    order = [name for name in COMMITTEES if name.startswith(("Sở ", "Bệnh viện", "Trường Đại"))][:larger]
    for number, name in enumerate(COMMITTEES, 1):
        code = f"DB{number:02}"
        units.append(Unit(code, f"Đảng bộ {name}", "Đảng bộ cơ sở", UPPER.code, sector(name)))
        for part, words in enumerate(SUB_CELL_NAMES[: 4 if name in order else 3], 1):
            units.append(Unit(f"{code}.{part}", f"Chi bộ {words} {name}", "Chi bộ trực thuộc", code, sector(name)))
    for number, name in enumerate(CELLS, 1):
        units.append(Unit(f"CB{number:02}", f"Chi bộ {name}", "Chi bộ cơ sở", UPPER.code, sector(name)))
    agencies = [*COMMITTEES, *CELLS[:26], NEW_AGENCY]
    for number, name in enumerate(agencies, 1):
        units.append(Unit(f"CQ{number:02}", name, "Cơ quan", UPPER.code, sector(name), NEW_AGENCY_SINCE if name == NEW_AGENCY else None))
    for number, name in enumerate(MASS, 1):
        units.append(Unit(f"DT{number:02}", name, "Đoàn thể", UPPER.code, "Đoàn thể"))
    return units


def some_day(first: date, last: date) -> date:
    return first + timedelta(chance.randrange((last - first).days + 1))


def month_days(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 11 if (year, month) == (2020, 8) else 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return first, following - timedelta(1)


def new_person(cell: Unit, births: tuple[int, int], taken: set[str], number: int) -> Person:
    sex = chance.choice(("male", "female"))
    while True:
        middle = chance.sample(MIDDLE[sex], chance.choice((1, 1, 2)))
        name = " ".join((chance.choice(SURNAMES), *middle, chance.choice(GIVEN[sex])))
        if name not in taken:
            break
    taken.add(name)
    person = Person(name, sex, some_day(date(births[0], 1, 1), date(births[1], 12, 31)), cell, f"{210000 + number:06}TB")
    person.ethnicity = chance.choices(("Kinh", "Tày", "Mường"), (97, 2, 1))[0]
    person.education = chance.choices(("Đại học", "Thạc sĩ", "Cao đẳng", "Tiến sĩ"), (70, 22, 6, 2))[0]
    return person


def make_members(units: list[Unit]) -> list[Person]:
    taken: set[str] = set()
    sub_cells = [unit for unit in units if unit.kind == "Chi bộ trực thuộc"]
    own_cells = [unit for unit in units if unit.kind == "Chi bộ cơ sở"]
    cells = sub_cells + own_cells
    places = cells * 4 + chance.choices(sub_cells, k=MEMBERS_BEFORE_TERM - 4 * len(cells))
    members = []
    for number, cell in enumerate(places, 1):
        person = new_person(cell, (1962, 1990), taken, number)
        person.admitted = some_day(date(person.birth.year + 20, 1, 1), date(min(person.birth.year + 34, 2020), 6, 30))
        person.theory = chance.choices(("Sơ cấp", "Trung cấp", "Cao cấp"), (45, 42, 13))[0]
        person.position = (
            {0: "Bí thư chi bộ", 1: "Phó Bí thư chi bộ"}.get((number - 1) // len(cells), "Đảng viên")
            if number <= 2 * len(cells)
            else "Đảng viên"
        )
        person.card = 4_000_000 + 137 * number + chance.randrange(100)
        members.append(person)
    staying = Counter(person.cell.code for person in members)
    for person in spared(sorted(members, key=lambda each: each.birth), staying, EXEMPT):
        person.exempt = True
        person.position = "Đảng viên"
    for year, months in ADMITTED.items():
        members.extend(admitted_in(year, months, sub_cells=sub_cells, own_cells=own_cells, taken=taken, before=len(members)))
    leave_and_move(members, cells, staying)
    return members


def admitted_in(
    year: int, months: tuple[int, ...], *, sub_cells: list[Unit], own_cells: list[Unit], taken: set[str], before: int
) -> list[Person]:
    people: list[Person] = []
    for month, count in enumerate(months, 1):
        first, last = month_days(year, month)
        for _ in range(count):
            cell = chance.choice(sub_cells if chance.random() < 0.85 else own_cells)
            person = new_person(cell, (year - 34, year - 20), taken, before + len(people) + 1)
            person.admitted = some_day(first, last)
            person.decided = max(first, person.admitted - timedelta(chance.randrange(3, 12)))
            person.young = person.birth.year >= year - 30
            people.append(person)
    if year < 2024:
        for person in people:
            person.card = 5_000_000 + 113 * (before + people.index(person)) + chance.randrange(100)
    january = [person for person in people if person.joined.month == 1]
    for person in january[: DECIDED_YEAR_BEFORE[year]]:
        person.decided = some_day(date(year - 1, 12, 20), date(year - 1, 12, 30))
    for person in people[-WITHOUT_CEREMONY_DATE:]:
        person.admitted = None
    for number, person in enumerate(sorted(people, key=lambda each: each.decided or date.min), 1):
        person.decision = f"{100 + number}-QĐ/ĐUK"
    people.sort(key=lambda each: each.joined)
    return people


def spared(people: list[Person], staying: Counter[str], count: int) -> list[Person]:
    """The first so many people whose cells keep at least three others without them; `staying` is brought up to date."""
    chosen: list[Person] = []
    for person in people:
        if len(chosen) < count and staying[person.cell.code] > 3:
            staying[person.cell.code] -= 1
            chosen.append(person)
    return chosen


def leave_and_move(members: list[Person], cells: list[Unit], staying: Counter[str]) -> None:
    reasons = (
        ("Chuyển sinh hoạt", "Chuyển công tác ra ngoài Khối"),
        ("Chuyển sinh hoạt", "Nghỉ hưu, chuyển về nơi cư trú"),
        ("Từ trần", "Từ trần"),
    )
    known = members[:MEMBERS_BEFORE_TERM]
    exempt = [person for person in known if person.exempt][:2]
    ordinary = [person for person in known if not person.exempt and person.position == "Đảng viên"]
    chance.shuffle(ordinary)
    chosen = spared(ordinary, staying, LEFT_IN_2023 - len(exempt) + MOVED_IN_2023)
    for person in exempt + chosen[MOVED_IN_2023:]:
        person.left = some_day(date(2023, 1, 9), date(2023, 12, 20))
        person.left_status, person.left_reason = reasons[2] if person.exempt else chance.choices(reasons, (60, 37, 3))[0]
    for person in chosen[:MOVED_IN_2023]:
        person.moved_on = some_day(date(2023, 2, 1), date(2023, 11, 30))
        person.moved_to = chance.choice([cell for cell in cells if cell is not person.cell])


def words_for(counts: tuple[int, ...], year: int) -> list[str]:
    """The words of a year's ratings in random order, without those not rated (the last count)."""
    words = [word for word, count in zip(WORDS[year][:4], counts, strict=False) for _ in range(count)]
    chance.shuffle(words)
    return words


# --- the files ---
def units_file(office: Office, folder: Path) -> None:
    book = new_book()
    names = {unit.code: unit.name for unit in office.units}
    organisations = office.of("Đảng bộ cấp trên cơ sở", "Đảng bộ cơ sở", "Chi bộ trực thuộc", "Chi bộ cơ sở")
    table(
        book, "Tổ chức đảng", ["DANH SÁCH TỔ CHỨC ĐẢNG TRONG ĐẢNG BỘ KHỐI", "(Tính đến ngày 31/12/2022)"],
        [Column("TT", 6), Column("Mã tổ chức đảng", 12), Column("Tên tổ chức đảng", 55), Column("Loại hình", 24), Column("Mã cấp trên", 12), Column("Khối", 14)],
        [[number, unit.code, unit.name, unit.kind, unit.parent, unit.sector] for number, unit in enumerate(organisations, 1)],
        total=f"Tổng cộng: {len(organisations)} tổ chức",
    )  # fmt: skip
    agencies = office.of("Cơ quan")
    table(
        book, "Cơ quan, đơn vị", ["DANH SÁCH CƠ QUAN, ĐƠN VỊ", "Tính đến ngày 31 tháng 12 năm 2022"],
        [Column("STT", 6), Column("Mã số", 10), Column("Tên cơ quan, đơn vị", 50), Column("Loại đơn vị", 14), Column("Trực thuộc", 42),
         Column("Lĩnh vực", 14), Column("Ngày thành lập", 14, form=DAY)],
        [[number, unit.code, unit.name, unit.kind, names[unit.parent], unit.sector, unit.established] for number, unit in enumerate(agencies, 1)],
    )  # fmt: skip
    table(
        book, "Đoàn thể", ["DANH SÁCH TỔ CHỨC ĐOÀN THỂ", "(Tính đến ngày 31/12/2022)"],
        [Column("Số TT", 6), Column("Mã", 8), Column("Tên tổ chức", 46), Column("Loại tổ chức", 16), Column("Đơn vị cấp trên", 44)],
        [[number, unit.code, unit.name, unit.kind, names[unit.parent]] for number, unit in enumerate(office.of("Đoàn thể"), 1)],
        numbered=False,
    )  # fmt: skip
    save(book, folder / "don-vi.xlsx")


def by_cell(people: list[Person], day: date) -> list[tuple[Unit, list[Person]]]:
    groups: dict[str, tuple[Unit, list[Person]]] = {}
    for person in people:
        cell = person.cell_on(day)
        groups.setdefault(cell.code, (cell, []))[1].append(person)
    return [groups[code] for code in sorted(groups)]


def spoken(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def birth_as_text(person: Person) -> str:
    """Of the oldest only the year was ever noted."""
    return str(person.birth.year) if person.birth.year <= 1962 and person.birth.month <= 3 else spoken(person.birth)


def status_of(person: Person, day: date) -> str:
    if person.exempt:
        return "Miễn sinh hoạt"
    return "Chính thức" if person.official <= day else "Dự bị"


def card_of(person: Person, day: date) -> int | None:
    return person.card if person.official <= day else None


def members_2022(office: Office, folder: Path) -> None:
    """Two sheets, section rows naming the cell, two rows of headings, every date as text."""
    day = date(2022, 12, 31)
    columns = [
        Column("Số TT", 6), Column("Họ và tên", 26), Column("Ngày sinh", 12), Column("Giới tính", 8), Column("Dân tộc", 8),
        Column("Số thẻ ĐV", 11, "Số hiệu", "00000000"), Column("Số LL", 11, "Số hiệu"), Column("Ngày vào Đảng", 12, "Ngày, tháng, năm"),
        Column("Ngày chính thức", 12, "Ngày, tháng, năm"), Column("Chức vụ Đảng", 18), Column("Chuyên môn", 12, "Trình độ"),
        Column("LLCT", 10, "Trình độ"), Column("Tình trạng", 14), Column("Ghi chú", 12),
    ]  # fmt: skip
    book = new_book()
    for title, kind in (("CB trực thuộc", "Chi bộ trực thuộc"), ("CB cơ sở", "Chi bộ cơ sở")):
        rows: list[list[Cell] | Section] = []
        people = [person for person in office.on_list(day) if person.cell.kind == kind]
        for section, (cell, group) in enumerate(by_cell(people, day), 1):
            rows.append(Section(roman(section), cell.name))
            for number, person in enumerate(group, 1):
                official = spoken(person.official) if person.official <= day else ""
                rows.append([
                    number, person.name, birth_as_text(person), "Nam" if person.sex == "male" else "Nữ", person.ethnicity, card_of(person, day),
                    person.file_number, spoken(person.joined), official, person.position, person.education, person.theory, status_of(person, day), "",
                ])  # fmt: skip
        table(book, title, ["DANH SÁCH ĐẢNG VIÊN", "(Tính đến ngày 31/12/2022)"], columns, rows,
              total=f"Tổng số: {thousands(len(people))} đảng viên", place="Thái Bình, ngày 05 tháng 01 năm 2023")  # fmt: skip
    save(book, folder / "dang-vien-2022.xlsx")


def members_2023(office: Office, folder: Path) -> None:
    """One sheet with the cell in a column and real dates; a second for those who left during the year."""
    day = date(2023, 12, 31)
    people = sorted(office.on_list(day), key=lambda person: person.cell_on(day).code)
    left = sorted((person for person in office.members if person.left), key=lambda person: person.left or day)
    columns = [
        Column("STT", 6), Column("Họ và tên đảng viên", 26), Column("Nam/Nữ", 8), Column("Ngày, tháng, năm sinh", 12, form=DAY),
        Column("Chi bộ sinh hoạt", 44), Column("Số thẻ đảng viên", 11, form="00000000"), Column("Số lý lịch", 11),
        Column("Ngày kết nạp", 12, form=DAY), Column("Ngày công nhận chính thức", 12, form=DAY), Column("Loại đảng viên", 14),
        Column("Ngày chuyển đến", 12, form=DAY), Column("Chức vụ", 18),
    ]  # fmt: skip
    rows: list[list[Cell] | Section] = [
        [number, person.name, "Nam" if person.sex == "male" else "Nữ", birth(person), person.cell_on(day).name, card_of(person, day), person.file_number,
         person.joined, person.official if person.official <= day else None, status_of(person, day), person.moved_on, person.position]
        for number, person in enumerate(people, 1)
    ]  # fmt: skip
    book = new_book()
    table(book, "Danh sách 31-12-2023", ["DANH SÁCH ĐẢNG VIÊN ĐẢNG BỘ KHỐI", "(Tính đến ngày 31/12/2023)"], columns, rows,
          total=f"Tổng cộng: {thousands(len(people))} đảng viên", place="Thái Bình, ngày 08 tháng 01 năm 2024")  # fmt: skip
    table(
        book, "Giảm trong năm", ["DANH SÁCH ĐẢNG VIÊN GIẢM TRONG NĂM 2023", "(Tính đến ngày 31/12/2023)"],
        [Column("TT", 6), Column("Họ tên", 26), Column("Số thẻ", 11, form="00000000"), Column("Thuộc chi bộ", 44), Column("Trạng thái", 18),
         Column("Ngày chuyển đi", 12, form=DAY), Column("Lý do", 34)],
        [[number, person.name, person.card, person.cell.name, person.left_status, person.left, person.left_reason] for number, person in enumerate(left, 1)],
        total=f"Cộng: {len(left)} đảng viên", numbered=False,
    )  # fmt: skip
    save(book, folder / "dang-vien-2023.xlsx")


def birth(person: Person) -> Cell:
    text = birth_as_text(person)
    return int(text) if len(text) == 4 else person.birth


def admissions_columns(year: int) -> list[Column]:
    form = "" if year == 2022 else DAY
    return [
        Column("TT", 6), Column("Họ và tên", 26), Column("Ngày tháng năm sinh", 13, form=form), Column("Giới tính", 9), Column("Chi bộ", 44),
        Column("Số QĐ", 14, "Quyết định"), Column("Ngày QĐ", 13, "Quyết định", form), Column("Ngày tổ chức lễ kết nạp", 14, form=form),
        Column("Đoàn viên", 8), Column("Ghi chú", 14),
    ]  # fmt: skip


def admission_rows(people: list[Person], *, as_text: bool) -> list[list[Cell] | Section]:
    def shown(day: date | None) -> Cell:
        return spoken(day) if as_text and day else day

    return [
        [number, person.name, shown(person.birth), "Nam" if person.sex == "male" else "Nữ", person.cell.name, person.decision, shown(person.decided),
         shown(person.admitted), "x" if person.young else "", ""]
        for number, person in enumerate(people, 1)
    ]  # fmt: skip


def admissions_files(office: Office, folder: Path) -> None:
    """The office lists by the day of the decision; what counts in the target is the day of the ceremony."""
    new = sorted((person for person in office.members if person.decided), key=lambda person: (person.decided or date.min, person.joined))

    def decided(year: int, first: int = 1, last: int = 12) -> list[Person]:
        return [person for person in new if person.decided and person.decided.year == year and first <= person.decided.month <= last]

    files = {
        "ket-nap-2020-2021.xlsx": [
            ("Từ 11-8-2020", "TỪ NGÀY 11/8 ĐẾN HẾT NĂM 2020", decided(2020)),
            ("Năm 2021", "NĂM 2021", decided(2021)),
        ],
        "ket-nap-2022.xlsx": [("Kết nạp 2022", "NĂM 2022", decided(2022))],
        "ket-nap-2023.xlsx": [("KN2023", "NĂM 2023", decided(2023))],
        "ket-nap-2024.xlsx": [("Quý I", "QUÝ I NĂM 2024", decided(2024, 1, 3)), ("Quý II", "QUÝ II NĂM 2024", decided(2024, 4, 6))],
    }
    for name, sheets in files.items():
        book = new_book()
        year = int(name[-9:-5])
        for title, heading, people in sheets:
            table(book, title, [f"DANH SÁCH QUẦN CHÚNG ƯU TÚ ĐƯỢC KẾT NẠP VÀO ĐẢNG {heading}"], admissions_columns(year),
                  admission_rows(people, as_text=year == 2022), total=f"Tổng số: {len(people)} đồng chí", numbered=year != 2023)  # fmt: skip
        save(book, folder / name)


def unit_ratings(units: list[Unit], counts: tuple[int, ...], year: int) -> list[tuple[Unit, str]]:
    """Each unit with its word; the last ones are those not rated."""
    words = words_for(counts, year) + [WORDS[year][4]] * counts[4]
    return list(zip(units, words, strict=True))


def not_rated(person: Person, year: int) -> str:
    """Why a member was not rated in a year; empty where he was."""
    if person.exempt:
        return "Miễn sinh hoạt"
    return "Mới kết nạp, chưa đủ 6 tháng" if person.joined >= date(year, 7, 1) else ""


def ratings_file(office: Office, folder: Path, year: int) -> None:
    book = new_book()
    title = f"KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG NĂM {year}"
    place = f"Thái Bình, ngày 20 tháng 01 năm {year + 1}"
    agencies = [unit for unit in office.of("Cơ quan") if not unit.established or unit.established.year <= year]
    rows: list[list[Cell] | Section]
    rows = [[number, unit.name, word, year] for number, (unit, word) in enumerate(unit_ratings(agencies, AGENCY_RATINGS[year], year), 1)]
    table(book, "Cơ quan, đơn vị", [title, "(Cơ quan, đơn vị)"], [Column("TT", 6), Column("Cơ quan, đơn vị", 50), Column("Mức xếp loại", 32), Column("Năm", 8)],
          rows, total=f"Tổng số: {len(rows)} cơ quan, đơn vị", place=place)  # fmt: skip
    grassroots = unit_ratings(office.of("Đảng bộ cơ sở", "Chi bộ cơ sở"), GRASSROOTS_RATINGS[year], year)
    best = {unit.code for unit in chance.sample([unit for unit, word in grassroots if word == WORDS[year][0]], GRASSROOTS_EXEMPLARY[year])}
    rows = [
        [number, unit.name, word, "x" if unit.code in best else "", f"{30 + year % 10}-QĐ/ĐUK"]
        for number, (unit, word) in enumerate(grassroots, 1)
    ]
    table(book, "TCCSĐ", [title, "(Tổ chức cơ sở đảng)"],
          [Column("STT", 6), Column("Tổ chức cơ sở đảng", 50), Column("Mức chất lượng", 30, "Kết quả xếp loại"),
           Column("TSVM tiêu biểu", 12, "Kết quả xếp loại"), Column("Số quyết định", 14)],
          rows, total=f"Tổng cộng: {len(rows)} tổ chức cơ sở đảng", place=place)  # fmt: skip
    member_ratings(book, office, year, title)
    if year in MASS_RATINGS:
        rows = [
            [number, unit.name, word]
            for number, (unit, word) in enumerate(unit_ratings(office.of("Đoàn thể"), MASS_RATINGS[year], year), 1)
        ]
        table(
            book,
            "Đoàn thể",
            [title, "(Tổ chức đoàn thể)"],
            [Column("TT", 6), Column("Tên đơn vị", 50), Column("Kết quả đánh giá", 32)],
            rows,
            numbered=False,
        )
    save(book, folder / f"xep-loai-{year}.xlsx")


def member_ratings(book: Workbook, office: Office, year: int, title: str) -> None:
    """In 2022 with a section row for each cell, else with the cell in a column (in 2023 its code)."""
    day = date(year, 12, 31)
    people = office.on_list(day)
    rated = [person for person in people if not not_rated(person, year)]
    given = dict(zip((id(person) for person in rated), words_for(MEMBER_RATINGS[year], year), strict=True))
    if len(people) - len(rated) != MEMBER_RATINGS[year][4]:
        sys.exit(f"{year}: {len(people) - len(rated)} members are not rated, not {MEMBER_RATINGS[year][4]}")
    columns = [
        Column("TT", 6),
        Column("Họ và tên", 26),
        Column("Số thẻ đảng", 11, form="00000000"),
        Column("Kết quả xếp loại", 32),
        Column("Ghi chú", 28),
    ]
    if year != 2022:
        columns.insert(3, Column("Chi bộ" if year == 2021 else "Mã đơn vị", 44 if year == 2021 else 12))
    rows: list[list[Cell] | Section] = []
    number = 0
    for section, (cell, group) in enumerate(by_cell(people, day), 1):
        if year == 2022:
            rows.append(Section(roman(section), cell.name))
            number = 0
        for person in group:
            number += 1
            values: list[Cell] = [number, person.name, card_of(person, day), given.get(id(person), WORDS[year][4]), not_rated(person, year)]
            if year != 2022:
                values.insert(3, cell.name if year == 2021 else cell.code)
            rows.append(values)
    table(book, "Đảng viên", [title, "(Đảng viên)"], columns, rows, total=f"Tổng số: {thousands(len(people))} đảng viên")


def titles_files(office: Office, folder: Path) -> None:
    """What was recognised, what was only put forward, and other awards between them."""
    for year, (recognised, refused) in CULTURAL.items():
        agencies = [unit for unit in office.of("Cơ quan") if not unit.established or unit.established.year < year]
        chosen = sorted(chance.sample(agencies, recognised + refused), key=lambda unit: unit.code)
        without = {unit.code for unit in chance.sample(chosen, refused)}
        # Both places of the tone mark are usual; they are one title.
        words = "Cơ quan đạt chuẩn văn hoá" if year == 2022 else "Cơ quan đạt chuẩn văn hóa"
        lines = [(unit.name, words, "" if unit.code in without else "x") for unit in chosen]
        lines += [(unit.name, "Tập thể Lao động xuất sắc", "x") for unit in chance.sample(agencies, 14)]
        rows: list[list[Cell] | Section] = [[number, name, title, year, mark, ""] for number, (name, title, mark) in enumerate(lines, 1)]
        book = new_book()
        table(book, f"Danh hiệu {year}", ["DANH SÁCH ĐỀ NGHỊ VÀ KẾT QUẢ CÔNG NHẬN DANH HIỆU", f"(Kèm theo Báo cáo số {80 + year % 10}-BC/ĐUK)"],
              [Column("STT", 6), Column("Cơ quan, đơn vị", 50), Column("Danh hiệu", 30), Column("Năm", 8), Column("Được công nhận", 12), Column("Ghi chú", 14)],
              rows, numbered=year == 2021)  # fmt: skip
        save(book, folder / f"danh-hieu-{year}.xlsx")


def meetings_file(office: Office, folder: Path) -> None:
    """The first half of 2024, a sheet a quarter; three cells lack a regular meeting of their own in one month."""
    due = {
        code.code: sum(not person.exempt for person in group)
        for code, group in by_cell(office.on_list(date(2023, 12, 31)), date(2023, 12, 31))
    }
    cells = office.of("Chi bộ trực thuộc", "Chi bộ cơ sở")
    silent, joint, thematic_only = chance.sample(cells, NO_REGULAR_MEETING)
    columns = [
        Column("TT", 6), Column("Chi bộ", 44), Column("Ngày họp", 12), Column("Loại sinh hoạt", 14), Column("Số ĐV triệu tập", 9, "Đảng viên dự họp"),
        Column("Số ĐV có mặt", 9, "Đảng viên dự họp"), Column("Vắng có lý do", 9, "Đảng viên dự họp"), Column("Thời lượng (phút)", 9),
        Column("Chất lượng sinh hoạt", 12), Column("Họp ghép", 8), Column("Tên chuyên đề", 40),
    ]  # fmt: skip
    topics = (
        "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "Nâng cao chất lượng sinh hoạt chi bộ",
        "Cải cách hành chính tại cơ quan",
    )
    book = new_book()
    for title, months in (("Quý I", (1, 2, 3)), ("Quý II", (4, 5, 6))):
        columns[2].form = DAY if title == "Quý I" else ""
        rows: list[list[Cell] | Section] = []
        for cell in cells:
            for month in months:
                if cell is silent and month == 2:
                    continue
                kinds = ["Chuyên đề"] if cell is thematic_only and month == 5 else ["Thường kỳ"]
                if month == months[1] and kinds == ["Thường kỳ"] and chance.random() < 0.6:
                    kinds.append("Chuyên đề")
                for order, kind in enumerate(kinds):
                    held = date(2024, month, chance.randrange(1, 9) + 12 * order)
                    absent = min(chance.choices((0, 1, 2), (60, 30, 10))[0], due[cell.code] - 3)
                    rows.append([
                        len(rows) + 1, cell.name, held if title == "Quý I" else spoken(held), kind, due[cell.code], due[cell.code] - absent, absent,
                        chance.randrange(90, 135, 5), chance.choices(("Tốt", "Khá"), (88, 12))[0], "x" if cell is joint and month == 3 else "",
                        chance.choice(topics) if kind == "Chuyên đề" else "",
                    ])  # fmt: skip
        table(
            book, title, [f"THEO DÕI SINH HOẠT CHI BỘ {title.upper()} NĂM 2024"], columns, rows, place="Thái Bình, ngày 05 tháng 7 năm 2024"
        )
    save(book, folder / "sinh-hoat-2024.xlsx")


def figures_file(folder: Path) -> None:
    """As a Vietnamese Excel writes CSV: a byte-order mark, semicolons, comma for the decimals, dot for the thousands."""
    article = "Bài viết trước thềm Đại hội, 10/08/2020"
    lines = [
        ("Mã chỉ tiêu", "Diễn giải", "Năm", "Giá trị", "Đơn vị tính", "Nguồn"),
        ("industrial_output_growth_average", "Giá trị sản xuất công nghiệp tăng bình quân năm 2016 - 2020", "2020", "19,39%", "%", article),
        ("women_led_households_out_of_poverty", "Hộ nghèo do phụ nữ làm chủ thoát nghèo 2016 - 2020", "2020", "1.841", "hộ", article),
        ("women_supported_to_start_businesses", "Phụ nữ được hỗ trợ khởi nghiệp 2016 - 2020", "2020", "454", "người", article),
        ("grassroots_organisations", "Tổ chức cơ sở đảng cuối năm", "2022", "65", "tổ chức", "Văn phòng Đảng ủy Khối"),
        ("grassroots_organisations", "Tổ chức cơ sở đảng cuối năm", "2023", "65", "tổ chức", "Văn phòng Đảng ủy Khối"),
        ("party_members", "Đảng viên cuối năm", "2022", "1.295", "đảng viên", "Văn phòng Đảng ủy Khối"),
        ("party_members", "Đảng viên cuối năm", "2023", "1.462", "đảng viên", "Văn phòng Đảng ủy Khối"),
    ]
    write_csv(folder / "so-lieu.csv", lines)


def main(folder: Path) -> None:
    chance.seed(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    units = make_units()
    office = Office(units, make_members(units))
    units_file(office, folder)
    members_2022(office, folder)
    members_2023(office, folder)
    admissions_files(office, folder)
    for year in AGENCY_RATINGS:
        ratings_file(office, folder, year)
    titles_files(office, folder)
    meetings_file(office, folder)
    figures_file(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "thai-binh")
