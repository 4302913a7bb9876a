"""The command-line library speaking the reader's language: help pages and wrong usage. Change here how both look.

The library's own help page costs half the start-up time and says half of it in English only, so it is drawn here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import typer
from typer._click import exceptions as wrong
from typer._click.core import Command as AnyCommand
from typer._coercion import RuntimeParam
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from partytrack.errors import UsageError
from partytrack.messages import Text, harmless, marked, text

if TYPE_CHECKING:
    from typer._click.core import Context
    from typer._click.formatting import HelpFormatter
    from typer.core import TyperArgument, TyperOption

    Param = TyperOption | TyperArgument

_LIBRARY_SAYS: Final = (
    marked("[OPTIONS]"),
    marked("COMMAND [ARGS]..."),
    marked("Show this message and exit."),
    marked("Missing command."),
)
_UNEXPECTED: Final = re.compile(r"Got unexpected extra argument\(s\) \((?P<given>.*)\)", re.DOTALL)
_WITH_A_VALUE: Final = ("--lang", "-C", "--workspace")
_BEFORE_THE_COMMAND: Final = (*_WITH_A_VALUE, "--version")
_WITHOUT_VALUE: Final = re.compile(r"Option .* does not take a value\.")

Function = TypeVar("Function", bound=Callable[..., Any])


def _said(template: str | None) -> str:
    return str(Text(template)) if template else ""


def _repeated(argument: Param) -> str:
    """The name of an argument, with dots where it may be given several times."""
    return f"{_name(argument)}{'' if argument.nargs == 1 else '...'}"


def _usage(argument: Param) -> str:
    """The same as the line of usage has it: in brackets where it may be left out."""
    return _repeated(argument) if argument.required else f"[{_repeated(argument)}]"


class _Spoken(AnyCommand):
    """What commands and groups have in common."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the line of usage."""
        pieces = [self.options_metavar or "", *(_usage(param) for param in self._arguments(ctx))]
        if isinstance(self, TyperGroup):
            pieces.append(self.subcommand_metavar)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=str(text("Usage:")) + " ")

    def _arguments(self, ctx: Context) -> list[TyperArgument]:
        return [cast("TyperArgument", param) for param in self.get_params(ctx) if param.param_type_name == "argument"]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the arguments and options."""
        sections: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for param in cast("list[Param]", self.get_params(ctx)):
            record = param.get_help_record(ctx)
            if record is not None:
                name = _repeated(param) if param.param_type_name == "argument" else record[0]
                sections[param.param_type_name].append((name, _said(param.help)))
        for title, records in ((text("Arguments"), sections["argument"]), (text("Options"), sections["option"])):
            if records:
                with formatter.section(str(title)):
                    formatter.write_dl(records)

    def format_epilog(self, _ctx: Context, formatter: HelpFormatter) -> None:
        """Write the example."""
        if self.epilog:
            with formatter.section(str(text("Example"))):
                for line in self.epilog.splitlines():
                    formatter.write(f"{'':>{formatter.current_indent}}{line.strip()}\n")

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """The option --help, read like all others."""
        option = super().get_help_option(ctx)
        if option is not None:
            _read_as_written(option)
        return option


class SpokenCommand(_Spoken, TyperCommand):
    """One command."""


class SpokenGroup(_Spoken, TyperGroup):
    """A group of commands."""

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the options and the commands."""
        super().format_options(ctx, formatter)
        rows = [(name, (command.help or "").split("\n\n")[0]) for name, command in self.commands.items() if not command.hidden]
        with formatter.section(str(text("Commands"))):
            formatter.write_dl(rows)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, AnyCommand | None, list[str]]:
        """Find the command named, or say which one may be meant."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            near = ", ".join(get_close_matches(name, self.commands))
            advice = text("Did you mean {names}?", names=near) if near else text("See: {command}", command=f"{ctx.command_path} --help")
            raise UsageError("no-such-command", text("There is no command “{name}”.", name=name), advice)
        return super().resolve_command(ctx, args)


def command(app: typer.Typer, name: str, *, help: str, example: str) -> Callable[[Function], Function]:  # noqa: A002
    """Add a function to an app as a command whose help, in the reader's language, ends with an example."""
    return app.command(name, cls=SpokenCommand, help=help, epilog=example)


@dataclass(frozen=True)
class _AsWritten(RuntimeParam):
    """Values stay the words that were written: the commands read them themselves and say in both languages what is wrong.

    (The library would load pydantic for each of them, which is slow, and speaks English only.)
    """

    def _coerce_value(self, value: Any, param: Any, ctx: Context) -> Any:  # noqa: ANN401, ARG002
        return value


def _read_as_written(param: Param) -> None:
    descriptor = param.type_descriptor
    param._runtime_param = _AsWritten(descriptor.parameter_info, descriptor.annotation)  # noqa: SLF001


def spoken(app: typer.Typer, words: Sequence[str]) -> TyperGroup:
    """The app as a command, its words put into the language spoken now; of its commands only the one that is called.

    Making all of them takes longer than most commands have to do.

    Args:
        app: The app.
        words: The words behind `partytrack`.
    """
    called = _called(words)
    only = copy(app)
    only.registered_commands = [each for each in app.registered_commands if each.name == called]
    only.registered_groups = [each for each in app.registered_groups if each.name == called]
    group = cast("TyperGroup", get_command(only if only.registered_commands or only.registered_groups else app))
    _put_into_words(group)
    return group


def _called(words: Sequence[str]) -> str | None:
    """The word that is to be a command; None where an option before it asks for something else."""
    following = iter(words)
    for word in following:
        if word in _WITH_A_VALUE:
            next(following, None)
        elif not word.startswith(_WITH_A_VALUE):
            return None if word.startswith("-") else word
    return None


def _put_into_words(command: AnyCommand) -> None:
    command.help = _said(command.help)
    command.options_metavar = _said(command.options_metavar)
    for param in cast("list[Param]", command.params):
        if param.metavar and param.metavar.isupper():  # a place for a value; small letters are to be typed as they stand
            param.metavar = _said(param.metavar)
        _read_as_written(param)
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = _said(command.subcommand_metavar)
        for below in command.commands.values():
            _put_into_words(below)


def wrong_usage(error: wrong.ClickException) -> UsageError:
    """What the library found wrong, in the reader's language."""
    context = getattr(error, "ctx", None)
    advice = text("See: {command}", command=f"{context.command_path if context else 'partytrack'} --help")
    match error:
        case wrong.NoSuchOption():
            if error.option_name in _BEFORE_THE_COMMAND:
                advice = text(
                    "It stands before the command: partytrack {name} … {command}", name=error.option_name, command=_words(context)
                )
            elif error.possibilities:
                advice = text("Did you mean {names}?", names=", ".join(sorted(error.possibilities)))
            return UsageError("no-such-option", text("There is no option {name}.", name=error.option_name), advice)
        case wrong.MissingParameter():
            return UsageError("missing-value", text("{name} is missing.", name=_name(error.param)), advice)
        case wrong.BadOptionUsage() if _WITHOUT_VALUE.fullmatch(error.message):
            return UsageError("bad-option", text("The option {name} takes no value.", name=error.option_name), advice)
        case wrong.BadOptionUsage():
            return UsageError("bad-option", text("The option {name} needs a value.", name=error.option_name), advice)
    unexpected = _UNEXPECTED.fullmatch(error.message)
    if unexpected is not None:
        return UsageError("unexpected-value", text("What is {given}? It was not expected here.", given=unexpected["given"]), advice)
    return UsageError("usage", Text("{said}", {"said": harmless(error.format_message())}), advice)


def _words(context: Context | None) -> str:
    """The words of the command that was meant, without the program's name."""
    return context.command_path.partition(" ")[2] if context else ""


def _name(param: object) -> str:
    options: Sequence[str] = getattr(param, "opts", ())
    metavar = getattr(param, "metavar", None)
    return metavar if metavar and not any(each.startswith("-") for each in options) else max(options, key=len, default="")
