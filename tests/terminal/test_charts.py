"""Bars made of characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.terminal.charts import render_bar


@pytest.mark.parametrize(
    ("value", "maximum", "width", "bar"),
    [
        (8, 8, 4, "████"),
        (4, 8, 4, "██"),
        (1, 8, 1, "▏"),
        (5, 16, 4, "█▎"),
        (0, 8, 4, ""),
        (-1, 8, 4, ""),
        (3, 0, 4, ""),
        (3, 8, 0, ""),
        (20, 8, 2, "██"),
        (float("inf"), 8, 2, "██"),
        (float("nan"), 8, 2, ""),
        (3, float("nan"), 2, ""),
    ],
)
def test_bar_is_in_proportion(value, maximum, width, bar):
    assert render_bar(value, maximum, width) == bar


def test_one_among_thousands_can_be_seen():
    assert render_bar(1, 100_000, 20) == "▏"
    assert render_bar(1, 100_000, 20, only_ascii=True) == "#"


def test_bar_without_unicode_is_made_of_number_signs():
    assert render_bar(5, 10, 10, only_ascii=True) == "#####"


@given(st.floats(), st.floats(), st.integers(-5, 300), st.booleans())
def test_bar_is_never_wider_than_asked(value, maximum, width, only_ascii):
    assert len(render_bar(value, maximum, width, only_ascii=only_ascii)) <= max(0, width)
