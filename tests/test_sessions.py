"""Golden sessions: what a user types and sees, on disk under tests/sessions and tests/errors.

A session is a text file. `$ ` begins a command for the shell and `> ` goes on with it; what follows is what it prints,
with `! ` before a line on stderr and `[3]` for an exit code that is not 0. A line that begins with `# ` is a remark.
What differs from run to run (ids, stamps) is replaced by its kind in angle brackets. After a wanted change,
`UPDATE_SESSIONS=1 python -m pytest tests/test_sessions.py` writes the files anew; read the difference.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

HERE = Path(__file__).parent
SESSIONS = sorted([*HERE.glob("sessions/*.session"), *HERE.glob("errors/*.session")])
CASES = HERE.parent / "db" / "cases"
FIXED = set(re.findall(r"^ref: (\S+)$", "\n".join(p.read_text("utf-8") for p in CASES.glob("*.yaml")), re.MULTILINE))
FIXED_IDS = set(re.findall(r"^id: (\S+)$", "\n".join(p.read_text("utf-8") for p in CASES.glob("*.yaml")), re.MULTILINE))


class Step(NamedTuple):
    """One command of a session with the remarks before it."""

    remarks: str
    command: str


def read_steps(text: str) -> Iterator[Step]:
    """Yield the commands of a session."""
    remarks, command = "", ""
    for line in text.splitlines():
        if line.startswith("> ") and command:
            command += "\n" + line[2:]
        elif line.startswith(("$ ", "# ")):
            if command:
                yield Step(remarks, command)
                remarks, command = "", ""
            if line.startswith("# "):
                remarks += line + "\n"
            else:
                command = line[2:]
    if command:
        yield Step(remarks, command)


def replace_changing(text: str, folder: Path) -> str:
    """Replace what differs from run to run."""
    text = text.replace(f"{folder}/", "").replace(str(folder), ".").replace(str(folder.with_name("home")), "~")
    text = re.sub(r"interdict-demo-\w{8}/", "interdict-demo-<random>/", text)
    text = re.sub(r"\b[\d,]+ bytes", "<size> bytes", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z(-[0-9a-f]{4})?", "<stamp>", text)
    uuid = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    text = re.sub(uuid, lambda found: found[0] if found[0] in FIXED_IDS else "<id>", text)
    text = re.sub(r"\b[0-9a-f]{40}\b", "<uid>", text)
    text = re.sub(r"\b(?=[a-f]*[0-9])[0-9a-f]{10}\b", "<changeset>", text)
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d\b", "<minute>", text)
    text = text.replace(datetime.now(UTC).strftime("%Y-%m-%d"), "<today>")
    return re.sub(
        r"\b[A-Z]{2}-\d{4}-[0-9A-HJKMNP-TV-Z]{3,6}\b", lambda found: found[0] if found[0] in FIXED else "<ref>", text
    )


def make_shim(folder: Path) -> Path:
    """Make a folder for PATH in which `interdict` is the one under test."""
    shims = folder / "bin"
    shims.mkdir()
    shim = shims / "interdict"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m interdict "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    return shims


def play(path: Path, folder: Path) -> str:
    """Run a session and return it with what was printed."""
    home = folder / "home"
    home.mkdir()
    work = folder / "work"
    work.mkdir()
    environment = {
        **os.environ,
        "PATH": f"{make_shim(folder)}:{os.environ['PATH']}",
        "HOME": str(home),
        "INTERDICT_DB": "cases.sqlite",
        "INTERDICT_AUTHOR": "Ana",
        "LC_ALL": "C.UTF-8",
        "CASES": str(CASES),
        "TERM": "dumb",
    }
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        environment.pop(name, None)
    pieces = []
    for step in read_steps(path.read_text(encoding="utf-8")):
        done = subprocess.run(
            ["sh", "-c", step.command],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        command = "$ " + step.command.replace("\n", "\n> ")
        words = "".join(f"! {line}\n" for line in done.stderr.splitlines())
        code = f"[{done.returncode}]\n" if done.returncode else ""
        output = done.stdout + ("\n" if done.stdout and not done.stdout.endswith("\n") else "")
        pieces.append(f"{step.remarks}{command}\n" + replace_changing(output + words, work) + code)
    return "\n".join(pieces)


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_session_goes_as_written(path: Path, tmp_path: Path) -> None:
    played = play(path, tmp_path)
    if os.environ.get("UPDATE_SESSIONS"):
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")
    assert "Traceback" not in played
