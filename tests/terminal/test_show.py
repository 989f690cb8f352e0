"""What is shown of a text that may be hostile."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.terminal.show import show, show_lines

ANY_TEXT = st.text(st.characters(exclude_categories=()))

# Format characters with a glyph of their own: signs of Arabic, Syriac and Kaithi that stand under numbers.
VISIBLE_FORMATS = [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD]
# Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties) that are letters or marks.
INVISIBLE_LETTERS = [
    *(0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0),
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
]


def is_dangerous(code: int) -> bool:
    if code in VISIBLE_FORMATS:
        return False
    return unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or code in INVISIBLE_LETTERS


def test_every_dangerous_character_of_unicode_is_escaped():
    shown = [f"{code:x}" for code in range(sys.maxunicode + 1) if is_dangerous(code) and show(chr(code)) == chr(code)]
    assert shown == []


def test_noncharacters_are_escaped():
    codes = [
        *range(0xFDD0, 0xFDF0),
        *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
    ]
    assert [code for code in codes if show(chr(code)) == chr(code)] == []


def test_every_visible_character_is_left_alone():
    kinds = ("L", "M", "N", "P", "S", "Zs")
    escaped = [
        f"{code:x}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)).startswith(kinds)
        and not is_dangerous(code)
        and show(chr(code)) != chr(code)
        and not 0x13430 <= code <= 0x1345F  # controls and modifiers that lay hieroglyphs out
    ]
    assert escaped == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("\x1b]8;;https://evil\x07x", r"\x1b]8;;https://evil\x07x"),
        ("\x1b]52;c;cm0gLXJm\x07", r"\x1b]52;c;cm0gLXJm\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("a\rb\nc\td", r"a\x0db\x0ac\x09d"),
        ("\u202egpj.exe", r"\u202egpj.exe"),
        ("\u2066x\u2069", r"\u2066x\u2069"),
        ("a\u200bb", r"a\u200bb"),
        ("\U000e0041", r"\U000e0041"),
        ("\ud800", r"\ud800"),
        ("\ufff9a\ufffab\ufffb", r"\ufff9a\ufffab\ufffb"),
        ("soft\xadhyphen", r"soft\xadhyphen"),
    ],
)
def test_dangerous_text_is_shown_as_escapes(text, shown):
    assert show(text) == shown


@pytest.mark.parametrize(
    "text", ["", "M/V Kang Nam 1", r"C:\x1b", "[bold]:skull:[/bold]", "Đà Nẵng · 平壌 · الشارقة", "🚢"]
)
def test_safe_text_comes_back_as_the_same_object(text):
    assert show(text) is text


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क्\u200dष", "ශ්\u200dරී"])
def test_joiner_stays_where_a_script_needs_it(text):
    assert show(text) == text


@pytest.mark.parametrize(
    "text", ["Kang\u200cNam", "\u200cمی", "می\u200c", "۱\u200c۲", "می\u200c\u200cخ", "👩\u200d🚀", "१\u200d२"]
)
def test_joiner_anywhere_else_is_escaped(text):
    assert show(text) == text.replace("\u200c", r"\u200c").replace("\u200d", r"\u200d")


@pytest.mark.parametrize(
    ("text", "shown"), [("⚠\ufe0f", "⚠\ufe0f"), ("a\ufe0f", r"a\ufe0f"), ("⚠\ufe0f\ufe0f", "⚠\ufe0f\\ufe0f")]
)
def test_emoji_selector_stays_only_after_a_symbol(text, shown):
    assert show(text) == shown


def test_line_breaks_are_kept_in_long_texts_and_nothing_else_is():
    assert show_lines("one\ntwo\r\n\x1bthree") == "one\ntwo\\x0d\n\\x1bthree"


@given(ANY_TEXT)
def test_what_was_shown_is_safe_to_show(text):
    assert show(show(text)) == show(text)


@given(ANY_TEXT)
def test_what_was_shown_can_be_encoded(text):
    assert show(text).encode().decode() == show(text)


@given(ANY_TEXT)
def test_lines_are_shown_one_by_one(text):
    assert show_lines(text).split("\n") == [show(line) for line in text.split("\n")]
