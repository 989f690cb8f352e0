"""Change one setting in the file of settings; its comments and other lines stay."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from interdict.drafts import replace_file
from interdict.errors import DataError, InterdictError, advise
from interdict.settings import (
    NAME_ANOTHER,
    SETTINGS,
    check_setting,
    find_assignment,
    find_config_file,
    find_setting,
    parse_settings,
    read_text,
)


def write_setting(name: str, value: str | None) -> Path:
    """Change one setting in the file, None takes it out; return the path.

    Comments and the other lines stay as they are; the file is replaced as a whole or not at all. The line of the
    setting may be wrong, for this mends it; raises DataError where anything else is.
    """
    # Through links, so that a file kept elsewhere is changed there.
    path = Path(os.path.realpath(find_config_file()))
    if value is not None:
        check_setting(name, value)
    text = read_text(path)
    if value is None and name not in SETTINGS and not re.search(find_assignment(name), text, flags=re.MULTILINE):
        find_setting(name)
    edited = _edit_line(text, name, value)
    try:
        wanted = parse_settings(text, path)
    except DataError:
        _check_mended(edited, name, value, path)
    else:
        wanted.pop(name, None)
        if value is not None:
            wanted[name] = value
        if _read_quietly(edited) != wanted:  # written in a way that a line-wise edit does not understand
            edited = "".join(_write_line(name, wanted[name]) for name in sorted(wanted))
    _replace_file(path, edited)
    return path


def _check_mended(edited: str, name: str, value: str | None, path: Path) -> None:
    """Raise DataError unless the file is right once the line is."""
    if parse_settings(edited, path).get(name) != value:
        raise DataError(f"{path}: the line of {name} is not found", hint="mend the file, or remove it")


def _write_line(name: str, value: str) -> str:
    import json

    return f"{name} = {json.dumps(value, ensure_ascii=False)}\n"  # a JSON text without controls is a TOML text


def _edit_line(text: str, name: str, value: str | None) -> str:
    line = "" if value is None else _write_line(name, value)
    lines = iter([line])
    edited, count = re.subn(find_assignment(name), lambda _: next(lines, ""), text, flags=re.MULTILINE)  # once
    if count:
        return edited
    return text + ("\n" if text and not text.endswith("\n") else "") + line


def _read_quietly(text: str) -> dict[str, str] | None:
    try:
        return parse_settings(text, Path())
    except InterdictError:
        return None


def _replace_file(path: Path, text: str) -> None:
    if path.exists() and not path.is_file():  # /dev/null, for one
        raise InterdictError(f"the settings file {path} is not an ordinary file", hint=NAME_ANOTHER)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, [text], mode=stat.S_IMODE(path.stat().st_mode) if path.exists() else None)
    except OSError as error:
        raise InterdictError(f"cannot write {path}: {error.strerror}", hint=advise(error)) from error
