"""How articles name a state beside its name: adjectives, people, its services and the prefixes of its warships.

Plain data tables. What several states share (Congolese, Korean, Caribbean) is left out: to guess would decide silently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from interdict.articles.tables import read_codes, word_set
from interdict.domain.country_names import ALIASES, COUNTRY_NAMES, FORMER_COUNTRIES

# Adjective, and where it is another word the people, by code; `_` is a blank.
_ADJECTIVES = """
    AD Andorran  AE Emirati  AF Afghan  AG Antiguan  AL Albanian  AM Armenian  AO Angolan  AR Argentine/Argentinian
    AT Austrian  AU Australian  AZ Azerbaijani/Azeri  BA Bosnian  BB Barbadian  BD Bangladeshi  BE Belgian
    BF Burkinabe  BG Bulgarian  BH Bahraini  BI Burundian  BJ Beninese  BN Bruneian  BO Bolivian  BR Brazilian
    BS Bahamian  BT Bhutanese  BW Botswanan  BY Belarusian/Belarussian  BZ Belizean  CA Canadian
    CF Central_African  CH Swiss  CI Ivorian  CL Chilean  CM Cameroonian  CN Chinese  CO Colombian  CR Costa_Rican
    CU Cuban  CV Cape_Verdean  CY Cypriot  CZ Czech  DE German  DJ Djiboutian  DK Danish/Dane  DM Dominican
    DZ Algerian  EC Ecuadorian/Ecuadorean  EE Estonian  EG Egyptian  ER Eritrean  ES Spanish/Spaniard  ET Ethiopian
    FI Finnish/Finn  FJ Fijian  FR French/Frenchman/Frenchmen  GA Gabonese  GE Georgian  GH Ghanaian
    GI Gibraltarian  GM Gambian  GN Guinean  GQ Equatorial_Guinean/Equatoguinean  GR Greek/Hellenic  GT Guatemalan
    GY Guyanese  HN Honduran  HR Croatian/Croat  HT Haitian  HU Hungarian  ID Indonesian  IE Irish  IL Israeli
    IN Indian  IQ Iraqi  IR Iranian  IS Icelandic  IT Italian  JM Jamaican  JO Jordanian  JP Japanese  KE Kenyan
    KG Kyrgyz  KH Cambodian  KM Comorian/Comoran  KP North_Korean/N._Korean/N.Korean/NKorean
    KR South_Korean/S._Korean/S.Korean/SKorean  KW Kuwaiti  KZ Kazakh/Kazakhstani  LA Laotian  LB Lebanese
    LK Sri_Lankan  LR Liberian  LT Lithuanian  LU Luxembourgish  LV Latvian  LY Libyan  MA Moroccan  MD Moldovan
    ME Montenegrin  MG Malagasy  MH Marshallese  ML Malian  MM Burmese  MN Mongolian  MR Mauritanian  MT Maltese
    MU Mauritian  MV Maldivian  MW Malawian  MX Mexican  MY Malaysian  MZ Mozambican  NA Namibian  NE Nigerien
    NG Nigerian  NI Nicaraguan  NL Dutch/Dutchman  NO Norwegian  NP Nepalese/Nepali  NZ New_Zealander  OM Omani
    PA Panamanian  PE Peruvian  PH Filipino/Philippine  PK Pakistani  PL Polish  PS Palestinian  PT Portuguese
    PY Paraguayan  QA Qatari  RO Romanian  RS Serbian/Serb  RU Russian  RW Rwandan  SA Saudi/Saudi_Arabian
    SC Seychellois  SD Sudanese  SE Swedish/Swede  SG Singaporean  SI Slovenian/Slovene  SK Slovak
    SL Sierra_Leonean  SN Senegalese  SO Somali/Somalian  SS South_Sudanese  SY Syrian  TD Chadian  TG Togolese
    TH Thai  TJ Tajik  TM Turkmen  TN Tunisian  TO Tongan  TR Turkish/Turk  TT Trinidadian  TV Tuvaluan
    TW Taiwanese  TZ Tanzanian  UA Ukrainian  UG Ugandan  UY Uruguayan  UZ Uzbek  VE Venezuelan  VN Vietnamese
    VU Vanuatuan  YE Yemeni  YU Yugoslav  ZA South_African  ZM Zambian  ZW Zimbabwean  GB British/Briton
    US American/US/U.S.  KN Kittitian  RH Rhodesian  SU Soviet
"""

# Names that need their capitals or points to be one, beside those of the domain's table.
_SHORT_NAMES = """
    US US/U.S./U.S.A./USA  GB UK/U.K.  AE UAE/U.A.E.  KP DPRK/D.P.R.K./N._Korea/N.Korea/NKorea
    KR ROK/R.O.K./S._Korea/S.Korea/SKorea  CD DRC  CN PRC  SU USSR/U.S.S.R.
"""

# Aliases of the domain's table that mean something else in running text.
_NOT_NAMES = word_set("car lao persia trinidad bonaire england scotland wales chagos") | {"west bank"}

# Capitals that stand for their governments.
CAPITALS: Mapping[str, str] = {
    name: code
    for code, name in read_codes("""
    AE Abu_Dhabi  AF Kabul  AO Luanda  AT Vienna  AU Canberra  AZ Baku  BD Dhaka  BE Brussels  BG Sofia  BY Minsk
    CA Ottawa  CN Beijing  CO Bogota  CU Havana  CY Nicosia  DE Berlin  DJ Djibouti_City  DK Copenhagen  DZ Algiers
    EG Cairo  ER Asmara  ES Madrid  ET Addis_Ababa  FI Helsinki  FR Paris  GB London  GR Athens  HU Budapest
    ID Jakarta  IE Dublin  IL Jerusalem  IN New_Delhi  IN Delhi  IQ Baghdad  IR Tehran  IR Teheran  IT Rome
    JO Amman  JP Tokyo  KE Nairobi  KH Phnom_Penh  KP Pyongyang  KR Seoul  LB Beirut  LK Colombo  LY Tripoli
    MA Rabat  MM Naypyidaw  MM Yangon  MM Rangoon  MT Valletta  MX Mexico_City  MY Kuala_Lumpur  MZ Maputo
    NA Windhoek  NG Abuja  NL The_Hague  NO Oslo  NZ Wellington  OM Muscat  PA Panama_City  PH Manila  PK Islamabad
    PL Warsaw  PT Lisbon  QA Doha  RO Bucharest  RS Belgrade  RU Moscow  SA Riyadh  SD Khartoum  SE Stockholm
    SN Dakar  SO Mogadishu  SY Damascus  TH Bangkok  TN Tunis  TR Ankara  TW Taipei  UA Kyiv  UA Kiev  UG Kampala
    US Washington  VE Caracas  VN Hanoi  YE Sanaa  YE Sana'a  ZA Pretoria  ZW Harare  SG Singapore  BH Manama
    KW Kuwait_City  LR Monrovia  ML Bamako  MR Nouakchott  TD N'Djamena  TZ Dar_es_Salaam  CD Kinshasa
    CG Brazzaville  GH Accra  CI Abidjan  GN Conakry  GM Banjul  SL Freetown  RW Kigali  ZM Lusaka  GE Tbilisi
    AM Yerevan  KZ Astana  UZ Tashkent  TM Ashgabat  BA Sarajevo  HR Zagreb  AL Tirana  ME Podgorica  MK Skopje
    SK Bratislava  CZ Prague  CH Bern  EE Tallinn  LV Riga  LT Vilnius  PE Lima  BR Brasilia  AR Buenos_Aires
    CL Santiago  EC Quito  HN Tegucigalpa  HT Port-au-Prince  NI Managua  DO Santo_Domingo
    """)
}

# Services that need no adjective to be known, and the state that they serve.
SERVICES: Mapping[str, str] = {
    name.replace("_", " "): code
    for code, names in {
        "US": "Pentagon/CENTCOM/US_Central_Command/U.S._Central_Command/5th_Fleet/Fifth_Fleet/Navy_SEALs/SEALs/"
        "White_House/State_Department/Justice_Department/Department_of_Justice/Central_Command/FBI/"
        "Homeland_Security_Investigations",
        "GB": "Royal_Navy/Royal_Marines/Royal_Marine/HM_Customs/42_Commando/Border_Force/National_Crime_Agency",
        "GI": "Royal_Gibraltar_Police",
        "IL": "IDF/Israel_Defense_Forces/Israel_Defence_Forces",
        "AU": "Royal_Australian_Navy/Australian_Border_Force",
        "CA": "Royal_Canadian_Navy",
        "NZ": "Royal_New_Zealand_Navy",
        "IT": "Guardia_di_Finanza/Carabinieri",
        "ES": "Guardia_Civil",
        "IR": "Revolutionary_Guards/Revolutionary_Guard/IRGC",
        "ZA": "SAPS",
        "IN": "Directorate_of_Revenue_Intelligence",
    }.items()
    for name in names.split("/")
}

SHIP_PREFIXES: Mapping[str, str] = {
    "USS": "US", "USCGC": "US", "USNS": "US", "HMS": "GB", "RFA": "GB", "HMAS": "AU", "HMCS": "CA", "HMNZS": "NZ",
    "INS": "", "ITS": "IT", "FS": "FR", "FGS": "DE", "ROKS": "KR", "JS": "JP", "HNLMS": "NL", "HDMS": "DK", "HS": "GR",
    "TCG": "TR", "PNS": "PK", "BRP": "PH", "KD": "MY", "RSS": "SG", "ESPS": "ES", "SPS": "ES", "ICGS": "IN",
    "CGS": "IN", "LE": "IE", "HTMS": "TH",
}  # fmt: skip


@cache
def list_adjectives() -> Mapping[str, str]:
    """Return the code for each adjective and word for a people, in small letters."""
    found: dict[str, str] = {}
    for code, word in read_codes(_ADJECTIVES):
        found[word.casefold()] = code
        if word[-1] not in "sh'." and " " not in word[-3:]:
            found[f"{word.casefold()}s"] = code
    return found


@cache
def list_names() -> Mapping[str, str]:
    """Return the code for each name of a state, in small letters; those of one word begin with a capital in a text."""
    names: dict[str, str] = {}
    for table in (FORMER_COUNTRIES, COUNTRY_NAMES):
        names.update((name.casefold(), code) for code, (_, name) in table.items())
    for code, aliases in ALIASES.items():
        names.update((name.casefold(), code) for name in aliases if "(" not in name and "," not in name)
    names.update((name.casefold(), code) for code, name in read_codes(_SHORT_NAMES))
    for name in [*names]:
        if name in _NOT_NAMES or names[name] in {"XZ", "ZZ"}:
            del names[name]
    return names


def find_state(words: str, *, is_whole: bool = False) -> str | None:
    """Return the state at the beginning of some words with capitals, or that all of them name."""
    parts = re.sub(r"'s?$", "", words).replace("'s", "").split()
    for size in range(len(parts), len(parts) - 1 if is_whole else 0, -1):
        name = " ".join(parts[:size]).casefold()
        name = name if name in list_names() else name.rstrip(".,-")
        code = list_names().get(name) or list_adjectives().get(name)
        code = code or next((code for city, code in CAPITALS.items() if city.casefold() == name), None)
        if code:
            return code
    return None
