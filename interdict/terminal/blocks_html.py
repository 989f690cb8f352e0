"""Blocks as HTML, in which a user's text means only itself; the numbers of footnotes lead to the sources and back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from interdict.terminal.blocks import (
    ALARM,
    CITE,
    LINK,
    MARK,
    QUIET,
    URL,
    Block,
    Fact,
    Footnotes,
    Heading,
    Line,
    Paragraph,
    Span,
)
from interdict.terminal.html_page import quote_html, write_address, write_text

_FOOTNOTE = r"( ?)\[([0-9]+)((?:,.*)?)\]"  # a blank, the number, and the place in the source


class _Footnotes:
    """How often each source was cited so far, so that its footnote can lead back to every place."""

    def __init__(self, prefix: str, *, has_returns: bool) -> None:
        self._prefix = prefix
        self._has_returns = has_returns
        self._mentions: Counter[str] = Counter()

    def name_source(self, number: str) -> str:
        """Return the anchor of a source."""
        return f"{self._prefix}s{number}"

    def name_mention(self, number: str) -> str:
        """Count a mention of a source and return its anchor, empty where nothing leads back."""
        if not self._has_returns:
            return ""
        self._mentions[number] += 1
        return f"{self._prefix}m{number}-{self._mentions[number]}"

    def list_mentions(self, number: str) -> list[str]:
        """Return the anchors of all mentions of a source."""
        return [f"{self._prefix}m{number}-{count}" for count in range(1, self._mentions[number] + 1)]


def render_html(blocks: Iterable[Block], *, prefix: str = "", has_returns: bool = True) -> Iterator[str]:
    """Write blocks as HTML; `prefix` keeps the anchors of several on one page apart.

    Without `has_returns` a footnote does not lead back to where it was cited.
    """
    footnotes = _Footnotes(prefix, has_returns=has_returns)
    for block in blocks:
        if isinstance(block, Heading):
            anchor = f' id="{quote_html(block.anchor)}"' if block.anchor else ""
            level = min(block.level, 6)
            yield f"<h{level}{anchor}>{write_text(block.text)}</h{level}>\n"
        elif isinstance(block, Paragraph):
            yield f"<p>{_write_line(block.line, footnotes)}</p>\n"
        elif isinstance(block, Footnotes):
            yield '<ul class="sources">\n'
            yield from (_write_footnote(fact, footnotes) for fact in block.facts)
            yield "</ul>\n"
        else:
            yield '<dl class="facts">\n'
            yield from (_write_fact(fact, footnotes) for fact in block.facts)
            yield "</dl>\n"


def _write_fact(fact: Fact, footnotes: _Footnotes) -> str:
    value = _write_line(fact.value, footnotes)
    below = "".join(f'\n<dd class="below">{_write_line(line, footnotes)}</dd>' for line in fact.below)
    return f"<div><dt>{write_text(fact.label)}</dt>\n<dd>{value}</dd>{below}</div>\n"


def _write_footnote(fact: Fact, footnotes: _Footnotes) -> str:
    found = re.fullmatch(_FOOTNOTE, fact.label)
    anchor = f' id="{footnotes.name_source(found[2])}"' if found else ""
    value = _write_line(fact.value, footnotes)
    below = "".join(f"\n<div>{_write_line(line, footnotes)}</div>" for line in fact.below)
    below += _write_returns(footnotes.list_mentions(found[2])) if found else ""
    return f'<li{anchor}><span class="number">{write_text(fact.label)}</span>\n<div>{value}{below}</div></li>\n'


def _write_returns(anchors: list[str]) -> str:
    if not anchors:
        return ""
    links = " ".join(
        f'<a href="#{anchor}" aria-label="back to mention {number}">{"↑" if len(anchors) == 1 else _letter(number)}</a>'
        for number, anchor in enumerate(anchors, 1)
    )
    return f'\n<div class="returns">cited at {links}</div>'


def _letter(number: int) -> str:
    """Return a, b … z, aa, ab …, which nobody takes for the number of a source."""
    text = ""
    while number:
        number, place = divmod(number - 1, 26)
        text = chr(ord("a") + place) + text
    return text


def _write_line(line: Line, footnotes: _Footnotes) -> str:
    return "".join(_write_span(span, footnotes) for span in line).strip()


def _write_span(span: Span, footnotes: _Footnotes) -> str:
    if span.role == CITE:
        return _write_cite(span.text, footnotes)
    if span.role == URL:
        return write_address(span.text)
    if span.role == LINK:
        return f'<a href="#{quote_html(span.target)}">{write_text(span.text)}</a>'
    text = write_text(span.text)
    if span.role in _ELEMENTS and span.text.strip():
        opening, closing = _ELEMENTS[span.role]
        return f"{opening}{text}{closing}"
    return text


_ELEMENTS = {
    MARK: ("<mark>", "</mark>"),
    ALARM: ('<strong class="alarm">', "</strong>"),
    QUIET: ('<span class="quiet">', "</span>"),
}


def _write_cite(text: str, footnotes: _Footnotes) -> str:
    found = re.fullmatch(_FOOTNOTE, text, re.DOTALL)
    if not found:
        return write_text(text)
    mention = footnotes.name_mention(found[2])
    anchor = f' id="{mention}"' if mention else ""
    target = footnotes.name_source(found[2])
    return f'{found[1]}<a class="cite" href="#{target}"{anchor}>[{found[2]}{write_text(found[3])}]</a>'
