"""How wide the columns of a table are, so that few words break."""

from __future__ import annotations

from collections.abc import Callable, Sequence

NARROWEST = 10  # cells for a column and its gap
GAP = 2  # cells between columns
_LONGEST_WORD = 20  # cells; a longer one, a URL, may break


def choose_widths(rows: Sequence[Sequence[str]], width: int, measure: Callable[[str], int]) -> list[int]:
    """Choose the widths of the columns of some rows: first room for words, then for cells."""
    columns = list(zip(*rows, strict=True))
    cells = [max(1, *map(measure, texts)) for texts in columns]
    words = [max(1, *(measure(word) for text in texts for word in text.split())) for texts in columns]
    words = [min(word, _LONGEST_WORD) for word in words]
    room = width - GAP * (len(columns) - 1)
    floors = share_out(words, room, least=NARROWEST - GAP)
    extra = share_out([cell - floor for cell, floor in zip(cells, floors, strict=True)], room - sum(floors))
    return [floor + more for floor, more in zip(floors, extra, strict=True)]


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
