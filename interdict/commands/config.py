"""`interdict config`: show and change settings."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from interdict.commands.options import Printing, Quiet, never_asks, open_words, prints
from interdict.errors import UsageError
from interdict.settings import (
    SETTINGS,
    Located,
    find_author,
    find_config_file,
    find_default_file,
    find_setting,
    locate_setting,
)
from interdict.settings_file import write_setting
from interdict.terminal.files import write_line
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_rows
from interdict.terminal.screen import Screen, open_screen

command = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=False,
    invoke_without_command=True,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="which setting; 'interdict config list' shows them")]


@command.callback()
def start(ctx: typer.Context) -> None:
    """Show and change settings: who you are, which file, which form of output; alone, list them.

    \b
    Examples:
      interdict config
      interdict config set author 'Ana Maria'

    See also: help files, db path.
    """
    if ctx.invoked_subcommand is None:
        list_all(ctx)


@command.command("list", short_help="list the settings")
@prints()
def list_all(printing: Printing) -> None:
    """List the settings with their values and where each value is from.

    \b
    Examples:
      interdict config list
      interdict config list -f json

    See also: config set, config path.
    """
    rows = []
    for setting in SETTINGS.values():
        value, origin = _find_effective(setting.name)
        rows.append({"name": setting.name, "value": value, "from": origin, "meaning": setting.meaning})
    is_table = printing.format in FOR_PEOPLE
    columns = tuple(
        Column(key, title if is_table else key, "left", style)
        for key, title, style in (
            ("name", "Setting", "cyan"),
            ("value", "Value", ""),
            ("from", "From", ""),
            ("meaning", "Meaning", ""),
        )
    )
    print_rows(Section(columns, rows), format=printing.format, screen=printing.screen, output=printing.output)


def _find_effective(name: str) -> Located:
    """Return the value that counts, also where none is set."""
    found = locate_setting(name)
    if not found.value and name == "author":
        return Located(find_author()[0], "login name")
    return Located(str(find_default_file()), "default") if not found.value and name == "db" else found


@command.command("get", short_help="print one setting")
def get(name: Name, quiet: Quiet = False) -> None:
    """Print the value of one setting.

    \b
    Examples:
      interdict config get author
      interdict config get format

    See also: config list, config set.
    """
    find_setting(name)
    value = _find_effective(name).value
    write_line(value, open_words(quiet=quiet))


# What is no option is a value here: -3, that it may be refused in words of its own.
@command.command("set", short_help="give a setting a value", context_settings={"ignore_unknown_options": True})
@never_asks
def set_value(
    name: Name,
    value: Annotated[list[str], typer.Argument(metavar="VALUE...", help="its new value")],
    quiet: Quiet = False,
) -> None:
    """Give a setting a value, for all commands from now on.

    \b
    Examples:
      interdict config set author 'Ana Maria'
      interdict config set db ~/cases/dprk.sqlite

    See also: config unset, config list.
    """
    text = " ".join(value)
    for part in (name, *value):
        if part.startswith("-") and not part[1:2].isdigit():
            raise UsageError(f"there is no option {part}", hint="'interdict config set --help' explains it")
    if name == "db" and text.strip():  # it must mean the same file in every folder
        text = os.path.abspath(os.path.expanduser(text))  # noqa: PTH100, PTH111  # Path's raises for an unknown user
    path = write_setting(name, text)
    screen = open_words(quiet=quiet)
    screen.say(f"{name} is now {text} (in {path})")
    _warn_of_environment(screen, name)


@command.command("unset", short_help="go back to the default")
@never_asks
def unset(name: Name, quiet: Quiet = False) -> None:
    """Take a setting out of the file, so that the default counts again.

    \b
    Examples:
      interdict config unset format
      interdict config unset db

    See also: config set, config list.
    """
    path = write_setting(name, None)
    screen = open_words(quiet=quiet)
    if name not in SETTINGS:  # a misspelt name, which stood in the way of all the others
        screen.say(f"{name} is no longer in {path}; there is no such setting")
        return
    screen.say(f"{name} is no longer set in {path}; it is {_find_effective(name).value or 'empty'}")
    _warn_of_environment(screen, name)


def _warn_of_environment(screen: Screen, name: str) -> None:
    variable = SETTINGS[name].environment
    if locate_setting(name).origin == variable:
        screen.say(f"the variable {variable} is set, and it wins")


@command.command("path", short_help="print the path of the settings file")
def path(quiet: Quiet = False) -> None:
    """Print the path of the settings file, whether or not it is there.

    \b
    Examples:
      interdict config path
      cat "$(interdict config path)"

    See also: config list, help files.
    """
    write_line(str(find_config_file()), open_screen(quiet=quiet))  # reads no settings, so that a bad file is found
