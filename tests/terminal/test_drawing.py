"""Charts as SVG: what they show, and that any text stays text."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.terminal.bars import MOST
from interdict.terminal.chart import Chart, Flow, Mark
from interdict.terminal.columns import choose_step
from interdict.terminal.drawing import draw_chart, render_svg, write_figure
from interdict.terminal.flows import MOST as MOST_FLOWS
from interdict.terminal.svg import measure_text, wrap_text
from interdict.terminal.time_axis import fold_rows, list_slots
from tests.pages import HOSTILE, Page, check_elements

_SVG = "{http://www.w3.org/2000/svg}"


def bars(*marks, **parts):
    return Chart("bars", "Cases by outcome", ("Outcome", "Cases"), tuple(Mark(*mark) for mark in marks), **parts)


def years(**values):
    marks = tuple(Mark(label.removeprefix("y").replace("_", "-"), (value,)) for label, value in values.items())
    return Chart("columns", "Cases by year", ("Year", "Cases"), marks)


def grid(rows, columns, value=1):
    marks = [Mark(f"row {row}", (*[value] * columns, value * columns)) for row in range(rows)]
    marks.append(Mark("total", (*[value * rows] * columns, value * rows * columns)))
    heads = (*(f"head {column}" for column in range(columns)), "Total")
    return Chart("grid", "Row by head", ("Row", "Head"), tuple(marks), heads)


def flows(*found):
    rests = frozenset({"(not stated)"})
    return Chart(
        "flows", "From origin to destination", ("From", "To"), (), (), tuple(Flow(*one) for one in found), rests
    )


def read_svg(*charts, title="Summary", source=("2 of 3 cases",)):
    root = ET.fromstring(render_svg(charts, title=title, source=source))  # noqa: S314  # our own
    return root, [element.text or "" for element in root.iter(f"{_SVG}text")]


def list_boxes(root, look):
    return [element for element in root.iter(f"{_SVG}rect") if element.get("class") == look]


def test_bars_are_in_proportion_and_bear_their_figures():
    root, texts = read_svg(bars(("seized", (4,)), ("turned back", (2,)), ("evaded", (0,))))
    long, short = (float(box.get("width")) for box in list_boxes(root, "bar"))
    assert long == pytest.approx(2 * short, abs=0.2)
    assert texts == [
        "Cases by outcome",
        "Outcome",
        "Cases",
        "seized",
        "4",
        "turned back",
        "2",
        "evaded",
        "0",
        "2 of 3 cases",
    ]


def test_what_is_not_stated_is_told_apart_without_colour():
    root, _ = read_svg(bars(("seized", (4,)), ("(not stated)", (2,), True)))
    (rest,) = list_boxes(root, "rest")
    assert rest.get("stroke-dasharray")
    assert rest.get("fill") == "#ffffff"


def test_many_bars_are_counted_and_what_is_not_stated_stays():
    marks = [(f"state {number}", (100 - number,)) for number in range(MOST + 5)]
    _, texts = read_svg(bars(*marks, ("(not stated)", (1,), True)))
    assert f"state {MOST - 1}" in texts
    assert f"state {MOST}" not in texts
    assert "(not stated)" in texts
    assert f"and 5 more, each with at most {100 - MOST}" in texts


def test_a_long_gap_breaks_the_axis_and_a_short_one_does_not():
    slots = list_slots(years(y1966=1, y1993=2, y1996=1, undated=3))
    assert [slot.label for slot in slots] == ["1966", "1967–1992: none", "1993", "1994", "1995", "1996", "undated"]
    assert [slot.value for slot in slots] == [1, 0, 2, 0, 0, 1, 3]


def test_months_go_on_over_the_end_of_a_year():
    slots = list_slots(years(y2009_11=1, y2010_02=1, y2012_01=1))
    assert [slot.label for slot in slots] == [
        "2009-11",
        "2009-12",
        "2010-01",
        "2010-02",
        "2010-03–2011-12: none",
        "2012-01",
    ]


def test_columns_over_ten_thousand_years_stay_small():
    drawing = draw_chart(years(y0001=1, y2009=2, y9999=1))
    assert drawing.height < 300
    assert drawing.shapes.count("<rect") < 10
    assert "0002–2008: none" in drawing.words


def test_columns_beyond_the_width_go_on_in_another_band():
    few, many = (draw_chart(years(**{f"y{year}": 1 for year in range(1900, end)})) for end in (1930, 1990))
    assert many.width == few.width
    assert many.height > 2 * few.height
    assert many.shapes.count('class="bar"') == 90


def test_a_table_says_in_one_row_where_the_axis_is_broken():
    rows = [{"year": str(year), "cases": int(year in {1966, 1993})} for year in range(1966, 1994)]
    chart = years(**{f"y{row['year']}": row["cases"] for row in rows})
    folded = [(row["year"], row["cases"]) for row in fold_rows(rows, chart, "year")]
    assert folded == [("1966", 1), ("1967–1992", 0), ("1993", 1)]
    sparse = [row for row in rows if row["cases"]]
    assert fold_rows(sparse, chart, "year") == sparse


@pytest.mark.parametrize(("largest", "step"), [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 5), (45, 20), (4000, 1000)])
def test_a_scale_has_at_most_four_round_steps(largest, step):
    assert choose_step(largest) == step


def test_a_grid_is_darker_where_there_are_more_and_leaves_totals_plain():
    chart = Chart(
        "grid",
        "Mode by outcome",
        ("Mode", "Outcome"),
        (Mark("sea", (10, 1, 11)), Mark("total", (10, 1, 11))),
        ("seized", "cleared", "Total"),
    )
    root, texts = read_svg(chart)
    dark, light = (float(box.get("fill-opacity", 1)) for box in list_boxes(root, "shade"))
    assert dark > 0.5 > light
    assert texts.count("10") == 2
    (strong,) = (element for element in root.iter(f"{_SVG}text") if element.get("class") == "strong")
    assert strong.text == "10"


def test_a_grid_that_is_too_large_says_what_it_leaves_out():
    drawing = draw_chart(grid(50, 30))
    assert "10 more rows and 6 more columns in the table" in drawing.shapes
    assert draw_chart(grid(3, 3)).width == 560


def list_bands(root):
    """Return what each band of flows says, with its thickness at both ends."""
    found = {}
    for path in root.iter(f"{_SVG}path"):
        x, top, *_, to_top, to_end, _, _, _, _, _, end = map(float, re.findall(r"-?[0-9.]+", path.get("d")))
        found[path[0].text] = (x, end - top, to_end - to_top)
    return found


def test_bands_are_as_thick_as_their_figures_at_both_ends():
    root, texts = read_svg(flows(("Iran", "Syria", 4), ("Iran", "Yemen", 2), ("Cuba", "Syria", 1)))
    bands = list_bands(root)
    assert set(bands) == {"Iran to Syria: 4", "Iran to Yemen: 2", "Cuba to Syria: 1"}
    for words, (_, start, end) in bands.items():
        assert start == pytest.approx(end, abs=0.11)
        assert start == pytest.approx(bands["Cuba to Syria: 1"][1] * int(words[-1]), abs=0.5)
    assert texts[:3] == ["From origin to destination", "From", "To"]
    heights = sorted(float(box.get("height")) for box in list_boxes(root, "bar"))
    assert [round(height / heights[0]) for height in heights] == [1, 2, 5, 6]


def test_what_is_not_stated_stands_last_and_as_an_outline():
    root, _ = read_svg(flows(("(not stated)", "Syria", 9), ("Iran", "(not stated)", 1)))
    rests, bars_ = list_boxes(root, "rest"), list_boxes(root, "bar")
    assert (len(rests), len(bars_)) == (2, 2)
    for x in ("rest", "bar"):
        assert len({box.get("x") for box in list_boxes(root, x)}) == 2
    assert min(float(box.get("y")) for box in rests) > min(float(box.get("y")) for box in bars_)
    assert {path.get("class") for path in root.iter(f"{_SVG}path")} == {"quiet"}


def test_many_small_flows_are_joined_and_none_is_lost():
    chart = flows(*((f"from {start}", f"to {end}", 1 + (start == end)) for start in range(60) for end in range(40)))
    root, texts = read_svg(chart)
    assert {f"{60 - MOST_FLOWS} others", f"{40 - MOST_FLOWS} others"} <= set(texts)
    assert sum(int(words.rpartition(" ")[2].replace(",", "")) for words in list_bands(root)) == 60 * 40 + 40
    labels = [element for element in root.iter(f"{_SVG}text") if (element.text or "").startswith(("from ", "to "))]
    for anchor in ("end", "start"):
        ys = sorted(float(label.get("y")) for label in labels if label.get("text-anchor") == anchor)
        assert all(later - earlier >= 13 for earlier, later in pairwise(ys))


def test_one_flow_alone_is_low():
    assert draw_chart(flows(("Iran", "Syria", 1))).height < 80


@pytest.mark.parametrize("chart", [bars(), years(), grid(0, 0), flows()], ids=lambda chart: chart.kind)
def test_a_chart_of_nothing_is_drawn(chart):
    root, _ = read_svg(chart)
    assert root.get("role") == "img"


def test_a_file_says_what_it_is_to_those_who_cannot_see_it():
    root, _ = read_svg(bars(("seized", (4,))), source=("4 of 9 cases", "a caveat"))
    ids = {element.get("id"): element.text for element in root}
    name, words = (ids[part] for part in root.get("aria-labelledby").split())
    assert name == "Cases by outcome"
    assert words == "Cases by outcome. seized: 4. 4 of 9 cases. a caveat."


def test_a_file_names_no_font_and_refers_to_nothing():
    text = render_svg([bars(("seized", (4,))), years(y2009=1), grid(2, 2)], title="Summary", source=("x",))
    assert set(re.findall(r'font-family="([^"]*)"', text)) == {"sans-serif"}
    assert re.findall(r"https?:[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"href|<style|<script|<image|url\(", text)


def check_hostile(chart, hostile):
    """Hold a chart of a hostile text to the elements that charts are made of, with the text in it as text."""
    root, texts = read_svg(chart, title=hostile, source=(hostile,))
    drawn = {element.tag.removeprefix(_SVG) for element in root.iter()}
    assert drawn <= {"svg", "title", "desc", "rect", "line", "text", "g", "path"}
    assert hostile.split()[0][:20] in " ".join(texts)
    check_elements(Page(write_figure(chart, "chart-1")))


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("kind", ["bars", "columns", "grid"])
def test_hostile_text_stays_text(kind, hostile):
    marks = (Mark(hostile, (3, 3)), Mark(hostile * 2, (2, 2), is_rest=True))
    chart = Chart(kind, hostile, (hostile, hostile), marks, (hostile, hostile))
    check_hostile(chart, hostile)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_ends_of_flows_stay_text(hostile):
    chart = Chart("flows", hostile, (hostile, hostile), (), (), (Flow(hostile, hostile, 2),), frozenset({hostile}))
    check_hostile(chart, hostile)


@given(text=st.text(max_size=200), width=st.integers(20, 400))
@settings(deadline=None)
def test_wrapped_text_fits_and_is_cut_only_at_the_end(text, width):
    lines = wrap_text(text, width)
    assert 1 <= len(lines) <= 3
    assert all(measure_text(line) <= width or len(line) <= 2 for line in lines)
    assert all("…" not in line for line in lines[:-1]) or "…" in text


@given(labels=st.lists(st.text(max_size=30), max_size=20), value=st.floats(0, 1e9))
@settings(deadline=None, max_examples=50)
def test_any_labels_give_well_formed_svg(labels, value):
    marks = tuple(Mark(label, (value, value)) for label in labels)
    for kind in ("bars", "columns"):
        ET.fromstring(render_svg([Chart(kind, "t", ("a", "b"), marks)], title="t", source=()))  # noqa: S314  # our own


@given(ends=st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9), st.floats(0, 1e9)), max_size=40))
@settings(deadline=None, max_examples=50)
def test_any_flows_give_well_formed_svg(ends):
    ET.fromstring(render_svg([flows(*ends)], title="t", source=()))  # noqa: S314  # our own
