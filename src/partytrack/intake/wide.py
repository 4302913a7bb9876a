"""Columns headed with periods: twelve months in a row are twelve records. What such a heading looks like is decided here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as _made
from datetime import date
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from partytrack import periods
from partytrack.intake.synonyms import known_word
from partytrack.intake.values import FIRST_YEAR, LAST_YEAR, blank, fold_lightly, parse_date, parse_yes_no, shown
from partytrack.periods import Span
from partytrack.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partytrack.intake.grid import Grid
    from partytrack.intake.wording import Heading

FEWEST: Final = 2
_MOST_LOOKED_AT: Final = 300
_MONTHS: Final = 12
_YEAR_BEHIND: Final = r"(?:(?:\s*[/.,-]\s*|\s+)(?:năm\s+)?((?:19|20)\d\d))?"
_FORMS: Final = (
    ("month", re.compile(rf"(?:tháng|thg|th|t)\s*[.:]?\s*0?(\d{{1,2}}){_YEAR_BEHIND}")),
    ("month", re.compile(r"0?(\d{1,2})\s*[/.-]\s*((?:19|20)\d\d)")),
    ("quarter", re.compile(rf"(?:quý|q)\s*[.:]?\s*(iv|iii|ii|i|[1-4]){_YEAR_BEHIND}")),
    ("half", re.compile(rf"(?:6|sáu)\s+tháng\s+(đầu|cuối)(?:\s+năm)?{_YEAR_BEHIND}")),
    ("year", re.compile(r"(?:năm\s+)?()((?:19|20)\d\d)")),
    ("year", re.compile(rf"cả\s+năm(){_YEAR_BEHIND}")),
)
_NUMBERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "đầu": 1, "cuối": 2}
_LAST: Final = {"month": _MONTHS, "quarter": 4, "half": 2}
# "Xếp loại tháng 1", "Xếp loại năm 2023": the period behind what its column holds.
_BEHIND: Final = re.compile(
    r"(.*?\S)\s+((?:tháng|thg|quý|cả năm|năm|6 tháng|sáu tháng)\s*.*|(?:q|t)\.?\s?[\divx]+(?:[/.-]\d{4})?|(?:19|20)\d\d)"
)
# Beside the months or quarters of a year what holds for all of it.
_OF_THE_YEAR: Final = re.compile(
    r"((?:kết quả |mức |đánh giá,? )*(?:xếp loại|phân loại|kết quả|đánh giá)(?: chất lượng)?) (?:của |trong )?năm"
)


@dataclass(frozen=True, slots=True)
class Label:
    """The period over a column: the third month, of a year that the heading may leave open; and what else stands there."""

    grain: str
    number: int
    year: int | None
    rest: str = ""

    def span(self, year: int | None) -> Span | None:
        """The period, in the year given where the heading names none; None without any year."""
        known = self.year or year
        if known is None or not FIRST_YEAR <= known <= LAST_YEAR:
            return None
        match self.grain:
            case "month":
                return periods.month(known, self.number)
            case "quarter":
                return periods.quarter(known, self.number)
            case "half":
                return periods.half(known, self.number)
            case _:
                return periods.year(known)


@dataclass(frozen=True, slots=True)
class Turn:
    """The columns of one period, None where nothing says the year: each row has a record for it, unless they are all blank.

    Args:
        span: The period.
        columns: Field → column, of several to be ticked the first.
        marks: Column → the word over it, where a tick under "Tốt" or "Khá" is the rating.
    """

    span: Span | None
    columns: Mapping[str, int]
    marks: Mapping[int, str] = _made(default_factory=dict)

    @property
    def every(self) -> set[int]:
        """All its columns."""
        return {*self.columns.values(), *self.marks}


@dataclass(frozen=True, slots=True)
class Wide:
    """What a sheet's headings and cells say about columns headed with periods.

    Args:
        labels: Column → period.
        content: What most of the cells are: rating, day, tick, number, quota for numbers below a title that hands them down;
            empty where that is open.
        year: The year of the whole sheet.
        of_meetings: Whether the title says that meetings are graded.
    """

    labels: Mapping[int, Label]
    content: str = ""
    year: int | None = None
    of_meetings: bool = False

    @property
    def named(self) -> bool:
        """Whether a year is known for every period."""
        return all(label.span(self.year) for label in self.labels.values())


@cache
def label(text: str) -> Label | None:
    """The period that a text names and nothing else; None for any other."""
    written = fold_lightly(" ".join(text.split())).strip(" .,;:()")
    for grain, form in _FORMS:
        match = form.fullmatch(written)
        if match is None:
            continue
        said, year = match.groups()
        number = _NUMBERS.get(said) or int(said or 0)
        if grain == "year" or 1 <= number <= _LAST[grain]:
            return Label(grain, number, int(year) if year else None)
    return None


def labels(headings: Sequence[Heading]) -> dict[int, Label]:
    """Column → the period over it; empty unless at least two different ones stand over the same words, in order."""
    found = {heading.index: said for heading in headings if (said := _label_of(heading))}
    found |= _bare_months(headings)
    over: dict[str, set[tuple[str, int, int | None]]] = {}
    for each in found.values():
        over.setdefault(each.rest, set()).add((each.grain, each.number, each.year))
    found = {column: each for column, each in found.items() if len(over[each.rest]) >= FEWEST or not (each.number or each.year)}
    if len({(each.grain, each.number, each.year) for each in found.values()}) < FEWEST or not _in_order(found):
        return {}
    return found


def _label_of(heading: Heading) -> Label | None:
    levels = [" ".join(level.split()) for level in heading.levels]
    said = [(place, each) for place, level in enumerate(levels) if (each := label(level))]
    if not said and len(levels) == 1 and (match := _BEHIND.fullmatch(fold_lightly(levels[0]))) and (behind := label(match[2])):
        return Label(behind.grain, behind.number, behind.year, match[1])
    if not said and len(levels) == 1 and (match := _OF_THE_YEAR.fullmatch(fold_lightly(levels[0]))):
        return Label("year", 0, None, match[1])
    if not said and len(levels) > 1 and (whole := label(" ".join(levels[-2:]))):  # "Quý" over "I"
        return Label(whole.grain, whole.number, whole.year, " ".join(levels[:-2]))
    if not said:
        return None
    inner = min(said, key=lambda each: _SHORTNESS[each[1].grain])  # of "Năm 2023" over "Tháng 3" the month
    year = next((each.year for _, each in said if each.year), None)
    places = {place for place, _ in said}
    rest = " ".join(level for place, level in enumerate(levels) if place not in places)
    return Label(inner[1].grain, inner[1].number, year, rest)


_SHORTNESS: Final = {"month": 0, "quarter": 1, "half": 2, "year": 3}


def _bare_months(headings: Sequence[Heading]) -> dict[int, Label]:
    """Columns numbered 1 to 12, alone or under a year; or 1 to n under a heading that speaks of months."""
    numbered = [(heading, int(said)) for heading in headings if (said := heading.levels[-1].strip()).isascii() and said.isdigit()]
    run = [(heading, number) for place, (heading, number) in enumerate(numbered) if number == place + 1 <= _MONTHS]
    spoken = all("tháng" in fold_lightly(" ".join(heading.levels[:-1])) for heading, _ in run)
    years = {_year_over(heading) for heading, _ in run}
    # Under other words they may number the columns.
    alone = len(run) == _MONTHS and (all(len(heading.levels) == 1 for heading, _ in run) or (len(years) == 1 and years != {None}))
    if len(run) < FEWEST or not (alone or spoken):
        return {}
    return {
        heading.index: Label("month", number, _year_over(heading), " ".join(level for level in heading.levels[:-1] if label(level) is None))
        for heading, number in run
    }


def _year_over(heading: Heading) -> int | None:
    return next((said.year for level in heading.levels[:-1] if (said := label(level)) and said.grain == "year"), None)


def _in_order(found: Mapping[int, Label]) -> bool:
    """Whether periods of one length follow each other from the left: no two columns of plain years do by accident."""
    for grain in _SHORTNESS:
        order = [(each.year or 0, each.number) for _, each in sorted(found.items()) if each.grain == grain]
        steps = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(order) if after != before]
        if any(step < (0, 0) for step in steps) and any(step > (0, 0) for step in steps):
            return False
        if grain == "year" and any(abs(years) > 1 for (years, _), (one, _) in zip(steps, order, strict=False) if one):
            return False
    return True


def numbered_months(row: Sequence[object]) -> bool:
    """Whether the numbers in a row are 1, 2, 3 … side by side, as the months of a year are headed."""
    numbers = [(index, cell) for index, cell in enumerate(row) if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
    first = numbers[0][0] if numbers else 0
    return len(numbers) == _MONTHS and all((index, cell) == (first + place, place + 1) for place, (index, cell) in enumerate(numbers))


_DAY_MONTH: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})")


def content(grid: Grid, first: int, columns: Iterable[int]) -> str:
    """What most of the cells in some columns are, from a row on: rating, day, tick, number; empty where none is."""
    counts = dict.fromkeys(("rating", "day", "tick", "number"), 0)
    looked = 0
    for row in grid.rows[first : first + _MOST_LOOKED_AT]:
        for column in columns:
            if not blank(row[column]):
                looked += 1
                counts[_sort(row[column])] = counts.get(_sort(row[column]), 0) + 1
    best = max(counts, key=lambda sort: counts[sort])
    return best if looked and 2 * counts[best] > looked else ""


def _sort(cell: object) -> str:
    if isinstance(cell, date):
        return "day"
    if not isinstance(cell, str):
        return "number"
    if known_word("ratings", "rating", fold(cell).strip(" .;:,")):
        return "rating"
    if _DAY_MONTH.fullmatch(cell.strip()) or (isinstance(span := parse_date(cell), Span) and span.first == span.last):
        return "day"
    if parse_yes_no(cell) is True and not cell.strip().isdigit():
        return "tick"
    return "number" if cell.strip()[:1].isdigit() else ""


# What the cells of a kind's period columns are, where their headings do not say it.
_MEANT: Final = {
    "ratings": {"rating": "rating"},
    "meetings": {"day": "held_on", "tick": "held_on"},
    "figures": {"number": "value"},
    "allocations": {"quota": "value"},
}
# What a period column may hold at all, and what of it a record cannot be without.
_ALLOWED: Final = {
    "ratings": frozenset({"rating", "exemplary", "decision_number"}),
    "meetings": frozenset({"held_on", "kind", "due", "present", "excused", "duration_minutes", "score", "quality", "joint", "title"}),
    "figures": frozenset({"value", "source"}),
    "allocations": frozenset({"value"}),
    "titles": frozenset({"title", "awarded"}),
}
_NEEDED: Final = {
    "ratings": frozenset({"rating"}),
    "meetings": frozenset({"held_on", "due", "present", "excused"}),
    "figures": frozenset({"value"}),
    "allocations": frozenset({"value"}),
    "titles": frozenset({"title"}),
}
_GRADED: Final = frozenset({"score", "quality"})


def allowed(kind: str) -> frozenset[str]:
    """The fields of a kind that a column headed with a period may hold."""
    return _ALLOWED.get(kind, frozenset())


def turns(kind: str, wide: Wide, fields: Mapping[int, str | None]) -> tuple[Turn, ...]:
    """The periods of a kind with their columns, from the left; none where the columns do not fit the kind.

    Args:
        kind: The kind.
        wide: What the sheet says.
        fields: Column → the field its heading names besides the period; None where it names none that is known.
    """
    meant = _MEANT.get(kind, {}).get(wide.content)
    rests = {wide.labels[column].rest for column, field in fields.items() if field is None and wide.labels[column].number}
    found: dict[tuple[str, int, int | None], tuple[Span | None, dict[str, int]]] = {}
    for column, field in sorted(fields.items()):
        each = wide.labels[column]
        if kind == "meetings" and each.grain == "year":
            continue  # no meeting was held all year
        name = field or (meant if len(rests) == 1 or not each.rest else None)
        if name in allowed(kind):
            _, columns = found.setdefault((each.grain, each.number, each.year), (each.span(wide.year), {}))
            columns.setdefault(name or "", column)
    made = tuple(Turn(span, columns) for (grain, *_), (span, columns) in found.items() if _is_record(kind, wide, grain, columns))
    return made if len(made) >= FEWEST else ()


def _is_record(kind: str, wide: Wide, grain: str, columns: Mapping[str, int]) -> bool:
    """Whether the columns of a period hold what a record cannot be without; the score and grade of a month are those of its meeting."""
    if kind == "meetings" and wide.of_meetings and grain == "month" and columns.keys() >= _GRADED:
        return True
    return not _NEEDED[kind].isdisjoint(columns)


def ticked_turns(name: str, wide: Wide, words: Mapping[int, str]) -> tuple[Turn, ...]:
    """The periods each of which has a column for every word of a rating, to be ticked; none where that is not so.

    Args:
        name: The field that the words are of.
        wide: What the sheet says.
        words: Column → the word over it.
    """
    found: dict[tuple[str, int, int | None], tuple[Span | None, dict[int, str]]] = {}
    for column, word in sorted(words.items()):
        each = wide.labels[column]
        found.setdefault((each.grain, each.number, each.year), (each.span(wide.year), {}))[1][column] = word
    made = tuple(Turn(span, {name: min(marks)}, marks) for span, marks in found.values())
    return made if wide.content == "tick" and len(made) >= FEWEST and all(len(turn.marks) >= FEWEST for turn in made) else ()


def day_in(cell: object, span: Span | None) -> object:
    """The cell of a day in a column headed with a period: a tick is the whole period, "3/5" under May has that period's year."""
    if blank(cell):
        return ""
    if isinstance(cell, str) and span is not None:
        if (match := _DAY_MONTH.fullmatch(cell.strip())) and span.first.year == span.last.year:
            return f"{match[1]}/{match[2]}/{span.first.year}"
        if parse_yes_no(cell) is True and not cell.strip().isdigit():
            return shown_span(span)
    return cell


def stretches(rows: Sequence[int], turns: Sequence[Turn], dates: Iterable[tuple[date | None, date | None]]) -> list[tuple[int, int]]:
    """The first and last of rows that follow each other and whose every record is dated inside the period its cells stand under.

    Of any other row nobody can tell by a record's date in which of its columns it stands.

    Args:
        rows: The row of each record, in order; one with several records stands there as often.
        turns: The period of each.
        dates: The first and last day of what each is dated by.
    """
    sure: dict[int, bool] = {}
    for row, turn, (first, last) in zip(rows, turns, dates, strict=True):
        inside = turn.span is not None and first is not None and last is not None and turn.span.covers(Span(first, last))
        sure[row] = sure.get(row, True) and inside
    runs = (list(run) for inside, run in groupby(sure, key=sure.__getitem__) if inside)
    return [(run[0], run[-1]) for run in runs]


def shown_span(span: Span) -> str:
    """The period as a date cell would hold it: 05/2023 or 2023; a quarter or half, which no date is, by its label."""
    if span.length is periods.Length.MONTH:
        return f"{span.first.month:02}/{span.first.year}"
    return shown(span.label)
