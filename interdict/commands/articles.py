"""`interdict add --from`: read an article, show what it says of interdictions, and record what is agreed to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from interdict.articles.drafts import make_title
from interdict.articles.proposals import Proposal, ProposedCase, Question
from interdict.articles.reading import read_article
from interdict.commands.add_drafts import Draft, hold_draft, make_draft
from interdict.commands.article_adding import Article, Proposed, add_proposed, read_proposed, review, write_proposal
from interdict.commands.article_review import name_field, write_value
from interdict.commands.article_source import complete_origin, find_doubles, find_origin
from interdict.commands.changing import Outcome, list_new_cases, make_report, report_outcome, try_out, word_rows
from interdict.commands.duplicate_check import Settled, list_warnings, settle_duplicates
from interdict.commands.options import Printing, Writing, expand
from interdict.commands.place_option import list_odd
from interdict.domain.date_words import parse_date
from interdict.domain.records import Record
from interdict.domain.warnings import find_entry_warnings
from interdict.errors import DataError, InterdictError, UsageError
from interdict.exchange.texts import decode, name_file, open_stream
from interdict.store.connection import open_reading
from interdict.store.importing import plan_import
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_rows
from interdict.terminal.progress import show_progress

LONGEST = 1_000_000  # characters; a longer text is a book, not an article
MOST_BYTES = 4 * LONGEST
_COLUMNS = ("case", "of", "field", "value", "words", "line", "start", "end", "confidence", "question")


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


def add_from_text(how: Writing, article: Article, source: Sequence[str], *, draft: Draft | None = None) -> None:
    """Propose the cases of an article and add those that are agreed to, going on with a draft where one is given.

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
        doubles = find_doubles(connection, key, row)
    proposed = Proposed(article, read, key, row)
    if not read.cases or how.dry_run or not (how.yes or screen.can_ask):
        _show_proposed(how, proposed, doubles)
    elif how.yes:
        add_proposed(how, proposed, read.cases, doubts=doubles)
    else:
        for warning in doubles:
            screen.warn(f"warning: {warning}")
        kept = {**article._asdict(), "source": list(source)}
        with hold_draft(draft or make_draft(how.path, kept)) as held:
            review(how, proposed, held)


def _show_proposed(how: Writing, proposed: Proposed, doubles: Sequence[str]) -> None:
    """Show what would be added.

    Raises InterdictError where there is nothing, UsageError where nobody can agree to it.
    """
    cases = proposed.read.cases
    outcome: Outcome | None = None
    settled = Settled()
    warnings = list(doubles)
    if cases and how.dry_run:
        documents = proposed.write_documents(cases, is_reviewed=False)
        with open_reading(how.path) as connection:
            incoming = read_proposed(documents, connection)
            settled = settle_duplicates(connection, incoming, how.screen, may_ask=False)
        outcome = try_out(how.path, lambda connection: plan_import(connection, settled.apply(incoming)))
        warnings += [warning for item in incoming for warning in list_odd(item.records.values())]
    _report(how.printing, proposed, outcome, [*warnings, *list_warnings(settled, {})])
    if not cases:
        raise InterdictError(
            f"{proposed.article.name}: the rules find no interdiction in this text",
            hint="'interdict add' without --from records one by hand",
        )
    if outcome is None:
        raise UsageError(
            "nothing was added: nobody to ask about the proposals (no terminal, or --no-input)",
            hint="give --yes to add them all, marked as unreviewed, or -n to see them only",
        )


def _report(printing: Printing, proposed: Proposed, outcome: Outcome | None, warnings: Sequence[str]) -> None:
    """Print the proposals, and what would be done with them."""
    tried = outcome or Outcome((), {}, uid=None, is_dry=True)
    cases = list_new_cases(tried)
    if printing.format in {"json", "yaml"}:
        report_outcome(
            printing, tried, cases, warnings=warnings, more=proposed.tell(proposed.read.cases if outcome else ())
        )
        return
    _print_proposals(printing, proposed.read.cases)
    entered = find_entry_warnings(tried.changes)
    for line in (*(f"warning: {warning}" for warning in [*warnings, *entered]), *_word_trial(outcome, cases)):
        printing.screen.say(line)


def _word_trial(outcome: Outcome | None, cases: Sequence[Record]) -> Iterator[str]:
    if outcome is not None:
        yield from word_rows(make_report(outcome, cases))


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
            **{name: value for name, value in write_proposal(asked).items() if name != "value"},
            "value": shown,
            "name": name_field(asked),
            "shown": f"? {asked.question}{f' {shown}' if shown else ''}" if isinstance(asked, Question) else shown,
            "said": " ".join(asked.words.text.split()),
            "confidence": "" if isinstance(asked, Question) else asked.confidence,
            "question": asked.question if isinstance(asked, Question) else "",
        }
