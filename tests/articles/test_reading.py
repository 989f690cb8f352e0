"""What the reader of articles proposes, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.articles.proposals import Proposal, ProposedCase, Question
from interdict.articles.reading import read_article

TEXTS = sorted(Path(__file__).parent.glob("*/*.txt"))
BANGKOK = Path(__file__).parent / "development" / "bangkok.txt"
SHIP = "Customs officers of Panama seized 12 tons of arms aboard the freighter So San on 3 May 2010. "


def read_one(text: str, published: str | None = "2012-06-15") -> ProposedCase:
    [case] = read_article(text, published=published).cases
    return case


def list_values(case: ProposedCase, name: str) -> list[object]:
    """Return the values proposed for a field, `table.field` or that of the case itself."""
    table, _, field = name.rpartition(".")
    return [p.value for p in case.proposals if p.field == field and p.table == (table or "interdiction")]


def list_questions(case: ProposedCase, field: str) -> list[Question]:
    return [question for question in case.questions if question.field == field]


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
    ],
)
def test_what_did_not_happen_or_is_no_interdiction_gives_no_case(sentence):
    assert read_article(sentence, published="2012-06-15").cases == ()


@pytest.mark.parametrize(
    ("words", "published", "date"),
    [
        ("on Dec. 12", "2010-01", "2009-12-12"),
        ("last August", "2010-01", "2009-08"),
        ("on 3 May 2010", None, "2010-05-03"),
        ("on the tenth of April 1966", None, "1966-04-10"),
        ("on May 6-7", "2021-05-09", "2021-05-06/2021-05-07"),
        ("between 3 and 4 November 2009", None, "2009-11-03/2009-11-04"),
        ("yesterday", "2015-09-02", "2015-09-01"),
        ("on Tuesday", "2015-09-02", "2015-09-01"),
        ("last Friday", "2009-10-12", "2009-10-09"),
        ("in October 2018", None, "2018-10"),
        ("in March of last year", "2021-07-30", "2020-03"),
        ("in early March 2011", None, "2011-03-01~/2011-03-10~"),
        ("two weeks ago", "2009-08-29", "2009-08-10~/2009-08-16~"),
    ],
)
def test_date_of_an_act_is_read_against_the_day_of_publication(words, published, date):
    case = read_one(f"Thai customs seized arms aboard a ship {words}.", published)
    assert list_values(case, "date") == [date]


def test_relative_date_without_day_of_publication_is_a_question():
    case = read_one("Thai customs seized arms aboard a ship on Tuesday.", None)
    assert list_values(case, "date") == []
    assert "--published" in list_questions(case, "date")[0].question


def test_day_of_publication_is_taken_from_the_text_where_none_is_given():
    read = read_article("PANAMA CITY, July 31, 2013 - Panama seized arms aboard a ship on July 10.")
    assert read.published == "2013-07-31"
    assert list_values(read.cases[0], "date") == ["2013-07-10"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Officials said on Tuesday that Thai customs had seized arms aboard a ship.",
        "Thai customs seized arms aboard a ship that had left Nampo on 3 May 2012.",
        "Thai customs seized arms aboard a ship after the Council adopted the resolution on 3 May 2012.",
    ],
)
def test_date_of_something_else_is_at_most_a_question(sentence):
    case = read_one(sentence)
    assert list_values(case, "date") == []
    assert list_questions(case, "date")


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
    ("words", "description", "quantity"),
    [
        ("about 35 tons of arms", "arms", (35, None, "t")),
        ("more than 30,000 rocket-propelled grenades", "rocket-propelled grenades", (None, 30000, "grenades")),
        ("half a million rounds of ammunition", "ammunition", (500000, None, "rounds")),
        ("seven containers of 7.62 mm ammunition", "7.62 mm ammunition", (7, None, "containers")),
        ("2.1 million barrels of crude oil", "crude oil", (2100000, None, "bbl")),
        ("1,288 120-mm mortar shells", "120-mm mortar shells", (1288, None, "shells")),
        ("34 AK 47 rifles", "AK 47 rifles", (34, None, "rifles")),
        ("50 widgets", "widgets", (50, None, "pieces")),
        ("spare parts for T-54 and T-55 tanks", "spare parts for T-54 and T-55 tanks", None),
        ("several hundred rifles", "rifles", None),
    ],
)
def test_goods_are_found_with_their_quantity(words, description, quantity):
    case = read_one(f"Thai customs searched the ship and found {words}.")
    assert list_values(case, "cargo.description") == [description]
    found = list_values(case, "cargo.quantity")
    assert [(item.get("value"), item.get("low"), item.get("unit")) for item in found] == (
        [quantity] if quantity else []
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "They found no weapons.",
        "Resolution 1874 bans exports of arms.",
        "The arms embargo was adopted in 2009.",
        "The manifest mentioned oil drilling equipment.",
        "It hid under sacks of rice.",
        "The ship had been suspected of carrying missiles.",
    ],
)
def test_goods_that_were_not_there_are_not_proposed(sentence):
    case = read_one(f"Thai customs searched the ship. {sentence}")
    assert list_values(case, "cargo.description") == []


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


def test_words_of_a_flag_leave_out_the_stop_that_ends_the_sentence():
    text = "Thai customs boarded the tanker Light, which sailed under the flag of the Bahamas."
    [flag] = [proposal for proposal in read_one(text).proposals if proposal.field == "flag"]
    assert flag.words.text == "Bahamas"


def test_later_seizure_of_the_same_ship_stays_with_its_case():
    text = SHIP + "The So San was impounded again on 7 June 2011."
    assert len(read_article(text).cases) == 1


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
