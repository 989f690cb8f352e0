"""The map in characters and as a picture: where things fall, and that nothing rests on colour."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.terminal.map import (
    BLANK,
    MARKS,
    WORLD,
    Box,
    Canvas,
    MapLine,
    Mark,
    choose_height,
    draw_map,
    render_map,
    write_legend,
)
from interdict.terminal.map_picture import Pin, draw_picture, render_page

SQUARE = ([-1000, 1000, 1000, -1000], [-1000, -1000, 1000, 1000])  # 10 degrees about the origin


def draw(box: Box, width: int, **others: object) -> str:
    return render_map(draw_map(box, width, **{"coast": [], **others}), has_color=False)  # type: ignore[arg-type]


def test_blank_cells_are_braille_blanks_and_lines_are_as_wide_as_told() -> None:
    lines = draw(Box(*WORLD), 60).splitlines()
    assert set("".join(lines)) == {BLANK}
    assert {len(line) for line in lines} == {60}


def test_coast_is_drawn_as_dots_where_it_lies() -> None:
    lines = draw(Box(-20, -20, 20, 20), 40, coast=[SQUARE]).splitlines()
    rows = [number for number, line in enumerate(lines) if set(line) != {BLANK}]
    assert rows[0] == pytest.approx(len(lines) / 4, abs=1)
    assert rows[-1] == pytest.approx(len(lines) * 3 / 4, abs=1)
    assert all("\u2800" <= char <= "\u28ff" for line in lines for char in line)


@given(st.floats(-179.9, 179.9), st.floats(-59.9, 79.9))
def test_mark_falls_into_the_cell_of_its_degree(longitude: float, latitude: float) -> None:
    lines = draw(Box(*WORLD), 72, marks=[Mark(latitude, longitude, "seized")]).splitlines()
    ((row, column),) = [(row, line.index("S")) for row, line in enumerate(lines) if "S" in line]
    assert column == pytest.approx((longitude + 180) / 5, abs=1.5)
    assert row == pytest.approx((80 - latitude) / 140 * len(lines), abs=1.5)


def test_each_outcome_has_a_letter_of_its_own() -> None:
    letters = [letter for letter, _ in MARKS.values()]
    assert len(set(letters)) == len(letters)


def test_one_spot_with_several_outcomes_shows_their_number() -> None:
    marks = [Mark(0, 0, "seized"), Mark(0, 0, "seized"), Mark(0, 0, "released")]
    assert "3" in draw(Box(*WORLD), 60, marks=marks)
    assert "+" in draw(Box(*WORLD), 60, marks=[*marks * 4])
    assert "S" in draw(Box(*WORLD), 60, marks=marks[:2])


def test_legend_says_what_the_marks_mean_without_colour_and_fits() -> None:
    marks = [Mark(0, 0, outcome) for outcome in MARKS]
    lines = write_legend(marks, 40)
    assert all(len(line) <= 40 for line in lines)
    for outcome, (letter, _) in MARKS.items():
        words = "not stated" if outcome == "unknown" else outcome.replace("_", " ")
        assert re.search(rf"\b{letter} {words} 1\b", " ".join(lines))


def test_box_across_the_date_line_shows_both_sides() -> None:
    text = draw(Box(170, -10, 190, 10), 40, marks=[Mark(0, 175, "seized"), Mark(0, -175, "cleared")])
    row = next(line for line in text.splitlines() if "S" in line)
    assert row.index("S") < row.index("C")


def test_line_over_the_date_line_goes_off_one_side_of_the_map_and_comes_in_on_the_other() -> None:
    line = MapLine([(0.0, 170.0), (0.0, -170.0)])
    row = next(row for row in draw(Box(*WORLD), 60, lines=[line]).splitlines() if set(row) != {BLANK})
    assert row.strip(BLANK) != row.replace(BLANK, "")
    assert row[0] != BLANK != row[-1]
    assert set(row[5:-5]) == {BLANK}


@pytest.mark.parametrize("longitude", [179.0, -179.0])
def test_box_beyond_the_date_line_on_either_side_shows_marks_of_both(longitude: float) -> None:
    for box in (Box(-190, -10, -170, 10), Box(170, -10, 190, 10)):
        assert "S" in draw(box, 40, marks=[Mark(0, longitude, "seized")])


@given(
    st.lists(st.tuples(st.floats(-80, 80), st.floats(-180, 180)), min_size=2, max_size=8),
    st.sampled_from([Box(*WORLD), Box(-190, -10, -170, 10), Box(170, -10, 190, 10)]),
)
def test_strokes_of_a_line_never_jump(points: list[tuple[float, float]], box: Box) -> None:
    for stroke in MapLine(points).list_strokes(box):
        assert all(abs(x - to_x) <= 180.001 for (_, x), (_, to_x) in pairwise(stroke))


def test_planned_line_has_gaps() -> None:
    box = Box(-20, -20, 20, 20)
    points = [(0.0, -15.0), (0.0, 15.0)]
    actual, planned = (draw(box, 40, lines=[MapLine(points, is_planned=flag)]) for flag in (False, True))
    assert sum(map(count_dots, planned)) < sum(map(count_dots, actual)) * 0.5


def count_dots(char: str) -> int:
    return (ord(char) - 0x2800).bit_count() if "\u2800" <= char <= "\u28ff" else 0


def test_colour_is_only_added_around_the_letters() -> None:
    canvas = draw_map(Box(*WORLD), 60, coast=[SQUARE], marks=[Mark(0, 0, "seized")])
    coloured = render_map(canvas, has_color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render_map(canvas, has_color=False)


def test_terminal_without_unicode_gets_ascii() -> None:
    canvas = draw_map(Box(*WORLD), 60, coast=[SQUARE], marks=[Mark(0, 0, "seized")])
    text = render_map(canvas, has_color=False, only_ascii=True)
    assert text.isascii()
    assert "S" in text


@pytest.mark.parametrize("box", [Box(*WORLD), Box(-180, -90, 180, 90), Box(0, 0, 0.5, 0.5), Box(0, 80, 10, 89)])
def test_height_is_within_reason(box: Box) -> None:
    assert 4 <= choose_height(box, 80) <= 200


def test_line_far_beyond_the_edge_costs_nothing_and_draws_nothing() -> None:
    canvas = Canvas(Box(0, 0, 0.001, 0.001), 20, 10)
    canvas.draw_line([canvas.scale(-90, -40), canvas.scale(80, 60)])
    assert {char for row in canvas.list_rows() for char, _ in row} == {BLANK}


def make_picture(pins: list[Pin]) -> str:
    return draw_picture(Box(*WORLD), [SQUARE], [MapLine([(0.0, 0.0), (10.0, 20.0)], is_planned=True)], pins)


def test_picture_is_xml_that_stands_alone_and_names_each_case() -> None:
    picture = make_picture([Pin(10, 20, "seized", 'AA-2020-1: <b>"x" & y</b>'), Pin(-20, 30, "cleared", "BB-2020-2")])
    tree = ET.fromstring(picture)  # noqa: S314  # our own
    titles = "\n".join(title.text or "" for title in tree.iter("{http://www.w3.org/2000/svg}title"))
    assert 'AA-2020-1: <b>"x" & y</b>' in titles
    assert "BB-2020-2" in titles
    assert "href" not in picture
    assert "<script" not in picture


def test_picture_of_many_cases_stays_small() -> None:
    pins = [Pin(number % 60, number % 170, "seized", f"case {number}") for number in range(20_000)]
    picture = make_picture(pins)
    assert len(picture) < 1_500_000
    assert "more" in picture


def test_page_lists_the_cases_beneath_the_map() -> None:
    pins = [Pin(10, 20, "turned_back", "AA-2020-1: <i>x</i>")]
    page = "".join(render_page("Map", make_picture(pins), pins))
    assert "<li>AA-2020-1: &lt;i&gt;x&lt;/i&gt;: turned back</li>" in page
    assert "default-src 'none'" in page
