"""The names conditions may use for each kind: its own fields, and those of the unit or member a record is about.

A further name that reaches into another record is one word in `_REACHED`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlglot import exp

from partytrack.messages import marked
from partytrack.records import KINDS, Field, Type

RECORD: Final = "r"  # the table alias of the record itself
HEADS: Final = "unit.members"
_HEAD_COUNT: Final = Field("members", Type.COUNT, (), marked("members"))
_REACHED: Final = {
    "unit": ("code", "name", "kind", "sector", "group", "members"),
    "by_unit": ("kind",),
    "member": ("sex", "status"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a condition and the columns it stands for.

    Args:
        name: As conditions write it.
        alias: The table its columns are in: `r`, `unit`, `by_unit`, `member`.
        field: What it holds.
    """

    name: str
    alias: str
    field: Field

    @property
    def type(self) -> Type:
        """What it holds."""
        return self.field.type

    def column(self, suffix: str = "") -> exp.Column:
        """Its column; `_last` and `_folded` name the second ones of days and texts. Quoted: some names are words of SQL."""
        return exp.column(f"{self.field.name}{suffix}", table=self.alias, quoted=True)


@cache
def names(kind: str) -> dict[str, Named]:
    """Every name conditions on a kind may use.

    Units call their head-count plainly `members`; it stands in the same table as the `unit.members` of other kinds.
    """
    own = KINDS[kind]
    known = {each.name: Named(each.name, RECORD, each) for each in own.fields}
    if kind == "units":
        known["members"] = Named(HEADS, "unit", _HEAD_COUNT)
    for alias, reached in _REACHED.items():
        about = "members" if alias == "member" else "units"
        if own.person if alias == "member" else own.has(alias):
            for name in reached:
                field = _HEAD_COUNT if f"{alias}.{name}" == HEADS else KINDS[about].field(name)
                known[f"{alias}.{name}"] = Named(f"{alias}.{name}", alias, field)
    return known
