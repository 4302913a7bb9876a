"""Finding a workspace and reading its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from partytrack.errors import SettingsError, WorkspaceMissing
from partytrack.workspace import found_from, opened

if TYPE_CHECKING:
    from pathlib import Path


def test_a_settings_file_makes_a_workspace_and_is_found_from_below(tmp_path: Path) -> None:
    (tmp_path / "partytrack.yaml").touch()
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert found_from(below) == tmp_path


def test_a_target_file_with_a_term_makes_a_workspace_and_one_without_does_not(tmp_path: Path) -> None:
    (tmp_path / "targets").mkdir()
    other = tmp_path / "targets" / "notes.yaml"
    other.write_text("title: no term here\n")
    with pytest.raises(WorkspaceMissing):
        found_from(tmp_path)
    other.write_text("# a comment\nterm: 2020-2025\n")
    assert found_from(tmp_path) == tmp_path


def test_settings_left_out_have_their_usual_values(tmp_path: Path) -> None:
    (tmp_path / "partytrack.yaml").write_text("# nothing but a comment\n")
    workspace = opened(tmp_path)
    assert workspace.store == tmp_path / ".partytrack" / "store.duckdb"
    assert (workspace.keep_citizen_id, workspace.reporting_units, workspace.language) == (False, None, None)


def test_settings_as_written(tmp_path: Path) -> None:
    (tmp_path / "partytrack.yaml").write_text(
        "committee: Đảng bộ A\nlanguage: vi\nstore: data/a.duckdb\nkeep: [citizen_id]\nreporting_units: kind = 'agency'\n"
    )
    workspace = opened(tmp_path)
    assert (workspace.committee, workspace.language, workspace.keep_citizen_id) == ("Đảng bộ A", "vi", True)
    assert (workspace.store, workspace.reporting_units) == (tmp_path / "data" / "a.duckdb", "kind = 'agency'")


@pytest.mark.parametrize(
    ("written", "fail_on", "seconds"),
    [
        pytest.param("nightly: {quiet_seconds: 2.5}", None, 2.5, id="only the seconds"),
        pytest.param("nightly: {fail_on: [missed, behind]}", {"missed", "behind"}, 1.0, id="only the statuses"),
        pytest.param("nightly: {fail_on: [never], quiet_seconds: 0}", set(), 0.0, id="never, and nothing is waited for"),
    ],
)
def test_the_settings_of_the_night(tmp_path: Path, written: str, fail_on: set[str] | None, seconds: float) -> None:
    (tmp_path / "partytrack.yaml").write_text(f"{written}\n")
    nightly = opened(tmp_path).nightly
    assert (nightly.fail_on, nightly.quiet_seconds) == (fail_on, seconds)


def test_the_environment_comes_before_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "partytrack.yaml").write_text("store: a.duckdb\n")
    monkeypatch.setenv("PARTYTRACK_STORE", str(tmp_path / "b.duckdb"))
    assert opened(tmp_path).store == tmp_path / "b.duckdb"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("langauge: vi\n", "partytrack.yaml:1:1: ", id="a key misspelt"),
        pytest.param("language: fr\n", "partytrack.yaml:1:11: ", id="a language not spoken"),
        pytest.param("committee: A\nkeep: [phone]\n", "partytrack.yaml:2:8: ", id="a column that is never kept"),
        pytest.param("reporting_units: kind = 'agencyy'\n", "partytrack.yaml:1:25: ", id="a condition with a wrong word"),
        pytest.param("store: postgresql://host/db\n", "postgresql", id="a shared store"),
        pytest.param("nightly: {fail_on: [mised]}\n", "partytrack.yaml:1:21: ", id="a status that nothing fails on"),
        pytest.param("nightly: {fail_on: [never, missed]}\n", "partytrack.yaml:1:20: ", id="never, and yet something"),
        pytest.param("nightly: {fail: [missed]}\n", "Known here: fail_on, quiet_seconds.", id="a key misspelt below another"),
        pytest.param("nightly: {quiet_seconds: -1}\n", "partytrack.yaml:1:26: ", id="a time that is none"),
        pytest.param("a: [1\n", "partytrack.yaml:1:4: ", id="a bracket that is not closed"),
    ],
)
def test_wrong_settings_say_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "partytrack.yaml").write_text(content)
    with pytest.raises(SettingsError) as refused:
        opened(tmp_path)
    assert said in str(refused.value)
