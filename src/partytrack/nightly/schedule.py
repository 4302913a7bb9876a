"""The lines that let a system run the night by itself: cron, systemd, the Task Scheduler of Windows. How each quotes is decided here."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from subprocess import list2cmdline
from typing import TYPE_CHECKING, Final

from partytrack.messages import text
from partytrack.vietnamese import bare

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_TASK: Final = 261  # characters that schtasks takes as the command of a task
_ACTING: Final = re.compile(r"[&|<>^]")  # in the command prompt
_PLAIN_IN_UNIT: Final = re.compile(r"[\w@+=:,./-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to run, and when.

    Args:
        program: The words that start `partytrack`, its path absolute.
        folder: The workspace.
        hour, minute: When, every day, local time.
        language: The language to speak, where the workspace does not say it.
        mail_to: Who gets what cron's run says; None for the owner of the crontab.
    """

    program: tuple[str, ...]
    folder: Path
    hour: int
    minute: int
    language: str | None = None
    mail_to: str | None = None

    def command(self, *more: str) -> tuple[str, ...]:
        """The words of the command."""
        spoken = () if self.language is None else ("--lang", self.language)
        return (*self.program, *spoken, "-C", str(self.folder), "nightly", *more)


def cron(plan: Plan) -> str:
    """Two lines of a crontab: who gets mail, and the command, which is silent when nothing has changed."""
    words = " ".join(map(_cron_word, plan.command("-q")))
    receiver = "" if plan.mail_to is None else f"MAILTO={plan.mail_to}\n"
    return f"{receiver}{plan.minute} {plan.hour} * * *  {words}\n"


def _cron_word(word: str) -> str:
    r"""A word for the shell behind cron, which takes `%` for the end of the line and `\%` for a per cent sign.

    The sign is put outside the quotes: else a backslash before it would be taken for its own.
    """
    return "\\%".join(shlex.quote(part) if part else "" for part in word.split("%"))


def systemd(plan: Plan) -> str:
    """A service and its timer; a computer that was off runs the night when it is on again. Findings are no failure of the service."""
    name = f"partytrack-{_unit_name(plan.folder.name)}"
    folder = _specifiers(str(plan.folder))
    lingering = text("so that it runs while nobody is logged in")
    return f"""\
# ~/.config/systemd/user/{name}.service
[Unit]
Description=partytrack nightly: {folder}

[Service]
Type=oneshot
ExecStart={" ".join(map(_unit_word, plan.command("-q")))}
SuccessExitStatus=1

# ~/.config/systemd/user/{name}.timer
[Unit]
Description=partytrack nightly: {folder}

[Timer]
OnCalendar=*-*-* {plan.hour:02}:{plan.minute:02}:00
Persistent=true

[Install]
WantedBy=timers.target

# systemctl --user daemon-reload && systemctl --user enable --now {name}.timer
# loginctl enable-linger    {lingering}
"""


def _unit_name(folder: str) -> str:
    """A folder's name in letters that every tool takes: `Đảng bộ 1` is `dang-bo-1`."""
    return re.sub(r"[^a-z0-9]+", "-", bare(folder)).strip("-") or "workspace"


def _specifiers(word: str) -> str:
    return word.replace("%", "%%")


def _unit_word(word: str) -> str:
    """A word of ExecStart: `%` and `$` doubled, the rest as in C, within quotes."""
    if _PLAIN_IN_UNIT.fullmatch(word):
        return word
    escaped = _specifiers(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{escaped}"'


def windows(plan: Plan) -> str:
    """A line for the command prompt that makes a daily task; what the night said last stands in `reports`."""
    made = f"schtasks /Create /F /SC DAILY /ST {plan.hour:02}:{plan.minute:02} /TN partytrack-{_unit_name(plan.folder.name)}"
    return _for_the_prompt(f"{made} /TR {list2cmdline([task(plan)])}") + "\n"


def task(plan: Plan) -> str:
    """The command of the task as Windows starts it; the Task Scheduler takes no more than LONGEST_TASK characters."""
    return list2cmdline(plan.command("-q", "-o", str(plan.folder / "reports" / "nightly.txt")))


def _for_the_prompt(line: str) -> str:
    """A line whose signs the command prompt takes as they are; it lets each quotation mark begin or end a quotation, escaped or not."""
    parts = line.split('"')
    return '"'.join(part if number % 2 else _ACTING.sub(r"^\g<0>", part) for number, part in enumerate(parts))
