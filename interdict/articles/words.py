"""The words by which a sentence on an interdiction is understood. Plain data tables; goods have their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from interdict.articles.tables import word_list, word_set


class Verb(NamedTuple):
    """A form of a verb: its lemma, and whether it is `past` (also the participle), `base`, `ing`, or a `noun`."""

    lemma: str
    form: str


# What is done in an interdiction, by what it may mean. `take` becomes seized or impounded by its object, `hold`
# impounded; `stop` and `look` say that something was done and not what came of it.
_ACTS: Mapping[str, str] = {
    "take": "seize confiscate capture commandeer",
    "hold": "impound detain arrest hold:held withhold:withheld",
    "stop": "intercept interdict stop halt board raid divert foil thwart storm prevent catch:caught",
    "look": "inspect search",
    "find": "find:found discover uncover recover unearth",
    "free": "release free clear let:let allow permit",
    "deny": "deny refuse reject bar block",
    "turn": "turn reverse",
}
_PHRASES: Mapping[str, str] = {
    "stop": "prevented the export of/prevented the shipment of/blocked the export of/blocked the shipment of/pulled "
    "over/caught up with/came up with/drew alongside/went aboard/gone aboard/came aboard/climbed aboard/climbed on "
    "board/went on board/gone on board/came on board/put a party on/sent a boarding party/ordered to land/ordered to "
    "put down/made to land/forced to land/ordered to "
    "stop/forced down/forced/compelled/announced the interception of/announced the boarding of",
    "hold": "has kept/have kept/had kept/placed under arrest/placed under detention/put under arrest/"
    "taken into custody/prevented from leaving/stopped from leaving/barred from leaving",
    "look": "carried out an inspection/conducted an inspection/carried out a search/conducted a search/undertook a "
    "search/went over/went through/combed through",
    "find": "came upon/came across/turned up/come upon",
    "turn": "made for home/turned for home/headed for home/headed home/sailed home",
    "deny": "turned down/refused leave/denied entry",
    "take": "took control of/taken control of/took possession of/took over/taken over/"
    "led to the seizure of/resulted in the seizure of/"
    "carried out the seizure of/announced the seizure of/announced the confiscation of/reported the seizure of",
}
# Acts as nouns; they tell of an interdiction where they say by whom.
ACT_NOUNS: Mapping[str, str] = {
    "the seizure of": "take", "the confiscation of": "take", "the interception of": "stop", "the boarding of": "stop",
    "the detention of": "hold", "the impounding of": "hold",
}  # fmt: skip
# Verbs of other doings, which keep dates and places for themselves.
_OTHERS = word_list("""
    say:said announce tell:told report state add note:noted inform notify confirm admit claim deny:denied declare
    describe list label mention show:showed show:shown reveal display exhibit publish release speak:spoke
    speak:spoken write:wrote leave:left depart sail arrive dock berth anchor call load fly:flew fly:flown carry
    transport ship deliver transfer adopt pass extend renew decide vote impose ban forbid:forbade forbid:forbidden
    prohibit require ask request urge charge convict sentence question interrogate deport hand examine analyse
    analyze identify suspect believe think:thought follow track shadow monitor escort tow move take:took take:taken
    bring:brought open store destroy sink:sank sink:sunk dispose unload offload discharge return go:went go:gone
    come:came begin:began begin:begun start end visit meet:met welcome recall conclude transship tranship issue
    obtain file enter spot notice see:saw see:seen sight supply provide buy:bought sell:sold send:sent receive own
    operate charter register flag hide:hid hide:hidden conceal bury cover mark violate breach invoke cite designate
    blacklist warn alert acting act try attempt plan intend make:made happen occur take_place:took_place get:got
    give:gave give:given have:had put:put keep:kept become:became drop keep remain wait expect due fear accuse
""")


@cache
def list_verbs() -> tuple[Mapping[str, tuple[str, Verb]], Mapping[str, Verb]]:
    """Return the forms of the acts, each with its class, and those of other verbs."""
    acts = {form: (kind, verb) for kind, lemmas in _ACTS.items() for form, verb in _conjugate(lemmas.split()).items()}
    for kind, phrases in _PHRASES.items():
        acts.update((phrase, (kind, Verb(phrase.split("/")[0], "past"))) for phrase in phrases.split("/"))
    acts.update((phrase, (kind, Verb(phrase, "noun"))) for phrase, kind in ACT_NOUNS.items())
    acts["board"] = ("stop", Verb("board", "base"))
    others = {form: verb for form, verb in _conjugate(_OTHERS).items() if form not in acts}
    return acts, others


def _conjugate(lemmas: Sequence[str]) -> dict[str, Verb]:
    forms: dict[str, Verb] = {}
    for entry in lemmas:
        lemma, _, past = entry.replace("_", " ").partition(":")
        stem = lemma.removesuffix("e")
        double = stem + stem[-1] if lemma in _DOUBLED else stem
        if lemma.endswith("y") and lemma[-2] not in "aeiou":
            forms[lemma[:-1] + "ies"] = Verb(lemma, "base")
            past = past or lemma[:-1] + "ied"
        else:
            forms[lemma + ("es" if lemma[-1] in "sxh" else "s")] = Verb(lemma, "base")
        forms[lemma] = Verb(lemma, "base")
        forms[double + "ing"] = Verb(lemma, "ing")
        forms[past or double + "ed"] = Verb(lemma, "past")
    return forms


_DOUBLED = word_set(
    "stop bar let ban ship drop get put sit begin run transship tranship flag permit transfer admit label tip patrol"
)

# Kinds of conveyance by their nouns in the singular.
CONVEYANCES: Mapping[str, str] = {
    **dict.fromkeys(
        word_list(
            "ship vessel freighter tanker boat dhow carrier cargoship trawler speedboat skiff schooner yacht "
            "ferry coaster "
            "reefer supertanker steamer bulker vlcc containership sailboat ro-ro tug tugboat merchantman skiff"
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
    "team teams patrol patrols searchers coalition navies personnel security agencies agency investigators ministry "
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
    "police officers", "border agency", "navy boarding team", "boarding team", "security agencies",
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
