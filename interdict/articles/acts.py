"""Find what was done in an interdiction: the verb, whether it really happened, to what, and by whom."""

from __future__ import annotations

import re
from typing import NamedTuple

from interdict.articles.actors import Actor, find_agents, find_next, find_subjects
from interdict.articles.patterns import Pattern
from interdict.articles.reality import is_passive_form, is_told_as_done
from interdict.articles.sentences import Sentence
from interdict.articles.standings import find_standings
from interdict.articles.tables import word_set
from interdict.articles.targets import find_target
from interdict.articles.verbs import Verb, list_doings

# `took both of them off the ship`, `taken off the ship`: what is taken from a conveyance.
_TAKES_OFF = Pattern(
    r"vrb/(?:took|taken) (?:(?!pun/|vrb/|act/|dat/)\S+ ){0,6}?wrd/off (?:wrd/(?:the|a|an) )?(?:\S+ ){0,2}?(?:cnv|shp)/"
)
# What is done elsewhere every day is an act where a service does it to one of these.
_TARGETS = {
    "take": word_set("gds load"),
    "hold": word_set("cnv name gds load"),
    "stop": word_set("cnv name"),
    "look": word_set("cnv name load"),
    "find": word_set("gds load"),
}
# `was escorted to the port of Manzanillo`, by whomever.
_SENDINGS = word_set("escort bring take order shepherd redirect re-route reroute steer lead")
_INTO_PORT = Pattern(
    r"\S+ (?:wrd/away )?wrd/(?:to|into|back_to) (?:(?!pun/|act/|vrb/)\S+ ){0,6}?(?:wrd/(?:port|harbou?r"
    r"|anchorage|shore|safety)|cty/)"
)
_OF_ITS_LOAD = Pattern(r"\S+ wrd/of (?:wrd/\S+ ){0,3}?(?:wrd/(?:cargo|load|shipment|consignment|contents)|gds/)")
# `slid down ropes to her deck`, `rappelled on to the ship`
_LOWERINGS = word_set(
    "rappel abseil fast-rope slide_down come_over swing_over come_down_on drop_down_on draw_up_beside "
    "draw_up_alongside send_a_party_to "
    " drop_on land_on clamber_aboard jump_on climb_on"
)
_ALONE = word_set("pounce swoop close_in strike intervene move_in")
_ONTO_DECK = Pattern(r"\S+ (?:(?!pun/[.;]|act/)\S+ ){0,8}?(?:wrd/(?:decks?|bridge|rails?|side|it|her)|cnv/|shp/|abd/)")


class Act(NamedTuple):
    """An act of an interdiction: its class and lemma, the chunk, what it was done to, and by whom."""

    kind: str
    lemma: str
    place: int
    is_passive: bool
    is_real: bool
    target: str  # cnv, gds, load, crew, it or ""
    target_place: int
    actors: tuple[Actor, ...] = ()
    is_noun: bool = False  # told by a noun and no verb of its own


def find_acts(sentence: Sentence) -> list[Act]:
    """Return the acts of a sentence in order."""
    found = []
    for place, chunk in enumerate(sentence.chunks):
        act = None
        if chunk.tag == "act" or _TAKES_OFF.match(sentence.code, sentence.offsets[place]):
            kind, verb = chunk.value if chunk.tag == "act" else ("take", chunk.value)
            read = _read_noun if verb.form == "noun" else _read_act
            act = read(sentence, place, kind, verb)
        elif chunk.tag == "vrb" and chunk.value.lemma in list_doings():
            act = _read_doing(sentence, place, chunk.value)
        if act is not None:
            found.append(act)
    told = [
        Act(s.kind, s.lemma, s.place, s.is_passive, True, s.target, s.target_place, s.actors, is_noun=True)
        for s in find_standings(sentence, find_subjects)
    ]
    places = {act.place for act in told}
    return sorted([*told, *(act for act in found if act.place not in places)], key=lambda act: act.place)


def _read_doing(sentence: Sentence, place: int, verb: Verb) -> Act | None:
    """Read `customs opened the boxes`, which is an act because a service did it to the load."""
    kinds = list_doings()[verb.lemma]
    act = _read_act(sentence, place, kinds[0], verb)
    if act is None or not act.is_real:
        return None
    if not any(actor.is_close for actor in act.actors):
        return _read_unsaid(sentence, act)
    if verb.lemma in _LOWERINGS and _ONTO_DECK.match(sentence.code[sentence.offsets[place] :]):
        return act._replace(kind="stop", lemma="lower")
    if verb.lemma in _ALONE and act.target in {"", "it", "cnv", "name"} and not act.is_passive:
        return act._replace(kind="stop", lemma="lower")
    if place == 0 and act.is_passive and "stop" in kinds:
        return act._replace(kind="stop", lemma="lower")  # Taken under escort to Rhodes by the coast guard
    kind = next((kind for kind in kinds if act.target in _TARGETS[kind]), None)
    return act._replace(kind=kind) if kind else None


def _read_unsaid(sentence: Sentence, act: Act) -> Act | None:
    """Read what only a service does, although the text does not say which: was escorted into port."""
    after = sentence.code[sentence.offsets[act.place] :]
    if not act.is_passive:
        return None
    if act.lemma == "relieve" and _OF_ITS_LOAD.match(after):
        return act._replace(kind="take", target="load")
    is_sent = act.lemma in _SENDINGS and act.target in _TARGETS["stop"] and _INTO_PORT.match(after)
    return act._replace(kind="stop", lemma="send") if is_sent else None


def _read_noun(sentence: Sentence, place: int, kind: str, verb: Verb) -> Act | None:
    """Read `the seizure of 300 rifles by the navy`, which tells of an act where it says by whom."""
    target, at = find_target(sentence, place, is_passive=False)
    agents = tuple(find_agents(sentence, place))
    is_done = any(agent.state for agent in agents)
    return Act(kind, verb.lemma, place, True, True, target, at, agents) if is_done else None


def _read_act(sentence: Sentence, place: int, kind: str, verb: Verb) -> Act | None:
    chunks = sentence.chunks
    is_passive = is_passive_form(sentence, place, verb)
    is_real = is_told_as_done(sentence, place, verb)
    if verb.form == "ing" and place and chunks[place - 1].low in {"its", "their", "her"} and kind in {"take", "hold"}:
        return Act(kind, verb.lemma, place, True, True, "it", place - 1)  # its impounding
    if kind == "turn" and verb.lemma in {"turn", "reverse"}:
        after = " ".join(chunk.low for chunk in chunks[place + 1 : place + 4])
        if not re.match(r"(?:its |her |the )?(?:back|around|round|course|away)", after):
            return None
    if kind == "deny" and verb.form != "past":
        return None  # a policy, not an act
    if verb.lemma == "search" and chunks[place].low == "search":
        return None  # the noun
    target, at = find_target(sentence, place, is_passive=is_passive)
    if verb.lemma == "take over" and target not in {"cnv", "name"}:
        return None  # the search, the watch
    if is_passive and at > 0 and chunks[at - 1].low in {"than", "unlike"}:
        is_real = False
    if kind == "free" and not _frees(sentence, place):
        return None
    if kind == "deny" and re.match(
        r"\S+ wrd/to (?:act|vrb)/(?:let|allow|permit) ", sentence.code[sentence.offsets[place] :]
    ):
        return Act(kind, verb.lemma, place, is_passive, is_real, target, at, tuple(find_next(sentence, place + 3)))
    actors = find_agents(sentence, place) if is_passive else find_subjects(sentence, place)
    return Act(kind, verb.lemma, place, is_passive, is_real, target, at, tuple(actors))


def _frees(sentence: Sentence, place: int) -> bool:
    """Say whether `let`, `allow` and `clear` mean that someone may go."""
    chunk = sentence.chunks[place]
    if chunk.value[1].lemma in {"release", "free"}:
        return chunk.low in {"released", "freed"}
    after = " ".join(other.low for other in sentence.chunks[place + 1 : place + 6])
    return bool(re.search(r"\b(?:to|go) ?(?:leave|sail|proceed|go|depart|continue|return|fly|resume)?\b", after)) and (
        re.match(
            r"(?:it |the \S+ |them |her )?(?:go\b|to (?:leave|sail|proceed|go|depart|continue|return|fly|resume))",
            after,
        )
        is not None
    )
