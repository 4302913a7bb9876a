"""Nothing is dropped silently: every row of every sheet of the samples is a heading, a record or skipped for a reason, and every record became something."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commands import partytrack
from partytrack.intake.grid import grids
from partytrack.intake.opening import content
from partytrack.intake.values import blank

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = sorted(each.name for each in SAMPLES.iterdir() if each.is_dir() and not each.name.startswith(("_", ".")))


def files_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix in {".xlsx", ".xls", ".xlsb", ".ods", ".csv"})


def last_rows(path: Path) -> dict[str, int]:
    """Sheet → how many rows it has down to the last filled one."""
    return {
        grid.sheet: max((number for number, row in enumerate(grid.rows, 1) if not all(map(blank, row))), default=0)
        for grid in grids(path, content(path), None)
        if not grid.hidden
    }


def tables(told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for file in told["files"]:
        for sheet in file["sheets"]:
            for table in sheet["tables"]:
                yield file["file"], sheet, table


@pytest.fixture(scope="module", params=NAMES)
def taken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A copy of a sample, and what became of its files."""
    folder = tmp_path_factory.mktemp("accounting") / request.param
    shutil.copytree(SAMPLES / request.param, folder)
    (folder / "partytrack.yaml").touch()
    done = partytrack("import", *files_of(folder), "-f", "json", cwd=folder)
    assert done.returncode in {0, 1}, done.stderr
    return folder, json.loads(done.stdout)


def test_every_row_is_a_heading_a_record_or_skipped_for_a_reason(taken: tuple[Path, dict[str, Any]]) -> None:
    folder, told = taken
    spoken_for: Counter[tuple[str, str]] = Counter()
    for file, sheet, table in tables(told):
        spoken_for[Path(file).name, sheet["sheet"]] += len(table["header_rows"]) + table["rows"] + sum(table["skipped"].values())
    assert spoken_for
    for (file, name), rows in spoken_for.items():
        assert rows == last_rows(folder / file)[name], f"{file}!{name}"


def test_each_table_speaks_for_its_own_stretch_of_the_sheet(taken: tuple[Path, dict[str, Any]]) -> None:
    folder, told = taken
    stretches: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for file, sheet, table in tables(told):
        stretch = table["stretch"]
        spoken_for = len(table["header_rows"]) + table["rows"] + sum(table["skipped"].values())
        assert stretch["last_row"] - stretch["first_row"] + 1 == spoken_for, f"{file}!{sheet['sheet']}"
        stretches.setdefault((Path(file).name, sheet["sheet"]), []).append(stretch)
    for (file, name), found in stretches.items():
        rows = [row for each in found for row in range(each["first_row"], each["last_row"] + 1)]
        assert rows == list(range(1, last_rows(folder / file)[name] + 1)), f"{file}!{name}"


def test_every_record_is_new_changed_unchanged_or_rejected(taken: tuple[Path, dict[str, Any]]) -> None:
    for file, sheet, table in tables(taken[1]):
        became = table["new"] + table["changed"] + table["unchanged"] + table["rejected"]
        assert table["records"] == became, f"{file}!{sheet['sheet']}"
        assert table["gone"] == 0


def test_a_rejected_row_has_a_finding_that_says_why(taken: tuple[Path, dict[str, Any]]) -> None:
    for file, sheet, table in tables(taken[1]):
        if table["rejected"]:
            rows = {each["row"] for each in sheet["findings"] if each["severity"] == "error" and each["row"]}
            assert len(rows) >= table["rejected"], f"{file}!{sheet['sheet']}"


def test_importing_again_with_another_option_finds_every_record_unchanged(taken: tuple[Path, dict[str, Any]]) -> None:
    folder, first = taken
    done = partytrack("import", *files_of(folder), "--strict-units", "-f", "json", cwd=folder)
    again = json.loads(done.stdout)
    for (file, sheet, before), (_, _, now) in zip(tables(first), tables(again), strict=True):
        assert now["records"] == now["new"] + now["changed"] + now["unchanged"] + now["rejected"], f"{file}!{sheet['sheet']}"
        assert (now["rows"], now["skipped"]) == (before["rows"], before["skipped"])
