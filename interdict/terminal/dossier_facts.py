"""Facts of a dossier: fields of a record with the sources that assert them, and beneath what else is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interdict.domain.fields import MANAGED, get_fields
from interdict.domain.records import Record
from interdict.domain.vocabulary import VOCABULARIES
from interdict.domain.wording import describe_value
from interdict.terminal.blocks import ALARM, CITE, MARK, QUIET, URL, Fact, Line, Span, join_lines
from interdict.terminal.dossier_words import describe_sharing, label_field
from interdict.terminal.testimony import Finding, Other, Testimony

if TYPE_CHECKING:
    from interdict.store.conflicts import Conflict

_REMARKS = frozenset({"as_reported", "attributed_to", "note", "credibility", "status", "tlp", "private"})
_ADDRESSES = frozenset({"url", "archive_url"})
_LOUD = frozenset({"disputed", "differs", "denied", "retracted"})


class Pattern(NamedTuple):
    """How fields of a record make one line: the ones that are written, what stands before each, and the ones that
    the label bears, or that go without saying; these are named only where their sources differ."""

    shown: tuple[str, ...]
    unsaid: tuple[str, ...] = ()
    joints: Mapping[str, str] = {}


def tell(
    testimony: Testimony,
    record: Record,
    pattern: Pattern,
    label: str,
    *,
    words: Mapping[str, str] | None = None,
) -> Fact | None:
    """Return fields of a record as one fact, None where nothing is known of them.

    Values that rest on the same sources share their footnotes. `words` replace the usual words for adopted values.
    """
    found = [testimony.weigh(record, name) for name in (*pattern.shown, *pattern.unsaid)]
    findings = [
        finding._replace(text=(words or {}).get(finding.name, finding.text)) for finding in found if finding is not None
    ]
    if not findings:
        return None
    value = weave(testimony, findings, pattern)
    remarks = list_remarks(testimony, findings)
    others = list_others(testimony, findings, pattern.shown[0])
    if len(remarks) == 1 and [span.role for span in value].count(CITE) == 1 and value[-1].role == CITE:
        return Fact(label, (*value, _join_remark(remarks[0][1])), tuple(others))
    lines = [(Span(footnote, CITE), Span(f" {remark}")) for footnote, remark in remarks]
    return Fact(label, value, (*([join_lines(lines, "; ")] if lines else []), *others))


def tell_fields(testimony: Testimony, record: Record, *, without: Iterable[str] = ()) -> list[Fact]:
    """Return all fields of a record, each as a fact of its own."""
    names = [name for name in get_fields(record.table) if name not in MANAGED and name not in without]
    facts = [tell(testimony, record, Pattern((name,)), label_field(name)) for name in names]
    return [*tell_removal(testimony, record), *(fact for fact in facts if fact is not None)]


def tell_removal(testimony: Testimony, record: Record) -> Iterator[Fact]:
    """Yield the conflict between the removal of a record and changes of it, if there is one."""
    conflict = testimony.take_conflict(record)
    if conflict:
        yield Fact(
            "CONFLICT", (Span("removed in one file, changed in another"),), tuple(list_choices(testimony, conflict))
        )


def weave(testimony: Testimony, findings: Sequence[Finding], pattern: Pattern) -> Line:
    """Write values in a row, the footnotes and marks behind the last of those that share them."""
    tails = {finding.name: (list_footnotes(testimony, finding.claims), finding.marks) for finding in findings}
    said = [finding for finding in findings if finding.name in pattern.shown and finding.value is not None]
    said = said or list(findings[:1])
    known = {footnote for finding in said for footnote in (*tails[finding.name][0], *tails[finding.name][1])}
    more = [
        one for one in findings if one not in said and not known.issuperset((*tails[one.name][0], *tails[one.name][1]))
    ]
    row = [*said, *(one._replace(text=label_field(one.name).lower()) for one in more)]
    spans: list[Span] = []
    for finding, after in zip(row, [*row[1:], None], strict=True):
        if spans:
            spans.append(Span(pattern.joints.get(finding.name, ", ")))
        spans.append(Span(finding.text, QUIET if finding.value is None else URL if finding.name in _ADDRESSES else ""))
        footnotes, marks = tails[finding.name]
        if after is None or tails[after.name] != tails[finding.name] or "disputed" in marks or "CONFLICT" in marks:
            spans += [Span(f" {footnote}", CITE) for footnote in footnotes]
            spans += [span for mark in marks for span in _write_mark(mark)]
    return tuple(spans)


def _write_mark(mark: str) -> tuple[Span, ...]:
    text = mark if mark.startswith("(") else f"({mark})"
    return Span(" "), Span(text, ALARM if mark == "CONFLICT" else MARK)


def list_footnotes(testimony: Testimony, claims: Iterable[Record]) -> list[str]:
    """Return the footnotes of claims, each once, in the order of their numbers."""
    footnotes = dict.fromkeys(map(testimony.cite, claims))
    return sorted(footnotes, key=order_footnote) if len(footnotes) > 1 else list(footnotes)


def order_footnote(text: str) -> int:
    """Return the number of a footnote, which stands before its comma and its bracket."""
    number = text[1:].partition(",")[0].removesuffix("]")
    return int(number) if number.isdecimal() else 0


def list_remarks(testimony: Testimony, findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Return what the sources of adopted values say beyond these, each with its footnote, in their order."""
    said = [(testimony.cite(claim), finding.text, claim) for finding in findings for claim in finding.claims]
    found = dict.fromkeys((footnote, explain(claim, shown=text)) for footnote, text, claim in said)
    remarks = [(footnote, remark) for footnote, remark in found if remark]
    if len(remarks) > 1:
        remarks.sort(key=lambda pair: order_footnote(pair[0]))
    return [pair for pair in remarks if not any(_contains(other, pair) for other in remarks)]


def _contains(other: tuple[str, str], pair: tuple[str, str]) -> bool:
    return other[0] == pair[0] and other != pair and pair[1] in other[1]


def list_others(testimony: Testimony, findings: Sequence[Finding], first: str) -> Iterator[Line]:
    """Yield the values that were not adopted and the open conflicts, with their fields but for the first one's."""
    for finding in findings:
        subject = "" if finding.name == first else f" {label_field(finding.name)}"
        for other in finding.others:
            yield describe_other(testimony, other, subject)
        if finding.conflict:
            yield from list_choices(testimony, finding.conflict, subject)


def describe_other(testimony: Testimony, other: Other, subject: str = "") -> Line:
    """Write a value that was not adopted: its mark, the value, and who gives it."""
    mark = Span(other.mark, MARK if other.mark in _LOUD else QUIET)
    spans = [mark, Span(f"{subject.lower()}: {other.text}")]
    after = ""
    for claim in other.claims:
        remark = explain(claim, shown=other.text, mark=other.mark)
        spans += [Span(f"{after} "), Span(testimony.cite(claim), CITE)]
        if remark:
            spans.append(_join_remark(remark))
        after = ";" if remark else ""
    return tuple(spans)


def _join_remark(remark: str) -> Span:
    return Span(f" {remark}" if remark.startswith("(") else f", {remark}")


def explain(claim: Record, *, shown: str, mark: str = "") -> str:
    """Write what a claim says beyond its value: the source's words, on whose word, remarks and marks."""
    values = claim.values
    if _REMARKS.isdisjoint(values):
        return ""
    parts = []
    words = values.get("as_reported", "")
    if words and words.casefold() not in shown.casefold():
        parts.append(f'"{words}"')
    if "attributed_to" in values:
        parts.append(f"according to {values['attributed_to']}")
    asides = [values["note"]] if "note" in values else []
    if "credibility" in values:
        asides.append(f"credibility {values['credibility']}, {VOCABULARIES['credibility'].get(values['credibility'])}")
    status = values.get("status")
    if status in {"disputed", "rejected"} and status != mark:
        asides.append(f"marked {status}")
    asides.append(describe_sharing(values))
    found = [part for part in asides if part]
    aside = "; ".join(part.rstrip(".") for part in found) if len(found) > 1 else "".join(found)
    return " ".join(part for part in (", ".join(parts), f"({aside})" if aside else "") if part)


def list_choices(testimony: Testimony, conflict: Conflict, subject: str = "") -> Iterator[Line]:
    """Yield the values between which a conflict is open, with who gave each and when."""
    for choice in conflict.choices:
        text = _describe_choice(testimony, conflict, choice.op, choice.value)
        by = f" ({choice.author}, {choice.at[:10]})" if choice.author else f" ({choice.at[:10]})"
        yield (Span("CONFLICT", ALARM), Span(f"{subject.lower()}: {text}"), Span(by, QUIET))


def _describe_choice(testimony: Testimony, conflict: Conflict, op: str, value: Any) -> str:
    if not conflict.field:
        return "removed" if op == "delete" else "changed"
    if value is None:
        return "(empty)"
    field = get_fields(conflict.table).get(conflict.field)
    return describe_value(field, value, testimony.records) if field else str(value)
