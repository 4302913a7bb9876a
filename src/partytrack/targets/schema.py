"""The keys of target files. A new key is one line here and its meaning in `build`; `did you mean` and the checks follow.

Every value is still a text here. What is needed together and what excludes what is in `build`.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

Every = Literal["week", "month", "quarter", "half", "year", "term"]
Inner = Literal["week", "month", "quarter", "half", "year"]
Scope = Literal["tree", "own"]

# Keys that take one value or a list of them.
LISTS: Final = frozenset({"must", "distinct", "sum", "all"})


class Keys(BaseModel):
    """Keys of one mapping; others are a problem."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RowKeys(Keys):
    """Which records are looked at."""

    where: str | None = None
    distinct: list[str] | None = None
    dated: str | None = None
    at: str | None = None
    scope: Scope | None = None


class SideKeys(RowKeys):
    """A measure that can be divided by another, or divide it."""

    count: str | None = None
    sum: list[str] | None = None
    average: str | None = None
    share: str | None = None
    of: str | None = None
    figure: str | None = None
    add: Literal["periods", "units", "both"] | None = None
    running: Literal["true", "false"] | None = None
    growth: str | None = None
    form: str | None = Field(None, alias="as")
    base: str | None = None


class RatioKeys(Keys):
    """The two sides of a ratio."""

    part: SideKeys | None = None
    whole: SideKeys | None = None


class MeasureKeys(SideKeys):
    """What is measured, and the goal for it."""

    ratio: RatioKeys | None = None
    done: str | None = None
    than: SideKeys | None = None
    goal: str | None = None


class MustKeys(MeasureKeys):
    """What each unit or member must do."""

    longest_gap: str | None = None
    every: Inner | None = None


class TogetherKeys(MeasureKeys):
    """One of several measures that must all hold."""

    each: Literal["units", "members"] | None = None
    must: list[MustKeys] | None = None


class TargetKeys(TogetherKeys):
    """One target or part."""

    id: str | None = None
    title: str | None = None
    all: list[TogetherKeys] | None = None
    every: Every | None = None
    by: str | None = None
    goals: dict[str, str] | None = None
    years: list[str] | None = None
    due: str | None = None
    complete: str | None = None
    report_by: str | None = None
    severity: Literal["error", "warn"] | None = None
    measured_in: str | None = None
    note: str | None = None
    source: str | None = None
    parts: list[TargetKeys] | None = None


class WaiverKeys(Keys):
    """A miss that is excused."""

    target: str | None = None
    unit: str | None = None
    period: str | None = None
    reason: str | None = None
    approved_by: str | None = None
    until: str | None = None


class ResolutionKeys(Keys):
    """The resolution that set the targets."""

    title: str | None = None
    number: str | None = None
    date: str | None = None
    source: str | None = None


class TermKeys(Keys):
    """A whole file."""

    term: str | None = None
    start: str | None = Field(None, alias="from")
    through: str | None = None
    years: list[str] | None = None
    committee: str | None = None
    resolution: ResolutionKeys | None = None
    targets: list[Any] | None = None  # each is held against TargetKeys on its own
    waivers: list[WaiverKeys] | None = None


def known_keys(model: type[Keys]) -> list[str]:
    """The keys a mapping may have, as files write them."""
    return [field.alias or name for name, field in model.model_fields.items()]
