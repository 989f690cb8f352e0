"""The options that commands share, with the same letters everywhere, and what they stand for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from interdict.settings import find_author, find_default_file, get_setting
from interdict.store.connection import Connection
from interdict.terminal.files import check_target
from interdict.terminal.output import DRAWN, FORMATS, choose_format
from interdict.terminal.screen import Screen, open_screen

Db = Annotated[str, typer.Option("--db", metavar="FILE", help="the file to use (or INTERDICT_DB)")]
Format = Annotated[
    str, typer.Option("--format", "-f", metavar="FORM", help="auto, table, tsv, csv, json, yaml, md or html")
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="write to a file; its ending chooses the form"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="show what would change, and change nothing")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="do it without asking")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="say nothing but errors")]
NoInput = Annotated[bool, typer.Option("--no-input", help="never ask")]
Color = Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never")]
Terms = Annotated[
    list[str] | None, typer.Argument(metavar="[TERM]...", help="which cases, such as mode:air ('interdict help terms')")
]


class Printing(NamedTuple):
    """Where output goes and in which form."""

    screen: Screen
    format: str
    output: Path | None


def find_file(ctx: typer.Context, db: str) -> Path:
    """Return the file to use: --db of the command or before it, else INTERDICT_DB or the setting, else the default."""
    root = ctx.find_root().obj
    named = db or (root if isinstance(root, str) else "") or get_setting("db")
    return expand(named) if named else find_default_file()


def expand(named: str) -> Path:
    """Return the path that a name means, `~` being the home folder; a `~` that is none stays as it is."""
    return Path(os.path.expanduser(named))  # noqa: PTH111  # Path.expanduser raises where there is no such home


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
    return _print_on(
        open_screen(color=_choose_color(color), quiet=quiet, may_ask=not no_input), format, output, FORMATS
    )


def open_drawing(format: str, output: Path | None, *, color: str = "auto", quiet: bool = False) -> Printing:
    """Return where and how to print for a command that can also draw, as svg."""
    return _print_on(open_screen(color=_choose_color(color), quiet=quiet), format, output, DRAWN)


def _print_on(screen: Screen, format: str, output: Path | None, formats: Sequence[str]) -> Printing:
    if format == "auto" and output is None:
        format = get_setting("format")  # noqa: A001  # named as its option is
    chosen = choose_format(format, output, is_terminal=screen.is_terminal, formats=formats)
    if output is not None:
        check_target(output)  # now, not when the work is done
    return Printing(screen, chosen, output)


def _choose_color(color: str) -> str:
    return get_setting("color") if color == "auto" else color


def name_author(screen: Screen, connection: Connection) -> str:
    """Return the author of a change; where the name was never set, say so at the author's first change to a file."""
    from interdict.store.history import has_author

    author, is_set = find_author()
    if not is_set and not has_author(connection, author):
        screen.say(f"your changes are logged as {author}; 'interdict config set author NAME' changes that")
    return author
