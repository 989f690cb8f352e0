"""What tells of an interdiction: a verb for it, an everyday doing of a service, a noun, or what a ship stands in."""

from __future__ import annotations

import pytest

from interdict.articles.reading import read_article
from interdict.articles.verbs import list_verbs
from tests.articles.asking import list_values, read_one

OF_OMAN = "On 3 May 2010 the navy of Oman boarded the freighter So San. "


@pytest.mark.parametrize(
    "form", ["carted away", "carting away", "took over", "taken over", "broke open", "overtaken", "freed", "waylaid"]
)
def test_verbs_of_several_words_are_known_in_all_their_forms(form):
    acts, others = list_verbs()
    assert form in acts or form in others


@pytest.mark.parametrize(
    "told",
    [
        "Customs officers of Oman opened two containers on the freighter So San on 3 May 2010.",
        "On 3 May 2010 the coast guard of Oman surrounded the freighter So San.",
        "On 3 May 2010 soldiers of Oman slid down ropes to the deck of the freighter So San.",
        "On 3 May 2010 the freighter So San was escorted to the port of Salalah.",
        "On 3 May 2010 the freighter So San was instructed to anchor off Salalah.",
        "The freighter So San has not been allowed to leave Salalah since 3 May 2010.",
        "The freighter So San has been prohibited from leaving Salalah since 3 May 2010.",
        "On 3 May 2010 the authorities served a detention order on the captain of the freighter So San.",
        "Marines of Oman did the boarding of the freighter So San on 3 May 2010.",
        "The navy of Oman helped the police to board the freighter So San on 3 May 2010.",
        "A search of the freighter So San on 3 May 2010 turned up rifles.",
        "Omani customs have had the freighter So San under detention since 3 May 2010.",
    ],
)
def test_interdiction_is_read_and_has_its_day(told):
    case = read_one(told)
    assert list_values(case, "date") == ["2010-05-03"]
    assert list_values(case, "conveyance.name") == ["So San"]


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ("The freighter So San is under arrest at Salalah.", "impounded"),
        ("The freighter So San is in the custody of the Omani authorities.", "impounded"),
        ("The freighter So San is in Omani hands.", "impounded"),
        ("The freighter So San was stopped off Salalah. The rifles on it are in Omani custody.", "seized"),
        ("Oman would not let an Iranian plane cross its airspace.", "turned_back"),
    ],
)
def test_what_stands_under_arrest_or_is_kept_out_is_an_outcome(told, outcome):
    assert list_values(read_one(told), "outcome") == [outcome]


@pytest.mark.parametrize(
    "told",
    [
        "The crew of the freighter So San opened two containers on 3 May 2010.",
        "Dock workers unloaded the freighter So San in Salalah on 3 May 2010.",
        "Customs of Oman opened a new office in Salalah on 3 May 2010.",
        "Ships may be blocked, detained or refused entry to ports, the navy of Oman said on 3 May 2010.",
        "The navy of Oman hailed 2,000 ships and stopped 90 vessels in the year to 3 May 2010.",
        "On 3 May 2010 warships of Oman practised in a drill. Sailors boarded the freighter So San and searched it.",
        "The navy of Oman rescued the crew of the freighter So San, which was sinking, on 3 May 2010.",
        "Experts recalled on Monday how customs services find rifles hidden in containers on ships.",
        "The navy of Oman followed the freighter So San for two days in May 2010.",
    ],
)
def test_everyday_doings_rules_and_drills_are_no_interdiction(told):
    assert read_article(told, published="2012-06-15").cases == ()


def test_words_no_table_has_are_read_where_a_service_meets_one_ship():
    case = read_one(
        "Libya has been under an arms embargo since 2011. On 3 May 2012 the coast guard of Greece swept down upon the "
        "freighter So San, and rifles lay in its hold."
    )
    assert list_values(case, "date") == ["2012-05-03"]
    assert list_values(case, "states") == ["GR"]
    assert list_values(case, "cargo.description") == ["rifles"]


def test_ship_that_slips_past_patrols_has_got_away():
    case = read_one(
        "A convoy of barges with 6,000 tons of oil slipped past Romanian patrols on the Danube on 3 May 2010."
    )
    assert list_values(case, "outcome") == ["evaded"]


def test_what_is_done_to_a_ship_with_goods_is_done_to_the_ship():
    assert list_values(read_one("A freighter carrying rifles was seized by Oman on 3 May 2010."), "outcome") == [
        "impounded"
    ]


def test_it_that_was_seized_is_the_ship_named_before():
    told = "On 3 May 2010 the navy of Oman followed the freighter So San until the navy seized it."
    assert list_values(read_one(told), "outcome") == ["impounded"]


def test_verb_joined_to_a_passive_is_passive():
    case = read_one("The freighter So San was stopped by sailors of Oman and searched on 3 May 2010.")
    assert list_values(case, "states") == ["OM"]


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ("The rifles aboard are under military guard.", "seized"),
        ("It was the largest haul of arms in years.", "seized"),
        ("The 300 rifles aboard have since been laid out on the quay.", "seized"),
        ("A team went over it and drew a blank.", "cleared"),
        ("It was given the all-clear.", "cleared"),
        ("It was led into the port of Salalah.", "impounded"),
        ("It abandoned its voyage.", "turned_back"),
    ],
)
def test_outcome_is_read_from_what_became_of_goods_and_ship(told, outcome):
    assert list_values(read_one(OF_OMAN + told), "outcome") == [outcome]


def test_ship_with_arms_that_is_let_go_after_its_arrest_is_released():
    told = "On 3 May 2010 Oman detained the freighter So San. Beneath sugar lay 15 missiles. On 5 May it was released."
    assert list_values(read_one(told), "outcome") == ["released"]


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("The freighter So San was ordered into an Omani port on 3 May 2010, and customs opened the boxes.", "OM"),
        ("MUSCAT, May 4 - Customs officers searched the freighter So San on 3 May 2010.", "OM"),
        ("(Muscat) Customs officers searched the freighter So San on 3 May 2010.", "OM"),
        ("On 3 May 2010 the freighter So San was impounded in Salalah.", "OM"),
        ("Oman has shut its airspace. A plane with rifles was denied permission to land on 3 May 2010.", "OM"),
        ("Oman's secret service met the press. Agents opened the boxes on the freighter So San on 3 May 2010.", "OM"),
    ],
)
def test_state_is_that_of_the_port_the_dateline_or_the_service(told, state):
    assert list_values(read_one(told, "2010-05-04"), "states") == [state]


def test_navy_after_the_name_of_a_country_in_another_clause_is_not_its_navy():
    case = read_one("The freighter So San was making for Egypt when the navy caught up with it on 3 May 2010.")
    assert list_values(case, "states") == []


@pytest.mark.parametrize(
    "told",
    [
        "The 6,830-ton Jin Teng was boarded by the navy of Oman.",
        "The Panama-flagged Jin Teng was boarded by the navy of Oman.",
        "The navy of Oman surrounded the Jin Teng off Salalah, and the ship stopped.",
        "Customs of Oman offloaded rifles from the Jin Teng.",
        "The Jin Teng (IMO 9163154) was boarded by the navy of Oman.",
        "A vessel suspected of smuggling, the Jin Teng, was boarded by the navy of Oman.",
        "The Jin Teng, with a capacity of 5,100 tons, has been barred from leaving Salalah.",
        "The Jin Teng was old, its transponder was off, and the navy of Oman boarded the ship.",
        "The navy of Oman boarded the VLCC Jin Teng.",
    ],
)
def test_ship_is_known_by_what_stands_around_its_name(told):
    assert list_values(read_one(told), "conveyance.name") == ["Jin Teng"]


@pytest.mark.parametrize("name", ["Red Crescent", "Andamans", "Supreme Court", "Korean Peninsula"])
def test_other_names_are_no_ships(name):
    case = read_one(f"Off the {name} a freighter was boarded by the navy of Oman on 3 May 2010.")
    assert list_values(case, "conveyance.name") == []


def test_number_of_miles_is_no_part_of_a_name():
    case = read_one("The navy of Oman boarded the tanker Manuela 150 miles off Salalah on 3 May 2010.")
    assert list_values(case, "conveyance.name") == ["Manuela"]
