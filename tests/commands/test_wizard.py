"""The wizard on a real pseudo-terminal: keys in, and what a user sees."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from interdict.commands.add_drafts import choose_draft, discard_draft, hold_draft
from interdict.errors import NotFoundError
from tests.conftest import Run
from tests.samples import THAI, add_case
from tests.terminals import strip_styles

PATIENCE = 60  # seconds; a slow machine must not fail a test
ENTER, TAB, CTRL_C, CTRL_D = "\r", "\t", "\x03", "\x04"


# A little of everything: help, a bad value, back, a yes, proposals, records in one line, a field by its name.
GOLDEN = (
    ("title", "Rifles at Mersin"), ("date", "?"), ("date", "31 June 2011"), ("date", "early March 2011"),
    ("right?", ""), ("place", "Mersin, Türkiye"), ("states [TR]", ""), ("mode", "arial"), ("mode", "<"),
    ("states [TR]", "TR, IR"),
    ("mode [air]", "sea"), ("name", "Sea Star"), ("imo_number", "1234568"), ("flag", "Panama"),
    ("description", "rifles"),
    ("quantity", "about 1,500 rifles"), ("right?", "n"), ("quantity", "about 1,500"), ("right?", "y"),
    ("declared_as", "glass wool"), ("category", ""), ("outcome", "?"), ("outcome", "siezed"), ("outcome", "seized"),
    ("regime", "Iran"), ("title", "Arms found"), ("publisher", "A paper"), ("published", "2011-03-12"), ("url", ""),
    ("more", "?"), ("more", "party crew; role=crew; count=5"), ("party", "status=detained"), ("party", ""),
    ("more", "legal basis UNSCR 1929"), ("more", "owner Air West"), ("right?", ""), ("party", ""),
    ("more", "trigger foreign tip"), ("more", "bote"),
    ("more", ""),
)  # fmt: skip


class Keys:
    """The wizard on a terminal, and whoever types."""

    def __init__(self, child: pexpect.spawn) -> None:
        self.child = child
        self.seen = ""

    def expect(self, text: str) -> str:
        """Wait until a text is shown, and return what was shown before it."""
        self.child.expect_exact(text)
        before = self._clean(self.child.before)
        self.seen += before + text
        return before

    def answer(self, label: str, *lines: str) -> None:
        """Answer the question that has a label; some are asked more than once."""
        for line in lines:
            self.child.expect(re.escape(label) + r"[^\n>]*>")
            self.seen += self._clean(self.child.before + self.child.after)
            self.child.send(line + ENTER)

    def press(self, keys: str) -> None:
        """Press keys without Enter."""
        self.child.send(keys)

    def finish(self) -> int:
        """Wait for the end and return the exit code."""
        self.child.expect(pexpect.EOF)
        self.seen += self._clean(self.child.before)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)

    @staticmethod
    def _clean(text: str) -> str:
        return strip_styles(text).replace("\r", "")


Open = Callable[..., Keys]


@pytest.fixture
def ask(file: Path) -> Iterator[Open]:
    """Open wizards on terminals of their own."""
    children: list[pexpect.spawn] = []

    def open_wizard(*arguments: str, columns: int = 80, **environment: str) -> Keys:
        variables = {**os.environ, "INTERDICT_DB": str(file), "TERM": "xterm", "NO_COLOR": "1", **environment}
        child = pexpect.spawn(
            sys.executable, ["-m", "interdict", "add", *arguments], env=variables, encoding="utf-8",
            codec_errors="replace", timeout=PATIENCE, dimensions=(30, columns),
        )  # fmt: skip
        children.append(child)
        return Keys(child)

    yield open_wizard
    for child in children:
        child.close(force=True)


def list_cases(run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("list", "-f", "json").stdout)
    return found


def list_drafts(run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("add", "--drafts", "-f", "json").stdout)
    return found


def tell(keys: Keys, *, cargo: str = "rockets") -> None:
    """Answer the first questions."""
    keys.answer("title", "Rifles at Mersin")
    keys.answer("date", "2011-03-12")
    keys.answer("place", "Mersin, Türkiye")
    keys.answer("states", "")
    keys.answer("mode", "sea")
    keys.answer("name", "Sea Star")
    keys.answer("imo_number", "")
    keys.answer("flag", "")
    keys.answer("description", cargo)
    for label in ("quantity", "declared_as", "category"):
        keys.answer(label, "")
    keys.answer("outcome", "seized")
    keys.answer("regime", "Iran")
    keys.answer("title", "Arms found")
    keys.answer("publisher", "A paper")
    for label in ("published", "url", "more"):
        keys.answer(label, "")


def test_a_case_is_told_question_by_question_shown_confirmed_and_written_with_its_source(run: Run, ask: Open):
    keys = ask()
    tell(keys)
    keys.expect("record this case?")
    assert "Rifles at Mersin" in keys.seen
    keys.press("y\n")
    assert keys.finish() == 0
    assert "added: TR-2011-" in keys.seen
    (case,) = list_cases(run)
    assert (case["title"], case["states"], case["mode"], case["outcome"]) == (
        "Rifles at Mersin",
        ["TR"],
        "sea",
        "seized",
    )
    document = json.loads(run("show", str(case["ref"]), "-f", "json").stdout)
    assert document["conveyances"][0]["name"] == "Sea Star"
    assert {claim["source"] for claim in document["claims"]} == set(document["sources"])
    assert document["place"]["latitude"]
    assert list_drafts(run) == []


def test_a_bad_answer_is_told_at_once_with_the_nearest_right_one(ask: Open):
    keys = ask()
    keys.answer("title", "A title")
    keys.answer("date", "31 June 2009")
    keys.expect("that cannot be:")
    keys.answer("date", "2009-06")
    keys.answer("place", "-")
    keys.answer("states", "Thialand")
    keys.expect("Thailand")
    keys.answer("states", "")
    keys.answer("mode", "arial")
    keys.expect("air")


def test_back_and_help(ask: Open):
    keys = ask()
    keys.answer("title", "?")
    keys.expect("a short title")
    keys.answer("title", "A titel")
    keys.answer("date", "<")
    keys.answer("title", "A title")
    keys.answer("date", "<")
    keys.answer("title", "<")
    keys.expect("this is the first question")


def test_dates_and_quantities_are_echoed_for_a_yes(run: Run, ask: Open):
    keys = ask()
    keys.answer("title", "A title")
    keys.answer("date", "last August")
    keys.answer("written", "January 2010")
    keys.expect("last August: 2009-08 (August 2009)")
    keys.answer("right?", "")
    for label in ("place", "states", "mode"):
        keys.answer(label, "-")
    keys.answer("description", "sugar")
    keys.answer("quantity", "some 2,300 t")
    keys.expect("kept as reported")
    keys.answer("right?", "")
    keys.answer("declared_as", ".")
    keys.expect("record this case?")
    keys.press("y\n")
    assert keys.finish() == 0
    document = json.loads(run("show", str(list_cases(run)[0]["ref"]), "-f", "json").stdout)
    assert document["date"] == "2009-08"
    assert document["cargo"][0]["quantity"]["as_reported"] == "some 2,300 t"


def test_enter_takes_what_the_most_similar_case_has(file: Path, run: Run, ask: Open):
    add_case(file, THAI)
    keys = ask()
    keys.answer("title", "More arms aboard an Il-76")
    keys.answer("date", "2010-05-01")
    keys.answer("place", "Bangkok, Thailand")
    keys.answer("states [TH]", "")
    keys.answer("mode [air]", "")
    keys.expect("Which aircraft?")
    assert "as in TH-2009-" in " ".join(keys.seen.split())
    keys.answer("registration", "")
    keys.answer("description", "")
    keys.answer("outcome", "")
    keys.answer("regime [DPRK]", "-")
    keys.answer("title", ".")
    keys.expect("record this case?")
    keys.press("y\n")
    assert keys.finish() == 0
    case = next(case for case in list_cases(run) if case["title"] == "More arms aboard an Il-76")
    assert (case["mode"], case["regime"]) == ("air", None) or case["regime"] in ([], "")


def test_tab_completes_the_words_of_a_field(ask: Open):
    keys = ask()
    keys.answer("title", "A title")
    for label in ("date", "place", "states"):
        keys.answer(label, "-")
    keys.expect("mode")
    keys.expect(">")
    keys.press("multi" + TAB)
    keys.expect("multimodal")
    keys.press(ENTER)
    keys.expect("What was found?")


def test_tab_shows_several_words_with_their_meanings(ask: Open):
    keys = ask()
    keys.answer("title", "A title")
    for label in ("date", "place", "states", "mode", "description"):
        keys.answer(label, "-")
    keys.expect("outcome>")
    keys.press("re" + TAB)
    keys.expect("inspection was refused")
    keys.press(CTRL_C)
    assert keys.finish() == 130


@pytest.mark.parametrize(("key", "code"), [(CTRL_C, 130), (CTRL_D, 1)], ids=["ctrl-C", "ctrl-D"])
def test_an_interrupted_wizard_keeps_a_private_draft_and_goes_on_with_it(run: Run, ask: Open, key: str, code: int):
    keys = ask()
    keys.answer("title", "Rifles at Mersin")
    keys.answer("date", "2011-03-12")
    keys.expect("place>")
    keys.press(key)
    assert keys.finish() == code
    assert "'interdict add --resume' goes on" in keys.seen
    assert "Traceback" not in keys.seen
    assert list_cases(run) == []
    (draft,) = list_drafts(run)
    path = Path(str(draft["path"]))
    assert (draft["title"], draft["answers"]) == ("Rifles at Mersin", 2)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    again = ask("--resume")
    again.expect("date: 2011-03-12")
    again.answer("place", ".")
    again.expect("record this case?")
    again.press("y\n")
    assert again.finish() == 0
    assert [case["title"] for case in list_cases(run)] == ["Rifles at Mersin"]
    assert list_drafts(run) == []


def test_interrupting_the_first_question_leaves_nothing(run: Run, ask: Open):
    keys = ask()
    keys.expect("title> ")
    keys.press(CTRL_C)
    assert keys.finish() == 130
    assert "Traceback" not in keys.seen
    assert list_drafts(run) == []


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGKILL])
def test_a_closed_terminal_keeps_the_draft(run: Run, ask: Open, number: int):
    keys = ask()
    keys.answer("title", "Rifles at Mersin")
    keys.expect("date>")
    keys.child.kill(number)
    keys.child.close(force=True)
    assert [draft["title"] for draft in list_drafts(run)] == ["Rifles at Mersin"]


def test_a_draft_that_is_open_on_another_terminal_is_refused_and_stays(run: Run, ask: Open):
    first = ask()
    first.answer("title", "Rifles at Mersin")
    first.expect("date>")
    assert [draft["open"] for draft in list_drafts(run)] == [True]
    second = ask("--resume")
    assert second.finish() == 1
    assert "the draft 'Rifles at Mersin' is open on another terminal" in second.seen
    first.press("2011" + ENTER)
    first.expect("place>")
    first.press(CTRL_C)
    first.finish()
    assert [(draft["open"], draft["answers"]) for draft in list_drafts(run)] == [(False, 2)]


def test_a_draft_is_free_again_once_its_process_was_killed(ask: Open):
    first = ask()
    first.answer("title", "Rifles at Mersin")
    first.expect("date>")
    first.child.kill(signal.SIGKILL)
    first.child.close(force=True)
    second = ask("--resume")
    second.expect("title: Rifles at Mersin")
    second.expect("date>")


def test_a_draft_that_was_recorded_meanwhile_is_not_begun_again(ask: Open):
    keys = ask()
    keys.answer("title", "Rifles at Mersin")
    keys.expect("date>")
    keys.press(CTRL_C)
    keys.finish()
    listed = choose_draft("")
    discard_draft(listed)
    with pytest.raises(NotFoundError, match="recorded or thrown away"), hold_draft(listed):
        pass


def test_one_of_several_drafts_is_chosen_by_its_number(run: Run, ask: Open):
    for title in ("First", "Second"):
        keys = ask()
        keys.answer("title", title)
        keys.expect("date>")
        keys.press(CTRL_C)
        keys.finish()
    older = next(draft for draft in list_drafts(run) if draft["title"] == "First")
    keys = ask("--resume", str(older["draft"]))
    keys.expect("title: First")


@pytest.mark.parametrize(
    ("letter", "code", "drafts"), [("n", 1, 0), ("d", 1, 1)], ids=["thrown away", "kept as a draft"]
)
def test_a_case_may_be_thrown_away_or_kept_for_later(run: Run, ask: Open, letter: str, code: int, drafts: int):
    keys = ask()
    keys.answer("title", "A title")
    keys.answer("date", ".")
    keys.expect("record this case?")
    keys.press(f"{letter}\n")
    assert keys.finish() == code
    assert list_cases(run) == []
    assert len(list_drafts(run)) == drafts


def test_back_from_the_case_as_it_will_stand_goes_on_asking(run: Run, ask: Open):
    keys = ask()
    keys.answer("title", "A title")
    keys.answer("date", ".")
    keys.expect("record this case?")
    keys.press("b\n")
    keys.answer("date", "2011")
    keys.answer("place", ".")
    keys.expect("record this case?")
    keys.press("y\n")
    assert keys.finish() == 0
    assert list_cases(run)[0]["date"] == "2011"


def test_a_likely_duplicate_is_asked_about_and_left_out_with_the_answers_kept(file: Path, run: Run, ask: Open):
    add_case(file, THAI)
    keys = ask()
    keys.answer("title", "Weapons plane at Bangkok")
    keys.answer("date", "2009-12-12")
    keys.answer("place", "Bangkok, Thailand")
    keys.answer("states", "")
    keys.answer("mode", "air")
    keys.answer("registration", "4L AWA")
    keys.answer("type", ".")
    keys.expect("the same event?")
    keys.press("s\n")
    keys.finish()
    assert "left out: Weapons plane at Bangkok" in keys.seen
    assert len(list_cases(run)) == 1
    assert len(list_drafts(run)) == 1


def test_a_dry_run_writes_nothing_and_keeps_the_answers(run: Run, ask: Open):
    keys = ask("--dry-run")
    keys.answer("title", "A title")
    keys.answer("date", ".")
    assert keys.finish() == 0
    assert "would be added" in keys.seen
    assert list_cases(run) == []
    assert len(list_drafts(run)) == 1


@pytest.mark.parametrize("columns", [60, 100])
def test_what_the_user_sees_is_as_written_down(file: Path, ask: Open, columns: int):
    add_case(file, THAI)
    keys = ask(columns=columns, TERM="dumb")  # on which nothing is drawn twice
    for label, line in GOLDEN:
        keys.answer(label, line)
    keys.expect("record this case?")
    keys.expect("n(o):")
    keys.press("y\n")
    assert keys.finish() == 0
    seen = re.sub(r"\bIR-2011-[0-9A-Z]{3}\b", "<ref>", keys.seen)
    path = Path(__file__).parent / "golden" / f"wizard-{columns}.txt"
    if os.environ.get("UPDATE_SESSIONS"):
        path.write_text(seen, encoding="utf-8")
    assert seen == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("Springfield", "several places may be meant, such as Springfield, United States"),
        ("Nowheresville", "not in the gazetteer"),
        ("13.91N 100.61E", "Thailand"),
        ("Jebel Ali", "Jebel Ali (port), United Arab Emirates"),
    ],
)
def test_a_place_is_looked_up_in_the_gazetteer_at_once(run: Run, ask: Open, place: str, words: str):
    keys = ask(columns=140)
    keys.answer("title", "A title")
    keys.answer("date", "2011")
    keys.answer("place", place)
    keys.expect(words)
    keys.answer("states", ".")
    keys.expect("record this case?")
    keys.press("y\n")
    assert keys.finish() == 0
    assert list_cases(run)[0]["place"] == place


@pytest.mark.parametrize("columns", [60, 140])
def test_no_line_is_wider_than_the_terminal(ask: Open, columns: int):
    keys = ask(columns=columns)
    tell(keys, cargo="rocket-propelled grenades and a great many other things that do not fit into sixty columns")
    keys.expect("record this case?")
    lines = [line for line in keys.seen.split("\n") if "description>" not in line]  # which the user typed
    assert [line for line in lines if len(line) > columns] == []


def test_without_colour_no_colour_is_sent(ask: Open):
    keys = ask()
    keys.answer("title", "A title")
    keys.answer("date", "nonsense")
    keys.expect("that cannot be")
    keys.expect("date>")
    raw = keys.child.before
    assert not re.search(r"\x1b\[[0-9;]*(3[0-7]|4[0-7]|9[0-7]|38;|48;)[0-9;]*m", raw)


def test_a_dumb_terminal_is_asked_line_by_line(run: Run, ask: Open):
    keys = ask(TERM="dumb")
    keys.answer("title", "A title")
    keys.answer("date", "12 Dec 2009")
    keys.answer("right?", "y")
    keys.answer("place", ".")
    keys.expect("record this case?")
    keys.press("y\n")
    assert keys.finish() == 0
    assert "\x1b" not in keys.child.before
    assert list_cases(run)[0]["date"] == "2009-12-12"


@pytest.mark.parametrize(
    ("letter", "seen"),
    [
        ("t", "title: Rifles at Mersin 2011-03-12 Mersin, Türkiye"),
        ("e", "place: Mersin, Türkiye"),
        ("f", "title: Rifles at Mersin"),
    ],
)
def test_several_lines_that_are_pasted_into_the_first_question_are_asked_about(ask: Open, letter: str, seen: str):
    keys = ask(columns=140)
    keys.expect("title>")
    keys.press("Rifles at Mersin\n2011-03-12\nMersin, Türkiye")
    keys.expect("2 more lines came with that one")
    keys.press(f"{letter}\n")
    keys.expect("states" if letter == "e" else "date>")
    keys.press(CTRL_C)
    keys.finish()
    again = ask("--resume", columns=140)
    again.expect(f"{seen}\r\n")


def test_pasted_lines_are_not_given_to_a_question_after_one_that_was_refused(ask: Open):
    keys = ask(columns=140)
    keys.expect("title>")
    keys.press("Rifles at Mersin\nin the port\nof Mersin")
    keys.expect("more lines came")
    keys.press("e\n")
    keys.expect("left out, for they would answer other questions: of Mersin")


@pytest.mark.parametrize("marks", [("\x1b[200~", "\x1b[201~"), ("", "")], ids=["marked as a paste", "not marked"])
def test_several_lines_that_are_pasted_later_are_one_answer(run: Run, ask: Open, marks: tuple[str, str]):
    keys = ask(columns=140)
    keys.answer("title", "A title")
    for label in ("date", "place", "states", "mode"):
        keys.answer(label, "-")
    keys.expect("description>")
    keys.press(f"{marks[0]}rifles\rand pistols{marks[1]}\r")
    if not marks[0]:
        keys.expect("1 more line came with that one")
        keys.press("t\n")
    keys.answer("quantity", ".")
    keys.expect("record this case?")
    keys.press("y\n")
    keys.finish()
    assert list_cases(run)[0]["cargo"] == "rifles and pistols"


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_line_that_the_terminal_cuts_is_told_and_asked_for_again(run: Run, ask: Open, term: str):
    keys = ask(TERM=term)
    keys.expect("title>")
    keys.press("é" * 3000 + "\n")
    keys.expect("passes on 4,095 bytes")
    keys.answer("title", "A title")
    keys.expect("date>")
    keys.press(CTRL_C)
    keys.finish()
    assert [draft["title"] for draft in list_drafts(run)] == ["A title"]


def test_a_terminal_that_is_not_utf_8_is_served(run: Run, ask: Open):
    keys = ask(LC_ALL="POSIX", LANG="POSIX", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0", PYTHONIOENCODING="latin-1")
    keys.answer("title", "A title")
    keys.answer("date", "-")
    keys.answer("place", "Mersin, Turkey")
    keys.answer("states", ".")
    keys.expect("record this case?")
    keys.press("y\n")
    assert keys.finish() == 0
    assert "Traceback" not in keys.seen
    assert list_cases(run)[0]["place"] == "Mersin"


def test_a_file_that_is_not_there_is_told_before_anything_is_asked(tmp_path: Path, ask: Open):
    keys = ask(INTERDICT_DB=str(tmp_path / "none.sqlite"))
    assert keys.finish() == 3
    assert "title>" not in keys.seen


def test_where_no_draft_can_be_kept_it_is_said_once_and_the_case_is_written(run: Run, ask: Open, tmp_path: Path):
    (tmp_path / "state" / "interdict").mkdir(parents=True)
    (tmp_path / "state" / "interdict" / "drafts").write_text("no folder", encoding="utf-8")
    keys = ask(XDG_STATE_HOME=str(tmp_path / "state"))
    tell(keys)
    keys.expect("record this case?")
    assert keys.seen.count("cannot keep a draft") == 1
    assert "answers are kept" not in keys.seen
    keys.press("y\n")
    assert keys.finish() == 0
    assert len(list_cases(run)) == 1
