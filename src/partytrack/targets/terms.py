"""What stands above the targets of a file: the term, its days and years. Several files of one term are put together here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from partytrack import periods
from partytrack.messages import Text, text
from partytrack.periods import Length, Span
from partytrack.targets.build import Builder
from partytrack.targets.language import Term, Waiver
from partytrack.targets.schema import TargetKeys, TermKeys
from partytrack.targets.waivers import read
from partytrack.vietnamese import nfc

if TYPE_CHECKING:
    from datetime import date

    from partytrack.targets.document import Path
    from partytrack.targets.reading import Reading

V = TypeVar("V")
_DAY_OR_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_YEAR: Final = re.compile(r"[0-9]{4}")


@dataclass
class Header:
    """The top of one file; what is missing or wrong is None."""

    reading: Reading
    keys: TermKeys
    first: date | None = None
    last: date | None = None
    years: tuple[int, ...] | None = None
    resolution: dict[str, str] = field(default_factory=dict)


def header(reading: Reading) -> Header | None:
    """The top of a file with its problems noted; None where the YAML could not be read. Sets the term of the reading."""
    if reading.root is None:
        return None
    keys = reading.settings(TermKeys)
    if keys.term is None:
        reading.absent((), text("The file does not say its term."), text("Write term: 2020-2025 at its top."))
    else:
        reading.term = nfc(keys.term)
    first, last = _end(reading, keys.start, "from"), _end(reading, keys.through, "through")
    found = Header(reading, keys, first.first if first else None, last.last if last else None)
    if found.first and found.last and found.first > found.last:
        reading.problem(("through",), text("The term ends before it begins."), text("Put from: before through:."))
        found.first = found.last = None
    if keys.years is not None:
        found.years = _years(reading, keys.years, found)
    if keys.targets is None:
        reading.absent((), text("The file has no targets."), text("Write them as a list under targets:."))
    if keys.resolution is not None:
        found.resolution = keys.resolution.model_dump(exclude_none=True)
    return found


def together(name: str, headers: list[Header]) -> Term | None:
    """The term that some files describe together; None if any of them has an error. Where they disagree, the later one is wrong."""
    first = _agreed(headers, "from", [each.first for each in headers])
    last = _agreed(headers, "through", [each.last for each in headers])
    years = _agreed(headers, "years", [each.years for each in headers])
    committee = _agreed(headers, "committee", [each.keys.committee and nfc(each.keys.committee) for each in headers])
    resolution = _agreed(headers, "resolution", [each.resolution or None for each in headers])
    span = Span(first, last) if first and last else None
    if years is None and span is not None and not any(each.keys.years for each in headers):
        years = tuple(each.first.year for each in periods.whole(Length.YEAR, span))
    taken: dict[str, str] = {}
    builders = [Builder(each.reading, span, years, taken) for each in headers]
    for each, builder in zip(headers, builders, strict=True):
        for index, data in enumerate(each.keys.targets or ()):
            path: Path = ("targets", index)
            if not isinstance(data, dict):
                each.reading.problem(
                    path, text("{key} takes keys and values.", key="targets"), text("Write them as lines of key: value under it.")
                )
                continue
            builder.target(each.reading.validated(TargetKeys, data, path), path)
    waivers: list[Waiver] = []
    if span is not None and years is not None:
        made = tuple(target for builder in builders for target in builder.made)
        so_far = Term(name, span, years, made, ())
        waivers = [waiver for each in headers for waiver in read(each.reading, each.keys.waivers or [], so_far, taken)]
    if span is None or years is None or not all(each.reading.valid for each in headers):
        return None
    targets = tuple(target for builder in builders for target in builder.made)
    return Term(name, span, years, targets, tuple(each.reading.file for each in headers), committee, resolution or {}, tuple(waivers))


def _end(reading: Reading, written: str | None, key: str) -> Span | None:
    if written is None:
        reading.absent((), text("The file does not say {key}, an end of the term.", key=key), _days())
        return None
    try:
        if _DAY_OR_MONTH.fullmatch(written):
            return periods.parse(written)
    except ValueError:
        pass  # a day that does not exist is no day, as below
    reading.problem((key,), text("{word} is not a day or a month.", word=written), _days())
    return None


def _days() -> Text:
    return text("Write a day like 2020-08-11 or a month like 2020-08.")


def _years(reading: Reading, written: list[str], found: Header) -> tuple[int, ...] | None:
    years: list[int] = []
    for index, each in enumerate(written):
        path: Path = ("years", index)
        if not _YEAR.fullmatch(each):
            reading.problem(path, text("{word} is not a year.", word=each), text("Write four digits."))
        elif int(each) in years:
            reading.problem(path, text("The year {year} stands twice.", year=each), text("Write each year once."))
        elif found.first and found.last and not found.first.year <= int(each) <= found.last.year:
            reading.problem(
                path,
                text("{day} lies outside the term.", day=each),
                text("The term is {first} to {last}.", first=found.first, last=found.last),
            )
        else:
            years.append(int(each))
    return tuple(sorted(years)) if years and len(years) == len(written) else None


def _agreed(headers: list[Header], key: str, values: list[V | None]) -> V | None:
    """What the first file that says it says; a file that says another thing has a problem."""
    agreed: V | None = None
    source = ""
    for each, value in zip(headers, values, strict=True):
        if value is None:
            continue
        if agreed is None:
            agreed, source = value, each.reading.file
        elif value != agreed:
            each.reading.problem(
                (key,), text("{key} is not what {file} says for the same term.", key=key, file=source), text("Make the files agree.")
            )
    return agreed
