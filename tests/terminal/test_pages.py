"""Pages of blocks and of tables: what stands on them, and that any text stays text."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.errors import UsageError
from interdict.terminal.blocks import (
    ALARM,
    CITE,
    LINK,
    MARK,
    QUIET,
    URL,
    Fact,
    Facts,
    Footnotes,
    Heading,
    Paragraph,
    Span,
)
from interdict.terminal.blocks_html import render_html
from interdict.terminal.blocks_markdown import render_markdown
from interdict.terminal.chart import Chart, Mark
from interdict.terminal.dossier_page import render_page as render_dossiers
from interdict.terminal.html_page import fit_stream, is_address, make_anchor
from interdict.terminal.output import Column, Page, Section, print_rows
from interdict.terminal.report_page import render_page, render_section
from interdict.terminal.screen import Screen
from tests.pages import HOSTILE, read_page


def cite(*spans):
    """Return a text in which a source is cited, and its footnote."""
    return [
        Heading(1, "A case"),
        Facts((Fact("Date", tuple(Span(*span) for span in spans)),)),
        Footnotes((Fact("[1]", (Span("A source"),), ((Span("https://example.org/a", URL),),)),)),
    ]


def render(blocks, **options):
    return "".join(render_html(blocks, **options))


def make_page(*dossiers):
    return read_page("".join(render_dossiers(iter(dossiers))))


def test_a_number_leads_to_its_source_and_back():
    page = make_page(cite(("2009",), (" [1, ¶12]", CITE), (" [1]", CITE)))
    anchors = {element.attributes.get("id"): element.tag for element in page.elements}
    assert anchors["s1"] == "li"
    assert [href for href in page.list_values("href") if href[0] == "#"] == ["#s1", "#s1", "#m1-1", "#m1-2"]
    assert "[1, ¶12]" in page.text


def test_footnotes_of_two_cases_on_a_page_are_kept_apart():
    page = make_page(cite((" [1]", CITE)), cite((" [1]", CITE)), cite((" [1]", CITE)))
    assert page.list_values("href").count("#s1") == 1
    assert {"s1", "case-2-s1", "case-3-s1"} <= set(page.list_values("id"))
    assert "A case and others" in page.text


def test_a_page_states_the_standard_of_evidence():
    page = make_page(cite(("2009",)))
    for word in ("accepted", "alternative", "disputed", "rejected", "(no source)", "reliability from A", "not traffic"):
        assert word in page.text


def test_disputed_is_a_word_and_a_look():
    text = render([Paragraph((Span("35 t"), Span(" "), Span("(disputed)", MARK), Span("CONFLICT", ALARM)))])
    assert "35 t <mark>(disputed)</mark>" in text
    assert '<strong class="alarm">CONFLICT</strong>' in text


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/a",
        "//example.org/a",
        "https://example.org/a b",
        'https://example.org/"onclick="x',
        "https://example.org/a\u202eb",
        "https://example.org/a\x00",
        "https://example.org\\@evil.example",
        "http://",
    ],
)
def test_an_odd_address_is_text(address):
    assert not is_address(address)
    assert "<a" not in render([Paragraph((Span(address, URL),))])


@pytest.mark.parametrize(
    "address", ["http://example.org", "https://example.org/a?b=1&c=%20#d", "https://example.org/Đà"]
)
def test_an_address_of_the_web_is_a_link_that_tells_nothing(address):
    page = make_page([Heading(1, "x"), Paragraph((Span(address, URL),))])
    (link,) = (element for element in page.elements if element.tag == "a")
    assert link.attributes == {"href": address, "rel": "noreferrer"}


def test_letters_from_right_to_left_do_not_turn_the_line_around():
    assert render([Paragraph((Span("کشتی"), Span(" [1]")))]) == "<p><bdi>کشتی</bdi> [1]</p>\n"


def test_a_heading_has_an_anchor_that_links_lead_to_in_both_forms():
    blocks = [
        Heading(2, "Cases", make_anchor("case", "TH-2009-31F")),
        Paragraph((Span("see", LINK, "case-th-2009-31f"),)),
    ]
    assert render(blocks) == '<h2 id="case-th-2009-31f">Cases</h2>\n<p><a href="#case-th-2009-31f">see</a></p>\n'
    markdown = "".join(render_markdown(blocks))
    assert markdown == '## <a id="case-th-2009-31f"></a>Cases\n\n[see](#case-th-2009-31f)\n'


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text_in_every_block(hostile):
    spans = tuple(Span(hostile, role) for role in ("", "label", CITE, MARK, ALARM, QUIET, URL))
    located = Span(f" [1, {hostile}]", CITE)
    blocks = [
        Heading(1, hostile),
        Paragraph(spans),
        Facts((Fact(hostile, (*spans, located), (spans,)),)),
        Footnotes((Fact("[1]", spans, (spans,)), Fact(hostile, spans))),
    ]
    page = make_page(blocks)
    assert page.text.count(hostile) > 20


@given(text=st.text(), role=st.sampled_from(["", CITE, MARK, ALARM, QUIET, URL]))
@settings(deadline=None)
def test_any_text_leaves_only_our_own_elements(text, role):
    make_page([Heading(1, text), Facts((Fact(text, (Span(text, role),), ((Span(text, role),),)),))])


def print_page(*sections, **options):
    screen = Screen(io.StringIO(), io.StringIO(), io.StringIO())
    print_rows(list(sections), screen=screen, **{"format": "html", **options})
    return screen.out.getvalue()


def make_section(*cells, **parts):
    return Section(
        (Column("ref", "Ref"), Column("count", "Count", "right")), [{"ref": c, "count": c} for c in cells], **parts
    )


def test_a_page_of_tables_has_titles_notes_and_charts():
    chart = Chart("bars", "Cases by mode", ("Mode", "Cases"), (Mark("sea", (2,)),))
    text = print_page(
        make_section("x", title="By mode", notes=("a note",), chart=chart),
        make_section("y", title="By year"),
        page=Page("Summary", "2 of 3 cases", has_standard=True),
    )
    page = read_page(text)
    for words in ("Summary", "2 of 3 cases", "By mode", "a note", "By year", "Standard of evidence"):
        assert words in page.text
    assert [element.tag for element in page.elements].count("svg") == 1


def test_a_page_of_one_table_bears_its_title_once():
    text = print_page(make_section("x", title="Cases by year"))
    assert "<h1>Cases by year</h1>" in text
    assert "<h2>" not in text
    assert "<h1>interdict</h1>" in print_page(make_section("x"))


def test_numbers_stand_on_the_right_and_addresses_are_links():
    text = print_page(make_section("https://example.org/a"))
    assert '<th scope="col" class="right">Count</th>' in text
    assert '<td class="right"><a href="https://example.org/a" rel="noreferrer">' in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text_in_every_cell(hostile):
    section = make_section(hostile, title=f"by {hostile}", notes=(hostile,))
    page = read_page(print_page(section, section, page=Page(hostile, hostile)))
    assert page.text.count(hostile) == 11


def test_references_are_not_broken_and_lead_to_the_cases_of_a_book():
    section = make_section("TH-2009-31F, PA-2013-VEW/load", "")
    assert '<td><span class="ref">TH-2009-31F</span>, <span class="ref">PA-2013-VEW/load</span></td>' in print_page(
        section
    )
    text = "".join(render_section(section, anchor="chart-1", has_cases=True))
    assert '<a class="ref" href="#case-pa-2013-vew">PA-2013-VEW/load</a>' in text


def test_without_a_chart_there_is_no_drawing():
    with pytest.raises(UsageError) as caught:
        print_page(make_section("x"), format="svg")
    assert "html" in caught.value.hint


def test_a_stream_of_ascii_gets_references():
    text = "".join(fit_stream(render_page([make_section("Đà 平 😀")]), only_ascii=True))
    assert text.isascii()
    assert "Đà 平 😀" in read_page(text).text
