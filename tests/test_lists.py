"""What `check` says of the lists behind its numbers: that one of members is old, that units in none are left out; nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from commands import partytrack, workbook

if TYPE_CHECKING:
    from pathlib import Path

MEMBERS: list[list[Any]] = [["Họ và tên", "Giới tính", "Chi bộ", "Số thẻ"], ["Lê Thị Hoa", "Nữ", "Chi bộ A", "00000001"]]
WOMEN = "{id: women, share: \"sex = 'female'\", of: members, every: year}"
CELLS = "{id: cells, count: units, where: \"kind = 'grassroots_cell'\", every: year}"


def checked(here: Path, target: str, stated_on: tuple[str, ...], *words: str, as_of: str = "2023-06-30") -> tuple[dict[str, str], int]:
    """What `check` says below its table: day of a list → the periods it is too old for; and how many units are left out."""
    (here / "targets").mkdir(exist_ok=True)
    (here / "targets" / "a.yaml").write_text(
        f"term: 2020-2025\nfrom: 2020-08\nthrough: 2025-07\ntargets:\n  - {target}\n", encoding="utf-8"
    )
    for number, day in enumerate(stated_on):
        rows = [*MEMBERS, ["Trần Văn An", "Nam", "Chi bộ A", f"0000001{number}"]]
        assert partytrack("-C", here, "import", "--stated-on", day, workbook(here / f"{number}.xlsx", rows)).returncode == 0
    table = partytrack("-C", here, "check", "--as-of", as_of, *words).stdout
    assert "2024" in table or "2022" in table
    said = re.findall(r"(.*): members are counted by the list of ([\d-]+), more than a year older\.", table)
    old = {day: periods for periods, day in said}
    left_out = re.search(r"(\d+) unit stands in no list of units .*“partytrack units merge”", table)
    page = partytrack("-C", here, "check", "--as-of", as_of, "-f", "markdown", *words).stdout
    assert [page.count("members are counted by the list of"), page.count("in no list of units")] == [len(old), left_out is not None]
    return old, int(left_out[1]) if left_out else 0


@pytest.mark.parametrize(
    ("stated_on", "as_of", "old"),
    [
        pytest.param(("2021-12-31",), "2022-12-31", {}, id="a year to the day"),
        pytest.param(("2021-12-30",), "2022-12-31", {"2021-12-30": "2022"}, id="a year and a day"),
        pytest.param(("2021-12-30",), "2023-06-30", {"2021-12-30": "2022, 2023"}, id="two periods by one list, the open one on the day"),
        pytest.param(
            ("2020-12-30", "2022-12-30"), "2023-06-30", {"2020-12-30": "2021"}, id="each period by the latest list before its end"
        ),
        pytest.param(("2024-01-01",), "2023-06-30", {}, id="a list of a later day answers for none before"),
    ],
)
def test_a_list_more_than_a_year_older_than_what_it_is_counted_for_is_told(
    tmp_path: Path, stated_on: tuple[str, ...], as_of: str, old: dict[str, str]
) -> None:
    assert checked(tmp_path, WOMEN, stated_on, as_of=as_of)[0] == old


def test_only_the_periods_asked_for_are_told_of(tmp_path: Path) -> None:
    assert checked(tmp_path, WOMEN, ("2021-12-30",), "--year", "2022")[0] == {"2021-12-30": "2022"}


def test_an_old_list_is_no_news_where_no_members_are_counted(tmp_path: Path) -> None:
    assert checked(tmp_path, CELLS, ("2020-12-30",))[0] == {}


@pytest.mark.parametrize(
    ("target", "words", "count"),
    [
        pytest.param(CELLS, (), 1, id="units of a kind"),
        pytest.param("{id: m, count: meetings, where: \"unit.kind = 'sub_cell'\", every: year}", (), 1, id="records of units of a kind"),
        pytest.param("{id: all, count: units, every: year}", (), 0, id="units of any kind, these too"),
        pytest.param(WOMEN, (), 0, id="no units"),
        pytest.param(CELLS, ("--unit", "Chi bộ A"), 0, id="one unit, asked for by name"),
    ],
)
def test_units_that_no_list_names_are_told_of_where_they_are_left_out(
    tmp_path: Path, target: str, words: tuple[str, ...], count: int
) -> None:
    assert checked(tmp_path, target, ("2023-01-31",), *words)[1] == count


def test_a_list_of_units_that_holds_them_silences_it(tmp_path: Path) -> None:
    assert checked(tmp_path, CELLS, ("2023-01-31",))[1] == 1
    units: list[list[Any]] = [["Tên đơn vị", "Loại đơn vị"], ["Chi bộ A", "Chi bộ cơ sở"]]
    done = partytrack("-C", tmp_path, "import", "--kind", "units", "--stated-on", "2023-01-31", workbook(tmp_path / "u.xlsx", units))
    assert done.returncode == 0, done.stdout
    assert checked(tmp_path, CELLS, ())[1] == 0
