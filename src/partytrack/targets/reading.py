"""One target file while it is read: its tree, its problems, and where each problem stands. How model errors are worded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from pydantic import ValidationError

from partytrack.errors import Problem
from partytrack.messages import Text, text
from partytrack.targets.document import Mapping, Node, Path, Scalar, find, find_key, plain
from partytrack.targets.misread import VERY_NEAR, Misread, did_you_mean, nearest
from partytrack.targets.schema import (
    LISTS,
    Keys,
    MustKeys,
    RatioKeys,
    ResolutionKeys,
    SideKeys,
    TargetKeys,
    TogetherKeys,
    WaiverKeys,
    known_keys,
)

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

K = TypeVar("K", bound=Keys)
_MODELS: Final[dict[str, type[Keys]]] = {
    "targets": TargetKeys,
    "parts": TargetKeys,
    "must": MustKeys,
    "ratio": RatioKeys,
    "part": SideKeys,
    "whole": SideKeys,
    "than": SideKeys,
    "all": TogetherKeys,
    "waivers": WaiverKeys,
    "resolution": ResolutionKeys,
}


@dataclass
class Reading:
    """A file and what is wrong in it so far.

    Args:
        file: As people write it.
        root: Its tree; None where the YAML cannot be read.
        term: The term it names; None where that cannot be told.
        problems: What was found, in no order.
        damaged: Paths of mappings where a key was left out: what is missing there may be what is misspelt.
    """

    file: str
    root: Mapping | None = None
    term: str | None = None
    problems: list[Problem] = field(default_factory=list)
    damaged: set[Path] = field(default_factory=set)

    @property
    def valid(self) -> bool:
        """Whether nothing but warnings was found."""
        return all(problem.warning for problem in self.problems)

    def problem(
        self, path: Path, message: Text, advice: Text, *, offset: int | None = None, key: bool = False, warning: bool = False
    ) -> None:
        """Note a problem at a value, at a character of it, or with `key` at its key."""
        if self.root is None:
            line, column = 1, 1
        else:
            node: Node = find_key(self.root, path) if key else find(self.root, path)
            line, column = node.spot(offset) if offset is not None and isinstance(node, Scalar) else (node.line, node.column)
        self.problems.append(Problem(self.file, line, column, message, advice, warning))

    def misread(self, path: Path, problem: Misread) -> None:
        """Note what could not be read in a value."""
        self.problem(path, problem.message, problem.advice, offset=problem.offset)

    def absent(self, path: Path, message: Text, advice: Text) -> None:
        """Note that something is missing in a mapping, unless a key of it was not understood."""
        if path in self.damaged:
            return
        if self.root is not None:
            node = find(self.root, path)
            if isinstance(node, Mapping) and node.damaged:
                return
        self.problem(path, message, advice)

    def settings(self, model: type[K]) -> K:
        """The keys of the whole file; every one that does not fit is a problem and left out."""
        return model() if self.root is None else self.validated(model, plain(self.root, LISTS), ())

    def validated(self, model: type[K], data: dict[str, Any], path: Path) -> K:
        """The keys of a mapping; every key or value that does not fit is a problem and left out."""
        while True:
            try:
                return model.model_validate(data)
            except ValidationError as error:
                found = error.errors(include_url=False)
            for each in found:
                self._model_problem(each, path, model)
                _leave_out(data, each["loc"])
                self.damaged.add((*path, *_owner(each["loc"])))

    def _model_problem(self, error: ErrorDetails, above: Path, model: type[Keys]) -> None:
        path = (*above, *error["loc"])
        name = str(_key(error["loc"]))
        match error["type"]:
            case "extra_forbidden":
                owner = next((_MODELS[step] for step in reversed(error["loc"][:-1]) if step in _MODELS), None) or _below(
                    model, error["loc"][:-1]
                )
                self.problem(path, text("The key {key} is not known here.", key=name), _instead(name, known_keys(owner)), key=True)
            case "literal_error":
                words = re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))
                written = str(error["input"])
                self.problem(path, text("{key} cannot be {word}.", key=name, word=written), did_you_mean(written, words))
            case "string_type":
                self.problem(
                    path, text("{key} takes one text here.", key=name), text("Write it on one line, in quotes where it has a comma.")
                )
            case "list_type":
                self.problem(path, text("{key} takes a list.", key=name), text("Begin each entry with - or write [a, b]."))
            case _:
                self.problem(path, text("{key} takes keys and values.", key=name), text("Write them as lines of key: value under it."))


def _instead(name: str, known: list[str]) -> Text:
    """What to write for a key that is not known here: one like it, where it does stand, or every key there is."""
    elsewhere = ", ".join(where for where, keys in _MODELS.items() if name in known_keys(keys))
    if not elsewhere:
        return did_you_mean(name, known)
    near = nearest(name, known, VERY_NEAR)
    if near is None:
        return text("It stands only in: {places}.", places=elsewhere)
    return text("Did you mean {near}? {key} stands only in: {places}.", near=near, key=name, places=elsewhere)


def _below(model: type[Keys], location: tuple[int | str, ...]) -> type[Keys]:
    """The keys of the mapping at a place below a model, as its fields declare them."""
    for step in location:
        declared = get_args(model.model_fields[str(step)].annotation) if step in model.model_fields else ()
        model = next((each for each in declared if isinstance(each, type) and issubclass(each, Keys)), model)
    return model


def _key(location: tuple[int | str, ...]) -> int | str:
    return next((step for step in reversed(location) if isinstance(step, str)), "targets")


def _owner(location: tuple[int | str, ...]) -> Path:
    """The mapping whose key is to blame."""
    last = max((index for index, step in enumerate(location) if isinstance(step, str)), default=0)
    return tuple(location[:last])


def _leave_out(data: dict[str, Any], location: tuple[int | str, ...]) -> None:
    """Remove the deepest key of a place, so that the places of what stays do not move."""
    owner: Any = data
    for step in _owner(location):
        owner = owner[step] if not isinstance(owner, dict) or step in owner else {}
    owner.pop(_key(location), None)
