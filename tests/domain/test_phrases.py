"""The short form in which options give a record."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.document_reader import read_case
from interdict.domain.fields import MAIN_FIELD, SECTIONS
from interdict.domain.phrases import parse_phrase
from interdict.domain.problems import DocumentError


@pytest.mark.parametrize(
    ("table", "text", "row"),
    [
        ("cargo", "rockets", {"description": "rockets"}),
        ("cargo", "rockets; quantity=35 t", {"description": "rockets", "quantity": "35 t"}),
        ("cargo", "quantity.value=35; quantity.unit=t", {"quantity": {"value": "35", "unit": "t"}}),
        ("cargo", "rockets\\; grenades; note=a=b", {"description": "rockets; grenades", "note": "a=b"}),
        ("cargo", "2 + 2 = 4 crates", {"description": "2 + 2 = 4 crates"}),
        ("cargo", "speed=5", {"description": "speed=5"}),
        ("party", "crew; country=KZ, BY", {"name": "crew", "country": "KZ, BY"}),
        ("cargo", " ; ;", {}),
    ],
)
def test_phrase_is_the_row_of_a_document(table: str, text: str, row: dict[str, Any]) -> None:
    assert parse_phrase(table, text) == row


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("rockets; grenades", "'grenades' has no name"),
        ("rockets; quantty=35 t", "did you mean quantity?"),
        ("note=a; note=b", "'note' is given twice"),
        ("quantity=35 t; quantity.unit=t", "'quantity' is given twice"),
    ],
)
def test_phrase_that_cannot_be_read_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace("?", r"\?")):
        parse_phrase("cargo", text)


PIECES = ["note", "quantity", ".", "unit", "=", ";", "\\;", " ", "35 t", "key", "x", "source", "of"]
LIKELY = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(st.sampled_from(sorted(MAIN_FIELD)), st.text(max_size=40) | LIKELY)
def test_no_phrase_crashes_its_reading_or_that_of_its_row(table: str, text: str) -> None:
    with suppress(ValueError):
        row = parse_phrase(table, text)
        section = next((name for name, other in SECTIONS.items() if other == table), None)
        if section:
            with suppress(DocumentError):
                read_case({"title": "x", section: [row]})
