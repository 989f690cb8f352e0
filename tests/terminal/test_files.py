"""Writing to stdout and to files."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys

import pytest

from interdict.errors import InterdictError
from interdict.terminal import files
from interdict.terminal.files import write_line, write_output
from interdict.terminal.screen import Screen


def open_captured(encoding="utf-8", **known):
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="") for _ in range(2))
    return Screen(out=out, err=err, keyboard=io.StringIO(), **known)


def list_names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_file_holds_the_pieces_and_nothing_is_left_beside_it(tmp_path):
    write_output(tmp_path / "cases.csv", ["ref\r\n", "Đà\r\n"], screen=open_captured())
    assert (tmp_path / "cases.csv").read_bytes() == "ref\r\nĐà\r\n".encode()
    assert list_names(tmp_path) == ["cases.csv"]


def test_file_is_replaced_and_keeps_its_permissions(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("old")
    path.chmod(0o640)
    write_output(path, ["new"], screen=open_captured())
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_new_file_gets_the_usual_permissions(tmp_path):
    usual = os.umask(0o027)
    try:
        write_output(tmp_path / "cases.csv", ["new"], screen=open_captured())
    finally:
        os.umask(usual)
    assert (tmp_path / "cases.csv").stat().st_mode & 0o777 == 0o640


def test_failure_half_way_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("old")

    def fail_half_way():
        yield "new"
        raise KeyError("title")

    with pytest.raises(KeyError):
        write_output(path, fail_half_way(), screen=open_captured())
    assert path.read_text() == "old"
    assert list_names(tmp_path) == ["cases.csv"]


def test_interrupt_leaves_nothing_behind(tmp_path):
    def interrupt():
        yield "new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_output(tmp_path / "cases.csv", interrupt(), screen=open_captured())
    assert list_names(tmp_path) == []


def test_trouble_of_the_reader_is_not_called_trouble_of_the_file(tmp_path):
    def fail():
        yield "new"
        raise PermissionError("the database")

    with pytest.raises(PermissionError, match="the database"):
        write_output(tmp_path / "cases.csv", fail(), screen=open_captured())


def test_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "link.csv").symlink_to("target.csv")
    for text in ("first", "second"):
        write_output(tmp_path / "link.csv", [text], screen=open_captured())
        assert (tmp_path / "target.csv").read_text() == text
    assert (tmp_path / "link.csv").is_symlink()
    assert list_names(tmp_path) == ["link.csv", "target.csv"]


def test_loop_of_links_is_an_error(tmp_path):
    (tmp_path / "one.csv").symlink_to("two.csv")
    (tmp_path / "two.csv").symlink_to("one.csv")
    with pytest.raises(InterdictError, match="cannot write"):
        write_output(tmp_path / "one.csv", ["new"], screen=open_captured())


@pytest.mark.parametrize("is_quiet", [False, True])
def test_file_that_is_written_or_replaced_is_named_unless_quiet(tmp_path, is_quiet):
    screen = open_captured(is_quiet=is_quiet)
    path = tmp_path / "cases.csv"
    write_output(path, ["old"], screen=screen)
    write_output(path, ["new"], screen=screen)
    assert screen.err.buffer.getvalue().decode() == ("" if is_quiet else f"wrote {path}\nreplaced {path}\n")


@pytest.mark.parametrize("name", ["cases.sqlite-journal", "cases.sqlite-wal"])
def test_what_heals_a_file_after_a_crash_is_not_replaced(tmp_path, name):
    (tmp_path / name).write_text("journal")
    with pytest.raises(InterdictError, match="a name that SQLite uses"):
        write_output(tmp_path / name, ["new"], screen=open_captured())
    assert (tmp_path / name).read_text() == "journal"


@pytest.mark.parametrize(("is_terminal", "written"), [(False, b"a\xff\xc3\xbc\n"), (True, b"a\\xff\xc3\xbc\n")])
def test_path_is_its_very_bytes_in_a_pipe_and_safe_on_a_terminal(is_terminal, written):
    screen = open_captured(is_terminal=is_terminal)
    write_line(os.fsdecode(b"a\xff\xc3\xbc"), screen)
    assert screen.out.buffer.getvalue() == written


def make_folder(path):
    path.mkdir()


def make_pipe(path):
    os.mkfifo(path)


def make_database(path):
    path.write_bytes(b"SQLite format 3\0" + bytes(84))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (make_folder, "is a folder"),
        (make_pipe, "is not an ordinary file"),
        (make_database, "is a SQLite file and is not replaced"),
    ],
)
def test_only_an_ordinary_file_is_replaced(tmp_path, make, words):
    make(tmp_path / "cases.csv")
    before = list_names(tmp_path)
    with pytest.raises(InterdictError, match=words) as caught:
        write_output(tmp_path / "cases.csv", ["new"], screen=open_captured())
    assert caught.value.hint
    assert "\n" not in caught.value.message
    assert list_names(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing/cases.csv", "there is no folder"),
        ("file/cases.csv", "Not a directory"),
        ("x" * 300, "File name too long"),
        ("/proc/cases.csv", "cannot write /proc/cases.csv"),
    ],
)
def test_place_that_cannot_be_written_is_named(tmp_path, name, words):
    (tmp_path / "file").write_text("")
    with pytest.raises(InterdictError, match=words) as caught:
        write_output(tmp_path / name, ["new"], screen=open_captured())
    assert caught.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_write_protected_file_is_not_replaced(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(InterdictError, match="write-protected"):
        write_output(path, ["new"], screen=open_captured())


def test_longest_possible_name_can_be_written(tmp_path):
    write_output(tmp_path / ("x" * 255), ["new"], screen=open_captured())
    assert list_names(tmp_path) == ["x" * 255]


def test_text_of_broken_bytes_does_not_stop_the_file(tmp_path):
    write_output(tmp_path / "cases.csv", ["\udc80"], screen=open_captured())
    assert (tmp_path / "cases.csv").read_text() == r"\udc80"


def test_stream_that_knows_only_ascii_gets_escapes():
    screen = open_captured("ascii")
    write_output(None, ["a\n", "Đà 平\n", "b\n"], screen=screen)
    assert screen.out.buffer.getvalue() == b"a\n\\u0110\\xe0 \\u5e73\nb\n"


WRITE_MUCH = (
    "from interdict.terminal.screen import open_screen; from interdict.terminal.files import write_output; "
    "write_output(None, ('x' * 99 + '\\n' for _ in range(99999)), screen=open_screen())"
)

TELL_THE_ERROR = f"""
from interdict.errors import InterdictError
try:
    {WRITE_MUCH}
except InterdictError as error:
    import sys
    print(error.message, file=sys.stderr)
"""


def test_reader_that_goes_away_is_no_error():
    code = f'"{sys.executable}" -c "{WRITE_MUCH}" | head -n 1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "x" * 99 + "\n0\n"
    assert done.stderr == ""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_full_disk_behind_stdout_is_one_clear_error():
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-c", TELL_THE_ERROR], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.stderr == "cannot write to standard output: No space left on device\n"
    assert done.returncode == 0


def test_closed_stdout_is_one_clear_error():
    command = f"{shlex.quote(sys.executable)} -c {shlex.quote(TELL_THE_ERROR)} >&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "cannot write to standard output: it is closed\n")


@pytest.mark.parametrize("limit", [10, 10_000])
def test_spooled_pieces_come_back_as_they_were_after_their_source_is_gone(monkeypatch, limit):
    monkeypatch.setattr(files, "_IN_MEMORY", limit)
    monkeypatch.setattr(files, "_CHUNK", 7)
    pieces = ["один\r\n", "", "two\n", "\x00\x85"]
    taken = iter(pieces)
    spooled = files.spool(taken)
    assert next(taken, None) is None
    assert "".join(spooled) == "".join(pieces)
