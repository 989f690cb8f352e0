"""What goes from where to where as SVG: bars at both ends, joined by bands as thick as their figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from interdict.terminal.chart import Chart, Drawing, format_number
from interdict.terminal.svg import (
    LINE,
    QUIET_SMALL,
    SIZE,
    SMALL,
    Band,
    Box,
    Style,
    draw_band,
    draw_box,
    draw_lines,
    draw_text,
    measure_text,
    wrap_text,
)

WIDTH = 560  # px
MOST = 16  # bars at an end; what there are more is joined in one
_LABELS = 140  # px at most
_THICK, _GAP = 10, 7  # px: a bar, and from one to the next
_TOP = 26  # px: the names of the ends
_TALLEST, _PER_BAR, _PER_UNIT = 520, 30, 24  # px: of all bars of an end, of each in the mean, of one case
_FIGURE = 15  # px: what a band must be thick to hold its figure


class _Bar(NamedTuple):
    """A bar at one end: what it is, its figure, and where it begins and how high it is."""

    label: str
    value: float
    is_rest: bool
    y: float = 0
    height: float = 0


class _End(NamedTuple):
    """One of the two ends: its bars, the px at which bands meet them, and where its words stand."""

    bars: Sequence[_Bar]
    meets: float
    left: float
    is_start: bool


def draw_flows(chart: Chart) -> Drawing:
    """Draw the bars of both ends, the largest start first and the ends where their bands cross least."""
    starts, flows = _join_small([flow for flow in chart.flows if flow.value > 0], chart.rests)
    ends, turned = _join_small([(end, start, value) for start, end, value in flows], chart.rests)
    flows = [(start, end, value) for end, start, value in turned]
    if not flows:
        return Drawing(WIDTH, SMALL + 12, draw_text(0, SMALL + 4, "none", QUIET_SMALL), _word(chart))
    unit = min(_PER_UNIT, min(_TALLEST, _PER_BAR * max(len(starts), len(ends))) / sum(flow[2] for flow in flows))
    order = {bar.label: number for number, bar in enumerate(starts)}
    ends = sorted(ends, key=lambda bar: (bar.is_rest, _find_middle(bar.label, flows, order), -bar.value))
    columns = [_stack(bars, unit) for bars in (starts, ends)]
    height = max(_measure_stack(bars) for bars in columns)
    first, last = ([bar._replace(y=bar.y + (height - _measure_stack(bars)) / 2) for bar in bars] for bars in columns)
    figures = [max(measure_text(format_number(bar.value)) for bar in bars) + 8 for bars in (first, last)]
    rooms = [
        max(measure_text(line) for bar in bars for line in wrap_text(bar.label, _LABELS)) for bars in (first, last)
    ]
    left, right = rooms[0] + figures[0] + 6, WIDTH - rooms[1] - figures[1] - 6
    from_end, to_end = (
        _End(first, left + _THICK, left, is_start=True),
        _End(last, right - _THICK, right, is_start=False),
    )
    shapes = [
        draw_text(rooms[0], SMALL + 4, chart.axes[0], Style(SMALL, "end", "quiet")),
        draw_text(WIDTH - rooms[1], SMALL + 4, chart.axes[1], QUIET_SMALL),
        *_draw_bands(flows, from_end, to_end, unit),
    ]
    shapes += [
        _draw_bar(bar, end, figure) for end, figure in zip((from_end, to_end), figures, strict=True) for bar in end.bars
    ]
    return Drawing(WIDTH, _TOP + height + 6, "".join(shapes), _word(chart))


def _join_small(
    flows: Iterable[tuple[str, str, float]], rests: frozenset[str]
) -> tuple[list[_Bar], list[tuple[str, str, float]]]:
    """Return the bars of the first end, the largest first, and the flows with the smallest of them joined in one."""
    sums: dict[str, float] = {}
    for start, _, value in flows:
        sums[start] = sums.get(start, 0) + value
    named = sorted((name for name in sums if name not in rests), key=lambda name: -sums[name])
    small = set(named[MOST:]) if len(named) > MOST + 1 else set()
    joined = f"{len(small):,} others"
    bars = [_Bar(name, sums[name], is_rest=False) for name in named if name not in small]
    bars += [_Bar(joined, sum(sums[name] for name in small), is_rest=True)] if small else []
    bars += [_Bar(name, sums[name], is_rest=True) for name in sums if name in rests]
    added: dict[tuple[str, str], float] = {}
    for start, end, value in flows:
        pair = (joined if start in small else start, end)
        added[pair] = added.get(pair, 0) + value
    return bars, [(start, end, value) for (start, end), value in added.items()]


def _find_middle(label: str, flows: Sequence[tuple[str, str, float]], order: Mapping[str, int]) -> float:
    """Return where the starts of what comes to an end lie in the mean."""
    met = [(order[start], value) for start, end, value in flows if end == label]
    return sum(place * value for place, value in met) / sum(value for _, value in met)


def _stack(bars: Sequence[_Bar], unit: float) -> list[_Bar]:
    """Put bars one beneath the other, each with room for its label."""
    stacked = []
    y: float = _TOP
    for bar in bars:
        height = max(1.5, bar.value * unit)
        room = max(height, len(wrap_text(bar.label, _LABELS)) * SIZE * LINE)
        stacked.append(bar._replace(y=y + (room - height) / 2, height=height))
        y += room + _GAP
    return stacked


def _measure_stack(bars: Sequence[_Bar]) -> float:
    return bars[-1].y + max(bars[-1].height, SIZE * LINE) - _TOP


def _draw_bar(bar: _Bar, end: _End, figure: float) -> str:
    middle = bar.y + bar.height / 2
    lines = wrap_text(bar.label, _LABELS)
    y = middle - len(lines) * SIZE * LINE / 2 + SIZE
    side, step = ("end", -1) if end.is_start else ("start", 1)
    box = Box(end.left if end.is_start else end.left - _THICK, bar.y, _THICK, bar.height)
    number = draw_text(end.left + 6 * step, middle + 4.5, format_number(bar.value), Style(SIZE, side))
    return (
        draw_box(box, look="rest" if bar.is_rest else "bar")
        + number
        + draw_lines(end.left + (6 + figure) * step, y, lines, Style(SIZE, side, "quiet" if bar.is_rest else "ink"))
    )


def _draw_bands(flows: Iterable[tuple[str, str, float]], first: _End, last: _End, unit: float) -> Iterable[str]:
    """Draw the bands, at each bar in the order of the bars that they lead to, the thin ones on top."""
    starts, ends = ({bar.label: bar for bar in end.bars} for end in (first, last))
    begins, meets = ({label: bar.y for label, bar in bars.items()} for bars in (starts, ends))
    bands = []
    places = {}
    for start, end, value in sorted(flows, key=lambda flow: (ends[flow[1]].y, starts[flow[0]].y)):
        places[start, end] = begins[start]
        begins[start] += value * unit
    for start, end, value in sorted(flows, key=lambda flow: (starts[flow[0]].y, ends[flow[1]].y)):
        band = Band(first.meets, places[start, end], last.meets, meets[end], max(1.0, value * unit))
        meets[end] += value * unit
        bands.append(
            (band, starts[start].is_rest or ends[end].is_rest, f"{start} to {end}: {format_number(value)}", value)
        )
    for band, is_rest, words, _ in sorted(bands, key=lambda one: -one[0].thick):
        yield draw_band(band, words, look="quiet" if is_rest else "shade", opacity=0.18 if is_rest else 0.32)
    for band, _, _, value in bands:
        if band.thick >= _FIGURE and value > 1:
            yield draw_text(band.x + 6, band.y + band.thick / 2 + 4, format_number(value), Style(SMALL))


def _word(chart: Chart) -> str:
    said = "; ".join(f"{flow.start} to {flow.end}: {format_number(flow.value)}" for flow in chart.flows)
    return f"{chart.title}. {said or 'none'}."
