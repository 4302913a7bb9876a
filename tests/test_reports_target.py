"""`targets show` prints all of a target, in one language."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from partytrack.messages import speaking
from partytrack.reports.target import target_lines
from partytrack.targets.load import load

if TYPE_CHECKING:
    from pathlib import Path

FILE = """\
term: 2020-2025
from: 2020-08-11
through: 2025-08-10
years: [2021, 2022]
targets:
  - id: rated
    title: AAA
    share: rating in ('good', 'excellent')
    of: ratings
    where: subject = 'member'
    goal: ">= 80%"
    every: year
    years: [2022]
    due: kind = 'agency'
    complete: 90%
    report_by: 15
    severity: warn
    measured_in: BBB
    note: CCC
    source: DDD
    parts:
      - id: best
        title: EEE
        share: rating = 'excellent'
        base: parent
        goal: ">= 15%"
      - id: best-of-all
        title: FFF
        share: rating = 'excellent'
        base: whole
        goal: ">= 15%"
  - id: recognised
    title: GGG
    ratio:
      part: {count: titles, where: "awarded", distinct: unit, scope: own}
      whole: {count: units, where: "kind = 'agency'", at: start}
    goal: ">= 90%"
    every: year
  - id: meet
    title: HHH
    each: units
    where: kind = 'sub_cell'
    must:
      - count: meetings
        where: kind = 'regular'
        goal: ">= 1"
        every: month
      - figure: fees
        goal: ">= 100"
    goal: "= 100%"
    every: year
  - id: admitted
    title: III
    count: admissions
    dated: decided_on
    goals: {2021: ">= 180", 2022: ">= 200"}
  - id: industry
    title: JJJ
    figure: industry_share
    goal: "52% .. 53%"
    base: 2020
    by: 2025
  - id: shown
    title: KKK
    count: members
    every: year
"""
DATA = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "HHH", "III", "JJJ", "KKK")
ENGLISH = re.compile(
    r"\b(the|of|is|every|share|number|units?|records?|period|until|after|day|date|those|and|or|for|counted|year)\b", re.IGNORECASE
)


@pytest.fixture
def shown(tmp_path: Path) -> dict[str, str]:
    """What is printed of each target, in Vietnamese under `vi `."""
    path = tmp_path / "targets.yaml"
    path.write_text(FILE, encoding="utf-8")
    loaded = load([path])
    assert [str(problem) for problem in loaded.problems if not problem.warning] == []
    (term,) = loaded.terms.values()
    found = {}
    for language, mark in (("en", ""), ("vi", "vi ")):
        with speaking("vi" if language == "vi" else "en"):
            for target in term.targets:
                console = Console(file=io.StringIO(), width=500)
                console.print(target_lines([(term, replace(target, file="targets.yaml"))]))
                assert isinstance(console.file, io.StringIO)
                found[mark + target.id] = "\n".join(re.sub(" {2,}", " | ", line.strip()) for line in console.file.getvalue().splitlines())
    return found


def lines(shown: str) -> list[str]:
    return shown.splitlines()


def test_a_share_with_everything(shown: dict[str, str]) -> None:
    assert lines(shown["rated"]) == [
        "Target | rated",
        "Title | AAA",
        "Term | 2020-2025",
        "Measure | share of: ratings",
        "What counts | those for which “rating in ('good', 'excellent')”",
        "Condition | “subject = 'member'”",
        "Dated by | period",
        "Scope | records of units below count too",
        "Goal | ≥ 80%",
        "When | every year",
        "Years | 2022",
        "Must report | units for which “kind = 'agency'”",
        "Reports come in | until 15 days after the period",
        "Complete | when 90% of the units due have reported",
        "If missed | a miss is shown and does not change the exit code",
        "Measured in | BBB",
        "Note | CCC",
        "Source | DDD",
        "Where | targets.yaml:6",
    ]


def test_the_base_of_a_part(shown: dict[str, str]) -> None:
    assert "Part of | rated" in shown["best"]
    assert "Base | those counted by rated: “rating in ('good', 'excellent')”" in lines(shown["best"])
    assert "Base | the whole, not only those counted by rated" in lines(shown["best-of-all"])


def test_both_sides_of_a_ratio(shown: dict[str, str]) -> None:
    assert lines(shown["recognised"])[3:12] == [
        "Measure | one number divided by another",
        "Part | number of: titles",
        "Condition | “awarded”",
        "Each counted once by | unit",
        "Dated by | period",
        "Scope | only a unit's own records",
        "Whole | number of: units",
        "Condition | “kind = 'agency'”",
        "As they are | on the evening before the period begins",
    ]


def test_everything_each_unit_must_do(shown: dict[str, str]) -> None:
    said = lines(shown["meet"])
    assert "Asked (1) | ≥ 1, every month" in said
    assert "Measure | number of: meetings" in said
    assert "Condition | “kind = 'regular'”" in said
    assert "Asked (2) | ≥ 100, in the whole period" in said
    assert "Indicator | fees" in said
    assert "Must report | the units looked at" in said


def test_goals_year_by_year_and_the_date_that_counts(shown: dict[str, str]) -> None:
    assert "Goal | 2021: ≥ 180; 2022: ≥ 200" in lines(shown["admitted"])
    assert "Dated by | decided on" in lines(shown["admitted"])


def test_a_figure_has_its_indicator_and_base_year(shown: dict[str, str]) -> None:
    said = lines(shown["industry"])
    assert "Indicator | industry_share" in said
    assert "Base year | 2020" in said
    assert "Goal | 52% to 53%" in said


def test_what_is_only_watched_cannot_be_missed(shown: dict[str, str]) -> None:
    assert "Goal | watched" in lines(shown["shown"])
    assert "If missed" not in shown["shown"]
    assert "As they are | at the end of the period" in shown["shown"]


@pytest.mark.parametrize("target", ["rated", "best", "best-of-all", "recognised", "meet", "admitted", "industry", "shown"])
def test_no_english_in_vietnamese(target: str, shown: dict[str, str]) -> None:
    said = re.sub("“[^”]*”", "", shown[f"vi {target}"])
    for data in (*DATA, "targets.yaml", target, "rated", "industry_share", "fees", "reporting_units", "partytrack.yaml"):
        said = said.replace(data, "")
    assert not ENGLISH.search(said)
    assert len(lines(said)) == len(lines(shown[target]))
