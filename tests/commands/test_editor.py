"""A case in the user's editor: a script in place of a person, on a real terminal."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from interdict.commands.desk import Choices
from interdict.commands.edit_in_editor import _Editing, _read_state
from interdict.domain.document_writer import write_case
from interdict.store.cases import find_case, read_case
from interdict.store.connection import open_reading
from interdict.terminal.screen import open_screen
from tests.conftest import Run
from tests.samples import THAI, add_case, dump_tables
from tests.terminals import Terminal, open_terminal

# A person with an editor: takes one step of the script each time it is opened. A step is Python on `text` and `path`.
PERSON = """
import os, pathlib, subprocess, sys
path = pathlib.Path(sys.argv[-1])
steps = pathlib.Path(os.environ["STEPS"])
left = steps.read_text().split("\\n---\\n")
text = path.read_text(encoding="utf-8")
with open(os.environ["SEEN"], "a") as seen:
    seen.write(" ".join(sys.argv[1:-1]) + "\\n" + text + "\\n=====\\n")
steps.write_text("\\n---\\n".join(left[1:]))
def run(*arguments):
    command = [sys.executable, "-m", "interdict", *arguments]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True)
scope = {"text": text, "path": path, "run": run, "os": os}
exec(left[0], scope)
path.write_text(scope["text"], encoding="utf-8")
"""


class Desk:
    """A folder with a scripted editor, and what the editor was shown."""

    def __init__(self, folder: Path, file: Path) -> None:
        self.folder = folder
        self.file = file
        (folder / "person.py").write_text(PERSON, encoding="utf-8")
        self.environment = {
            "INTERDICT_DB": str(file),
            "STEPS": str(folder / "steps"),
            "SEEN": str(folder / "seen"),
            "VISUAL": "",
            "EDITOR": f"{shlex.quote(sys.executable)} {shlex.quote(str(folder / 'person.py'))} --some-option",
            "XDG_STATE_HOME": str(folder / "state"),
        }

    def edit(self, *steps: str, arguments: tuple[str, ...] = ("edit", "TH-2009"), answers: str = "y\n") -> Terminal:
        """Run a command whose editor takes the steps, with answers typed at the questions; return the terminal."""
        (self.folder / "steps").write_text("\n---\n".join(steps), encoding="utf-8")
        with open_terminal(*arguments, **self.environment) as terminal:
            for answer in answers.split("\n")[:-1]:
                terminal.expect("): ")
                terminal.send(f"{answer}\n")
            terminal.finish()
        assert "Traceback" not in terminal.seen
        return terminal

    @property
    def seen(self) -> list[str]:
        """Return what the editor was shown, time by time; the first line holds its options."""
        return (self.folder / "seen").read_text(encoding="utf-8").split("\n=====\n")[:-1]

    def list_drafts(self) -> list[Path]:
        return sorted((self.folder / "state" / "interdict" / "drafts").glob("*"))


@pytest.fixture
def desk(tmp_path: Path, file: Path) -> Desk:
    add_case(file, THAI)
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(folder, file)


def replace(old: str, new: str) -> str:
    return f"assert {old!r} in text, text\ntext = text.replace({old!r}, {new!r})"


def show(file: Path) -> dict[str, Any]:
    with open_reading(file) as connection:
        return write_case(read_case(connection, find_case(connection, "TH-2009")).values())


def test_a_change_is_shown_confirmed_and_written_as_one(desk: Desk, run: Run):
    terminal = desk.edit(replace("outcome: seized", "outcome: released") + "\n" + replace("value: 35", "value: 40"))
    assert terminal.code == 0
    assert "- outcome: seized" in terminal.seen
    assert "+ outcome: released" in terminal.seen
    assert "cargo load:" in terminal.seen
    document = show(desk.file)
    assert document["outcome"] == "released"
    assert document["cargo"][0]["quantity"]["value"] == 40
    assert len(json.loads(run("log", "-f", "json").stdout)) == 2
    assert desk.list_drafts() == []


def test_claims_and_sources_can_be_edited(desk: Desk):
    desk.edit(
        replace("locator: p. 3", "locator: p. 4")
        + "\n"
        + replace("    publisher: A wire", "    publisher: Another wire")
        + "\n"
        + replace("claims:\n", "claims:\n  - {field: mode, value: air, source: act}\n")
    )
    document = show(desk.file)
    assert "p. 4" in str(document["claims"])
    assert document["sources"]["wire"]["publisher"] == "Another wire"
    claims = [(claim.get("field"), claim.get("value"), claim.get("source")) for claim in document["claims"]]
    assert ("mode", "air", "act") in claims


def test_every_field_and_section_is_explained(desk: Desk):
    desk.edit("pass", answers="")
    (shown,) = desk.seen
    assert "# trigger: what set the inspection off; own_intelligence" in shown
    assert "\n#trigger:\n" in shown
    assert "# claims: key, of (the key of the record" in shown
    assert max(map(len, shown.split("\n")[1:])) <= 100


@pytest.mark.parametrize("step", ["pass", "text = ''", "text += '# a remark\\n'", replace("air\n", "'air'  # plane\n")])
def test_nothing_changed_is_an_answer(desk: Desk, step: str):
    before = dump_tables(desk.file)
    terminal = desk.edit(step, answers="")
    assert terminal.code == 0
    assert "unchanged: " in terminal.seen
    assert dump_tables(desk.file) == before
    assert desk.list_drafts() == []


def test_the_text_of_no_starter_case_changes_anything_by_itself(starter: Path):
    with open_reading(starter) as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM interdiction")]
        states = {case_id: _read_state(connection, case_id) for case_id in ids}
    for case_id, state in states.items():
        editing = _Editing(starter, case_id, state, Choices(open_screen()))
        assert editing.take(editing.text) is None


def test_a_problem_opens_the_editor_again_with_the_message_above_the_line(desk: Desk):
    terminal = desk.edit(
        replace("outcome: seized", "outcome: seizd"),
        replace("outcome: seizd", "outcome: released"),
    )
    assert "did you mean seized?" in terminal.seen
    again = desk.seen[1].split("\n")
    mark = next(number for number, line in enumerate(again) if line.startswith("#!! "))
    assert "'seizd' is not one of its words; did you mean seized?" in again[mark]
    assert again[mark + 1] == "outcome: seizd"
    assert show(desk.file)["outcome"] == "released"
    assert "#!!" not in desk.seen[0]


def test_all_problems_stand_at_their_lines(desk: Desk):
    desk.edit(
        replace("outcome: seized", "outcome: seizd") + "\n" + replace("category: conventional_arms", "categry: x"),
        replace("outcome: seizd", "outcome: seized") + "\n" + replace("categry: x", "category: conventional_arms"),
        answers="",
    )
    again = desk.seen[1].split("\n")
    marks = [again[number + 1].strip() for number, line in enumerate(again) if line.startswith("#!! ")]
    assert marks == ["outcome: seizd", "categry: x"]


def test_what_is_not_yaml_is_told_at_its_line(desk: Desk):
    desk.edit(
        replace("outcome: seized", "outcome: 'seized"),
        replace("outcome: 'seized", "outcome: released"),
    )
    assert "this is not YAML" in desk.seen[1]
    assert show(desk.file)["outcome"] == "released"


def test_a_problem_left_as_it_is_ends_and_keeps_the_text(desk: Desk):
    terminal = desk.edit(replace("outcome: seized", "outcome: seizd"), "pass", answers="")
    assert terminal.code == 4
    (draft,) = desk.list_drafts()
    assert "your text is kept: 'interdict " in " ".join(terminal.seen.split())
    assert draft.name in terminal.seen.replace("\n", "")
    assert "outcome: seizd" in draft.read_text(encoding="utf-8")
    assert draft.stat().st_mode & 0o077 == 0


def test_no_keeps_the_text_and_writes_nothing(desk: Desk):
    terminal = desk.edit(replace("outcome: seized", "outcome: released"), answers="n\n")
    assert terminal.code == 1
    assert "nothing was changed" in terminal.seen
    assert show(desk.file)["outcome"] == "seized"
    (draft,) = desk.list_drafts()
    assert "outcome: released" in draft.read_text(encoding="utf-8")


def test_a_kept_text_can_be_used_as_a_document(desk: Desk, run: Run):
    desk.edit(replace("outcome: seized", "outcome: released"), answers="n\n")
    (draft,) = desk.list_drafts()
    assert run("edit", "TH-2009", "--document", str(draft), "-y").returncode == 0
    assert show(desk.file)["outcome"] == "released"


def test_one_may_edit_again_before_agreeing(desk: Desk):
    desk.edit(replace("outcome: seized", "outcome: released"), replace("mode: air", "mode: sea"), answers="e\ny\n")
    document = show(desk.file)
    assert (document["outcome"], document["mode"]) == ("released", "sea")


def test_ctrl_c_at_the_question_writes_nothing_and_keeps_the_text(desk: Desk):
    terminal = desk.edit(replace("outcome: seized", "outcome: released"), answers="\x03\n")
    assert terminal.code == 130
    assert show(desk.file)["outcome"] == "seized"
    assert len(desk.list_drafts()) == 1


def test_an_editor_that_fails_changes_nothing_and_keeps_the_text(desk: Desk):
    step = replace("outcome: seized", "outcome: released") + "\npath.write_text(text)\nraise SystemExit(3)"
    terminal = desk.edit(step, answers="")
    assert terminal.code == 1
    assert "ended with code 3" in terminal.seen
    assert "your text is kept: 'interdict " in " ".join(terminal.seen.split())
    assert show(desk.file)["outcome"] == "seized"


def test_an_editor_that_fails_before_anything_was_written_leaves_no_draft(desk: Desk):
    terminal = desk.edit("raise SystemExit(1)", answers="")
    assert terminal.code == 1
    assert "kept in" not in terminal.seen
    assert desk.list_drafts() == []


def test_a_record_is_opened_at_its_line(desk: Desk):
    desk.environment["EDITOR"] = f"{desk.folder / 'vi'}"
    (desk.folder / "vi").write_text(f'#!/bin/sh\nexec {sys.executable} {desk.folder / "person.py"} "$@"\n')
    (desk.folder / "vi").chmod(0o755)
    desk.edit("pass", arguments=("edit", "TH-2009/load"), answers="")
    option, *lines = desk.seen[0].split("\n")
    assert option.startswith("+")
    assert lines[int(option[1:]) - 1] == "  - key: load"


def test_arguments_in_the_variable_are_respected_and_visual_comes_first(desk: Desk):
    desk.environment["VISUAL"] = desk.environment["EDITOR"] + " --of-visual"
    desk.environment["EDITOR"] = "false"
    desk.edit("pass", answers="")
    assert desk.seen[0].split("\n")[0] == "--some-option --of-visual"


@pytest.mark.parametrize(
    ("editor", "code", "message"),
    [
        ("", 2, "no editor is set: both VISUAL and EDITOR are empty"),
        ("no-such-editor-here", 1, "cannot start the editor no-such-editor-here"),
        ("vi 'half", 2, "EDITOR cannot be read"),
    ],
)
def test_an_editor_that_is_not_there_is_told(desk: Desk, editor: str, code: int, message: str):
    desk.environment["EDITOR"] = editor
    terminal = desk.edit("pass", answers="")
    assert terminal.code == code
    assert message in terminal.seen.replace("\n", " ")
    assert desk.list_drafts() == []


def test_without_a_terminal_no_editor_is_opened(run: Run, desk: Desk):
    done = run("edit", "TH-2009", **desk.environment)
    assert done.returncode == 2
    assert "there is nothing to change" in done.stderr


def test_a_dry_run_shows_the_change_and_keeps_the_text(desk: Desk):
    terminal = desk.edit(
        replace("outcome: seized", "outcome: released"), arguments=("edit", "TH-2009", "-n"), answers=""
    )
    assert terminal.code == 0
    assert "+ outcome: released" in terminal.seen
    assert show(desk.file)["outcome"] == "seized"
    assert len(desk.list_drafts()) == 1


@pytest.mark.parametrize(
    ("old", "new"), [("id: ", "id: 01a20cd6-0e0c-7665-86ef-29c36f870c99 #"), ("ref: TH", "ref: XX")]
)
def test_another_identity_is_refused_at_its_line(desk: Desk, old: str, new: str):
    terminal = desk.edit(replace(f"\n{old}", f"\n{new}"), "text = ''", answers="")
    assert "of the case; write" in desk.seen[1]
    assert terminal.code == 0


def test_an_id_taken_out_is_put_back(desk: Desk):
    step = "import re\ntext = re.sub('\\nid: .*', '', text)\ntext = re.sub('\\nref: .*', '', text)\n"
    desk.edit(step + replace("outcome: seized", "outcome: released"))
    document = show(desk.file)
    assert (document["id"], document["outcome"]) == (THAI["id"], "released")


def test_what_others_changed_meanwhile_elsewhere_is_kept(desk: Desk):
    terminal = desk.edit(
        "import os\nos.environ['INTERDICT_AUTHOR'] = 'Ben'\nrun('edit', 'TH-2009', '--mode', 'sea', '-y')\n"
        "run('note', 'TH-2009', 'seen by Ben')\n" + replace("outcome: seized", "outcome: released")
    )
    assert "Ben changed the case meanwhile, and that is kept:" in terminal.seen
    assert "mode: air -> sea" in terminal.seen
    document = show(desk.file)
    assert (document["outcome"], document["mode"]) == ("released", "sea")
    assert "seen by Ben" in [note["text"] for note in document["notes"]]


CLASH = (
    "import os\nos.environ['INTERDICT_AUTHOR'] = 'Ben'\nrun('edit', 'TH-2009', '--outcome', 'pending', '-y')\n"
    + replace("outcome: seized", "outcome: released")
    + "\n"
    + replace("mode: air", "mode: multimodal")
)


def test_a_field_that_both_changed_is_not_overwritten_but_asked_about(desk: Desk):
    terminal = desk.edit(CLASH, "text = ''", answers="")
    again = desk.seen[1].split("\n")
    mark = next(number for number, line in enumerate(again) if line.startswith("#!! "))
    assert "by now the file has pending, written by Ben" in again[mark]
    assert again[mark + 1] == "outcome: released"
    assert "mode: multimodal" in again
    assert terminal.code == 0
    document = show(desk.file)
    assert (document["outcome"], document["mode"]) == ("pending", "air")


def test_rows_of_one_key_that_both_added_are_both_kept(desk: Desk):
    theirs = "import os\nos.environ['INTERDICT_AUTHOR'] = 'Ben'\nrun('edit', 'TH-2009', '--cargo', 'coal; key=extra')\n"
    mine = replace("cargo:\n", "cargo:\n  - {key: extra, description: rifles}\n")
    claim = replace("claims:\n", "claims:\n  - {of: extra, field: description, value: rifles, source: act}\n")
    desk.edit(f"{theirs}{mine}\n{claim}", "text += '\\n'")
    assert "by Ben; yours has the key extra-2 now" in desk.seen[1]
    document = show(desk.file)
    assert {row["key"]: row["description"] for row in document["cargo"]}.items() >= {
        ("extra", "coal"),
        ("extra-2", "rifles"),
    }
    assert [claim["of"] for claim in document["claims"] if claim.get("value") == "rifles"] == ["extra-2"]


def test_who_reads_the_clash_may_still_decide(desk: Desk):
    desk.edit(CLASH, "text += '\\n'")
    document = show(desk.file)
    assert (document["outcome"], document["mode"]) == ("released", "multimodal")


def test_a_change_between_question_and_answer_is_told(desk: Desk, run: Run):
    steps = [replace("outcome: seized", "outcome: released")]
    (desk.folder / "steps").write_text("\n---\n".join(steps), encoding="utf-8")
    with open_terminal("edit", "TH-2009", **desk.environment) as terminal:
        terminal.expect("make this change?")
        assert run("edit", "TH-2009", "--mode", "sea", "-y", INTERDICT_AUTHOR="Ben").returncode == 0
        terminal.send("y\n")
        terminal.expect("the file was changed again meanwhile")
        terminal.expect("Ben changed the case meanwhile")
        terminal.expect("make this change?")
        terminal.send("y\n")
        assert terminal.finish() == 0
    document = show(desk.file)
    assert (document["outcome"], document["mode"]) == ("released", "sea")


def test_a_case_removed_meanwhile_is_told_and_the_text_kept(desk: Desk):
    terminal = desk.edit(
        "run('remove', 'TH-2009', '-y')\n" + replace("outcome: seized", "outcome: released"), "pass", answers=""
    )
    assert "was removed meanwhile by Ana" in terminal.seen
    assert terminal.code == 3
    assert len(desk.list_drafts()) == 1


def test_several_cases_are_refused(desk: Desk):
    terminal = desk.edit("pass", arguments=("edit", "TH-2009", "TH-2009"), answers="")
    assert "the editor takes one case at a time" in terminal.seen


def test_a_new_case_is_written_in_the_editor(desk: Desk):
    step = (
        replace("#title:", "title: Rifles at Mersin")
        + "\n"
        + replace("#date:", "date: early March 2011")
        + "\n"
        + replace("#cargo:", "cargo:\n  - rifles; not a phrase")
    )
    terminal = desk.edit(step, arguments=("add", "--editor"))
    assert terminal.code == 0
    assert "added: " in terminal.seen
    assert desk.list_drafts() == []
    with open_reading(desk.file) as connection:
        (row,) = connection.execute("SELECT date FROM interdiction WHERE title = 'Rifles at Mersin'").fetchall()
    assert row["date"].startswith("2011-03")


def test_options_begin_the_text_of_a_new_case(desk: Desk):
    options = ("--title", "Rifles", "--state", "TR", "--cargo", "rifles; quantity=5 t")
    desk.edit("pass", arguments=("add", "--editor", *options))
    (shown,) = desk.seen
    assert "\ntitle: Rifles\n" in shown
    with open_reading(desk.file) as connection:
        assert connection.execute("SELECT count(*) FROM interdiction WHERE title = 'Rifles'").fetchone()[0] == 1


def test_an_untouched_template_adds_nothing(desk: Desk):
    terminal = desk.edit("pass", arguments=("add", "--editor"), answers="")
    assert "nothing was added" in terminal.seen
    assert terminal.code == 0
    assert desk.list_drafts() == []


@pytest.mark.parametrize(("answer", "number"), [("d", 2), ("s", 1)])
def test_a_new_case_that_is_there_already_is_asked_about(desk: Desk, answer: str, number: int):
    step = replace("#title:", "title: Plane") + "\n" + replace("#date:", "date: 2009-12-12") + "\n"
    step += replace("#conveyances:", "conveyances: [{kind: aircraft, registration: 4L-AWA}]")
    (desk.folder / "steps").write_text(step, encoding="utf-8")
    with open_terminal("add", "--editor", **desk.environment) as terminal:
        terminal.expect("the same event?")
        terminal.send(f"{answer}\n")
        if answer == "d":
            terminal.expect("make this change?")
            terminal.send("y\n")
        terminal.finish()
    assert ("nothing was added" in terminal.seen) == (answer == "s")
    assert len(desk.list_drafts()) == (answer == "s")
    with open_reading(desk.file) as connection:
        assert connection.execute("SELECT count(*) FROM interdiction").fetchone()[0] == number


def test_an_editor_that_never_gets_it_right_is_not_opened_for_ever(desk: Desk):
    terminal = desk.edit(*["text += 'x: 1\\n'"] * 20, answers="")
    assert terminal.code == 4
    assert len(desk.seen) == 10
    assert "the text had a problem 10 times" in terminal.seen
    (draft,) = desk.list_drafts()
    assert draft.read_text(encoding="utf-8").count("x: 1") == 10


def test_what_is_said_of_a_kept_text_goes_on_with_it(desk: Desk, run: Run):
    desk.edit(replace("outcome: seized", "outcome: sezed"), "pass", answers="")
    (draft,) = desk.list_drafts()
    refused = run("edit", "TH-2009", "--document", str(draft))
    assert refused.returncode == 4
    assert "sezed" in refused.stderr
    draft.write_text(draft.read_text(encoding="utf-8").replace("sezed", "released"), encoding="utf-8")
    assert run("edit", "TH-2009", "--document", str(draft)).returncode == 0
    assert show(desk.file)["outcome"] == "released"


@pytest.mark.parametrize("place", ["os.mkfifo(path)", "os.mkdir(path)", "os.symlink('/dev/zero', path)"])
def test_anything_but_a_file_in_place_of_the_text_is_refused(desk: Desk, place: str):
    before = dump_tables(desk.file)
    step = f"os.unlink(path); {place}; os._exit(0)"
    terminal = desk.edit(step, answers="")
    assert terminal.code == 1
    assert "is no longer a file" in " ".join(terminal.seen.split())
    assert "your text is kept" not in terminal.seen
    assert dump_tables(desk.file) == before


def test_what_was_written_before_the_text_was_taken_away_is_kept(desk: Desk):
    terminal = desk.edit(
        replace("outcome: seized", "outcome: sezed"), "os.unlink(path); os.mkfifo(path); os._exit(0)", answers=""
    )
    assert "your text is kept: " in " ".join(terminal.seen.split())
    (draft,) = desk.list_drafts()
    assert "outcome: sezed" in draft.read_text(encoding="utf-8")


def test_edit_takes_the_option_that_add_has(desk: Desk):
    desk.edit(replace("outcome: seized", "outcome: released"), arguments=("edit", "TH-2009", "--editor"))
    assert show(desk.file)["outcome"] == "released"
