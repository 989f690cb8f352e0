"""Settings: one table of name, type, default and help, kept in a TOML file in the user's configuration folder."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from interdict.domain.ids import STARTER_AUTHOR
from interdict.domain.vocabulary import quote, suggest
from interdict.errors import DataError, InterdictError, UsageError, advise

LONGEST = 1000  # characters of a value
_LARGEST = 100_000  # bytes of the file
_MEND = "mend the file, or remove it"
_FORM = 'NAME = "VALUE"'
NAME_ANOTHER = "INTERDICT_CONFIG names another"


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
        Setting("format", "auto", "", "form of output", ("auto", "table", "tsv", "csv", "json", "yaml", "md", "html")),
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
    if _is_forgiving.get():
        return {}
    path = find_config_file()
    return parse_settings(read_text(path), path)


_is_forgiving = ContextVar("_is_forgiving", default=False)


@contextmanager
def forgive_settings() -> Iterator[InterdictError | None]:
    """Where the file cannot be read let the defaults count within, and give what is wrong with it."""
    try:
        read_settings()
    except InterdictError as error:
        token = _is_forgiving.set(True)
        try:
            yield error
        finally:
            _is_forgiving.reset(token)
    else:
        yield None


def read_text(path: Path) -> str:
    try:
        found = path.stat()  # asked first, for to open a pipe is to wait
        if stat.S_ISCHR(found.st_mode) and path.samefile(os.devnull):  # the usual name for no settings at all
            return ""
        if not stat.S_ISREG(found.st_mode):
            what = "a folder" if stat.S_ISDIR(found.st_mode) else "not an ordinary file"
            raise InterdictError(f"the settings file {path} is {what}", hint=NAME_ANOTHER)
        if found.st_size > _LARGEST:
            raise DataError(f"{path} is too large for a file of settings ({found.st_size:,} bytes)", hint=_MEND)
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnicodeDecodeError:
        raise DataError(f"{path} is not UTF-8 text", hint=_MEND) from None
    except OSError as error:
        hint = f"{advise(error)}; {NAME_ANOTHER}"
        raise InterdictError(f"cannot read the settings in {path}: {error.strerror}", hint=hint) from error


def parse_settings(text: str, path: Path) -> dict[str, str]:
    """Return the settings that the text of a file gives; raise DataError with the line of what is wrong."""
    if not text:
        return {}
    import tomllib

    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, reason = _find_line(str(error), text)
        hint = f"write {_FORM} in that line, or remove the file"
        raise DataError(f"{path}:{line}: this is not TOML: {reason}", hint=hint) from None
    except (ValueError, RecursionError) as error:  # what the parser of Python does not catch
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else "a number in it is too long"
        raise DataError(f"{path} cannot be read: {reason}", hint=_MEND) from None
    settings: dict[str, str] = {}
    for name, value in given.items():
        if name not in SETTINGS:
            _check_in_file(name, "", text, path)
        if isinstance(value, int) and value.bit_length() > LONGEST:  # Python refuses to write such a number
            raise DataError(f"{_locate(name, text, path)}: {name} is a number that is too long", hint=_MEND)
        if isinstance(value, bool) or not isinstance(value, str | int):
            where = _locate(name, text, path)
            raise DataError(f'{where}: {name} is neither text nor a number; write {name} = "…"', hint=_MEND)
        if value != "":
            settings[name] = str(value)
            _check_in_file(name, settings[name], text, path)
    return settings


def _check_in_file(name: str, value: str, text: str, path: Path) -> None:
    try:
        check_setting(name, value)
    except UsageError as error:
        is_line = re.fullmatch(r"\w+", name, re.ASCII) and re.search(find_assignment(name), text, flags=re.MULTILINE)
        remedy = f"'interdict config unset {name}' takes it out" if is_line else _MEND
        joint = f" {remedy}" if error.hint.endswith("?") else f"; {remedy}"
        raise DataError(f"{_locate(name, text, path)}: {error.message}", hint=error.hint + joint) from None


def find_assignment(name: str) -> str:
    """Return the pattern of the line that gives a setting its value."""
    return rf"""^[ \t]*(["']?){re.escape(name)}\1[ \t]*=.*(\n|\Z)"""


def _locate(name: str, text: str, path: Path) -> str:
    pattern = rf"{find_assignment(name)}|^[ \t]*\[+[ \t]*{re.escape(name)}\b"
    found = re.search(pattern, text, flags=re.MULTILINE)
    return f"{path}:{text.count(chr(10), 0, found.start()) + 1}" if found else str(path)


def _find_line(message: str, text: str) -> tuple[int, str]:
    """Return the line that the parser of TOML complains of, and its reason."""
    found = re.search(r" \(at line (\d+), column \d+\)$", message)
    if found:
        return int(found[1]), message[: found.start()]
    return text.rstrip("\n").count("\n") + 1, message.removesuffix(" (at end of document)")


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
    if len(value) > LONGEST:
        raise UsageError(f"{name} is too long: {len(value):,} characters", hint=f"the limit is {LONGEST:,}")
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

    return len(text) <= LONGEST and not any(category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in text)


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
