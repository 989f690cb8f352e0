"""Quantities and money: what is read, what is refused, and that what is written is read back."""

from __future__ import annotations

import re
from contextlib import suppress

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.domain.amounts import Money, Quantity, format_money, format_number, format_quantity
from interdict.domain.quantities import parse_currency, parse_money, parse_quantity
from interdict.domain.quantity_words import (
    CURRENCIES,
    FORMER_CURRENCIES,
    PHRASES_AFTER,
    PHRASES_BEFORE,
    UNITS,
)
from interdict.domain.records import Record
from interdict.domain.units import find_meant_unit
from interdict.domain.warnings import find_warnings

UNIT_TEXTS = sorted(set(UNITS.values()) | {"wooden crates", "122 mm rockets", "ak-47 rifles", "quintals", "%"})


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("35 t", 35, "t"),
        ("35t", 35, "t"),
        ("about 35 tons", 35, "t"),
        ("~35 tonnes", 35, "t"),
        ("a total of 35 metric tons", 35, "t"),
        ("35 tons of arms", 35, "t"),
        ("2,300 t limonite", 2300, "t"),
        ("some 2,300 t", 2300, "t"),
        ("2.3 kt", 2.3, "kt"),
        ("30,000", 30_000, None),
        ("30 000", 30_000, None),
        ("30\N{NO-BREAK SPACE}000 rounds", 30_000, "rounds"),
        ("1'500 kg", 1500, "kg"),
        ("1,00,000 bags", 100_000, "bags"),
        ("1,5 t", 1.5, "t"),
        ("1,500", 1500, None),
        ("1.234,56 t", 1234.56, "t"),
        ("1,234.56 t", 1234.56, "t"),
        ("0.125 kg", 0.125, "kg"),
        ("12.3450 t", 12.345, "t"),
        ("half a ton", 0.5, "t"),
        ("1½ tons", 1.5, "t"),
        ("about 1 ½ tons", 1.5, "t"),
        ("two and a half tons", 2.5, "t"),
        ("2 million barrels", 2_000_000, "bbl"),
        ("2.1 million barrels of oil", 2_100_000, "bbl"),
        ("60 barrels of explosives", 60, "barrels of explosives"),
        ("30k rifles", 30_000, "rifles"),
        ("one", 1, None),
        ("a container", 1, "containers"),
        ("two dozen crates", 24, "crates"),
        ("half a dozen missiles", 6, "missiles"),
        ("twenty-five t", 25, "t"),
        ("one hundred and twenty boxes", 120, "boxes"),
        ("five hundred thousand rounds", 500_000, "rounds"),
        ("7 units", 7, "pieces"),
        ("3 teu", 3, "TEU"),
        ("6,830 dwt", 6830, "DWT"),
        ("200 gross tons", 200, "GT"),
        ("10 long tons", 10, "long_ton"),
        ("4 m³", 4, "m3"),
        ("203000 quintals", 203_000, "quintals"),
        ("79 wooden crates", 79, "wooden crates"),
        ("30 AK-47 rifles", 30, "ak-47 rifles"),
        ("2 T-72 tanks", 2, "t-72 tanks"),
        ("100 Type 56 rifles", 100, "type 56 rifles"),
        ("5 122 mm rockets", 5, "122 mm rockets"),
        ("5 300-kg bombs", 5, "300-kg bombs"),
        ("60 rounds of 7.62 and 12.7 mm ammunition", 60, "rounds"),
        ("0 t", 0, "t"),
        ("١٢ t", 12, "t"),
    ],
)
def test_one_figure_is_read(text, value, unit):
    assert parse_quantity(text) == Quantity(value=value, unit=unit, as_reported=text)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("100-200 rifles", 100, 200, "rifles"),
        ("100–200 rifles", 100, 200, "rifles"),
        ("between 100 and 200 boxes", 100, 200, "boxes"),
        ("30 to 45 tons", 30, 45, "t"),
        ("30 t to 45 t", 30, 45, "t"),
        ("two or three containers", 2, 3, "containers"),
        ("2-3 million barrels", 2_000_000, 3_000_000, "bbl"),
        ("200 to 2 thousand boxes", 200, 2000, "boxes"),
        ("10 000-20 000 rounds", 10_000, 20_000, "rounds"),
        ("at least 30 tons", 30, None, "t"),
        ("more than 400", 400, None, None),
        (">30 t", 30, None, "t"),
        ("35+ tons", 35, None, "t"),
        ("35 tons or more", 35, None, "t"),
        ("up to 45 tons", None, 45, "t"),
        ("no more than about 45 tons", None, 45, "t"),
    ],
)
def test_bounds_are_read_without_a_value(text, low, high, unit):
    assert parse_quantity(text) == Quantity(low=low, high=high, unit=unit, as_reported=text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("several hundred rifles", "rifles"),
        ("hundreds of rifles", "rifles"),
        ("a large quantity of weapons", "weapons"),
        ("a few containers", "containers"),
        ("unknown", None),
        ("an arms cache", None),
    ],
)
def test_no_number_is_made_up(text, unit):
    assert parse_quantity(text) == Quantity(unit=unit, as_reported=text)


@pytest.mark.parametrize(
    ("text", "basis", "scope"),
    [
        ("an estimated 35 tons", "estimated", None),
        ("35 tons (estimated)", "estimated", None),
        ("declared 35 t", "declared", None),
        ("35 t, weighed", "weighed", None),
        ("30 rifles counted", "counted", None),
        ("reportedly 35 t", "reported", None),
        ("calculated: 35 t", "computed", None),
        ("35 t gross", None, "gross"),
        ("about 35 t", None, None),
    ],
)
def test_basis_and_scope_are_read_only_from_words_that_say_them(text, basis, scope):
    quantity = parse_quantity(text)
    assert (quantity.basis, quantity.scope) == (basis, scope)


def test_text_is_kept_exactly():
    assert parse_quantity("  About\t35 TONS. ").as_reported == "  About\t35 TONS. "


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no figure is given"),
        (" ", "no figure is given"),
        ("16,5000 tonnes", "'16,5000' is not a number"),
        ("1.500 t", "may be 1,500 or a decimal; write 1500 or 1.5000"),
        ("1.2.3 t", "is not a number"),
        ("-5 t", "is negative"),
        ("−5 t", "is negative"),
        ("9" * 200, "too many digits"),
        ("9" * 400, "characters"),
        ("1e400", "not a known unit"),
        ("1e5 t", "not a known unit"),
        ("1000000000000000 t", "too large"),
        ("0.00001 t", "too small a number; use a smaller unit"),
        ("200-100 t", "write the smaller first"),
        ("500 kg to 2 t", "two units"),
        ("between 30 t", "no second figure"),
        ("at least 30-45 t", "bounds the figure twice"),
        ("35 tons and 12 crates", "second quantity"),
        ("35 tons of arms and 12 crates", "second quantity"),
        ("35 tons (12 crates)", "second quantity"),
        ("3 tons 500 kg", "two figures; write one, as in 3.5 t"),
        ("3t 500kg", "two figures"),
        ("5 crates 200 rifles", "two figures"),
        ("several crates 12 rifles", "write the number first"),
        ("122 mm rockets", "gives the size of each; write how many"),
        ("300 kg bombs", "or 'kg of bombs' for the whole"),
        ("abot 35 tons", "write the number first"),
        ("35 ± 5 t", "is not a unit"),
        ("estimated 35 t, weighed", "one basis"),
    ],
)
def test_doubtful_text_is_refused_with_a_reason(text, reason):
    with pytest.raises(ValueError, match=re.escape(reason)):
        parse_quantity(text)


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(value=35.0, unit="t"), "35 t"),
        (Quantity(value=30000, unit="rifles"), "30,000 rifles"),
        (Quantity(value=1, unit="containers"), "1 container"),
        (Quantity(value=12.345, unit="t"), "12.3450 t"),
        (Quantity(value=10, unit="long_ton"), "10 long tons"),
        (Quantity(low=100, high=200, unit="rifles"), "100–200 rifles"),
        (Quantity(low=30, unit="t"), "at least 30 t"),
        (Quantity(high=45, unit="t"), "up to 45 t"),
        (Quantity(value=35, low=30, high=45, unit="t"), "35 t (30–45)"),
        (Quantity(value=35, low=30, unit="t"), "35 t (at least 30)"),
        (Quantity(value=35), "35"),
        (Quantity(unit="rifles", as_reported="several hundred rifles"), "several hundred rifles"),
        (Quantity(unit="rifles"), "rifles"),
        (Quantity(), ""),
    ],
)
def test_quantity_is_written_for_people(quantity, text):
    assert format_quantity(quantity) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(3.0, "3"), (0.5, "0.5"), (2300000.0, "2300000"), (0.0001, "0.0001"), (7, "7"), (1e15, "1" + "0" * 15)],
)
def test_number_is_written_without_an_exponent(number, text):
    assert format_number(number) == text


@st.composite
def quantities(draw):
    numbers = st.integers(0, 10**14) | st.decimals("0.0001", 10**9, places=4).map(float)
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    kept = draw(st.sampled_from([(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (1, 1, 0), (0, 1, 1)]))
    low, value, high = (number if keep else None for number, keep in zip((low, value, high), kept, strict=True))
    return Quantity(value, draw(st.none() | st.sampled_from(UNIT_TEXTS)), low, high)


@given(quantities())
def test_written_quantity_is_read_back(quantity):
    assert parse_quantity(format_quantity(quantity))[:4] == quantity[:4]


LIKELY = sorted(
    {
        *PHRASES_BEFORE,
        *PHRASES_AFTER,
        *UNITS,
        "1,500",
        "2.5",
        "30-45",
        "122 mm",
        "and",
        "or",
        "to",
        "between",
        "of",
    }
    | {
        "million",
        "k",
        "half",
        "a",
        "two",
        "dozen",
        "(",
        ")",
        "(30-40)",
        "T-72",
        "½",
        ".",
        "-",
        "$",
        "USD",
        "several",
    }
)


@given(st.text() | st.lists(st.sampled_from(LIKELY), max_size=7).map(" ".join))
def test_any_text_is_read_stably_or_refused(text):
    try:
        quantity = parse_quantity(text)
    except ValueError:
        return
    assert quantity.as_reported == text
    if (quantity.value, quantity.low, quantity.high) != (None, None, None):
        assert parse_quantity(format_quantity(quantity))[:4] == quantity[:4]


@pytest.mark.parametrize("part", ["1", "1,", "1 ", "two ", "(", "about ", "½", "1-", "a b ", "ﷺ"])
def test_long_texts_are_refused_at_once(part):
    for parse in (parse_quantity, parse_money):
        with pytest.raises(ValueError, match="characters"):
            parse(part * (100_000 // len(part)))


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$18 million", 18_000_000, "USD"),
        ("100m DKK", 100_000_000, "DKK"),
        ("USD 1,000", 1000, "USD"),
        ("usd1000", 1000, "USD"),
        ("US$693,333.10", 693_333.1, "USD"),
        ("about $660,000", 660_000, "USD"),
        ("a fine of $670,000", 670_000, "USD"),
        ("$140m", 140_000_000, "USD"),
        ("18bn USD", 18_000_000_000, "USD"),
        ("€5,000", 5000, "EUR"),
        ("500 pounds sterling", 500, "GBP"),
        ("1.5 million euros", 1_500_000, "EUR"),
        ("$5 million CAD", 5_000_000, "CAD"),
        ("R6 million", 6_000_000, "ZAR"),
        ("RHD 500", 500, "RHD"),
        ("more than $18 million", None, "USD"),
        ("$1-2 million", None, "USD"),
        ("several million dollars", None, "USD"),
        ("a large sum", None, None),
    ],
)
def test_money_is_read(text, amount, currency):
    assert parse_money(text) == Money(amount, currency, text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("5000", "names no currency"),
        ("€5.000", "may be 5,000 or a decimal"),
        ("¥500", "JPY or CNY"),
        ("500 pounds", "write the code"),
        ("USD 5 EUR", "names both USD and EUR"),
        ("$5 t", "not a known currency"),
        ("-5 USD", "is negative"),
        ("", "no figure is given"),
    ],
)
def test_doubtful_money_is_refused_with_a_reason(text, reason):
    with pytest.raises(ValueError, match=re.escape(reason)):
        parse_money(text)


@pytest.mark.parametrize(("text", "code"), [("dkk", "DKK"), (" US dollars ", "USD"), ("£", "GBP"), ("DEM", "DEM")])
def test_currency_is_read(text, code):
    assert parse_currency(text) == code


@pytest.mark.parametrize("text", ["", "XYZ", "kr", "pounds", "x" * 100_000])
def test_other_currency_is_refused(text):
    with pytest.raises(ValueError, match="code"):
        parse_currency(text)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(18_000_000, "USD"), "USD 18,000,000"),
        (Money(693_333.1, "USD"), "USD 693,333.10"),
        (Money(None, "USD", "more than $18 million"), "more than $18 million"),
        (Money(None, "USD"), "USD"),
        (Money(), ""),
    ],
)
def test_money_is_written_with_its_code(money, text):
    assert format_money(money) == text


@given(
    st.integers(0, 10**14) | st.decimals("0.0001", 10**9, places=4).map(float),
    st.sampled_from(sorted(CURRENCIES)),
)
def test_written_money_is_read_back(amount, currency):
    assert parse_money(format_money(Money(amount, currency)))[:2] == (amount, currency)


@given(st.text() | st.lists(st.sampled_from(LIKELY), max_size=7).map(" ".join))
def test_any_money_text_is_read_or_refused(text):
    with suppress(ValueError):
        assert parse_money(text).as_reported == text


def test_currencies_are_those_of_iso_4217():
    in_use = {currency.alpha_3 for currency in pycountry.currencies}
    not_money = {"XAD", "XBA", "XBB", "XBC", "XBD", "XSU", "XTS", "XUA", "XXX"}
    assert in_use - not_money == CURRENCIES
    assert not CURRENCIES & FORMER_CURRENCIES


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("tones", "tonnes"), ("metric tones", "metric tonnes"), ("killograms", "kilograms"), ("conatiners", "containers")],
)
def test_a_misspelt_unit_is_told_with_the_one_that_was_meant(slip: str, meant: str):
    quantity = {"value": 35.0, "unit": slip}
    (warning,) = [
        words for words in find_warnings([Record("cargo", "1", {"key": "load", "quantity": quantity})]) if slip in words
    ]
    assert warning == f"load: '{slip}' is no known unit; did you mean {meant}?"


@pytest.mark.parametrize("noun", ["seats", "lighters", "pistons", "stones", "tyres", "gunny bags", "122-mm rockets"])
def test_a_noun_of_its_own_is_no_misspelt_unit(noun: str):
    assert find_meant_unit(noun) is None
