"""`partytrack units`: listing, joining, other names, by the real command over real workbooks."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from commands import partytrack, workbook
from partytrack.store.duckdb import opened
from storing import seen

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

LIST: list[list[Any]] = [
    ["DANH SÁCH TỔ CHỨC ĐẢNG"],
    ["(Tính đến ngày 01/01/2023)"],
    ["TT", "Mã đơn vị", "Tên tổ chức đảng", "Loại hình", "Trực thuộc"],
    [1, "A", "Đảng bộ Sở Y tế", "Đảng bộ cơ sở", None],
    [2, "A1", "Chi bộ Văn phòng", "Chi bộ trực thuộc", "Đảng bộ Sở Y tế"],
    [3, "A2", "Chi bộ Thanh tra", "Chi bộ trực thuộc", "Đảng bộ Sở Y tế"],
]
LOG: list[list[Any]] = [
    ["Chi bộ", "Ngày họp", "Loại hình"],
    ["Chi bộ Văn phòng", "05/01/2023", "Thường kỳ"],
    ["CB VP Sở", "05/02/2023", "Thường kỳ"],
]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun")
    (folder / "partytrack.yaml").touch()
    taken(folder, LIST, LOG)
    return folder


@pytest.fixture
def here(begun: Path, tmp_path: Path) -> Path:
    return shutil.copytree(begun, tmp_path, dirs_exist_ok=True)


def taken(folder: Path, *tables: list[list[Any]], first: int = 0, **more: Any) -> CompletedProcess[str]:
    files = [workbook(folder / f"{first + number}.xlsx", rows) for number, rows in enumerate(tables)]
    return partytrack("import", *files, cwd=folder, **more)


def units(folder: Path, *words: str, **more: Any) -> CompletedProcess[str]:
    return partytrack("units", *words, cwd=folder, **more)


def listed(folder: Path, *words: str) -> dict[str, dict[str, Any]]:
    answer = json.loads(units(folder, "list", "-f", "json", *words).stdout)
    assert answer["schema"] == "partytrack.units/1"
    return {each["name"]: each for each in answer["units"]}


def test_units_that_only_a_row_names_are_provisional(here: Path) -> None:
    found = listed(here)
    assert {name: each["provisional"] for name, each in found.items()} == {
        "Đảng bộ Sở Y tế": False,
        "Chi bộ Văn phòng": False,
        "Chi bộ Thanh tra": False,
        "CB VP Sở": True,
    }
    assert found["Chi bộ Văn phòng"] | {"number": 0} == {
        "number": 0, "code": "A1", "name": "Chi bộ Văn phòng", "kind": "sub_cell", "parent": "A", "provisional": False, "ended_on": None,
        "also_called": [],
    }  # fmt: skip
    assert list(listed(here, "--provisional")) == ["CB VP Sở"]


def test_a_merge_is_told_followed_remembered_and_taken_back(here: Path) -> None:
    done = units(here, "merge", "CB VP SỞ", "A1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "“CB VP Sở” is Chi bộ Văn phòng (A1) from now on; 1 record follows it, and files may say either name.\n"
        "Take it back with: partytrack undo 3\n"
    )
    found = listed(here)
    assert "CB VP Sở" not in found
    assert found["Chi bộ Văn phòng"]["also_called"] == [{"name": "CB VP Sở", "decision": 3}]
    again = taken(here, [LOG[0], ["cb vp sở", "05/03/2023", "Thường kỳ"]], first=9)
    assert (again.returncode, "not known" in again.stdout) == (0, False)
    assert "CB VP Sở" not in listed(here)
    undone = partytrack("undo", "3", cwd=here)
    assert undone.stdout == (
        "Decision 3 (units joined) was taken back; 3 records are again as they were before.\n"  # two meetings, and the unit
        "Import 4, made later, builds on 2 of these records.\n"  # its meeting, and the unit it names
    )
    assert [each["provisional"] for name, each in listed(here).items() if name.casefold() == "cb vp sở"] == [True]


@pytest.mark.parametrize(
    ("undone", "records", "following"),
    [("merge", 2, 0), ("alias", 2, 0), ("list", 2, 1)],
    ids=["a merge: the meeting and the unit", "another name: the same", "a list that made two one: both, and the meeting"],
)
def test_the_dry_run_of_an_undo_counts_what_the_undo_counts(here: Path, undone: str, records: int, following: int) -> None:
    match undone:
        case "merge":
            units(here, "merge", "CB VP Sở", "A1")
        case "alias":
            units(here, "alias", "Văn phòng Sở", "A1")
            taken(here, [LOG[0], ["Văn phòng Sở", "05/03/2023", "Thường kỳ"]], first=9)
        case _:
            taken(here, [LOG[0], ["A7", "05/03/2023", "Thường kỳ"]], first=9)
            taken(here, [*LIST[:3], [1, "A7", "CB VP Sở", "Chi bộ cơ sở", None]], first=10)
    number = "4" if undone == "list" else "3"
    told = [json.loads(partytrack("undo", number, *words, "-f", "json", cwd=here).stdout) for words in (("--dry-run",), ())]
    assert [(each["records"], each["following"]) for each in told] == [(records, following)] * 2


def test_the_imports_list_the_decision_in_both_languages(here: Path) -> None:
    units(here, "merge", "CB VP Sở", "A1")
    assert "units joined" in partytrack("imports", cwd=here).stdout.splitlines()[-1]
    assert "nhập đơn vị" in partytrack("imports", cwd=here, lang="vi").stdout.splitlines()[-1]
    rows = list(csv.DictReader(io.StringIO(partytrack("imports", "-f", "csv", cwd=here).stdout.removeprefix("\ufeff"))))
    assert [row["action"] for row in rows] == ["import", "import", "merge"]


def test_what_was_known_before_the_merge_is_still_seen(here: Path) -> None:
    units(here, "merge", "CB VP Sở", "A1")
    assert listed(here, "--known-at", "2001-01-01") == {}


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        pytest.param("Không có", "A1", "No unit is called “Không có”.", id="not known"),
        pytest.param("Chi bộ Văn phòg", "A1", "Did you mean Chi bộ Văn phòng?", id="misspelt"),
        pytest.param("A1", "Chi bộ Văn phòng", "are one unit already", id="the same unit"),
        pytest.param("A1", "A", "one stands above the other", id="its superior"),
        pytest.param("A", "A1", "one stands above the other", id="a unit below it"),
        pytest.param("A1", "CB VP Sở", "the other way round", id="a listed unit into a provisional one"),
        pytest.param("#99999", "A1", "No unit is called “#99999”.", id="no such number"),
        pytest.param("99999", "A1", "No unit is called “99999”.", id="nor a bare one"),
    ],
)
def test_what_cannot_be_joined(one: str, other: str, code: str, here: Path) -> None:
    done = units(here, "merge", one, other)
    assert (done.returncode, done.stdout) == (2, "")
    assert code in done.stderr


def test_a_unit_by_its_number(here: Path) -> None:
    number = listed(here)["CB VP Sở"]["number"]
    assert units(here, "merge", f"#{number}", "A1").returncode == 0


def test_a_unit_by_its_bare_number(here: Path) -> None:
    known = {name: each["number"] for name, each in listed(here).items()}
    done = units(here, "merge", str(known["CB VP Sở"]), str(known["Chi bộ Văn phòng"]))
    assert done.stdout.startswith("“CB VP Sở” is Chi bộ Văn phòng (A1) from now on;"), done.stderr


def test_a_code_or_a_name_that_looks_like_a_number_wins_over_the_number(tmp_path: Path) -> None:
    (tmp_path / "partytrack.yaml").touch()
    taken(tmp_path, [LIST[2], [1, "3", "Chi bộ Một", None, None], [2, "1", "Chi bộ Hai", None, None], [3, "B", "2", None, None]])
    known = {each["number"]: name for name, each in listed(tmp_path).items()}
    assert known == {1: "Chi bộ Một", 2: "Chi bộ Hai", 3: "2"}
    assert units(tmp_path, "alias", "Chi bộ của 1", "1").stdout.startswith("“Chi bộ của 1” means Chi bộ Hai (1) from now on.")
    assert units(tmp_path, "alias", "Chi bộ của 2", "2").stdout.startswith("“Chi bộ của 2” means 2 (B) from now on.")
    assert units(tmp_path, "alias", "Chi bộ số một", "#1").stdout.startswith("“Chi bộ số một” means Chi bộ Một (3) from now on.")


def test_nothing_can_be_joined_twice_but_more_can_be_joined_to_it(here: Path) -> None:
    units(here, "merge", "CB VP Sở", "A1")
    assert "are one unit already" in units(here, "merge", "CB VP Sở", "A1").stderr


def test_another_name_is_remembered_for_files_to_come_and_forgotten(here: Path) -> None:
    assert units(here, "alias", "VP Sở Y tế", "A1").stdout.startswith("“VP Sở Y tế” means Chi bộ Văn phòng (A1) from now on.\n")
    taken(here, [LOG[0], ["VP SỞ Y TẾ", "05/03/2023", "Thường kỳ"]], first=9)
    assert listed(here)["Chi bộ Văn phòng"]["also_called"] == [{"name": "VP Sở Y tế", "decision": 3}]
    assert "VP SỞ Y TẾ" not in listed(here)
    assert units(here, "forget", "vp sở y tế").stdout == (
        "“VP Sở Y tế” is forgotten; 1 record of files that say it is again one of a unit of its own.\n"
    )
    assert listed(here)["Chi bộ Văn phòng"]["also_called"] == []
    assert [each["provisional"] for name, each in listed(here).items() if name.casefold() == "vp sở y tế"] == [True]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("alias", "Chi bộ Văn phòng", "A1"), "means Chi bộ Văn phòng already", id="its own name"),
        pytest.param(("alias", "Chi bộ Thanh tra", "A1"), "is the name of another unit", id="the name of another"),
        pytest.param(("alias", "VP", "A9"), "No unit is called “A9”", id="a unit nobody knows"),
        pytest.param(("forget", "VP"), "is no other name that was remembered", id="nothing to forget"),
        pytest.param(("forget", "CB VP Sở"), "partytrack undo 3", id="a name that came with a merge"),
    ],
)
def test_names_that_cannot_be_remembered_or_forgotten(words: tuple[str, ...], said: str, here: Path) -> None:
    units(here, "merge", "CB VP Sở", "A1")
    done = units(here, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_before_anything_was_imported(tmp_path: Path) -> None:
    (tmp_path / "partytrack.yaml").touch()
    assert units(tmp_path, "merge", "A", "B").returncode == 2
    assert not (tmp_path / ".partytrack").exists()
    assert (units(tmp_path, "list").stdout, units(tmp_path, "list").returncode) == ("There are no units.\n", 0)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["provisional", "CB VP Sở", "1 unit stands in no list of units"]),
        ("vi", ["tạm thời", "CB VP Sở", "Có 1 đơn vị không có trong danh sách đơn vị nào"]),
    ],
)
def test_the_list_in_both_languages(lang: str, expected: list[str], here: Path) -> None:
    done = units(here, "list", lang=lang)
    assert [each for each in expected if each not in done.stdout + done.stderr] == []


def test_the_list_in_other_formats_is_harmless(here: Path) -> None:
    taken(here, [LOG[0], ["@1+1 [red]|x", "05/03/2023", "Thường kỳ"]], first=9)
    rows = list(csv.DictReader(io.StringIO(units(here, "list", "-f", "csv").stdout.removeprefix("\ufeff"))))
    assert "'@1+1 [red]|x" in {row["name"] for row in rows}
    assert "@1+1 \\[red\\]\\|x" in units(here, "list", "-f", "markdown").stdout
    assert len({line.count("\t") for line in units(here, "list", "-f", "plain").stdout.splitlines()}) == 1


def test_a_merge_changes_a_verdict_and_check_knows_what_was_known(here: Path) -> None:
    (here / "targets").mkdir()
    (here / "targets" / "t.yaml").write_text(
        "term: T\nfrom: 2023-01\nthrough: 2023-12\nyears: [2023]\ntargets:\n"
        "  - id: meet\n    title: Sinh hoạt\n    count: meetings\n    goal: '>= 2'\n    every: year\n",
        encoding="utf-8",
    )
    unit = ("check", "--term", "T", "--as-of", "2023-12-31", "--unit", "A1", "-f", "json")
    assert json.loads(partytrack(*unit, cwd=here).stdout)["verdicts"][0]["value"] == 1
    units(here, "merge", "CB VP Sở", "A1")
    for name in ("A1", "cb vp sở"):
        asked = tuple(name if word == "A1" else word for word in unit)
        assert json.loads(partytrack(*asked, cwd=here).stdout)["verdicts"][0]["value"] == 2


def test_a_dry_run_of_a_list_of_units_does_not_mask_their_names_as_if_they_were_people(here: Path) -> None:
    renamed = [*LIST[:4], [2, "A1", "Chi bộ Văn phòng Sở", "Chi bộ trực thuộc", "Đảng bộ Sở Y tế"]]
    done = partytrack("import", "--dry-run", workbook(here / "new.xlsx", renamed), cwd=here)
    assert "name: Chi bộ Văn phòng → Chi bộ Văn phòng Sở" in done.stdout


# --- units that a list shows to be one ---

_HEAD = ["Chi bộ", "Ngày họp", "Loại hình"]
_CODED: list[list[Any]] = [
    ["DANH SÁCH TỔ CHỨC ĐẢNG"], ["(Tính đến ngày 01/01/2023)"], ["TT", "Mã đơn vị", "Tên tổ chức đảng", "Loại hình", "Trực thuộc"],
    [1, "A", "Đảng bộ Sở Y tế", "Đảng bộ cơ sở", None],
]  # fmt: skip


def logs(folder: Path, *names: str) -> None:
    """A log of one meeting each for units by these names, every one on another day."""
    for number, name in enumerate(names, 1):
        done = taken(folder, [_HEAD, [name, f"{number:02}/01/2023", "Thường kỳ"]], first=100 + number)
        assert done.returncode == 0, done.stdout


def found_in(folder: Path, *rows: list[Any], first: int = 50) -> list[tuple[str, int, str]]:
    """What an import of a list with these rows finds: code, row and what it says."""
    path = workbook(folder / f"{first}.xlsx", [*_CODED, *rows])
    done = partytrack("import", path, "-f", "json", cwd=folder)
    (sheet,) = json.loads(done.stdout)["files"][0]["sheets"]
    return [(each["code"], each["row"], each["message"]) for each in sheet["findings"]]


def meetings_of(folder: Path) -> dict[str, int]:
    """Unit → how many meetings are its own."""
    query = """SELECT (SELECT max_by(coalesce(u.code, u.name), u.valid_from) FROM units u WHERE u.record = m.unit), count(DISTINCT m.record)
        FROM meetings m GROUP BY ALL ORDER BY ALL"""
    with opened(folder / ".partytrack" / "store.duckdb", writing=False) as store:
        return dict(seen(store, query))


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    (tmp_path / "partytrack.yaml").touch()
    return tmp_path


@pytest.mark.parametrize("order", [("B1", "Chi bộ Một"), ("Chi bộ Một", "B1")])
@pytest.mark.parametrize("parent", [None, "Đảng bộ Sở Y tế"])
def test_a_code_and_a_name_that_a_list_shows_to_be_one(bare: Path, order: tuple[str, str], parent: str | None) -> None:
    logs(bare, *order)
    row = [2, "B1", "Chi bộ Một", "Chi bộ cơ sở", parent]
    said = (
        "“Chi bộ Một”: this row shows that B1 and “Chi bộ Một”, known apart so far, are one unit; it has the records of both from now on."
    )
    assert found_in(bare, row) == [("unit-one", 5, said)]
    assert [(each["code"], each["provisional"]) for each in listed(bare).values()] == [("A", False), ("B1", False)]
    assert taken(bare, [_HEAD, ["Chi bộ Một", "03/01/2023", "Thường kỳ"], ["B1", "04/01/2023", "Thường kỳ"]], first=60).returncode == 0
    assert meetings_of(bare) == {"B1": 4}


def test_a_meeting_told_of_under_both_names_is_one(bare: Path) -> None:
    taken(bare, [_HEAD, ["B1", "05/01/2023", "Thường kỳ"]], [_HEAD, ["Chi bộ Một", "05/01/2023", "Thường kỳ"]])
    assert sum(meetings_of(bare).values()) == 2
    found_in(bare, [2, "B1", "Chi bộ Một", "Chi bộ cơ sở", None])
    assert meetings_of(bare) == {"B1": 1}


def test_units_shown_to_be_one_are_two_again_once_the_list_is_taken_back(bare: Path) -> None:
    logs(bare, "B1", "Chi bộ Một")
    before = listed(bare)
    found_in(bare, [2, "B1", "Chi bộ Một", "Chi bộ cơ sở", None])
    assert partytrack("undo", "3", cwd=bare).returncode == 0
    assert listed(bare) == before
    assert meetings_of(bare) == {"B1": 1, "Chi bộ Một": 1}


def test_a_listed_unit_that_a_later_list_calls_as_rows_do(bare: Path) -> None:
    assert found_in(bare, [2, "B1", "Chi bộ Hai", "Chi bộ cơ sở", None]) == []
    logs(bare, "Chi bộ Một")
    assert [code for code, *_ in found_in(bare, [2, "B1", "Chi bộ Một", "Chi bộ cơ sở", None], first=51)] == ["unit-one"]
    assert meetings_of(bare) == {"B1": 1}


def test_a_name_that_several_units_bear_joins_nobody(bare: Path) -> None:
    """The log may mean either; its unit stays what it was taken for, and that of the code is told by the code alone."""
    logs(bare, "B1", "Chi bộ Văn phòng")
    rows = [
        [2, "C", "Đảng bộ Sở Nội vụ", "Đảng bộ cơ sở", None],
        [3, "B1", "Chi bộ Văn phòng", "Chi bộ trực thuộc", "Đảng bộ Sở Y tế"],
        [4, "B2", "Chi bộ Văn phòng", "Chi bộ trực thuộc", "Đảng bộ Sở Nội vụ"],
    ]
    assert [code for code, *_ in found_in(bare, *rows)] == ["unit-of-several"]
    assert meetings_of(bare) == {"B1": 1, "Chi bộ Văn phòng": 1}


_TWO_COMMITTEES = [
    [2, "C", "Đảng bộ Sở Nội vụ", "Đảng bộ cơ sở", None],
    [3, "A1", "Chi bộ Văn phòng", "Chi bộ trực thuộc", "Đảng bộ Sở Y tế"],
    [4, "C1", "Chi bộ Văn phòng", "Chi bộ trực thuộc", "Đảng bộ Sở Nội vụ"],
]


@pytest.mark.parametrize("name", ["Chi bộ Văn phòng", "CB Văn phòng"])
@pytest.mark.parametrize("coded", [True, False])
def test_a_unit_of_rows_becomes_none_of_several_of_its_name(bare: Path, name: str, *, coded: bool) -> None:
    logs(bare, name)
    before = listed(bare)
    rows = [row if coded or row[0] == 2 else [row[0], None, *row[2:]] for row in _TWO_COMMITTEES]
    number = before[name]["number"]
    told = "A1, C1" if coded else "Chi bộ Văn phòng (Đảng bộ Sở Y tế), Chi bộ Văn phòng (Đảng bộ Sở Nội vụ)"
    said = f"Rows named a unit “{name}” so far, and several are called so here: {told}. Which was meant is not certain, so it became none of them."
    assert found_in(bare, *rows) == [("unit-of-several", 6, said)]
    assert [each["number"] for each in json.loads(units(bare, "list", "--provisional", "-f", "json").stdout)["units"]] == [number]
    found_in(bare, *rows, [5, "D", "Đảng bộ Sở Tư pháp", "Đảng bộ cơ sở", None], first=51)
    assert len(json.loads(units(bare, "list", "-f", "json").stdout)["units"]) == 6  # the list with one more makes nobody else new
    for import_id in ("3", "2"):
        assert partytrack("undo", import_id, cwd=bare).returncode == 0
    assert listed(bare) == before
    found_in(bare, *_TWO_COMMITTEES, first=52)
    assert units(bare, "merge", f"#{number}", "A1").returncode == 0
    assert meetings_of(bare) == {"A1": 1}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([[2, None, "Chi bộ Văn phòng", "Chi bộ trực thuộc", "A"]] * 2, id="a row twice"),
        pytest.param(
            [
                [2, "A1", "Chi bộ Văn phòng", "Chi bộ trực thuộc", "A"],
                [3, None, "Chi bộ Văn phòng", "Chi bộ trực thuộc", "Đảng bộ Sở Y tế"],
            ],
            id="without its code, below the same superior in other words",
        ),
        pytest.param(
            [[2, None, "Chi bộ Văn phòng", "Chi bộ trực thuộc", "A"], [3, None, "Chi bộ Văn phòng", "Chi bộ trực thuộc", None]],
            id="without its superior",
        ),
    ],
)
def test_rows_that_may_speak_of_one_unit_take_up_what_rows_called_so(bare: Path, rows: list[list[Any]]) -> None:
    logs(bare, "Chi bộ Văn phòng")
    assert "unit-of-several" not in [code for code, *_ in found_in(bare, *rows)]
    assert list(listed(bare, "--provisional")) == []


def test_rows_that_contradict_each_other_show_nothing(bare: Path) -> None:
    logs(bare, "B1", "Chi bộ Một")
    rows: list[list[Any]] = [
        [2, "B1", "Chi bộ Hai", "Chi bộ cơ sở", None],
        [3, "B1", "Chi bộ Một", "Chi bộ cơ sở", None],
        [4, None, "Chi bộ Hai", "Chi bộ cơ sở", None],
    ]
    assert "unit-one" not in [code for code, *_ in found_in(bare, *rows)]


def test_a_unit_with_another_code_is_another(bare: Path) -> None:
    assert found_in(bare, [2, "B9", "Chi bộ Một", "Chi bộ cơ sở", None]) == []
    logs(bare, "B1")
    assert [code for code, *_ in found_in(bare, [2, "B1", "Chi bộ Một", "Chi bộ cơ sở", None], first=51)] == []
    assert sorted(each["code"] for each in json.loads(units(bare, "list", "-f", "json").stdout)["units"]) == ["A", "B1", "B9"]


def test_rows_rejected_because_two_units_had_one_name_are_taken_up_by_the_way_that_is_told(bare: Path) -> None:
    rows = [[2, "B1", "Chi bộ Một", "Chi bộ cơ sở", None], [3, "B2", "Chi bộ Một", "Chi bộ cơ sở", None]]
    found_in(bare, *rows)
    log = workbook(bare / "log.xlsx", [_HEAD, ["Chi bộ Một", "05/01/2023", "Thường kỳ"]])
    assert partytrack("import", log, cwd=bare).returncode == 1
    assert units(bare, "merge", "B2", "B1").returncode == 0
    again = partytrack("import", log, cwd=bare)
    told = again.stdout + again.stderr
    assert "partytrack undo 2" in told, told
    assert partytrack("undo", "2", cwd=bare).returncode == 0
    assert partytrack("import", log, cwd=bare).returncode == 0
    assert meetings_of(bare) == {"B1": 1}
