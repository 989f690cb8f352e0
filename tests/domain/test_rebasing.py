"""Bringing what one person changed onto what the file holds by now."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.changes import CREATE, DELETE, UPDATE, Change, apply_changes, plan_changes
from interdict.domain.rebasing import rebase_changes, restore_clash
from interdict.domain.records import Record

CASE = "01a20cd6-0e0c-7665-86ef-29c36f870c20"


def make_records(fields: dict[str, dict[str, Any]]) -> dict[str, Record]:
    """Return records of cargo by key, each with its fields."""
    return {key: Record("cargo", key, {"interdiction": CASE, "key": key, **values}) for key, values in fields.items()}


def plan(base: dict[str, Record], wanted: dict[str, Record]) -> list[Change]:
    removed = [Change(record.table, record.id, DELETE) for record in base.values() if record.id not in wanted]
    return plan_changes(base, wanted, clear_absent=True) + removed


VALUES = st.dictionaries(st.sampled_from(["description", "hs", "note"]), st.sampled_from("xyz"))
STATES = st.dictionaries(st.sampled_from("abc"), VALUES).map(make_records)


@given(STATES, STATES)
def test_where_nobody_else_changed_anything_all_changes_hold(base: dict[str, Record], mine: dict[str, Record]):
    rebased = rebase_changes(base, plan(base, mine), base)
    assert rebased.clashes == []
    assert apply_changes(base, rebased.changes) == mine


@given(STATES, STATES)
def test_who_changed_nothing_keeps_what_others_did(base: dict[str, Record], theirs: dict[str, Record]):
    rebased = rebase_changes(base, [], theirs)
    assert rebased == ([], [])


@given(STATES, STATES)
def test_what_both_changed_alike_is_there_already(base: dict[str, Record], both: dict[str, Record]):
    assert rebase_changes(base, plan(base, both), both) == ([], [])


@given(STATES, STATES, STATES)
def test_nothing_of_others_is_overwritten(base: dict[str, Record], mine: dict[str, Record], theirs: dict[str, Record]):
    rebased = rebase_changes(base, plan(base, mine), theirs)
    after = apply_changes(theirs, rebased.changes)
    for key, record in theirs.items():
        known = base[key].values if key in base else {}
        for name, value in record.values.items():
            if known.get(name) != value:  # they gave it this value
                assert after[key].values.get(name) == value


@given(STATES, STATES, STATES)
def test_each_change_is_made_is_there_or_clashes(
    base: dict[str, Record], mine: dict[str, Record], theirs: dict[str, Record]
):
    changes = plan(base, mine)
    rebased = rebase_changes(base, changes, theirs)
    after = apply_changes(theirs, rebased.changes)
    clashing = {(clash.change.record, clash.change.field) for clash in rebased.clashes}
    for change in changes:
        if (change.record, change.field) in clashing:
            continue
        if change.op == DELETE:
            assert change.record not in after
        elif change.op == UPDATE:
            assert after[change.record].values.get(str(change.field)) == change.new
        else:
            assert after[change.record].values == change.new


BASE = make_records({"a": {"note": "x"}})


def test_a_field_that_both_changed_clashes_with_their_value():
    (clash,) = rebase_changes(
        BASE, [Change("cargo", "a", UPDATE, "note", "x", "y")], make_records({"a": {"note": "z"}})
    ).clashes
    assert (clash.theirs, clash.reason) == ("z", "it was changed meanwhile")


def test_the_order_of_rows_never_clashes():
    mine = [Change("cargo", "a", UPDATE, "sequence", 1, 2)]
    theirs = {"a": Record("cargo", "a", {**BASE["a"].values, "sequence": 3})}
    base = {"a": Record("cargo", "a", {**BASE["a"].values, "sequence": 1})}
    assert rebase_changes(base, mine, theirs) == ([], [])


def test_a_new_record_that_speaks_of_a_removed_one_clashes():
    claim = Change("claim", "c", CREATE, new={"subject": {"table": "cargo", "id": "a"}, "source": "s"})
    (clash,) = rebase_changes(BASE, [claim], {}).clashes
    assert "removed meanwhile" in clash.reason


def test_a_removed_record_that_others_speak_of_by_now_clashes():
    theirs = {**BASE, "c": Record("claim", "c", {"subject": {"table": "cargo", "id": "a"}})}
    (clash,) = rebase_changes(BASE, [Change("cargo", "a", DELETE)], theirs).clashes
    assert "a claim was added that speaks of it" in clash.reason


def test_clashes_are_put_before_a_person_without_losing_either_side():
    theirs = make_records({"b": {"note": "theirs"}})
    gone = rebase_changes(BASE, [Change("cargo", "a", UPDATE, "note", "x", "mine")], theirs).clashes[0]
    merged, record = restore_clash(theirs, gone, BASE)
    assert record is not None
    assert (merged["a"].values["note"], merged["b"].values["note"]) == ("mine", "theirs")
    added = Change("cargo", "b", CREATE, new={"interdiction": CASE, "key": "b", "note": "mine"})
    taken = rebase_changes(BASE, [added], {**BASE, **theirs}).clashes[0]
    merged, record = restore_clash({**BASE, **theirs}, taken, BASE)
    assert record is not None
    assert (record.values["key"], record.values["note"], merged["b"].values["note"]) == ("b-2", "mine", "theirs")
    removed = rebase_changes(BASE, [Change("cargo", "a", DELETE)], make_records({"a": {"note": "z"}})).clashes[0]
    merged, record = restore_clash(make_records({"a": {"note": "z"}}), removed, BASE)
    assert record is not None
    assert record.values["note"] == "z"
