"""Measures and waivers as target files write them: what each key becomes, every misuse at its place, what is shown of them."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from partytrack.messages import speaking
from partytrack.periods import Length
from partytrack.reports.lists import targets_json, targets_table
from partytrack.reports.target import target_lines
from partytrack.targets import compiled
from partytrack.targets.language import (
    DONE,
    All,
    Average,
    Bound,
    Count,
    Done,
    Each,
    Figure,
    Growth,
    LongestGap,
    Ratio,
    Scale,
    Sum,
    Target,
    Term,
    Waiver,
)
from partytrack.targets.load import load, load_term

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType

HEAD = "term: 2020-2025\nfrom: 2020-08-11\nthrough: 2025-08-10\ntargets:\n"  # lines 1 to 4
YEARLY = "  - id: a\n    every: year\n"  # lines 5 and 6
TERMLY = "  - id: a\n    every: term\n"
MONTHLY = "  - id: a\n    every: month\n"
MUST = '    must: {count: meetings, goal: ">= 1"}\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(here: Path, body: str) -> list[str]:
    path = here / "a.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    return [str(problem).removeprefix("a.yaml:") for problem in load([path]).problems]


# --- every misuse, at its place -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            YEARLY + "    sum: classes.title\n",
            ["7:10: title is not a number that classes have. Known here: due, members, others, passed."],
            id="sum of a text",
        ),
        pytest.param(
            YEARLY + "    sum: [classes.membrs, classes.others]\n",
            ["7:11: membrs is not a number that classes have. Did you mean members?"],
            id="sum of a misspelt field",
        ),
        pytest.param(
            YEARLY + "    sum: [classes.members, clases.others]\n",
            ["7:28: There is no kind of records called clases. Did you mean classes?"],
            id="sum over a misspelt kind",
        ),
        pytest.param(
            YEARLY + "    sum: [classes.members, meetings.due]\n",
            ["7:28: meetings are not classes: a sum is over records of one kind. Make two targets of it."],
            id="sum over two kinds",
        ),
        pytest.param(
            YEARLY + "    sum: classes\n",
            ["7:10: classes is not a field of a kind of records. Write it like classes.members."],
            id="sum of no field",
        ),
        pytest.param(
            YEARLY + "    sum: successions.changed_on\n",
            ["7:10: changed_on is not a number that successions have. Count the records instead."],
            id="sum over a kind without numbers",
        ),
        pytest.param(
            YEARLY + "    sum: classes.members\n    distinct: unit\n    at: end\n",
            ["8:5: distinct does not go with sum. Leave it out.", "9:5: at does not go with sum. Leave it out."],
            id="sum of what is different, on a day",
        ),
        pytest.param(
            YEARLY + "    sum: classes.members\n    goal: '>= 1%'\n",
            ["8:11: A count is held against a number, not against >= 1%. Write a number, or measure a share."],
            id="sum against a share",
        ),
        pytest.param(
            YEARLY + "    average: meetings.quality\n",
            ["7:14: quality is not a number that meetings have. Known here: due, present, excused, duration_minutes, score."],
            id="average of words",
        ),
        pytest.param(
            YEARLY + "    average: meetings.scroe\n",
            ["7:14: scroe is not a number that meetings have. Did you mean score?"],
            id="average of a misspelt field",
        ),
        pytest.param(
            YEARLY + "    average: [meetings.score, meetings.due]\n",
            ["7:14: average takes one text here. Write it on one line, in quotes where it has a comma."],
            id="average of two fields",
        ),
        pytest.param(
            YEARLY + "    average: meetings.score\n    goal: '>= 1 pp'\n",
            ["8:11: An average is not held against percentage points. Write a number, or a percentage for shares."],
            id="average against points",
        ),
        pytest.param(
            YEARLY + "    average: meetings.score\n    where: quality = 'god'\n    dated: quality\n",
            ["8:22: quality is never 'god'. Did you mean good?", "9:12: quality is not a date. Known here: held_on."],
            id="average of the wrong rows",
        ),
    ],
)
def test_misused_sums_and_averages(here: Path, body: str, expected: list[str]) -> None:
    assert problems(here, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(YEARLY + "    figure: x\n    add: unit\n", ["8:10: add cannot be unit. Did you mean units?"], id="add with a misspelt word"),
        pytest.param(
            YEARLY + "    figure: x\n    add: years\n", ["8:10: add cannot be years. Known here: periods, units, both."], id="add with another word"
        ),
        pytest.param(
            YEARLY + "    figure: x\n    running: yes\n    add: periods\n", ["8:14: running cannot be yes. Known here: true, false."], id="running"
        ),
        pytest.param(
            YEARLY + "    count: admissions\n    add: units\n    running: true\n",
            ["8:5: add does not go with count. Leave it out.", "9:5: running does not go with count. Leave it out."],
            id="a count is not added up",
        ),
        pytest.param(YEARLY + "    done: x\n    running: true\n", ["8:5: running does not go with done. Leave it out."], id="done is no running total"),
        pytest.param(YEARLY + "    figure: ' '\n", ["7:13: The figure has no name. Write the indicator as the figures name it."], id="no indicator"),
        pytest.param(YEARLY + "    figure: x\n    as: total\n", ["8:5: as does not go with figure. Leave it out."], id="a figure in a form"),
        pytest.param(
            "  - {id: a, figure: x, by: 2023-06-30, base: 2023}\n",
            ["5:46: 2023 is not a year before the one the figure is due. Write the year its way to the goal starts from."],
            id="base in the year of the day",
        ),
        pytest.param(
            TERMLY + "    growth: x\n    as: avrage\n", ["8:9: as cannot be avrage. Did you mean average?"], id="growth in a misspelt form"
        ),
        pytest.param(
            TERMLY + "    growth: x\n    as: number\n",
            ["8:9: as cannot be number. Known here: average, total, difference, difference-per-year."],
            id="growth in a form of each",
        ),
        pytest.param(
            TERMLY + "    growth: x\n",
            [
                ("7:13: It is not said how the growth is taken; the total since the base year is."
                 " Write as: total, average, difference or difference-per-year."),
            ],
            id="growth in no form",
        ),
        pytest.param(
            MONTHLY + "    growth: x\n    as: total\n",
            ["5:5: Growth is judged by whole years. Write every: year, every: term, by: a year, or goals."],
            id="growth every month",
        ),
        pytest.param(
            "  - id: a\n    growth: x\n    as: total\n    by: 2023-06-30\n",
            ["5:5: Growth is judged by whole years. Write every: year, every: term, by: a year, or goals."],
            id="growth by a day",
        ),
        pytest.param(
            YEARLY + "    growth: x\n    as: total\n    base: 2020\n",
            [
                ("9:5: every: year compares with the year before; base does not go with it."
                 " Leave it out, or write every: term or by: a year."),
            ],
            id="growth every year with a base",
        ),
        pytest.param(
            TERMLY + "    growth: x\n    as: total\n    base: 2024\n",
            ["9:11: 2024 is not a year before the one the growth ends with. Write base: with the year the growth is counted from."],
            id="growth from the last year on",
        ),
        pytest.param(TERMLY + "    growth: x\n    as: total\n    base: 2023\n", [], id="growth from the last but one"),
        pytest.param(
            "  - id: a\n    growth: x\n    as: total\n    by: 2020\n",
            ["5:5: 2020 is not a year before the one the growth ends with. Write base: with the year the growth is counted from."],
            id="growth by the year its usual base is",
        ),
        pytest.param("  - id: a\n    growth: x\n    as: total\n    by: 2020\n    base: 2019\n", [], id="growth by that year from an earlier one"),
        pytest.param("  - id: a\n    growth: x\n    as: total\n    by: 2021\n", [], id="growth by the first year"),
        pytest.param(
            TERMLY + "    growth: x\n    as: total\n    base: two\n",
            ["9:11: two is not a year. Write the year the growth is counted from."],
            id="growth from no year",
        ),
        pytest.param(
            TERMLY + "    growth: x\n    as: average\n    goal: '>= 5'\n",
            ["9:11: Growth is held against a percentage, not against >= 5. Write it with %, as in >= 5%."],
            id="a rate against a number",
        ),
        pytest.param(
            TERMLY + "    growth: x\n    as: total\n    goal: '>= 5 pp'\n",
            ["9:11: Growth is held against a percentage, not against >= 5 pp. Write it with %, as in >= 5%."],
            id="a rate against points",
        ),
        pytest.param(TERMLY + "    growth: x\n    as: total\n    goal: '> 0'\n", [], id="a rate against nothing at all"),
        pytest.param(
            TERMLY + "    growth: x\n    as: difference-per-year\n    goal: '<= -1.5%'\n",
            [
                ("9:11: A difference is not held against <= -1.5%: of shares it is in percentage points."
                 " Write pp for percentage points, as in <= -1.5 pp, else a number."),
            ],
            id="a difference against a rate",
        ),
        pytest.param(TERMLY + "    growth: x\n    as: difference\n    goal: '<= -1.5 pp'\n", [], id="a difference against points"),
        pytest.param(TERMLY + "    growth: x\n    as: difference\n    goal: '>= 5'\n", [], id="a difference against a number"),
        pytest.param(
            YEARLY + "    done: x\n    goal: '= 1'\n", ["8:5: done has no goal: it holds once the thing is done. Leave it out."], id="done with a goal"
        ),
        pytest.param(
            "  - id: a\n    done: x\n    goals: {2023: '>= 1'}\n",
            ["7:5: done has no goal: it holds once the thing is done. Leave it out."],
            id="done with goals",
        ),
        pytest.param(YEARLY + "    done: x\n    where: kind = 'agency'\n", ["8:5: where does not go with done. Leave it out."], id="done of some"),
    ],
)  # fmt: skip
def test_misused_figures(here: Path, body: str, expected: list[str]) -> None:
    assert problems(here, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            YEARLY + "    each: units\n", ["5:5: It is not said what each unit must do. Write must: with a measure and a goal."], id="no must"
        ),
        pytest.param(
            YEARLY + "    each: members\n    must: []\n",
            ["5:5: It is not said what each member must do. Write must: with a measure and a goal."],
            id="an empty must",
        ),
        pytest.param(YEARLY + "    each: unit\n" + MUST, ["7:11: each cannot be unit. Did you mean units?"], id="each of a misspelt kind"),
        pytest.param(YEARLY + "    count: admissions\n" + MUST, ["8:5: must does not go with count. Leave it out."], id="must without each"),
        pytest.param(
            YEARLY + "    each: units\n    as: numbr\n" + MUST, ["8:9: as cannot be numbr. Did you mean number?"], id="each in a misspelt form"
        ),
        pytest.param(
            YEARLY + "    each: units\n    as: total\n" + MUST, ["8:9: as cannot be total. Known here: number, periods."], id="each in a form of growth"
        ),
        pytest.param(
            YEARLY + "    each: units\n    as: number\n    goal: '>= 90%'\n" + MUST,
            ["9:11: as: number is held against a number, not against >= 90%. Write a number."],
            id="a number of units against a share",
        ),
        pytest.param(
            YEARLY + "    each: units\n    as: periods\n    goal: '>= 90'\n" + MUST,
            ["9:11: A share is held against a percentage, not against >= 90. Write it with %, as in >= 90%."],
            id="a share of periods against a number",
        ),
        pytest.param(
            YEARLY + "    each: units\n    must: {done: x, goal: '= 1'}\n",
            ["8:21: done has no goal: it holds once the thing is done. Leave the goal out."],
            id="done with a goal in must",
        ),
        pytest.param(
            YEARLY + "    each: units\n    must: {figure: x, base: 2020, goal: '>= 1'}\n",
            ["8:23: base goes only with growth here. Leave it out."],
            id="base of a figure in must",
        ),
        pytest.param(
            YEARLY + "    each: units\n    must: {growth: x, as: total, goal: '>= 1%', every: quarter}\n",
            ["8:12: Growth is judged by whole years. Write every: year, every: term, by: a year, or goals."],
            id="growth every quarter in must",
        ),
        pytest.param(
            MONTHLY + "    each: units\n    must: {growth: x, as: total, goal: '>= 1%'}\n",
            ["8:12: Growth is judged by whole years. Write every: year, every: term, by: a year, or goals."],
            id="growth in must every month",
        ),
        pytest.param(
            TERMLY + "    each: units\n    must: {growth: x, as: total, base: 2020, goal: '>= 1%', every: year}\n",
            [
                ("8:34: every: year compares with the year before; base does not go with it."
                 " Leave it out, or write every: term or by: a year."),
            ],
            id="growth every year with a base in must",
        ),
        pytest.param(
            YEARLY + "    longest_gap: meetings\n    goal: '< 2'\n",
            ["7:5: The key longest_gap is not known here. It stands only in: must."],
            id="a gap outside must",
        ),
        pytest.param(
            YEARLY + "    each: units\n    must: {longest_gap: ratings, goal: '< 2'}\n",
            ["8:25: ratings do not happen on days: there is no month without one. Use count: instead."],
            id="a gap between what has no days",
        ),
        pytest.param(
            YEARLY + "    each: units\n    must: {longest_gap: meetings, goal: '< 20%'}\n",
            ["8:41: A gap is a number of months, not < 20%. Write a number, as in < 2."],
            id="a gap against a share",
        ),
        pytest.param(
            YEARLY + "    each: units\n    must: {longest_gap: meetings, goal: '< 2', every: month}\n",
            ["8:12: A gap is counted in whole months: every month has none. Write every: quarter or longer."],
            id="a gap within a month",
        ),
        pytest.param(
            YEARLY + "    each: members\n    must: {count: meetings, goal: '>= 1'}\n",
            ["8:12: meetings are not about members. Measure ratings, titles, inspections or assignments, or use each: units."],
            id="meetings of one member",
        ),
        pytest.param(
            YEARLY + "    each: members\n    must: [{count: ratings, goal: '>= 1'}, {figure: x, goal: '>= 1'}]\n",
            ["8:45: figures are not about members. Measure ratings, titles, inspections or assignments, or use each: units."],
            id="figures of one member",
        ),
        pytest.param(
            YEARLY + "    each: members\n    where: unit.members > 3\n    must: {count: ratings, goal: '>= allocated'}\n",
            [
                ("8:12: unit.members cannot be asked when members are chosen."
                 " Choose members by their own fields or their unit's kind, sector or group."),
                "9:34: Quotas are handed down to units, not to members. Write a number, or use each: units.",
            ],
            id="head-counts and quotas of members",
        ),
        pytest.param(
            YEARLY + "    all:\n      - {count: admissions, goal: '>= 1'}\n    goal: '>= 1'\n",
            ["9:5: all: has no goal of its own: it stands as the worst of its measures. Leave it out."],
            id="all with a goal of its own",
        ),
        pytest.param(
            "  - id: a\n    all: {count: admissions, goal: '>= 1'}\n    goals: {2023: '>= 1'}\n",
            ["7:5: all: has no goal of its own: it stands as the worst of its measures. Leave it out."],
            id="all with goals of its own",
        ),
        pytest.param(
            YEARLY + "    all:\n      - {count: admissions}\n      - {done: x, goal: '= 1'}\n      - {count: admissions, base: 2020, goal: '>= 1'}\n",
            [
                '8:10: A measure of all: has no goal. Write goal: ">= 1" or another.',
                "9:19: done has no goal: it holds once the thing is done. Leave the goal out.",
                "10:29: base goes only with growth here. Leave it out.",
            ],
            id="goals and bases in all",
        ),
        pytest.param(
            YEARLY + "    all: []\n", ["5:5: Nothing is measured here. Write all: with a list of measures with their goals."], id="all of nothing"
        ),
        pytest.param(
            YEARLY + "    all:\n      - {all: [{done: x}]}\n      - {longest_gap: meetings, goal: '< 2'}\n",
            [
                "8:10: The key all is not known here. It stands only in: targets, parts.",
                "9:10: The key longest_gap is not known here. It stands only in: must.",
            ],
            id="all in all",
        ),
        pytest.param(
            MONTHLY + "    all:\n      - {growth: x, as: total, goal: '>= 1%'}\n",
            ["8:10: Growth is judged by whole years. Write every: year, every: term, by: a year, or goals."],
            id="growth every month in all",
        ),
    ],
)  # fmt: skip
def test_misused_each_and_all(here: Path, body: str, expected: list[str]) -> None:
    assert problems(here, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            YEARLY + "    share: exemplary\n    of: ratings\n    goal: '>= allocated'\n",
            ["9:11: Quotas are numbers: only a count, a sum or a figure is held against one. Write a goal like >= 90%."],
            id="a share against a quota",
        ),
        pytest.param(
            YEARLY + "    average: meetings.score\n    goal: '>= allocated'\n",
            ["8:11: Quotas are numbers: only a count, a sum or a figure is held against one. Write a goal like >= 90%."],
            id="an average against a quota",
        ),
        pytest.param(
            TERMLY + "    growth: x\n    as: difference\n    goal: '>= allocated'\n",
            ["9:11: Quotas are numbers: only a count, a sum or a figure is held against one. Write a goal like >= 90%."],
            id="a growth against a quota",
        ),
        pytest.param(YEARLY + "    sum: classes.members\n    goal: '<= allocated'\n", [], id="a sum against a quota"),
        pytest.param(
            YEARLY + "    count: admissions\n    goal: '= allocated'\n",
            ['8:11: The goal "= allocated" cannot be read. Did you mean >= allocated?'],
            id="a quota without direction",
        ),
        pytest.param(
            YEARLY + "    count: admissions\n    goal: '<= alocated'\n",
            ['8:11: The goal "<= alocated" cannot be read. Did you mean <= allocated?'],
            id="a misspelt quota",
        ),
        pytest.param(
            YEARLY + "    count: admissions\n    than: {count: members, at: start}\n    goal: '>= 110'\n",
            ["9:11: What is held against another measure needs a percentage of that, not >= 110. Write it with %, as in >= 110%."],
            id="than without %",
        ),
        pytest.param(
            YEARLY + "    count: admissions\n    than: {count: members}\n    goal: '>= 10 pp'\n",
            ["9:11: What is held against another measure needs a percentage of that, not >= 10 pp. Write it with %, as in >= 110%."],
            id="than in points",
        ),
        pytest.param(YEARLY + "    count: admissions\n    than: {count: members}\n    goal: '>= 110%'\n", [], id="than with %"),
        pytest.param(
            YEARLY + "    count: admissions\n    than: {where: sex = 'male'}\n",
            ["8:12: Nothing is measured here. Write exactly one of: count, sum, average, share, figure, growth."],
            id="than nothing",
        ),
        pytest.param(
            YEARLY + "    count: admissions\n    than: members\n",
            ["8:11: than takes keys and values. Write them as lines of key: value under it."],
            id="than one word",
        ),
        pytest.param(
            YEARLY + "    each: units\n    than: {count: members}\n" + MUST,
            ["8:5: than goes only with a count, sum, average, share, figure or growth. Leave it out."],
            id="each than",
        ),
        pytest.param(
            YEARLY + "    done: x\n    than: {cuont: members}\n",
            [
                "8:5: than goes only with a count, sum, average, share, figure or growth. Leave it out.",
                "8:12: The key cuont is not known here. Did you mean count?",
            ],
            id="done than a misspelt key",
        ),
        pytest.param(
            YEARLY + "    ratio: {part: {count: members, goal: '>= 1'}, whole: {done: x}}\n",
            [
                "7:36: The key goal is not known here. It stands only in: targets, parts, must, all.",
                "7:59: The key done is not known here. It stands only in: targets, parts, must, all.",
            ],
            id="goal and done in a ratio",
        ),
        pytest.param(
            YEARLY + "    ratio: {part: {count: members, base: 2020}, whole: {count: members}}\n",
            ["7:36: base goes only with growth here. Leave it out."],
            id="base of a count in a ratio",
        ),
        pytest.param(
            YEARLY + "    ratio: {part: {sum: classes.title}, whole: {average: meetings.title}}\n",
            [
                "7:25: title is not a number that classes have. Known here: due, members, others, passed.",
                "7:58: title is not a number that meetings have. Known here: due, present, excused, duration_minutes, score.",
            ],
            id="no numbers in a ratio",
        ),
        pytest.param(
            YEARLY + "    sum: classes.members\n    parts:\n      - {id: b, share: passed > 1, base: whole}\n",
            ["8:5: Only a share has parts. Write the target as share: with of:, or without parts."],
            id="parts of a sum",
        ),
        pytest.param(
            YEARLY + "    share: exemplary\n    of: ratings\n    parts:\n      - {id: b, sum: classes.members, base: whole}\n",
            [
                "10:10: The part does not say its share. Write share: with a condition.",
                "10:17: sum cannot stand in a part: it counts the rows of the target above. Leave it out, or make a target of its own.",
            ],
            id="a sum as a part",
        ),
    ],
)
def test_misused_quotas_comparisons_and_ratios(here: Path, body: str, expected: list[str]) -> None:
    assert problems(here, body) == expected


# --- waivers ---

TWO = (
    "  - {id: new-members, count: admissions, every: year}\n"
    "  - {id: rated, each: members, must: {count: ratings, goal: '>= 1'}, every: year}\n"
    "waivers:\n"
)  # lines 5 to 7


@pytest.mark.parametrize(
    ("waiver", "expected"),
    [
        pytest.param("{target: new-members, reason: r, approved_by: b, until: 2023-12-31, period: 2023, unit: CB01}", [], id="a whole one"),
        pytest.param(
            "{target: new-membrs, reason: r, approved_by: b}",
            ["8:14: There is no target new-membrs in this term. Did you mean new-members?"],
            id="a misspelt target",
        ),
        pytest.param(
            "{target: xyz, reason: r, approved_by: b}",
            ["8:14: There is no target xyz in this term. Known here: new-members, rated."],
            id="an unknown target",
        ),
        pytest.param(
            "{reason: r, approved_by: b}", ["8:6: The waiver does not say its target. Write target: with the id of one."], id="no target"
        ),
        pytest.param(
            "{target: new-members, approved_by: b}", ["8:6: The waiver does not say its reason. Write reason: in a few words."], id="no reason"
        ),
        pytest.param(
            "{target: new-members, reason: ' ', approved_by: b}",
            ["8:6: The waiver does not say its reason. Write reason: in a few words."],
            id="a blank reason",
        ),
        pytest.param(
            "{target: new-members, reason: r}", ["8:6: It is not said who approved the waiver. Write approved_by: with who did."], id="approved by nobody"
        ),
        pytest.param(
            "{target: new-members, reason: r, approved_by: ''}",
            ["8:6: It is not said who approved the waiver. Write approved_by: with who did."],
            id="approved by a blank",
        ),
        pytest.param(
            "{target: new-members, reason: r, approved_by: b, until: 2023-02-30}",
            ["8:61: until cannot be 2023-02-30. Write a day like 2023-12-31."],
            id="until no day",
        ),
        pytest.param(
            "{target: new-members, reason: r, approved_by: b, until: 2023}",
            ["8:61: until cannot be 2023. Write a day like 2023-12-31."],
            id="until a year",
        ),
        pytest.param(
            "{target: new-members, reason: r, approved_by: b, period: 2023-01}",
            ["8:62: new-members is not judged for 2023-01. Its periods are: 2021, 2022, 2023, 2024."],
            id="another period than the target's",
        ),
        pytest.param(
            "{target: rated, reason: r, approved_by: b, unit: CB01}",
            ["8:48: A waiver of one unit does not go with each: members. Leave the unit out."],
            id="a unit of members",
        ),
        pytest.param(
            "{target: new-members, reason: r, approved_by: b, unti: 2023-12-31}",
            ["8:54: The key unti is not known here. Did you mean until?"],
            id="a misspelt key",
        ),
        pytest.param(
            "{target: new-members, reason: r, approved_by: b, goal: '>= 1'}",
            ["8:54: The key goal is not known here. It stands only in: targets, parts, must, all."],
            id="a key of targets",
        ),
    ],
)  # fmt: skip
def test_misused_waivers(here: Path, waiver: str, expected: list[str]) -> None:
    assert problems(here, f"{TWO}  - {waiver}\n") == expected


def test_only_a_missing_approval_is_no_error(here: Path) -> None:
    path = here / "a.yaml"
    path.write_text(HEAD + TWO + "  - {target: new-members, reason: r}\n", encoding="utf-8")
    loaded = load([path])
    assert [problem.warning for problem in loaded.problems] == [True]
    assert loaded.terms["2020-2025"].waivers == (Waiver("new-members", None, None, "r", None, None, "a.yaml", 8),)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            YEARLY + "    sum: classes.membrs\n", ["7:10: membrs không phải trường số của classes. Ý bạn là “members”?"], id="a field"
        ),
        pytest.param(YEARLY + "    figure: x\n    add: unit\n", ["8:10: “add” không thể là “unit”. Ý bạn là “units”?"], id="a word"),
        pytest.param(YEARLY + "    done: x\n    goal: '= 1'\n", ["8:5: done không có mức phải đạt: làm xong là đạt. Hãy bỏ đi."], id="done"),
        pytest.param(
            YEARLY + "    longest_gap: meetings\n", ["7:5: Ở đây không có khóa “longest_gap”. Khóa này chỉ dùng trong: must."], id="a key in its place"
        ),
        pytest.param(
            YEARLY + "    count: admissions\n    than: {count: members}\n    goal: '>= 110'\n",
            ["9:11: So với một thước đo khác thì mức phải đạt là tỷ lệ phần trăm của số đó, không phải >= 110. Viết kèm %, như >= 110%."],
            id="than",
        ),
        pytest.param(
            "  - id: a\n    growth: x\n    as: total\n    by: 2020\n",
            ["5:5: 2020 không phải là năm trước năm cuối của mức tăng. Viết base: với năm gốc để tính mức tăng."],
            id="no base year",
        ),
        pytest.param(TWO + "  - {target: new-members, approved_by: b}\n", ["8:6: Chưa nói lý do miễn. Viết reason: bằng vài từ."], id="a waiver"),
    ],
)  # fmt: skip
def test_misuse_in_vietnamese(here: Path, body: str, expected: list[str]) -> None:
    with speaking("vi"):
        assert problems(here, body) == expected


# --- a file with every measure ----------------------------------------------------------------------------------------------------

EVERY = """\
term: 2020-2025
from: 2020-08-11
through: 2025-08-10
years: [2021, 2022, 2023, 2024, 2025]
targets:
  - {id: lessons, sum: [classes.members, classes.others], where: kind = 'theory', dated: held_on, scope: own, goal: ">= 500", every: year}
  - {id: score, average: meetings.score, where: kind = 'regular', goal: ">= 7.5", every: year}
  - {id: rice, figure: Sản lượng lúa, add: both, goal: ">= 1000", measured_in: tấn, every: year}
  - {id: poor-out, figure: Hộ thoát nghèo, add: periods, running: true, goal: ">= 300", by: 2025, base: 2020}
  - {id: output, growth: Giá trị sản xuất, add: units, as: average, goal: ">= 15%", every: term}
  - {id: poor, growth: Tỷ lệ hộ nghèo, as: difference-per-year, goal: "-1 pp .. -1.5 pp", base: 2019, by: 2025}
  - {id: income, growth: Thu nhập, as: total, goal: ">= 8%", every: year}
  - {id: jobs, growth: Việc làm, as: difference, goal: ">= 100", goals: {2023: ">= 100"}}
  - {id: road, done: Đường liên xã, by: 2025}
  - id: cells
    each: units
    where: kind = 'sub_cell'
    as: periods
    must:
      - {longest_gap: meetings, where: not joint, goal: "< 2"}
      - {done: Chi bộ có nhà văn hóa}
      - {growth: Quỹ, as: total, goal: "> 0"}
      - {figure: Đảng phí, add: units, running: true, goal: ">= 80%", every: half}
    goal: ">= 90%"
    every: term
  - {id: members, each: members, where: sex = 'female', as: number, must: {count: ratings, where: rating = 'good', goal: ">= 1"}, goal: ">= 5", every: year}
  - id: new-rural
    all:
      - {count: titles, goal: ">= 3"}
      - {ratio: {part: {sum: classes.passed}, whole: {sum: classes.members}}, goal: ">= 90%"}
      - {growth: Thu nhập, as: average, goal: ">= 5%"}
      - {done: Trường đạt chuẩn}
      - {each: units, must: {count: meetings, goal: ">= 1", every: month}, goal: "= 100%"}
    every: term
    severity: warn
  - {id: more, count: admissions, than: {count: admissions, where: sex = 'male', dated: decided_on}, goal: ">= 40%", every: year}
  - {id: quota, count: admissions, goal: ">= allocated", every: year, due: kind = 'agency', complete: 80%, report_by: 15}
waivers:
  - {target: quota, unit: CB01, period: 2023, reason: Mới thành lập, approved_by: Ban Thường vụ, until: 2023-12-31}
  - {target: road, reason: Chờ vốn, approved_by: Ban Thường vụ}
""".replace(', goal: ">= 100", goals', ", goals")


@pytest.fixture
def term(here: Path) -> Term:
    path = here / "a.yaml"
    path.write_text(EVERY, encoding="utf-8")
    assert [str(problem) for problem in load([path]).problems] == []
    return load_term([path], "2020-2025")


@pytest.fixture
def found(term: Term) -> dict[str, Target]:
    return {target.id: target for target in term.targets}


def test_what_each_measure_becomes(found: dict[str, Target]) -> None:
    lessons, score = found["lessons"].measure, found["score"].measure
    assert isinstance(lessons, Sum)
    assert (lessons.rows.kind, lessons.fields, lessons.rows.dated, lessons.rows.scope) == (
        "classes",
        ("members", "others"),
        "held_on",
        "own",
    )
    assert isinstance(score, Average)
    assert (score.rows.kind, score.field, score.rows.where and score.rows.where.text) == ("meetings", "score", "kind = 'regular'")
    assert {name: found[name].measure for name in ("rice", "poor-out", "output", "poor", "income", "jobs", "road")} == {
        "rice": Figure("Sản lượng lúa", "both"),
        "poor-out": Figure("Hộ thoát nghèo", "periods", running=True),
        "output": Growth(Figure("Giá trị sản xuất", "units"), "average", 2020),
        "poor": Growth(Figure("Tỷ lệ hộ nghèo"), "difference-per-year", 2019),
        "income": Growth(Figure("Thu nhập"), "total", None),
        "jobs": Growth(Figure("Việc làm"), "difference", None),
        "road": Done("Đường liên xã"),
    }
    assert found["poor-out"].base_year == 2020
    more = found["more"].measure
    assert isinstance(more, Ratio)
    assert more.compared
    assert isinstance(more.whole, Count)
    assert more.whole.rows.dated == "decided_on"
    quota = found["quota"].goal
    assert quota is not None
    assert (quota.allocated, quota.bound, quota.text) == (True, Bound.AT_LEAST, ">= allocated")


def test_what_each_must_do(found: dict[str, Target]) -> None:
    cells, members = found["cells"].measure, found["members"].measure
    assert isinstance(cells, Each)
    assert (cells.form, cells.rows.kind) == ("periods", "units")
    gap, done, growth, dues = cells.must
    assert isinstance(gap.measure, LongestGap)
    assert (done.measure, done.goal, done.every) == (Done("Chi bộ có nhà văn hóa"), DONE, None)
    assert (growth.measure, growth.goal.bound) == (Growth(Figure("Quỹ"), "total", 2020), Bound.MORE_THAN)
    assert (dues.measure, dues.every) == (Figure("Đảng phí", "units", running=True), Length.HALF)
    assert (dues.goal.low, dues.goal.scale) == (Fraction(4, 5), Scale.SHARE)
    assert isinstance(members, Each)
    assert (members.form, members.rows.kind, len(members.must)) == ("number", "members", 1)


def test_what_must_all_hold(found: dict[str, Target]) -> None:
    measure = found["new-rural"].measure
    assert isinstance(measure, All)
    assert [type(each.measure) for each in measure.members] == [Count, Ratio, Growth, Done, Each]
    assert [each.goal.text for each in measure.members] == [">= 3", ">= 90%", ">= 5%", "= 1", "= 100%"]
    assert measure.members[2].measure == Growth(Figure("Thu nhập"), "average", 2020)
    assert found["new-rural"].goal is None


def test_growth_of_each_is_counted_like_any_other(here: Path) -> None:
    path = here / "a.yaml"
    asked = "{growth: x, as: total, goal: '>= 1%'...}"
    bodies = {
        "every: term": ("", 2020),
        "by: 2023": ("", 2020),
        "by: 2024": (", base: 2022", 2022),
        "every: year": ("", None),
        "goals: {2023: '>= 90%'}": ("", None),
    }
    for when, (base, expected) in bodies.items():
        path.write_text(HEAD + f"  - id: a\n    {when}\n    each: units\n    must: {asked.replace('...', base)}\n", encoding="utf-8")
        (target,) = load_term([path], "2020-2025").targets
        assert isinstance(target.measure, Each)
        assert target.measure.must[0].measure == Growth(Figure("x"), "total", expected), when
    path.write_text(
        HEAD + f"  - id: a\n    every: term\n    each: units\n    must: {asked.replace('...', ', every: year')}\n", encoding="utf-8"
    )
    (target,) = load_term([path], "2020-2025").targets
    assert isinstance(target.measure, Each)
    assert target.measure.must[0].measure == Growth(Figure("x"), "total", None)


def test_waivers(term: Term) -> None:
    line = EVERY[: EVERY.index("waivers:")].count("\n") + 2
    assert term.waivers == (
        Waiver("quota", "CB01", "2023", "Mới thành lập", "Ban Thường vụ", date(2023, 12, 31), "a.yaml", line),
        Waiver("road", None, None, "Chờ vốn", "Ban Thường vụ", None, "a.yaml", line + 1),
    )
    assert [term.waivers[0].in_force(date(*day)) for day in ((2023, 12, 31), (2024, 1, 1))] == [True, False]
    assert term.waivers[1].in_force(date(2099, 1, 1))


def test_every_measure_comes_back_from_its_compiled_form(term: Term) -> None:
    kept = json.dumps(compiled.encoded(term), ensure_ascii=False)
    assert compiled.decoded(json.loads(kept)) == term


# --- what is shown ----------------------------------------------------------------------------------------------------------------


def printed(lines: RenderableType) -> list[str]:
    console = Console(file=io.StringIO(), width=500)
    console.print(lines)
    assert isinstance(console.file, io.StringIO)
    return [re.sub(" {2,}", " | ", line.strip()) for line in console.file.getvalue().splitlines()]


def shown(term: Term, found: dict[str, Target], name: str) -> list[str]:
    """What is printed of a target behind its term, up to its goal."""
    lines = printed(target_lines([(term, found[name])]))
    first, behind = (next(index for index, line in enumerate(lines) if line.startswith(title)) for title in ("Term | ", "When | "))
    return lines[first + 1 : behind]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(
            "lessons",
            [
                "Measure | sum over: classes",
                "What is added up | members attending, others attending",
                "Condition | “kind = 'theory'”",
                "Dated by | held on",
                "Scope | only a unit's own records",
                "Goal | ≥ 500",
            ],
            id="sum",
        ),
        pytest.param(
            "score",
            [
                "Measure | average over: meetings",
                "Of what | score",
                "Condition | “kind = 'regular'”",
                "Dated by | held on",
                "Scope | records of units below count too",
                "Goal | ≥ 7.5",
            ],
            id="average",
        ),
        pytest.param(
            "rice",
            [
                "Measure | reported figure",
                "Indicator | Sản lượng lúa",
                "Added up | over the units and the periods inside",
                "Goal | ≥ 1,000",
            ],
            id="a figure added up",
        ),
        pytest.param(
            "poor-out",
            [
                "Measure | reported figure",
                "Indicator | Hộ thoát nghèo",
                "Added up | over the periods inside",
                "Reports are | totals so far: the latest counts",
                "Goal | ≥ 300",
            ],
            id="running totals",
        ),
        pytest.param(
            "output",
            [
                "Measure | mean growth a year",
                "Held against | 2020",
                "Indicator | Giá trị sản xuất",
                "Added up | over the units",
                "Goal | ≥ 15%",
            ],
            id="average growth",
        ),
        pytest.param(
            "poor",
            ["Measure | mean difference a year", "Held against | 2019", "Indicator | Tỷ lệ hộ nghèo", "Goal | -1 pp to -1.5 pp"],
            id="difference a year",
        ),
        pytest.param(
            "income", ["Measure | growth", "Held against | the year before", "Indicator | Thu nhập", "Goal | ≥ 8%"], id="total growth"
        ),
        pytest.param(
            "jobs",
            ["Measure | difference", "Held against | the year before", "Indicator | Việc làm", "Goal | 2023: ≥ 100"],
            id="difference",
        ),
        pytest.param("road", ["Measure | whether it is done", "Indicator | Đường liên xã", "Goal | done"], id="done"),
        pytest.param(
            "cells",
            [
                "Measure | share of the single periods of: units",
                "What counts | those that do all of what is asked below",
                "Condition | “kind = 'sub_cell'”",
                "As they are | at the end of the period",
                "Scope | records of units below count too",
                "Asked (1) | < 2, in the whole period",
                "Measure | longest run of months without: meetings",
                "Condition | “not joint”",
                "Dated by | held on",
                "Scope | records of units below count too",
                "Asked (2) | done, in the whole period",
                "Measure | whether it is done",
                "Indicator | Chi bộ có nhà văn hóa",
                "Asked (3) | > 0, in the whole period",
                "Measure | growth",
                "Held against | 2020",
                "Indicator | Quỹ",
                "Asked (4) | ≥ 80%, every half-year",
                "Measure | reported figure",
                "Indicator | Đảng phí",
                "Added up | over the units",
                "Reports are | totals so far: the latest counts",
                "Goal | ≥ 90%",
            ],
            id="each in its periods",
        ),
        pytest.param(
            "members",
            [
                "Measure | number of: members",
                "What counts | those that do all of what is asked below",
                "Condition | “sex = 'female'”",
                "As they are | at the end of the period",
                "Scope | records of units below count too",
                "Asked (1) | ≥ 1, in the whole period",
                "Measure | number of: ratings",
                "Condition | “rating = 'good'”",
                "Dated by | period",
                "Scope | records of units below count too",
                "Goal | ≥ 5",
            ],
            id="a number of members",
        ),
        pytest.param(
            "more",
            [
                "Measure | held against another measure",
                "This | number of: admissions",
                "Dated by | admitted on; where it is blank: decided on",
                "Scope | records of units below count too",
                "Than | number of: admissions",
                "Condition | “sex = 'male'”",
                "Dated by | decided on",
                "Scope | records of units below count too",
                "Goal | ≥ 40%",
            ],
            id="than",
        ),
    ],
)
def test_one_target_in_full(term: Term, found: dict[str, Target], name: str, expected: list[str]) -> None:
    assert shown(term, found, name) == expected


def test_all_in_full(term: Term, found: dict[str, Target]) -> None:
    lines = shown(term, found, "new-rural")
    assert lines[0] == "Measure | several measures that must all hold"
    assert [line for line in lines if line.startswith(("Asked", "Measure", "Goal"))][1:] == [
        "Asked (1) | ≥ 3",
        "Measure | number of: titles",
        "Asked (2) | ≥ 90%",
        "Measure | one number divided by another",
        "Asked (3) | ≥ 5%",
        "Measure | mean growth a year",
        "Asked (4) | done",
        "Measure | whether it is done",
        "Asked (5) | = 100%",
        "Measure | share of: units",
        "Asked (1) | ≥ 1, every month",
        "Measure | number of: meetings",
        "Goal | all 5",
    ]


def test_the_list_of_targets(term: Term) -> None:
    goals = {line.split(" | ")[0]: line.split(" | ")[2:] for line in printed(targets_table([term]))}
    assert {name: goals[name] for name in goals if name in {target.id for target in term.targets}} == {
        "lessons": ["≥ 500", "every year"],
        "score": ["≥ 7.5", "every year"],
        "rice": ["≥ 1,000", "every year"],
        "poor-out": ["≥ 300", "by 2025"],
        "output": ["≥ 15%", "over the term"],
        "poor": ["-1 pp to -1.5 pp", "by 2025"],
        "income": ["≥ 8%", "every year"],
        "jobs": ["2023: ≥ 100", "2023"],
        "road": ["done", "by 2025"],
        "cells": ["≥ 90%", "over the term"],
        "members": ["≥ 5", "every year"],
        "new-rural": ["all 5", "over the term"],
        "more": ["≥ 40%", "every year"],
        "quota": ["≥ allocated", "every year"],
    }


def test_the_list_for_scripts(term: Term) -> None:
    kept = {each["target"]: each for each in json.loads(targets_json([term]))["targets"]}
    assert {name: (kept[name]["goal"], kept[name]["when"]) for name in ("road", "new-rural", "quota", "jobs", "poor")} == {
        "road": (None, "2025"),
        "new-rural": (None, "term"),
        "quota": (">= allocated", "year"),
        "jobs": ("2023: >= 100", "2023"),
        "poor": ("-1 pp .. -1.5 pp", "2025"),
    }


DATA = re.compile(
    "“[^”]*”|a.yaml|Sản lượng lúa|Hộ thoát nghèo|Giá trị sản xuất|Tỷ lệ hộ nghèo|Thu nhập|Việc làm|Đường liên xã|Quỹ|Đảng phí"
    "|Chi bộ có nhà văn hóa|Trường đạt chuẩn|partytrack.yaml|reporting_units|new-rural|poor-out"
)
ENGLISH = re.compile(
    r"\b(the|of|is|every|share|number|units?|records?|period|until|year|over|sum|average|growth|mean|done|whole|allocated|than|this|all|held|by|months?|without"
    r"|members?|meetings?|score|others|classes|ratings?)\b",
    re.IGNORECASE,
)


def test_no_english_in_vietnamese(term: Term) -> None:
    for target in term.targets:
        english = printed(target_lines([(term, target)]))
        with speaking("vi"):
            said = printed(target_lines([(term, target)]))
        assert len(said) == len(english)
        for line in said[2:]:  # behind the id and the title
            assert not ENGLISH.search(DATA.sub("", line)), line


def test_some_of_it_in_vietnamese(term: Term, found: dict[str, Target]) -> None:
    with speaking("vi"):
        assert printed(target_lines([(term, found["output"])]))[3:7] == [
            "Cách tính | mức tăng bình quân mỗi năm",
            "So với | 2020",
            "Chỉ số | Giá trị sản xuất",
            "Cộng | các đơn vị",
        ]
        assert "Mục tiêu | -1 điểm % đến -1,5 điểm %" in printed(target_lines([(term, found["poor"])]))
