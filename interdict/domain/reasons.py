"""Why two records may be of one event, or are not."""

from __future__ import annotations

from typing import NamedTuple

MARKS = NO_MARK, WEAK, STRONG = 0, 1, 2  # shared by many events, by few, by hardly any


class Reason(NamedTuple):
    """One thing for (points above 0) or against; `mark` is one of MARKS, how few other events share it."""

    points: int
    text: str
    mark: int = 0


class Likeness(NamedTuple):
    """How likely two records are of one event, 0 to 100 points, and the reasons, the weightiest first."""

    score: int
    reasons: tuple[Reason, ...]
