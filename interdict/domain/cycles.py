"""Links that must lead to an end: the identities of a conveyance, and the sources that copy each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# By table, the field that points on to a record of the same table, and what is wrong where it leads back.
CHAINS: Mapping[str, tuple[str, str]] = {
    "conveyance": ("identity_of", "the conveyance would be an identity of itself"),
    "source": ("derived_from", "the source would be a copy of itself"),
}
REMEDIES: Mapping[str, str] = {
    "conveyance": "name the conveyance that bore this identity, or leave it out",
    "source": "name the source that it copies, or leave it out",
}


def find_cycles(parents: Mapping[str, str], starts: Iterable[str]) -> list[str]:
    """Return those of the starts from which the links of records, by id, lead back to themselves."""
    return [start for start in starts if _leads_back(parents, start)]


def _leads_back(parents: Mapping[str, str], start: str) -> bool:
    seen: set[str] = set()
    step = parents.get(start)
    while step is not None and step != start and step not in seen:
        seen.add(step)
        step = parents.get(step)
    return step == start
