"""Text in TCVN3, in its fonts of capitals and in VNI becomes Unicode by font and content; what is Unicode or French stays."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import formats
from formats import FORMATS, Drawn, Rich
from intake_sheets import column, options, read_file
from legacy_writing import LETTERS, TONES, WRITTEN, tcvn3, tcvn3_small, vni, windows_1258, with_tone
from partytrack.errors import FileUnreadable
from partytrack.intake.grid import grids
from partytrack.intake.syllables import vietnamese
from partytrack.intake.table import read
from partytrack.messages import speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partytrack.findings import Finding
    from partytrack.intake.seen import ReadSheet

TIME, CAPITALS, VNI = ".VnTime", ".VnTimeH", "VNI-Times"
WITH_FONTS = ["xlsx", "xls", "ods", "xlsb", "xml of 2003", "a page named .xls"]
ROSTER = [
    ["DANH SÁCH ĐẢNG VIÊN"],
    ["STT", "Họ và tên", "Chi bộ", "Số thẻ", "Ngày vào Đảng"],
    ["1", "Trần Văn Sơn", "Chi bộ Văn phòng", "0001", "03/02/2005"],
    ["2", "Nguyễn Thị Hương", "Chi bộ 1", "0002", "19/05/2006"],
    ["3", "Lò Văn Tú", "Chi bộ 1", "0003", "02/09/2007"],
]
NAMES = ["Trần Văn Sơn", "Nguyễn Thị Hương", "Lò Văn Tú"]
UNITS = ["Chi bộ Văn phòng", "Chi bộ 1", "Chi bộ 1"]


def drawn(rows: Sequence[Sequence[str]], font: str, write: Callable[[str], str]) -> list[list[formats.Cell]]:
    return [[Drawn(write(cell), font) for cell in row] for row in rows]


def cells_of(path: Path) -> list[list[object]]:
    (grid,) = grids(path, path.read_bytes(), None)
    return [list(row) for row in grid.rows]


def of_code(sheet: ReadSheet, code: str) -> list[Finding]:
    return [finding for finding in sheet.findings if finding.code.slug == code]


# --- every format, every way of writing ---


@pytest.mark.parametrize("name", WITH_FONTS)
@pytest.mark.parametrize(
    ("font", "write", "letters"),
    [
        pytest.param(TIME, tcvn3, "TCVN3", id="TCVN3"),
        pytest.param(".vnarial narrow", tcvn3, "TCVN3", id="a font named in small letters"),
        pytest.param(VNI, vni, "VNI", id="VNI"),
    ],
)
def test_a_roster_in_a_legacy_font_is_read(tmp_path: Path, name: str, font: str, write: Callable[[str], str], letters: str) -> None:
    file, make = FORMATS[name]
    sheet = read_file(make(tmp_path / file, drawn(ROSTER, font, write))).sheets[0]
    table = sheet.tables[0]
    assert column(table, "full_name") == NAMES
    assert column(table, "unit") == UNITS
    assert table.header_rows == (2,)
    (note,) = of_code(sheet, "legacy-text")
    assert (note.place.cell, note.value) == ("A1", "DANH SÁCH ĐẢNG VIÊN")
    assert str(note.message) == (
        f"11 cells written in {letters} became Unicode, for example “{write('DANH SÁCH ĐẢNG VIÊN')}” → “DANH SÁCH ĐẢNG VIÊN”."
    )
    assert not of_code(sheet, "legacy-doubtful")


@pytest.mark.parametrize("name", WITH_FONTS)
def test_a_font_of_capitals_draws_capitals(tmp_path: Path, name: str) -> None:
    file, make = FORMATS[name]
    sheet = read_file(make(tmp_path / file, drawn(ROSTER, CAPITALS, tcvn3_small))).sheets[0]
    assert column(sheet.tables[0], "full_name") == ["TRẦN VĂN SƠN", "NGUYỄN THỊ HƯƠNG", "LÒ VĂN TÚ"]
    assert [finding.value for finding in of_code(sheet, "legacy-text")] == ["DANH SÁCH ĐẢNG VIÊN"]


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_small_and_capital(tmp_path: Path, letter: str) -> None:
    rows: list[list[formats.Cell]] = [
        [
            Drawn(tcvn3(letter), TIME),
            Drawn(tcvn3(letter.upper()), TIME),
            Drawn(tcvn3(letter), CAPITALS),
            Drawn(tcvn3(letter.upper()), CAPITALS),
        ],
        [Drawn(vni(letter), VNI), Drawn(vni(letter.upper()), VNI), Drawn(f"x{vni(letter)}", VNI), Drawn(f"X{vni(letter.upper())}", VNI)],
    ]
    upper = letter.upper()
    assert cells_of(formats.xlsx(tmp_path / "a.xlsx", rows)) == [[letter, upper, upper, upper], [letter, upper, f"x{letter}", f"X{upper}"]]


def test_a_mark_of_vni_in_a_small_letter_behind_a_capital(tmp_path: Path) -> None:
    path = formats.xlsx(tmp_path / "a.xlsx", [[Drawn("Aâu Cô", VNI), Drawn("Öùng Hoøa", VNI), Drawn("Ôû", VNI)]])
    assert cells_of(path) == [["Âu Cơ", "Ứng Hòa", "Ở"]]


def test_a_soft_hyphen_is_a_letter(tmp_path: Path) -> None:
    path = formats.xls(tmp_path / "a.xls", [[Drawn("H\xad¬ng", TIME), Drawn("Th\xad", TIME), "tuyên\xadtruyền"]])
    assert cells_of(path) == [["Hương", "Thư", "tuyên\xadtruyền"]]


def test_capitals_typed_in_a_font_of_small_letters(tmp_path: Path) -> None:
    path = formats.xlsx(tmp_path / "a.xlsx", [[Drawn("TRÇN QUèC HïNG", TIME), Drawn("HéI N¤NG D¢N", TIME), Drawn("Hµ", TIME)]])
    assert cells_of(path) == [["TRẦN QUỐC HÙNG", "HỘI NÔNG DÂN", "Hà"]]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        pytest.param("Q§-H§ND", "QĐ-HĐND", id="initials"),
        pytest.param("§/c", "Đ/c", id="a letter and a stroke"),
        pytest.param("1.000 ®", "1.000 đ", id="a letter alone"),
        pytest.param("Kr«ng P¨c", "Krông Păc", id="a name that is no syllable"),
        pytest.param("Café Sµi Gßn", "Cafộ Sài Gòn", id="one French word is drawn like the rest"),
        pytest.param("25 m² ®Êt", "25 m² đất", id="a character no letter stands for"),
        pytest.param("10×15", "10×15", id="a sign between numbers"),
    ],
)
def test_what_a_font_draws_is_read(tmp_path: Path, said: str, wanted: str) -> None:
    assert cells_of(formats.xlsx(tmp_path / "a.xlsx", [[Drawn("Hä vµ tªn", TIME)], [Drawn(said, TIME)]]))[1] == [wanted]


# --- what stays ---


@pytest.mark.parametrize("name", WITH_FONTS)
@pytest.mark.parametrize("font", [TIME, CAPITALS, VNI])
def test_unicode_under_a_legacy_font_stays(tmp_path: Path, name: str, font: str) -> None:
    file, make = FORMATS[name]
    sheet = read_file(make(tmp_path / file, drawn(ROSTER, font, str))).sheets[0]
    assert column(sheet.tables[0], "full_name") == NAMES
    assert column(sheet.tables[0], "unit") == UNITS
    assert not of_code(sheet, "legacy-text")
    assert not of_code(sheet, "legacy-doubtful")


def test_letters_without_accents_stay(tmp_path: Path) -> None:
    rows: list[list[formats.Cell]] = [[Drawn("Tran Van Nam", font), Drawn("ab 12", font)] for font in (TIME, CAPITALS, VNI)]
    assert cells_of(formats.xlsx(tmp_path / "a.xlsx", rows)) == [["Tran Van Nam", "ab 12"]] * 3


FRENCH = [
    ["Établissement", "Société générale de surveillance", "année", "où", "près", "hôtel"],
    ["Qualité", "déjà vu", "René Lefèvre", "Noël", "garçon", "thé"],
]
GERMAN = [["Straße", "Müller", "Köln", "für", "Größe", "übrig"], ["Bär", "schön", "Ärger", "Österreich", "Höhe", "Tür"]]
ENGLISH = [["naïve", "5 µm", "25 °C", "© 2020", "§ 5", "Excel®"], ["12 m²", "½", "« a »", "£5", "¥ 100", "El Niño"]]


@pytest.mark.parametrize(
    "rows",
    [pytest.param(FRENCH, id="French"), pytest.param(GERMAN, id="German"), pytest.param(ENGLISH, id="signs in English")],
)
@pytest.mark.parametrize("vietnamese_too", [pytest.param(True, id="beside Vietnamese"), pytest.param(False, id="alone")])
def test_other_languages_stay(tmp_path: Path, rows: list[list[str]], vietnamese_too: bool) -> None:
    written: list[list[formats.Cell]] = [list(row) for row in rows]
    if vietnamese_too:
        written += [list(row) for row in ROSTER]
    path = formats.xlsx(tmp_path / "a.xlsx", written)
    assert [row[:6] for row in cells_of(path)[:2]] == rows
    (grid,) = grids(path, path.read_bytes(), None)
    assert grid.findings == []


def test_a_french_word_under_a_legacy_font_is_doubtful(tmp_path: Path) -> None:
    rows: list[list[formats.Cell]] = [
        *drawn(ROSTER, TIME, tcvn3),
        [Drawn("4", TIME), Drawn("Société", TIME), Drawn("Chi bé 1", TIME), Drawn("0004", TIME)],
    ]
    sheet = read_file(formats.xlsx(tmp_path / "a.xlsx", rows)).sheets[0]
    assert column(sheet.tables[0], "full_name")[-1] == "Société"
    (warning,) = of_code(sheet, "legacy-doubtful")
    assert (warning.place.cell, warning.value) == ("B6", "Société")
    assert str(warning.message) == "“Société” may be written in TCVN3 and mean “Sociộtộ”; that is not certain, so it stayed as it is."


# --- mixed ---


@pytest.mark.parametrize("name", WITH_FONTS)
def test_three_ways_of_writing_in_one_workbook(tmp_path: Path, name: str) -> None:
    file, make = FORMATS[name]
    rows: list[list[formats.Cell]] = [
        *drawn(ROSTER[:2], CAPITALS, tcvn3_small),
        *drawn(ROSTER[2:3], TIME, tcvn3),
        *drawn(ROSTER[3:4], VNI, vni),
        *drawn(ROSTER[4:], TIME, str),
    ]
    sheet = read_file(make(tmp_path / file, rows)).sheets[0]
    assert column(sheet.tables[0], "full_name") == NAMES
    assert column(sheet.tables[0], "unit") == UNITS
    (note,) = of_code(sheet, "legacy-text")
    assert "TCVN3, VNI" in str(note.message)


def test_a_word_of_office_language_decides_in_a_sheet_of_both(tmp_path: Path) -> None:
    rows: list[list[formats.Cell]] = [
        *drawn(ROSTER, TIME, tcvn3),
        [Drawn("4", TIME), Drawn("Hoàng Thị Yến", TIME), Drawn("Chi bộ 2", TIME), Drawn("0004", TIME)],
        [Drawn("5", TIME), Drawn("Lò Mai", TIME), Drawn("Chi bé 2", TIME), Drawn("0005", TIME)],
    ]
    sheet = read_file(formats.xlsx(tmp_path / "a.xlsx", rows)).sheets[0]
    assert column(sheet.tables[0], "unit") == [*UNITS, "Chi bộ 2", "Chi bộ 2"]
    assert column(sheet.tables[0], "full_name") == [*NAMES, "Hoàng Thị Yến", "Lò Mai"]
    assert [(each.place.cell, each.values["reading"]) for each in of_code(sheet, "legacy-doubtful")] == [("B7", "Lũ Mai")]


@pytest.mark.parametrize(
    ("beside", "wanted"),
    [
        pytest.param(Drawn("Hïng", TIME), "Cúc", id="the row is legacy text"),
        pytest.param(Drawn("Hưng", TIME), "Cóc", id="the row is Unicode"),
        pytest.param(Drawn("Nam", TIME), "Cóc", id="the row says nothing"),
    ],
)
def test_the_rest_of_its_row_decides_in_a_column_of_both(tmp_path: Path, beside: Drawn, wanted: str) -> None:
    rows: list[list[formats.Cell]] = [[Drawn("Hïng", TIME), "1"], [Drawn("Hưng", TIME), "2"], [Drawn("Cóc", TIME), beside]]
    path = formats.xlsx(tmp_path / "a.xlsx", rows)
    assert cells_of(path)[2][0] == wanted
    (grid,) = grids(path, path.read_bytes(), None)
    doubtful = [finding.place.cell for finding in grid.findings if finding.code.slug == "legacy-doubtful"]
    assert doubtful == (["A3"] if beside.text == "Nam" else [])


@pytest.mark.parametrize("name", WITH_FONTS)
def test_several_fonts_in_one_cell(tmp_path: Path, name: str) -> None:
    file, make = FORMATS[name]
    parts = ((tcvn3("Họ và tên: "), TIME), ("Trần Hà, ", "Arial"), (tcvn3_small("bí thư "), CAPITALS), (vni("Chi bộ Cơ sở"), VNI))
    path = make(tmp_path / file, [[Rich(parts)], [Rich((("Lª ThÞ ", None), ("Lò Hoà", "Arial")), TIME)]])
    assert cells_of(path) == [["Họ và tên: Trần Hà, BÍ THƯ Chi bộ Cơ sở"], ["Lê Thị Lò Hoà"]]


# --- where a font may be said ---


def with_part(path: Path, name: str, change: Callable[[str], str]) -> Path:
    with zipfile.ZipFile(path) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w") as package:
        for each, data in parts.items():
            package.writestr(each, data)
    return path


def one_cell(tmp_path: Path, name: str, font: str | None = None) -> Path:
    """A workbook with one word that is Tú in TCVN3 and may be Vietnamese as it stands: only the font decides."""
    file, make = FORMATS[name]
    return make(tmp_path / file, [[Drawn("Tó", font) if font else "Tó"]])


def test_the_usual_font_of_a_workbook(tmp_path: Path) -> None:
    path = with_part(one_cell(tmp_path, "xlsx"), "xl/styles.xml", lambda xml: xml.replace('<name val="Calibri"', '<name val=".VnTime"', 1))
    assert cells_of(path) == [["Tú"]]


def test_a_cell_that_says_its_type_before_its_style(tmp_path: Path) -> None:
    path = one_cell(tmp_path, "xlsx", TIME)
    assert cells_of(with_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace('s="1" t="s"', 't="s" s="1"'))) == [["Tú"]]


def test_several_fonts_in_a_shared_text(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    old, new = book.add_format({"font_name": TIME}), book.add_format({"font_name": "Arial"})
    sheet = book.add_worksheet()
    sheet.write_rich_string(0, 0, old, "Tó & ", new, "Tó, ", old, "Hïng ", old)
    sheet.write_rich_string(1, 0, "Tó ", new, "Tó", old)
    sheet.write_rich_string(2, 0, "Lò ", old, "Tó", new)
    book.close()
    assert cells_of(tmp_path / "a.xlsx") == [["Tú & Tó, Hùng "], ["Tú Tó"], ["Lò Tú"]]


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        pytest.param('<style:default-style style:family="table-cell">{font}</style:default-style>', "", id="of all cells"),
        pytest.param(
            '<style:style style:name="X" style:family="table-cell">{font}</style:style>', ' table:style-name="X"', id="of a style"
        ),
        pytest.param(
            '<style:style style:name="P" style:family="table-cell">{font}</style:style>'
            '<style:style style:name="X" style:family="table-cell" style:parent-style-name="P"/>',
            ' table:style-name="X"',
            id="of the style above",
        ),
    ],
)
@pytest.mark.parametrize("said", ['style:font-name=".VnTime"', "fo:font-family=\"'.VnTime'\""])
def test_where_an_ods_says_a_font(tmp_path: Path, style: str, cell: str, said: str) -> None:
    styles = style.format(font=f"<style:text-properties {said}/>") + "</office:automatic-styles>"
    path = with_part(
        one_cell(tmp_path, "ods"),
        "content.xml",
        lambda xml: (
            xml.replace("</office:automatic-styles>", styles)
            .replace(' office:value-type="string"', f'{cell} office:value-type="string"')
            .replace(
                "<office:document-content",
                '<office:document-content xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
            )
        ),
    )
    assert cells_of(path) == [["Tú"]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("<Styles>", '<Styles><Style ss:ID="Default"><Font ss:FontName=".VnTime"/></Style>', id="of all cells"),
        pytest.param("<Cell", '<Cell ss:StyleID="X"', id="of the cell"),
        pytest.param("<Cell", '<Cell ss:StyleID="Y"', id="of the style above"),
        pytest.param("<Row", '<Row ss:StyleID="X"', id="of the row"),
        pytest.param("<Row", '<Column ss:Index="1" ss:StyleID="X"/><Row', id="of the column"),
        pytest.param("<Row", '<Column ss:Span="3" ss:StyleID="X"/><Row', id="of several columns"),
    ],
)
def test_where_the_xml_of_2003_says_a_font(tmp_path: Path, old: str, new: str) -> None:
    path = one_cell(tmp_path, "xml of 2003")
    written = path.read_text("utf-8").replace(old, new, 1)
    styles = '<Style ss:ID="X"><Font ss:FontName=".VnTime"/></Style><Style ss:ID="Y" ss:Parent="X"/></Styles>'
    path.write_text(written.replace("</Styles>", styles), "utf-8")
    assert cells_of(path) == [["Tú"]]


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("<td style='font-size:10pt;font-family:.VnTime'>Tó</td>", id="its own style"),
        pytest.param("<td class='b xl9'>Tó</td>", id="a class"),
        pytest.param("<td><span class=s>Tó</span></td>", id="the class of a span"),
        pytest.param("<td><p><FONT FACE='.VnTime'>Tó</FONT></p></td>", id="a font in a paragraph"),
        pytest.param("<td><b><font face='.VnTime'>Tó</b></td>", id="a font that nobody closes"),
        pytest.param("<th>Tó</th>", id="the rule for a tag"),
    ],
)
def test_where_a_page_says_a_font(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "a.xls"
    rules = "<style>th, tr.x th {font-family:'.VnTime'} td.xl9{font-family:.VnTime;} .s { font-family : \".VnTime\", Arial }</style>"
    path.write_text(f'<html><meta charset="utf-8">{rules}<table><tr>{cell}<td>Tó</td></tr></table></html>', encoding="utf-8")
    assert cells_of(path) == [["Tú", "Tó"]]


def test_a_workbook_of_excel_4_in_a_legacy_font(tmp_path: Path) -> None:
    rows = drawn(ROSTER, TIME, tcvn3)
    assert column(read_file(formats.excel4(tmp_path / "a.xls", rows, letters=1252)).sheets[0].tables[0], "full_name") == NAMES


@pytest.mark.parametrize("font", ["Times New Roman", "Vni", "VnTime", "Arial", "Vntime", "UVNTime"])
def test_other_fonts_are_no_legacy_fonts(tmp_path: Path, font: str) -> None:
    assert cells_of(one_cell(tmp_path, "xlsx", font)) == [["Tó"]]


@pytest.mark.parametrize("name", WITH_FONTS)
def test_a_file_with_fonts_torn_anywhere_is_an_error_or_reads(tmp_path: Path, name: str) -> None:
    file, make = FORMATS[name]
    rich = Rich(((tcvn3("Họ tên"), TIME), ("Trần", "Arial"), (vni("Cơ sở"), VNI)), CAPITALS)
    whole = make(tmp_path / file, [*drawn(ROSTER, TIME, tcvn3), [rich]]).read_bytes()
    torn = tmp_path / f"torn{Path(file).suffix}"
    for end in range(1, len(whole), max(1, len(whole) // 25)):
        torn.write_bytes(whole[:end])
        assert read(torn, options()).sha256
        torn.write_bytes(whole[:end] + bytes([whole[end] ^ 0xFF]) + whole[end + 1 :])
        assert read(torn, options()).sha256


# --- without fonts ---


def test_columns_without_fonts_are_read_by_their_content(tmp_path: Path) -> None:
    rows: list[list[formats.Cell]] = [
        [*row, vietnamese_row]
        for row, vietnamese_row in zip(
            [[tcvn3(cell) for cell in row] for row in ROSTER[1:]], ["Ghi chú", "Đã chuyển", "Toàn khoá", "Lê Hoà"], strict=True
        )
    ]
    for name in ("xlsx", "a page named .xls"):
        file, make = FORMATS[name]
        path = make(tmp_path / file, rows)
        sheet = read_file(path).sheets[0]
        assert column(sheet.tables[0], "full_name") == NAMES
        assert column(sheet.tables[0], "unit") == UNITS
        assert [row[-1] for row in cells_of(path)] == ["Ghi chú", "Đã chuyển", "Toàn khoá", "Lê Hoà"]


def test_one_cell_without_a_font_is_doubtful(tmp_path: Path) -> None:
    rows: list[list[formats.Cell]] = [list(row) for row in ROSTER]
    rows.append(["4", "Lª Mai", "Chi bộ 1", "0004"])
    sheet = read_file(formats.xlsx(tmp_path / "a.xlsx", rows)).sheets[0]
    assert column(sheet.tables[0], "full_name")[-1] == "Lª Mai"
    assert [(each.place.cell, each.values["reading"]) for each in of_code(sheet, "legacy-doubtful")] == [("B6", "Lê Mai")]


def test_findings_speak_vietnamese(tmp_path: Path) -> None:
    rows: list[list[formats.Cell]] = [
        *drawn(ROSTER, TIME, tcvn3),
        [Drawn("4", TIME), Drawn("Société", TIME), Drawn("Chi bé 1", TIME), Drawn("0004", TIME)],
    ]
    sheet = read_file(formats.xlsx(tmp_path / "a.xlsx", rows)).sheets[0]
    with speaking("vi"):
        assert str(of_code(sheet, "legacy-text")[0].message).startswith("12 ô viết bằng TCVN3 đã được chuyển sang Unicode")
        assert "“Société” có thể viết bằng TCVN3" in str(of_code(sheet, "legacy-doubtful")[0].message)


def test_a_sheet_may_be_named_as_it_reads(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    formats.xlsx(path, ROSTER, name=tcvn3("Đảng viên"))
    assert [sheet.sheet for sheet in read_file(path, sheet="Đảng viên").sheets] == ["§¶ng viªn"]
    assert isinstance(read(path, options(sheet="Đảng ủy")).error, FileUnreadable)


# --- text files ---


def separated(write: Callable[[str], bytes]) -> bytes:
    return b"\r\n".join(b";".join(write(cell) for cell in row) for row in ROSTER[1:]) + b"\r\n"


@pytest.mark.parametrize(
    ("data", "letters"),
    [
        pytest.param(separated(lambda cell: cell.encode()), None, id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + separated(lambda cell: cell.encode()), None, id="UTF-8 with a mark"),
        pytest.param(b"\xef\xbb\xbf" * 5 + separated(lambda cell: cell.encode()), None, id="UTF-8 with five marks"),
        pytest.param(separated(lambda cell: cell.encode()).decode().encode("utf-16"), None, id="UTF-16"),
        pytest.param(
            b"\xfe\xff" + separated(lambda cell: cell.encode()).decode().encode("utf-16-be"), None, id="UTF-16, the great end first"
        ),
        pytest.param(separated(lambda cell: cell.encode()).decode().encode("utf-16-le"), None, id="UTF-16 without a mark"),
        pytest.param(separated(windows_1258), "Windows-1258", id="Windows-1258"),
        pytest.param(separated(lambda cell: tcvn3(cell).encode("latin-1")), "TCVN3", id="TCVN3"),
        pytest.param(separated(lambda cell: vni(cell).encode("latin-1")), "VNI", id="VNI"),
        pytest.param(separated(lambda cell: tcvn3(cell).encode()), "TCVN3", id="TCVN3 kept as UTF-8"),
        pytest.param(separated(lambda cell: vni(cell).encode()), "VNI", id="VNI kept as UTF-8"),
    ],
)
def test_a_text_file_in_any_letters(tmp_path: Path, data: bytes, letters: str | None) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    sheet = read_file(path).sheets[0]
    assert column(sheet.tables[0], "full_name") == NAMES
    assert column(sheet.tables[0], "unit") == UNITS
    assert [str(note.values["letters"]) for note in of_code(sheet, "legacy-text")] == ([letters] if letters else [])
    assert not of_code(sheet, "legacy-doubtful")


def test_a_text_file_in_western_letters_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Nom;Société\r\nRené;Qualité près de l'hôtel\r\n".encode("cp1252"))
    error = read(path, options()).error
    assert isinstance(error, FileUnreadable)
    assert error.code == "file-encoding"


@pytest.mark.parametrize(("write", "encoding"), [pytest.param(tcvn3, "latin-1", id="TCVN3"), pytest.param(vni, "latin-1", id="VNI")])
def test_a_page_in_letters_it_does_not_name(tmp_path: Path, write: Callable[[str], str], encoding: str) -> None:
    path = tmp_path / "a.xls"
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROSTER[1:])
    path.write_bytes(write(f"<html><table>{lines}</table></html>").encode(encoding))
    assert column(read_file(path).sheets[0].tables[0], "full_name") == NAMES


# --- any text ---

ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()  # noqa: SIM905 - a table
BEFORE_TONE_AND_AFTER = [("", vowel, after) for vowel in "aăâeêioôơuưy" for after in ("n", "ng", "m")] + [
    ("", vowel, "") for vowel in "aeêioôơuưy"
]  # fmt: skip
SYLLABLES = [
    with_tone(vowel, tone) + after for _, vowel, after in BEFORE_TONE_AND_AFTER for tone in ("", *TONES) if vietnamese(vowel + after)
]


def cased(word: str, case: str) -> str:
    return {"small": word, "first": word[:1].upper() + word[1:], "capital": word.upper()}[case]


QUICKLY = [Phase.explicit, Phase.reuse, Phase.generate]
words = st.builds(
    lambda onset, rest, case: cased(onset + rest, case),
    st.sampled_from(["", *ONSETS]),
    st.sampled_from(SYLLABLES),
    st.sampled_from(["small", "first", "capital"]),
).filter(lambda word: vietnamese(word) or word.isascii())
texts = st.lists(words, min_size=1, max_size=5).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=QUICKLY)
@given(
    st.lists(st.lists(st.tuples(texts, st.sampled_from(sorted(WRITTEN))), min_size=1, max_size=4), min_size=1, max_size=6),
    st.sampled_from(WITH_FONTS),
)
def test_any_text_in_any_mix_of_fonts_comes_back(rows: list[list[tuple[str, str]]], name: str) -> None:
    width = max(map(len, rows))
    written: list[list[formats.Cell]] = []
    for row in rows:
        cells: list[formats.Cell] = []
        for text, way in row:
            font, write = WRITTEN[way]
            cells.append(Drawn(write(text), font))
        written.append(cells)
    with tempfile.TemporaryDirectory() as folder:
        file, make = FORMATS[name]
        read_back = cells_of(make(Path(folder) / file, written))
    assert read_back == [[text for text, _ in row] + [""] * (width - len(row)) for row in rows]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=QUICKLY)
@given(st.lists(texts, min_size=12, max_size=30, unique=True), st.sampled_from(["TCVN3", "VNI", "1258"]))
def test_a_text_file_of_any_texts_comes_back_or_is_refused(lines: list[str], letters: str) -> None:
    """Few words may be Vietnamese in two ways at once: then nothing is guessed."""
    write = {"TCVN3": lambda text: tcvn3(text).encode("latin-1"), "VNI": lambda text: vni(text).encode("latin-1"), "1258": windows_1258}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(b"\n".join(write[letters](line) for line in lines))
        refused = read(path, options()).error
        assert isinstance(refused, FileUnreadable | None)
        if refused is None:
            assert [row[0] for row in cells_of(path)] == lines
