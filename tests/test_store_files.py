from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap
import time
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import duckdb
import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from partytrack.errors import Busy, ExitCode, StoreDamaged, StoreReadOnly, StoreTooNew
from partytrack.records import KINDS
from partytrack.store import schema
from partytrack.store.duckdb import opened
from storing import Files, seen, sheet, snapshot, storing

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
root_only = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="another user is needed to be refused")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one member in it."""
    path = tmp_path / ".partytrack" / "store.duckdb"
    with storing(path) as files:
        files.take(sheet("members", {"full_name": "Lê An", "unit": "Chi bộ 1"}, day="2023-12-31"))
    return path


def count(path: Path) -> int:
    with opened(path, writing=False) as store:
        ((found,),) = seen(store, "SELECT count(*) FROM members")
        return int(found)


def test_only_the_owner_may_read_it(path: Path) -> None:
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_was_taken_in_is_there_when_opened_again(path: Path) -> None:
    with opened(path, writing=False) as store:
        before = snapshot(store)
    with storing(path) as files:
        assert snapshot(files.store) == before
        assert files.store.count_live_imports() == 1
    assert count(path) == 1


def test_a_store_that_does_not_exist_reads_as_empty_and_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none" / "store.duckdb"
    with opened(path, writing=False) as store:
        assert not any(snapshot(store).values())
        assert store.imports() == []
    assert not path.parent.exists()


def test_the_storage_format_is_the_pinned_one(path: Path) -> None:
    connection = duckdb.connect(":memory:")
    connection.execute(f"ATTACH '{path}' AS s (READ_ONLY)")
    found = connection.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 's'").fetchone()
    connection.close()
    assert found is not None
    assert schema.STORAGE_VERSION in str(found[0])


def test_an_error_inside_keeps_nothing_of_the_file(path: Path) -> None:
    broken = sheet("members", {"full_name": "Lê Bình", "unit": "Chi bộ 1"}, day="2023-12-31")
    broken.findings = _Breaking()
    with storing(path) as files, pytest.raises(ZeroDivisionError):
        files.take(broken)
    assert count(path) == 1
    with opened(path, writing=False) as store:
        assert len(store.imports()) == 1


class _Breaking(list):  # type: ignore[type-arg]
    def __iter__(self) -> None:  # type: ignore[override]
        raise ZeroDivisionError


@pytest.mark.parametrize("content", [b"", b"not a store at all" * 500, b"\0" * 50_000], ids=["empty", "text", "zeros"])
@pytest.mark.parametrize("writing", [False, True])
def test_a_file_that_is_no_store(tmp_path: Path, content: bytes, writing: bool) -> None:
    path = tmp_path / "store.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged) as caught, opened(path, writing=writing):
        pass
    assert caught.value.exit_code is ExitCode.CANNOT
    assert str(path) in str(caught.value.message)
    assert path.read_bytes() == content


@pytest.mark.parametrize("writing", [False, True])
def test_a_torn_store(path: Path, writing: bool) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreDamaged), opened(path, writing=writing) as store:
        snapshot(store)


@pytest.mark.parametrize("writing", [False, True])
def test_a_database_of_something_else(tmp_path: Path, writing: bool) -> None:
    path = tmp_path / "store.duckdb"
    connection = duckdb.connect(str(path))
    connection.execute("CREATE TABLE other (x INTEGER)")
    connection.close()
    with pytest.raises(StoreDamaged), opened(path, writing=writing):
        pass


@pytest.mark.parametrize("writing", [False, True])
def test_a_store_of_a_newer_version(path: Path, writing: bool) -> None:
    connection = duckdb.connect(str(path))
    connection.execute(f"UPDATE meta SET version = {schema.version() + 1}")
    connection.close()
    with pytest.raises(StoreTooNew), opened(path, writing=writing):
        pass


@pytest.mark.parametrize("writing", [False, True])
def test_an_older_store_is_brought_up_to_date_first(path: Path, writing: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, ("CREATE TABLE added (x INTEGER)",)])
    with opened(path, writing=writing) as store:
        assert store.rows("SELECT count(*) FROM added") == [(0,)]
    assert count(path) == 1


def test_every_kind_has_its_table() -> None:
    with opened(None, writing=True) as store:
        tables = {name for (name,) in store.rows("SELECT table_name FROM duckdb_tables()")}
    assert {f"{kind}_said" for kind in KINDS} <= tables


AS_NOBODY = """
    import os, sys
    from pathlib import Path
    from partytrack.errors import PartytrackError
    from partytrack.store.duckdb import opened
    os.setgroups([])
    os.setgid(int(sys.argv[3]))
    os.setuid(int(sys.argv[3]))
    try:
        with opened(Path(sys.argv[1]), writing=sys.argv[2] == "write") as store:
            store.look()
            print(store.rows("SELECT count(*) FROM members")[0][0])
    except PartytrackError as error:
        print(type(error).__name__)
"""


def as_nobody(path: Path, how: str) -> str:
    """What another user gets, who takes over once the program is loaded."""
    command = [sys.executable, "-c", textwrap.dedent(AS_NOBODY), str(path), how, str(NOBODY)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def shown() -> Iterator[Path]:
    """A store with one member, in a folder that anybody may look into but not write."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store.duckdb"
        with storing(path) as files:
            files.take(sheet("members", {"full_name": "Lê An", "unit": "Chi bộ 1"}, day="2023-12-31"))
        path.with_name(f"{path.name}.lock").unlink()
        path.parent.chmod(0o755)
        path.chmod(0o644)
        yield path


@root_only
def test_a_folder_that_may_only_be_read_can_be_read(shown: Path) -> None:
    assert as_nobody(shown, "read") == "1"


@root_only
def test_a_folder_that_may_only_be_read_is_not_written(shown: Path) -> None:
    assert as_nobody(shown, "write") == StoreReadOnly.__name__


@root_only
def test_a_file_that_may_not_be_read(shown: Path) -> None:
    shown.chmod(0o600)
    assert as_nobody(shown, "read") == StoreReadOnly.__name__


@root_only
def test_a_store_cannot_be_made_in_a_folder_that_may_only_be_read(shown: Path) -> None:
    assert as_nobody(shown.parent / "new" / "store.duckdb", "write") == StoreReadOnly.__name__


# --- the turnstile ---


@pytest.mark.parametrize("writing", [False, True])
def test_who_waits_too_long_is_told_that_it_is_busy(path: Path, writing: bool) -> None:
    started = time.monotonic()
    with FileLock(f"{path}.lock"), pytest.raises(Busy) as caught, opened(path, writing=writing, wait=0.3):
        pass
    assert 0.3 <= time.monotonic() - started < 3
    assert caught.value.exit_code is ExitCode.BUSY


HOLDER = """
    import sys, time
    from pathlib import Path
    from partytrack.store.duckdb import opened
    with opened(Path(sys.argv[1]), writing=sys.argv[2] == "write"):
        print("in", flush=True)
        time.sleep(60)
"""


def holder(path: Path, how: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(HOLDER), str(path), how], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "in\n"
    return process


@pytest.mark.parametrize(("holding", "writing"), [("write", False), ("write", True), ("read", True)])
def test_another_process_shuts_one_out_until_it_dies(path: Path, holding: str, writing: bool) -> None:
    with holder(path, holding) as process:
        with pytest.raises(Busy), opened(path, writing=writing, wait=0.3):
            pass
        process.kill()
    with opened(path, writing=writing) as store:
        assert store.count_live_imports() == 1


def test_readers_do_not_shut_each_other_out(path: Path) -> None:
    with holder(path, "read") as process:
        assert count(path) == 1
        process.kill()


KILLED = """
    import os, sys
    from datetime import datetime
    from pathlib import Path
    sys.path.insert(0, sys.argv[2])
    from storing import sheet
    from partytrack.store.duckdb import opened
    with opened(Path(sys.argv[1]), writing=True) as store:
        rows = [{"full_name": f"Lê {n}", "unit": "Chi bộ 1", "card_number": str(n)} for n in range(50)]
        store.take_in("a.xlsx", "a", [sheet("members", *rows, day="2023-12-31")], options="", at=datetime(2024, 7, 1))
        os._exit(9)
"""


@pytest.mark.parametrize("writing", [False, True])
def test_a_writer_that_dies_after_its_transaction_has_kept_it(path: Path, writing: bool) -> None:
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(path), str(Path(__file__).parent)]
    assert subprocess.run(command, check=False).returncode == 9
    with opened(path, writing=writing) as store:
        assert seen(store, "SELECT count(*) FROM members") == [(51,)]


WORKER = """
    import sys
    from datetime import datetime
    from pathlib import Path
    path, name, tests, rounds = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    sys.path.insert(0, tests)
    from storing import sheet
    from partytrack.store.duckdb import opened
    for turn in range(rounds):
        with opened(path, writing=name.startswith("writer"), wait=60) as store:
            if name.startswith("writer"):
                row = {"full_name": f"{name} {turn}", "unit": "Chi bộ 1", "card_number": f"{name} {turn}"}
                store.take_in(name, f"{name} {turn}", [sheet("members", row, day="2023-12-31")], options="", at=datetime(2024, 7, 1))
            else:
                store.look()
                ((count, imports),) = store.rows("SELECT (SELECT count(*) FROM members), (SELECT count(*) FROM imports)")
                assert count == imports, (count, imports)
"""


def test_two_writers_and_eight_readers_at_once_all_finish(path: Path) -> None:
    names = [*(f"writer {number}" for number in range(2)), *(f"reader {number}" for number in range(8))]
    code = textwrap.dedent(WORKER)
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), name, str(Path(__file__).parent), "5" if name.startswith("writer") else "15"],
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    for worker in workers:
        _, errors = worker.communicate(timeout=90)
        assert (worker.returncode, errors) == (0, "")
    assert count(path) == 11


# --- dates ---


@settings(deadline=None, max_examples=20)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_any_day_can_be_stated(day: date) -> None:
    with storing() as files:
        files.take(sheet("members", {"full_name": "Lê An", "unit": "Chi bộ 1"}, day=day.isoformat()))
        assert seen(files.store, "SELECT valid_from FROM members") == [(day,)]


def test_the_end_of_a_day_is_still_that_day(path: Path) -> None:
    with storing(path) as files:
        files.at = datetime(2024, 7, 1, 22, 59)
        Files.take(files, sheet("members", {"full_name": "Lê Bình", "unit": "Chi bộ 1"}, day="2023-12-31"))
        assert seen(files.store, "SELECT count(*) FROM members", date(2024, 6, 30)) == [(1,)]
        assert seen(files.store, "SELECT count(*) FROM members", date(2024, 7, 1)) == [(2,)]


def test_many_rows_go_in_as_few_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Very many are handed over in frames of pandas, others as plain arrays: what is kept is the same, late first values and blanks too."""
    people = [
        {
            "full_name": f"Lê {number}",
            "unit": "Chi bộ 1",
            "card_number": f"{number:08}" if number % 2 else None,
            "birth_date": "1980-02" if number == 1500 else None,
            "sex": "female" if number > 1400 else None,
        }
        for number in range(1600)
    ]
    told = [{"indicator": "i", "unit": "Chi bộ 1", "period": str(1990 + number), "value": Decimal(number) / 8} for number in range(30)]

    def stored() -> dict[str, list[tuple[object, ...]]]:
        with storing() as files:
            files.take(sheet("members", *people, day="2023-12-31"), sheet("figures", *told))
            return snapshot(files.store)

    few = stored()
    monkeypatch.setattr("partytrack.store.duckdb.FRAMED_ROWS", 1)
    assert stored() == few
    assert len(few["members"]) == 1600
