"""Texts that must not be read in what is published: find them in others, however they are spelt out.

Case, accents, punctuation and blanks do not count. A text of some length is found within words too, for it is no
accident there; a short one only as whole words, but for scripts that do not part their words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

LONG = 6  # letters and digits from which on a text is looked for within words
ENOUGH = 400  # letters of a long text that give it away
FEW = 8  # beginnings that are looked for one by one, and the letters of a text for which there may be one more
_GRAM = 4
_GAPS = re.compile(r"[\W_]+")
_SCHEME = re.compile(r"^\s*https?://(?:www\.)?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+", re.IGNORECASE)


def fold(text: str) -> str:
    """Return the words of a text without case, accents and punctuation, one blank between them."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.replace("ı", "i"))
        text = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return _GAPS.sub(" ", text.lower()).strip()


def shorten(text: str) -> str:
    """Return the letters and digits of a text alone, as many as give it away: the form in which it is found."""
    return fold(_SCHEME.sub("", text, count=1)).replace(" ", "")[:ENOUGH]


def list_texts(value: Any) -> Iterator[str]:
    """Yield the texts in a value: itself, or those of its parts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from list_texts(item)


def list_addresses(text: str) -> list[str]:
    """Return the addresses of pages in a text."""
    return [found.rstrip(".,;:") for found in _ADDRESS.findall(text)]


class Secrets:
    """A set of texts that can be looked for in others."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._long: dict[str, dict[int, set[str]]] = {}  # by their first letters, then by how many they have
        self._sizes: set[int] = set()  # how many letters those are
        self._words: set[str] = set()
        self._phrases: set[str] = set()
        for text in texts:
            self.add(text)

    def __bool__(self) -> bool:
        return bool(self._long or self._words or self._phrases)

    def add(self, text: str) -> None:
        """Add a text; one of a single ASCII letter or digit would be found everywhere and is passed by."""
        words = fold(_SCHEME.sub("", text, count=1))
        letters = words.replace(" ", "")[:ENOUGH]
        if len(letters) < 2 and letters.isascii():
            return
        if len(letters) >= LONG or not letters.isascii():
            head = letters[:_GRAM]
            self._sizes.add(len(head))
            self._long.setdefault(head, {}).setdefault(len(letters), set()).add(letters)
        else:
            (self._phrases if " " in words else self._words).add(words)

    def find(self, text: str) -> set[str]:
        """Return those of the texts that a text holds, as `shorten` writes them."""
        return self.find_folded(fold(text)) if self else set()

    def find_folded(self, words: str) -> set[str]:
        """Return the same of a text that `fold` has reduced to its words."""
        if not self:
            return set()
        found = self._words.intersection(words.split()) if self._words else set()
        padded = f" {words} "
        found.update(phrase.replace(" ", "") for phrase in self._phrases if f" {phrase} " in padded)
        letters = words.replace(" ", "")
        for head in self._list_heads(letters):
            start = letters.find(head)
            while start >= 0:
                for size, secrets in self._long[head].items():
                    if (piece := letters[start : start + size]) in secrets:
                        found.add(piece)
                start = letters.find(head, start + 1)
        return found

    def _list_heads(self, letters: str) -> Iterable[str]:
        """Return the beginnings of long secrets that stand somewhere in a text."""
        if len(self._long) <= FEW + len(letters) // FEW:
            return [head for head in self._long if head in letters]
        heads: set[str] = set()
        for size in self._sizes:
            heads.update(letters[start : start + size] for start in range(len(letters) - size + 1))
        return heads & self._long.keys()

    def find_any(self, texts: Iterable[str]) -> set[str]:
        """Return those of the texts that one of many holds."""
        return set[str]().union(*map(self.find, texts)) if self else set()


def may_hold(texts: Iterable[str], indexes: Iterable[Secrets]) -> bool:
    """Say whether any of the texts may hold a secret of any of the sets, quickly; a no is certain."""
    filled = [index for index in indexes if index]
    if not filled:
        return False
    words = fold("\n".join(texts))
    return any(index.find_folded(words) for index in filled)
