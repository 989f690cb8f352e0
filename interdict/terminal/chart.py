"""A chart of a report, as what it says; `drawing` says how it looks."""

from __future__ import annotations

from typing import NamedTuple

BARS, COLUMNS, GRID = "bars", "columns", "grid"


class Mark(NamedTuple):
    """One bar or column, or one row of a grid, with its figures; `is_rest` marks the cases where nothing is stated."""

    label: str
    values: tuple[float, ...]
    is_rest: bool = False


class Chart(NamedTuple):
    """A chart: bars by category, columns by year or month, or a grid of two fields.

    `axes` name what the labels are and what the values count; of a grid, its rows and its columns. `heads` are the
    columns of a grid; its last row and its last column hold totals.
    """

    kind: str
    title: str
    axes: tuple[str, str]
    marks: tuple[Mark, ...]
    heads: tuple[str, ...] = ()


class Drawing(NamedTuple):
    """A chart as SVG: its size in px, the shapes in it, and the same in words."""

    width: float
    height: float
    shapes: str
    words: str


def format_number(value: float) -> str:
    """Write a figure: `1,234`, `2.5`."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
