"""The embedded store: one DuckDB file. The only module that knows DuckDB; what its statements say stands in the modules beside it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from contextvars import copy_context
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from partytrack.errors import PartytrackError, StoreDamaged, StoreReadOnly, StoreTooNew, UsageError, reason_of
from partytrack.messages import text
from partytrack.progress import unwatched
from partytrack.records import KINDS, MEMBERS, UNITS, Kind
from partytrack.store import forms, history, runs, schema, turnstile
from partytrack.store.batches import Counted, Decided, ImportLine, SheetBatch, TakenIn, Taught, Undone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from datetime import date, datetime
    from pathlib import Path

    from partytrack.progress import Reached
    from partytrack.store.identity import Columns
    from partytrack.store.joins import Decision, Roots
    from partytrack.store.runs import Run, Stood

_Answer = TypeVar("_Answer")

_FIRST = {UNITS.name: 0, MEMBERS.name: 1}


_NOW = 2**62  # later than any import
_WAIT = 10.0  # seconds, for another run that has the store
_MANY_QUERIES = 12  # below, a second set of views costs more than it saves
FRAMED_ROWS = 120_000  # below, loading pandas takes longer than its frames save; about what is laid in at once
MANY_ROWS = 20_000  # below, sharing the work out over the processor's cores takes longer than doing it


class Store:
    """An opened store. Made by `opened`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, reading: bool = False) -> None:
        self._connection = connection
        self._reading = reading
        self._rehearsing = False
        self._moment = _NOW
        self._others: list[Store] = []

    # --- reading ---

    def rows(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """What a statement answers; after `look` over its views."""
        return self._connection.execute(query, values if isinstance(values, dict) else list(values)).fetchall()

    def rows_of_all(self, queries: Sequence[str]) -> list[list[tuple[Any, ...]]]:
        """What each of several queries over the views of `look` answers; many are shared out over two ways into the store.

        To plan one takes longer than to answer it, and the database plans each on one core only.
        """
        if len(queries) < _MANY_QUERIES or not self._reading:
            return [self.rows(query) for query in queries]
        waiting: SimpleQueue[int] = SimpleQueue()
        for place in range(len(queries)):
            waiting.put(place)
        answers: list[list[tuple[Any, ...]]] = [[] for _ in queries]

        def answer(store: Store) -> None:
            with suppress(Empty):
                while True:
                    place = waiting.get_nowait()
                    answers[place] = store.rows(queries[place])

        with self.beside(answer) as other:
            answer(self)
            other.result()
        return answers

    @contextmanager
    def beside(self, ask: Callable[[Store], _Answer]) -> Iterator[Future[_Answer]]:
        """Ask something of the same views in a thread of its own, over a second way into the store, which is kept for the next time."""

        def asked() -> _Answer:
            with self._other() as other:
                return ask(other)

        with ThreadPoolExecutor(1, thread_name_prefix="asking") as pool:
            yield pool.submit(copy_context().run, asked)

    @contextmanager
    def _other(self) -> Iterator[Store]:
        try:
            other = self._others.pop()
        except IndexError:
            other = Store(self._connection.cursor(), reading=True)
        try:
            if other._moment != self._moment or self._moment == _NOW:
                other.look_after(self._moment)
            yield other
        except BaseException:
            other.close()
            raise
        self._others.append(other)

    def close(self) -> None:
        """Leave the store, by whichever way into it."""
        for other in self._others:
            other.close()
        self._connection.close()

    def look(self, known_at: date | None = None) -> None:
        """Lay out what was known at the end of a day (None: now) as views: one per kind, `ancestry` and `returns`."""
        ((last,),) = self.rows(history.moment(known_at))
        self.look_after(int(last))

    def look_after(self, last: int) -> None:
        """The same for what was known after an import."""
        self._moment = last
        self._run(history.views(last, joined=self._lay_out_joined(last)))

    def _lay_out_joined(self, last: int) -> bool:
        """Lay out which records decisions had made one by an import, if they had."""
        if not self.rows("SELECT 1 FROM joins LIMIT 1"):
            return False
        from partytrack.store import joins  # noqa: PLC0415  # few workspaces need it

        roots = joins.roots_at(self, last)
        joins.lay_out(self, roots)
        return bool(roots)

    @property
    def moment(self) -> int:
        """The last import that `look` laid out; before any look later than all."""
        return self._moment

    def already_imported(self, sha256: str, options: str) -> int | None:
        """The import of a file with that content and those options that stands; None if there is none."""
        query = "SELECT max(id) FROM imports WHERE action = 'import' AND sha256 = ? AND options = ? AND undone_by IS NULL"
        ((found,),) = self.rows(query, (sha256, options))
        return None if found is None else int(found)

    def imports(self) -> list[ImportLine]:
        """Every import and undo, the oldest first."""
        query = """SELECT id, "at", action, file, sha256, "full", undoes, undone_by, "new", changed, unchanged, gone, rejected,
                (SELECT max(later.id) FROM imports later WHERE later.corrects = imports.id AND later.undone_by IS NULL)
            FROM imports ORDER BY id"""
        return [ImportLine(*row) for row in self.rows(query)]

    def count_live_imports(self) -> int:
        """How many imports stood at the moment that `look` laid out; before any look, how many stand now."""
        ((count,),) = self.rows(history.LIVE_IMPORTS, (self._moment, self._moment))
        return int(count)

    def days_stated(self, kind: Kind) -> list[date]:
        """The days that the lists of a kind state which stood at the moment that `look` laid out."""
        query = """SELECT DISTINCT stated_on FROM sightings SEMI JOIN live_imports i ON i.id = import_id
            WHERE kind = ? AND content IS NOT NULL AND stated_on IS NOT NULL"""
        return [day for (day,) in self.rows(query, (kind.name,))]

    def count_provisional_units(self, day: date) -> int:
        """How many units that stood on a day, by what `look` laid out, are in no list of units."""
        query = """SELECT count(DISTINCT record) FROM units WHERE kind = 'other' AND answers_from <= $day AND $day < valid_until
            AND record NOT IN (SELECT record FROM sightings SEMI JOIN live_imports i ON i.id = import_id WHERE kind = 'units' AND NOT provisional)"""
        ((count,),) = self.rows(query, {"day": day})
        return int(count)

    def last_run(self) -> Run | None:
        """The latest night; None before the first."""
        return runs.last(self)

    def stood(self, term: str) -> list[Stood]:
        """How the targets of a term stood when a night last judged it."""
        return runs.stood(self, term)

    def units_said(self) -> Iterable[tuple[int, str | None, str, int | None]]:
        """Record, code, name and parent of every statement about units, earlier days first."""
        query = """SELECT p.record, c.code, c.name, c.parent FROM spans p JOIN units_said c ON c.id = p.content
            WHERE p.kind = 'units' AND p.until_import IS NULL ORDER BY p.valid_from, p.record"""
        return [(record, code, name, parent) for record, code, name, parent in self.rows(query)]

    def units_only_named(self) -> set[int]:
        """The units that no list which stands speaks of."""
        query = """SELECT DISTINCT record FROM spans WHERE kind = 'units' AND until_import IS NULL AND record NOT IN (
            SELECT s.record FROM sightings s JOIN imports i ON i.id = s.import_id WHERE s.kind = 'units' AND NOT s.provisional AND i.undone_by IS NULL)"""
        return {record for (record,) in self.rows(query)}

    def roots(self) -> Roots:
        """The units and members that decisions made one."""
        from partytrack.store import joins  # noqa: PLC0415

        return joins.roots_at(self, _NOW)

    def aliases(self) -> list[tuple[int, str]]:
        """The units' other names that decisions remember: record and name."""
        from partytrack.store import joins  # noqa: PLC0415

        return joins.aliases(self)

    def told_apart(self) -> list[tuple[int, int]]:
        """Members of whom somebody decided that they are two."""
        query = "SELECT a.one, a.other FROM apart a JOIN imports i ON i.id = a.import_id WHERE i.undone_by IS NULL"
        return [(one, other) for one, other in self.rows(query)]

    def numbers_on(self, records: Sequence[int], day: date) -> list[tuple[int, str | None, str | None]]:
        """Record, card number and file number of members, as they stand on a day."""
        query = f"""SELECT DISTINCT p.record, c.card_number, c.file_number FROM spans p JOIN {schema.said(MEMBERS)} c ON c.id = p.content
            WHERE p.kind = 'members' AND p.until_import IS NULL AND p.valid_from <= $day AND $day < p.valid_until
                AND p.record IN (SELECT unnest(CAST($records AS BIGINT[]))) ORDER BY ALL"""
        return self.rows(query, {"day": day, "records": list(records)})

    def said_of(self, kind: Kind, columns: tuple[str, ...], between: tuple[date, date] | None) -> Columns:
        """`record` and the columns of all that stands of a kind; with `between` only records dated in that stretch, or not at all."""
        names = [schema.quoted(name) for name in kind.dated]
        undated = " AND ".join(f"c.{name} IS NULL" for name in names)
        dated = "" if between is None else " OR ".join([*(f"c.{name} BETWEEN ? AND ?" for name in names), f"({undated})"])
        query = f"""SELECT c.record{"".join(f", c.{schema.quoted(name)}" for name in columns)} FROM {schema.said(kind)} c
            SEMI JOIN (SELECT content FROM spans WHERE kind = '{kind.name}' AND until_import IS NULL) p ON p.content = c.id
            {f"WHERE {dated}" if dated else ""} ORDER BY c.record, c.id"""
        found = self.rows(query, list(between or ()) * len(kind.dated))
        told = ("record", *columns)
        return dict(zip(told, map(list, zip(*found, strict=True)), strict=True)) if found else {name: [] for name in told}

    def taught(self) -> list[Taught]:
        """Every heading that --map explained and that nobody has forgotten, the latest import first."""
        return forms.taught(self)

    def forms(self) -> list[tuple[int, str, str, str]]:
        """For each set of headings its latest import, the file, its kind, and the headings as JSON; the latest first."""
        return forms.latest(self)

    def unit_names(self) -> list[str]:
        """The name of every unit that is known, as it was said last, and the codes that no plain number or word is."""
        said = list(self.units_said())
        return [*(name for _, _, name, _ in said), *(code for _, code, _, _ in said if code and not code.isalpha() and not code.isdigit())]

    # --- writing ---

    def take_in(
        self,
        file: str,
        sha256: str,
        batches: list[SheetBatch],
        *,
        options: str,
        at: datetime,
        full: bool = False,
        strict: bool = False,
        strict_units: bool = False,
        corrects: str | None = None,
        who: str | None = None,
        telling: bool = False,
        before_commit: Callable[[TakenIn], None] = lambda _: None,
        reached: Reached = unwatched,
    ) -> TakenIn:
        """Take the rows of a file in, in one transaction.

        Args:
            file: The name people know the file by.
            sha256: Its content's digest; with `options` it tells the same file again.
            batches: Its tables; units are taken first and members next, whatever their order.
            options: What else decided the rows, as text.
            at: The time of import, local, without zone.
            full: Each batch is the complete list of what it covers; what the store has there besides is gone.
            strict: Any rejected row refuses the file.
            strict_units: An unknown unit rejects its row.
            corrects: The digest of an earlier file, sent back, that this one corrects.
            who: Who did it, for the audit.
            telling: Whether to tell what becomes of each row; what a complete list ends is told anyhow.
            before_commit: Is told what was done before it is kept; an error it raises takes all back.
            reached: Is told how much of it is done.
        """
        from partytrack.store import joins  # noqa: PLC0415
        from partytrack.store.preparing import Preparation  # noqa: PLC0415  # needed only for writing; reading stays quick to start
        from partytrack.store.taking import Stored, Taking  # noqa: PLC0415

        rows = sum(len(each.batch) for each in batches)
        few, stored = rows < MANY_ROWS, Stored(rows, reached)
        self._connection.execute("SET threads = 1" if few else "RESET threads")
        with self._transaction() as transaction:
            taking = Taking(self, at, full=full, telling=telling, laid_in=stored.laid_in)
            preparation = Preparation(file, self, taking.fresh, strict_units=strict_units)
            order = sorted(range(len(batches)), key=lambda place: _FIRST.get(batches[place].batch.kind.name, len(_FIRST)))
            prepared = {place: stored.prepared(preparation.ready(batches[place])) for place in order}
            everything = [prepared[place] for place in range(len(batches))]
            findings = [ready.findings for ready in everything]
            if strict and any(ready.rejected or ready.given.rejected for ready in everything):
                transaction.dropped = True
                # Refused means every row: also those that were read without a fault.
                return TakenIn(None, [Counted(rejected=len(each.batch)) for each in batches], findings, refused=True)
            taking.open(file, sha256, options, corrects=corrects)
            counted = {place: taking.take(prepared[place], everything) for place in order}
            taking.name_units(preparation)
            counts = [counted[place] for place in range(len(batches))]
            forms.keep(self, taking.import_id, batches)
            joins.make_one(self, taking.import_id, preparation.made_one)
            joins.refresh(self, taking.import_id)
            if full:
                taking.end_besides(everything, counts, joins.roots_at(self, taking.import_id))
            taking.close(counts, sum(len(ready.given.rejected) for ready in everything), who)
            left_over = taking.left_over(file, corrects, sorted({each.batch.kind.name for each in batches if not each.batch.kind.stock}))
            done = TakenIn(None if self._rehearsing else taking.import_id, counts, findings, left_over=left_over)
            if telling or any(ready.gone for ready in everything):
                from partytrack.store import effects  # noqa: PLC0415

                done.effects = effects.of_import(self, taking.import_id, everything, everything=telling)
                self._moment = _NOW
            before_commit(done)
        return done

    @contextmanager
    def rehearsing(self) -> Iterator[None]:
        """Find out what imports would do, one after the other, and keep nothing of it."""
        self._connection.begin()
        self._rehearsing = True
        try:
            yield
        finally:
            self._rehearsing = False
            self._connection.rollback()

    def decide(self, decision: Decision, at: datetime, *, who: str | None = None) -> Decided:
        """Keep a decision about who is who; what follows from it holds from now on, and until it is undone."""
        from partytrack.store import joins  # noqa: PLC0415

        with self._transaction():
            return joins.keep(self, decision, at, who)

    def undo(self, import_id: int, at: datetime, *, who: str | None = None, telling: bool = False) -> Undone:
        """Take an import or a decision back: what it alone said no longer holds, what others say too does.

        With `telling` the answer has what becomes of each record.

        Raises:
            UsageError: There is no such import, it is an undo, or it was undone before.
        """
        from partytrack.store import joins  # noqa: PLC0415

        with self._transaction():
            action, file = self._undoable(import_id)
            ((own,),) = self.rows("UPDATE meta SET last_import = last_import + 1 RETURNING last_import")
            self.rows("UPDATE imports SET undone_by = ? WHERE id = ?", (own, import_id))
            self.rows(
                "INSERT INTO imports VALUES (?, ?, 'undo', ?, NULL, NULL, false, ?, NULL, 0, 0, 0, 0, 0, NULL)", (own, at, file, import_id)
            )
            for (kind,) in self.rows(f"{history.TOLD_OF} ORDER BY kind", {"import_id": import_id}):
                self.rows(f"CREATE OR REPLACE TEMP TABLE touched AS {history.TOUCHED}", {"import_id": import_id, "kind": kind})
                history.replay(self.rows, KINDS[kind], own)
            joins.refresh(self, own)
            self.rows("INSERT INTO audit VALUES (?, 'undo', ?, ?)", (at, own, who))
            ((records, following),) = self.rows(history.UNDONE, {"event": own, "undone": import_id})
            from partytrack.store import effects  # noqa: PLC0415

            lies_over = "SELECT 1 FROM joined_spans WHERE since_import = ? OR until_import = ? LIMIT 1"
            joined = action != "import" or bool(joins.joins_of(self, import_id)) or bool(self.rows(lies_over, (own, own)))
            told = tuple(effects.of_undo(self, own, import_id)) if telling or joined else ()
            if joined:  # what was one is two again, and what refers to it follows: only looking at all of it counts that
                changed = [each.follows for each in told if each.became != "stays"]
                records, following = changed.count(False), changed.count(True)
            later = tuple(effects.building_on(self, own, import_id))
        return Undone(own, import_id, file, records, action, following, told if telling else (), later)

    def forget(self, numbers: Sequence[int], at: datetime, *, who: str | None = None) -> None:
        """Remember headings that --map explained no more, by their numbers."""
        with self._transaction():
            forms.forget(self, numbers, at, who)

    def keep_run(self, run: Run, verdicts: Sequence[Stood]) -> None:
        """Write a night down with all its verdicts, or nothing of it."""
        with self._transaction():
            runs.keep(self, run, verdicts)

    def _undoable(self, import_id: int) -> tuple[str, str | None]:
        found = self.rows("SELECT action, file, undone_by FROM imports WHERE id = ?", (import_id,))
        advice = text("`partytrack imports` lists the imports.")
        if not found:
            raise UsageError("no-such-import", text("There is no import {id}.", id=import_id), advice)
        ((action, file, undone_by),) = found
        if action == "undo":
            again = text("An undo cannot be undone. Import the file again instead.")
            raise UsageError("not-an-import", text("Number {id} is itself an undo.", id=import_id), again)
        if undone_by is not None:
            raise UsageError("undone-before", text("Import {id} was already undone, by {undo}.", id=import_id, undo=undone_by), advice)
        return str(action), file

    # --- inside ---

    def hand_over(self, columns: Mapping[str, Sequence[object]], *statements: str | tuple[str, Mapping[str, object]]) -> None:
        """Run statements, each perhaps with values, that read columns of Python values as the table `handed_over`; quicker than row by row.

        Rows go as plain arrays: loading pandas takes longer than storing them. Of very many, its frames are read by all cores.
        DuckDB finds the variable of that name itself: what is registered instead, the transaction holds to its end.
        """
        from partytrack.store.packing import packed_column  # noqa: PLC0415 - reading does without arrays

        packed = {name: packed_column(values) for name, values in columns.items()}
        handed_over: object = packed
        if max(map(len, packed.values()), default=0) >= FRAMED_ROWS:
            import pandas as pd  # noqa: PLC0415

            handed_over = pd.DataFrame({name: pd.Series(array, dtype=array.dtype) for name, array in packed.items()}, copy=False)  # noqa: F841
        for each in statements:
            self._connection.execute(*((each,) if isinstance(each, str) else each))

    def _run(self, statements: Iterable[str]) -> None:
        """Run statements in one go: a thread that comes back from the database waits each time until another lets go of the interpreter."""
        self._connection.execute(";\n".join(statements))

    @contextmanager
    def _transaction(self) -> Iterator[_Transaction]:
        """Everything or nothing: kept at the end unless it was `dropped` or something went wrong."""
        transaction = _Transaction()
        if self._rehearsing:
            yield transaction
            return
        self._connection.begin()
        try:
            yield transaction
        except BaseException:
            self._connection.rollback()
            raise
        if transaction.dropped:
            self._connection.rollback()
        else:
            self._connection.commit()


class _Transaction:
    dropped = False


# --- opening ---


@contextmanager
def opened(path: Path | None, *, writing: bool, wait: float = _WAIT) -> Iterator[Store]:
    """Open the store for a moment.

    Args:
        path: Its file. None, or to read one that does not exist yet: an empty store in memory.
        writing: Whether anything is to be kept; then nobody else has the store meanwhile, and it is made if missing.
        wait: Seconds to wait while another run has it.

    Raises:
        Busy: Another run had it all the time.
        StoreDamaged: The file is torn or is no store.
        StoreTooNew: A newer version wrote it.
        StoreReadOnly: It may not be read or written, or the disk is full.
    """
    deadline = time.monotonic() + wait
    if path is None or not (writing or path.exists()):
        with _in_memory() as connection:
            yield Store(connection, reading=not writing)
    elif writing:
        _make_folder(path)
        with turnstile.held(path, deadline), closing(duckdb.connect(":memory:")) as connection:
            if not path.exists():
                _create(connection, path)
            _attach_in_time(connection, path, deadline)
            with _explained(path):
                yield Store(connection)
    else:
        with closing(Store(_reading(path, deadline), reading=True)) as store, _explained(path):
            yield store


def make(path: Path) -> None:
    """Make the store if it is missing. Raises what `opened` raises."""
    _make_folder(path)
    with turnstile.held(path, time.monotonic() + _WAIT):
        if not path.exists():
            with closing(duckdb.connect(":memory:")) as connection:
                _create(connection, path)


@contextmanager
def _in_memory() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(":memory:")
    try:
        _migrate(connection, 0)
        yield connection
    finally:
        connection.close()


def _migrate(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    connection.begin()
    connection.execute(";\n".join(schema.migration_from(version)))
    connection.commit()


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _read_only(path, reason_of(error)) from error


def _create(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make an empty store beside its place and move it there, so that what stands there is always whole."""
    new = path.with_name(f"{path.name}.new")
    try:
        with _explained(path):
            new.unlink(missing_ok=True)
            _attach(connection, new)
            _migrate(connection, 0)
            connection.execute("USE memory")
            connection.execute("DETACH store")
        new.chmod(0o600)
        new.replace(path)
    except OSError as error:
        raise _read_only(path, reason_of(error)) from error


def _attach(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS store (STORAGE_VERSION '{schema.STORAGE_VERSION}', ROW_GROUP_SIZE {schema.ROW_GROUP_SIZE})")
    connection.execute("USE store")


def _attach_in_time(connection: duckdb.DuckDBPyConnection, path: Path, deadline: float) -> None:
    """Open the store to write and bring it up to date; readers that are still inside are waited for."""

    def attempt() -> bool | None:
        try:
            _attach(connection, path)
        except duckdb.Error as error:
            if not _taken(error):
                raise _refusal(path, error) from error
            return None
        return True

    turnstile.tried(attempt, path, deadline)
    version = _version(connection, path)
    if version < schema.version():
        with _explained(path):
            _migrate(connection, version)


def _reading(path: Path, deadline: float) -> duckdb.DuckDBPyConnection:
    """The store opened to read; one of an older version is brought up to date first."""

    def attempt() -> duckdb.DuckDBPyConnection | None:
        try:
            return duckdb.connect(str(path), read_only=True)
        except duckdb.Error as error:
            if not _taken(error):
                raise _refusal(path, error) from error
            return None

    with turnstile.passed(path, deadline):
        connection = turnstile.tried(attempt, path, deadline)
    try:
        version = _version(connection, path)
    except PartytrackError:
        connection.close()
        raise
    if version == schema.version():
        return connection
    connection.close()
    with turnstile.held(path, deadline), closing(duckdb.connect(":memory:")) as connection:
        _attach_in_time(connection, path, deadline)
    return _reading(path, deadline)


def _version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    try:
        found = connection.execute("SELECT version FROM meta").fetchone()
    except duckdb.CatalogException:
        found = None
    except duckdb.Error as error:
        raise _refusal(path, error) from error
    if found is None:
        raise _damaged(path)
    if found[0] > schema.version():
        raise _too_new(path)
    return int(found[0])


# --- what went wrong ---


def _taken(error: duckdb.Error) -> bool:
    """Whether another process only had the file at that moment."""
    return "Could not set lock" in str(error) or "Conflicting lock" in str(error)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """What the disk or the file refuses, as an error of ours; a wrong query stays what it is."""
    try:
        yield
    except (duckdb.IOException, duckdb.InternalException, duckdb.FatalException, duckdb.SerializationException) as error:
        raise _refusal(path, error) from error


def _refusal(path: Path, error: duckdb.Error) -> PartytrackError:
    told = str(error)
    if "newer version" in told or "version number" in told:
        return _too_new(path)
    for reason in ("Permission denied", "Read-only file system", "No space left on device", "read-only mode", "Disk quota exceeded"):
        if reason in told:
            return _read_only(path, reason)
    return _damaged(path)


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(
        "store-damaged",
        text("The file {path} is not a partytrack store, or it is damaged.", path=path),
        text("Restore it from a copy, or move it away and import the files again."),
    )


def _too_new(path: Path) -> StoreTooNew:
    return StoreTooNew(
        "store-too-new",
        text("The store {path} was written by a newer version of partytrack.", path=path),
        text("Install the newer version on this computer."),
    )


def _read_only(path: Path, reason: object) -> StoreReadOnly:
    return StoreReadOnly(
        "store-read-only",
        text("The store {path} cannot be used: {reason}.", path=path, reason=reason),
        text("Ask for permission to read and write this file and its folder, make room on the disk, or name another store."),
    )
