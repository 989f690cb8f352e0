"""The words of quantities and money: units, bounds, grounds, currencies. Plain data tables."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A unit that measures something continuous, by the spellings that are certain. A bare `ton` is recorded as t:
# what the source printed stays in as_reported, and who knows better writes `long tons` or `short tons`.
_MEASURES: Mapping[str, str] = {
    "t": "t tonne tonnes ton tons mt mts metric_ton metric_tons metric_tonne metric_tonnes",
    "kt": "kt kiloton kilotons kilotonne kilotonnes",
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
    "g": "g gram grams gramme grammes",
    "lb": "lb lbs pound pounds",
    "long_ton": "long_ton long_tons",
    "short_ton": "short_ton short_tons",
    "l": "l ltr ltrs litre litres liter liters",
    "bbl": "bbl bbls barrel barrels",
    "m3": "m3 cbm cubic_metre cubic_metres cubic_meter cubic_meters",
    "m": "m metre metres meter meters",
    "GT": "gt gross_ton gross_tons gross_tonnage",
    "GRT": "grt gross_register_ton gross_register_tons",
    "DWT": "dwt deadweight_ton deadweight_tons deadweight_tonnes tons_deadweight tonnes_deadweight",
}

# Things that are counted. Singular and plural are one unit, so that totals add up.
_COUNTED: Mapping[str, str] = {
    "pieces": "piece pieces pc pcs unit units item items",
    "TEU": "teu teus",
    "boxes": "box boxes",
}
_COUNTED_PLURALS = (
    "aircraft bags barrels bottles bundles capsules cartons cartridges cases containers crates "
    "cylinders drums engines envelopes grenades guns kits launchers machines magazines missiles mortars "
    "packages packs pallets parcels parts pistols rifles rockets rolls rounds sacks sets sheets shells "
    "ships spools systems tanks tires trucks tubes vehicles vessels warheads weapons"
)

MEASURES = frozenset(_MEASURES)

UNITS: Mapping[str, str] = {
    **{word.removesuffix("s"): word for word in _COUNTED_PLURALS.split()},
    **{word: word for word in _COUNTED_PLURALS.split()},
    **dict.fromkeys(("battery", "batteries"), "batteries"),
    **{
        alias.replace("_", " "): unit
        for table in (_COUNTED, _MEASURES)
        for unit, aliases in table.items()
        for alias in aliases.split()
    },
    "long_ton": "long_ton",
    "short_ton": "short_ton",
}

# Units as people read them, where the file's word is not it; and the unit of one thing.
UNIT_NAMES: Mapping[str, str] = {"long_ton": "long tons", "short_ton": "short tons"}
SINGULARS: Mapping[str, str] = {
    **{unit: alias for alias, unit in UNITS.items() if unit == f"{alias}s"},
    "boxes": "box",
    "batteries": "battery",
    "long_ton": "long ton",
    "short_ton": "short ton",
}

# A measure with one of these is a rate or a size, not an amount.
RATES = frozenset({"per", "a", "an", "each", "daily", "apiece"})

# No unit starts with one of these.
CONNECTIVES = frozenset({"and", "or", "to", "from", "between", "but", "than", "plus", "of"})

# A number with one of these and a noun says how large each thing is, not how many there are.
SIZES = frozenset({"mm", "cm", "millimetre", "millimeter", "inch", "foot", "ft", "km"})

OILS = _words("oil crude fuel petroleum diesel gasoil gasoline petrol naphtha kerosene condensate refined")

# Words before or after the number. `low` and `high` make it a bound, `about` changes nothing but as_reported,
# and the others are the basis or the scope of the quantity.
_BEFORE: Mapping[str, str] = {
    "about": "about approximately approx approx. around roughly circa ca ca. c. some ~ ≈ nearly almost close_to "
    "a_total_of total_of an_average_of as_many_as",
    "low": "at_least more_than over no_less_than no_fewer_than not_less_than not_fewer_than a_minimum_of "
    "minimum_of minimum min. min upwards_of in_excess_of above exceeding > >= ≥ just_over well_over slightly_over "
    "slightly_more_than a_little_over a_little_more_than",
    "high": "up_to at_most less_than fewer_than under below no_more_than not_more_than a_maximum_of "
    "maximum_of maximum max. max < <= ≤ just_under well_under slightly_under slightly_less_than a_little_under "
    "a_little_less_than",
    "estimated": "estimated an_estimated estimated_at estimate est.",
    "declared": "declared declared_as",
    "weighed": "weighed",
    "counted": "counted",
    "reported": "reported reportedly",
    "computed": "computed calculated",
    "gross": "gross",
}

_AFTER: Mapping[str, str] = {
    "about": "approximately approx approx. in_total in_all total altogether or_so ?",
    "low": "or_more and_more at_least minimum plus +",
    "high": "or_less or_fewer at_most maximum",
    "estimated": "estimated est. est estimate",
    "declared": "declared as_declared",
    "weighed": "weighed",
    "counted": "counted",
    "reported": "reported as_reported",
    "computed": "computed calculated",
    "gross": "gross gross_weight",
}


def _spread(table: Mapping[str, str]) -> dict[str, str]:
    """Turn word lists into phrases, the longest first, so that `at least` is found before a shorter one."""
    phrases = {phrase.replace("_", " "): meaning for meaning, words in table.items() for phrase in words.split()}
    return dict(sorted(phrases.items(), key=lambda item: -len(item[0])))


PHRASES_BEFORE: Mapping[str, str] = _spread(_BEFORE)
PHRASES_AFTER: Mapping[str, str] = _spread(_AFTER)

# Words that say how much without a number. Nothing is made up for them.
VAGUE = _words(
    "several many few numerous multiple various some dozens hundreds thousands tens scores millions "
    "number numbers quantity quantities amount amounts couple"
)
VAGUE_FILLERS = _words(
    "a an the of hundred thousand million dozen unknown unspecified undisclosed undetermined large small "
    "significant substantial considerable huge vast great"
)

# ISO 4217, the codes of currencies in use.
CURRENCIES = _words(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD "
    "CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL "
    "GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW "
    "KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD "
    "NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP "
    "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS "
    "VED VES VND VUV WST XAF XAG XAU XCD XCG XDR XOF XPD XPF XPT YER ZAR ZMW ZWG"
)

# Currencies of older cases, ISO 4217 table A.3.
FORMER_CURRENCIES = _words(
    "ANG ATS AZM BEF BGL BGN BYR CSD CSK CUC CYP DDM DEM EEK ESP FIM FRF GHC GRD HRK IEP ITL LTL LVL MRO "
    "MTL MZM NLG PTE RHD ROL RUR SDD SIT SKK SLL STD SUR TMM TRL VEB VEF YDD YUD YUM ZMK ZRN ZRZ ZWD ZWL"
)

# `$` alone is recorded as USD, the convention of the reports this is made for; as_reported keeps the sign.
CURRENCY_WORDS: Mapping[str, str] = {
    "$": "USD",
    "us$": "USD",
    "us $": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "hk$": "HKD",
    "nt$": "TWD",
    "nz$": "NZD",
    "r$": "BRL",
    "s$": "SGD",
    "r": "ZAR",
    "€": "EUR",
    "£": "GBP",
    "₽": "RUB",
    "₹": "INR",
    "₺": "TRY",
    "₴": "UAH",
    "₪": "ILS",
    "₫": "VND",
    "₦": "NGN",
    "₱": "PHP",
    "dollar": "USD",
    "dollars": "USD",
    "us dollar": "USD",
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "american dollars": "USD",
    "australian dollars": "AUD",
    "canadian dollars": "CAD",
    "hong kong dollars": "HKD",
    "singapore dollars": "SGD",
    "euro": "EUR",
    "euros": "EUR",
    "pound sterling": "GBP",
    "pounds sterling": "GBP",
    "british pounds": "GBP",
    "sterling": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rmb": "CNY",
    "rouble": "RUB",
    "roubles": "RUB",
    "rubles": "RUB",
    "swiss francs": "CHF",
    "danish kroner": "DKK",
    "norwegian kroner": "NOK",
    "swedish kronor": "SEK",
    "south korean won": "KRW",
    "north korean won": "KPW",
    "baht": "THB",
    "rand": "ZAR",
    "rupiah": "IDR",
    "shekels": "ILS",
    "dirhams": "AED",
    "indian rupees": "INR",
    "turkish lira": "TRY",
}

# Signs and words that several currencies share.
SHARED_CURRENCY_WORDS: Mapping[str, str] = {
    "¥": "JPY or CNY",
    "₩": "KRW or KPW",
    "won": "KRW or KPW",
    "pound": "GBP, EGP, SYP or another",
    "pounds": "GBP, EGP, SYP or another",
    "rupees": "INR, PKR, LKR or another",
    "rupee": "INR, PKR, LKR or another",
    "francs": "CHF, XOF, XAF or another",
    "kroner": "DKK or NOK",
    "kr": "DKK, NOK or SEK",
    "dinars": "IQD, LYD, KWD or another",
    "riyals": "SAR, YER or QAR",
    "rials": "IRR, OMR or YER",
    "lira": "TRY or LBP",
    "pesos": "MXN, PHP, CUP or another",
}
