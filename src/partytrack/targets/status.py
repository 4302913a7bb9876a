"""How a target can stand. Apart from judging, so that whoever only shows it loads no more."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How a target stands for a period."""

    MET = "met"
    ON_TRACK = "on-track"
    BEHIND = "behind"
    MISSED = "missed"
    NO_DATA = "no-data"
    NOT_DUE = "not-due"
    WAIVED = "waived"
