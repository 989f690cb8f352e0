"""The verbs by which a sentence on an interdiction is understood, and one function that inflects them.

A lemma may be a phrase, with `_` for a blank: `cart_away` gives `carted away`, `carting away`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    "take": "seize confiscate capture commandeer take_control_of take_possession_of take_over take_custody_of "
    "take_charge_of",
    "hold": "impound detain arrest hold withhold apprehend",
    "stop": "intercept interdict stop halt board raid divert foil thwart storm disrupt prevent catch waylay pull_over "
    "catch_up_with come_up_with draw_alongside go_aboard come_aboard climb_aboard clamber_aboard climb_on_board "
    "go_on_board come_on_board board_and_search",
    "look": "inspect search go_over go_through comb_through",
    "find": "find discover uncover recover unearth come_upon come_across turn_up",
    "free": "release free clear let allow permit",
    "deny": "deny refuse reject bar block turn_down turn_away",
    "turn": "turn reverse swing_around swing_round put_about double_back head_back steam_back sail_back go_back "
    "change_course reverse_course give_up_its_voyage head_home make_for_home turn_for_home head_for_home sail_home",
}
# Phrases that are known in one form, or with the verb in a form that others do not share.
_PHRASES: Mapping[str, str] = {
    "stop": "prevented the export of/prevented the shipment of/blocked the export of/blocked the shipment of/"
    "put a party on/sent a boarding party/ordered to land/ordered to "
    "put down/made to land/forced to land/forced to put down/ordered to "
    "stop/forced down/forced/compelled/announced the interception of/announced the boarding of",
    "hold": "has kept/have kept/had kept/placed under arrest/placed under detention/put under arrest/"
    "taken into custody",
    "look": "carried out an inspection/conducted an inspection/carried out a search/conducted a search/undertook a "
    "search/made a search/made an inspection/performed an inspection",
    "deny": "refused leave/denied entry/refused entry/refused passage/denied passage/denied access",
    "take": "led to the seizure of/resulted in the seizure of/"
    "carried out the seizure of/announced the seizure of/announced the confiscation of/reported the seizure of",
}
# Acts as nouns; they tell of an interdiction where they say by whom.
ACT_NOUNS: Mapping[str, str] = {
    "the seizure of": "take", "the confiscation of": "take", "the interception of": "stop", "the boarding of": "stop",
    "the detention of": "hold", "the impounding of": "hold",
}  # fmt: skip
# What is also done elsewhere every day, and is part of an interdiction where a service does it to a ship or its load.
_DOINGS: Mapping[str, str] = {
    "take": "remove offload unload secure appropriate requisition sequester relieve lift "
    "take_off take_away take_out_of take_from cart_away cart_off carry_off haul_away haul_off haul_out "
    "pull_out lift_off retrieve pull_from",
    "hold": "intern immobilise immobilize quarantine retain place_in_custody place_under_guard place_under_seal "
    "put_under_guard keep_in_port tie_up sit_on take_into_port take_in_custody",
    "stop": "escort chase pursue corner surround challenge swarm accost approach hail overhaul shepherd lead "
    "tow steer redirect re-route reroute ambush bring take flag_down take_aside pull_aside pull_out_of order rappel "
    "abseil fast-rope slide_down come_over swing_over land_on drop_on jump_on climb_on set_foot_on bust nab "
    "pounce_on pounce swoop close_in move_in strike intervene pull single_out wave_down close_in_on swoop_on "
    "descend_on "
    "steal_up_on get_hold_of lay_hands_on overtake overhaul head_off drive_off cut_off drop_down_on "
    "come_down_on draw_up_beside draw_up_alongside "
    "secure send_a_party_to",
    "look": "examine check pull_for_inspection scan probe rummage comb screen open unseal break_open cut_open "
    "burst_open dig_into prise_open pry_open "
    "force_open look_into look_over look_through sift_through unload empty x-ray break_the_seals_on "
    "break_the_seals_of look_inside test sample unpack",
    "find": "locate detect spot reveal see expose stumble_on stumble_upon bring_to_light hit_on light_upon chance_on "
    "notice count dig_out pull_out",
}
# Verbs of other doings, which keep dates and places for themselves.
_OTHERS = word_list("""
    say announce tell report state add note inform notify confirm admit claim deny declare disclose
    describe list label mention show reveal display exhibit publish release speak write leave depart sail arrive
    dock berth anchor call load fly carry
    transport ship deliver transfer adopt pass extend renew decide vote impose ban forbid
    prohibit require ask request urge charge convict sentence question interrogate deport hand examine analyse
    analyze identify suspect believe think follow track shadow monitor escort tow move take
    bring open store destroy sink dispose unload offload discharge return go
    come begin start end visit meet welcome recall conclude transship tranship issue
    obtain file enter spot notice see sight supply provide buy sell send receive own
    operate charter register flag hide conceal bury cover mark violate breach invoke cite designate
    blacklist warn alert acting act try attempt plan intend make happen occur take_place get
    give have put keep become drop remain wait expect due fear accuse
    yield produce establish prove turn_out
""")
# Further ones, of which the base form is left out, since most of them are nouns as well.
_FURTHER = word_list("""
    lay draw fall slip tie spend watch rush emerge complain insist press reach learn hope hear refer offer answer
    travel head steam sign plead win lose run rule present unveil brief testify argue stress comment respond reply hail
    thank elect appoint arraign indict sue fine extradite fuel threaten pile stow stack explain stand feel help agree
    support lead use serve face grow raise
    fire shoot chase pursue belong lie sit seem appear prepare await arrange recruit pay trace link
""")
# The past and the participle of the verbs that have their own.
_FORMS = """
    take took/taken go went/gone come came/come catch caught hold held bring brought lead led put put
    break broke/broken cut cut find found keep kept get got/gotten give gave/given see saw/seen set set
    steal stole/stolen sit sat drive drove/driven make made let let withhold withheld tell told deny denied
    show showed/shown speak spoke/spoken write wrote/written leave left fly flew/flown forbid forbade/forbidden
    think thought sink sank/sunk begin began/begun meet met buy bought sell sold send sent hide hid/hidden
    have had become became hit hit slide slid lay laid waylay waylaid light lit overhaul overhauled say said
    swing swung run ran/run dig dug burst burst overtake overtook/overtaken strike struck draw drew/drawn
    fall fell/fallen spend spent hear heard win won lose lost feel felt stand stood grow grew/grown
    rise rose/risen shoot shot pay paid understand understood free freed
"""
_IRREGULAR: Mapping[str, tuple[str, ...]] = {
    lemma: tuple(forms.split("/")) for lemma, forms in zip(word_list(_FORMS)[::2], word_list(_FORMS)[1::2], strict=True)
}
_DOUBLED = word_set(
    "stop bar let ban ship drop get put sit begin run transship tranship flag permit transfer admit label tip patrol "
    "slip cut set dig nab spot scan hit rappel swing"
)


@cache
def list_verbs() -> tuple[Mapping[str, tuple[str, Verb]], Mapping[str, Verb]]:
    """Return the forms of the acts, each with its class, and those of other verbs."""
    acts = {form: (kind, verb) for kind, lemmas in _ACTS.items() for form, verb in _conjugate(lemmas.split())}
    for kind, phrases in _PHRASES.items():
        acts.update((phrase, (kind, Verb(phrase.split("/")[0], "past"))) for phrase in phrases.split("/"))
    acts.update((phrase, (kind, Verb(phrase, "noun"))) for phrase, kind in ACT_NOUNS.items())
    acts["board"] = ("stop", Verb("board", "base"))
    others = {form: verb for form, verb in _conjugate(_OTHERS) if form not in acts}
    # Their base forms are left out: an `order`, a `check` and a `force` are nouns more often.
    for lemmas in (*map(str.split, _DOINGS.values()), _FURTHER):
        told = ((form, verb) for form, verb in _conjugate(lemmas) if verb.form != "base")
        others.update((form, verb) for form, verb in told if form not in acts and form not in others)
    return acts, others


@cache
def list_doings() -> Mapping[str, tuple[str, ...]]:
    """Return what each verb for an everyday doing may mean where a service does it."""
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, lemmas in _DOINGS.items():
        for lemma in lemmas.split():
            words = lemma.replace("_", " ")
            kinds[words] = (*kinds.get(words, ()), kind)
    return kinds


def _conjugate(lemmas: Iterable[str]) -> Iterator[tuple[str, Verb]]:
    for entry in lemmas:
        head, _, rest = entry.partition("_")
        tail = "".join(f" {word}" for word in rest.split("_") if word)
        lemma = head + tail
        for form, written in _inflect(head):
            yield written + tail, Verb(lemma, form)


def _inflect(lemma: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a verb of one word, each with what it is."""
    stem = lemma.removesuffix("e") if not lemma.endswith("ee") else lemma
    double = stem + stem[-1] if lemma in _DOUBLED else stem
    past: tuple[str, ...] = (double + "ed",)
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        yield "base", lemma[:-1] + "ies"
        past = (lemma[:-1] + "ied",)
    elif lemma[-2:] in {"ss", "ch", "sh"} or lemma[-1] in "xo":
        yield "base", lemma + "es"
    else:
        yield "base", lemma + "s"
    yield "base", lemma
    yield "ing", "seeing" if lemma == "see" else double + "ing"
    for form in _IRREGULAR.get(lemma, past):
        yield "past", form
