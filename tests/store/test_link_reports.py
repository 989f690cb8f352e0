"""Reports across cases: conveyances, parties, routes, triggers, disposal and disguises."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from interdict.domain.countries import parse_country
from interdict.domain.identifiers import check_identifier
from interdict.domain.party_names import normalise_party_name
from interdict.store.connection import open_reading
from interdict.store.query import EVERYTHING
from interdict.store.reports.identifiers import FIELDS, find_suspect
from tests.samples import add_case
from tests.store.reading import DOCUMENTS, name_country, notes, report, rows


def find_id(path: Path, table: str, name: str) -> str:
    """Return the id of the only record of this name, or of its key."""
    with open_reading(path) as connection:
        ((found,),) = connection.execute(f"SELECT id FROM {table} WHERE key = ?", (name,)).fetchall()
    return str(found)


# conveyances


def make_ship(key: str, **values: Any) -> dict[str, Any]:
    return {"title": f"case of {key}", "conveyances": [{"key": key, "kind": "vessel", **values}]}


def test_ships_of_one_number_are_one_however_it_is_written(file):
    add_case(
        file, {**make_ship("a", name="One", imo_number="8518780", flag="KH"), "date": "2016", "ref": "EG-2016-AAA"}
    )
    add_case(file, {**make_ship("b", name="Two", imo_number="IMO 8518780", flag="PA"), "date": "2018"})
    add_case(file, {**make_ship("c", name="One", imo_number="8905490"), "date": "2019"})
    (row,) = rows(file, "conveyances")
    assert (row["cases"], row["flags"], row["joined_by"]) == (2, "KH, PA", "imo_number")
    assert row["names"] == "One (2016); Two (2018)"
    assert rows(file, "conveyances", "date:2016") == []


def test_identity_of_a_ship_is_listed_with_its_period(file):
    ship = {"key": "ship", "kind": "vessel", "name": "Grace 1", "flag": "PA"}
    identity = {"key": "new", "kind": "vessel", "name": "Adrian Darya-1", "identity_of": "ship", "period": "2019-08/.."}
    painted = {
        "key": "old",
        "kind": "vessel",
        "name": "Older",
        "identity_of": "ship",
        "layer": "painted",
        "period": "2012",
    }
    add_case(file, {"date": "2019-07-04", "conveyances": [ship, identity, painted]})
    (row,) = rows(file, "conveyances")
    assert (row["conveyance"], row["cases"], row["joined_by"]) == ("Grace 1", 1, "identity")
    assert row["names"] == "Older (painted, 2012); Grace 1 (2019); Adrian Darya-1 (2019-08/..)"


def test_assumed_identity_joins_nothing_by_its_number(file):
    add_case(file, make_ship("a", name="True", imo_number="8518780"))
    add_case(file, make_ship("b", name="False", imo_number="8518780", layer="assumed"))
    add_case(file, make_ship("c", name="Unknown", imo_number="0000000"))
    add_case(file, make_ship("d", name="Unknown", imo_number="0000000"))
    assert rows(file, "conveyances") == []


def test_judgements_join_ships_and_keep_them_apart(file):
    for key in "abc":
        number = {} if key == "c" else {"imo_number": "8518780"}
        add_case(file, make_ship(key, name=f"Ship {key}", **number))
    b, c = (find_id(file, "conveyance", key) for key in "bc")
    judge(file, "a", b, "different")
    assert rows(file, "conveyances") == []
    judge(file, "a", c, "same")
    judge(file, "b", c, "unsure")
    (row,) = rows(file, "conveyances")
    assert (set(row["names"].split("; ")), row["joined_by"]) == ({"Ship a", "Ship c"}, "judgement")


def judge(path: Path, key: str, other: str, verdict: str) -> None:
    """Judge the record of a key, in a case of its own title, and one of another case."""
    from interdict.domain.changes import CREATE, Change
    from interdict.store.connection import open_writing
    from interdict.store.log import write_changes

    with open_reading(path) as connection:
        rows = connection.execute(
            "SELECT 'conveyance' AS tbl, id, interdiction_id FROM conveyance WHERE key = :key "
            "UNION ALL SELECT 'party', id, interdiction_id FROM party WHERE key = :key",
            {"key": key},
        ).fetchall()
    ((table, record, case_id),) = map(tuple, rows)
    values = {"interdiction": case_id, "subject": {"table": table, "id": record}, "other": other, "verdict": verdict}
    new = {"key": uuid.uuid4().hex[:8], "sequence": 1, **values}
    with open_writing(path) as connection:
        write_changes(connection, [Change("judgement", str(uuid.uuid4()), CREATE, new=new)], author="Ana")


def test_names_and_flags_that_sources_dispute_are_marked(file):
    claims = [
        {"of": "a", "field": "flag", "value": "LR", "source": "one", "status": "disputed"},
        {"of": "a", "field": "name", "value": "Onne", "source": "one", "status": "alternative"},
    ]
    sources = {"one": {"title": "One"}}
    add_case(file, {**make_ship("a", name="One", flag="PA", mmsi="353001000"), "sources": sources, "claims": claims})
    add_case(file, make_ship("b", name="One", flag="PA", mmsi="353 001 000"))
    (row,) = rows(file, "conveyances")
    assert (row["flags"], row["disputed"]) == ("PA", "flag")
    assert set(row["identifiers"].split("; ")) == {"MMSI 353001000", "MMSI 353 001 000"}


IDENTIFIERS = [
    ("vessel", "imo_number", "8518780", "KH"),
    ("vessel", "imo_number", "8518781", "KH"),
    ("vessel", "imo_number", "851780", "KH"),
    ("vessel", "imo_number", "IMO 8518780", "KH"),
    ("vessel", "imo_number", "0000000", "KH"),
    ("vessel", "mmsi", "353001000", "PA"),
    ("vessel", "mmsi", "353001000", "LR"),
    ("vessel", "mmsi", "353002000", "LR"),
    ("vessel", "mmsi", "353001000", None),
    ("vessel", "mmsi", "123456789", "PA"),
    ("vessel", "mmsi", "35300100", "PA"),
    ("aircraft", "registration", "4L-AWA", "GE"),
    ("aircraft", "registration", "4L-AWA", "KZ"),
    ("aircraft", "registration", "UP-I7601", "KZ"),
    ("aircraft", "registration", "N123AB", "US"),
    ("aircraft", "registration", "N123AB", "MX"),
    ("aircraft", "registration", "4L-\u0410WA", "GE"),
    ("truck", "registration", "4L-AWA", "KZ"),
    ("aircraft", "icao_24bit", "7380C3", "IL"),
    ("aircraft", "icao_24bit", "7380C3", "IR"),
    ("aircraft", "icao_24bit", "000000", "IL"),
    ("aircraft", "icao_24bit", "7380", "IL"),
    ("container", "container_number", "CSQU3054383", None),
    ("container", "container_number", "CSQU3054384", None),
    ("container", "container_number", "CSQX3054383", None),
    ("container", "container_number", "CSQU 305438 3", None),
]


def test_identifiers_that_look_wrong_are_those_that_the_check_warns_of(file):
    expected = Counter()
    for number, (kind, field, value, flag) in enumerate(IDENTIFIERS):
        ship = {"key": f"c{number}", "kind": kind, field: value, **({"flag": flag} if flag else {})}
        add_case(file, {"title": str(number), "conveyances": [ship]})
        if kind != "truck":
            expected.update((field, value, warning) for warning in check_identifier(field, value, flag=flag))
    found = Counter((row["field"], row["value"], row["warning"]) for row in rows(file, "conveyances", table=1))
    assert found == expected
    assert {field for field, *_ in found} == set(FIELDS)


def test_identifier_that_looks_wrong_is_found_only_in_the_cases_that_match(file):
    add_case(file, {**make_ship("a", imo_number="8518781"), "date": "2016"})
    with open_reading(file) as connection:
        assert [warned.record for warned in find_suspect(connection, EVERYTHING)] == ["a"]
    assert rows(file, "conveyances", "date:2017", table=1) == []


def test_conveyances_of_the_starter_cases_are_those_with_identities(starter):
    documents = {d["ref"]: d for d in DOCUMENTS if any("identity_of" in c for c in d.get("conveyances", ()))}
    found = {row["refs"]: row for row in rows(starter, "conveyances")}
    assert set(found) == set(documents)
    for ref, row in found.items():
        named = {c["name"] for c in documents[ref]["conveyances"] if "identity_of" in c or c["key"] == "ship"}
        assert {name.partition(" (")[0] for name in row["names"].split("; ")} == named


def test_flags_of_the_starter_cases_are_those_of_their_documents(starter):
    flags = Counter(
        parse_country(ship["flag"]) if "flag" in ship else "(not stated)"
        for document in DOCUMENTS
        for ship in document.get("conveyances", ())
        if "identity_of" not in ship
    )
    assert {row["flag"]: row["conveyances"] for row in rows(starter, "conveyances", table=2)} == flags


# parties


def test_parties_of_the_starter_cases_are_those_of_their_documents(starter):
    cases, roles = defaultdict(set), defaultdict(set)
    for document in DOCUMENTS:
        for party in document.get("parties", ()):
            if party.get("kind") in {"company", "organisation"} and "name" in party:
                key = normalise_party_name(party["name"])
                cases[key].add(document["ref"])
                roles[key].update({party["role"]} if "role" in party else ())
    found = {normalise_party_name(row["party"]): row for row in rows(starter, "parties")}
    assert {key: row["cases"] for key, row in found.items()} == {key: len(refs) for key, refs in cases.items()}
    for key, row in found.items():
        assert set(row["refs"].split(", ")) == cases[key]
        assert set(row["roles"].split(", ") if row["roles"] else ()) == roles[key]


def test_pairs_of_the_starter_cases_link_cases(starter):
    parties = {row["party"]: set(row["refs"].split(", ")) for row in rows(starter, "parties")}
    pairs = rows(starter, "parties", table=1)
    for row in pairs:
        common = parties[row["one"]] & parties[row["other"]]
        assert set(row["refs"].split(", ")) == common
        assert row["cases"] == len(common)
        assert len(parties[row["one"]]) > 1
    recurring = {name for name, refs in parties.items() if len(refs) > 1}
    expected = {
        frozenset((one, other))
        for one in recurring
        for other in parties
        if one != other and parties[one] & parties[other]
    }
    assert {frozenset((row["one"], row["other"])) for row in pairs} == expected


def make_parties(*names: str, kind: str = "company", **values: Any) -> dict[str, Any]:
    parties = [{"key": f"p-{name}", "name": name, "kind": kind, **values} for name in names]
    return {"title": " ".join(names), "parties": parties}


def test_names_are_one_without_case_punctuation_and_legal_form(file):
    add_case(file, make_parties("Win More Co., Ltd.", role="owner", country="HK"))
    add_case(file, make_parties("WIN MORE LIMITED", role="operator", country="CN"))
    add_case(file, make_parties("Win Less Ltd"))
    first, second = rows(file, "parties")
    assert (first["party"], first["spellings"], first["cases"]) == ("WIN MORE LIMITED", "Win More Co., Ltd.", 2)
    assert (set(first["roles"].split(", ")), set(first["countries"].split(", "))) == (
        {"owner", "operator"},
        {"HK", "CN"},
    )
    assert (second["party"], second["cases"]) == ("Win Less Ltd", 1)


def test_judgements_join_parties_and_keep_them_apart(file):
    for name in ("Alpha Ltd", "Alpha GmbH", "Beta"):
        add_case(file, make_parties(name))
    beta, gmbh = find_id(file, "party", "p-Beta"), find_id(file, "party", "p-Alpha GmbH")
    judge(file, "p-Alpha Ltd", gmbh, "different")
    assert {row["party"]: row["cases"] for row in rows(file, "parties")} == {"Alpha GmbH": 1, "Alpha Ltd": 1, "Beta": 1}
    judge(file, "p-Alpha Ltd", beta, "same")
    assert {row["party"]: row["cases"] for row in rows(file, "parties")} == {"Alpha GmbH": 1, "Alpha Ltd": 2}


def test_persons_and_parties_of_no_kind_are_left_out(file):
    add_case(file, make_parties("A Person", kind="person"))
    add_case(
        file, {"parties": [{"name": "nobody knows what"}, {"kind": "company"}, {"kind": "state", "country": "US"}]}
    )
    assert rows(file, "parties") == []
    text = notes(file, "parties")
    left_out = "1 without a name, 1 of kind state, 1 of kind unknown, 1 private person"
    assert f"left out of 4 records of parties: {left_out}" in text
    (row,) = rows(file, "parties", persons=True)
    assert (row["party"], row["kind"]) == ("A Person", "person")


def test_who_appears_with_whom_is_told_of_parties_that_recur(file):
    add_case(file, make_parties("One", "Two", "Three"))
    add_case(file, make_parties("One", "Two"))
    add_case(file, make_parties("Four", "Five"))
    found = {(row["one"], row["other"]): row["cases"] for row in rows(file, "parties", table=1)}
    assert found == {("One", "Two"): 2, ("One", "Three"): 1, ("Two", "Three"): 1}


# routes


def test_routes_of_the_starter_cases_are_those_of_their_documents(starter):
    pairs = Counter((name_country(d.get("origin")), name_country(d.get("destination"))) for d in DOCUMENTS)
    found = rows(starter, "routes", table=1)
    assert {(row["origin"], row["destination"]): row["cases"] for row in found} == pairs
    countries = {row["country"]: row for row in rows(starter, "routes")}
    origins, destinations = Counter(), Counter()
    for (origin, destination), cases in pairs.items():
        origins[origin] += cases
        destinations[destination] += cases
    assert {name: row["origin"] for name, row in countries.items() if row["origin"]} == origins
    assert {name: row["destination"] for name, row in countries.items() if row["destination"]} == destinations
    transits: dict[str, set[str]] = defaultdict(set)
    for document in DOCUMENTS:
        route = {name_country(document.get(end)) for end in ("origin", "destination")}
        met = {name_country(leg.get(end)) for leg in document.get("legs", ()) for end in ("from", "to")}
        for country in met - route - {"(no country)", "(not stated)"}:
            transits[country].add(document["ref"])
    counted = {n: row["transit"] + row["planned_transit"] for n, row in countries.items()}
    assert {name: number for name, number in counted.items() if number} == {
        n: len(refs) for n, refs in transits.items()
    }


def test_thai_destinations_that_sources_claim_are_counted_apart(starter):
    countries = {row["country"]: row for row in rows(starter, "routes", "ref:TH-2009")}
    assert countries["(no country)"]["destination"] == 1
    assert {name for name, row in countries.items() if row["claimed_destination"]} == {"IR", "LK", "UA", "(no country)"}
    assert {name for name, row in countries.items() if row["transit"]} == {"AZ", "TH"}
    assert {name for name, row in countries.items() if row["planned_transit"]} == {"AE", "IR", "LK", "UA"}
    claims = {row["claimed"]: row["claims"] for row in rows(starter, "routes", "ref:TH-2009", table=2)}
    assert claims == {"IR": 2, "LK": 1, "UA": 3, "(no country)": 1}
    assert "1 that denies or takes back a destination" in notes(starter, "routes", "ref:TH-2009")
    assert "sources dispute the destination in 1 of 1 cases" in notes(starter, "routes", "ref:TH-2009")


def test_country_of_a_place_may_come_from_its_locode(file):
    add_case(
        file, {"origin": {"locode": "THBKK"}, "destination": {"name": "at sea"}, "legs": [{"to": {"locode": "SGSIN"}}]}
    )
    found = {row["country"]: row for row in rows(file, "routes")}
    assert (found["TH"]["origin"], found["SG"]["transit"], found["(no country)"]["destination"]) == (1, 1, 1)


# detection and disposal


def test_triggers_of_the_starter_cases_are_those_of_their_documents(starter):
    triggers = Counter(document.get("trigger", "(not stated)") for document in DOCUMENTS)
    assert {row["trigger"]: row["cases"] for row in rows(starter, "detection")} == triggers
    for table, field in ((1, "mode"), (2, "outcome")):
        pairs = Counter((d.get("trigger", "(not stated)"), d.get(field, "(not stated)")) for d in DOCUMENTS)
        found = {
            (row["trigger"], value): cases
            for row in rows(starter, "detection", table=table)
            for value, cases in row.items()
            if row["trigger"] != "total" and value not in {"trigger", "total"} and cases
        }
        assert found == pairs


def test_trigger_that_a_source_tells_otherwise_is_counted(file):
    sources = {"one": {"title": "One"}}
    claims = [{"field": "trigger", "value": "scanner", "source": "one"}]
    add_case(file, {"trigger": "canine", "sources": sources, "claims": claims})
    add_case(file, {"trigger": "canine", "sources": sources, "claims": [{**claims[0], "value": "canine"}]})
    add_case(file, {"title": "a", "sources": sources, "claims": claims})
    found = {row["trigger"]: (row["cases"], row["otherwise"]) for row in rows(file, "detection")}
    assert found == {"canine": (2, 1), "(not stated)": (1, 1)}


def test_disposals_of_the_starter_cases_are_those_of_their_documents(starter):
    items = Counter(item.get("disposal", "(not stated)") for d in DOCUMENTS for item in d.get("cargo", ()))
    assert {row["disposal"]: row["items"] for row in rows(starter, "disposal")} == items
    pairs = Counter(
        (d.get("outcome", "(not stated)"), item.get("disposal", "(not stated)"))
        for d in DOCUMENTS
        for item in d.get("cargo", ())
    )
    found = {(row["outcome"], row["disposal"]): row["items"] for row in rows(starter, "disposal", table=1)}
    assert found == pairs


# disguises


def test_declarations_of_the_starter_cases_are_those_of_their_documents(starter):
    expected = set()
    for document in DOCUMENTS:
        for item in document.get("cargo", ()):
            if "declared_as" in item:
                expected.add((document["ref"], item["declared_as"]))
        for claim in document.get("claims", ()):
            if claim.get("field") == "declared_as" and claim.get("status") != "rejected" and "value" in claim:
                expected.add((document["ref"], claim["value"]))
    found = rows(starter, "disguises", table=1)
    assert {(row["ref"], row["declared"]) for row in found} == expected
    recorded = {item["declared_as"] for d in DOCUMENTS for item in d.get("cargo", ()) if "declared_as" in item}
    assert {row["declared"] for row in found if row["standing"] == "recorded"} == recorded


def test_oil_and_machine_recur_as_covers(starter):
    covers = {row["word"]: row for row in rows(starter, "disguises")}
    assert (covers["oil"]["cases"], covers["oil"]["recorded"], covers["oil"]["found"]) == (2, 2, "conventional_arms")
    assert covers["machine"]["cases"] == 2
    assert covers["sugar"]["declared"] == "sugar and two thousand empty polyethylene bags"


def test_cover_counts_a_case_once_and_claims_beside_the_record(file):
    sources = {"one": {"title": "One"}}
    cargo = [
        {"key": f"c{n}", "category": "small_arms", "declared_as": text}
        for n, text in enumerate(("Tractor parts", "PARTS"))
    ]
    claims = [
        {"of": "c0", "field": "declared_as", "value": "tractors", "source": "one", "status": "alternative"},
        {"of": "c1", "field": "declared_as", "value": "toys", "source": "one", "status": "rejected"},
        {"of": "c1", "field": "declared_as", "value": "dolls", "source": "one"},
    ]
    add_case(file, {"title": "a", "cargo": cargo, "sources": sources, "claims": claims})
    add_case(file, {"title": "b", "cargo": [{"key": "c", "concealment": "false_description"}]})
    covers = {row["word"]: (row["cases"], row["recorded"], row["items"]) for row in rows(file, "disguises")}
    assert covers == {"part": (1, 1, 2), "tractor": (1, 1, 1), "doll": (1, 0, 1)}
    items = {row["declared"]: (row["standing"], row["disputed"]) for row in rows(file, "disguises", table=1)}
    assert items == {
        "Tractor parts": ("recorded", None),
        "tractors": ("claimed", None),
        "PARTS": ("recorded", "declared_as"),
        "dolls": ("disputed", "declared_as"),
    }
    assert "declarations are known of 1 of 2 cases; beside these, 1 " in notes(file, "disguises")


@pytest.mark.parametrize("name", ["conveyances", "parties", "routes", "detection", "disposal", "disguises"])
def test_terms_choose_the_cases(starter, name):
    assert report(starter, name, "ref:TH-2009").cases == 1


def test_hint_names_the_option_that_shows_persons_and_is_no_note(file):
    add_case(file, make_parties("A Person", kind="person"))
    (table, _) = report(file, "parties").tables
    assert table.hints == ("--persons lists private persons too",)
    assert report(file, "parties", persons=True).tables[0].hints == ()
