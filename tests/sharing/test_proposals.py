from __future__ import annotations

from tests.samples import THAI
from tests.sharing.people import Desk


def test_reading_copy_merged_back_gives_proposals_that_are_taken_only_when_agreed(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "released")
    assert desk.do("ben", "publish", desk.folder / "copy.db").code == 0
    before = desk.file("ana").read_bytes()
    said = desk.do("ana", "merge", desk.folder / "copy.db")
    assert said.code == 0
    assert "outcome" in said.err
    assert "proposals; --yes takes them" in said.err
    assert desk.file("ana").read_bytes() == before
    assert desk.do("ana", "merge", desk.folder / "copy.db", "--yes").code == 0
    assert desk.show("ana")["outcome"] == "released"


def test_reading_copy_merged_back_never_removes_anything(desk: Desk) -> None:
    assert desk.do("ben", "remove", f"{THAI['id']}/load", "--yes").code == 0
    assert desk.do("ben", "publish", desk.folder / "copy.db").code == 0
    held = desk.show("ana")
    assert desk.do("ana", "merge", desk.folder / "copy.db", "--yes").code == 0
    after = desk.show("ana")
    assert after["cargo"] == held["cargo"]
    assert len(after["claims"]) >= len(held["claims"])
    assert len(after["notes"]) == len(held["notes"])


def test_reading_copies_and_files_with_a_log_are_not_mixed(desk: Desk) -> None:
    assert desk.do("ben", "publish", desk.folder / "copy.db").code == 0
    assert desk.do("ana", "merge", desk.folder / "copy.db", desk.file("ben")).code == 2


def test_older_reading_copy_does_not_take_back_what_was_changed_since(desk: Desk) -> None:
    assert desk.do("ana", "publish", desk.folder / "copy.db").code == 0
    desk.edit("ana", "--outcome", "released", "--title", "Released")
    said = desk.do("ana", "merge", desk.folder / "copy.db", "--yes", "-f", "json")
    ref = desk.show("ana")["ref"]
    assert f"yours is newer: kept outcome of {ref}" in said.err
    assert [(one["ref"], one["field"]) for one in said.document["kept"]] == [(ref, "title"), (ref, "outcome")]
    assert (desk.show("ana")["outcome"], desk.show("ana")["title"]) == ("released", "Released")
    assert desk.do("ana", "merge", desk.folder / "copy.db", "--yes", "--review").code == 0
    assert desk.show("ana")["outcome"] == THAI["outcome"]


def test_older_reading_copy_does_not_bring_back_what_was_removed_since(desk: Desk) -> None:
    assert desk.do("ana", "publish", desk.folder / "copy.db").code == 0
    assert desk.do("ana", "remove", f"{THAI['id']}/load", "--yes").code == 0
    held = desk.show("ana")
    said = desk.do("ana", "merge", desk.folder / "copy.db", "--yes")
    assert said.code == 0
    assert f"you removed {held['ref']}/load: left out" in said.err
    assert desk.show("ana") == held


def test_proposals_name_cases_by_their_references(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "released")
    assert desk.do("ben", "publish", desk.folder / "copy.db").code == 0
    said = desk.do("ana", "merge", desk.folder / "copy.db", "--yes", "-f", "json")
    assert [case["ref"] for case in said.document["cases"]] == [desk.show("ana")["ref"]]
    assert said.document["kept"] == []
