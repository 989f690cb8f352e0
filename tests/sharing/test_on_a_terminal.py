"""Merging and settling at a real terminal: what is asked, and what each key does."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

from tests.samples import THAI
from tests.sharing.people import Desk

PATIENCE = 60  # seconds until a session counts as stuck


def type_in(desk: Desk, arguments: list[str], answers: list[tuple[str, str]]) -> tuple[int, str]:
    """Run a command on Ana's file at a terminal, answering each prompt; return the exit code and what was shown."""
    outer, inner = pty.openpty()
    environment = {**os.environ, "INTERDICT_DB": str(desk.file("ana")), "INTERDICT_AUTHOR": "Ana", "TERM": "dumb"}
    process = subprocess.Popen(
        [sys.executable, "-m", "interdict", *arguments],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env=environment,
        cwd=Path(__file__).parents[2],
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # so that ctrl-C reaches it
    )
    os.close(inner)
    shown, waiting, answered = "", list(answers), 0
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if not select.select([outer], [], [], 0.2)[0]:
            if process.poll() is not None:
                break
            continue
        try:
            piece = os.read(outer, 65536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        shown += piece.decode("utf-8", "replace")
        if waiting and waiting[0][0] in shown[answered:]:
            answered = len(shown)
            os.write(outer, waiting.pop(0)[1].encode())
    process.wait(PATIENCE)  # before the terminal goes, which would hang it up
    os.close(outer)
    assert not waiting, shown
    assert "Traceback" not in shown
    return process.returncode, shown


def make_conflicts(desk: Desk) -> None:
    desk.edit("ana", "--outcome", "released", "--title", "By Ana")
    desk.edit("ben", "--outcome", "cleared", "--title", "By Ben")


def test_merge_shows_what_would_come_and_a_no_changes_nothing(desk: Desk) -> None:
    make_conflicts(desk)
    before = desk.file("ana").read_bytes()
    code, shown = type_in(desk, ["merge", str(desk.file("ben"))], [("merge? [y/N]", "n\n")])
    assert code == 1
    assert "1 changeset by Ben (new here)" in shown
    assert "nothing was changed" in shown
    assert desk.file("ana").read_bytes() == before
    code, shown = type_in(desk, ["merge", str(desk.file("ben"))], [("merge? [y/N]", "y\n")])
    assert code == 5
    assert "merged" in shown
    assert len(desk.conflicts("ana")) == 2


def test_review_asks_about_each_new_author(desk: Desk) -> None:
    make_conflicts(desk)
    arguments = ["merge", str(desk.file("ben")), "--review"]
    code, shown = type_in(desk, arguments, [("take 1 changesets by Ben", "n\n")])
    assert code == 0
    assert "held back: 1 changeset by Ben" in shown
    assert desk.conflicts("ana") == []


def test_each_conflict_is_settled_by_one_key(desk: Desk) -> None:
    make_conflicts(desk)
    desk.do("ana", "merge", desk.file("ben"), "-q")
    prompt = "s to skip, q to stop]"
    code, shown = type_in(desk, ["resolve"], [(prompt, "x"), (prompt, "b"), (prompt, "2")])
    assert code == 0
    assert "settled 2 of 2" in shown
    assert desk.conflicts("ana") == []
    document = desk.show("ana")
    assert document["outcome"] == "seized"  # the one before
    assert document["title"] in {"By Ana", "By Ben"}


def test_a_walk_that_is_stopped_keeps_what_was_settled_and_ctrl_c_is_silent(desk: Desk) -> None:
    make_conflicts(desk)
    desk.do("ana", "merge", desk.file("ben"), "-q")
    prompt = "s to skip, q to stop]"
    code, shown = type_in(desk, ["resolve"], [(prompt, "s"), (prompt, "q")])
    assert code == 0
    assert "settled 0 of 2" in shown
    code, shown = type_in(desk, ["resolve"], [(prompt, "1"), (prompt, "\x03")])
    assert code == 130
    assert len(desk.conflicts("ana")) == 1
    assert desk.show("ana")["outcome"] != THAI["outcome"]
