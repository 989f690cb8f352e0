from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from interdict.store.migrations import create_file
from tests.sharing.forging import forge, update
from tests.sharing.people import Desk

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not installed")


@pytest.fixture
def key(desk: Desk) -> Path:
    """Return an SSH key of Ben's, which Ana knows."""
    path = desk.folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True)
    (desk.folder / "signers").write_text(f"Ben {path.with_suffix('.pub').read_text('utf-8')}", encoding="utf-8")
    assert desk.do("ana", "config", "set", "signers", desk.folder / "signers").code == 0
    return path


def test_signed_changes_of_someone_new_are_taken_under_review(desk: Desk, key: Path) -> None:
    desk.edit("ben", "--outcome", "released")
    assert desk.do("ben", "sign", "--key", key).code == 0
    found = desk.do("ana", "merge", desk.file("ben"), "--review", "-f", "json").document
    assert found["changesets"] == 1
    assert desk.do("ana", "sign", "--list", "-f", "json").document[0]["state"] == "good"


def test_forged_author_is_held_for_review_unless_signed(desk: Desk, key: Path) -> None:
    desk.edit("ben", "--outcome", "released")
    desk.do("ben", "sign", "--key", key)
    desk.do("ana", "merge", desk.file("ben"))
    forge(desk.file("ben"), "Ben", [update("outcome", "cleared", desk.file("ben"))])
    said = desk.do("ana", "merge", desk.file("ben"), "--review", "-f", "json")
    assert said.document["files"][0]["held"] == [{"author": "Ben", "changesets": 1}]
    assert "are not signed" in said.err


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE signature SET manifest = iif(manifest LIKE 'a%', 'b', 'a') || substr(manifest, 2)",
        "UPDATE signature SET armor = replace(armor, 'A', 'B')",
        "UPDATE signature SET manifest = ''",
        "UPDATE signature SET armor = 'x'",
        "UPDATE signature SET manifest = manifest || 'rm -rf'",
    ],
)
def test_altered_signature_is_refused_and_the_file_untouched(desk: Desk, key: Path, statement: str) -> None:
    desk.edit("ben", "--outcome", "released")
    desk.do("ben", "sign", "--key", key)
    with sqlite3.connect(desk.file("ben")) as connection:
        connection.execute(statement)
    before = desk.file("ana").read_bytes()
    assert desk.do("ana", "merge", desk.file("ben")).code == 4
    assert desk.file("ana").read_bytes() == before


@pytest.mark.usefixtures("key")
def test_signature_under_the_name_of_another_is_refused(desk: Desk) -> None:
    other = desk.folder / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(other)], check=True)
    desk.edit("ben", "--outcome", "released")
    desk.do("ben", "sign", "--key", other)
    assert desk.do("ana", "merge", desk.file("ben")).code == 4


def test_signature_of_an_unknown_key_is_no_harm_and_no_help(desk: Desk, key: Path) -> None:
    (desk.folder / "signers").write_text("", encoding="utf-8")
    desk.edit("ben", "--outcome", "released")
    desk.do("ben", "sign", "--key", key)
    held = desk.do("ana", "merge", desk.file("ben"), "--review", "-f", "json").document
    assert held["files"][0]["held"] == [{"author": "Ben", "changesets": 1}]
    assert desk.do("ana", "merge", desk.file("ben")).code == 0


def test_signatures_travel_on_and_a_second_signing_covers_only_what_is_new(desk: Desk, key: Path) -> None:
    desk.edit("ben", "--outcome", "released")
    desk.do("ben", "sign", "--key", key)
    assert "nothing to sign" in desk.do("ben", "sign", "--key", key).err
    desk.edit("ben", "--title", "Later")
    desk.do("ben", "sign", "--key", key)
    desk.do("ben", "share", desk.file("out"))
    create_file(desk.file("chi"))
    desk.do("chi", "merge", desk.file("out"))
    states = [row["changesets"] for row in desk.do("chi", "sign", "--list", "-f", "json").document]
    assert states == [1, 1]


@pytest.mark.parametrize("named", ["nowhere", ""])
def test_missing_key_is_said(desk: Desk, named: str) -> None:
    desk.edit("ben", "--outcome", "released")
    assert desk.do("ben", "sign", *(("--key", named) if named else ())).code in (2, 3)
