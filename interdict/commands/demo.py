"""`interdict demo`: try everything on the starter cases."""

from __future__ import annotations

import shlex
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.init import load_starter_cases
from interdict.commands.options import Color, Db, Quiet, expand, never_asks, open_words, tell_broken_settings
from interdict.settings import forgive_settings
from interdict.store.migrations import create_file
from interdict.terminal.screen import Screen

SHOWN = "TH-2009-31F"  # the seizure of an Il-76's cargo at Bangkok, December 2009


@never_asks
def command(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="the file to make; else one in a temporary folder")
    ] = "",
    color: Color = "auto",
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Make a fresh file with the starter cases and show a summary, the list and one case in full.

    No file of yours is touched.

    \b
    Examples:
      interdict demo
      interdict demo try.sqlite

    See also: init, report, list, show.
    """
    with forgive_settings() as problem:
        screen = open_words(color=color, quiet=quiet)
        if problem:
            tell_broken_settings(problem, screen)
        root = ctx.find_root().obj
        # Never the file of INTERDICT_DB or of the settings.
        _show_all(ctx, file or db or (root if isinstance(root, str) else ""), color, screen)


def _show_all(ctx: typer.Context, named: str, color: str, screen: Screen) -> None:
    """Make the file and run the commands on it."""
    from interdict.commands import list_cases, report, show

    path = expand(named) if named else Path(tempfile.mkdtemp(prefix="interdict-demo-")) / "demo.sqlite"
    quiet = screen.is_quiet
    create_file(path)
    added, _ = load_starter_cases(path)
    screen.say(f"made {path} with {added} starter cases")
    screen.say("")
    report.command(ctx, name="summary", color=color, quiet=quiet, db=str(path))
    list_cases.command(ctx, color=color, quiet=quiet, db=str(path))
    show.command(ctx, refs=[SHOWN], color=color, quiet=quiet, db=str(path))
    screen.say("")
    quoted = shlex.quote(str(path))
    screen.say("next, try:")
    for line in (
        "list mode:sea outcome:seized",
        "show PA-2013-VEW",
        "report crosstab --rows mode --columns outcome",
        "edit TH-2009-31F/load --set disposal=destroyed",
    ):
        screen.say(f"  interdict --db {quoted} {line}")
    screen.say("  interdict init          # a file of your own")
    screen.say("  interdict help          # everything else")
