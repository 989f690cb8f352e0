"""Rows as TSV, CSV and Markdown, safe to look at on a terminal whatever they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interdict.terminal.sections import read_batches
from interdict.terminal.show import is_plain, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interdict.terminal.sections import Section

# Every ASCII character that means something in Markdown, GitHub's tables and formulas, or HTML.
_MARKDOWN = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"} | {char: "\\" + char for char in "\\`*_[]|~$"})


def render_tsv(section: Section) -> Iterator[str]:
    """Write a header of keys and a line for each row; every line has the same number of TABs."""
    yield "\t".join(show(column.key) for column in section.columns) + "\n"
    gaps = len(section.columns) - 1
    for batch in read_batches(section):
        lines = ["\t".join(cells) for cells in batch]
        text = "\n".join(lines)
        # One look at the whole batch: no TAB or LF beyond our own, and nothing else to escape.
        has_own_gaps = text.count("\t") == gaps * len(lines) and text.count("\n") == len(lines) - 1
        if has_own_gaps and is_plain(text.replace("\t", " ").replace("\n", " ")):
            yield text + "\n"
        else:
            yield "".join("\t".join(map(show, cells)) + "\n" for cells in batch)


def render_csv(section: Section) -> Iterator[str]:
    """Write CSV as RFC 4180 has it, a header of keys first; each text can be read back."""
    import csv
    from io import StringIO

    from interdict.terminal.cells import are_clean, quote_cell

    def write(rows: Sequence[Sequence[str]]) -> str:
        lines = StringIO(newline="")
        csv.writer(lines, lineterminator="\r\n").writerows(rows)
        return lines.getvalue()

    yield write([[quote_cell(column.key) for column in section.columns]])
    for batch in read_batches(section):
        is_clean = are_clean([cell for cells in batch for cell in cells])
        yield write(batch if is_clean else [list(map(quote_cell, cells)) for cells in batch])


def render_markdown(section: Section, level: int = 2) -> Iterator[str]:
    """Write a GitHub table, with the title above and the notes below."""
    if section.title:
        yield f"{'#' * level} {escape_markdown(section.title)}\n\n"
    rules = {"right": "---:", "center": ":---:"}
    yield f"| {' | '.join(escape_markdown(column.title) for column in section.columns)} |\n"
    yield f"| {' | '.join(rules.get(column.align, '---') for column in section.columns)} |\n"
    for batch in read_batches(section):
        yield "".join(f"| {' | '.join(map(escape_markdown, cells))} |\n" for cells in batch)
    for note in section.notes:
        yield f"\n{escape_markdown(note)}\n"


def escape_markdown(text: str) -> str:
    """Make a text mean only itself in Markdown and in the HTML made from it."""
    text = show(text).strip(" ").translate(_MARKDOWN)
    # What would start a heading, a list or a rule when the text stands on a line of its own.
    if text[:1] in ("#", "=") or (text[:1] in ("-", "+") and not text[1:2].isdecimal()):
        return "\\" + text
    if text[:1].isdecimal():
        rest = text.lstrip("0123456789")
        if rest[:1] in (".", ")"):
            return f"{text[: len(text) - len(rest)]}\\{rest}"
    return text
