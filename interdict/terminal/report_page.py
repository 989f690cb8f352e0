"""Tables and their charts as an HTML page that stands alone, or the charts as an SVG file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interdict.errors import UsageError
from interdict.terminal.blocks_html import render_html
from interdict.terminal.drawing import render_svg, write_figure
from interdict.terminal.html_page import close_page, make_anchor, open_page, quote_html, write_address, write_text
from interdict.terminal.sections import Column, Page, Section, read_batches
from interdict.terminal.standard import state_standard

_UNTITLED = "interdict"
_REFS = frozenset({"ref", "refs"})  # columns of references, of cases or of records in them
_FEW = 4  # columns; with more a table is wider than a telephone


def render_page(sections: Sequence[Section], page: Page | None = None) -> Iterator[str]:
    """Write sections as a page; with only one of them, its title is that of the page where this has none."""
    page = page or Page()
    (first,) = sections if len(sections) == 1 else (None,)
    title = page.title or (first.title if first else "") or _UNTITLED
    yield open_page(title)
    yield f"<h1>{write_text(title)}</h1>\n"
    if page.lead:
        yield f'<p class="lead">{write_text(page.lead)}</p>\n'
    for number, section in enumerate(sections, 1):
        shown = section._replace(title="") if section.title == title else section
        yield from render_section(shown, anchor=f"chart-{number}", name=title)
    if page.has_standard:
        yield '<section class="standard">\n'
        yield from render_html(state_standard())
        yield "</section>\n"
    yield close_page()


def render_section(
    section: Section, *, anchor: str, name: str = "table", level: int = 2, has_cases: bool = False
) -> Iterator[str]:
    """Write a table with its title, its chart and its notes; `has_cases` links references to the cases on the page."""
    if section.title:
        yield f"<h{level}>{write_text(section.title)}</h{level}>\n"
    if section.chart:
        yield write_figure(section.chart, anchor)
    label = quote_html(section.title or name)
    wide = ' class="wide"' if len(section.columns) > _FEW else ""
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">\n<table{wide}>\n<thead>\n<tr>'
    yield "".join(f'<th scope="col"{_align(column)}>{write_text(column.title)}</th>' for column in section.columns)
    yield "</tr>\n</thead>\n<tbody>\n"
    openings = [f"<td{_align(column)}>" for column in section.columns]
    write_refs = _link_refs if has_cases else _write_refs
    writers = [write_refs if column.key in _REFS else write_address for column in section.columns]
    for batch in read_batches(section):
        for cells in batch:
            row = zip(openings, writers, cells, strict=True)
            yield f"<tr>{''.join(f'{opening}{write(cell)}</td>' for opening, write, cell in row)}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"
    yield from (f'<p class="note">{write_text(note)}</p>\n' for note in section.notes)


def draw_sections(sections: Sequence[Section], page: Page | None = None) -> Iterator[str]:
    """Draw the charts of sections, with what the page says of them as the source, and the last word of all.

    Raises UsageError where there is no chart.
    """
    page = page or Page()
    drawn = [section for section in sections if section.chart]
    charts = [section.chart for section in drawn if section.chart]
    if not charts:
        raise UsageError("there is no chart here to draw as svg", hint="-f html writes it as a page")
    notes = [
        note for section in (*drawn, sections[-1]._replace(notes=sections[-1].notes[-1:])) for note in section.notes
    ]
    source = dict.fromkeys(text for text in (page.lead, *notes) if text)
    yield render_svg(charts, title=page.title, source=tuple(source))


def name_case(ref: str) -> str:
    """Return the anchor of a case."""
    return make_anchor("case", ref)


def _write_refs(cell: str) -> str:
    return ", ".join(f'<span class="ref">{write_text(ref)}</span>' for ref in cell.split(", ") if ref)


def _link_refs(cell: str) -> str:
    links = ((name_case(ref.partition("/")[0]), write_text(ref)) for ref in cell.split(", ") if ref)
    return ", ".join(f'<a class="ref" href="#{anchor}">{text}</a>' for anchor, text in links)


def _align(column: Column) -> str:
    return f' class="{column.align}"' if column.align != "left" else ""
