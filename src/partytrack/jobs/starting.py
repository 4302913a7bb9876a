"""Making workspaces: an empty one, and the samples. A new sample is one line in `SAMPLES` and a folder in `samples/`."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partytrack.errors import UsageError
from partytrack.jobs.importing import FileTaken, ImportOptions, import_files
from partytrack.messages import spoken, text
from partytrack.workspace import SETTINGS_FILE, Workspace, is_workspace

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample workspace: its term, and the day on which its verdicts show most."""

    term: str
    as_of: date


SAMPLES: Final = {
    "thai-binh": Sample("2020-2025", date(2024, 6, 30)),
    "hoang-su-phi": Sample("2015-2020", date(2018, 6, 30)),
    "bac-kan": Sample("2015-2020", date(2018, 6, 30)),
    "lao-cai": Sample("2015-2020", date(2019, 6, 30)),
    "thai-nguyen": Sample("2010-2020", date(2019, 6, 30)),
}
_PACKAGE: Final = Path(__file__).parents[1]


def init(folder: Path, year: int) -> list[Path]:
    """Make a workspace: settings and a commented target file in the language spoken; the files made.

    Raises:
        UsageError: The folder is a workspace already; nothing is overwritten.
    """
    if is_workspace(folder):
        raise UsageError(
            "is-workspace",
            text("{folder} is a workspace already.", folder=folder),
            text("Nothing was changed; edit its files, or name another folder."),
        )
    first = year - year % 5
    term = f"{first}-{first + 5}"
    values = {"TERM_NAME": term, "FROM_YEAR": str(first), "THROUGH_YEAR": str(first + 5)}
    values["YEARS"] = ", ".join(str(each) for each in range(first + 1, first + 6))
    made = [folder / SETTINGS_FILE, folder / "targets" / f"{term}.yaml"]
    (folder / "targets").mkdir(parents=True, exist_ok=True)
    for path, starter in zip(made, ("partytrack", "targets"), strict=True):
        content = (_PACKAGE / "starter" / f"{starter}.{spoken()}.yaml").read_text(encoding="utf-8")
        for name, value in values.items():
            content = content.replace(name, value)
        path.write_text(content, encoding="utf-8")
    return made


def demo(name: str, folder: Path, now: datetime) -> tuple[Workspace, list[FileTaken]]:
    """Copy a sample workspace into a folder and import all its spreadsheets."""
    packaged, repository = _PACKAGE / "samples" / name, _PACKAGE.parents[1]
    source = packaged if packaged.is_dir() else repository / "samples" / name
    # The target file of Thái Bình is that of the repository, which is a workspace itself.
    targets = source / "targets" if (source / "targets").is_dir() else repository / "targets"
    sheets = sorted(path for path in source.iterdir() if path.suffix in (".xlsx", ".csv"))
    (folder / "targets").mkdir(parents=True, exist_ok=True)
    for path in sheets:
        shutil.copyfile(path, folder / path.name)
    for path in targets.glob("*.yaml"):
        shutil.copyfile(path, folder / "targets" / path.name)
    workspace = Workspace(folder, folder / ".partytrack" / "store.duckdb")
    return workspace, import_files(workspace, [folder / path.name for path in sheets], ImportOptions(), now)
