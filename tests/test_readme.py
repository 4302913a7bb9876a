"""What the READMEs show is what happens: their files are written, their commands run, the printed lines compared."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from partytrack.nightly import schedule
from partytrack.nightly.schedule import Plan
from partytrack.settings import SettingsKeys
from partytrack.targets.schema import MustKeys, RatioKeys, SideKeys, TargetKeys, TermKeys, TogetherKeys, WaiverKeys, known_keys

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.vi.md")
PAGES = ROOT / "docs" / "make_kinds.py"
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Step:
    """A file to write, or a command to run with the lines it prints."""

    file: str | None
    text: str
    printed: list[str] = field(default_factory=list)


def steps(readme: str) -> list[Step]:
    found: list[Step] = []
    for block in BLOCK.finditer((ROOT / readme).read_text(encoding="utf-8")):
        if block["file"]:
            found.append(Step(block["file"], block["body"]))
        elif block["kind"] == "console":
            for line in block["body"].splitlines():
                if line.startswith("$ "):
                    found.append(Step(None, line[2:]))
                else:
                    found[-1].printed.append(line)
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="the commands shown are those of a Unix shell")
@pytest.mark.parametrize("readme", READMES)
def test_the_readme_does_what_it_says(readme: str, tmp_path: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PARTYTRACK_", "COLUMNS", "FORCE_COLOR", "LC_"))
    }
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    environment["LANG"] = "C.UTF-8"
    folder = tmp_path
    run = 0
    for step in steps(readme):
        if step.file:
            (folder / step.file).write_text(step.text, encoding="utf-8")
        elif step.text.startswith("cd "):
            folder = folder / step.text.removeprefix("cd ")
        else:
            done = subprocess.run(
                ["bash", "-c", f"{step.text} 2>&1"],
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            assert done.returncode in (0, 1), done.stdout
            assert "Traceback" not in done.stdout
            expected = [line.rstrip() for line in step.printed]
            printed = [re.sub(r"20\d\d-20\d\d\.yaml$", "TERM.yaml", line.rstrip()) for line in done.stdout.splitlines()]
            if expected:
                assert printed[: len(expected)] == [re.sub(r"20\d\d-20\d\d\.yaml$", "TERM.yaml", line) for line in expected], step.text
            run += 1
    assert run >= 5


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_named(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    for command in ("init", "inspect", "import", "imports", "undo", "check", "targets lint", "demo", "make demo", "make test"):
        assert command in text


def test_the_windows_lines_stand_beside_the_others() -> None:
    for readme in READMES:
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert "py -m venv .venv" in text
        assert r".venv\Scripts\pip install -c constraints.txt -e .[dev]" in text
        assert r".venv\Scripts\partytrack demo" in text


def test_the_windows_lines_are_the_same_in_both_languages() -> None:
    blocks = [
        re.search(r"^```bat\n(py .*?)^```$", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL) for readme in READMES
    ]
    assert len({block[1] for block in blocks if block}) == 1
    assert None not in blocks


def crontab(readme: str) -> str:
    """The lines of a crontab that a README shows."""
    (block,) = [each["body"] for each in BLOCK.finditer((ROOT / readme).read_text(encoding="utf-8")) if each["kind"] == "crontab"]
    return block


@pytest.mark.parametrize(("readme", "language"), [("README.md", "en"), ("README.vi.md", "vi")])
def test_the_lines_for_the_night_are_those_the_program_prints(readme: str, language: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    folder = "committee" if language == "en" else "dang-bo"
    mail = re.search(r"MAILTO=(\S+)", text)
    assert mail is not None
    posix = Plan(("/opt/partytrack/.venv/bin/partytrack",), PurePosixPath("/srv", folder), 2, 30, language, mail[1])  # type: ignore[arg-type]
    assert crontab(readme) == schedule.cron(posix)
    shown = [
        line for line in schedule.systemd(posix).splitlines() if not line.startswith(("[Unit]", "Description", "# systemctl", "# loginctl"))
    ]
    assert (
        "\n".join(shown).replace("\n\n\n", "\n\n").replace(".service\n\n", ".service\n").replace(".timer\n\n", ".timer\n").strip() in text
    )
    windows = Plan((r"C:\partytrack\.venv\Scripts\partytrack.exe",), PureWindowsPath("C:/", folder), 2, 30, language)  # type: ignore[arg-type]
    assert schedule.windows(windows) in text


@pytest.mark.skipif(sys.platform == "win32", reason="cron's shell is that of Unix")
@pytest.mark.parametrize("readme", READMES)
def test_the_line_for_cron_runs_a_night(readme: str, tmp_path: Path) -> None:
    """On a copy of a sample: the inbox is empty afterwards, the archive full, and there is one line of mail; then none."""
    sample = ROOT / "samples" / "lao-cai"
    committee = tmp_path / "committee"
    shutil.copytree(sample / "targets", committee / "targets")
    files = sorted(path.name for path in sample.iterdir() if path.suffix in (".xlsx", ".csv"))
    (committee / "inbox").mkdir()
    for name in files:
        shutil.copy(sample / name, committee / "inbox")
    line = crontab(readme).splitlines()[-1].split(maxsplit=5)[5]
    line = line.replace("/opt/partytrack/.venv/bin/partytrack", str(Path(sys.executable).with_name("partytrack")))
    line = re.sub(r"-C \S+", f"-C {committee}", line)

    def as_cron_runs_it() -> subprocess.CompletedProcess[str]:
        sparse = {"PATH": "/usr/bin:/bin", "LANG": "C", "HOME": str(tmp_path), "SHELL": "/bin/sh"}
        return subprocess.run(
            ["/bin/sh", "-c", f"{line} <&- 2>&1"], cwd="/", env=sparse, capture_output=True, text=True, encoding="utf-8", check=False
        )

    first = as_cron_runs_it()
    assert first.stdout.count("\n") == 1, first.stdout
    assert str(len(files)) in first.stdout
    assert first.returncode in (0, 1)
    assert list((committee / "inbox").iterdir()) == []
    archived = sorted(path.name for path in (committee / "archive").rglob("*") if path.is_file())
    assert len(archived) == len(files)
    assert all(any(Path(name).stem in kept for kept in archived) for name in files)
    again = as_cron_runs_it()
    assert again.stdout == ""
    assert again.returncode == first.returncode


def test_the_page_of_kinds_says_what_the_program_knows() -> None:
    made = runpy.run_path(str(PAGES))["page"]()
    assert (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8") == made, "run python docs/make_kinds.py"


@pytest.mark.parametrize(("readme", "language"), [("README.md", "en"), ("README.vi.md", "vi")])
def test_the_readme_names_every_kind_and_field(readme: str, language: str) -> None:
    lines = runpy.run_path(str(PAGES))["short"](language)
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert lines in text
    assert "(docs/kinds.md)" in text


@pytest.mark.parametrize(("readme", "heading"), [("README.md", "## Target files"), ("README.vi.md", "## Tệp chỉ tiêu")])
def test_the_readme_explains_every_key_of_target_files(readme: str, heading: str) -> None:
    section = (ROOT / readme).read_text(encoding="utf-8").partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    shown = " ".join(re.findall(r"`[^`]+`", section))
    keys = {
        key for model in (TermKeys, TargetKeys, MustKeys, RatioKeys, TogetherKeys, SideKeys, WaiverKeys) for key in known_keys(model)
    } - {"targets"}
    assert [key for key in sorted(keys) if not re.search(rf"[`{{ ]{key}[:`]", shown)] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_explains_every_setting(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert [key for key in known_keys(SettingsKeys) if f"| `{key}` |" not in text] == []
