"""`interdict show`: cases in full, in every form."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys

import pytest
import yaml

from interdict.domain.document_reader import read_case as read_document
from interdict.exchange.documents import parse_documents
from interdict.store.cases import find_case, read_case
from interdict.store.conflicts import read_conflicts
from interdict.store.connection import open_reading, open_writing
from tests.samples import THAI, add_case

PERSON = {"key": "kim-doe", "name": "Kim Doe", "kind": "person", "role": "broker"}
REF = "TH-2009"

pytestmark = pytest.mark.usefixtures("thai")


@pytest.fixture
def thai(file):
    """Return the file with the Thai case and a private person in it."""
    add_case(file, {**THAI, "parties": [*THAI["parties"], PERSON]})
    return file


@pytest.fixture
def two(thai):
    """Return the file with a second case, of Panama."""
    add_case(thai, {"title": "Arms under sugar", "date": "2013-07-10", "states": ["PA"], "conveyances": ["A ship"]})
    return thai


def test_pipe_gets_the_dossier_as_plain_text(run):
    result = run("show", REF)
    assert result.returncode == 0
    assert result.stderr.splitlines() == [
        "distances left out in a pipe; --distances measures them",
        "private persons left out: 1; --persons shows them",
    ]
    assert "\x1b" not in result.stdout
    assert "Arms aboard an Il-76\n" in result.stdout
    assert "disputed: 40 t [1]" in result.stdout


def test_pipe_and_file_are_80_columns_wide(run, tmp_path):
    text = run("show", REF, "--distances").stdout
    assert max(map(len, text.splitlines())) <= 80
    run("show", REF, "--distances", "-o", str(tmp_path / "case.txt"), COLUMNS="40")
    assert (tmp_path / "case.txt").read_text() == text


def test_color_is_given_when_asked_for(run):
    assert "\x1b[33mdisputed\x1b[0m" in run("show", REF, "--color", "always").stdout


def test_markdown_goes_to_a_file_of_that_ending(run, tmp_path):
    assert run("show", REF, "-o", str(tmp_path / "case.md")).stdout == ""
    text = (tmp_path / "case.md").read_text()
    assert text.startswith("# TH-2009-")
    assert "**disputed**: 40 t \\[1\\]" in text


def test_document_holds_all_that_is_in_the_file(thai, run):
    with open_reading(thai) as connection:
        records = read_case(connection, find_case(connection, REF))
    for form in ("json", "yaml"):
        (tree,) = parse_documents(run("show", REF, "--persons", "-f", form).stdout, name="shown")
        assert read_document(tree).records == records


@pytest.mark.usefixtures("two")
def test_json_of_one_case_is_an_object_and_of_several_a_list(run):
    assert json.loads(run("show", REF, "-f", "json").stdout)["title"] == "Arms aboard an Il-76"
    listed = json.loads(run("show", REF, "PA-2013", "-f", "json").stdout)
    assert [tree["title"] for tree in listed] == ["Arms aboard an Il-76", "Arms under sugar"]


@pytest.mark.usefixtures("two")
def test_yaml_of_several_cases_is_several_documents(run):
    text = run("show", "PA-2013", REF, "-f", "yaml").stdout
    assert "\n---\n" in text
    assert [tree["title"] for tree in yaml.safe_load_all(text)] == ["Arms under sugar", "Arms aboard an Il-76"]


@pytest.mark.usefixtures("two")
def test_several_cases_follow_each_other(run):
    text = run("show", "PA-2013", REF).stdout
    assert text.index("Arms under sugar") < text.index("Arms aboard an Il-76")
    assert "\n\n\nTH-2009-" in text


def test_one_record_is_shown_alone(run):
    text = run("show", f"{REF}/load").stdout
    assert "/load (cargo)\n" in text
    assert "weights differ (private)" in text
    assert "Pyongyang" not in text


def test_one_record_as_a_document_has_its_claims_notes_and_sources(run):
    tree = json.loads(run("show", f"{REF}/load", "-f", "json").stdout)
    assert tree["table"] == "cargo"
    assert tree["record"]["declared_as"] == "oil drilling equipment"
    assert [claim["value"] for claim in tree["claims"]] == [{"unit": "t", "value": 40}]
    assert [note["text"] for note in tree["notes"]] == ["weights differ"]
    assert list(tree["sources"]) == ["wire"]


def test_source_as_a_document_has_the_claims_that_rest_on_it(run):
    tree = json.loads(run("show", f"{REF}/wire", "-f", "json").stdout)
    assert tree["record"]["title"] == "Plane held"
    assert len(tree["claims"]) == 2


def test_rows_are_one_for_each_value(run):
    lines = run("show", REF, "-f", "tsv").stdout.splitlines()
    assert lines[0].split("\t") == ["field", "key", "value", "sources", "mark", "table", "ref"]
    assert any(line.startswith("flag\tplane\tGE\t\tadopted, no source\tconveyance\t") for line in lines)
    rows = list(csv.DictReader(io.StringIO(run("show", f"{REF}/load", "-f", "csv").stdout)))
    assert {row["key"] for row in rows} == {"load"}
    assert {row["mark"] for row in rows if row["field"] == "quantity"} == {"adopted, no source, disputed", "disputed"}


@pytest.mark.parametrize("form", ["table", "md", "tsv", "csv"])
def test_private_person_is_named_only_with_persons(run, form):
    assert "Kim Doe" not in run("show", REF, "-f", form).stdout
    assert "Kim Doe" in run("show", REF, "-f", form, "--persons").stdout


@pytest.mark.parametrize(
    ("refs", "code", "message"),
    [
        (["XX-1999"], 3, "there is no case 'XX-1999'"),
        ([REF, "XX-1999"], 3, "there is no case 'XX-1999'"),
        ([f"{REF}/lod"], 3, "has no record 'lod'"),
        (["20"], 2, "means several cases"),
        ([], 2, "error: REF/KEY is missing"),
    ],
)
@pytest.mark.usefixtures("two")
def test_unknown_reference_shows_nothing(run, refs, code, message):
    result = run("show", *refs)
    assert (result.returncode, result.stdout) == (code, "")
    assert message in result.stderr
    assert "hint: " in result.stderr


def test_open_conflict_is_read_with_its_authors(thai, run):
    with open_writing(thai) as connection:
        case_id = find_case(connection, REF)
        uid = connection.execute("SELECT hex(uid) FROM changeset").fetchone()[0].lower()
        choices = [
            {"op": "update", "by": uid, "at": "2026-11-02T00:00:00.000Z-0000", "value": '"released"'},
            {"op": "update", "by": "00", "at": "2026-11-01T00:00:00.000Z-0000", "value": None},
        ]
        connection.execute(
            "INSERT INTO conflict (tbl, record, field, interdiction_id, choices) VALUES (?, ?, ?, ?, ?)",
            ("interdiction", case_id, "outcome", case_id, json.dumps(choices)),
        )
    with open_reading(thai) as connection:
        (conflict,) = read_conflicts(connection, case_id)
    assert [(choice.value, choice.author) for choice in conflict.choices] == [("released", "Ana"), (None, "")]
    text = run("show", REF).stdout
    assert "(CONFLICT)" in text
    assert "CONFLICT: released (Ana, 2026-11-02)" in text
    assert "CONFLICT: (empty) (2026-11-01)" in text


def test_setting_of_a_form_holds_in_a_pipe_too(run, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('format = "tsv"\n')
    assert run("show", REF, INTERDICT_CONFIG=str(config)).stdout.startswith("field\tkey\t")


def test_nothing_heavy_is_imported_in_a_pipe(thai):
    code = (
        "import sys; from interdict.cli import run; run(sys.argv[1:]); "
        "heavy = {'rich', 'sqlmodel', 'sqlalchemy', 'pydantic', 'geopy', 'yaml', 'rapidfuzz'}; "
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    for form in ("auto", "md", "json", "tsv"):
        arguments = ["--db", str(thai), "show", REF, "-f", form, "--quiet"]
        result = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
        assert result.stderr.strip() == "[]"


ROUTE = [
    {"key": "out", "from": {"name": "Nampo", "country": "KP"}, "to": {"name": "Dalian", "country": "CN"}},
    {"key": "on", "from": {"name": "Dalian", "country": "CN"}, "to": {"country": "SY"}},
]
SHIP = {"title": "Graphite", "date": "2012-05", "states": ["KR"], "mode": "sea"}


def test_legs_come_with_their_distances_in_every_form(thai, run):
    add_case(thai, {**SHIP, "legs": ROUTE})
    text = " ".join(run("show", "KR-2012", "--distances").stdout.split())
    assert re.search(r"Nampo, North Korea to Dalian, China: \d+ nm \(\d+ km\) along sea lanes", text)
    assert "not told: 'to' names only a country" in text
    out, on = json.loads(run("show", "KR-2012", "--distances", "-f", "json").stdout)["distances"]
    assert (out["leg"], out["method"], set(out)) == ("out", "sea lanes", {"leg", "km", "nm", "method"})
    assert on == {"leg": "on", "remark": "'to' names only a country"}
    rows = list(csv.DictReader(io.StringIO(run("show", "KR-2012", "--distances", "-f", "csv").stdout)))
    values = [json.loads(row["value"]) for row in rows if row["field"] == "distance"]
    assert [value.get("km") for value in values] == [out["km"], None]
    one = json.loads(run("show", "KR-2012/out", "-f", "json").stdout)
    assert one["distance"] == {name: out[name] for name in ("km", "nm", "method")}
    assert f"({out['km']:,.0f} km) along sea lanes" in " ".join(run("show", "KR-2012/out").stdout.split())


def test_legs_are_measured_in_a_file_and_on_a_terminal_but_in_a_pipe_only_when_told(thai, run, tmp_path):
    add_case(thai, {**SHIP, "legs": ROUTE})
    run("show", "KR-2012", "-f", "md", "-o", str(tmp_path / "case.md"))
    written = (tmp_path / "case.md").read_text(encoding="utf-8")
    assert "along sea lanes" in written
    assert "1 of 2 legs, whose ends are not known well enough" in written
    assert "--distances" not in written
    piped = run("show", "KR-2012")
    assert "--distances measures them" in piped.stderr
    assert "sea lanes" not in piped.stdout
    assert "distances" not in json.loads(run("show", "KR-2012", "-f", "json").stdout)


def test_document_with_distances_is_read_as_one_without(thai, run, tmp_path):
    add_case(thai, {**SHIP, "legs": ROUTE})
    (tmp_path / "case.yaml").write_text(run("show", "KR-2012", "--distances", "-f", "yaml").stdout, encoding="utf-8")
    done = run("import", str(tmp_path / "case.yaml"), "--yes")
    assert (done.returncode, "unchanged" in done.stdout) == (0, True)


def test_legs_are_proposed_only_when_told(thai, run):
    add_case(thai, {**SHIP, "origin": {"name": "Nampo", "country": "KP"}, "place": {"name": "Busan", "country": "KR"}})
    assert "DISTANCES" not in run("show", "KR-2012").stdout
    (leg,) = json.loads(run("show", "KR-2012", "--distances", "-f", "json").stdout)["distances"]
    assert (leg["kind"], leg["method"]) == ("proposed", "sea lanes")
    assert "distances" not in json.loads(run("show", "KR-2012", "-f", "json").stdout)
