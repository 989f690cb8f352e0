"""Case documents on their way into the file, and words for what is wrong with them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from interdict.commands.options import expand
from interdict.domain.completeness import NOTHING_SAID, says_something
from interdict.domain.document_reader import (
    MOST_PROBLEMS,
    CaseDocument,
    Known,
    is_sources_document,
    read_case,
    read_sources,
)
from interdict.domain.problems import DocumentError, Problem
from interdict.errors import DataError
from interdict.exchange.documents import add_lines, explain_problems, name_file, parse_documents, read_text
from interdict.store.cases import find_case_by_ref, read_record
from interdict.store.cases import read_case as read_case_records
from interdict.store.connection import Connection
from interdict.store.importing import Incoming
from interdict.store.sources import find_source_id
from interdict.terminal.progress import show_progress
from interdict.terminal.screen import Screen

MOST_FOR_LINES = 20_000_000  # characters of JSON that are read once more, slowly, to find the lines of problems


def read_incoming(path: Path, connection: Connection, screen: Screen) -> list[Incoming]:
    """Return what the documents of a file bring; `-` is standard input.

    Raises DataError with the problems of all documents, file and line first.
    """
    file = None if str(path) == "-" else expand(str(path))
    name = name_file(file)
    text = read_text(file, name)
    trees = parse_documents(text, name=name)
    if not trees:
        raise DataError(f"{name} holds no case document", hint="'interdict help documents' shows one")
    incoming: list[Incoming] = []
    problems: list[str] = []
    known = know(connection)
    hint = ""
    for number, tree in enumerate(show_progress(trees, screen, "reading case"), 1):
        try:
            incoming.append(read_tree(tree, known=known))
        except DocumentError as error:
            has_lines = any(problem.line for problem in error.problems)
            is_long = len(text) > MOST_FOR_LINES
            located = error if has_lines or problems or is_long else add_lines(error, text, number)
            explained = explain_problems(located, name, number=number if len(trees) > 1 else None)
            problems.extend(explained.message.split("\n"))
            hint = explained.hint
            if len(problems) >= MOST_PROBLEMS:
                break
    if problems:
        raise DataError("\n".join(problems[:MOST_PROBLEMS]), hint=hint)
    return incoming


def know(connection: Connection) -> Known:
    """Return what documents may lean on in a file."""
    return Known(
        find_case=partial(find_case_by_ref, connection),
        find_source=partial(find_source_id, connection),
        read_present=lambda case_id: (
            read_case_records(connection, case_id) if read_record(connection, "interdiction", case_id) else {}
        ),
    )


def read_tree(tree: Any, *, known: Known) -> Incoming:
    """Return what one document brings: a case, or sources alone.

    Raises DocumentError.
    """
    if is_sources_document(tree):
        return Incoming(None, read_sources(tree, known=known))
    document = read_case(tree, known=known)
    if not says_something(document.records.values()) and not known.read_present(document.case_id):
        raise DocumentError([Problem((), None, NOTHING_SAID)])
    return Incoming(document.case_id, document.records, document.has_persons, document.has_id)


def read_options(tree: dict[str, Any], *, case_id: str | None = None) -> CaseDocument:
    """Return the case that options stand for.

    Raises DataError that names the option.
    """
    try:
        return read_case({**tree, **({"id": case_id} if case_id else {})})
    except DocumentError as error:
        lines = []
        for problem in error.problems:
            option, *rest = problem.path or ("",)
            place = "".join(f".{step}" for step in rest if isinstance(step, str))
            lines.append(f"--{_OPTIONS.get(str(option), str(option)).replace('_', '-')}{place}: {problem.reason}")
        hint = "nothing was written; 'interdict fields' says what each field takes"
        raise DataError("\n".join(lines), hint=hint) from None


_OPTIONS = {
    "states": "state",
    "conveyances": "conveyance",
    "parties": "party",
    "events": "event",
    "legs": "leg",
    "sources": "source",
    "notes": "note",
}
