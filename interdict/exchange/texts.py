"""Text that comes in pieces: a file, standard input or a string, decoded, with its lines counted."""

from __future__ import annotations

import codecs
import io
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from interdict.errors import DataError, InterdictError, NotFoundError, advise

_match_blanks = re.compile(r"[ \t\r\n]+").match

MAX_BYTES = 1 << 30
PIECE = 1 << 19  # bytes read at once


class Text:
    """A text of which a part is at hand, from `at` on; `more` gets the next piece and lets go of what was taken."""

    def __init__(self, pieces: Iterator[str], name: str) -> None:
        self.name = name
        self.held = ""
        self.at = 0
        self.ended = False
        self._pieces = pieces
        self._line = 1  # at the beginning of what is held
        self._counted = 0  # up to here the lines of what is held are in _line
        self._before = 0  # characters of its first line that were let go

    def more(self) -> bool:
        """Get another piece, longer than what is at hand so that a text of one large document stays cheap to read."""
        self.count_lines()
        self._before = self.find_column(self.at) - 1
        rest = self.held[self.at :]
        pieces = [rest]
        size = 0
        while size <= len(rest) and not self.ended:
            piece = next(self._pieces, None)
            if piece is None:
                self.ended = True
            else:
                pieces.append(piece)
                size += len(piece)
        self.held, self.at, self._counted = "".join(pieces), 0, 0
        return size > 0

    def count_lines(self) -> int:
        """Return the line at `at`."""
        self._line += self.held.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def find_line(self, place: int) -> int:
        """Return the line at a place in what is held, which may be taken already."""
        return self.count_lines() + self.held.count("\n", self.at, place) - self.held.count("\n", place, self.at)

    def find_column(self, place: int) -> int:
        """Return the column, from 1 on, of a place in what is held."""
        newline = self.held.rfind("\n", 0, place)
        return place - newline if newline >= 0 else self._before + place + 1

    def peek(self) -> str:
        """Return the next character that is no blank, "" where there is none."""
        while True:
            blanks = _match_blanks(self.held, self.at)
            end = blanks.end() if blanks else self.at
            if end < len(self.held):
                return self.held[end]
            if not self.more():
                return ""

    def hold(self, size: int) -> None:
        """Have so many characters at hand, or all that are left."""
        while len(self.held) - self.at < size and self.more():
            pass

    def skip(self, characters: str = "") -> str:
        """Go past blanks, and past the next character if it is one of these; return the one that then is next."""
        if characters and self.skip() and self.held[self.at] in characters:
            self.at += 1
        following = self.peek()
        blanks = _match_blanks(self.held, self.at)
        self.at = blanks.end() if blanks else self.at
        return following

    def put_before(self, prefix: str) -> None:
        """Put a text without line breaks before what is next."""
        self.count_lines()
        self._before = self.find_column(self.at) - 1 - len(prefix)
        self.held = prefix + self.held[self.at :]
        self.at = self._counted = 0

    def read(self, size: int) -> str:
        """Take the next piece, whatever its size: what a parser of streams calls."""
        del size
        if self.at == len(self.held):
            self.more()
        piece = self.held[self.at :]
        self.at = len(self.held)
        return piece


_SQLITE = b"SQLite format 3\0"


def name_file(path: Path | None) -> str:
    """Return what messages call a file."""
    return "standard input" if path is None else str(path)


@contextmanager
def open_stream(path: Path | None) -> Iterator[BinaryIO]:
    """Open a file, or a copy of standard input for None: either can be read again from its start.

    Raises NotFoundError, DataError or InterdictError.
    """
    name = name_file(path)
    with ExitStack() as stack:
        try:
            file = _open(stack, path, name)
            if path is None or not file.seekable():
                copy = stack.enter_context(tempfile.TemporaryFile())
                _copy(file, copy, name)
                file = copy
        except FileNotFoundError:
            raise NotFoundError(f"there is no file {name}", hint="check the name; '-' reads standard input") from None
        except OSError as error:
            raise InterdictError(f"cannot read {name}: {error.strerror}", hint=advise(error)) from error
        yield file


def _open(stack: ExitStack, path: Path | None, name: str) -> BinaryIO:
    if path is None:
        if sys.stdin is None:
            raise InterdictError("standard input is closed", hint="name a file, or send a document to it")
        return sys.stdin.buffer
    if path.is_dir():
        raise DataError(f"{name} is a folder, not a file", hint="name the file within it")
    return stack.enter_context(path.open("rb"))


def _copy(source: BinaryIO, target: BinaryIO, name: str) -> None:
    size = 0
    while piece := source.read(PIECE):
        size += len(piece)
        _check_size(size, name)
        target.write(piece)
    target.seek(0)


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise DataError(f"{name} is larger than {MAX_BYTES >> 20} megabytes", hint="split it into several files")


def read_pieces(stream: BinaryIO, name: str) -> Iterator[str]:
    """Yield the text of a stream from its start, decoded from UTF-8.

    Raises InterdictError where it cannot be read, and DataError for what is too large or no UTF-8, with its line.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    line = 1
    for number, piece in enumerate(_read_bytes(stream, name)):
        if not number and piece.startswith(_SQLITE):
            hint = "'interdict merge FILE' takes in a file of interdict; a document is YAML or JSON"
            raise DataError(f"{name} is a SQLite file, not a document", hint=hint)
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            line += error.object.count(b"\n", 0, error.start)
            raise DataError(
                f"{name}:{line}: this is not UTF-8 text", hint="save the file as UTF-8 and try again"
            ) from None
        line += piece.count(b"\n")
        if text:
            yield text


def decode(raw: bytes, name: str) -> str:
    """Return bytes as text; raise DataError with the line of what is no UTF-8."""
    return "".join(read_pieces(io.BytesIO(raw), name))


def _read_bytes(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the bytes of a stream from its start, at the end none."""
    size = 0
    try:
        stream.seek(0)
        while True:
            piece = stream.read(PIECE)
            size += len(piece)
            _check_size(size, name)
            yield piece
            if not piece:
                return
    except OSError as error:
        raise InterdictError(f"cannot read {name}: {error.strerror}", hint=advise(error)) from error
