"""A table of two fields as SVG: the more cases, the darker the cell, and the number in each."""

from __future__ import annotations

from interdict.terminal.chart import Chart, Drawing, format_number
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
# Five shades that differ on paper too; on the first three a dark figure can be read, on the last two a light one.
_SHADES = (0.1, 0.25, 0.42, 0.8, 1.0)


def draw_grid(chart: Chart) -> Drawing:
    """Draw rows by columns, with the totals unshaded at the ends."""
    rows, total_row = chart.marks[:-1], chart.marks[-1:]
    marks = (*rows[:MOST_ROWS], *total_row)
    places = [*range(len(chart.heads) - 1)][:MOST_COLUMNS]
    heads = [*(chart.heads[place] for place in places), *chart.heads[-1:]]
    room = min(_LABELS, max(measure_text(text) for text in (chart.axes[0], *(mark.label for mark in marks))) + 4)
    left = room + 10
    cell = min(_WIDEST, max(_CELL, (WIDTH - left) / max(1, len(heads))))
    is_upright = any(measure_text(word, SMALL) > cell + 3 for head in heads for word in head.split())
    top = 24 + (
        min(_HEAD, max(measure_text(head, SMALL) for head in heads)) + 6
        if is_upright
        else max(len(wrap_text(head, cell + 3, size=SMALL)) for head in heads) * SMALL * LINE + 6
    )
    shapes = [
        draw_text(left, SMALL + 2, chart.axes[1], QUIET_SMALL),
        draw_text(room, top - 8, chart.axes[0], Style(SMALL, "end", "quiet")),
    ]
    for number, head in enumerate(heads):
        shapes.append(_draw_head(head, left + number * cell + cell / 2, top, cell, is_upright=is_upright))
    largest = max((mark.values[place] for mark in rows for place in places), default=0)
    y: float = top
    for mark in marks:
        is_total = mark in total_row
        lines = wrap_text(mark.label, room, most=2)
        height = max(_HEIGHT, len(lines) * SIZE * LINE + 6)
        text_y = y + (height - len(lines) * SIZE * LINE) / 2 + SIZE - 1
        shapes.append(draw_lines(room, text_y, lines, Style(anchor="end")))
        for number, value in enumerate([*(mark.values[place] for place in places), mark.values[-1]]):
            x = left + number * cell
            share = 0 if is_total or number == len(places) else value / largest if largest else 0
            shapes.append(_draw_cell(Box(x + 1, y + 1, cell - 2, height - 2), value, share))
        if is_total:
            shapes.append(draw_line(left, y, left + cell * len(heads), y, look="axis"))
        y += height
    shapes.append(draw_line(left + cell * len(places), top, left + cell * len(places), y, look="axis"))
    left_out = len(rows) - len(marks) + 1, len(chart.heads) - len(heads)
    if any(left_out):
        y += SMALL * LINE + 2
        shapes.append(draw_text(left, y, _tell_left_out(*left_out), QUIET_SMALL))
    return Drawing(max(WIDTH, left + cell * len(heads) + 2), y + 6, "".join(shapes), _word(chart))


def _draw_head(head: str, x: float, bottom: float, cell: float, *, is_upright: bool) -> str:
    if is_upright:
        (text,) = wrap_text(head, _HEAD, size=SMALL, most=1)
        return draw_upright(x + 4, bottom - 6, text, Style(SMALL))
    lines = wrap_text(head, cell + 3, size=SMALL)
    return draw_lines(x, bottom - 6 - (len(lines) - 1) * SMALL * LINE, lines, Style(SMALL, "middle"))


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
