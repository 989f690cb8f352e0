from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interdict.domain.changes import (
    Change,
    Changeset,
    dump_change,
    hash_change,
    hash_changeset,
    log_change,
)
from interdict.domain.ids import derive_id, make_id, make_ref, make_stamp, parse_id
from interdict.domain.records import Record
from interdict.errors import DataError, InterdictError, NotFoundError
from interdict.store import history
from interdict.store.checks import CHECKS
from interdict.store.connection import open_reading, open_writing
from interdict.store.dependents import plan_removal
from interdict.store.log import write_changes, write_fixed
from interdict.store.migrations import create_file
from interdict.store.undoing import undo
from tests.samples import THAI, add_case, dump_tables


def find_problems(path: Path) -> list[Any]:
    with open_reading(path) as connection:
        return [finding for check in CHECKS.values() for finding in check.run(connection)]


def test_written_case_stands_in_tables_and_log(file: Path) -> None:
    case_id = add_case(file, THAI)
    with open_reading(file) as connection:
        row = connection.execute("SELECT * FROM interdiction").fetchone()
        sizes = connection.execute("SELECT count(*), max(size) FROM changeset").fetchone()
    assert (row["id"], row["outcome"], row["earliest"], row["states"]) == (case_id, "seized", "2009-12-12", '["TH"]')
    assert sizes[0] == 1
    assert find_problems(file) == []


def test_one_command_is_one_changeset_whatever_it_holds(file: Path) -> None:
    add_case(file, THAI)
    add_case(file, {**THAI, "id": make_id()}, author="Ben")
    with open_reading(file) as connection:
        authors = [row[0] for row in connection.execute("SELECT actor FROM changeset ORDER BY id")]
    assert authors == ["Ana", "Ben"]


def test_edit_names_the_operation_that_it_replaces(file: Path) -> None:
    case_id = add_case(file, THAI)
    edit(file, Change("interdiction", case_id, "update", "outcome", "seized", "released"))
    edit(file, Change("interdiction", case_id, "update", "outcome", "released", "pending"))
    with open_reading(file) as connection:
        rows = connection.execute("SELECT id, prev FROM change WHERE field = 'outcome' ORDER BY id").fetchall()
        create = connection.execute("SELECT id FROM change WHERE record = ?", (case_id,)).fetchone()[0]
    assert [row["prev"] for row in rows] == [create, rows[0]["id"]]


def edit(path: Path, *changes: Change) -> bytes | None:
    with open_writing(path) as connection:
        return write_changes(connection, changes, author="Ana")


def test_nothing_to_change_writes_nothing(file: Path) -> None:
    assert edit(file) is None
    with open_reading(file) as connection:
        assert connection.execute("SELECT count(*) FROM changeset").fetchone()[0] == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("outcome", "seizd"),
        ("date", "2009-13"),
        ("states", ["QQ"]),
        ("states", ["TH", "AE"]),  # not sorted
        ("position", {"latitude": 95.0, "longitude": 3.0}),
        ("title", 3),
        ("nonsense", "x"),
    ],
)
def test_the_model_is_a_last_gate_for_what_no_one_should_write(file: Path, field: str, value: Any) -> None:
    case_id = add_case(file, THAI)
    before = file.read_bytes()
    with pytest.raises(DataError):
        edit(file, Change("interdiction", case_id, "update", field, None, value))
    assert file.read_bytes() == before


def test_removed_and_made_again_is_brought_back(file: Path) -> None:
    case_id = add_case(file, THAI)
    with open_writing(file) as connection:
        removal = plan_removal(connection, [Record("interdiction", case_id, {})])
        write_changes(connection, removal, author="Ana")
    assert dump_tables(file)["interdiction"] == []
    edit(file, Change("interdiction", case_id, "create", new={"title": "again", "ref": "TH-2009-7KQ"}))
    row = dump_tables(file)["interdiction"][0]
    assert row[:3] == (case_id, "TH-2009-7KQ", "again")
    assert find_problems(file) == []


def test_equal_creates_of_one_source_are_one_also_after_an_edit(file: Path) -> None:
    source = Change("source", make_id(), "create", new={"key": "act", "title": "one title"})
    header = Changeset("2026-01-01T00:00:00.000Z-0000", "interdict", "interdict", "first")
    with open_writing(file) as connection:
        write_fixed(connection, header, [source])
    edit(file, Change("source", source.record, "update", "title", "one title", "better title"))
    with open_writing(file) as connection:
        write_fixed(connection, header._replace(note="second"), [source])
    assert dump_tables(file)["source"][0][3] == "better title"
    with open_reading(file) as connection:
        assert connection.execute("SELECT count(*) FROM conflict").fetchone()[0] == 0
    assert find_problems(file) == []


def test_differing_creates_of_one_record_are_a_visible_conflict(file: Path) -> None:
    record = make_id()
    with open_writing(file) as connection:
        for number, title in enumerate(("one", "two")):
            header = Changeset(f"2026-01-0{number + 1}T00:00:00.000Z-0000", "x", "x")
            write_fixed(connection, header, [Change("source", record, "create", new={"key": "act", "title": title})])
        row = connection.execute("SELECT field, choices FROM conflict").fetchone()
    assert row["field"] == "title"
    assert [json.loads(choice["value"]) for choice in json.loads(row["choices"])] == ["two", "one"]
    assert find_problems(file) == []


def test_edit_of_a_conflict_settles_it(file: Path) -> None:
    test_differing_creates_of_one_record_are_a_visible_conflict(file)
    with open_reading(file) as connection:
        record = connection.execute("SELECT record FROM conflict").fetchone()[0]
    edit(file, Change("source", record, "update", "title", "two", "three"))
    with open_reading(file) as connection:
        assert connection.execute("SELECT count(*) FROM conflict").fetchone()[0] == 0
    assert dump_tables(file)["source"][0][3] == "three"


def test_fixed_changesets_are_the_same_in_every_file_and_loaded_once(tmp_path: Path) -> None:
    uids = []
    for name in ("a.sqlite", "b.sqlite"):
        create_file(tmp_path / name)
        with open_writing(tmp_path / name) as connection:
            header = Changeset("2026-01-01T00:00:00.000Z-0000", "interdict", "interdict", "x")
            change = Change("source", derive_id(make_id(), "a", "b"), "create", new={"key": "act"})
            change = change._replace(record="0b7c1f5e-0000-7000-8000-000000000001")
            uids.append(write_fixed(connection, header, [change]))
            assert write_fixed(connection, header, [change]) is None
    assert uids[0] == uids[1]


def test_canonical_form_and_uid_match_the_published_vector() -> None:
    vectors = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
    for vector in vectors:
        header = vector["changeset"]
        changeset = Changeset(
            header["hlc"],
            header["actor"],
            header["tool"],
            header.get("note"),
            bytes.fromhex(header["undoes"]) if "undoes" in header else None,
        )
        changes = [
            log_change(
                Change(item["table"], item["record"], item["op"], item.get("field"), item.get("old"), item.get("new")),
                item.get("prev", ()),
            )
            for item in header["changes"]
        ]
        assert [dump_change(change) for change in changes] == [dump_json(item) for item in header["changes"]]
        assert [hash_change(change) for change in changes] == vector["digests"]
        assert vector["canonical"] == dump_json({**header, "changes": vector["digests"]})
        assert sha256(vector["canonical"].encode()).hexdigest()[:40] == vector["uid"]
        assert hash_changeset(changeset, vector["digests"]).hex() == vector["uid"]


def dump_json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_altered_change_is_found_by_its_hash(file: Path) -> None:
    add_case(file, THAI)
    with open_writing(file) as connection:
        connection.execute("UPDATE change SET new = replace(new, 'Bangkok', 'Phuket')")
    assert "hashes" in {finding.check for finding in find_problems(file)}


def test_row_edited_outside_is_found_by_rebuild(file: Path) -> None:
    add_case(file, THAI)
    with open_writing(file) as connection:
        connection.execute("UPDATE interdiction SET outcome = 'cleared'")
    found = find_problems(file)
    assert [finding.check for finding in found] == ["tables"]
    assert "outcome is 'cleared', the log says 'seized'" in found[0].finding


@pytest.mark.parametrize(
    ("last", "now_ms", "expected"),
    [
        ("", 0, "1970-01-01T00:00:00.000Z-0000"),
        ("2026-01-01T00:00:00.000Z-0000", 0, "2026-01-01T00:00:00.000Z-0001"),
        ("2026-01-01T00:00:00.000Z-ffff", 0, "2026-01-01T00:00:00.001Z-0000"),
        ("2026-12-31T23:59:59.999Z-ffff", 0, "2027-01-01T00:00:00.000Z-0000"),
        ("2026-01-01T00:00:00.000Z-0007", 1_900_000_000_123, "2030-03-17T17:46:40.123Z-0000"),
    ],
)
def test_clock_never_goes_back(last: str, now_ms: int, expected: str) -> None:
    assert make_stamp(last, now_ms=now_ms) == expected


def test_ids_are_version_7_and_sort_by_time() -> None:
    ids = [make_id() for _ in range(50)]
    assert all(parse_id(text) == text and text[14] == "7" and text[19] in "89ab" for text in ids)
    assert len(set(ids)) == 50
    assert [text[:13] for text in ids] == sorted(text[:13] for text in ids)


def test_reference_comes_from_state_year_and_the_end_of_the_id() -> None:
    assert make_ref("01a20cd6-0e0c-7665-86ef-29c36f870c2f", "TH", "2009") == "TH-2009-31F"
    assert make_ref("01a20cd6-0e0c-7665-86ef-29c36f870c2f", None, None, length=4) == "ZZ-0000-E31F"


FIELDS = {
    "outcome": ["seized", "released", "cleared", None],
    "title": ["one", "two", None],
    "states": [["AE"], ["TH"], ["AE", "TH"]],
    "position": [{"latitude": 1, "longitude": 2.5}, {"precision": "city"}, None],
}

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 3)),
        st.tuples(st.just("edit"), st.integers(0, 3), st.sampled_from(sorted(FIELDS)), st.integers(0, 3)),
        st.tuples(st.just("remove"), st.integers(0, 3)),
    ),
    max_size=12,
)
CASES = [derive_id("00000000-0000-4000-8000-000000000000", "interdiction", str(number)) for number in range(4)]


def take_step(path: Path, step: tuple[Any, ...]) -> bool:
    """Carry out one random step where it makes sense; say whether anything was written."""
    record = CASES[step[1]]
    with open_writing(path) as connection:
        row = connection.execute("SELECT * FROM interdiction WHERE id = ?", (record,)).fetchone()
        if step[0] == "add":
            new = {"title": "new", "ref": "TH-2009-7KQ"}
            change = None if row else Change("interdiction", record, "create", new=new)
        elif row is None:
            change = None
        elif step[0] == "remove":
            change = Change("interdiction", record, "delete")
        else:
            values = FIELDS[step[2]]
            change = _plan_edit(connection, record, step[2], values[step[3] % len(values)])
        return change is not None and write_changes(connection, [change], author="Ana") is not None


def _plan_edit(connection: Any, record: str, field: str, value: Any) -> Change | None:
    from interdict.store.cases import read_record

    present = read_record(connection, "interdiction", record)
    assert present is not None
    old = present.values.get(field)
    return None if old == value else Change("interdiction", record, "update", field, old, value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_as_many_undos_as_writes_give_the_same_tables(tmp_path: Path, steps: list[tuple[Any, ...]]) -> None:
    path = tmp_path / f"{make_id()}.sqlite"
    create_file(path)
    states = [dump_tables(path)]
    states.extend(dump_tables(path) for step in steps if take_step(path, step))
    assert find_problems(path) == []
    for expected in reversed(states[:-1]):
        with open_writing(path) as connection:
            undo(connection, history.find_newest(connection), author="Ana")
        assert dump_tables(path) == expected
    with open_reading(path) as connection, pytest.raises(NotFoundError):
        history.find_newest(connection)
    assert find_problems(path) == []


def test_undo_refuses_what_was_changed_again_and_force_leaves_it(file: Path) -> None:
    case_id = add_case(file, THAI)
    first = edit(
        file,
        Change("interdiction", case_id, "update", "outcome", "seized", "released"),
        Change("interdiction", case_id, "update", "title", "Arms aboard an Il-76", "Better"),
    )
    edit(file, Change("interdiction", case_id, "update", "outcome", "released", "cleared"))
    assert first is not None
    with open_writing(file) as connection:
        entry = history.find_changeset(connection, first.hex())
        with pytest.raises(InterdictError, match="interdiction outcome"):
            undo(connection, entry, author="Ana")
        undo(connection, entry, author="Ana", force=True)
    row = dump_tables(file)["interdiction"][0]
    assert "cleared" in row
    assert "Arms aboard an Il-76" in row


def test_undoing_an_undo_brings_the_change_back(file: Path) -> None:
    add_case(file, THAI)
    with open_writing(file) as connection:
        entry = history.find_newest(connection)
        taken_back = undo(connection, entry, author="Ana")
        assert taken_back is not None
        undo(connection, history.find_changeset(connection, taken_back.hex()), author="Ana")
    assert len(dump_tables(file)["claim"]) == 3
    assert find_problems(file) == []


def test_undo_of_a_case_refuses_while_a_later_note_is_on_it(file: Path) -> None:
    case_id = add_case(file, THAI)
    values = {"interdiction": case_id, "key": "n", "subject": {"table": "interdiction", "id": case_id}, "text": "x"}
    with open_reading(file) as connection:
        entry = history.find_newest(connection)
    edit(file, Change("note", make_id(), "create", new=values))
    with open_writing(file) as connection, pytest.raises(InterdictError, match="TH-2009"):
        undo(connection, entry, author="Ana")


def test_undo_keeps_a_source_that_another_case_cites_by_now(file: Path) -> None:
    add_case(file, THAI)
    with open_reading(file) as connection:
        entry = history.find_newest(connection)
    add_case(file, {**THAI, "id": make_id()})
    with open_writing(file) as connection:
        undo(connection, entry, author="Ana")
    tables = dump_tables(file)
    assert len(tables["interdiction"]) == 1
    assert len(tables["source"]) == 2
    assert find_problems(file) == []
