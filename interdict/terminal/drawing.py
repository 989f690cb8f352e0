"""Charts as SVG: within a page, or as a file of their own with title, source and caveat."""

from __future__ import annotations

from collections.abc import Sequence

from interdict.terminal.bars import draw_bars
from interdict.terminal.chart import Chart, Drawing
from interdict.terminal.columns import draw_columns
from interdict.terminal.flows import draw_flows
from interdict.terminal.grid import draw_grid
from interdict.terminal.html_page import write_plain
from interdict.terminal.svg import LINE, PAPER, QUIET_SMALL, SMALL, Style, draw_text, format_px, wrap_text

_MARGIN = 20  # px
_TITLE = 17  # px: height of letters
_BETWEEN = 24  # px, from one chart to the next
_DRAWERS = {"bars": draw_bars, "columns": draw_columns, "grid": draw_grid, "flows": draw_flows}
_FONT = 'font-family="sans-serif"'
_LONGEST = 2000  # characters of the words for who cannot see it


def draw_chart(chart: Chart) -> Drawing:
    """Draw a chart."""
    return _DRAWERS[chart.kind](chart)


def write_figure(chart: Chart, anchor: str) -> str:
    """Write a chart as a figure of a page, whose style gives it its colours."""
    width, height, shapes, words = draw_chart(chart)
    return f"<figure>\n{_open_svg((width, height), chart.title, words, anchor, chart.kind)}{shapes}</svg>\n</figure>\n"


def render_svg(charts: Sequence[Chart], *, title: str, source: Sequence[str]) -> str:
    """Write charts as one SVG file, one beneath the other, with a line of title and the source beneath."""
    drawings = [draw_chart(chart) for chart in charts]
    width = max(drawing.width for drawing in drawings) + 2 * _MARGIN
    shapes = []
    y: float = _MARGIN
    if len(charts) > 1:
        y += _TITLE
        shapes.append(draw_text(_MARGIN, y, title, Style(_TITLE, is_bold=True)))
        y += _BETWEEN
    for chart, drawing in zip(charts, drawings, strict=True):
        for line in wrap_text(chart.title, width - 2 * _MARGIN, size=_TITLE - 2):
            y += (_TITLE - 2) * LINE
            shapes.append(draw_text(_MARGIN, y - 4, line, Style(_TITLE - 2, is_bold=True)))
        y += 6
        shapes.append(f'<g transform="translate({_MARGIN} {format_px(y)})">\n{drawing.shapes}</g>\n')
        y += drawing.height + _BETWEEN
    y -= _BETWEEN - 12
    for text in source:
        for line in wrap_text(text, width - 2 * _MARGIN, size=SMALL, most=6):
            y += SMALL * LINE
            shapes.append(draw_text(_MARGIN, y, line, QUIET_SMALL))
    height = y + _MARGIN
    name = title if len(charts) > 1 else charts[0].title
    words = " ".join([*(drawing.words for drawing in drawings), *(f"{text}." for text in source)])
    paper = f'<rect width="{format_px(width)}" height="{format_px(height)}" fill="{PAPER}"/>\n'
    return f"{_open_svg((width, height), name, words, 'chart')}{paper}{''.join(shapes)}</svg>\n"


def _open_svg(size: tuple[float, float], title: str, words: str, anchor: str, kind: str = "") -> str:
    width, height = map(format_px, size)
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    look = f' class="{kind}"' if kind else ""
    role = f'role="img" aria-labelledby="{anchor}-title {anchor}-words"'
    said = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} {role} {_FONT}{look}>\n'
        f'<title id="{anchor}-title">{write_plain(title)}</title>\n'
        f'<desc id="{anchor}-words">{write_plain(said)}</desc>\n'
    )
