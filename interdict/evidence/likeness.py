"""Weigh whether two records are of one event, and say why.

Each thing that is known of both cases gives points for or against; what is not known of one gives none. What any two
cases of a busy port share (day, place, mode of transport, kind of goods) never makes them likely by itself: it takes
a mark of the one event, such as a ship, a figure or a title; a cover or like goods count for half of one. The points
were set on the starter cases as each of their sources tells them, and on retold and on similar events;
`python -m tests.bench.duplicates` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from interdict.domain.countries import format_country
from interdict.domain.reasons import NO_MARK, STRONG, WEAK, Likeness, Reason
from interdict.domain.traits import UNKNOWN, Traits
from interdict.evidence.alike import list_words, pair_texts, share_words
from interdict.evidence.alike_things import weigh_crafts, weigh_goods

LIKELY = 50  # from here on two records are shown to somebody
MOST_CITING = 5  # cases that cite one source; more count as so many
FEW = 3  # cases of one state within some weeks; among more, a day and a place are no mark of one event
_MOST_WITHOUT_MARK = 40

_EXACT = 3  # days; a date of a longer span is inexact
_NEAR_KM, _FAR_KM = 30, 500
_EARTH_KM = 12742  # diameter

# Points by the most days between two dates, for two exact ones and where one is inexact; beyond the last, _NEVER.
_GAPS = {True: ((3, 20), (10, 2), (31, -10), (100, -20), (366, -40)), False: ((10, 8), (31, 0), (100, -12), (366, -35))}
_SPANS = ((31, 18), (100, 10), (366, 4))  # points by the most days that two inexact dates that overlap span
_NEVER = -70


class Crowd(NamedTuple):
    """How common in the file is what two cases share: cases about, by case, and cases that cite a source, by source."""

    about: Mapping[str, int] = {}
    citing: Mapping[str, int] = {}


def weigh_pair(one: Traits, other: Traits, crowd: Crowd | None = None, *, least: int = 0) -> Likeness | None:
    """Return how likely two cases are of one event; None where they have fewer than `least` points."""
    crowd = crowd or Crowd()
    reasons = [
        *weigh_crafts(one.crafts, other.crafts),
        *weigh_goods(one.goods, other.goods),
        *_weigh_titles(one.title, other.title),
        *_weigh_sources(one, other, crowd.citing),
    ]
    is_crowded = min(crowd.about.get(case.id, 0) for case in (one, other)) > FEW
    marks = sum(reason.mark for reason in reasons)
    is_marked = marks >= (STRONG if is_crowded else WEAK)
    if is_crowded and not is_marked and least > _MOST_WITHOUT_MARK:
        return None
    dates, spots = list(_weigh_dates(one, other)), list(_weigh_spots(one, other))
    reasons += [*dates, *spots, *_weigh_states(one, other), *_weigh_routes(one, other)]
    is_same_scene = any(reason.points >= 30 for reason in dates) and any(reason.points >= 12 for reason in spots)
    most = 100 if is_marked or (is_same_scene and not is_crowded) else _MOST_WITHOUT_MARK
    score = max(0, min(most, sum(reason.points for reason in reasons)))
    if score < least:
        return None
    return Likeness(score, tuple(sorted(reasons, key=lambda reason: -abs(reason.points))))


def _weigh_dates(one: Traits, other: Traits) -> Iterator[Reason]:
    if one.days is None or other.days is None:
        return
    gap = max(one.days[0] - other.days[1], other.days[0] - one.days[1], 0)
    span = max(last - first for first, last in (one.days, other.days)) + 1
    if gap:
        points = next((points for most, points in _GAPS[span <= _EXACT] if gap <= most), _NEVER)
        text = f"{gap:,} day{'s' if gap > 1 else ''} apart"
    elif span <= _EXACT:
        points, text = 30, f"both on {pair_texts(one.date, other.date)}"
    else:
        points = next((points for most, points in _SPANS if span <= most), 0)
        text = f"dates that may be one: {pair_texts(one.date, other.date)}"
    if points:
        yield Reason(points, text)


def _weigh_states(one: Traits, other: Traits) -> Iterator[Reason]:
    if not one.states or not other.states:
        return
    shared = one.states & other.states
    if shared:
        yield Reason(8, f"both by {_name_countries(shared)}")
    else:
        yield Reason(-8, f"by {_name_countries(one.states)} and by {_name_countries(other.states)}")


def _weigh_spots(one: Traits, other: Traits) -> Iterator[Reason]:
    """Yield what the places say: the same, near, or another one."""
    distance = _measure_km(one.position, other.position)
    if one.locode and one.locode == other.locode:
        yield Reason(12, f"both at {one.locode}")
    elif distance is not None and distance <= _NEAR_KM:
        yield Reason(12, f"places {distance:.0f} km apart")
    elif share_words(one.place, other.place) >= 0.5:
        yield Reason(12, f"both at {pair_texts(one.place, other.place)}")
    elif distance is not None and distance > _FAR_KM:
        yield Reason(-15, f"places {distance:,.0f} km apart")
    elif one.country and other.country:
        if one.country == other.country:
            yield Reason(3, f"both in {format_country(one.country)}")
        elif not one.states & other.states:
            yield Reason(-8, f"in {format_country(one.country)} and in {format_country(other.country)}")


def _measure_km(one: tuple[float, float, float] | None, other: tuple[float, float, float] | None) -> float | None:
    """Return the kilometres between two positions, less their radii; None where one is not known."""
    if one is None or other is None:
        return None
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, spot[:2])) for spot in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return max(0.0, _EARTH_KM * asin(sqrt(min(1.0, half))) - one[2] - other[2])


def _weigh_routes(one: Traits, other: Traits) -> Iterator[Reason]:
    """Yield what the ends of the route, the mode of transport and the regime say."""
    ends = [(a, b) for a, b in ((one.origin, other.origin), (one.destination, other.destination)) if a and b]
    same = [a for a, b in ends if a == b]
    if len(same) == 2:
        yield Reason(8, f"both from {format_country(same[0])} to {format_country(same[1])}")
    elif same:
        yield Reason(3, f"both {'from' if same[0] == one.origin == other.origin else 'to'} {format_country(same[0])}")
    if len(same) < len(ends):
        yield Reason(-6 * (len(ends) - len(same)), "other ends of the route")
    if one.mode not in UNKNOWN and other.mode not in UNKNOWN and one.mode != other.mode:
        yield Reason(-15, f"by {one.mode} and by {other.mode}".replace("_", " "))
    if one.regime and other.regime:
        shared = one.regime & other.regime
        yield Reason(2, f"both of {', '.join(sorted(shared))}") if shared else Reason(-8, "other regimes")


def _weigh_titles(one: str | None, other: str | None) -> Iterator[Reason]:
    if not one or not other:
        return
    first, second = list_words(one), list_words(other)
    share = share_words(one, other)
    if first == second and len(first) > 1:
        yield Reason(22, "the same title", STRONG)
    elif share >= 0.4:
        points, mark = (10, WEAK) if share >= 0.6 else (5, NO_MARK)
        yield Reason(points, f"titles alike: {', '.join(sorted(first & second))}", mark)


def _weigh_sources(one: Traits, other: Traits, citing: Mapping[str, int]) -> Iterator[Reason]:
    """Yield a reason for sources that both cite; one that tells of many cases says little."""
    shared = one.sources & other.sources
    if shared:
        number = min(citing.get(source, 1) for source in shared)
        points = 12 if number <= 2 else 6 if number < MOST_CITING else 2
        text = "both cite one source" if len(shared) == 1 else f"both cite the same {len(shared)} sources"
        yield Reason(points, text, WEAK if number <= 2 else NO_MARK)


def _name_countries(codes: Iterable[str]) -> str:
    return ", ".join(format_country(code) for code in sorted(codes))
