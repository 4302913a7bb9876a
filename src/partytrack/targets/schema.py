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
LISTS: Final = frozenset({"must", "distinct"})


class Keys(BaseModel):
    """Keys of one mapping; others are a problem."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CountKeys(Keys):
    """A count, as the part or the whole of a ratio."""

    count: str | None = None
    where: str | None = None
    distinct: list[str] | None = None
    dated: str | None = None
    at: str | None = None
    scope: Scope | None = None


class RatioKeys(Keys):
    """The two sides of a ratio."""

    part: CountKeys | None = None
    whole: CountKeys | None = None


class MeasureKeys(CountKeys):
    """What is measured, and the goal for it."""

    share: str | None = None
    of: str | None = None
    ratio: RatioKeys | None = None
    figure: str | None = None
    goal: str | None = None


class MustKeys(MeasureKeys):
    """What each unit must do."""

    every: Inner | None = None


class TargetKeys(MeasureKeys):
    """One target or part."""

    id: str | None = None
    title: str | None = None
    each: Literal["units"] | None = None
    must: list[MustKeys] | None = None
    every: Every | None = None
    by: str | None = None
    goals: dict[str, str] | None = None
    years: list[str] | None = None
    due: str | None = None
    complete: str | None = None
    report_by: str | None = None
    base: str | None = None
    severity: Literal["error", "warn"] | None = None
    measured_in: str | None = None
    note: str | None = None
    source: str | None = None
    parts: list[TargetKeys] | None = None


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


def known_keys(model: type[Keys]) -> list[str]:
    """The keys a mapping may have, as files write them."""
    return [field.alias or name for name, field in model.model_fields.items()]
