"""The options that commands share, with the same letters everywhere, and what they stand for."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from interdict.commands.generated import Command, Option, take_options
from interdict.domain.vocabulary import quote
from interdict.errors import InterdictError, UsageError
from interdict.settings import find_author, find_default_file, get_setting
from interdict.store.connection import Connection
from interdict.terminal.files import check_target
from interdict.terminal.output import FORMATS, choose_format
from interdict.terminal.screen import Screen, open_screen

Db = Annotated[str, typer.Option("--db", metavar="FILE", help="the file to use (or INTERDICT_DB)")]
Format = Annotated[
    str, typer.Option("--format", "-f", metavar="FORM", help="auto, table, tsv, csv, json, yaml, md or html")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="write to a file, whose ending chooses the form; - is stdout",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="show what would change, and change nothing")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="do it without asking")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="say nothing but errors")]
NoInput = Annotated[bool, typer.Option("--no-input", help="never ask")]
Color = Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never")]
Terms = Annotated[
    list[str] | None, typer.Argument(metavar="[TERM]...", help="which cases, such as mode:air ('interdict help terms')")
]


Limit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        help="how many at most; 0 for all",
        parser=lambda text: parse_limit(str(text)),
        show_default=False,
    ),
]


class Printing(NamedTuple):
    """Where output goes and in which form."""

    screen: Screen
    format: str
    output: Path | None


class Writing(NamedTuple):
    """How a command changes a file: which one, whether at all, whether without asking, and where it reports."""

    path: Path
    printing: Printing
    dry_run: bool
    yes: bool

    @property
    def screen(self) -> Screen:
        """Return the screen of the report."""
        return self.printing.screen


_PRINTS = {
    "format": Option(Format, "auto"),
    "output": Option(Output),
    "color": Option(Color, "auto"),
    "quiet": Option(Quiet, False),
}
_WRITES = {
    "dry_run": Option(DryRun, False),
    "yes": Option(Yes, False),
    "no_input": Option(NoInput, False),
    **_PRINTS,
    "db": Option(Db, ""),
}


def prints(formats: Sequence[str] = FORMATS, *, default: str = "auto") -> Callable[[Command], Command]:
    """Return a decorator that gives a command the options of all that print; it receives `printing`.

    The default is the form where neither an option nor the setting asks for one.
    """
    options = _word_formats(formats)

    def make(_: typer.Context, given: dict[str, Any]) -> dict[str, Any]:
        return {"printing": _open_printing(given, formats, default)}

    return take_options(options, make, ("printing",))


def reads(formats: Sequence[str] = FORMATS, *, default: str = "auto") -> Callable[[Command], Command]:
    """Return a decorator that gives a command the options of all that print what is in the file.

    It receives `printing` as `prints` gives it, and the `path` of the file.
    """
    options = {**_word_formats(formats), "db": Option(Db, "")}

    def make(context: typer.Context, given: dict[str, Any]) -> dict[str, Any]:
        printing = _open_printing(given, formats, default)
        return {"printing": printing, "path": find_file(context, given["db"])}

    return take_options(options, make, ("printing", "path"))


def writes(command: Command) -> Command:
    """Give a command the options of all that change the file; it receives a Writing as `how`."""

    def make(context: typer.Context, given: dict[str, Any]) -> dict[str, Any]:
        printing = _open_printing(given, FORMATS, "auto")
        path = find_file(context, given["db"])
        return {"how": Writing(path, printing, given["dry_run"], given["yes"])}

    return take_options(_WRITES, make, ("how",))(command)


def never_asks(command: Command) -> Command:
    """Let a command that asks nothing take --yes and --no-input, for scripts that give them to all that write."""
    option = typer.Option("--yes", "-y", "--no-input", hidden=True)
    return take_options({"yes": Option(Annotated[bool, option], False)}, lambda *_: {}, ())(command)


def _word_formats(formats: Sequence[str]) -> dict[str, Option]:
    words = f"{', '.join(formats[:-1])} or {formats[-1]}"
    option = typer.Option("--format", "-f", metavar="FORM", help=words)
    return {**_PRINTS, "format": Option(Annotated[str, option], "auto")}


def _open_printing(given: Mapping[str, Any], formats: Sequence[str], default: str) -> Printing:
    screen = open_words(quiet=given["quiet"], no_input=given.get("no_input", False), color=given["color"])
    return _print_on(screen, given["format"], given["output"], formats, default)


def find_file(ctx: typer.Context, db: str) -> Path:
    """Return the file to use: --db of the command or before it, else INTERDICT_DB or the setting, else the default."""
    root = ctx.find_root().obj
    named = db or (root if isinstance(root, str) else "") or get_setting("db")
    return expand(named) if named else find_default_file()


def expand(named: str) -> Path:
    """Return the path that a name means, `~` being the home folder; a `~` that is none stays as it is."""
    return Path(os.path.expanduser(named))  # noqa: PTH111  # Path.expanduser raises where there is no such home


def find_signers() -> Path | None:
    """Return the file of allowed signers that the setting names, None where there is none."""
    named = get_setting("signers")
    return expand(named) if named else None


def open_words(*, quiet: bool = False, no_input: bool = False, color: str = "auto") -> Screen:
    """Return the screen for a command that only talks."""
    return open_screen(color=_choose_color(color), quiet=quiet, may_ask=not no_input)


def open_printing(
    format: str,
    output: Path | None,
    *,
    color: str = "auto",
    quiet: bool = False,
    no_input: bool = False,
) -> Printing:
    """Return where and how to print; raise UsageError for an unknown form or ending."""
    return _print_on(open_words(quiet=quiet, no_input=no_input, color=color), format, output, FORMATS)


def _print_on(
    screen: Screen, format: str, output: Path | None, formats: Sequence[str], default: str = "auto"
) -> Printing:
    output = None if output is None or str(output) == "-" else expand(str(output))
    if output is not None:
        forms = [format, "csv", *formats]  # the hint names a file in a form that the command writes
        ending = next(one for one in forms if one in formats and one not in {"auto", "table"})
        check_target(output, ending)  # now, not when the work is done
    if format == "auto" and output is None:
        wanted = get_setting("format")
        format = wanted if wanted in formats and wanted != "auto" else default  # noqa: A001  # named as its option is
    chosen = choose_format(format, output, is_terminal=screen.is_terminal, formats=formats)
    return Printing(screen, chosen, output)


def tell_broken_settings(problem: InterdictError, screen: Screen) -> None:
    """Say that the defaults count, for a command that goes on without the settings."""
    screen.say(f"warning: {problem.message}; the defaults are used")
    screen.say(f"hint: {problem.hint}")


def parse_limit(text: str) -> int:
    """Return how many rows are wanted, 0 for all; raise UsageError for what is no whole number."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UsageError(f"--limit cannot be {quote(text)}", hint="it is a whole number, 0 for all")
    return int(text)


def _choose_color(color: str) -> str:
    return get_setting("color") if color == "auto" else color


def name_author(screen: Screen, connection: Connection) -> str:
    """Return the author of a change; where the name was never set, say so at the author's first change to a file."""
    from interdict.store.history import has_author

    author, is_set = find_author()
    if not is_set and not has_author(connection, author):
        screen.say(f"your changes are logged as {author}; 'interdict config set author NAME' changes that")
    return author
