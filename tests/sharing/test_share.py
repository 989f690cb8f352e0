from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from interdict.store.migrations import create_file
from tests.samples import THAI, add_case, leave_journal
from tests.sharing.histories import dump
from tests.sharing.people import Desk


def test_shared_copy_holds_everything_but_what_belongs_to_one_copy(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "released")
    desk.do("ana", "merge", desk.file("ben"))
    said = desk.do("ana", "share", desk.file("out"), "-f", "json")
    assert said.code == 0
    assert said.document["authors"] == ["Ana", "Ben"]
    assert dump(desk.file("out")) == dump(desk.file("ana"))
    content = desk.file("out").read_bytes()
    assert b"ben.sqlite" not in content
    with sqlite3.connect(desk.file("out")) as connection:
        assert connection.execute("SELECT count(*) FROM receipt").fetchone()[0] == 0
        names = [row[0] for row in connection.execute("SELECT name FROM meta")]
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] == 0
    assert names == ["file_id"]
    assert desk.do("out", "check", "--rebuild").code == 0


def test_share_says_what_is_marked_private_and_never_replaces_a_file(desk: Desk) -> None:
    said = desk.do("ana", "share", desk.file("out"))
    assert "marked private: 1 note" in said.err
    before = desk.file("ben").read_bytes()
    assert desk.do("ana", "share", desk.file("ben")).code == 1
    assert desk.do("ana", "share", desk.folder / "nowhere" / "x.sqlite").code == 1
    assert desk.file("ben").read_bytes() == before


def test_share_heals_what_a_killed_writer_left_first(desk: Desk) -> None:
    path = desk.file("ana")
    before = dump(path)
    leave_journal(path)
    assert desk.do("ana", "share", desk.file("out")).code == 0
    assert dump(desk.file("out")) == before


def test_share_refuses_a_file_of_which_the_log_was_altered(desk: Desk) -> None:
    with sqlite3.connect(desk.file("ana")) as connection:
        connection.execute("UPDATE changeset SET actor = 'Eve'")
    assert desk.do("ana", "share", desk.file("out")).code == 4
    assert not desk.file("out").exists()
    assert list(desk.folder.glob(".interdict-*")) == []


@pytest.mark.parametrize("command", ["share", "recover"])
def test_full_disk_leaves_no_part_of_a_copy(desk: Desk, command: str) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    arguments = ["share", "out.sqlite"] if command == "share" else ["recover", "ana.sqlite", "out.sqlite"]
    before = desk.file("ana").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "interdict", "--db", "ana.sqlite", *arguments],
        cwd=desk.folder,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode in (1, 4), done.stderr
    assert "fault" not in done.stderr
    assert sorted(path.name for path in desk.folder.iterdir() if path.is_file()) == ["ana.sqlite", "ben.sqlite"]
    assert desk.file("ana").read_bytes() == before


def test_merge_killed_at_any_moment_leaves_the_file_before_or_after(desk: Desk) -> None:
    create_file(desk.file("big"))
    for number in range(40):
        add_case(desk.file("big"), {**THAI, "id": f"01a20cd6-0e0c-7665-86ef-29c36f87{number:04x}"}, author="Big")
    mine = desk.file("ana").read_bytes()
    before = dump(desk.file("ana"))
    desk.do("ben", "merge", desk.file("big"), "-q")
    after = dump(desk.file("ben"))
    seen = set()
    for turn in range(12):
        desk.file("ana").write_bytes(mine)
        command = [sys.executable, "-m", "interdict", "--db", str(desk.file("ana")), "merge", str(desk.file("big"))]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        time.sleep(0.1 + turn * 0.12)
        process.send_signal(signal.SIGKILL)
        process.wait()
        desk.do("ana", "list", "-q")  # a journal that was left is played back
        found = dump(desk.file("ana"))
        assert found in (before, after)
        seen.add(found == after)
    assert False in seen


def test_read_only_folder_can_be_read_and_says_why_it_cannot_be_merged_into(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "released")
    folder = desk.folder / "disc"
    folder.mkdir()
    shutil.copyfile(desk.file("ana"), folder / "ana.sqlite")
    (folder / "ana.sqlite").chmod(0o444)
    if os.access(folder / "ana.sqlite", os.W_OK):
        pytest.skip("root may write everywhere")
    assert desk.do("ana", "--db", folder / "ana.sqlite", "diff", desk.file("ben")).code == 0
    assert desk.do("ana", "--db", folder / "ana.sqlite", "merge", desk.file("ben")).code == 1


def test_forgotten_value_is_gone_from_file_and_shared_copy_and_the_rest_still_verifies(desk: Desk) -> None:
    desk.edit("ana", "--title", "A secret title")
    desk.edit("ana", "--title", "A harmless one")
    assert desk.do("ana", "forget", THAI["id"], "title", "--yes").code == 0
    assert desk.do("ana", "share", desk.file("out")).code == 0
    for name in ("ana", "out"):
        assert b"secret" not in desk.file(name).read_bytes()
        assert b"harmless" not in desk.file(name).read_bytes()
        assert THAI["title"].encode() not in desk.file(name).read_bytes()
        assert desk.do(name, "check", "--rebuild").code == 0
    assert "title" not in desk.show("ana")
    create_file(desk.file("chi"))
    said = desk.do("chi", "merge", desk.file("out"), "-f", "json")
    assert said.document["files"][0]["unverifiable"] == 3
    assert desk.do("chi", "check", "--rebuild").code == 0


def test_forgotten_value_does_not_come_back_by_a_merge(desk: Desk) -> None:
    desk.edit("ana", "--title", "A secret title")
    desk.do("ben", "merge", desk.file("ana"), "-q")
    assert desk.do("ana", "forget", THAI["id"], "title", "--yes").code == 0
    desk.edit("ben", "--outcome", "released")
    assert desk.do("ana", "merge", desk.file("ben")).code == 0
    assert b"secret" not in desk.file("ana").read_bytes()
    desk.do("ben", "merge", desk.file("ana"))
    assert "title" not in desk.show("ben")


def test_forgetting_takes_what_claims_say_of_the_field_and_names_other_places(desk: Desk) -> None:
    desk.edit("ana", "--summary", "It was about 35 tons of rockets and grenades")
    said = desk.do("ana", "forget", f"{THAI['id']}/load", "description", "quantity", "--yes")
    assert said.code == 0
    assert "still stand in" in said.err
    assert "summary" in said.err
    document = desk.show("ana")
    assert "quantity" not in document["cargo"][0]
    assert all("value" not in claim for claim in document["claims"] if claim.get("field") == "quantity")


def test_forgetting_is_not_undone_and_undo_goes_on_with_what_came_before(desk: Desk) -> None:
    desk.edit("ana", "--outcome", "released")
    desk.edit("ana", "--title", "A secret title")
    desk.do("ana", "forget", THAI["id"], "title", "--yes")
    assert desk.do("ana", "undo", "--yes").code == 0
    document = desk.show("ana")
    assert document["outcome"] == "seized"
    assert "title" not in document


@pytest.mark.parametrize("arguments", [("nonsense",), ("ref",), ("earliest",)])
def test_a_field_that_is_none_cannot_be_forgotten(desk: Desk, arguments: tuple[str, ...]) -> None:
    before = desk.file("ana").read_bytes()
    assert desk.do("ana", "forget", THAI["id"], *arguments, "--yes").code == 2
    assert desk.do("ana", "forget", THAI["id"], "title").code == 2  # nobody to ask
    assert desk.file("ana").read_bytes() == before


def test_recover_saves_every_changeset_that_verifies(desk: Desk) -> None:
    for number in range(30):
        desk.edit("ana", "--title", f"Title {number} {'x' * 400}")
    content = desk.file("ana").read_bytes()
    place = content.index(b"Title 20 ")
    desk.file("ana").write_bytes(content[:place] + b"Rubble" + content[place + 6 :])
    assert desk.do("ana", "check").code == 4
    said = desk.do("ana", "recover", desk.file("ana"), desk.file("saved"), "-f", "json")
    assert said.code == 4  # something was lost
    assert said.document["lost"] > 0
    assert sum(said.document["changesets"].values()) >= 20
    assert desk.do("saved", "check", "--rebuild").code == 0
    assert desk.do("ben", "merge", desk.file("saved")).code == 0


def test_recover_takes_the_log_out_of_a_file_that_another_program_changed(desk: Desk) -> None:
    wanted = dump(desk.file("ana"))
    with sqlite3.connect(desk.file("ana")) as connection:
        connection.execute("CREATE INDEX theirs ON change (length(new))")
        connection.execute("DELETE FROM cargo")
    assert desk.do("ana", "recover", desk.file("ana"), desk.file("saved")).code == 0
    assert dump(desk.file("saved")) == wanted


def test_recover_of_what_holds_nothing_is_refused(desk: Desk) -> None:
    create_file(desk.file("empty"))
    (desk.folder / "text.sqlite").write_text("no database", encoding="utf-8")
    for path, code in ((desk.file("empty"), 4), (desk.folder / "text.sqlite", 4), (desk.file("nobody"), 3)):
        assert desk.do("ana", "recover", path, desk.file("saved")).code == code
        assert not desk.file("saved").exists()
