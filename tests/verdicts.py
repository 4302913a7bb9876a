"""Hand-made targets and verdicts for the tests of what is shown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from partytrack import periods
from partytrack.periods import Length
from partytrack.targets.judge import Checked, Verdict
from partytrack.targets.language import Bound, Count, Each, Figure, Goal, Must, Rows, Scale, Share, Target, When

if TYPE_CHECKING:
    from partytrack.targets.language import Condition
    from partytrack.targets.status import Status

YEARLY = When(every=Length.YEAR)
RATED: Condition = None  # type: ignore[assignment]  # what is shown never looks at conditions


def at_least(text: str, low: Fraction | int, scale: Scale = Scale.PLAIN) -> Goal:
    return Goal(text=f">= {text}", bound=Bound.AT_LEAST, low=Fraction(low), scale=scale)


ADMISSIONS = Target(
    "new-members", "Kết nạp đảng viên mới", Count(Rows("admissions")), at_least("200", 200), YEARLY, "targets/2020.yaml", 10
)
GOOD = Target(
    "members-good",
    "Đảng viên hoàn thành tốt nhiệm vụ trở lên",
    Share(Rows("ratings"), RATED),
    at_least("80%", Fraction(4, 5), Scale.SHARE),
    YEARLY,
    "targets/2020.yaml",
    20,
)
EXCELLENT = Target(
    "members-excellent",
    "Trong đó hoàn thành xuất sắc",
    Share(Rows("ratings"), RATED, (RATED,)),
    at_least("15%", Fraction(3, 20), Scale.SHARE),
    YEARLY,
    "targets/2020.yaml",
    30,
    parent="members-good",
    depth=1,
)
OUTPUT = Target(
    "industrial-output", "Giá trị sản xuất công nghiệp", Figure("industrial_output"), None, YEARLY, "targets/2020.yaml", 40, measured_in="%"
)
HOUSEHOLDS = Target("households", "Số hộ được giúp đỡ", Figure("households"), None, YEARLY, "targets/2020.yaml", 50, measured_in="hộ")
MONTHLY = Target(
    "cells-meet",
    "Chi bộ sinh hoạt hằng tháng",
    Each(Rows("units"), (Must(Count(Rows("meetings")), at_least("1", 1), Length.MONTH),)),
    Goal("= 100%", Bound.EQUAL, Fraction(1), scale=Scale.SHARE),
    YEARLY,
    "targets/2020.yaml",
    60,
)


def verdict(target: Target, year: int, status: Status | None, **known: Any) -> Verdict:
    given: dict[str, Any] = {
        "target": target,
        "period": periods.year(year),
        "label": str(year),
        "unit": None,
        "unit_name": None,
        "status": status,
        "value": None,
        "numerator": None,
        "denominator": None,
        "undecided": 0,
        "left_out": 0,
        "goal": target.goal,
        "margin": None,
        "achieved": None,
        "expected": None,
        "needed": None,
        "reported": 65,
        "due": 65,
        "reason": None,
        "open": False,
        "scale": target.goal.scale if target.goal else Scale.PLAIN,
    }
    return Verdict(**{**given, **known})


def shared(target: Target, year: int, status: Status | None, part: int, whole: int, **known: Any) -> Verdict:
    value = Fraction(part, whole)
    goal = target.goal.low if target.goal else None
    return verdict(
        target,
        year,
        status,
        value=value,
        numerator=Fraction(part),
        denominator=Fraction(whole),
        margin=value - goal if goal is not None else None,
        achieved=value / goal if goal else None,
        **known,
    )


def checked(*verdicts: Verdict, **known: Any) -> Checked:
    given: dict[str, Any] = {
        "term": "2020-2025",
        "committee": "Đảng bộ Khối các cơ quan tỉnh",
        "as_of": date(2024, 6, 30),
        "known_at": None,
        "run_id": "1",
        "imports": 3,
        "verdicts": verdicts,
    }
    return Checked(**{**given, **known})
