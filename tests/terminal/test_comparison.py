"""Comparisons on the screen."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest

from interdict.domain.document_reader import read_case
from interdict.evidence.compare import compare_case, list_rows
from interdict.terminal.blocks_text import count_cells
from interdict.terminal.comparison import render_claims, render_comparison
from interdict.terminal.screen import Screen
from tests.samples import THAI

REF = "TH-2009-ABC"


def list_all(tree: dict[str, Any] = THAI) -> list[dict[str, Any]]:
    records = read_case(tree).records
    return list(list_rows(compare_case(records), records, REF, in_words=True))


def draw(rows: list[dict[str, Any]], width: int, *, in_full: bool = False) -> str:
    screen = Screen(io.StringIO(), io.StringIO(), io.StringIO(), is_terminal=True, width=width)
    render = render_claims if in_full else render_comparison
    return "".join(render(rows, screen=screen, is_file=False))


@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
@pytest.mark.parametrize("in_full", [True, False])
def test_comparison_fits_the_screen_and_loses_no_claim(width, in_full):
    rows = [row for row in list_all() if row["field"] == "quantity"] if in_full else list_all()
    text = draw(rows, width, in_full=in_full)
    assert max(map(len, text.splitlines())) <= width
    assert "!" in text
    for row in rows:
        if row["number"]:
            assert row["sign"] in text


def test_matrix_has_a_column_for_each_source_where_there_is_room():
    rows = [row for row in list_all() if row["of"] == "interdiction"]
    assert "Field" in draw(rows, 100)
    assert "Field" not in draw(rows, 50)
    assert "Field" not in draw([row for row in list_all() if row["of"] == "load"], 100)  # a single source


def test_matrix_is_the_same_with_and_without_colour():
    rows = [row for row in list_all() if row["of"] == "interdiction"]
    screen = Screen(io.StringIO(), io.StringIO(), io.StringIO(), is_terminal=True, width=100, has_color=True)
    colored = "".join(render_comparison(rows, screen=screen, is_file=False))
    assert "\x1b[33m-\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored).replace(" \n", "\n") == draw(rows, 100)


def test_wide_characters_keep_the_columns_of_a_matrix_straight():
    claims = [
        {"field": "agency", "value": "海上保安庁", "source": "act"},
        {"field": "agency", "value": "Zo\u0308ll", "source": "wire"},
    ]
    lines = draw(list_all({**THAI, "claims": claims, "agency": "海上保安庁"}), 100).splitlines()
    row = next(line for line in lines if line.startswith("agency"))
    head = next(line for line in lines if line.startswith("Field"))
    assert count_cells(row[: row.index("! Zo")]) == head.index("wire")
    assert all(count_cells(line) <= 100 for line in lines)


def test_value_without_source_and_disputed_value_bear_their_marks():
    text = draw(list_all(), 80)
    assert "air (no source)" in text
    assert "disputed" in text
    assert "! another value" in text


def test_what_a_user_wrote_cannot_steer_the_terminal():
    claims = [
        {"field": "mode", "value": "sea", "source": "act", "note": "\x1b[2J", "locator": "\u202e", "key": "[red]x"}
    ]
    rows = list_all({**THAI, "claims": claims})
    for width in (60, 200):
        for in_full in (True, False):
            text = draw([row for row in rows if row["field"] == "mode"], width, in_full=in_full)
            assert "\x1b" not in text
            assert "\u202e" not in text


def test_sharing_marks_are_told():
    claims = [{"field": "mode", "value": "sea", "source": "act", "tlp": "red", "private": "yes"}]
    rows = [row for row in list_all({**THAI, "claims": claims}) if row["field"] == "mode"]
    assert "TLP:RED, private" in draw(rows, 60)
