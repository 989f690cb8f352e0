from __future__ import annotations

import itertools
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from interdict.domain.changes import Change
from interdict.store.connection import open_writing
from interdict.store.log import write_changes
from interdict.store.migrations import create_file
from tests.samples import THAI, add_case
from tests.sharing.forging import forge, forge_each, update
from tests.sharing.histories import dump
from tests.sharing.people import Desk


def test_all_orders_and_groupings_give_the_same(desk: Desk) -> None:
    names = ("ana", "ben", "chi")
    shutil.copyfile(desk.file("ana"), desk.file("chi"))
    for name, outcome in zip(names, ("released", "cleared", "pending"), strict=True):
        desk.edit(name, "--outcome", outcome, "--title", f"By {name}")
    results = []
    for number, order in enumerate(itertools.permutations(names)):
        create_file(desk.file(f"all{number}"))
        for other in order:
            desk.do(f"all{number}", "merge", desk.file(other), "-q")
        results.append(dump(desk.file(f"all{number}")))
    create_file(desk.file("grouped"))
    desk.do("ben", "merge", desk.file("chi"), "-q")
    desk.do("grouped", "merge", desk.file("ben"), desk.file("ana"), "-q")
    results.append(dump(desk.file("grouped")))
    assert all(result == results[0] for result in results)


def test_different_fields_of_one_record_are_both_kept(desk: Desk) -> None:
    desk.edit("ana", "--outcome", "released")
    desk.edit("ben", "--title", "Another title")
    assert desk.do("ana", "merge", desk.file("ben")).code == 0
    shown = desk.show("ana")
    assert (shown["outcome"], shown["title"]) == ("released", "Another title")
    assert desk.conflicts("ana") == []


def test_the_same_value_twice_is_no_conflict(desk: Desk) -> None:
    desk.edit("ana", "--outcome", "released")
    desk.edit("ben", "--outcome", "released")
    assert desk.do("ana", "merge", desk.file("ben")).code == 0
    assert desk.conflicts("ana") == []


def test_different_values_of_one_field_are_a_conflict_with_its_base_and_both_authors(desk: Desk) -> None:
    desk.edit("ana", "--outcome", "released")
    desk.edit("ben", "--outcome", "cleared")
    assert desk.do("ana", "merge", desk.file("ben")).code == 5
    (conflict,) = desk.conflicts("ana")
    assert (conflict["table"], conflict["field"], conflict["base"]) == ("interdiction", "outcome", "seized")
    assert sorted(conflict["values"]) == ["cleared", "released"]
    assert {choice["author"] for choice in conflict["choices"]} == {"Ana", "Ben"}
    assert conflict["ref"] == desk.show("ana")["ref"]


def test_latitude_by_one_and_longitude_by_the_other_is_one_conflict_of_the_position(desk: Desk) -> None:
    desk.edit("ana", "--position", "13.9, 100.6")
    desk.do("ben", "merge", desk.file("ana"), "-q")
    desk.edit("ana", "--position", "14.0, 100.6")
    desk.edit("ben", "--position", "13.9, 100.7")
    assert desk.do("ana", "merge", desk.file("ben")).code == 5
    (conflict,) = desk.conflicts("ana")
    assert conflict["field"] == "position"
    pairs = {(value["latitude"], value["longitude"]) for value in conflict["values"]}
    assert pairs == {(14, 100.6), (13.9, 100.7)}
    assert (conflict["base"]["latitude"], conflict["base"]["longitude"]) == (13.9, 100.6)


@pytest.mark.parametrize("remover", ["ana", "ben"])
def test_a_removal_against_an_edit_is_a_conflict_and_the_record_stays_visible(desk: Desk, remover: str) -> None:
    editor = "ben" if remover == "ana" else "ana"
    assert desk.do(remover, "remove", THAI["id"], "--yes").code == 0
    desk.edit(editor, "--outcome", "released")
    assert desk.do("ana", "merge", desk.file("ben")).code == 5
    assert desk.show("ana")["outcome"] == "released"
    removals = [conflict for conflict in desk.conflicts("ana") if conflict["field"] == "removal"]
    assert [conflict["table"] for conflict in removals] == ["interdiction"]
    assert set(removals[0]["values"]) >= {"removed", "changed"}


def test_a_removal_against_a_restore_is_a_conflict_and_the_record_stays_visible(desk: Desk) -> None:
    desk.do("ana", "remove", THAI["id"], "--yes")
    desk.do("ben", "merge", desk.file("ana"), "-q", "--yes")
    assert desk.do("ana", "undo", "--yes").code == 0
    (uid,) = sqlite3.connect(desk.file("ben")).execute("SELECT hex(uid) FROM changeset ORDER BY id DESC").fetchone()
    assert desk.do("ben", "undo", uid.lower(), "--yes").code == 0
    assert desk.do("ben", "remove", THAI["id"], "--yes").code == 0
    assert desk.do("ana", "merge", desk.file("ben")).code == 5
    assert desk.show("ana")["title"] == THAI["title"]


@pytest.mark.parametrize(("pick", "is_there"), [("removed", False), ("changed", True)])
def test_a_removal_against_an_edit_is_settled_either_way(desk: Desk, pick: str, is_there: bool) -> None:
    desk.do("ana", "remove", f"{THAI['id']}/load", "--yes")
    assert desk.do("ben", "edit", f"{THAI['id']}/load", "--set", "description=other goods", "--yes").code == 0
    desk.do("ana", "merge", desk.file("ben"))
    (conflict,) = [each for each in desk.conflicts("ana") if each["table"] == "cargo"]
    number = str(conflict["values"].index(pick) + 1)
    assert desk.do("ana", "resolve", f"{conflict['ref']}/load", "removal", "--pick", number, "--yes").code == 0
    assert [each for each in desk.conflicts("ana") if each["table"] == "cargo"] == []
    assert ("cargo" in desk.show("ana")) == is_there


def test_a_conflict_settled_in_one_file_is_gone_where_that_is_merged(desk: Desk) -> None:
    desk.edit("ana", "--outcome", "released")
    desk.edit("ben", "--outcome", "cleared")
    desk.do("ana", "merge", desk.file("ben"))
    desk.do("ben", "merge", desk.file("ana"))
    assert len(desk.conflicts("ben")) == 1
    assert desk.do("ana", "resolve", THAI["id"], "outcome", "--value", "pending").code == 0
    assert desk.do("ben", "merge", desk.file("ana")).code == 0
    assert desk.conflicts("ben") == []
    assert desk.show("ben")["outcome"] == "pending"


def test_two_people_who_settle_alike_do_not_conflict(desk: Desk) -> None:
    desk.edit("ana", "--outcome", "released")
    desk.edit("ben", "--outcome", "cleared")
    shutil.copyfile(desk.file("ben"), desk.file("before"))
    desk.do("ben", "merge", desk.file("ana"))
    desk.do("ana", "merge", desk.file("before"))
    for name in ("ana", "ben"):
        assert desk.do(name, "resolve", THAI["id"], "outcome", "--base").code == 0
    assert desk.do("ana", "merge", desk.file("ben")).code == 0
    assert desk.show("ana")["outcome"] == "seized"


@pytest.mark.parametrize(("stamp", "code"), [
    ("2020-01-01T00:00:00.000Z-0000", 0),
    ("+23", 0),
    ("+25", 4),
    ("6429-10-17T02:45:55.328Z-0000", 4),
    ("140737488355328", 4),
])  # fmt: skip
def test_clocks_that_are_wrong_by_less_than_a_day_are_merged(desk: Desk, stamp: str, code: int) -> None:
    import time

    if stamp.startswith("+"):
        ahead = time.gmtime(time.time() + int(stamp) * 3600)
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S.000Z-0000", ahead)
    forge(desk.file("ben"), "Ben", [update("outcome", "cleared", desk.file("ben"))], hlc=stamp)
    before = desk.file("ana").read_bytes()
    assert desk.do("ana", "merge", desk.file("ben")).code == code
    assert (desk.file("ana").read_bytes() == before) == (code == 4)


def test_unrelated_files_become_their_union(desk: Desk) -> None:
    create_file(desk.file("chi"))
    add_case(desk.file("chi"), {"title": "Another case", "date": "2011", "states": ["IL"]}, author="Chi")
    assert desk.do("ana", "merge", desk.file("chi")).code == 0
    assert len(desk.do("ana", "list", "-f", "json").document) == 2


def test_the_same_reference_twice_is_listed_not_refused(desk: Desk) -> None:
    create_file(desk.file("chi"))
    ref = desk.show("ana")["ref"]
    with open_writing(desk.file("chi")) as connection:
        new = {"ref": ref, "title": "Another case"}
        other = "01a20cd6-0e0c-7665-86ef-29c36f870c99"
        write_changes(connection, [Change("interdiction", other, "create", new=new)], author="Chi")
    said = desk.do("ana", "merge", desk.file("chi"), "-f", "json")
    assert said.code == 0
    assert said.document["clashes"] == [{"ref": ref, "ids": sorted([THAI["id"], other])}]
    assert ref in said.err


def test_unknown_fields_and_tables_of_a_newer_tool_are_kept_and_passed_on(desk: Desk) -> None:
    case = THAI["id"]
    forge(desk.file("ben"), "Ben", [
        {**update("outcome", "cleared", desk.file("ben")), "field": "weather", "new": '"fog"', "old": None},
        {"tbl": "sanction", "record": "01a20cd6-0e0c-7665-86ef-29c36f870caa", "op": "create", "field": None,
         "new": f'{{"interdiction":"{case}","name":"x"}}', "old": None, "prev": None},
    ])  # fmt: skip
    said = desk.do("ana", "merge", desk.file("ben"), "-f", "json")
    assert said.code == 0
    assert said.document["files"][0]["unknown"] == {"interdiction.weather": 1, "sanction": 1}
    assert desk.do("ana", "check", "--rebuild").code == 0
    assert desk.do("ana", "share", desk.file("onward")).code == 0
    create_file(desk.file("chi"))
    assert desk.do("chi", "merge", desk.file("onward")).code == 0
    with sqlite3.connect(desk.file("chi")) as connection:
        found = connection.execute("SELECT new FROM change WHERE field = 'weather' OR tbl = 'sanction'").fetchall()
    assert len(found) == 2
    desk.edit("chi", "--title", "Still editable")


def test_a_merge_of_starter_cases_adds_nothing(desk: Desk, starter: Path) -> None:
    shutil.copyfile(starter, desk.file("one"))
    create_file(desk.file("two"))
    assert desk.do("two", "init", "--help").code == 0
    from interdict.commands.init import load_starter_cases

    load_starter_cases(desk.file("two"))
    said = desk.do("one", "merge", desk.file("two"), "-f", "json")
    assert (said.code, said.document["changesets"]) == (0, 0)


@pytest.mark.parametrize("name", ["a?b", "100%", "c#d", "two words", "-n", "café", "semi;colon", "quote'd"])
def test_file_names_with_odd_signs_are_merged(desk: Desk, name: str) -> None:
    desk.edit("ben", "--outcome", "cleared")
    other = desk.folder / f"{name}.sqlite"
    shutil.copyfile(desk.file("ben"), other)
    assert desk.do("ana", "merge", "--", other).code == 0
    assert desk.show("ana")["outcome"] == "cleared"


@pytest.mark.parametrize("name", [
    "ana.sync-conflict-20261124-101500-ABCDEFG.sqlite",
    "ana (conflicted copy 2026-11-24 101500).sqlite",
    "ana (Ben's conflicted copy 2026-11-24).sqlite",
    "ana_conflict-20261124-101500.sqlite",
    "ana (1).sqlite",
])  # fmt: skip
def test_conflict_copies_beside_the_file_are_offered(desk: Desk, name: str) -> None:
    desk.edit("ben", "--outcome", "cleared")
    shutil.copyfile(desk.file("ben"), desk.folder / name)
    said = desk.do("ana", "merge")
    assert said.code == 3
    assert name in said.err
    assert "ben.sqlite" not in said.err


def test_several_files_are_merged_at_once_and_one_bad_one_stops_all(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "cleared")
    before = desk.file("ana").read_bytes()
    (desk.folder / "bad.sqlite").write_bytes(b"SQLite format 3\0 and then nothing")
    assert desk.do("ana", "merge", desk.file("ben"), desk.folder / "bad.sqlite").code == 4
    assert desk.file("ana").read_bytes() == before


def test_a_dry_run_and_a_diff_leave_the_file_byte_for_byte(desk: Desk) -> None:
    desk.edit("ana", "--outcome", "released")
    desk.edit("ben", "--outcome", "cleared")
    before = desk.file("ana").read_bytes()
    assert desk.do("ana", "merge", desk.file("ben"), "--dry-run").code == 0
    found = desk.do("ana", "diff", desk.file("ben"), "-f", "json").document
    assert desk.file("ana").read_bytes() == before
    assert found["lacking"] == {"Ana": 1}
    assert [conflict["field"] for conflict in found["new_conflicts"]] == ["outcome"]


def test_a_second_merge_of_the_same_file_is_recognised_and_a_changed_one_is_not(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "cleared")
    desk.do("ana", "merge", desk.file("ben"))
    again = desk.do("ana", "merge", desk.file("ben"), "-f", "json").document
    assert again["files"][0]["merged_before"]
    desk.edit("ben", "--title", "Later")
    assert desk.do("ana", "merge", desk.file("ben"), "-f", "json").document["changesets"] == 1


def test_merging_a_file_with_itself_is_refused(desk: Desk) -> None:
    assert desk.do("ana", "merge", desk.file("ana")).code == 2


def test_what_came_in_is_not_undone_by_plain_undo_but_by_name(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "cleared")
    desk.do("ana", "merge", desk.file("ben"))
    log = desk.do("ana", "log", "-f", "json").document
    (theirs,) = [entry for entry in log if entry["author"] == "Ben"]
    assert desk.do("ana", "undo", theirs["changeset"]).code == 0
    assert desk.show("ana")["outcome"] == "seized"


def test_review_holds_back_people_new_to_the_file_and_what_builds_on_them(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "cleared")
    with sqlite3.connect(desk.file("ben")) as connection:
        assert connection.execute("SELECT count(*) FROM changeset WHERE actor = 'Ben'").fetchone()[0] == 1
    forge(desk.file("ben"), "Ana", [update("outcome", "pending", desk.file("ben"))])
    held = desk.do("ana", "merge", desk.file("ben"), "--review", "-f", "json").document
    assert held["changesets"] == 0
    assert {entry["author"] for entry in held["files"][0]["held"]} == {"Ana", "Ben"}
    taken = desk.do("ana", "merge", desk.file("ben"), "--review", "--take", "Ben", "-f", "json").document
    assert taken["changesets"] == 2
    assert desk.show("ana")["outcome"] == "pending"


def test_blame_names_author_and_origin_of_each_value(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "cleared")
    desk.do("ana", "merge", desk.file("ben"))
    found = desk.do("ana", "blame", THAI["id"], "-f", "json").document
    (outcome,) = [credit for credit in found if credit["table"] == "interdiction" and credit["field"] == "outcome"]
    assert (outcome["author"], outcome["origin"], outcome["value"]) == ("Ben", "ben.sqlite", "cleared")


def test_twenty_thousand_values_of_one_field_are_summarised(desk: Desk) -> None:
    many = 20_000
    with sqlite3.connect(desk.file("ben")) as connection:
        first = connection.execute("SELECT id FROM change WHERE record = ?", (THAI["id"],)).fetchone()[0]
    changes = [
        {"tbl": "interdiction", "record": THAI["id"], "op": "update", "field": "title", "old": None,
         "new": json.dumps(f"title {number}"), "prev": first}
        for number in range(many)
    ]  # fmt: skip
    forge_each(desk.file("ben"), "Ben", changes)
    assert desk.do("ana", "merge", desk.file("ben")).code == 5
    (conflict,) = desk.conflicts("ana")
    assert (conflict["total"], len(conflict["values"])) == (many, 50)


def test_undo_of_a_settlement_says_what_it_chose_among_and_leaves_it(desk: Desk) -> None:
    desk.edit("ana", "--outcome", "released")
    desk.edit("ben", "--outcome", "cleared")
    assert desk.do("ana", "merge", desk.file("ben"), "-y").code == 5
    assert desk.do("ana", "resolve", "TH-2009", "outcome", "--pick", "1").code == 0
    before = desk.show("ana")["outcome"]
    done = desk.do("ana", "undo", "-y")
    assert done.code == 1
    assert '"cleared"' in done.err
    assert '"released"' in done.err
    assert desk.show("ana")["outcome"] == before
