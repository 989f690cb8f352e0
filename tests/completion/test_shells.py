"""Completion in real shells on a real terminal, those that are installed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interdict.store.connection import open_reading
from interdict.terminal.completion_scripts import SHELLS, find_script_file
from tests.conftest import Run
from tests.samples import THAI, add_case
from tests.terminals import Terminal, open_program

# In place of interdict: answers TABs, and shows what else it is given.
SHIM = """\
#!/bin/sh
[ "$1" = __complete ] && exec {python} -m interdict "$@"
printf '<%s>' "$@"
echo
"""
BASH = "PS1='ready> '; bind 'set bell-style none' 'set enable-bracketed-paste off'; source {script}\n"
ZSH = (
    "PS1='ready> '; PROMPT_SP=; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; source {script}\n"
)
FISH = "function fish_prompt; echo -n 'ready> '; end; source {script}\n"


@pytest.fixture
def shell(request: pytest.FixtureRequest, tmp_path: Path, file: Path) -> Iterator[Terminal]:
    """Start a shell with completion for interdict, on a file with one case."""
    name = request.param
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    add_case(file, {**THAI, "place": {"name": "Jebel Ali", "country": "AE"}})
    script = tmp_path / "script"
    script.write_text(SHELLS[name].script, encoding="utf-8")
    start = tmp_path / ".zshrc"
    start.write_text({"bash": BASH, "zsh": ZSH, "fish": FISH}[name].format(script=script), encoding="utf-8")
    command = {
        "bash": [program, "--noprofile", "--rcfile", str(start), "-i"],
        "zsh": [program, "-d", "-i"],
        "fish": [program, "--no-config", "-C", f"source {start}"],
    }[name]
    (tmp_path / "bin").mkdir()
    shim = tmp_path / "bin" / "interdict"
    shim.write_text(SHIM.format(python=sys.executable), encoding="utf-8")
    shim.chmod(0o755)
    (tmp_path / "some-case.yaml").write_text("title: x\n", encoding="utf-8")
    environment = {
        **os.environ,
        "PATH": f"{shim.parent}:{os.environ['PATH']}",
        "INTERDICT_DB": str(file),
        "ZDOTDIR": str(tmp_path),
        "TERM": "dumb" if name == "bash" else "xterm",
        "LC_ALL": "C.UTF-8",
        "HISTFILE": "",
        "COLUMNS": "200",
    }
    with open_program(command, environment, cwd=tmp_path) as terminal:
        terminal.expect("ready> ")
        yield terminal


@pytest.fixture
def ref(shell: Terminal, file: Path) -> str:  # noqa: ARG001  # the case is there once the shell is
    """Return the reference of the one case."""
    with open_reading(file) as connection:
        return str(connection.execute("SELECT ref FROM interdiction").fetchone()[0])


ALL = pytest.mark.parametrize("shell", list(SHELLS), indirect=True)


@ALL
@pytest.mark.parametrize(
    ("typed", "arguments"),
    [
        ("dupl\t", "<duplicates>"),
        ("source sho\t", "<source><show>"),
        ("show th-20\t", "<show><{ref}>"),
        ("show {ref}/loa\t", "<show><{ref}/load>"),
        ("list mod\tra\t", "<list><mode:rail>"),
        ("list mode:ra\t", "<list><mode:rail>"),
        ("list not:outcome:rel\t", "<list><not:outcome:released>"),
        ("list mode:sea,ra\t", "<list><mode:sea,rail>"),
        ("list place:Jeb\t", "<list><place:Jebel Ali>"),
        ("list 'place:Jeb\tx", "<list><place:Jebel Ali><x>"),
        ("add --outcome rel\t", "<add><--outcome><released>"),
        ("edit --docum\tx", "<edit><--document><x>"),
        ("report summ\tmode:ra\t", "<report><summary><mode:rail>"),
        ("add some-c\t", "<add><some-case.yaml>"),
    ],
)
def test_a_tab_completes(shell: Terminal, typed: str, arguments: str, ref: str):
    shell.send(f"interdict {typed.format(ref=ref)}\n")
    shell.expect(arguments.format(ref=ref))


def test_scripts_are_printed_and_installed(run: Run, tmp_path: Path):
    for name, shell in SHELLS.items():
        assert run("completion", name).stdout == shell.script
        done = run("completion", name, "--install", XDG_DATA_HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path))
        path = find_script_file(name, {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)})
        assert f"wrote {path}" in done.stderr
        assert path.read_text(encoding="utf-8") == shell.script


def test_the_shell_is_taken_from_the_environment(run: Run):
    assert run("completion", SHELL="/usr/bin/fish").stdout == SHELLS["fish"].script
    assert run("completion", SHELL="/bin/tcsh").returncode == 2
    assert run("completion", SHELL="").returncode == 2
