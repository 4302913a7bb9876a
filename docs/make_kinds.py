"""Writes docs/kinds.md: every kind of records with its fields, headings and words, taken from `records.py`.

Change what is said about a kind or a type here; what a kind holds, in `records.py`. Run as `python docs/make_kinds.py`.
The lines about the kinds in the two READMEs are `short(...)`; a test says whether all of it is up to date.
"""

# ruff: noqa: INP001 - a script, no package
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from partytrack.messages import LANGUAGES, speaking, text
from partytrack.records import KINDS, NO, NOT_KEPT_HEADINGS, YES, Field, Kind, Type
from partytrack.targets.names import names

if TYPE_CHECKING:
    from partytrack.messages import Language

PAGE: Final = Path(__file__).with_name("kinds.md")

# What one record of a kind is, in English and Vietnamese.
ONE_IS: Final = {
    "units": ("an organisation, as a list states it on a day", "một tổ chức đảng hoặc cơ quan, đơn vị theo danh sách chốt tại một ngày"),
    "successions": ("one change of organisations: merged, split, …", "một lần sắp xếp tổ chức: hợp nhất, chia tách, …"),
    "members": ("a member in a unit, as a list states it on a day", "một đảng viên của một đơn vị theo danh sách chốt tại một ngày"),
    "admissions": ("one admission", "một trường hợp kết nạp"),
    "meetings": ("one meeting held", "một buổi sinh hoạt hoặc cuộc họp đã tổ chức"),
    "ratings": ("one rating of a unit or person for a period", "một kết quả xếp loại của đơn vị hoặc cá nhân trong một kỳ"),
    "titles": ("one recognition of a unit or person for a period", "một danh hiệu của đơn vị hoặc cá nhân trong một kỳ"),
    "inspections": ("one inspection or supervision of a unit or member", "một cuộc kiểm tra hoặc giám sát đối với tổ chức hoặc đảng viên"),
    "classes": ("one course or study session, as one unit attended it", "một lớp hoặc một đợt học tập, theo từng đơn vị tham dự"),
    "assignments": ("one assignment of a unit or person", "một việc phân công cho đơn vị hoặc cá nhân"),
    "figures": ("one reported figure; without unit: of the whole committee", "một số liệu báo cáo; không ghi đơn vị là của toàn đảng bộ"),
    "allocations": ("a quota of a target handed down to a unit", "chỉ tiêu giao cho một đơn vị"),
}
HOLDS: Final = {
    Type.TEXT: ("text", "chữ"),
    Type.IDENTIFIER: ("number kept as text", "mã, số hiệu (giữ nguyên số 0)"),
    Type.NAME: ("name", "tên"),
    Type.DATE: ("day, month or year", "ngày, tháng hoặc năm"),
    Type.PERIOD: ("year, half, quarter or month", "năm, nửa năm, quý hoặc tháng"),
    Type.CHOICE: ("one of the words below", "một trong các từ ở bảng dưới"),
    Type.YES_NO: ("yes or no; blank is no", "có hoặc không; trống là không"),
    Type.COUNT: ("whole number", "số nguyên"),
    Type.NUMBER: ("number, %", "số, %"),
    Type.UNIT: ("code or name of a unit", "mã hoặc tên đơn vị"),
}
SUBJECT: Final = """\
`subject` follows from the row: `member` where it names a person, else `unit`. `--set subject=person` says that the people need not be members.
`subject` suy ra từ dòng: có họ tên hoặc số thẻ là `member`, không có là `unit`. `--set subject=person` khi người trong bảng không nhất thiết là
đảng viên."""
SET_ONLY: Final = "`--set subject=…`"
KEPT_IF_ASKED: Final = "`keep: [citizen_id]`"

TOP: Final = """\
# Kinds of records · Các loại bản ghi

Made by `docs/make_kinds.py`. Trang này do `docs/make_kinds.py` tạo ra.

A sheet is recognised by its headings. Case, spaces, line breaks and the place of the tone mark do not matter; the name of the field is a
heading too. Any other heading is given with `--map 'Heading=field'`, and a column without heading by its letter: `--map 'D=unit'`.
Conditions in target files use the names and words in the first column.

Loại bản ghi được nhận ra từ tên cột. Chữ hoa hay thường, khoảng trắng, xuống dòng, vị trí đặt dấu thanh không quan trọng; tên trường
cũng dùng làm tên cột được. Tên cột khác thì chỉ rõ bằng `--map 'Tên cột=trường'`, cột không có tên thì dùng chữ cái: `--map 'D=unit'`.
Điều kiện trong tệp chỉ tiêu dùng tên và từ ở cột đầu.

"""


def page() -> str:
    """The whole of docs/kinds.md."""
    return TOP + "\n".join(map(_section, KINDS.values())) + _bottom()


def short(language: Language) -> str:
    """The lines of a README about the kinds: name and fields of each; a required field has a *."""
    heads = {"en": "| kind | fields |\n|---|---|\n", "vi": "| loại bản ghi | trường |\n|---|---|\n"}
    lines = []
    for kind in KINDS.values():
        with speaking(language):
            named = f"`{kind.name}`" if language == "en" else f"`{kind.name}` {text(kind.title)}"
        lines.append(f"| {named} | `{', '.join(f'{each.name}{_star(kind, each)}' for each in kind.fields)}` |")
    return heads[language] + "\n".join(lines) + "\n"


def _star(kind: Kind, each: Field) -> str:
    return "*" if each.required else "(*)" if each.name in kind.one_of else ""


def _in_both(template: str) -> str:
    said = []
    for language in LANGUAGES[::-1]:
        with speaking(language):
            said.append(str(text(template)))
    return " · ".join(said)


def _section(kind: Kind) -> str:
    lines = [
        f"## `{kind.name}` {_in_both(kind.title)}",
        "",
        f"One record is {ONE_IS[kind.name][0]}.",
        f"Mỗi bản ghi là {ONE_IS[kind.name][1]}.",
        "",
        "| field · trường | title · tên | holds · nội dung | required · bắt buộc | headings · tên cột |",
        "|---|---|---|---|---|",
        *(_row(kind, each) for each in kind.fields),
        "",
    ]
    if kind.person:
        lines += [SUBJECT, ""]
    if kind.one_of:
        lines += [f"(*) At least one of these. Ít nhất một trong các trường này: {', '.join(f'`{name}`' for name in kind.one_of)}.", ""]
    for each in kind.fields:
        if each.choices:
            lines += [f"| `{kind.name}.{each.name}` | in sheets · trong bảng tính |", "|---|---|"]
            lines += [f"| `{kept}` | {'; '.join(said)} |" for kept, said in each.choices.items()]
            lines.append("")
    reached = [f"`{name}`" for name in names(kind.name) if not kind.has(name)]
    if reached:
        lines += [f"Conditions also know · Điều kiện còn dùng được: {', '.join(reached)}.", ""]
    return "\n".join(lines)


def _row(kind: Kind, each: Field) -> str:
    headings = [heading for heading in each.headings if heading != each.name]
    shown = "; ".join(headings)
    if each.asked:
        shown += f" ({KEPT_IF_ASKED})"
    return f"| `{each.name}` | {_in_both(each.title)} | {' · '.join(HOLDS[each.type])} | {_star(kind, each)} | {shown or SET_ONLY} |"


def _bottom() -> str:
    return "\n".join(
        [
            "## yes, no · có, không",
            "",
            f"Yes · có: {'; '.join(YES)}.",
            f"No · không: {'; '.join(NO)}; blank · ô trống.",
            "",
            "## never read · không bao giờ đọc",
            "",
            f"{'; '.join(NOT_KEPT_HEADINGS)}.",
            "",
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
