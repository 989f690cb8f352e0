"""Horizontal bars as SVG, one for each category."""

from __future__ import annotations

from collections.abc import Sequence

from interdict.terminal.chart import Chart, Drawing, Mark, format_number
from interdict.terminal.svg import (
    LINE,
    QUIET_SMALL,
    SIZE,
    SMALL,
    Box,
    Style,
    draw_box,
    draw_line,
    draw_lines,
    draw_text,
    measure_text,
    wrap_text,
)

WIDTH = 520  # px: narrow, so that it can be read on a telephone
MOST = 30  # bars; what there are more stand in the table
_LABELS = 0.42  # of the width at most
_THICK, _GAP = 16, 10  # px: a bar, and from one to the next
_TOP = 26  # px: the names of the axes


def draw_bars(chart: Chart) -> Drawing:
    """Draw bars with their labels on the left and their figures at the end; the longest takes the whole width."""
    stated = [mark for mark in chart.marks if not mark.is_rest]
    others = stated[MOST:]
    marks = [*stated[:MOST], *(mark for mark in chart.marks if mark.is_rest)]
    name, counted = chart.axes
    room = min(WIDTH * _LABELS, max(measure_text(text) for text in (name, *(mark.label for mark in marks))) + 4)
    left = room + 12
    largest = max((mark.values[0] for mark in marks), default=0)
    figures = max((measure_text(format_number(mark.values[0])) for mark in marks), default=0)
    scale = (WIDTH - left - figures - 8) / largest if largest > 0 else 0
    shapes = [
        draw_text(room, SMALL + 4, name, Style(SMALL, "end", "quiet")),
        draw_text(left, SMALL + 4, counted, QUIET_SMALL),
    ]
    y: float = _TOP
    for mark in marks:
        y += _GAP / 2
        lines = wrap_text(mark.label, room)
        height = max(_THICK, len(lines) * SIZE * LINE)
        shapes.append(draw_lines(room, y + (height - len(lines) * SIZE * LINE) / 2 + SIZE, lines, Style(anchor="end")))
        shapes.append(_draw_bar(mark, left, y + (height - _THICK) / 2, scale))
        y += height + _GAP / 2
    shapes.append(draw_line(left, _TOP, left, y, look="axis"))
    if others:
        y += SMALL * LINE + 4
        shapes.append(draw_text(left, y - 4, _tell_others(others), QUIET_SMALL))
    return Drawing(WIDTH, y + 4, "".join(shapes), _word(chart, marks, others))


def _draw_bar(mark: Mark, x: float, y: float, scale: float) -> str:
    length = max(0.0, mark.values[0] * scale)
    bar = draw_box(Box(x, y, max(1.5, length), _THICK), look="rest" if mark.is_rest else "bar") if length else ""
    return bar + draw_text(x + length + 6, y + SIZE - 1, format_number(mark.values[0]))


def _tell_others(others: Sequence[Mark]) -> str:
    most = max(mark.values[0] for mark in others)
    return f"and {len(others):,} more, each with at most {format_number(most)}"


def _word(chart: Chart, marks: Sequence[Mark], others: Sequence[Mark]) -> str:
    said = "; ".join(f"{mark.label}: {format_number(mark.values[0])}" for mark in marks)
    rest = f"; {_tell_others(others)}" if others else ""
    return f"{chart.axes[1]} by {chart.axes[0].lower()}. {said or 'none'}{rest}."
