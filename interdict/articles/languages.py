"""Tell English from the other languages in which a snippet may stand, so that nothing is read out of them."""

from __future__ import annotations

import re

from interdict.articles.tables import word_set

_ENGLISH = word_set(
    "the of and to in a an is was were that it on for with as at by from has had have be been are this "
    "which said its who "
    "their they not or but after when"
)
_OTHERS = word_set(
    "le la les des du une un et est dans pour sur avec que qui par au aux pas ne ont été "
    "der die das den dem ein eine und ist nicht mit von zu auf für im wurde hat sich des "
    "el los las del y en que una por con para fue il di che non sono dei della per "
    "van het een niet met voor op de da do não em ve bir bu ile için"
)
_WORDS = re.compile(r"[^\W\d_]+")
_FEWEST = 4  # words; in a shorter text nothing can be told


def is_english(text: str) -> bool:
    """Say whether a sentence may be English: it is, unless it has more of the small words of other languages."""
    words = [word.casefold() for word in _WORDS.findall(text[:600])]
    if len(words) < _FEWEST:
        return True
    letters = sum(map(len, words))
    foreign_script = sum(1 for char in text[:600] if char.isalpha() and ord(char) > 0x24F)
    if 2 * foreign_script > letters:
        return False
    ours, theirs = sum(word in _ENGLISH for word in words), sum(word in _OTHERS for word in words)
    return ours >= theirs or theirs < 2
