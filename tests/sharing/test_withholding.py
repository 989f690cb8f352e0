"""What 'publish' leaves out and empties, case by case."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from interdict.domain.ids import make_id
from interdict.domain.secret_texts import Secrets
from interdict.domain.sharing_marks import CLAIMED, PERSON, TEXT, parse_level
from interdict.sharing.publishing import Outcome
from interdict.store.connection import open_reading, open_writing
from interdict.store.log import write_changes
from tests.samples import THAI, add_case
from tests.sharing.histories import merge_files
from tests.sharing.test_marks import publish


def mark(file: Path, table: str, key: str, **values: Any) -> None:
    """Set fields of a record by its key."""
    from interdict.domain.changes import Change
    from interdict.domain.records import from_row

    with open_writing(file) as connection:
        (row,) = connection.execute(f"SELECT * FROM {table} WHERE {'key' if key else 'ref'} LIKE ?", (key or "%",))
        present = from_row(table, row).values
        changes = [Change(table, row["id"], "update", name, present.get(name), new) for name, new in values.items()]
        write_changes(connection, changes, author="Ana")


def read(target: Path, query: str) -> list[Any]:
    """Return the rows of a query on a copy, single values as such."""
    connection = sqlite3.connect(target)
    rows = connection.execute(query).fetchall()
    connection.close()
    return [row[0] if len(row) == 1 else row for row in rows]


def make(file: Path, tmp_path: Path, **changes: Any) -> Path:
    """Return where the copy of a file with one case, changed a little, is to be."""
    add_case(file, {**THAI, **changes})
    return tmp_path / "copy.db"


def list_emptied(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(place.table, place.field, place.why) for place in outcome.emptied]


def test_unmarked_and_clear_go_and_what_is_private_stays(file: Path, tmp_path: Path) -> None:
    target = make(file, tmp_path, tlp="clear")
    outcome = publish(file, target)
    assert outcome.left_out == {("note", "private"): 1}
    assert outcome.emptied_total == 0
    assert read(target, "SELECT title FROM interdiction") == ["Arms aboard an Il-76"]
    assert read(target, "SELECT count(*) FROM note") == [0]


@pytest.mark.parametrize(
    ("level", "marks"),
    [
        ("clear", ["clear"]),
        ("green", ["clear", "green"]),
        ("amber", ["clear", "green", "amber"]),
        ("amber+strict", ["clear", "green", "amber", "amber+strict"]),
    ],
)
def test_level_says_how_far_marks_go(file: Path, tmp_path: Path, level: str, marks: list[str]) -> None:
    for tlp in ("clear", "green", "amber", "amber+strict", "red"):
        add_case(file, {"id": make_id(), "title": f"Case {tlp}", "tlp": tlp})
    outcome = publish(file, tmp_path / "copy.db", level=level)
    assert sorted(read(tmp_path / "copy.db", "SELECT tlp FROM interdiction")) == sorted(marks)
    assert outcome.mark == marks[-1]
    assert read(tmp_path / "copy.db", "SELECT value FROM metadata WHERE name = 'sharing'") == [
        f"TLP:{marks[-1].upper()}"
    ]


@pytest.mark.parametrize("text", ["red", "TLP:RED", "Red", "purple", ""])
def test_nobody_can_ask_for_red(text: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        parse_level(text)


@pytest.mark.parametrize("damage", ["purple", "CLEAR", "clear ", "", "\x1b"])
def test_damaged_mark_counts_as_red(file: Path, tmp_path: Path, damage: str) -> None:
    target = make(file, tmp_path)
    connection = sqlite3.connect(file)
    connection.execute("UPDATE party SET tlp = ?", (damage,))
    connection.commit()
    connection.close()
    outcome = publish(file, target, level="amber+strict")
    assert outcome.left_out["party", "TLP:RED"] == 1
    assert read(target, "SELECT count(*) FROM party") == [0]


def test_marked_case_goes_with_all_its_records(file: Path, tmp_path: Path) -> None:
    target = make(file, tmp_path, tlp="amber")
    outcome = publish(file, target)
    assert set(outcome.published.values()) == {0}
    assert outcome.left_out["interdiction", "TLP:AMBER"] == 1
    assert outcome.left_out["cargo", "TLP:AMBER"] == 1
    assert outcome.left_out["source", "no claim that is published cites it"] == 2


def test_claim_of_a_marked_source_goes_and_what_rests_on_it_is_emptied(file: Path, tmp_path: Path) -> None:
    claims = [
        {"of": "load", "field": "quantity", "value": {"value": "35", "unit": "t"}, "source": "act"},
        {"of": "load", "field": "description", "value": "rockets and grenades", "source": "act"},
        {"of": "load", "field": "description", "value": "rockets and grenades", "source": "wire"},
        {"of": "load", "field": "category", "value": "small_arms", "source": "act"},
        {"field": "outcome", "value": "seized", "source": "act"},
        {"field": "mode", "as_reported": "by plane", "source": "act"},
    ]
    target = make(file, tmp_path, claims=claims)
    mark(file, "source", "act", tlp="red")
    outcome = publish(file, target)
    assert outcome.left_out["claim", "its source is left out"] == 5
    assert read(target, "SELECT quantity_value, description, category FROM cargo") == [
        (None, "rockets and grenades", "conventional_arms")  # a claim that says otherwise is not where it comes from
    ]
    assert read(target, "SELECT outcome, mode, date FROM interdiction") == [(None, None, "2009-12-12")]
    assert ("cargo", "quantity", CLAIMED) in list_emptied(outcome)


def test_place_takes_its_position_along_and_a_date_the_reference(file: Path, tmp_path: Path) -> None:
    place = {"name": "Bangkok", "country": "TH", "zone": "airport", "latitude": "13.9", "longitude": "100.6"}
    claims = [
        {"field": "place", "value": {"name": "Bangkok", "country": "TH"}, "source": "act"},
        {"field": "date", "value": "2009-12", "source": "act"},
        {"field": "mode", "value": "air", "source": "wire"},
    ]
    target = make(file, tmp_path, place=place, claims=claims, title="Arms")
    mark(file, "source", "act", private=True)
    publish(file, target)
    row = read(target, "SELECT place_name, latitude, longitude, zone, date, earliest, ref, mode FROM interdiction")
    assert row == [(None,) * 7 + ("air",)]


def test_words_that_repeat_what_is_left_out_are_emptied(file: Path, tmp_path: Path) -> None:
    target = make(
        file,
        tmp_path,
        summary="The broker was Ivan  PETROV, it is said.",
        agency="Royal Thai Police",
        parties=[{"key": "broker", "kind": "company", "name": "Ivan Petrov", "tlp": "red"}, {"name": "Crew & Sons"}],
        conveyances=[{"key": "plane", "kind": "aircraft", "type": "Il-76", "owner": "Ívan-Petrov Ltd"}],
        notes=[{"text": "see https://secret.example/x for more"}, {"text": "quite another matter"}],
    )
    add_case(
        file,
        {"id": make_id(), "title": "Petrov again", "summary": "ivan petrov was seen", "agency": "see secret.example/x"},
    )
    mark(file, "note", "note-1", private=True)
    outcome = publish(file, target)
    assert sorted(read(target, "SELECT title, summary, agency FROM interdiction")) == [
        ("Arms aboard an Il-76", None, "Royal Thai Police"),
        ("Petrov again", None, None),
    ]
    assert read(target, "SELECT owner, type FROM conveyance") == [(None, "Il-76")]
    assert read(target, "SELECT name FROM party") == ["Crew & Sons"]
    assert read(target, "SELECT text FROM note") == ["quite another matter"]
    assert {(table, field) for table, field, _ in list_emptied(outcome)} == {
        ("interdiction", "summary"),
        ("interdiction", "agency"),
        ("conveyance", "owner"),
    }


def test_common_words_of_what_is_left_out_stay_where_published_claims_say_them(file: Path, tmp_path: Path) -> None:
    claims = [
        {"field": "place", "value": {"name": "Bangkok", "country": "TH"}, "source": "act"},
        {"field": "place", "value": {"name": "Bangkok", "country": "TH"}, "source": "wire"},
        {"field": "destination", "value": {"name": "Mehrabad"}, "source": "act"},
    ]
    target = make(file, tmp_path, claims=claims, summary="It landed at Bangkok.", title="On to Mehrabad")
    mark(file, "source", "act", tlp="amber")
    publish(file, target)
    row = read(target, "SELECT place_name, summary, title FROM interdiction")
    assert row == [("Bangkok", "It landed at Bangkok.", None)]


def test_ship_of_a_withheld_case_is_not_named_in_remarks_but_stays_in_its_own_case(file: Path, tmp_path: Path) -> None:
    ship = {"key": "ship", "kind": "vessel", "name": "Wise Honest", "imo_number": "8905490"}
    add_case(file, {"id": make_id(), "title": "A case apart", "conveyances": [ship], "private": "yes"})
    add_case(file, {"id": make_id(), "title": "The Wise Honest", "conveyances": [ship]})
    add_case(file, {"id": make_id(), "title": "Met the Wise Honest", "summary": "nothing else"})
    publish(file, tmp_path / "copy.db")
    assert sorted(map(str, read(tmp_path / "copy.db", "SELECT title FROM interdiction"))) == ["None", "The Wise Honest"]
    assert read(tmp_path / "copy.db", "SELECT name FROM conveyance") == ["Wise Honest"]


def test_name_that_only_a_withheld_claim_gives_is_not_read_in_other_cases(file: Path, tmp_path: Path) -> None:
    claims = [{"of": "broker", "field": "name", "value": "Zorblax Trading", "source": "act"}]
    parties = [{"key": "broker", "kind": "company", "role": "broker", "name": "Zorblax Trading"}]
    target = make(file, tmp_path, parties=parties, claims=claims)
    add_case(file, {"id": make_id(), "title": "Another", "summary": "Zorblax Trading again"})
    mark(file, "source", "act", tlp="red")
    publish(file, target)
    assert read(target, "SELECT name, role FROM party") == [(None, "broker")]
    assert b"Zorblax" not in target.read_bytes()


def test_country_that_is_left_out_as_a_party_is_not_taken_for_a_secret(file: Path, tmp_path: Path) -> None:
    tip = {"name": "Iran", "kind": "state", "role": "tip_source"}
    add_case(file, {"id": make_id(), "title": "A case apart", "parties": [tip], "private": "yes"})
    add_case(file, {"id": make_id(), "title": "Told by Iran", "parties": [{**tip, "tlp": "red"}]})
    add_case(file, {"id": make_id(), "title": "Bound for Iran"})
    publish(file, tmp_path / "copy.db")
    assert sorted(map(str, read(tmp_path / "copy.db", "SELECT title FROM interdiction"))) == ["Bound for Iran", "None"]


def test_private_persons_are_left_out_unless_asked_for(file: Path, tmp_path: Path) -> None:
    parties = [{"key": "captain", "kind": "person", "name": "Anna Schmidt", "role": "captain", "status": "charged"}]
    claims = [{"of": "captain", "field": "status", "value": "charged", "source": "act"}]
    target = make(file, tmp_path, parties=parties, claims=claims, summary="Captain Anna Schmidt was charged.")
    outcome = publish(file, target)
    assert outcome.left_out["party", PERSON] == 1
    assert read(target, "SELECT count(*) FROM claim WHERE field = 'status'") == [0]
    assert read(target, "SELECT summary FROM interdiction") == [None]
    assert b"Schmidt" not in target.read_bytes()
    publish(file, tmp_path / "named.db", persons=True)
    assert read(tmp_path / "named.db", "SELECT name FROM party") == ["Anna Schmidt"]
    assert read(tmp_path / "named.db", "SELECT value FROM metadata WHERE name = 'private persons'") == ["included"]


def test_strictest_of_marks_in_conflict_counts(file: Path, tmp_path: Path) -> None:
    import shutil

    make(file, tmp_path, tlp="green")
    other = tmp_path / "other.sqlite"
    shutil.copyfile(file, other)
    mark(file, "interdiction", "", tlp="red")
    mark(other, "interdiction", "", tlp="clear")
    merge_files(file, other)
    with open_reading(file) as connection:
        assert connection.execute("SELECT count(*) FROM conflict WHERE field = 'tlp'").fetchone()[0] == 1
        assert connection.execute("SELECT tlp FROM interdiction").fetchone()[0] == "clear"  # the newest is shown
    outcome = publish(file, tmp_path / "copy.db", level="amber+strict")
    assert outcome.published["interdiction"] == 0


def test_judgement_goes_only_with_both_records(file: Path, tmp_path: Path) -> None:
    from interdict.domain.changes import Change

    ids = [add_case(file, {**THAI, "id": make_id(), "tlp": tlp}) for tlp in ("clear", "clear", "red")]
    with open_writing(file) as connection:
        ship = {
            row[0]: row[1] for row in connection.execute("SELECT interdiction_id, id FROM conveyance ORDER BY rowid")
        }
        for number, other in enumerate(ids[1:]):
            values = {
                "interdiction": ids[0],
                "key": f"j{number}",
                "subject": {"table": "conveyance", "id": ship[ids[0]]},
                "other": ship[other],
                "verdict": "same",
                "why": f"reason {number}",
            }
            write_changes(connection, [Change("judgement", make_id(), "create", new=values)], author="Ana")
    publish(file, tmp_path / "copy.db")
    assert read(tmp_path / "copy.db", "SELECT why FROM judgement") == ["reason 0"]
    ref = read(file, f"SELECT ref FROM interdiction WHERE id = '{ids[0]}'")[0]
    publish(file, tmp_path / "one.db", f"ref:{ref}")
    assert read(
        tmp_path / "one.db", "SELECT (SELECT count(*) FROM interdiction), (SELECT count(*) FROM judgement)"
    ) == [(1, 0)]


def test_source_that_copies_a_marked_one_does_not_name_it(file: Path, tmp_path: Path) -> None:
    claims = [{"field": "date", "value": "2009-12-12", "source": "wire"}]
    target = make(file, tmp_path, claims=claims)
    mark(file, "source", "act", tlp="red")
    publish(file, target)
    assert read(target, "SELECT key, derived_from_id FROM source") == [("wire", None)]
    assert read(target, "SELECT reason FROM left_out WHERE kind = 'source'") == ["TLP:RED"]


def test_terms_are_repeated_only_where_they_tell_nothing(file: Path, tmp_path: Path) -> None:
    make(file, tmp_path, parties=[{"key": "broker", "name": "Ivan Petrov", "kind": "company", "tlp": "red"}])
    publish(file, tmp_path / "copy.db", "party:petrov", "mode:air", "not:rifles")
    assert read(tmp_path / "copy.db", "SELECT count(*) FROM interdiction") == [1]
    (cases,) = read(tmp_path / "copy.db", "SELECT value FROM metadata WHERE name = 'cases'")
    assert cases == "(a term that is not repeated here) mode:air (a term that is not repeated here)"
    assert b"etrov" not in (tmp_path / "copy.db").read_bytes()


def test_record_of_which_nothing_is_left_goes_with_what_speaks_of_it(file: Path, tmp_path: Path) -> None:
    parties = [{"key": "broker", "role": "broker"}]
    claims = [
        {"of": "broker", "field": "role", "value": "broker", "source": "act"},
        {"of": "broker", "field": "role", "value": "agent", "source": "wire"},
    ]
    target = make(file, tmp_path, parties=parties, claims=claims)
    mark(file, "source", "act", tlp="red")
    outcome = publish(file, target)
    assert outcome.left_out["party", CLAIMED] == 1
    assert read(target, "SELECT count(*) FROM claim WHERE field = 'role'") == [0]


def test_link_to_what_is_left_out_is_emptied(file: Path, tmp_path: Path) -> None:
    conveyances = [{"key": "plane", "note": "flown by Ivan Petrov himself"}]
    parties = [{"key": "pilot", "kind": "person", "name": "Ivan Petrov"}]
    legs = [{"from": {"name": "Pyongyang"}, "conveyance": "plane"}]
    target = make(file, tmp_path, conveyances=conveyances, parties=parties, legs=legs)
    publish(file, target)
    assert read(target, "SELECT from_name, conveyance_id FROM leg") == [("Pyongyang", None)]


@pytest.mark.parametrize(
    ("secret", "text", "is_found"),
    [
        ("Ivan Petrov", "by IVAN\nPETROV.", True),
        ("Ivan Petrov", "IvanPetrov", True),
        ("Ivan Petrov", "Ivan Petrovich", True),
        ("Ivan Petrov", "Petrov, Ivan", False),
        ("Müller", "Muller", True),
        ("Muller", "MÜLLER & Co", True),
        ("Kim", "Kim said", True),
        ("Kim", "Kimono", False),
        ("李明", "见李明先生", True),
        ("Петров", "ПЕТРОВА", True),
        ("Ali B", "Ali B. went", True),
        ("Ali B", "Ali Baba", False),
        ("https://a.example/x", "(https://a.example/x)", True),
        ("İstanbul Ltd", "istanbul ltd", True),
        ("x", "x", False),
        ("", "anything", False),
    ],
)
def test_texts_are_found_however_they_are_spelt(secret: str, text: str, is_found: bool) -> None:
    assert bool(Secrets([secret]).find(text)) is is_found
    many = Secrets([secret, *(f"{number:08} other" for number in range(400))])  # looked for in another way
    assert bool(many.find(text)) is is_found


def test_emptied_values_are_told_with_their_place(file: Path, tmp_path: Path) -> None:
    make(file, tmp_path, parties=[{"name": "Ivan Petrov", "kind": "person"}], summary="Ivan Petrov did it")
    (place,) = publish(file, tmp_path / "copy.db").emptied
    assert (place.ref[:7], place.table, place.key, place.field, place.why) == (
        "TH-2009",
        "interdiction",
        "",
        "summary",
        TEXT,
    )


def test_claims_say_in_words_what_they_hold(file: Path, tmp_path: Path) -> None:
    target = make(file, tmp_path)
    publish(file, target)
    rows = read(target, "SELECT about, field, value, value_text, as_reported FROM claim ORDER BY sequence")
    assert rows[0] == (
        "cargo rockets and grenades",
        "quantity",
        json.dumps({"unit": "t", "value": 40}, separators=(",", ":")),
        "40 t",
        None,
    )
    assert rows[2] == ("the case", "destination", None, None, "somewhere hot")
