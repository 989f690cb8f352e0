"""Draw cases on a map as an SVG picture that stands alone, and as a page with the cases listed beneath it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from interdict.terminal.html_page import close_page, open_page, write_plain, write_text
from interdict.terminal.map import MARKS, NO_OUTCOME, Box, MapLine
from interdict.terminal.svg import ACCENT, INK, PAPER, QUIET, RULE, format_px

WIDTH = 1000.0  # px
_LEGEND = 46.0  # px beneath the map
_RADIUS = 8.0  # px of a mark
_CELL = 14.0  # px within which cases share a mark
_MOST_NAMED = 12  # cases in the words of one mark
_LAND = "#eceae4"
_COLORS = {"red": "#a3262a", "green": "#2c6e49", "yellow": "#8a6100", "magenta": "#7a2e6d", "cyan": "#33658a"}
_CREDIT = "coastline: Natural Earth"


class Pin(NamedTuple):
    """A case on the picture, with its outcome and words that name it."""

    latitude: float
    longitude: float
    outcome: str
    words: str


class _Frame:
    """Where longitude and latitude fall on the picture."""

    def __init__(self, box: Box) -> None:
        self.box = box
        middle = math.cos(math.radians(max(-75.0, min(75.0, (box.south + box.north) / 2))))
        self.height = min(3 * WIDTH, max(120.0, WIDTH * (box.north - box.south) / ((box.east - box.west) * middle)))

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        box = self.box
        return (
            (longitude - box.west) / (box.east - box.west) * WIDTH,
            (box.north - latitude) / (box.north - box.south) * self.height,
        )


def draw_picture(
    box: Box,
    coast: Iterable[tuple[Sequence[int], Sequence[int]]],
    lines: Iterable[MapLine],
    pins: Sequence[Pin],
) -> str:
    """Draw coast, routes and marks, with a legend of the marks beneath them."""
    frame = _Frame(box)
    shown = [pin for pin in pins if _is_in(frame, pin)]
    height = frame.height + _LEGEND
    pieces = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {format_px(WIDTH)} {format_px(height)}" role="img" '
        f'font-family="system-ui, sans-serif"><title>Map of {len(shown):,} cases</title>\n',
        f'<defs><clipPath id="map"><rect width="{format_px(WIDTH)}" height="{format_px(frame.height)}"/></clipPath>',
        f'</defs><rect width="{format_px(WIDTH)}" height="{format_px(height)}" fill="{PAPER}"/>\n',
        '<g clip-path="url(#map)">',
        _draw_land(frame, coast),
        _draw_grid(frame),
        *(_draw_line(frame, line) for line in lines),
        *_draw_pins(frame, shown),
        "</g>\n",
        f'<rect width="{format_px(WIDTH)}" height="{format_px(frame.height)}" fill="none" stroke="{RULE}"/>\n',
        _draw_legend(frame, shown),
        "</svg>\n",
    ]
    return "".join(pieces)


def _is_in(frame: _Frame, pin: Pin) -> bool:
    return any(
        -_RADIUS <= x <= WIDTH + _RADIUS and -_RADIUS <= y <= frame.height + _RADIUS
        for x, y in (frame.place(pin.latitude, pin.longitude + turn) for turn in frame.box.list_turns())
    )


def _draw_land(frame: _Frame, coast: Iterable[tuple[Sequence[int], Sequence[int]]]) -> str:
    paths = []
    for xs, ys in coast:
        for turn in frame.box.list_turns():
            points = (frame.place(y / 100, x / 100 + turn) for x, y in zip(xs, ys, strict=True))
            paths.append("M" + "L".join(f"{format_px(x)} {format_px(y)}" for x, y in points) + "Z")
    return f'<path d="{"".join(paths)}" fill="{_LAND}" stroke="#b9b4a8" stroke-width=".6" fill-rule="evenodd"/>\n'


def _draw_grid(frame: _Frame) -> str:
    box = frame.box
    step = next(step for step in (1, 2, 5, 10, 15, 30) if (box.east - box.west) / step <= 13)
    pieces = []
    for degree in range(math.floor(box.west / step + 1) * step, math.ceil(box.east), step):
        x, _ = frame.place(0, degree)
        turned = (degree + 180) % 360 - 180
        label = f"{abs(turned)}°{'W' if -180 < turned < 0 else 'E' if turned > 0 else ''}"
        pieces.append(f'<line x1="{format_px(x)}" y1="0" x2="{format_px(x)}" y2="{format_px(frame.height)}"/>')
        pieces.append(f'<text x="{format_px(x + 2)}" y="{format_px(frame.height - 3)}">{label}</text>')
    for degree in range(math.floor(box.south / step + 1) * step, math.ceil(box.north), step):
        _, y = frame.place(degree, 0)
        label = f"{abs(degree)}°{'S' if degree < 0 else 'N' if degree > 0 else ''}"
        pieces.append(f'<line x1="0" y1="{format_px(y)}" x2="{format_px(WIDTH)}" y2="{format_px(y)}"/>')
        pieces.append(f'<text x="2" y="{format_px(y - 2)}">{label}</text>')
    style = f'stroke="{RULE}" stroke-width=".5" font-size="9" fill="{QUIET}"'
    text = "".join(pieces).replace("<text ", '<text stroke="none" ')
    return f"<g {style}>{text}</g>\n"


def _draw_line(frame: _Frame, line: MapLine) -> str:
    dash = ' stroke-dasharray="5 4"' if line.is_planned else ""
    pieces = []
    for stroke in line.list_strokes(frame.box):
        spots = (frame.place(latitude, longitude) for latitude, longitude in stroke)
        path = "M" + "L".join(f"{format_px(x)} {format_px(y)}" for x, y in spots)
        pieces.append(f'<path d="{path}" fill="none" stroke="{ACCENT}" stroke-width="1.3" opacity=".75"{dash}/>\n')
    return "".join(pieces)


def _draw_pins(frame: _Frame, pins: Sequence[Pin]) -> Iterator[str]:
    groups: dict[tuple[int, int], list[tuple[float, float, Pin]]] = {}
    for pin in pins:
        for turn in frame.box.list_turns():
            x, y = frame.place(pin.latitude, pin.longitude + turn)
            if -_RADIUS <= x <= WIDTH + _RADIUS and -_RADIUS <= y <= frame.height + _RADIUS:
                groups.setdefault((round(x / _CELL), round(y / _CELL)), []).append((x, y, pin))
    for group in groups.values():
        x = sum(one[0] for one in group) / len(group)
        y = sum(one[1] for one in group) / len(group)
        outcomes = {pin.outcome for _, _, pin in group}
        letter, color = MARKS.get(next(iter(outcomes)), NO_OUTCOME) if len(outcomes) == 1 else (str(len(group)), "")
        if len(group) > 1:
            letter = str(len(group)) if len(group) < 1000 else "1k+"
        radius = _RADIUS + min(8.0, 2 * math.log2(len(group)))
        yield _draw_pin((x, y, radius), letter, _COLORS.get(color, INK), [pin.words for _, _, pin in group])


def _draw_pin(circle: tuple[float, float, float], letter: str, color: str, words: Sequence[str]) -> str:
    x, y, radius = circle
    named = "\n".join(words[:_MOST_NAMED])
    more = f"\nand {len(words) - _MOST_NAMED:,} more" if len(words) > _MOST_NAMED else ""
    title = "\n".join(write_plain(line) for line in (named + more).split("\n"))
    return (
        f'<g><title>{title}</title><circle cx="{format_px(x)}" cy="{format_px(y)}" r="{format_px(radius)}" '
        f'fill="{color}" stroke="{PAPER}"/><text x="{format_px(x)}" y="{format_px(y + 3.6)}" font-size="10" '
        f'text-anchor="middle" fill="{PAPER}" font-weight="600">{letter}</text></g>\n'
    )


def _draw_legend(frame: _Frame, pins: Sequence[Pin]) -> str:
    counts: dict[str, int] = {}
    for pin in pins:
        counts[pin.outcome] = counts.get(pin.outcome, 0) + 1
    x, y = 6.0, frame.height + 20
    pieces = []
    for outcome in MARKS:
        if outcome in counts:
            letter, color = MARKS[outcome]
            words = f"{outcome.replace('_', ' ') if outcome != 'unknown' else 'not stated'} {counts[outcome]:,}"
            pieces.append(_draw_pin((x + 6, y - 4, 6.5), letter, _COLORS[color], [words]))
            pieces.append(
                f'<text x="{format_px(x + 16)}" y="{format_px(y)}" font-size="11" fill="{INK}">{words}</text>\n'
            )
            x += 34 + 6.2 * len(words)
    note = f"numbers: several cases; {_CREDIT}" if len(pins) > 1 else _CREDIT
    place = f'x="{format_px(WIDTH - 4)}" y="{format_px(y + 18)}" text-anchor="end"'
    pieces.append(f'<text {place} font-size="9" fill="{QUIET}">{note}</text>\n')
    return "".join(pieces)


def render_page(title: str, picture: str, pins: Sequence[Pin]) -> Iterator[str]:
    """Write the picture as a page that stands alone, with the cases listed beneath it."""
    yield open_page(title)
    yield f"<h1>{write_text(title)}</h1>\n<figure>{picture}</figure>\n<ul>\n"
    for pin in pins:
        outcome = pin.outcome.replace("_", " ")
        yield f"<li>{write_text(pin.words)}: {write_text(outcome)}</li>\n"
    yield "</ul>\n"
    yield close_page()
