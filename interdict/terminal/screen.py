"""The terminal as the commands see it: where data goes, where words go, how wide, whether in colour."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from interdict.errors import InterdictError, UsageError
from interdict.terminal.show import show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

COLORS = ("auto", "always", "never")
_NARROWEST = 20  # cells
_WIDEST = 100  # cells of a line of words
_LONGEST_LINE = 4095  # bytes; of a longer one a terminal passes on these and the end, and drops what is between


class CutLineError(InterdictError):
    """A line was longer than the terminal passes on."""


class Screen(NamedTuple):
    """Hold the three streams and what is known about them; passed to whoever prints, made anew in tests."""

    out: TextIO
    err: TextIO
    keyboard: TextIO
    is_terminal: bool = False  # is `out` one?
    width: int = 80
    has_color: bool = False
    is_quiet: bool = False
    can_ask: bool = False
    words_width: int | None = None  # of the terminal that `err` is; None where it is none

    @property
    def only_ascii(self) -> bool:
        """Tell whether `out` can carry nothing but ASCII for certain."""
        return not (self.out.encoding or "utf-8").lower().startswith("utf")

    def say(self, text: str) -> None:
        """Print one line for people, to stderr, unless quiet: a hint, a confirmation."""
        if not self.is_quiet:
            self.warn(text)

    def warn(self, text: str) -> None:
        """Print one line to stderr, quiet or not: an error, a question, what must not be missed.

        On a terminal it goes on in further lines, which begin beneath its first words, so that no word is broken.
        """
        for line in self._fold(show(text)):
            self.write_words(line + "\n")

    def _fold(self, text: str) -> list[str]:
        width = min(self.words_width or len(text) + 1, _WIDEST) - 1
        if self.words_width is None or len(text) <= width:
            return [text]
        import re  # what follows is for long lines alone
        import textwrap

        start = re.match(r" +\S+ {2,}|(?:error|warning|hint): | +", text)  # a word and its meaning, or a label
        indent = " " * min(len(start[0]) if start else 2, width // 2)
        return textwrap.wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)

    def ask_yes(self, question: str) -> bool:
        """Ask for yes or no, no being the answer to anything else; UsageError where nobody can answer."""
        if not self.can_ask:
            raise UsageError(
                f"cannot ask: {question} (no terminal, or --no-input)",
                hint="give --yes to go ahead without being asked",
            )
        return (self.ask_line(f"{question} [y/N]") or "").lower() in ("y", "yes")

    def ask_line(self, question: str, *, meanwhile: Callable[[], object] | None = None) -> str | None:
        """Ask for a line and return it without blanks around it; None where input ends.

        What is to be done `meanwhile` is begun once the question stands there. Raises UsageError where nobody can
        answer, CutLineError for a line that the terminal has cut.
        """
        if not self.can_ask:
            raise UsageError(f"cannot ask: {question} (no terminal, or --no-input)", hint="run this on a terminal")
        self.write_words("\n".join(self._fold(show(question))) + " ")
        if meanwhile is not None:
            meanwhile()
        line = ""
        try:
            line = self.keyboard.readline()
            length = len(line.encode(errors="surrogateescape"))
        except UnicodeDecodeError as error:  # no letter of any language, so no answer
            line, length = "\n", len(error.object)
        finally:
            if not line.endswith("\n"):  # ctrl-D or ctrl-C, and what comes next must not stand behind the question
                self.write_words("\n")
        if length >= _LONGEST_LINE:
            raise CutLineError(f"of one line the terminal passes on {_LONGEST_LINE:,} bytes, and this was longer")
        return line.strip() if line else None

    def write_words(self, text: str) -> None:
        """Write words that are safe to print to stderr; one that is closed or full must not stop the work itself."""
        with suppress(OSError, ValueError):
            encoding = self.err.encoding or "utf-8"
            if not encoding.lower().startswith("utf"):
                text = simplify(text)
            self.err.write(text.encode(encoding, "backslashreplace").decode(encoding))
            self.err.flush()


_SIMPLE = str.maketrans({"…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "─": "-"})


def simplify(text: str) -> str:
    """Write dashes, quotation marks and dots of ours in ASCII, for a screen that may not have them."""
    return text if text.isascii() else text.translate(_SIMPLE)


class _ClosedStream(io.StringIO):
    """Stands for a stdout that was closed before the start: what is written to it is not lost in silence."""

    def write(self, text: str) -> int:  # noqa: ARG002  # the signature is that of a stream
        raise OSError(errno.EBADF, "it is closed", None)


def open_screen(
    *,
    color: str = "auto",
    quiet: bool = False,
    may_ask: bool = True,
    environ: Mapping[str, str] | None = None,
) -> Screen:
    """Make the screen of this process, from the options --color, --quiet and --no-input."""
    environ = os.environ if environ is None else environ
    # Python has None for a stream that was closed before it started.
    out = sys.stdout or _ClosedStream()
    err = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    keyboard = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    is_terminal = out.isatty()
    return Screen(
        out=out,
        err=err,
        keyboard=keyboard,
        is_terminal=is_terminal,
        width=measure_width(out, environ),
        has_color=wants_color(color, is_terminal=is_terminal, environ=environ),
        is_quiet=quiet,
        can_ask=may_ask and keyboard.isatty() and err.isatty(),
        words_width=measure_width(err, environ) if err.isatty() else None,
    )


def wants_color(color: str, *, is_terminal: bool, environ: Mapping[str, str]) -> bool:
    """Decide on colour: as told, else on a terminal unless NO_COLOR is set or TERM is dumb (no-color.org)."""
    if color not in COLORS:
        from interdict.domain.vocabulary import suggest

        raise UsageError(f"unknown colour choice: {color}", hint=suggest(color, COLORS))
    if color != "auto":
        return color == "always"
    return is_terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def measure_width(out: TextIO, environ: Mapping[str, str]) -> int:
    """Measure the terminal in cells: COLUMNS if set, 80 where there is no terminal, never below 20."""
    columns = environ.get("COLUMNS", "")
    width = int(columns) if columns.isascii() and columns.isdecimal() and len(columns) < 6 else 0
    if not width:
        with suppress(OSError, ValueError):
            width = os.get_terminal_size(out.fileno()).columns
    return max(_NARROWEST, width or 80)
