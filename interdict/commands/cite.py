"""`interdict cite`: record what a source says of a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from interdict.commands.case_options import read_source
from interdict.commands.changing import change_file, report_outcome
from interdict.commands.claims import find_field, read_claimed, read_value
from interdict.commands.generated import with_options
from interdict.commands.options import Writing, writes
from interdict.domain.agreement import equals
from interdict.domain.changes import CREATE, Change
from interdict.domain.document_reader import read_sources
from interdict.domain.fields import get_fields
from interdict.domain.problems import DocumentError
from interdict.domain.records import Record
from interdict.domain.wording import describe_value
from interdict.errors import DataError, UsageError
from interdict.evidence.claims import make_claim
from interdict.evidence.compare import compare_field, group_claims
from interdict.store.cases import find_case, pick_record, read_case, read_record
from interdict.store.connection import Connection, open_reading

_OPTIONS = ("as_reported", "locator", "attributed_to", "stance", "credibility", "status", "note", "tlp")


def _make_option(name: str) -> Any:
    option = typer.Option(f"--{name.replace('_', '-')}", metavar="TEXT", help=get_fields("claim")[name].meaning)
    return Annotated[str | None, option]


@with_options({name: _make_option(name) for name in _OPTIONS})
@writes
def command(
    how: Writing,
    given: Mapping[str, str],
    ref: Annotated[str, typer.Argument(metavar="REF[/KEY]", help="which case, or a record in it")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="the field that the source speaks of")],
    value: Annotated[str, typer.Argument(metavar="[VALUE|-]", help="what it says; - where no value can hold it")] = "",
    source: Annotated[
        str,
        typer.Option(
            "--source", metavar="TEXT", help="a source's key or address, or 'title; publisher=…; url=…' (required)"
        ),
    ] = "",
    no_value: Annotated[bool, typer.Option("--no-value", help="the same as - for VALUE")] = False,
) -> None:
    """Record what a source says of a field of a case, or of a record in it. The record itself stays as it is.

    The value is written as in documents, a part by its name: '{value: 5, unit: t, scope: part}'. What no value can
    hold is kept in the source's words: - with --as-reported.

    \b
    Examples:
      interdict cite TH-2009-31F/load quantity 'about 40 tons' --source bbc-2009-12-12 --credibility 2
      interdict cite TH-2009-31F destination Iran --source 'Statement; publisher=A ministry' --stance denies

    See also: accept, compare, source, note.
    """
    if (value in {"", "-"}) is not (no_value or value == "-"):
        raise UsageError("say what the source says", hint="give VALUE, or - (or --no-value) with --as-reported")
    if not source.strip():
        raise UsageError("--source is missing", hint="a claim is by a source; 'interdict note' takes what you know")
    text = "" if value == "-" else value
    standing: list[str] = []

    def plan(connection: Connection) -> list[Change]:
        case_id = find_case(connection, ref.partition("/")[0])
        records = read_case(connection, case_id)
        key, sources = _find_source(connection, source)
        records.update({record.id: record for record in sources})
        subject = pick_record(records, ref)
        said = _read_said(find_field(subject, field).name, subject, text, given, records)
        claim = make_claim(records, case_id, subject, (key, sources[0].id), said)
        standing[:] = [_explain(records, subject, claim, ref)]
        new = [record for record in sources if read_record(connection, "source", record.id) is None]
        return [Change(record.table, record.id, CREATE, new=dict(record.values)) for record in (*new, claim)]

    with open_reading(how.path) as connection:
        case_id = find_case(connection, ref.partition("/")[0])
        case = read_case(connection, case_id)[case_id]
    outcome = change_file(how, plan)
    report_outcome(how.printing, outcome, [case])
    how.screen.say(standing[0])


def _find_source(connection: Connection, text: str) -> tuple[str, list[Record]]:
    """Return the key by which claims name a source, and the source, new or known.

    Raises DataError for a phrase that describes no source, else as read_source.
    """
    key, row = read_source(text, connection, taken=set())
    if set(row) == {"id"}:
        known = read_record(connection, "source", row["id"])
        return key, [known] if known else []
    try:
        return key, list(read_sources({"sources": {key: row}}).values())
    except DocumentError as error:
        reasons = "\n".join(f"--source: {problem.reason}" for problem in error.problems)
        raise DataError(reasons, hint="nothing was written; 'interdict fields source' says what each takes") from None


def _read_said(
    field: str, subject: Record, text: str, given: Mapping[str, str], records: Mapping[str, Record]
) -> dict[str, Any]:
    """Return what the claim says, field by field of a claim.

    Raises DataError for a value or a grade that the field does not take.
    """
    fields = get_fields("claim")
    said: dict[str, Any] = {"field": field}
    options = {
        option: read_value(fields[option], found, f"--{option.replace('_', '-')}") for option, found in given.items()
    }
    if text:
        value, words = read_claimed(get_fields(subject.table)[field], text, records)
        said.update({name: found for name, found in (("value", value), ("as_reported", words)) if found is not None})
    elif "as_reported" not in options:
        raise UsageError("there is neither a value nor words", hint="give the source's words with --as-reported")
    said.update(options)
    if said.get("status") == "accepted" and not equals(said.get("value"), subject.values.get(field)):
        raise DataError(
            f"--status: the record does not hold this {field}, so it is not accepted",
            hint="leave --status out, then 'interdict accept' takes the value into the record",
        )
    return said


def _explain(records: Mapping[str, Record], subject: Record, claim: Record, ref: str) -> str:
    """Say how the new claim stands to the record, and what can be done about it."""
    name = claim.values["field"]
    claims = [*group_claims(records.values()).get((subject.id, name), []), claim]
    comparison = compare_field(subject, name, claims, {})
    statement = next(each for each in comparison.statements if each.claim is claim)
    value = comparison.value
    holds = f"the record holds {describe_value(comparison.field, value, records)}" if value else "the record holds none"
    take = ""
    if "value" in claim.values and statement.mark in {"also", "disputed", "differs", "reported"}:
        take = f"; 'interdict accept {ref} {name} --claim {statement.number}' takes this value in"
    return f"claim {statement.number} on {name}, {claim.values['key']}: {_MEANINGS[statement.mark]} ({holds}){take}"


_MEANINGS = {
    "agrees": "agrees",
    "also": "another precision, or an alternative",
    "disputed": "another value, so the field is disputed",
    "differs": "another value",
    "denied": "a denial",
    "retracted": "taken back",
    "reported": "reported",
    "rejected": "rejected",
}
