"""Whole sheets as offices make them. What a person would read off each stands beside it, worked out by hand."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from intake_sheets import accounted, codes, column, read_file, seen, sheet_of, table_of, workbook

if TYPE_CHECKING:
    from pathlib import Path


# --- rosters ---


def test_the_book_of_members_with_sections_across_and_a_running_number_that_starts_again(tmp_path: Path) -> None:
    rows = [
        ["ĐẢNG BỘ SỞ CÔNG THƯƠNG", "", "", "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["*"],
        ["SỔ DANH SÁCH ĐẢNG VIÊN"],
        ["(Tính đến ngày 31 tháng 12 năm 2023)"],
        [
            "Số\nTT", "Họ và tên", "Nam, nữ", "Dân tộc", "Quê quán", "Lý luận", "Ngày vào Đảng", "Ngày chính thức",
            "Số thẻ ĐV", "Số lý lịch", "Ghi chú",
        ],
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        ["Chi bộ Văn phòng: 2 đồng chí"],
        [1, "Nguyễn Thị Hoa", "Nữ", "Kinh", "Hưng Yên", "Trung cấp", "03/02/2005", "03/02/2006", "08012345", "012345TB", ""],
        [2, "Trần Văn Bình", "Nam", "Kinh", "Nam Định", "Cao cấp", "19/05/1998", "19/05/1999", "08012346", "012346TB", "Bí thư"],
        ["Chi bộ Thanh tra: 01 đồng chí"],
        [1, "Lê Quang Tú", "Nam", "Tày", "Thái Bình", "Sơ cấp", "02/09/2010", "02/09/2011", "08012347", "012347TB", ""],
        ["Tổng cộng: 3 đồng chí"],
        ["", "", "", "", "", "", "", "Thái Bình, ngày 05 tháng 01 năm 2024"],
        ["", "NGƯỜI LẬP BIỂU", "", "", "", "", "", "T/M ĐẢNG ỦY"],
        ["", "", "", "", "", "", "", "BÍ THƯ"],
        [],
        [],
        ["", "Vũ Thị Lan", "", "", "", "", "", "Trần Văn Bình"],
    ]  # fmt: skip
    seen(
        sheet_of(tmp_path, rows, merges=["A7:K7", "A10:K10", "A12:K12", "A3:K3", "A4:K4"]),
        "members", header=[5], data=(8, 11, 3), rows=len(rows), stated_on=date(2023, 12, 31),
        fields="full_name=B sex=C ethnicity=D theory_level=F admitted_on=G official_on=H card_number=I file_number=J",
        skipped={"title": 4, "numbering": 1, "section": 2, "total": 1, "signature": 4, "blank": 2},
        full_name=["Nguyễn Thị Hoa", "Trần Văn Bình", "Lê Quang Tú"],
        unit=["Chi bộ Văn phòng", "Chi bộ Văn phòng", "Chi bộ Thanh tra"],
        sex=["female", "male", "male"],
        card_number=["08012345", "08012346", "08012347"],
    )  # fmt: skip


def test_the_birth_date_under_men_and_women_in_two_rows_that_are_not_merged(tmp_path: Path) -> None:
    rows = [
        ["TT", "Họ và tên", "Ngày, tháng, năm sinh", "", "Ngày vào Đảng", "", "Chi bộ", "Số thẻ đảng viên"],
        ["", "", "Nam", "Nữ", "Dự bị", "Chính thức", "", ""],
        [1, "Đặng Văn Hải", "12.5.1971", "", "30.04.1999", "30.04.2000", "Chi bộ 1", "00123456"],
        [2, "Bùi Thị Yến", "", 1985, "03/1930", "", "Chi bộ 1", "00123457"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1, 2], data=(3, 4, 2), rows=4,
        fields="full_name=B birth_date=C sex=C admitted_on=E official_on=F unit=G card_number=H",
        findings=[("dates-reversed", "E4")],
        sex=["male", "female"],
        birth_date=[date(1971, 5, 12), date(1985, 1, 1)],
        birth_date_last=[date(1971, 5, 12), date(1985, 12, 31)],
        admitted_on=[date(1999, 4, 30), date(1930, 3, 1)],
        official_on=[date(2000, 4, 30), None],
    )  # fmt: skip


def test_a_header_of_three_rows_on_row_nine_with_a_parted_name_and_ticked_sexes(tmp_path: Path) -> None:
    rows = [
        ["TỈNH ỦY THÁI BÌNH", "", "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH", "", "", "", "", "Thái Bình, ngày 12 tháng 01 năm 2024"],
        ["*"],
        [],
        ["DANH SÁCH TRÍCH NGANG ĐẢNG VIÊN"],
        ["Đơn vị: Chi bộ Sở Tư pháp"],
        ["(Kèm theo Công văn số 15-CV/ĐUK, ngày 10/01/2024)"],
        [],
        ["STT", "Họ và tên", "", "Giới tính", "", "Thông tin đảng viên", "", "", "Số điện thoại"],
        ["", "", "", "", "", "Ngày sinh", "Vào Đảng", "", ""],
        ["", "Họ đệm", "Tên", "Nam", "Nữ", "", "Ngày kết nạp", "Ngày chính thức", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
        [1, "Nguyễn Đức", "An", "x", "", "01-02-1980", "01-02-2005", "01-02-2006", "0912345678"],
        [2, "Trần Thị Thu", "Hà", "", "x", "05-11-1988", "07-05-2012", "07-05-2013", "0987654321"],
        [],
        ["Ghi chú: Danh sách tính cả đảng viên nghỉ thai sản"],
    ]
    merges = ["A9:A11", "B9:C10", "D9:E10", "F9:H9", "F10:F11", "G10:H10", "I9:I11"]
    table = seen(
        sheet_of(tmp_path, rows, merges=merges),
        "members", header=[9, 10, 11], data=(13, 14, 2), rows=len(rows),
        fields="full_name=B sex=D birth_date=F admitted_on=G official_on=H",
        skipped={"title": 6, "numbering": 1, "signature": 1, "blank": 3},
        full_name=["Nguyễn Đức An", "Trần Thị Thu Hà"], sex=["male", "female"], unit=["Chi bộ Sở Tư pháp"] * 2,
        birth_date=[date(1980, 2, 1), date(1988, 11, 5)],
    )  # fmt: skip
    assert table.unmapped == {"A": "STT", "I": "Số điện thoại"}
    assert table.unit == "Chi bộ Sở Tư pháp"


def test_a_header_of_four_rows(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Sinh hoạt Đảng", "", "", "", ""],
        ["", "", "Chi bộ", "Quá trình", "", "", ""],
        ["", "", "", "Thời gian", "", "Hồ sơ", ""],
        ["", "", "", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ", "Số lý lịch"],
        [1, "Hoàng Minh Sơn", "Chi bộ 3", "22/12/2001", "22/12/2002", "0000123", "11TB"],
    ]
    merges = ["A1:A4", "B1:B4", "C1:G1", "C2:C4", "D2:G2", "D3:E3", "F3:G3"]
    seen(
        sheet_of(tmp_path, rows, merges=merges),
        "members", header=[1, 2, 3, 4], data=(5, 5, 1), rows=5,
        fields="full_name=B unit=C admitted_on=D official_on=E card_number=F file_number=G",
        card_number=["0000123"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(["STT", "HỌ VÀ TÊN", "NGÀY SINH", "CHI BỘ", "NGÀY VÀO ĐẢNG", "SỐ THẺ ĐẢNG VIÊN"], id="capitals"),
        pytest.param(
            [unicodedata.normalize("NFD", said) for said in ("Số TT", "Họ và tên", "Ngày sinh", "Chi bộ", "Ngày vào Đảng", "Số thẻ Đảng")],
            id="not in normal form",
        ),
        pytest.param(["S\nT\nT", "Họ  và\ntên", "Ngày\ntháng năm\nsinh", "Chi  bộ", "Ngày vào\nĐảng", "Số thẻ\nĐV"], id="line breaks"),
        pytest.param(
            [
                "Stt",
                "Họ và tên (viết chữ in hoa)",
                "Ngày sinh (ngày/tháng/năm)",
                "Chi bộ (ghi rõ)",
                "Ngày vào Đảng (dự bị)",
                "Số thẻ (8 số)",
            ],
            id="hints",
        ),
        pytest.param(["TT", "Họ, tên đảng viên", "Sinh ngày", "Thuộc chi bộ", "Ngày kết nạp vào Đảng", "Số thẻ đảng"], id="other words"),
    ],
)
def test_headings_however_they_are_written(tmp_path: Path, head: list[str]) -> None:
    rows = [head, [1, "Phạm Thu Vân", "08/03/1979", "Chi bộ 2", "02.9.2003", "00001234"]]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(2, 2, 1), rows=2,
        fields="full_name=B birth_date=C unit=D admitted_on=E card_number=F", card_number=["00001234"],
    )  # fmt: skip


def test_both_ways_to_set_a_tone_mark_in_headings_and_words(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Chi bộ", "Số thẻ", "Trạng thái"],
        [1, "Vũ Hoà Bình", "Chi bộ 1", "1", "Xoá tên"],
        [2, "Vũ Hòa An", "Chi bộ 1", "2", "CHÍNH THỨC"],
        [3, "Lê Thuỷ", "Chi bộ 1", "3", "Miễn công tác và sinh hoạt"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(2, 4, 3), fields="full_name=B unit=C card_number=D status=E", rows=4,
        full_name=["Vũ Hoà Bình", "Vũ Hòa An", "Lê Thuỷ"], status=["name_deleted", "official", "exempt"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param([["I", "CHI BỘ PHÒNG GIÁO DỤC"], ["II", "CHI BỘ PHÒNG Y TẾ"]], id="roman"),
        pytest.param([["A", "CHI BỘ PHÒNG GIÁO DỤC"], ["B", "CHI BỘ PHÒNG Y TẾ"]], id="letters"),
        pytest.param([["", "CHI BỘ PHÒNG GIÁO DỤC"], ["", "CHI BỘ PHÒNG Y TẾ"]], id="among the names"),
        pytest.param([["I. CHI BỘ PHÒNG GIÁO DỤC: 2 đ/c"], ["II. CHI BỘ PHÒNG Y TẾ: 1 đ/c"]], id="in the first column with a count"),
        pytest.param([["I", "CHI BỘ PHÒNG GIÁO DỤC (2 đồng chí)"], ["II", "CHI BỘ PHÒNG Y TẾ (01 đồng chí)"]], id="count in brackets"),
        pytest.param([["I", "CHI BỘ PHÒNG GIÁO DỤC", 2], ["II", "CHI BỘ PHÒNG Y TẾ", 1]], id="count in a cell"),
        pytest.param([["Chi bộ: CHI BỘ PHÒNG GIÁO DỤC"], ["Chi bộ: CHI BỘ PHÒNG Y TẾ"]], id="a label"),
    ],
)
def test_sections_and_their_totals(tmp_path: Path, sections: list[list[Any]]) -> None:
    rows = [
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["Số TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Số thẻ đảng viên"],
        sections[0],
        [1, "Trần Văn An", "1980", "03/02/2005", "0001"],
        [2, "Lê Thị Mai", "1981", "03/02/2006", "0002"],
        ["", "Cộng: 02 đồng chí"],
        sections[1],
        [1, "Vũ Đức Vân", "1982", "03/02/2007", "0003"],
        ["", "Cộng: 01 đồng chí"],
        ["", "Tổng cộng: 03 đồng chí"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[2], data=(4, 8, 3), rows=len(rows), fields="full_name=B birth_date=C admitted_on=D card_number=E",
        skipped={"title": 1, "section": 2, "total": 3},
        unit=["CHI BỘ PHÒNG GIÁO DỤC", "CHI BỘ PHÒNG GIÁO DỤC", "CHI BỘ PHÒNG Y TẾ"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Đơn vị: Sở Tư pháp", "Sở Tư pháp"),
        ("ĐƠN VỊ: CHI BỘ SỞ TƯ PHÁP", "CHI BỘ SỞ TƯ PHÁP"),
        ("Chi bộ: Văn phòng Sở", "Văn phòng Sở"),
        ("Chi bộ: Khu dân cư số 5", "Khu dân cư số 5"),
        ("Chi bộ: 5", "Chi bộ 5"),
        ("Chi bộ : Chi bộ 5.", "Chi bộ 5"),
        ("Tên chi bộ: Hành chính - Tổng hợp", "Hành chính - Tổng hợp"),
        ("Đảng bộ: Công ty Cổ phần May 10", "Công ty Cổ phần May 10"),
        ("- Chi bộ: Chi bộ Phòng Kế hoạch", "Chi bộ Phòng Kế hoạch"),
    ],
)
@pytest.mark.parametrize("place", ["above the headings", "below them", "below them, merged across"])
def test_one_line_names_the_unit_of_a_whole_roster(tmp_path: Path, line: str, unit: str, place: str) -> None:
    head = ["STT", "Họ và tên", "Ngày sinh", "Số thẻ"]
    people = [[1, "Trần Văn An", "1980", "0001"], [2, "Lê Thị Mai", "1981", "0002"]]
    above = place == "above the headings"
    rows = [[line], head, *people] if above else [head, [line], *people]
    merges = ["A2:D2"] if "merged" in place else []
    seen(
        sheet_of(tmp_path, rows, merges=merges),
        "members", header=[2] if above else [1], data=(3, 4, 2), rows=4, fields="full_name=B birth_date=C card_number=D",
        skipped={"title": 1} if above else {"section": 1}, unit=[unit] * 2,
    )  # fmt: skip


def test_signers_recipients_and_notes_below_a_roster(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Số thẻ"],
        [1, "Trần Văn An", "03/02/1980", "Chi bộ 1", "0001"],
        [2, "Lê Thị Mai", "04/02/1981", "Chi bộ 1", "0002"],
        ["Tổng số", "", "", "", 2],
        ["", "Trong đó: - Nữ: 01 đồng chí"],
        ["", "- Dự bị: 0 đồng chí"],
        [],
        ["Nơi nhận:", "", "", "TM. CHI ỦY"],
        ["- Như trên;", "", "", "BÍ THƯ"],
        ["- Lưu VT.", "", "", "(Ký, ghi rõ họ tên)"],
        [],
        ["", "", "", "Trần Văn An"],
        ["(*) Số thẻ ghi theo sổ mới"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(2, 3, 2), rows=len(rows), fields="full_name=B birth_date=C unit=D card_number=E",
        skipped={"total": 1, "signature": 7, "blank": 2},
    )  # fmt: skip


def test_cards_by_format_and_as_text_with_telephones_and_unknown_columns(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["STT", "Mã NV", "Họ và tên", "Chi bộ", "Số thẻ đảng viên", "SĐT", "Sở thích", "Ngày vào Đảng"],
        [1, "NV01", "Trần Văn An", "Chi bộ 1", 123456, "0912345678", "Cờ", date(2005, 2, 3)],
        [2, "NV02", "Lê Thị Mai", "Chi bộ 1", "00123457", 912345679, "", date(2006, 1, 1)],
        [3, "NV03", "Vũ Đức Vân", "Chi bộ 1", 80123458, "", "", "3-2-2007"],
    ]
    formats = {"E2": "00000000", "E4": "00000000", "H2": "dd/mm/yyyy", "H3": "yyyy"}
    table = seen(
        sheet_of(tmp_path, rows, formats=formats),
        "members", header=[1], data=(2, 4, 3), rows=4, fields="full_name=C unit=D card_number=E admitted_on=H",
        findings=[("zero-lost", "F3")],
        card_number=["00123456", "00123457", "80123458"],
        admitted_on=[date(2005, 2, 3), date(2006, 1, 1), date(2007, 2, 3)],
        admitted_on_last=[date(2005, 2, 3), date(2006, 12, 31), date(2007, 2, 3)],
    )  # fmt: skip
    assert table.unmapped == {"A": "STT", "B": "Mã NV", "F": "SĐT", "G": "Sở thích"}


def test_rows_that_are_only_formatted_hold_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["STT", "Họ và tên", "Chi bộ", "Số thẻ"], [1, "Trần Văn An", "Chi bộ 1", "0001"], [2, "Lê Thị Mai", "Chi bộ 1", "0002"]):
        sheet.append(row)
    for row_number in range(4, 60):
        sheet.cell(row_number, 1, row_number - 1)
        for column_number in range(2, 5):
            sheet.cell(row_number, column_number).fill = PatternFill("solid", fgColor="FFFFFF")
    book.save(tmp_path / "a.xlsx")
    (read,) = read_file(tmp_path / "a.xlsx").sheets
    seen(
        read, "members", header=[1], data=(2, 3, 2), rows=59, fields="full_name=B unit=C card_number=D", skipped={"blank": 56},
        full_name=["Trần Văn An", "Lê Thị Mai"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16", ";"), ("utf-8", ",")],
)
def test_a_roster_as_csv(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [
        ["DANH SÁCH ĐẢNG VIÊN", "", "", "", ""],
        ["Tính đến 30/6/2023", "", "", "", ""],
        ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Số thẻ"],
        ["1", "Trần Văn An", "3/2/1980", "Chi bộ 1", "00012"],
        ["2", "Lê Thị Mai", "1981", "Chi bộ 2", "00013"],
        ["", "Tổng cộng: 2", "", "", ""],
    ]
    path = tmp_path / "danh-sach.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    (sheet,) = read_file(path).sheets
    seen(
        sheet, "members", header=[3], data=(4, 5, 2), rows=6, fields="full_name=B birth_date=C unit=D card_number=E",
        skipped={"title": 2, "total": 1}, stated_on=date(2023, 6, 30), card_number=["00012", "00013"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param([["Mã", "Tên"], ["01", "Kinh"], ["02", "Tày"]], id="code and name"),
        pytest.param([["Mã", "Diễn giải"], ["HTXS", "Hoàn thành xuất sắc nhiệm vụ"]], id="code and meaning"),
        pytest.param([["Loại", "Tên gọi"], ["CT", "Chính thức"], ["DB", "Dự bị"]], id="sort and name"),
        pytest.param([["Nam"], ["Nữ"]], id="words of a drop-down"),
        pytest.param([["Dân tộc", "Giới tính", "Trạng thái"], ["Kinh", "Nam", "Chính thức"], ["Tày", "Nữ", "Dự bị"]], id="several lists"),
        pytest.param([["STT", "Dân tộc"], [1, "Kinh"], [2, "Tày"]], id="numbered"),
    ],
)
def test_a_second_sheet_of_codes_is_no_list(tmp_path: Path, listed: list[list[object]]) -> None:
    roster = [["STT", "Họ và tên", "Chi bộ", "Số thẻ"], [1, "Trần Văn An", "Chi bộ 1", "0001"]]
    members, coded = read_file(workbook(tmp_path / "a.xlsx", {"DSDV": roster, "DM": listed})).sheets
    assert (members.kind, coded.kind, coded.tables) == ("members", None, [])
    assert [code for code, _ in codes(coded)] in (["no-table"], ["no-heading-known"], ["only-lines"])


# --- ratings ---


def test_ratings_of_members_in_full_and_shortened(tmp_path: Path) -> None:
    rows = [
        ["ĐẢNG ỦY SỞ NÔNG NGHIỆP"],
        ["KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2023"],
        ["(Kèm theo Báo cáo số 45-BC/ĐU ngày 10/01/2024)"],
        [],
        ["Số TT", "Họ và tên", "Chức vụ", "Tự xếp loại", "Kết quả xếp loại", "Ghi chú"],
        [1, 2, 3, 4, 5, 6],
        ["I", "Chi bộ Văn phòng"],
        [1, "Nguyễn Thị Hoa", "Bí thư", "HTXSNV", "HTXSNV", ""],
        [2, "Trần Văn Bình", "", "HTTNV", "Hoàn thành tốt nhiệm vụ", ""],
        [3, "Đỗ Kim Ngân", "", "", "Không xếp loại", "Mới kết nạp"],
        ["", "Cộng: 3 đồng chí"],
        ["II", "Chi bộ Thanh tra"],
        [1, "Lê Quang Tú", "", "HTT", "HTNV", ""],
        [2, "Vũ Thu Hằng", "", "", "Hoàn  thành  XUẤT SẮC nhiệm vụ", ""],
        ["", "Cộng: 2 đồng chí"],
        ["", "Tổng cộng: 5 đồng chí"],
        ["Ghi chú: HTXSNV là hoàn thành xuất sắc nhiệm vụ"],
        ["", "NGƯỜI TỔNG HỢP", "", "", "T/M BAN CHẤP HÀNH"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "ratings", header=[5], data=(8, 14, 5), rows=len(rows), fields="full_name=B rating=E",
        skipped={"title": 3, "numbering": 1, "section": 2, "total": 3, "signature": 2, "blank": 1},
        findings=[("period-from-title", None)],
        rating=["excellent", "good", "not_rated", "completed", "excellent"],
        unit=["Chi bộ Văn phòng"] * 3 + ["Chi bộ Thanh tra"] * 2,
        period=[date(2023, 1, 1)] * 5,
    )  # fmt: skip


def test_ratings_of_units(tmp_path: Path) -> None:
    rows = [
        ["BIỂU TỔNG HỢP XẾP LOẠI TỔ CHỨC CƠ SỞ ĐẢNG NĂM 2022"],
        ["TT", "Tên tổ chức cơ sở đảng", "Loại hình", "Mức xếp loại", "TSVM tiêu biểu"],
        ["A", "Đảng bộ cơ sở", "", "", ""],
        [1, "Đảng bộ Sở Y tế", "Sự nghiệp", "Hoàn thành xuất sắc nhiệm vụ", "x"],
        [2, "Đảng bộ Tổng Công ty Cấp nước", "Doanh nghiệp", "HTTNV", ""],
        ["B", "Chi bộ cơ sở", "", "", ""],
        [3, "TỔNG CÔNG TY THỦY LỢI", "Doanh nghiệp", "HTNV", ""],
        [4, "Chi bộ Hội Nhà báo", "Đoàn thể", "KHTNV", ""],
        ["Tổng cộng: 4 tổ chức"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "ratings", header=[2], data=(4, 8, 4), rows=len(rows), fields="unit=B rating=D exemplary=E",
        skipped={"title": 1, "section": 2, "total": 1}, findings=[("period-from-title", None)],
        unit=["Đảng bộ Sở Y tế", "Đảng bộ Tổng Công ty Cấp nước", "TỔNG CÔNG TY THỦY LỢI", "Chi bộ Hội Nhà báo"],
        rating=["excellent", "good", "completed", "failed"], exemplary=[True, False, False, False],
    )  # fmt: skip


def test_ratings_of_a_quarter_with_the_period_in_the_heading(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Chi bộ", "Xếp loại quý I/2024"],
        [1, "Trần Văn An", "Chi bộ 1", "HTT"],
        [2, "Lê Thị Mai", "Chi bộ 1", "HT"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "ratings", header=[1], data=(2, 3, 2), rows=3, fields="full_name=B unit=C rating=D", findings=[("period-from-title", None)],
        period=[date(2024, 1, 1)] * 2, period_last=[date(2024, 3, 31)] * 2, rating=["good", "completed"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["TỔNG CÔNG TY MAY 10", "Tổng Công ty Cấp nước", "TỔNG CỤC THỐNG KÊ", "Tổng kho Xăng dầu", "Công an tỉnh", "CÔNG ĐOÀN VIÊN CHỨC"],
)
@pytest.mark.parametrize("numbered", [True, False])
def test_a_unit_whose_name_begins_like_a_total(tmp_path: Path, name: str, *, numbered: bool) -> None:
    rows: list[list[object]] = [
        ["STT", "Đơn vị", "Năm", "Xếp loại"],
        [1, "Sở Y tế", 2023, "HTT"],
        [2, name, 2023, "HTXS"],
        ["", "Tổng cộng: 2"],
    ]
    if not numbered:
        rows = [row[1:] for row in rows]
    unit, period, rating = "BCD" if numbered else "ABC"
    seen(
        sheet_of(tmp_path, rows),
        "ratings", header=[1], data=(2, 3, 2), rows=4, fields=f"unit={unit} period={period} rating={rating}", skipped={"total": 1},
        unit=["Sở Y tế", name],
    )  # fmt: skip


# --- titles ---


def test_recognitions_with_a_tick(tmp_path: Path) -> None:
    rows = [
        ["DANH SÁCH CƠ QUAN ĐẠT CHUẨN VĂN HÓA"],
        ["STT", "Cơ quan, đơn vị", "Danh hiệu", "Năm", "Đạt", "Ghi chú"],
        [1, "Sở Y tế", "Cơ quan đạt chuẩn văn hóa", 2023, "x", ""],
        [2, "Sở Tư pháp", "Cơ quan đạt chuẩn văn hóa", 2023, "", "Có đơn thư"],
        [3, "Tổng cục Dự trữ", "Cơ quan đạt chuẩn văn hoá", "2023", "X", ""],
        ["Cộng", "", "", "", 2],
    ]
    table = seen(
        sheet_of(tmp_path, rows),
        "titles", header=[2], data=(3, 5, 3), rows=len(rows), fields="unit=B title=C period=D awarded=E",
        skipped={"title": 1, "total": 1}, awarded=[True, False, True],
    )  # fmt: skip
    assert len(set(column(table, "title_folded"))) == 1


# --- meetings ---


def test_a_log_of_meetings_with_absences_two_levels_down(tmp_path: Path) -> None:
    rows = [
        ["THEO DÕI SINH HOẠT CHI BỘ NĂM 2023"],
        ["STT", "Chi bộ", "Ngày sinh hoạt", "Số đảng viên", "", "", "", "Thời gian họp", "Điểm", "Xếp loại"],
        ["", "", "", "Triệu tập", "Có mặt", "Vắng", "", "", "", ""],
        ["", "", "", "", "", "Có lý do", "Không lý do", "", "", ""],
        ["A", "B", "C", 1, "2=1-3-4", 3, 4, 5, 6, 7],
        [1, "Chi bộ Văn phòng", "05/01/2023", 12, 11, 1, 0, "90 phút", "92,5", "Tốt"],
        [2, "Chi bộ Thanh tra", "06/01/2023", "10 đ/c", "10 đồng chí", "", "", "120 phút", "95", "Tốt"],
        [3, "Tổng Công ty Cấp nước", "07/01/2023", "08", "7 người", 0, 1, "75'", "78,0", "Khá"],
        ["", "Tổng cộng", "", 30, 28, 1, 1, "", "", ""],
    ]
    merges = ["A2:A4", "B2:B4", "C2:C4", "D2:G2", "D3:D4", "E3:E4", "F3:G3", "H2:H4", "I2:I4", "J2:J4"]
    seen(
        sheet_of(tmp_path, rows, merges=merges),
        "meetings", header=[2, 3, 4], data=(6, 8, 3), rows=len(rows),
        fields="unit=B held_on=C due=D present=E excused=F duration_minutes=H score=I quality=J",
        skipped={"title": 1, "numbering": 1, "total": 1},
        due=[12, 10, 8], present=[11, 10, 7], excused=[1, None, 0], duration_minutes=[90, 120, 75],
        score=[Decimal("92.5"), Decimal(95), Decimal("78.0")], quality=["good", "good", "fair"],
    )  # fmt: skip


def test_the_log_of_one_cell_names_it_above(tmp_path: Path) -> None:
    rows = [
        ["SỔ THEO DÕI SINH HOẠT"],
        ["Chi bộ: Chi bộ Tổ chức - Hành chính"],
        [],
        ["TT", "Ngày, tháng", "Loại hình sinh hoạt", "Phải dự", "Dự họp", "Thời lượng (phút)", "Nội dung"],
        [1, "14h00, ngày 03-02-2023", "Thường kỳ", 15, 14, 95, "Kết quả tháng 1"],
        [2, "03.03.2023", "Chuyên đề", 15, 15, 120, "Tổng kết công tác kiểm tra"],
        [3, date(2023, 4, 3), "Định kỳ", 15, 13, 90, ""],
        [],
        ["", "", "", "", "Thái Bình, ngày 30 tháng 4 năm 2023"],
        ["", "", "", "", "Bí thư chi bộ"],
    ]
    table = seen(
        sheet_of(tmp_path, rows),
        "meetings", header=[4], data=(5, 7, 3), rows=len(rows),
        fields="held_on=B kind=C due=D present=E duration_minutes=F title=G", skipped={"title": 2, "blank": 2, "signature": 2},
        unit=["Chi bộ Tổ chức - Hành chính"] * 3, kind=["regular", "thematic", "regular"],
        held_on=[date(2023, 2, 3), date(2023, 3, 3), date(2023, 4, 3)],
    )  # fmt: skip
    assert table.unit == "Chi bộ Tổ chức - Hành chính"


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("12 đ/c", 12), ("12 đồng chí", 12), ("12 người", 12), ("12 ĐV", 12), ("12 đảng viên", 12), ("1.200 người", 1200), ("07", 7),
        ("12 hoặc 13", None), ("12/13", None), ("khoảng 12", None), ("12 %", None), ("-1", None), ("12 phút", None), ("đ/c", None),
    ],
)  # fmt: skip
def test_a_count_with_its_unit_beside_it(tmp_path: Path, said: str, count: int | None) -> None:
    sheet = sheet_of(tmp_path, [["Chi bộ", "Ngày họp", "Triệu tập"], ["CB1", "03/02/2023", said]])
    assert column(sheet.tables[0], "due") == ([count] if count is not None else [])
    assert codes(sheet) == ([] if count is not None else [("bad-count", "C2")])


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("90 phút", 90), ("90'", 90), ("90 ph", 90), ("90p", 90), ("90", 90), (90, 90), ("1 giờ 30 phút", 90), ("1h30", 90), ("1h30'", 90),
        ("2 giờ", 120), ("2h", 120), ("1 giờ 75 phút", None), ("90 người", None), ("1,5 giờ", None), ("14h00 - 15h30", None), ("1:30", None),
    ],
)  # fmt: skip
def test_a_duration_with_its_unit_beside_it(tmp_path: Path, said: object, minutes: int | None) -> None:
    sheet = sheet_of(tmp_path, [["Chi bộ", "Ngày họp", "Thời lượng"], ["CB1", "03/02/2023", said]])
    assert column(sheet.tables[0], "duration_minutes") == ([minutes] if minutes is not None else [])
    assert codes(sheet) == ([] if minutes is not None else [("bad-count", "C2")])


@pytest.mark.parametrize("heading", ["Đánh giá", "Kết quả", "Chi bộ tự xếp loại", "CB tự XL", "Tự đánh giá, xếp loại", "Mức tự đánh giá"])
@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        pytest.param(["Tốt", "XL khá"], ["good", "fair"], id="grades"),
        pytest.param(["Tốt", ""], ["good", None], id="a grade and a blank"),
        pytest.param(["Tốt", "Họp đúng quy định"], None, id="a remark"),
        pytest.param(["", ""], None, id="nothing"),
    ],
)
def test_a_column_that_may_hold_any_remark_is_the_quality_where_it_holds_grades(
    tmp_path: Path, heading: str, cells: list[str], kept: list[str | None] | None
) -> None:
    rows = [["Chi bộ", "Ngày họp", "Có mặt", heading], *(["CB1", f"0{month}/02/2023", 9, cell] for month, cell in enumerate(cells, 1))]
    table = table_of(tmp_path, rows)
    assert ("quality" in table.fields) == (kept is not None)
    assert column(table, "quality") == (kept or [None, None])


def test_a_column_that_may_hold_any_remark_is_not_the_quality_beside_one_that_does(tmp_path: Path) -> None:
    table = table_of(tmp_path, [["Chi bộ", "Ngày họp", "Có mặt", "Đánh giá", "Chất lượng"], ["CB1", "03/02/2023", 9, "Tốt", "Khá"]])
    assert (table.fields["quality"], column(table, "quality")) == ("E", ["fair"])


@pytest.mark.parametrize(
    ("heading", "cells", "kept"),
    [
        ("Đảng viên", ["Dự bị", "Chính thức"], ["probationary", "official"]),
        ("Đồng chí là đảng viên", ["Dự bị", ""], ["probationary", None]),
        ("Đảng viên", ["Dự bị", "x"], None),
        ("Đảng viên", ["Lê An", "Vũ Bình"], None),
        ("Chi ủy viên", ["Dự bị", "Chính thức"], None),
    ],
)
def test_a_column_named_after_members_is_their_status_where_it_holds_nothing_else(
    tmp_path: Path, heading: str, cells: list[str], kept: list[str | None] | None
) -> None:
    rows = [["Họ và tên", "Số thẻ", "Chi bộ", heading], ["Lê An", "001", "Chi bộ 1", cells[0]], ["Vũ Bình", "002", "Chi bộ 1", cells[1]]]
    table = table_of(tmp_path, rows)
    assert (table.header_rows, column(table, "full_name")) == ((1,), ["Lê An", "Vũ Bình"])
    assert column(table, "status") == (kept or [None, None])


def test_the_questions_of_a_web_form_may_be_numbered(tmp_path: Path) -> None:
    headings = ["1. Họ và tên", "2) Ngày sinh", "(3) Chi bộ", "3.1. Ngày vào Đảng", "4.Số thẻ đảng viên", "5 Chức vụ", "6. Sở thích"]
    table = table_of(tmp_path, [headings, ["Lê An", "01/02/1980", "Chi bộ 1", "03/02/2002", "001", "Bí thư", "-"]])
    assert table.fields == {"full_name": "A", "birth_date": "B", "unit": "C", "admitted_on": "D", "card_number": "E"}
    assert table.unmapped == {"F": "5 Chức vụ", "G": "6. Sở thích"}
    assert table_of(tmp_path, [headings, ["Lê An", *[""] * 6]], mapping={"6. Sở thích": "position"}).fields["position"] == "G"


@pytest.mark.parametrize(
    ("headings", "read"),
    [
        (["Tự đánh giá", "Đánh giá"], "Đánh giá"),
        (["Tự đánh giá", "Chất lượng"], "Chất lượng"),
        (["Tự đánh giá", "Chi bộ tự xếp loại"], None),
        (["Cấp ủy tự xếp loại", "Ghi chú"], None),
        (["Tự phê bình", "Ghi chú"], None),
    ],
)
def test_what_a_cell_gives_its_own_meeting_is_its_quality_where_nobody_else_says_it(
    tmp_path: Path, headings: list[str], read: str | None
) -> None:
    table = table_of(tmp_path, [["Chi bộ", "Ngày họp", "Có mặt", *headings], ["CB1", "03/02/2023", 9, "Tốt", "Khá"]])
    assert table.fields.get("quality") == ("DE"[headings.index(read)] if read else None)


def test_an_empty_form_of_meetings_is_a_nil_return(tmp_path: Path) -> None:
    rows = [
        ["BÁO CÁO SINH HOẠT CHI BỘ THÁNG 5/2023"],
        ["Đơn vị: Chi bộ Văn phòng"],
        [],
        ["STT", "Ngày họp", "Triệu tập", "Có mặt", "Xếp loại"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [1],
        [2],
        ["…", "…", "…"],
        ["Tổng cộng", "", 0, 0],
        ["", "", "", "Ngày … tháng … năm 2023"],
        ["", "Người lập biểu", "", "T/M CHI BỘ"],
        ["", "Lê Thị Mai", "", "Trần Văn An"],
    ]
    table = seen(
        sheet_of(tmp_path, rows),
        "meetings", header=[4], data=(None, None, 0), rows=len(rows), fields="held_on=B due=C present=D quality=E",
        skipped={"title": 2, "numbering": 1, "total": 1, "signature": 3, "blank": 4},
    )  # fmt: skip
    assert (table.unit, table.period and table.period.label) == ("Chi bộ Văn phòng", "2023-05")


# --- admissions ---


def test_admissions_with_number_and_day_of_the_decision(tmp_path: Path) -> None:
    rows = [
        ["DANH SÁCH KẾT NẠP ĐẢNG VIÊN MỚI NĂM 2023"],
        ["STT", "Họ và tên", "Ngày sinh", "", "Đơn vị", "Quyết định kết nạp", "", "Ngày kết nạp", "Đoàn viên"],
        ["", "", "Nam", "Nữ", "", "Số", "Ngày", "", ""],
        [1, "Đinh Văn Long", "12/05/1996", "", "Chi bộ 1", "15-QĐ/ĐUK", "20/12/2022", "03/01/2023", "x"],
        [2, "Ngô Thị Thủy", "", "01/9/1999", "Chi bộ 2", "16-QĐ/ĐUK", "02/3/2023", "", ""],
        ["", "Tổng số: 02 người"],
    ]
    merges = ["A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:G2", "H2:H3", "I2:I3"]
    seen(
        sheet_of(tmp_path, rows, merges=merges),
        "admissions", header=[2, 3], data=(4, 5, 2), rows=len(rows),
        fields="full_name=B birth_date=C sex=C unit=E decision_number=F decided_on=G admitted_on=H youth_union=I",
        skipped={"title": 1, "total": 1}, sex=["male", "female"], youth_union=[True, False],
        decision_number=["15-QĐ/ĐUK", "16-QĐ/ĐUK"], decided_on=[date(2022, 12, 20), date(2023, 3, 2)], admitted_on=[date(2023, 1, 3), None],
    )  # fmt: skip


# --- figures ---


def test_figures_with_years_in_a_column(tmp_path: Path) -> None:
    rows = [
        ["CÁC CHỈ TIÊU CHỦ YẾU"],
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm", "Thực hiện", "Nguồn"],
        ["I", "Kinh tế"],
        [1, "Thu ngân sách", "tỷ đồng", 2022, "1.841", "Cục Thuế"],
        [2, "Tổng số doanh nghiệp", "doanh nghiệp", 2022, "12.005", ""],
        ["II", "Xã hội"],
        [3, "Tỷ lệ hộ nghèo", "%", 2022, "2,35", ""],
        [4, "Tỷ trọng công nghiệp", "", 2022, "19,39%", ""],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "figures", header=[2], data=(4, 8, 4), rows=len(rows), fields="indicator=B measured_in=C period=D value=E source=F",
        skipped={"title": 1, "section": 2},
        value=[Decimal(1841), Decimal(12005), Decimal("0.0235"), Decimal("0.1939")], measured_in=["tỷ đồng", "doanh nghiệp", "%", "%"],
        unit=[None] * 4,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "value", "unit"),
    [
        ("Thực hiện năm 2023 (triệu đồng)", Decimal("52.5"), "triệu đồng"),
        ("Kết quả năm 2023\n(%)", Decimal("0.525"), "%"),
        ("Giá trị (triệu đồng)", Decimal("52.5"), "triệu đồng"),
    ],
)
def test_the_unit_of_figures_in_the_heading(tmp_path: Path, heading: str, value: Decimal, unit: str) -> None:
    rows = [["SỐ LIỆU NĂM 2023"], ["STT", "Nội dung chỉ tiêu", heading], [1, "Thu ngân sách", "52,5"]]
    seen(
        sheet_of(tmp_path, rows),
        "figures", header=[2], data=(3, 3, 1), rows=3, fields="indicator=B value=C", skipped={"title": 1},
        findings=[("period-from-title", None)], value=[value], measured_in=[unit],
    )  # fmt: skip


def test_a_figure_with_the_other_mark_is_told_and_not_taken_for_a_fraction(tmp_path: Path) -> None:
    """The dot parts thousands in D3 and the comma a fraction in D2; D4 is 1510 or 1.51, and nobody but the sender knows."""
    rows = [
        ["Chỉ tiêu", "Đơn vị tính", "Năm", "Thực hiện"],
        ["Thu nhập bình quân", "triệu đồng", 2022, "62,5"],
        ["Thu ngân sách", "tỷ đồng", 2022, "1.250"],
        ["Giá trị sản xuất", "tỷ đồng", 2022, "1,510"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "figures", header=[1], data=(2, 4, 3), rows=4, fields="indicator=A measured_in=B period=C value=D",
        findings=[("ambiguous-number", "D4")], value=[Decimal("62.5"), Decimal(1250)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("measured", "heading", "cells", "read"),
    [
        (["hộ", "hộ"], "Thực hiện", ["150 hộ", "7"], [150, 7]),
        (["Hộ", "người"], "Thực hiện", ["150 hộ", "12 người"], [150, 12]),
        (["người", "người"], "Thực hiện", ["150 hộ", "7"], [None, 7]),
        (["%", "%"], "Thực hiện", ["150 hộ", "7%"], [None, Decimal("0.07")]),
        (["triệu đồng", "tỷ đồng"], "Thực hiện", ["1,5 tỷ đồng", "1,5 tỷ đồng"], [None, Decimal("1.5")]),
        (["", ""], "Thực hiện (hộ)", ["150 hộ", "7 hộ"], [150, 7]),
        (["", ""], "Thực hiện (người)", ["150 hộ", "7"], [None, 7]),
        (["", ""], "Thực hiện (%)", ["150 hộ", "7"], [None, Decimal("0.07")]),
        (["", ""], "Thực hiện", ["150 hộ", "7 hộ"], [150, 7]),
        (["", ""], "Thực hiện", ["1.150 hộ", "1.250 hộ"], [1150, 1250]),
        (["", ""], "Thực hiện", ["150 hộ", 7.0], [150, 7]),
        (["", ""], "Thực hiện", ["12,5 triệu đồng/người", "7"], [Decimal("12.5"), 7]),
        (["", ""], "Thực hiện", ["150 hộ", "7 người"], [None, None]),
        (["", ""], "Thực hiện", ["150 trở lên", "7"], [None, 7]),
        (["", ""], "Thực hiện", ["5 - 7 hộ", "7"], [None, 7]),
        (["", ""], "Thực hiện", ["5 hộ, 2 người", "7"], [None, 7]),
        (["", ""], "Thực hiện", ["5 triệu", "7"], [None, 7]),
        (["", ""], "Thực hiện", ["12a", "7"], [None, 7]),
    ],
)  # fmt: skip
def test_a_number_with_its_measure_beside_it(
    tmp_path: Path, measured: list[str], heading: str, cells: list[object], read: list[object]
) -> None:
    rows: list[list[Any]] = [
        ["Chỉ tiêu", "Năm", heading, "Đơn vị tính"],
        ["Chỉ tiêu A", 2023, cells[0], measured[0]],
        ["Chỉ tiêu B", 2023, cells[1], measured[1]],
    ]
    if not any(measured):
        rows = [row[:3] for row in rows]
    sheet = sheet_of(tmp_path, rows)
    found = dict(zip(column(sheet.tables[0], "indicator"), column(sheet.tables[0], "value"), strict=True))
    assert [found.get(name) for name in ("Chỉ tiêu A", "Chỉ tiêu B")] == read
    wrong = [("bad-number", f"C{row}") for row, value in enumerate(read, 2) if value is None]
    first = next(
        (f"C{row}" for row, (cell, value) in enumerate(zip(cells, read, strict=True), 2) if value is not None and str(cell)[-1:].isalpha()),
        None,
    )
    assert sorted(codes(sheet)) == sorted([*wrong, *([("measure-in-cell", first)] if first else [])])


def test_the_measure_beside_a_number_is_kept_with_it(tmp_path: Path) -> None:
    rows = [["Chỉ tiêu", "Năm", "Thực hiện"], ["Số hộ nghèo", 2023, "150 hộ"], ["Số xã", 2023, 12]]
    sheet = sheet_of(tmp_path, rows)
    assert column(sheet.tables[0], "measured_in") == ["hộ", None]
    assert sheet.findings[0].values["count"] == 1


@pytest.mark.parametrize(("cell", "score"), [("8,5 điểm", Decimal("8.5")), ("8,5 triệu đồng", None)])
def test_the_measure_of_a_score_is_not_needed(tmp_path: Path, cell: str, score: Decimal | None) -> None:
    sheet = sheet_of(tmp_path, [["Chi bộ", "Ngày họp", "Điểm"], ["Chi bộ 1", "05/01/2024", cell]])
    assert column(sheet.tables[0], "score") == ([score] if score else [])


# --- units ---


def test_a_list_of_units_by_sort(tmp_path: Path) -> None:
    rows = [
        ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG TRỰC THUỘC"],
        ["(Có đến 01/01/2024)"],
        ["STT", "Mã", "Tên TCCSĐ", "Loại hình", "Khối", "Cụm thi đua", "Ngày thành lập", "Tổng số đảng viên"],
        ["I", "", "Đảng bộ cơ sở"],
        [1, "DB01", "Đảng bộ Sở Y tế", "Đảng bộ cơ sở", "Sự nghiệp", "Cụm 1", "03/02/1995", 120],
        [2, "DB02", "Đảng bộ Tổng Công ty Cấp nước", "ĐBCS", "Doanh nghiệp", "Cụm 1", 1996, 45],
        ["II", "", "Chi bộ cơ sở"],
        [1, "CB01", "Chi bộ Hội Nhà báo", "Chi bộ cơ sở", "Đoàn thể", "Cụm 2", "5/2001", 9],
        ["", "", "Tổng cộng", "", "", "", "", 174],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "units", header=[3], data=(5, 8, 3), rows=len(rows), fields="code=B name=C kind=D sector=E group=F established_on=G",
        skipped={"title": 2, "section": 2, "total": 1}, stated_on=date(2024, 1, 1),
        kind=["grassroots_committee", "grassroots_committee", "grassroots_cell"], established_on=[date(1995, 2, 3), date(1996, 1, 1), date(2001, 5, 1)],
    )  # fmt: skip


# --- further ways ---


def test_a_header_of_three_rows_without_merged_cells(tmp_path: Path) -> None:
    rows = [
        ["ĐẢNG BỘ TỈNH"],
        [],
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["STT", "Họ và tên", "Ngày", "Ngày vào Đảng", "", "Chi bộ", "Số"],
        ["", "", "sinh", "Dự bị", "Chính thức", "", "thẻ"],
        ["", "", "", "", "", "", "đảng viên"],
        ["1", "2", "3", "4", "5", "6", "7"],
        ["1", "Trần Văn An", "1980", "2005", "2006", "Chi bộ 1", "00012"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[4, 5, 6], data=(8, 8, 1), rows=len(rows),
        fields="full_name=B birth_date=C admitted_on=D official_on=E unit=F card_number=G",
        skipped={"title": 2, "blank": 1, "numbering": 1}, card_number=["00012"], admitted_on=[date(2005, 1, 1)],
    )  # fmt: skip


def test_a_roster_whose_total_stands_first(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Nữ", "Chi bộ", "Số thẻ"],
        ["", "TỔNG SỐ (I+II): 3 đồng chí", 1],
        ["I", "Cán bộ, công chức", ""],
        [1, "Trần Văn An", "", "Chi bộ 1", "1"],
        [2, "Lê Thị Mai", "x", "Chi bộ 1", "2"],
        ["II", "Hợp đồng lao động", ""],
        [3, "Vũ Đức Vân", "", "Chi bộ 2", "3"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(4, 7, 3), rows=7, fields="full_name=B sex=C unit=D card_number=E", skipped={"total": 1, "section": 2},
        sex=["male", "female", "male"], unit=["Chi bộ 1", "Chi bộ 1", "Chi bộ 2"],
    )  # fmt: skip


@pytest.mark.parametrize("mark", ['"', "-nt-", "nt", "''", "”", "- nt -", "〃"])
def test_a_ditto_mark_means_as_above(tmp_path: Path, mark: str) -> None:
    rows = [
        ["STT", "Họ và tên", "Chi bộ", "Ngày vào Đảng", "Số thẻ", "Chức vụ"],
        [1, "Trần Văn An", "Chi bộ 1", "03/02/2005", "1", "Chuyên viên"],
        [2, "Lê Thị Mai", mark, mark, "2", mark],
        [3, "Vũ Đức Vân", mark, "04/02/2005", "3", ""],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(2, 4, 3), rows=4, fields="full_name=B unit=C admitted_on=D card_number=E position=F",
        unit=["Chi bộ 1"] * 3, admitted_on=[date(2005, 2, 3), date(2005, 2, 3), date(2005, 2, 4)], position=["Chuyên viên", "Chuyên viên", None],
    )  # fmt: skip


def test_titles_whose_name_stands_in_the_title_only(tmp_path: Path) -> None:
    rows = [["CÔNG NHẬN CƠ QUAN VĂN HÓA NĂM 2023"], ["STT", "Cơ quan, đơn vị", "Đạt"], [1, "Sở Y tế", "x"], [2, "Sở Tư pháp", ""]]
    seen(
        sheet_of(tmp_path, rows, given={"title": "Cơ quan văn hóa"}),
        "titles", header=[2], data=(3, 4, 2), rows=4, fields="unit=B awarded=C", skipped={"title": 1}, findings=[("period-from-title", None)],
        title=["Cơ quan văn hóa"] * 2, awarded=[True, False],
    )  # fmt: skip


def test_a_label_and_its_value_in_two_cells(tmp_path: Path) -> None:
    rows = [
        ["Đảng bộ:", "Sở Nông nghiệp"],
        ["Chi bộ:", "", "Chi bộ Thủy lợi"],
        ["STT", "Họ và tên", "Ngày sinh", "Số thẻ"],
        [1, "Trần Văn An", "1980", "1"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[3], data=(4, 4, 1), rows=4, fields="full_name=B birth_date=C card_number=D", skipped={"title": 2},
        unit=["Chi bộ Thủy lợi"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "line", ["Đơn vị: triệu đồng", "Đơn vị: Tỷ đồng", "ĐVT: 1.000 đồng", "Đơn vị: %", "Đơn vị: người", "Đơn vị: ……", "Đơn vị tính: điểm"]
)
def test_a_measure_above_the_headings_is_no_unit(tmp_path: Path, line: str) -> None:
    rows = [[line], ["Chỉ tiêu", "Năm", "Giá trị"], ["Thu ngân sách", 2023, 52.5]]
    seen(
        sheet_of(tmp_path, rows),
        "figures", header=[2], data=(3, 3, 1), rows=3, fields="indicator=A period=B value=C", skipped={"title": 1}, unit=[None],
    )  # fmt: skip


def test_a_log_of_meetings_grouped_by_month_and_cell(tmp_path: Path) -> None:
    rows = [
        ["KẾT QUẢ SINH HOẠT CHI BỘ QUÝ I/2023"],
        ["TT", "Ngày sinh hoạt", "Loại sinh hoạt", "Tổng số ĐV", "Có mặt", "Vắng có lý do", "Xếp loại sinh hoạt"],
        ["I", "Chi bộ Văn phòng (12 đảng viên)"],
        [1, "05/01/2023", "Thường kỳ", 12, 12, 0, "Tốt"],
        [2, "06/02/2023", "Chuyên đề", 12, 11, 1, "Khá"],
        ["", "Cộng", "", 24, 23, 1],
        ["II", "Chi bộ Thanh tra (5 đảng viên)"],
        [1, "05/01/2023", "Thường kỳ", 5, 5, 0, "Tốt"],
        ["", "Cộng", "", 5, 5, 0],
        ["", "TỔNG CỘNG", "", 29, 28, 1],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "meetings", header=[2], data=(4, 8, 3), rows=len(rows), fields="held_on=B kind=C due=D present=E excused=F quality=G",
        skipped={"title": 1, "section": 2, "total": 3}, unit=["Chi bộ Văn phòng", "Chi bộ Văn phòng", "Chi bộ Thanh tra"],
    )  # fmt: skip


def test_a_small_table_of_totals_above_the_roster(tmp_path: Path) -> None:
    rows = [
        ["Tổng số đảng viên:", 2],
        ["Trong đó: Nữ", 1],
        ["STT", "Họ và tên", "Giới tính", "Chi bộ", "Ngày vào Đảng"],
        [1, "Trần Văn An", "Nam", "Chi bộ 1", "03/02/2005"],
        [2, "Lê Thị Mai", "Nữ", "Chi bộ 1", "03/02/2006"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[3], data=(4, 5, 2), rows=5, fields="full_name=B sex=C unit=D admitted_on=E", skipped={"title": 2},
        sex=["male", "female"],
    )  # fmt: skip


def test_members_of_a_hamlet_with_the_birth_name_on_a_second_line(tmp_path: Path) -> None:
    rows = [
        ["Số TT", "Họ và tên đang dùng", "Năm sinh", "Chi bộ", "Ngày vào Đảng", "Trình độ văn hóa", "Trình độ LLCT", "Số thẻ đảng viên"],
        [1, "Trần Văn An", 1955, "Chi bộ thôn Đông", "19/5/1980", "10/10", "Sơ cấp", "08 000 123"],
        [2, "Lê Thị Mai", "1961", "Chi bộ thôn Đông", "3.2.1985", "7/10", "", "08000124"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(2, 3, 2), rows=3,
        fields="full_name=B birth_date=C unit=D admitted_on=E education=F theory_level=G card_number=H",
        education=["10/10", "7/10"], theory_level=["Sơ cấp", None], birth_date_last=[date(1955, 12, 31), date(1961, 12, 31)],
    )  # fmt: skip


def test_ratings_with_the_signers_table_and_percentages_below(tmp_path: Path) -> None:
    rows = [
        ["XẾP LOẠI CHI BỘ NĂM 2023"],
        ["STT", "Chi bộ", "Tổng điểm", "Xếp loại"],
        [1, "Chi bộ 1", "92,5", "HTXSNV"],
        [2, "Chi bộ 2", "81", "HTTNV"],
        [],
        ["", "Hoàn thành xuất sắc: 1 chi bộ (50%)"],
        ["", "Hoàn thành tốt: 1 chi bộ (50%)"],
        ["", "Không hoàn thành: 0"],
        ["", "", "TM. BAN THƯỜNG VỤ"],
        ["", "", "PHÓ BÍ THƯ"],
        ["", "", "Trần Văn An"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "ratings", header=[2], data=(3, 4, 2), rows=len(rows), fields="unit=B rating=D",
        skipped={"title": 1, "blank": 1, "signature": 6}, findings=[("period-from-title", None)], rating=["excellent", "good"],
    )  # fmt: skip


def test_figures_stated_by_units(tmp_path: Path) -> None:
    rows = [
        ["Tên chỉ tiêu", "Cơ quan, đơn vị", "ĐVT", "Kỳ báo cáo", "Số liệu"],
        ["Hồ sơ trả đúng hạn", "Sở Y tế", "%", "Quý II/2023", "98,75"],
        ["Hồ sơ trả đúng hạn", "TỔNG CÔNG TY MAY", "%", "6 tháng đầu năm 2023", "100"],
        ["Sáng kiến", "Sở Y tế", "sáng kiến", "2023", 12],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "figures", header=[1], data=(2, 4, 3), rows=4, fields="indicator=A unit=B measured_in=C period=D value=E",
        value=[Decimal("0.9875"), Decimal(1), Decimal(12)], unit=["Sở Y tế", "TỔNG CÔNG TY MAY", "Sở Y tế"],
        period=[date(2023, 4, 1), date(2023, 1, 1), date(2023, 1, 1)],
    )  # fmt: skip


@pytest.mark.parametrize(
    "line", ["Tổng số: 2 đồng chí (trong đó nữ 01)", "Tổng cộng có 2 đồng chí./.", "Danh sách có 02 đồng chí", "Ấn định danh sách: 02 đ/c"]
)
def test_a_closing_line_is_no_record(tmp_path: Path, line: str) -> None:
    rows = [
        ["STT", "Họ và tên", "Chi bộ", "Số thẻ"],
        [1, "Trần Văn An", "Chi bộ 1", "1"],
        [2, "Lê Thị Mai", "Chi bộ 1", "2"],
        ["", line],
    ]
    reason = "total" if line.startswith("Tổng") else "signature"
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(2, 3, 2), rows=4, fields="full_name=B unit=C card_number=D", skipped={reason: 1},
    )  # fmt: skip


def test_signers_side_by_side_under_a_table_without_running_numbers(tmp_path: Path) -> None:
    rows = [
        ["Họ tên", "Chi bộ", "Ngày vào Đảng", "Ngày chính thức"],
        ["Trần Văn An", "Chi bộ 1", "03/02/2005", "03/02/2006"],
        ["Lê Thị Mai", "Chi bộ 1", "03/02/2007", "03/02/2008"],
        ["", "", "Ngày 05 tháng 01 năm 2024"],
        ["NGƯỜI LẬP", "", "", "BÍ THƯ CHI BỘ"],
        ["(Đã ký)", "", "", "(Đã ký)"],
        ["Lê Thị Mai", "", "", "Trần Văn An"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(2, 3, 2), rows=7, fields="full_name=A unit=B admitted_on=C official_on=D", skipped={"signature": 4},
    )  # fmt: skip


def test_headings_that_are_repeated_after_a_page_break_with_a_second_numbering(tmp_path: Path) -> None:
    head = ["STT", "Họ và tên", "Chi bộ", "Số thẻ"]
    rows = [head, [1, 2, 3, 4], [1, "Trần Văn An", "Chi bộ 1", "1"], [], head, [1, 2, 3, 4], [2, "Lê Thị Mai", "Chi bộ 1", "2"]]
    sheet = sheet_of(tmp_path, rows)
    assert [column(table, "full_name") for table in sheet.tables] == [["Trần Văn An"], ["Lê Thị Mai"]]
    assert [table.skipped["numbering"] for table in sheet.tables] == [1, 1]
    assert (codes(sheet), sum(accounted(table) for table in sheet.tables)) == ([], 7)


def test_a_rating_of_meetings_is_one_of_their_own(tmp_path: Path) -> None:
    rows = [
        ["ĐÁNH GIÁ CHẤT LƯỢNG SINH HOẠT CHI BỘ THÁNG 3/2023"],
        ["STT", "Tên chi bộ", "Ngày sinh hoạt", "Tổng số", "Dự họp", "Tổng điểm", "Xếp loại"],
        [1, "Chi bộ 1", "03/3/2023", 12, 11, "92.5", "Tốt"],
        [2, "Chi bộ 2", "04/3/2023", 9, 9, "88", "Khá"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "meetings", header=[2], data=(3, 4, 2), rows=4, fields="unit=B held_on=C due=D present=E score=F quality=G", skipped={"title": 1},
        quality=["good", "fair"], score=[Decimal("92.5"), Decimal(88)],
    )  # fmt: skip


def test_names_that_begin_like_notes_and_totals_are_people(tmp_path: Path) -> None:
    names = [
        "Tổng Văn Hùng",
        "Cộng Thị Hoà",
        "Ban Văn Sơn",
        "Tô Thị Ký",
        "Kỳ Văn An",
        "Duyệt Thị Mai",
        "Nam Văn Tú",
        "Đoàn Thị Lan",
        "Hội Văn Bá",
        "Lưu Văn Ý",
    ]
    rows = [["STT", "Họ và tên", "Chi bộ", "Số thẻ"], *([number, name, "Chi bộ 1", str(number)] for number, name in enumerate(names, 1))]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(2, 11, 10), rows=11, fields="full_name=B unit=C card_number=D", full_name=names,
    )  # fmt: skip


def test_people_whose_unit_only_the_section_says_may_be_called_like_units(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày vào Đảng"],
        ["I", "Chi bộ 1"],
        [1, "Đoàn Thị Lan", "03/02/2005"],
        [2, "Ban Văn Sơn", "2006"],
        [3, "Đoàn Văn Hội", ""],
        ["II", "Chi bộ 2"],
        [1, "Nam Văn Tú", ""],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(3, 7, 4), rows=7, fields="full_name=B admitted_on=C", skipped={"section": 2},
        full_name=["Đoàn Thị Lan", "Ban Văn Sơn", "Đoàn Văn Hội", "Nam Văn Tú"], unit=["Chi bộ 1"] * 3 + ["Chi bộ 2"],
    )  # fmt: skip


@pytest.mark.parametrize("merged", [True, False])
def test_a_rating_ticked_in_one_of_several_columns(tmp_path: Path, *, merged: bool) -> None:
    rows = [
        ["XẾP LOẠI ĐẢNG VIÊN NĂM 2023"],
        ["STT", "Họ và tên", "Mức xếp loại", "", "", "", "Chi bộ"],
        ["", "", "HTXSNV", "Hoàn thành tốt NV", "HTNV", "Không XL", ""],
        [1, "Trần Văn An", "x", "", "", "", "Chi bộ 1"],
        [2, "Lê Thị Mai", "", "X", "", "", "Chi bộ 1"],
        [3, "Vũ Đức Vân", "x", "x", "", "", "Chi bộ 1"],
        [4, "Bùi Yến", "", "", "", "", "Chi bộ 1"],
        [5, "Đỗ Ngân", "", "", 4, "", "Chi bộ 1"],
        [6, "Hồ Hải", "", "", "", "x", "Chi bộ 1"],
        ["", "Tổng cộng", 2, 2, 0, 1],
        ["", "Tỷ lệ (%)", "50%", "50%", "0%", "0%"],
    ]
    seen(
        sheet_of(tmp_path, rows, merges=["A2:A3", "B2:B3", "C2:F2", "G2:G3"] if merged else []),
        "ratings", header=[2, 3], data=(4, 9, 6), rows=len(rows), fields="full_name=B rating=C unit=G", skipped={"title": 1, "total": 2},
        findings=[("period-from-title", None), ("several-choices", "C6"), ("missing", "C7"), ("bad-choice", "E8")],
        rating=["excellent", "good", "not_rated"],
    )  # fmt: skip


@pytest.mark.parametrize("heading", ["Không xếp loại (lý do)", "Không xếp loại"])
def test_why_somebody_is_not_rated_is_a_tick(tmp_path: Path, heading: str) -> None:
    rows = [
        ["XẾP LOẠI ĐẢNG VIÊN NĂM 2023"],
        ["STT", "Họ và tên", "HTXSNV", "HTTNV", heading],
        [1, "Trần Văn An", "x", "", ""],
        [2, "Lê Thị Mai", "", "", "Chuyển đến chưa đủ 6 tháng"],
        [3, "Vũ Đức Vân", "x", "", "Chuyển đến chưa đủ 6 tháng"],
        [4, "Bùi Yến", "", "Ốm dài ngày", ""],
        [5, "Đỗ Ngân", "", "", "Hoàn thành tốt, chuyển đi"],
        [6, "Hồ Hải", "", "", 4],
        [7, "Hồ Lan", "", "", "x"],
    ]
    sheet = sheet_of(tmp_path, rows)
    assert column(sheet.tables[0], "rating") == ["excellent", "not_rated", "not_rated"]
    assert [cell for code, cell in codes(sheet) if code == "bad-choice"] == ["C5", "D6", "E7", "E8"]


def test_a_table_that_counts_ratings_is_no_list_of_them(tmp_path: Path) -> None:
    rows = [
        ["TỔNG HỢP XẾP LOẠI NĂM 2023"],
        ["STT", "Đơn vị", "Tổng số", "HTXS", "HTT", "HT"],
        [1, "Chi bộ 1", 12, 2, 8, 2],
        [2, "Chi bộ 2", 9, 1, 8, 0],
    ]
    sheet = sheet_of(tmp_path, rows)
    assert all(not len(table.batch) for table in sheet.tables)
    assert any(finding.code.severity.value == "error" for finding in sheet.findings)


def test_days_of_birth_in_two_columns_for_men_and_women(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Nam", "Nữ", "Chi bộ", "Số thẻ"],
        [1, "Trần Văn An", 1980, "", "Chi bộ 1", "1"],
        [2, "Lê Thị Mai", "", "05/3/1985", "Chi bộ 1", "2"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(2, 3, 2), rows=3, fields="full_name=B birth_date=C sex=C unit=E card_number=F",
        sex=["male", "female"], birth_date=[date(1980, 1, 1), date(1985, 3, 5)],
    )  # fmt: skip


def test_a_member_belongs_to_the_cell_and_not_to_the_office(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Đơn vị công tác", "Chức vụ", "Chi bộ", "Số thẻ"],
        [1, "Trần Văn An", "TỔNG CÔNG TY MAY", "Giám đốc", "Chi bộ 1", "1"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(2, 2, 1), rows=2, fields="full_name=B position=D unit=E card_number=F",
        unit=["Chi bộ 1"],
    )  # fmt: skip


def test_a_ticked_status(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Đảng viên", "", "Chi bộ", "Số thẻ"],
        ["", "", "Chính thức", "Dự bị", "", ""],
        [1, "Trần Văn An", "x", "", "Chi bộ 1", "1"],
        [2, "Lê Thị Mai", "", "x", "Chi bộ 1", "2"],
        [3, "Vũ Đức Vân", "", "", "Chi bộ 1", "3"],
    ]
    seen(
        sheet_of(tmp_path, rows, merges=["C1:D1"]),
        "members", header=[1, 2], data=(3, 5, 3), rows=5, fields="full_name=B status=C unit=E card_number=F",
        status=["official", "probationary", None],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cells", "kept"),
    [
        pytest.param("Diện miễn", ["x", ""], ["exempt", None], id="a tick"),
        pytest.param("ĐV miễn", ["", "x"], [None, "exempt"], id="in short"),
        pytest.param("Miễn sinh hoạt", ["Có", "Không"], ["exempt", None], id="yes and no"),
        pytest.param("Miễn SH", ["Miễn sinh hoạt", "x"], ["exempt", "exempt"], id="the word itself"),
        pytest.param("Từ trần", ["", "x"], [None, "deceased"], id="another status"),
        pytest.param("Dự bị", ["x", ""], ["probationary", None], id="what is a day elsewhere"),
        pytest.param("Miễn SH", ["", ""], None, id="nothing"),
        pytest.param("Miễn SH", ["Không", ""], None, id="nobody"),
        pytest.param("Miễn SH", ["01/2020", "x"], None, id="since when"),
        pytest.param("Miễn đảng phí", ["x", ""], None, id="of something else"),
    ],
)
def test_a_status_that_one_column_ticks(tmp_path: Path, heading: str, cells: list[str], kept: list[str | None] | None) -> None:
    rows = [["Họ và tên", "Chi bộ", "Số thẻ", heading], ["Trần An", "CB 1", "01", cells[0]], ["Lê Mai", "CB 1", "02", cells[1]]]
    table = table_of(tmp_path, rows)
    assert ("status" in table.fields) == (kept is not None)
    assert column(table, "status") == (kept or [None, None])


def test_a_status_that_one_column_ticks_beside_the_days_of_the_others(tmp_path: Path) -> None:
    rows = [
        ["Họ và tên", "Chi bộ", "Vào Đảng", "", "Diện miễn"],
        ["", "", "Dự bị", "Chính thức", ""],
        ["Trần An", "CB 1", "03/02/1968", "03/02/1969", "x"],
        ["Lê Mai", "CB 1", "03/02/2008", "03/02/2009", ""],
    ]
    seen(
        sheet_of(tmp_path, rows, merges=["C1:D1"]),
        "members", header=[1, 2], data=(3, 4, 2), rows=4, fields="full_name=A unit=B admitted_on=C official_on=D status=E",
        status=["exempt", None], official_on=[date(1969, 2, 3), date(2009, 2, 3)],
    )  # fmt: skip


def test_a_tick_below_an_exemption_is_no_status_beside_a_column_of_it(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Chi bộ", "Trạng thái", "Miễn SH"], ["Trần An", "CB 1", "Chính thức", "x"]]
    assert column(table_of(tmp_path, rows), "status") == ["official"]


def test_members_who_are_not_rated_ticked_in_columns_of_the_older_words(tmp_path: Path) -> None:
    rows = [
        ["PHÂN TÍCH CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2012"],
        ["TT", "Họ và tên", "Đảng viên đủ tư cách", "", "Đảng viên vi phạm tư cách", "Đảng viên miễn SH"],
        ["", "", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ", "", ""],
        *(
            [number, name, *["x" if place == number else "" for place in range(1, 5)]]
            for number, name in enumerate(["An", "Bình", "Chi", "Dung"], 1)
        ),
    ]
    table = table_of(tmp_path, rows, merges=["C2:D2"])
    assert column(table, "rating") == ["good", "completed", "failed", "not_rated"]


@pytest.mark.parametrize("note", ["(đã chuyển đi tháng 3)", "* Đảng viên đi học", "- Nữ: 01 đồng chí", "+ Dự bị"])
def test_a_note_among_the_names_is_nobody(tmp_path: Path, note: str) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Số thẻ"],
        ["I", "Chi bộ 1"],
        [1, "Trần Văn An", "1980", "1"],
        ["", note],
        [2, "Lê Thị Mai", "1981", "2"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(3, 5, 2), rows=5, fields="full_name=B birth_date=C card_number=D", skipped={"section": 2},
        unit=["Chi bộ 1"] * 2,
    )  # fmt: skip


def test_a_total_of_women_is_no_count_of_rows(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Nữ", "Chi bộ", "Số thẻ"],
        [1, "Trần Văn An", "", "Chi bộ 1", "1"],
        [2, "Lê Thị Mai", "x", "Chi bộ 1", "2"],
        ["", "Tổng cộng", 1],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "members", header=[1], data=(2, 3, 2), rows=4, fields="full_name=B sex=C unit=D card_number=E", skipped={"total": 1},
    )  # fmt: skip


def test_a_total_below_the_sexes_counts_one_of_them(tmp_path: Path) -> None:
    rows = [["STT", "Họ và tên", "Giới tính", "Chi bộ"], [1, "Trần An", "Nam", "Chi bộ 1"], [2, "Lê Thị Mai", "Nữ", "Chi bộ 1"]]
    assert codes(sheet_of(tmp_path, [*rows, ["Tổng cộng", "", 1, ""]])) == []


def test_winners_with_ditto_marks(tmp_path: Path) -> None:
    rows = [
        ["KHEN THƯỞNG NĂM 2023"],
        ["TT", "Họ và tên", "Chức vụ", "Đơn vị", "Danh hiệu thi đua"],
        [1, "Trần Văn An", "Chuyên viên", "Sở Y tế", "Chiến sĩ thi đua cơ sở"],
        [2, "Lê Thị Mai", "-nt-", "-nt-", "-nt-"],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "titles", header=[2], data=(3, 4, 2), rows=4, fields="full_name=B unit=D title=E", skipped={"title": 1},
        findings=[("period-from-title", None)], unit=["Sở Y tế"] * 2, title=["Chiến sĩ thi đua cơ sở"] * 2,
    )  # fmt: skip


def test_units_below_others_may_begin_with_a_dash(tmp_path: Path) -> None:
    rows = [["Tên đơn vị", "Loại hình"], ["Đảng bộ Sở Y tế", "Đảng bộ cơ sở"], ["- Chi bộ Văn phòng", ""], ["- Chi bộ Thanh tra", ""]]
    seen(
        sheet_of(tmp_path, rows),
        "units", header=[1], data=(2, 4, 3), rows=4, fields="name=A kind=B",
    )  # fmt: skip


# --- headings as offices shorten and spell them ---


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ngày CT", "official_on"),
        ("Ngày tháng vào Đảng (chính thức)", "official_on"),
        ("Ngày, tháng, năm được kết nạp vào Đảng", "admitted_on"),
        ("Ngày kết nạp (dự bị)", "admitted_on"),
        ("Ngày kết nạp (chính thức)", None),  # one day or the other
        ("Ngày vào Đoàn", None),  # two letters from Đảng
        ("Ngày, tháng, năm vào Đoàn", None),
    ],
)
def test_which_of_the_two_days_a_heading_means(tmp_path: Path, heading: str, field: str | None) -> None:
    sheet = sheet_of(tmp_path, [["Họ và tên", "Chi bộ", "Số thẻ", heading], ["Trần An", "CB01", "08012345", "03/02/2005"]])
    (table,) = sheet.tables
    assert {name for name, letter in table.fields.items() if letter == "D"} == ({field} if field else set())


def test_a_ticked_status_beside_a_column_of_days(tmp_path: Path) -> None:
    rows = [
        ["TT", "Họ và tên", "Đảng viên", "", "", "Ngày vào Đảng", "Chi bộ"],
        ["", "", "Chính thức", "Dự bị", "Miễn SH", "", ""],
        [1, "Văn Thị Mười", "", "", "x", "03/02/1968", "CB01"],
        [2, "Phùng Chí Kiên", "x", "", "", "03/02/2008", "CB01"],
        [3, "Sầm Văn Dự", "", "x", "", "03/02/2024", "CB01"],
    ]
    seen(
        sheet_of(tmp_path, rows, merges=["C1:E1"]),
        "members", header=[1, 2], data=(3, 5, 3), rows=5, fields="full_name=B status=C admitted_on=F unit=G",
        status=["exempt", "official", "probationary"], admitted_on=[date(1968, 2, 3), date(2008, 2, 3), date(2024, 2, 3)],
    )  # fmt: skip


@pytest.mark.parametrize("total", ["Cộng A", "Cộng I:", "Cộng mục 1", "Cộng Chi bộ Nội: 1", "Tổng (A+B)"])
def test_the_total_of_a_section_is_no_person(tmp_path: Path, total: str) -> None:
    rows = [["STT", "Họ và tên", "Chi bộ", "Ngày sinh"], [1, "Trần Văn Cộng", "CB01", "01/02/1980"], ["", total, "", 1]]
    (table,) = sheet_of(tmp_path, rows).tables
    assert (column(table, "full_name"), table.skipped["total"]) == (["Trần Văn Cộng"], 1)


# --- lists of something else ---

_PEOPLE = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Chức vụ", "Đơn vị"]
_PERSON = [1, "Trần Văn An", "01/02/1980", "Nam", "Kinh", "Chuyên viên", "Phòng Nội vụ"]


@pytest.mark.parametrize(
    "title",
    [
        "DANH SÁCH CÁN BỘ, CÔNG CHỨC NĂM 2024",
        "DANH SÁCH HỌC SINH LỚP 5A",
        "DANH SÁCH QUẦN CHÚNG ƯU TÚ HỌC LỚP NHẬN THỨC VỀ ĐẢNG",
        "DANH SÁCH ĐẢNG VIÊN VÀ QUẦN CHÚNG DỰ HỘI NGHỊ",
        "DANH BẠ ĐIỆN THOẠI",
        "DANH SÁCH TẶNG QUÀ TẾT",
    ],
)
def test_people_whom_nothing_calls_members_are_none(tmp_path: Path, title: str) -> None:
    rows = [[title], _PEOPLE, _PERSON]
    sheet = sheet_of(tmp_path, rows)
    assert (sheet.tables, codes(sheet)) == ([], [("other-list", None)])
    (table,) = read_file(workbook(tmp_path / "said.xlsx", {"DS": rows}), kind="members").sheets[0].tables
    assert len(table.batch) == 1


@pytest.mark.parametrize(
    ("above", "name", "unit"),
    [
        ("DANH SÁCH CÁN BỘ, ĐẢNG VIÊN", "Danh sách", "Phòng Nội vụ"),
        ("DANH SÁCH TRÍCH NGANG", "DS đảng viên", "Phòng Nội vụ"),
        ("DANH SÁCH TRÍCH NGANG", "Danh sách", "Chi bộ Phòng Nội vụ"),
        ("DANH SÁCH TRÍCH NGANG", "Danh sách", "CB01"),
        ("", "Danh sách", "Phòng Nội vụ"),
    ],
    ids=["title", "sheet", "unit", "code", "nothing above"],
)
def test_people_whom_something_calls_members(tmp_path: Path, above: str, name: str, unit: str) -> None:
    path = workbook(tmp_path / "list.xlsx", {name: [[above], _PEOPLE, [*_PERSON[:-1], unit]]})
    (table,) = read_file(path).sheets[0].tables
    assert (table.batch.kind.name, len(table.batch)) == ("members", 1)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [["BẢNG CHẤM SINH HOẠT CHI BỘ NĂM 2024"], ["STT", "Họ và tên", "T1", "T2", "T3"], [1, "Trần An", "x", "x", "P"]],
            id="attendance",
        ),
        pytest.param([["XẾP LOẠI HỘI VIÊN NĂM 2024"], ["STT", "Họ và tên", "Xếp loại"], [1, "Trần An", "Xuất sắc"]], id="an association"),
        pytest.param(
            [["KẾT QUẢ CÔNG TÁC KIỂM TRA"], ["TT", "Đơn vị", "Kiểm tra tổ chức", "Kiểm tra đảng viên"], [1, "Đảng ủy xã A", 2, 6]],
            id="counts by unit",
        ),
        pytest.param(
            [["PHÂN BỔ NĂM 2025"], ["STT", "Đơn vị", "Chỉ tiêu giao"], [1, "Đảng bộ xã A", 12]], id="a quota of nobody knows what"
        ),
        pytest.param(
            [["XẾP LOẠI NĂM 2024"], ["STT", "Chi bộ", "HTXS", "HTT", "HT"], [1, "Chi bộ A", 1, 0, 0], [2, "Chi bộ B", 1, 7, 0]],
            id="numbers where ticks could stand",
        ),
    ],
)
def test_a_table_about_something_else_is_not_read(tmp_path: Path, rows: list[list[Any]]) -> None:
    sheet = sheet_of(tmp_path, rows)
    assert sheet.tables == []
    assert [code for code, _ in codes(sheet)] in (["other-list"], ["no-table"])


def test_a_tick_may_be_written_as_one(tmp_path: Path) -> None:
    rows = [
        ["XẾP LOẠI NĂM 2024"],
        ["STT", "Chi bộ", "HTXS", "HTT"],
        [1, "Chi bộ A", 1, 0],
        [2, "Chi bộ B", "", 1],
        ["", "Cộng", 1, 1],
    ]
    seen(
        sheet_of(tmp_path, rows),
        "ratings", header=[2], data=(3, 4, 2), rows=5, skipped={"title": 1, "total": 1}, fields="unit=B rating=C",
        findings=[("period-from-title", None)], rating=["excellent", "good"],
    )  # fmt: skip


def test_quarters_under_which_the_first_row_has_words_only(tmp_path: Path) -> None:
    table = table_of(tmp_path, [["Đơn vị", "Quý I/2024", "Quý II/2024"], ["Chi bộ Thuế", "HTT", "HTXS"], ["Chi bộ Kho bạc", "HT", ""]])
    assert (table.header_rows, table.fields, table.rows) == ((1,), {"unit": "A", "rating": "B"}, 2)
    assert column(table, "rating") == ["good", "excellent", "completed"]


# --- days, names and quotas ---


@pytest.mark.parametrize(
    ("days", "found"),
    [
        pytest.param(["10/23/1970", "02/03/1971"], [("bad-date", "C2"), ("month-first", "C3")], id="only the month can come first"),
        pytest.param(["10/23/1970", "23/10/1971", "02/03/1971"], [("bad-date", "C2")], id="the day comes first elsewhere"),
        pytest.param(["10/23/1970", "03/03/1971"], [("bad-date", "C2")], id="the same either way"),
        pytest.param(["02/03/1970", "04/05/1971"], [], id="nothing says so"),
    ],
)
def test_days_that_may_be_written_month_first(tmp_path: Path, days: list[str], found: list[tuple[str, str]]) -> None:
    rows = [["Họ và tên", "Số thẻ", "Ngày sinh", "Chi bộ"], *([f"Trần {day}", day, day, "CB01"] for day in days)]
    assert codes(sheet_of(tmp_path, rows)) == found


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Đ/c Trần Văn Sửu", "Trần Văn Sửu"),
        ("Đồng chí: Trần Văn Sửu", "Trần Văn Sửu"),
        ("Đồng Chí Kiên", "Đồng Chí Kiên"),
        ("Đồng Văn Chí", "Đồng Văn Chí"),
    ],
)
def test_the_word_comrade_is_no_part_of_a_name(tmp_path: Path, written: str, name: str) -> None:
    assert column(table_of(tmp_path, [["Họ và tên", "Số thẻ", "Chi bộ"], [written, "1", "CB01"]]), "full_name") == [name]


@pytest.mark.parametrize(
    ("total", "said"), [("Cộng trang 1", False), ("Cộng Chi bộ 3", False), ("Cộng: 3", True), ("Tổng số 3 đồng chí", True)]
)
def test_the_number_of_a_page_or_cell_is_no_count(tmp_path: Path, total: str, *, said: bool) -> None:
    rows = [["STT", "Họ và tên", "Số thẻ", "Chi bộ"], [1, "Trần Văn An", "1", "CB01"], ["", total]]
    assert [code for code, _ in codes(sheet_of(tmp_path, rows))] == (["total-differs"] if said else [])


@pytest.mark.parametrize(
    ("title", "kind", "field"),
    [
        ("GIAO CHỈ TIÊU GIAI ĐOẠN 2024-2025", "allocations", "target"),
        ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU GIAI ĐOẠN 2024-2025", "figures", "indicator"),
    ],
)
def test_numbers_below_years_are_quotas_where_the_title_hands_them_down(tmp_path: Path, title: str, kind: str, field: str) -> None:
    table = table_of(tmp_path, [[title], ["TT", "Đơn vị", "Chỉ tiêu", "2024", "2025"], [1, "Đảng bộ A", "ket-nap", 5, 6]])
    assert (table.batch.kind.name, table.fields[field], column(table, "value")) == (kind, "C", [Decimal(5), Decimal(6)])


@pytest.mark.parametrize(
    ("title", "read"),
    [("THU QUỸ NĂM 2024", False), ("THEO DÕI SINH HOẠT NĂM 2024", True), ("", True)],
    ids=["payments", "meetings", "nothing"],
)
def test_days_of_units_are_meetings_unless_the_title_is_about_something_else(tmp_path: Path, title: str, *, read: bool) -> None:
    sheet = sheet_of(tmp_path, [[title], ["STT", "Chi bộ", "Ngày", "Nội dung"], [1, "Chi bộ 1", "05/01/2024", "Quý I"]])
    assert [table.batch.kind.name for table in sheet.tables] == (["meetings"] if read else [])
    assert ("other-list" in [code for code, _ in codes(sheet)]) is not read


def test_a_wrong_letter_makes_another_word_of_a_short_heading(tmp_path: Path) -> None:
    assert sheet_of(tmp_path, [["STT", "Tên đơn vị", "Ngày nộp"], [1, "Chi bộ 1", "05/05/2024"]]).kind != "meetings"


@pytest.mark.parametrize(
    ("title", "second", "read"),
    [
        ("DANH SÁCH CÁN BỘ, CÔNG CHỨC", "", False),
        ("DANH SÁCH CÁN BỘ, CÔNG CHỨC", "19/05/2010", True),
        ("DANH SÁCH CÁN BỘ, CÔNG CHỨC LÀ ĐẢNG VIÊN", "", True),
        ("DANH SÁCH TRÍCH NGANG", "", True),
    ],
    ids=["one of the staff has no day", "each has his day", "all are members", "nobody else is named"],
)
def test_staff_of_whom_some_are_members(tmp_path: Path, title: str, second: str, *, read: bool) -> None:
    rows = [
        [title],
        ["STT", "Họ và tên", "Đơn vị", "Ngày vào Đảng"],
        [1, "Trần An", "Văn phòng", "03/02/2005"],
        [2, "Lê Bình", "Văn phòng", second],
    ]
    sheet = sheet_of(tmp_path, rows)
    assert ([table.rows for table in sheet.tables], [code for code, _ in codes(sheet)]) == (([2], []) if read else ([], ["other-list"]))


@pytest.mark.parametrize(
    ("above", "heading", "unit", "read"),
    [
        ("DANH SÁCH TRÍCH NGANG", "Hệ số lương", "Văn phòng", False),
        ("", "Mã ngạch", "Văn phòng", False),
        ("ĐẢNG ỦY XÃ HỒNG MINH", "Loại hợp đồng", "Văn phòng", False),
        ("ĐẢNG ỦY XÃ HỒNG MINH", "Chức vụ", "Văn phòng", True),
        ("", "Chức vụ", "Văn phòng", True),
        ("DANH SÁCH ĐẢNG VIÊN", "Hệ số lương", "Văn phòng", True),
        ("DANH SÁCH THU ĐẢNG PHÍ", "Tiền lương", "Văn phòng", True),
        ("DANH SÁCH TRÍCH NGANG", "Hệ số lương", "Chi bộ Văn phòng", True),
    ],
    ids=["wages", "grade", "a committee asked for it", "no wages", "no line above", "members", "fees", "by cells"],
)
def test_a_list_with_the_columns_of_a_payroll(tmp_path: Path, above: str, heading: str, unit: str, *, read: bool) -> None:
    rows = [[above], ["STT", "Họ và tên", "Ngày sinh", "Đơn vị", heading], [1, "Trần An", "01/02/1980", unit, "3,33"]]
    sheet = sheet_of(tmp_path, rows)
    assert ([table.batch.kind.name for table in sheet.tables], [code for code, _ in codes(sheet)]) == (
        (["members"], []) if read else ([], ["other-list"])
    )


_DECIDED = ["STT", "Họ và tên", "Chi bộ", "Số QĐ", "Ngày quyết định"]


@pytest.mark.parametrize(
    ("title", "more", "read"),
    [
        pytest.param("DANH SÁCH ĐẢNG VIÊN BỊ THI HÀNH KỶ LUẬT NĂM 2022", [], False, id="discipline"),
        pytest.param("DANH SÁCH CÁN BỘ ĐƯỢC BỔ NHIỆM", [], False, id="appointments"),
        pytest.param("Danh sách đảng viên miễn sinh hoạt", [], False, id="exempted"),
        pytest.param("DANH SÁCH KẾT NẠP ĐẢNG VIÊN", [], True, id="admissions by their title"),
        pytest.param("DANH SÁCH PHÁT TRIỂN ĐẢNG VIÊN NĂM 2022", [], True, id="admissions by the other word for them"),
        pytest.param("DANH SÁCH TẠO NGUỒN PHÁT TRIỂN ĐẢNG VIÊN NĂM 2022", [], False, id="who may be admitted one day"),
        pytest.param("DANH SÁCH THEO DÕI", ["Đơn vị kết nạp"], True, id="admissions by a heading"),
        pytest.param("ĐẢNG ỦY XÃ A", [], True, id="no title but the letterhead"),
    ],
)
def test_a_day_of_decision_alone_admits_nobody_under_another_title(tmp_path: Path, title: str, more: list[str], *, read: bool) -> None:
    rows = [[title], [*_DECIDED, *more], [1, "Trần An", "Chi bộ 1", "12-QĐ/HU", "05/03/2022"]]
    sheet = sheet_of(tmp_path, rows)
    assert (sheet.kind, [code for code, _ in codes(sheet)]) == (("admissions", []) if read else (None, ["other-list"]))


@pytest.mark.parametrize("heading", ["Ngày vào Đảng", "Số thẻ đảng viên"])
def test_a_payroll_that_says_who_is_a_member_since_when(tmp_path: Path, heading: str) -> None:
    rows = [["STT", "Họ và tên", "Đơn vị", "Hệ số lương", heading], [1, "Trần An", "Văn phòng", "3,33", "03/02/2005"]]
    assert sheet_of(tmp_path, rows).kind == "members"


# --- what was refused hides nothing below it ---

_ROSTER = [
    ["DANH SÁCH ĐẢNG VIÊN"],
    ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Số thẻ đảng viên"],
    [1, "Trần An", "1980", "Chi bộ 1", "00000001"],
    [2, "Lê Mai", "1981", "Chi bộ 1", "00000002"],
]
_PHONES = [["DANH BẠ ĐIỆN THOẠI"], ["STT", "Họ và tên", "Đơn vị", "Điện thoại"], [1, "Vũ Vân", "Phòng Nội vụ", "0912345678"]]
_UNCLAIMED = [["BẢNG SỐ 1"], ["STT", "Họ và tên", "Ngày sinh"], [1, "Bùi Yến", "1980"]]
_LOG = [["SỔ HỌP"], ["Chi bộ", "Ngày họp", "Số phải dự"], ["Chi bộ 1", "05/01/2024", 10]]


@pytest.mark.parametrize(
    ("parts", "kinds", "found"),
    [
        ([_PHONES, _ROSTER], {"members": 2}, [("other-list", 2)]),
        ([_UNCLAIMED, _LOG], {"meetings": 1}, [("no-table", 2)]),
        ([_ROSTER, _PHONES, _LOG], {"members": 2, "meetings": 1}, [("other-list", 7)]),
        ([_LOG, _UNCLAIMED], {"meetings": 1}, [("no-table", 6)]),
        ([_PHONES, _UNCLAIMED], {}, [("other-list", 2), ("no-table", 6)]),
        ([_PHONES, _PHONES, _PHONES], {}, [("other-list", 2)]),
    ],
    ids=["first", "first, without units", "in the middle", "last", "two of them", "copies are refused once"],
)
def test_a_refused_table_hides_none_below_it(
    tmp_path: Path, parts: list[list[list[Any]]], kinds: dict[str, int], found: list[tuple[str, int]]
) -> None:
    rows = [row for part in parts for row in (*part, [])][:-1]
    sheet = sheet_of(tmp_path, rows)
    assert {table.batch.kind.name: len(table.batch) for table in sheet.tables} == kinds
    assert [(each.code.slug, each.place.row) for each in sheet.findings] == found
    assert not kinds or sum(accounted(table) for table in sheet.tables) == len(rows)


@pytest.mark.parametrize(("numbered", "kinds"), [(True, ["meetings", "members"]), (False, ["members"])])
def test_a_small_table_with_numbered_records_above_a_large_one_is_read(tmp_path: Path, *, numbered: bool, kinds: list[str]) -> None:
    """What is not numbered may be a box that belongs to the title of the large one."""
    mark = ["STT", 1, 2] if numbered else ["", "", ""]
    small = [[mark[0], "Chi bộ", "Ngày họp"], [mark[1], "Chi bộ 1", "05/01/2024"], [mark[2], "Chi bộ 2", "06/01/2024"], []]
    large = [
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Chi bộ", "Số thẻ đảng viên"],
        [1, "Trần An", "1980", "Nam", "Kinh", "Chi bộ 1", "00000001"],
    ]
    assert [table.batch.kind.name for table in sheet_of(tmp_path, small + large).tables] == kinds


@pytest.mark.parametrize("headings", [("Tên", "Họ và chữ đệm"), ("Tên", "Họ đệm"), ("Tên", "Họ")])
def test_the_given_name_in_a_column_before_the_family_name(tmp_path: Path, headings: tuple[str, str]) -> None:
    rows = [["STT", *headings, "Chi bộ", "Ngày vào Đảng"], [1, "An", "Trần Văn", "Chi bộ 1", "03/02/2005"]]
    assert column(table_of(tmp_path, rows), "full_name") == ["Trần Văn An"]


@pytest.mark.parametrize(("rest", "told"), [("", []), ("1981", [("double-column", "E1")])])
def test_cells_merged_in_pairs_over_every_row_are_one_column(tmp_path: Path, rest: str, told: list[tuple[str, str]]) -> None:
    """Where a cell in the second of them is filled, the two are not one column and the second is told."""
    rows = [
        ["STT", "Họ và tên", "", "Ngày sinh", "", "Chi bộ", "", "Ngày vào Đảng", ""],
        [1, "Trần An", "", "1980", "", "Chi bộ 1", "", "03/02/2005", ""],
        [2, "Lê Mai", "", "1980", rest, "Chi bộ 1", "", "03/02/2006", ""],
    ]
    merges = [f"{left}{row}:{right}{row}" for row in (1, 2, 3) for left, right in ("BC", "DE", "FG", "HI") if (row, left) != (3, "D")]
    sheet = sheet_of(tmp_path, rows, merges)
    assert (column(sheet.tables[0], "full_name"), codes(sheet)) == (["Trần An", "Lê Mai"], told)


@pytest.mark.parametrize(
    ("measured", "heading", "read"),
    [
        ("", "Thực hiện", True), ("Đạt/Không đạt", "Thực hiện", True), ("tỷ đồng", "Thực hiện", False), ("%", "Thực hiện", False),
        ("", "Thực hiện (tỷ đồng)", False), ("", "Thực hiện (%)", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("word", ["Đạt", "không"])
def test_that_a_goal_was_met_is_no_quantity(tmp_path: Path, measured: str, heading: str, word: str, *, read: bool) -> None:
    """ "Đạt" beside "tỷ đồng" was kept as 1 tỷ đồng."""
    rows = [
        ["Chỉ tiêu", "Năm", heading, *(["Đơn vị tính"] if measured else [])],
        ["Thu ngân sách", 2023, word, *([measured] if measured else [])],
    ]
    sheet = sheet_of(tmp_path, rows)
    assert (column(sheet.tables[0], "value"), codes(sheet)) == (([Decimal(word == "Đạt")], []) if read else ([], [("bad-number", "C2")]))


@pytest.mark.parametrize(
    ("former", "several"),
    [
        ("Chi bộ A và Chi bộ B", True), ("Chi bộ A; Chi bộ B", True), ("Chi bộ A\nChi bộ B", True), ("- Chi bộ A\n- Chi bộ B", True),
        ("1. Chi bộ A\n2. Chi bộ B", True), ("Chi bộ A, Chi bộ B", True), ("Chi bộ A + Chi bộ B", True), ("CHI BỘ A VÀ ĐẢNG BỘ B", True),
        ("Chi bộ Kế hoạch và Đầu tư", False), ("Chi bộ 1, Đảng bộ xã A", False), ("Chi bộ 1\nĐảng bộ xã A", False),
        ("Chi bộ thôn Đông\nvà thôn Tây", False), ("Chi bộ", False), ("Chi bộ Vàng A", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("former_first", [True, False])
def test_several_units_in_one_cell_of_a_merger(tmp_path: Path, former: str, *, former_first: bool, several: bool) -> None:
    """One name made of two ended neither of them. The same for a unit that was parted into two."""
    cells = [former, "Chi bộ C", "Sáp nhập"] if former_first else ["Chi bộ C", former, "Chia tách"]
    rows = [["STT", "Đơn vị cũ", "Đơn vị mới", "Hình thức", "Ngày hiệu lực"], [1, *cells, "01/07/2023"]]
    sheet = sheet_of(tmp_path, rows)
    assert (len(sheet.tables[0].batch), codes(sheet)) == ((0, [("several-units", "B2" if former_first else "C2")]) if several else (1, []))


_HEADS = ["STT", "Họ và tên", "Ngày sinh", "Đơn vị"]
_OTHER_HEADS = ["STT", "Họ và tên", "Đơn vị", "Chức vụ"]
_STAFF = [["DANH SÁCH VIÊN CHỨC, NGƯỜI LAO ĐỘNG"], _HEADS, [1, "Nguyễn An", "1970", "Phòng HC"]]
_PAYROLL = [["STT", "Họ và tên", "Đơn vị", "Hệ số lương"], [1, "Nguyễn An", "Phòng HC", "3,33"]]
_CANDIDATES = [["DANH SÁCH QUẦN CHÚNG ƯU TÚ"], ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"], [1, "Nguyễn An", "1970", "Chi bộ 1"]]
_PAID = [["BẢNG KÊ CHI TIỀN"], ["STT", "Đơn vị", "Ngày", "Nội dung"], [1, "Phòng HC", "05/01/2023", "Nước uống khi họp"]]
_BARE = [_HEADS, [1, "Lê Cường", "1971", "Phòng KT"]]
_BARE_OTHER = [_OTHER_HEADS, [1, "Lê Cường", "Phòng KT", "Trưởng phòng"]]


@pytest.mark.parametrize(
    ("parts", "kinds"),
    [
        ([_STAFF, _BARE], []),
        ([_STAFF, _BARE, _BARE_OTHER], []),
        ([_STAFF, [["Người lập biểu"], []], _BARE], []),
        ([_STAFF, _BARE_OTHER], []),
        ([_STAFF, [["Cộng: 1 người"], []], _BARE_OTHER], []),
        ([_STAFF, [["Phòng Kế toán - Đảng ủy Sở"]], _BARE], []),
        ([_STAFF, [["DANH SÁCH ĐẢNG VIÊN"]], _BARE], ["members"]),
        ([_STAFF, [["DANH SÁCH CÁN BỘ ĐẢNG ỦY"]], _BARE], []),
        ([_STAFF, [["II. DANH SÁCH CẤP ỦY ĐẢNG ỦY SỞ"]], _BARE_OTHER], ["members"]),
        ([_STAFF, [["DANH SÁCH ĐẢNG VIÊN"]], _BARE, _BARE_OTHER], ["members", "members"]),
        ([_PAYROLL, _BARE], []),
        ([_PAYROLL, [["STT", "Họ và tên", "Đơn vị", "Số thẻ đảng viên"], [1, "Lê Cường", "Phòng KT", "00000001"]]], ["members"]),
        ([_CANDIDATES, _CANDIDATES[1:]], []),
        ([_CANDIDATES, [["CHI BỘ HAI"]], _CANDIDATES[1:]], []),
        ([_CANDIDATES, [["DANH SÁCH CHI BỘ HAI"]], _CANDIDATES[1:]], []),
        ([_PAID, _PAID[1:]], []),
        ([_PAID, _LOG], ["meetings"]),
    ],
    ids=[
        "the same headings",
        "a third one",
        "below a signature",
        "other headings",
        "below a total",
        "a line that names no list",
        "a list of members",
        "the same headings, not of members",
        "other headings, another list",
        "what comes below another list",
        "no title at all",
        "a column that only members have",
        "candidates",
        "candidates of another cell",
        "the same headings, the list of a cell",
        "payments",
        "a log of meetings",
    ],
)
def test_a_table_without_a_title_of_its_own_is_refused_with_the_one_above(
    tmp_path: Path, parts: list[list[list[Any]]], kinds: list[str]
) -> None:
    rows: list[list[Any]] = []
    for part in parts:
        rows += part if len(part) == 1 else [*part, [], []]
    sheet = sheet_of(tmp_path, rows[:-2])
    assert [table.batch.kind.name for table in sheet.tables] == kinds
    assert "other-list" in [each.code.slug for each in sheet.findings]


@pytest.mark.parametrize(("meetings", "kind"), [(1, "members"), (2, "meetings"), (3, "meetings")])
def test_a_sheet_is_of_the_kind_of_its_largest_table(tmp_path: Path, meetings: int, kind: str) -> None:
    """Of equally large ones the first: the roster has two rows."""
    log = [["SỔ HỌP"], ["STT", "Chi bộ", "Ngày họp"], *([day, "Chi bộ 1", f"0{day}/01/2024"] for day in range(1, meetings + 1)), []]
    sheet = sheet_of(tmp_path, [*log, *_ROSTER])
    assert ([table.batch.kind.name for table in sheet.tables], sheet.kind) == (["meetings", "members"], kind)
