"""Find who did what a verb says: a service of a state, a service by name, a ship of one, or the state itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from interdict.articles.patterns import Pattern
from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set
from interdict.articles.words import OUTLAWS, PREPOSITIONS

_FARTHEST = 900  # characters of the code between a subject and its verb
# What carries out an act: a service of a state, a service by name, a ship of one, or the state itself.
_ACTOR = Pattern(
    r" (?:(?P<nation>(?:adj|nat|cty)/\S+)(?: pos/\S+)?(?P<between>(?: wrd/(?!(?:the|a|an|when|where|after"
    r"|before|as|while|and|that|which|who|but|because|if|until|on|by) )\S+){0,4}?) (?P<service>(?:off|war)/\S+(?: "
    r"cap/\S+)?)"
    r"|(?P<whose>off/\S+ wrd/of (?:wrd/the )?(?:nat|cty)/\S++)(?! (?:cnv|pos)/)"
    r"|(?P<known>svc/\S+(?: off/\S+)?)"
    r"|(?P<state>(?:nat|cty)/\S++)(?! (?:cnv|gds|pos|off|war|cod|adj)/)"
    r"|(?P<people>adj/\S*(?:s|sh|ch|ese))(?= (?:vrb|act)/)"
    r"|(?P<bare>(?:off|war)/\S+))"
)
_TEAMS = Pattern(
    r"(?:wrd|off)/(?:team|teams|commander|captain|skipper|divers|boats|boat|crews|men|officers|helicopters"
    r"|\S+_team|\S+_teams|party|members|officers|marines|men|commandos|crew|sailors"
    r"|helicopter|detachment|soldiers) "
    r"wrd/(?:from|of|with|aboard) (?:wrd/(?:the|a|an) )?$"
)
# `South Korea said that it was holding`: the state is the subject all the same.
_SAID_IT = Pattern(
    r"^(?:has |had )?(?:said|says|announced|reported|confirmed|revealed|stated)(?: on| late| in a statement)*(?: "
    r"that)? (?:it|they)(?: had| has| have| was| were| is| are| also| recently)*$"
)
# Those who are named before an actor as its equals: `Italian and` Greek warships, `Italy, the U.S. Navy and` Spain.
_EQUAL = (
    r"(?:(?:adj|nat)/\S+(?: pos/\S+)?(?: wrd/(?!and )\S+){0,2}? (?:off|war)/\S+|off/\S+ wrd/of (?:wrd/the )?nat/\S+"
    r"|svc/\S+|nat/\S+|adj/\S+)"
)
_EQUALS = Pattern(rf"(?<= ){_EQUAL}(?: pun/, (?:wrd/the )?{_EQUAL}){{0,6}} (?:pun/, )?wrd/and (?:wrd/the )?$")
_ONE_EQUAL = Pattern(rf"(?:^|(?<= )){_EQUAL}(?= )")
_FROM_SERVICES = Pattern(r"off/\S+ wrd/(?:of|from) (?:wrd/the )?$")
_NAME_BEFORE = Pattern(r" ((?:(?:cap|org)/\S+ )+)(?:wrd/(?:has|had|have|also|then) |vrb/(?:has|had|have) )*$")
_LISTED = Pattern(r"[ ](?:(?:wrd/\S+|num/\S+|cap/\S+|off/\S+|pun/,) ){0,6}")
# `Seoul, relying on a resolution, stopped`
_ASIDE = Pattern(r"\S+ pun/, (?:vrb|act|wrd)/\S+(?:ing|ed) (?:(?!pun/)\S+ ){0,7}pun/, act/")
_LEADS_AWAY = Pattern(r"wrd/(?:to|who|which|that|in|at|off|near|from|after|for|of) $")
_HAVE = frozenset({"had", "has", "have"})
_CAPITAL_VERBS = word_set("say invoke act decide report inform announce tell agree want")


class Actor(NamedTuple):
    """Who acted: the state, None where only a service is named; the words; and the chunks they stand in."""

    state: str | None
    words: str
    first: int
    last: int
    is_close: bool


def find_subjects(sentence: Sentence, place: int) -> list[Actor]:
    """Return who did what a verb in the active says: what stands before it and hangs on no preposition."""
    chunks, end = sentence.chunks, sentence.offsets[place]
    begin = sentence.code.rfind(" ", 0, max(1, end - _FARTHEST))  # a long row of verbs must not cost its square
    before = sentence.code[max(0, begin) : end]
    for found in reversed(list(_ACTOR.finditer(before))):
        actor = _make_actor(sentence, found, place, shift=max(0, begin))
        if actor is None or (actor.state is None and found["bare"] is None):
            continue
        equals = _find_equals(sentence, before[: found.start() + 1], actor, place, shift=max(0, begin))
        start = min([actor.first, *(equal.first for equal in equals)])
        leading = sentence.code[: sentence.offsets[start]]
        if _is_governed(leading):
            if not equals or _is_governed(before[: found.start() + 1]):
                continue
            return [actor._replace(is_close=False)]  # or it is one of those on whose word another acted
        if found["state"] and chunks[actor.first].tag == "cty" and not _speaks(sentence, actor.last):
            continue
        return [*equals, actor, *_find_partners(sentence, actor, place)]
    return _find_unknown_subject(sentence, place)


def _is_governed(leading: str) -> bool:
    """Say whether what follows hangs on a preposition, other than as the officers of a state do."""
    bare = re.sub(r"(?:(?:wrd/(?:the|a|an|two|three|its|their)|num/\S+) )+$", "", leading[-_FARTHEST:])
    last = re.search(r"\S+/(\S+) $", bare)
    is_service = _TEAMS.search(leading[-_FARTHEST:]) or _FROM_SERVICES.search(leading[-_FARTHEST:])
    return bool(last and last[1] in PREPOSITIONS) and not is_service


def _find_equals(sentence: Sentence, leading: str, actor: Actor, place: int, *, shift: int) -> list[Actor]:
    """Return those who are named before an actor as its equals, in order."""
    listed = _EQUALS.search(leading)
    if listed is None or actor.state is None:
        return []
    has_noun = sentence.chunks[actor.last].tag in {"off", "war", "cap"}
    equals = []
    for found in _ONE_EQUAL.finditer(listed[0]):
        if found[0].startswith("adj/") and " " not in found[0] and not has_noun:
            return []
        equal = _make_actor(sentence, found, place, shift=shift + listed.start() - 1)
        if equal and equal.state and equal.state != actor.state:
            equals.append(equal._replace(is_close=actor.is_close))
    return equals


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
    aside = _ASIDE.match(sentence.code, sentence.offsets[last])
    if aside or (after and after[0].tag == "act" and after[0].value[1].form == "past"):
        return True
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


def find_agents(sentence: Sentence, place: int) -> list[Actor]:
    """Return who did what a verb in the passive says: what follows `by`."""
    start = sentence.offsets[place]
    found = re.match(r"\S+ (?:(?!wrd/by )(?!pun/[.;:] )(?!act/)\S+ ){0,9}?wrd/by ", sentence.code[start:])
    if found is None:
        return []
    actors: list[Actor] = []
    at = start + found.end() - 1
    for more in _ACTOR.finditer(sentence.code, at):
        actor = _make_actor(sentence, more, place)
        equals = _find_equals(sentence, sentence.code[at : more.start() + 1], actor, place, shift=at) if actor else []
        first = sentence.offsets[equals[0].first] if equals else more.start() + 1
        between = sentence.code[at:first]
        is_list = _LISTED.fullmatch(between) and not _LEADS_AWAY.search(between)
        if not is_list and not _TEAMS.search(between):
            break
        actors += [*equals, actor] if actor else []
        at = more.end()
    return actors


def find_next(sentence: Sentence, place: int) -> list[Actor]:
    """Return who is named from a chunk on: refused to let the navy of Oman aboard."""
    if place >= len(sentence.chunks):
        return []
    found = Pattern(r" (?:wrd/the )?(?=\S)").match(sentence.code, sentence.offsets[place] - 1)
    named = _ACTOR.match(sentence.code, found.end() - 1) if found else None
    actor = _make_actor(sentence, named, place) if named else None
    return [actor] if actor else []


def _make_actor(sentence: Sentence, found: re.Match[str], place: int, *, shift: int = 0) -> Actor | None:
    first = sentence.find_chunk(shift + found.start() + 1)
    last = sentence.find_chunk(shift + found.end() - 1)
    chunks = sentence.chunks
    state = next((chunk.value for chunk in chunks[first : last + 1] if chunk.tag in {"adj", "nat", "svc", "cty"}), None)
    between = chunks[last + 1 : place]
    said = _SAID_IT.search(" ".join(chunk.low for chunk in between if chunk.tag != "dat"))
    verbs = [at for at, chunk in enumerate(between) if chunk.tag in {"vrb", "act"} and chunk.low not in _HAVE]
    verbs = (
        verbs[1:] if verbs[:1] == [0] and between[0].low.endswith("ing") else verbs
    )  # officers searching a ship found
    # `opened two containers and found`: the last verb has the subject of the one before it.
    is_joined = len(verbs) == 1 and any(chunk.low == "and" for chunk in between[verbs[0] + 1 :][-2:])
    is_close = said is not None or not verbs or is_joined
    return Actor(state or None, sentence.write(first, last), first, last, is_close)
