"""What many tests share: a fresh file, a case to put into it, and the command line in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interdict.store.migrations import create_file

# A shell lets what it starts in the background ignore ctrl-C, and so would every process that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings, data and author of whoever runs the tests out of them."""
    for name in [name for name in os.environ if name.startswith("INTERDICT_")]:
        monkeypatch.delenv(name)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("INTERDICT_AUTHOR", "Ana")
    for name in ("NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a new, empty interdict file."""
    path = tmp_path / "cases.sqlite"
    create_file(path)
    return path


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with the starter cases, for reading only."""
    from interdict.commands.init import load_starter_cases

    path = tmp_path_factory.mktemp("starter") / "starter.sqlite"
    create_file(path)
    load_starter_cases(path)
    return path


@pytest.fixture
def run(file: Path) -> Run:
    """Return a function that runs `interdict` with arguments on the fresh file, in a process of its own."""

    def start(
        *arguments: str, stdin: str = "", db: Path | None = file, cwd: Path | None = None, **environment: str
    ) -> Any:
        env = {**os.environ, **environment}
        if db is not None:
            env["INTERDICT_DB"] = str(db)
        return subprocess.run(
            [sys.executable, "-m", "interdict", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            env=env,
            cwd=cwd,
            timeout=60,
            check=False,
        )

    return start
