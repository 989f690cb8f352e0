"""Settings: one table of name, type, default and help, kept in a TOML file in the user's configuration folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from interdict.errors import DataError, InterdictError, UsageError


class Setting(NamedTuple):
    """One setting; `words` are the values that it takes, any text where there are none."""

    name: str
    default: str
    environment: str
    meaning: str
    words: tuple[str, ...] = ()


SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("author", "", "INTERDICT_AUTHOR", "who makes your changes, in the log; else your login name"),
        Setting("db", "", "INTERDICT_DB", "the file to use where --db names none"),
        Setting("format", "auto", "", "form of output", ("auto", "table", "tsv", "csv", "json", "yaml", "md")),
        Setting("color", "auto", "", "colour on the terminal", ("auto", "always", "never")),
        Setting("limit", "100", "", "rows that 'list' shows on a terminal; 0 for all"),
    )
}


def find_config_file() -> Path:
    """Return the path of the settings file; INTERDICT_CONFIG names another."""
    named = os.environ.get("INTERDICT_CONFIG")
    if named:
        return Path(named)
    import platformdirs

    return platformdirs.user_config_path("interdict", appauthor=False) / "config.toml"


def find_default_file() -> Path:
    """Return the file that is used where none is named: in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("interdict", appauthor=False) / "interdict.sqlite"


def find_state_folder() -> Path:
    """Return the folder for tracebacks."""
    import platformdirs

    return platformdirs.user_state_path("interdict", appauthor=False)


def read_settings() -> dict[str, str]:
    """Return the settings that the file gives.

    Raises DataError when the file is not TOML, or names or gives what is not known.
    """
    path = find_config_file()
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise InterdictError(f"cannot read the settings in {path}: {error}", hint="mend or remove the file") from error
    import tomllib

    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path} is not TOML: {error}", hint="mend or remove the file") from None
    for name, value in given.items():
        check_setting(name, value if isinstance(value, str) else "\0")
    return {name: str(value) for name, value in given.items()}


def get_setting(name: str) -> str:
    """Return the value of a setting: from the environment, else from the file, else the default."""
    setting = SETTINGS[name]
    given = os.environ.get(setting.environment, "") if setting.environment else ""
    return given or read_settings().get(name, setting.default)


def check_setting(name: str, value: str) -> None:
    """Raise UsageError when there is no such setting or it does not take the value."""
    setting = SETTINGS.get(name)
    if setting is None:
        from interdict.domain.vocabulary import suggest

        raise UsageError(f"there is no setting {name}", hint=suggest(name, tuple(SETTINGS)))
    if setting.words and value not in setting.words:
        raise UsageError(f"{name} cannot be {value!r}", hint="it takes one of " + ", ".join(setting.words))
    if name == "limit" and not (value.isascii() and value.isdigit() and len(value) < 10):
        raise UsageError(f"limit cannot be {value!r}", hint="it is a whole number, 0 for all")
    if not value.isprintable():
        raise UsageError(f"{name} cannot hold line breaks or control characters", hint="write one line of text")


def write_setting(name: str, value: str | None) -> Path:
    """Change one setting in the file, None takes it out; return the path."""
    if name not in SETTINGS or value is not None:
        check_setting(name, value or "")
    path = find_config_file()
    settings = read_settings()
    if value is None:
        settings.pop(name, None)
    else:
        settings[name] = value
    text = "".join(f"{key} = {json.dumps(settings[key], ensure_ascii=False)}\n" for key in sorted(settings))
    temporary = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise InterdictError(f"cannot write {path}: {error.strerror}", hint="check its permissions") from error
    return path


def find_author() -> tuple[str, bool]:
    """Return who makes the changes, and whether that was set (or is only the login name)."""
    author = get_setting("author")
    if author:
        check_setting("author", author)
        return author, True
    import getpass

    try:
        return getpass.getuser(), False
    except (KeyError, OSError):
        return "unknown", False
