"""`interdict fields`: what each field holds."""

from __future__ import annotations

import csv
import io
import json

import pytest

from interdict.domain.descriptions import describe_field, describe_part, find_fields, list_fields
from interdict.domain.fields import PARTS, SECTIONS, TABLES, list_columns
from interdict.domain.vocabulary import VOCABULARIES
from tests.conftest import Run


def name_found(name: str) -> list[str]:
    return [f"{table}.{field.name}" for table, field in find_fields(name)]


@pytest.mark.parametrize("table", TABLES)
def test_table_has_all_its_fields(table: str) -> None:
    assert name_found(table) == [f"{table}.{field.name}" for field in TABLES[table]]


@pytest.mark.parametrize(("section", "table"), SECTIONS.items())
def test_section_of_a_document_names_its_table(section: str, table: str) -> None:
    assert name_found(section) == name_found(table)


@pytest.mark.parametrize("described", list_fields(), ids=lambda described: f"{described[0]}.{described[1].name}")
def test_every_field_is_found_by_its_whole_name(described: tuple[str, object]) -> None:
    table, field = described
    assert find_fields(f"{table}.{field.name}") == [described]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("outcome", ["interdiction.outcome"]),
        ("OUTCOME", ["interdiction.outcome"]),
        ("mode", ["interdiction.mode", "leg.mode"]),
        ("cargo.quantity", ["cargo.quantity"]),
        ("Cargo.Declared-As", ["cargo.declared_as"]),
        ("parties.role", ["party.role"]),
        ("cargo.quantity.unit", ["cargo.quantity"]),
        ("precision", ["interdiction.position"]),
        ("party_kind", ["party.kind"]),
        ("interdiction.place_country", ["interdiction.place"]),
        ("tlp", [f"{table}.tlp" for table in ("interdiction", "party", "source", "claim", "note")]),
    ],
)
def test_name_finds_the_field_wherever_it_is(name: str, found: list[str]) -> None:
    assert name_found(name) == found


@pytest.mark.parametrize(
    ("name", "error", "hint"),
    [
        ("outcom", "there is no field 'outcom'", "did you mean outcome?"),
        ("crgo", "there is no field 'crgo'", "did you mean cargo?"),
        ("crgo.quantity", "there is no table 'crgo'", "did you mean cargo?"),
        ("cargo.quantty", "there is no field 'quantty'", "did you mean quantity?"),
        ("zzzz", "there is no field 'zzzz'", "'interdict fields' lists them"),
        ("basis.zzzz", "there is no field 'zzzz'", "use one of interdiction, key, sequence, authority, use, note"),
        (".", "there is no table ''", "use one of " + ", ".join(TABLES)),
        ("\x1b[2J", "there is no field '\\x1b[2j'", "'interdict fields' lists them"),
    ],
)
def test_unknown_name_is_an_error_with_a_suggestion(run: Run, name: str, error: str, hint: str) -> None:
    done = run("fields", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: {error}\nhint: {hint}\n"


def test_json_lists_every_field_with_all_that_is_known(run: Run) -> None:
    rows = json.loads(run("fields", "-f", "json").stdout)
    assert [(row["table"], row["field"]) for row in rows] == [(table, field.name) for table, field in list_fields()]
    assert all(list(row) == [*"table field kind meaning words parts columns".split()] for row in rows)  # noqa: SIM905
    by_name = {f"{row['table']}.{row['field']}": row for row in rows}
    assert by_name["interdiction.outcome"]["words"] == dict(VOCABULARIES["outcome"])
    assert by_name["cargo.description"]["words"] is None
    assert list(by_name["cargo.quantity"]["parts"]) == list(PARTS["quantity"])
    assert by_name["interdiction.date"]["columns"] == ["date", "earliest", "latest"]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_that_of_a_field(table: str) -> None:
    columns = [column for field in TABLES[table] for column in describe_field(table, field)["columns"]]
    assert ("id", *columns) == list_columns(table)


def test_every_part_is_described() -> None:
    for parts in PARTS.values():
        assert all(describe_part(part) for part in parts)


def test_rows_for_a_script_have_words_alone(run: Run) -> None:
    (row,) = csv.DictReader(io.StringIO(run("fields", "confidence", "-f", "csv").stdout))
    assert row["words"] == "low, moderate, high"
    (row,) = csv.DictReader(io.StringIO(run("fields", "worth", "-f", "csv").stdout))
    assert row["parts"] == "amount, currency, as_reported"


@pytest.mark.parametrize("name", ["", "cargo", "outcome", "kind", "quantity", "position", "note"])
@pytest.mark.parametrize("width", [60, 100])
def test_tables_fit_the_terminal(run: Run, name: str, width: int) -> None:
    lines = run("fields", name, "-f", "table", COLUMNS=str(width)).stdout.splitlines()
    assert max(map(len, lines)) <= width


def test_one_field_shows_each_word_with_its_meaning(run: Run) -> None:
    text = run("fields", "outcome", "-f", "table", COLUMNS="100").stdout
    assert "interdiction.outcome" in text
    for word, meaning in VOCABULARIES["outcome"].items():
        assert any(line.startswith(word) and meaning in line for line in text.splitlines())


def test_field_of_parts_shows_its_parts_and_their_words(run: Run) -> None:
    text = run("fields", "cargo.quantity", "-f", "table", COLUMNS="100").stdout
    for part in PARTS["quantity"]:
        assert f"\n{part}" in text
    for word in (*VOCABULARIES["quantity_basis"], *VOCABULARIES["scope"]):
        assert f"\n{word}" in text


def test_list_of_all_says_how_many_words_there_are(run: Run) -> None:
    text = run("fields", "-f", "table", COLUMNS="200").stdout
    assert f"and {len(VOCABULARIES['category']) - 3} others" in text
    assert "gives each word" in text.splitlines()[-1]
    assert "tobacco_counterfeit" in run("fields", "cargo", "-f", "table", COLUMNS="200").stdout


def test_table_that_is_a_field_as_well_says_so(run: Run) -> None:
    assert "also a field: leg.basis" not in run("fields", "basis", "-f", "md").stdout
    assert "also a field: conveyance.note" in run("fields", "note", "-f", "md").stdout
