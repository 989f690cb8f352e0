"""The words by which a sentence on an interdiction is understood. Plain data tables; goods have their own."""

from __future__ import annotations

from collections.abc import Mapping

from interdict.articles.tables import word_list, word_set

# Kinds of conveyance by their nouns in the singular.
CONVEYANCES: Mapping[str, str] = {
    **dict.fromkeys(
        word_list(
            "ship vessel freighter tanker boat dhow carrier cargoship trawler speedboat skiff schooner yacht "
            "ferry coaster "
            "reefer supertanker steamer bulker vlcc ulcc suezmax aframax containership sailboat ro-ro tug "
            "tugboat merchantman skiff"
        ),
        "vessel",
    ),
    **dict.fromkeys(word_list("barge"), "barge"),
    **dict.fromkeys(word_list("plane aircraft airplane aeroplane jet airliner jetliner"), "aircraft"),
    **dict.fromkeys(word_list("truck lorry lorries"), "truck"),
    **dict.fromkeys(word_list("train wagon railcar"), "train"),
}
# What may stand before such a noun as part of the type.
TYPE_WORDS = word_set(
    "general cargo container bulk oil crude product products oil-products chemical gas lpg lng "
    "merchant fishing ro-ro motor "
    "livestock supply very large sailing commercial civilian transport passenger single-hull double-hull "
    "crude-oil fuel refrigerated river ocean-going seagoing dry multipurpose multi-purpose twin-engine "
    "military-transport articulated semi-trailer roll-on/roll-off coastal"
)
MODES: Mapping[str, str] = {
    "vessel": "sea", "barge": "inland_water", "aircraft": "air", "truck": "road", "train": "rail",
}  # fmt: skip

WARSHIPS = word_set(
    "warship frigate destroyer cruiser corvette gunboat cutter helicopter helicopters submarine "
    "minesweeper inflatable "
    "inflatables patrol-boat battleship"
)

# Who carries out an interdiction, where an adjective or a name of a state stands before it.
OFFICIALS = word_set(
    "authority authorities customs navy police coastguard coastguards gendarmerie army military "
    "forces force troops "
    "marines soldiers sailors commandos officials official officers agents inspectors government guards "
    "team teams patrol patrols searchers gendarmes operatives policemen troopers guardsmen paratroopers frogmen "
    "detectives"
    " customsmen coalition navies personnel security agencies agency investigators ministry "
    "services service"
)
# Those of them that are a service by name, with what may stand before them.
OFFICIAL_PHRASES = (
    "coast guard", "coast guards", "member state", "task force", "partner forces", "maritime forces",
    "coast guard teams", "border guard", "border guards", "border police", "air force", "security forces",
    "security agents", "security officials", "security service", "state security service", "naval forces",
    "naval vessel", "naval vessels", "navy ship", "navy ships", "navy vessel", "navy warship", "special forces",
    "customs officers", "customs agents", "customs officials", "customs service", "customs inspectors",
    "customs people", "customs authorities", "patrol boat", "patrol boats", "patrol vessel", "patrol ship",
    "coast guard ship", "coast guard vessel", "coast guard cutter", "navy seals", "navy commandos",
    "police officers", "boarding party", "boarding parties", "customs men", "customs teams",
    "border agency", "navy boarding team", "boarding team", "security agencies",
    "port authority", "port authorities", "maritime police", "drug enforcement agents", "drug enforcement agency",
    "anti-narcotics police", "counter-terrorism police",
)  # fmt: skip

# Words that are written small in running text, so that a capital at the start of a sentence says nothing.
SMALL_WORDS = word_set(
    "a about according acting after again all although among an and another any are around as asked "
    "at because been before "
    "behind beneath being below beside besides between both but by can cargo containers could days despite documents "
    "due "
    "during each earlier early either eight even every experts few five following for four from had has have he her "
    "here "
    "his how however if in initial inside instead into investigators is it its last late later like many more most "
    "much "
    "my neither never nine no nobody none nor not nothing now of off on once one only or other our out outside over "
    "papers people prosecutors seized seven several she shortly since six so some such teams ten that the their them "
    "then there "
    "these they this those though three through thus to today tomorrow two under until up upon was we were weapons "
    "what when where "
    "whether which while who whose why will with within without would yesterday yet you your inspectors sources "
    "diplomats "
    "officials authorities police customs navy marines soldiers separately meanwhile previously under half dozens "
    "hundreds thousands "
    "just near next part soon still that's it's he's she's there's arms crew vessel ship plane aircraft truck trucks "
    "tanker"
)

# Words that stand for the goods or the conveyance of a case, and for those aboard.
PRONOUNS = word_set("it them they she her this these")
LOADS = word_set(
    "cargo cargoes shipment shipments consignment consignments container containers load goods items haul "
    "material materials "
    "cache contraband convoy contents boxes crates all everything packages"
)
CREW = word_set(
    "crew mariners seafarers crewmen "
    "seamen sailors captain master crewmembers members suspects men people drivers pilots he"
)
BE = word_set("was were been being is are be get got getting")
UNREAL = word_set(
    "not never without would could may might should must will can to n't cannot no nobody if whether unless"
)
PREPOSITIONS = word_set(
    "of from in for to against with at near off on between by into aboard onboard through via "
    "toward towards under behind "
    "about over like outside across around inside within among than"
)
# Who takes a ship and is no service.
OUTLAWS = word_set(
    "pirates rebels militants gunmen smugglers hijackers captain master crew owner owners attackers "
    "militia militias insurgents fighters traffickers"
)
