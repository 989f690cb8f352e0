"""Print what a command found in the format the user chose: rows, a report of several tables, a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interdict.errors import UsageError
from interdict.terminal.files import spool, write_output
from interdict.terminal.sections import Column, Page, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from interdict.terminal.screen import Screen

FORMATS = ("auto", "table", "tsv", "csv", "json", "yaml", "md", "html")
DRAWN = (*FORMATS, "svg")  # for a command that can also draw
FOR_PEOPLE = frozenset({"table", "md", "html"})  # in words, the others for programs
ENDINGS = {
    ".tsv": "tsv",
    ".csv": "csv",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".svg": "svg",
    ".geojson": "geojson",
    ".kml": "kml",
    ".txt": "table",
}


def choose_format(requested: str, output: Path | None, *, is_terminal: bool, formats: Sequence[str] = FORMATS) -> str:
    """Choose a format: as requested, else by the file's ending, else a table on a terminal and TSV in a pipe.

    Raises UsageError for a format or an ending that is not known, or is none of the formats.
    """
    endings = {ending: form for ending, form in ENDINGS.items() if form in formats}
    ending = output.suffix.lower() if output else ""
    wanted = ENDINGS.get(ending) if requested == "auto" else requested
    if wanted == "svg" and "svg" not in formats:
        raise UsageError(
            "only the charts of a report are drawn as svg", hint="'interdict report timeline -o years.svg' draws one"
        )
    if requested not in formats:
        if requested in DRAWN:
            raise UsageError(f"this is not written as {requested}", hint=f"use -f {' or -f '.join(formats[1:])}")
        from interdict.domain.vocabulary import suggest

        raise UsageError(f"unknown format: {requested}", hint=suggest(requested, tuple(formats)))
    if requested != "auto":
        return requested
    if output is None:
        return "table" if is_terminal else "tsv"
    if ending not in endings:
        raise UsageError(
            f"the ending of {output.name or output} does not say which format to write",
            hint=f"end the name in one of {', '.join(endings)}, or choose with -f {'|'.join(formats[1:])}",
        )
    return endings[ending]


def print_rows(
    sections: Section | Sequence[Section],
    *,
    format: str,
    screen: Screen,
    output: Path | None = None,
    page: Page | None = None,
) -> None:
    """Print one section or several to the screen or to a file, in one of DRAWN but auto.

    table, md: title, table and notes, one section after the other.
    html: the same as a page that stands alone, with charts; svg: the charts.
    tsv, csv: only data, so that a script can read it; an empty line between sections; notes go to stderr.
    json, yaml: a section gives a list of flat objects, and its notes go to stderr; a sequence of sections,
    even of one, gives an object by section, each with title, rows and notes; see `render_json`.
    """
    pieces = render_rows(sections, format=format, screen=screen, output=output, page=page)
    print_rendered(pieces, sections, format=format, screen=screen, output=output)


def print_rendered(
    pieces: Iterable[str],
    sections: Section | Sequence[Section],
    *,
    format: str,
    screen: Screen,
    output: Path | None = None,
) -> None:
    """Print what `render_rows` gave for sections, and those of their notes that are not in it."""
    write_output(output, pieces, screen=screen)
    is_one = isinstance(sections, Section)
    if format in ("tsv", "csv") or (is_one and format in ("json", "yaml")):
        for section in [sections] if isinstance(sections, Section) else sections:
            for note in section.notes:
                screen.say(note if is_one or not section.title else f"{section.title}: {note}")


def render_rows(
    sections: Section | Sequence[Section],
    *,
    format: str,
    screen: Screen,
    output: Path | None = None,
    page: Page | None = None,
) -> Iterator[str]:
    """Give the text that `print_rows` writes, piece by piece."""
    only_ascii = output is None and screen.only_ascii
    if format in ("html", "svg"):
        from interdict.terminal.html_page import fit_stream
        from interdict.terminal.report_page import draw_sections, render_page

        found = [sections] if isinstance(sections, Section) else sections
        yield from fit_stream((render_page if format == "html" else draw_sections)(found, page), only_ascii=only_ascii)
        return
    if format in ("json", "yaml"):
        from interdict.terminal.json_format import render_json
        from interdict.terminal.yaml_format import render_yaml

        yield from (render_json if format == "json" else render_yaml)(sections, only_ascii=only_ascii)
        return
    for number, section in enumerate([sections] if isinstance(sections, Section) else sections):
        if number:
            yield "\r\n" if format == "csv" else "\n"
        if format == "table":
            from interdict.terminal.tables import render_table

            has_color = output is None and screen.has_color
            yield from render_table(section, width=screen.width, has_color=has_color, only_ascii=only_ascii)
        elif format in ("tsv", "csv", "md"):
            from interdict.terminal.formats import render_csv, render_markdown, render_tsv

            yield from {"tsv": render_tsv, "csv": render_csv, "md": render_markdown}[format](section)
        else:
            raise UsageError(f"unknown format: {format}", hint=f"one of: {', '.join(FORMATS[1:])}")


def print_document(
    document: object,
    *,
    format: str,
    screen: Screen,
    output: Path | None = None,
) -> None:
    """Print nested data as JSON or YAML to the screen or to a file."""
    from interdict.terminal.json_format import dump_json
    from interdict.terminal.yaml_format import dump_yaml

    only_ascii = output is None and screen.only_ascii
    dump = dump_json if format == "json" else dump_yaml
    write_output(output, [dump(document, only_ascii=only_ascii)], screen=screen)


__all__ = [
    "DRAWN",
    "ENDINGS",
    "FORMATS",
    "FOR_PEOPLE",
    "Column",
    "Page",
    "Section",
    "choose_format",
    "print_document",
    "print_rendered",
    "print_rows",
    "render_rows",
    "spool",
    "write_output",
]
