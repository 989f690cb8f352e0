"""Put a pair of likely duplicates into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interdict.domain.dates import format_date
from interdict.domain.reasons import Likeness, Reason
from interdict.domain.traits import Traits
from interdict.domain.wording import format_place
from interdict.terminal.preview import shorten

FOR, AGAINST = 4, 2  # reasons that a line names


def name_case(case: Traits) -> str:
    """Name a case in one line: reference, title, date and place, as far as they are known."""
    facts = [format_date(case.date) if case.date else "", format_place(case.place, case.country)]
    known = ", ".join(filter(None, facts))
    return " ".join(filter(None, (case.ref, case.title or "a case without title", f"({known})" if known else "")))


def format_reasons(reasons: Sequence[Reason], *, is_short: bool = False) -> str:
    """Write reasons with their points in one line, `both name Jie Shun +40; 3 days apart +20`."""
    if is_short:
        against = [reason for reason in reasons if reason.points < 0][:AGAINST]
        reasons = [*[reason for reason in reasons if reason.points > 0][:FOR], *against]
    return "; ".join(f"{shorten(reason.text) if is_short else reason.text} {reason.points:+d}" for reason in reasons)


def describe_pair(one: Traits, other: Traits, likeness: Likeness) -> Iterator[str]:
    """Yield the lines that set two cases one under the other, with each reason."""
    yield name_case(one)
    yield name_case(other)
    yield f"alike: {likeness.score} of 100"
    width = max(len(f"{reason.points:+d}") for reason in likeness.reasons)
    for reason in likeness.reasons:
        yield f"  {reason.points:>+{width}d}  {reason.text}"
