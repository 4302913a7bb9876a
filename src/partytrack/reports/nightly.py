"""What a night did: one line for people, plain lines and JSON for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from partytrack.messages import counted, day_shown, harmless, label_shown, text
from partytrack.reports.looks import LOOKS, WATCHED
from partytrack.reports.verdict_data import as_json, as_plain, summary_counts
from partytrack.targets.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partytrack.nightly.changes import Change
    from partytrack.nightly.outcome import Night

MOST_NAMES: Final = 8  # of targets in the line; JSON has all
MOST_FILES: Final = 3  # of each sort
_COLUMNS: Final = ("event", "name", "term", "period", "before", "after", "new", "changed", "unchanged", "gone", "rejected", "place")


def night_line(night: Night) -> str:
    """What is different from the night before, and how the targets stand, in one line, however wide the paper is."""
    said = [*_about_files(night), *_about_data(night), *_about_targets(night)]
    if not said:
        said = [str(text("nothing has changed"))]
    said += [*_data(night), *_standing(night)]
    return f"{day_shown(night.run.as_of)}: {'; '.join(said)}.\n"


def _about_files(night: Night) -> Iterator[str]:
    imported = night.imported
    if imported:
        names = _files([str(line.file) for line in imported])
        yield str(counted("{n} file imported ({names})", "{n} files imported ({names})", len(imported), names=names))
    rejecting = [line for line in night.imports if line.rejected]
    if rejecting:
        names = _files([str(line.file) for line in rejecting])
        rows = sum(line.rejected for line in rejecting)
        yield str(counted("{n} row rejected ({names})", "{n} rows rejected ({names})", rows, names=names))
    undone = [line for line in night.imports if line.undoes is not None and line.file is not None]
    if undone:
        names = _files([str(line.file) for line in undone])
        yield str(counted("{n} import taken back ({names})", "{n} imports taken back ({names})", len(undone), names=names))
    decided = [line for line in night.imports if line.file is None]
    if decided:
        yield str(counted("{n} decision about who is who", "{n} decisions about who is who", len(decided)))
    if night.repeated:
        names = _files(night.repeated)
        yield str(counted("{n} file known already ({names})", "{n} files known already ({names})", len(night.repeated), names=names))
    if night.set_aside:
        names = _files([each.name for each in night.set_aside])
        yield str(
            counted(
                "{n} file set aside in “rejected” ({names})",
                "{n} files set aside in “rejected” ({names})",
                len(night.set_aside),
                names=names,
            )
        )
    if night.left:
        names = _files([f"{name}: {why.why}" for name, why in night.left.items()])
        yield str(counted("{n} file left in the inbox ({names})", "{n} files left in the inbox ({names})", len(night.left), names=names))


def _about_data(night: Night) -> Iterator[str]:
    """How the data quality is another one than the night before."""
    if night.data_before is None or night.data == night.data_before:
        return
    yield str(text("data: {before} → {now}", before=_counts(night.data_before), now=_counts(night.data)))


def _data(night: Night) -> Iterator[str]:
    """How the data quality is, where nothing was said of it and there is something to say."""
    if night.data != (0, 0) and night.data_before in (None, night.data):
        yield str(text("data: {now}", now=_counts(night.data)))


def _counts(data: tuple[int, int]) -> str:
    errors, warnings = counted("{n} error", "{n} errors", data[0]), counted("{n} warning", "{n} warnings", data[1])
    return f"{errors}, {warnings}"


def _about_targets(night: Night) -> Iterator[str]:
    if night.changes:
        titles = {(each.term, verdict.target.id): verdict.target.title for each in night.checked for verdict in each.verdicts}
        names = _names(
            [
                f"“{titles[each.term, each.target]}” {label_shown(each.period)}: {_word(each.before or 'not-due')} → {_word(each.after)}"
                for each in night.changes
            ],
            "; ",
        )
        yield str(counted("{n} target stands otherwise: {names}", "{n} targets stand otherwise: {names}", len(night.changes), names=names))


def _standing(night: Night) -> Iterator[str]:
    for checked in night.checked:
        counts = summary_counts(checked)
        tally = ", ".join(f"{LOOKS[status].sign} {count} {LOOKS[status].word}" for status, count in counts.items() if count)
        yield str(text("term {term}: {tally}", term=checked.term, tally=tally or text("nothing to judge")))
    if not night.checked:
        yield str(text("no term is in force"))


def _files(names: Sequence[str]) -> str:
    return _names(names, most=MOST_FILES)


def _names(names: Sequence[str], between: str = ", ", *, most: int = MOST_NAMES) -> str:
    """The first of some names, and how many more there are."""
    shown = between.join(harmless(" ".join(name.split())) for name in names[:most])
    more = len(names) - most
    if more <= 0:
        return shown
    rest = text("and {n} more", n=more)
    return f"{shown}{between}{rest}"


def _word(status: str | None) -> str:
    return LOOKS[Status(status) if status is not None else None].word


def _events(night: Night) -> Iterator[dict[str, Any]]:
    for line in night.imports:
        counts = {name: getattr(line, name) for name in ("new", "changed", "unchanged", "gone", "rejected")}
        event = {"import": "imported", "undo": "undone"}.get(line.action, line.action)
        yield {"event": event, "name": line.file} | counts
    for name in night.repeated:
        yield {"event": "known-already", "name": name}
    for each in night.set_aside:
        yield {"event": "set-aside", "name": each.name, "place": each.place.as_posix()}
    for name, why in night.left.items():
        yield {"event": "left", "name": name, "after": why.slug}
    for change in night.changes:
        yield {"event": "stands-otherwise", "name": change.target, **_change_fields(change)}


def _change_fields(change: Change) -> dict[str, Any]:
    return {"term": change.term, "period": change.period, "before": change.before, "after": change.after}


def night_plain(night: Night) -> str:
    """One line for each thing that is different from the night before, tab-separated."""
    return as_plain([dict.fromkeys(_COLUMNS) | event for event in _events(night)], _COLUMNS)


def night_json(night: Night) -> str:
    """All that the night did, and how the targets of each term stand."""
    return as_json(
        {
            "schema": "partytrack.nightly/1",
            "run": night.run.id,
            "as_of": night.run.as_of.isoformat(),
            "started_at": night.run.started_at.isoformat(),
            "ended_at": night.run.ended_at.isoformat(),
            "changed": night.something_changed,
            "imports": [
                {"import_id": line.id, "action": line.action, "file": line.file, "undoes": line.undoes}
                | {name: getattr(line, name) for name in ("new", "changed", "unchanged", "gone", "rejected")}
                for line in night.imports
            ],
            "known_already": night.repeated,
            "set_aside": [
                {"file": each.name, "place": each.place.as_posix(), "error": each.error.code if each.error else None}
                for each in night.set_aside
            ],
            "left": [{"file": name, "reason": why.slug} for name, why in night.left.items()],
            "data": {"errors": night.data[0], "warnings": night.data[1]},
            "terms": [
                {
                    "term": each.term,
                    "summary": {status.value if status else WATCHED: count for status, count in summary_counts(each).items()},
                }
                for each in night.checked
            ],
            "changes": [{"target": each.target, **_change_fields(each)} for each in night.changes],
            "errors": [{"code": each.code, "message": str(each.message), "advice": str(each.advice)} for each in night.errors],
        }
    )
