"""Find the words of the tables in a row of tokens, the longest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from interdict.articles import nations, places, verbs, words
from interdict.articles.goods_words import list_heads

# Numbers, what is made of letters and digits, initials such as U.S., words with inner hyphens, a possessive, one sign.
TOKENS = re.compile(
    r"\d[\d,.]*\d(?:-[^\W\d_]+)*|\d+[^\W_][\w/-]*\w|\d"
    r"|(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?=\s?[A-Z])"
    r"|'s\b|[^\W_]+(?:(?:[-/&]|'(?!s\b)|(?<=[A-Z])\.(?=[A-Z]))[^\W_]+)*|\S"
)


_BODIES = (
    "united nations", "un", "u.n.", "security council", "un security council", "u.n. security council",
    "united nations security council", "european union", "eu", "nato", "sanctions committee", "panel of experts",
    "hezbollah", "hizbollah", "hizballah", "hamas", "houthi", "houthis", "al-shabaab", "islamic jihad", "taliban",
)  # fmt: skip


class Entry(NamedTuple):
    """What a word or phrase stands for."""

    tag: str
    value: Any
    needs_capital: bool = False


class Found(NamedTuple):
    """An entry found at a token, and how many tokens it takes."""

    entry: Entry
    size: int


class Lexicon:
    """Phrases by their first word."""

    def __init__(self, phrases: Mapping[str, Entry]) -> None:
        self._phrases: defaultdict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
        for phrase, entry in phrases.items():
            first, *rest = TOKENS.findall(phrase)
            self._phrases[first].append((tuple(rest), entry))
        for found in self._phrases.values():
            found.sort(key=lambda item: -len(item[0]))

    def find(self, small: Sequence[str], written: Sequence[str], place: int) -> Found | None:
        """Return the longest phrase that begins at a token; `small` are the tokens in small letters."""
        for rest, entry in self._phrases.get(small[place], ()):
            size = len(rest) + 1
            if tuple(small[place + 1 : place + size]) != rest:
                continue
            if not entry.needs_capital or _has_capitals(written[place : place + size]):
                return Found(entry, size)
        return None


def _has_capitals(written: Sequence[str]) -> bool:
    """Say whether a name is written as one; `us` is not the United States."""
    if len(written) == 1 and len(written[0]) <= 3 and written[0].casefold() in {"us", "uk", "uae", "drc"}:
        return written[0].isupper()
    return written[0][:1].isupper() and written[-1][:1].isupper()


@cache
def open_lexicon() -> Lexicon:
    """Return the phrases of all tables; where two have the same words, the later one counts."""
    phrases: dict[str, Entry] = {}
    acts, others = verbs.list_verbs()
    phrases.update((form, Entry("vrb", verb)) for form, verb in others.items())
    phrases.update((form, Entry("act", act)) for form, act in acts.items())
    phrases.update((head, Entry("gds", category)) for head, category in list_heads().items())
    for noun, kind in words.CONVEYANCES.items():
        phrases[noun] = Entry("cnv", kind)
        phrases[noun if noun.endswith("s") else noun + "s"] = Entry("cnv", kind)
    for noun in words.WARSHIPS:
        phrases.update(dict.fromkeys((noun, noun + "s"), Entry("war", "")))
    phrases.update(dict.fromkeys(words.OFFICIALS, Entry("off", "")))
    phrases.update(dict.fromkeys(words.OFFICIAL_PHRASES, Entry("off", "")))
    phrases.update((city.casefold(), Entry("cty", code, True)) for city, code in places.CITIES.items())
    phrases.update((city.casefold(), Entry("cty", code, True)) for city, code in nations.CAPITALS.items())
    phrases.update((water, Entry("sea", kind, True)) for water, kind in places.WATERS.items())
    phrases.update(dict.fromkeys(("on board", "aboard", "onboard"), Entry("abd", "")))
    phrases.update(dict.fromkeys(_BODIES, Entry("org", "", True)))
    phrases.update(dict.fromkeys(places.REGIONS, Entry("reg", "", True)))
    phrases.update((word, Entry("adj", code, True)) for word, code in nations.list_adjectives().items())
    phrases.update((name, Entry("nat", code, True)) for name, code in nations.list_names().items())
    phrases.update((name.casefold(), Entry("svc", code, True)) for name, code in nations.SERVICES.items())
    phrases.update((prefix.casefold(), Entry("pre", code, True)) for prefix, code in nations.SHIP_PREFIXES.items())
    return Lexicon(phrases)
