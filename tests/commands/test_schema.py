"""The JSON Schema of a case document: what the reader accepts, it accepts."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from interdict.domain.document_reader import read_case, read_sources
from interdict.domain.document_writer import write_case, write_sources
from interdict.domain.fields import MANAGED, SECTIONS, TABLES, Field
from interdict.domain.problems import DocumentError
from interdict.domain.schema import make_schema
from interdict.domain.vocabulary import ALIASES, VOCABULARIES, parse_word
from interdict.exchange.documents import parse_documents, read_documents
from interdict.store.migrations import find_database_folder
from tests.conftest import Run
from tests.samples import THAI

CASES = sorted((find_database_folder() / "cases").glob("*.yaml"))
VALIDATOR = Draft202012Validator(make_schema())


def list_errors(tree: object) -> list[str]:
    return [f"{list(error.absolute_path)}: {error.message}" for error in VALIDATOR.iter_errors(tree)]


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(make_schema())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_starter_case_is_valid_as_read_and_as_written(path: Path) -> None:
    for tree in read_documents(path):
        assert list_errors(tree) == []
        case = read_case(tree)
        assert list_errors(write_case(case.records.values(), recorded=case.recorded)) == []


def test_written_case_holds_real_numbers_and_true() -> None:
    case = read_case({**THAI, "private": "yes", "place": {"name": "Bangkok", "latitude": "13.9", "longitude": "100.6"}})
    written = write_case(case.records.values())
    assert written["private"] is True
    assert written["place"]["latitude"] == 13.9
    assert written["cargo"][0]["quantity"]["value"] == 35
    assert list_errors(written) == []
    assert list_errors([written, written]) == []


def test_sources_alone_are_valid() -> None:
    sources = read_sources({"interdict": 1, "sources": THAI["sources"]})
    assert list_errors(write_sources(sources.values())) == []


SHORT = """
interdict: 1
ref: TH-2009-7KQ
recorded: 2026-11-24
title: 1718
date: 2009
states: Thailand, AE
place: Bangkok, Thailand
zone: Airport
position: 13.91N 100.61E
mode: AIR
regime: DPRK, iran
trigger: foreign tip
outcome: Turned-Back
private: Yes
source: [act, wire]
basis: UNSCR 1874
events: [landed, {kind: Seized, penalty: US$ 5 million}]
cargo:
  - 35 t of rockets
  - {description: grenades, quantity: 2300 pieces, packages: 12 boxes, worth: US$18 million, prohibited: yes,
     concealment: [False description], hs: 9301, source: act, conveyance: plane}
conveyances: {plane: {type: Il-76}, ship: {kind: vessel, count: "1,200", imo_number: 9000000}, other: }
parties: []
legs:
  - {from: Pyongyang, to: {name: Bangkok, locode: thbkk}, departed: about 11 Dec 2009}
sources: {act: {reliability: b, id: 2F0B6A3E-93B4-5D2C-8F4E-6A7D1C9B0E51}, wire: {title: 1}, bare: just a title}
claims:
  - {of: plane, field: type, value: Il-76, source: act, credibility: 2}
  - {field: place, value: {name: Bangkok}, source: act}
  - {field: states, value: [TH], source: wire, stance: Denies}
  - {of: cargo/cargo-1, field: quantity, value: about 35 tons, source: wire}
judgements: [{of: plane, other: ship, verdict: different}]
notes: weights differ
"""


def test_short_forms_are_valid() -> None:
    (tree,) = parse_documents(SHORT, name="short")
    read_case(tree)
    assert list_errors(tree) == []


def test_short_forms_are_valid_with_the_types_of_json() -> None:
    tree = {
        "interdict": 1,
        "date": 2009,
        "private": False,
        "regime": 1718,
        "place": {"name": "Bangkok", "latitude": 13, "longitude": 100.6, "radius_km": 0, "locode": None},
        "cargo": [{"hs": 9301, "quantity": 35, "prohibited": True}],
        "conveyances": [{"count": 3, "imo_number": 9000000, "tonnage": {"value": 5.5, "unit": "GT"}}],
        "sources": {"a": {"title": "x"}},
        "claims": [{"source": "a", "credibility": 2, "field": "outcome", "value": None}],
    }
    read_case(tree)
    assert list_errors(tree) == []


def change(tree: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    changed = copy.deepcopy(tree)
    node: Any = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("titel",), "x"),
        (("$schema",), "x"),
        (("place", "latitud"), "13"),
        (("cargo", 0, "descripton"), "x"),
        (("cargo", 0, "sequence"), "1"),
        (("cargo", 0, "quantity", "units"), "t"),
        (("cargo", 0, "of"), "plane"),
        (("sources", "act", "source"), "wire"),
        (("claims", 0, "value", "units"), "t"),
        (("cargoes",), []),
        (("claims", 0, "field"), "quantitty"),
        (("claims", 0, "value"), ["35"]),
        (("outcome",), "seised"),
        (("regime",), "DPRK, Narnia"),
        (("regime",), ["DPRK", "Narnia"]),
        (("place", "zone"), "high seize"),
        (("parties", 0, "role"), "king"),
        (("events",), ["seezed"]),
        (("events", 0, "kind"), "seezed"),
        (("cargo", 0, "quantity", "basis"), "guess"),
        (("cargo", 0, "quantity", "value"), "a few"),
        (("cargo", 0, "quantity", "value"), -1),
        (("place", "latitude"), "13"),
        (("parties", 0, "count"), "five"),
        (("title",), ["x"]),
        (("title",), {"x": "y"}),
        (("cargo",), 5.5),
        (("cargo",), [["x"]]),
        (("private",), "maybe"),
        (("interdict",), 2),
        (("id",), "x"),
        (("ref",), "x"),
    ],
)
def test_what_the_reader_refuses_is_invalid(path: tuple[str | int, ...], value: object) -> None:
    tree = change(THAI, path, value)
    if path != ("cargo",):  # a number alone is only met in JSON, whose numbers are read as text
        with pytest.raises(DocumentError):
            read_case(tree)
        assert list_errors(tree)
    assert list_errors(THAI) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_refuses_a_misspelt_key(section: str) -> None:
    for rows in ([{"kye": "x"}], {"x": {"kye": "x"}}):
        assert list_errors({section: rows})
        assert list_errors({section: [{"key": "x"}]}) == []


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_word_is_valid_as_people_write_it(name: str) -> None:
    validator = Draft202012Validator({"$defs": make_schema()["$defs"], "$ref": f"#/$defs/word_{name}"})
    for word in (*VOCABULARIES[name], *ALIASES.get(name, {})):
        for written in (word, word.upper(), word.replace("_", " "), f" {word.replace('_', '-').title()} "):
            assert parse_word(name, written) in VOCABULARIES[name]
            assert validator.is_valid(written), written
    assert not validator.is_valid("no such word")


WORDS = ["Seized", "turned back", "sea", "DPRK", "iran,DPRK", "South-Africa", "vessel", "YES", "no", "2", "B", "crew"]
TEXTS = ["", "x", "35", "-1", "0.5", "1,000", "35 t", "US$ 5", "2009-12", "Dec 2009", "TH", "Bangkok, TH", "plane"]
ANYTHING: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([*WORDS, *TEXTS, None, True, False, 0, 1, 35, 2009, 0.5, ["TH"], ["DPRK"], ["x", "load"]]),
    st.dictionaries(
        st.sampled_from(["name", "value", "unit", "key", "title"]), st.sampled_from(TEXTS), min_size=1, max_size=2
    ),
)
FIELDS: list[tuple[str, Field]] = [
    (table, field) for table, fields in TABLES.items() for field in fields if field.name not in MANAGED
]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(FIELDS), ANYTHING), min_size=1, max_size=4))
def test_what_the_reader_accepts_is_valid(values: list[tuple[tuple[str, Field], Any]]) -> None:
    sections = {table: section for section, table in SECTIONS.items()}
    tree: dict[str, Any] = {"conveyances": {"plane": None}, "sources": {"x": None}}
    for (table, field), value in values:
        if table == "interdiction":
            tree[field.name] = value
        else:
            rows = tree.setdefault(sections[table], {})
            rows[f"load-{len(rows)}"] = {field.name: value}
    try:
        read_case(tree)
    except DocumentError:
        return
    assert list_errors(tree) == []


def test_schema_is_printed_as_json_and_as_yaml(run: Run, tmp_path: Path) -> None:
    done = run("schema")
    assert json.loads(done.stdout) == make_schema()
    assert run("schema", "-f", "yaml").stdout.startswith('"$schema": ')
    target = tmp_path / "case.schema.json"
    assert run("schema", "-o", str(target)).stdout == ""
    assert json.loads(target.read_text(encoding="utf-8")) == make_schema()


def test_schema_is_no_table(run: Run) -> None:
    done = run("schema", "-f", "csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: this is not written as csv\nhint: use -f json or -f yaml\n"
