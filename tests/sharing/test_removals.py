"""Removals against what others did meanwhile, and merges that would remove something."""

from __future__ import annotations

import itertools
import shutil

import pytest

from interdict.domain.changes import Change
from interdict.domain.ids import make_id
from interdict.store.connection import open_writing
from interdict.store.log import write_changes
from interdict.store.migrations import create_file
from tests.samples import THAI
from tests.sharing.histories import dump
from tests.sharing.people import Desk

CASE = THAI["id"]


def resolve(desk: Desk, name: str, pick: str, ref: str = CASE) -> None:
    """Settle the only conflict of a record: as removed, changed or added."""
    (conflict,) = desk.conflicts(name)
    number = str(conflict["values"].index(pick) + 1)
    said = desk.do(name, "resolve", ref, "removal", "--pick", number, "--yes")
    assert said.code == 0, said.err


def write(desk: Desk, name: str, *changes: Change) -> None:
    """Let somebody write changes as they are."""
    with open_writing(desk.file(name)) as connection:
        write_changes(connection, changes, author=name.capitalize())


def object_to_removal(desk: Desk, name: str, how: str) -> None:
    """Do something to the Thai case that somebody else has removed."""
    said = {
        "changed": ("edit", CASE, "--outcome", "released"),
        "part changed": ("edit", f"{CASE}/load", "--set", "description=other goods"),
        "part added": ("edit", CASE, "--party", "Air West; role=operator"),
        "note on it": ("note", CASE, "ask again"),
        "note on a part": ("note", f"{CASE}/load", "ask again"),
        "claim": ("cite", CASE, "outcome", "released", "--source", "Daily News; published=2010"),
    }[how]
    done = desk.do(name, *said, "--yes")
    assert done.code == 0, done.err


OBJECTIONS = ["changed", "part changed", "part added", "note on it", "note on a part", "claim"]


@pytest.mark.parametrize("how", OBJECTIONS)
@pytest.mark.parametrize("merger", ["ana", "ben"])
def test_a_removed_case_stays_whole_while_that_is_contested(desk: Desk, how: str, merger: str) -> None:
    object_to_removal(desk, "ana", how)
    whole = desk.show("ana")
    assert desk.do("ben", "remove", CASE, "--yes").code == 0
    other = "ben" if merger == "ana" else "ana"
    assert desk.do(merger, "merge", desk.file(other)).code == 5
    assert desk.show(merger) == whole
    assert len(desk.conflicts(merger)) == 1
    assert desk.do(merger, "check").code == 0


@pytest.mark.parametrize("how", OBJECTIONS)
def test_a_contested_case_settled_as_kept_is_whole_everywhere(desk: Desk, how: str) -> None:
    object_to_removal(desk, "ana", how)
    whole = desk.show("ana")
    desk.do("ben", "remove", CASE, "--yes")
    desk.do("ana", "merge", desk.file("ben"))
    (conflict,) = desk.conflicts("ana")
    kept = next(value for value in conflict["values"] if value != "removed")
    resolve(desk, "ana", kept, "/".join(filter(None, (conflict["ref"], conflict["key"]))))
    assert desk.conflicts("ana") == []
    assert desk.do("ben", "merge", desk.file("ana")).code == 0
    for name in ("ana", "ben"):
        assert desk.show(name) == whole
        assert desk.do(name, "check").code == 0
    assert dump(desk.file("ana")) == dump(desk.file("ben"))


@pytest.mark.parametrize("how", OBJECTIONS)
def test_a_contested_case_settled_as_removed_goes_with_what_was_added(desk: Desk, how: str) -> None:
    object_to_removal(desk, "ana", how)
    desk.do("ben", "remove", CASE, "--yes")
    desk.do("ana", "merge", desk.file("ben"))
    (conflict,) = desk.conflicts("ana")
    resolve(desk, "ana", "removed", "/".join(filter(None, (conflict["ref"], conflict["key"]))))
    assert desk.do("ana", "list", "-f", "json").document == []
    assert desk.conflicts("ana") == []
    assert desk.do("ana", "check").code == 0
    assert desk.do("ben", "merge", desk.file("ana")).code == 0
    assert dump(desk.file("ana")) == dump(desk.file("ben"))


def test_all_orders_of_merging_a_contested_removal_give_the_same(desk: Desk) -> None:
    names = ("ana", "ben", "chi")
    shutil.copyfile(desk.file("ana"), desk.file("chi"))
    object_to_removal(desk, "ana", "note on a part")
    desk.do("ben", "remove", CASE, "--yes")
    desk.do("chi", "remove", f"{CASE}/load", "--yes")
    results = []
    for number, order in enumerate(itertools.permutations(names)):
        create_file(desk.file(f"all{number}"))
        for other in order:
            assert desk.do(f"all{number}", "merge", desk.file(other), "--yes").code in {0, 5}
        assert desk.do(f"all{number}", "check").code == 0
        results.append(dump(desk.file(f"all{number}")))
    assert all(result == results[0] for result in results)
    assert {row[2] for row in results[0][1]} == {""}


def test_a_link_to_what_was_removed_is_back_when_that_is_settled_as_kept(desk: Desk) -> None:
    desk.do("ben", "remove", f"{CASE}/plane", "--yes")
    assert desk.do("ana", "edit", f"{CASE}/plane", "--set", "note=seen", "--yes").code == 0
    whole = desk.show("ana")
    assert desk.do("ana", "merge", desk.file("ben")).code == 5
    assert "conveyance" not in desk.show("ana")["legs"][0]
    resolve(desk, "ana", "changed", f"{CASE}/plane")
    assert desk.show("ana") == whole


def test_a_removed_source_stays_while_someone_cites_it_and_goes_when_they_cite_another(desk: Desk) -> None:
    first, second, claim = make_id(), make_id(), make_id()
    sources = [Change("source", one, "create", new={"key": one, "title": "A source"}) for one in (first, second)]
    cites = {"interdiction": CASE, "key": "said", "field": "outcome", "source": first}
    write(desk, "ana", *sources)
    desk.do("ben", "merge", desk.file("ana"))
    write(desk, "ben", Change("source", first, "delete"))
    write(desk, "ana", Change("claim", claim, "create", new=cites))
    assert desk.do("ana", "merge", desk.file("ben")).code == 5
    (conflict,) = desk.conflicts("ana")
    assert (conflict["record"], sorted(conflict["values"])) == (first, ["added", "removed"])
    assert desk.do("ana", "check").code == 0
    write(desk, "ana", Change("claim", claim, "update", "source", first, second))
    assert desk.conflicts("ana") == []
    assert desk.do("ana", "source", "show", first).code == 3
    assert desk.do("ana", "check").code == 0


def test_a_contested_removal_is_settled_by_undoing_it(desk: Desk) -> None:
    desk.edit("ana", "--outcome", "released")
    desk.do("ben", "remove", CASE, "--yes")
    assert desk.do("ben", "merge", desk.file("ana")).code == 5
    assert desk.do("ben", "undo", "--yes").code == 0
    assert desk.conflicts("ben") == []
    assert desk.show("ben") == desk.show("ana")


def test_an_undone_removal_against_a_change_is_no_conflict(desk: Desk) -> None:
    desk.edit("ana", "--outcome", "released")
    desk.do("ben", "remove", CASE, "--yes")
    desk.do("ben", "undo", "--yes")
    assert desk.do("ana", "merge", desk.file("ben")).code == 0
    assert desk.show("ana")["outcome"] == "released"


@pytest.mark.parametrize("command", [("undo",), ("remove", f"{CASE}/note-2")])
def test_taking_the_last_objection_away_says_that_the_case_goes(desk: Desk, command: tuple[str, ...]) -> None:
    object_to_removal(desk, "ana", "note on a part")
    desk.do("ben", "remove", CASE, "--yes")
    desk.do("ana", "merge", desk.file("ben"))
    asked = desk.do("ana", *command)
    assert asked.code == 2
    assert f"- case {desk.show('ana')['ref']}" in asked.err
    assert desk.do("ana", *command, "--yes").code == 0
    assert desk.do("ana", "list", "-f", "json").document == []
    assert desk.do("ana", "check").code == 0


def test_a_merge_that_removes_is_refused_where_nobody_can_be_asked(desk: Desk) -> None:
    desk.do("ben", "remove", CASE, "--yes")
    before = desk.file("ana").read_bytes()
    said = desk.do("ana", "merge", desk.file("ben"))
    assert said.code == desk.do("ana", "remove", CASE).code == 2
    assert "records would be removed" in said.err
    assert "--yes" in said.err
    assert "--dry-run" in said.err
    assert desk.file("ana").read_bytes() == before
    assert desk.do("ana", "merge", desk.file("ben"), "--dry-run").code == 0
    assert desk.do("ana", "merge", desk.file("ben"), "--yes").code == 0
    assert desk.do("ana", "list", "-f", "json").document == []


def test_a_merge_that_removes_nothing_needs_no_yes(desk: Desk) -> None:
    object_to_removal(desk, "ben", "note on it")
    assert desk.do("ana", "merge", desk.file("ben")).code == 0


def test_a_removal_of_what_was_never_here_is_none(desk: Desk) -> None:
    create_file(desk.file("chi"))
    desk.do("ben", "remove", CASE, "--yes")
    assert desk.do("chi", "merge", desk.file("ben")).code == 0
    create_file(desk.file("dan"))
    said = desk.do("dan", "merge", desk.file("ana"), desk.file("ben"))
    assert said.code == 0, said.err


def test_a_removal_among_several_files_refuses_them_all(desk: Desk) -> None:
    shutil.copyfile(desk.file("ana"), desk.file("chi"))
    desk.edit("chi", "--outcome", "released")
    desk.do("ben", "remove", f"{CASE}/load", "--yes")
    before = desk.file("ana").read_bytes()
    assert desk.do("ana", "merge", desk.file("chi"), desk.file("ben")).code == 2
    assert desk.file("ana").read_bytes() == before


def test_a_removal_that_a_later_file_takes_back_is_none(desk: Desk) -> None:
    desk.do("ben", "remove", CASE, "--yes")
    shutil.copyfile(desk.file("ben"), desk.file("chi"))
    desk.do("chi", "undo", "--yes")
    assert desk.do("ana", "merge", desk.file("ben"), desk.file("chi")).code == 0
    assert desk.show("ana")["title"] == THAI["title"]
