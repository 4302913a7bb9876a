"""What the READMEs show is what happens: their files are written, their commands run, the printed lines compared."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.vi.md")
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
