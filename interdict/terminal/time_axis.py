"""The axis of a chart in time: every year or month from the first to the last, long gaps as one break."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from interdict.terminal.chart import COLUMNS, Chart

_LONGEST_GAP = {4: 7, 7: 11}  # empty years, empty months in a row that are still drawn


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
