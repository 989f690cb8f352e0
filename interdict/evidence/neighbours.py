"""Choose which cases of many are worth comparing: near in time, and alike in something.

Sorted neighbourhoods (Hernández and Stolfo, The merge/purge problem, 1995): the cases that share one thing, such as a
state or the name of a ship, are a lane; within a lane, by day, each is compared with the few that come next. The work
grows with the number of cases, however many share the thing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from interdict.domain.outlines import Outline
from interdict.evidence.alike import fold_name, fold_number, list_digits

NEAR = 5  # cases that each one is compared with in a lane
CROWDED, NEAR_IN_CROWD = 1_000, 2  # a lane of more cases, and with how many each one is compared in it
REACH = 120  # days between two cases that are compared at all
ABOUT = 15  # days before and after a case within which others count as being about

_ANY, _PLACE, _STATE, _ROUTE, _TITLE, _NAME, _NUMBER = range(7)
_REACHES = {_ANY: 3, _PLACE: 31, _STATE: 31, _ROUTE: 31, _TITLE: REACH, _NAME: REACH, _NUMBER: REACH}
_LEAST_TITLE = 10  # characters; a shorter title names no event

Lanes = dict[tuple[int, object], list[int]]


def find_neighbours(outlines: Sequence[Outline], wanted: AbstractSet[str] | None = None) -> list[tuple[int, int]]:
    """Return the pairs worth comparing, as positions in the outlines; with `wanted`, one of each has such an id."""
    names = [list(filter(None, map(fold_name, outline.names))) for outline in outlines]
    # How names begin, and their numbers: where these all differ, two conveyances are hardly one.
    signs = [frozenset(name[:2] + list_digits(name) for name in own) for own in names]
    firsts, lasts = [outline.days[0] for outline in outlines], [outline.days[1] for outline in outlines]
    asked = None if wanted is None else {place for place, outline in enumerate(outlines) if outline.id in wanted}
    pairs: set[tuple[int, int]] = set()
    for (kind, _), lane in _fill_lanes(outlines, names).items():
        if len(lane) < 2 or (asked is not None and asked.isdisjoint(lane)):
            continue
        reach, near = _REACHES[kind], NEAR if len(lane) <= CROWDED else NEAR_IN_CROWD
        for place, one in enumerate(lane):
            signed, latest = signs[one], lasts[one] + reach
            for other in lane[place + 1 : place + 1 + near]:
                if firsts[other] > latest:
                    break
                if asked is not None and one not in asked and other not in asked:
                    continue
                if kind == _NUMBER or not (signed and signs[other] and signed.isdisjoint(signs[other])):
                    pairs.add((one, other) if one < other else (other, one))
    return sorted(pairs, key=lambda pair: (firsts[pair[0]], pair))  # what is near in time stands together


def _fill_lanes(outlines: Sequence[Outline], names: Sequence[Sequence[str]]) -> Lanes:
    """Return the cases of each lane by day; on one day those of one place and of like titles stand together."""
    order = sorted(
        range(len(outlines)),
        key=lambda place: (outlines[place].days[0], outlines[place].place or "", outlines[place].title or ""),
    )
    lanes: Lanes = defaultdict(list)
    for place in order:
        for lane in _list_lanes(outlines[place], names[place]):
            lanes[lane].append(place)
    return lanes


def _list_lanes(outline: Outline, names: Iterable[str]) -> Iterator[tuple[int, object]]:
    """Yield the lanes of a case: the kind of what it shares, and what that is; one of all cases at the end."""
    for state in outline.states:
        yield _STATE, state
    if outline.place:
        yield _PLACE, outline.place.casefold()
    elif not outline.states and all(outline.route):
        yield _ROUTE, outline.route
    if outline.title and len(outline.title) >= _LEAST_TITLE:
        yield _TITLE, outline.title.casefold()
    for name in set(names):
        yield _NAME, name
    for number in set(map(fold_number, outline.numbers)):
        yield _NUMBER, number
    yield _ANY, None


def count_about(outlines: Sequence[Outline], ids: AbstractSet[str]) -> dict[str, int]:
    """Return how many other cases of its states lie within some days of each of the cases with these ids."""
    firsts: dict[str, list[int]] = defaultdict(list)
    for outline in outlines:
        for state in outline.states:
            firsts[state].append(outline.days[0])
    for days in firsts.values():
        days.sort()
    about = {}
    for outline in outlines:
        if outline.id in ids:
            first, last = outline.days[0] - ABOUT, outline.days[1] + ABOUT
            counts = (bisect_right(firsts[state], last) - bisect_left(firsts[state], first) for state in outline.states)
            about[outline.id] = max(counts, default=1) - 1
    return about
