"""What `check` says of the lists behind its numbers: that one of members is old, that units in none are left out; nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from commands import partytrack, workbook

if TYPE_CHECKING:
    from pathlib import Path

MEMBERS: list[list[Any]] = [["Họ và tên", "Giới tính", "Chi bộ", "Số thẻ"], ["Lê Thị Hoa", "Nữ", "Chi bộ A", "00000001"]]
WOMEN = "{id: women, share: \"sex = 'female'\", of: members, every: year}"
CELLS = "{id: cells, count: units, where: \"kind = 'grassroots_cell'\", every: year}"


def checked(here: Path, target: str, stated_on: tuple[str, ...], *words: str, as_of: str = "2023-06-30") -> tuple[dict[str, Any], str]:
    """What `check` gives as JSON and as a table, on one line."""
    (here / "targets").mkdir(exist_ok=True)
    (here / "targets" / "a.yaml").write_text(
        f"term: 2020-2025\nfrom: 2020-08\nthrough: 2025-07\ntargets:\n  - {target}\n", encoding="utf-8"
    )
    for number, day in enumerate(stated_on):
        rows = [*MEMBERS, ["Trần Văn An", "Nam", "Chi bộ A", f"0000001{number}"]]
        assert partytrack("-C", here, "import", "--stated-on", day, workbook(here / f"{number}.xlsx", rows)).returncode == 0
    told = json.loads(partytrack("-C", here, "check", "--as-of", as_of, "-f", "json", *words).stdout)
    return told, " ".join(partytrack("-C", here, "check", "--as-of", as_of, *words).stdout.split())


@pytest.mark.parametrize(
    ("stated_on", "as_of", "old"),
    [
        pytest.param(("2021-12-31",), "2022-12-31", {}, id="a year to the day"),
        pytest.param(("2021-12-30",), "2022-12-31", {"2021-12-30": ["2022"]}, id="a year and a day"),
        pytest.param(
            ("2021-12-30",), "2023-06-30", {"2021-12-30": ["2022", "2023"]}, id="two periods by one list, the open one on the day"
        ),
        pytest.param(
            ("2020-12-30", "2022-12-30"), "2023-06-30", {"2020-12-30": ["2021"]}, id="each period by the latest list before its end"
        ),
        pytest.param(("2024-01-01",), "2023-06-30", {}, id="a list of a later day answers for none before"),
    ],
)
def test_a_list_more_than_a_year_older_than_what_it_is_counted_for_is_told(
    tmp_path: Path, stated_on: tuple[str, ...], as_of: str, old: dict[str, list[str]]
) -> None:
    told, table = checked(tmp_path, WOMEN, stated_on, as_of=as_of)
    assert {each["stated_on"]: each["periods"] for each in told["out_of_date"]} == old
    for day, periods in old.items():
        assert f"{', '.join(periods)}: members are counted by the list of {day}, more than a year older." in table
    assert ("more than a year older" in table) == bool(old)


def test_only_the_periods_asked_for_are_told_of(tmp_path: Path) -> None:
    told, _ = checked(tmp_path, WOMEN, ("2021-12-30",), "--year", "2022")
    assert told["out_of_date"] == [{"stated_on": "2021-12-30", "periods": ["2022"]}]


def test_an_old_list_is_no_news_where_no_members_are_counted(tmp_path: Path) -> None:
    assert checked(tmp_path, CELLS, ("2020-12-30",))[0]["out_of_date"] == []


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
    told, table = checked(tmp_path, target, ("2023-01-31",), *words)
    assert told["provisional_units"] == count
    assert ("1 unit stands in no list of units" in table and "units merge" in table) == bool(count)


def test_a_list_of_units_that_holds_them_silences_it(tmp_path: Path) -> None:
    assert checked(tmp_path, CELLS, ("2023-01-31",))[0]["provisional_units"] == 1
    units: list[list[Any]] = [["Tên đơn vị", "Loại đơn vị"], ["Chi bộ A", "Chi bộ cơ sở"]]
    done = partytrack("-C", tmp_path, "import", "--kind", "units", "--stated-on", "2023-01-31", workbook(tmp_path / "u.xlsx", units))
    assert done.returncode == 0, done.stdout
    told, table = checked(tmp_path, CELLS, ())
    assert (told["provisional_units"], told["verdicts"][-2]["value"]) == (0, 1)
    assert "no list of units" not in table
