"""What `--kind`, `--map` and `--set` say for all rows of a sheet, and the title beside them: whether it can be, and as what it is kept."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from partytrack.errors import UsageError
from partytrack.intake.columns import Sheetwide, constant
from partytrack.intake.recognition import KIND_IN_TITLE
from partytrack.intake.values import Bad
from partytrack.messages import text
from partytrack.records import KINDS, MEETINGS, field_title
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partytrack.intake.headings import Plan
    from partytrack.intake.seen import Options
    from partytrack.messages import Text

# A nil return names these two, whatever the kind.
_ALWAYS_GIVEN = ("unit", "period")
_ALL_FIELDS = {each.name: each for kind in reversed(KINDS.values()) for each in kind.fields}


def check(options: Options) -> None:
    """Raise for a kind, field or value that cannot be."""
    if options.kind is not None and options.kind not in KINDS:
        raise UsageError(
            "kind-unknown",
            text("There is no kind “{name}”.", name=options.kind),
            _suggestion(options.kind, KINDS),
        )
    known: Iterable[str] = [each.name for each in KINDS[options.kind].fields] if options.kind else _ALL_FIELDS
    for name in (*options.mapping.values(), *options.given):
        if name not in known and not (name in _ALWAYS_GIVEN and name in options.given):
            raise UsageError("field-unknown", text("There is no field “{name}”.", name=name), _nearest_field(name, options.kind))
    for name, said in options.given.items():
        kinds = [KINDS[options.kind]] if options.kind else list(KINDS.values())
        values = [constant(kind.name, kind.field(name), said) for kind in kinds if kind.has(name)] or [
            constant("figures", KINDS["figures"].field(name), said)
        ]
        if all(isinstance(value, Bad) or value is None for value in values):
            raise _invalid(name, said)


def _invalid(name: str, said: str) -> UsageError:
    return UsageError(
        "value-invalid",
        text("“{value}” cannot be the value of {field}.", value=said, field=field_title(name)),
        text("Correct --set {name}=….", name=name),
    )


def _suggestion(name: str, known: Iterable[str]) -> Text:
    near = get_close_matches(name, list(known), 3, 0.6)
    if near:
        return text("Did you mean: {names}?", names=", ".join(near))
    return text("Known are: {names}.", names=", ".join(known))


def _nearest_field(name: str, kind: str | None) -> Text:
    """The fields that are called nearly so, or headed so; of one kind else all of them, else where they stand."""
    fields = list(KINDS[kind].fields) if kind else list(_ALL_FIELDS.values())
    headed = [each.name for each in fields if fold(name) in map(fold, each.headings)]
    if headed:
        return text("Did you mean: {names}?", names=", ".join(headed))
    if get_close_matches(name, [each.name for each in fields], 1, 0.6) or kind:
        return _suggestion(name, [each.name for each in fields])
    return text("With --kind KIND the fields of that kind are named here ({kinds}); docs/kinds.md has them all.", kinds=", ".join(KINDS))


def sheetwide(plan: Plan, options: Options, title: Mapping[str, Any]) -> Sheetwide:
    """What `--set` and the title say for all rows, as it is kept."""
    kind = plan.kind
    given = {}
    for name, said in options.given.items():
        owner = kind if kind.has(name) else KINDS["figures"]
        if not owner.has(name):
            continue
        value = constant(owner.name, owner.field(name), said)
        if isinstance(value, Bad):
            raise _invalid(name, said)
        given[name] = value
    saying = {**title, **({"unit": title["issuer"].unit} if title["issuer"] else {})}
    if kind is not MEETINGS:
        saying["kind"] = (title["kinds"] or {}).get(kind.name)
    # Where each meeting has a column for what it was about, its own words may say another kind.
    said_of_all = (
        "unit",
        "period",
        "indicator",
        "aspect",
        "awarded",
        *(("kind",) if kind.name in KIND_IN_TITLE or (kind is MEETINGS and "title" not in plan.fields) else ()),
    )
    titled = {
        name: saying[name]
        for name in said_of_all
        if saying[name] and kind.has(name) and name not in plan.fields and name not in given and not (name == "period" and plan.turns)
    }
    return Sheetwide(given, titled)
