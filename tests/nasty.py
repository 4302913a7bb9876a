"""Files made to stop a reader: small on disk, and large, deep or false in what they say of themselves."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

ROSTER: Final[list[list[formats.Cell]]] = [
    ["STT", "Họ và tên", "Chi bộ", "Số thẻ"],
    [1, "Trần Văn Sơn", "Chi bộ 1", "00000012"],
    [2, "Lê Thị Mai", "Chi bộ 2", "00000013"],
]
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BLOCK: Final = 1 << 20


def parts_of(path: Path) -> dict[str, bytes]:
    """What a package holds."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(path: Path, parts: Mapping[str, bytes | Iterator[bytes]]) -> Path:
    """A package of parts; a large one comes piece by piece."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in parts.items():
            with package.open(name, "w", force_zip64=True) as part:
                for piece in [data] if isinstance(data, bytes) else data:
                    part.write(piece)
    return path


def changed(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The same package with one part changed."""
    parts = parts_of(path)
    return packed(path, parts | {name: change(parts[name])})


def repeated(piece: bytes, size: int, before: bytes = b"", after: bytes = b"") -> Iterator[bytes]:
    """A piece again and again, about `size` bytes in all, between a beginning and an end."""
    yield before
    block = piece * max(1, _BLOCK // len(piece))
    for _ in range(max(1, size // len(block))):
        yield block
    yield after


def sheet_of(rows: str) -> bytes:
    """A sheet's part with these rows."""
    return f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def xlsx_with(path: Path, rows: bytes | Iterator[bytes], **others: bytes | Iterator[bytes]) -> Path:
    """A workbook whose only sheet is this part; other parts by the last word of their names."""
    parts: dict[str, bytes | Iterator[bytes]] = dict(parts_of(formats.xlsx(path, ROSTER)))
    parts["xl/worksheets/sheet1.xml"] = rows
    for name, part in others.items():
        parts[next((each for each in parts if each.endswith(f"{name}.xml")), f"xl/{name}.xml")] = part
    return packed(path, parts)


def with_row(path: Path, row: str) -> Path:
    """The roster with one more row at the end of its sheet, written as XML."""
    formats.xlsx(path, ROSTER)
    return changed(path, "xl/worksheets/sheet1.xml", lambda sheet: sheet.replace(b"</sheetData>", row.encode() + b"</sheetData>"))


def text_cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(words)}</t></is></c>'


ROWS: Final = '<row r="1">' + "".join(text_cell(f"{letter}1", str(said)) for letter, said in zip("ABCD", ROSTER[0], strict=True)) + "</row>"
HEAD: Final = f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{ROWS}'.encode()
TAIL: Final = b"</sheetData></worksheet>"


def _many_parts(path: Path) -> None:
    packed(path, parts_of(formats.xlsx(path, ROSTER)) | {f"xl/media/{number}": b"" for number in range(12_000)})


def _false_size(path: Path) -> None:
    """A part that is ten thousand times as large as the package says."""
    xlsx_with(path, sheet_of(ROWS), sharedStrings=repeated(b"<si><t>a</t></si>", 30_000_000, f'<sst xmlns="{_MAIN}">'.encode(), b"</sst>"))
    with zipfile.ZipFile(path) as package:
        told = package.getinfo("xl/sharedStrings.xml").file_size
    data = path.read_bytes()
    path.write_bytes(
        data.replace(struct.pack("<I", told), struct.pack("<I", 6_000)).replace(struct.pack("<Q", told), struct.pack("<Q", 6_000))
    )


def _entities(path: Path) -> None:
    declared = "".join(f'<!ENTITY {chr(98 + each)} "{f"&{chr(97 + each)};" * 10}">' for each in range(10))
    head = HEAD.replace(b"<worksheet", f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{declared}]><worksheet'.encode(), 1)
    xlsx_with(path, head + b'<row r="2"><c r="A2" t="inlineStr"><is><t>&k;</t></is></c></row>' + TAIL)


def _sheets(path: Path) -> None:
    """81 sheets, 79 of them empty; the last is a part of the list."""
    parts = parts_of(formats.xlsx(path, ROSTER))
    names = [f"Trống {number}" for number in range(79)] + ["Tiếp"]
    listed = "".join(f'<sheet name="{name}" sheetId="{number + 2}" r:id="x{number}"/>' for number, name in enumerate(names))
    book = parts["xl/workbook.xml"].replace(
        b"</sheets>", f"{listed.replace('r:id', 'q:id').replace('<sheet ', f'<sheet xmlns:q={_RELATIONS} ')}</sheets>".encode()
    )
    related = "".join(
        f'<Relationship Id="x{number}" Type="{_RELATIONS[1:-1]}/worksheet" Target="worksheets/more{number}.xml"/>' for number in range(80)
    )
    relations = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", f"{related}</Relationships>".encode())
    more = {f"xl/worksheets/more{number}.xml": sheet_of("") for number in range(79)} | {
        "xl/worksheets/more79.xml": parts["xl/worksheets/sheet1.xml"]
    }
    packed(path, parts | more | {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relations})


def _strict(path: Path) -> None:
    """Strict OOXML: the same parts under other addresses."""
    parts = parts_of(formats.xlsx(path, ROSTER))
    main, office = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", _RELATIONS[1:-1].encode()
    strict = b"http://purl.oclc.org/ooxml/"
    packed(
        path,
        {
            name: data.replace(main, strict + b"spreadsheetml/main").replace(office, strict + b"officeDocument/relationships")
            for name, data in parts.items()
        },
    )


def _forms(path: Path) -> None:
    """200 copies of an empty form one below the other."""
    form: list[list[formats.Cell]] = [["DANH SÁCH ĐẢNG VIÊN"], list(ROSTER[0]), [1, 2, 3, 4], ["", "NGƯỜI LẬP BIỂU"], [""]]
    formats.xlsx(path, form * 200)


def _ods(before: bytes, after: bytes) -> Callable[[Path], object]:
    return lambda path: changed(formats.ods(path, ROSTER), "content.xml", lambda content: content.replace(before, after, 1))


def _xlsb(before: bytes, after: bytes) -> Callable[[Path], object]:
    return lambda path: changed(formats.xlsb(path, ROSTER), "xl/worksheets/sheet1.bin", lambda sheet: sheet.replace(before, after, 1))


def _xls(before: bytes, after: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(formats.xls(path, ROSTER).read_bytes().replace(before, after, 1))


def _row(row: str) -> Callable[[Path], object]:
    return lambda path: with_row(path, row)


def _text(*pieces: str) -> Callable[[Path], object]:
    return lambda path: path.write_text("".join(pieces), encoding="utf-8")


_RELATIONS: Final = '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_BOOK: Final = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
_ODS_ROW: Final = (
    '<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="string"'
    ' table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
)
_ODS_END: Final = b"</table:table>"
_XLSB_END: Final = formats._record(146)
_record = formats._record


def _far(row: int, column: int) -> bytes:
    """A row with one cell, as .xlsb writes it."""
    return _record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0)) + _record(5, struct.pack("<IId", column, 0, 1.0))


NASTY: Final[dict[str, tuple[str, Callable[[Path], object], str | None]]] = {
    # --- packages ---
    "a package in a package": ("a.xlsx", lambda path: packed(path, {"b.xlsx": formats.xlsx(path, ROSTER).read_bytes()}), "file-no-spreadsheet"),
    "a package of 12,000 parts": ("a.xlsx", _many_parts, "file-too-large"),
    "shared texts of 60 MB": ("a.xlsx", lambda path: xlsx_with(path, sheet_of(ROWS), sharedStrings=repeated(b"<si><t>a</t></si>", 30_000_000, f'<sst xmlns="{_MAIN}">'.encode(), b"</sst>")), None),
    "a part that is larger than it says": ("a.xlsx", _false_size, "file-damaged"),
    "two million styles": ("a.xlsx", lambda path: xlsx_with(path, sheet_of(ROWS), styles=repeated(b'<xf numFmtId="9"/>', 8_000_000, b"<styleSheet><cellXfs>", b"</cellXfs></styleSheet>")), None),
    "a million rows without a cell": ("a.xlsx", lambda path: xlsx_with(path, repeated(b"<row/>", 6_000_000, HEAD, TAIL)), None),
    "a million attributes": ("a.xlsx", lambda path: xlsx_with(path, repeated(b' a="1"', 6_000_000, HEAD + b'<row r="2"', b"/>" + TAIL)), None),
    "elements a million deep": ("a.xlsx", lambda path: xlsx_with(path, repeated(b"<a>", 3_000_000, HEAD)), "file-damaged"),
    "entities that grow": ("a.xlsx", _entities, "file-damaged"),
    "a false dimension": ("a.xlsx", lambda path: changed(formats.xlsx(path, ROSTER), "xl/worksheets/sheet1.xml", lambda sheet: sheet.replace(b'ref="A1:D3"', b'ref="A1:XFD1048576"')), None),
    "merged to the end": ("a.xlsx", lambda path: changed(formats.xlsx(path, ROSTER), "xl/worksheets/sheet1.xml", lambda sheet: sheet.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A5:XFD1048576"/><mergeCell ref="A1:A1048576"/></mergeCells>')), None),
    "a cell in the last row": ("a.xlsx", _row('<row r="1048576"><c r="B1048576"><v>1</v></c></row>'), None),
    "a cell in the last column": ("a.xlsx", _row('<row r="9"><c r="XFD9"><v>1</v></c></row>'), None),
    "a cell in the last corner": ("a.xlsx", _row('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "file-too-large"),
    "a corner before other rows": ("a.xlsx", _row('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>'), "file-too-large"),
    "a corner its row does not tell": ("a.xlsx", _row('<row r="4"><c r="XFD1048576"><v>1</v></c></row>'), "file-too-large"),
    "a corner in single quotation marks": ("a.xlsx", _row("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"), "file-too-large"),
    "a corner behind other attributes": ("a.xlsx", _row('<row spans="1:2" r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>'), "file-too-large"),
    "a row that no sheet has": ("a.xlsx", _row('<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>'), "file-too-large"),
    "a column that no sheet has": ("a.xlsx", _row('<row r="5"><c r="ZZZZZZ5"><v>1</v></c></row>'), "file-too-large"),
    "81 sheets of which 79 are empty": ("a.xlsx", _sheets, None),
    "strict OOXML": ("a.xlsx", _strict, None),
    "200 copies of an empty form": ("a.xlsx", _forms, None),
    # --- .ods ---
    "rows repeated to the end": ("a.ods", _ods(_ODS_END, _ODS_ROW.format(rows=1_000_000, columns=47).encode()), "file-too-large"),
    "rows repeated without end": ("a.ods", _ods(_ODS_END, _ODS_ROW.format(rows=4_000_000_000, columns=1).encode()), "file-too-large"),
    "many tables of one name": ("a.ods", _ods(b"</office:spreadsheet>", f'<table:table table:name="T">{_ODS_ROW.format(rows=1000, columns=1000)}'.encode() * 60 + b"</office:spreadsheet>"), "file-too-large"),
    "two thousand million spaces": ("a.ods", _ods("Lê Thị Mai".encode(), b'<text:s text:c="2000000000"/>'), "file-too-large"),
    "elements a million deep in .ods": ("a.ods", _ods(b"</office:spreadsheet>", b"<a>" * 1_000_000), "file-damaged"),
    # --- .xlsb and .xls ---
    "a corner in .xlsb": ("a.xlsb", _xlsb(_XLSB_END, _far(1_048_575, 16_383) + _XLSB_END), "file-too-large"),
    "a row that no .xlsb has": ("a.xlsb", _xlsb(_XLSB_END, _far(0xFFFFFFF0, 0) + _XLSB_END), "file-too-large"),
    "a false dimension in .xlsb": ("a.xlsb", _xlsb(struct.pack("<IIII", 0, 2, 0, 3), struct.pack("<IIII", 0, 0xFFFFFFFF, 0, 0xFFFFFFFF)), None),
    "a text of two thousand million letters": ("a.xlsb", _xlsb(_XLSB_END, _record(6, struct.pack("<III", 0, 0, 0x7FFFFFFF)) + _XLSB_END), "file-damaged"),
    "a false dimension in .xls": ("a.xls", _xls(struct.pack("<HHIIHH", 0x200, 14, 0, 3, 0, 4), struct.pack("<HHIIHH", 0x200, 14, 0, 0xFFFFFFFF, 0, 0xFFFF)), None),
    # --- texts ---
    "comments that nobody closes": ("a.xls", _text("<html><table><tr>", "<!--" * 500_000), None),
    "tags that nobody closes": ("a.xls", _text("<html><table><tr><td>", '<a b="' * 300_000), None),
    "tables in tables": ("a.xls", _text("<html><table>", "<table>" * 100_000), None),
    "a tag of a million attributes": ("a.xls", _text("<html><table><tr><td ", "a=1 " * 1_000_000), None),
    "cells over everything": ("a.xls", _text("<html><table>", "<tr><td rowspan=16384 colspan=60>x</td></tr>" * 3_000, "</table></html>"), "file-too-large"),
    "lines in a cell without end": ("a.xls", _text("<html><table><td>", "<br>" * 2_600_000), "file-too-large"),
    "XML a million deep": ("a.xml", _text(_BOOK, "<a>" * 1_000_000), "file-damaged"),
    "a row of XML beyond the last": ("a.xml", _text(_BOOK.replace("xmlns=", "xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet' xmlns="), '<Worksheet><Table><Row ss:Index="9999999"><Cell ss:Index="9999999"><Data>a</Data></Cell></Row></Table></Worksheet></Workbook>'), "file-too-large"),
    "a text of many entities": ("a.xml", _text(_BOOK, "<Worksheet><Table><Row><Cell><Data>", "a&amp;" * 1_000_000, "</Data></Cell></Row></Table></Worksheet></Workbook>"), None),
    "a line of commas": ("a.csv", _text("a,b\n", "," * 17_000_000), "file-too-large"),
    "a line of more cells than a sheet has columns": ("a.csv", _text("x," * 16_384), "file-too-large"),
    "nothing but lines": ("a.csv", _text("a,b\n", "\n" * 2_100_000), "file-too-large"),
    "a quotation that nobody closes": ("a.csv", _text('a,b\n"', "x," * 1_000_000), "file-damaged"),
    "9,000 columns of known headings": ("a.csv", _text(",".join(["Họ và tên", "Chi bộ", "Số thẻ"] * 3_000), "\n", ",".join(["x"] * 9_000), "\n"), None),
    "headings again and again": ("a.csv", _text("Họ và tên,Chi bộ,Số thẻ\n" * 20_000), None),
    "a table for every record": ("a.csv", _text("Họ và tên,Chi bộ,Số thẻ\nTrần An,Chi bộ 1,0001\n" * 10_000), None),
}  # fmt: skip
"""What is nasty about a file → its name, who writes it, and the error it must end in; None for those that are read all the same."""
