"""The unattended run, by the real command: what goes in, what is filed where, what is said, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import redirect_stdout
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from filelock import FileLock

from commands import partytrack
from nights import ADMISSIONS, ALL_BAD, FILES, MEETINGS, ONE_BAD, STRANGE, TARGETS, UNITS, committee, files_of, kept, put
from partytrack import messages
from partytrack.cli.main import main
from partytrack.errors import Busy
from partytrack.jobs import night as job
from partytrack.jobs.importing import ImportOptions, import_files
from partytrack.nightly.inbox import Left
from partytrack.store.duckdb import opened as store_opened
from partytrack.workspace import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partytrack.nightly.outcome import Night

END_OF_2023 = "2023-12-31"
NOW = datetime(2026, 11, 25, 2)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a matter of Unix")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("PARTYTRACK_LANG", "PARTYTRACK_WORKSPACE", "PARTYTRACK_STORE", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    yield
    messages.speak("en")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code and what stands on standard output."""
    code = main(list(words))
    return code, capsys.readouterr().out


def night(root: Path, *words: str, as_of: str = END_OF_2023) -> dict[str, Any]:
    printed = io.StringIO()
    with redirect_stdout(printed):
        code = main(["-C", str(root), "nightly", "--as-of", as_of, "-f", "json", *words])
    found: dict[str, Any] = json.loads(printed.getvalue())
    return found | {"code": code}


def run(root: Path, clock: datetime = NOW) -> Night:
    options = job.NightOptions(date(2023, 12, 31), lambda: clock, lambda taken: taken.read.file, wait=0)
    return job.run(opened(root), options)


def undated(names: Any) -> set[str]:
    """Names without the day and digest the night gives them."""
    return {re.sub(r"-[0-9a-f]{8}(?=\.)", "", re.sub(r"\d{4}/|\d{4}-\d\d-\d\d-", "", name)) for name in names}


def test_a_mixed_inbox_is_sorted(tmp_path: Path) -> None:
    root = committee(tmp_path / "a")
    done = night(root)
    assert done["code"] == 3, "a file that cannot be read outranks rejected rows"
    assert undated(files_of(root)) == {
        "archive/don-vi.csv",
        "archive/ket-nap.csv",
        "archive/ket-nap-lan-nua.csv",
        "archive/CB01/mot-dong-sai.csv",
        "rejected/CB01/mot-dong-sai.csv.findings.txt",
        "rejected/CB01/mot-dong-sai.returned.xlsx",
        "rejected/sai-het.csv",
        "rejected/sai-het.csv.findings.txt",
        "rejected/sai-het.returned.xlsx",
        "archive/hop.csv",
        "archive/CB02/khong-hop.csv",
        "rejected/thuc-don.csv",
        "rejected/thuc-don.csv.findings.txt",
        "rejected/hong.xlsx",
        "rejected/hong.xlsx.findings.txt",
    }
    assert done["known_already"] == ["ket-nap.csv"], "the same content twice in one inbox is imported once"
    assert {each["file"]: each["error"] for each in done["set_aside"]} == {
        "hong.xlsx": "file-no-spreadsheet",
        "sai-het.csv": None,
        "thuc-don.csv": None,
    }
    assert {line["file"]: (line["new"], line["rejected"]) for line in done["imports"]} == {
        "don-vi.csv": (2, 0),
        "ket-nap-lan-nua.csv": (2, 0),
        "mot-dong-sai.csv": (1, 1),
        "sai-het.csv": (0, 1),
        "hop.csv": (2, 0),
        "khong-hop.csv": (0, 0),
    }
    assert {(target, period): status for _, _, target, period, status, _ in kept(root)["verdicts"]} == {
        ("admitted", "2023"): "met",
        ("held", "2023"): "met",
    }


def test_a_name_says_when_a_file_came_and_its_content_is_untouched(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"CB01/họp.csv": MEETINGS})
    run(root)
    ((name, content),) = files_of(root).items()
    assert re.fullmatch(r"archive/2026/CB01/2026-11-25-họp-[0-9a-f]{8}\.csv", name)
    assert content == MEETINGS.encode()


def test_other_contents_of_one_name_on_one_day_stand_side_by_side(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": MEETINGS})
    run(root)
    put(root / "inbox", {"a.csv": MEETINGS.replace("10,9", "10,8")})
    run(root)
    assert sorted(files_of(root).values()) == sorted([MEETINGS.encode(), MEETINGS.replace("10,9", "10,8").encode()])


def test_nothing_in_the_archive_is_overwritten(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": MEETINGS})
    run(root)
    ((archived, _),) = files_of(root).items()
    (root / archived).write_text("edited", encoding="utf-8")
    put(root / "inbox", {"a.csv": MEETINGS})
    run(root)
    assert files_of(root) == {archived: b"edited", archived.replace(".csv", "-2.csv"): MEETINGS.encode()}


@pytest.mark.parametrize(
    ("files", "code"),
    [
        pytest.param({"a.csv": UNITS}, 0, id="all went in"),
        pytest.param({"a.csv": UNITS, "b.csv": ONE_BAD}, 1, id="a row was rejected"),
        pytest.param({"a.csv": ALL_BAD}, 1, id="all rows were rejected"),
        pytest.param({"a.csv": STRANGE}, 1, id="nothing was recognised"),
        pytest.param({"a.xlsx": "no spreadsheet", "b.csv": ONE_BAD}, 3, id="a file cannot be read"),
        pytest.param({}, 0, id="nothing waits"),
    ],
)
def test_the_exit_code_by_the_files(files: dict[str, str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = committee(tmp_path / "a", files)
    assert main(["-C", str(root), "nightly", "--as-of", "2021-01-01"]) == code


@pytest.mark.parametrize(
    ("settings", "words", "code"),
    [
        pytest.param("", [], 1, id="missed, by default"),
        pytest.param("", ["--fail-on", "never"], 0, id="never"),
        pytest.param(", fail_on: [never]", [], 0, id="never, by the settings"),
        pytest.param(", fail_on: [no-data]", [], 0, id="another status, by the settings"),
        pytest.param(", fail_on: [never]", ["--fail-on", "missed"], 1, id="the command line before the settings"),
    ],
)
def test_the_exit_code_by_the_targets(
    settings: str, words: list[str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = committee(tmp_path / "a", {"a.csv": UNITS, "b.csv": ADMISSIONS, "c.csv": MEETINGS}, f"nightly: {{quiet_seconds: 0{settings}}}\n")
    assert main(["-C", str(root), "nightly", "--as-of", END_OF_2023, *words]) == code  # two of three were admitted


def test_the_line_names_what_changed_and_then_there_is_nothing_to_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = committee(tmp_path / "a", {"don-vi.csv": UNITS, "ket-nap.csv": ADMISSIONS})
    words = ("-C", str(root), "nightly", "--as-of", END_OF_2023)
    assert said(capsys, *words) == (
        1,
        "2023-12-31: 2 files imported (don-vi.csv, ket-nap.csv); term 2020-2025: ✗ 1 missed, ? 1 no data.\n",
    )
    assert said(capsys, *words, "-q") == (1, "")
    assert said(capsys, *words) == (1, "2023-12-31: nothing has changed; term 2020-2025: ✗ 1 missed, ? 1 no data.\n")
    put(root / "inbox", {"them.csv": ADMISSIONS.replace("Nguyễn Văn Thử", "Võ Văn Thêm").replace("Trần Thị Mẫu", "Bùi Thị Thêm")})
    change = "1 target stands otherwise: “Kết nạp đảng viên mới” 2023: missed → met"
    assert said(capsys, *words, "-q") == (
        0,
        f"2023-12-31: 1 file imported (them.csv); {change}; term 2020-2025: ✓ 1 met, ? 1 no data.\n",
    )


def test_what_was_imported_and_taken_back_by_hand_is_told_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = committee(tmp_path / "a", {"don-vi.csv": UNITS})
    night(root)
    put(root, {"ket-nap.csv": ADMISSIONS})
    main(["-C", str(root), "import", str(root / "ket-nap.csv")])
    main(["-C", str(root), "undo", "2"])
    capsys.readouterr()
    _, line = said(capsys, "-C", str(root), "nightly", "--as-of", END_OF_2023)
    assert "1 file imported (ket-nap.csv); 1 import taken back (ket-nap.csv)" in line


def test_only_terms_in_force_are_judged(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"don-vi.csv": UNITS})
    (root / "targets" / "old.yaml").write_text(
        TARGETS.replace("2020-2025", "2015-2020")
        .replace("from: 2020-08-11", "from: 2015-01-01")
        .replace("through: 2025-08-10", "through: 2020-08-10")
        .replace("years: [2021, 2022, 2023, 2024, 2025]", "years: [2016, 2017]")
        .replace("years: [2023]", "years: [2016]")
    )
    assert [each["term"] for each in night(root, as_of="2020-08-10")["terms"]] == ["2015-2020"]
    assert [each["term"] for each in night(root, as_of="2020-08-11")["terms"]] == ["2020-2025"]
    assert night(root, as_of="2025-08-11")["terms"] == []


def test_a_target_file_that_is_not_valid_does_not_keep_the_files_out(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"don-vi.csv": UNITS})
    (root / "targets" / "wrong.yaml").write_text("term: 2025-2030\nfrom: 2025-08\nthrough: 2030-08\ntargets: [{id: a, goul: 1}]\n")
    done = partytrack("-C", root, "nightly", "--as-of", END_OF_2023)
    assert done.returncode == 2
    assert "wrong.yaml:4:" in done.stderr
    assert "1 file imported (don-vi.csv)" in done.stdout
    assert "term 2020-2025:" in done.stdout, "the term whose file is valid is judged"
    assert undated(files_of(root)) == {"archive/don-vi.csv"}


def test_the_findings_tell_every_problem_in_the_language_of_the_workspace(tmp_path: Path) -> None:
    many = ADMISSIONS + "".join(f"Người Thứ {number},31/02/1990,Chi bộ Một,05/03/2023\n" for number in range(250))
    root = committee(tmp_path / "a", {"a.csv": many, "b.xlsx": "no spreadsheet"}, "language: vi\nnightly: {quiet_seconds: 0}\n")
    partytrack("-C", root, "nightly", "--as-of", END_OF_2023, lang="")
    found = {re.sub(r"-[0-9a-f]{8}", "", path.name): path for path in (root / "rejected").glob("*.txt")}
    rows, whole = (found[f"{name}.findings.txt"].read_text(encoding="utf-8-sig") for name in ("a.csv", "b.xlsx"))
    assert rows.count("“31/02/1990” không phải là ngày có thật") == 250
    assert "a.csv!a!B253: ✗ lỗi: " in rows
    assert "250 bị từ chối" in rows
    assert "b.xlsx không phải là bảng tính" in whole
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in found.values()} == {0o600}
        assert stat.S_IMODE((root / "archive").stat().st_mode) == 0o700


def test_what_a_night_gives_back_goes_in_once_it_is_corrected(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": ADMISSIONS + "Người Thứ Ba,31/02/1990,Chi bộ Một,05/03/2023\n"})
    assert night(root)["imports"][0]["rejected"] == 1
    (back,) = (root / "rejected").glob("a-*.returned.xlsx")
    if os.name == "posix":
        assert stat.S_IMODE(back.stat().st_mode) == 0o600
    book = openpyxl.load_workbook(back)
    sheet = book.worksheets[1]
    (wrong,) = (cell for row in sheet.iter_rows() for cell in row if cell.comment and "31/02/1990" in cell.comment.text)
    wrong.value = "28/02/1990"
    book.save(root / "inbox" / back.name)
    done = night(root)
    assert [(line["new"], line["rejected"]) for line in done["imports"]] == [(1, 0)]
    assert done["code"] != 3
    assert [line[-1] for line in kept(root)["imports"]] == [None, 1], "the second corrects the first"
    assert not list((root / "inbox").iterdir())


# --- what is left ---


def test_a_file_that_grows_while_it_is_watched_is_left_and_said(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"old.csv": UNITS}, "nightly: {quiet_seconds: 1.5}\n")
    growing = root / "inbox" / "growing.csv"
    script = f"""
import sys, time
with open({str(growing)!r}, "w", encoding="utf-8") as file:
    for line in range(10000):
        file.write("a line\\n"); file.flush()
        if line == 0: print("begun", flush=True)
        time.sleep(0.05)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        done = night(root)
        writer.kill()
    assert done["left"] == [{"file": "growing.csv", "reason": "growing"}]
    assert growing.exists()
    assert undated(files_of(root)) == {"inbox/growing.csv", "archive/old.csv"}


def test_a_file_put_there_a_moment_ago_is_waited_for(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {}, "nightly: {quiet_seconds: 0.3}\n")
    (root / "inbox" / "a.csv").write_text(UNITS, encoding="utf-8")
    done = night(root)
    assert done["left"] == []
    assert undated(files_of(root)) == {"archive/a.csv"}


def test_a_file_that_changed_after_it_was_read_stays(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": ONE_BAD, "b.csv": MEETINGS})

    def told(_: Any) -> str:
        put(root / "inbox", {"b.csv": MEETINGS + "Chi bộ Hai,05/01/2023,thường kỳ,10,9\n"})
        return ""

    done = job.run(opened(root), job.NightOptions(date(2023, 12, 31), lambda: NOW, told))
    assert done.left == {"b.csv": Left.GROWING}
    assert (root / "inbox" / "b.csv").exists()
    after = run(root)
    assert [line.new for line in after.imports] == [1], "the row that came later is imported with the next night"
    assert not (root / "inbox" / "b.csv").exists()


def test_what_is_open_hidden_or_temporary_is_left(tmp_path: Path) -> None:
    files = {"a.xlsx": "open in Excel", "~$a.xlsx": "", ".hidden.csv": UNITS, "b.csv.part": UNITS, ".sync/c.csv": UNITS}
    root = committee(tmp_path / "a", files)
    done = night(root)
    assert (done["code"], done["left"]) == (0, [{"file": "a.xlsx", "reason": "open"}])
    assert set(files_of(root)) == {f"inbox/{name}" for name in files}


@POSIX
def test_links_are_left_and_not_followed(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {})
    put(tmp_path / "elsewhere", {"a.csv": UNITS})
    (root / "inbox" / "link.csv").symlink_to(tmp_path / "elsewhere" / "a.csv")
    (root / "inbox" / "folder").symlink_to(tmp_path / "elsewhere")
    assert run(root).left == {"link.csv": Left.LINK}
    assert (tmp_path / "elsewhere" / "a.csv").exists()


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_stays_and_is_an_error(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": UNITS, "b.csv": MEETINGS})
    (root / "inbox" / "a.csv").chmod(0)
    done = night(root)
    assert (done["code"], done["left"]) == (3, [{"file": "a.csv", "reason": "locked"}])
    assert undated(set(files_of(root)) - {"inbox/a.csv"}) == {"archive/b.csv"}


@POSIX
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": UNITS})
    os.mkfifo(root / "inbox" / "pipe.csv")
    assert [line.file for line in run(root).imports] == ["a.csv"]


OTHER_DISK = Path("/dev/shm")  # noqa: S108 - a disk of its own on Linux


@pytest.mark.skipif(
    not OTHER_DISK.is_dir() or OTHER_DISK.stat().st_dev == Path(tempfile.gettempdir()).stat().st_dev, reason="there is one disk only"
)
def test_an_archive_on_another_disk(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": UNITS})
    with tempfile.TemporaryDirectory(dir=OTHER_DISK) as folder:
        (root / "archive").symlink_to(folder)
        run(root)
        ((name, content),) = ((path.name, path.read_bytes()) for path in Path(folder).rglob("*") if path.is_file())
    assert (undated([name]), content) == ({"a.csv"}, UNITS.encode())
    assert list((root / "inbox").iterdir()) == []


# --- sent again ---


def test_a_file_sent_again_another_night_is_known_and_archived(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": UNITS})
    night(root)
    put(root / "inbox", {"b.csv": UNITS})
    done = night(root)
    assert (done["known_already"], done["imports"], done["code"]) == (["b.csv"], [], 0)
    assert undated(files_of(root)) == {"archive/a.csv", "archive/b.csv"}


def test_a_file_whose_rows_were_all_rejected_is_set_aside_again(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": ALL_BAD})
    night(root)
    before = files_of(root)
    put(root / "inbox", {"a.csv": ALL_BAD})
    done = night(root)
    assert [each["file"] for each in done["set_aside"]] == ["a.csv"]
    assert files_of(root) == before


def test_a_night_that_follows_one_cut_short_tells_what_that_one_imported(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": UNITS, "b.csv": ONE_BAD})
    paths = [root / "inbox" / "a.csv", root / "inbox" / "b.csv"]
    import_files(opened(root), paths, ImportOptions(), NOW)  # and then the power failed
    done = run(root)
    assert [(line.file, line.rejected) for line in done.imports] == [("a.csv", 0), ("b.csv", 1)]
    assert done.repeated == []
    assert done.rejecting == 1


# --- around it ---


def test_one_night_at_a_time(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    root = committee(tmp_path / "a", {"a.csv": UNITS})
    (root / ".partytrack").mkdir()
    with FileLock(root / ".partytrack" / "nightly.lock"):
        with pytest.raises(Busy):
            run(root)
        monkeypatch.setattr("partytrack.nightly.lock.WAIT", 0.1)
        assert main(["-C", str(root), "nightly"]) == 75
        assert "Another night is running" in capsys.readouterr().err
    assert set(files_of(root)) == {"inbox/a.csv"}
    assert main(["-C", str(root), "nightly"]) == 0


@POSIX
def test_it_needs_no_terminal_no_input_and_no_environment(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"họp.csv": MEETINGS}, "language: vi\nnightly: {quiet_seconds: 0}\n")
    command = f'env -i LANG=C COLUMNS=20 "{sys.executable}" -m partytrack -C "{root}" nightly --as-of {END_OF_2023} <&-'
    done = subprocess.run(["sh", "-c", command], capture_output=True, encoding="utf-8", check=False, cwd="/")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("31/12/2023: đã nhập 1 tệp (họp.csv); ")
    assert len(done.stdout.splitlines()) == 1


@POSIX
def test_the_crontab_line_runs_a_night(tmp_path: Path) -> None:
    root = committee(tmp_path / "Đảng bộ 100%", FILES)
    bin_ = Path(sys.executable).parent
    printed = subprocess.run(
        [bin_ / "partytrack", "-C", root, "schedule", "print", "--cron", "--mail-to", "office@example.org"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    receiver, line = printed.splitlines()
    assert receiver == "MAILTO=office@example.org"
    command = line.split(None, 5)[5].replace("\\%", "%")  # as cron hands it to the shell
    done = subprocess.run(
        ["env", "-i", "HOME=/", "LOGNAME=x", "SHELL=/bin/sh", "PATH=/usr/bin:/bin", "/bin/sh", "-c", command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd="/",
    )
    assert (done.returncode, done.stderr) == (3, "")
    assert len(done.stdout.splitlines()) == 1
    assert not [name for name in files_of(root) if name.startswith("inbox/")]
    assert len([name for name in files_of(root) if name.startswith("archive/")]) == 6


def test_where_nothing_waits_nothing_heavy_is_loaded(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": UNITS})
    night(root)
    heavy = ("pandas", "python_calamine", "openpyxl", "pydantic", "sqlglot", "yaml")
    (root / "partytrack.yaml").write_text("", encoding="utf-8")
    night(root)  # reads the target files once more, for the settings are others now
    code = (
        "import sys; from partytrack.cli.main import main; main(sys.argv[1:]); "
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "-C", root, "nightly", "--as-of", END_OF_2023], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"


def test_the_last_line_can_be_kept_in_a_file(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": UNITS})
    partytrack("-C", root, "nightly", "--as-of", END_OF_2023)
    done = partytrack("-C", root, "nightly", "--as-of", END_OF_2023, "-q", "-o", root / "reports" / "nightly.txt")
    assert done.stdout == ""
    assert (root / "reports" / "nightly.txt").read_text(encoding="utf-8").startswith("2023-12-31: nothing has changed; ")


def test_plain_lines_for_scripts(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {"a.csv": UNITS, "b.csv": STRANGE})
    done = partytrack("-C", root, "nightly", "--as-of", END_OF_2023, "-f", "plain")
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert [line[:2] for line in lines] == [["event", "name"], ["imported", "a.csv"], ["set-aside", "b.csv"]]


def test_a_term_that_comes_into_force_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = committee(tmp_path / "a", {"a.csv": UNITS, "b.csv": ADMISSIONS})
    words = ("-C", str(root), "nightly", "-q")
    assert said(capsys, *words, "--as-of", "2020-08-10")[1].endswith("; no term is in force.\n")
    code, line = said(capsys, *words, "--as-of", END_OF_2023)
    assert code == 1
    assert "“Kết nạp đảng viên mới” 2023: not due yet → missed" in line


@POSIX
def test_interrupted_it_leaves_everything_where_it_was(tmp_path: Path) -> None:
    root = committee(tmp_path / "a", {}, "nightly: {quiet_seconds: 30}\n")
    (root / "inbox" / "a.csv").write_text(UNITS, encoding="utf-8")
    command = [sys.executable, "-m", "partytrack", "-C", str(root), "nightly"]
    # A shell starts what runs in the background with interrupts ignored, and the suite may run there.
    pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)) as process:  # noqa: PLW1509
        while not (root / "reports").exists():
            time.sleep(0.01)
        time.sleep(2)  # by then it waits for the file to be quiet
        process.send_signal(signal.SIGINT)
        printed, told = process.communicate()
    assert (process.returncode, printed, told) == (130, b"", b"")
    assert set(files_of(root)) == {"inbox/a.csv"}
    assert not (root / ".partytrack" / "store.duckdb").exists()


def test_a_file_of_which_nothing_went_in_is_not_told_as_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = committee(tmp_path / "a", {"a.csv": ALL_BAD, "b.csv": UNITS, "c.csv": ONE_BAD})
    _, line = said(capsys, "-C", str(root), "nightly", "--as-of", END_OF_2023)
    told = "2 files imported (b.csv, c.csv); 2 rows rejected (a.csv, c.csv); 1 file set aside in “rejected” (a.csv); "
    assert line.startswith(f"2023-12-31: {told}")


# --- the rules of data quality ---

ROSTER = """\
DANH SÁCH ĐẢNG VIÊN,,,,
(Tính đến ngày 31/12/2022),,,,
Họ và tên,Số thẻ,Đơn vị,Ngày vào Đảng,Ngày chính thức
Nguyễn Văn Thử,0001,Chi bộ Một,01/06/2020,01/05/2020
"""
MENDED = ROSTER.replace("01/05/2020", "01/06/2021")
NO_TARGETS = TARGETS.partition("targets:")[0] + "targets: []\n"


def test_the_night_runs_the_rules_and_says_how_the_data_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = committee(tmp_path / "a", {"don-vi.csv": UNITS, "ds.csv": ROSTER})
    (root / "targets" / "2020-2025.yaml").write_text(NO_TARGETS, encoding="utf-8")
    words = ("-C", str(root), "nightly", "--as-of", END_OF_2023)
    standing = "term 2020-2025: nothing to judge"
    first = said(capsys, *words)
    assert first == (1, f"2023-12-31: 2 files imported (don-vi.csv, ds.csv); data: 1 error, 0 warnings; {standing}.\n")
    assert said(capsys, *words, "-q") == (1, "")  # as before
    assert said(capsys, *words) == (1, f"2023-12-31: nothing has changed; data: 1 error, 0 warnings; {standing}.\n")
    put(root / "inbox", {"ds.csv": MENDED})
    mended = said(capsys, *words, "-q")
    assert mended == (0, f"2023-12-31: 1 file imported (ds.csv); data: 1 error, 0 warnings → 0 errors, 0 warnings; {standing}.\n")
    assert said(capsys, *words, "-q") == (0, "")
    assert night(root)["data"] == {"errors": 0, "warnings": 0}


def test_a_night_from_before_there_were_rules_is_no_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = committee(tmp_path / "a", {"don-vi.csv": UNITS, "ket-nap.csv": ADMISSIONS})
    night(root)
    with store_opened(root / ".partytrack" / "store.duckdb", writing=True) as store:
        store.rows("UPDATE runs SET errors = NULL, warnings = NULL")
    assert said(capsys, "-C", str(root), "nightly", "--as-of", END_OF_2023, "-q")[1] == ""


def test_warnings_of_the_data_do_not_fail_a_night(tmp_path: Path) -> None:
    twice = ROSTER.replace("01/05/2020", "01/05/2021")
    root = committee(tmp_path / "a", {"don-vi.csv": UNITS, "ds.csv": twice})
    (root / "targets" / "2020-2025.yaml").write_text(NO_TARGETS, encoding="utf-8")
    done = night(root)
    assert (done["data"], done["code"]) == ({"errors": 0, "warnings": 1}, 0)
