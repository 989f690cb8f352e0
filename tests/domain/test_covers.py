"""What declarations of goods have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.covers import list_cover_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("oil boring machines", ("oil", "boring", "machine")),
        ("Machine Parts", ("machine", "part")),
        ("machine parts for Ukraine", ("machine", "part")),
        ("oil-drilling machinery for delivery to Sri Lanka", ("oil", "drilling", "machinery")),
        ("oil boring equipment destined for Iran", ("oil", "boring", "equipment")),
        ("cement (40,000 sacks)", ("cement",)),
        ("limonite (iron ore)", ("limonite", "iron", "ore")),
        ("packages of glass wool and pallets of stone", ("glass", "wool", "stone")),
        ("batteries, gas and bus chassis", ("battery", "gas", "bus", "chassis")),
        ("parts, PARTS and more parts", ("part",)),
        ("spare parts for tractors", ("spare", "part", "tractor")),
        ("детали машин", ("детали", "машин")),
        ("general goods", ()),
        ("", ()),
    ],
)
def test_text_counts_under_its_words(text, words):
    assert list_cover_words(text) == words


@given(st.text())
def test_words_of_any_text_are_lower_case_letters(text):
    for word in list_cover_words(text):
        assert word.isalpha() or not word.isascii()
