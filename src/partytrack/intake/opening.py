"""What a file is, by its content, and why it cannot be read. A further format to accept or to refuse is added here."""

from __future__ import annotations

import hashlib
import lzma
import re
import stat
import struct
import zipfile
import zlib
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from partytrack.errors import FileUnreadable, reason_of
from partytrack.messages import text

if TYPE_CHECKING:
    from pathlib import Path

BROKEN_PACKAGE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""Every way in which Python gives up on a damaged package: a part's name alone may be no UTF-8, which is a ValueError."""

LARGEST_PART: Final = 300_000_000  # bytes of one unpacked part: a list of 600,000 rows of twelve columns
_LARGEST_FILE: Final = 300_000_000  # bytes as they lie on the disk
LARGEST_MARKUP: Final = 150_000_000  # bytes of a page or an XML text that is gone through element by element: a million cells
_LARGEST_PACKAGE: Final = 600_000_000  # bytes of all parts unpacked
_MOST_PARTS: Final = 10_000  # a workbook of a hundred sheets has some hundred parts, and a thousand pictures at most
_SUSPICIOUS_PART: Final = 20_000_000
_SUSPICIOUS_RATIO: Final = 300  # sheets of real offices pack 10 to 60 times; deflate cannot do more than 1,032
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_BINARY: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_TEXT_NAMES: Final = frozenset({".csv", ".tsv", ".txt", ""})
_SPREADSHEET_NAMES: Final = frozenset({".xls", ".xlsx"})
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype|!--|html|head|body|table|div|\?xml|meta|style)", re.IGNORECASE)
_TABLE: Final = re.compile(rb"<table[\s>]", re.IGNORECASE)
_WORKBOOK: Final = re.compile(rb"<(?:\w+:)?Workbook[\s>]")
_EXCEL_XML: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_OLDEST: Final = (b"\x09\x00", b"\x09\x02", b"\x09\x04")  # a workbook of Excel 2, 3 or 4 is one bare stream
_OTHER_OFFICE: Final = tuple(name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document"))
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class Format(StrEnum):
    """A way a file can be written; the value is the extension that means it."""

    XLSX = ".xlsx"
    XLSB = ".xlsb"
    XLS = ".xls"
    ODS = ".ods"
    CSV = ".csv"
    XML_2003 = ".xml"
    HTML = ".html"


_OUR_NAMES: Final = frozenset({*Format, *_TEXT_NAMES, ".xlsm", ".htm"}) - {""}  # endings that promise a table


def damaged(path: Path) -> FileUnreadable:
    """The error that a file has the right beginning and cannot be read to its end."""
    return FileUnreadable(
        "file-damaged",
        text("{file} is damaged.", file=path.name),
        text("Open it in the spreadsheet program, save it again as .xlsx, or ask the sender for it once more."),
    )


def password_protected(path: Path) -> FileUnreadable:
    """The error that a file opens only with its password."""
    return FileUnreadable(
        "file-password",
        text("{file} is protected by a password.", file=path.name),
        text("Open it with the password, save it without one, and import that file."),
    )


def too_large(path: Path) -> FileUnreadable:
    """The error that a file would unpack to more than any real list holds."""
    return FileUnreadable(
        "file-too-large",
        text("{file} holds or unpacks to far more data than a list does, so it was not read.", file=path.name),
        text("Delete the unused rows and columns in the spreadsheet program, or split the file, and save it again."),
    )


def content(path: Path) -> bytes:
    """All bytes of a file.

    Raises:
        FileUnreadable: It is missing, a folder or a device, not permitted, too large, or the disk refused.
    """
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode) and not stat.S_ISDIR(told.st_mode):  # a device may give bytes for ever, a pipe none
            raise FileUnreadable(
                "file-is-device",
                text("{file} is a device or a pipe, not a file.", file=str(path)),
                text("Save what it gives as a file first, and name that file."),
            )
        if told.st_size > _LARGEST_FILE:
            raise too_large(path)
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileUnreadable(
            "file-missing", text("{file} does not exist.", file=str(path)), text("Check the name and the folder.")
        ) from None
    except IsADirectoryError:
        raise _folder(path) from None
    except PermissionError:
        if path.is_dir():  # what opening a folder is called on Windows
            raise _folder(path) from None
        raise FileUnreadable(
            "file-permission",
            text("{file} may not be read.", file=str(path)),
            text("Close it in other programs, or ask for the right to read it."),
        ) from None
    except (OSError, ValueError) as error:
        raise FileUnreadable(
            "file-unreadable",
            text("{file} cannot be read: {reason}.", file=str(path), reason=reason_of(error) if isinstance(error, OSError) else str(error)),
            text("Copy the file to this computer and try again."),
        ) from None
    if not data:
        raise FileUnreadable(
            "file-empty", text("{file} is empty.", file=path.name), text("Save it again, or ask the sender for it once more.")
        )
    return data


def _folder(path: Path) -> FileUnreadable:
    return FileUnreadable(
        "file-is-folder",
        text("{file} is a folder, not a file.", file=str(path)),
        text("Name the files in it: {file}/*.xlsx.", file=str(path)),
    )


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file's content in hexadecimal digits, by which the same file is known again.

    Raises:
        FileUnreadable: It is missing, a folder, empty, or not permitted.
    """
    return hashlib.sha256(content(path)).hexdigest()


def sniff(path: Path, data: bytes) -> Format:
    """How the content is written, whatever the extension says.

    Text has no mark of its own, so it counts as CSV only where the name says so, or where it is split by tabs, as programs
    write it that name their lists .xls: a note saved as .xlsx is refused.

    Raises:
        FileUnreadable: The content is no format that is read here.
    """
    if data[:4] == b"PK\x03\x04":
        return _packed(path)
    if data[:8] == _OLE:
        if _ENCRYPTED in data:
            raise password_protected(path)
        if any(name in data for name in _OTHER_OFFICE):
            raise _no_spreadsheet(path)
        return Format.XLS
    if data.startswith(_OLDEST) and data[2:4] in {b"\x04\x00", b"\x06\x00"}:
        return Format.XLS
    if data.startswith(_UTF16_MARKS):
        return _text_format(path, data.decode("utf-16", "replace").encode())
    if _unmarked_utf16(data):
        return _text_format(path, data.decode("utf-16-le", "replace").encode())
    if data.startswith(_BINARY) or b"\x00" in data[:4096]:
        raise _no_spreadsheet(path)
    return _text_format(path, data.lstrip(_UTF8_MARK))


def _unmarked_utf16(data: bytes) -> bool:
    """Whether the bytes are text in UTF-16 without its mark: every second byte of digits, blanks and Latin letters is zero, no other one."""
    first = data[:4096]
    return first[1::2].count(0) * 4 > len(first) > 1 and 0 not in first[::2]


def _text_format(path: Path, written: bytes) -> Format:
    if _MARKUP.match(written):
        if _EXCEL_XML in written[:4096] and _WORKBOOK.search(written[:4096]):
            return Format.XML_2003
        if _TABLE.search(written):
            return Format.HTML
        raise _no_spreadsheet(path)
    suffix = path.suffix.lower()
    if suffix in _TEXT_NAMES or (suffix in _SPREADSHEET_NAMES and _split_by_tabs(written)):
        return Format.CSV
    raise _no_spreadsheet(path)


def _split_by_tabs(written: bytes) -> bool:
    """Whether most of the first lines have the same tabs, so that they are rows."""
    lines = [line.count(b"\t") for line in written[:50_000].splitlines()[:60] if line.strip()]
    usual = max(set(lines), key=lines.count, default=0)
    return usual > 0 and lines.count(usual) > 1 and lines.count(usual) * 2 > len(lines)


def _no_spreadsheet(path: Path) -> FileUnreadable:
    if path.suffix.lower() not in _OUR_NAMES:
        return FileUnreadable(
            "file-no-spreadsheet",
            text("{file} is not a spreadsheet.", file=path.name),
            text("Copy its table into the spreadsheet program and save it as .xlsx; if it is comma-separated text, name it .csv."),
        )
    return FileUnreadable(
        "file-no-spreadsheet",
        text("{file} is not a spreadsheet, whatever its name says.", file=path.name),
        text("Open it in the spreadsheet program and save it as .xlsx; if it is comma-separated text, name it .csv."),
    )


def _packed(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except BROKEN_PACKAGE:
        raise damaged(path) from None
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_PACKAGE:
        raise too_large(path)
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > LARGEST_PART or (part.file_size > _SUSPICIOUS_PART and ratio > _SUSPICIOUS_RATIO):
            raise too_large(path)
    names = {part.filename.lstrip("/").lower() for part in parts}
    if "xl/workbook.bin" in names:
        return Format.XLSB
    if "xl/workbook.xml" in names:
        return Format.XLSX
    if "content.xml" in names and "mimetype" in names:
        return Format.ODS
    if "[content_types].xml" in names and any(name.endswith("workbook.xml") for name in names):
        return Format.XLSX
    raise _no_spreadsheet(path)


def utf16(data: bytes) -> str | None:
    """The name of the encoding of a text in UTF-16, with or without its mark; None for any other text."""
    if data.startswith(_UTF16_MARKS):
        return "utf-16"
    return "utf-16-le" if _unmarked_utf16(data) else None


def decoded(path: Path, data: bytes, named: str | None = None) -> str:
    """The text of a file in UTF-8 or UTF-16, with or without marks, or in the encoding that it names itself.

    Raises:
        FileUnreadable: It is in another encoding.
    """
    wide = utf16(data)
    encodings = [wide] if wide else ["utf-8", named] if named else ["utf-8"]
    for encoding in encodings:
        try:
            return data.decode(encoding).lstrip("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    raise FileUnreadable(
        "file-encoding",
        text("{file} is not written in UTF-8 or UTF-16, nor clearly in Windows-1258, TCVN3 or VNI.", file=path.name),
        text("Save it in the spreadsheet program as .xlsx, or as “CSV UTF-8”."),
    )
