"""Which columns of a list fit on the screen, and how to say that some do not."""

from __future__ import annotations

from collections.abc import Mapping

from interdict.commands.options import Printing
from interdict.terminal.output import Column

Columns = tuple[Column, ...]


def fit_columns(by_width: Mapping[int, Columns], printing: Printing) -> tuple[Columns, tuple[str, ...]]:
    """Return the columns that fit, by the least width for each choice of them, the widest first, and a note.

    The note names the columns that are left out; a page or a file has room for all.
    """
    most = by_width[max(by_width)]
    if printing.format != "table":
        return most, ()
    shown = next(columns for least, columns in by_width.items() if printing.screen.width >= least)
    missing = [column.title for column in most if column not in shown]
    if not missing:
        return most, ()
    what = "1 column does" if len(missing) == 1 else f"{len(missing)} columns do"
    return shown, (f"({what} not fit: {', '.join(missing)}; a wider terminal or -f csv has all)",)
