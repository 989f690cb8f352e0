"""Find what was done in an interdiction: the verb, whether it really happened, to what, and by whom."""

from __future__ import annotations

import re
from typing import NamedTuple

from interdict.articles.actors import Actor, find_agents, find_next, find_subjects
from interdict.articles.clauses import is_in_present
from interdict.articles.sentences import Sentence
from interdict.articles.standings import find_standings
from interdict.articles.tables import word_set
from interdict.articles.verbs import Verb, list_doings
from interdict.articles.words import BE, CREW, LOADS, PREPOSITIONS, PRONOUNS, UNREAL

# `took both of them off the ship`, `taken off the ship`: what is taken from a conveyance.
_TAKES_OFF = re.compile(
    r"vrb/(?:took|taken) (?:(?!pun/|vrb/|act/|dat/)\S+ ){0,6}?wrd/off (?:wrd/(?:the|a|an) )?(?:\S+ ){0,2}?(?:cnv|shp)/"
)
_FORCED = re.compile(r"\b(?:forced|compelled|obliged|made) [^.;,]{2,40} (?:to )?$")
_REACH = 14  # chunks between a verb and its object
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
_INTO_PORT = re.compile(r"\S+ (?:wrd/away )?wrd/(?:to|into|back_to) (?:(?!pun/|act/|vrb/)\S+ ){0,6}?(?:wrd/(?:port|harbou?r|anchorage|shore|safety)|cty/)")
_OF_ITS_LOAD = re.compile(r"\S+ wrd/of (?:wrd/\S+ ){0,3}?(?:wrd/(?:cargo|load|shipment|consignment|contents)|gds/)")
# `slid down ropes to her deck`, `rappelled on to the ship`
_LOWERINGS = word_set("rappel abseil fast-rope slide_down come_over swing_over come_down_on drop_down_on draw_up_beside draw_up_alongside send_a_party_to "
    " drop_on land_on clamber_aboard jump_on climb_on")
_ALONE = word_set("pounce swoop close_in strike intervene move_in")
_ONTO_DECK = re.compile(r"\S+ (?:(?!pun/[.;]|act/)\S+ ){0,8}?(?:wrd/(?:decks?|bridge|rails?|side|it|her)|cnv/|shp/|abd/)")
# `helped Gibraltar to arrest a tanker`: what follows was done.
_MANAGED = re.compile(r"\b(?:helped|managed|assisted|able|succeeded|proceeded|went on) [^.;,]{0,40}$")
# `similar to the arms seized in previous operations` tells of other cases.
_ELSEWHERE = re.compile(r"\bsimilar to (?:the |those )|\bin (?:previous|earlier|past|prior) ")


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
    target, at = _find_target(sentence, place, is_passive=False)
    agents = tuple(find_agents(sentence, place))
    is_done = any(agent.state for agent in agents)
    return Act(kind, verb.lemma, place, True, True, target, at, agents) if is_done else None


def _read_act(sentence: Sentence, place: int, kind: str, verb: Verb) -> Act | None:
    chunks = sentence.chunks
    is_passive = _is_passive(sentence, place, verb)
    is_real = _is_real(sentence, place, verb)
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
    target, at = _find_target(sentence, place, is_passive=is_passive)
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


def _is_passive(sentence: Sentence, place: int, verb: Verb) -> bool:
    if verb.form != "past":
        return False
    chunks = sentence.chunks
    if place == 0:  # Seized by Oman, the ship ...
        return any(chunk.low == "by" for chunk in chunks[1:8])
    for chunk in reversed(chunks[max(0, place - 5) : place]):
        if chunk.low in BE:
            return True
        if chunk.tag in {"vrb", "act"} and chunk.low in {"had", "has", "have"}:
            return False
        if not (
            chunk.tag == "dat"
            or chunk.low in {"also", "on", "then", "later", "first", "reportedly", "formally", "in"}
            or chunk.low.endswith("ly")
            or (chunk.tag in {"act", "vrb"} and chunk.low.endswith("ed"))
            or chunk.low in {"and", ","}
        ):
            break
    before = chunks[place - 1] if place else None
    after = chunks[place + 1] if place + 1 < len(chunks) else None
    if before is not None and before.low == "and" and _is_passive_before(sentence, place - 1):
        return True
    # `weapons found aboard a ship`: a participle after its noun.
    if after is not None and after.low == "by":
        return True
    reduced = before is not None and (before.tag in {"cnv", "gds"} or before.low in LOADS)
    return reduced and (after is None or after.tag in {"abd", "dat", "pun"} or after.low in PREPOSITIONS)


def _is_passive_before(sentence: Sentence, place: int) -> bool:
    """Say whether the verb before `and` is passive, so that the next one is: was stopped by sailors and searched."""
    for at in range(place - 1, max(-1, place - 14), -1):
        chunk = sentence.chunks[at]
        if chunk.low in {";", "who", "which", "that"}:
            return False
        if chunk.tag in {"act", "vrb"} and chunk.value:
            verb = chunk.value if chunk.tag == "vrb" else chunk.value[1]
            return verb.form == "past" and at > 0 and sentence.chunks[at - 1].low in BE
    return False


def _is_real(sentence: Sentence, place: int, verb: Verb) -> bool:
    """Say whether an act is told as done, not as wished, denied or asked for."""
    chunks = sentence.chunks
    before = chunks[max(0, place - 4) : place]
    if (
        verb.form == "base"
        and verb.lemma == "turn"
        and _FORCED.search(_text_before(sentence, place))
    ):
        return True
    if verb.form == "base" and before[-1:] and before[-1].low == "to" and _MANAGED.search(_text_before(sentence, place)):
        return True
    if verb.form == "base":
        is_verb = chunks[place].low.endswith("s") if sentence.is_heading else is_in_present(sentence)
        return is_verb and not any(chunk.low == "to" for chunk in before[-1:])
    is_going_on = any(chunk.low in BE for chunk in before[-2:]) or bool(
        before and before[-1].low in {"announced", "reported", "confirmed"}
    )
    if (
        verb.form == "ing"
        and not is_going_on
        and not (before and (before[-1].tag in {"pun", "dat"} or before[-1].low in {"and", "after", "while", "before"}))
    ):
        return False
    around = sentence.text[max(0, chunks[place].start - sentence.start - 25) : chunks[place].end - sentence.start + 60]
    if _ELSEWHERE.search(around):
        return False
    if kind_is_free(verb) and re.search(r"\bordered [^.;,]{1,40} to be $", _text_before(sentence, place)):
        return True
    if re.search(
        r"(?:reported|said|believed|understood|known|thought) to have $", "".join(chunk.low + " " for chunk in before)
    ):
        return True
    joined = next((at for at in range(place - 1, max(-1, place - 4), -1) if chunks[at].low not in {"or", "and", ","}), -1)
    if 0 <= joined < place - 1 and chunks[joined].tag == "act":
        other = chunks[joined].value[1]
        return other.form != verb.form or _is_real(sentence, joined, other)  # may be blocked, detained or refused
    for chunk in reversed(before):
        if chunk.low in UNREAL and chunk.tag != "dat":
            return False
        if chunk.tag in {"pun", "cnv", "gds", "off", "nat", "cap", "svc"} or chunk.low in {"and", "that", "which"}:
            break
    return True


def _text_before(sentence: Sentence, place: int) -> str:
    return sentence.text[: sentence.chunks[place].start - sentence.start]


def _find_target(sentence: Sentence, place: int, *, is_passive: bool) -> tuple[str, int]:
    """Return what an act was done to, and its chunk."""
    chunks = sentence.chunks
    if is_passive:
        for at in range(place - 1, max(-1, place - 2 * _REACH), -1):
            kind = _name_target(sentence, at)
            if kind:
                carrier = _find_carrier(sentence, at) if kind in {"gds", "load"} else -1
                return (_name_target(sentence, carrier), carrier) if carrier >= 0 else (kind, at)
        if place:
            return "", -1
        comma = next((at for at, chunk in enumerate(chunks) if chunk.low == ","), len(chunks))
        found = ((_name_target(sentence, at), at) for at in range(comma + 1, min(len(chunks), comma + 8)))
        return next(((kind, at) for kind, at in found if kind), ("", -1))
    for at in range(place + 1, min(len(chunks), place + _REACH)):
        kind = _name_target(sentence, at)
        if kind:
            return kind, at
        if chunks[at].tag == "act" and at == place + 2 and chunks[place + 1].low == "and":
            continue  # stopped and detained the ship
        if chunks[at].tag in {"act", "vrb"} and chunks[at].value and at > place + 1:
            break
    return "", -1


_CARRYING = word_set("carrying loaded laden with bearing holding transporting containing carried crammed packed")


def kind_is_free(verb: Verb) -> bool:
    return verb.lemma in {"free", "release", "let"}


def _find_carrier(sentence: Sentence, at: int) -> int:
    """Return the ship to which something was done where the goods before the verb are only its load, -1 for none."""
    chunks = sentence.chunks
    for carrying in range(at - 1, max(-1, at - 7), -1):
        if chunks[carrying].low in {",", "and", "but", ";"} or chunks[carrying].tag == "act":
            return -1
        if chunks[carrying].low in _CARRYING:
            nouns = (place for place in range(carrying - 1, max(-1, carrying - 6), -1) if chunks[place].tag in {"cnv", "shp"})
            return next(nouns, -1)
    return -1


def _name_target(sentence: Sentence, at: int) -> str:
    chunk = sentence.chunks[at]
    if chunk.tag in {"cnv", "gds"}:
        return chunk.tag
    if chunk.low in LOADS:
        return "load"
    if chunk.low in CREW:
        return "crew"
    if chunk.low in PRONOUNS:
        return "it"
    return "name" if chunk.tag == "shp" else ""
