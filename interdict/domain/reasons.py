"""Why two records may be of one event, or are not."""

from __future__ import annotations

from typing import NamedTuple


class Reason(NamedTuple):
    """One thing for (points above 0) or against; `is_mark` where few other events share it."""

    points: int
    text: str
    is_mark: bool = False


class Likeness(NamedTuple):
    """How likely two records are of one event, 0 to 100 points, and the reasons, the weightiest first."""

    score: int
    reasons: tuple[Reason, ...]
