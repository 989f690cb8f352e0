"""What may stand at the cursor of a command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from interdict.cli import COMMANDS, load_command
from interdict.completion.commands import ROOT, CommandTable
from interdict.completion.line import read_line
from interdict.completion.words import FILES, complete
from interdict.domain.vocabulary import VOCABULARIES
from interdict.store.completing import open_quietly
from interdict.store.reports import REPORTS

Ask = Callable[..., list[str] | str]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> CommandTable:
    return CommandTable(folder=str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def ask(starter: Path, table: CommandTable) -> Ask:
    """Return a function that gives the words for the last of its arguments."""

    def give(*words: str) -> list[str] | str:
        with open_quietly(starter) as connection:
            found = complete(words[:-1], words[-1], lambda _: connection, table)
        return found if isinstance(found, str) else [candidate.value for candidate in found]

    return give


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["l"], ["list", "log"]),
        (["source", "s"], ["show"]),
        (["show", "th-2009"], ["TH-2009-31F"]),
        (["show", "TH-2009-31F/lo"], ["TH-2009-31F/load"]),
        (["show", "TH-2009-31F", "IL-2014"], ["IL-2014-R73"]),
        (["list", "mode:r"], ["mode:rail", "mode:road"]),
        (["list", "mode:sea,r"], ["mode:sea,rail", "mode:sea,road"]),
        (["list", "not:mode:r"], ["not:mode:rail", "not:mode:road"]),
        (["list", "outc"], ["outcome:"]),
        (["list", "state:T"], ["state:TH", "state:TR"]),
        (["list", "state:Tha"], ["state:Thailand"]),
        (["list", "place:Bu"], ["place:Busan"]),
        (["list", "date:196"], ["date:1966"]),
        (["list", "is:c"], ["is:conflict"]),
        (["list", "imo:89"], ["imo:8905490"]),
        (["list", "ref:TH"], ["ref:TH-2009-31F"]),
        (["list", "source:act-2010"], ["source:act-2010-01"]),
        (["list", "--sort", ""], ["date", "ref", "title"]),
        (["list", "--f"], ["--format"]),
        (["list", "-f", "j"], ["json"]),
        (["list", "--format=j"], ["--format=json"]),
        (["list", "-f", "json", "--f"], []),
        (["report", "sum"], ["summary"]),
        (["report", "summary", "mode:a"], ["mode:air"]),
        (["report", "crosstab", "--rows", "mod"], ["mode"]),
        (["add", "--outcome", "rel"], ["released"]),
        (["add", "--out"], ["--outcome", "--output"]),
        (["add", "--state", "TH", "--sta"], ["--state"]),
        (["add", "--country", "Thai"], ["Thailand"]),
        (["add", "--imo", "x"], []),
        (["add", "--source", "act-2010"], ["act-2010-01"]),
        (["add", "--title", ""], []),
        (["edit", "TH-2009-31F/load", "--set", "disp"], ["disposal="]),
        (["edit", "TH-2009-31F/load", "--set", "disposal=sto"], ["disposal=stored"]),
        (["edit", "TH-2009-31F", "--outcome", "rel"], ["released"]),
        (["cite", "TH-2009-31F/load", "quan"], ["quantity"]),
        (["cite", "TH-2009-31F", "mode", "ai"], ["air"]),
        (["cite", "TH-2009-31F", "mode", "air", "--stance", "den"], ["denies"]),
        (["judge", "TH-2009-31F", "IL-2014-R73", "s"], ["same"]),
        (["source", "show", "act-2010"], ["act-2010-01"]),
        (["source", "edit", "act-2010-01", "--reliability", "B"], ["B"]),
        (["fields", "outc"], ["outcome"]),
        (["help", "dat"], ["dates"]),
        (["help", "source", "li"], ["list"]),
        (["config", "set", "form"], ["format"]),
        (["config", "set", "format", "js"], ["json"]),
        (["completion", "f"], ["fish"]),
        (["--db", "x", "sho"], ["show"]),
        (["--ver"], ["--version"]),
        (["list", "--", "-x"], []),
        (["init", "--starter", "x"], FILES),
        (["add", "x"], FILES),
        (["list", "-o", ""], FILES),
        (["--db", ""], FILES),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_words_at_the_cursor(ask: Ask, words: list[str], expected: list[str] | str):
    assert ask(*words) == expected


def test_all_commands_are_offered_and_no_others(ask: Ask):
    assert ask("") == list(COMMANDS)


def test_all_words_of_a_vocabulary_are_offered(ask: Ask):
    assert ask("add", "--outcome", "") == list(VOCABULARIES["outcome"])
    assert ask("list", "outcome:") == [f"outcome:{word}" for word in VOCABULARIES["outcome"]]


def test_all_reports_are_offered(ask: Ask):
    assert {*REPORTS, "book"} == {*ask("report", "")}


def test_a_command_that_does_not_exist_has_no_words(ask: Ask):
    with pytest.raises(KeyError):
        ask("lst", "x")


@pytest.mark.parametrize("name", COMMANDS)
def test_options_of_the_table_are_those_of_the_command(table: CommandTable, name: str):
    built = load_command(name, COMMANDS[name])
    options = {
        option for parameter in built.params if not getattr(parameter, "hidden", False) for option in parameter.opts
    }
    options = {option for option in options if option.startswith("-")}
    assert options <= {known for option in table.find(name).options for known in option.names}
    assert [*table.find(name).commands] == [*getattr(built, "commands", {})]


def test_joined_letters_and_values_are_read(table: CommandTable):
    assert read_line(table, ["list", "-qf"]).waiting.names[0] == "--format"
    assert read_line(table, ["list", "-fjson"]).waiting is None
    assert read_line(table, ["add", "--title", "--x", "-n"]).used >= {"--title", "-n"}
    assert read_line(table, ["--db=a.sqlite", "list"]).file == "a.sqlite"
    assert read_line(table, ["list", "--db", "b.sqlite", "x"]).file == "b.sqlite"


def test_table_is_kept_and_made_anew_when_the_program_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first = CommandTable(folder=str(tmp_path))
    wanted = first.find("list")
    kept = json.loads((tmp_path / "commands.json").read_text(encoding="utf-8"))
    assert set(kept["commands"]) == {"list"}
    monkeypatch.setattr(
        "interdict.completion.commands._read_command", lambda name: pytest.fail(f"{name} was read again")
    )
    assert CommandTable(folder=str(tmp_path)).find("list") == wanted
    monkeypatch.setattr("interdict.completion.commands._stamp_files", lambda: "another version")
    assert CommandTable(folder=str(tmp_path)).kept == {}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"stamp": 1}'])
def test_a_table_that_cannot_be_read_is_made_anew(tmp_path: Path, text: str):
    (tmp_path / "commands.json").write_text(text, encoding="utf-8")
    assert CommandTable(folder=str(tmp_path)).find(ROOT).commands


def test_a_table_that_cannot_be_kept_does_no_harm(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert CommandTable(folder=str(tmp_path / "file")).find("list").arguments == ("[TERM]...",)
