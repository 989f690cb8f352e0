"""Columns in time as SVG, one for each year or month; where many have none, the axis is broken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from interdict.terminal.chart import Chart, Drawing, format_number
from interdict.terminal.svg import (
    QUIET_SMALL,
    SMALL,
    Box,
    Style,
    draw_box,
    draw_line,
    draw_text,
    draw_upright,
    measure_text,
    wrap_text,
)
from interdict.terminal.time_axis import Slot, list_slots

WIDTH = 640  # px
_LEFT, _RIGHT = 40, 6  # px: the scale, and room for the last label
_ROOM = WIDTH - _LEFT - _RIGHT
_PLOT = 150  # px: the height of the longest column
_SLOT, _WIDEST = 16, 46  # px: a column with its gap
_BELOW = {4: 24, 7: 38}  # px: the labels of years, of months with their years
_BREAK = 2  # slots: a break of the axis
_MONTHS = "JFMAMJJASOND"
_LABEL_ROOM, _REST_ROOM = 34, 90  # px: a year, and what is none


class Scale(NamedTuple):
    """What all bands share: the figure at the top, the step up to it, the px of a slot, and how figures run."""

    top: float
    step: float
    width: float
    is_upright: bool


def draw_columns(chart: Chart) -> Drawing:
    """Draw columns with their figures above, in as many bands as they need, all on one scale."""
    slots = list_slots(chart)
    bands = _cut_bands(slots)
    figures = max((measure_text(format_number(slot.value), SMALL) for slot in slots), default=0)
    scale = _choose_scale(bands, figures)
    above = 22 + (figures if scale.is_upright else SMALL)
    below = _BELOW[7 if any(map(_is_month, slots)) else 4]
    shapes = [draw_text(0, SMALL + 2, chart.axes[1], QUIET_SMALL)]
    y = 0.0
    for band in bands:
        y += above + _PLOT
        shapes.append(_draw_scale(y, scale))
        shapes.append(_draw_band(band, y, scale))
        y += below
    shapes.append(draw_text(WIDTH / 2, y + 8, chart.axes[0], Style(SMALL, "middle", "quiet")))
    return Drawing(WIDTH, y + 14, "".join(shapes), _word(chart, slots))


def _choose_scale(bands: Sequence[Sequence[Slot]], figures: float) -> Scale:
    largest = max((slot.value for band in bands for slot in band), default=0)
    step = choose_step(largest)
    width = min(_WIDEST, _ROOM / max(1, *(sum(map(_count_slots, band)) for band in bands)))
    return Scale(max(step, -(-largest // step) * step), step, width, is_upright=figures > width)


def choose_step(largest: float) -> float:
    """Choose the step of a scale, of 1, 2 or 5 times a power of ten, so that it takes at most four."""
    step = 1.0
    while largest > 4 * step:
        step *= 2.5 if str(step)[0] == "2" else 2
    return step


def _count_slots(slot: Slot) -> int:
    return _BREAK if slot.is_break else 1


def _cut_bands(slots: Sequence[Slot]) -> list[list[Slot]]:
    """Cut the axis into as few bands as it takes, of much the same length."""
    bands: list[list[Slot]] = [[]]
    whole, size = sum(map(_count_slots, slots)), 0
    most = -(-whole // max(1, -(-whole // (_ROOM // _SLOT))))
    for slot in slots:
        if bands[-1] and size + _count_slots(slot) > most:
            bands.append([])
            size = 0
        bands[-1].append(slot)
        size += _count_slots(slot)
    return bands


def _draw_scale(y: float, scale: Scale) -> str:
    shapes = []
    for count in range(int(scale.top / scale.step) + 1):
        level = y - _PLOT * count * scale.step / scale.top
        figure = format_number(count * scale.step)
        shapes.append(draw_text(_LEFT - 6, level + 4, figure, Style(SMALL, "end", "quiet")))
        shapes.append(draw_line(_LEFT, level, WIDTH - _RIGHT, level, look="rule" if count else "axis"))
    return "".join(shapes)


def _draw_band(band: Sequence[Slot], y: float, scale: Scale) -> str:
    shapes = []
    x: float = _LEFT
    free = 0.0  # px: where the next label may begin
    for place, slot in enumerate(band):
        room = scale.width * _count_slots(slot)
        middle = x + room / 2
        x += room
        if slot.is_break:
            shapes.append(_draw_break(middle, y, slot.label))
            continue
        shapes.append(_draw_column(slot, middle, y, scale))
        if _is_month(slot):
            letter = _MONTHS[(slot.number or 0) % 12]
            shapes.append(draw_text(middle, y + 13, letter, Style(SMALL - 1, "middle", "quiet")))
        label = _choose_label(slot, is_first=place == 0 or band[place - 1].is_break, width=scale.width)
        half = measure_text(label, SMALL) / 2
        if label and (middle - half >= free or place == 0):
            shapes.append(draw_text(middle, y + (27 if _is_month(slot) else 15), label, Style(SMALL, "middle")))
            free = middle + half + 4
    return "".join(shapes)


def _is_month(slot: Slot) -> bool:
    return slot.number is not None and len(slot.label) == 7


def _choose_label(slot: Slot, *, is_first: bool, width: float) -> str:
    """Return what stands beneath a column: every year where there is room, else some round ones."""
    if slot.number is None:
        return wrap_text(slot.label, _REST_ROOM, size=SMALL, most=1)[0]
    if _is_month(slot):
        return slot.label[:4] if is_first or slot.number % 12 == 0 else ""
    every = next((step for step in (1, 2, 5, 10) if step * width >= _LABEL_ROOM), 10)
    return slot.label if is_first or slot.number % every == 0 else ""


def _draw_column(slot: Slot, middle: float, y: float, scale: Scale) -> str:
    if slot.value <= 0:
        return ""
    height = max(1.5, _PLOT * slot.value / scale.top)
    thick = scale.width * 0.72
    look = "rest" if slot.number is None else "bar"
    figure = format_number(slot.value)
    box = draw_box(Box(middle - thick / 2, y - height, thick, height), look=look)
    if scale.is_upright:
        return box + draw_upright(middle + 4, y - height - 4, figure, Style(SMALL))
    return box + draw_text(middle, y - height - 4, figure, Style(SMALL, "middle"))


def _draw_break(middle: float, y: float, label: str) -> str:
    paper = draw_box(Box(middle - 7, y - _PLOT - 1, 14, _PLOT + 3), look="paper")
    strokes = "".join(draw_line(middle + dx - 2, y + 5, middle + dx + 2, y - 5, look="axis") for dx in (-2, 3))
    return paper + strokes + draw_upright(middle + 4, y - 10, label, QUIET_SMALL)


def _word(chart: Chart, slots: Sequence[Slot]) -> str:
    said = [slot.label if slot.is_break else f"{slot.label}: {format_number(slot.value)}" for slot in slots]
    return f"{chart.axes[1]} by {chart.axes[0].lower()}. {'; '.join(said) or 'none'}."
