"""Imports run one way, each outside library has one owner, and `--help` stays light. Reads the source, runs nothing but `--help`."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "partytrack"
MODULES = sorted(SOURCE.rglob("*.py"))

# A room may import the rooms of lower floors and itself; rooms of one floor do not know each other, but for those named below.
FLOORS = {
    "vietnamese": 0,
    "periods": 0,
    "compact": 0,
    "progress": 0,
    "messages": 1,
    "errors": 2,
    "records": 2,
    "findings": 3,
    "intake": 4,
    "store": 4,
    "targets": 4,
    "quality": 5,
    "reports": 5,
    "nightly": 5,
    "workspace": 5,
    "settings": 6,
    "jobs": 7,
    "cli": 8,
    "__main__": 9,
}
# What the store and a night hand to reports and what targets ask of it are values, declared in these modules.
ALSO = {
    ("reports", "intake.seen"),
    ("reports", "store.batches"),
    ("reports", "store.names"),
    ("reports", "store.reviewing"),
    ("reports", "quality.lookalikes"),
    ("reports", "quality.problems"),
    ("reports", "nightly.changes"),
    ("reports", "nightly.outcome"),
    ("targets", "store.batches"),
    # Settings are read only where there are any, since reading them costs more than most commands.
    ("workspace", "settings"),
    ("workspace", "settings.workspace_of"),
}
OWNERS = {
    "duckdb": ("store/duckdb.py",),
    "pandas": ("intake/", "store/", "jobs/"),  # jobs only loads it early, while a file is being read
    "numpy": ("intake/", "store/"),
    "yaml": ("targets/", "settings.py"),
    "python_calamine": ("intake/grid.py", "intake/trial.py"),
    "openpyxl": ("intake/", "reports/template.py"),
    "xlrd": ("intake/formats/xls.py",),
    "sqlglot": ("targets/",),
    "pydantic": ("targets/", "settings.py"),
    "rapidfuzz": ("targets/", "store/", "intake/"),
    "filelock": ("store/turnstile.py", "nightly/lock.py"),
    "typer": ("cli/",),
    "rich": ("cli/", "reports/"),
    "babel": (),
}
HEAVY = (
    "pandas",
    "numpy",
    "duckdb",
    "pydantic",
    "sqlglot",
    "babel",
    "python_calamine",
    "openpyxl",
    "xlrd",
    "yaml",
    "rapidfuzz",
    "rich.markdown",
)


def name_of(module: Path) -> str:
    return module.relative_to(SOURCE).as_posix()


def imported(module: Path) -> Iterator[str]:
    """Every name a module imports, those for type checking and those inside functions among them."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{module}: relative import"
            yield node.module
            if node.module == "partytrack" or node.module in {f"partytrack.{room}" for room in FLOORS}:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(dotted: str) -> str | None:
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "partytrack" else None


def wrong_direction(room: str, dotted: str) -> bool:
    other = room_of(dotted)
    if other is None or other == room or other not in FLOORS:
        return False
    if (room, dotted.removeprefix("partytrack.")) in ALSO:
        return False
    return FLOORS[other] >= FLOORS[room]


def test_every_room_has_a_floor() -> None:
    rooms = {module.relative_to(SOURCE).parts[0].removesuffix(".py") for module in MODULES} - {"__init__"}
    assert rooms <= set(FLOORS)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_imports_run_one_way(module: Path) -> None:
    room = module.relative_to(SOURCE).parts[0].removesuffix(".py")
    assert [dotted for dotted in imported(module) if wrong_direction(room, dotted)] == []


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_each_library_has_its_owner(module: Path) -> None:
    strangers = [
        dotted
        for dotted in imported(module)
        if dotted.split(".")[0] in OWNERS and not any(name_of(module).startswith(owner) for owner in OWNERS[dotted.split(".")[0]])
    ]
    assert strangers == []


def test_the_rule_itself_sees_a_wrong_import() -> None:
    assert wrong_direction("intake", "partytrack.store.duckdb")
    assert wrong_direction("reports", "partytrack.jobs")
    assert not wrong_direction("cli", "partytrack.jobs")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from partytrack.cli.main import main; main(['--help']); "
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stderr.strip() == "[]"


def test_no_file_names_a_package_registry() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    address = re.compile(rb"https?://[^\s\"']*(pypi|pythonhosted|artifactory|/simple\b|index-url)|--(extra-)?index-url", re.IGNORECASE)
    named = [
        name
        for name in tracked
        if name and name != "tests/test_architecture.py" and (ROOT / name).is_file() and address.search((ROOT / name).read_bytes())
    ]
    assert named == []
