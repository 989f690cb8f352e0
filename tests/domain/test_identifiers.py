"""Identifiers: agreement with python-stdnum, what the warnings say, and that no text breaks anything."""

from __future__ import annotations

import string
from itertools import pairwise

import pytest
import stdnum.imo
import stdnum.iso6346
import stdnum.lei
from hypothesis import given
from hypothesis import strategies as st

from interdict.domain import identifiers
from interdict.domain.countries import is_country
from interdict.domain.identifier_prefixes import (
    STATIONS,
    list_aircraft_addresses,
    list_aircraft_marks,
    list_also_under,
    list_mids,
)
from interdict.domain.identifiers import (
    CHECKS,
    FLAG_FIELDS,
    check_container_number,
    check_icao_24bit,
    check_identifier,
    check_imo_company_number,
    check_imo_number,
    check_lei,
    check_mmsi,
    check_registration,
)

FIELDS = sorted(CHECKS)
ALPHANUMERIC = string.ascii_uppercase + string.digits


def texts_of(alphabet, size):
    return st.text(alphabet, min_size=size, max_size=size)


@given(texts_of(string.digits, 7))
def test_ship_numbers_agree_with_stdnum(number):
    if number.strip("0"):
        assert (check_imo_number(number) == []) == stdnum.imo.is_valid(number)


@given(texts_of(string.ascii_uppercase, 3), st.sampled_from("UJZ"), texts_of(string.digits, 7))
def test_container_numbers_agree_with_stdnum(owner, category, digits):
    number = owner + category + digits
    assert (check_container_number(number) == []) == stdnum.iso6346.is_valid(number)


@given(texts_of(ALPHANUMERIC, 18), texts_of(string.digits, 2))
def test_leis_agree_with_stdnum(entity, digits):
    lei = f"0{entity[1:]}{digits}"
    assert (check_lei(lei) == []) == stdnum.lei.is_valid(lei)


@given(texts_of(ALPHANUMERIC, 18))
def test_expected_check_digits_of_an_lei_are_right(entity):
    lei = f"0{entity[1:]}00"
    for warning in check_lei(lei):
        assert stdnum.lei.is_valid(lei[:18] + warning[-2:])


@given(texts_of(string.digits, 6), st.sampled_from([check_imo_number, check_imo_company_number]))
def test_exactly_one_check_digit_fits(number, check):
    if number.strip("0"):
        assert sum(check(f"{number}{digit}") == [] for digit in range(10)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("imo_number", "IMO 8518780"),
        ("imo_number", "9074729"),
        ("imo_number", "imo no. 9 074 729"),
        ("imo_company_number", "2041999"),
        ("container_number", "CSQU3054383"),
        ("container_number", "csqu 305438-3"),
        ("lei", "213800KUD8LAJWSQ9D15"),
        ("mmsi", "445123000"),
        ("icao_24bit", "4b8421"),
        ("registration", "4L-AWA"),
        ("registration", "15-2233"),
        ("registration", "34 ABC 123"),
        ("call_sign", "H3RB"),
        ("call_sign", "5 y b n"),
    ],
)
def test_good_values_have_no_warnings(field, value):
    assert check_identifier(field, value) == []


@pytest.mark.parametrize(
    ("field", "value", "flag", "warning"),
    [
        ("imo_number", "IMO 851780", None, "IMO 851780 has six digits; a ship number has seven"),
        ("imo_number", "9524474", None, "IMO 9524474: check digit is 4, expected 5"),
        (
            "imo_number",
            "2041999",
            None,
            "IMO 2041999: check digit is 9, expected 3; as an IMO company number it would be right",
        ),
        ("imo_number", "0000000", None, "IMO 0000000 is a placeholder; it was given to nobody"),
        (
            "imo_number",
            "not visible",
            None,
            "'not visible' is not an IMO number; a ship number has seven digits",
        ),
        (
            "imo_company_number",
            "2041990",
            None,
            "IMO company number 2041990: check digit is 0, expected 9",
        ),
        ("mmsi", "47712345", None, "MMSI 47712345 has eight digits; an MMSI has nine"),
        ("mmsi", "477123456", "BS", "MMSI 477123456 is of Hong Kong but the flag is Bahamas"),
        ("mmsi", "002191000", None, "MMSI 002191000 is the number of a coast station, not of a ship"),
        (
            "mmsi",
            "970123456",
            None,
            "MMSI 970123456 is the number of a search and rescue transmitter, not of a ship",
        ),
        ("mmsi", "123456789", None, "MMSI 123456789 begins with 123; no kind of station does"),
        ("mmsi", "299000000", None, "MMSI 299000000: 299 is not in the ITU's list of country digits"),
        (
            "registration",
            "4l-awa",
            "KP",
            "registration 4L-AWA is of Georgia but the flag is North Korea",
        ),
        ("registration", "N123AB", "IR", "registration N123AB is of United States but the flag is Iran"),
        (
            "registration",
            "РА-76842",
            "RU",
            "registration 'РА-76842' has Р А, outside A to Z and 0 to 9; some letters only look Latin",
        ),
        ("icao_24bit", "738041", "IR", "ICAO address 738041 is of Israel but the flag is Iran"),
        ("icao_24bit", "FFFFFF", None, "ICAO address FFFFFF is never given to an aircraft"),
        (
            "icao_24bit",
            "73804",
            None,
            "'73804' is not an ICAO 24-bit address; it has six hexadecimal digits",
        ),
        (
            "container_number",
            "CSQU3054384",
            None,
            "container number CSQU3054384: check digit is 4, expected 3",
        ),
        (
            "container_number",
            "CSQU305438",
            None,
            "container number CSQU305438 has no check digit; it would be 3",
        ),
        (
            "container_number",
            "two boxes",
            None,
            "'two boxes' is not a container number; it has four letters and seven digits",
        ),
        ("lei", "5493", None, "LEI 5493 has four characters; an LEI has 20"),
        (
            "call_sign",
            "HP?12",
            None,
            "call sign 'HP?12' has characters other than the letters A to Z and digits",
        ),
    ],
)
def test_warnings_say_what_is_wrong(field, value, flag, warning):
    assert check_identifier(field, value, flag=flag) == [warning]


def test_container_with_a_strange_category_is_explained():
    (warning,) = check_container_number("CSQA3054383")
    assert "U marks a container" in warning


@pytest.mark.parametrize(
    ("field", "value", "flag"),
    [
        ("mmsi", "235000111", "IM"),  # the Isle of Man has no digits of its own
        ("mmsi", "273111111", "SU"),
        ("mmsi", "660000111", "FR"),
        ("mmsi", "306000111", "CW"),
        ("mmsi", "477123456", "ZZ"),
        ("mmsi", "477123456", "XZ"),
        ("mmsi", "477123456", "no such flag"),
        ("registration", "YU-ANE", "YU"),
        ("registration", "B-16701", "TW"),
        ("registration", "HB-IHX", "LI"),
        ("registration", "VP-BQX", "BM"),
        ("registration", "F-OHJY", "RE"),
        ("registration", "XV104", "GB"),  # a military serial number, not Vietnam's mark
        ("icao_24bit", "780041", "HK"),
        ("icao_24bit", "400041", "BM"),
    ],
)
def test_prefix_of_the_flags_own_state_is_no_contradiction(field, value, flag):
    assert check_identifier(field, value, flag=flag) == []


@pytest.mark.parametrize(
    ("check", "value", "flag"),
    [
        (check_mmsi, "477123456", "CN"),
        (check_registration, "B-HXX", "CN"),
        (check_registration, "VP-BQX", "RU"),
        (check_icao_24bit, "720001", "KR"),
    ],
)
def test_prefix_of_another_register_is_a_contradiction(check, value, flag):
    assert len(check(value, flag=flag)) == 1


def normalise_identifier(field: str, text: str) -> str:
    name = "imo_number" if field == "imo_company_number" else field
    return str(getattr(identifiers, f"normalise_{name}")(text))


@pytest.mark.parametrize(
    ("field", "text", "canonical"),
    [
        ("imo_number", " IMO: 8518780 ", "8518780"),
        ("imo_number", "IMO number not visible", "IMO number not visible"),
        ("mmsi", "MMSI 477 123 456", "477123456"),
        ("icao_24bit", "0x4b8421", "4B8421"),
        ("registration", "4l – awa", "4L-AWA"),
        ("registration", "Iranian plates", "Iranian plates"),
        ("container_number", "csqu 305438 3", "CSQU3054383"),
        ("container_number", "two containers", "two containers"),
        ("lei", "2138 00KU D8LA JWSQ 9D15", "213800KUD8LAJWSQ9D15"),
        ("call_sign", "h3-rb", "H3RB"),
    ],
)
def test_canonical_spelling(field, text, canonical):
    assert normalise_identifier(field, text) == canonical


def test_fields_that_name_a_country_are_checked():
    assert set(CHECKS) > FLAG_FIELDS


def test_other_fields_and_empty_values_have_no_warnings():
    assert check_identifier("name", "Kang Nam 1") == []
    assert all(check_identifier(field, "") == [] for field in FIELDS)


@given(st.sampled_from(FIELDS), st.text(), st.none() | st.text(max_size=3))
def test_no_text_breaks_anything(field, text, flag):
    assert all(warning for warning in check_identifier(field, text, flag=flag))
    canonical = normalise_identifier(field, text)
    assert normalise_identifier(field, canonical) == canonical


@given(st.sampled_from(FIELDS), st.text(ALPHANUMERIC + "-. ", max_size=24), st.sampled_from(["KP", "SU", None]))
def test_no_likely_text_breaks_anything(field, text, flag):
    check_identifier(field, text, flag=flag)
    canonical = normalise_identifier(field, text)
    assert normalise_identifier(field, canonical) == canonical


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("char", ["1", "A", " ", "-", "٣", "\x00", "²"])
def test_very_long_texts_get_a_short_warning(field, char):
    assert all(len(warning) < 200 for warning in check_identifier(field, char * 100_000))


def test_prefixes_name_known_countries():
    for table in (list_mids(), list_aircraft_marks(), list_also_under()):
        for countries in table.values():
            assert all(map(is_country, countries))
    assert all(map(is_country, list_also_under()))


def test_mids_are_three_digits_of_ship_stations():
    assert all(len(mid) == 3 and mid[0] in STATIONS and "2" <= mid[0] <= "7" for mid in list_mids())


def test_address_blocks_follow_each_other():
    blocks = list_aircraft_addresses()
    for (first, last, countries), (following, _, _) in pairwise(blocks):
        assert first <= last < following
        assert all(map(is_country, countries))


@pytest.mark.parametrize(
    ("mid", "country"),
    [("445", "KP"), ("422", "IR"), ("511", "PW"), ("514", "KH"), ("613", "CM"), ("620", "KM"), ("671", "TG")],
)
def test_flags_often_met_in_interdictions_have_their_mid(mid, country):
    assert list_mids()[mid] == (country,)
