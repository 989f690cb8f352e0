"""The fields that a crosstab can count by: those of a small set of values, by the names that terms use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from interdict.domain.fields import SECTIONS, Field
from interdict.domain.vocabulary import find_near, quote
from interdict.errors import UsageError
from interdict.store.term_fields import FRIENDLY, Target, index_names

_KINDS: Mapping[str, str] = {
    "word": "word",
    "words": "word",
    "yes_no": "word",
    "country": "country",
    "countries": "country",
    "place": "country",
}
_LISTS = frozenset({"words", "countries"})
_ALIASES = {"country": "place", "place_country": "place"}


class Axis(NamedTuple):
    """A field that can be counted by: its value as SQL on its table, and the kind of its values on the screen."""

    name: str
    column: str
    kind: str
    is_list: bool = False
    table: str = "interdiction"

    @property
    def title(self) -> str:
        """Return the name for people."""
        return self.name.replace(".", " ").replace("_", " ").capitalize()


YEAR = Axis("year", "substr(coalesce(earliest, latest), 1, 4)", "text")


@cache
def list_axes() -> Mapping[str, Axis]:
    """Return the axis of each name that means one field; those of the case come first."""
    names = {
        name: _make_axis(targets[0])
        for name, targets in index_names().items()
        if len(targets) == 1 and targets[0].field.kind in _KINDS
    }
    full = {f"interdiction.{axis.name}": axis for axis in names.values() if axis.table == "interdiction"}
    axes = {YEAR.name: YEAR, **{axis.name: axis for axis in full.values()}, **names, **full}
    return {name: axis for name, axis in axes.items() if name not in _ALIASES}


def _make_axis(target: Target) -> Axis:
    table, field = target
    is_bare = len(index_names()[field.name]) == 1 and index_names()[field.name][0] == target
    name = field.name if is_bare and field.name not in FRIENDLY else f"{table}.{field.name}"
    return Axis(name, _find_column(table, field), _KINDS[field.kind], field.kind in _LISTS, table)


def _find_column(table: str, field: Field) -> str:
    if field.kind == "place":
        return f"{table}.{field.name}_country"
    column = f"{table}.{field.name}"
    return f"CASE WHEN {column} THEN 'yes' END" if field.kind == "yes_no" else column


def find_axis(option: str, name: str) -> Axis:
    """Return the axis that a name means; raise UsageError that says which ones there are."""
    if not name:
        raise UsageError(f"a crosstab needs {option} FIELD", hint=f"FIELD is {_name_all()}")
    plain = name.casefold().strip().replace("-", "_")
    table, dot, rest = plain.partition(".")
    plain = f"{SECTIONS.get(table, table)}.{rest}" if dot else plain
    axis = list_axes().get(_ALIASES.get(plain, plain))
    if axis:
        return axis
    shared = [f"{table}.{field.name}" for table, field in index_names().get(plain, ()) if field.kind in _KINDS]
    if shared:
        raise UsageError(f"several tables have a field {quote(name)}", hint=f"write {' or '.join(shared)}")
    near = find_near(plain, tuple(known for known in list_axes() if ("." in known) == bool(dot)))
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise UsageError(f"{option} cannot be {quote(name)}", hint=f"{hint}it is {_name_all()}")


def _name_all() -> str:
    own = [name for name, axis in list_axes().items() if axis.table == "interdiction" and axis.name == name]
    return f"one of {', '.join(own)}, or a field of a record, such as category, flag, role, event.kind"
