"""A case as a text for an editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.document_reader import read_case
from interdict.domain.document_writer import write_case
from interdict.domain.fields import SECTIONS, get_fields
from interdict.exchange.documents import parse_documents, read_documents
from interdict.terminal.case_text import (
    drop_marks,
    find_mark,
    find_row_line,
    find_value_line,
    mark_lines,
    write_case_text,
)
from tests.samples import THAI

CASES = sorted((Path(__file__).parent.parent.parent / "db" / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_text_of_a_starter_case_reads_back_as_the_same_records(path: Path):
    for tree in read_documents(path):
        case = read_case(tree)
        text = write_case_text(write_case(case.records.values()), "a case")
        (again,) = parse_documents(text, name="text")
        assert read_case(again).records.keys() == case.records.keys()
        assert write_case(read_case(again).records.values()) == write_case(case.records.values())


def test_every_field_is_there_to_be_filled():
    text = write_case_text({}, "a new case")
    assert parse_documents(text, name="text") == []
    for name in get_fields("interdiction").keys() - {"ref", "zone", "position"}:
        assert f"\n#{name}:\n" in text
    assert all(f"\n#{section}:\n" in text for section in SECTIONS)


def test_a_field_that_is_filled_by_taking_the_sign_away_is_read():
    text = write_case_text({}, "a new case")
    for name, value in {"title": "Rifles", "states": "[TR]", "cargo": "\n  - {key: load, description: rifles}"}.items():
        text = text.replace(f"\n#{name}:", f"\n{name}: {value}")
    (tree,) = parse_documents(text, name="text")
    assert {record.table for record in read_case(tree).records.values()} == {"interdiction", "cargo"}


TEXTS = st.text(alphabet="ab:#!\n \u2028", max_size=60)
MESSAGES = st.lists(st.tuples(st.none() | st.integers(1, 12), st.text(alphabet="xy\n", max_size=9)), max_size=4)


@given(TEXTS.filter(lambda text: "#!!" not in text), MESSAGES)
def test_messages_can_be_taken_out_again(text: str, messages: list[tuple[int | None, str]]):
    marked = mark_lines(text, messages)
    assert drop_marks(marked) == text
    assert (find_mark(marked) is None) == (not messages)


def test_a_message_stands_above_its_line():
    assert mark_lines("a\nb\nc", [(2, "wrong"), (None, "all of it")]) == "#!! all of it\na\n#!! wrong\nb\nc"


def test_rows_and_fields_are_found_in_the_text():
    text = write_case_text(write_case(read_case(THAI).records.values()), "a case")
    lines = text.split("\n")
    (tree,) = parse_documents(text, name="text")
    records = {str(record.values.get("key")): record for record in read_case(THAI).records.values()}
    assert lines[find_row_line(text, "load") - 1] == "  - key: load"
    assert lines[find_row_line(text, "wire") - 1] == "  wire:"
    assert find_row_line(text, "none") is None
    assert lines[find_value_line(tree, records["load"], "category") - 1].strip() == "category: conventional_arms"
    assert lines[find_value_line(tree, records["load"], "hs") - 1] == "  - key: load"
    assert lines[find_value_line(tree, records["wire"], "reliability") - 1].strip() == "reliability: B"
    case = records["None"]
    assert lines[find_value_line(tree, case, "zone") - 1] == "place:"
    assert find_value_line(tree, case, "trigger") is None
    assert find_value_line(tree, None, "trigger") is None
