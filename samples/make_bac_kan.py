"""Writes samples/bac-kan/: the workbooks of a provincial committee, with invented people and results around the article's figures.

Change a number at the top and `expected.yaml` must follow; change a list of names or a layout freely.
Run as `python samples/make_bac_kan.py [FOLDER]`; the same numbers give the same bytes.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

from bac_kan_names import COMMUNES, MORE_AGENCIES, POSTS
from hoang_su_phi_names import ETHNICITIES, GIVEN, MIDDLE, SURNAMES
from office_sheets import Cell, Column, Section, new_book, save, table, write_csv
from thai_binh_names import CELLS, COMMITTEES

# --- the numbers everything is made from; `expected.yaml` is worked out from these by hand ---
SEED = 20180531
PROVINCIAL_TEAMS = 12
DISTRICT_TEAMS = (10, 11, 10, 11, 11, 11, 10, 10)  # of the eight districts: 84
AGENCIES = 68  # each helps one commune
# communes by the number of criteria met: how many had so many at the end of the year, 110 in all
CRITERIA = {
    2016: {4: 3, 5: 11, 6: 14, 7: 17, 8: 14, 9: 12, 10: 13, 12: 8, 13: 2, 14: 8, 15: 4, 19: 4},  # the first five: 59 below 9; 990 in all
    2017: {5: 4, 6: 9, 7: 12, 8: 13, 9: 19, 10: 19, 11: 8, 13: 9, 15: 10, 19: 7},  # 38 below 9; 1,111 in all
}
HELPED_BY_TWO = 9  # communes below 9 criteria helped by two units, the other 50 by one
AVERAGES = {"2015": "8,2", "2016": "9,0", "2017": "10,1"}  # criteria met, average of the communes as the province reported it
# people given a leading post, by year: after an examination, and in the usual way
APPOINTED = {2016: (11, 14), 2017: (15, 9), 2018: (4, 6)}  # 26 by the end of 2017; 2018 is the first half
COMMITTEE = 50  # members of the provincial committee
DISTRICT_COMMITTEE = 25  # of each of the eight districts: 200
# how many members sat in at so many cell meetings in the year: of the province, of a district, and of the two districts that differ
VISITS_2017 = {
    "province": {4: 2, 5: 12, 6: 20, 7: 14, 8: 2},  # 302
    "district": {4: 1, 5: 5, 6: 11, 7: 7, 8: 1},  # 152, six times
    "thành phố Bắc Kạn": {5: 5, 6: 12, 7: 7, 8: 1},  # 154
    "huyện Pác Nặm": {4: 2, 5: 13, 6: 7, 7: 3},  # 136
}
VISITS_2018 = {  # the first half of the year
    "province": {1: 4, 2: 22, 3: 20, 4: 4},  # 124
    "district": {1: 3, 2: 13, 3: 8, 4: 1},  # 57, eight times
}
QUOTA = 145  # cell meetings of each district's committee members in 2017

DAY = "dd/mm/yyyy"
SEXES = {"male": "Nam", "female": "Nữ"}
UPPER = "ĐBT"
chance = random.Random(SEED)


@dataclass(eq=False)
class Person:
    name: str
    sex: str
    born: date
    card: int
    unit: str
    position: str
    admitted: date
    decided: date | None = None  # when the post was given
    examined: bool = False


# --- inventing ---
def title_case(name: str) -> str:
    return name[0].upper() + name[1:]


def districts() -> list[tuple[str, str]]:
    return [(f"H{number}", name) for number, name in enumerate(COMMUNES, 1)]


def agencies() -> list[str]:
    names = [*COMMITTEES, *CELLS, *MORE_AGENCIES]
    if len(names) != AGENCIES:
        sys.exit(f"{len(names)} agencies are named, not {AGENCIES}")
    return names


def spelled(counts: dict[int, int]) -> list[int]:
    """Each number as often as it is counted, in random order."""
    numbers = [number for number, count in counts.items() for _ in range(count)]
    chance.shuffle(numbers)
    return numbers


def new_person(number: int, unit: str, position: str, births: tuple[int, int]) -> Person:
    sex = chance.choices(("male", "female"), (68, 32))[0]
    people = chance.choices(list(ETHNICITIES), list(ETHNICITIES.values()))[0]
    name = " ".join((chance.choice(SURNAMES[people]), chance.choice(MIDDLE[sex]), chance.choice(GIVEN[sex])))
    born = date(chance.randrange(*births), 1, 1) + timedelta(chance.randrange(365))
    admitted = date(born.year + chance.randrange(22, 30), chance.randrange(1, 13), chance.randrange(1, 29))
    return Person(name, sex, born, 7_200_000 + 31 * number + chance.randrange(31), unit, position, admitted)


def make_people() -> list[Person]:
    people = [new_person(number, UPPER, "Tỉnh ủy viên", (1958, 1976)) for number in range(COMMITTEE)]
    for code, name in districts():
        position = "Thành ủy viên" if name.startswith("thành phố") else "Huyện ủy viên"
        people += [new_person(len(people) + number, code, position, (1960, 1982)) for number in range(DISTRICT_COMMITTEE)]
    names = agencies()[:40]
    for year, (examined, usual) in APPOINTED.items():
        for number in range(examined + usual):
            by_examination = number < examined
            person = new_person(len(people), chance.choice(names), chance.choice(POSTS), (1975, 1986) if by_examination else (1964, 1982))
            first, last = date(year, 1, 12), date(year, 6 if year == 2018 else 12, 20)
            person.decided = first + timedelta(chance.randrange((last - first).days))
            person.examined = by_examination
            people.append(person)
    return people


@dataclass(frozen=True)
class Commune:
    code: str
    name: str
    district: str
    criteria: dict[int, int]


def make_communes() -> list[Commune]:
    """In 2017 no commune has fewer criteria than in 2016: both years are dealt out in the same order."""
    names = [(district, commune) for district, communes in COMMUNES.items() for commune in communes]
    order = list(range(len(names)))
    chance.shuffle(order)
    met = {year: sorted(spelled(counts)) for year, counts in CRITERIA.items()}
    return [
        Commune(f"X{number + 1:03}", f"Xã {commune}", district, {year: met[year][order[number]] for year in met})
        for number, (district, commune) in enumerate(names)
    ]


# --- the files ---
def sheet(
    book: Workbook, title: str, titles: list[str], columns: list[Column], rows: list[list[Cell] | Section],
    *, total: str = "", place: str = "", numbered: bool = True,
) -> None:  # fmt: skip
    table(
        book, title, titles, columns, rows, total=total, place=place, numbered=numbered,
        names=("Nông Thị Hiền", "Triệu Đức Lâm"), sender=("TỈNH ỦY BẮC KẠN", "BAN TỔ CHỨC"),
    )  # fmt: skip


def units_file(communes: list[Commune], folder: Path) -> None:
    book = new_book()
    rows: list[list[Cell] | Section] = [[1, UPPER, "Đảng bộ tỉnh Bắc Kạn", "Đảng bộ cấp trên", "", ""]]
    rows += [[number, code, f"Đảng bộ {name}", "Đảng bộ huyện", UPPER, ""] for number, (code, name) in enumerate(districts(), 2)]
    sheet(
        book, "Đảng bộ", ["DANH SÁCH ĐẢNG BỘ HUYỆN, THÀNH PHỐ", "(Tính đến ngày 31/12/2016)"],
        [Column("TT", 6), Column("Mã đơn vị", 10), Column("Tên đảng bộ", 36), Column("Loại hình", 18), Column("Mã cấp trên", 12), Column("Nhóm", 18)],
        rows,
    )  # fmt: skip
    rows = []
    for team in range(1, PROVINCIAL_TEAMS + 1):
        rows.append([team, f"TT{team:02}", f"Tổ công tác số {team} cấp tỉnh", "Khác", UPPER, "Tổ công tác cấp tỉnh"])
    for (code, name), teams in zip(districts(), DISTRICT_TEAMS, strict=True):
        for team in range(1, teams + 1):
            rows.append([len(rows) + 1, f"{code}T{team:02}", f"Tổ công tác số {team} {name}", "Khác", code, "Tổ công tác cấp huyện"])
    sheet(
        book, "Tổ công tác", ["DANH SÁCH TỔ CÔNG TÁC DỰ SINH HOẠT CHI BỘ", "(Tính đến ngày 31/12/2016)"],
        [Column("TT", 6), Column("Mã đơn vị", 10), Column("Tên đơn vị", 40), Column("Loại đơn vị", 12), Column("Mã cấp trên", 12), Column("Nhóm", 24)],
        rows, total=f"Tổng cộng: {len(rows)} tổ",
    )  # fmt: skip
    codes = {name: code for code, name in districts()}
    rows = [
        [number, each.code, each.name, "Xã", codes[each.district], "Dưới 9 tiêu chí" if each.criteria[2016] < 9 else "Từ 9 tiêu chí"]
        for number, each in enumerate(communes, 1)
    ]
    sheet(
        book, "Xã", ["DANH SÁCH XÃ XÂY DỰNG NÔNG THÔN MỚI", "(Tính đến ngày 31/12/2016)"],
        [Column("STT", 6), Column("Mã đơn vị", 10), Column("Tên đơn vị", 30), Column("Loại đơn vị", 12), Column("Trực thuộc", 12), Column("Nhóm", 18)],
        rows, total=f"Tổng cộng: {len(rows)} xã", numbered=False,
    )  # fmt: skip
    rows = [[number, f"CQ{number:02}", name, "Cơ quan, đơn vị", UPPER] for number, name in enumerate(agencies(), 1)]
    sheet(
        book, "Cơ quan, đơn vị", ["DANH SÁCH CƠ QUAN, ĐƠN VỊ CẤP TỈNH", "(Tính đến ngày 31/12/2016)"],
        [Column("STT", 6), Column("Mã số", 10), Column("Tên cơ quan, đơn vị", 50), Column("Loại đơn vị", 18), Column("Trực thuộc", 12)],
        rows,
    )  # fmt: skip
    save(book, folder / "don-vi.xlsx")


def members_file(people: list[Person], folder: Path) -> None:
    columns = [
        Column("STT", 6), Column("Họ và tên", 26), Column("Ngày sinh", 12, form=DAY), Column("Nam, nữ", 8), Column("Số thẻ đảng viên", 12, form="00000000"),
        Column("Đơn vị", 44), Column("Chức vụ", 20), Column("Ngày vào Đảng", 12, form=DAY),
    ]  # fmt: skip
    book = new_book()
    committee, appointed = [person for person in people if not person.decided], [person for person in people if person.decided]
    for title, heading, day, chosen in (
        ("Cấp ủy viên", "DANH SÁCH CẤP ỦY VIÊN TỈNH, HUYỆN, THÀNH PHỐ", "31/12/2016", committee),
        ("Cán bộ bổ nhiệm", "DANH SÁCH CÁN BỘ LÃNH ĐẠO, QUẢN LÝ ĐƯỢC BỔ NHIỆM", "30/6/2018", appointed),
    ):
        rows: list[list[Cell] | Section] = [
            [number, person.name, person.born, SEXES[person.sex], person.card, person.unit, person.position, person.admitted]
            for number, person in enumerate(chosen, 1)
        ]
        sheet(book, title, [heading, f"(Tính đến ngày {day})"], columns, rows, total=f"Tổng số: {len(rows)} đồng chí")
    save(book, folder / "can-bo.xlsx")


def support_file(communes: list[Commune], folder: Path) -> None:
    """The province's list of who helps whom, and what the districts report of their communes."""
    below = [each for each in communes if each.criteria[2016] < 9]
    two = {each.code for each in chance.sample(below, HELPED_BY_TWO)}
    helped = [each for each in below for _ in range(2 if each.code in two else 1)]
    helpers = agencies()
    chance.shuffle(helpers)
    order = {name: number for number, name in enumerate(agencies())}
    pairs = sorted(zip(helpers, helped, strict=True), key=lambda pair: order[pair[0]])
    book = new_book()
    rows: list[list[Cell] | Section] = [
        [number, name, "Giúp đỡ xã", each.name, title_case(each.district), date(2017, 6, 1), date(2020, 12, 31)]
        for number, (name, each) in enumerate(pairs, 1)
    ]
    sheet(
        book, "Phân công", ["PHÂN CÔNG ĐƠN VỊ GIÚP ĐỠ XÃ XÂY DỰNG NÔNG THÔN MỚI GIAI ĐOẠN 2017 - 2020", "(Kèm theo Quyết định số 655-QĐ/TU)"],
        [Column("TT", 6), Column("Cơ quan, đơn vị", 46), Column("Nội dung phân công", 16), Column("Xã được giúp đỡ", 22), Column("Thuộc huyện", 20),
         Column("Từ ngày", 12, "Thời gian", DAY), Column("Đến ngày", 12, "Thời gian", DAY)],
        rows, total=f"Tổng số: {len(rows)} đơn vị",
    )  # fmt: skip
    save(book, folder / "giup-do-xa.xlsx")
    lines = [["Mã chỉ tiêu", "Đơn vị", "Năm", "Giá trị", "Đơn vị tính"]]
    for year in CRITERIA:
        lines += [["new_rural_criteria", each.name, str(year), str(each.criteria[year]), "tiêu chí"] for each in communes]
    lines += [["helping_units", each.name, "2017", "2" if each.code in two else "1", "đơn vị"] for each in below]
    write_csv(folder / "nong-thon-moi.csv", lines)


def appointments_file(people: list[Person], folder: Path) -> None:
    chosen = sorted((person for person in people if person.decided), key=lambda person: person.decided or date.max)
    book = new_book()
    for year in APPOINTED:
        rows: list[list[Cell] | Section] = [
            [number, person.name, person.card, person.unit, "Khác", f"{person.position} {person.unit}",
             "Sát hạch" if person.examined else "Theo quy trình", person.decided]
            for number, person in enumerate((person for person in chosen if person.decided and person.decided.year == year), 1)
        ]  # fmt: skip
        sheet(
            book, f"Năm {year}", [f"BỔ NHIỆM CÁN BỘ LÃNH ĐẠO, QUẢN LÝ {'SÁU THÁNG ĐẦU ' if year == 2018 else ''}NĂM {year}"],
            [Column("TT", 6), Column("Họ và tên", 26), Column("Số thẻ đảng viên", 12, form="00000000"), Column("Cơ quan, đơn vị", 44),
             Column("Loại phân công", 14), Column("Chức vụ được bổ nhiệm", 50), Column("Hình thức", 16), Column("Ngày bổ nhiệm", 12, form=DAY)],
            rows, total=f"Cộng: {len(rows)} đồng chí", numbered=year != 2018,
        )  # fmt: skip
    save(book, folder / "bo-nhiem.xlsx")


def split(total: int, quarters: int) -> list[int]:
    """A year's meetings by quarter; the rest in the last ones."""
    share, rest = divmod(total, quarters)
    return [share + (quarter >= quarters - rest) for quarter in range(quarters)]


def visits_file(people: list[Person], year: int, folder: Path) -> None:
    """Each quarter each committee member notes how many cell meetings he sat in at, and where."""
    patterns = VISITS_2017 if year == 2017 else VISITS_2018
    quarters = 4 if year == 2017 else 2
    by_unit = [("Cấp tỉnh", UPPER, "province", "tỉnh Bắc Kạn")]
    by_unit += [("Cấp huyện", code, name if name in patterns else "district", name) for code, name in districts()]
    columns = [
        Column("TT", 6), Column("Họ và tên", 26), Column("Số thẻ đảng viên", 12, form="00000000"), Column("Mã đơn vị", 10),
        Column("Nội dung phân công", 20), Column("Nơi dự", 34), Column("Số chi bộ đã dự", 10), Column("Từ ngày", 12, form=DAY),
    ]  # fmt: skip
    all_communes = [commune for communes in COMMUNES.values() for commune in communes]
    sheets: dict[str, list[list[Cell] | Section]] = {"Cấp tỉnh": [], "Cấp huyện": []}
    for title, code, pattern, name in by_unit:
        group = [person for person in people if person.unit == code and not person.decided]
        places = list(COMMUNES.get(name, all_communes))
        for person, total in zip(group, spelled(patterns[pattern]), strict=True):
            for quarter, count in enumerate(split(total, quarters)):
                if count:
                    first = date(year, 3 * quarter + 1, 1)
                    sheets[title].append([
                        len(sheets[title]) + 1, person.name, person.card, code, "Dự sinh hoạt chi bộ",
                        f"Các chi bộ xã {chance.choice(places)}", count, first,
                    ])  # fmt: skip
    book = new_book()
    for title, rows in sheets.items():
        sheet(
            book, title, [f"CẤP ỦY VIÊN DỰ SINH HOẠT CHI BỘ {'SÁU THÁNG ĐẦU ' if year == 2018 else ''}NĂM {year} - {title.upper()}"], columns, rows,
            place=f"Bắc Kạn, ngày 10 tháng {'01' if year == 2017 else '7'} năm 2018",
        )  # fmt: skip
    save(book, folder / f"du-sinh-hoat-{year}.xlsx")


def quotas_file(folder: Path) -> None:
    book = new_book()
    rows: list[list[Cell] | Section] = [
        [number, "district-visits", f"Đảng bộ {name}", 2017, QUOTA] for number, (_, name) in enumerate(districts(), 1)
    ]
    sheet(
        book, "Chỉ tiêu giao", ["GIAO CHỈ TIÊU DỰ SINH HOẠT CHI BỘ CHO CẤP ỦY CÁC HUYỆN, THÀNH PHỐ NĂM 2017"],
        [Column("TT", 6), Column("Mã chỉ tiêu", 18), Column("Đơn vị", 36), Column("Năm", 8), Column("Chỉ tiêu giao", 12)],
        rows, total=f"Tổng số: {QUOTA * len(rows)} lượt",
    )  # fmt: skip
    save(book, folder / "giao-chi-tieu.xlsx")


def figures_file(folder: Path) -> None:
    lines = [["Mã chỉ tiêu", "Diễn giải", "Đơn vị", "Năm", "Giá trị", "Đơn vị tính", "Nguồn"]]
    words, office = "Số tiêu chí bình quân mỗi xã", "Văn phòng Tỉnh ủy"
    lines += [["new_rural_criteria_average", words, "", year, value, "tiêu chí", office] for year, value in AVERAGES.items()]
    words, office = "Đã tổ chức thi thuyết trình", "Ban Tuyên giáo Tỉnh ủy"
    lines.append(["presentation_contest", words, "", "2017", "1", "", office])
    lines += [["presentation_contest_district", words, f"Đảng bộ {name}", "2017", "1", "", office] for _, name in districts()]
    write_csv(folder / "so-lieu.csv", lines)


def main(folder: Path) -> None:
    chance.seed(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    communes = make_communes()
    people = make_people()
    units_file(communes, folder)
    members_file(people, folder)
    support_file(communes, folder)
    appointments_file(people, folder)
    for year in (2017, 2018):
        visits_file(people, year, folder)
    quotas_file(folder)
    figures_file(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "bac-kan")
