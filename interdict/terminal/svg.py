"""Shapes and words as SVG, in its user units (px); each shape also bears a class, so that a page can restyle it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from interdict.terminal.blocks import clean
from interdict.terminal.html_page import write_plain

ACCENT, INK, QUIET, RULE, PAPER = "#1f4e79", "#1b1b1b", "#595959", "#d4d4d4", "#ffffff"
SIZE, SMALL = 13, 11  # px: height of letters
LINE = 1.3  # of the size: from line to line

_FILLS = {"ink": INK, "quiet": QUIET, "bar": ACCENT, "shade": ACCENT, "strong": PAPER, "rest": PAPER, "paper": PAPER}
# Parts of the size, as wide as the common sans-serif fonts are: whatever the reader has, a text then fits.
_NARROW, _WIDE, _OTHER = frozenset("fijlrtI.,:;'|!()[]-– "), frozenset("mwMW@%"), 0.6
_CUT = "…"


def measure_text(text: str, size: float = SIZE) -> float:
    """Estimate how wide a text is, rather too wide than too narrow."""
    return size * sum(map(_measure_char, text))


def _measure_char(char: str) -> float:
    if char in _NARROW:
        return 0.4
    if char.isascii():
        return 0.95 if char in _WIDE else 0.7 if char.isupper() else _OTHER + 0.03
    if combining(char):
        return 0
    return 1.05 if east_asian_width(char) in "WF" else 0.7


def wrap_text(text: str, width: float, *, size: float = SIZE, most: int = 3) -> list[str]:
    """Break a text into at most so many lines of a width; what is left over ends in an ellipsis."""
    lines = [""]
    for word in clean(text).split():
        for piece in _fold_word(word, width, size):
            joined = f"{lines[-1]} {piece}" if lines[-1] else piece
            if measure_text(joined, size) <= width:
                lines[-1] = joined
            elif len(lines) == most:
                return [*lines[:-1], _cut_text(joined, width, size)]
            else:
                lines.append(piece)
    return lines


def _fold_word(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and measure_text(pieces[-1] + char, size) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _cut_text(text: str, width: float, size: float) -> str:
    while text and measure_text(text + _CUT, size) > width:
        text = text[:-1]
    return text.rstrip() + _CUT


class Style(NamedTuple):
    """How a text looks, and whether it stands from, around (middle) or up to (end) its point."""

    size: float = SIZE
    anchor: str = "start"
    look: str = "ink"
    is_bold: bool = False


PLAIN, QUIET_SMALL = Style(), Style(SMALL, look="quiet")


class Box(NamedTuple):
    """A rectangle by its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float


class Band(NamedTuple):
    """A band that swings from one point to another: the upper corners of its two ends, and how thick it is."""

    x: float
    y: float
    to_x: float
    to_y: float
    thick: float


def draw_text(x: float, y: float, text: str, style: Style = PLAIN) -> str:
    """Draw a text on one line; the point is on its base line."""
    return f'<text x="{format_px(x)}" y="{format_px(y)}" {_write_style(style)}>{write_plain(text)}</text>\n'


def draw_upright(x: float, y: float, text: str, style: Style = PLAIN) -> str:
    """Draw a text that runs upwards from a point."""
    turn = f'transform="translate({format_px(x)} {format_px(y)}) rotate(-90)"'
    return f"<text {turn} {_write_style(style)}>{write_plain(text)}</text>\n"


def draw_lines(x: float, y: float, lines: Sequence[str], style: Style = PLAIN) -> str:
    """Draw lines of text, one beneath the other."""
    return "".join(draw_text(x, y + row * style.size * LINE, line, style) for row, line in enumerate(lines))


def _write_style(style: Style) -> str:
    weight = ' font-weight="600"' if style.is_bold else ""
    place = f'font-size="{format_px(style.size)}" text-anchor="{style.anchor}"'
    return f'{place} class="{style.look}" fill="{_FILLS[style.look]}"{weight}'


def draw_box(box: Box, *, look: str = "bar", opacity: float = 1) -> str:
    """Draw a filled box; one with the look of the rest is an outline."""
    place = " ".join(f'{name}="{format_px(value)}"' for name, value in zip(Box._fields, box, strict=True))
    faint = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
    stroke = f' stroke="{ACCENT}" stroke-dasharray="3 2"' if look == "rest" else ""
    return f'<rect {place} class="{look}" fill="{_FILLS[look]}"{faint}{stroke}/>\n'


def draw_band(band: Band, words: str, *, look: str, opacity: float) -> str:
    """Draw a band with words for whoever points at it."""
    x, to_x, middle = (format_px(one) for one in (band.x, band.to_x, (band.x + band.to_x) / 2))
    top, to_top, end, to_end = (
        format_px(one) for one in (band.y, band.to_y, band.y + band.thick, band.to_y + band.thick)
    )
    path = (
        f"M{x} {top}C{middle} {top} {middle} {to_top} {to_x} {to_top}V{to_end}"
        f"C{middle} {to_end} {middle} {end} {x} {end}Z"
    )
    title = f"<title>{write_plain(words)}</title>"
    return f'<path d="{path}" class="{look}" fill="{_FILLS[look]}" fill-opacity="{opacity:g}">{title}</path>\n'


def draw_line(x: float, y: float, to_x: float, to_y: float, *, look: str = "rule") -> str:
    """Draw a thin line: a rule behind the bars, or an axis."""
    place = f'x1="{format_px(x)}" y1="{format_px(y)}" x2="{format_px(to_x)}" y2="{format_px(to_y)}"'
    return f'<line {place} class="{look}" stroke="{QUIET if look == "axis" else RULE}"/>\n'


def format_px(number: float) -> str:
    """Write a length with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")
