"""Names of companies as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.party_names import normalise_party_name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Win More Co., Ltd.", "win more"),
        ("WIN MORE CO LTD", "win more"),
        ("Overseas Cargo FZE", "overseas cargo"),
        ("IShips Management Pte Ltd", "iships management"),
        ("Leonhardt & Blumberg GmbH & Co. KG", "leonhardt and blumberg"),
        ("Société Générale S.A.", "société générale"),
        ("OOO Ромашка", "ромашка"),
        ("U.S. intelligence", "us intelligence"),
        ("US intelligence", "us intelligence"),
        ("Kim’s Trading Co.,Ltd", "kims trading"),
        ("Ｗｉｎ　Ｍｏｒｅ", "win more"),
        ("Limited", "limited"),
        ("Co. Ltd.", "co"),
        ("Company of Nine", "company of nine"),
        ("...", "..."),
        ("", ""),
        ("朝鲜贸易公司", "朝鲜贸易公司"),
    ],
)
def test_name_is_without_case_punctuation_and_legal_form(name, plain):
    assert normalise_party_name(name) == plain


@given(st.text())
def test_any_text_is_a_name(name):
    plain = normalise_party_name(name)
    assert "\x1b" not in plain or not plain.isprintable()
    assert normalise_party_name(name.upper().lower()) == normalise_party_name(name.upper().lower())
