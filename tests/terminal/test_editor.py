"""Starting the user's editor."""

from __future__ import annotations

from pathlib import Path

import pytest

from interdict.errors import DataError, InterdictError, UsageError
from interdict.terminal.editor import Draft, edit_file, find_editor, find_wait_hint, list_arguments


@pytest.mark.parametrize(
    ("environ", "command"),
    [
        ({"EDITOR": "nano"}, ["nano"]),
        ({"VISUAL": "code --wait", "EDITOR": "nano"}, ["code", "--wait"]),
        (
            {"VISUAL": "  ", "EDITOR": "'/opt/my editor/vi' -c 'set ft=yaml'"},
            ["/opt/my editor/vi", "-c", "set ft=yaml"],
        ),
    ],
)
def test_editor_is_what_the_variables_name(environ: dict[str, str], command: list[str]):
    assert find_editor(environ) == command


def test_no_editor_is_an_error_that_names_the_variables():
    with pytest.raises(UsageError, match="VISUAL and EDITOR"):
        find_editor({})


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (["vi"], ["vi", "+7", "f"]),
        (["/usr/bin/nano", "-w"], ["/usr/bin/nano", "-w", "+7", "f"]),
        (["hx"], ["hx", "f:7"]),
        (["code", "--wait"], ["code", "--wait", "--goto", "f:7"]),
        (["my-own-editor"], ["my-own-editor", "f"]),
    ],
)
def test_known_editors_begin_at_a_line(command: list[str], arguments: list[str]):
    assert list_arguments(command, Path("f"), 7) == arguments
    assert list_arguments(command, Path("f"), None) == [*command, "f"]


def test_editors_that_return_at_once_are_told_how_to_wait():
    assert "code --wait" in find_wait_hint(["code"])
    assert find_wait_hint(["code", "--wait"]) == ""
    assert find_wait_hint(["subl", "-w"]) == ""
    assert find_wait_hint(["vim"]) == ""


def test_draft_is_for_nobody_else_and_is_taken_away(tmp_path: Path):
    draft = Draft(tmp_path / "drafts", "add", "text")
    assert draft.path.stat().st_mode & 0o777 == 0o600
    assert not draft.is_changed()
    draft.rewrite("other")
    assert draft.is_changed()
    assert draft.path.read_text(encoding="utf-8") == "other"
    draft.discard()
    assert list((tmp_path / "drafts").iterdir()) == []


def test_draft_that_cannot_be_kept_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InterdictError, match="cannot keep a draft"):
        Draft(tmp_path / "file", "add", "text")


def test_text_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path):
    path = tmp_path / "text"
    path.write_bytes(b"title: x\nnote: \xff\n")
    with pytest.raises(DataError, match=":2: this is not UTF-8"):
        edit_file(["true"], path)


def test_line_ends_of_windows_are_read_as_lines(tmp_path: Path):
    path = tmp_path / "text"
    path.write_bytes(b"\xef\xbb\xbftitle: x\r\n")
    assert edit_file(["true"], path) == "title: x\n"
