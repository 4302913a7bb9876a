"""One sheet written in every file format that is read, by other code than the one that reads it."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import range_boundaries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

DAY: Final = "dd/mm/yyyy"


@dataclass(frozen=True)
class Styled:
    """A number or day and the format that shows it, as Excel writes formats."""

    value: float | date
    code: str


@dataclass(frozen=True)
class Broken:
    """A formula without a value, as it is shown: `#REF!`."""

    shown: str = "#REF!"


@dataclass(frozen=True)
class Drawn:
    """A text in a font."""

    text: str
    font: str


@dataclass(frozen=True)
class Rich:
    """A text whose parts stand in fonts of their own; None is that of the cell."""

    parts: tuple[tuple[str, str | None], ...]
    font: str | None = None

    @property
    def text(self) -> str:
        return "".join(part for part, _ in self.parts)


Cell = str | float | date | Styled | Broken | Drawn | Rich
Rows = Sequence[Sequence[Cell]]
EPOCH: Final = date(1899, 12, 30)
ERRORS: Final = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}


FONT: Final = "font "


def plain(cell: Cell) -> tuple[str | float | date, str | None]:
    """A cell's value and its look: a number format, of which days have one of their own, or `FONT` and the name of one."""
    if isinstance(cell, (Drawn, Rich)):
        return cell.text, f"{FONT}{cell.font}" if cell.font else None
    if isinstance(cell, Styled):
        return cell.value, cell.code
    if isinstance(cell, Broken):
        return cell.shown, None
    return cell, DAY if isinstance(cell, date) else None


def font_of(code: str | None) -> str | None:
    """The name of the font that a look is."""
    return code.removeprefix(FONT) if code and code.startswith(FONT) else None


def codes_of(rows: Rows) -> list[str]:
    """The looks of the cells."""
    return sorted({code for cells in rows for cell in cells for _, code in [plain(cell)] if code})


def boundaries(merges: Iterable[str]) -> list[tuple[int, int, int, int]]:
    """First row, first column, last row, last column from 0."""
    found = []
    for merge in merges:
        left, top, right, bottom = range_boundaries(merge)
        found.append((int(top or 1) - 1, int(left or 1) - 1, int(bottom or 1) - 1, int(right or 1) - 1))
    return found


def xlsx(path: Path, rows: Rows, merges: Iterable[str] = (), *, name: str = "DS") -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells, 1):
            value, code = plain(cell)
            if value == "":
                continue
            put = sheet.cell(row, column)
            put.value = value
            if isinstance(cell, Rich):
                put.value = CellRichText(*(TextBlock(InlineFont(rFont=font), part) if font else part for part, font in cell.parts))
            elif isinstance(value, str) and not isinstance(cell, Broken):
                put.data_type = "s"
            if font_of(code):
                put.font = Font(name=font_of(code))
            elif code is not None:
                put.number_format = code
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(path)
    return path


def xls(path: Path, rows: Rows, merges: Iterable[str] = ()) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("DS")
    inside: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in boundaries(merges):
        inside |= {(row, column): (top, left) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        sheet.merge(top, bottom, left, right)
    styles: dict[str | None, object] = {None: xlwt.Style.default_style}
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            value, code = plain(cell)
            if value == "" or inside.get((number, column), (number, column)) != (number, column):
                continue
            style = styles.setdefault(code, _xls_style(code) if code else None)
            if isinstance(cell, Rich):
                sheet.write_rich_text(number, column, [(part, _xls_font(font)) if font else part for part, font in cell.parts], style)
            elif isinstance(cell, Broken):
                sheet.row(number).set_cell_error(column, cell.shown)
            else:
                sheet.write(number, column, value, style)
    book.save(str(path))
    return path


def _xls_font(name: str) -> object:
    font = xlwt.Font()
    font.name = name
    return font


def _xls_style(code: str) -> object:
    style = xlwt.XFStyle()
    name = font_of(code)
    if name:
        style.font = _xls_font(name)
    else:
        style.num_format_str = code
    return style


def ods(path: Path, rows: Rows, merges: Iterable[str] = (), *, repeated: bool = False) -> Path:
    """An OpenDocument sheet; with `repeated`, equal neighbours are written once, as programs do."""
    codes = codes_of(rows)
    at = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in boundaries(merges)}
    covered = {
        (row, column)
        for top, left, bottom, right in boundaries(merges)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    lines = []
    for number, cells in enumerate(rows):
        written: list[str] = []
        for column, cell in enumerate(cells):
            spans = at.get((number, column))
            extra = f' table:number-rows-spanned="{spans[0]}" table:number-columns-spanned="{spans[1]}"' if spans else ""
            name = "covered-table-cell" if (number, column) in covered else "table-cell"
            written.append(_ods_cell(cell, name, extra, codes))
        if repeated:
            written = _once(written)
        lines.append(f"<table:table-row>{''.join(written)}</table:table-row>")
    sheet = f'<table:table table:name="DS"><table:table-column table:number-columns-repeated="1024"/>{"".join(lines)}{_EMPTY_ROWS}</table:table>'
    styles = "".join(_ods_style(number, code) for number, code in enumerate(codes))
    parts = [font for cells in rows for cell in cells if isinstance(cell, Rich) for _, font in cell.parts if font]
    faces = sorted({*parts, *(font for code in codes if (font := font_of(code)))})
    styles += "".join(
        f'<style:style style:name="T{font}" style:family="text">{_ods_text(font)}</style:style>' for font in sorted(set(parts))
    )
    named = "".join(f'<style:font-face style:name="{font} 1" svg:font-family="&apos;{font}&apos;"/>' for font in faces)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("META-INF/manifest.xml", _ODS_MANIFEST)
        package.writestr("content.xml", _ODS_CONTENT.format(faces=named, styles=styles, sheets=sheet))
    return path


_EMPTY_ROWS: Final = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
)
_ODS_MANIFEST: Final = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_ODS_CONTENT: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3">'
    "<office:font-face-decls>{faces}</office:font-face-decls>"
    "<office:automatic-styles>{styles}</office:automatic-styles>"
    "<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
)
_ODS_FORMATS: Final = {
    DAY: "<number:date-style {name}><number:day/><number:text>/</number:text><number:month/><number:text>/</number:text>"
    "<number:year/></number:date-style>",
    "mm/yyyy": "<number:date-style {name}><number:month/><number:text>/</number:text><number:year/></number:date-style>",
    "yyyy": '<number:date-style {name}><number:year number:style="long"/></number:date-style>',
    "00000000": '<number:number-style {name}><number:number number:decimal-places="0" number:min-integer-digits="8"/></number:number-style>',
    "0.0%": '<number:percentage-style {name}><number:number number:decimal-places="1" number:min-integer-digits="1"/>'
    "<number:text>%</number:text></number:percentage-style>",
    '0.0"‰"': '<number:number-style {name}><number:number number:decimal-places="1" number:min-integer-digits="1"/>'
    "<number:text>‰</number:text></number:number-style>",
}


def _ods_text(font: str) -> str:
    return f'<style:text-properties style:font-name="{font} 1"/>'


def _ods_style(number: int, code: str) -> str:
    font = font_of(code)
    if font:
        return f'<style:style style:name="ce{number}" style:family="table-cell">{_ods_text(font)}</style:style>'
    return _ODS_FORMATS[code].replace("{name}", f'style:name="N{number}"') + (
        f'<style:style style:name="ce{number}" style:family="table-cell" style:data-style-name="N{number}"/>'
    )


def _ods_cell(cell: Cell, name: str, extra: str, codes: list[str]) -> str:
    value, code = plain(cell)
    style = f' table:style-name="ce{codes.index(code)}"' if code else ""
    if value == "" or name == "covered-table-cell":
        return f"<table:{name}{extra}/>"
    if isinstance(cell, Broken):
        said = ' table:formula="of:=[.A1]" office:value-type="string" office:string-value=""'
    elif isinstance(value, date):
        said = f' office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, str):
        said = ' office:value-type="string"'
    else:
        said = f' office:value-type="{"percentage" if code and "%" in code else "float"}" office:value="{value!r}"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    if isinstance(cell, Rich):
        spans = (f'<text:span text:style-name="T{font}">{escape(part)}</text:span>' if font else escape(part) for part, font in cell.parts)
        lines = f"<text:p>{''.join(spans)}</text:p>"
    return f"<table:{name}{style}{extra}{said}>{lines}</table:{name}>"


def _once(cells: list[str]) -> list[str]:
    found: list[tuple[str, int]] = []
    for cell in cells:
        if found and found[-1][0] == cell:
            found[-1] = (cell, found[-1][1] + 1)
        else:
            found.append((cell, 1))
    opening = "<table:table-cell"
    return [
        cell.replace(opening, f'{opening} table:number-columns-repeated="{times}"', 1)
        if times > 1 and cell.startswith(opening)
        else cell * times
        for cell, times in found
    ]


def xlsb(path: Path, rows: Rows, merges: Iterable[str] = ()) -> Path:
    """A binary workbook: records of a number, a length and what they hold ([MS-XLSB])."""
    codes = codes_of(rows)
    corners = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows), default=1) - 1)
    shared: list[Rich] = []
    fonts = ["Calibri", *sorted({font for cells in rows for cell in cells for font in _fonts_in(cell)})]
    sheet = bytearray(_record(129) + _record(148, corners) + _record(145))
    for number, cells in enumerate(rows):
        sheet += _record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        for column, cell in enumerate(cells):
            value, code = plain(cell)
            if value == "":
                continue
            head = struct.pack("<II", column, codes.index(code) + 1 if code else 0)
            if isinstance(cell, Rich):
                sheet += _record(7, head + struct.pack("<I", len(shared)))
                shared.append(cell)
            elif isinstance(cell, Broken):
                sheet += _record(3, head + bytes([ERRORS[cell.shown]]))
            elif isinstance(value, str):
                sheet += _record(6, head + _wide(value))
            else:
                sheet += _record(5, head + struct.pack("<d", (value - EPOCH).days if isinstance(value, date) else value))
    sheet += _record(146)
    ranges = boundaries(merges)
    if ranges:
        sheet += _record(177, struct.pack("<I", len(ranges)))
        for top, left, bottom, right in ranges:
            sheet += _record(176, struct.pack("<IIII", top, bottom, left, right))
        sheet += _record(178)
    sheet += _record(130)
    styles = _xlsb_styles(codes, fonts)
    book = _record(131) + _record(143) + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("DS")) + _record(144) + _record(132)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _XLSB_TYPES)
        package.writestr("_rels/.rels", _relations(("rId1", "officeDocument", "xl/workbook.bin")))
        package.writestr(
            "xl/_rels/workbook.bin.rels",
            _relations(
                ("rId1", "worksheet", "worksheets/sheet1.bin"),
                ("rId2", "styles", "styles.bin"),
                *([("rId3", "sharedStrings", "sharedStrings.bin")] if shared else []),
            ),
        )
        package.writestr("xl/workbook.bin", bytes(book))
        package.writestr("xl/worksheets/sheet1.bin", bytes(sheet))
        package.writestr("xl/styles.bin", styles)
        if shared:
            package.writestr("xl/sharedStrings.bin", _xlsb_shared(shared, fonts))
    return path


def _xlsb_styles(codes: list[str], fonts: list[str]) -> bytes:
    styles = bytearray(_record(278))
    for font in fonts:
        styles += _record(43, struct.pack("<HHHHBBBBQB", 220, 0, 400, 0, 0, 0, 1, 0, 0, 0) + _wide(font))
    styles += _record(615, struct.pack("<I", sum(font_of(code) is None for code in codes)))
    for number, code in enumerate(codes):
        styles += b"" if font_of(code) else _record(44, struct.pack("<H", 164 + number) + _wide(code))
    styles += _record(616) + _record(617, struct.pack("<I", len(codes) + 1))
    for identity, name in ((0, None), *((0 if font_of(code) else 164 + number, font_of(code)) for number, code in enumerate(codes))):
        styles += _record(47, struct.pack("<HHHHHBBBBH", 0, identity, fonts.index(name) if name else 0, 0, 0, 0, 0, 0, 0, 0))
    styles += _record(618) + _record(279)
    return bytes(styles)


def _fonts_in(cell: Cell) -> set[str]:
    if isinstance(cell, Rich):
        return {font for _, font in (*cell.parts, ("", cell.font)) if font}
    return {cell.font} if isinstance(cell, Drawn) else set()


def _xlsb_shared(texts: list[Rich], fonts: list[str]) -> bytes:
    data = _record(159, struct.pack("<II", len(texts), len(texts)))
    for text in texts:
        runs = b""
        start = count = 0
        for part, font in text.parts:
            if font or start:
                runs += struct.pack("<HH", start, fonts.index(font or text.font or "Calibri"))
                count += 1
            start += len(part)
        data += _record(19, b"\x01" + _wide(text.text) + struct.pack("<I", count) + runs)
    return data + _record(160)


_XLSB_TYPES: Final = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/>'
    '<Override PartName="/xl/styles.bin" ContentType="application/vnd.ms-excel.styles"/></Types>'
)


def _relations(*relations: tuple[str, str, str]) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    lines = "".join(f'<Relationship Id="{name}" Type="{office}/{kind}" Target="{target}"/>' for name, kind, target in relations)
    return (
        f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def _record(number: int, held: bytes = b"") -> bytes:
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    length, left = bytearray(), len(held)
    while left >= 128:
        length.append(left & 0x7F | 0x80)
        left >>= 7
    length.append(left)
    return head + bytes(length) + held


def _wide(words: str) -> bytes:
    written = words.encode("utf-16-le")
    return struct.pack("<I", len(written) // 2) + written


def excel4(path: Path, rows: Rows, *, letters: int | None = 1258) -> Path:
    """A sheet of Excel 4: one bare stream of records, its letters of one byte each."""
    encoding = f"cp{letters}" if letters else "cp1252"

    def record(number: int, held: bytes = b"") -> bytes:
        return struct.pack("<HH", number, len(held)) + held

    codes = codes_of(rows)
    stream = record(0x0409, struct.pack("<HHH", 0, 0x10, 0)) + (record(0x0042, struct.pack("<H", letters)) if letters else b"")
    fonts = ["Arial", *(font for code in codes if (font := font_of(code)))]
    for font in fonts:
        stream += record(0x0231, struct.pack("<HHHB", 200, 0, 0, len(font)) + font.encode("ascii"))
    for style in ("General", *("General" if font_of(code) else code for code in codes)):
        stream += record(0x041E, struct.pack("<HB", 0, len(style)) + style.encode("ascii"))
    for number, name in enumerate((None, *map(font_of, codes))):
        stream += record(0x0443, struct.pack("<BBHHHI", fonts.index(name) if name else 0, number, 0, 0, 0, 0))
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            value, code = plain(cell)
            head = struct.pack("<HHH", number, column, codes.index(code) + 1 if code else 0)
            if isinstance(cell, Broken):
                stream += record(0x0205, head + bytes([ERRORS[cell.shown], 1]))
            elif isinstance(value, str) and value:
                written = value.encode(encoding)
                stream += record(0x0204, head + struct.pack("<H", len(written)) + written)
            elif not isinstance(value, str):
                stream += record(0x0203, head + struct.pack("<d", (value - EPOCH).days if isinstance(value, date) else value))
    path.write_bytes(stream + record(0x000A))
    return path


def xml2003(path: Path, rows: Rows, merges: Iterable[str] = ()) -> Path:
    codes = codes_of(rows)
    at = {(top, left): (bottom - top, right - left) for top, left, bottom, right in boundaries(merges)}
    styles = "".join(f'<Style ss:ID="s{number}">{_xml_look(code)}</Style>' for number, code in enumerate(codes))
    lines = []
    for number, cells in enumerate(rows):
        written = []
        for column, cell in enumerate(cells):
            value, code = plain(cell)
            if value == "" and (number, column) not in at:
                continue
            down, across = at.get((number, column), (0, 0))
            span = (f' ss:MergeDown="{down}"' if down else "") + (f' ss:MergeAcross="{across}"' if across else "")
            style = f' ss:StyleID="s{codes.index(code)}"' if code else ""
            kind = (
                "Error"
                if isinstance(cell, Broken)
                else "String"
                if isinstance(value, str)
                else "DateTime"
                if isinstance(value, date)
                else "Number"
            )
            said = f"{value.isoformat()}T00:00:00.000" if isinstance(value, date) else escape(str(value)).replace("\n", "&#10;")
            if isinstance(cell, Rich):
                parts = ((escape(part), font) for part, font in cell.parts)
                said = "".join(f'<Font html:Face="{font}"><B>{part}</B></Font>' if font else part for part, font in parts)
            written.append(f'<Cell ss:Index="{column + 1}"{style}{span}><Data ss:Type="{kind}">{said}</Data></Cell>')
        if written:
            lines.append(f'<Row ss:Index="{number + 1}">{"".join(written)}</Row>')
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:html="http://www.w3.org/TR/REC-html40">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="DS"><Table>{"".join(lines)}</Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    return path


def _xml_look(code: str) -> str:
    font = font_of(code)
    return f'<Font ss:FontName="{font}"/>' if font else f"<NumberFormat ss:Format={quoteattr(code)}/>"


def shown(cell: Cell) -> str:
    """A cell as a spreadsheet shows it: what a page or a text holds."""
    value, code = plain(cell)
    if isinstance(value, date):
        return value.strftime({DAY: "%d/%m/%Y", "mm/yyyy": "%m/%Y", "yyyy": "%Y"}[code or DAY])
    if isinstance(value, str):
        return value
    if code == "00000000":
        return f"{value:08.0f}"
    if code == "0.0%":
        return f"{value:.1%}"
    return f"{value:.1f}‰" if code else f"{value:g}"


def _page_words(cell: Cell) -> str:
    parts = cell.parts if isinstance(cell, Rich) else ((shown(cell), None),)
    told = [(escape(part).replace("\n", "<br>"), font) for part, font in parts]
    return "".join(f'<font face="{font}"><b>{part}</b></font>' if font else part for part, font in told)


def html(path: Path, rows: Rows, merges: Iterable[str] = ()) -> Path:
    fonts = [font for font in map(font_of, codes_of(rows)) if font]
    at = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in boundaries(merges)}
    covered = {
        (top + down, left + right)
        for (top, left), (height, width) in at.items()
        for down in range(height)
        for right in range(width)
        if down or right
    }
    lines = []
    for number, cells in enumerate(rows):
        written = []
        for column, cell in enumerate(cells):
            if (number, column) in covered:
                continue
            height, width = at.get((number, column), (1, 1))
            font = font_of(plain(cell)[1])
            look = f' class="xl{fonts.index(font)}"' if font else ""
            written.append(f'<td{look} rowspan="{height}" colspan={width}>{_page_words(cell)}</td>')
        lines.append(f"<tr>{''.join(written)}</tr>\r\n")
    rules = "".join(f'.xl{number} {{font-size:12.0pt; font-family:"{font}", serif;}}\n' for number, font in enumerate(fonts))
    path.write_text(
        f'<html><head><meta charset="utf-8"><title>DS</title><style>\n<!--td {{color:black}}\n{rules}--></style></head><body><table>{"".join(lines)}</table></body></html>',
        encoding="utf-8",
    )
    return path


FORMATS: Final[dict[str, tuple[str, Callable[..., Path]]]] = {
    "xlsx": ("a.xlsx", xlsx),
    "xls": ("a.xls", xls),
    "ods": ("a.ods", ods),
    "xlsb": ("a.xlsb", xlsb),
    "xml of 2003": ("a.xml", xml2003),
    "a page named .xls": ("a.xls", html),
    "xlsx named .xls": ("b.xls", xlsx),
    "xls named .xlsx": ("b.xlsx", xls),
    "ods named .csv": ("b.csv", ods),
    "xlsb named .xlsx": ("c.xlsx", xlsb),
    "xml of 2003 named .xls": ("c.xls", xml2003),
}
"""A name of the format → a file's name and who writes it."""
