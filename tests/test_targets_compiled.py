"""Target files kept as they were understood: the same values back, and read anew whenever anything differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from partytrack.errors import TargetFileError
from partytrack.targets import compiled
from partytrack.targets.conditions import parse
from partytrack.targets.load import load_term

ROOT = Path(__file__).parents[1]
EVERY_FORM = """
term: 2020-2025
from: 2020-08-11
through: 2025-08-10
years: [2021, 2022]
resolution: {title: "A", date: "2020-08-11"}
targets:
  - {id: by-day, count: members, at: 2021-05-01, goal: "within 3 .. 4", by: 2021-06-30, severity: warn}
  - {id: by-years, count: admissions, distinct: [unit, full_name], goals: {2021: ">= 1", 2022: "> 2"}, due: "kind = 'agency'", complete: 90%}
  - {id: a-ratio, ratio: {part: {count: admissions}, whole: {count: members, at: start}}, goal: ">= 3%", every: year, report_by: 30}
  - {id: a-figure, figure: x, goal: "-3 pp .. -5 pp", by: 2022, base: 2020}
  - id: each
    each: units
    where: kind = 'sub_cell'
    must: [{count: meetings, where: not joint, goal: ">= 1", every: month}, {figure: y, goal: "= 0"}]
    goal: "= 100%"
    every: term
    parts: []
"""


@pytest.mark.parametrize("source", ["every form", "the project's own"])
def test_a_term_comes_back_as_it_was(tmp_path: Path, source: str) -> None:
    path = ROOT / "targets" / "2020-2025.yaml"
    if source == "every form":
        path = tmp_path / "a.yaml"
        path.write_text(EVERY_FORM.replace("    parts: []\n", ""))
    value = (load_term([path], "2020-2025"), parse("kind = 'agency'", "units"))
    assert compiled.decoded(compiled.encoded(value)) == value


def test_it_is_made_once_and_again_when_the_key_differs(tmp_path: Path) -> None:
    made = []

    def make() -> tuple[int, ...]:
        made.append(1)
        return (len(made),)

    assert [compiled.remembered(tmp_path, key, make) for key in ("a", "a", "b", "b", "a")] == [(1,), (1,), (2,), (2,), (3,)]
    assert (tmp_path / compiled.FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"key": "a"}', '{"key": "a", "value": {"class": "os"}}', '{"key": "a", "value": {"x": 1}}']
)
def test_what_cannot_be_used_is_made_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / compiled.FILE).write_text(content)
    assert compiled.remembered(tmp_path, "a", lambda: (7,)) == (7,)


def test_the_key_follows_names_contents_and_words(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("term: a")
    keys = {compiled.key([path], "a"), compiled.key([path], "b"), compiled.key([path, path], "a")}
    path.write_text("term: b")
    assert len(keys | {compiled.key([path], "a")}) == 4
    assert compiled.key([tmp_path / "missing.yaml"], "a") is None


def test_a_file_with_a_problem_is_never_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("term: a\n")
    with pytest.raises(TargetFileError):
        compiled.remembered(tmp_path, compiled.key([path]), lambda: load_term([path], "a"))
    assert not (tmp_path / compiled.FILE).exists()
