"""`interdict report book`: one document of everything, as HTML or Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from interdict.commands.measuring import open_measure
from interdict.commands.options import Printing
from interdict.commands.persons import LeftOut
from interdict.commands.report_sections import make_page, make_sections
from interdict.domain.dates import format_date
from interdict.domain.persons import leave_out_persons
from interdict.errors import UsageError
from interdict.store.cases import read_case
from interdict.store.conflicts import read_conflicts
from interdict.store.connection import Connection, hold_state, open_reading
from interdict.store.listing import list_cases
from interdict.store.query import Query, find_matching, parse_terms
from interdict.store.reports import CAVEAT, REPORTS, make_report
from interdict.store.reports.report import Choices, Report
from interdict.store.sources import list_citations, read_sources
from interdict.terminal.blocks import (
    LINK,
    Block,
    Fact,
    Facts,
    Footnotes,
    Heading,
    Line,
    Paragraph,
    Span,
    deepen,
    join_lines,
)
from interdict.terminal.book import Part, render_book
from interdict.terminal.dossier import build_dossier
from interdict.terminal.dossier_sources import write_footnote
from interdict.terminal.html_page import fit_stream, make_anchor
from interdict.terminal.output import spool, write_output
from interdict.terminal.progress import show_progress
from interdict.terminal.report_page import name_case
from interdict.terminal.standard import STANDARD, state_standard
from interdict.terminal.testimony import Testimony

TITLE = "Recorded interdictions"
_CHOICES = {"crosstab": Choices(rows="mode", columns="outcome"), "routes": Choices(distances=True)}
_CHAPTERS = _REPORTS, _CASES, _SOURCES, _STANDARD = ("Reports", "Cases", "Sources", STANDARD)
_BATCH = 500  # entries of a list, sources read at once
_MOST_CASES = 20  # named beneath a source


class _Book(NamedTuple):
    """What a book is made of."""

    connection: Connection
    terms: Sequence[str]
    query: Query
    printing: Printing
    has_persons: bool
    left_out: LeftOut


def print_book(path: Path, terms: Sequence[str], printing: Printing, *, persons: bool) -> None:
    """Write everything about the cases of a file that match the terms.

    Raises UsageError for a form that is neither HTML nor Markdown.
    """
    if printing.format not in {"html", "md"}:
        raise UsageError("a book is written as html or md", hint="'interdict report book -o book.html' writes one")
    left_out = LeftOut()
    # All of it before anything is written: a stalled reader, such as a pager, must not lock the file.
    with open_reading(path) as connection, hold_state(connection):
        book = _Book(connection, terms, parse_terms(terms), printing, persons, left_out)
        parts = build_book(book, datetime.now(UTC).date())
        pieces = spool(render_book(parts, format=printing.format, title=TITLE))
    only_ascii = printing.format == "html" and printing.output is None and printing.screen.only_ascii
    write_output(printing.output, fit_stream(pieces, only_ascii=only_ascii), screen=printing.screen)
    left_out.tell(printing.screen)


def build_book(book: _Book, today: date) -> Iterator[Part]:
    """Yield the parts of a book in their order, each made when it is asked for."""
    summary = _make_report(book, "summary")
    yield Heading(1, TITLE)
    yield Paragraph((Span(summary.denominator),))
    yield Paragraph((Span(f"Made with interdict on {format_date(today.isoformat())}."),))
    yield Paragraph((Span(f"{CAVEAT[0].upper()}{CAVEAT[1:]}."),))
    yield from _list_contents(book)
    yield _head(_REPORTS)
    for name in REPORTS:
        yield from _tell_report(book, summary if name == "summary" else _make_report(book, name))
    yield _head(_CASES)
    numbers: dict[str, int] = {}
    matching = find_matching(book.connection, book.terms)
    if book.printing.output is not None:
        matching = show_progress(matching, book.printing.screen, "case")
    for case_id in matching:
        yield from _tell_case(book, case_id, numbers)
    yield _head(_SOURCES)
    yield from _list_sources(book, numbers)
    yield _head(_STANDARD)
    yield from state_standard()[1:]


def _head(chapter: str) -> Heading:
    return Heading(2, chapter, make_anchor(chapter))


def _make_report(book: _Book, name: str) -> Report:
    choices = _CHOICES.get(name, Choices())
    if "persons" in REPORTS[name].options:
        choices = choices._replace(persons=book.has_persons)
    with open_measure(name, book.printing.screen, is_wanted=choices.distances) as measure:
        report = make_report(book.connection, name, book.terms, choices._replace(measure=measure))
    said = (report.denominator, CAVEAT)  # once for the whole book
    tables = [table._replace(notes=tuple(note for note in table.notes if note not in said)) for table in report.tables]
    return report._replace(tables=tuple(tables))


def _list_contents(book: _Book) -> Iterator[Block]:
    reports = [(Span(name, LINK, make_anchor("report", name)),) for name in REPORTS]
    yield Heading(2, "Contents", "contents")
    chapters = [(Span(chapter, LINK, make_anchor(chapter)),) for chapter in _CHAPTERS]
    yield Facts((Fact("Chapters", join_lines(chapters, ", ")), Fact("Reports", join_lines(reports, ", "))))
    rows = list_cases(book.connection, book.query).rows
    while batch := list(islice(rows, _BATCH)):
        yield Facts(tuple(map(_name_case, batch)))


def _name_case(row: Mapping[str, Any]) -> Fact:
    ref = row["ref"] or row["id"]
    doubt = " (disputed)" if "date" in row["disputed"] else ""
    value: Line = (Span(ref, LINK, name_case(ref)), *([Span(f": {row['title']}")] if row["title"] else []))
    return Fact(f"{format_date(row['date'])}{doubt}" if row["date"] else "Undated", value)


def _tell_report(book: _Book, report: Report) -> Iterator[Part]:
    title = make_page(report).title
    yield Heading(3, title, make_anchor("report", report.name))
    for section in make_sections(report, book.printing):
        yield section._replace(title="") if section.title == title else section


def _tell_case(book: _Book, case_id: str, numbers: dict[str, int]) -> Iterator[Block]:
    records = read_case(book.connection, case_id)
    conflicts = read_conflicts(book.connection, case_id)
    if not book.has_persons:
        book.left_out.note(leave_out_persons(records), str(records[case_id].values.get("ref", case_id)))
    head, *others = build_dossier(records, conflicts, has_persons=book.has_persons, numbers=numbers)
    if isinstance(head, Heading):
        ref = str(records[case_id].values.get("ref", case_id))
        yield Heading(3, head.text, name_case(ref))
    yield from deepen(others, 2)


def _list_sources(book: _Book, numbers: dict[str, int]) -> Iterator[Block]:
    ids = iter(numbers)
    while batch := list(islice(ids, _BATCH)):
        sources = read_sources(book.connection, batch)
        citing = list_citations(book.connection, batch, book.query)
        testimony = Testimony(sources, numbers=numbers)
        facts = [write_footnote(testimony, sources[one]) for one in batch if one in sources]
        refs = [citing.get(one, []) for one in batch if one in sources]
        yield Footnotes(
            tuple(
                fact._replace(below=(*fact.below, _name_cases(found))) if found else fact
                for fact, found in zip(facts, refs, strict=True)
            )
        )


def _name_cases(refs: Sequence[str]) -> Line:
    links = join_lines([(Span(ref, LINK, name_case(ref)),) for ref in refs[:_MOST_CASES]], ", ")
    more = len(refs) - _MOST_CASES
    return (Span("cited in "), *links, Span(f" and {more:,} more" if more > 0 else ""))
