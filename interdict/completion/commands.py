"""The commands with their options and arguments, as completion needs them, kept so that a TAB need not load Typer.

The table is read off the commands themselves, one command at a time, and kept in the user's cache folder. It counts
only for the very files that it was made from; where it cannot be kept, it is made anew.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from interdict import __version__

ROOT = ""  # the name under which the commands themselves stand


class Option(NamedTuple):
    """An option: its names, what it takes (empty for a flag), whether it may be given again, and its help."""

    names: tuple[str, ...]
    takes: str
    is_repeatable: bool
    meaning: str


class Command(NamedTuple):
    """A command: its options, its arguments by name (with dots where they go on), the commands in it by meaning."""

    options: tuple[Option, ...]
    arguments: tuple[str, ...]
    commands: Mapping[str, str]


class CommandTable:
    """Gives the parts of the command tree, from what was kept or else from the commands."""

    def __init__(self, *, folder: str | None = None) -> None:
        """Read what was kept; an unreadable file counts as none."""
        self.path = os.path.join(find_cache_folder() if folder is None else folder, "commands.json")  # noqa: PTH118  # pathlib takes longer to load
        self.stamp = _stamp_files()
        self.kept: dict[str, Any] = {}
        with suppress(OSError, ValueError):
            import json

            with open(self.path, encoding="utf-8") as file:  # noqa: PTH123  # as above
                found = json.load(file)
            if isinstance(found, dict) and found.get("stamp") == self.stamp:
                self.kept = dict(found["commands"])

    def find(self, path: str) -> Command:
        """Return a command by its name, `source add` or empty for all; raise KeyError where there is none."""
        if path not in self.kept:
            name = path.partition(" ")[0]
            self.kept.update(_read_root() if not name else _read_command(name))
            self._keep()
        options, arguments, commands = self.kept[path]
        return Command(tuple(Option(tuple(names), *rest) for names, *rest in options), tuple(arguments), dict(commands))

    def _keep(self) -> None:
        import json

        new = f"{self.path}.{os.getpid()}"
        with suppress(OSError):
            os.makedirs(os.path.dirname(self.path), exist_ok=True)  # noqa: PTH103, PTH120  # as above
            with open(new, "w", encoding="utf-8") as file:  # noqa: PTH123  # as above
                json.dump({"stamp": self.stamp, "commands": self.kept}, file)
            os.replace(new, self.path)  # noqa: PTH105  # as above


def find_cache_folder() -> str:
    """Return the folder for what can be made anew."""
    if sys.platform == "linux":  # what platformdirs gives, without loading it at every TAB
        folder = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")  # noqa: PTH111  # as above
        return os.path.join(folder, "interdict")  # noqa: PTH118  # as above
    import platformdirs

    return platformdirs.user_cache_dir("interdict", appauthor=False)


def _stamp_files() -> str:
    """Return what changes whenever the program does: its version, and the newest of its files that make commands."""
    here = os.path.dirname(__file__)  # noqa: PTH120  # as above
    newest = 0
    for folder in (here, os.path.dirname(here), os.path.join(os.path.dirname(here), "domain")):  # noqa: PTH118, PTH120  # as above
        with os.scandir(folder) as entries:
            newest = max([newest, *(entry.stat().st_mtime_ns for entry in entries if entry.name.endswith(".py"))])
    return f"{__version__} {newest} {here}"


def _read_root() -> dict[str, Any]:
    import typer

    from interdict.cli import COMMANDS, app

    options = _read_parameters(typer.main.get_command(app))[0]
    return {ROOT: [options, [], {name: entry.meaning for name, entry in COMMANDS.items()}]}


def _read_command(name: str) -> dict[str, Any]:
    from interdict.cli import COMMANDS, load_command

    built = load_command(name, COMMANDS[name])
    within = getattr(built, "commands", {})
    meanings = {inner: (each.get_short_help_str(80) or "").rstrip(".") for inner, each in within.items()}
    found = {name: [*_read_parameters(built), meanings]}
    return found | {f"{name} {inner}": [*_read_parameters(each), {}] for inner, each in within.items()}


def _read_parameters(command: Any) -> tuple[list[Any], list[str]]:
    """Return the options and the names of the arguments of a command of Typer."""
    options: list[Any] = []
    arguments: list[str] = []
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            name = parameter.metavar or parameter.name
            arguments.append(f"{name}..." if parameter.nargs == -1 and "..." not in name else name)
        elif not getattr(parameter, "hidden", False):
            takes = "" if parameter.is_flag else parameter.metavar or "TEXT"
            names = [*parameter.opts, *parameter.secondary_opts]
            options.append([names, takes, parameter.multiple, parameter.help or ""])
    if "--help" not in [name for names, *_ in options for name in names]:
        options.append([["--help", "-h"], "", False, "explain the command"])
    return options, arguments
