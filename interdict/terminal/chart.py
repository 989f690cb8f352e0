"""A chart of a report, as what it says; `drawing` says how it looks."""

from __future__ import annotations

from typing import NamedTuple

BARS, COLUMNS, GRID, FLOWS = "bars", "columns", "grid", "flows"


class Mark(NamedTuple):
    """One bar or column, or one row of a grid, with its figures; `is_rest` marks the cases where nothing is stated."""

    label: str
    values: tuple[float, ...]
    is_rest: bool = False


class Flow(NamedTuple):
    """How much goes from one thing to another."""

    start: str
    end: str
    value: float


class Chart(NamedTuple):
    """A chart: bars by category, columns by year or month, a grid of two fields, or flows from one to another.

    `axes` name what the labels are and what the values count; of a grid, its rows and its columns, of flows, their two
    ends. `heads` are the columns of a grid; its last row and its last column hold totals. `rests` are the ends of flows
    that stand for nothing stated.
    """

    kind: str
    title: str
    axes: tuple[str, str]
    marks: tuple[Mark, ...]
    heads: tuple[str, ...] = ()
    flows: tuple[Flow, ...] = ()
    rests: frozenset[str] = frozenset()


class Drawing(NamedTuple):
    """A chart as SVG: its size in px, the shapes in it, and the same in words."""

    width: float
    height: float
    shapes: str
    words: str


def format_number(value: float) -> str:
    """Write a figure: `1,234`, `2.5`."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
