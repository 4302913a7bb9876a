"""What could not be read in a value of a target file, and the nearest word that would have been. Wording only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partytrack.messages import Text, text
from partytrack.vietnamese import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEAR: Final = 0.6  # of 1: exellent and excellent are 0.89, kind and unit 0.25
VERY_NEAR: Final = 0.8  # one letter in five: target and targets, goals and goal


class Misread(Exception):
    """A value of a target file that cannot be read.

    Args:
        message: What is wrong.
        advice: What to write instead.
        offset: Where in the value, characters from its start; None for the value as a whole.
    """

    def __init__(self, message: Text, advice: Text, offset: int | None = None) -> None:
        super().__init__(message, advice, offset)
        self.message = message
        self.advice = advice
        self.offset = offset


def nearest(word: str, known: Iterable[str], least: float = _NEAR) -> str | None:
    """The known word that looks most like this one, accents and case aside; None if none is near. Suggests, never decides.

    Args:
        word: What was written.
        known: The words that would have been understood.
        least: How alike they must be, 0–1; the limit counts as near.
    """
    from rapidfuzz import process  # noqa: PLC0415 - only a wrong file needs it
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    found = process.extractOne(bare(word), list(known), scorer=OSA.normalized_similarity, score_cutoff=least)
    return None if found is None else str(found[0])


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """The advice for a word that is not known: the nearest one, else all of them."""
    words = list(known)
    near = nearest(word, words)
    if near is not None:
        return text("Did you mean {near}?", near=near)
    return text("Known here: {words}.", words=", ".join(words))
