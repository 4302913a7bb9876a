"""Every way a result can be written: the same content, and data that stays data."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it import MarkdownIt

from commands import partytrack, workbook
from partytrack.reports.markdown import escaped, heading, paragraph, table

if TYPE_CHECKING:
    from pathlib import Path

NASTY = ("@SUM(1+9)", "+1", "-1 [bold]x[/bold]", "[link=http://x.example]a[/link]", "a\x1b[31mb", "<script>alert(1)</script>", "a | b", "*b* _c_ `d`", "![x](http://y.example)", "1. one", "# head", "&lt;", "www.example.org", "a@b.example", "C:\\dir\\*")  # fmt: skip
HARMLESS = {"a\x1b[31mb": "a\\x1b[31mb"}  # what could steer a terminal is shown as its code


def rendered(page: str) -> str:
    """The page as HTML, with tables and links that make themselves."""
    return str(MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").enable("strikethrough").render(page))


def said(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).replace("\u200b", "")


@pytest.mark.parametrize("value", NASTY)
def test_markdown_shows_data_as_it_is(value: str) -> None:
    shown = HARMLESS.get(value, value)
    html = rendered(paragraph(value))
    assert re.fullmatch(r"<p>[^<]*</p>\n", html), html
    assert said(html).strip() == shown
    html = rendered(table(["T"], [[value], ["next"]]))
    assert html.count("<tr>") == 3
    assert html.count("<td>") == 2
    assert re.findall(r"<(?!/?(?:table|thead|tbody|tr|th|td)\b)", html) == []
    assert said(html).split("\n")[-3].strip() or shown in said(html)
    assert shown in said(html)
    html = rendered(heading(2, value))
    assert re.fullmatch(r"<h2>[^<]*</h2>\n", html), html


def test_markdown_parts_nothing_into_links() -> None:
    assert "http:" not in escaped("http://x.example")
    assert said(rendered(paragraph("http://x.example"))).strip() == "http://x.example"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose names are nasty, imported from a file with rejected rows."""
    folder = tmp_path_factory.mktemp("outputs")
    (folder / "targets").mkdir()
    lines = ["term: 2020-2025", "from: 2020-08", "through: 2025-07", "committee: '=Đảng bộ <b>x</b> | [red]y'", "targets:"]
    lines += [f"  - {{id: t{place}, title: {json.dumps(value)}, count: admissions, every: year, years: [2023]}}" for place, value in enumerate(NASTY) if "\x1b" not in value]  # fmt: skip
    (folder / "targets" / "a.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows: list[list[Any]] = [["Họ và tên", "Chi bộ", "Ngày kết nạp"]]
    rows += [
        [f"Trần {place}", value, "01/03/2023"] for place, value in enumerate(NASTY) if "\x1b" not in value and not value.startswith("=")
    ]
    rows.append(["Lê Bình", "Chi bộ A", "31/02/2023 | <i>*x*</i>"])
    assert partytrack("-C", folder, "import", workbook(folder / "a [red] *b*.xlsx", rows, names=("KN | x",))).returncode == 1
    return folder


COMMANDS = {
    "check": ("check", "--as-of", "2023-12-31", "--by", "unit"),
    "imports": ("imports",),
    "inspect": ("inspect", "a [red] *b*.xlsx"),
    "import": ("import", "a [red] *b*.xlsx"),
}


def output(here: Path, command: str, form: str, lang: str = "en") -> str:
    done = partytrack(*COMMANDS[command], "-f", form, cwd=here, lang=lang)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_as_markdown(command: str, lang: str, here: Path) -> None:
    page = output(here, command, "markdown", lang)
    html = rendered(page)
    allowed = r"<(?!/?(?:table|thead|tbody|tr|th|td|h1|h2|p|ol|ul|li)\b)"
    assert re.findall(allowed, html) == []
    assert said(html).strip()
    assert "a [red] *b*.xlsx" in said(html) or command == "check"
    if command == "check":
        assert "=Đảng bộ <b>x</b> | [red]y" in said(html)
        for value in NASTY:
            assert "\x1b" in value or value in said(html)


@pytest.mark.parametrize("command", COMMANDS)
def test_as_csv(command: str, here: Path) -> None:
    content = output(here, command, "csv")
    assert content.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
    assert rows
    for row in rows:
        for cell in row.values():
            assert not re.match(r"[=+\-@\t\r]", cell) or re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", cell), cell


@pytest.mark.parametrize("command", COMMANDS)
def test_as_plain_and_json(command: str, here: Path) -> None:
    lines = output(here, command, "plain").splitlines()
    assert len({line.count("\t") for line in lines}) == 1
    assert json.loads(output(here, command, "json"))["schema"].startswith("partytrack.")


@pytest.mark.parametrize("command", COMMANDS)
def test_as_table_markup_is_text(command: str, here: Path) -> None:
    page = output(here, command, "table")
    assert "\x1b" not in page
    assert "[red]" in page


def test_a_file_ending_in_md_is_markdown(here: Path, tmp_path: Path) -> None:
    file = tmp_path / "check.md"
    partytrack(*COMMANDS["check"], "-o", file, cwd=here)
    assert file.read_text(encoding="utf-8") == output(here, "check", "markdown")
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_same_verdicts_in_markdown_and_json(here: Path) -> None:
    answer = json.loads(output(here, "check", "json"))
    html = rendered(output(here, "check", "markdown"))
    assert html.count("<tr>") == len(answer["verdicts"]) + 1
