"""Columns of Python values as the database reads them quickest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def packed_column(values: Sequence[object]) -> np.ndarray[Any, np.dtype[Any]]:
    """The values as an array: of machine numbers where all are whole numbers, which the database reads many times faster."""
    if values and type(values[0]) is int and set(map(type, values)) == {int}:
        return np.array(values, dtype=np.int64)
    packed = np.empty(len(values), dtype=object)
    packed[:] = values
    return packed
