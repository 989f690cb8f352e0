"""How the claims of many cases stand to the record, in SQL: the marks that `show` puts behind a value.

The rules are those of domain/agreement.py, which weighs one case; a test holds the two together on every case. A claim
`asserts` the adopted value where it is the same but for wording and ground. `also` is the same at another precision, a
source's version of a remark, or what the analyst marked as an alternative; `disputed`, `rejected`, `denied` and
`retracted` say it themselves; `reported` is said in words only, and `unset` of a field for which no value was adopted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from interdict.domain.agreement import OPTIONAL, REMARKS
from interdict.domain.fields import CASE_TABLES, MANAGED, PARTS, TABLES, Field, field_columns
from interdict.store.comparisons import bound_texts

Fields = Mapping[str, tuple[Field, ...]]  # by table

WEIGHED: Fields = {
    table: tuple(field for field in TABLES[table] if field.name not in MANAGED)
    for table in ("interdiction", *CASE_TABLES)
    if table not in {"claim", "judgement"}
}
_UNCOMPARED = ("as_reported", "basis")  # wording and ground: two sources may differ there and agree


def choose_fields(**names: Sequence[str]) -> Fields:
    """Return the fields of these names by table: choose_fields(cargo=["quantity"])."""
    return {table: tuple(field for field in WEIGHED[table] if field.name in found) for table, found in names.items()}


def select_claims(fields: Fields = WEIGHED, *, further: str = "") -> str:
    """Return a SELECT of the claims on these fields, of the cases in `chosen`, each with its `mark`.

    Its columns are interdiction_id, subject_table, subject_id, field, value, as_reported, source_id, mark, and whether
    it `disputes` the adopted value; and the `further` ones, written with the names of the tables that they are of.
    """
    listed = "" if fields is WEIGHED else f"AND {_is_among(fields)}"
    return f"""
        SELECT
            interdiction_id, subject_table, subject_id, field, value, as_reported, source_id,
            CASE
                WHEN stance = 'denies' THEN 'denied'
                WHEN stance = 'retracts' THEN 'retracted'
                WHEN status IS NULL OR relation = 'asserts' THEN relation
                WHEN status = 'accepted' AND value IS NULL AND relation = 'unset' THEN 'asserts'
                WHEN status IN ('disputed', 'rejected') THEN status
                ELSE 'also'
            END AS mark,
            CASE
                WHEN stance IN ('denies', 'retracts') THEN value IS NULL OR relation = 'asserts'
                ELSE status IS 'disputed' OR (status IS NULL AND relation = 'disputed')
            END AS disputes
            {further and ", "}{", ".join(name.rpartition(" ")[2] for name in further.split(", ")) if further else ""}
        FROM (
            SELECT claim.*, {_relate_fields(fields)} AS relation {further and ", "}{further}
            FROM claim
            {join_subjects(fields)}
            WHERE claim.interdiction_id IN (SELECT id FROM chosen)
            AND claim.field IS NOT NULL
            {listed}
        )
    """


def join_subjects(fields: Fields, claim: str = "claim") -> str:
    """Return the joins that put beside each claim the record that it is about, in the table of that record."""
    # An id that is NULL is not looked for, so that each claim costs one look into one table.
    return "\n".join(
        f"LEFT JOIN {table} ON {table}.id = CASE {claim}.subject_table WHEN '{table}' THEN {claim}.subject_id END"
        for table in fields
    )


def write_adopted(fields: Fields, claim: str = "claim") -> str:
    """Return an expression for the record's value of the field that a claim is about: JSON, or NULL."""
    return _by_field(fields, _write_value, claim)


def _relate_fields(fields: Fields) -> str:
    return f"coalesce({_by_field(fields, _relate, 'claim')}, 'reported')"


def _by_field(fields: Fields, write: Callable[[str, Field], str], claim: str) -> str:
    tables = []
    for table, found in fields.items():
        cases = " ".join(f"WHEN '{field.name}' THEN {write(table, field)}" for field in found)
        tables.append(f"WHEN '{table}' THEN CASE {claim}.field {cases} END")
    return f"CASE {claim}.subject_table {' '.join(tables)} END"


def _is_among(fields: Fields) -> str:
    pairs = ", ".join(f"('{table}', '{field.name}')" for table, found in fields.items() for field in found)
    return f"(claim.subject_table, claim.field) IN (VALUES {pairs})"


def _relate(table: str, field: Field) -> str:
    """Write how the value of a claim stands to that of the record."""
    columns = [f"{table}.{column}" for column in field_columns(field)]
    if field.kind in PARTS:
        equal, compatible = _compare_parts(field, columns)
    elif field.kind in {"countries", "words"}:
        equal = f"claim.value = {columns[0]}"
        compatible = f"({_is_part('claim.value', columns[0])} OR {_is_part(columns[0], 'claim.value')})"
    else:
        said = "json_extract(claim.value, '$')"
        equal = f"{said} = {columns[0]}"
        compatible = _holds_date(said, columns[0]) if field.kind == "date" else "0"
    return f"""
        CASE
            WHEN coalesce({", ".join([*columns, "NULL"])}) IS NULL THEN 'unset'
            WHEN claim.value IS NULL THEN 'reported'
            WHEN {equal} THEN 'asserts'
            WHEN {"1" if field.name in REMARKS else compatible} THEN 'also'
            ELSE 'disputed'
        END"""


def _compare_parts(field: Field, columns: Sequence[str]) -> tuple[str, str]:
    """Write when two registers are equal, and when one says no more than a part of what the other does."""
    pairs = {
        part: (f"json_extract(claim.value, '$.{part}')", column)
        for part, column in zip(PARTS[field.kind], columns, strict=True)
    }
    compared = {part: pair for part, pair in pairs.items() if part not in _UNCOMPARED}
    same = [f"{said} IS {column}" for part, (said, column) in compared.items() if part not in OPTIONAL]
    said_any = [said for part, (said, _) in compared.items() if part not in OPTIONAL]
    for part in OPTIONAL & compared.keys():
        said, column = compared[part]
        same.append(f"({said} IS NULL OR {column} IS NULL OR {said} = {column})")
        said_any.append(f"CASE WHEN {column} IS NOT NULL THEN {said} END")
    in_words = " AND ".join(f"{said} IS {column}" for said, column in pairs.values())
    equal = f"({' AND '.join(same)} AND (coalesce({', '.join(said_any)}) IS NOT NULL OR ({in_words})))"
    less = " AND ".join(f"({said} IS NULL OR {said} IS {column})" for said, column in compared.values())
    more = " AND ".join(f"({column} IS NULL OR {said} IS {column})" for said, column in compared.values())
    return equal, f"(({less}) OR ({more}))"


def _is_part(one: str, other: str) -> str:
    return f"NOT EXISTS (SELECT 1 FROM json_each({one}) WHERE value NOT IN (SELECT value FROM json_each({other})))"


def _holds_date(one: str, other: str) -> str:
    """Hold where one of two dates lies within the other, as far as their texts show; seasons have no place there."""
    (first, last), (start, end) = bound_texts(one), bound_texts(other)
    return f"(({first} <= {start} AND {end} <= {last}) OR ({start} <= {first} AND {last} <= {end}))"


def _write_value(table: str, field: Field) -> str:
    columns = [f"{table}.{column}" for column in field_columns(field)]
    if field.kind in PARTS:
        parts = ", ".join(f"'{part}', {column}" for part, column in zip(PARTS[field.kind], columns, strict=True))
        return f"CASE WHEN coalesce({', '.join(columns)}) IS NOT NULL THEN json_patch('{{}}', json_object({parts})) END"
    if field.kind in {"countries", "words"}:
        return columns[0]
    if field.kind == "yes_no":
        return f"CASE WHEN {columns[0]} THEN 'true' END"
    return f"CASE WHEN {columns[0]} IS NOT NULL THEN json_quote({columns[0]}) END"
