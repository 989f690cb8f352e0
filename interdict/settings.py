"""Settings: one table of name, type, default and help, kept in a TOML file in the user's configuration folder."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from interdict.domain.ids import STARTER_AUTHOR
from interdict.domain.vocabulary import quote, suggest
from interdict.drafts import replace_file
from interdict.errors import DataError, InterdictError, UsageError

_LONGEST = 1000  # characters of a value
_LARGEST = 100_000  # bytes of the file
_MEND = "mend the file, or remove it"
_NAME_ANOTHER = "INTERDICT_CONFIG names another"


class Setting(NamedTuple):
    """One setting; `words` are the values that it takes, any text where there are none."""

    name: str
    default: str
    environment: str
    meaning: str
    words: tuple[str, ...] = ()


class Located(NamedTuple):
    """The value of a setting and where it is from: a variable of the environment, `file` or `default`."""

    value: str
    origin: str


SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("author", "", "INTERDICT_AUTHOR", "who makes your changes, in the log; else your login name"),
        Setting("db", "", "INTERDICT_DB", "the file to use where --db names none"),
        Setting("format", "auto", "", "form of output", ("auto", "table", "tsv", "csv", "json", "yaml", "md")),
        Setting("color", "auto", "", "colour on the terminal", ("auto", "always", "never")),
        Setting("signing_key", "", "", "the SSH key with which 'sign' signs"),
        Setting("signers", "", "", "whose SSH key is whose: a file in the form of OpenSSH's allowed_signers"),
        Setting("geocoder", "nominatim", "", "service of geopy that --online asks"),
        Setting("geocoder_url", "", "INTERDICT_GEOCODER_URL", "its address, where it is not the public one"),
        Setting("geocoder_key", "", "INTERDICT_GEOCODER_KEY", "the key that it wants, if any"),
        Setting("limit", "100", "", "rows that 'list' shows on a terminal; 0 for all"),
    )
}


def find_config_file() -> Path:
    """Return the path of the settings file; INTERDICT_CONFIG names another."""
    named = os.environ.get("INTERDICT_CONFIG")
    if named:
        return Path(os.path.expanduser(named))  # noqa: PTH111  # Path.expanduser raises for an unknown user
    if sys.platform == "linux":  # what platformdirs gives, without loading it at every start
        folder = os.environ.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")  # noqa: PTH111  # as above
        return Path(folder) / "interdict" / "config.toml"
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
    """Return the settings that the file gives; an empty one is as good as none.

    Raises DataError when the file is not TOML, or names or gives what is not known.
    """
    path = find_config_file()
    return _parse_settings(_read_text(path), path)


def _read_text(path: Path) -> str:
    try:
        found = path.stat()  # asked first, for to open a pipe is to wait
        if stat.S_ISCHR(found.st_mode) and path.samefile(os.devnull):  # the usual name for no settings at all
            return ""
        if not stat.S_ISREG(found.st_mode):
            what = "a folder" if stat.S_ISDIR(found.st_mode) else "not an ordinary file"
            raise InterdictError(f"the settings file {path} is {what}", hint=_NAME_ANOTHER)
        if found.st_size > _LARGEST:
            raise DataError(f"{path} is too large for a file of settings ({found.st_size:,} bytes)", hint=_MEND)
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnicodeDecodeError:
        raise DataError(f"{path} is not UTF-8 text", hint=_MEND) from None
    except OSError as error:
        hint = f"check its permissions; {_NAME_ANOTHER}"
        raise InterdictError(f"cannot read the settings in {path}: {error.strerror}", hint=hint) from error


def _parse_settings(text: str, path: Path) -> dict[str, str]:
    if not text:
        return {}
    import tomllib

    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path} is not TOML: {error}", hint=_MEND) from None
    except (ValueError, RecursionError) as error:  # what the parser of Python does not catch
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else "a number in it is too long"
        raise DataError(f"{path} cannot be read: {reason}", hint=_MEND) from None
    settings: dict[str, str] = {}
    for name, value in given.items():
        if name not in SETTINGS:
            _check_in_file(name, "", path)
        if isinstance(value, int) and value.bit_length() > _LONGEST:  # Python refuses to write such a number
            raise DataError(f"{path}: {name} is a number that is too long", hint=_MEND)
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise DataError(f'{path}: {name} is neither text nor a number; write {name} = "…"', hint=_MEND)
        if value != "":
            settings[name] = str(value)
            _check_in_file(name, settings[name], path)
    return settings


def _check_in_file(name: str, value: str, path: Path) -> None:
    try:
        check_setting(name, value)
    except UsageError as error:
        hint = f"{error.hint} {_MEND.capitalize()}" if error.hint.endswith("?") else f"{error.hint}; {_MEND}"
        raise DataError(f"{path}: {error.message}", hint=hint) from None


def get_setting(name: str) -> str:
    """Return the value of a setting: from the environment, else from the file, else the default."""
    return locate_setting(name).value


def locate_setting(name: str) -> Located:
    """Return the value of a setting and where it is from."""
    setting = SETTINGS[name]
    given = os.environ.get(setting.environment, "") if setting.environment else ""
    if given:
        return Located(given, setting.environment)
    settings = read_settings()
    return Located(settings[name], "file") if name in settings else Located(setting.default, "default")


def check_setting(name: str, value: str) -> None:
    """Raise UsageError when there is no such setting or it does not take the value."""
    setting = find_setting(name)
    if not value.strip():
        raise UsageError(f"{name} cannot be empty", hint=f"'interdict config unset {name}' goes back to the default")
    if setting.words and value not in setting.words:
        raise UsageError(f"{name} cannot be {quote(value)}", hint=suggest(value, setting.words))
    if name == "limit" and not (value.isascii() and value.isdigit() and len(value) < 10):
        raise UsageError(f"limit cannot be {quote(value)}", hint="it is a whole number, 0 for all")
    if len(value) > _LONGEST:
        raise UsageError(f"{name} is too long: {len(value):,} characters", hint=f"the limit is {_LONGEST:,}")
    if not is_one_line(value):
        reason = "cannot hold line breaks or control characters" if is_utf8(value) else "is not UTF-8 text"
        raise UsageError(f"{name} {reason}", hint="write one line of text")
    if name == "author" and value.strip() == STARTER_AUTHOR:
        raise UsageError(f"author cannot be {value}: that is who made the starter cases", hint="give a name of yours")


def find_setting(name: str) -> Setting:
    """Return a setting by name; raise UsageError with the nearest name where there is none."""
    setting = SETTINGS.get(name)
    if setting is None:
        raise UsageError(f"there is no setting {quote(name)}", hint=suggest(name, tuple(SETTINGS)))
    return setting


def is_utf8(text: str) -> bool:
    """Tell whether a text has nothing that UTF-8 cannot write: no byte of an argument that was no character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_one_line(text: str) -> bool:
    """Tell whether a text has neither controls nor line breaks nor what UTF-8 cannot write."""
    from unicodedata import category

    return len(text) <= _LONGEST and not any(category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in text)


def write_setting(name: str, value: str | None) -> Path:
    """Change one setting in the file, None takes it out; return the path.

    Comments and the other lines stay as they are; the file is replaced as a whole or not at all.
    """
    if value is None:
        find_setting(name)
    else:
        check_setting(name, value)
    # Through links, so that a file kept elsewhere is changed there.
    path = Path(os.path.realpath(find_config_file()))
    text = _read_text(path)
    wanted = _parse_settings(text, path)
    wanted.pop(name, None)
    if value is not None:
        wanted[name] = value
    edited = _edit_line(text, name, value)
    if _read_quietly(edited) != wanted:  # written in a way that a line-wise edit does not understand
        edited = "".join(_write_line(name, wanted[name]) for name in sorted(wanted))
    _replace_file(path, edited)
    return path


def _write_line(name: str, value: str) -> str:
    import json

    return f"{name} = {json.dumps(value, ensure_ascii=False)}\n"  # a JSON text without controls is a TOML text


def _edit_line(text: str, name: str, value: str | None) -> str:
    line = "" if value is None else _write_line(name, value)
    edited, count = re.subn(rf"""^[ \t]*(["']?){name}\1[ \t]*=.*(\n|\Z)""", lambda _: line, text, flags=re.MULTILINE)
    if count:
        return edited
    return text + ("\n" if text and not text.endswith("\n") else "") + line


def _read_quietly(text: str) -> dict[str, str] | None:
    try:
        return _parse_settings(text, Path())
    except InterdictError:
        return None


def _replace_file(path: Path, text: str) -> None:
    if path.exists() and not path.is_file():  # /dev/null, for one
        raise InterdictError(f"the settings file {path} is not an ordinary file", hint=_NAME_ANOTHER)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, [text], mode=stat.S_IMODE(path.stat().st_mode) if path.exists() else None)
    except OSError as error:
        raise InterdictError(f"cannot write {path}: {error.strerror}", hint="check its permissions") from error


def find_author() -> tuple[str, bool]:
    """Return who makes the changes, and whether that was set (or is only the login name)."""
    author = get_setting("author")
    if author:
        check_setting("author", author)
        return author, True
    import getpass

    try:
        login = getpass.getuser()
    except (KeyError, OSError):
        return "unknown", False
    usable = login.strip() and is_one_line(login) and login != STARTER_AUTHOR
    return (login if usable else "unknown"), False
