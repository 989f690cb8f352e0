"""Undo: what was changed is taken back, whatever happened before, and what others changed since is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interdict.domain.changes import CREATE, UPDATE, Change
from interdict.domain.ids import derive_id, make_id
from interdict.domain.records import Record
from interdict.errors import InterdictError, NotFoundError, UsageError
from interdict.store import history
from interdict.store.cases import read_record
from interdict.store.checks import CHECKS
from interdict.store.connection import Connection, open_reading, open_writing
from interdict.store.dependents import plan_removal
from interdict.store.log import write_changes
from interdict.store.migrations import create_file
from interdict.store.undoing import plan_undo, undo
from tests.samples import dump_tables

CASE = "00000000-0000-4000-8000-000000000001"
SHIP, LOAD, NOTE = (derive_id(CASE, table, "k") for table in ("conveyance", "cargo", "note"))
OWN = {"interdiction": CASE, "key": "k"}

# Each record in two forms: a record that is made again after its removal may hold something else, or less.
FORMS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    CASE: ("interdiction", [{"ref": "TH-2009-7KQ", "title": "one"}, {"ref": "TH-2009-7KQ", "states": ["TH"]}]),
    SHIP: ("conveyance", [{**OWN, "name": "one"}, {**OWN, "kind": "vessel"}]),
    LOAD: ("cargo", [{**OWN, "description": "boots", "conveyance": SHIP}, {**OWN, "description": "hats"}]),
    NOTE: (
        "note",
        [
            {**OWN, "subject": {"table": "cargo", "id": LOAD}, "text": "a"},
            {**OWN, "subject": {"table": "interdiction", "id": CASE}, "text": "b"},
        ],
    ),
}
EDITS: dict[str, tuple[str, list[Any]]] = {
    CASE: ("outcome", ["seized", "released", None]),
    SHIP: ("name", ["one", "two", None]),
    LOAD: ("conveyance", [SHIP, None]),
    NOTE: ("text", ["a", "b"]),
}

RECORDS = st.sampled_from(sorted(FORMS))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("make"), RECORDS, st.integers(0, 1)),
        st.tuples(st.just("edit"), RECORDS, st.integers(0, 2)),
        st.tuples(st.just("remove"), RECORDS, st.just(0)),
        st.tuples(st.just("undo"), st.just(""), st.integers(0, 15)),
    ),
    min_size=3,
    max_size=16,
)


def find_problems(path: Path) -> list[Any]:
    with open_reading(path) as connection:
        return [finding for check in CHECKS.values() for finding in check.run(connection)]


def write(path: Path, *changes: Change) -> bytes:
    with open_writing(path) as connection:
        uid = write_changes(connection, changes, author="Ana")
    assert uid is not None
    return uid


def take_back(path: Path, uid: bytes, *, force: bool = False) -> bytes:
    with open_writing(path) as connection:
        back = undo(connection, history.find_changeset(connection, uid.hex()), author="Ana", force=force)
    assert back is not None
    return back


def take_step(path: Path, step: tuple[str, str, int]) -> bytes | None:
    """Carry out one random step where it makes sense; return the uid of what was written."""
    verb, record, number = step
    with open_writing(path) as connection:
        if verb == "undo":
            entries = history.list_changesets(connection)
            return undo(connection, entries[number], author="Ana") if number < len(entries) else None
        return write_changes(connection, plan_step(connection, verb, record, number), author="Ana")


def plan_step(connection: Connection, verb: str, record: str, number: int) -> list[Change]:
    table, forms = FORMS[record]
    present = read_record(connection, table, record)
    if verb == "make":
        needed = [each for each in (CASE, SHIP, LOAD) if each in str(forms[number])]
        if present or any(read_record(connection, FORMS[each][0], each) is None for each in needed):
            return []
        return [Change(table, record, CREATE, new=forms[number])]
    if present is None:
        return []
    if verb == "remove":
        return plan_removal(connection, [Record(table, record, {})])
    field, values = EDITS[record]
    old, new = present.values.get(field), values[number % len(values)]
    if old == new or (new == SHIP and read_record(connection, "conveyance", SHIP) is None):
        return []
    return [Change(table, record, UPDATE, field, old, new)]


def undo_all(path: Path) -> bool:
    """Undo the newest changeset until there is none; say whether it came to that.

    It may not where an undo by name took a case away, and what is to come back belongs to it.
    """
    while True:
        with open_writing(path) as connection:
            try:
                undo(connection, history.find_newest(connection), author="Ana")
            except NotFoundError:
                return True
            except InterdictError as error:
                if error.message.startswith("pointing to what was removed since"):
                    return False
                raise


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_history_can_be_taken_back_one_by_one_to_nothing(tmp_path: Path, steps: list[tuple[str, str, int]]) -> None:
    path = tmp_path / f"{make_id()}.sqlite"
    create_file(path)
    for step in steps:
        before = dump_tables(path)
        try:
            uid = take_step(path, step)
        except InterdictError:  # an undo that would take back what others changed
            assert dump_tables(path) == before
            continue
        if uid is None:
            continue
        after = dump_tables(path)
        back = take_back(path, uid)
        assert dump_tables(path) == before
        take_back(path, back)
        assert dump_tables(path) == after
    assert find_problems(path) == []
    if undo_all(path):
        assert not any(dump_tables(path).values())
    assert find_problems(path) == []


def make(path: Path, *records: str) -> None:
    write(path, *(Change(FORMS[record][0], record, CREATE, new=FORMS[record][1][0]) for record in records))


def remove(path: Path, record: str) -> bytes:
    with open_writing(path) as connection:
        changes = plan_removal(connection, [Record(FORMS[record][0], record, {})])
        uid = write_changes(connection, changes, author="Ana")
    assert uid is not None
    return uid


def test_record_made_again_with_other_values_goes_and_comes_back_with_them(file: Path) -> None:
    make(file, CASE, SHIP, LOAD)
    removed = remove(file, LOAD)
    again = write(file, Change("cargo", LOAD, CREATE, new=FORMS[LOAD][1][1]))
    hats = dump_tables(file)
    gone = take_back(file, again)
    assert dump_tables(file)["cargo"] == []
    back = take_back(file, gone)
    assert dump_tables(file) == hats
    take_back(file, again)
    take_back(file, removed)
    assert [row[4] for row in dump_tables(file)["cargo"]] == ["boots"]
    assert back != again


def test_value_set_to_what_it_was_by_a_later_change_is_that_change_s(file: Path) -> None:
    make(file, CASE)
    first = write(file, Change("interdiction", CASE, UPDATE, "title", "one", "two"))
    write(file, Change("interdiction", CASE, UPDATE, "title", "two", "three"))
    write(file, Change("interdiction", CASE, UPDATE, "title", "three", "two"))
    with pytest.raises(InterdictError, match="changed again since: interdiction title"):
        take_back(file, first)


def test_note_is_not_brought_back_onto_a_record_that_is_gone(file: Path) -> None:
    make(file, CASE, SHIP, LOAD, NOTE)
    removed = remove(file, NOTE)
    remove(file, LOAD)
    with pytest.raises(InterdictError, match="pointing to what was removed since: note k"):
        take_back(file, removed)
    assert find_problems(file) == []


def test_link_is_not_set_again_to_a_record_that_is_gone(file: Path) -> None:
    make(file, CASE, SHIP, LOAD)
    unloaded = write(
        file,
        Change("cargo", LOAD, UPDATE, "conveyance", SHIP, None),
        Change("interdiction", CASE, UPDATE, "title", "one", "two"),
    )
    remove(file, SHIP)
    with pytest.raises(InterdictError, match="pointing to what was removed since: cargo conveyance"):
        take_back(file, unloaded)
    take_back(file, unloaded, force=True)
    assert find_problems(file) == []
    assert dump_tables(file)["interdiction"][0][2] == "one"


def test_force_keeps_a_record_on_which_a_changed_one_leans(file: Path) -> None:
    write(file, *(Change(FORMS[record][0], record, CREATE, new=FORMS[record][1][0]) for record in (CASE, SHIP, LOAD)))
    with open_reading(file) as connection:
        made = bytes.fromhex(history.find_newest(connection).uid)
    write(file, Change("cargo", LOAD, UPDATE, "description", "boots", "hats"))
    with open_writing(file) as connection:
        entry = history.find_changeset(connection, made.hex())
        with pytest.raises(InterdictError, match="changed again since: cargo k; in use by now: "):
            plan_undo(connection, entry)
        with pytest.raises(InterdictError, match="can be taken back"):
            plan_undo(connection, entry, force=True)


def test_source_that_others_cite_and_changed_by_now_stays_without_a_word(file: Path) -> None:
    source = make_id()
    claim = {"interdiction": CASE, "key": "c", "subject": {"table": "interdiction", "id": CASE}, "source": source}
    made = write(
        file,
        Change("source", source, CREATE, new={"key": "act", "title": "A title"}),
        Change("source", make_id(), CREATE, new={"key": "other"}),
    )
    make(file, CASE)
    write(file, Change("claim", make_id(), CREATE, new=claim))
    write(file, Change("source", source, UPDATE, "title", "A title", "The title"))
    with open_reading(file) as connection:
        undoing = plan_undo(connection, history.find_changeset(connection, made.hex()))
    assert [change.op for change in undoing.changes] == ["delete"]
    assert undoing.left == 1


@pytest.mark.parametrize("name", ["", "  "])
def test_no_name_is_not_the_newest_changeset(file: Path, name: str) -> None:
    make(file, CASE)
    with open_reading(file) as connection, pytest.raises(UsageError, match="no changeset is named"):
        history.find_changeset(connection, name)


def test_changeset_is_found_by_the_beginning_of_its_name_alone(file: Path) -> None:
    make(file, CASE)
    uid = write(file, Change("interdiction", CASE, UPDATE, "title", "one", "two")).hex()
    with open_reading(file) as connection:
        assert history.find_changeset(connection, uid[:4].upper()).uid.startswith(uid[:4])
        for text in (uid[:3], uid[1:9], uid + "0", "_" + uid[:5], uid[:5] + "%"):
            if not uid.startswith(text[:4]):
                with pytest.raises(NotFoundError):
                    history.find_changeset(connection, text)
