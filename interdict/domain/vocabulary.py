"""The words a field may hold, each with its meaning in one line.

Where a standard exists it is followed: transport modes are UNECE Recommendation 19, source reliability and
information credibility the Admiralty (NATO STANAG 2511) scales, sharing marks the Traffic Light Protocol 2.0,
confidence the three levels of ICD 203. The other lists are interdict's own.
"""

from __future__ import annotations

from collections.abc import Mapping

VOCABULARIES: Mapping[str, Mapping[str, str]] = {
    "mode": {
        "sea": "maritime transport (Rec. 19 code 1)",
        "rail": "rail transport (code 2)",
        "road": "road transport (code 3)",
        "air": "air transport (code 4)",
        "mail": "post and courier (code 5)",
        "multimodal": "several modes under one contract (code 6)",
        "fixed": "fixed installations such as pipelines (code 7)",
        "inland_water": "inland water transport (code 8)",
        "unknown": "not stated (code 0)",
    },
    "outcome": {
        "seized": "prohibited goods were found and seized",
        "impounded": "the conveyance itself was taken or held",
        "released": "something was found, then released or returned",
        "cleared": "inspected, and nothing prohibited was found",
        "refused": "the inspection was refused",
        "turned_back": "the conveyance turned back, or was denied passage or entry",
        "evaded": "the conveyance got away",
        "inconclusive": "the inspection settled nothing",
        "pending": "still under inspection or investigation",
        "unknown": "not stated",
    },
    "trigger": {
        "own_intelligence": "the interdicting state's own intelligence",
        "foreign_tip": "information from another state",
        "un_panel_request": "a request from a United Nations panel or committee",
        "routine_check": "a routine check, patrol or flag verification",
        "risk_profile": "risk profiling or targeting",
        "random": "a random choice",
        "scanner": "an X-ray or other scanner",
        "canine": "a detection dog",
        "distress": "distress, an accident or a breakdown",
        "paperwork": "an anomaly in the papers",
        "unauthorised_presence": "being where it had no leave to be",
        "industry_report": "a report from a carrier, agent or manufacturer",
        "whistleblower": "a person on the inside",
        "media_or_ngo": "a journalist or a non-governmental organisation",
        "unrelated_investigation": "an investigation of something else, such as drugs",
        "unknown": "not stated",
    },
    "regime": {
        "DPRK": "North Korea: resolutions 1718 (2006), 1874 (2009) and after",
        "Iran": "Iran: resolutions 1737 (2006), 1747 (2007), 1929 (2010), 2231 (2015)",
        "Yemen": "Yemen (Houthis): resolutions 2140 (2014), 2216 (2015)",
        "Libya": "Libya: resolutions 748 (1992), 1970 (2011), 2292 (2016)",
        "Somalia": "Somalia and al-Shabaab: resolutions 733 (1992), 2182 (2014), 2713 (2023)",
        "Eritrea": "Eritrea: resolution 1907 (2009), ended 2018",
        "Sudan": "Darfur: resolutions 1556 (2004), 1591 (2005)",
        "South Sudan": "South Sudan: resolutions 2206 (2015), 2428 (2018)",
        "DRC": "Democratic Republic of the Congo: resolutions 1493 (2003), 1533 (2004)",
        "CAR": "Central African Republic: resolution 2127 (2013)",
        "Lebanon": "Lebanon: resolution 1701 (2006)",
        "Mali": "Mali: resolution 2374 (2017), ended 2023",
        "Guinea-Bissau": "Guinea-Bissau: resolution 2048 (2012)",
        "Haiti": "Haiti: resolutions 841 (1993), 2653 (2022)",
        "Taliban": "Taliban: resolutions 1267 (1999), 1988 (2011)",
        "ISIL and Al-Qaida": "ISIL (Da'esh) and Al-Qaida: resolutions 1267 (1999), 2253 (2015)",
        "Iraq": "Iraq: resolutions 661 and 665 (1990), 1518 (2003)",
        "Yugoslavia": "Yugoslavia and its successors: resolutions 713 (1991), 757 (1992), 820 (1993), 1160 (1998)",
        "Southern Rhodesia": "Southern Rhodesia: resolutions 221 (1966), 232 (1966), 253 (1968)",
        "South Africa": "South Africa: resolution 418 (1977), ended 1994",
        "Angola": "UNITA in Angola: resolution 864 (1993), ended 2002",
        "Liberia": "Liberia: resolutions 788 (1992), 1521 (2003), ended 2016",
        "Sierra Leone": "Sierra Leone: resolutions 1132 (1997), 1171 (1998), ended 2010",
        "Cote d'Ivoire": "Côte d'Ivoire: resolution 1572 (2004), ended 2016",
        "Rwanda": "Rwanda: resolution 918 (1994), ended 2008",
        "Ethiopia and Eritrea": "Ethiopia and Eritrea: resolution 1298 (2000), ended 2001",
        "Syria": "measures on Syria by the European Union, the Arab League, Türkiye and others (no UN embargo)",
        "Russia": "measures on Russia since 2014 by the European Union, the United States and others",
        "Belarus": "measures on Belarus by the European Union and others",
        "Myanmar": "measures on Myanmar by the European Union, the United States and others",
        "Venezuela": "measures on Venezuela by the United States, the European Union and others",
        "Cuba": "the United States' measures on Cuba",
        "other": "another sanctions regime; say which in the summary",
        "none": "no sanctions regime in force; the act rested on other law",
        "unknown": "not stated",
    },
    "zone": {
        "port": "a port or an anchorage",
        "internal_waters": "internal waters other than a port",
        "territorial_sea": "territorial sea, up to 12 nautical miles (UNCLOS art. 3)",
        "contiguous_zone": "contiguous zone, up to 24 nautical miles (UNCLOS art. 33)",
        "eez": "exclusive economic zone (UNCLOS art. 57)",
        "high_seas": "the high seas (UNCLOS art. 86)",
        "archipelagic": "archipelagic waters (UNCLOS art. 49)",
        "inland_waterway": "a river, canal or lake",
        "airport": "an airport or airfield",
        "airspace": "in flight",
        "land_border": "a land border crossing",
        "inland": "on land, away from a border",
        "free_zone": "a free trade zone",
        "unknown": "not stated",
    },
    "precision": {
        "exact": "a measured position",
        "facility": "a named port, airport, crossing or building",
        "city": "a city or town",
        "region": "a province or a coast",
        "country": "a country",
        "sea_area": "a named sea or strait, or so far off a coast",
        "unknown": "not stated",
    },
    "confidence": {
        "low": "questionable or thin information (ICD 203)",
        "moderate": "credible and plausible, not sufficiently corroborated (ICD 203)",
        "high": "good information from several sources (ICD 203)",
    },
    "tlp": {
        "clear": "may be shared with anyone",
        "green": "may be shared within the community",
        "amber": "may be shared within the organisation and its clients who need it",
        "amber+strict": "may be shared within the organisation only",
        "red": "for the recipients only",
    },
    "conveyance_kind": {
        "vessel": "a ship or boat",
        "aircraft": "an aircraft",
        "truck": "a lorry or another road vehicle",
        "train": "a train or railway wagon",
        "container": "a freight container",
        "barge": "a barge or pushed convoy",
        "parcel": "a parcel or postal item",
        "luggage": "a traveller's luggage",
        "other": "something else",
    },
    "layer": {
        "registered": "the identity in a registry",
        "broadcast": "the identity transmitted by AIS or transponder",
        "painted": "the identity on hull, tail or plates",
        "documentary": "the identity in cargo or ship's papers",
        "assumed": "an identity that belongs to another, or to none",
    },
    "category": {
        "nuclear": "nuclear material, equipment or technology",
        "ballistic_missile": "ballistic missiles, their parts and propellants",
        "chemical_biological": "chemical or biological agents, precursors, protective equipment",
        "conventional_arms": "weapons of the UN Register's categories, light weapons, or arms not specified",
        "small_arms": "small arms: rifles, pistols, machine guns, shotguns",
        "ammunition": "ammunition, shells, rockets as munition, fuzes and detonators",
        "explosives": "explosives and propellants",
        "military_parts": "parts and equipment for military use",
        "dual_use": "goods of civil and military use",
        "petroleum": "crude oil and its products",
        "coal": "coal",
        "minerals": "ores and other minerals",
        "metals": "metals and alloys",
        "seafood": "seafood and fishing rights",
        "textiles": "textiles",
        "machinery": "machinery, vehicles and electrical equipment",
        "luxury": "luxury goods",
        "charcoal": "charcoal",
        "timber": "timber",
        "gold_cash": "gold, gems and cash",
        "drugs": "drugs",
        "tobacco_counterfeit": "tobacco and counterfeit goods",
        "humanitarian": "food, medicine and relief goods",
        "ordinary": "ordinary goods, such as the cover load",
        "unknown": "not stated",
    },
    "quantity_basis": {
        "weighed": "weighed",
        "counted": "counted",
        "declared": "as declared by the carrier or shipper",
        "reported": "as reported, the ground not stated",
        "estimated": "estimated",
        "computed": "computed from other figures",
    },
    "scope": {
        "item": "this item alone",
        "part": "the prohibited part of a load",
        "load": "the whole load",
        "gross": "the load with its packing or containers",
    },
    "prohibited": {
        "yes": "prohibited under the regime",
        "no": "not prohibited",
        "disputed": "sources or states disagree",
        "unknown": "not stated",
    },
    "concealment": {
        "false_description": "declared as something else",
        "vague_description": "declared in vague or undervalued terms",
        "mislabelled": "packages wrongly labelled",
        "under_bulk_cargo": "beneath or behind other cargo",
        "hidden_compartment": "in a built-in hiding place",
        "inside_machinery": "inside machines or other goods",
        "disassembled": "taken apart",
        "false_documents": "forged or altered papers",
        "transshipment": "moved through third countries",
        "ship_to_ship": "moved from ship to ship at sea",
        "ais_off": "AIS or transponder off or falsified",
        "false_identity": "a false name, number or flag",
        "shell_companies": "behind companies without business of their own",
        "diplomatic": "in diplomatic bags or cover",
        "luggage": "in a courier's luggage",
        "none": "not hidden",
        "unknown": "not stated",
    },
    "disposal": {
        "destroyed": "destroyed",
        "rendered_inoperable": "made unusable",
        "stored": "in storage",
        "transferred": "handed to another state or body",
        "returned": "returned to its owner or carrier",
        "sold": "sold",
        "retained_as_evidence": "kept as evidence",
        "retained_by_forces": "kept for the state's own forces",
        "sunk": "sunk or abandoned at sea",
        "pending": "undecided",
        "unknown": "not stated",
    },
    "party_kind": {
        "state": "a state or government",
        "company": "a company",
        "organisation": "another organisation, military unit or office",
        "crew": "a crew or group of persons",
        "person": "a private individual",
        "unknown": "not stated",
    },
    "role": {
        "consignor": "sent the goods",
        "consignee": "was to receive the goods",
        "notify_party": "to be told of arrival",
        "end_user": "was to use the goods",
        "manufacturer": "made the goods",
        "cargo_owner": "owned the goods",
        "owner": "owned the conveyance",
        "operator": "operated the conveyance",
        "manager": "managed the conveyance",
        "charterer": "chartered the conveyance",
        "lessee": "leased the conveyance",
        "carrier": "carried the goods under contract",
        "freight_forwarder": "arranged the transport",
        "broker": "arranged the deal",
        "agent": "acted for ship or cargo in a port",
        "insurer": "insured ship or cargo",
        "bank": "paid or financed",
        "flag_state": "the state of registry",
        "interdictor": "carried out the interdiction",
        "assisting": "helped with it",
        "tip_source": "gave the information",
        "crew": "was aboard",
        "captain": "commanded the conveyance",
        "passenger": "travelled aboard",
        "denying": "denied or contested the account",
        "prosecutor": "brought charges",
        "other": "another role; say which in the note",
    },
    "event_kind": {
        "tip": "information was received",
        "loaded": "the goods were loaded",
        "departed": "the conveyance left",
        "arrived": "the conveyance arrived",
        "tracked": "the conveyance was followed",
        "queried": "the conveyance was hailed or asked",
        "consent_requested": "leave to board was asked",
        "consent_given": "leave to board was given",
        "consent_refused": "leave to board was refused",
        "intercepted": "the conveyance was stopped or met",
        "boarded": "boarded",
        "diverted": "ordered elsewhere",
        "landed": "landed",
        "anchored": "anchored",
        "denied": "entry, overflight or landing was denied",
        "inspected": "inspected or searched",
        "transferred": "goods were moved from ship to ship",
        "unloaded": "goods were taken off",
        "detained": "conveyance or persons were held",
        "seized": "goods were seized",
        "impounded": "the conveyance was taken",
        "released": "let go",
        "refused": "the inspection was refused",
        "turned_back": "turned back",
        "escaped": "got away",
        "announced": "made public",
        "reported": "reported to a United Nations committee or another body",
        "committee_letter": "a committee wrote to a state",
        "panel_inspected": "a United Nations panel inspected the goods",
        "warrant": "a warrant or court order was issued",
        "charged": "charges were brought",
        "acquitted": "acquitted, or charges were dropped",
        "convicted": "convicted",
        "fined": "fined",
        "forfeited": "forfeited by a court",
        "deported": "persons were deported",
        "disposed": "the goods were disposed of",
        "denial": "an account was denied or contested",
        "statement": "a public statement",
        "force_used": "shots were fired or force was used",
        "casualty": "persons died or were hurt",
        "other": "something else; say what in the note",
    },
    "leg_kind": {
        "actual": "travelled",
        "planned": "intended, not or not yet travelled",
        "claimed": "said by the carrier or in papers",
        "inferred": "concluded by the analyst",
    },
    "basis_use": {
        "cited": "cited as the ground of the act",
        "applied": "applied, though not cited at the time",
        "prohibits": "what made the goods prohibited",
        "misprinted": "as printed, by mistake for another",
        "contested": "a state contests that it applied",
        "national": "national law",
        "consent": "consent of the flag state or the master",
        "statelessness": "the vessel was without nationality",
    },
    "source_kind": {
        "un_panel_report": "report of a United Nations panel or monitoring group",
        "un_document": "another United Nations document",
        "government": "a government's statement or publication",
        "court": "a court document",
        "registry": "a registry record",
        "trade_document": "a bill of lading, manifest or similar",
        "satellite_ais": "imagery or AIS data",
        "wire": "a news agency",
        "newspaper": "a newspaper or its website",
        "broadcaster": "a radio or television station or its website",
        "magazine": "a magazine or journal",
        "trade_press": "the shipping or aviation press",
        "ngo": "a non-governmental organisation or research institute",
        "academic": "a scholarly work",
        "encyclopedia": "an encyclopedia or wiki",
        "blog": "a blog or forum",
        "social_media": "social media",
        "interview": "an interview by the analyst",
        "leak": "a leaked document",
        "other": "something else",
    },
    "publication": {
        "public": "published",
        "leaked": "leaked, never published",
        "unpublished": "seen, not published",
        "blocked": "publication was blocked",
    },
    "reliability": {
        "A": "completely reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "reliability cannot be judged; left out of averages",
    },
    "credibility": {
        "1": "confirmed by other sources",
        "2": "probably true",
        "3": "possibly true",
        "4": "doubtful",
        "5": "improbable",
        "6": "truth cannot be judged",
    },
    "stance": {
        "asserts": "the source says so",
        "denies": "the source says it is not so",
        "retracts": "the source takes back what it said",
    },
    "claim_status": {
        "accepted": "the value adopted in the record",
        "alternative": "another value, compatible or not chosen",
        "disputed": "in conflict with another claim, unsettled",
        "rejected": "judged wrong",
    },
    "verdict": {
        "same": "the two records are of one thing",
        "different": "the two records are of different things",
        "unsure": "undecided",
    },
}

# What people write for a word of a vocabulary, beside the word itself in any case and with spaces or hyphens.
ALIASES: Mapping[str, Mapping[str, str]] = {
    "mode": {
        "maritime": "sea", "ship": "sea", "vessel": "sea", "ocean": "sea", "land": "road", "truck": "road",
        "plane": "air", "aircraft": "air", "flight": "air", "train": "rail", "railway": "rail", "post": "mail",
        "courier": "mail", "river": "inland_water", "inland_waterway": "inland_water", "pipeline": "fixed",
    },
    "outcome": {
        "seizure": "seized", "confiscated": "seized", "detained": "impounded", "nothing_found": "cleared",
        "refusal": "refused", "turned_around": "turned_back", "denied": "turned_back", "escaped": "evaded",
        "returned": "released", "open": "pending",
    },
    "trigger": {
        "intelligence": "own_intelligence", "tip": "foreign_tip", "tip_off": "foreign_tip", "routine": "routine_check",
        "x_ray": "scanner", "journalist": "media_or_ngo",
    },
    "regime": {
        "north_korea": "DPRK", "1718": "DPRK", "rhodesia": "Southern Rhodesia", "houthi": "Yemen", "houthis": "Yemen",
        "fry": "Yugoslavia", "côte_d'ivoire": "Cote d'Ivoire", "ivory_coast": "Cote d'Ivoire", "darfur": "Sudan",
        "al_qaida": "ISIL and Al-Qaida", "isil": "ISIL and Al-Qaida", "drc": "DRC",
    },
    "zone": {
        "port_or_anchorage": "port", "anchorage": "port", "territorial_waters": "territorial_sea",
        "international_waters": "high_seas", "border": "land_border", "free_trade_zone": "free_zone",
        "exclusive_economic_zone": "eez", "river": "inland_waterway",
    },
    "precision": {"at_sea_area": "sea_area", "port": "facility", "airport": "facility", "town": "city"},
    "confidence": {"medium": "moderate"},
    "tlp": {"white": "clear", "amber_strict": "amber+strict"},
    "conveyance_kind": {
        "ship": "vessel", "boat": "vessel", "dhow": "vessel", "tanker": "vessel", "plane": "aircraft",
        "airplane": "aircraft", "lorry": "truck", "vehicle": "truck", "road_vehicle": "truck", "wagon": "train",
    },
    "category": {
        "arms": "conventional_arms", "weapons": "conventional_arms", "conventional_major": "conventional_arms",
        "salw": "small_arms", "oil": "petroleum", "fuel": "petroleum", "missile": "ballistic_missile",
        "iron_ore": "minerals", "ore": "minerals",
    },
    "prohibited": {"true": "yes", "false": "no", "contested": "disputed"},
    "concealment": {"mislabelled_package": "mislabelled", "ais_off_or_spoofed": "ais_off", "mislabeled": "mislabelled"},
    "disposal": {
        "transferred_to_third_state": "transferred", "returned_to_owner": "returned", "resold": "sold",
        "retained_by_state_forces": "retained_by_forces",
    },
    "party_kind": {"government": "state", "organization": "organisation", "unit": "organisation", "firm": "company"},
    "role": {
        "shipper": "consignor", "sender": "consignor", "receiver": "consignee", "master": "captain",
        "informant": "tip_source", "ism_manager": "manager",
    },
    "event_kind": {"tip_received": "tip", "inspection": "inspected", "seizure": "seized", "landing": "landed"},
    "source_kind": {
        "panel_report": "un_panel_report", "news_agency": "wire", "wiki": "encyclopedia", "ngo_report": "ngo",
        "government_statement": "government", "court_document": "court", "press": "newspaper", "forum": "blog",
        "journal": "magazine", "website": "other",
    },
    "stance": {"assert": "asserts", "deny": "denies", "retract": "retracts"},
}  # fmt: skip


def fold_word(text: str) -> str:
    """Reduce a word to the form in which words are compared: lower case, one underscore for each gap."""
    return "_".join(text.casefold().replace("-", " ").replace("_", " ").split())


def parse_word(vocabulary: str, text: str) -> str:
    """Return the word of a vocabulary that the text means, in any case, with spaces or hyphens.

    Raises ValueError with the nearest words, or all of them where they are few.
    """
    words = VOCABULARIES[vocabulary]
    if text in words:
        return text
    wanted = fold_word(text)
    for word in words:
        if fold_word(word) == wanted:
            return word
    alias = ALIASES.get(vocabulary, {}).get(wanted)
    if alias:
        return alias
    where = f"'interdict fields {vocabulary}' lists them"
    raise ValueError(f"{quote(text)} is not one of its words; {suggest(text, words, where=where)}")


def quote(text: str) -> str:
    """Set a text in quotation marks for a message, shortened where it is long; in double ones where it holds single."""
    mark = '"' if "'" in text and '"' not in text else "'"
    return f"{mark}{text if len(text) <= 60 else text[:57] + '...'}{mark}"


FIELDS_LIST_THEM = "'interdict fields' lists them"


def suggest(
    text: str, words: Mapping[str, str] | tuple[str, ...], *, few: int = 12, where: str = FIELDS_LIST_THEM
) -> str:
    """Say which of the words is nearest to the text; where none is near list them, or say where they are listed."""
    if not words:
        return "there is none"
    near = find_near(text, tuple(words))
    if near:
        return "did you mean " + " or ".join(near) + "?"
    if len(words) <= few:
        return "use one of " + ", ".join(words)
    return where


def find_near(text: str, words: tuple[str, ...], *, limit: int = 2) -> list[str]:
    """Return the words that resemble the text, the nearest first."""
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        text[:80], words, scorer=fuzz.WRatio, processor=utils.default_process, limit=limit, score_cutoff=70
    )
    best = found[0][1] if found else 0
    return [word for word, score, _ in found if score >= best - 5]
