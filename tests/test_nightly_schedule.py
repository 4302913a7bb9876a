"""The lines for cron, systemd and Windows: whatever stands in a path, what is run is the command meant."""

from __future__ import annotations

import re
import shlex
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partytrack import messages
from partytrack.cli.main import main
from partytrack.nightly import schedule
from partytrack.nightly.schedule import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = ("/opt/partytrack/bin/partytrack",)
ODD = "/srv/Đảng bộ 1/100% \"tốt\" 'x' $HOME \\"


@pytest.fixture(autouse=True)
def _workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("PARTYTRACK_LANG", "PARTYTRACK_WORKSPACE", "PARTYTRACK_STORE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "partytrack.yaml").touch()
    monkeypatch.chdir(tmp_path)
    yield
    messages.speak("en")


def plan(folder: Any, **more: Any) -> Plan:
    return Plan(more.pop("program", PROGRAM), folder, 2, 5, **more)


def as_cron_runs_it(line: str) -> list[str]:
    r"""The words a crontab line runs: cron ends the command at the first bare `%` and makes `\%` a `%`; then comes the shell."""
    command = line.split(None, 5)[5]
    given, index = "", 0
    while index < len(command):
        if command[index] == "%":
            break
        if command[index] == "\\" and command[index + 1 : index + 2] == "%":
            index += 1
        elif command[index] == "\\":  # it stays, and so does what follows it, a backslash or not
            given += command[index]
            index += 1
        given += command[index]
        index += 1
    return shlex.split(given)


@pytest.mark.parametrize(
    ("folder", "written"),
    [
        pytest.param("/srv/committee", "/srv/committee", id="nothing to quote"),
        pytest.param("/srv/my committee", "'/srv/my committee'", id="a blank"),
        pytest.param("/srv/Đảng bộ", "'/srv/Đảng bộ'", id="Vietnamese letters"),
        pytest.param("/srv/100%", r"/srv/100\%", id="a per cent sign at the end"),
        pytest.param("/srv/5% a", r"/srv/5\%' a'", id="a per cent sign and a blank"),
        pytest.param("/srv/$HOME", "'/srv/$HOME'", id="no variable"),
    ],
)
def test_a_crontab_line(folder: str, written: str) -> None:
    line = schedule.cron(plan(PurePosixPath(folder)))
    assert line == f"5 2 * * *  /opt/partytrack/bin/partytrack -C {written} nightly -q\n"
    assert as_cron_runs_it(line) == [*PROGRAM, "-C", folder, "nightly", "-q"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\r\0/"), min_size=1))
def test_cron_runs_the_command_meant_whatever_the_folder_is_called(name: str) -> None:
    folder = PurePosixPath("/srv") / name
    line = schedule.cron(plan(folder, language="vi", program=("/opt/a b/python", "-m", "partytrack")))
    assert as_cron_runs_it(line) == ["/opt/a b/python", "-m", "partytrack", "--lang", "vi", "-C", str(folder), "nightly", "-q"]


def test_who_gets_the_mail_stands_above() -> None:
    assert schedule.cron(plan(PurePosixPath("/srv/a"), mail_to="office@example.org")).splitlines()[0] == "MAILTO=office@example.org"


def test_the_units_of_systemd() -> None:
    service, timer = schedule.systemd(plan(PurePosixPath("/srv/Đảng bộ 5%"), language="vi")).split("\n\n# ~/")
    assert service.startswith("# ~/.config/systemd/user/partytrack-dang-bo-5.service\n[Unit]\n")
    assert 'ExecStart=/opt/partytrack/bin/partytrack --lang vi -C "/srv/Đảng bộ 5%%" nightly -q\n' in service
    assert "SuccessExitStatus=1" in service
    assert timer.startswith(".config/systemd/user/partytrack-dang-bo-5.timer\n")
    assert "OnCalendar=*-*-* 02:05:00\nPersistent=true\n" in timer


def test_what_a_unit_explains_is_said_in_the_readers_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "partytrack.yaml").touch()
    for language, said in (("en", "so that it runs while nobody is logged in"), ("vi", "để vẫn chạy khi không có ai đăng nhập")):
        assert main(["--lang", language, "-C", str(tmp_path), "schedule", "print", "--systemd"]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == f"# loginctl enable-linger    {said}"


def test_a_unit_escapes_what_acts_there() -> None:
    units = schedule.systemd(plan(PurePosixPath(ODD)))
    assert r"""-C "/srv/Đảng bộ 1/100%% \"tốt\" 'x' $$HOME \\" nightly""" in units


def in_c(line: str) -> list[str]:
    """The words of a line as the C library of Windows parts them."""
    words: list[str] = []
    word, quoted, index = None, False, 0
    while index < len(line):
        sign = line[index]
        if sign == "\\":
            run = len(line[index:]) - len(line[index:].lstrip("\\"))
            index += run
            if line[index : index + 1] == '"':
                word = (word or "") + "\\" * (run // 2)
                if run % 2:
                    word += '"'
                    index += 1
            else:
                word = (word or "") + "\\" * run
            continue
        if sign == '"':
            quoted = not quoted
            word = word or ""
        elif sign in " \t" and not quoted:
            if word is not None:
                words.append(word)
            word = None
        else:
            word = (word or "") + sign
        index += 1
    return words if word is None else [*words, word]


def after_the_prompt(line: str) -> str:
    """What the command prompt of Windows hands on: outside quotation marks `^` keeps the next sign, which else would act."""
    handed, quoted, index = "", False, 0
    while index < len(line):
        sign = line[index]
        if sign == '"':
            quoted = not quoted
        if not quoted and sign == "^":
            index += 1
        else:
            assert quoted or sign not in "&|<>", line
        handed += line[index]
        index += 1
    return handed


@pytest.mark.parametrize(
    ("program", "folder"),
    [
        pytest.param(r"C:\partytrack\partytrack.exe", r"D:\dang-uy", id="nothing to quote"),
        pytest.param(r"C:\Program Files\partytrack.exe", r"D:\Đảng ủy xã", id="blanks and Vietnamese letters"),
        pytest.param(r"C:\a b\partytrack.exe", r"D:\A & B (2)", id="signs that act at the prompt, with a blank"),
        pytest.param(r"C:\a\partytrack.exe", r"D:\A&B^", id="signs that act at the prompt, without"),
        pytest.param(r"C:\a\partytrack.exe", "D:\\", id="a whole drive"),
    ],
)
def test_the_line_for_windows(program: str, folder: str) -> None:
    there = PureWindowsPath(folder)
    words = in_c(after_the_prompt(schedule.windows(plan(there, program=(program,))).rstrip("\n")))
    assert words[:7] == ["schtasks", "/Create", "/F", "/SC", "DAILY", "/ST", "02:05"]
    assert words[7] == "/TN"
    assert re.fullmatch(r"partytrack-[a-z0-9-]+", words[8])
    assert words[9] == "/TR"
    assert len(words) == 11
    assert in_c(words[10]) == [program, "-C", str(there), "nightly", "-q", "-o", str(there / "reports" / "nightly.txt")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param([], "Say for what the lines are.", id="for nothing"),
        pytest.param(["--cron", "--windows"], "Say for what the lines are.", id="for two"),
        pytest.param(["--cron", "--at", "24:00"], "--at: “24:00” is not a time of day.", id="an hour too late"),
        pytest.param(["--cron", "--mail-to", "a b"], "--mail-to: “a b” is not an address.", id="two words as an address"),
    ],
)
def test_wrong_usage(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schedule", "print", *words]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""


def test_a_time_and_an_address_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schedule", "print", "--cron", "--at", "23:59", "--mail-to", "office@example.org"]) == 0
    receiver, line = capsys.readouterr().out.splitlines()
    assert receiver == "MAILTO=office@example.org"
    assert line.startswith("59 23 * * *  ")


@pytest.mark.parametrize(
    ("settings", "language", "given"),
    [
        pytest.param("language: vi\n", "vi", False, id="the workspace says it"),
        pytest.param("committee: A\n", "vi", True, id="only this session says it"),
    ],
)
def test_the_night_speaks_the_language_of_who_prints_the_lines(
    settings: str, language: str, given: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "partytrack.yaml").write_text(settings, encoding="utf-8")
    assert main(["--lang", language, "schedule", "print", "--cron"]) == 0
    assert (f"--lang {language}" in capsys.readouterr().out) is given


def test_a_store_that_only_the_environment_names_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARTYTRACK_STORE", str(tmp_path / "other.duckdb"))
    assert main(["schedule", "print", "--systemd"]) == 0
    assert "PARTYTRACK_STORE" in capsys.readouterr().err
