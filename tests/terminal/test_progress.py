"""Progress: one line that is rewritten and wiped, on a terminal only."""

from __future__ import annotations

import io

import pytest

from interdict.terminal import progress
from interdict.terminal.progress import show_elapsed, show_progress
from interdict.terminal.screen import Screen


class Tty(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "INTERVAL", 0.0)


def make_screen(err: io.StringIO, *, is_quiet: bool = False) -> Screen:
    return Screen(out=io.StringIO(), err=err, keyboard=io.StringIO(), is_quiet=is_quiet)


def test_items_are_counted_and_the_line_is_wiped() -> None:
    err = Tty()
    assert list(show_progress([7, 8], make_screen(err), "case")) == [7, 8]
    assert err.getvalue().startswith("\rcase 0 of 2\rcase 1 of 2")
    assert err.getvalue().endswith("\r" + " " * len("case 1 of 2") + "\r")


def test_long_work_says_how_long_it_has_lasted_and_the_line_is_wiped() -> None:
    err = Tty()
    with show_elapsed(make_screen(err), "checking tables") as tick:
        tick()
        tick()
    assert err.getvalue().count("checking tables, 0 s") == 2
    assert err.getvalue().endswith("\r" + " " * len("checking tables, 0 s") + "\r")


def test_line_is_wiped_also_when_the_work_fails() -> None:
    err = Tty()

    def work() -> None:
        with show_elapsed(make_screen(err), "work") as tick:
            tick()
            raise KeyError

    with pytest.raises(KeyError):
        work()
    assert err.getvalue().endswith(" \r")


@pytest.mark.parametrize(("err", "is_quiet"), [(io.StringIO(), False), (Tty(), True)])
def test_nothing_is_said_in_a_pipe_or_quietly(err: io.StringIO, is_quiet: bool) -> None:
    screen = make_screen(err, is_quiet=is_quiet)
    assert list(show_progress([7], screen, "case")) == [7]
    with show_elapsed(screen, "work") as tick:
        tick()
    assert err.getvalue() == ""
