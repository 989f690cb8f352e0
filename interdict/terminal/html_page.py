"""The frame of an HTML page that stands alone: no script, nothing from the network, one style for screen and paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from unicodedata import bidirectional

from interdict.terminal.blocks import clean

# No quotation mark, bracket or backslash: what remains ends no attribute, and the address is what it looks like.
_ADDRESS = r"https?://[^\s<>\"'`\\^{|}]+"


@cache
def read_style() -> str:
    """Return the style sheet of every page."""
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def open_page(title: str, *, kind: str = "page") -> str:
    """Return the beginning of a page, down to its main part; browsers are told to load and run nothing."""
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{write_plain(title)}</title>
<style>
{read_style()}</style>
</head>
<body>
<main class="{kind}">
"""


def close_page() -> str:
    """Return the end of a page."""
    return "</main>\n</body>\n</html>\n"


def fit_stream(pieces: Iterable[str], *, only_ascii: bool) -> Iterator[str]:
    """Write what ASCII lacks as character references, for a stream that carries nothing else."""
    if not only_ascii:
        return iter(pieces)
    return (piece.encode("ascii", "xmlcharrefreplace").decode("ascii") for piece in pieces)


def quote_html(text: str) -> str:
    """Make a text mean only itself in an attribute, on one line."""
    return escape(clean(text))


def write_plain(text: str) -> str:
    """Write a text where nothing but text may stand, on one line."""
    return escape(clean(text), quote=False)


def write_text(text: str) -> str:
    """Write a text into an element; one that runs from right to left does not turn its neighbours around."""
    quoted = write_plain(text)
    if text.isascii() or not any(bidirectional(char) in {"R", "AL"} for char in text):
        return quoted
    return f"<bdi>{quoted}</bdi>"


def write_address(text: str) -> str:
    """Write an address as a link where it is one of the web and holds nothing odd, else as text."""
    if not is_address(text):
        return write_text(text)
    quoted = quote_html(text)
    return f'<a href="{quoted}" rel="noreferrer">{quoted}</a>'


def is_address(text: str) -> bool:
    """Say whether a text is an address of the web that can be followed."""
    return bool(re.fullmatch(_ADDRESS, text)) and clean(text) == text


def make_anchor(*parts: str) -> str:
    """Make an anchor of letters, digits and hyphens: `case-th-2009-31f`."""
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")
