"""Which fields the name before the colon of a term means."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from interdict.domain.fields import SECTIONS, TABLES, Field, get_fields
from interdict.domain.vocabulary import find_near, quote
from interdict.errors import UsageError


class Target(NamedTuple):
    """A field of a table that a term looks at."""

    table: str
    field: Field


# Short names, and names that would be ambiguous, with what they stand for.
FRIENDLY: Mapping[str, tuple[str, ...]] = {
    "state": ("interdiction.states",),
    "country": ("interdiction.place_country",),
    "imo": ("conveyance.imo_number",),
    "vessel": ("conveyance.name",),
    "ship": ("conveyance.name",),
    "conveyance": ("conveyance.name",),
    "cargo": ("cargo.description", "cargo.declared_as"),
    "party": ("party.name",),
    "event": ("event.kind",),
    "leg": ("leg.from", "leg.to"),
    "basis": ("basis.authority",),
    "claim": ("claim.value", "claim.as_reported"),
    "source": ("source.key", "source.publisher", "source.title", "source.url", "source.symbol"),
    "note": ("note.text", *(f"{table}.note" for table in TABLES if "note" in get_fields(table))),
}

_EXTRA: Mapping[str, Field] = {
    "interdiction.id": Field("id", "id", "its id"),
    "interdiction.place_country": Field("place_country", "country", "country of the place"),
}
_UNSEARCHED = frozenset({"case", "subject"})


def find_targets(name: str) -> tuple[Target, ...]:
    """Return the fields that a name means: a friendly one, a field of the case or of one other table, or table.field.

    Raises UsageError with the nearest name, or the full names where several tables have it.
    """
    plain = name.casefold().replace("-", "_")
    table, dot, rest = plain.partition(".")
    found = index_names().get(f"{SECTIONS.get(table, table)}.{rest}" if dot else plain, ())
    if not found:
        raise UsageError(f"there is no field {quote(name)}", hint=_suggest_name(plain))
    if len(found) > 1 and not dot and plain not in FRIENDLY:
        full = " or ".join(f"{target.table}.{target.field.name}" for target in found)
        raise UsageError(f"several tables have a field {quote(name)}", hint=f"write {full}")
    return found


def _suggest_name(plain: str) -> str:
    names = tuple(name for name in index_names() if ("." in name) == ("." in plain))
    near = find_near(plain, names)
    if near:
        return f"did you mean {' or '.join(near)}? 'interdict help terms' lists the fields"
    return "'interdict help terms' lists the fields; for a text with a colon write any:TEXT"


@cache
def index_names() -> Mapping[str, tuple[Target, ...]]:
    """Return what each name means; a bare name that several tables have means all of them."""
    full = {
        f"{table}.{field.name}": Target(table, field)
        for table, fields in TABLES.items()
        for field in fields
        if field.kind not in _UNSEARCHED
    }
    full.update({name: Target("interdiction", field) for name, field in _EXTRA.items()})
    bare: dict[str, tuple[Target, ...]] = {}
    for target in full.values():
        bare[target.field.name] = (*bare.get(target.field.name, ()), target)
    bare.update({target.field.name: (target,) for target in full.values() if target.table == "interdiction"})
    bare.update({name: tuple(full[part] for part in parts) for name, parts in FRIENDLY.items()})
    return {**bare, **{name: (target,) for name, target in full.items()}}
