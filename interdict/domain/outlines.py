"""The least of a case that tells which other cases are worth comparing with it."""

from __future__ import annotations

from typing import NamedTuple

from interdict.domain.traits import Traits

OPEN = (0, 10_000_000)  # days of a case without a date, which may be any


class Outline(NamedTuple):
    """A case by its days, as ordinals, and by what others may share; `names` and `numbers` are of its conveyances.

    `states` is where it happened where it is not known who acted.
    """

    id: str
    days: tuple[int, int]
    states: frozenset[str]
    place: str | None
    route: tuple[str | None, str | None]
    title: str | None
    names: tuple[str, ...]
    numbers: tuple[str, ...]


def outline_case(traits: Traits) -> Outline:
    """Return the outline of a case."""
    return Outline(
        traits.id,
        traits.days or OPEN,
        traits.states or frozenset([traits.country] if traits.country else []),
        traits.place,
        (traits.origin, traits.destination),
        traits.title,
        tuple(craft.name for craft in traits.crafts if craft.name),
        tuple(number for craft in traits.crafts for number in craft.identifiers.values()),
    )
