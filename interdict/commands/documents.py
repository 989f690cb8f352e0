"""Case documents on their way into the file, and words for what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

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
from interdict.domain.ids import make_id
from interdict.domain.problems import DocumentError, Problem
from interdict.domain.records import Record
from interdict.domain.relative_dates import NEEDS_REFERENCE
from interdict.errors import DataError
from interdict.exchange.documents import Document, explain_problems, iterate_documents, locate_problems
from interdict.exchange.texts import Text, name_file, open_stream, read_pieces
from interdict.store.cases import find_case_by_ref, read_own
from interdict.store.connection import Connection
from interdict.store.importing import Incoming, SourceClashError
from interdict.store.sources import find_source_id
from interdict.store.staging import Place


class DocumentFile(NamedTuple):
    """An open file of documents, which can be read again, and what messages call it."""

    name: str
    stream: BinaryIO

    def iterate(self) -> Iterator[Document]:
        """Yield its documents from the first on."""
        return iterate_documents(Text(read_pieces(self.stream, self.name), self.name))


@contextmanager
def open_files(paths: Sequence[Path]) -> Iterator[list[DocumentFile]]:
    """Open files of documents; `-` is standard input, which is read to its end."""
    with ExitStack() as stack:
        files = []
        for path in paths:
            file = None if str(path) == "-" else expand(str(path))
            files.append(DocumentFile(name_file(file), stack.enter_context(open_stream(file))))
        yield files


class CaseIds:
    """Makes the ids of new cases, the same ones each time that the same documents are read."""

    def __init__(self) -> None:
        self._made: list[str] = []
        self._next = 0

    def start(self) -> None:
        """Begin again with the first."""
        self._next = 0

    def make(self) -> str:
        """Return the id of the next new case."""
        if self._next == len(self._made):
            self._made.append(make_id())
        self._next += 1
        return self._made[self._next - 1]


def iterate_incoming(files: Sequence[DocumentFile], known: Known) -> Iterator[Incoming]:
    """Yield what the documents of files bring, those of each file before the next.

    Raises DataError with the first problems of a file, file and line first.
    """
    for file in files:
        problems: list[str] = []
        hint, number = "", 0
        try:
            for document in file.iterate():
                number = document.number
                found = _read_document(file, document, known)
                if isinstance(found, DataError):
                    problems.extend(found.message.split("\n"))
                    hint = found.hint
                    if len(problems) >= MOST_PROBLEMS:
                        break
                elif not problems:
                    yield found._replace(place=Place(file.name, document.number, document.line))
        except DataError as error:
            if not problems:
                raise
            problems.append(error.message)  # what comes next is no document at all
        if problems:
            raise DataError("\n".join(problems[:MOST_PROBLEMS]), hint=hint)
        if not number:
            raise DataError(f"{file.name} holds no case document", hint="'interdict help documents' shows one")


def _read_document(file: DocumentFile, document: Document, known: Known) -> Incoming | DataError:
    """Return what a document brings, or the error that tells its problems."""
    try:
        return read_tree(document.tree, known=known)
    except DocumentError as error:
        number = document.number if document.text and "\n" not in document.text else 1
        return explain_problems(locate_problems(error, document), file.name, number=number)


@contextmanager
def locate_clash(files: Sequence[DocumentFile]) -> Iterator[None]:
    """Give an error on one source the lines on which two documents speak of it, by reading them once more."""
    try:
        yield
    except SourceClashError as clash:
        lines = []
        for place, key, _ in (clash.earlier, clash.later):
            file = next(file for file in files if file.name == place.file)
            document = next(each for each in file.iterate() if each.number == place.number)
            problem = Problem(("sources", key, clash.field), None, "")
            lines.append(locate_problems(DocumentError([problem]), document).problems[0].line or place.line)
        clash.explain(*lines)
        raise


def read_few(
    files: Sequence[DocumentFile], connection: Connection, ids: CaseIds, *, is_whole: bool = False
) -> list[Incoming]:
    """Return what the documents of files bring, for a command that takes one or some; errors as `iterate_incoming`."""
    ids.start()
    return list(iterate_incoming(files, know(connection, make_case_id=ids.make, is_whole=is_whole)))


def know(
    connection: Connection,
    *,
    read_present: Callable[[str], Mapping[str, Record]] | None = None,
    make_case_id: Callable[[], str] = make_id,
    is_whole: bool = False,
) -> Known:
    """Return what documents may lean on in a file."""
    return Known(
        find_case=partial(find_case_by_ref, connection),
        find_source=partial(find_source_id, connection),
        read_present=read_present or partial(read_own, connection),
        make_case_id=make_case_id,
        is_whole=is_whole,
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
        if any(line.startswith("--date: ") and NEEDS_REFERENCE in line for line in lines):
            hint = "nothing was written; --published DATE says when it was written"
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
