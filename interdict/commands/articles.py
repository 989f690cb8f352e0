"""`interdict add --from`: read an article, show what it says of interdictions, and record what is agreed to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import typer

from interdict.articles.drafts import draft_case, make_title
from interdict.articles.proposals import Proposal, ProposedCase, Question, ReadText
from interdict.articles.reading import read_article
from interdict.commands.article_review import StoppedError, name_field, review_cases, write_value
from interdict.commands.article_source import complete_origin, find_doubles, find_origin
from interdict.commands.changing import (
    Outcome,
    carry_out,
    list_new_cases,
    make_report,
    report_outcome,
    try_out,
    word_rows,
)
from interdict.commands.documents import know, read_tree
from interdict.commands.options import Printing, Writing, expand
from interdict.commands.place_option import list_odd
from interdict.domain.changes import Change
from interdict.domain.date_words import parse_date
from interdict.domain.records import Record
from interdict.errors import DataError, InterdictError, UsageError
from interdict.exchange.texts import decode, name_file, open_stream
from interdict.store.connection import Connection, open_reading
from interdict.store.importing import Incoming, plan_import
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_rows
from interdict.terminal.progress import show_progress
from interdict.terminal.screen import Screen

LONGEST = 1_000_000  # characters; a longer text is a book, not an article
MOST_BYTES = 4 * LONGEST
_COLUMNS = ("case", "of", "field", "value", "words", "line", "start", "end", "confidence", "question")


class Article(NamedTuple):
    """A text to read, and what is known of it."""

    name: str
    text: str
    sha256: str
    published: str | None


def add_from(how: Writing, file: Path, published: str | None, given: Mapping[str, Any]) -> None:
    """Propose the cases of a text and add those that are agreed to; `given` is what else `add` was given, by name."""
    others = [str(value) if name == "FILE" else f"--{name.replace('_', '-')}" for name, value in given.items()]
    if alien := [other for other in others if other != "--source"]:
        raise UsageError(
            f"--from does not go with {alien[0]}",
            hint="the values come from the text; change them when asked, or with 'interdict edit' afterwards",
        )
    add_from_text(how, open_article(file, published), given.get("source", ()))


def open_article(file: Path, published: str | None) -> Article:
    """Return the text of a file, `-` being standard input.

    Raises NotFoundError, InterdictError or DataError.
    """
    path = None if str(file) == "-" else expand(str(file))
    name = name_file(path)
    try:
        day = parse_date(published) if published else None
    except ValueError as error:
        raise DataError(f"--published: {error}", hint="nothing was written") from None
    with open_stream(path) as stream:
        raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise DataError(f"{name} is larger than {MOST_BYTES:,} bytes", hint="split it")
    text = decode(raw, name)
    if not text.strip():
        raise DataError(f"{name} holds no text", hint="give a file with the words of the article")
    if "\0" in text:
        raise DataError(f"{name} holds NUL characters: it is no text", hint="save the article as plain text, UTF-8")
    if re.match(r"\s*<(?:!doctype html|html)\b", text, re.IGNORECASE):
        raise DataError(f"{name} is a web page: its words stand among tags", hint="save the article as plain text")
    if len(text) > LONGEST:
        raise DataError(f"{name} has {len(text):,} characters; the limit is {LONGEST:,}", hint="split it")
    return Article(name, text, hashlib.sha256(raw).hexdigest(), day)


def add_from_text(how: Writing, article: Article, source: Sequence[str]) -> None:
    """Propose the cases of an article and add those that are agreed to.

    With --yes all are added, marked as unreviewed; in a dry run they are only shown. Where there is nobody to ask
    they are shown and UsageError names the option.
    """
    screen = how.screen
    with open_reading(how.path) as connection:
        origin = find_origin(connection, article.name, article.sha256, source)
    read = read_article(
        article.text,
        published=article.published or origin.published,
        watch=lambda sentences: show_progress(sentences, screen, "reading sentence"),
    )
    with open_reading(how.path) as connection:
        key, row = complete_origin(connection, origin, article.sha256, read)
        warnings = find_doubles(connection, key, row)
    may_ask = screen.can_ask and not how.dry_run and not how.yes
    agreed: Sequence[ProposedCase] = read.cases
    if read.cases and may_ask:
        while warnings:
            screen.warn(f"warning: {warnings.pop()}")
        agreed = _review(screen, read.cases)
    documents = [_write_document(case, key, row, is_reviewed=may_ask) for case in agreed]
    outcome: Outcome | None = None
    incoming: list[Incoming] = []
    if documents and (how.dry_run or how.yes or may_ask):

        def plan(connection: Connection) -> list[Change]:
            nonlocal incoming
            incoming = [read_tree(document, known=know(connection)) for document in documents]
            return plan_import(connection, incoming)

        outcome = try_out(how.path, plan) if how.dry_run else carry_out(how.path, plan, screen=screen, yes=True)
    warnings += [warning for item in incoming for warning in list_odd(item.records.values())]
    _report(how.printing, article, read, documents, outcome, warnings)
    if not read.cases:
        raise InterdictError(
            f"{article.name}: the rules find no interdiction in this text",
            hint="'interdict add' without --from records one by hand",
        )
    if outcome is None:
        raise UsageError(
            "nothing was added: nobody to ask about the proposals (no terminal, or --no-input)",
            hint="give --yes to add them all, marked as unreviewed, or -n to see them only",
        )


def _review(screen: Screen, cases: Sequence[ProposedCase]) -> list[ProposedCase]:
    """Return the cases as agreed to; leave where the user stops or agrees to none."""
    try:
        agreed = review_cases(screen, cases)
    except StoppedError:
        screen.say("nothing was added")
        raise typer.Exit(1) from None
    if not agreed or not screen.ask_yes(f"add {len(agreed)} case{'s' if len(agreed) != 1 else ''}?"):
        screen.say("nothing was added")
        raise typer.Exit(1)
    return agreed


def _write_document(case: ProposedCase, key: str, row: Mapping[str, Any], *, is_reviewed: bool) -> dict[str, Any]:
    document, claims = draft_case(case, source=key, is_reviewed=is_reviewed)
    return {**document, "sources": {key: dict(row)}, "claims": claims}


def _report(
    printing: Printing,
    article: Article,
    read: ReadText,
    documents: Sequence[Mapping[str, Any]],
    outcome: Outcome | None,
    warnings: Sequence[str],
) -> None:
    """Print the proposals, and what was done with them."""
    tried = outcome or Outcome((), {}, uid=None, is_dry=True)
    cases = list_new_cases(tried)
    if printing.format in {"json", "yaml"} or not tried.is_dry:
        more = {
            "text": {"name": article.name, "sha256": article.sha256, "characters": len(article.text)},
            "published": read.published,
            "proposed": [_write_case(case, document) for case, document in _pair(read.cases, documents)],
        }
        report_outcome(printing, tried, cases, warnings=warnings, more=more)
        return
    _print_proposals(printing, read.cases)
    for line in (*(f"warning: {warning}" for warning in warnings), *_word_trial(outcome, cases)):
        printing.screen.say(line)


def _word_trial(outcome: Outcome | None, cases: Sequence[Record]) -> Iterator[str]:
    if outcome is not None:
        yield from word_rows(make_report(outcome, cases))


def _pair(
    cases: Sequence[ProposedCase], documents: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[ProposedCase, Mapping[str, Any] | None]]:
    """Pair each case with its document; after a review the documents are of other cases and stand alone."""
    is_same = len(cases) == len(documents)
    for number, case in enumerate(cases):
        yield case, documents[number] if is_same else None


def _write_case(case: ProposedCase, document: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "title": make_title(case),
        "proposals": [_write_proposal(proposal) for proposal in case.proposals],
        "questions": [_write_proposal(question) for question in case.questions],
        "document": document,
    }


def _write_proposal(asked: Proposal | Question) -> dict[str, Any]:
    tree: dict[str, Any] = {"table": asked.table, "of": asked.of, "field": asked.field, "value": asked.value}
    words = {"words": asked.words.text, "line": asked.words.line, "start": asked.words.start, "end": asked.words.end}
    more = {"confidence": asked.confidence} if isinstance(asked, Proposal) else {"question": asked.question}
    return {**tree, **words, **more}


def _print_proposals(printing: Printing, cases: Sequence[ProposedCase]) -> None:
    """Print proposals and questions: a table for each case to people, one table of all to programs."""
    if printing.format not in FOR_PEOPLE:
        columns = tuple(Column(name, name) for name in _COLUMNS)
        rows = [row for number, case in enumerate(cases, 1) for row in _list_rows(number, case)]
        section = Section(columns, rows)
        print_rows(section, format=printing.format, screen=printing.screen, output=printing.output)
        return
    columns = (
        Column("name", "Field", "left", "cyan"),
        Column("shown", "Value"),
        Column("said", "Words"),
        Column("line", "Line", "right"),
        Column("confidence", "Sure"),
    )
    sections = [
        Section(columns, list(_list_rows(number, case)), f"Case {number}: {make_title(case)}")
        for number, case in enumerate(cases, 1)
    ]
    if sections:
        print_rows(sections, format=printing.format, screen=printing.screen, output=printing.output)


def _list_rows(number: int, case: ProposedCase) -> Iterator[dict[str, Any]]:
    everything: list[Proposal | Question] = [*case.proposals, *case.questions]
    for asked in everything:
        shown = write_value(asked)
        yield {
            "case": number,
            **{name: value for name, value in _write_proposal(asked).items() if name != "value"},
            "value": shown,
            "name": name_field(asked),
            "shown": f"? {asked.question}{f' {shown}' if shown else ''}" if isinstance(asked, Question) else shown,
            "said": " ".join(asked.words.text.split()),
            "confidence": "" if isinstance(asked, Question) else asked.confidence,
            "question": asked.question if isinstance(asked, Question) else "",
        }
