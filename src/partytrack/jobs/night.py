"""The unattended run. Here the order of its steps is decided, and with it what a run that is cut short leaves to the next one.

A file is imported before it is moved: cut short between the two, the next night finds it imported already and only moves it.
Its findings are written before the import is kept: cut short between the two, the next night writes the same again.
The night itself is kept last, so one that was cut short is none.
"""

from __future__ import annotations

import errno
import filecmp
import hashlib
import os
import shutil
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partytrack.errors import CannotDo, FileUnreadable, UsageError, reason_of
from partytrack.jobs import judging
from partytrack.messages import text
from partytrack.nightly import filing, inbox, lock
from partytrack.nightly.changes import changes
from partytrack.nightly.inbox import Left, Look
from partytrack.nightly.outcome import Night, SetAside, went_in
from partytrack.quality import rules
from partytrack.store.duckdb import make, opened
from partytrack.store.runs import Run, Stood

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor, Future
    from datetime import date, datetime
    from pathlib import PurePosixPath

    from partytrack.errors import PartytrackError, TargetFileError
    from partytrack.jobs.importing import FileTaken
    from partytrack.nightly.changes import Change
    from partytrack.store.batches import ImportLine
    from partytrack.store.duckdb import Store
    from partytrack.targets.judge import Checked
    from partytrack.targets.language import Condition, Term
    from partytrack.workspace import Workspace

    InForce = tuple[list[Term], Condition | None, TargetFileError | None]

_WRITING: Final = ".writing"  # what is being written gets its name when it is whole; there is one of it, which the next night takes over
_IN_USE: Final = 32  # Windows: another program has the file
_MODE: Final = 0o700


@dataclass(frozen=True, slots=True)
class NightOptions:
    """How a night is to run.

    Args:
        as_of: The day of judgement.
        clock: Says what time it is.
        told: Puts into words what became of a file, for those who have to correct it.
        wait: Seconds to wait while another night runs; None for the usual.
    """

    as_of: date
    clock: Callable[[], datetime]
    told: Callable[[FileTaken], str]
    wait: float | None = None


def run(workspace: Workspace, options: NightOptions) -> Night:
    """One night: import what lies in the inbox, file it, look at the data, judge every term in force, keep the run.

    What fails about one file or one term stands in `errors` and does not keep the rest from being done.

    Raises:
        Busy: Another night, or another command in the store, did not end in time.
        StoreError: The store cannot be used.
        CannotDo: The workspace's folder may not be written.
    """
    with lock.held(workspace.root, options.wait), ThreadPoolExecutor(1, thread_name_prefix="targets") as beside:
        return _Running(workspace, options, beside).run()


class _Running:
    """One night on its way."""

    def __init__(self, workspace: Workspace, options: NightOptions, beside: Executor) -> None:
        self._workspace = workspace
        self._options = options
        self._beside = beside
        self._in_force: Future[InForce] | None = None
        self._inbox = workspace.root / filing.INBOX
        self._quiet_at = 0.0
        self._left: dict[str, Left] = {}
        self._repeated: list[str] = []
        self._told: set[str] = set()
        self._set_aside: list[SetAside] = []
        self._errors: list[PartytrackError] = []
        self._data = (0, 0)

    def run(self) -> Night:
        """All steps in their order."""
        started_at = self._options.clock()
        _make_folder(self._inbox, 0o777)  # others put their files there, as far as the system's habits let them
        _make_folder(self._workspace.root / filing.REPORTS)
        waiting = self._waiting()
        taken = self._import(waiting) if waiting else {}
        with opened(self._workspace.store, writing=False) as store:
            before, lines = store.last_run(), {line.id: line for line in store.imports()}
            known = before.last_import if before else 0
            for name, each in taken.items():
                if self._unchanged(name, waiting[name]):
                    self._file(name, each, lines, known)
            checked, changed = self._judge(store, first=before is None)
        last = max(lines, default=0)
        night = Night(
            Run(
                before.id + 1 if before else 1,
                started_at,
                self._options.clock(),
                self._options.as_of,
                last,
                len(self._set_aside),
                *self._data,
            ),
            first=before is None,
            imports=[line for line in lines.values() if line.id > known],
            rejecting=sum(lines[number].open_rows for number in {_number(each) for each in taken.values()} if number and number > known),
            repeated=self._repeated,
            set_aside=self._set_aside,
            left=self._left,
            checked=checked,
            changes=changed,
            data_before=(before.errors, before.warnings or 0) if before and before.errors is not None else None,
            errors=self._errors,
        )
        with opened(self._workspace.store, writing=True) as store:
            store.keep_run(night.run, [stood for each in checked for stood in _stood(each)])
        return night

    # --- what waits ---

    def _waiting(self) -> dict[str, Look]:
        """The files that can be read, in the order of their names; the others are noted as left.

        Whether they are complete is seen by a second look, before anything is done with them; until then they are only read.
        """
        seen, names = self._look()
        self._left |= inbox.left_at_once(seen, names)
        seen = {name: look for name, look in seen.items() if name not in self._left}
        pause = inbox.seconds_until_quiet(seen.values(), self._workspace.nightly.quiet_seconds, self._options.clock().timestamp())
        self._quiet_at = time.monotonic() + pause
        return {name: seen[name] for name in sorted(seen) if self._readable(name)}

    def _look(self) -> tuple[dict[str, Look], set[str]]:
        """Every file of the inbox and its folders that is not passed over, and the names of all."""
        seen, names = {}, set()
        for folder, _, files in os.walk(self._inbox, onerror=self._no_entry):
            for file in files:
                path = Path(folder, file)
                name = path.relative_to(self._inbox).as_posix()
                names.add(name)
                look = None if inbox.passed_over(name) else _looked(path)
                if look is not None:
                    seen[name] = look
        return seen, names

    def _no_entry(self, error: OSError) -> None:
        self._errors.append(
            CannotDo(
                "folder-unreadable",
                text("The folder {folder} cannot be read: {reason}.", folder=error.filename, reason=reason_of(error)),
                text("Ask for the right to read it."),
            )
        )

    def _readable(self, name: str) -> bool:
        """Whether a file opens; one that does not is left, and unless a program has it, that is an error."""
        try:
            (self._inbox / name).open("rb").close()
        except FileNotFoundError:
            return False  # somebody took it away
        except OSError as error:
            self._refused(name, error)
            return False
        return True

    def _refused(self, name: str, error: OSError) -> None:
        """Leave a file that the system does not hand over."""
        in_use = getattr(error, "winerror", None) == _IN_USE
        self._left[name] = Left.OPEN if in_use else Left.LOCKED
        if not in_use:
            self._errors.append(
                CannotDo(
                    "file-left",
                    text("{file} stays in the inbox: {reason}.", file=name, reason=reason_of(error)),
                    text("Ask for the right to read and move it; the next night tries again."),
                )
            )

    # --- what goes in ---

    def _import(self, waiting: Mapping[str, Look]) -> dict[str, FileTaken]:
        """What became of each file; its findings are written before its import is kept."""
        from partytrack.jobs.importing import ImportOptions, import_files

        if time.monotonic() >= self._quiet_at and not self._workspace.store.exists():
            # It is made while the files are being read; what is wrong with it is told when it is used.
            self._beside.submit(copy_context().run, make, self._workspace.store)
        paths = [self._inbox / name for name in waiting]

        def tell(taken: FileTaken) -> None:
            if taken.rejects:
                self._write_findings(taken.path.relative_to(self._inbox).as_posix(), taken)

        def complete(path: Path) -> bool:
            self._coming()  # all is read, and target files are read while the database is busy with storing it
            name = path.relative_to(self._inbox).as_posix()
            return self._unchanged(name, waiting[name])

        results = import_files(self._workspace, paths, ImportOptions(), self._options.clock(), complete=complete, before_commit=tell)
        return dict(zip(waiting, results, strict=True))

    def _unchanged(self, name: str, look: Look) -> bool:
        """Whether a file is as it was at the first look, and has been for long enough; one that has changed is left."""
        time.sleep(max(self._quiet_at - time.monotonic(), 0))
        now = _looked(self._inbox / name)
        if now is not None and now != look:
            self._left[name] = Left.GROWING
        return now == look

    def _file(self, name: str, taken: FileTaken, lines: Mapping[int, ImportLine], known: int) -> None:
        """Move a file to where it belongs."""
        number = _number(taken)
        digest = taken.read.sha256 or hashlib.sha256(b"").hexdigest()  # a file without content has no fingerprint
        try:
            if number is not None and went_in(lines[number]):
                self._move(name, filing.archived(name, digest, self._options.clock().date()))
                if number <= known or lines[number].file != taken.path.name:
                    self._repeated.append(name)
                return
            place = filing.rejected(name, digest)
            if name not in self._told and (taken.already is None or not (self._workspace.root / filing.findings(name, digest)).exists()):
                self._write_findings(name, taken)
            self._set_aside.append(SetAside(name, self._move(name, place), taken.error))
        except OSError as error:
            self._refused(name, error)

    def _write_findings(self, name: str, taken: FileTaken) -> None:
        """Write what is wrong with a file, and before it the workbook to send back: where the one is the other is too."""
        from partytrack.jobs.returning import to_return

        digest = taken.read.sha256 or hashlib.sha256(b"").hexdigest()
        workbook = to_return(taken)
        if workbook is not None:
            self._write(filing.returned(name, digest, str(text("returned"))), workbook)
        self._write(filing.findings(name, digest), self._options.told(taken).encode("utf-8-sig"))
        self._told.add(name)

    def _write(self, name: PurePosixPath, data: bytes) -> None:
        place = self._workspace.root / name
        _make_folder(place.parent)
        beside = self._workspace.root / filing.REJECTED / _WRITING
        try:
            with open(beside, "wb", opener=_for_the_owner) as file:
                file.write(data)
            beside.replace(place)
        except OSError as error:
            raise _not_written(place, error) from error

    def _move(self, name: str, place: PurePosixPath) -> PurePosixPath:
        """Move a file of the inbox to a place, or beside another content that is there already; where it is now."""
        source = self._inbox / name
        free = next(each for each in filing.numbered(place) if _is_free(source, self._workspace.root / each))
        target = self._workspace.root / free
        _make_folder(target.parent)
        _moved(source, target)
        return free

    # --- how the targets stand ---

    def _judge(self, store: Store, *, first: bool) -> tuple[list[Checked], list[Change]]:
        """The rules of data quality, and beside them every term in force on the day, and what is different from when a night last judged it.

        To the first night all is new.
        """
        checked, changed = [], []
        terms, reporting = self._terms()
        store.look()
        options = judging.CheckOptions(self._options.as_of)
        asked = [judging.Judging.of(store, self._workspace, term, reporting, options) for term in terms]
        # The database looks for what breaks the rules while what it has answered is counted out here.
        with store.beside(lambda other: rules.run(other, self._options.as_of)) as looking:
            for each in asked:
                checked.append(each.checked())
                before = store.stood(each.term.name)
                changed += changes(before, _stood(checked[-1])) if before or not first else []
            found = looking.result()
        self._data = (found.errors, len(found.problems) - found.errors)
        return checked, changed

    def _coming(self) -> Future[InForce]:
        """The terms in force, being read in a thread of their own since the first call."""
        if self._in_force is None:
            self._in_force = self._beside.submit(copy_context().run, judging.in_force, self._workspace, self._options.as_of)
        return self._in_force

    def _terms(self) -> tuple[Sequence[Term], Condition | None]:
        """The terms in force, and who must report; what is wrong with target files and settings is noted."""
        try:
            terms, reporting, wrong = self._coming().result()
        except (UsageError, FileUnreadable) as error:
            self._errors.append(error)
            return [], None
        if wrong is not None:
            self._errors.append(wrong)
        return terms, reporting


def _number(taken: FileTaken) -> int | None:
    return taken.import_id if taken.import_id is not None else taken.already


def _stood(checked: Checked) -> list[Stood]:
    return [
        Stood(
            checked.term,
            each.target.id,
            each.label,
            None if each.status is None else each.status.value,
            None if each.value is None else float(each.value),
        )
        for each in checked.verdicts
    ]


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _looked(path: Path) -> Look | None:
    """A file as it is now; None if it has gone, or is a pipe or the like, which could keep a reader waiting for ever."""
    try:
        seen = path.lstat()
    except OSError:
        return None
    if not (stat.S_ISREG(seen.st_mode) or stat.S_ISLNK(seen.st_mode)):
        return None
    return Look(seen.st_size, max(seen.st_mtime, seen.st_ctime), link=stat.S_ISLNK(seen.st_mode))


def _is_free(source: Path, target: Path) -> bool:
    """Whether a file may go to a place: nothing is there, or its own copy."""
    return not target.exists() or (target.is_file() and filecmp.cmp(source, target, shallow=False))


def _moved(source: Path, target: Path) -> None:
    """Move a file; between two disks by way of a copy, which gets its name when it is whole."""
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = target.with_name(_WRITING)
        shutil.copy2(source, beside)
        beside.replace(target)
        source.unlink()


def _make_folder(folder: Path, mode: int = _MODE) -> None:
    try:
        for each in (*reversed(folder.parents), folder):
            if not each.exists():
                each.mkdir(mode=mode, exist_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from error


def _not_written(path: Path, error: OSError) -> CannotDo:
    return CannotDo(
        "not-written",
        text("{file} cannot be written: {why}.", file=path, why=reason_of(error)),
        text("Ask for permission to write in this folder."),
    )
