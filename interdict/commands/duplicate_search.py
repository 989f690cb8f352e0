"""Find the cases that may be of one event: look up what is worth comparing, weigh it, leave out what was judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from interdict.domain.outlines import OPEN, outline_case
from interdict.domain.reasons import Likeness
from interdict.domain.traits import Traits
from interdict.evidence.likeness import LIKELY, MOST_CITING, Crowd, weigh_pair
from interdict.evidence.neighbours import REACH, count_about, find_neighbours
from interdict.store.connection import Connection
from interdict.store.duplicates import count_citing, read_outlines, read_traits
from interdict.store.judgements import read_judgements
from interdict.terminal.progress import show_progress
from interdict.terminal.screen import Screen

_BATCH = 20_000  # pairs that are weighed at a time, so that the traits of a large file are never all in memory


class Duplicate(NamedTuple):
    """Two cases that may be of one event, how likely, and the verdict of whoever judged them; None for nobody."""

    one: Traits
    other: Traits
    likeness: Likeness
    verdict: str | None = None


def find_duplicates(
    connection: Connection,
    *,
    incoming: Sequence[Traits] = (),
    wanted: AbstractSet[str] | None = None,
    least: int = LIKELY,
    screen: Screen | None = None,
) -> list[Duplicate]:
    """Return the pairs of cases that have at least so many points, the likeliest first.

    With `incoming` cases, which the file does not have yet, only pairs with one of them, as `one`; with `wanted`, only
    pairs with a case of such an id. A screen shows the progress.
    """
    outlines = read_outlines(connection, _find_span(incoming)) + [outline_case(traits) for traits in incoming]
    new = {traits.id: traits for traits in incoming}
    pairs = find_neighbours(outlines, new.keys() if incoming else wanted)
    verdicts = {judgement.pair: judgement.verdict for judgement in read_judgements(connection, "interdiction")}
    about = count_about(outlines, {outlines[place].id for pair in pairs for place in pair})
    found = []
    starts = range(0, len(pairs), _BATCH)
    for start in show_progress(starts, screen, "comparing, batch") if screen else starts:
        batch = [(outlines[one].id, outlines[other].id) for one, other in pairs[start : start + _BATCH]]
        for one, other, likeness in _weigh(connection, batch, new, about, least):
            if other.id in new and one.id not in new:
                one, other = other, one  # the new one first
            found.append(Duplicate(one, other, likeness, verdicts.get(frozenset({one.id, other.id}))))
    found.sort(key=lambda pair: (-pair.likeness.score, pair.one.days or OPEN, pair.one.ref or "", pair.other.ref or ""))
    return found


def _find_span(incoming: Sequence[Traits]) -> tuple[int, int]:
    """Return the days within which a duplicate of one of the cases can lie."""
    if not incoming or any(traits.days is None for traits in incoming):
        return OPEN
    days = [traits.days for traits in incoming if traits.days]
    return min(first for first, _ in days) - REACH, max(last for _, last in days) + REACH


def _weigh(
    connection: Connection,
    pairs: Sequence[tuple[str, str]],
    new: Mapping[str, Traits],
    about: Mapping[str, int],
    least: int,
) -> Iterator[tuple[Traits, Traits, Likeness]]:
    """Yield the pairs that have at least so many points."""
    traits = {**read_traits(connection, {case for pair in pairs for case in pair} - new.keys()), **new}
    both = [(traits[one], traits[other]) for one, other in pairs]
    shared = {source for one, other in both for source in one.sources & other.sources}
    crowd = Crowd(about, count_citing(connection, shared, most=MOST_CITING) if shared else {})
    for one, other in both:
        likeness = weigh_pair(one, other, crowd, least=least)
        if likeness is not None:
            yield one, other, likeness
