"""Settings: where they are from, what they take, how they are written."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from interdict.errors import DataError, InterdictError, UsageError
from interdict.settings import (
    SETTINGS,
    Located,
    check_setting,
    find_author,
    find_config_file,
    find_setting,
    forgive_settings,
    get_setting,
    is_one_line,
    locate_setting,
    read_settings,
)
from interdict.settings_file import write_setting


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "folder" / "config.toml"
    path.parent.mkdir()
    monkeypatch.setenv("INTERDICT_CONFIG", str(path))
    return path


def test_without_a_file_the_defaults_count(config: Path) -> None:
    assert read_settings() == {}
    assert {name: get_setting(name) for name in ("format", "color", "limit", "db")} == {
        "format": "auto",
        "color": "auto",
        "limit": "100",
        "db": "",
    }
    assert not config.exists()


def test_settings_are_in_the_users_folder(tmp_path: Path) -> None:
    assert find_config_file() == tmp_path / "home" / "interdict" / "config.toml"


def test_variable_names_another_file(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_config_file() == config
    monkeypatch.setenv("INTERDICT_CONFIG", "~/mine.toml")
    assert find_config_file() == Path(os.environ["HOME"]) / "mine.toml"
    monkeypatch.setenv("INTERDICT_CONFIG", "~nobody-of-this-name/mine.toml")
    assert find_config_file() == Path("~nobody-of-this-name/mine.toml")


def test_environment_wins_over_the_file_and_the_file_over_the_default(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text('db = "/a"\nauthor = "Ben"\n', encoding="utf-8")
    monkeypatch.delenv("INTERDICT_AUTHOR")
    assert locate_setting("db") == Located("/a", "file")
    assert find_author() == ("Ben", True)
    monkeypatch.setenv("INTERDICT_DB", "/b")
    monkeypatch.setenv("INTERDICT_AUTHOR", "Cem")
    assert locate_setting("db") == Located("/b", "INTERDICT_DB")
    assert find_author() == ("Cem", True)
    monkeypatch.setenv("INTERDICT_DB", "")
    assert locate_setting("db") == Located("/a", "file")
    assert locate_setting("format") == Located("auto", "default")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("# nothing\n", {}),
        ('author = "Ana"\n', {"author": "Ana"}),
        ("\ufeffauthor = 'Ana'\r\nlimit = 50\r\n", {"author": "Ana", "limit": "50"}),
        ('author = ""\n', {}),
        ('author = "نسرین می\u200cخواهد"\n', {"author": "نسرین می\u200cخواهد"}),
    ],
)
def test_file_is_read(config: Path, text: str, found: dict[str, str]) -> None:
    config.write_text(text, encoding="utf-8", newline="")
    assert read_settings() == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("author = Ana\n", ":1: this is not TOML"),
        ("# mine\nauthor\n", ":2: this is not TOML"),
        ('author = "Ana"\nauthor = "Ben"\n', ":2: this is not TOML"),
        ("author = '\n", ":1: this is not TOML"),
        ("limit = 5\n\n[author]\n", ":3: author is neither text nor a number"),
        ('authr = "Ana"\n', "there is no setting 'authr'"),
        ("[author]\nname = 'Ana'\n", "author is neither text nor a number"),
        ("[people]\nname = 'Ana'\n", "there is no setting 'people'"),
        ("limit = true\n", "limit is neither text nor a number"),
        ("limit = 1.5\n", "limit is neither text nor a number"),
        ("limit = -1\n", "limit cannot be '-1'"),
        ('format = "xlsx"\n', "format cannot be 'xlsx'"),
        ('author = "A\\nB"\n', "cannot hold line breaks"),
        ('author = "A\\u001bB"\n', "cannot hold line breaks or control characters"),
        ('author = " "\n', "author cannot be empty"),
    ],
)
def test_bad_file_is_an_error_that_names_it(config: Path, text: str, words: str) -> None:
    config.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_settings()
    assert str(config) in caught.value.message
    assert words in caught.value.message
    assert caught.value.hint
    for value in ("nominatim", None):
        with pytest.raises(DataError):
            write_setting("geocoder", value)
    assert config.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "name", "value", "mended"),
    [
        ("# mine\nauthor = Ana\nlimit = 5\n", "author", "Ana", '# mine\nauthor = "Ana"\nlimit = 5\n'),
        ("# mine\nauthor = Ana\nlimit = 5\n", "author", None, "# mine\nlimit = 5\n"),
        ("limit = -3\n", "limit", "5", 'limit = "5"\n'),
        ("limt = 3\nlimit = 5\n", "limt", None, "limit = 5\n"),
        ('author = "Ana"\nauthor = "Ben"\n', "author", "Cem", 'author = "Cem"\n'),
    ],
)
def test_line_that_is_wrong_is_mended_by_setting_it_or_taking_it_out(
    config: Path, text: str, name: str, value: str | None, mended: str
) -> None:
    config.write_text(text, encoding="utf-8")
    write_setting(name, value)
    assert config.read_text(encoding="utf-8") == mended


def test_defaults_count_where_a_bad_file_is_forgiven_and_only_there(config: Path) -> None:
    config.write_text("limit = many\n", encoding="utf-8")
    with forgive_settings() as problem:
        assert problem is not None
        assert get_setting("limit") == "100"
    with pytest.raises(DataError):
        get_setting("limit")
    config.write_text("limit = 5\n", encoding="utf-8")
    with forgive_settings() as problem:
        assert problem is None
        assert get_setting("limit") == "5"


def test_unreadable_files_are_errors(config: Path) -> None:
    config.write_bytes(b"author = '\xff'\n")
    with pytest.raises(DataError, match="is not UTF-8"):
        read_settings()
    config.unlink()
    config.mkdir()
    with pytest.raises(InterdictError, match=r"the settings file .* is a folder$"):
        read_settings()
    config.rmdir()
    config.parent.rmdir()
    config.parent.write_text("x", encoding="utf-8")
    assert read_settings() == {}
    with pytest.raises(InterdictError, match="cannot write"):
        write_setting("author", "Ana")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("author", ""),
        ("author", "  "),
        ("author", "A\nB"),
        ("author", "A\0B"),
        ("author", "A\x9bB"),
        ("author", "A\u2028B"),
        ("author", "A\ud800B"),
        ("author", "x" * 1001),
        ("author", "interdict"),
        ("db", "a\nb"),
        ("format", "JSON"),
        ("format", ""),
        ("color", "yes"),
        ("limit", "-1"),
        ("limit", "٣"),
        ("limit", "1e3"),
        ("limit", "1" * 10),
        ("nothing", "x"),
    ],
)
def test_value_that_is_not_taken_is_refused_and_not_written(config: Path, name: str, value: str) -> None:
    with pytest.raises(UsageError) as caught:
        write_setting(name, value)
    assert caught.value.hint
    assert not config.exists()


def test_unknown_name_is_refused_with_a_suggestion(config: Path) -> None:
    for use in (lambda: find_setting("autor"), lambda: write_setting("autor", None)):
        with pytest.raises(UsageError) as caught:
            use()
        assert (caught.value.message, caught.value.hint) == ("there is no setting 'autor'", "did you mean author?")
    assert not config.exists()


@pytest.mark.parametrize("variable", ["A\nB", "interdict", " "])
def test_author_of_the_environment_passes_the_same_gate(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv("INTERDICT_AUTHOR", variable)
    with pytest.raises(UsageError):
        find_author()


@pytest.mark.parametrize(
    ("login", "author"), [("ana", "ana"), ("interdict", "unknown"), ("a\nb", "unknown"), (" ", "unknown")]
)
def test_login_name_serves_where_no_author_is_set(monkeypatch: pytest.MonkeyPatch, login: str, author: str) -> None:
    monkeypatch.delenv("INTERDICT_AUTHOR")
    monkeypatch.setenv("LOGNAME", login)
    assert find_author() == (author, False)


def test_written_setting_is_read_again_and_unset(config: Path) -> None:
    write_setting("author", "Ana")
    write_setting("limit", "20")
    write_setting("author", 'Ben "B" \\ Ö')
    assert read_settings() == {"author": 'Ben "B" \\ Ö', "limit": "20"}
    assert write_setting("author", None) == config
    assert config.read_text(encoding="utf-8") == 'limit = "20"\n'
    write_setting("db", None)
    assert read_settings() == {"limit": "20"}
    assert [path.name for path in config.parent.iterdir()] == [config.name]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# mine\nlimit = 5  # few\n", '# mine\nlimit = 5  # few\nauthor = "Ana"\n'),
        ("# mine\nauthor='Ben'\nlimit = 5", '# mine\nauthor = "Ana"\nlimit = 5'),
        ('  "author" = "Ben" # who', 'author = "Ana"\n'),
        ("limit = 5", 'limit = 5\nauthor = "Ana"\n'),
        ("# author = 'Ben'\n", "# author = 'Ben'\nauthor = \"Ana\"\n"),
        ('author = """\nBen"""\nlimit = 5\n', 'author = "Ana"\nlimit = "5"\n'),
    ],
)
def test_other_lines_of_the_file_stay(config: Path, before: str, after: str) -> None:
    config.write_text(before, encoding="utf-8")
    write_setting("author", "Ana")
    assert config.read_text(encoding="utf-8") == after


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=50))
def test_any_author_is_refused_or_comes_back(config: Path, author: str) -> None:
    try:
        check_setting("author", author)
    except UsageError:
        assert not author.strip() or author.strip() == "interdict" or not is_one_line(author)
        return
    write_setting("author", author)
    assert read_settings()["author"] == author
    assert tomllib.loads(config.read_text(encoding="utf-8"))["author"] == author


def test_file_behind_a_link_is_changed_and_keeps_its_permissions(config: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.toml"
    real.write_text("limit = 5\n", encoding="utf-8")
    real.chmod(0o600)
    config.symlink_to(real)
    write_setting("author", "Ana")
    assert config.is_symlink()
    assert read_settings() == {"limit": "5", "author": "Ana"}
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_what_is_no_ordinary_file_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERDICT_CONFIG", os.devnull)
    assert read_settings() == {}
    with pytest.raises(InterdictError, match="not an ordinary file"):
        write_setting("author", "Ana")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_failed_write_leaves_the_file(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.write_text("limit = 5\n", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", _fail)
    with pytest.raises(InterdictError, match=r"cannot write .*: No space left on device"):
        write_setting("author", "Ana")
    assert config.read_text(encoding="utf-8") == "limit = 5\n"
    assert [path.name for path in config.parent.iterdir()] == [config.name]


def _fail(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_every_setting_has_a_default_that_it_takes() -> None:
    for setting in SETTINGS.values():
        assert setting.meaning
        if setting.default:
            check_setting(setting.name, setting.default)


def test_settings_are_where_platformdirs_puts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    for name in ("INTERDICT_CONFIG", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert find_config_file() == platformdirs.user_config_path("interdict", appauthor=False) / "config.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", "/somewhere/else")
    assert find_config_file() == platformdirs.user_config_path("interdict", appauthor=False) / "config.toml"
