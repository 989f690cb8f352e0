"""Complete a term: the names of fields, then their values."""

from __future__ import annotations

from collections.abc import Iterator

from interdict.completion.values import Candidate, Values
from interdict.domain.fields import TABLES
from interdict.store.term_fields import FRIENDLY, find_targets, index_names

_SPECIAL = {
    "any": "a word, also one with a colon",
    "certain": "it happened then for certain",
    "is": "conflict or disputed",
    "not": "the term after it does not match",
    "year": "it may have happened in that year",
}
_STATES = {
    "conflict": "people gave a field different values, and nobody has resolved it",
    "disputed": "a claim of the case is marked as disputed",
}


def list_terms(values: Values, current: str) -> Iterator[Candidate]:
    """Yield what a term that begins so may be; a value that goes on with a comma is completed behind it."""
    before = ""
    while current[:4].casefold() == "not:":
        before, current = before + current[:4], current[4:]
    head, colon, rest = current.partition(":")
    if not colon:
        yield from (Candidate(before + name, meaning) for name, meaning in _list_names(head))
        return
    done, comma, last = rest.rpartition(",")
    for value, meaning in _list_values(values, head.casefold(), last):
        yield Candidate(f"{before}{head}:{done}{comma}{value}", meaning)


def _list_names(beginning: str) -> Iterator[tuple[str, str]]:
    """Yield names of fields with their colon; those of other records than the case only once something is typed."""
    own = {field.name: field.meaning for field in TABLES["interdiction"]}
    meanings = {**dict.fromkeys(FRIENDLY, ""), **own, **_SPECIAL}
    names = dict(meanings)
    if beginning:
        for name, targets in index_names().items():
            if name not in names and len(targets) == 1:
                names[name] = targets[0].field.meaning
    yield from ((f"{name}:", meaning) for name, meaning in names.items())


def _list_values(values: Values, name: str, current: str) -> Iterator[Candidate]:
    if name == "is":
        yield from (Candidate(word, meaning) for word, meaning in _STATES.items())
        return
    if name in {"year", "certain"}:
        name = "date"
    for table, field in find_targets(name):
        if table == "interdiction" and field.name == "place_country":
            field = field._replace(kind="country")
        if table == "interdiction" and field.name in {"ref", "id"}:
            yield from values.list_records(current)
        elif table == "source" and field.name == "key":
            yield from values.list_sources(current)
        else:
            yield from values.list_field_values(table, field, current, in_terms=True)
