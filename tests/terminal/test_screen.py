"""What is known of the terminal, and the words said on it."""

from __future__ import annotations

import io

import pytest

from interdict.errors import UsageError
from interdict.terminal.screen import Screen, measure_width, open_screen, wants_color


def make_screen(answer="", **parts):
    return Screen(io.StringIO(), io.StringIO(), io.StringIO(answer), **parts)


@pytest.mark.parametrize(
    ("color", "is_terminal", "environ", "wanted"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", True, {}, False),
    ],
)
def test_colour_follows_option_then_environment(color, is_terminal, environ, wanted):
    assert wants_color(color, is_terminal=is_terminal, environ=environ) is wanted


def test_unknown_colour_choice_names_the_right_ones():
    with pytest.raises(UsageError) as caught:
        wants_color("blue", is_terminal=True, environ={})
    assert "auto, always, never" in caught.value.hint


@pytest.mark.parametrize(
    ("columns", "width"),
    [("120", 120), ("", 80), ("0", 80), ("-5", 80), ("x", 80), ("5", 20), ("٣٠", 80), ("9" * 5000, 80)],
)
def test_width_comes_from_the_environment_or_is_80(columns, width):
    assert measure_width(io.StringIO(), {"COLUMNS": columns}) == width


def test_hostile_words_are_said_safely_on_one_line():
    screen = make_screen()
    screen.say("saved \x1b]52;c;x\x07\nerror: [bold]no[/bold] :skull: \u202e")
    assert screen.err.getvalue() == "saved \\x1b]52;c;x\\x07\\x0aerror: [bold]no[/bold] :skull: \\u202e\n"
    assert screen.out.getvalue() == ""


def test_quiet_screen_says_nothing_but_still_warns():
    screen = make_screen(is_quiet=True)
    screen.say("saved")
    screen.warn("error: no")
    assert screen.err.getvalue() == "error: no\n"


@pytest.mark.parametrize(
    ("answer", "is_yes"),
    [("y\n", True), (" YES \n", True), ("n\n", False), ("\n", False), ("", False), ("yep\n", False)],
)
def test_only_yes_is_yes(answer, is_yes):
    screen = make_screen(answer, can_ask=True)
    assert screen.ask_yes("Remove \x1b 3 cases?") is is_yes
    assert screen.err.getvalue() == "Remove \\x1b 3 cases? [y/N] " + ("" if answer else "\n")


@pytest.mark.parametrize(
    ("typed", "answer"), [(" 3 May \n", "3 May"), ("\n", ""), ("", None), ("no line end", "no line end")]
)
def test_answer_is_the_line_without_blanks_and_none_at_the_end(typed, answer):
    screen = make_screen(typed, can_ask=True)
    assert screen.ask_line("Which \x1b day?") == answer
    line_end = "" if typed.endswith("\n") else "\n"
    assert screen.err.getvalue() == f"Which \\x1b day? {line_end}"


def test_question_nobody_can_answer_names_the_flag():
    with pytest.raises(UsageError) as caught:
        make_screen("y\n").ask_yes("Remove 3 cases?")
    assert "--yes" in caught.value.hint


def test_closed_stderr_does_not_stop_the_work():
    screen = make_screen()
    screen.err.close()
    screen.say("saved")


def test_stderr_that_knows_only_ascii_gets_escapes():
    raw = io.BytesIO()
    screen = make_screen()._replace(err=io.TextIOWrapper(raw, encoding="ascii"))
    screen.say("Đà")
    assert raw.getvalue() == b"\\u0110\\xe0\n"


def test_screen_of_a_pipe_is_no_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdout", io.StringIO())
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    screen = open_screen(environ={})
    assert (screen.is_terminal, screen.has_color, screen.can_ask, screen.width) == (False, False, False, 80)


def test_missing_streams_are_no_crash(monkeypatch):
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", None)
    screen = open_screen(environ={})
    screen.say("saved")
    assert screen.is_terminal is False


@pytest.mark.parametrize(
    ("encoding", "only_ascii"), [("utf-8", False), ("UTF-8", False), ("ascii", True), ("iso-8859-1", True)]
)
def test_encoding_tells_whether_only_ascii_is_sure(encoding, only_ascii):
    assert make_screen()._replace(out=io.TextIOWrapper(io.BytesIO(), encoding=encoding)).only_ascii is only_ascii


@pytest.mark.parametrize("typed", [b"\xff\n", b"y\xff\n", b"\xc3\n"])
def test_answer_that_is_no_text_is_no(typed):
    keyboard = io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
    screen = make_screen("", can_ask=True)._replace(keyboard=keyboard)
    assert not screen.ask_yes("Remove it?")
    assert screen.err.getvalue() == "Remove it? [y/N] "


def test_words_are_folded_on_a_terminal_alone_and_no_word_is_broken():
    long = "error: there is no case 'TH-2009-31G', and /a/path/that/is/longer/than/the/whole/terminal is not a case"
    plain = make_screen()
    plain.warn(long)
    assert plain.err.getvalue() == long + "\n"
    narrow = make_screen(words_width=40)
    narrow.warn(long)
    lines = narrow.err.getvalue().splitlines()
    assert all(line.startswith("       ") for line in lines[1:])
    assert " ".join(line.strip() for line in lines) == long
    assert [line for line in lines if len(line) > 39] == ["       /a/path/that/is/longer/than/the/whole/terminal"]
