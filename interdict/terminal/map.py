"""Draw cases on a map made of characters: the coast in braille dots, marks by outcome, routes as lines.

A cell is two dots wide and four high (U+2800 to U+28FF); a blank cell of the map is U+2800, so that lines keep their
shape in whatever trims blanks. Longitude and latitude are drawn alike (plate carrée), so that boxes stay boxes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

WORLD = (-180.0, -60.0, 180.0, 80.0)
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # by row and column of a cell
BLANK = "\u2800"
_BELOW = 0.5  # height of a dot to its width on usual terminals: two dots wide and four high fill a cell 1 by 2

# A letter and a colour for each outcome: the legend says which, so that nothing rests on the colour.
MARKS: Mapping[str, tuple[str, str]] = {
    "seized": ("S", "red"),
    "impounded": ("I", "red"),
    "released": ("R", "yellow"),
    "cleared": ("C", "green"),
    "refused": ("X", "magenta"),
    "turned_back": ("T", "magenta"),
    "evaded": ("E", "magenta"),
    "inconclusive": ("N", "yellow"),
    "pending": ("P", "yellow"),
    "unknown": ("U", "cyan"),
}
NO_OUTCOME = ("U", "cyan")
MANY = "123456789"  # a cell with several cases of different outcomes shows how many; from ten on a plus sign


class Mark(NamedTuple):
    """A case on the map."""

    latitude: float
    longitude: float
    outcome: str


class Box(NamedTuple):
    """What the map shows, in degrees; the east may be beyond 180, so that the Pacific can be in the middle."""

    west: float
    south: float
    east: float
    north: float

    def list_turns(self) -> tuple[int, ...]:
        """Return the turns round the Earth, in degrees, that bring something into the box."""
        return (0, *((360,) if self.east > 180 else ()), *((-360,) if self.west < -180 else ()))


class MapLine(NamedTuple):
    """A line on the map through points of latitude and longitude."""

    points: Sequence[tuple[float, float]]
    is_planned: bool = False

    def list_strokes(self, box: Box) -> list[list[tuple[float, float]]]:
        """Return the line without a jump at the date line, once for each turn round the Earth that shows in the box."""
        through = [self.points[0]]
        for latitude, longitude in self.points[1:]:
            step = (longitude - through[-1][1] + 180) % 360 - 180
            through.append((latitude, through[-1][1] + step))
        west, east = min(x for _, x in through), max(x for _, x in through)
        turns = [turn for turn in (0, 360, -360) if west + turn <= box.east and east + turn >= box.west]
        return [[(latitude, longitude + turn) for latitude, longitude in through] for turn in turns]


class Canvas:
    """Dots and letters on a grid of cells."""

    def __init__(self, box: Box, width: int, height: int) -> None:
        """Take the box that the grid covers and its size in cells."""
        self.box, self.width, self.height = box, width, height
        self._dots = bytearray(width * height)
        self._letters: dict[int, tuple[str, str]] = {}
        self._per_x = (2 * width - 1) / (box.east - box.west)
        self._per_y = (4 * height - 1) / (box.north - box.south)

    def scale(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the dot of a point, also of one beyond the edge."""
        return (longitude - self.box.west) * self._per_x, (self.box.north - latitude) * self._per_y

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return the dot of a point, turned round the Earth where that brings it onto the map."""
        turns = (turn for turn in (0, 360, -360) if self.box.west <= longitude + turn <= self.box.east)
        return self.scale(longitude + next(turns, 0), latitude)

    def set_dot(self, x: float, y: float) -> None:
        """Set the dot nearest to a place on the grid; one beyond the edge is left out."""
        column, row = round(x), round(y)
        if 0 <= column < 2 * self.width and 0 <= row < 4 * self.height:
            self._dots[row // 4 * self.width + column // 2] |= _DOTS[row % 4][column % 2]

    def draw_line(self, points: Sequence[tuple[float, float]], *, every: int = 1) -> None:
        """Draw a line through dots; `every` leaves gaps, as for a way that was only planned."""
        for (x, y), (to_x, to_y) in pairwise(points):
            if abs(to_x - x) > self._per_x * 180:
                continue  # over the edge of the map, at the date line
            self._draw_stroke(x, y, to_x, to_y, every)

    def _draw_stroke(self, x: float, y: float, to_x: float, to_y: float, every: int) -> None:
        steps = max(1, math.ceil(max(abs(to_x - x), abs(to_y - y))))
        if steps > 8 * (self.width + self.height):
            return  # far beyond the edge on both sides
        for step in range(0, steps + 1, every):
            part = step / steps
            self.set_dot(x + (to_x - x) * part, y + (to_y - y) * part)

    def write(self, x: float, y: float, letter: str, color: str) -> None:
        """Write a letter into the cell of a dot."""
        column, row = round(x) // 2, round(y) // 4
        if 0 <= column < self.width and 0 <= row < self.height:
            self._letters[row * self.width + column] = (letter, color)

    def list_rows(self) -> list[list[tuple[str, str]]]:
        """Return the cells row by row, each a character and its colour."""
        cells = [self._letters.get(number, (chr(0x2800 + dots), "")) for number, dots in enumerate(self._dots)]
        return [cells[start : start + self.width] for start in range(0, len(cells), self.width)]


def choose_height(box: Box, width: int) -> int:
    """Return how many lines a map of a width needs so that a degree is as long in both directions."""
    middle = math.cos(math.radians(max(-75.0, min(75.0, (box.south + box.north) / 2))))
    return max(4, min(200, round(width * _BELOW * (box.north - box.south) / ((box.east - box.west) * middle))))


def draw_map(
    box: Box,
    width: int,
    *,
    coast: Iterable[tuple[Sequence[int], Sequence[int]]],
    lines: Iterable[MapLine] = (),
    marks: Sequence[Mark] = (),
) -> Canvas:
    """Draw coast, lines and marks; the coast are rings of longitudes and latitudes in hundredths of a degree."""
    canvas = Canvas(box, width, choose_height(box, width))
    for xs, ys in coast:
        for turn in box.list_turns():
            dots = [canvas.scale(x / 100 + turn, y / 100) for x, y in zip(xs, ys, strict=True)]
            canvas.draw_line([*dots, dots[0]])
    for line in lines:
        for stroke in line.list_strokes(box):
            dots = [canvas.scale(longitude, latitude) for latitude, longitude in stroke]
            canvas.draw_line(dots, every=3 if line.is_planned else 1)
    _write_marks(canvas, marks)
    return canvas


def _write_marks(canvas: Canvas, marks: Sequence[Mark]) -> None:
    cells: dict[tuple[int, int], dict[str, int]] = {}
    for mark in marks:
        x, y = canvas.place(mark.latitude, mark.longitude)
        outcomes = cells.setdefault((round(x) // 2, round(y) // 4), {})
        outcomes[mark.outcome] = outcomes.get(mark.outcome, 0) + 1
    for (column, row), outcomes in cells.items():
        total = sum(outcomes.values())
        if len(outcomes) == 1:
            letter, color = MARKS.get(next(iter(outcomes)), NO_OUTCOME)
        else:
            letter, color = (MANY[total - 1] if total <= len(MANY) else "+"), "bold"
        canvas.write(column * 2, row * 4, letter, color)


def render_map(canvas: Canvas, *, has_color: bool, only_ascii: bool = False) -> str:
    """Write a map as lines of text, coloured by escape sequences where that is wanted."""
    lines = []
    for row in canvas.list_rows():
        cells = [(_write_ascii(char), color) for char, color in row] if only_ascii else row
        lines.append("".join(_paint(char, color) if has_color and color else char for char, color in cells))
    return "\n".join(lines) + "\n"


_PAINT = {"red": "31", "green": "32", "yellow": "33", "magenta": "35", "cyan": "36", "bold": "1"}


def _paint(char: str, color: str) -> str:
    return f"\x1b[1;{_PAINT[color]}m{char}\x1b[0m" if color != "bold" else f"\x1b[1m{char}\x1b[0m"


def _write_ascii(char: str) -> str:
    if not "\u2800" <= char <= "\u28ff":
        return char
    dots = (ord(char) - 0x2800).bit_count()
    return " " if not dots else "." if dots < 4 else ":"


def write_legend(marks: Sequence[Mark], width: int) -> list[str]:
    """Return the lines that say what each mark means, with how many cases it stands for."""
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark.outcome] = counts.get(mark.outcome, 0) + 1
    entries = [
        f"{MARKS.get(outcome, NO_OUTCOME)[0]} {outcome.replace('_', ' ') if outcome != 'unknown' else 'not stated'}"
        f" {counts[outcome]:,}"
        for outcome in MARKS
        if outcome in counts
    ]
    if len(counts) > 1:
        entries.append("2-9, + several outcomes at one spot")
    lines = [""]
    for entry in entries:
        joined = f"{lines[-1]}   {entry}" if lines[-1] else entry
        if len(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(entry)
    return lines
