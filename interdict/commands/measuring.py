"""Distances for the reports: what joins the places of the file with where the gazetteer knows them to be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import count

from interdict.store.reports.report import Length, Measure, Place
from interdict.terminal.progress import show_progress
from interdict.terminal.screen import Screen

MEASURED = frozenset({"distances"})  # the reports with distances
ON_DEMAND = frozenset({"routes"})  # those that have them when they are asked for: to measure takes longer than to count


@contextmanager
def open_measure(name: str, screen: Screen, *, is_wanted: bool = False) -> Iterator[Measure | None]:
    """Give what measures for a report and says how far it has got; None for a report that does not need it."""
    if name not in MEASURED and not (is_wanted and name in ON_DEMAND):
        yield None
        return
    ticks = show_progress(count(), screen, "leg")

    def measure(start: Place, end: Place, mode: str | None) -> Length:
        next(ticks)
        return measure_places(start, end, mode)

    try:
        yield measure
    finally:
        ticks.close()


@lru_cache(maxsize=100_000)
def measure_places(start: Place, end: Place, mode: str | None) -> Length:
    """Return how far it is from one recorded place to another for a mode of transport."""
    from interdict.places.locating import Named
    from interdict.places.routes import measure_leg

    measured = measure_leg(Named(*start), Named(*end), mode)
    return Length(measured.km, measured.method, measured.remark)
