"""Blocks as Markdown, in which a user's text means only itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interdict.terminal.blocks import (
    ALARM,
    LINK,
    MARK,
    URL,
    Block,
    Fact,
    Footnotes,
    Heading,
    Line,
    Paragraph,
    Span,
    clean,
)
from interdict.terminal.formats import escape_markdown

# What may stand in <angle brackets>: there a backslash would be part of the address.
_ADDRESS = r"https?://[!-;=?-\[\]-~]+"


def render_markdown(blocks: Iterable[Block]) -> Iterator[str]:
    """Write blocks as Markdown: facts and footnotes are lists, the numbers of footnotes plain text in brackets."""
    before: Block | None = None
    for block in blocks:
        if before is not None:
            yield "\n"
        before = block
        if isinstance(block, Heading):
            anchor = f'<a id="{block.anchor}"></a>' if block.anchor else ""
            yield f"{'#' * block.level} {anchor}{_escape(block.text).strip()}\n"
        elif isinstance(block, Paragraph):
            yield _write_line(block.line) + "\n"
        else:
            for fact in block.facts:
                yield from _write_fact(fact, is_footnote=isinstance(block, Footnotes))


def _write_fact(fact: Fact, *, is_footnote: bool) -> Iterator[str]:
    label = _escape(fact.label)
    head = label if is_footnote else f"**{label}:**"
    yield f"- {head} {_write_line(fact.value)}".rstrip() + "\n"
    for line in fact.below:
        yield f"  - {_write_line(line)}\n"


def _write_line(line: Line) -> str:
    return "".join(map(_write_span, line)).strip()


def _write_span(span: Span) -> str:
    if span.role == URL and re.fullmatch(_ADDRESS, span.text):
        return f"<{span.text}>"
    text = _escape(span.text)
    if span.role == LINK:
        return f"[{text}](#{span.target})"
    if span.role in {MARK, ALARM} and text.strip() == text != "":
        return f"**{text}**"
    return text


def _escape(text: str) -> str:
    """Escape a text and keep the spaces around it, which part it from its neighbours."""
    plain = clean(text)
    middle = plain.strip(" ")
    if not middle:
        return " " if plain else ""
    before, after = (" " if end == " " else "" for end in (plain[0], plain[-1]))
    return f"{before}{escape_markdown(middle)}{after}"
