"""Find acts that no verb of an act tells: a search that turned something up, a ship that is under arrest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from interdict.articles.actors import Actor, find_agents
from interdict.articles.patterns import Pattern
from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set
from interdict.articles.words import CREW, LOADS

_NOUNS = r"(?:search|searches|inspection|inspections|examination|check|scan|boarding|x-ray|x-rays|look)"
_SHOWED = Pattern(
    rf" (?:wrd|act|vrb)/{_NOUNS} (?:(?!pun/[.;:]|wrd/no |wrd/nothing )\S+ ){{0,12}}?(?P<verb>(?:act|vrb)/(?:found"
    r"|revealed|turned_up|uncovered|yielded|showed|produced|discovered|exposed|established|detected|unearthed"
    r"|brought_to_light|located)) (?P<rest>[^.;]*)"
)
_TOLD = Pattern(
    r" (?:wrd|vrb)/(?:was|were|been|is|are|being) (?:(?P<verb>\w+/(?:instructed|directed|told|ordered|obliged"
    r"|requested|summoned|made|forced|compelled)) wrd/to "
    r"(?:\w+/(?:land|stop|halt|anchor|dock|divert|follow)|wrd/heave wrd/to|\w+/put wrd/(?:in|down|into)"
    r"|\w+/come wrd/in)|(?P<held>(?:vrb|wrd|act)/(?:stuck|tied_up|blocked)) "
    r"wrd/(?:in|at) (?:(?!pun/)\S+ ){0,4}?(?:wrd/port|cty/)) ?"
)
_NOUN_KINDS = {
    "stop": word_set("boarding raid interception interdiction operation"),
    "take": word_set("seizure confiscation capture"),
    "look": word_set("inspection search examination check"),
    "hold": word_set("detention arrest impoundment impounding"),
}
_DID_NOUN = (
    r"(?:boarding|raid|interception|interdiction|seizure|confiscation|capture|inspection|search|examination|check"
    r"|detention|arrest|impoundment|impounding)"
)
_DID = Pattern(
    r" (?:vrb|wrd|act)/(?P<verb>did|carried|conducted|performed|executed|undertook|led|made|effected|staged) "
    rf"(?:wrd/out )?(?:act/the_(?P<whole>{_DID_NOUN})_of|wrd/(?:the|a|an|this) (?:(?:wrd|adj|cap|cod)/\S+ ){{0,3}}?"
    rf"(?:wrd|act|vrb)/(?P<noun>{_DID_NOUN})) "
)
_BE = (
    r"(?:wrd|vrb)/(?:is|was|are|were|be|been|being|remain(?:s|ed)?|stay(?:s|ed)?|placed|put|taken|now|still|held|kept)"
)
_WHERE = (
    r"wrd/(?:under|in|into) (?:wrd/(?:the|a|an|strict|close|safe|police|military|legal|official|judicial) "
    r"|off/(?:military|police|customs) )*"
    r"(?P<whose>(?:adj|nat|svc)/\S+ (?:pos/'s )?(?:(?:off|wrd)/(?:government|navy|military|police|custom"
    r"|customs|official) )?)?"
    r"(?P<noun>\w+/(?:arrest|detention|custody|guard|seal|hands|possession|keeping|impoundment|quarantine"
    r"|storage|lock))"
)
_STANDS = Pattern(rf" {_BE} (?:(?!pun/|cnv/|act/|gds/)\S+ ){{0,5}}?{_WHERE} ")
# `have had the tanker under detention since`
_HAVE = Pattern(
    r" (?P<verb>vrb/(?:had|kept)|act/held) (?:wrd/(?:the|a|this) )?(?:adj/\S+ )?(?:cnv/\S+ "
    r"(?=shp/))?(?P<what>(?:cnv|shp)/\S+) "
    r"wrd/(?:under|in) (?:wrd/\S+ )?"
    r"\w+/(?:arrest|detention|custody|guard) "
)
# `has not been allowed out of Busan`, `will not be permitted to leave`, `was refused permission to leave`.
_LEAVING = r"\w+/(?:leave|sail|depart|go|out|put_to_sea|move|set_sail|leaving|sailing|departing|moving|going)"
_KEPT = Pattern(
    r" (?:wrd/(?:not|never) (?:(?:wrd|vrb)/\S+ ){0,2}?(?P<may>\w+/(?:allowed|permitted|let|cleared|free)) (?:wrd/to )?"
    r"|(?P<no>\w+/(?:refused|denied)) wrd/(?:permission|leave|clearance) (?:wrd/to )?"
    r"|(?P<bar>\w+/(?:prohibited|barred|banned|prevented|stopped|blocked|restrained|forbidden)) wrd/from )"
    rf"{_LEAVING} "
)
# `served the impound order on the captain`
_ORDER = Pattern(
    r" (?P<verb>\w+/(?:served|issued|signed|executed|obtained|enforced|carried_out)) (?:(?!pun/)\S+ ){0,4}?"
    r"\w+/(?P<noun>impound|impounding|detention|seizure|arrest|confiscation) wrd/(?:order|warrant|notice) "
)
# `would not let the plane cross its airspace`
_BARRED = Pattern(
    r" (?:wrd/(?:would|did|could|will) wrd/(?:not|n't)|wrd/not) (?P<verb>\w+/(?:let|allow|permit|grant)) "
    r"(?P<rest>[^.;]*)"
)
_WAY = Pattern(
    r" \w+/(?:cross|enter|overfly|fly|land|dock|use|pass|transit|berth|through|airspace|waters|overflight)\b"
)


class Standing(NamedTuple):
    """What an act of this kind is made of: its class, a word for it, its chunk, what it was done to, and by whom."""

    kind: str
    lemma: str
    place: int
    target: str
    target_place: int
    actors: tuple[Actor, ...]
    is_passive: bool = True


def find_standings(sentence: Sentence, find_subjects: Callable[[Sentence, int], list[Actor]]) -> Iterator[Standing]:
    """Yield what a sentence tells without a verb for it; `find_subjects` says who does what a verb says."""
    yield from _find_searches(sentence)
    yield from _find_states(sentence)
    yield from _find_done(sentence, find_subjects)
    yield from _find_told(sentence)
    for found in _HAVE.finditer(sentence.code):
        place, at = sentence.find_chunk(found.start("verb")), sentence.find_chunk(found.start("what"))
        target = "cnv" if sentence.chunks[at].tag == "cnv" else "name"
        yield Standing("hold", "keep", place, target, at, tuple(find_subjects(sentence, place)), is_passive=False)
    for found in _ORDER.finditer(sentence.code):
        place = sentence.find_chunk(found.start("verb"))
        at = next((number for number, chunk in enumerate(sentence.chunks) if chunk.tag in {"cnv", "shp"}), -1)
        if at >= 0:
            target = "cnv" if sentence.chunks[at].tag == "cnv" else "name"
            yield Standing("hold", "keep", place, target, at, tuple(find_subjects(sentence, place)), is_passive=False)
    for found in _KEPT.finditer(sentence.code):
        place = sentence.find_chunk(max(found.start(group) for group in ("may", "no", "bar")))
        target, at = _find_before(sentence, place)
        if target in {"cnv", "name", "it"}:
            yield Standing("hold", "keep", place, target, at, tuple(find_agents(sentence, place)))
    for found in _BARRED.finditer(sentence.code):
        place = sentence.find_chunk(found.start("verb"))
        rest = sentence.chunks[place + 1 :]
        at = next((place + 1 + number for number, chunk in enumerate(rest) if chunk.tag in {"cnv", "shp"}), -1)
        if at >= 0 and _WAY.search(" " + found["rest"]):
            kind = "cnv" if sentence.chunks[at].tag == "cnv" else "name"
            yield Standing("deny", "forbid the way", place, kind, at, tuple(find_subjects(sentence, place)))


def _find_searches(sentence: Sentence) -> Iterator[Standing]:
    for found in _SHOWED.finditer(sentence.code):
        place = sentence.find_chunk(found.start("verb"))
        rest = sentence.chunks[place + 1 : place + 14]
        at = next((number for number, chunk in enumerate(rest) if chunk.tag == "gds" or chunk.low in LOADS), -1)
        if at < 0 or any(chunk.low in {"no", "nothing", "only"} for chunk in rest[:at]):
            continue
        target = "gds" if rest[at].tag == "gds" else "load"
        noun = sentence.find_chunk(found.start() + 1)
        actors = [actor for actor in find_agents(sentence, noun) if actor.last < place]
        yield Standing("find", "turn up", place, target, place + 1 + at, tuple(actors))


def _find_done(sentence: Sentence, find_subjects: Callable[[Sentence, int], list[Actor]]) -> Iterator[Standing]:
    """Yield what is told as `did the boarding`, `carried out a thorough search of the ship`."""
    for found in _DID.finditer(sentence.code):
        place = sentence.find_chunk(found.start("verb"))
        actors = tuple(find_subjects(sentence, place))
        name = found["whole"] or found["noun"]
        noun = sentence.find_chunk(found.start("whole" if found["whole"] else "noun"))
        if not actors:
            continue
        rest = sentence.chunks[noun + 1 : noun + 8]
        at = next((number for number, chunk in enumerate(rest) if chunk.tag in {"cnv", "shp", "gds"}), -1)
        target = "" if at < 0 else {"cnv": "cnv", "shp": "name", "gds": "gds"}[rest[at].tag]
        kind = next(kind for kind, nouns in _NOUN_KINDS.items() if name in nouns)
        yield Standing(kind, "do", place, target, noun + 1 + at if at >= 0 else -1, actors, is_passive=False)


def _find_told(sentence: Sentence) -> Iterator[Standing]:
    """Yield what ships and planes were told to do: had been instructed to land at Diyarbakir, is stuck in port."""
    for found in _TOLD.finditer(sentence.code):
        place = sentence.find_chunk(found.start("held" if found["held"] else "verb"))
        target, at = _find_before(sentence, place)
        if target in {"cnv", "name"}:
            kind = "hold" if found["held"] else "stop"
            yield Standing(
                kind, "keep" if kind == "hold" else "send", place, target, at, tuple(find_agents(sentence, place))
            )


def _find_states(sentence: Sentence) -> Iterator[Standing]:
    for found in _STANDS.finditer(sentence.code):
        place = sentence.find_chunk(found.start("noun"))
        target, at = _find_before(sentence, sentence.find_chunk(found.start() + 1))
        if target not in {"cnv", "name", "gds", "load"}:
            continue
        is_load = target in {"gds", "load"}
        if is_load and sentence.chunks[place].low == "arrest":
            continue
        actors = _read_owner(sentence, found)
        yield Standing("take" if is_load else "hold", "custody", place, target, at, actors)


def _read_owner(sentence: Sentence, found: re.Match[str]) -> tuple[Actor, ...]:
    """Return whose custody it is: `in U.S. custody`, `in the custody of the Cambodian authorities`."""
    if found["whose"]:
        first = sentence.find_chunk(found.start("whose"))
        last = sentence.find_chunk(found.end("whose") - 2)
        return (Actor(sentence.chunks[first].value or None, sentence.write(first, last), first, last, is_close=True),)
    after = Pattern(r"wrd/of (?:wrd/(?:the|its) )?(?P<nation>(?:adj|nat|svc)/\S+)(?: pos/'s)?(?: off/\S+)?").match(
        sentence.code, found.end()
    )
    if after is None:
        return ()
    first, last = sentence.find_chunk(after.start("nation")), sentence.find_chunk(after.end() - 1)
    return (Actor(sentence.chunks[first].value or None, sentence.write(first, last), first, last, is_close=True),)


def _find_before(sentence: Sentence, place: int) -> tuple[str, int]:
    """Return of what something is said: the nearest ship, load or crew before it in its clause."""
    for at in range(place - 1, max(-1, place - 18), -1):
        chunk = sentence.chunks[at]
        if chunk.low in {";", "but"} or chunk.low in CREW:
            return "", -1
        noun = at - 1
        while noun > 0 and sentence.chunks[noun].low in {"the", "a", "an", "that", "this", "their", "its"}:
            noun -= 1
        before = sentence.chunks[noun].low if noun >= 0 else ""
        if before in {"of", "by", "from", "on", "aboard", "with", "to"}:
            continue  # the crew of the ship, the cargo of the ship
        if chunk.tag in {"cnv", "gds"}:
            return chunk.tag, at
        if chunk.tag == "shp":
            return "name", at
        if chunk.low in LOADS:
            return "load", at
        if chunk.low in {"it", "she"}:
            return "it", at
    return "", -1
