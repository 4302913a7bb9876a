"""Members who may be one person, and what was decided about them. Names are masked unless they are asked for, and then the dates shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text as Line

from partytrack.messages import Text, counted, day_shown, span_shown, text
from partytrack.periods import Span
from partytrack.quality.lookalikes import REASONS
from partytrack.reports.fitting import Column, Fitted, Form
from partytrack.reports.lists import DECISIONS, cell
from partytrack.reports.markdown import heading, page, paragraph, table
from partytrack.reports.verdict_data import as_csv, as_json, as_plain
from partytrack.vietnamese import masked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from rich.console import RenderableType

    from partytrack.quality.lookalikes import Pair, Person
    from partytrack.store.reviewing import DecisionLine

SCHEMA: Final = "partytrack.review/1"
_PAIR_COLUMNS: Final = (
    "reason", "why", "one", "one_name", "one_unit", "one_birth_date", "one_card_number", "one_place",
    "other", "other_name", "other_unit", "other_birth_date", "other_card_number", "other_place",
)  # fmt: skip
_DECISION_COLUMNS: Final = ("decision", "at", "action", "one", "one_name", "other", "other_name")


def pairs_table(pairs: Sequence[Pair], units: Mapping[int, str], *, names: bool) -> RenderableType:
    """Each pair on two lines, one a member, under the reason; how many there are and what to do."""
    if not pairs:
        return Line(str(text("There is nothing to decide.")))
    rows = []
    for pair in pairs:
        for person, why in ((pair.one, Text(REASONS[pair.reason])), (pair.other, "")):
            rows.append([cell(each) for each in [*_cells(person, units, names=names), why]])

    def forms() -> Iterator[Form]:
        titles = _titles()
        for least in ((None, 16, 10, None, None, 16, 20), (None, 10, 8, 10, 8, 10, 12)):
            columns = [Column(str(title), least=narrow) for title, narrow in zip(titles, least, strict=True)]
            full = Form(columns, rows, whole_words=least[3] is None)
            yield full.without(*(() if names else (3, 4)))

    said = counted("{n} pair.", "{n} pairs.", len(pairs))
    return Group(Fitted(forms), Line(""), Line(f"{said} {_advice()}", style="dim"))


def _titles() -> list[Text]:
    return [text("Number"), text("Member"), text("Unit"), text("Born"), text("Card"), text("Where"), text("Why")]


def _advice() -> Text:
    return text("One person: partytrack review same NO. NO.; two people: partytrack review different NO. NO.")


def _cells(person: Person, units: Mapping[int, str], *, names: bool) -> list[object]:
    told = _fields(person, units, names=names)
    birth = _date_shown(person.birth) if names else None
    return [f"#{person.record}", told["name"], told["unit"], birth, told["card_number"], told["place"]]


def _date_shown(span: tuple[date, date] | None) -> str | None:
    if span is None:
        return None
    return span_shown(Span(*span))


def _fields(person: Person, units: Mapping[int, str], *, names: bool) -> dict[str, Any]:
    return {
        "number": person.record,
        "name": person.name if names else masked(person.name),
        "unit": units.get(person.unit),
        "birth_date": Span(*person.birth).label if names and person.birth else None,
        "card_number": person.card if names else None,
        "place": str(person.spot) if person.spot else None,
    }


def pairs_json(pairs: Sequence[Pair], units: Mapping[int, str], *, names: bool) -> str:
    """Every pair with its two members."""
    told = [
        {
            "reason": pair.reason,
            "why": str(Text(REASONS[pair.reason])),
            "members": [_fields(person, units, names=names) for person in (pair.one, pair.other)],
        }
        for pair in pairs
    ]
    return as_json({"schema": SCHEMA, "pairs": told})


def _flat(pair: Pair, units: Mapping[int, str], *, names: bool) -> dict[str, Any]:
    flat: dict[str, Any] = {"reason": pair.reason, "why": str(Text(REASONS[pair.reason]))}
    for which, person in (("one", pair.one), ("other", pair.other)):
        told = _fields(person, units, names=names)
        flat[which] = told.pop("number")
        flat |= {f"{which}_{name}": value for name, value in told.items()}
    return flat


def pairs_csv(pairs: Sequence[Pair], units: Mapping[int, str], *, names: bool) -> str:
    """One line a pair."""
    return as_csv([_flat(pair, units, names=names) for pair in pairs], _PAIR_COLUMNS)


def pairs_plain(pairs: Sequence[Pair], units: Mapping[int, str], *, names: bool) -> str:
    """One line a pair, tab-separated."""
    return as_plain([_flat(pair, units, names=names) for pair in pairs], _PAIR_COLUMNS)


def pairs_markdown(pairs: Sequence[Pair], units: Mapping[int, str], *, names: bool) -> str:
    """A table for each reason."""
    if not pairs:
        return page([paragraph(text("There is nothing to decide."))])
    parts: list[str] = []
    for slug, reason in REASONS.items():
        rows = [_cells(person, units, names=names) for pair in pairs if pair.reason == slug for person in (pair.one, pair.other)]
        if rows:
            parts += [heading(2, Text(reason)), table(_titles()[:-1], rows)]
    return page([*parts, paragraph(_advice())])


# --- what was decided ---


def decisions_table(lines: Sequence[DecisionLine], *, names: bool) -> RenderableType:
    """The decisions that stand, the oldest first."""
    if not lines:
        return Line(str(text("Nothing has been decided.")))
    rows = [[cell(each) for each in _decision_cells(line, names=names)] for line in lines]

    def forms() -> Iterator[Form]:
        for least in (16, 8):
            columns = [Column(str(title), least=least if place in (2, 3, 4) else None) for place, title in enumerate(_decision_titles())]
            yield Form(columns, rows, whole_words=least > 8)

    return Fitted(forms)


def _decision_titles() -> list[Text]:
    return [text("Decision"), text("When"), text("What"), text("Member"), text("Member")]


def _decision_cells(line: DecisionLine, *, names: bool) -> list[object]:
    local = line.at.astimezone()
    people = [f"#{number} {name if names else masked(name)}" for number, name in ((line.one, line.one_name), (line.other, line.other_name))]
    return [line.id, f"{day_shown(local.date())} {local:%H:%M}", Text(DECISIONS[line.action]), *people]


def _decision_fields(line: DecisionLine, *, names: bool) -> dict[str, Any]:
    return {
        "decision": line.id,
        "at": line.at.isoformat(),
        "action": line.action,
        "one": line.one,
        "one_name": line.one_name if names else masked(line.one_name),
        "other": line.other,
        "other_name": line.other_name if names else masked(line.other_name),
    }


def decisions_json(lines: Sequence[DecisionLine], *, names: bool) -> str:
    """The decisions that stand."""
    return as_json({"schema": SCHEMA, "decisions": [_decision_fields(line, names=names) for line in lines]})


def decisions_csv(lines: Sequence[DecisionLine], *, names: bool) -> str:
    """One line a decision."""
    return as_csv([_decision_fields(line, names=names) for line in lines], _DECISION_COLUMNS)


def decisions_plain(lines: Sequence[DecisionLine], *, names: bool) -> str:
    """One line a decision, tab-separated."""
    return as_plain([_decision_fields(line, names=names) for line in lines], _DECISION_COLUMNS)


def decisions_markdown(lines: Sequence[DecisionLine], *, names: bool) -> str:
    """The decisions that stand, as a page."""
    if not lines:
        return page([paragraph(text("Nothing has been decided."))])
    return page([table(_decision_titles(), [_decision_cells(line, names=names) for line in lines])])
