"""The real command in a process of its own, forked from one that has loaded everything: it is at work at once.

Run as a script it is the process they are forked from. Each two lines it reads are a command: to the first, which says what to run, it
answers with the number of the process; to the second with what that ended with. Only then it lets go of the number.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import partytrack
from partytrack.intake import wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LOADED_WHEN_NEEDED = (
    "duckdb",
    "numpy",
    "openpyxl",
    "pandas",
    "pydantic",
    "python_calamine",
    "rapidfuzz.process",
    "sqlglot",
    "xlrd",
    "yaml",
)


class Forks:
    """Commands, one after the other."""

    def __init__(self) -> None:
        self._served = subprocess.Popen(
            [sys.executable, __file__],
            # Only a process of one thread may be forked.
            env={
                **os.environ,
                "PYTHONWARNINGS": "error",
                "OPENBLAS_NUM_THREADS": "1",
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        atexit.register(self._served.communicate)

    def start(self, words: Sequence[str | Path], env: Mapping[str, str], folder: Path | str = os.devnull, cwd: Path | None = None) -> int:
        """Begin a command that prints into files `out` and `err` of a folder, or nowhere; the number of its process."""
        out, err = (str(folder) if folder == os.devnull else str(Path(folder, name)) for name in ("out", "err"))
        return self._asked({"words": [*map(str, words)], "env": dict(env), "cwd": str(cwd or Path.cwd()), "out": out, "err": err})

    def ended(self) -> int:
        """Wait for the command that was started last; its exit code, below 0 the signal that killed it."""
        return self._asked(None)

    def _asked(self, what: object) -> int:
        assert self._served.stdin is not None
        assert self._served.stdout is not None
        self._served.stdin.write(f"{json.dumps(what)}\n")
        self._served.stdin.flush()
        return int(self._served.stdout.readline())


@cache
def forks() -> Forks:
    """The one of this process of the tests."""
    return Forks()


def _serve() -> None:
    for module in (*(each.name for each in pkgutil.walk_packages(partytrack.__path__, "partytrack.")), *_LOADED_WHEN_NEEDED):
        if not module.endswith("__main__"):
            importlib.import_module(module)
    wording.learn()
    gc.freeze()
    for line in iter(sys.stdin.readline, ""):
        process = os.fork()
        if process == 0:
            _be(**json.loads(line))
        sys.stdout.write(f"{process}\n")
        sys.stdout.flush()
        sys.stdin.readline()
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])}\n")
        sys.stdout.flush()
    os._exit(0)  # as the command does: taking everything apart first serves nobody


def _be(words: list[str], env: dict[str, str], cwd: str, out: str, err: str) -> None:
    """Be the command, as a process is that was started from nothing with these streams."""
    try:
        for number, (name, mode) in enumerate(
            ((os.devnull, os.O_RDONLY), (out, os.O_WRONLY | os.O_CREAT), (err, os.O_WRONLY | os.O_CREAT))
        ):
            os.dup2(os.open(name, mode), number)
        sys.stdin, sys.stdout, sys.stderr = open(0, closefd=False), open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
        os.environ.clear()
        os.environ.update(env)
        os.chdir(cwd)
        sys.argv = [str(Path(partytrack.__path__[0], "__main__.py")), *words]
        from partytrack.cli.main import run  # noqa: PLC0415 - loaded before

        run()
    except BaseException:  # noqa: BLE001 - a fault shows as it does from nothing
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
    finally:
        os._exit(1)


if __name__ == "__main__":
    _serve()
