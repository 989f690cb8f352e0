"""How wide the columns of a table are, so that few words break."""

from __future__ import annotations

from collections.abc import Callable, Sequence

NARROWEST = 10  # cells for a column and its gap
GAP, TIGHT = 2, 1  # cells between columns, and where there is little room
_LONGEST_WORD = 20  # cells; a longer one, a URL, may break
_WHOLE = 13  # cells: no shorter word breaks in a table, such as a REF or the name of a month

Measure = Callable[[str], int]


def choose_gap(rows: Sequence[Sequence[str]], width: int, measure: Measure) -> int:
    """Choose how far apart the columns stand; 0 where they have no room for their words at all."""
    columns = list(zip(*rows, strict=True))
    if not _have_room(columns, width, measure):
        return 0
    needed = sum(min(word, _WHOLE) for word in _measure_words(columns, measure))
    return next((gap for gap in (GAP, TIGHT) if needed + gap * (len(columns) - 1) <= width), 0)


def _have_room(columns: Sequence[Sequence[str]], width: int, measure: Measure) -> bool:
    """Say whether columns of running text are no mere strips."""
    if width >= NARROWEST * len(columns):
        return True
    return sum(max(map(measure, texts)) for texts in columns) + GAP * (len(columns) - 1) <= width


def choose_widths(rows: Sequence[Sequence[str]], width: int, measure: Measure, *, gap: int = GAP) -> list[int]:
    """Choose the widths of the columns of some rows: first room for words, then for cells."""
    columns = list(zip(*rows, strict=True))
    cells = [max(1, *map(measure, texts)) for texts in columns]
    words = _measure_words(columns, measure)
    room = width - gap * (len(columns) - 1)
    floors = share_out([min(word, _WHOLE) for word in words], room, least=NARROWEST - gap)
    for wanted in (words, cells):
        more = share_out([max(0, cell - floor) for cell, floor in zip(wanted, floors, strict=True)], room - sum(floors))
        floors = [floor + extra for floor, extra in zip(floors, more, strict=True)]
    return floors


def _measure_words(columns: Sequence[Sequence[str]], measure: Measure) -> list[int]:
    """Return the longest word of each column, as far as it should not break."""
    longest = (max(1, *(measure(word) for text in texts for word in text.split())) for texts in columns)
    return [min(word, _LONGEST_WORD) for word in longest]


def share_out(wanted: Sequence[int], room: int, *, least: int = 0) -> list[int]:
    """Share the room out: who wants little gets it, the others get the same each.

    With `least` each in turn gets what it wants as long as that much is left for every one after it.
    """
    shares = [0] * len(wanted)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    for done, number in enumerate(order):
        others = len(order) - done - 1
        limit = max(room // (others + 1), room - least * others if least else 0)
        shares[number] = min(wanted[number], limit)
        room -= shares[number]
    return shares
