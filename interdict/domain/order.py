"""Number records so that they stay in the order of their document, while as few present ones change as can be.

A number is a whole one where there is room, else a decimal of at most four places, so that it can be read and needs no
exponent however many records come between the same two; where there is no room left, the neighbours move apart.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from fractions import Fraction

from interdict.domain.citations import is_citation
from interdict.domain.records import Record, plain_number

Number = int | float

GRID = 10_000  # parts of one: four places
STEPS = (10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1)  # of the grid, the plainest first
ROOMY = 1_000  # the step that neighbours move apart to, so that the next records find room


def keep_order(current: Mapping[str, Record], wanted: Mapping[str, Record]) -> dict[str, Record]:
    """Return the wanted records with numbers in their order; present ones keep theirs where that is possible."""
    by_table: dict[str, list[Record]] = {}
    for record in wanted.values():
        if record.table not in {"interdiction", "source"} and not is_citation(record):
            by_table.setdefault(record.table, []).append(record)
    ordered = dict(wanted)
    for records in by_table.values():
        present = [
            (current[record.id].values.get("sequence", 0), record.id) if record.id in current else None
            for record in records
        ]
        if not any(present):
            continue
        kept = _find_longest_rise([pair for pair in present if pair])
        numbers = number_all([pair[0] if pair and pair in kept else None for pair in present])
        for record, number in zip(records, numbers, strict=True):
            ordered[record.id] = record._replace(values={**record.values, "sequence": number})
    return ordered


def _find_longest_rise(pairs: Sequence[tuple[Number, str]]) -> set[tuple[Number, str]]:
    """Return the longest run, not necessarily without gaps, of pairs that are in order already."""
    ends: list[tuple[Number, str]] = []  # the least end of a run of each length
    places: list[int] = []
    for pair in pairs:
        place = bisect_left(ends, pair)
        ends[place : place + 1] = [pair]
        places.append(place)
    rise, length = set(), len(ends)
    for pair, place in zip(reversed(pairs), reversed(places), strict=True):
        if place == length - 1:
            rise.add(pair)
            length -= 1
    return rise


def number_all(numbers: Sequence[Number | None]) -> list[Number]:
    """Give a number to each place that has none, so that all rise; numbers that leave no room between them change."""
    found = list(numbers)
    end = 0
    while None in found[end:]:
        start = found.index(None, end)
        end = next((place for place in range(start, len(found)) if found[place] is not None), len(found))
        between = _spread(found, start, end)
        width = 1
        while between is None:  # neighbours move apart: as few of them as will do, and far enough for the next ones
            for first, last in ((start, end + width), (start - width, end), (start - width, end + width)):
                first, last = max(0, first), min(len(found), last)
                between = between or _spread(found, first, last, finest=ROOMY)
                if between:
                    start, end = first, last
                    break
            width *= 2
        found[start:end] = between
    return [number for number in found if number is not None]


def _spread(found: Sequence[Number | None], start: int, end: int, *, finest: int = 1) -> list[Number] | None:
    low = found[start - 1] if start else None
    high = found[end] if end < len(found) else None
    return number_between(low, high, end - start, finest=finest)


def number_between(low: Number | None, high: Number | None, count: int, *, finest: int = 1) -> list[Number] | None:
    """Return so many rising numbers between two, as plain as they can be; None where there is no room.

    Without a low or a high one there is always room. `finest` is the least step, in parts of the grid.
    """
    if high is None:
        first = 1 if low is None else math.floor(low) + 1
        return list(range(first, first + count))
    if low is None:
        first = math.ceil(high) - count
        return list(range(first, first + count))
    exact_low, exact_high = Fraction(str(low)) * GRID, Fraction(str(high)) * GRID
    for step in STEPS:
        if step < finest:
            return None
        least = math.floor(exact_low / step) + 1
        room = math.ceil(exact_high / step) - least
        if room >= count:
            first = least + (room - count) // 2
            return [plain_number(place * step / GRID) for place in range(first, first + count)]
    return None
