"""What the reader of articles proposes, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.articles.proposals import Proposal
from interdict.articles.reading import read_article
from tests.articles.asking import SHIP, list_questions, list_values, read_one

TEXTS = sorted(Path(__file__).parent.glob("*/*.txt"))
BANGKOK = Path(__file__).parent / "development" / "bangkok.txt"


def test_bangkok_article_is_three_cases():
    cases = read_article(BANGKOK.read_text("utf-8"), published="2010-01").cases
    found = [
        [list_values(case, name) for name in ("states", "date", "mode", "outcome", "conveyance.kind")] for case in cases
    ]
    assert found == [
        [["TH"], ["2009-12-12"], ["air"], ["seized"], ["aircraft"]],
        [["AE"], ["2009-08"], ["sea"], [], ["vessel"]],
        [["IN"], ["2009-08"], ["sea"], ["cleared"], ["vessel"]],
    ]


def test_bangkok_load_crew_tip_and_authority_are_proposed():
    case = read_article(BANGKOK.read_text("utf-8"), published="2010-01").cases[0]
    assert list_values(case, "cargo.quantity") == [{"value": 35.0, "unit": "t", "as_reported": "about 35 tons"}]
    assert list_values(case, "cargo.description") == ["arms", "rocket-propelled grenades", "surface-to-air rockets"]
    assert list_values(case, "party.count") == [5]
    assert list_values(case, "party.status") == ["detained"]
    assert list_values(case, "trigger") == ["foreign_tip"]
    assert list_values(case, "party.country") == ["US"]
    assert list_values(case, "basis.authority") == ["UNSCR 1874"]
    assert list_values(case, "regime") == ["DPRK"]
    assert list_values(case, "destination") == [{"name": "a destination in the Middle East"}]


def test_what_the_crew_believed_is_asked_not_proposed():
    case = read_article(BANGKOK.read_text("utf-8"), published="2010-01").cases[0]
    assert list_values(case, "cargo.declared_as") == []
    assert [question.value for question in list_questions(case, "declared_as")] == ["oil drilling equipment"]


def test_interception_without_more_asks_what_came_of_it():
    case = read_article(BANGKOK.read_text("utf-8"), published="2010-01").cases[1]
    assert [question.words.text for question in list_questions(case, "outcome")] == ["intercepted"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_words_of_every_proposal_stand_where_it_says(path):
    text = path.read_text("utf-8")
    for case in read_article(text, published="2013-05-05").cases:
        for asked in (*case.proposals, *case.questions):
            words = asked.words
            assert text[words.start : words.end] == words.text
            assert words.line == text.count("\n", 0, words.start) + 1
            assert words.text.strip() == words.text


def test_text_without_interdiction_gives_no_case():
    text = (BANGKOK.parent / "no-interdiction.txt").read_text("utf-8")
    assert read_article(text, published="2017-03-24").cases == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "States are called upon to seize arms aboard North Korean ships.",
        "The navy would board the ship if it came closer.",
        "India did not seize the ship.",
        "The resolution allows states to seize and search vessels.",
        "The committee wants Thailand to inspect the plane.",
        "Britain is refusing access to all ports for all ships from Russia.",
        "Pirates seized the tanker Sirius Star off Kenya.",
        "The captain was arrested in Panama.",
        "The Council called for the seizure of arms aboard North Korean ships.",
        "An Omani navy vessel caught fire off Salalah.",
        "The resolution prevented Iran from buying ships.",
        "Sanctions forced the Iranian shipping company to sell its tankers.",
    ],
)
def test_what_did_not_happen_or_is_no_interdiction_gives_no_case(sentence):
    assert read_article(sentence, published="2012-06-15").cases == ()


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("Thailand seized arms aboard a ship.", ["TH"]),
        ("The ship was boarded by Italian marines.", ["IT"]),
        ("HMS Montrose seized missiles from a dhow.", ["GB"]),
        ("U.S. Navy commandos boarded the tanker.", ["US"]),
        ("Authorities of the Republic of Korea impounded the ship.", ["KR"]),
        ("Turkey, which had been warned by the United States, searched the ship.", ["TR"]),
        ("South Korea said that it was holding a tanker.", ["KR"]),
        ("A North Korean ship was seized.", []),
    ],
)
def test_state_that_acts_is_told_from_others(sentence, states):
    assert list_values(read_one(sentence), "states") == states


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Thai customs seized arms aboard a ship.", "seized"),
        ("Thai customs impounded the ship.", "impounded"),
        ("India inspected the vessel but found no contraband.", "cleared"),
        ("India inspected the vessel. There was nothing suspicious.", "cleared"),
        ("The destroyer USS Mason stopped the ship, and the ship turned back.", "turned_back"),
        ("Iraq turned down a request by a plane to use its airspace.", "turned_back"),
        ("Spain stopped the ship and found 15 Scud missiles. The ship was allowed to sail on.", "released"),
    ],
)
def test_outcome_is_read_from_plain_words(sentence, outcome):
    assert list_values(read_one(sentence), "outcome") == [outcome]


@pytest.mark.parametrize(
    ("sentence", "name", "value"),
    [
        ("Thai customs boarded the M/V “WISE HONEST” (IMO 8905490).", "conveyance.imo_number", "8905490"),
        ("Thai customs boarded the M/V “WISE HONEST” (IMO 8905490).", "conveyance.name", "WISE HONEST"),
        ("Thai police searched the plane, registration 4L-AWA.", "conveyance.registration", "4L-AWA"),
        ("Thai police searched the plane (4L-AWA) at Bangkok.", "conveyance.registration", "4L-AWA"),
        ("Customs seized the container CSQU3054383 in India.", "conveyance.container_number", "CSQU3054383"),
        ("Thai customs boarded the tanker Light, MMSI 312345000.", "conveyance.mmsi", "312345000"),
        ("Thai customs boarded the Panama-flagged tanker Light.", "conveyance.flag", "PA"),
        ("Thai customs boarded a ship. She was the So San.", "conveyance.name", "So San"),
        ("The So San is a North Korean ship. Thai customs searched the ship.", "conveyance.name", "So San"),
        ("The So San has been lying off Phuket. Thai customs searched the ship.", "conveyance.name", "So San"),
        ("Thai customs boarded the Wise Honest on 3 May 2010.", "conveyance.name", "Wise Honest"),
        ("Thai customs seized the Wise Honest and its coal.", "conveyance.name", "Wise Honest"),
        ("Thai customs boarded the tanker Light, flying the flag of Antigua and Barbuda.", "conveyance.flag", "AG"),
        ("Thai customs boarded the 14,000-ton freighter Light.", "conveyance.tonnage", 14000.0),
        (
            "Thai customs boarded the freighter Light, owned by Light Shipping Ltd.",
            "conveyance.owner",
            "Light Shipping Ltd",
        ),
    ],
)
def test_ship_is_identified(sentence, name, value):
    [found] = list_values(read_one(sentence), name)
    assert (found["value"] if isinstance(found, dict) else found) == value


@pytest.mark.parametrize(
    ("sentence", "name", "value"),
    [
        ("They had been declared as glass wool.", "cargo.declared_as", "glass wool"),
        ("The manifest mentioned only sugar and 2,000 empty bags.", "cargo.declared_as", "sugar and 2,000 empty bags"),
        ("All 35 crew members were detained.", "party.count", 35),
        ("Its 21-man crew was arrested.", "party.count", 21),
        ("The crew of 25 was questioned and released.", "party.status", "questioned and released"),
        ("It came after a tip from the United States.", "trigger", "foreign_tip"),
        ("It was made at the request of the United Nations.", "trigger", "un_panel_request"),
        ("It was a routine inspection.", "trigger", "routine_check"),
        ("The tip came from the shipping company.", "trigger", "industry_report"),
        ("An X-ray scan showed the rifles.", "trigger", "scanner"),
        ("The ship had sailed from Nampo.", "origin", {"name": "Nampo", "country": "KP"}),
        ("It was bound for Latakia, Syria.", "destination", {"name": "Latakia", "country": "SY"}),
        ("It violates paragraph 8 of resolution 2371.", "basis.authority", "UNSCR 2371 ¶8"),
        ("It acted under EU Regulation 36/2012.", "basis.authority", "EU Regulation 36/2012"),
        ("It breaks the arms embargo on Libya.", "regime", "Libya"),
        ("It acted because the United Nations had asked for it.", "trigger", "un_panel_request"),
        ("It acted after the carrier reported a false paper.", "trigger", "industry_report"),
        ("The 14 mariners on board were detained.", "party.status", "detained"),
    ],
)
def test_what_else_the_text_says_is_proposed(sentence, name, value):
    assert list_values(read_one(SHIP + sentence), name)[:1] == [value]


def test_tip_without_a_source_is_a_question():
    case = read_one(SHIP + "It acted on a tip-off.")
    assert list_values(case, "trigger") == []
    assert list_questions(case, "trigger")


@pytest.mark.parametrize(
    ("sentence", "place", "zone"),
    [
        ("Customs seized arms at the port of Durban.", {"name": "Durban", "country": "ZA"}, "port"),
        (
            "Turkey searched the plane at Diyarbakir airport.",
            {"name": "Diyarbakir airport", "country": "TR"},
            "airport",
        ),
        (
            "The ship was boarded about 600 miles south of Yemen by Spain.",
            {"name": "about 600 miles south of Yemen"},
            None,
        ),
        ("India seized the ship in its territorial waters.", {"name": "territorial waters"}, "territorial_sea"),
        ("The tanker was boarded in international waters of the Arabian Sea.", {"name": "Arabian Sea"}, "high_seas"),
    ],
)
def test_place_of_the_act_is_proposed_with_its_zone(sentence, place, zone):
    case = read_one(sentence)
    assert list_values(case, "place") == [place]
    assert list_values(case, "zone") == ([zone] if zone else [])


def test_words_of_a_flag_leave_out_the_stop_that_ends_the_sentence():
    text = "Thai customs boarded the tanker Light, which sailed under the flag of the Bahamas."
    [flag] = [proposal for proposal in read_one(text).proposals if proposal.field == "flag"]
    assert flag.words.text == "Bahamas"


@pytest.mark.parametrize(
    "text",
    [
        "Thai customs seized 35 tons of surface-to-\nair rockets.",
        "Thai customs seized 35 tons of surface-to-air\nrockets.",
        "Thai customs seized 35 tons of sur\u00adface-to-air rockets.",
        "Thai\u00a0customs seized 35 tons\u2009of surface\u2010to\u2010air rockets.",
        "Thai customs seized \u202e35 tons of\u2066 surface-to-air rockets\u2069.",
        "\ufeffThai customs seized 35 tons of \x07surface-to-air rockets.",
        "Thai customs seized 35 tons of sur-\nface-to-air rockets.",
    ],
)
def test_line_breaks_and_unseen_characters_do_not_matter(text):
    assert list_values(read_one(text), "cargo.description") == ["surface-to-air rockets"]


def test_other_languages_are_passed_over():
    text = (
        "Les autorités thaïlandaises ont saisi 35 tonnes d'armes dans un avion le 12 décembre.\n\n"
        "Die thailändischen Behörden haben das Flugzeug mit der Ladung und der Besatzung beschlagnahmt.\n\n" + SHIP
    )
    case = read_one(text)
    assert list_values(case, "states") == ["PA"]
    assert {proposal.words.line for proposal in case.proposals} == {5}


def test_dateline_is_neither_place_nor_date():
    case = read_one("MANILA, March 3 (Agency) - Thai customs seized arms aboard a ship.")
    assert list_values(case, "date") == []
    assert list_values(case, "place") == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_read(text):
    for case in read_article(text, published="2012-06-15").cases:
        for asked in (*case.proposals, *case.questions):
            assert text[asked.words.start : asked.words.end] == asked.words.text


_WORDS = """
Thai customs seized arms 35 tons of on 3 May 2010 the ship So San was by North Korean from Nampo to Yemen , . “ ”
U.S. Navy boarded and found no weapons - resolution 1874 ( ) crew of 5 declared as sugar
"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=60))
def test_any_order_of_the_words_of_the_field_can_be_read(pieces):
    text = " ".join(pieces)
    for case in read_article(text, published="2012-06-15").cases:
        assert all(isinstance(proposal, Proposal) and proposal.words.text in text for proposal in case.proposals)


def test_ministry_that_speaks_of_our_inspectors_names_the_state():
    heading = "Written answer, Foreign Ministry, Ankara, 5 April 2011"
    text = f"{heading}\n\nOur inspectors searched an Iranian plane and seized arms."
    assert list_values(read_one(text), "states") == ["TR"]


def test_company_called_a_carrier_is_no_ship():
    text = "Omani customs seized 20 rifles from a plane of the Iranian carrier YasAir on 3 May 2010."
    assert list_values(read_one(text), "conveyance.kind") == ["aircraft"]


def test_ship_that_is_let_go_in_the_end_was_released_also_where_that_is_told_first():
    text = (
        "The supertanker Mu San was released yesterday, six weeks after its detention.\n\n"
        "The Panama-flagged ship was boarded and detained off Gibraltar on 4 July by the Gibraltar police."
    )
    assert list_values(read_one(text, published="2019-08-16"), "outcome") == ["released"]


def test_inspectors_who_went_through_a_hold_let_nothing_pass():
    text = (
        "Thailand is holding weapons from a cargo plane that landed at Bangkok on 12 December 2009. Inspectors who "
        "went through its hold came upon rockets and grenades."
    )
    assert list_values(read_one(text), "outcome") == ["seized"]
