"""Every message has a Vietnamese translation, with the same places for values, and the compiled catalogue is up to date."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from partytrack import messages
from partytrack.messages import counted, speaking, text

SOURCE = Path(messages.__file__).parent
CATALOGUE = messages.CATALOGUES / "vi" / "LC_MESSAGES"
if TYPE_CHECKING:
    from collections.abc import Sequence

    from babel.messages import Catalog, Message

KEYWORDS = {"text": None, "counted": (1, 2), "marked": None, "_": None}
SAME_IN_BOTH = re.compile(r"[\W\d_]*(\{\w+\}[\W\d_]*|partytrack )*")  # nothing but places and signs


def extracted() -> list[str | tuple[str, ...]]:
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS)
    return sorted({message for _, _, message, _, _ in found}, key=str)


def called() -> set[str]:
    """The first words of every call of a message, found by another reader of Python: extraction misses those inside an f-string."""
    return {
        node.args[0].value
        for module in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in KEYWORDS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def first(message: str | Sequence[str]) -> str:
    return message if isinstance(message, str) else message[0]


def translations() -> Catalog:
    with (CATALOGUE / "messages.po").open("rb") as file:
        return read_po(file, locale="vi")


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def translated(message: Message) -> str:
    """The Vietnamese text; empty where there is none. Vietnamese has one form for every number."""
    return message.string if isinstance(message.string, str) else (message.string or [""])[0]


def by_message(catalogue: Catalog) -> dict[str, str]:
    return {first(message.id): translated(message) for message in catalogue if message.id}


def test_no_message_escapes_the_catalogue() -> None:
    assert called() - {first(message) for message in extracted()} == set()


def test_every_message_is_translated() -> None:
    catalogue = translations()
    found = extracted()
    assert len(found) > 300
    missing = [message for message in found if not (known := catalogue.get(first(message))) or not translated(known) or known.fuzzy]
    assert missing == []


def test_no_translation_is_left_of_a_message_that_is_gone() -> None:
    known = {first(message) for message in extracted()}
    assert [message.id for message in translations() if message.id and first(message.id) not in known] == []


def test_translations_have_the_places_of_their_messages() -> None:
    braces = {'Write goals: {2021: ">= 180"}.'}  # shown as it stands
    different = [
        message.id
        for message in translations()
        if message.id and first(message.id) not in braces and places(first(message.id)) != places(translated(message))
    ]
    assert different == []


def test_translations_are_not_the_english_text() -> None:
    same = [
        message.id
        for message in translations()
        if message.id and translated(message) == first(message.id) and not SAME_IN_BOTH.fullmatch(first(message.id))
    ]
    assert same == []


def test_the_compiled_catalogue_is_up_to_date() -> None:
    fresh = io.BytesIO()
    write_mo(fresh, translations())
    fresh.seek(0)
    with (CATALOGUE / "messages.mo").open("rb") as file:
        committed = read_mo(file)
    assert by_message(committed) == by_message(read_mo(fresh))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        pytest.param("en", "2 units are excused by waivers.", id="English plural"),
        pytest.param("vi", "Có 2 đơn vị được miễn.", id="Vietnamese has one form"),
    ],
)
def test_a_counted_message(language: messages.Language, said: str) -> None:
    with speaking(language):
        assert str(counted("{n} unit is excused by a waiver.", "{n} units are excused by waivers.", 2)) == said


def test_values_are_not_translated() -> None:
    with speaking("vi"):
        assert str(text("There is no term “{name}”.", name="missed")) == "Không có nhiệm kỳ “missed”."
