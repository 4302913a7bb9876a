"""`partytrack.yaml`: its keys and what they mean. A new setting is one key here and one field of `Workspace`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from partytrack.errors import SettingsError
from partytrack.messages import Language, text
from partytrack.targets.conditions import parse
from partytrack.targets.load import read_document
from partytrack.targets.misread import Misread
from partytrack.targets.schema import Keys
from partytrack.workspace import NightSettings, Workspace

if TYPE_CHECKING:
    from partytrack.targets.reading import Reading

_SECONDS: Final = re.compile(r"\d{1,4}(?:\.\d{1,3})?")


class NightlyKeys(Keys):
    """The keys under `nightly`."""

    fail_on: list[Literal["missed", "behind", "no-data", "never"]] | None = None
    quiet_seconds: str | None = None


class SettingsKeys(Keys):
    """The keys of `partytrack.yaml`; all may be left out."""

    committee: str | None = None
    language: Language | None = None
    store: str | None = None
    reporting_units: str | None = None
    keep: list[Literal["citizen_id"]] | None = None
    mask_names: Literal["true", "false"] | None = None
    nightly: NightlyKeys | None = None


SHARED_STORE: Final = "postgresql://"


def workspace_of(root: Path, path: Path, store: str | None) -> Workspace:
    """The workspace as its settings file says.

    Args:
        root: The folder.
        path: The settings file.
        store: Where the store is, if the environment says so; it comes before the settings.

    Raises:
        SettingsError: The file is not valid; every problem with its line and column.
    """
    if not _says_anything(path):
        return Workspace(root, store_path(root, store))
    reading = read_document(path)
    keys = reading.settings(SettingsKeys) if reading.root is not None else SettingsKeys()
    if keys.reporting_units is not None:
        try:
            parse(keys.reporting_units, "units")
        except Misread as problem:
            reading.misread(("reporting_units",), problem)
    nightly = _nightly(reading, keys.nightly or NightlyKeys())
    if not reading.valid:
        raise SettingsError(
            "settings",
            text("The settings are not valid.\n{problems}", problems="\n".join(str(problem) for problem in reading.problems)),
            text("Correct the file and try again."),
        )
    return Workspace(
        root,
        store_path(root, store or keys.store),
        keys.committee,
        keys.language,
        keys.reporting_units,
        keep_citizen_id="citizen_id" in (keys.keep or ()),
        mask_names=keys.mask_names != "false",
        nightly=nightly,
    )


def _nightly(reading: Reading, keys: NightlyKeys) -> NightSettings:
    """The settings of the night; what they say wrong is noted as a problem."""
    fail_on: frozenset[str] | None = None
    if keys.fail_on is not None:
        fail_on = frozenset(keys.fail_on) - {"never"}
        if len(fail_on) < len(keys.fail_on) and fail_on:
            reading.problem(("nightly", "fail_on"), text("“never” excludes the others."), text("Write [never], or leave it out."))
    if keys.quiet_seconds is None:
        return NightSettings(fail_on)
    if not _SECONDS.fullmatch(keys.quiet_seconds):
        reading.problem(
            ("nightly", "quiet_seconds"),
            text("{word} is not a number of seconds.", word=keys.quiet_seconds),
            text("Write a number of 0 to 9999, for example 5."),
        )
        return NightSettings(fail_on)
    return NightSettings(fail_on, float(keys.quiet_seconds))


def _says_anything(path: Path) -> bool:
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)


def store_path(root: Path, given: str | None) -> Path:
    """The store's file: given from the workspace's folder on, or the usual one.

    Raises:
        SettingsError: It names a shared store, which needs another edition of the store.
    """
    if given is None:
        return root / ".partytrack" / "store.duckdb"
    if given.startswith(SHARED_STORE):
        raise SettingsError(
            "shared-store",
            text("A shared store (postgresql://) cannot be used here."),
            text("Name a file, or leave the setting out."),
        )
    return root / Path(given)
