"""What a review found: changes that touched what they should not, or left something hanging."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from interdict.domain.changes import Change
from interdict.domain.ids import make_id
from interdict.errors import DataError, InterdictError
from interdict.store.checks import CHECKS
from interdict.store.connection import open_reading, open_writing
from interdict.store.history import find_newest
from interdict.store.log import write_changes
from interdict.store.undoing import plan_undo, undo
from tests.conftest import Run
from tests.samples import THAI, add_case, dump_tables


def find_problems(path: Path) -> list[Any]:
    with open_reading(path) as connection:
        return [finding for check in CHECKS.values() for finding in check.run(connection)]


def test_edits_at_the_same_time_add_a_record_each(file: Path) -> None:
    add_case(file, THAI)
    editors = [
        subprocess.Popen(
            [sys.executable, "-m", "interdict", "edit", "TH-2009", "--cargo", f"item {number}", "-q"],
            env={**os.environ, "INTERDICT_DB": str(file)},
            stdout=subprocess.DEVNULL,
        )
        for number in range(4)
    ]
    assert [editor.wait(60) for editor in editors] == [0] * 4
    found = {row[4] for row in dump_tables(file)["cargo"]}
    assert {f"item {number}" for number in range(4)} <= found
    assert find_problems(file) == []


def test_id_of_a_record_of_another_case_is_refused(file: Path) -> None:
    add_case(file, THAI)
    load = next(row[0] for row in dump_tables(file)["cargo"])
    before = file.read_bytes()
    for section in ("cargo", "parties"):
        with pytest.raises(DataError, match="is that of another record"):
            add_case(file, {"title": "x", section: [{"id": load}]})
    assert file.read_bytes() == before


def test_two_rows_with_one_id_are_refused_with_their_place(run: Run) -> None:
    row = make_id()
    done = run("add", "-", stdin=f"title: x\ncargo:\n  - {{id: {row}}}\n  - {{id: {row}}}\n")
    assert done.returncode == 4
    assert "standard input:4: cargo[2]: this is the same record" in done.stderr


def test_fields_of_a_row_are_not_taken_for_rows(run: Run) -> None:
    done = run("add", "-", stdin="title: x\ncargo: {description: rockets, quantity: 35 t}\n")
    assert done.returncode == 4
    assert "begin the row with '- '" in done.stderr


def test_text_under_a_key_is_the_main_field_of_that_row(run: Run) -> None:
    run("add", "-", stdin="title: x\ncargo: {load: rockets}\nnotes: [{of: load, text: seen}]\n")
    assert "rockets" in run("show", "ZZ", "-f", "yaml").stdout


def test_removing_a_conveyance_empties_what_points_to_it(file: Path, run: Run) -> None:
    add_case(file, THAI)
    assert run("remove", "TH-2009/plane", "-y").returncode == 0
    assert find_problems(file) == []
    text = run("export").stdout
    assert run("import", "-", stdin=text).returncode == 0


def test_removing_a_record_removes_notes_on_claims_about_it(file: Path, run: Run) -> None:
    add_case(file, THAI)
    assert run("note", "TH-2009/load-quantity-wire", "odd").returncode == 0
    assert run("remove", "TH-2009/load", "-y").returncode == 0
    assert find_problems(file) == []
    assert run("undo", "-y").returncode == 0
    assert find_problems(file) == []
    assert len(dump_tables(file)["note"]) == 2


def test_undo_of_a_conveyance_refuses_while_something_points_to_it(file: Path, run: Run) -> None:
    add_case(file, THAI)
    run("edit", "TH-2009", "--vessel", "Example; key=ship")
    with open_reading(file) as connection:
        entry = find_newest(connection)
    leg = "legs: [{key: l, from: Busan, conveyance: ship}]"
    run("import", "-", stdin=f"id: {THAI['id']}\nconveyances: [{{key: ship}}]\n{leg}\n")
    with open_reading(file) as connection, pytest.raises(InterdictError, match="in use by now: conveyance ship"):
        plan_undo(connection, entry)


def test_undoing_an_undo_refuses_after_a_later_edit(file: Path, run: Run) -> None:
    add_case(file, THAI)
    run("remove", "TH-2009", "-y")
    with open_writing(file) as connection:
        back = undo(connection, find_newest(connection), author="Ana")
    assert back is not None
    run("edit", "TH-2009", "--outcome", "released")
    done = run("undo", back.hex(), "-y")
    assert done.returncode == 1
    assert "changed again since" in done.stderr
    assert len(dump_tables(file)["interdiction"]) == 1


def test_undo_that_can_take_nothing_back_says_so(file: Path, run: Run) -> None:
    run("source", "add", "--key", "act", "--title", "t")
    with open_reading(file) as connection:
        uid = find_newest(connection).uid
    run("add", "--title", "x", "--source", "act")
    done = run("undo", uid, "-y")
    assert done.returncode == 1
    assert "it is in use" in done.stderr


def test_undo_of_an_added_case_is_a_removal_and_asks(run: Run) -> None:
    run("add", "--title", "x")
    done = run("undo")
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert run("undo", "--yes").returncode == 0


def test_cases_of_one_import_get_references_of_their_own(file: Path, run: Run) -> None:
    text = "\n---\n".join(f"title: c{number}\nstates: [TH]\ndate: 2009" for number in range(600))
    assert run("import", "-", "-q", stdin=text).returncode == 0
    refs = [row[1] for row in dump_tables(file)["interdiction"]]
    assert len(set(refs)) == 600


def test_reference_of_another_case_is_refused(file: Path, run: Run) -> None:
    add_case(file, {**THAI, "ref": "TH-2009-7KQ"})
    done = run("add", "-", stdin=f"id: {make_id()}\nref: TH-2009-7KQ\ntitle: y\n")
    assert done.returncode == 4
    assert "another case has the reference TH-2009-7KQ" in done.stderr


def test_adding_a_case_leaves_a_source_that_is_there_as_it_is(file: Path, run: Run) -> None:
    add_case(file, THAI)
    before = dump_tables(file)["source"]
    run("add", "-", stdin="title: x\nsources: {other: {url: 'https://example.org/act', title: Wrong}}\n")
    assert dump_tables(file)["source"] == before


def test_one_source_is_one_however_its_date_is_written(file: Path, run: Run) -> None:
    run("add", "--title", "x", "--source", "A title; publisher=P; published=12 Dec 2009")
    done = run("source", "add", "--title", "A title", "--publisher", "P", "--published", "2009-12-12")
    assert done.returncode == 4
    assert len(dump_tables(file)["source"]) == 1


def test_country_alone_keeps_the_name_of_the_place(file: Path, run: Run) -> None:
    add_case(file, THAI)
    run("edit", "TH-2009", "--country", "LA")
    assert "place: {name: Bangkok, country: LA" in run("show", "TH-2009", "-f", "yaml").stdout.replace("\n  ", " ") or (
        "name: Bangkok\n  country: LA" in run("show", "TH-2009", "-f", "yaml").stdout
    )


@pytest.mark.parametrize("option", ["--flag", "--country", "--outcome", "--state", "--declared-as"])
def test_empty_option_empties_the_field(file: Path, run: Run, option: str) -> None:
    add_case(file, THAI)
    assert run("edit", "TH-2009", option, "").returncode == 0
    assert find_problems(file) == []


def test_new_figure_is_not_what_was_reported_before(file: Path, run: Run) -> None:
    add_case(file, THAI)
    run("edit", "TH-2009/load", "--set", "quantity.value=99")
    text = run("show", "TH-2009/load", "-f", "yaml").stdout
    assert "value: 99" in text
    assert "about 35 tons" not in text.split("claims:")[0]


def test_case_edited_with_its_own_document_is_unchanged(file: Path, run: Run, tmp_path: Path) -> None:
    tree = copy.deepcopy(THAI)
    tree["sources"]["bare"] = {"title": "about all of it"}
    add_case(file, tree)
    run("edit", "TH-2009", "--outcome", "pending", "--source", "bare")
    (tmp_path / "same.yaml").write_text(run("show", "TH-2009", "-f", "yaml").stdout, encoding="utf-8")
    done = run("edit", "TH-2009", "--document", str(tmp_path / "same.yaml"))
    assert done.returncode == 0
    assert "unchanged" in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"title": "first", "title": "second"}', "this key stands twice"),
        ("title: x\nparties: [{count: '1,5'}]", "not a whole number"),
        ("title: x\ncargo: [{quantity: {value: 0.00005, unit: t}}]", "too small"),
        ("title: x\nrecorded: soon", "is not a day"),
    ],
)
def test_value_is_never_altered_silently(run: Run, text: str, words: str) -> None:
    done = run("add", "-", stdin=text)
    assert done.returncode == 4
    assert words in done.stderr


def test_login_name_is_said_once_to_each_author_of_a_file(run: Run) -> None:
    first = run("add", "--title", "x", INTERDICT_AUTHOR="")
    second = run("add", "--title", "y", INTERDICT_AUTHOR="")
    assert "your changes are logged as" in first.stderr
    assert "your changes are logged as" not in second.stderr


def test_value_of_a_record_is_set_with_its_source(file: Path, run: Run) -> None:
    add_case(file, THAI)
    done = run("edit", "TH-2009/load", "--set", "quantity=40 t", "--source", "act")
    assert done.returncode == 0, done.stderr
    assert "load-quantity-act" in run("show", "TH-2009", "-f", "yaml").stdout
    assert find_problems(file) == []


def test_link_is_set_by_the_key_of_a_record(file: Path, run: Run) -> None:
    add_case(file, THAI)
    assert run("edit", "TH-2009/load", "--set", "conveyance=plane").returncode == 0
    done = run("edit", "TH-2009/load", "--set", "conveyance=ship")
    assert done.returncode == 4
    assert "no conveyance with the key 'ship'" in done.stderr


def test_row_without_a_key_never_replaces_another(file: Path, run: Run) -> None:
    text = f"id: {THAI['id']}\nevents: [{{kind: statement, date: 2016-01-01}}]\n"
    add_case(file, THAI)
    run("import", "-", stdin=text)
    run("import", "-", stdin=text)
    assert [row[4] for row in dump_tables(file)["event"]].count("statement") == 1
    assert [row[4] for row in dump_tables(file)["event"]].count("landed") == 1


def test_document_cites_a_source_and_a_record_that_the_file_has(file: Path, run: Run) -> None:
    add_case(file, THAI)
    claim = "{of: load, field: quantity, value: 38 t, source: wire, locator: p. 9}"
    done = run("import", "-", stdin=f"id: {THAI['id']}\nclaims: [{claim}]\n")
    assert done.returncode == 0, done.stderr
    done = run("add", "-", stdin="title: y\ndate: 2010\nsource: 'https://example.org/act'\n")
    assert done.returncode == 0, done.stderr
    assert len(dump_tables(file)["source"]) == 2


def test_source_that_looks_like_a_key_must_be_there(file: Path, run: Run) -> None:
    add_case(file, THAI)
    done = run("edit", "TH-2009", "--outcome", "released", "--source", "wiree")
    assert done.returncode == 3
    assert "did you mean wire?" in done.stderr
    assert len(dump_tables(file)["source"]) == 2


def test_hint_on_a_doubled_key_names_what_works(file: Path, run: Run) -> None:
    case_id = add_case(file, THAI)
    own = {"interdiction": case_id, "subject": {"table": "interdiction", "id": case_id}, "key": "crew", "text": "x"}
    with open_writing(file) as connection:  # as after a merge of what two people wrote
        write_changes(connection, [Change("note", make_id(), "create", new=own) for _ in range(2)], author="Ben")
    for doubled, number in (("crew", 3), ("note/crew", 2)):
        done = run("show", f"TH-2009/{doubled}", "-f", "yaml")
        assert done.returncode == 2
        names = done.stderr.strip().partition("use one of ")[2].split(", ")
        assert len(set(names)) == number
        shown = [run("show", name, "-f", "yaml") for name in names]
        assert [done.returncode for done in shown] == [0] * number
        assert len({done.stdout for done in shown}) == number


def test_sources_and_notes_made_at_once_have_keys_of_their_own(file: Path) -> None:
    add_case(file, {**THAI, "notes": []})
    commands = [["source", "add", "--publisher", "A paper", "--title", f"t{number}"] for number in range(4)]
    commands += [["note", "TH-2009", f"n{number}"] for number in range(4)]
    commands += [["import", "-"]] * 2
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "interdict", *command, "-q"],
            env={**os.environ, "INTERDICT_DB": str(file)},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        for command in commands
    ]
    for number, writer in enumerate(writers):
        assert writer.stdin is not None
        writer.stdin.write(f"id: {THAI['id']}\nnotes: [i{number}]\n")
        writer.stdin.close()
    assert [writer.wait(60) for writer in writers] == [0] * len(writers)
    tables = dump_tables(file)
    keys = [row[1] for row in tables["source"]]
    assert len(keys) == len(set(keys)) == 6
    keys = [row[2] for row in tables["note"]]
    assert len(keys) == len(set(keys)) == 6
    assert find_problems(file) == []


@pytest.mark.parametrize(
    ("place", "country", "latitude"),
    [("Busan", "KR", 35), ("Singapore", "SG", None), ("Nowhereville", "TH", 13)],
)
def test_new_place_brings_its_country_and_position_or_none(
    file: Path, run: Run, place: str, country: str, latitude: int | None
) -> None:
    run("add", "--title", "x", "--place", "Bangkok")
    (case,) = json.loads(run("list", "-f", "json").stdout)
    assert run("edit", case["ref"], "--place", place).returncode == 0
    found = json.loads(run("show", case["ref"], "-f", "json").stdout)["place"]
    assert found["country"] == country
    assert (None if "latitude" not in found else int(found["latitude"])) == latitude
    assert find_problems(file) == []


def test_record_that_a_document_leaves_out_goes_with_what_other_cases_say_of_it(run: Run) -> None:
    firm = {"key": "firm", "name": "A firm", "kind": "company"}
    for title, ref in (("one", "TH-2009-AAA"), ("two", "TH-2010-BBB")):
        case = {"title": title, "ref": ref, "date": ref[3:7], "parties": [firm]}
        assert run("import", "-", "-y", stdin=json.dumps(case)).returncode == 0
    assert run("judge", "TH-2009-AAA/firm", "TH-2010-BBB/firm", "same", "--why", "one name").returncode == 0
    without = {"title": "two", "ref": "TH-2010-BBB", "date": "2010"}
    assert run("import", "-", "--replace", "-y", stdin=json.dumps(without)).returncode == 0
    assert "parties" not in json.loads(run("show", "TH-2010-BBB", "-f", "json").stdout)
    assert "judgements" not in json.loads(run("show", "TH-2009-AAA", "-f", "json").stdout)
    assert run("check", "--rebuild").returncode == 0
