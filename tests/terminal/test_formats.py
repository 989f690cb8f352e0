"""Rows as TSV, CSV and Markdown."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interdict.terminal.cells import _ESCAPE, _FORMULA, _compile, _read_escape, quote_cell
from interdict.terminal.formats import escape_markdown, render_csv, render_markdown, render_tsv
from interdict.terminal.sections import BATCH, Column, Section, format_value
from interdict.terminal.show import show

# Texts made of what breaks terminals, tables, spreadsheets and Markdown, and of anything else.
ODD = [
    *"\x1b\r\n\t\x00\x9b\u202e\u200b\u200c\u2028\ufeff\udc80'\"=+-@＝,;|\\`*_[]<>&#~x0123456789abcdef .",
    "می",
]
TEXTS = st.text(st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from("".join(ODD))))
ROWS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4)
COLUMNS = (Column("ref", "Ref"), Column("title", "Title"), Column("note", "Note", "right"))


def unquote_cell(text: str) -> str:
    """Undo `quote_cell`: drop the ' before a formula and read the escapes back; any other text stays."""
    if text.startswith("'") and _compile(_FORMULA).match(text, 1):
        text = text[1:]
    if "\\" not in text:
        return text
    return _compile(_ESCAPE).sub(lambda found: _read_escape(found) or found[0], text)


def make_section(rows, **parts):
    return Section(COLUMNS, [dict(zip(("ref", "title", "note"), row, strict=True)) for row in rows], **parts)


def read_csv(text):
    return [[unquote_cell(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


@given(ROWS)
def test_tsv_has_a_line_a_row_and_the_same_number_of_cells_in_each(rows):
    lines = "".join(render_tsv(make_section(rows))).split("\n")
    assert lines[0] == "ref\ttitle\tnote"
    assert lines[-1] == ""
    assert [line.split("\t") for line in lines[1:-1]] == [[show(cell) for cell in row] for row in rows]


@given(ROWS)
def test_tsv_is_safe_on_a_terminal(rows):
    for line in "".join(render_tsv(make_section(rows))).split("\n"):
        assert all(show(cell) == cell for cell in line.split("\t"))


@given(ROWS)
def test_csv_gives_every_text_back(rows):
    assume("\udc80" not in "".join("".join(row) for row in rows))  # no text of a file: half a character, shown as \x80
    assert read_csv("".join(render_csv(make_section(rows)))) == [["ref", "title", "note"], *map(list, rows)]


@given(ROWS)
def test_csv_is_safe_on_a_terminal(rows):
    for line in "".join(render_csv(make_section(rows))).split("\n"):
        assert show(line.removesuffix("\r")) == line.removesuffix("\r")


@given(TEXTS)
def test_no_cell_begins_a_formula(text):
    cell = quote_cell(text)
    assert cell[:1] not in tuple("=+-@\t\r＝＋－＠") or float(cell) is not None


@given(TEXTS)
def test_quoted_cell_comes_back(text):
    assume("\udc80" not in text)  # as above
    assert unquote_cell(quote_cell(text)) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", r"'\x09=1"),
        ("\r=1", r"'\x0d=1"),
        ("'=1", "''=1"),
        ("-5", "-5"),
        ("+5.25e3", "+5.25e3"),
        ("-5+cmd", "'-5+cmd"),
        ("'tis", "'tis"),
        (r"C:\temp", r"C:\temp"),
        (r"\x1b", r"\x5cx1b"),
        (r"\x41", r"\x41"),
        ("a\nb", "a\nb"),
    ],
)
def test_cell_is_quoted_only_where_it_must_be(text, cell):
    assert quote_cell(text) == cell
    assert unquote_cell(cell) == text


@pytest.mark.parametrize("text", ["'=SUM(A1)", "'@x", "'\t=1", "'-5"])
def test_quote_of_other_programs_is_undone(text):
    assert unquote_cell(text) == text[1:]


@pytest.mark.parametrize("text", ["'tis", r"\x41", r"\x0a", r"\U00110000", r"\uD800", "plain"])
def test_what_was_never_quoted_stays(text):
    assert unquote_cell(text) == text


def test_one_odd_row_among_many_is_found():
    rows = [("a", "b", "c")] * BATCH + [("a", "=1", "\x1b")] + [("a", "b", "c")] * BATCH
    section = make_section(rows)
    assert "".join(render_csv(section)).count("'=1") == 1
    assert r"a	=1	\x1b" in "".join(render_tsv(section)).split("\n")


@pytest.mark.parametrize("render", [render_tsv, render_csv, render_markdown])
def test_rows_are_read_as_they_are_written(render):
    taken = 0

    def make_rows():
        nonlocal taken
        for number in range(BATCH * 10):
            taken = number
            yield {"ref": "TH-1", "title": "x", "note": None}

    pieces = render(Section(COLUMNS, make_rows()))
    while taken == 0:
        next(pieces)
    assert taken < BATCH * 2


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("NO", "NO"),
        (35.0, "35"),
        (2.5, "2.5"),
        (1e300, "1e+300"),
        (True, "yes"),
        (False, "no"),
        (["TH", "AE"], "TH, AE"),
        ({"b", "a"}, "a, b"),
        ({"value": 35.0, "unit": "t"}, "value: 35, unit: t"),
        ([], ""),
    ],
)
def test_value_is_written_for_a_cell(value, text):
    assert format_value(value) == text


def test_column_that_a_row_lacks_is_an_error_and_not_an_empty_cell():
    with pytest.raises(KeyError):
        list(render_tsv(Section(COLUMNS, [{"ref": "TH-1"}])))


def read_markdown(text):
    """Return the texts of the table cells and of the paragraphs, as a Markdown reader finds them."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    found = []
    for token in tokens:
        assert token.type.split("_")[0] in (
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "inline",
            "heading",
            "paragraph",
        )
        if token.type == "inline":
            assert all(child.type in ("text", "text_special") for child in token.children)
            found.append("".join(child.content for child in token.children))
    return found


@given(ROWS, TEXTS)
def test_markdown_shows_each_text_as_text(rows, words):
    text = "".join(render_markdown(make_section(rows, title=f"x{words}", notes=(f"x{words}",))))
    cells = [show(cell).strip() for row in rows for cell in row]
    heads = ["Ref", "Title", "Note"]
    assert [found.strip() for found in read_markdown(text)] == [
        show(f"x{words}").strip(),
        *heads,
        *cells,
        show(f"x{words}").strip(),
    ]


@given(TEXTS)
def test_markdown_is_safe_on_a_terminal(text):
    written = escape_markdown(text)
    assert show(written) == written


@pytest.mark.parametrize(
    "text",
    [
        "# x",
        "- x",
        "+ x",
        "1. x",
        "12) x",
        "---",
        "===",
        "> x",
        "* x",
        "| x |",
        "<b>x</b>",
        "~~~",
        "```",
        "![x](y)",
        "&lt;",
        "-5",
        "2009-12-12",
    ],
)
def test_line_that_looks_like_markup_is_a_paragraph(text):
    assert read_markdown(escape_markdown(text) + "\n") == [text]


def test_markdown_is_a_github_table():
    section = make_section([("TH-1", "a|b", "<i>")], title="By state", notes=("2 of 3",))
    assert "".join(render_markdown(section)) == (
        "## By state\n\n| Ref | Title | Note |\n| --- | --- | ---: |\n| TH-1 | a\\|b | &lt;i&gt; |\n\n2 of 3\n"
    )
