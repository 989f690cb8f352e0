"""The options that commands share are the same everywhere."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from interdict.cli import COMMANDS, load_command
from interdict.commands.changing import Outcome, report_outcome
from interdict.commands.options import Printing
from interdict.domain.changes import UPDATE, Change
from interdict.domain.records import Record
from interdict.terminal.screen import Screen
from tests.conftest import Run
from tests.samples import THAI, add_case

PRINTS = {"--format", "-f", "--output", "-o", "--color", "--quiet", "-q"}
READS = {*PRINTS, "--db"}
WRITES = {*READS, "--dry-run", "-n", "--yes", "-y", "--no-input"}
TALKS = {"--quiet", "-q"}
MAKES = {*TALKS, "--yes", "-y", "--no-input"}  # asks nothing, and takes these for scripts

KINDS = {
    "add": WRITES, "edit": WRITES, "remove": WRITES, "note": WRITES, "cite": WRITES, "accept": WRITES, "judge": WRITES,
    "source add": WRITES, "source edit": WRITES, "import": WRITES, "undo": WRITES,
    "source list": READS, "source show": READS, "list": READS, "show": READS, "log": READS, "report": READS,
    "compare": READS, "export": READS, "check": READS, "db info": READS,
    "config list": PRINTS, "fields": PRINTS, "schema": PRINTS,
    "init": {*MAKES, "--db"}, "demo": {*MAKES, "--db", "--color"}, "db backup": {*MAKES, "--db"},
    "db migrate": {*MAKES, "--db"}, "config set": MAKES, "config unset": MAKES,
    "db path": {*TALKS, "--db"}, "config get": TALKS, "config path": TALKS, "help": set(),
}  # fmt: skip


def list_commands() -> Iterator[tuple[str, Any]]:
    """Yield each command that does something, with its full name."""
    for name, entry in COMMANDS.items():
        command = load_command(name, entry)
        inner = getattr(command, "commands", {})
        yield from ((f"{name} {one}", found) for one, found in inner.items()) if inner else [(name, command)]


def list_names(command: Any) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts if option.startswith("-")}


ALL = dict(list_commands())


@pytest.mark.parametrize("name", ALL)
def test_command_takes_the_options_of_its_kind(name: str) -> None:
    assert list_names(ALL[name]) >= KINDS.get(name, TALKS)


@pytest.mark.parametrize("name", ALL)
def test_shared_options_are_worded_alike(name: str) -> None:
    shared = {"dry_run", "no_input", "output", "color", "quiet", "db"}
    like = {parameter.name: parameter.help for parameter in ALL["edit"].params if parameter.name in shared}
    own = {parameter.name: parameter.help for parameter in ALL[name].params if parameter.name in shared}
    if name == "extract":
        del own["output"]  # a reading copy, not a report
    assert own == {key: like[key] for key in own}


def test_dash_is_standard_output(file: Path, run: Run) -> None:
    add_case(file, THAI)
    assert run("list", "-f", "csv", "-o", "-").stdout == run("list", "-f", "csv").stdout
    assert not Path("-").exists()


def test_output_is_never_an_input(file: Path, run: Run, tmp_path: Path) -> None:
    document = tmp_path / "case.yaml"
    document.write_text("title: x\n", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(document)
    for output in (document, tmp_path / "link.yaml"):
        done = run("import", str(document), "-f", "yaml", "-o", str(output))
        assert done.returncode == 2
        assert "cannot be read and written at once" in done.stderr
    assert document.read_text(encoding="utf-8") == "title: x\n"
    assert run("list", "-f", "json", db=file).stdout.strip() == "[]"


@pytest.mark.parametrize(
    "change",
    [
        ["edit", "TH-2009/plane", "--set", "icao_24bit=zz"],
        ["edit", "TH-2009", "--vessel", "A; imo_number=1234568"],
        ["add", "--title", "x", "--vessel", "A; imo_number=1234568"],
        ["import", "-"],
    ],
    ids=" ".join,
)
def test_dry_run_warns_as_the_change_does(file: Path, run: Run, change: list[str]) -> None:
    add_case(file, THAI)
    document = "title: y\nconveyances: [{imo_number: 1234568}]\n"

    def warn(*more: str) -> list[str]:
        done = run(*change, "-f", "json", *more, stdin=document)
        assert done.returncode == 0, done.stderr
        return [warning.partition(": ")[2] for warning in json.loads(done.stdout)["warnings"]]

    expected = warn("-n")
    assert any("check digit" in warning or "six hexadecimal digits" in warning for warning in expected)
    assert warn() == expected


def test_source_that_a_document_changes_is_named(file: Path, run: Run) -> None:
    add_case(file, THAI)
    document = run("show", "TH-2009", "-f", "yaml").stdout.replace("Arms Control Today", "ACT")
    done = run("import", "-", stdin=document)
    assert "changed: source act\n" in done.stderr


def test_interrupted_report_says_that_the_change_was_made(capsys: pytest.CaptureFixture[str]) -> None:
    class Stalled(io.StringIO):
        def write(self, *_: str) -> int:
            raise KeyboardInterrupt

    case = Record("interdiction", THAI["id"], {"ref": "TH-2009-7KQ"})
    change = Change("interdiction", case.id, UPDATE, "mode", "air", "sea")
    screen = Screen(out=Stalled(), err=sys.stderr, keyboard=sys.stdin)
    outcome = Outcome([change], {case.id: case}, uid=b"\x12\x34", is_dry=False)
    with pytest.raises(KeyboardInterrupt):
        report_outcome(Printing(screen, "json", None), outcome, [case])
    assert "the case was changed (TH-2009-7KQ); only the report of it is missing" in capsys.readouterr().err


def test_files_are_looked_at_by_us_alone() -> None:
    types = [(name, parameter.type) for name, command in ALL.items() for parameter in command.params]
    assert [name for name, kind in types if getattr(kind, "readable", False)] == []
