"""docs/findings.md: every code has its smallest file, the file causes it, and the page says what the program says, in both languages."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finding_cases import CASES, ERRORS, Case, Wrong
from partytrack.findings import Code

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
ALL: dict[str, Case | Wrong] = {code.slug: case for code, case in CASES.items()} | ERRORS


@pytest.fixture(scope="module")
def made() -> ModuleType:
    found = importlib.util.spec_from_file_location("make_findings", ROOT / "docs" / "make_findings.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["make_findings"] = module
    found.loader.exec_module(module)
    return module


def test_every_finding_has_a_case() -> None:
    assert list(CASES) == list(Code), "tests/finding_cases.py has the codes in the order of findings.py"


def test_every_error_of_a_file_has_a_case() -> None:
    sources = (ROOT / "src" / "partytrack" / "intake").rglob("*.py")
    raised = {slug for path in sources for slug in re.findall(r"FileUnreadable\(\s*\"([a-z-]+)\"", path.read_text(encoding="utf-8"))}
    assert raised == set(ERRORS)


@pytest.mark.parametrize("slug", ALL)
def test_the_page_shows_what_the_smallest_file_causes(made: ModuleType, slug: str) -> None:
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    made_now = made.section(slug, ALL[slug]).rstrip("\n")
    assert f"\n{made_now}\n" in page, "run python docs/make_findings.py"
    english, vietnamese = [line for line in made_now.splitlines() if line.startswith("- ")]
    assert english != vietnamese


def test_the_page_has_all_of_it_in_order(made: ModuleType) -> None:
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert page.startswith(made.TOP)
    assert made.FILES in page
    assert re.findall(r"^### `([a-z-]+)`", page, re.MULTILINE) == list(ALL), "run python docs/make_findings.py"
