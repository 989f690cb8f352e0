"""What was found, and how much of it, as an article tells it."""

from __future__ import annotations

import pytest

from tests.articles.asking import list_values, read_one


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
        "The boxes hold pistols.",
        "The boxes proved to hold pistols.",
        "The goods were identified as pistols.",
        "In the hold the officers saw pistols.",
        "The haul: 40 pistols and a mortar.",
        "Forty pistols came to light.",
        "Beneath the sacks, 40 pistols were stacked.",
    ],
)
def test_goods_that_were_there_are_proposed_however_that_is_said(sentence):
    case = read_one(f"Thai customs searched the ship. {sentence}")
    assert "pistols" in list_values(case, "cargo.description")


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
    ("words", "description", "quantity"),
    [
        ("between 30 and 40 tons of arms", "arms", {"low": 30, "high": 40, "unit": "t"}),
        ("30-40 tons of arms", "arms", {"low": 30, "high": 40, "unit": "t"}),
        ("1,000 to 1,200 tonnes of coal", "coal", {"low": 1000, "high": 1200, "unit": "t"}),
        ("half a tonne of TNT", "TNT", {"value": 0.5, "unit": "t"}),
        ("one ton of TNT", "TNT", {"value": 1, "unit": "t"}),
        ("two and a half tonnes of TNT", "TNT", {"value": 2.5, "unit": "t"}),
        ("35t of weapons", "weapons", {"value": 35, "unit": "t"}),
        ("a 35-ton cargo of weapons", "weapons", {"value": 35, "unit": "t"}),
        ("35 tons (31.7 metric tons) of weapons", "weapons", {"value": 35, "unit": "t"}),
        ("weapons weighing 35 tons", "weapons", {"value": 35, "unit": "t"}),
        ("weapons, about 35 tons in all", "weapons", {"value": 35, "unit": "t"}),
        ("coal - 25,000 tonnes of it", "coal", {"value": 25000, "unit": "t"}),
        ("5,000 cubic metres of diesel", "diesel", {"value": 5000, "unit": "m3"}),
        ("12 drums of sulphur", "sulphur", {"value": 12, "unit": "drums"}),
        ("100 bottles of cognac", "cognac", {"value": 100, "unit": "bottles"}),
        ("1,400 rifles and pistols", "rifles and pistols", {"value": 1400, "unit": "pieces"}),
        ("20 tonnes of steel plates", "steel plates", {"value": 20, "unit": "t"}),
        ("300-odd rifles", "rifles", {"value": 300, "unit": "rifles"}),
        ("300 or so rifles", "rifles", {"value": 300, "unit": "rifles"}),
        ("300-plus rifles", "rifles", {"low": 300, "unit": "rifles"}),
        ("rifles, 300 in all", "rifles", {"value": 300, "unit": "rifles"}),
        ("rifles, about 300 in number", "rifles", {"value": 300, "unit": "rifles"}),
        ("122 mm rockets - forty of them", "122 mm rockets", {"value": 40, "unit": "rockets"}),
        ("rifles (300 pieces)", "rifles", {"value": 300, "unit": "rifles"}),
        ("rifles numbering more than 300", "rifles", {"low": 300, "unit": "rifles"}),
        ("1.5m barrels of crude oil", "crude oil", {"value": 1500000, "unit": "bbl"}),
        ("15,000 L of diesel", "diesel", {"value": 15000, "unit": "l"}),
        ("a cargo of coal of 900 tonnes", "coal", {"value": 900, "unit": "t"}),
        ("80 tonnes worth of ammunition", "ammunition", {"value": 80, "unit": "t"}),
        ("two containers holding 80 tonnes of ammunition", "ammunition", {"value": 80, "unit": "t"}),
        ("29 shipping containers of ammunition", "ammunition", {"value": 29, "unit": "containers"}),
        ("weapons weighing an estimated 35 tons", "weapons", {"value": 35, "unit": "t", "basis": "estimated"}),
        ("weapons, estimated at 35 tons", "weapons", {"value": 35, "unit": "t"}),
    ],
)
def test_quantities_are_read_as_they_are_written(words, description, quantity):
    case = read_one(f"Thai customs searched the ship and found {words}.")
    assert list_values(case, "cargo.description") == [description]
    [found] = list_values(case, "cargo.quantity")
    assert {part: value for part, value in found.items() if part != "as_reported"} == quantity


@pytest.mark.parametrize(
    "words",
    [
        "240 drums, each holding 50 kilograms of TNT",
        "a quarter of a tonne of TNT",
        "missiles of two tons",
        "weapons and ammunition totalling 35 tons",
    ],
)
def test_figure_that_is_not_that_of_all_the_goods_is_no_quantity_of_them(words):
    case = read_one(f"Thai customs searched the ship and found {words}.")
    assert list_values(case, "cargo.description")
    assert list_values(case, "cargo.quantity") == []


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("Oman seized rifles, night goggles and GPS antennas on a dhow.", ["rifles", "night goggles", "GPS antennas"]),
        ("Oman searched a dhow. In its hold were two missiles, and about 50 metal pipes.", ["missiles", "metal pipes"]),
        ("Oman searched a dhow. In them, it turns out, were parts for old tanks.", ["parts for old tanks"]),
        ("Oman seized 15 bars of an aluminium alloy aboard a dhow.", ["bars"]),
        ("Oman seized 15 aircraft engines aboard a dhow.", ["aircraft engines"]),
        ("Oman boarded a tanker. The ship, with 45,000 tons of fuel oil, had no flag.", ["fuel oil"]),
        ("Oman withheld 45 boxes of military radio equipment on a dhow it searched.", ["military radio equipment"]),
        ("Oman seized 2,500 rounds and 60 rifles aboard a dhow. Officials spoke of 2,500 cartridges aboard.",
         ["rounds", "rifles"]),
    ],
)  # fmt: skip
def test_goods_are_read_from_lists_and_holds(told, names):
    assert list_values(read_one(told), "cargo.description") == names


@pytest.mark.parametrize(
    "told",
    [
        "Oman seized a tanker that can carry 5,100 tonnes of oil.",
        "Oman seized a ship. According to the papers it held oil drilling machines.",
        "Oman seized a tanker with water in its tanks.",
    ],
)
def test_what_a_ship_could_carry_or_only_its_papers_say_is_no_cargo(told):
    assert list_values(read_one(told), "cargo.description") == []


def test_figure_for_goods_named_in_full_before_is_theirs():
    case = read_one("Oman seized graphite cylinders aboard a dhow. The 445 cylinders were in crates.")
    assert list_values(case, "cargo.description") == ["graphite cylinders"]
    assert [quantity["value"] for quantity in list_values(case, "cargo.quantity")] == [445]


def test_containers_filled_with_goods_measure_them():
    case = read_one("Oman seized two containers filled with rifles aboard a freighter.")
    assert [quantity["unit"] for quantity in list_values(case, "cargo.quantity")] == ["containers"]
