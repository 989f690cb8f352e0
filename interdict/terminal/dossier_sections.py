"""The sections of a dossier: the case, its conveyances and cargo, parties, events, route, legal basis, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from interdict.domain.countries import format_country
from interdict.domain.dates import find_bounds, format_date
from interdict.domain.fields import get_fields
from interdict.domain.persons import is_person
from interdict.domain.vocabulary import VOCABULARIES
from interdict.domain.wording import describe_value, name_record
from interdict.terminal.blocks import ALARM, QUIET, Block, Fact, Facts, Heading, Span
from interdict.terminal.dossier_facts import (
    Pattern,
    describe_other,
    list_choices,
    tell,
    tell_fields,
    tell_removal,
)
from interdict.terminal.dossier_words import (
    describe_date,
    describe_sharing,
    describe_word,
    head_record,
    label_field,
)
from interdict.terminal.testimony import WITHHELD, Testimony

if TYPE_CHECKING:
    from interdict.domain.records import Record

HEAD = (
    "date",
    "states",
    "agency",
    "place",
    "position",
    "mode",
    "regime",
    "trigger",
    "outcome",
    "origin",
    "destination",
)

_PARTY = Pattern(
    ("name", "kind", "count", "country", "status", "imo_company_number", "lei", "note"), ("role",), {"note": ": "}
)
_EVENT = Pattern(
    ("kind", "state", "place", "penalty", "note"), ("date",), {"state": " by ", "place": " at ", "note": ": "}
)
_LEG = Pattern(
    ("from", "to", "mode", "conveyance", "departed", "arrived", "note"),
    ("kind",),
    {
        "to": " to ",
        "mode": " by ",
        "conveyance": " with ",
        "departed": ", left ",
        "arrived": ", arrived ",
        "note": ": ",
    },
)
_BASIS = Pattern(("authority", "note"), ("use",), {"note": ": "})


def tell_case(testimony: Testimony, case: Record, bases: Sequence[Record]) -> Iterator[Fact | None]:
    """Yield the facts of the case as a whole."""
    values, fields = case.values, get_fields("interdiction")
    words = {name: describe_word(fields[name], values[name]) for name in ("outcome", "confidence") if name in values}
    if "date" in values:
        words["date"] = describe_date(values["date"])
    yield from tell_removal(testimony, case)
    for name in HEAD:
        shown = ("place", "zone") if name == "place" else (name,)
        yield tell(testimony, case, Pattern(shown), label_field(name), words=words)
    authorities = "; ".join(str(basis.values["authority"]) for basis in bases if "authority" in basis.values)
    if authorities:
        yield Fact("Basis", (Span(authorities),))
    yield tell(testimony, case, Pattern(("confidence",)), "Confidence", words=words)
    sharing = describe_sharing(values)
    if sharing:
        yield Fact("Sharing", (Span(sharing),))


def tell_conveyances(testimony: Testimony, conveyances: Sequence[Record]) -> list[Block]:
    """Return the conveyances, each with the other identities that it bore right after it."""
    blocks: list[Block] = []
    for one in _order_identities(conveyances):
        suffix = ", another identity" if "identity_of" in one.values else ""
        blocks += [Heading(3, head_record(one) + suffix), Facts(tuple(tell_fields(testimony, one)))]
    return [Heading(2, "Conveyances"), *blocks] if blocks else []


def _order_identities(conveyances: Sequence[Record]) -> list[Record]:
    ids = {one.id for one in conveyances}
    identities: dict[str, list[Record]] = {}
    bearers = []
    for one in conveyances:
        bearer = one.values.get("identity_of")
        if bearer in ids:
            identities.setdefault(bearer, []).append(one)
        else:
            bearers.append(one)
    ordered: dict[str, Record] = {}
    stack = [*reversed(conveyances), *reversed(bearers)]  # those in a ring of identities have no bearer
    while stack:
        one = stack.pop()
        if one.id not in ordered:
            ordered[one.id] = one
            stack.extend(reversed(identities.get(one.id, ())))
    return list(ordered.values())


def tell_cargo(testimony: Testimony, cargo: Sequence[Record]) -> list[Block]:
    """Return the items of cargo: what was found against what was declared, and what became of it."""
    blocks: list[Block] = []
    for item in cargo:
        blocks += [Heading(3, head_record(item)), Facts(tuple(tell_fields(testimony, item)))]
    return [Heading(2, "Cargo"), *blocks] if blocks else []


def tell_parties(testimony: Testimony, parties: Sequence[Record]) -> Iterator[Fact | None]:
    """Yield the parties in the order of their roles, private persons without their names."""
    order = {role: number for number, role in enumerate(VOCABULARIES["role"])}
    for party in sorted(parties, key=lambda one: order.get(one.values.get("role", ""), len(order))):
        values = party.values
        label = _label_word(values.get("role"), "party")
        if testimony.is_withheld(party):
            yield Fact(label, (Span(WITHHELD),))
            continue
        yield from tell_removal(testimony, party)
        words = {"kind": "private person"} if is_person(party) else {}
        if "count" in values:
            words["count"] = f"{values['count']:,} person{'' if values['count'] == 1 else 's'}"
        yield _mark_sharing(tell(testimony, party, _leave_unsaid(party), label, words=words), party)


def _leave_unsaid(party: Record) -> Pattern:
    """Leave unsaid what the label or the name says already: a crew is a crew, Iran is a state and in Iran."""
    values = party.values
    unsaid = ["role"]
    if values.get("kind") in {values.get("role"), "state"}:
        unsaid.append("kind")
    if "name" in values and list(map(format_country, values.get("country", ()))) == [values["name"]]:
        unsaid.append("country")
    return Pattern(tuple(name for name in _PARTY.shown if name not in unsaid), tuple(unsaid), _PARTY.joints)


def tell_events(testimony: Testimony, events: Sequence[Record]) -> Iterator[Fact | None]:
    """Yield the events in time, the undated last."""
    for event in sorted(events, key=_date_event):
        yield from tell_removal(testimony, event)
        date = event.values.get("date")
        yield tell(testimony, event, _EVENT, format_date(date) if date else "Undated")


def _date_event(event: Record) -> tuple[str, str]:
    if "date" not in event.values:
        return ("9999-99", "")
    bounds = find_bounds(event.values["date"])
    return (bounds.earliest or bounds.latest or "9999-98", bounds.latest or "9999-98")


def tell_legs(testimony: Testimony, legs: Sequence[Record]) -> Iterator[Fact | None]:
    """Yield the legs of the route; how and with what is said only where it differs among them."""
    same = {name for name in ("mode", "conveyance") if len({leg.values.get(name) for leg in legs}) == 1}
    shown = tuple(name for name in _LEG.shown if name not in same)
    pattern = Pattern(shown, (*_LEG.unsaid, *sorted(same)), _LEG.joints)
    for leg in legs:
        yield from tell_removal(testimony, leg)
        to = None if "from" in leg.values else leg.values.get("to")
        words = {"to": f"to {describe_value(get_fields('leg')['to'], to, testimony.records)}"} if to else {}
        yield tell(testimony, leg, pattern, _label_word(leg.values.get("kind"), "leg"), words=words)


def tell_bases(testimony: Testimony, bases: Sequence[Record]) -> Iterator[Fact | None]:
    """Yield the authorities, each with how it was used."""
    for basis in bases:
        yield from tell_removal(testimony, basis)
        yield tell(testimony, basis, _BASIS, _label_word(basis.values.get("use"), "basis"))


def tell_judgements(testimony: Testimony, judgements: Sequence[Record]) -> Iterator[Fact | None]:
    """Yield what was judged to be the same or not."""
    for judgement in judgements:
        yield from tell_removal(testimony, judgement)
        pair = (judgement.values.get("subject", {}).get("id"), judgement.values.get("other"))
        one, other = (_name_judged(testimony, each) for each in pair)
        words = {"verdict": f"{one} and {other}: {judgement.values.get('verdict')}"}
        yield tell(testimony, judgement, Pattern(("verdict", "why"), (), {"why": ": "}), "Judgement", words=words)


def _name_judged(testimony: Testimony, record_id: str | None) -> str:
    if record_id is None:
        return "one that was left out"
    return name_record(testimony.records[record_id]) if record_id in testimony.records else record_id


def tell_notes(testimony: Testimony, notes: Sequence[Record]) -> Iterator[Fact | None]:
    """Yield the notes, each with the record that it is on."""
    for note in notes:
        subject = testimony.records.get(note.values.get("subject", {}).get("id", ""))
        yield from tell_removal(testimony, note)
        label = "Note" if subject is None or subject.table == "interdiction" else f"On {name_record(subject)}"
        yield _mark_sharing(tell(testimony, note, Pattern(("text",)), label), note)


def tell_claims(testimony: Testimony, claims: Iterable[Record]) -> Iterator[Fact]:
    """Yield claims one by one, with the record and the field that they are about."""
    for claim in claims:
        subject = testimony.records.get(claim.values.get("subject", {}).get("id", ""))
        field = claim.values.get("field")
        name = name_record(subject) if subject else "a record that is gone"
        label = f"{name}: {label_field(field).lower()}" if field else name
        yield Fact(label, describe_other(testimony, testimony.read_claim(claim)))


def tell_rest(testimony: Testimony) -> Iterator[Fact]:
    """Yield the claims and conflicts that no other section told of."""
    yield from tell_claims(testimony, testimony.list_rest())
    for conflict in testimony.list_conflicts():
        about = testimony.records.get(conflict.record)
        name = f"{name_record(about) if about else conflict.record}: {label_field(conflict.field).lower()}"
        yield Fact(name, (Span("(CONFLICT)", ALARM),), tuple(list_choices(testimony, conflict)))


def _label_word(word: object, otherwise: str) -> str:
    return str(word or otherwise).replace("_", " ").capitalize()


def _mark_sharing(fact: Fact | None, record: Record) -> Fact | None:
    sharing = describe_sharing(record.values)
    return fact._replace(value=(*fact.value, Span(f" ({sharing})", QUIET))) if fact and sharing else fact
