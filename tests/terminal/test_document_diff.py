"""The difference between two documents of a case."""

from __future__ import annotations

from interdict.terminal.document_diff import MOST_LINES, diff_documents

BEFORE = {
    "title": "A case",
    "outcome": "seized",
    "cargo": [{"key": "load", "description": "rockets", "hs": "9306"}, {"key": "rest", "description": "coal"}],
}


def test_a_changed_value_stands_with_its_section_and_row():
    after = {**BEFORE, "cargo": [{**BEFORE["cargo"][0], "hs": "9301"}, BEFORE["cargo"][1]]}
    assert diff_documents(BEFORE, after) == [
        "cargo load:",
        "        description: rockets",
        '  -     hs: "9306"',
        '  +     hs: "9301"',
        "      - key: rest",
    ]


def test_a_field_of_the_case_needs_no_place():
    assert diff_documents(BEFORE, {**BEFORE, "outcome": "released"}) == [
        "    title: A case",
        "  - outcome: seized",
        "  + outcome: released",
        "    cargo:",
    ]


def test_a_removed_row_is_shown_as_a_whole():
    lines = diff_documents(BEFORE, {**BEFORE, "cargo": BEFORE["cargo"][:1]})
    assert [line.strip() for line in lines if line.startswith("  - ")] == ["-   - key: rest", "-     description: coal"]


def test_documents_that_are_alike_have_no_difference():
    assert diff_documents(BEFORE, dict(BEFORE)) == []


def test_of_a_very_long_difference_the_beginning_is_shown():
    after = {"cargo": [{"key": str(number)} for number in range(1000)]}
    lines = diff_documents({}, after)
    assert len(lines) == MOST_LINES + 1
    assert lines[-1].endswith("more lines")
