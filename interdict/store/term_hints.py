"""What terms that match no case may have been meant to be: a field with its value, written in another way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from interdict.errors import UsageError
from interdict.store.term_fields import find_targets

_NAME = r"((?:not:)*)([A-Za-z][A-Za-z0-9_.-]*)"
_SIGN = r"(==|=|!=|<>|>=|>|<=|<|:)"
_WHOLE = re.compile(rf"{_NAME}(\s*){_SIGN}\s*(.+)", re.IGNORECASE)
_BEGUN = re.compile(rf"{_NAME}(?:\s*{_SIGN})?", re.IGNORECASE)


def explain_terms(terms: Sequence[str]) -> str:
    """Return a hint for terms that matched nothing, "" where none of them looks like a slip."""
    meant = list(dict.fromkeys(filter(None, map(_reword, _join_parts([term.strip() for term in terms])))))
    if meant:
        return f"did you mean {' '.join(meant)}? A colon joins a field and its value"
    if any('"' in term for term in terms):
        return "quotation marks within a term are looked for as they stand; leave them out"
    return ""


def _join_parts(terms: Sequence[str]) -> Iterator[str]:
    """Yield the terms, and those of which the parts stand apart, as in `outcome : seized`, put together."""
    yield from terms
    for number in range(len(terms) - 1):
        first, second, *rest = terms[number : number + 3]
        begun = _BEGUN.fullmatch(first)
        if begun is None:
            continue
        if rest and not begun[3] and re.fullmatch(_SIGN, second):
            yield f"{first} {second}{rest[0]}"
        elif begun[3] and ":" not in second:
            yield f"{first[: begun.end(2)]} {begun[3]}{second}"
        elif not begun[3] and len(second) > 1 and re.match(_SIGN, second):
            yield f"{first} {second}"


def _reword(term: str) -> str:
    """Return a term as it is written rightly, "" where it names no field or is written so already."""
    found = _WHOLE.fullmatch(term)
    if found is None or not _is_field(found[2]) or (found[4] == ":" and not found[3]):
        return ""
    prefix, name, value = found[1], found[2], found[5]
    if found[4] in {"!=", "<>"}:
        prefix = "" if prefix else "not:"
    elif found[4][0] in "<>":
        if not _holds_date(name):
            return ""
        value = f"{value}.." if found[4][0] == ">" else f"..{value}"
    return f"'{prefix}{name}:{value}'" if " " in value else f"{prefix}{name}:{value}"


def _is_field(name: str) -> bool:
    with suppress(UsageError):
        return name.casefold() in {"any", "certain", "is", "year"} or bool(find_targets(name))
    return False


def _holds_date(name: str) -> bool:
    return name.casefold() in {"certain", "year"} or any(target.field.kind == "date" for target in find_targets(name))
