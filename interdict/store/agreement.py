"""How the claims of many cases stand to the record, in SQL: the marks that `show` puts behind a value.

The rules are those of domain/agreement.py, which weighs one case; a test holds the two together on every case. A claim
`asserts` the adopted value where it is the same but for wording and ground. `also` is the same at another precision, a
source's version of a remark, or what the analyst marked as an alternative; `disputed`, `rejected`, `denied` and
`retracted` say it themselves; `reported` is said in words only, and `unset` of a field for which no value was adopted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from interdict.domain.agreement import OPTIONAL
from interdict.domain.fields import (
    CASE_TABLES,
    IDENTIFIERS,
    LISTS,
    MANAGED,
    PARTS,
    REMARKS,
    TABLES,
    Field,
    field_columns,
)
from interdict.store.comparisons import fold_identifier

Fields = Mapping[str, tuple[Field, ...]]  # by table

WEIGHED: Fields = {
    table: tuple(field for field in TABLES[table] if field.name not in MANAGED)
    for table in ("interdiction", *CASE_TABLES)
    if table not in {"claim", "judgement"}
}
_UNCOMPARED = ("as_reported", "basis")  # wording and ground: two sources may differ there and agree
_WIDE = frozenset({*PARTS, *LISTS, "date"})  # kinds of which one value can say more than another


def choose_fields(**names: Sequence[str]) -> Fields:
    """Return the fields of these names by table: choose_fields(cargo=["quantity"])."""
    return {table: tuple(field for field in WEIGHED[table] if field.name in found) for table, found in names.items()}


_COLUMNS = ("interdiction_id", "subject_table", "subject_id", "field", "value", "as_reported", "source_id")
CHOSEN = "SELECT id FROM chosen"


def select_claims(fields: Fields = WEIGHED, *, further: str = "", cases: str = CHOSEN) -> str:
    """Return a SELECT of the claims on these fields, of the cases in `chosen` or others, each with its `mark`.

    Its columns are interdiction_id, subject_table, subject_id, field, value, as_reported, source_id, mark, whether it
    `disputes` the adopted value, and its `relation` to it, 'unset' where none was adopted; and the `further` ones,
    written with the names of the tables that they are of.
    """
    listed = "" if fields is WEIGHED else f"AND {_is_among(fields)}"
    return f"""
        SELECT
            {", ".join(_COLUMNS)},
            CASE
                WHEN stance = 'denies' THEN 'denied'
                WHEN stance = 'retracts' THEN 'retracted'
                WHEN status IS NULL OR relation = 'asserts' THEN relation
                WHEN status = 'accepted' AND value IS NULL AND relation = 'unset' THEN 'asserts'
                WHEN status IN ('disputed', 'rejected') THEN status
                ELSE 'also'
            END AS mark,
            CASE
                WHEN status = 'disputed' THEN 1
                WHEN stance IN ('denies', 'retracts') THEN value IS NULL OR relation = 'asserts' OR is_covered IS TRUE
                ELSE status IS NULL AND relation = 'disputed'
            END AS disputes,
            relation
            {further and ", "}{", ".join(name.rpartition(" ")[2] for name in further.split(", ")) if further else ""}
        FROM (
            SELECT
                {", ".join(f"claim.{column}" for column in (*_COLUMNS, "stance", "status"))},
                {_relate_fields(fields)} AS relation,
                CASE WHEN claim.stance IN ('denies', 'retracts') THEN {_cover_fields(fields)} END AS is_covered
                {further and ", "}{further}
            FROM claim
            {join_subjects(fields)}
            WHERE claim.interdiction_id IN ({cases})
            {listed}
            LIMIT -1  -- so that SQLite works out the relation once for each claim, not wherever it is named
        )
        WHERE field IS NOT NULL
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


def _cover_fields(fields: Fields) -> str:
    """Write whether a denial is of more than the value, and so of the value too; NULL where kinds know no more."""
    wide = {table: tuple(field for field in found if field.kind in _WIDE) for table, found in fields.items()}
    wide = {table: found for table, found in wide.items() if found}
    return _by_field(wide, _cover, "claim") if wide else "NULL"


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
    elif field.kind in LISTS:
        equal = f"claim.value = {columns[0]}"
        compatible = f"""(
            {_is_part("claim.value", columns[0])} OR {_is_part(columns[0], "claim.value")}
            OR '["unknown"]' IN (claim.value, {columns[0]})
        )"""
    else:
        said = "json_extract(claim.value, '$')"
        equal = f"{said} = {columns[0]}"
        if field.name in IDENTIFIERS:
            prefix = IDENTIFIERS[field.name]
            equal = f"{fold_identifier(said, prefix)} = {fold_identifier(columns[0], prefix)}"
        silent = f"'unknown' IN ({said}, {columns[0]})" if field.kind == "word" else "0"
        compatible = _holds_date(said, columns[0]) if field.kind == "date" else silent
    return f"""
        CASE
            WHEN coalesce({", ".join([*columns, "NULL"])}) IS NULL THEN 'unset'
            WHEN claim.value IS NULL THEN 'reported'
            WHEN {equal} THEN 'asserts'
            WHEN {"1" if field.name in REMARKS else compatible} THEN 'also'
            ELSE 'disputed'
        END"""


def _pair_parts(field: Field, columns: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return, for each part of a register, what a claim says of it and the column that holds it."""
    return {
        part: (f"json_extract(claim.value, '$.{part}')", column)
        for part, column in zip(PARTS[field.kind], columns, strict=True)
    }


def _compare_parts(field: Field, columns: Sequence[str]) -> tuple[str, str]:
    """Write when two registers are equal, and when one says no more than a part of what the other does."""
    pairs = _pair_parts(field, columns)
    compared = {part: pair for part, pair in pairs.items() if part not in _UNCOMPARED}
    same = [f"{said} IS {column}" for part, (said, column) in compared.items() if part not in OPTIONAL]
    said_any = [said for part, (said, _) in compared.items() if part not in OPTIONAL]
    for said, column in (pair for part, pair in compared.items() if part in OPTIONAL):
        same.append(_is_same_where_given(said, column))
        said_any.append(f"CASE WHEN {column} IS NOT NULL THEN {said} END")
    in_words = " AND ".join(f"{said} IS {column}" for said, column in pairs.values())
    equal = f"({' AND '.join(same)} AND (coalesce({', '.join(said_any)}) IS NOT NULL OR ({in_words})))"
    less = " AND ".join(f"({said} IS NULL OR {said} IS {column})" for said, column in compared.values())
    more = " AND ".join(f"({column} IS NULL OR {said} IS {column})" for said, column in compared.values())
    return equal, f"(({less}) OR ({more}))"


def _is_same_where_given(said: str, column: str) -> str:
    return f"({said} IS NULL OR {column} IS NULL OR {said} = {column})"


def _cover(table: str, field: Field) -> str:
    """Write whether what is denied takes in the value of the record."""
    columns = [f"{table}.{column}" for column in field_columns(field)]
    if field.kind == "date":
        return f"is_within({columns[0]}, json_extract(claim.value, '$'))"
    if field.kind in LISTS:
        listed = f"SELECT value FROM json_each({columns[0]})"
        return f"EXISTS (SELECT 1 FROM json_each(claim.value) WHERE value IN ({listed}))"
    pairs = _pair_parts(field, columns)
    unit = pairs.get("unit") or pairs.get("currency")
    if unit is None:
        said = [f"({said} IS NULL OR {said} IS {column})" for said, column in pairs.values()]
        return f"(coalesce({', '.join(said for said, _ in pairs.values())}, NULL) IS NOT NULL AND {' AND '.join(said)})"
    (least, low), (most, high) = (_write_end(pairs, end) for end in ("low", "high"))
    scope = _is_same_where_given(*pairs["scope"]) if "scope" in pairs else "1"
    return f"""
        (
            {unit[0]} = {unit[1]} AND {scope}
            AND coalesce({least}, {most}) IS NOT NULL AND coalesce({low}, {high}) IS NOT NULL
            AND ({least} IS NULL OR {least} <= {low}) AND ({most} IS NULL OR {high} <= {most})
        )"""


def _write_end(pairs: Mapping[str, tuple[str, str]], end: str) -> tuple[str, str]:
    """Write the lower or the upper end of a figure, as a claim says it and as the record holds it."""
    exact = pairs.get("value") or pairs["amount"]
    if "low" not in pairs:
        return exact
    said, held = (
        f"CASE WHEN coalesce({pairs['low'][side]}, {pairs['high'][side]}) IS NULL THEN {exact[side]} "
        f"ELSE {pairs[end][side]} END"
        for side in (0, 1)
    )
    return said, held


def _is_part(one: str, other: str) -> str:
    return f"NOT EXISTS (SELECT 1 FROM json_each({one}) WHERE value NOT IN (SELECT value FROM json_each({other})))"


def _holds_date(one: str, other: str) -> str:
    """Hold where one of two dates lies within the other; plain ones are compared as text, which is fast."""
    plain = " AND ".join(
        f"length({date}) IN (4, 7, 10) AND {date} NOT GLOB '*[^0-9-]*' AND substr({date}, 6, 2) <= '12'"
        for date in (one, other)
    )
    as_text = f"instr({one}, {other}) = 1 OR instr({other}, {one}) = 1"
    return f"CASE WHEN {plain} THEN {as_text} ELSE is_within({one}, {other}) OR is_within({other}, {one}) END"


def _write_value(table: str, field: Field) -> str:
    columns = [f"{table}.{column}" for column in field_columns(field)]
    if field.kind in PARTS:
        parts = ", ".join(f"'{part}', {column}" for part, column in zip(PARTS[field.kind], columns, strict=True))
        return f"CASE WHEN coalesce({', '.join(columns)}) IS NOT NULL THEN json_patch('{{}}', json_object({parts})) END"
    if field.kind in LISTS:
        return columns[0]
    if field.kind == "yes_no":
        return f"CASE WHEN {columns[0]} THEN 'true' END"
    return f"CASE WHEN {columns[0]} IS NOT NULL THEN json_quote({columns[0]}) END"
