"""Read the places of the gazetteer that bear a name or a code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interdict.places.folding import fold_name
from interdict.places.place import Place, read_place
from interdict.places.reference import open_reference


def read_named(name: str, most: int | None = None) -> list[Place]:
    """Return the places that bear a name or code, the largest first, at most so many."""
    reference = open_reference()
    line = reference.names.find_line(fold_name(name)) if fold_name(name) else None
    return list(_read_keys(line[1].split()[:most])) if line else []


def _read_keys(keys: Iterable[str]) -> Iterator[Place]:
    places = open_reference().places
    for key in keys:
        cells = places.find_line(key)
        if cells:
            yield read_place(cells)
