"""Things that were joined by what they share, directly or through others."""

from __future__ import annotations

from collections.abc import Hashable


class Links:
    """What is joined to what."""

    def __init__(self) -> None:
        self._parents: dict[Hashable, Hashable] = {}

    def find(self, thing: Hashable) -> Hashable:
        """Return what stands for all that the thing is joined to; itself where it is joined to nothing."""
        if thing not in self._parents:
            return thing
        root = thing
        while (parent := self._parents.get(root, root)) != root:
            root = parent
        while (parent := self._parents.get(thing, thing)) != root:
            self._parents[thing], thing = root, parent
        return root

    def join(self, one: Hashable, other: Hashable) -> None:
        """Join two things."""
        first, second = self.find(one), self.find(other)
        if first != second:
            self._parents[second] = first
            self._parents.setdefault(first, first)

    def list_joined(self) -> list[Hashable]:
        """Return all things that were joined to another."""
        return list(self._parents)
