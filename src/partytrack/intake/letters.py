"""Columns as a spreadsheet names them: by letter."""

from __future__ import annotations


def letters_index(letters: str) -> int:
    """The column index from 0 of a column letter: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letter(index: int) -> str:
    """The letter of a column index from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
