"""The reports: each a function of the file, of the cases it is about, and of what it was told besides.

A new report is one module here with one function, and one line in REPORTS.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

from interdict.domain.vocabulary import find_near, quote
from interdict.errors import UsageError
from interdict.store.connection import hold_state
from interdict.store.query import Query, parse_terms
from interdict.store.reports.report import Choices, Report


class Entry(NamedTuple):
    """One report: what it shows, and the options that it takes."""

    meaning: str
    options: tuple[str, ...] = ()


# Each is made by the function `make_report` of the module here that bears its name, loaded when it is asked for.
REPORTS: Mapping[str, Entry] = {
    "summary": Entry("totals, and cases by outcome, mode, regime and year"),
    "timeline": Entry("cases by year, or by month with --by month", ("by",)),
    "states": Entry("who interdicted, how often, with which outcomes"),
    "cargo": Entry("what was found, by category, with quantities"),
    "crosstab": Entry("two fields against each other: --rows FIELD --columns FIELD", ("rows", "columns")),
    "disguises": Entry("what was declared against what was found, and which covers recur"),
    "conveyances": Entry("ships and aircraft across cases, their identities over time, identifiers that look wrong"),
    "parties": Entry("companies and organisations, their roles, and who appears with whom", ("persons",)),
    "routes": Entry(
        "origin, transit and destination by country, and destinations that sources claim besides", ("distances",)
    ),
    "distances": Entry("how far each leg and each route goes, and by which method that was told"),
    "opportunity": Entry("states that a route passed before and after the seizure: seized, missed, no opportunity"),
    "detection": Entry("what set the inspection off, by transport mode and by outcome"),
    "disposal": Entry("what became of the goods, by the outcome of the case"),
    "disagreements": Entry("fields where sources differ, by kind, and what each says", ("persons",)),
    "sources": Entry("how much rests on whom: by independent sources, grade, kind, publisher and source"),
    "gaps": Entry("what each case lacks of the main fields, and where to look for it"),
    "quality": Entry("how complete each case is, and how well sourced"),
}

# Made of all of them, of the cases and of the sources; as a document, not as tables.
BOOK = "book"
BOOK_ENTRY = Entry("one document of everything, -o FILE.html or .md: reports, cases, sources", ("persons",))

NO_CHOICES = Choices()
CAVEAT = "recorded interdictions measure enforcement and reporting, not traffic"


def check_report(name: str, choices: Choices) -> None:
    """Raise UsageError for a name that is no report's, and for an option that the report does not take."""
    entry = BOOK_ENTRY if name == BOOK else REPORTS.get(name)
    if entry is None:
        raise UsageError(f"there is no report {quote(name)}", hint=_suggest_report(name))
    for option, value in choices._asdict().items():
        if value and option != "measure" and option not in entry.options:
            takers = " and ".join(other for other, taker in REPORTS.items() if option in taker.options)
            raise UsageError(f"the report {name} takes no --{option}", hint=f"that is an option of {takers}")


def _suggest_report(name: str) -> str:
    if ":" in name:
        return f"the name of the report comes before the terms, as in 'interdict report summary {name}'"
    near = find_near(name, (*REPORTS, BOOK))
    return f"did you mean {' or '.join(near)}?" if near else "'interdict report' lists the reports"


def make_report(
    connection: sqlite3.Connection, name: str, terms: Sequence[str], choices: Choices = NO_CHOICES
) -> Report:
    """Make a report over the cases that match the terms, with its denominator first and its caveat last.

    Raises UsageError.
    """
    check_report(name, choices)
    query = parse_terms(terms)
    module = import_module(f"interdict.store.reports.{name}")
    with hold_state(connection):
        report: Report = module.make_report(connection, query, choices)
        denominator = _name_denominator(connection, query, report.cases)
    first, *others = report.tables
    tables = [first._replace(notes=(denominator, *first.notes)), *others]
    tables[-1] = tables[-1]._replace(notes=(*tables[-1].notes, CAVEAT))
    return report._replace(tables=tuple(tables), denominator=denominator)


def _name_denominator(connection: sqlite3.Connection, query: Query, matching: int) -> str:
    """Say how many cases the numbers are of: `10 of 12 cases; terms: mode:sea`."""
    cases = connection.execute("SELECT count(*) FROM interdiction").fetchone()[0]
    if query.text:
        return f"{matching:,} of {cases:,} cases; terms: {query.text}"
    if not cases:
        return "the file holds no cases yet"
    return "1 case, all that the file holds" if cases == 1 else f"{cases:,} cases, all that the file holds"
