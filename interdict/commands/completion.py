"""`interdict completion`: let the shell complete commands, options, references and values."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.options import Quiet, open_words
from interdict.domain.vocabulary import quote, suggest
from interdict.errors import UsageError
from interdict.terminal.completion_scripts import SHELLS, find_script_file
from interdict.terminal.output import write_output


def command(
    shell: Annotated[str, typer.Argument(metavar="[SHELL]", help="bash, zsh or fish; else the one in SHELL")] = "",
    install: Annotated[
        bool, typer.Option("--install", help="write the script to where the shell looks for it")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Print the script that makes a shell complete what is typed when TAB is pressed, or install it.

    Completed are commands, options, references and keys, terms, fields with their words, countries, sources, reports
    and topics. The file is only read.

    \b
    Examples:
      interdict completion bash --install
      interdict completion fish | source

    See also: help, fields, config.
    """
    screen = open_words(quiet=quiet)
    name = shell or Path(os.environ.get("SHELL", "")).name
    if name not in SHELLS:
        known = suggest(name, tuple(SHELLS))
        raise UsageError(
            f"there is no completion for {quote(name)}" if name else "which shell is not known", hint=known
        )
    if not install:
        write_output(None, [SHELLS[name].script], screen=screen)
        return
    path = find_script_file(name, os.environ)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_output(path, [SHELLS[name].script], screen=screen)
    screen.say(SHELLS[name].after.format(path=path, folder=path.parent))
