"""A table of two fields as SVG: the more cases, the darker the cell, and the number in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

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
    draw_upright,
    measure_text,
    wrap_text,
)

WIDTH = 560  # px, or more where there are many columns
MOST_ROWS, MOST_COLUMNS = 40, 24
_LABELS = 170  # px at most
_CELL, _WIDEST = 40, 76  # px
_HEIGHT = 28  # px
_HEAD = 150  # px at most, for heads that stand upright
_SPILL = 3  # px by which a head may be wider than its column
# Five shades that differ on paper too; on the first three a dark figure can be read, on the last two a light one.
_SHADES = (0.1, 0.25, 0.42, 0.8, 1.0)


class _Frame(NamedTuple):
    """Where the cells stand: the right end of the labels, the left upper corner of the cells, and their width."""

    room: float
    left: float
    top: float
    cell: float
    is_upright: bool


def draw_grid(chart: Chart) -> Drawing:
    """Draw rows by columns, with the totals unshaded at the ends."""
    rows, total = chart.marks[:-1][:MOST_ROWS], chart.marks[-1:]
    places = [*range(len(chart.heads) - 1)][:MOST_COLUMNS]
    heads = [*(chart.heads[place] for place in places), *chart.heads[-1:]]
    frame = _choose_frame(chart, rows, heads)
    right, divide = frame.left + frame.cell * len(heads), frame.left + frame.cell * len(places)
    shapes = [
        draw_text(frame.left, SMALL + 2, chart.axes[1], QUIET_SMALL),
        draw_text(frame.room, frame.top - 8, chart.axes[0], Style(SMALL, "end", "quiet")),
        *(_draw_head(head, number, frame) for number, head in enumerate(heads)),
    ]
    largest = max((mark.values[place] for mark in rows for place in places), default=0)
    y: float = frame.top
    for mark in (*rows, *total):
        if mark in total:
            shapes.append(draw_line(frame.left, y, right, y, look="axis"))
        lines = wrap_text(mark.label, frame.room, most=2)
        height = max(_HEIGHT, len(lines) * SIZE * LINE + 6)
        text_y = y + (height - len(lines) * SIZE * LINE) / 2 + SIZE - 1
        shapes.append(draw_lines(frame.room, text_y, lines, Style(anchor="end")))
        for number, value in enumerate([*(mark.values[place] for place in places), mark.values[-1]]):
            is_total = mark in total or number == len(places)
            box = Box(frame.left + number * frame.cell + 1, y + 1, frame.cell - 2, height - 2)
            shapes.append(_draw_cell(box, value, 0 if is_total or not largest else value / largest))
        y += height
    shapes.append(draw_line(divide, frame.top, divide, y, look="axis"))
    left_out = max(0, len(chart.marks) - 1 - len(rows)), len(chart.heads) - len(heads)
    if any(left_out):
        y += SMALL * LINE + 2
        shapes.append(draw_text(frame.left, y, _tell_left_out(*left_out), QUIET_SMALL))
    return Drawing(max(WIDTH, right + 2), y + 6, "".join(shapes), _word(chart))


def _choose_frame(chart: Chart, rows: Sequence[Mark], heads: Sequence[str]) -> _Frame:
    labels = (chart.axes[0], *(mark.label for mark in (*rows, *chart.marks[-1:])))
    room = min(_LABELS, max(map(measure_text, labels)) + 4)
    left = room + 10
    cell = min(_WIDEST, max(_CELL, (WIDTH - left) / max(1, len(heads))))
    is_upright = any(measure_text(word, SMALL) > cell + _SPILL for head in heads for word in head.split())
    if is_upright:
        height = min(_HEAD, max(measure_text(head, SMALL) for head in heads))
    else:
        most = max((len(wrap_text(head, cell + _SPILL, size=SMALL)) for head in heads), default=0)
        height = most * SMALL * LINE
    return _Frame(room, left, 30 + height, cell, is_upright)


def _draw_head(head: str, number: int, frame: _Frame) -> str:
    x, bottom = frame.left + (number + 0.5) * frame.cell, frame.top - 6
    if frame.is_upright:
        (text,) = wrap_text(head, _HEAD, size=SMALL, most=1)
        return draw_upright(x + 4, bottom, text, Style(SMALL))
    lines = wrap_text(head, frame.cell + _SPILL, size=SMALL)
    return draw_lines(x, bottom - (len(lines) - 1) * SMALL * LINE, lines, Style(SMALL, "middle"))


def _draw_cell(box: Box, value: float, share: float) -> str:
    """Draw a cell; a share of 0 leaves it unshaded."""
    shade = _SHADES[min(len(_SHADES) - 1, int(share * len(_SHADES)))] if share > 0 else 0
    paint = draw_box(box, look="shade", opacity=shade) if shade else ""
    look = "strong" if shade > 0.5 else "ink" if value else "quiet"
    figure = format_number(value)
    size = min(SIZE, SIZE * box.width / max(1, measure_text(figure)))
    return paint + draw_text(box.x + box.width / 2, box.y + box.height / 2 + 4.5, figure, Style(size, "middle", look))


def _tell_left_out(rows: int, columns: int) -> str:
    parts = [f"{count:,} more {name}" for count, name in ((rows, "rows"), (columns, "columns")) if count]
    return f"{' and '.join(parts)} in the table"


def _word(chart: Chart) -> str:
    said = []
    for mark in chart.marks:
        cells = ", ".join(
            f"{head} {format_number(value)}" for head, value in zip(chart.heads, mark.values, strict=True) if value
        )
        said.append(f"{mark.label}: {cells or 'none'}")
    return f"{chart.axes[0]} by {chart.axes[1].lower()}. {'; '.join(said)}."
