"""Read HTML pages as a browser would, and check that nothing of what a user wrote became more than text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

TAGS = frozenset(
    re.findall(
        r"\w+",
        "a article bdi body dd desc div dl dt figure g h1 h2 h3 h4 h5 h6 head html li line main mark meta p path "
        "rect section span strong style svg table tbody td text th thead title tr ul",
    )
)
ATTRIBUTES = frozenset(
    re.findall(
        r"[\w-]+",
        "aria-label aria-labelledby charset class content d fill fill-opacity font-family font-size font-weight height "
        "href http-equiv id lang name rel role scope stroke stroke-dasharray tabindex text-anchor transform viewbox "
        "width x x1 x2 xmlns y y1 y2",
    )
)
_VOID = frozenset({"meta", "rect", "line"})

# What must come out as it is, whatever field it stands in.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=http://evil.example/x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style></svg><iframe src=//evil.example>",
    "<!-- --><![CDATA[ ]]>&lt;&#x3c;script&#62;",
    "javascript:alert(1)",
    "{{7*7}} ${x} `x`",
)


class Element(NamedTuple):
    """A tag as it was opened."""

    tag: str
    attributes: dict[str, str]


class Page(HTMLParser):
    """A page taken apart: its elements in order and its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[str] = []
        self.text = ""
        self.style = ""
        self.declarations: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in _VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] == ["style"]:
            self.style += data
        else:
            self.text += data

    def handle_decl(self, decl):
        self.declarations.append(decl)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def unknown_decl(self, data):
        raise AssertionError(f"a declaration: {data}")

    def list_values(self, name: str) -> list[str]:
        """Return the values of an attribute, wherever it stands."""
        return [element.attributes[name] for element in self.elements if name in element.attributes]


def read_page(text: str) -> Page:
    """Read a page and check that it is one, that it stands alone, and that its links lead somewhere."""
    page = Page(text)
    assert page.open == []
    assert page.declarations == ["DOCTYPE html"]
    check_elements(page)
    assert [element.attributes["lang"] for element in page.elements if element.tag == "html"] == ["en"]
    tags = [element.tag for element in page.elements]
    assert tags.count("h1") >= 1
    assert tags.count("style") == 1
    assert not re.search(r"url|@import|expression|//", page.style)
    ids = page.list_values("id")
    assert len(ids) == len(set(ids))
    for href in page.list_values("href"):
        assert href.startswith(("http://", "https://")) or (href[:1] == "#" and href[1:] in ids), href
    return page


def check_elements(page: Page) -> None:
    """Check that only our own tags and attributes are there, none of which fetches or runs anything."""
    for tag, attributes in page.elements:
        assert tag in TAGS, tag
        assert attributes.keys() <= ATTRIBUTES, attributes
        assert "href" not in attributes or tag == "a"
        assert attributes.get("http-equiv", "Content-Security-Policy") == "Content-Security-Policy"
        for name, value in attributes.items():
            if name not in {"href", "xmlns"}:
                assert "http:" not in value or name in {"aria-label", "content"}, (name, value)
