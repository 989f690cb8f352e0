"""`interdict list`: the cases that match terms, a line for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.narrow import fit_columns
from interdict.commands.no_match import hint_at_negated, tell_no_match
from interdict.commands.options import Limit, Printing, Terms, reads
from interdict.domain.vocabulary import quote, suggest
from interdict.errors import UsageError
from interdict.settings import get_setting
from interdict.store.connection import open_reading
from interdict.store.listing import COLUMNS, SORTS, Listing, Order, list_cases
from interdict.store.query import parse_terms
from interdict.terminal.output import FOR_PEOPLE, Column, Page, Section, print_rendered, render_rows

_COLUMNS = tuple(Column(key, key.capitalize()) for key in COLUMNS)
_REF = Column("ref", "Ref", "left", "cyan")
_DATE = Column("date", "Date")
_WHERE = Column("where", "Where")
_TITLE = Column("title", "Title")
_CARGO = Column("cargo", "Cargo")
_OUTCOME = Column("outcome", "Outcome")
# What fits, by the width of the screen: a narrow one drops what the title says most often.
_SHOWN = {
    100: (_REF, _DATE, _WHERE, _TITLE, _CARGO, _OUTCOME),
    76: (_REF, _DATE, _WHERE, _TITLE, _OUTCOME),
    0: (_REF, _DATE, _TITLE, _OUTCOME),
}


@reads()
def command(
    printing: Printing,
    path: Path,
    terms: Terms = None,
    limit: Limit = None,
    sort: Annotated[str, typer.Option("--sort", metavar="FIELD", help="date, ref or title")] = "date",
    reverse: Annotated[bool, typer.Option("--reverse", help="the last first")] = False,
) -> None:
    """List the cases that match all terms, the earliest first; without terms all cases.

    On a terminal the setting 'limit' says how many are shown, and a narrow one shows fewer columns. A value that a
    source denies, or for which one gives another in conflict with it, is marked as disputed.

    \b
    Examples:
      interdict list mode:sea outcome:seized date:2009..2013
      interdict list tanker not:state:US -o tankers.csv

    See also: show, report, 'help terms'.
    """
    if sort not in SORTS:
        raise UsageError(f"cases are not sorted by {quote(sort)}", hint=suggest(sort, tuple(SORTS)))
    query = parse_terms(terms or ())
    most = _choose_limit(printing) if limit is None else limit
    with open_reading(path) as connection:
        listing = list_cases(
            connection, query, Order(sort, reverse, most), has_lists=printing.format not in {"tsv", "csv"}
        )
        section = _make_section(listing, printing, most)
        page = Page("Recorded interdictions", query.text)
        # All of it before anything is written: a stalled reader, such as a pager, must not lock the file.
        pieces = render_rows(section, format=printing.format, screen=printing.screen, output=printing.output, page=page)
        text = "".join(pieces)
    if not (listing.is_empty and printing.format == "table"):
        print_rendered([text], section, format=printing.format, screen=printing.screen, output=printing.output)
    if listing.is_empty:
        tell_no_match(terms or (), printing.screen)
    elif terms:
        hint_at_negated(terms, printing.screen)


def _choose_limit(printing: Printing) -> int:
    is_shown = printing.format == "table" and printing.output is None and printing.screen.is_terminal
    return int(get_setting("limit")) if is_shown else 0


def _make_section(listing: Listing, printing: Printing, limit: int) -> Section:
    notes = (f"(showing {limit:,} of {listing.total:,}; --limit 0 for all)",) if listing.total else ()
    if printing.format in FOR_PEOPLE:
        columns, missing = fit_columns(_SHOWN, printing)
        return Section(columns, _word_rows(listing.rows), "", (*notes, *missing))
    return Section(_COLUMNS, listing.rows, "", notes)


def _word_rows(rows: Iterator[dict[str, Any]]) -> Iterator[Mapping[str, object]]:
    """Put the rows into words for people."""
    from interdict.domain.wording import format_place, format_short_date

    for row in rows:
        words = {
            "date": format_short_date(row["date"] or ""),
            "place": format_place(row["place"], row["country"]),
            "cargo": row["cargo"] or "",
            "outcome": (row["outcome"] or "").replace("_", " "),
        }
        for name in words.keys() & set(row["disputed"] or ()):
            words[name] = f"{words[name] or '(none)'} (disputed)"
        yield {"ref": row["ref"], "title": row["title"], "where": words.pop("place"), **words}
