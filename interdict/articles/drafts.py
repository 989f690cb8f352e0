"""Turn what was read into a case document and its claims: the one thing that other doors need to know of this package.

    read = read_article(text, published="2010-01")
    for case in read.cases:
        document, claims = draft_case(case, source="act-2010-01")
        document["sources"] = {"act-2010-01": {...}}
        document["claims"] = claims

`document` has the form of those in db/cases. Each value of it has a claim with the words that it was read from
(`as_reported`) and where they stand (`locator`), except the title, which no source says. A case whose proposals were
accepted, changed or dropped one by one is another `ProposedCase` and is drafted in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from interdict.articles.proposals import Proposal, ProposedCase, Words
from interdict.domain.fields import SECTIONS

LISTS = frozenset({"states", "regime"})  # fields that several proposals make up
UNREVIEWED = "unreviewed"
_SECTION_OF = {table: section for section, table in SECTIONS.items()}
_SAID = {
    "seized": "seized", "impounded": "impounded", "released": "released", "cleared": "inspected and cleared",
    "refused": "refused inspection", "turned_back": "turned back", "evaded": "got away",
}  # fmt: skip


def draft_case(
    case: ProposedCase, *, source: str, is_reviewed: bool = False
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the document of a case without its sources, and the claims that one source makes in it.

    Reviewed claims are accepted. Others bear a note, and so does the case, which also says what was left open.
    """
    document: dict[str, Any] = {"title": make_title(case)}
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    claims = []
    for group in group_proposals(case.proposals):
        first = group[0]
        value = [proposal.value for proposal in group] if first.field in LISTS else first.value
        if first.table == "interdiction":
            document[first.field] = value
        else:
            rows.setdefault((first.table, first.of), {"key": first.of})[first.field] = value
        claims.append(_make_claim(group, value, source, is_reviewed=is_reviewed))
    for (table, _), row in rows.items():
        document.setdefault(_SECTION_OF[table], []).append(row)
    if not is_reviewed:
        document["notes"] = [{"key": "unreviewed", "text": _describe_questions(case)}]
    return document, claims


def group_proposals(proposals: Iterable[Proposal]) -> list[list[Proposal]]:
    """Return the proposals by record and field, in order; those of a list stand together."""
    groups: dict[tuple[str, str, str], list[Proposal]] = {}
    for proposal in proposals:
        groups.setdefault((proposal.table, proposal.of, proposal.field), []).append(proposal)
    return list(groups.values())


def _make_claim(group: Sequence[Proposal], value: Any, source: str, *, is_reviewed: bool) -> dict[str, Any]:
    first = group[0]
    claim = {
        "of": first.of if first.table == "interdiction" else f"{first.table}/{first.of}",
        "field": first.field,
        "value": _drop_words(value),
        "as_reported": " ... ".join(proposal.words.text for proposal in group),
        "source": source,
        "locator": "; ".join(write_locator(proposal.words) for proposal in group),
    }
    return {**claim, "status": "accepted"} if is_reviewed else {**claim, "note": UNREVIEWED}


def _drop_words(value: Any) -> Any:
    """Leave the words out of a quantity: the claim has them beside it."""
    if isinstance(value, Mapping):
        return {part: item for part, item in value.items() if part != "as_reported"}
    return value


def write_locator(words: Words) -> str:
    """Write where words stand, for the claim: `line 12, characters 512-518`."""
    return f"line {words.line}, characters {words.start}-{words.end}"


def _describe_questions(case: ProposedCase) -> str:
    lines = [f"{UNREVIEWED}: read from a text by rules; check each value against its words before you rely on it."]
    for question in case.questions:
        name = question.field if question.table == "interdiction" else f"{question.of}/{question.field}"
        lines.append(f"Open: {name}: {question.question} ({write_locator(question.words)}: {question.words.text!r})")
    return "\n".join(lines)


def make_title(case: ProposedCase) -> str:
    """Make a title out of what was read: the ship or the goods, what became of it, and where or by whom."""
    found: dict[tuple[str, str], Any] = {}
    for proposal in case.proposals:
        found.setdefault((proposal.table, proposal.field), proposal.value)
    what = (
        found.get(("conveyance", "name"))
        or found.get(("cargo", "description"))
        or found.get(("conveyance", "type"))
        or found.get(("conveyance", "kind"))
        or "a case"
    )
    what = f"{what[0].upper()}{what[1:]}"
    said = _SAID.get(found.get(("interdiction", "outcome"), ""), "stopped")
    place = found.get(("interdiction", "place"), {})
    where = " ".join(str(place.get("name", "")).split())
    return f"{what} {said}{f', {where}' if where else ''}"
