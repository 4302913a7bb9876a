"""The list of rules, in the order they are told. A new rule is a function in this room and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partytrack.errors import UsageError
from partytrack.messages import marked, text
from partytrack.quality import meetings, people, ratings
from partytrack.quality.problems import Asking, Problem, Quality, Records, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

RULES: Final = (
    Rule(
        "official-before-admission", "error", marked("official before admitted"),
        marked("Correct the two dates in the roster."), people.official_before_admission,
    ),
    Rule(
        "probation-too-short", "warning", marked("official within less than twelve months"),
        marked("Check the two dates."), people.probation_too_short,
    ),
    Rule(
        "probation-overdue", "warning", marked("probationary for too long"),
        marked("Ask whether the member was recognised, and add the official date."), people.probation_overdue,
    ),
    Rule(
        "duplicate-card", "error", marked("one card number on two members"),
        marked("Write the card number alike in all files, or correct it."), people.duplicate_card,
    ),
    Rule(
        "look-alike", "warning", marked("may be the same person"),
        marked("See “partytrack review”: say there whether it is one person, or give both rows the same card number."), people.look_alike,
    ),
    Rule(
        "member-of-ended-unit", "error", marked("members of a unit that has ended"),
        marked("Import a roster that says where these members belong now."), people.member_of_ended_unit,
    ),
    Rule(
        "member-known-since", "warning", marked("about members who were not known then"),
        marked("Import the file once more as it says: its rows then stand under these members."), people.known_since,
    ),
    Rule(
        "month-without-meeting", "warning", marked("a month without a meeting"),
        marked("Ask the cell whether it met, and import the log."), meetings.month_without_meeting,
    ),
    Rule(
        "meeting-gap", "warning", marked("two months or more without a meeting"),
        marked("Ask the cell whether it met, and import the log."), meetings.meeting_gap,
    ),
    Rule(
        "present-over-due", "warning", marked("more present than due"),
        marked("Correct the two numbers in the log."), meetings.present_over_due,
    ),
    Rule(
        "due-far-from-roster", "warning", marked("due and roster far apart"),
        marked("Check whether the roster or the log is out of date."), meetings.due_far_from_roster,
    ),
    Rule(
        "admission-without-member", "warning", marked("admitted but in no roster"),
        marked("Add the person to the roster, or correct the name or birth date."), people.admission_without_member,
    ),
    Rule(
        "member-without-admission", "warning", marked("in the roster but not among the admissions"),
        marked("Add the admission, or correct the name or birth date."), people.member_without_admission,
    ),
    Rule(
        "excellent-over-cap", "warning", marked("more than a fifth as many excellent as good"),
        marked("Check the ratings: within a group of similar kind at most a fifth of those rated good may be excellent."),
        ratings.excellent_over_cap,
    ),
    Rule(
        "rating-of-exempt", "warning", marked("rating of an exempt member"),
        marked("Leave the member out of the ratings, or correct the status."), ratings.rating_of_exempt,
    ),
    Rule(
        "stated-totals", "warning", marked("a total that is not the number of rows"),
        marked("Check whether rows are missing, or correct the total."), ratings.stated_totals,
    ),
)  # fmt: skip


def chosen(slugs: Sequence[str]) -> tuple[Rule, ...]:
    """The rules of these names, in their own order; all for none.

    Raises:
        UsageError: One is no rule.
    """
    known = {rule.slug for rule in RULES}
    for slug in slugs:
        if slug not in known:
            raise UsageError(
                "unknown-rule", text("There is no rule “{name}”.", name=slug), text("Known are: {names}.", names=", ".join(sorted(known)))
            )
    return tuple(rule for rule in RULES if not slugs or rule.slug in slugs)


def run(
    records: Records, as_of: date, rules: Sequence[Rule] = RULES, *, known_at: date | None = None, within: int | None = None
) -> Quality:
    """What the rules find on a day.

    Args:
        records: The record views, laid out.
        as_of: The day.
        rules: Which rules.
        known_at: By what was known then; only to be told.
        within: Only problems of this unit (its record number) and those below it.
    """
    asking = Asking(records, as_of)
    found: list[Problem] = [problem for rule in rules for problem in rule.find(rule, asking)]
    if within is not None:
        query = f"SELECT unit FROM ancestry WHERE ancestor = {within} AND from_day <= {asking.day} AND {asking.day} < until_day"  # noqa: S608
        below = {unit for (unit,) in asking.rows(query)}
        found = [problem for problem in found if problem.unit in below]
    rows = asking.rows("SELECT record, code, name FROM units ORDER BY valid_from")
    units = {record: (code or name, name) for record, code, name in rows}
    return Quality(as_of, known_at, units, tuple(found), tuple(rules))
