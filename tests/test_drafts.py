"""Files that are whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from interdict.drafts import open_draft, put_in_place, replace_file


def test_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    replace_file(path, ["new\r\n", "Đà\n"], mode=0o640)
    assert path.read_bytes() == "new\r\nĐà\n".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("trouble", [OSError("full"), KeyboardInterrupt()])
def test_failure_half_way_leaves_what_was_there(tmp_path: Path, trouble: BaseException) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def fail() -> Iterator[str]:
        yield "new"
        raise trouble

    with pytest.raises(type(trouble)):
        replace_file(path, fail())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_finished_draft_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with open_draft(path) as draft, pytest.raises(FileExistsError):
        put_in_place(draft, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("is_taken", [False, True])
def test_where_there_are_no_links_a_draft_gets_its_name_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_taken: bool
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "a.txt"
    if is_taken:
        path.write_text("old")
    with open_draft(path) as draft:
        draft.write_text("new")
        if is_taken:
            with pytest.raises(FileExistsError):
                put_in_place(draft, path)
        else:
            put_in_place(draft, path)
    assert path.read_text() == ("old" if is_taken else "new")
    assert list(tmp_path.iterdir()) == [path]
