"""`interdict add --from`: what is proposed, agreed to, and written."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interdict.articles.proposals import HIGH
from interdict.articles.reading import read_article
from interdict.cli import run as run_here
from interdict.commands.article_review import Review, StoppedError
from interdict.terminal.screen import Screen
from tests.samples import dump_tables

ARTICLE = """\
Rockets found at airport

ANKARA, 5 May 2011 - Turkish customs on Tuesday seized 300 rockets from a cargo plane at Diyarbakir.
The rockets were declared as spare parts.

Last month India searched the MV Mu San, a North Korean freighter. The inspectors found sugar and let the ship go.
"""


@pytest.fixture
def article(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an article of two cases; commands use the fresh file."""
    monkeypatch.setenv("INTERDICT_DB", str(file))
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def review(answers, cases=None):
    """Go through the cases of the article with answers, each a line; return what was agreed to, and what was said."""
    typed = io.StringIO("".join(f"{answer}\n" for answer in answers))
    screen = Screen(io.StringIO(), io.StringIO(), typed, can_ask=True)
    agreed = Review(screen, read_article(ARTICLE).cases if cases is None else cases).run()
    return agreed, screen.err.getvalue()


def values(case):
    """Return the proposals of a case by record and field."""
    return {f"{proposal.of}.{proposal.field}": proposal.value for proposal in case.proposals}


@pytest.fixture
def first():
    """Return the first case of the article."""
    return read_article(ARTICLE).cases[0]


def answer_for(case, name, answer):
    """Return answers that accept what comes before a proposal, give `answer` to it, and accept the rest."""
    names = [f"{proposal.of}.{proposal.field}" for proposal in case.proposals]
    return [""] * names.index(name) + ([answer] if isinstance(answer, str) else answer) + ["r"]


def test_return_accepts_every_proposal_as_it_is(first):
    [agreed], _ = review([""] * len(first.proposals), [first])
    assert agreed.proposals == first.proposals


def test_each_proposal_is_shown_with_its_words_and_line(first):
    _, said = review(["r"], [first])
    assert 'date: 3 May 2011    "Tuesday", line 3' in said
    assert said.startswith("case 1 of 1: Rockets seized, Diyarbakir\n")


def test_rest_accepts_what_is_left_of_one_case_and_goes_on_to_the_next():
    cases = read_article(ARTICLE).cases
    agreed, said = review(["r", "r"])
    assert [case.proposals for case in agreed] == [case.proposals for case in cases]
    assert "case 2 of 2: Mu San released" in said


def test_dropped_value_is_left_out_and_no_other(first):
    [agreed], _ = review(answer_for(first, "interdiction.mode", "d"), [first])
    assert values(agreed) == {name: value for name, value in values(first).items() if name != "interdiction.mode"}


def test_dropping_the_first_value_of_a_record_drops_the_record(first):
    [agreed], _ = review(answer_for(first, "rockets.description", "d"), [first])
    assert not [name for name in values(agreed) if name.startswith("rockets.")]
    assert "interdiction.outcome" in values(agreed)


def test_changed_value_is_read_as_its_field_reads_it_and_is_sure(first):
    [agreed], _ = review(answer_for(first, "interdiction.date", ["c", "4 May 2011"]), [first])
    [changed] = [proposal for proposal in agreed.proposals if proposal.field == "date"]
    assert (changed.value, changed.confidence, changed.words.text) == ("2011-05-04", HIGH, "Tuesday")


def test_change_to_what_the_field_does_not_take_says_why_and_asks_again(first):
    [agreed], said = review(answer_for(first, "interdiction.outcome", ["c", "gone", "released"]), [first])
    assert values(agreed)["interdiction.outcome"] == "released"
    assert "'gone' is not one of its words" in said


def test_change_to_nothing_keeps_the_value(first):
    [agreed], _ = review(answer_for(first, "interdiction.outcome", ["c", ""]), [first])
    assert values(agreed) == values(first)


def test_changed_states_may_be_several(first):
    [agreed], _ = review(answer_for(first, "interdiction.states", ["c", "Turkey, US"]), [first])
    assert [proposal.value for proposal in agreed.proposals if proposal.field == "states"] == ["TR", "US"]


def test_skipped_case_is_not_agreed_to():
    agreed, _ = review(["s", "r"])
    assert [case.proposals[0].words.text for case in agreed] == [read_article(ARTICLE).cases[1].proposals[0].words.text]


def test_other_letters_explain_the_answers_and_ask_again(first):
    [agreed], said = review(["x", "?", "r"], [first])
    assert said.count("a or Enter accepts it; c changes it; d or - drops it") == 2
    assert agreed.proposals == first.proposals


@pytest.mark.parametrize("answers", [["q"], ["", "q"]])
def test_quitting_stops_everything(answers):
    with pytest.raises(StoppedError):
        review(answers)


@pytest.mark.parametrize("answers", [[], ["", ""], ["c"]])
def test_the_end_of_input_is_told_from_quitting(answers):
    with pytest.raises(EOFError):
        review(answers)


def test_back_takes_the_last_answer_back_also_over_a_case(first):
    cases = read_article(ARTICLE).cases
    agreed, said = review(["<", "d", "<", "r", "<", "", "r", "<", "<", "r", "r"])
    assert "this is the first question" in said
    assert [case.proposals for case in agreed] == [case.proposals for case in cases]
    assert said.count("case 2 of 2") == 3
    assert first.proposals == agreed[0].proposals


def test_a_full_stop_finishes_without_what_was_not_looked_at(first):
    [agreed], _ = review(["", "", "."])
    assert agreed.proposals == first.proposals[:2]


def test_a_hyphen_drops_a_value(first):
    [agreed], _ = review(answer_for(first, "interdiction.mode", "-"), [first])
    assert "interdiction.mode" not in values(agreed)


OPEN = "Customs of Panama boarded the MV Chong Chon Gang last month and seized arms."


@pytest.mark.parametrize(
    ("answer", "date"), [(["2013-07-10"], "2013-07-10"), (["soon", "July 2013"], "2013-07"), ([""], None)]
)
def test_question_takes_a_value_or_stays_open(answer, date):
    [case] = read_article(OPEN).cases
    assert [question.field for question in case.questions] == ["date"]
    [agreed], _ = review(["r", *answer], [case])
    assert values(agreed).get("interdiction.date") == date


def test_yes_adds_every_case_with_a_claim_for_each_value(file, article):
    assert run_here(["add", "--from", str(article), "--source", "Rockets; publisher=A wire", "--yes", "-q"]) == 0
    tables = dump_tables(file)
    proposals = [proposal for case in read_article(ARTICLE).cases for proposal in case.proposals]
    assert len(tables["interdiction"]) == 2
    assert len(tables["claim"]) == len(proposals)  # no list of these has two values


def read_document(capsys, ref):
    assert run_here(["show", ref, "-f", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def find_refs(capsys, *terms):
    capsys.readouterr()
    assert run_here(["list", *terms, "-f", "json"]) == 0
    return [row["ref"] for row in json.loads(capsys.readouterr().out)]


def test_claim_says_where_its_words_stand_in_the_text(article, capsys):
    assert run_here(["add", "--from", str(article), "--yes", "-q"]) == 0
    [ref] = find_refs(capsys, "state:TR")
    document = read_document(capsys, ref)
    for claim in document["claims"]:
        line, span = claim["locator"].removeprefix("line ").split(", characters ")
        start, end = map(int, span.split("-"))
        assert ARTICLE[start:end] == claim["as_reported"]
        assert ARTICLE[:start].count("\n") + 1 == int(line)


def test_what_nobody_reviewed_says_so_until_the_mark_is_removed(article, capsys):
    assert run_here(["add", "--from", str(article), "--yes", "-q"]) == 0
    refs = find_refs(capsys, "note.key:unreviewed")
    assert len(refs) == 2
    assert {claim["note"] for claim in read_document(capsys, refs[0])["claims"]} == {"unreviewed"}
    assert run_here(["remove", f"{refs[0]}/unreviewed", "--yes", "-q"]) == 0
    assert find_refs(capsys, "note.key:unreviewed") == refs[1:]


def test_open_questions_are_kept_in_the_note(file, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("INTERDICT_DB", str(file))
    path = tmp_path / "open.txt"
    path.write_text(OPEN, encoding="utf-8")
    assert run_here(["add", "--from", str(path), "--yes", "-q"]) == 0
    [ref] = find_refs(capsys)
    [note] = read_document(capsys, ref)["notes"]
    assert "Open: date: 'last month' needs a reference date" in note["text"]


def test_text_is_not_kept_but_its_digest_is(file, article, capsys):
    assert run_here(["add", "--from", str(article), "--yes", "-q"]) == 0
    capsys.readouterr()
    assert run_here(["source", "list", "-f", "json"]) == 0
    [source] = json.loads(capsys.readouterr().out)
    assert source["sha256"] == hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert (source["title"], source["published"]) == ("Rockets found at airport", "2011-05-05")
    held = file.read_bytes()
    assert b"300 rockets" in held
    assert b"on Tuesday seized" not in held


def test_day_of_the_source_is_what_dates_are_read_against(file, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("INTERDICT_DB", str(file))
    path = tmp_path / "open.txt"
    path.write_text(OPEN, encoding="utf-8")
    source = "Arms; publisher=A wire; published=2 August 2013"
    assert run_here(["add", "--from", str(path), "--source", source, "--yes", "-q"]) == 0
    [ref] = find_refs(capsys)
    assert read_document(capsys, ref)["date"] == "2013-07"


def test_dry_run_and_refusal_write_nothing(file, article, capsys):
    before = dump_tables(file)
    assert run_here(["add", "--from", str(article), "-n"]) == 0
    assert run_here(["add", "--from", str(article)]) == 2
    assert run_here(["add", "--from", str(article), "--yes", "--source", "nothere"]) == 3
    assert dump_tables(file) == before
    assert "--yes" in capsys.readouterr().err


def test_proposals_as_json_hold_what_would_be_added(article, capsys):
    assert run_here(["add", "--from", str(article), "-n", "-f", "json"]) == 0
    tree = json.loads(capsys.readouterr().out)
    assert tree["text"] == {
        "name": str(article),
        "sha256": hashlib.sha256(ARTICLE.encode()).hexdigest(),
        "characters": len(ARTICLE),
    }
    assert tree["published"] == "2011-05-05"
    assert [case["title"] for case in tree["cases"]] == [case["title"] for case in tree["proposed"]]
    for case in tree["proposed"]:
        for proposal in case["proposals"]:
            assert ARTICLE[proposal["start"] : proposal["end"]] == proposal["words"]


def test_proposed_document_can_be_added_as_it_is(article, tmp_path, capsys):
    assert run_here(["add", "--from", str(article), "-n", "-f", "json"]) == 0
    tree = json.loads(capsys.readouterr().out)
    path = tmp_path / "case.json"
    path.write_text(json.dumps(tree["proposed"][0]["document"]), encoding="utf-8")
    assert run_here(["add", str(path), "-q"]) == 0
    assert len(find_refs(capsys)) == 1


def play(article: Path, answers: list[str], *arguments: str, interrupt: bool = False) -> tuple[int, str]:
    """Run the command on a terminal of its own, answer each question, and return the exit code and what was shown."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "interdict", "add", *(arguments or ("--from", str(article)))],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "dumb"},
        start_new_session=True,
    )
    os.close(slave)
    shown, asked, deadline = "", 0, time.monotonic() + 60
    waiting = list(answers)
    while time.monotonic() < deadline:
        if select.select([master], [], [], 1)[0]:
            try:
                piece = os.read(master, 65536).decode("utf-8", "replace")
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        elif process.poll() is not None:
            break
        prompts = shown.count("? [a] ") + shown.count("n(o): ") + shown.count("explains: ")
        if prompts > asked and waiting:
            asked = prompts
            os.write(master, f"{waiting.pop(0)}\n".encode())
        elif prompts > asked and interrupt:
            asked = prompts
            process.send_signal(signal.SIGINT)
    os.close(master)
    return process.wait(timeout=10), shown


def test_reviewed_cases_are_added_with_accepted_claims(article, capsys):
    code, shown = play(article, ["d", "r", "s", "y"])
    assert code == 0, shown
    [ref] = find_refs(capsys)
    document = read_document(capsys, ref)
    assert "date" not in document
    assert "notes" not in document
    assert {claim["status"] for claim in document["claims"]} == {"accepted"}


@pytest.mark.parametrize("answers", [["r", "r", "n"], ["q"], ["s", "s"]])
def test_nothing_is_added_where_the_user_does_not_agree(file, article, answers):
    before = dump_tables(file)
    code, shown = play(article, answers)
    assert code == 1
    assert "nothing was added" in shown
    assert dump_tables(file) == before


def test_interrupt_amid_the_questions_writes_nothing(file, article):
    before = dump_tables(file)
    code, shown = play(article, [""], interrupt=True)
    assert code == 130
    assert "Traceback" not in shown
    assert dump_tables(file) == before
    assert "'interdict add --resume' goes on with them" in shown.replace("\r\n", "")


@pytest.mark.parametrize("last", ["d", ""], ids=["asked for", "interrupted"])
def test_a_review_is_kept_as_a_draft_and_gone_on_with(file, article, capsys, last):
    before = dump_tables(file)
    answers = ["d", "r", "s", last] if last else ["d"]
    play(article, answers, interrupt=not last)
    assert dump_tables(file) == before
    article.unlink()  # the text is in the draft
    code, shown = play(article, ["r", "s", "y"] if not last else ["y"], "--resume")
    assert code == 0, shown
    [ref] = find_refs(capsys)
    assert "date" not in read_document(capsys, ref)
    assert run_here(["add", "--drafts", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_likely_duplicate_is_asked_about_and_the_verdict_is_kept(file, article, capsys):
    assert run_here(["add", "--from", str(article), "--yes", "-q"]) == 0
    code, shown = play(article, ["r", "s", "d", "y"])
    assert code == 0, shown
    assert "this may be in the file already:" in shown
    assert dump_tables(file)["judgement"]
    capsys.readouterr()
    assert run_here(["add", "--from", str(article), "--yes"]) == 0
    assert "may be the same event as" in capsys.readouterr().err
