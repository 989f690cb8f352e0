"""Tables on the screen."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from interdict.terminal.sections import BATCH, Column, Section
from interdict.terminal.show import show
from interdict.terminal.tables import render_table
from interdict.terminal.widths import choose_gap, choose_widths, share_out

ODD = "\x1b\r\n\t\u202e\u200b\u200cمی[]/:\\ 中😀é\u0301\u3000\xa0-"
TEXTS = st.text(st.one_of(st.characters(exclude_categories=()), st.sampled_from(ODD)), max_size=60)
COLUMNS = tuple(
    Column(name, name.title(), "right" if name == "count" else "left")
    for name in ("ref", "date", "title", "states", "outcome", "count")
)
HOSTILE = [
    *(
        "[bold]",
        "[/bold]",
        "[/]",
        "[link=https://evil]x[/link]",
        ":skull:",
        "[red on white]",
        r"\[bold]",
        "[@click=app.quit]x[/]",
    ),
    *(
        "\x1b]8;;https://evil\x1b\\x\x1b]8;;\x1b\\",
        "\x1b]52;c;cm0=\x07",
        "\x1b[2J",
        "safe\rerased",
        "a\nb",
        "\u202egpj.exe",
        "\x9b31m",
    ),
]


def draw(rows, *, width=80, has_color=False, only_ascii=False, **parts):
    columns = COLUMNS[: len(rows[0])]
    found = [{column.key: cell for column, cell in zip(columns, row, strict=True)} for row in rows]
    return "".join(
        render_table(Section(columns, found, **parts), width=width, has_color=has_color, only_ascii=only_ascii)
    )


def count_characters(text):
    return Counter(char for char in text if not char.isspace() and char not in "─:")


@settings(deadline=None)
@given(st.data(), st.integers(1, 6), st.integers(20, 200), st.booleans())
def test_table_of_any_width_loses_no_character(data, count, width, has_color):
    rows = data.draw(st.lists(st.lists(TEXTS, min_size=count, max_size=count), min_size=1, max_size=3))
    text = re.sub(r"\x1b\[[0-9;]*m", "", draw(rows, width=width, has_color=has_color))
    cells = [[show(cell) for cell in row] for row in rows]
    titles = [column.title for column in COLUMNS[:count]]
    repeats = 1 if choose_gap([titles, *cells], width, cell_len) else len(rows)  # each card repeats the titles
    wanted = "".join(column.title for column in COLUMNS[:count]) * repeats + "".join(
        show(cell) for row in rows for cell in row
    )
    assert count_characters(text) == count_characters(wanted)


@settings(deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=6, max_size=6), min_size=1, max_size=3), st.integers(20, 200), TEXTS)
def test_table_is_safe_on_a_terminal(rows, width, words):
    text = draw(rows, width=width, title=words, notes=(words,))
    for line in text.split("\n"):
        # A fold may part a joiner, or a selector, from the letter it belongs to.
        line = re.sub("[\u200c\u200d\ufe0f]", "", line)
        assert show(line) == line


@settings(deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=6, max_size=6), min_size=1, max_size=3), st.integers(20, 200))
def test_no_line_is_wider_than_the_screen(rows, width):
    for line in draw(rows, width=width).split("\n"):
        assert cell_len(line) <= width


@pytest.mark.parametrize("has_color", [True, False])
@pytest.mark.parametrize("width", [20, 60, 200])
@pytest.mark.parametrize("text", HOSTILE)
def test_markup_and_escapes_stay_literal(text, width, has_color):
    drawn = re.sub(r"\x1b\[[0-9;]*m", "", draw([("TH-1", text)], width=width, has_color=has_color))
    assert show(text).replace(" ", "") in re.sub(r"\s", "", drawn)
    assert "\x1b" not in drawn


def test_table_folds_and_never_cuts():
    rows = [("TH-2009-7KQ", "2009-12-12", "Arms aboard an Il-76 at Bangkok", "TH, AE", "seized", "35")]
    assert draw(rows, width=60) == (
        "Ref          Date        Title        States  Outcome  Count\n"
        "────────────────────────────────────────────────────────────\n"
        "TH-2009-7KQ  2009-12-12  Arms aboard  TH, AE  seized      35\n"
        "                         an Il-76 at\n"
        "                         Bangkok\n"
    )


def test_narrow_screen_gets_cards():
    rows = [
        ("TH-2009-7KQ", "2009-12-12", "Arms aboard an Il-76"),
        ("AE-2009-XX1", "2009-08", "Outcome: released"),
    ]
    assert draw(rows, width=24) == (
        "Ref:   TH-2009-7KQ\n"
        "Date:  2009-12-12\n"
        "Title: Arms aboard an\n"
        "       Il-76\n"
        "\n"
        "Ref:   AE-2009-XX1\n"
        "Date:  2009-08\n"
        "Title: Outcome: released\n"
    )


@given(st.lists(st.text("abc ", max_size=30), min_size=2, max_size=7), st.integers(20, 120))
def test_no_short_word_breaks_in_a_table(cells, width):
    titles = ["ref"] * len(cells)
    gap = choose_gap([titles, cells], width, len)
    if gap:
        widths = choose_widths([titles, cells], width, len, gap=gap)
        assert sum(widths) + gap * (len(widths) - 1) <= width
        for cell, room in zip(cells, widths, strict=True):
            assert all(room >= min(len(word), 13) for word in cell.split())


def test_columns_move_together_before_a_ref_breaks():
    rows = [("TH-2009-7KQ", "2009-12-12", "Bangkok", "Thailand", "seized")]
    assert draw(rows, width=50).splitlines()[2] == "TH-2009-7KQ 2009-12-12 Bangkok Thailand seized"
    assert draw(rows, width=44).splitlines()[0] == "Ref:     TH-2009-7KQ"


def test_title_stands_above_and_notes_below():
    assert draw([("TH-1", "2009")], title="By state", notes=("3 of 12 cases", "Counts are floors.")) == (
        "By state\nRef   Date\n──────────\nTH-1  2009\n\n3 of 12 cases\n\nCounts are floors.\n"
    )


def test_colour_is_only_there_when_asked_for():
    assert "\x1b[1m" in draw([("TH-1", "2009")], has_color=True)
    assert "\x1b" not in draw([("TH-1", "2009")], title="By state", notes=("x",))


def test_environment_does_not_change_the_table(monkeypatch):
    plain = draw([("TH-1", "2009")], width=60)
    for name, value in {"FORCE_COLOR": "1", "COLUMNS": "30", "TERM": "dumb", "JUPYTER_COLUMNS": "10"}.items():
        monkeypatch.setenv(name, value)
    assert draw([("TH-1", "2009")], width=60) == plain


def test_ascii_screen_gets_only_ascii():
    drawn = draw([("TH-1", "Đà Nẵng 平")], title="—", only_ascii=True)
    assert drawn.isascii()
    assert r"\u0110\xe0 N\u1eb5ng \u5e73" in drawn


def test_long_table_has_one_header_and_straight_columns():
    rows = [("TH-1", "2009")] * BATCH + [("TH-1", "twenty-o-nine")] * 2
    lines = draw(rows).rstrip("\n").split("\n")
    assert sum("Ref" in line for line in lines) == 1
    assert lines[BATCH + 2 :] == ["TH-1  twen", "      ty-o", "      -nin", "      e"] * 2


def test_table_without_rows_has_its_header():
    text = "".join(render_table(Section(COLUMNS, []), width=80, has_color=False, only_ascii=False))
    assert text.startswith("Ref  Date  Title  States  Outcome  Count\n")


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8), st.integers(0, 300), st.integers(0, 10))
def test_no_more_is_shared_out_than_there_is(wanted, room, least):
    shares = share_out(wanted, room, least=least)
    assert all(share <= want for share, want in zip(shares, wanted, strict=True))
    if least * len(wanted) <= room:
        assert sum(shares) == min(sum(wanted), room)
        assert all(share >= min(want, least) for share, want in zip(shares, wanted, strict=True))
