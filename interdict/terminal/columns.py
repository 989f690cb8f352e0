"""Columns in time as SVG, one for each year or month; where many have none, the axis is broken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from interdict.terminal.chart import COLUMNS, Chart, Drawing, format_number
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

WIDTH = 640  # px
_LEFT, _RIGHT = 40, 6  # px: the scale, and room for the last label
_ROOM = WIDTH - _LEFT - _RIGHT
_PLOT = 150  # px: the height of the longest column
_SLOT, _WIDEST = 16, 46  # px: a column with its gap
_BELOW = {4: 24, 7: 38}  # px: the labels of years, of months with their years
_LONGEST_GAP = {4: 7, 7: 11}  # empty years, empty months in a row that are still drawn
_BREAK = 2  # slots: a break of the axis
_MONTHS = "JFMAMJJASOND"
_LABEL_ROOM, _REST_ROOM = 34, 90  # px: a year, and what is none


class Slot(NamedTuple):
    """A place on the axis: a period, a break over several without a case, or what has no period."""

    label: str
    value: float = 0
    number: int | None = None  # of the period, counted in years or months
    first: str = ""  # period of a break

    @property
    def is_break(self) -> bool:
        """Say whether this is a break of the axis."""
        return bool(self.first)


def draw_columns(chart: Chart) -> Drawing:
    """Draw columns with their figures above, in as many bands as they need, all on one scale."""
    slots = list_slots(chart)
    largest = max((slot.value for slot in slots), default=0)
    step = choose_step(largest)
    top = max(step, -(-largest // step) * step)
    bands = _cut_bands(slots)
    width = min(_WIDEST, _ROOM / max(1, *(sum(map(_count_slots, band)) for band in bands)))
    figures = max((measure_text(format_number(slot.value), SMALL) for slot in slots), default=0)
    is_upright = figures > width
    above = 22 + (figures if is_upright else SMALL)
    below = _BELOW[7 if any(map(_is_month, slots)) else 4]
    shapes = [draw_text(0, SMALL + 2, chart.axes[1], QUIET_SMALL)]
    y = 0.0
    for band in bands:
        y += above + _PLOT
        shapes.append(_draw_scale(y, top, step))
        shapes.append(_draw_band(band, y, width, top, is_upright=is_upright))
        y += below
    shapes.append(draw_text(WIDTH / 2, y + 8, chart.axes[0], Style(SMALL, "middle", "quiet")))
    return Drawing(WIDTH, y + 14, "".join(shapes), _word(chart, slots))


def list_slots(chart: Chart) -> list[Slot]:
    """Return the periods in time with those between that have nothing, long gaps as one break, and the rest last."""
    values = {mark.label: mark.values[0] for mark in chart.marks}
    numbers = {number: label for label in values if (number := read_period(label)) is not None}
    slots: list[Slot] = []
    last: int | None = None
    for number, label in sorted(numbers.items()):
        if values[label] <= 0:
            continue
        between = [] if last is None else range(last + 1, number)
        if len(between) > _LONGEST_GAP[len(label)]:
            first, end = (_write_period(one, len(label)) for one in (between[0], between[-1]))
            slots.append(Slot(f"{first}–{end}: none", first=first))
        else:
            slots += [Slot(_write_period(one, len(label)), 0, one) for one in between]
        slots.append(Slot(label, values[label], number))
        last = number
    return [*slots, *(Slot(label, value) for label, value in values.items() if read_period(label) is None)]


def fold_rows(rows: Sequence[Mapping[str, Any]], chart: Chart, key: str) -> list[Mapping[str, Any]]:
    """Return the rows of the table of a chart, with one in place of each long gap that the chart leaves out."""
    if chart.kind != COLUMNS:
        return list(rows)
    folded: list[Mapping[str, Any]] = []
    known = {row[key]: row for row in rows}
    for slot in list_slots(chart):
        if slot.label in known:
            folded.append(known[slot.label])
        elif slot.is_break and slot.first in known:
            folded.append({**known[slot.first], key: slot.label.partition(":")[0]})
    return folded


def read_period(label: str) -> int | None:
    """Return the number of a year or of a month counted from the year 0, None for what is neither."""
    if not re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", label):
        return None
    return int(label) if len(label) == 4 else int(label[:4]) * 12 + int(label[5:]) - 1


def _write_period(number: int, length: int) -> str:
    return f"{number:04}" if length == 4 else f"{number // 12:04}-{number % 12 + 1:02}"


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


def _draw_scale(y: float, top: float, step: float) -> str:
    shapes = []
    for count in range(int(top / step) + 1):
        level = y - _PLOT * count * step / top
        figure = format_number(count * step)
        shapes.append(draw_text(_LEFT - 6, level + 4, figure, Style(SMALL, "end", "quiet")))
        shapes.append(draw_line(_LEFT, level, WIDTH - _RIGHT, level, look="rule" if count else "axis"))
    return "".join(shapes)


def _draw_band(band: Sequence[Slot], y: float, width: float, top: float, *, is_upright: bool) -> str:
    shapes = []
    x: float = _LEFT
    free = 0.0  # px: where the next label may begin
    for place, slot in enumerate(band):
        middle = x + width * _count_slots(slot) / 2
        if slot.is_break:
            shapes.append(_draw_break(middle, y, slot.label))
        else:
            shapes.append(_draw_column(slot, middle, y, width, top, is_upright=is_upright))
            label = _choose_label(slot, is_first=place == 0 or band[place - 1].is_break, width=width)
            half = measure_text(label, SMALL) / 2
            if label and (middle - half >= free or place == 0):
                shapes.append(draw_text(middle, y + (27 if _is_month(slot) else 15), label, Style(SMALL, "middle")))
                free = middle + half + 4
            if _is_month(slot):
                letter = _MONTHS[(slot.number or 0) % 12]
                shapes.append(draw_text(middle, y + 13, letter, Style(SMALL - 1, "middle", "quiet")))
        x += width * _count_slots(slot)
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


def _draw_column(slot: Slot, middle: float, y: float, width: float, top: float, *, is_upright: bool) -> str:
    if slot.value <= 0:
        return ""
    height = max(1.5, _PLOT * slot.value / top)
    thick = width * 0.72
    look = "rest" if slot.number is None else "bar"
    figure = format_number(slot.value)
    box = draw_box(Box(middle - thick / 2, y - height, thick, height), look=look)
    if is_upright:
        return box + draw_upright(middle + 4, y - height - 4, figure, Style(SMALL))
    return box + draw_text(middle, y - height - 4, figure, Style(SMALL, "middle"))


def _draw_break(middle: float, y: float, label: str) -> str:
    paper = draw_box(Box(middle - 7, y - _PLOT - 1, 14, _PLOT + 3), look="paper")
    strokes = "".join(draw_line(middle + dx - 2, y + 5, middle + dx + 2, y - 5, look="axis") for dx in (-2, 3))
    return paper + strokes + draw_upright(middle + 4, y - 10, label, QUIET_SMALL)


def _word(chart: Chart, slots: Sequence[Slot]) -> str:
    said = [slot.label if slot.is_break else f"{slot.label}: {format_number(slot.value)}" for slot in slots]
    return f"{chart.axes[1]} by {chart.axes[0].lower()}. {'; '.join(said) or 'none'}."
