"""How many cases a text has, and who acted in each."""

from __future__ import annotations

import pytest

from interdict.articles.reading import read_article
from tests.articles.asking import SHIP, list_values, read_one


@pytest.mark.parametrize(
    ("who", "states"),
    [
        ("Italy and Greece", ["IT", "GR"]),
        ("Italy, Greece and Spain", ["IT", "GR", "ES"]),
        ("Customs of Panama and Spain", ["PA", "ES"]),
        ("French, Spanish and U.S. warships", ["FR", "ES", "US"]),
        ("The U.S. Navy and the Spanish navy", ["US", "ES"]),
        ("Officials from Italy and Greece", ["IT", "GR"]),
        ("After talks between Italy and Greece, Spain", ["ES"]),
        ("On a tip from the United States and Israel, Spain", ["ES"]),
    ],
)
def test_states_that_acted_together_are_all_proposed(who, states):
    assert list_values(read_one(f"{who} boarded the freighter So San on 3 May 2010."), "states") == states


def test_states_that_a_passive_names_are_all_proposed():
    text = "The freighter So San was stopped by Italian and Greek warships on 3 May 2010."
    assert list_values(read_one(text), "states") == ["IT", "GR"]


def test_two_days_of_one_act_are_two_cases():
    text = "HMS Montrose seized missiles from speedboats on 28 January and on 25 February 2022."
    assert [list_values(case, "date") for case in read_article(text, published="2022-07-07").cases] == [
        ["2022-01-28"],
        ["2022-02-25"],
    ]


def test_second_ship_under_a_heading_is_a_case_of_its_own():
    text = (
        "Talent Ace\n\nThis ship was detained at Gunsan in January 2018.\n\n"
        "KOTI\n\nThe Panama-flagged tanker was detained at Pyeongtaek in December 2017.\n"
    )
    cases = read_article(text).cases
    assert [list_values(case, "conveyance.name") for case in cases] == [["Talent Ace"], ["KOTI"]]


@pytest.mark.parametrize("gap", ["\n\n", "\n", " "])
def test_ship_that_another_state_stopped_is_a_case_of_its_own(gap):
    text = (
        "Last August the United Arab Emirates seized weapons bound for Iran aboard the ANL Australia, a container ship."
        f"{gap}In the same month India searched the MV Mu San, a North Korean freighter, and found only sugar."
    )
    cases = read_article(text, published="2010-01").cases
    assert [list_values(case, "states") for case in cases] == [["AE"], ["IN"]]


def test_later_seizure_of_the_same_ship_stays_with_its_case():
    text = SHIP + "The So San was impounded again on 7 June 2011."
    assert len(read_article(text).cases) == 1


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("North Korea refused to let the U.S. Navy inspect the ship Light.", ["US"]),
        ("The master of the ship Light refused to let the Omani navy board it.", ["OM"]),
        ("Dubai port officials stopped a container of carbon fibre.", ["AE"]),
        ("An Omani patrol caught the dhow Light with rifles.", ["OM"]),
        ("Oman announced the seizure of 200 rifles from a dhow.", ["OM"]),
        ("The seizure of 200 rifles by the Omani navy was told to the Council.", ["OM"]),
        ("The ship Light, searched by Oman in May, is at anchor.", ["OM"]),
        ("Omani customs officers had gone aboard the ship Light.", ["OM"]),
        ("Omani customs officers examining a container found 200 rifles.", ["OM"]),
        ("The Omani coast guard has kept the ship Light in Salalah since May.", ["OM"]),
        ("The Omani air force forced the plane to land.", ["OM"]),
        ("The Omani navy prevented the ship Light from entering Salalah.", ["OM"]),
    ],
)
def test_state_whose_service_acted_is_proposed(sentence, states):
    assert list_values(read_one(sentence), "states") == states


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Omani customs searched the dhow Light. No weapons were found and it sailed on.", ["cleared"]),
        ("The U.S. Navy forced the ship Light to turn back.", ["turned_back"]),
        ("Oman barred the ship Light from its ports.", ["turned_back"]),
        ("Oman denied the ship Light entry to Muscat.", ["turned_back"]),
        ("North Korea refused to let the U.S. Navy inspect the ship Light.", ["refused"]),
        ("Israeli naval forces took over the ship Light.", ["impounded"]),
        ("The authorities of Oman took 200 rifles off the ship Light.", ["seized"]),
        ("Omani customs searched the ship Light and kept the cargo.", ["seized"]),
        ("Omani navy teams boarded the ship Light and took over the search.", []),
        ("The crew refused a request by the Omani navy to board the ship Light.", ["refused"]),
        ("The Omani coast guard has kept the ship Light in Salalah since May.", ["impounded"]),
    ],
)
def test_outcome_is_what_was_done(sentence, outcome):
    assert list_values(read_one(sentence), "outcome") == outcome


def test_ship_named_within_a_paragraph_is_not_the_ship_of_the_next_one():
    text = (
        "Omani customs went aboard the tanker Light on 3 May 2012. At sea it had met another vessel. That one, the "
        "freighter So San, took on 600 tons of oil.\n\nThe ship was impounded on 9 May 2012.\n"
    )
    [case] = read_article(text).cases
    assert list_values(case, "conveyance.name")[0] == "Light"
    assert list_values(case, "outcome") == ["impounded"]


def test_ship_that_takes_part_is_not_the_ship_of_another_case():
    text = (
        "On 18 July the Italian navy inspected the freighter Mu San off Benghazi. The Greek ship Themistokles had "
        "monitored the vessel. Dozens of vehicles were seized and unloaded at Marseille on 2 August."
    )
    (case,) = read_article(text, published="2022-11").cases
    assert list_values(case, "conveyance.name") == ["Mu San"]


def test_what_is_told_without_name_or_day_is_of_the_one_ship_that_is_named():
    text = (
        "It is the first North Korean vessel that the United States has seized for a violation of sanctions.\n\n"
        "Indonesian authorities detained the freighter Mu San in Indonesian waters in April 2018."
    )
    (case,) = read_article(text).cases
    assert list_values(case, "conveyance.name") == ["Mu San"]
    assert list_values(case, "date") == ["2018-04"]


def test_another_ship_without_name_or_day_stays_a_case_of_its_own():
    text = (
        "Indonesian authorities detained the freighter Mu San in Indonesian waters in April 2018.\n\n"
        "South Korea seized a tanker that had carried oil to North Korea."
    )
    assert len(read_article(text).cases) == 2
