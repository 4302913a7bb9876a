"""The edge of the command line: languages, wrong usage, exit codes, what goes where. The real commands are run."""

from __future__ import annotations

import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from partytrack import messages
from partytrack.cli.app import app
from partytrack.cli.main import language, main
from partytrack.cli.spoken import spoken as in_words

if TYPE_CHECKING:
    from collections.abc import Iterator


COMMANDS = (
    ("init",),
    ("inspect",),
    ("import",),
    ("imports",),
    ("undo",),
    ("check",),
    ("demo",),
    ("targets", "list"),
    ("targets", "show"),
    ("targets", "lint"),
    ("nightly",),
    ("schedule", "print"),
)
VIETNAMESE = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĐ]")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No workspace above, no language chosen by the machine, and English again afterwards."""
    for name in ("PARTYTRACK_LANG", "PARTYTRACK_WORKSPACE", "PARTYTRACK_STORE", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    yield
    messages.speak("en")


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "partytrack", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("command", [(), *COMMANDS], ids=" ".join)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_help_is_in_one_language_and_ends_with_an_example(command: tuple[str, ...], lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", lang, *command, "--help"]) == 0
    shown = capsys.readouterr().out
    said, example = shown.split("Ví dụ:" if lang == "vi" else "Example:")
    assert " ".join(("partytrack", *command)) in example
    assert bool(VIETNAMESE.search(said)) is (lang == "vi")
    if lang == "vi":
        assert not re.search(r"(?<!-)\b(the|of|this|Usage|Options|Arguments|Commands|Show)\b", said)


@pytest.mark.parametrize(
    ("command", "usage", "argument"),
    [
        pytest.param(("init",), "[DIR]", "DIR", id="may be left out"),
        pytest.param(("import",), "FILE...", "FILE...", id="one or more"),
        pytest.param(("targets", "lint"), "[FILE...]", "FILE...", id="none or more"),
        pytest.param(("undo",), "ID", "ID", id="exactly one"),
    ],
)
def test_arguments_are_named_without_types_and_doubled_brackets(
    command: tuple[str, ...], usage: str, argument: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--lang", "en", *command, "--help"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"Usage: partytrack {' '.join(command)} [OPTIONS] {usage}"
    named = lines[lines.index("Arguments:") + 1]
    assert named.split("  ")[1] == argument


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["import"], "Lỗi: Thiếu TỆP.", id="no file"),
        pytest.param(["undo"], "Lỗi: Thiếu MÃ.", id="no number"),
        pytest.param(["undo", "x"], "Lỗi: MÃ: “x” không phải là số nguyên.", id="not a number"),
        pytest.param(["demo", "x"], "Lỗi: TÊN: không có “x”.", id="no such sample"),
    ],
)
def test_errors_name_arguments_as_the_help_page_does(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "vi", *words]) == 2
    assert capsys.readouterr().err.splitlines()[0] == said


@pytest.mark.parametrize(
    ("words", "said", "advice"),
    [
        pytest.param(["check", "--hlp"], "There is no option --hlp.", "Did you mean --help?", id="misspelt option"),
        pytest.param(
            ["check", "--workspace", "x"],
            "There is no option --workspace.",
            "It stands before the command: partytrack --workspace … check",
            id="an option of the program itself",
        ),
        pytest.param(["check", "-z"], "There is no option -z.", "See: partytrack check --help", id="unknown short option"),
        pytest.param(["chek"], "There is no command “chek”.", "Did you mean check?", id="misspelt command"),
        pytest.param(["frobnicate"], "There is no command “frobnicate”.", "See: partytrack --help", id="unknown command"),
        pytest.param(["-C", "check", "chek"], "There is no command “chek”.", "Did you mean check?", id="misspelt command, the folder is called like one"),
        pytest.param(["chek", "units"], "There is no command “chek”.", "Did you mean check?", id="misspelt command before another"),
        pytest.param(["targets", "lst"], "There is no command “lst”.", "Did you mean list?", id="misspelt command of a group"),
        pytest.param(["targets"], "Missing command.", "See: partytrack targets --help", id="group without command"),
        pytest.param(["check", "--term"], "The option --term needs a value.", "See: partytrack --help", id="option without value"),
        pytest.param(["import", "--full=3", "a"], "The option --full takes no value.", "See: partytrack --help", id="flag with value"),
        pytest.param(["import"], "FILE is missing.", "See: partytrack import --help", id="argument missing"),
        pytest.param(["check", "x"], "What is x? It was not expected here.", "See: partytrack check --help", id="argument too many"),
        pytest.param(["check", "--as-of", "30/02/2023"], "--as-of: “30/02/2023” is not a day.", "Write it as 2023-12-31 or 31/12/2023.", id="no such day"),
        pytest.param(["check", "--as-of", "2023"], "--as-of: “2023” is not a day.", "Write it as 2023-12-31 or 31/12/2023.", id="a year is no day"),
        pytest.param(["check", "--year", "x"], "--year: “x” is not a whole number.", "Write digits only.", id="no number"),
        pytest.param(["check", "--by", "sector"], "--by: “sector” is not known.", "Write one of: unit.", id="by something else"),
        pytest.param(["check", "--fail-on", "never,missed"], "--fail-on: “never” is not known.", "Write one of: missed, behind, no-data.", id="never and more"),
        pytest.param(["check", "--fail-on", "bad"], "--fail-on: “bad” is not known.", "Write one of: missed, behind, no-data, never.", id="unknown status"),
        pytest.param(["check", "-f", "html"], "--format: “html” is not known.", "Write one of: table, plain, json, csv, markdown.", id="unknown format"),
        pytest.param(["check", "-o", "x.docx"], "The ending .docx does not say a format this command can write.", "Name the format with --format: table, plain, json, csv, markdown.", id="unknown ending"),
        pytest.param(["import", "a.xlsx", "--map", "x"], "--map: “x” does not have the form name=value.", None, id="map without sign"),
        pytest.param(["--lang", "fr", "check"], "--lang: “fr” is not known.", "Write one of: vi, en.", id="unknown language"),
        pytest.param(["check"], None, "Make one with: partytrack init, or name one with -C.", id="no workspace"),
        pytest.param(["undo", "x"], "ID: “x” is not a whole number.", "Write digits only.", id="undo of no number"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_message_on_stderr(
    words: list[str], said: str | None, advice: str | None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    if words[0] == "import":
        (tmp_path / "partytrack.yaml").write_text("", encoding="utf-8")
    assert main(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    lines = shown.err.splitlines()
    assert len(lines) == 2
    assert said is None or lines[0] == f"Error: {said}"
    assert advice is None or lines[1] == f"  {advice}"


def test_wrong_usage_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "vi", "check", "--hlp"]) == 2
    assert capsys.readouterr().err == "Lỗi: Không có tùy chọn --hlp.\n  Ý bạn là --help?\n"


def test_alone_it_shows_the_help_page_and_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Commands:" in shown.err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert re.fullmatch(r"partytrack \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("words", "environment", "settings", "expected"),
    [
        pytest.param(["--lang", "en"], {"PARTYTRACK_LANG": "vi"}, "language: vi", "en", id="flag before environment"),
        pytest.param(["--lang=vi"], {"PARTYTRACK_LANG": "en"}, "", "vi", id="flag with equals"),
        pytest.param([], {"PARTYTRACK_LANG": "en", "LANG": "vi_VN.UTF-8"}, "language: vi", "en", id="environment before workspace"),
        pytest.param([], {"LANG": "en_US.UTF-8"}, "language: vi", "vi", id="workspace before system"),
        pytest.param([], {"LANG": "en_US.UTF-8"}, "# x\nlanguage: 'vi'  # y", "vi", id="workspace, quoted"),
        pytest.param([], {"LANG": "vi_VN.UTF-8"}, "", "vi", id="Vietnamese system"),
        pytest.param([], {"LC_ALL": "C", "LANG": "vi_VN.UTF-8"}, "", "en", id="LC_ALL before LANG"),
        pytest.param([], {"LANG": "de_DE.UTF-8"}, "", "en", id="another system"),
        pytest.param([], {}, None, "en", id="nothing known"),
        pytest.param([], {"PARTYTRACK_LANG": "fr"}, "language: vi", "vi", id="a language nobody speaks is passed over"),
    ],
)
def test_which_language_is_spoken(
    words: list[str], environment: dict[str, str], settings: str | None, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    if settings is not None:
        (tmp_path / "partytrack.yaml").write_text(settings, encoding="utf-8")
    assert language(words) == expected


def test_the_language_of_a_workspace_named_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "partytrack.yaml").write_text("language: vi\n", encoding="utf-8")
    assert language(["-C", "there", "check"]) == "vi"
    assert language(["--workspace=there", "check"]) == "vi"
    assert language(["check"]) == "en"


def test_utf8_on_a_machine_that_speaks_ascii() -> None:
    done = run("--lang", "vi", "--help", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0
    assert "Các lệnh:" in done.stdout


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f"{sys.executable} -m partytrack --help | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
    assert done.stderr == ""


def test_init_makes_a_workspace_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "committee"]) == 0
    made = capsys.readouterr().out.splitlines()
    assert len(made) == 2
    assert all((tmp_path / path).is_file() for path in made)
    assert main(["init", "committee"]) == 2
    assert capsys.readouterr().err.startswith("Error: committee is a workspace already.")
    assert main(["-C", "committee", "targets", "lint"]) == 0
    assert main(["-C", "committee", "imports"]) == 0
    assert capsys.readouterr().out == "Nothing has been imported yet.\n"


def test_a_file_is_written_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    main(["init", "."])
    assert main(["imports", "-o", "imports.json"]) == 0
    assert (tmp_path / "imports.json").read_text(encoding="utf-8").startswith('{\n "schema": "partytrack.imports/1"')
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "imports.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".imports")] == []


def test_a_file_that_cannot_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", "."])
    capsys.readouterr()
    assert main(["imports", "-o", "nowhere/imports.csv"]) == 3
    assert "nowhere/imports.csv cannot be written" in capsys.readouterr().err.replace("\\", "/")
    assert main(["--lang", "vi", "imports", "-o", "nowhere/imports.csv"]) == 3
    assert "such file" not in capsys.readouterr().err


def test_the_words_of_an_app_are_made_anew_for_each_run() -> None:
    messages.speak("vi")
    vietnamese = in_words(app, []).help
    messages.speak("en")
    assert in_words(app, []).help != vietnamese


def test_only_the_command_that_is_called_is_made() -> None:
    every = set(in_words(app, []).commands)
    assert {"check", "units", "import"} < every
    for words in (["check"], ["-C", "units", "check", "import"], ["--lang=vi", "-Cunits", "check", "--help"]):
        assert set(in_words(app, words).commands) == {"check"}
    assert set(in_words(app, ["units", "list"]).commands) == {"units"}
    for words in (["--help", "check"], ["chek", "units"], ["-x", "check"], ["-C", "check"]):
        assert set(in_words(app, words).commands) == every


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize("words", [["--help"], ["imports"], ["check"], ["demo", "-q"], ["schedule", "print", "--cron"]], ids=" ".join)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_full_disk_behind_standard_output_is_said(tmp_path: Path, words: list[str], language: str) -> None:
    started(tmp_path)
    done = shell(tmp_path, f"{PROGRAM} --lang {language} {' '.join(words)} > /dev/full")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    wanted = {"en": "The result cannot be written: the disk is full.", "vi": "Không ghi được kết quả"}[language]
    assert wanted in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed in a shell of Unix")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", [["--help"], ["imports"], ["check"], ["nightly"], ["no-such"]], ids=" ".join)
def test_streams_that_are_closed_hurt_nothing(tmp_path: Path, words: list[str], closed: str) -> None:
    started(tmp_path)
    wanted = shell(tmp_path, f"{PROGRAM} {' '.join(words)}").returncode
    done = shell(tmp_path, f"{PROGRAM} {' '.join(words)} {closed}")
    assert done.returncode == wanted
    assert "Traceback" not in done.stderr
    again = shell(tmp_path, f"{PROGRAM} imports")
    assert (again.returncode, again.stderr) == (0, "")


PROGRAM = shlex.join([sys.executable, "-m", "partytrack"])


def started(folder: Path) -> None:
    """A workspace with a term and nothing in its store."""
    (folder / "targets").mkdir()
    (folder / "targets" / "term.yaml").write_text(
        "term: 2020-2025\nfrom: 2020-08-11\nthrough: 2025-08-10\nyears: [2021]\n"
        "targets:\n  - {id: a, title: A, count: admissions, goal: '>= 1', every: year}\n",
        encoding="utf-8",
    )


def shell(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C"}
    return subprocess.run(
        ["/bin/sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
