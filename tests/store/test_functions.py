"""The functions that SQL calls."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.store.connection import open_reading
from interdict.store.functions import fold_text, has_words, share_day


@pytest.mark.parametrize(
    ("one", "other"),
    [("МВ Ким", "мв ким"), ("ÖNCÜPINAR", "Öncüpınar"), ("İzmir", "izmir"), ("O\u0308", "ö"), ("STRASSE", "Straße")],
)
def test_case_does_not_count_in_any_alphabet(one, other):
    assert fold_text(one) == fold_text(other)


@given(st.text())
def test_any_text_can_be_folded_and_looked_into(text):
    assert fold_text(text) == fold_text(fold_text(text))
    assert share_day(text, "2009-01-01", None) in {None, 0, 1}
    assert has_words(text, text) in {0, 1}


@pytest.mark.parametrize(("name", "found"), [("Gulf of Oman", 1), ("OMAN, coast", 1), ("Romania", 0), (None, None)])
def test_words_are_whole(name, found):
    assert has_words(name, "oman") == found


def test_sql_can_call_them(file):
    with open_reading(file) as connection:
        row = connection.execute("SELECT fold_text('КИМ'), fold_text(NULL), share_day('2009-24', '2010-02-01', NULL)")
        assert tuple(row.fetchone()) == ("ким", None, 1)
