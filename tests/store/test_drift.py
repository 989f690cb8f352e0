"""Rows that were changed outside interdict: they are found, named, and put back or kept as the user says."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interdict.domain.changes import UPDATE, Change
from interdict.errors import DataError
from interdict.store.checks import CHECKS, Finding, run_check
from interdict.store.connection import open_reading, open_writing
from interdict.store.history import list_changesets
from interdict.store.log import write_changes
from interdict.store.settling import settle_drift
from tests.samples import THAI, add_case, dump_tables


@pytest.fixture
def thai(file: Path) -> Path:
    add_case(file, THAI)
    return file


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def find(path: Path) -> list[Finding]:
    with open_reading(path) as connection:
        return [finding for name in CHECKS for finding in run_check(connection, name)]


def settle(path: Path, *, adopt: bool) -> int:
    with open_writing(path) as connection:
        return settle_drift(connection, adopt=adopt, author="Ben")


EDITS = (
    "UPDATE interdiction SET outcome = 'released', summary = 'by hand'",
    "UPDATE cargo SET quantity_value = 40, quantity_high = 45",
    "UPDATE claim SET value = '\"2009-12-10\"' WHERE field = 'date'",
    "UPDATE party SET count = NULL",
)


def test_row_that_was_edited_by_hand_is_named_with_both_values(thai: Path) -> None:
    alter(thai, EDITS[0])
    (finding,) = find(thai)
    assert finding.place == "interdiction TH-2009-310"
    assert finding.finding == "outcome is 'released', the log says 'seized'; summary is 'by hand', the log says empty"
    assert "--rebuild" in finding.remedy
    assert "--adopt" in finding.remedy


@pytest.mark.parametrize(
    ("statement", "place", "words"),
    [
        ("DELETE FROM cargo", "cargo TH-2009-310/load", "the row is missing"),
        ("UPDATE cargo SET note = 'x'", "cargo TH-2009-310/load", "note is 'x', the log says empty"),
        ("INSERT INTO source (id, key) VALUES ('x', 'y')", "source x", "the log knows nothing of this row"),
        (
            "INSERT INTO conflict VALUES ('cargo', 'x', 'note', NULL, '[]')",
            "cargo x",
            "it has conflicts, and the log knows nothing of it",
        ),
        (
            "INSERT INTO conflict SELECT 'cargo', id, 'note', interdiction_id, '[' FROM cargo",
            "cargo TH-2009-310/load",
            "its conflicts are not those of the log",
        ),
        ("UPDATE interdiction SET earliest = '2000-01-01'", "interdiction TH-2009-310", "earliest is '2000-01-01'"),
        ("UPDATE change SET tbl = 'ship' WHERE tbl = 'party'", "party ", "the log knows nothing of this row"),
        ("UPDATE change SET new = '[' WHERE tbl = 'party'", "party ", "its changes in the log cannot be read"),
    ],
)
def test_drift_of_any_kind_is_told_in_words(thai: Path, statement: str, place: str, words: str) -> None:
    alter(thai, statement)
    told = [finding for finding in find(thai) if finding.check == "tables"]
    assert any(finding.place.startswith(place) and words in finding.finding for finding in told), told


def test_claim_that_lost_its_subject_is_named_by_its_key(thai: Path) -> None:
    alter(thai, "DELETE FROM cargo")
    places = {finding.place for finding in find(thai) if finding.check == "references"}
    assert places == {"claim TH-2009-310/load-quantity-wire", "note TH-2009-310/note-1"}


def test_rows_are_put_back_as_the_log_has_them(thai: Path) -> None:
    before = dump_tables(thai)
    alter(thai, *EDITS, "DELETE FROM note", "INSERT INTO source (id, key) VALUES ('x', 'y')")
    assert settle(thai, adopt=False) == 6
    assert dump_tables(thai) == before
    assert find(thai) == []


def test_adopted_rows_stay_and_are_in_the_log_under_the_name_of_who_adopted(thai: Path) -> None:
    alter(thai, *EDITS, "DELETE FROM note")
    edited = dump_tables(thai)
    assert settle(thai, adopt=True) == 5
    assert dump_tables(thai) == edited
    assert find(thai) == []
    with open_reading(thai) as connection:
        newest = list_changesets(connection)[0]
    assert (newest.author, newest.size) == ("Ben", 6)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE interdiction SET outcome = 'siezed'", "interdiction TH-2009-310: outcome: 'siezed' is not one of"),
        ("UPDATE interdiction SET date = '12/12/2009'", "date: "),
        ("UPDATE interdiction SET latitude = 3", "position needs both"),
        ('UPDATE interdiction SET states = \'["US","TH"]\'', 'states: \'["US", "TH"]\' is not as interdict writes it'),
        ("UPDATE cargo SET quantity_value = 1e20", "quantity: value: "),
        ("UPDATE cargo SET quantity_value = 1e999", "quantity is damaged"),
        ("UPDATE claim SET field = 'colour' WHERE field = 'date'", "colour"),
    ],
)
def test_nothing_is_adopted_that_interdict_would_not_take(thai: Path, statement: str, words: str) -> None:
    alter(thai, statement)
    before = thai.read_bytes()
    with pytest.raises(DataError) as caught:
        settle(thai, adopt=True)
    assert words in caught.value.message
    assert caught.value.hint
    assert thai.read_bytes() == before


def test_no_command_writes_over_what_was_changed_by_hand(thai: Path) -> None:
    alter(thai, "UPDATE interdiction SET title = 'by hand'")
    before = thai.read_bytes()
    change = Change("interdiction", THAI["id"], UPDATE, "outcome", "seized", "released")
    with pytest.raises(DataError) as caught, open_writing(thai) as connection:
        write_changes(connection, [change], author="Ben")
    assert "title is 'by hand', the log says 'Arms aboard an Il-76'" in caught.value.message
    assert "interdict check" in caught.value.hint
    assert thai.read_bytes() == before


def test_fault_on_a_whole_file_stays_a_fault(thai: Path) -> None:
    with pytest.raises(KeyError, match="colour"), open_reading(thai):
        raise KeyError("colour")


def test_fault_on_an_edited_file_is_told_as_damage(thai: Path) -> None:
    alter(thai, "UPDATE interdiction SET outcome = 'siezed'")
    with pytest.raises(DataError) as caught, open_reading(thai):
        raise KeyError("siezed")
    assert "interdiction TH-2009-310: outcome is 'siezed', the log says 'seized'" in caught.value.message
