"""Likely duplicates at the doors of a file, and their list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.samples import THAI, add_case
from tests.terminals import Terminal, open_terminal

AGAIN = (
    "add", "--title", "Weapons plane at Bangkok", "--date", "12 Dec 2009", "--state", "TH",
    "--place", "Bangkok, Thailand", "--mode", "air",
    "--aircraft", "; registration=4L AWA", "--cargo", "grenades; quantity=35 t",
)  # fmt: skip
OTHER = ("add", "--title", "Rifles at Mersin", "--date", "2011-03", "--state", "TR", "--mode", "sea")


def list_pairs(run: Run, *arguments: str) -> list[dict[str, Any]]:
    done = run("duplicates", "-f", "json", *arguments)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def count_cases(run: Run) -> int:
    return len(json.loads(run("list", "-f", "json").stdout))


def answer(file: Path, *answers: str, arguments: tuple[str, ...] = AGAIN) -> Terminal:
    """Run a command on a terminal, answering its questions in turn."""
    with open_terminal(*arguments, INTERDICT_DB=str(file)) as terminal:
        for text in answers:
            terminal.expect("the same event?")
            terminal.expect(": ")
            terminal.send(text)
        terminal.finish()
    return terminal


def test_without_a_terminal_a_likely_duplicate_is_added_with_a_warning(file: Path, run: Run):
    add_case(file, THAI)
    done = run(*AGAIN, "-f", "json")
    assert done.returncode == 0
    (warning,) = [text for text in json.loads(done.stdout)["warnings"] if "may be the same event" in text]
    assert "the same registration 4L-AWA +45" in warning
    assert "interdict judge" in done.stderr
    assert count_cases(run) == 2


def test_what_is_no_duplicate_is_added_without_a_word_of_it(file: Path, run: Run):
    add_case(file, THAI)
    assert "same event" not in run(*OTHER).stderr


def test_a_dry_run_warns_too_and_writes_nothing(file: Path, run: Run):
    add_case(file, THAI)
    done = run(*AGAIN, "-n")
    assert "'Weapons plane at Bangkok' may be the same event as" in done.stderr
    assert count_cases(run) == 1


def test_documents_are_compared_with_the_file_and_with_each_other(file: Path, run: Run):
    add_case(file, THAI)
    tree = {name: value for name, value in THAI.items() if name != "id"}
    done = run("import", "-", "-f", "json", stdin=json.dumps([tree, tree]))
    warnings = [text for text in json.loads(done.stdout)["warnings"] if "may be the same event" in text]
    assert len(warnings) == 3
    assert count_cases(run) == 3


def test_a_case_that_the_file_has_is_brought_up_to_date_without_a_question(file: Path, run: Run):
    add_case(file, THAI)
    done = run("import", "-", stdin=json.dumps({**THAI, "title": "Arms aboard a plane"}))
    assert "same event" not in done.stderr


def test_of_many_warnings_a_few_are_given(run: Run):
    tree = {name: value for name, value in THAI.items() if name != "id"}
    warnings = json.loads(run("import", "-", "-f", "json", stdin=json.dumps([tree] * 7)).stdout)["warnings"]
    found = [text for text in warnings if "same event" in text or "more pairs" in text]
    assert len(found) == 11
    assert "more pairs may be of one event each; 'interdict duplicates' lists them" in found[-1]


def test_same_leaves_the_new_case_out(file: Path, run: Run):
    add_case(file, THAI)
    terminal = answer(file, "s\n")
    assert "left out: Weapons plane at Bangkok" in terminal.seen
    assert terminal.code == 0
    assert count_cases(run) == 1


def test_what_was_left_out_as_the_same_is_not_asked_about_again(file: Path, run: Run):
    add_case(file, THAI)
    answer(file, "s\n")
    terminal = answer(file)  # no question
    assert "left out: Weapons plane at Bangkok" in terminal.seen
    assert "judged the same as" in terminal.seen
    assert terminal.code == 0
    assert run(*AGAIN).returncode == 0  # nor without a terminal
    assert count_cases(run) == 1


def test_what_differs_from_what_was_left_out_is_asked_about(file: Path, run: Run):
    add_case(file, THAI)
    answer(file, "s\n")
    answer(file, "b\n", arguments=(*AGAIN, "--regime", "DPRK"))
    assert count_cases(run) == 2


def test_a_document_with_an_id_is_left_out_again_although_it_says_more(file: Path, tmp_path: Path, run: Run):
    add_case(file, THAI)
    tree = {**THAI, "id": "019ad000-0000-7000-8000-000000000777"}
    document = tmp_path / "case.json"
    document.write_text(json.dumps(tree), encoding="utf-8")
    answer(file, "s\n", arguments=("import", str(document)))
    document.write_text(json.dumps({**tree, "summary": "Told at length."}), encoding="utf-8")
    answer(file, arguments=("import", str(document)))
    assert count_cases(run) == 1


def test_the_verdict_on_what_was_left_out_shows_in_the_other_case_and_can_be_taken_back(file: Path, run: Run):
    add_case(file, THAI)
    answer(file, "s\n")
    assert "one that was left out: same" in run("show", "TH-2009").stdout
    assert run("check").returncode == 0
    assert run("remove", "TH-2009/judgement-1", "-y").returncode == 0
    assert count_cases(run) == 1
    answer(file, "s\n")
    answer(file)
    assert run("undo", "-y").returncode == 0
    answer(file, "b\n")
    assert count_cases(run) == 2


def test_a_verdict_that_was_changed_counts_as_it_is_now(file: Path, run: Run):
    add_case(file, THAI)
    answer(file, "s\n")
    run("edit", "TH-2009/judgement-1", "--set", "verdict=different")
    answer(file)
    assert count_cases(run) == 2


def test_of_very_many_new_cases_the_search_is_left_to_the_command(run: Run):
    trees = [{"title": f"case {number}", "date": "2010"} for number in range(1001)]
    done = run("import", "-", "-n", stdin=json.dumps(trees))
    assert "1,001 new cases were not compared" in done.stderr
    done = run("import", "-", stdin=json.dumps(trees))
    assert "1,001 new cases were not compared; 'interdict duplicates'" in done.stderr


def test_a_dry_run_of_an_import_warns_too(file: Path, run: Run):
    add_case(file, THAI)
    tree = {name: value for name, value in THAI.items() if name != "id"}
    done = run("import", "-", "-n", stdin=json.dumps(tree))
    assert "may be the same event as" in done.stderr
    assert count_cases(run) == 1


def test_of_two_documents_of_one_event_one_is_left_out_and_the_other_remembers(file: Path, tmp_path: Path, run: Run):
    tree = {name: value for name, value in THAI.items() if name != "id"}
    document = tmp_path / "cases.json"
    document.write_text(json.dumps([tree, {**tree, "mode": "unknown"}]), encoding="utf-8")
    answer(file, "s\n", arguments=("import", str(document)))
    assert count_cases(run) == 1
    assert run("check").returncode == 0


@pytest.mark.parametrize(("letter", "verdict"), [("d", "different"), ("u", "unsure"), ("b", "same")])
def test_a_verdict_is_kept_and_not_asked_for_again(file: Path, run: Run, letter: str, verdict: str):
    add_case(file, THAI)
    answer(file, f"{letter}\n")
    assert count_cases(run) == 2
    assert list_pairs(run) == []
    (pair,) = list_pairs(run, "--judged")
    assert pair["verdict"] == verdict
    shown = "".join(run("show", pair[name], "-f", "yaml").stdout for name in ("ref", "other"))
    assert "decided when it was recorded: the same registration" in shown
    assert run("undo", "-y").returncode == 0
    assert count_cases(run) == 1


@pytest.mark.parametrize("keys", ["q\n", "\x04"], ids=["q", "closed keyboard"])
def test_quitting_writes_nothing(file: Path, run: Run, keys: str):
    add_case(file, THAI)
    terminal = answer(file, keys)
    assert terminal.code == 1
    assert "nothing was changed" in terminal.seen
    assert count_cases(run) == 1


def test_interrupting_writes_nothing(file: Path, run: Run):
    add_case(file, THAI)
    terminal = answer(file, "\x03")
    assert terminal.code == 130
    assert "Traceback" not in terminal.seen
    assert count_cases(run) == 1


def test_another_answer_explains_the_letters(file: Path, run: Run):
    add_case(file, THAI)
    terminal = answer(file, "?\n", "d\n")
    assert "leave the new one out" in terminal.seen
    assert count_cases(run) == 2


def test_yes_adds_without_asking(file: Path, run: Run):
    add_case(file, THAI)
    answer(file, arguments=(*AGAIN, "--yes"))
    assert count_cases(run) == 2


def test_all_adds_the_rest_without_asking(file: Path, tmp_path: Path, run: Run):
    add_case(file, THAI)
    tree = {name: value for name, value in THAI.items() if name != "id"}
    document = tmp_path / "cases.json"
    document.write_text(json.dumps([tree, tree]), encoding="utf-8")
    answer(file, "a\n", arguments=("import", str(document)))
    assert count_cases(run) == 3
    assert len(list_pairs(run)) == 3


def test_the_list_is_of_pairs_with_a_case_that_matches(file: Path, run: Run):
    add_case(file, THAI)
    run(*AGAIN)
    run(*OTHER)
    (pair,) = list_pairs(run)
    assert pair["points"] == min(100, sum(reason["points"] for reason in pair["reasons"]))
    assert {pair["title"], pair["other_title"]} == {"Arms aboard an Il-76", "Weapons plane at Bangkok"}
    assert list_pairs(run, "weapons") == [pair]
    assert list_pairs(run, "mersin") == []
    assert list_pairs(run, "--least", "100") == ([pair] if pair["points"] == 100 else [])


def test_pairs_are_judged_one_after_the_other(file: Path, run: Run):
    tree = {name: value for name, value in THAI.items() if name != "id"}
    for _ in range(3):
        add_case(file, tree)
    terminal = answer(file, "s\n", "\n", "q\n", arguments=("duplicates", "--ask"))
    assert "1 of 3 pairs judged" in terminal.seen
    assert [pair["verdict"] for pair in list_pairs(run, "--judged")].count("same") == 1
    assert len(list_pairs(run)) == 2
    answer(file, "d\n", "u\n", arguments=("duplicates", "--ask"))
    assert list_pairs(run) == []
