"""What is waiting in the inbox, where a file goes, what counts as a change: the rules of the night, without a night."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import PurePosixPath

import pytest

from partytrack.nightly import filing
from partytrack.nightly.changes import Change, changes
from partytrack.nightly.inbox import Left, Look, left_at_once, passed_over, seconds_until_quiet
from partytrack.store.runs import Stood

DIGEST = "3f9a2c1b" + "0" * 56
DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("name", "passed"),
    [
        pytest.param("roster.xlsx", False, id="a spreadsheet"),
        pytest.param("scan.pdf", False, id="what is no spreadsheet is told, not passed over"),
        pytest.param("CB01/Đảng viên.xlsx", False, id="in a folder"),
        pytest.param("part.xlsx", False, id="a name that only contains the word"),
        pytest.param(".roster.xlsx", True, id="hidden"),
        pytest.param(".sync/roster.xlsx", True, id="in a hidden folder"),
        pytest.param("~$roster.xlsx", True, id="what Excel puts beside an open file"),
        pytest.param(".~lock.roster.xlsx#", True, id="what LibreOffice puts beside an open file"),
        pytest.param("~WRL0001.tmp", True, id="what Word writes meanwhile"),
        pytest.param("roster.xlsx.part", True, id="on its way down"),
        pytest.param("roster.xlsx.CRDOWNLOAD", True, id="the same in capitals"),
        pytest.param("Thumbs.db", True, id="the system's own"),
    ],
)
def test_what_is_passed_over(name: str, passed: bool) -> None:
    assert passed_over(name) is passed


def look(size: int = 10, changed: float = 100.0, *, link: bool = False) -> Look:
    return Look(size, changed, link=link)


@pytest.mark.parametrize(
    ("name", "beside", "left"),
    [
        pytest.param("a.xlsx", [], None, id="nobody has it"),
        pytest.param("a.xlsx", ["~$a.xlsx"], Left.OPEN, id="Excel has it"),
        pytest.param("a.xlsx", [".~lock.a.xlsx#"], Left.OPEN, id="LibreOffice has it"),
        pytest.param("a.xlsx", ["~$b.xlsx"], None, id="Excel has another one"),
        pytest.param("x/a.xlsx", ["~$a.xlsx"], None, id="Excel has one of the same name in another folder"),
        pytest.param("x/a.xlsx", ["x/~$a.xlsx"], Left.OPEN, id="Excel has it, in its folder"),
    ],
)
def test_a_file_that_is_open_is_left(name: str, beside: list[str], left: Left | None) -> None:
    assert left_at_once({name: look()}, [name, *beside]).get(name) is left


def test_a_link_is_left() -> None:
    assert left_at_once({"a.xlsx": look(link=True)}, ["a.xlsx"]) == {"a.xlsx": Left.LINK}


@pytest.mark.parametrize(
    ("changed", "quiet", "seconds"),
    [
        pytest.param(90.0, 1.0, 0, id="long ago"),
        pytest.param(99.0, 1.0, 0, id="just long enough"),
        pytest.param(99.25, 1.0, 0.25, id="a quarter of a second too short"),
        pytest.param(100.0, 1.0, 1.0, id="now"),
        pytest.param(5000.0, 1.0, 1.0, id="by a clock that is ahead"),
        pytest.param(100.0, 0.0, 0, id="nothing is waited for"),
    ],
)
def test_how_long_a_file_is_watched(changed: float, quiet: float, seconds: float) -> None:
    assert seconds_until_quiet([look(changed=0), look(changed=changed)], quiet, 100.0) == pytest.approx(max(seconds, 0))


def test_nothing_is_watched_in_an_empty_inbox() -> None:
    assert seconds_until_quiet([], 1.0, 100.0) == 0


def test_where_files_go() -> None:
    assert str(filing.archived("roster.xlsx", DIGEST, DAY)) == "archive/2026/2026-11-25-roster-3f9a2c1b.xlsx"
    assert str(filing.archived("CB01/Đảng viên.v2.csv", DIGEST, DAY)) == "archive/2026/CB01/2026-11-25-Đảng viên.v2-3f9a2c1b.csv"
    assert str(filing.rejected("CB01/scan.pdf", DIGEST)) == "rejected/CB01/scan-3f9a2c1b.pdf"
    assert str(filing.findings("CB01/scan.pdf", DIGEST)) == "rejected/CB01/scan-3f9a2c1b.pdf.findings.txt"


def test_a_long_name_stays_within_what_file_systems_take() -> None:
    name = filing.findings("Đ" * 120 + ".xlsx", DIGEST).name
    assert len(name.encode()) <= 200
    assert name.startswith("ĐĐĐ")
    assert name.endswith("-3f9a2c1b.xlsx.findings.txt")


def test_names_for_other_contents() -> None:
    names = [str(each) for each in islice(filing.numbered(PurePosixPath("archive/a-1.xlsx")), 3)]
    assert names == ["archive/a-1.xlsx", "archive/a-1-2.xlsx", "archive/a-1-3.xlsx"]


def stood(status: str | None, target: str = "a", period: str = "2026") -> Stood:
    return Stood("2025-2030", target, period, status, None)


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        pytest.param(["behind"], ["behind"], False, id="the same status"),
        pytest.param(["behind"], ["missed"], True, id="another status"),
        pytest.param(["missed"], ["met"], True, id="a late report that helps"),
        pytest.param([], ["not-due"], False, id="a period that begins"),
        pytest.param([], [None], False, id="a target that is only watched"),
        pytest.param([], ["behind"], True, id="a period that begins behind"),
        pytest.param(["not-due"], ["on-track"], True, id="the first report of a period"),
        pytest.param(["missed"], [None], True, id="a goal that was taken out"),
        pytest.param(["missed"], [], False, id="a target that was taken out"),
    ],
)
def test_what_counts_as_a_change(before: list[str | None], after: list[str | None], changed: bool) -> None:
    found = changes([stood(each) for each in before], [stood(each) for each in after])
    was = before[0] if before else None
    assert found == ([Change("2025-2030", "a", "2026", was, after[0])] if changed else [])


def test_each_period_is_held_against_itself() -> None:
    before = [stood("missed", period="2025"), stood("behind", period="2026"), stood("met", "b", "2026")]
    after = [stood("missed", period="2025"), stood("met", period="2026"), stood("met", "b", "2026")]
    assert changes(before, after) == [Change("2025-2030", "a", "2026", "behind", "met")]
