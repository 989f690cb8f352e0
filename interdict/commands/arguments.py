"""What holds for the arguments of every command: they are text, and no output is written over an input."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interdict.domain.vocabulary import quote
from interdict.errors import UsageError
from interdict.settings import is_utf8


def check_arguments(command: Any) -> Any:
    """Return a command of Typer, or a group of them, that looks at its arguments before it runs."""
    for inner in getattr(command, "commands", {}).values():
        check_arguments(inner)
    for parameter in command.params:
        if hasattr(parameter.type, "readable"):  # whether a file can be read is said by who reads it, with a remedy
            parameter.type.readable = False
    invoke = command.invoke

    def check_and_invoke(context: Any) -> Any:
        files = {parameter.name for parameter in command.params if "FILE" in (parameter.metavar or "")}
        for parameter in command.params:
            if parameter.name in context.params and parameter.name not in files:
                value = context.params[parameter.name]
                context.params[parameter.name] = _decode(value, parameter.opts[0], parameter.metavar)
        _check_output(context.params, files)
        return invoke(context)

    command.invoke = check_and_invoke
    return command


def _decode(value: Any, name: str, metavar: str | None) -> Any:
    """Return a text as it was meant: as UTF-8, whatever the locale says.

    Raises UsageError for bytes that are none; only the name of a file may be any bytes.
    """
    if isinstance(value, list | tuple):
        return [_decode(one, name, metavar) for one in value]
    if not isinstance(value, str) or is_utf8(value):
        return value
    try:
        return os.fsencode(value).decode()
    except UnicodeDecodeError:
        label = name if name.startswith("-") else re.sub(r"[\[\].]", "", metavar or name)
        hint = "nothing was done; type it again, in a terminal that is set to UTF-8"
        raise UsageError(f"{label} {quote(value)} is not UTF-8 text", hint=hint) from None


def _check_output(given: dict[str, Any], files: set[str]) -> None:
    """Raise UsageError where the file to write is one of those to read."""
    output = given.get("output")
    if output is None:
        return
    for name in files - {"output"}:
        for path in _list_paths(given.get(name)):
            if path.is_file() and os.path.realpath(path) == os.path.realpath(output):
                raise UsageError(f"{output} cannot be read and written at once", hint="name another file with -o")


def _list_paths(value: Any) -> Iterator[Path]:
    for one in value if isinstance(value, list | tuple) else [value]:
        if isinstance(one, str | Path) and str(one):
            yield Path(one)
