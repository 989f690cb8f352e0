"""How well a source says something: Admiralty grades. How many sources are independent: domain/origins."""

from __future__ import annotations

from interdict.domain.records import Record


def grade(source: Record | None, claim: Record) -> str:
    """Return the Admiralty grade of a claim, such as B2: reliability of the source, credibility of what it says.

    `?` stands for the half that nobody gave, empty text for neither; F and 6 are grades: it cannot be judged.
    """
    reliability = source.values.get("reliability") if source else None
    credibility = claim.values.get("credibility")
    return f"{reliability or '?'}{credibility or '?'}" if reliability or credibility else ""
