"""Blocks on a terminal, wrapped and coloured by Rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interdict.terminal.blocks import ALARM, CITE, HEADINGS, LABEL, MARK, QUIET, Block, Line, clean
from interdict.terminal.blocks_text import lay_out
from interdict.terminal.console import make_console
from interdict.terminal.screen import simplify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.text import Text

_STYLES = {
    **dict.fromkeys(HEADINGS[1:], "bold"),
    LABEL: "cyan",
    CITE: "dim",
    QUIET: "dim",
    MARK: "yellow",
    ALARM: "bold red",
}
_WIDEST = 100  # cells: longer lines are hard to read


class RichPen:
    """Text measured in cells, so that wide characters fit, and coloured where wanted."""

    breaks_words = True

    def __init__(self, *, has_color: bool, only_ascii: bool) -> None:
        self._has_color = has_color
        self._only_ascii = only_ascii
        self._console = make_console(width=_WIDEST, has_color=has_color)

    def wrap(self, line: Line, width: int) -> list[str]:
        """Break a line into as many as it takes, none for an empty one; a word longer than a line is folded."""
        from rich.text import Text

        text = Text.assemble(*((self._fit(span.text), _STYLES.get(span.role, "")) for span in line))
        if not text.plain.strip(" "):
            return []
        if text.cell_len <= width:
            return [self._draw(text)]
        return [self._draw(part) for part in text.wrap(self._console, width, overflow="fold")]

    def paint(self, text: str, role: str) -> str:
        """Give a text that stays on one line its look."""
        from rich.text import Text

        return self._draw(Text.assemble((self._fit(text), _STYLES.get(role, ""))))

    def _fit(self, text: str) -> str:
        text = clean(text)
        return simplify(text).encode("ascii", "backslashreplace").decode() if self._only_ascii else text

    def _draw(self, text: Text) -> str:
        if not self._has_color:
            return text.plain
        from rich.color import ColorSystem

        return "".join(
            segment.style.render(segment.text, color_system=ColorSystem.STANDARD) if segment.style else segment.text
            for segment in text.render(self._console)
        )


def render_rich(blocks: Iterable[Block], *, width: int, has_color: bool, only_ascii: bool) -> Iterator[str]:
    """Draw blocks for a terminal of a given width."""
    return lay_out(blocks, RichPen(has_color=has_color, only_ascii=only_ascii), width=min(width, _WIDEST))
