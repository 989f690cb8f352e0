"""What holds for the arguments of every command.

They are text, none is given twice where one counts, no file has an empty name, and no output is written over an input.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
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
    _watch_parser(command)
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


def _watch_parser(command: Any) -> None:
    """Let the parser of a command say what it saw: afterwards only the last value of an option is known."""
    make_parser = command.make_parser

    def make(context: Any) -> Any:
        parser = make_parser(context)
        parse = parser.parse_args

        def parse_and_check(args: list[str]) -> Any:
            values, rest, seen = parse(args=args)
            if not (context.resilient_parsing or any(parameter.is_eager for parameter in seen)):  # --help goes first
                _check_once(seen)
                _check_files(command.params, values)
            return values, rest, seen

        parser.parse_args = parse_and_check
        return parser

    command.make_parser = make


def _check_once(seen: Sequence[Any]) -> None:
    """Raise UsageError for an option that was given again, where the first value would be lost without a word."""
    found: set[str] = set()
    for parameter in seen:
        if parameter.param_type_name != "option" or parameter.multiple or parameter.is_flag:
            continue
        if parameter.name in found:
            raise UsageError(f"{max(parameter.opts, key=len)} is given twice", hint="leave one out")
        found.add(parameter.name)


def _check_files(parameters: Sequence[Any], values: Mapping[str, Any]) -> None:
    """Raise UsageError for the name of a file that is empty: it would mean the default file, or the folder."""
    for parameter in parameters:
        given = values.get(parameter.name)
        if "FILE" not in (parameter.metavar or "") or "" not in (given if isinstance(given, list | tuple) else [given]):
            continue
        label = max(parameter.opts, key=len) if parameter.param_type_name == "option" else "FILE"
        raise UsageError(f"{label} is empty", hint="name a file; in a script, the variable may not be set")


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
