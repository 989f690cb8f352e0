"""Two people and their files, driven by the command line within the process of the test."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from interdict.cli import run
from interdict.store.migrations import create_file
from tests.samples import THAI, add_case


class Said(NamedTuple):
    """What a command did: its exit code, and what it wrote to stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Return stdout as JSON."""
        return json.loads(self.out)


class Desk:
    """A folder with the files of several people."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys

    def file(self, name: str) -> Path:
        """Return the path of somebody's file."""
        return self.folder / f"{name}.sqlite"

    def do(self, name: str, *arguments: str | Path) -> Said:
        """Let somebody run a command on their file."""
        with _environment(INTERDICT_DB=str(self.file(name)), INTERDICT_AUTHOR=name.capitalize()):
            self.capsys.readouterr()
            code = run([str(argument) for argument in arguments])
            out, err = self.capsys.readouterr()
        assert "fault in interdict" not in err, err
        assert "Traceback" not in err, err
        return Said(code, out, err)

    def start(self, *names: str) -> None:
        """Give people files: the first one with the Thai case, the others copies of it."""
        first = self.file(names[0])
        create_file(first)
        add_case(first, THAI, author=names[0].capitalize())
        for name in names[1:]:
            self.file(name).write_bytes(first.read_bytes())

    def edit(self, name: str, *arguments: str) -> None:
        """Let somebody change the Thai case."""
        said = self.do(name, "edit", THAI["id"], *arguments, "--yes", "-q")
        assert said.code == 0, said.err

    def conflicts(self, name: str) -> list[dict[str, Any]]:
        """Return somebody's open conflicts."""
        found: list[dict[str, Any]] = self.do(name, "conflicts", "-f", "json").document
        return found

    def show(self, name: str) -> dict[str, Any]:
        """Return the Thai case of somebody's file as a document."""
        found: dict[str, Any] = self.do(name, "show", THAI["id"], "-f", "json").document
        return found


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
