"""Reduce the name of a place to what counts when names are compared, the same for the gazetteer and for queries."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose, as people without these keys write them.
_LETTERS = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ŋ": "ng",
        "ħ": "h", "ə": "a", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ي": "ی", "ك": "ک", "ى": "ی",
    }
)  # fmt: skip


def fold_name(text: str) -> str:
    """Return the letters and digits of a name: without case, accents, blanks, hyphens and apostrophes.

    `Öncüpınar` gives `oncupinar`, `Pointe-Noire` `pointenoire`, `Kâmpóng Saôm` `kampongsaom`.
    """
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    # Vowel signs of the Indic and South-East Asian scripts are part of the word and have no combining class.
    kept = "".join(
        char
        for char in plain
        if char.isalnum() or (unicodedata.category(char)[0] == "M" and not unicodedata.combining(char))
    )
    return unicodedata.normalize("NFC", kept)
