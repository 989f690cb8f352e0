"""Countries: every code, the names people write, and what is said about the others."""

from __future__ import annotations

from contextlib import suppress

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.countries import format_country, is_country, list_countries, parse_country
from interdict.domain.country_names import ALIASES, COUNTRY_NAMES, FORMER_COUNTRIES, NO_COUNTRY

ISO = list(pycountry.countries)
CODES = [code for code, _ in list_countries()]


def test_every_iso_country_is_known_by_both_codes():
    for country in ISO:
        assert is_country(country.alpha_2)
        assert parse_country(country.alpha_2) == country.alpha_2
        assert parse_country(country.alpha_2.lower()) == country.alpha_2
        assert parse_country(country.alpha_3) == country.alpha_2


def test_only_kosovo_is_added_to_the_iso_list():
    assert set(COUNTRY_NAMES) - {country.alpha_2 for country in ISO} == {"XK"}


@pytest.mark.parametrize("kind", ["name", "common_name", "official_name"])
def test_every_iso_name_is_read(kind):
    names = {getattr(country, kind): country.alpha_2 for country in ISO if getattr(country, kind, None)}
    names.pop("Congo", None)  # ISO's name for one of two countries
    assert {name: parse_country(name) for name in names} == names


@pytest.mark.parametrize("code", CODES)
def test_written_name_is_read_back(code):
    assert parse_country(format_country(code)) == code


def test_names_are_short_and_distinct():
    names = [name for _, name in list_countries()]
    assert len(set(names)) == len(names)
    assert not [name for name in names if "," in name or "(" in name]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DPRK", "KP"),
        ("D.P.R.K.", "KP"),
        ("north korea", "KP"),
        ("Democratic People’s Republic of Korea", "KP"),
        ("ROK", "KR"),
        ("South  Korea", "KR"),
        ("Republic of Korea", "KR"),
        ("UAE", "AE"),
        ("Burma", "MM"),
        ("Ivory Coast", "CI"),
        ("COTE D'IVOIRE", "CI"),
        ("Cape Verde", "CV"),
        ("Iran", "IR"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Syria", "SY"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("UK", "GB"),
        ("Great Britain", "GB"),
        ("USA", "US"),
        ("u.s.", "US"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
        ("Republic of Congo", "CG"),
        ("DRC", "CD"),
        ("DR Congo", "CD"),
        ("Zaire", "CD"),
        ("Swaziland", "SZ"),
        ("Macedonia", "MK"),
        ("Palestine", "PS"),
        ("Taiwan", "TW"),
        ("Kosovo", "XK"),
        ("The Gambia", "GM"),
        ("St. Kitts & Nevis", "KN"),
        ("Hong Kong SAR", "HK"),
        ("Soviet Union", "SU"),
        ("USSR", "SU"),
        ("Federal Republic of Yugoslavia", "YU"),
        ("Serbia and Montenegro", "YU"),
        ("Czechoslovakia", "CS"),
        ("GDR", "DD"),
        ("Rhodesia", "RH"),
        ("RH", "RH"),
        ("international waters", "XZ"),
        ("high seas", "XZ"),
        ("unknown", "ZZ"),
    ],
)
def test_common_names_are_read(text, code):
    assert parse_country(text) == code


@pytest.mark.parametrize(("former", "code"), [("BU", "MM"), ("ZR", "CD"), ("TP", "TL"), ("ZAR", "CD")])
def test_code_of_a_renamed_state_is_read_as_todays(former, code):
    assert parse_country(former) == code
    assert not is_country(former)


@pytest.mark.parametrize("text", ["Korea", "Congo", "Virgin Islands", "People's Republic of the Congo"])
def test_name_of_two_countries_is_refused_with_both(text):
    with pytest.raises(ValueError, match=r"may be .* \([A-Z]{2}\) or .* \([A-Z]{2}\); write which"):
        parse_country(text)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("Nroth Korea", "North Korea (KP)"), ("Irann", "Iran (IR)"), ("Panamma", "Panama (PA)")],
)
def test_misspelt_name_gets_the_nearest(text, suggestion):
    with pytest.raises(ValueError, match="did you mean") as caught:
        parse_country(text)
    assert suggestion in str(caught.value)


@pytest.mark.parametrize("text", ["", "  ", "?", "🚢", "the", "XX", "stateless", "x" * 100_000])
def test_other_text_is_refused_with_a_remedy(text):
    with pytest.raises(ValueError, match="write a name"):
        parse_country(text)


def test_unknown_code_is_written_unchanged():
    assert format_country("QQ") == "QQ"


def test_codes_are_in_capitals_only():
    assert not is_country("kp")


def test_aliases_belong_to_known_codes_and_to_one_country_each():
    known = {**COUNTRY_NAMES, **FORMER_COUNTRIES, **NO_COUNTRY}
    assert set(ALIASES) <= set(known)
    for code, names in ALIASES.items():
        assert {parse_country(name) for name in names} == {code}


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with suppress(ValueError):
        assert is_country(parse_country(text))


@given(st.sampled_from(CODES), st.sampled_from([str.upper, str.lower, str.title]), st.sampled_from(" .-'"))
def test_case_and_punctuation_do_not_count(code, case, mark):
    assert parse_country(f"{mark}{case(format_country(code))}{mark} ") == code
