"""Find what was done in an interdiction: the verb, whether it really happened, to what, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set
from interdict.articles.words import BE, CREW, LOADS, OUTLAWS, PREPOSITIONS, PRONOUNS, UNREAL, Verb

_FARTHEST = 900  # characters of the code between a subject and its verb
_REACH = 14  # chunks between a verb and its object
_NOUN = r"(?:wrd|cap|cod|num)/\S+"
# What carries out an act: a service of a state, a service by name, a ship of one, or the state itself.
_ACTOR = re.compile(
    r" (?:(?P<nation>(?:adj|nat)/\S+)(?: pos/\S+)?(?P<between>(?: wrd/\S+){0,4}?) (?P<service>(?:off|war)/\S+(?: "
    r"cap/\S+)?)"
    r"|(?P<whose>off/\S+ wrd/of (?:wrd/the )?(?:nat|cty)/\S++)(?! (?:cnv|pos)/)"
    r"|(?P<known>svc/\S+(?: off/\S+)?)"
    r"|(?P<state>(?:nat|cty)/\S++)(?! (?:cnv|gds|pos|off|war|cod|adj)/)"
    r"|(?P<bare>(?:off|war)/\S+))"
)
_TEAMS = re.compile(
    r"(?:wrd|off)/(?:team|teams|\S+_team|\S+_teams|party|members|officers|marines|men|commandos|crew|sailors"
    r"|helicopter|detachment|soldiers) "
    r"wrd/(?:from|of|with|aboard) (?:wrd/(?:the|a|an) )?$"
)
# `South Korea said that it was holding`: the state is the subject all the same.
_SAID_IT = re.compile(
    r"^(?:has |had )?(?:said|says|announced|reported|confirmed|revealed|stated)(?: on| late| in a statement)*(?: "
    r"that)? (?:it|they)(?: had| has| have| was| were| is| are| also| recently)*$"
)
# `similar to the arms seized in previous operations` tells of other cases.
_ELSEWHERE = re.compile(r"\bsimilar to (?:the |those )|\bin (?:previous|earlier|past|prior) ")
_NAME_BEFORE = re.compile(r" ((?:(?:cap|org)/\S+ )+)(?:wrd/(?:has|had|have|also|then) |vrb/(?:has|had|have) )*$")
_LISTED = re.compile(r"[ ](?:(?:wrd/\S+|num/\S+|cap/\S+|off/\S+|pun/,) ){0,6}")
_LEADS_AWAY = re.compile(r"wrd/(?:to|who|which|that|in|at|off|near|from|after|for) $")
_CAPITAL_VERBS = word_set("say invoke act decide report inform announce tell agree want")


class Actor(NamedTuple):
    """Who acted: the state, None where only a service is named; the words; and the chunks they stand in."""

    state: str | None
    words: str
    first: int
    last: int
    is_close: bool


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


def find_acts(sentence: Sentence) -> list[Act]:
    """Return the acts of a sentence in order."""
    found = []
    for place, chunk in enumerate(sentence.chunks):
        if chunk.tag != "act":
            continue
        kind, verb = chunk.value
        act = _read_act(sentence, place, kind, verb)
        if act is not None:
            found.append(act)
    return found


def _read_act(sentence: Sentence, place: int, kind: str, verb: Verb) -> Act | None:
    chunks = sentence.chunks
    is_passive = _is_passive(sentence, place, verb)
    is_real = _is_real(sentence, place, verb)
    if verb.form == "ing" and place and chunks[place - 1].low in {"its", "their", "her"} and kind in {"take", "hold"}:
        return Act(kind, verb.lemma, place, True, True, "it", place - 1)  # its impounding
    if kind == "turn":
        after = " ".join(chunk.low for chunk in chunks[place + 1 : place + 4])
        if not re.match(r"(?:its |her |the )?(?:back|around|round|course|away)", after):
            return None
    if kind == "deny" and verb.form != "past":
        return None  # a policy, not an act
    if verb.lemma == "search" and chunks[place].low == "search":
        return None  # the noun
    target, at = _find_target(sentence, place, is_passive=is_passive)
    if is_passive and at > 0 and chunks[at - 1].low in {"than", "unlike"}:
        is_real = False
    if kind == "free" and not _frees(sentence, place):
        return None
    actors = _find_agents(sentence, place) if is_passive else _find_subjects(sentence, place)
    return Act(kind, verb.lemma, place, is_passive, is_real, target, at, tuple(actors))


def _frees(sentence: Sentence, place: int) -> bool:
    """Say whether `let`, `allow` and `clear` mean that someone may go."""
    chunk = sentence.chunks[place]
    if chunk.value[1].lemma == "release":
        return chunk.low == "released"
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
    # `weapons found aboard a ship`: a participle after its noun.
    reduced = before is not None and (before.tag in {"cnv", "gds"} or before.low in LOADS)
    return reduced and (after is None or after.tag in {"abd", "dat", "pun"} or after.low in PREPOSITIONS)


def _is_real(sentence: Sentence, place: int, verb: Verb) -> bool:
    """Say whether an act is told as done, not as wished, denied or asked for."""
    chunks = sentence.chunks
    before = chunks[max(0, place - 4) : place]
    if verb.form == "base":
        return (
            sentence.is_heading
            and chunks[place].low.endswith("s")
            and not any(chunk.low == "to" for chunk in before[-1:])
        )
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
    if re.search(
        r"(?:reported|said|believed|understood|known|thought) to have $", "".join(chunk.low + " " for chunk in before)
    ):
        return True
    for chunk in reversed(before):
        if chunk.low in UNREAL:
            return False
        if chunk.tag in {"pun", "cnv", "gds", "off", "nat", "cap", "svc"} or chunk.low in {"and", "that", "which"}:
            break
    return True


def _find_target(sentence: Sentence, place: int, *, is_passive: bool) -> tuple[str, int]:
    """Return what an act was done to, and its chunk."""
    chunks = sentence.chunks
    if is_passive:
        for at in range(place - 1, max(-1, place - 2 * _REACH), -1):
            kind = _name_target(sentence, at)
            if kind:
                return kind, at
        return "", -1
    for at in range(place + 1, min(len(chunks), place + _REACH)):
        kind = _name_target(sentence, at)
        if kind:
            return kind, at
        if chunks[at].tag == "act" and at == place + 2 and chunks[place + 1].low == "and":
            continue  # stopped and detained the ship
        if chunks[at].tag in {"act", "vrb"} and chunks[at].value and at > place + 1:
            break
    return "", -1


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


def _find_subjects(sentence: Sentence, place: int) -> list[Actor]:
    """Return who did what a verb in the active says: what stands before it and hangs on no preposition."""
    chunks, end = sentence.chunks, sentence.offsets[place]
    begin = sentence.code.rfind(" ", 0, max(1, end - _FARTHEST))  # a long row of verbs must not cost its square
    before = sentence.code[max(0, begin) : end]
    for found in reversed(list(_ACTOR.finditer(before))):
        actor = _make_actor(sentence, found, place, shift=max(0, begin))
        if actor is None or (actor.state is None and found["bare"] is None):
            continue
        leading = before[: found.start() + 1]
        bare = re.sub(r"(?:(?:wrd/(?:the|a|an|two|three|its|their)|num/\S+) )+$", "", leading)
        last = re.search(r"\S+/(\S+) $", bare)
        if last and last[1] in PREPOSITIONS and not _TEAMS.search(leading):
            continue
        if found["state"] and chunks[actor.first].tag == "cty" and not _speaks(sentence, actor.last):
            continue
        return [actor, *_find_partners(sentence, actor, place)]
    return _find_unknown_subject(sentence, place)


def _find_unknown_subject(sentence: Sentence, place: int) -> list[Actor]:
    """Return who stands right before the verb where it is a name that no table has, such as `Operation X`."""
    end = sentence.offsets[place]
    start = sentence.code.rfind(" ", 0, max(1, end - 150))
    found = _NAME_BEFORE.search(sentence.code[max(0, start) : end])
    if found is None or OUTLAWS.intersection(re.findall(r"/(\S+)", found[1])):
        return []
    first, last = (
        sentence.find_chunk(max(0, start) + found.start(1)),
        sentence.find_chunk(max(0, start) + found.end(1) - 2),
    )
    return [Actor(None, sentence.write(first, last), first, last, is_close=True)]


def _speaks(sentence: Sentence, last: int) -> bool:
    """Say whether a capital is the subject of a verb of governments: Seoul invoked, but not in Seoul."""
    after = sentence.chunks[last + 1 : last + 4]
    return any(chunk.tag == "vrb" and chunk.value and chunk.value.lemma in _CAPITAL_VERBS for chunk in after)


def _find_partners(sentence: Sentence, actor: Actor, place: int) -> Iterator[Actor]:
    """Yield those who are named with an actor: `Italian and Greek warships`, `customs and the navy`."""
    after = sentence.code[sentence.offsets[actor.last] : sentence.offsets[place]]
    found = re.match(r"\S+ wrd/and (?:wrd/the )?", after)
    if found:
        more = _ACTOR.match(" " + after[found.end() :])
        if more:
            shifted = sentence.offsets[actor.last] + found.end() - 1
            partner = _make_actor(sentence, more, place, shift=shifted)
            if partner and partner.state:
                yield partner


def _find_agents(sentence: Sentence, place: int) -> list[Actor]:
    """Return who did what a verb in the passive says: what follows `by`."""
    start = sentence.offsets[place]
    found = re.match(r"\S+ (?:(?!wrd/by )(?!pun/[.;:] )(?!act/)\S+ ){0,9}?wrd/by ", sentence.code[start:])
    if found is None:
        return []
    actors: list[Actor] = []
    at = start + found.end() - 1
    for more in _ACTOR.finditer(sentence.code, at):
        between = sentence.code[at : more.start() + 1]
        is_list = _LISTED.fullmatch(between) and not _LEADS_AWAY.search(between)
        if not is_list and not _TEAMS.search(between):
            break
        actor = _make_actor(sentence, more, place)
        if actor:
            actors.append(actor)
        at = more.end()
    return actors


def _make_actor(sentence: Sentence, found: re.Match[str], place: int, *, shift: int = 0) -> Actor | None:
    first = sentence.find_chunk(shift + found.start() + 1)
    last = sentence.find_chunk(shift + found.end() - 1)
    chunks = sentence.chunks
    state = next((chunk.value for chunk in chunks[first : last + 1] if chunk.tag in {"adj", "nat", "svc", "cty"}), None)
    between = chunks[last + 1 : place]
    said = _SAID_IT.search(" ".join(chunk.low for chunk in between if chunk.tag != "dat"))
    is_close = said is not None or not any(
        chunk.tag in {"vrb", "act"} and chunk.low not in {"had", "has", "have"} for chunk in between
    )
    return Actor(state or None, sentence.write(first, last), first, last, is_close)
