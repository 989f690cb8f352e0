"""Read one term: a word, or a field with values, each of them a condition on `interdiction`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from interdict.domain.vocabulary import quote, suggest
from interdict.errors import UsageError
from interdict.store.comparisons import compare, compare_certain, has_value
from interdict.store.conditions import Condition, any_of
from interdict.store.term_fields import Target, find_targets
from interdict.store.words import anywhere, within

LONGEST = 1000  # characters of one value


def parse_term(term: str) -> Condition:
    """Read a term.

    Raises UsageError for an unknown field, and for a value that the field cannot hold.
    """
    bare = term.strip()
    _check_term(bare)
    is_negated = False
    while bare[:4].casefold() == "not:":
        bare = bare[4:].strip()
        is_negated = not is_negated
    if bare.casefold() in {"", "not", "and", "or"}:
        raise UsageError(
            f"{quote(term)} is not a term by itself",
            hint="terms are joined by 'and'; write not:TERM for what must not match, field:a,b for one of several",
        )
    condition = _parse_positive(bare)
    return Condition(f"({condition.sql}) IS NOT TRUE", condition.values) if is_negated else condition


def _check_term(term: str) -> None:
    if "\0" in term or any(0xD800 <= ord(char) < 0xE000 for char in term):
        raise UsageError(
            f"the term {quote(ascii(term))} has a character that no text of a file can have", hint="take it out"
        )
    if any(len(value) > LONGEST for value in term.split(",")):
        raise UsageError(f"the term {quote(term)} is too long", hint=f"a value has at most {LONGEST:,} characters")


def _parse_positive(term: str) -> Condition:
    head, colon, value = term.partition(":")
    if not colon or value.startswith("//") or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", head):
        _check_marks(term, term)
        return anywhere(term)
    name, value = head.casefold(), value.strip()
    if name != "any":
        _check_marks(value, term)
    special = _SPECIAL.get(name)
    try:
        return special(value) if special else _parse_field(name, value)
    except ValueError as error:
        reason, _, remedy = str(error).partition("; ")
        raise UsageError(f"{head}: {reason}", hint=remedy or "'interdict help terms' explains terms") from None


def _check_marks(text: str, term: str) -> None:
    if text.startswith('"') and text.count('"') % 2:
        raise UsageError(
            f"the term {quote(term)} opens a quotation mark that nothing closes",
            hint="leave it out: the marks for the shell go around the whole term; any:TEXT looks for it as it stands",
        )


def _parse_field(name: str, value: str) -> Condition:
    targets = find_targets(name)
    values = _split_values(value, targets[0].field.kind)
    if not values:
        condition = _join_targets(targets, lambda target: has_value(*target))
        return Condition(f"({condition.sql}) IS NOT TRUE", condition.values)
    return _join_targets(targets, lambda target: any_of([compare(*target, text) for text in values]))


def _join_targets(targets: Sequence[Target], test: Callable[[Target], Condition]) -> Condition:
    """Hold where the test holds for one of the targets; those of one table are looked at together."""
    return any_of(
        [
            within(table, any_of([test(target) for target in group]))
            for table, group in groupby(targets, key=lambda target: target.table)
        ]
    )


def _split_values(text: str, kind: str) -> list[str]:
    """Split values at their commas, but not the name of a country that has one, nor an EDTF set."""
    if kind in {"country", "countries", "place"} and "," in text:
        from interdict.domain.countries import parse_country

        try:
            parse_country(text)
        except ValueError:
            pass
        else:
            return [text]
    if kind == "date" and text[:1] in {"[", "{"}:
        return [text]
    return [part.strip() for part in text.split(",") if part.strip()]


def _parse_any(text: str) -> Condition:
    values = _split_values(text, "text")
    if not values:
        raise ValueError("it takes a word; write it after the colon")
    return any_of([anywhere(value) for value in values])


def _parse_certain(text: str) -> Condition:
    values = _split_values(text, "date")
    if not values:
        raise ValueError("it takes a date or a window of two; 'date:' finds cases without a date")
    return any_of([compare_certain("interdiction", value) for value in values])


def _parse_is(text: str) -> Condition:
    if text.casefold() not in _IS:
        raise ValueError(f"{quote(text)} is not a state of a case; {suggest(text, tuple(_IS))}")
    return Condition(f"interdiction.id IN ({_IS[text.casefold()]()})")


def _select_disputed() -> str:
    """Return a SELECT of the cases of which a field bears the mark `disputed` when they are shown."""
    from interdict.store.agreement import select_claims

    return f"SELECT interdiction_id FROM ({select_claims(cases='SELECT id FROM interdiction')}) WHERE disputes"


_IS: Mapping[str, Callable[[], str]] = {
    "conflict": lambda: "SELECT interdiction_id FROM conflict WHERE interdiction_id IS NOT NULL",
    "disputed": _select_disputed,
}
_SPECIAL: Mapping[str, Callable[[str], Condition]] = {
    "any": _parse_any,
    "certain": _parse_certain,
    "is": _parse_is,
    "year": lambda text: _parse_field("date", text),
}
