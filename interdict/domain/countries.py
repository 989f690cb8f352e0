"""Read and write countries: ISO 3166-1 alpha-2 codes in files, everyday names on the screen."""

from __future__ import annotations

import unicodedata
from functools import cache

from interdict.domain.country_names import (
    ALIASES,
    AMBIGUOUS_NAMES,
    COUNTRY_NAMES,
    FORMER_COUNTRIES,
    NO_COUNTRY,
    RENAMED_CODES,
    STATE_FORMS,
)
from interdict.domain.vocabulary import quote

LONGEST_NAME = 80  # characters; a longer text is not compared with names


class AmbiguousCountryError(ValueError):
    """A name that two countries share: whoever wrote it must be asked."""


def parse_country(text: str) -> str:
    """Return the alpha-2 code for a code or an English name; case, accents and punctuation do not count.

    States that only changed their name are read as today's state (Burma and BU as MM, Zaire and ZR as CD);
    states that ended keep their former code (ISO 3166-3). Raises ValueError with the nearest names.
    """
    if is_country(text):
        return text
    if len(text) > LONGEST_NAME:
        raise ValueError(f"{quote(text)} is too long for a country; write a name or a code such as KP")
    words = _split_words(text)
    if not words:
        raise ValueError("no country is given; write a name such as North Korea or a code such as KP")
    short = _drop_state_form(words)
    for key in ("".join(words), "".join(short)):
        if key in _index_names():
            return _index_names()[key]
    for name, codes in AMBIGUOUS_NAMES.items():
        if "".join(short) == _fold(name):
            choices = " or ".join(_name_with_code(code) for code in codes)
            raise AmbiguousCountryError(f"{quote(text)} may be {choices}; write which")
    raise ValueError(f"{quote(text)} is not a known country; {_suggest(''.join(short))}")


def format_country(code: str) -> str:
    """Write the everyday name of a country; an unknown code comes back unchanged."""
    entry = COUNTRY_NAMES.get(code) or FORMER_COUNTRIES.get(code) or NO_COUNTRY.get(code)
    return entry[1] if entry else code


def is_country(code: str) -> bool:
    """Tell whether a file may hold this code: ISO 3166-1, a former state, XK, XZ or ZZ, in capitals."""
    return code in COUNTRY_NAMES or code in FORMER_COUNTRIES or code in NO_COUNTRY


def list_countries() -> list[tuple[str, str]]:
    """Return every code with its name: the countries of today by name, then former states, then XZ and ZZ."""
    return [
        (code, name)
        for table in (COUNTRY_NAMES, FORMER_COUNTRIES, NO_COUNTRY)
        for code, (_, name) in sorted(table.items(), key=lambda item: _fold(item[1][1]))
    ]


def _split_words(text: str) -> list[str]:
    """Reduce a name to its bare words: `The Gambia` and `gambia` are the same."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ").replace("ı", "i")
    kept = (" " if char in "-,/" else char for char in plain if char.isalnum() or char.isspace() or char in "-,/")
    words = "".join(kept).split()
    return [word for word in words if word != "the"] or words


def _fold(text: str) -> str:
    return "".join(_split_words(text))


def _drop_state_form(words: list[str]) -> list[str]:
    """Return what follows `of` in an official name, or all the words."""
    if "of" not in words[:-1]:
        return words
    before = words.index("of")
    return words[before + 1 :] if before and STATE_FORMS.issuperset(words[:before]) else words


@cache
def _index_names() -> dict[str, str]:
    """Map every folded code, name and alias to its alpha-2 code."""
    index = {key.casefold(): code for key, code in RENAMED_CODES.items()}
    for code, names in ALIASES.items():
        index.update((_fold(name), code) for name in names)
    for table in (NO_COUNTRY, FORMER_COUNTRIES, COUNTRY_NAMES):
        for code, (alpha_3, name) in table.items():
            index.update({_fold(name): code, code.casefold(): code, alpha_3.casefold(): code})
    return index


def _suggest(key: str) -> str:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    names = {known: code for known, code in _index_names().items() if len(known) > 3}
    slips = max(1, (len(key) + 1) // 4)  # letters; what differs by more is another word, as Freedonia is
    near = process.extract(key, tuple(names), scorer=OSA.distance, limit=3, score_cutoff=slips)
    begun = [name for name in names if len(key) > 3 and (name.startswith(key) or _is_demonym(key, name))]
    codes = dict.fromkeys(names[name] for name in [*(name for name, _, _ in near), *begun][:3])
    if not codes:
        return "write a name such as North Korea or a code such as KP (ISO 3166-1)"
    return "did you mean " + " or ".join(_name_with_code(code) for code in codes) + "?"


def _is_demonym(key: str, name: str) -> bool:
    """Say whether a word goes on from the name of a country by no more than an ending, as Belarusian does."""
    return key.startswith(name) and len(key) - len(name) <= 4


def _name_with_code(code: str) -> str:
    return f"{format_country(code)} ({code})"
