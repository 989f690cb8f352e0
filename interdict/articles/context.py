"""What the finders of fields share: the text, its ships, and how a value becomes a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from interdict.articles.incidents import Incident
from interdict.articles.passages import Passages
from interdict.articles.proposals import HIGH, Proposal, Question, Words
from interdict.articles.scenes import Scene
from interdict.articles.ship_names import ShipName

_ABBREVIATED = frozenset({"corp.", "co.", "ltd.", "inc.", "no."})
Finding = Proposal | Question


class Context(NamedTuple):
    """A case in its text."""

    passages: Passages
    incident: Incident
    ships: Mapping[str, ShipName]
    is_only: bool  # whether it is the only case of the text
    home: str | None = None  # the country of the dateline
    headings: tuple[Scene, ...] = ()
    published: str | None = None

    @property
    def scenes(self) -> list[Scene]:
        """Return what the text says of the case, with what comes before where it has no other."""
        lead = self.incident.lead if self.is_only else []
        return sorted([*lead, *self.incident.scenes], key=lambda scene: scene.sentence.number)

    @property
    def title(self) -> Scene | None:
        """Return the first heading of the text where it stands near its beginning."""
        return next((scene for scene in self.headings if scene.sentence.number < 4), None)

    def propose(
        self, subject: tuple[str, str], field: str, value: Any, span: tuple[int, int], confidence: str = HIGH
    ) -> Proposal:
        """Return a proposal; the subject is a table and a key, the span a place in the plain text."""
        return Proposal(subject[0], subject[1], field, value, self._locate(span), confidence)

    def ask(
        self, subject: tuple[str, str], field: str, question: str, span: tuple[int, int], value: Any = None
    ) -> Question:
        """Return a question on a field, with what it may be."""
        return Question(subject[0], subject[1], field, question, self._locate(span), value)

    def _locate(self, span: tuple[int, int]) -> Words:
        """Return the words of a span, without a stop that ends their sentence."""
        start, end = span
        last = self.passages.plain[start:end].rpartition(" ")[2]
        is_stop = last.endswith(".") and last[:-1].isalpha() and last.casefold() not in _ABBREVIATED
        return self.passages.locate(start, end - is_stop)


CASE = ("interdiction", "interdiction")
