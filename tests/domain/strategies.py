"""Random values of every field, and random cases in which every table has rows that point to each other."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from interdict.domain.fields import CASE_TABLES, MANAGED, PARTS, TABLES, Field, get_fields
from interdict.domain.ids import derive_id
from interdict.domain.records import Record
from interdict.domain.values import parse_value
from interdict.domain.vocabulary import VOCABULARIES

# What SQLite and UTF-8 keep whole; the odd characters are likelier than elsewhere.
TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from("~/:#'\"-\n\t \x1b\u202e,;=|é"),
    min_size=1,
    max_size=12,
)
NUMBER = st.floats(0, 1e9, allow_nan=False).map(lambda value: f"{value:.3f}")
DATES = st.sampled_from(
    ["2009", "2009-08~", "2009-11-03/2009-11-04", "[2013-07-10,2013-07-15]", "../2010", "2011-21", "2009-12-12"]
)
COUNTRIES = st.sampled_from(["TH", "AE", "XZ", "North Korea", "YU"])
KEYS = st.sampled_from(["a", "b", "a~2", "a~1", "load", "interdiction", "cites-a", "ü/x"]) | TEXT


def make_value(field: Field) -> st.SearchStrategy[Any]:
    """Return a strategy for raw values of a field, as a document may give them."""
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "text": TEXT,
        "country": COUNTRIES,
        "countries": st.lists(COUNTRIES, max_size=3),
        "date": DATES,
        "place": st.fixed_dictionaries({"name": TEXT}, optional={"country": COUNTRIES, "locode": st.just("THBKK")}),
        "position": st.just({"latitude": "13.91", "longitude": "100.61", "precision": "city"}),
        "quantity": _make_parts("quantity", {"basis": st.just("weighed"), "scope": st.just("load")}),
        "measure": _make_parts("measure", {}),
        "money": _make_parts("money", {"currency": st.sampled_from(["USD", "DKK"])}),
        "count": st.integers(0, 10**9).map(str),
        "number": NUMBER,
        "yes_no": st.sampled_from(["yes", "no"]),
        "hash": st.just("a" * 64),
    }
    if field.kind in {"word", "words"}:
        words = st.sampled_from(sorted(VOCABULARIES[field.vocabulary]))
        # `none` stands alone.
        lists = st.lists(words, max_size=3).filter(lambda drawn: "none" not in drawn or set(drawn) == {"none"})
        return words if field.kind == "word" else lists
    return kinds[field.kind]


def _make_parts(kind: str, optional: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[dict[str, str]]:
    texts = {part: TEXT for part in PARTS[kind] if part in {"unit", "as_reported"}}
    figure = PARTS[kind][0]
    return st.fixed_dictionaries({}, optional={figure: NUMBER, **texts, **optional})


@st.composite
def make_values(draw: st.DrawFn, table: str) -> dict[str, Any]:
    """Draw canonical values for the fields of a table that stand by themselves."""
    values = {}
    for field in TABLES[table]:
        if field.kind in {"case", "subject", "link", "any"} or field.name in MANAGED or field.name == "field":
            continue
        if draw(st.booleans()):
            value = parse_value(field, draw(make_value(field)))
            if value is not None:
                values[field.name] = value
    return values


IDS = st.uuids().map(str)


@st.composite
def make_cases(draw: st.DrawFn) -> dict[str, Record]:
    """Draw a case with rows in every table, some of one key, with links, subjects and claims on any of them."""
    case_id = draw(IDS)
    records = {case_id: Record("interdiction", case_id, draw(make_values("interdiction")))}
    for table in (*CASE_TABLES, "source"):
        for number in range(1, draw(st.integers(1, 2)) + 1):
            key = draw(KEYS)
            own = {} if table == "source" else {"interdiction": case_id, "sequence": number}
            record_id = derive_id(case_id, table, key) if draw(st.booleans()) else draw(IDS)
            if record_id not in records:
                records[record_id] = Record(table, record_id, {"key": key, **own, **draw(make_values(table))})
    linked = {record.id: _link(draw, record, records) for record in records.values()}
    reached = _reach(linked)
    held = {record.id: record for record in linked.values() if record.table != "source" or record.id in reached}
    return {record.id: _speak(draw, record, held) for record in held.values()}


def _link(draw: st.DrawFn, record: Record, records: dict[str, Record]) -> Record:
    """Let a record point to others of its case; a claim always has a source."""
    values = dict(record.values)
    for field in TABLES[record.table]:
        targets = [other.id for other in records.values() if other.table == field.target]
        if field.target == record.table:
            targets = targets[: targets.index(record.id)]  # no link leads back
        if field.kind == "link" and targets and (record.table == "claim" or draw(st.booleans())):
            values[field.name] = draw(st.sampled_from(targets))
    return record._replace(values=values)


def _reach(records: dict[str, Record]) -> set[str]:
    """Return the ids of the sources that a case cites, and of those that they are derived from."""
    reached = {str(record.values["source"]) for record in records.values() if "source" in record.values}
    waiting = list(reached)
    while waiting:
        parent = records[waiting.pop()].values.get("derived_from")
        if parent and parent not in reached:
            reached.add(parent)
            waiting.append(parent)
    return reached


def _speak(draw: st.DrawFn, record: Record, records: dict[str, Record]) -> Record:
    """Let a claim, a note or a judgement speak of another record."""
    values = dict(record.values)
    if "subject" in get_fields(record.table):
        subject = draw(st.sampled_from([other for other in records.values() if other.table != record.table]))
        values["subject"] = {"table": subject.table, "id": subject.id}
        if record.table == "judgement":
            values["other"] = subject.id if draw(st.booleans()) else draw(IDS)
        if record.table == "claim" and draw(st.integers(0, 3)):
            values.update(_draw_claimed(draw, subject.table))
    return record._replace(values=values)


def _draw_claimed(draw: st.DrawFn, table: str) -> dict[str, Any]:
    fields = [one for one in TABLES[table] if one.name not in MANAGED and one.kind not in {"link", "any", "subject"}]
    field = draw(st.sampled_from(fields))
    value = parse_value(field, draw(make_value(field))) if draw(st.booleans()) else None
    return {"field": field.name} if value is None else {"field": field.name, "value": value}
