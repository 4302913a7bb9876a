"""Target files: what they become, and every problem at its line and column."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from partytrack.errors import ExitCode, FileUnreadable, TargetFileError, UsageError
from partytrack.periods import Length, Span
from partytrack.targets.language import Count, Each, Figure, Ratio, Share, Target
from partytrack.targets.load import load, load_term

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "term: 2020-2025\nfrom: 2020-08-11\nthrough: 2025-08-10\ntargets:\n"  # lines 1 to 4


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(here: Path, content: str | bytes) -> list[str]:
    path = here / "a.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [str(problem).removeprefix("a.yaml:") for problem in load([path]).problems]


def targets(here: Path, body: str, head: str = HEAD) -> dict[str, Target]:
    path = here / "a.yaml"
    path.write_text(head + body, encoding="utf-8")
    return {target.id: target for target in load_term([path], "2020-2025").targets}


# --- what is read ---

WHOLE = """\
term: 2020-2025
from: 2020-08
through: 2025-07
committee: Đảng bộ Khối
resolution: {title: Nghị quyết, number: "01", date: 2020-08-11, source: "a, b"}
targets:
  - id: good
    title: Tốt trở lên
    share: rating in ('good', 'excellent')
    of: ratings
    where: subject = 'member'
    goal: ">= 80%"
    every: year
    years: [2022, 2021]
    due: kind = 'grassroots_cell'
    complete: 80%
    report_by: 15
    parts:
      - id: excellent
        share: rating = 'excellent'
        base: parent
        goal: ">= 15%"
        parts:
          - {id: exemplary, share: exemplary, base: parent}
          - {id: exemplary-of-all, share: exemplary, base: whole}
      - id: excellent-later
        share: rating = 'excellent'
        base: whole
        goals: {2023: ">= 5%"}
  - id: cells
    each: units
    where: kind = 'sub_cell'
    must:
      - {count: meetings, where: not joint, goal: ">= 1", every: month}
      - {figure: dues, goal: ">= 100%"}
    goal: "= 100%"
    every: year
  - id: women
    ratio:
      part: {count: members, where: sex = 'female', at: start}
      whole: {count: members, at: 2020-12-31}
    goal: {}
    by: 2025
""".replace("    goal: {}\n", "")


def test_a_whole_file(here: Path) -> None:
    path = here / "a.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    term = load_term([path], "2020-2025")
    assert term.span == Span(date(2020, 8, 1), date(2025, 7, 31))
    assert term.years == (2021, 2022, 2023, 2024)
    assert term.committee == "Đảng bộ Khối"
    assert term.resolution == {"title": "Nghị quyết", "number": "01", "date": "2020-08-11", "source": "a, b"}
    assert term.files == ("a.yaml",)
    assert [(each.id, each.parent, each.depth, each.line) for each in term.targets] == [
        ("good", None, 0, 7),
        ("excellent", "good", 1, 19),
        ("exemplary", "excellent", 2, 24),
        ("exemplary-of-all", "excellent", 2, 25),
        ("excellent-later", "good", 1, 26),
        ("cells", None, 0, 30),
        ("women", None, 0, 38),
    ]


def test_parts_take_rows_and_time_from_above_and_say_their_base(here: Path) -> None:
    path = here / "a.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    found = {each.id: each for each in load_term([path], "2020-2025").targets}
    good, excellent, exemplary = (found[name].measure for name in ("good", "excellent", "exemplary"))
    assert isinstance(good, Share)
    assert isinstance(excellent, Share)
    assert isinstance(exemplary, Share)
    assert excellent.rows == good.rows
    assert excellent.given == (good.condition,)
    assert exemplary.given == (good.condition, excellent.condition)
    of_all = found["exemplary-of-all"].measure
    assert isinstance(of_all, Share)
    assert of_all.given == ()
    assert found["exemplary"].when == found["good"].when
    assert (found["exemplary"].complete, found["exemplary"].report_by) == (Fraction(4, 5), 15)
    assert found["exemplary"].due == found["good"].due
    assert found["exemplary"].goal is None
    assert found["good"].when.years == (2021, 2022)
    assert list(found["excellent-later"].when.goals) == [2023]
    assert found["good"].title == "Tốt trở lên"
    assert found["excellent"].title == "excellent"


def test_each_and_ratio(here: Path) -> None:
    path = here / "a.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    found = {each.id: each for each in load_term([path], "2020-2025").targets}
    cells, women = found["cells"].measure, found["women"].measure
    assert isinstance(cells, Each)
    assert [(each.measure.__class__, each.every, each.goal.text) for each in cells.must] == [
        (Count, Length.MONTH, ">= 1"),
        (Figure, None, ">= 100%"),
    ]
    assert isinstance(women, Ratio)
    assert isinstance(women.part, Count)
    assert isinstance(women.whole, Count)
    assert women.part.rows.at == "start"
    assert women.whole.rows.at == date(2020, 12, 31)
    assert found["women"].when.by_year == 2025


def test_a_part_below_goals_by_year_is_due_in_those_years(here: Path) -> None:
    found = targets(
        here,
        "  - id: a\n    share: exemplary\n    of: ratings\n    goals: {2022: '>= 5%', 2021: '>= 4%'}\n"
        "    parts:\n      - {id: b, share: rating = 'good', base: whole, goal: '>= 1%'}\n",
    )
    assert list(found["a"].when.goals) == [2021, 2022]
    assert found["b"].when.every is Length.YEAR
    assert found["b"].when.years == (2021, 2022)
    assert found["b"].goal is not None


@pytest.mark.parametrize("written", ["no", "012", "12:30", "null", "1e3", "0x1F", "2020-01-01"])
def test_every_text_stays_as_written(here: Path, written: str) -> None:
    found = targets(here, f"  - {{id: a, count: admissions, every: year, note: {written}}}\n")
    assert found["a"].note == written


def test_by_a_day_and_the_year_a_figure_starts_from(here: Path) -> None:
    found = targets(here, "  - {id: a, figure: x, by: 2025-06-30, goal: '>= 5', base: 2020}\n")
    assert (found["a"].when.by_day, found["a"].when.by_year, found["a"].base_year) == (date(2025, 6, 30), None, 2020)


def test_years_of_the_term_are_those_wholly_inside_it_unless_said(here: Path) -> None:
    path = here / "a.yaml"
    path.write_text(HEAD + "  - {id: a, count: admissions, every: year}\n", encoding="utf-8")
    assert load_term([path], "2020-2025").years == (2021, 2022, 2023, 2024)
    path.write_text("years: [2025, 2021]\n" + HEAD + "  - {id: a, count: admissions, every: year}\n", encoding="utf-8")
    assert load_term([path], "2020-2025").years == (2021, 2025)


def test_a_mark_at_the_beginning_and_windows_line_ends_are_read(here: Path) -> None:
    body = HEAD + "  - {id: a, count: admissions, every: year}\n"
    assert problems(here, b"\xef\xbb\xbf" + body.replace("\n", "\r\n").encode()) == []


# --- YAML that cannot be read: one problem, with the slip people made ---


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "  - id: a\n    goal: >= 200\n",
            '6:11: A value that begins with > means something else in YAML. Put the value in quotes: ">= 200"',
            id="unquoted goal",
        ),
        pytest.param(
            "  - id: a\n    goal: > 20   # twenty\n",
            '6:11: A value that begins with > means something else in YAML. Put the value in quotes: "> 20"',
            id="unquoted goal with a comment",
        ),
        pytest.param(
            "  - {id: a, goal: >= 200, every: year}\n",
            '5:19: A value that begins with > means something else in YAML. Put the value in quotes: ">= 200"',
            id="unquoted goal in braces",
        ),
        pytest.param(
            "  - id: %a\n",
            '5:9: A value that begins with % means something else in YAML. Put the value in quotes: "%a"',
            id="a sign of YAML",
        ),
        pytest.param("  - id: a\n\tcount: x\n", "6:1: A tab stands here. Indent with blanks: YAML takes no tabs.", id="tab"),
        pytest.param("  - id: a\n  \tcount: x\n", "6:3: A tab stands here. Indent with blanks: YAML takes no tabs.", id="tab after blanks"),
        pytest.param(
            "  - id: a\n   count: x\n",
            "6:4: The YAML cannot be read here. Let keys of one level begin in the same column.",
            id="too little indentation",
        ),
        pytest.param(
            "  - id: a\n     count: x\n",
            "6:11: A key stands where none is expected. Let keys of one level begin in the same column, and indent with blanks.",
            id="too much indentation",
        ),
        pytest.param(
            "  - title: Tỷ lệ: năm\n",
            '5:17: A value has a colon with a blank behind it. Put the value in quotes: "Tỷ lệ: năm"',
            id="colon in a value",
        ),
        pytest.param(
            "  - share: 'x' = title\n",
            "5:16: The value goes on behind its closing quotation mark. Put the whole value in quotes of the other kind.",
            id="quotes around a part of the value",
        ),
        pytest.param(
            "  - {id: a, count: x\n",
            "5:5: A bracket or brace that opens here is not closed, or a comma is missing."
            " Close it, and put values with commas or brackets in quotes.",
            id="open brace",
        ),
        pytest.param("  - id: 'a\n", "5:9: A quotation mark that opens here is not closed. Close it with the same mark.", id="open quote"),
        pytest.param(
            "  - id: a\n    count\n    every: year\n",
            "6:5: A key without : stands here. Write key: value, with a blank behind :.",
            id="key without colon",
        ),
        pytest.param(
            "  - id: *a\n",
            "5:9: Anchors and aliases (& and *) are not read. Write the value out, in quotes if it begins with & or *.",
            id="alias",
        ),
        pytest.param(
            "  - &a {id: a}\n",
            "5:5: Anchors and aliases (& and *) are not read. Write the value out, in quotes if it begins with & or *.",
            id="anchor",
        ),
        pytest.param(
            "  - id: !!int 1\n",
            "5:9: Tags (!) are not read. Delete it, or put a value that begins with ! in quotes.",
            id="tag",
        ),
        pytest.param("  - " + "[" * 40, "5:34: The file is nested deeper than 30 levels. Write it flatter.", id="deep nesting"),
        pytest.param("  -\n", "5:4: Nothing is written here. Write a value behind -, or delete the line.", id="empty entry"),
        pytest.param("---\nterm: x\n", "5:1: A second document begins here. Delete the line ---, or make two files.", id="second document"),
    ],
)
def test_broken_yaml_is_one_problem_in_plain_words(here: Path, body: str, expected: str) -> None:
    head = HEAD.replace("targets:\n", "targets: []\n") if body.startswith("---") else HEAD
    assert problems(here, head + body) == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", "1:1: The file is empty. Write it as lines of key: value.", id="empty"),
        pytest.param(b"# nothing\n", "1:1: The file is empty. Write it as lines of key: value.", id="only a comment"),
        pytest.param(b"- a\n", "1:1: The file is not keys and values. Write it as lines of key: value.", id="a list"),
        pytest.param(b"term: 2020\nx: ab\xff\n", "2:6: The file is not UTF-8 text. Save it with the encoding UTF-8.", id="other encoding"),
        pytest.param("term: đ\x07\n".encode(), "1:8: A control character (U+0007) stands here. Delete it.", id="control character"),
        pytest.param(
            b"#" * 1_048_577, "1:1: The file is larger than 1048576 bytes. Split it: files of one term are read together.", id="too large"
        ),
    ],
)
def test_what_is_no_target_file(here: Path, content: bytes, expected: str) -> None:
    assert problems(here, content) == [expected]


def test_a_million_brackets_are_refused_at_once(here: Path) -> None:
    assert problems(here, "[" * 1_000_000) == ["1:32: The file is nested deeper than 30 levels. Write it flatter."]


# --- keys and values that are wrong: all at once, each at its place ---

BASE = "  - id: a\n    every: year\n"  # lines 5 and 6


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(BASE + "    cuont: admissions\n", ["7:5: The key cuont is not known here. Did you mean count?"], id="misspelt key"),
        pytest.param(
            BASE + "    count: admisions\n",
            ["7:12: There is no kind of records called admisions. Did you mean admissions?"],
            id="misspelt kind",
        ),
        pytest.param(
            "  - {id: a, count: admissions, every: yaer}\n", ["5:39: every cannot be yaer. Did you mean year?"], id="misspelt period"
        ),
        pytest.param(
            BASE + "    count: meetings\n    distinct: [unit, hold_on]\n",
            ["8:22: meetings have no field hold_on. Did you mean held_on?"],
            id="misspelt field to count",
        ),
        pytest.param(
            BASE + "    count: members\n    dated: oficial_on\n",
            ["8:12: members have no field oficial_on. Did you mean official_on?"],
            id="misspelt date",
        ),
        pytest.param(
            BASE + "    count: meetings\n    dated: due\n", ["8:12: due is not a date. Known here: held_on."], id="no date to be dated by"
        ),
        pytest.param(
            BASE + "    share: raitng = 'good'\n    of: ratings\n    where: \"subject = 'membr'\"\n",
            ["7:12: ratings have no field raitng. Did you mean rating?", "9:23: subject is never 'membr'. Did you mean member?"],
            id="inside conditions",
        ),
        pytest.param(
            BASE + "    share: 'rating = ''good'' or raitng = ''good'''\n    of: ratings\n",
            ["7:34: ratings have no field raitng. Did you mean rating?"],
            id="behind doubled quotes",
        ),
        pytest.param(
            BASE + "    share: >-\n      rating = 'good'\n      or raitng = 'x'\n    of: ratings\n",
            ["7:12: ratings have no field raitng. Did you mean rating?"],
            id="a condition over several lines",
        ),
        pytest.param(
            BASE + "    count: admissions\n    count: meetings\n",
            ["8:5: The key count stands in line 7 already. Keep one of the two."],
            id="repeated key",
        ),
        pytest.param(
            "  - {id: a, title: Một, hai, count: admissions, every: year}\n",
            ["5:25: A comma inside {…} begins a new key: hai has no value. Put a value that has a comma in quotes."],
            id="comma in braces",
        ),
        pytest.param(
            BASE + "    count: admissions\n    goal:\n",
            ["8:5: Nothing is written behind goal. Write a value, or delete the line."],
            id="nothing behind a key",
        ),
        pytest.param(
            BASE + "    count: admissions\n    goal: 200\n",
            ['8:11: The goal 200 does not say its direction. Write ">= 200" for at least, or "<= 200" for at most.'],
            id="goal without direction",
        ),
        pytest.param(
            BASE + "    count: admissions\n    goal: '>= 90%'\n",
            ["8:11: A count is held against a number, not against >= 90%. Write a number, or measure a share."],
            id="count against a share",
        ),
        pytest.param(
            BASE + "    share: exemplary\n    of: ratings\n    goal: '>= 90'\n",
            ["9:11: A share is held against a percentage, not against >= 90. Write it with %, as in >= 90%."],
            id="share against a number",
        ),
        pytest.param(
            BASE + "    share: exemplary\n",
            ["5:5: The share does not say of what. Write of: with a kind of records."],
            id="share of nothing",
        ),
        pytest.param(
            BASE,
            ["5:5: Nothing is measured here. Write exactly one of: count, sum, average, share, ratio, figure, growth, done, each, all."],
            id="no measure",
        ),
        pytest.param(
            BASE + "    count: admissions\n    figure: x\n",
            ["8:5: count and figure cannot both be measured. Make two targets of it."],
            id="two measures",
        ),
        pytest.param(
            BASE + "    figure: x\n    where: a = 1\n", ["8:5: where does not go with figure. Leave it out."], id="figure with where"
        ),
        pytest.param(
            "  - {id: a, count: admissions}\n",
            ["5:6: It is not said when the target is due. Write exactly one of: every, by, goals."],
            id="no time",
        ),
        pytest.param(
            BASE + "    count: admissions\n    by: 2023\n",
            ["8:5: every and by cannot both be said. Write exactly one of: every, by, goals."],
            id="two times",
        ),
        pytest.param(
            "  - {id: a, count: admissions, by: 2026}\n",
            ["5:36: 2026 lies outside the term. The term is 2020-08-11 to 2025-08-10."],
            id="year after the term",
        ),
        pytest.param(
            "  - {id: a, count: admissions, by: 2025-08-11}\n",
            ["5:36: 2025-08-11 lies outside the term. The term is 2020-08-11 to 2025-08-10."],
            id="day after the term",
        ),
        pytest.param(
            "  - {id: a, count: admissions, goals: {2020: '>= 1'}}\n",
            ["5:40: 2020 is not one of the years of the term. Its years are 2021, 2022, 2023, 2024."],
            id="goal for a year of no term",
        ),
        pytest.param(
            BASE + "    count: admissions\n    years: [2021, 2025]\n",
            ["8:19: 2025 is not one of the years of the term. Its years are 2021, 2022, 2023, 2024."],
            id="year of no term",
        ),
        pytest.param(
            BASE + "    count: admissions\n    at: end\n",
            ["8:5: at goes only with members and units counted on a day. Leave it out: other records are counted by their dates."],
            id="day of what is no stock",
        ),
        pytest.param(
            BASE + "    count: members\n    dated: admitted_on\n    at: end\n",
            ["9:5: at goes only with members and units counted on a day. Leave it out: other records are counted by their dates."],
            id="day of a stock counted by its dates",
        ),
        pytest.param(
            BASE + "    count: members\n    at: 2021-02-29\n",
            ["8:9: at cannot be 2021-02-29. Write end, start, term-start or a day like 2020-12-31."],
            id="no such day",
        ),
        pytest.param(
            BASE + "    count: admissions\n    complete: 0\n    report_by: 400\n",
            [
                "8:15: 0 is not a share above 0 and up to 1. Write it like 80% or 0.8.",
                "9:16: 400 is not a number of days from 0 to 366. Write it like 15.",
            ],
            id="reporting",
        ),
        pytest.param(
            BASE + "    count: admissions\n    base: 2020\n",
            ["8:5: base goes only with growth, with a figure by: a year, or with a part. Leave it out."],
            id="base of a count",
        ),
        pytest.param(
            "  - {id: a, figure: x, by: 2023, base: 2023}\n",
            ["5:40: 2023 is not a year before the one the figure is due. Write the year its way to the goal starts from."],
            id="base not before the year",
        ),
        pytest.param(
            BASE + "    count: ratings\n    parts: [{id: b, share: exemplary, base: whole}]\n",
            ["8:5: Only a share has parts. Write the target as share: with of:, or without parts."],
            id="parts of a count",
        ),
        pytest.param(
            BASE
            + "    share: exemplary\n    of: ratings\n    parts:\n      - {id: b, share: exemplary}\n      - {id: c, of: units, base: parnt}\n",
            [
                "10:10: The part does not say its base. Write base: parent (of those counted above) or base: whole (of all).",
                "11:10: The part does not say its share. Write share: with a condition.",
                "11:17: of cannot stand in a part: it counts the rows of the target above. Leave it out, or make a target of its own.",
                "11:34: base cannot be parnt. Did you mean parent?",
            ],
            id="parts",
        ),
        pytest.param(
            BASE + "    each: units\n    must: {count: meetings, every: term}\n",
            ["8:36: every cannot be term. Known here: week, month, quarter, half, year."],
            id="inner period of a whole term",
        ),
        pytest.param(
            BASE + "    each: units\n    must: {count: meetings}\n",
            ['8:12: What each unit must do has no goal. Write goal: ">= 1" or another.'],
            id="must without goal",
        ),
        pytest.param(
            "  - id: a\n    every: month\n    each: units\n    must: {count: meetings, goal: '>= 1', every: quarter}\n",
            ["8:50: Each quarter is longer than each month of the target. Write a shorter period here, or a longer one for the target."],
            id="inner period longer than the outer",
        ),
        pytest.param(
            BASE + "    ratio: {part: {count: members}}\n",
            ["7:13: The ratio has no whole. Write ratio: with part: and whole:."],
            id="half a ratio",
        ),
        pytest.param(
            BASE + "    count: admissions\n    due: members > 3\n",
            ["8:10: members cannot be asked when units are chosen. Choose units by kind, sector, group, code or name."],
            id="head-count of the units due",
        ),
        pytest.param(
            "  - {id: New Members, count: admissions, every: year}\n",
            ["5:10: The id New Members is not made of small letters and digits, joined with -. Did you mean new-members?"],
            id="id",
        ),
        pytest.param(
            "  - {id: a, count: admissions, every: year}\n  - {id: a, count: admissions, every: year}\n",
            ["6:10: The id a stands at a.yaml:5 already. Give each target of a term an id of its own."],
            id="repeated id",
        ),
        pytest.param(
            "  - {count: admissions, every: year}\n", ["5:6: The target has no id. Give it one, as in id: new-members."], id="no id"
        ),
        pytest.param(
            "  - id: [a]\n    count: admisions\n    every: year\n  - abc\n",
            [
                "5:9: id takes one text here. Write it on one line, in quotes where it has a comma.",
                "6:12: There is no kind of records called admisions. Did you mean admissions?",
                "8:5: targets takes keys and values. Write them as lines of key: value under it.",
            ],
            id="wrong shapes",
        ),
        pytest.param(
            BASE + "    count: admissions\n    years: 2021\n",
            ["8:12: years takes a list. Begin each entry with - or write [a, b]."],
            id="a list is asked",
        ),
    ],
)
def test_wrong_keys_and_values(here: Path, body: str, expected: list[str]) -> None:
    assert problems(here, HEAD + body) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            "trem: x\nfrom: 2020-08-11\nthrough: 2025-08-10\n", ["1:1: The key trem is not known here. Did you mean term?"], id="misspelt"
        ),
        pytest.param(
            "term: x\nfrom: 2020-08-11\nthrough: 2025-08-10\ntarget: []\n",
            ["4:1: The key target is not known here. Did you mean targets? target stands only in: waivers."],
            id="a key of another place that is nearly one of this place",
        ),
        pytest.param(
            "term: x\nfrom: 2020-08-11\nthrough: 2025-08-10\nwaiver: []\n",
            ["4:1: The key waiver is not known here. Did you mean waivers?"],
            id="one letter too few",
        ),
        pytest.param(
            "term: x\nfrom: 2020-08-11\nthrough: 2025-08-10\nunit: A\n",
            ["4:1: The key unit is not known here. It stands only in: waivers."],
            id="a key of another place",
        ),
        pytest.param("term: x\nthrough: 2025-08\n",
            ["1:1: The file does not say from, an end of the term. Write a day like 2020-08-11 or a month like 2020-08."], id="no from"),
        pytest.param("term: x\nfrom: 2020\nthrough: 2025-02-29\n", [
            "2:7: 2020 is not a day or a month. Write a day like 2020-08-11 or a month like 2020-08.",
            "3:10: 2025-02-29 is not a day or a month. Write a day like 2020-08-11 or a month like 2020-08.",
        ], id="no days"),
        pytest.param("term: x\nfrom: 2025-08\nthrough: 2020-08\n", ["3:10: The term ends before it begins. Put from: before through:."], id="turned"),
        pytest.param("term: x\nfrom: 2020-08\nthrough: 2025-08\nyears: [2021, 2026, 2021, x]\n", [
            "4:15: 2026 lies outside the term. The term is 2020-08-01 to 2025-08-31.",
            "4:21: The year 2021 stands twice. Write each year once.",
            "4:27: x is not a year. Write four digits.",
        ], id="years"),
    ],
)  # fmt: skip
def test_wrong_tops(here: Path, head: str, expected: list[str]) -> None:
    assert problems(here, head + "targets: []\n") == expected


def test_problems_of_all_targets_are_shown_at_once_in_order(here: Path) -> None:
    found = problems(here, "# top\nfrom: x\n" + HEAD.replace("from: 2020-08-11\n", "") + "  - {id: a, count: x}\n  - {id: b, cuont: x}\n")
    assert [each.split(" ")[0] for each in found] == ["2:7:", "6:6:", "6:20:", "7:13:"]


# --- warnings, several files, one term among others ---


def test_an_exact_number_is_only_a_warning(here: Path) -> None:
    path = here / "a.yaml"
    path.write_text(HEAD + BASE + "    count: admissions\n    goal: = 200\n", encoding="utf-8")
    loaded = load([path])
    assert [(str(each), each.warning) for each in loaded.problems] == [
        ("a.yaml:8:11: The goal = 200 holds for exactly that value only. Did you mean >= 200 or <= 200?", True)
    ]
    assert "2020-2025" in loaded.terms
    assert load_term([path], "2020-2025").targets[0].id == "a"


def one(here: Path, name: str, term: str, target: str, extra: str = "") -> Path:
    path = here / "targets" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"term: {term}\nfrom: 2020-08-11\nthrough: 2025-08-10\n{extra}targets:\n  - {{id: {target}, count: admissions, every: year}}\n",
        encoding="utf-8",
    )
    return path


def test_files_of_one_term_are_read_together_whatever_they_are_called(here: Path) -> None:
    paths = [one(here, "b.yaml", "T", "x"), one(here, "a.yaml", "T", "y", "committee: Khối\n"), one(here, "c.yaml", "U", "x")]
    loaded = load(paths)
    assert loaded.problems == []
    assert [target.id for target in loaded.terms["T"].targets] == ["x", "y"]
    assert loaded.terms["T"].committee == "Khối"
    assert loaded.terms["T"].files == ("targets/b.yaml", "targets/a.yaml")


def test_files_of_one_term_must_agree_and_share_no_ids(here: Path) -> None:
    paths = [one(here, "a.yaml", "T", "x", "committee: A\n"), one(here, "b.yaml", "T", "x", "committee: B\n")]
    assert [str(each) for each in load(paths).problems] == [
        "targets/b.yaml:4:12: committee is not what targets/a.yaml says for the same term. Make the files agree.",
        "targets/b.yaml:6:10: The id x stands at targets/a.yaml:6 already. Give each target of a term an id of its own.",
    ]


def test_an_error_refuses_its_term_whole_and_no_other(here: Path) -> None:
    good, bad, broken = one(here, "a.yaml", "T", "x"), one(here, "b.yaml", "U", "y", "yeras: [2021]\n"), here / "c.yaml"
    broken.write_text("term: 'V'  # later\ntargets: [\n", encoding="utf-8")
    assert set(load([good, bad, broken]).terms) == {"T"}
    assert load_term([good, bad, broken], "T").targets[0].id == "x"
    with pytest.raises(TargetFileError) as caught:
        load_term([good, bad, broken], "U")
    assert str(caught.value) == "targets/b.yaml:4:1: The key yeras is not known here. Did you mean years?"
    assert caught.value.exit_code is ExitCode.USAGE
    with pytest.raises(TargetFileError):
        load_term([good, bad, broken], "V")


def test_a_file_whose_term_cannot_be_told_stops_every_term(here: Path) -> None:
    lost = here / "b.yaml"
    lost.write_text("trem: T\n", encoding="utf-8")
    with pytest.raises(TargetFileError) as caught:
        load_term([one(here, "a.yaml", "T", "x"), lost], "T")
    assert [each.file for each in caught.value.problems] == ["b.yaml"]


def test_an_unknown_term_names_the_nearest(here: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_term([one(here, "a.yaml", "2020-2025", "x")], "2020-2026")
    assert caught.value.code == "unknown-term"
    assert str(caught.value) == "There is no term 2020-2026 in the target files. Did you mean 2020-2025?"


def test_the_same_file_named_twice_is_read_once(here: Path) -> None:
    path = one(here, "a.yaml", "T", "x")
    assert load([path, path.parent / ".." / "targets" / "a.yaml"]).problems == []


def test_a_file_outside_the_folder_is_shown_as_given(here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("elsewhere") / "a.yaml"
    path.write_text("- x\n", encoding="utf-8")
    assert not path.is_relative_to(here)
    assert load([path]).problems[0].file == str(path)


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_missing_file_and_a_folder_cannot_be_read(here: Path, name: str) -> None:
    with pytest.raises(FileUnreadable) as caught:
        load([here / name])
    assert caught.value.exit_code is ExitCode.CANNOT
