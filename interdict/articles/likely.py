"""Find the scene that tells of an interdiction in a text none of whose sentences tells of one by a verb for it.

Then signs are added up: what a service did or showed, goods that were there, a ship, a noun such as `haul`. They must
be strong enough together, and in a text on rules, drills, pirates or rescues they never are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interdict.articles import outcome_signs as signs
from interdict.articles.actors import find_subjects
from interdict.articles.acts import Act
from interdict.articles.goods import find_goods
from interdict.articles.goods_words import MERE
from interdict.articles.interdictions import is_general
from interdict.articles.patterns import Pattern
from interdict.articles.scenes import Scene
from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set
from interdict.articles.words import BE

_ENOUGH = 4
_NOUNS = Pattern(
    r"\b(?:seizures?|confiscat\w+|intercept\w+|interdict\w+|impound\w+|contraband|haul|cache|arsenal|boarding party"
    r"|boarding team|inspection|stowaway cargo|undeclared|undocumented|smuggl\w+|illicit|hidden|concealed|beneath"
    r"|underneath|buried)\b",
    re.IGNORECASE,
)
# What makes a sentence, or the whole text, one about something else.
_SANCTIONS = Pattern(
    r"\b(?:sanctions|embargo(?:es)?|[Rr]esolution [0-9]{3,4}|Panel of Experts|contraband|smuggl\w+|illicit)\b"
)
_RULES = Pattern(
    r"\b(?:will|adopt\w+|vot(?:ed|es)|resolution|would|may|must|should|shall|bans?|require[sd]?|calls? (?:on"
    r"|for)|if|drill"
    r"|exercise|practi[sc]\w+|mock|rescu\w+|pirates?|hijack\w+|survivors)\b"
)
_SIGNS = (signs.EVADED, signs.CLEAN, signs.GUARDED, signs.HAUL, signs.IN_HANDS)
_ELSEWHERE = Pattern(r"\b(?:rescu\w+|pirates?|piracy|hijack\w+|survivors|ransom)\b")
_DRILL = Pattern(
    r"\b(?:drills?|practi[sc]ed|practi[sc]ing|rehears\w+|mock|(?:joint|naval|military|annual|multinational) "
    r"exercises?)\b"
)
_FIRST = 4  # sentences, in which a text says what it is about
_PAST = Pattern(r"[a-z]{3,}ed|drew|fought|cut|sprang|swung|shot|flew|bore|swam|rode")
# What services do with ships and is no interdiction.
_NO_ENCOUNTERS = word_set(
    "say tell report announce add state believe think suspect know rescue help support buy sell build own "
    "operate send follow track "
    "shadow monitor see lose charter register visit welcome thank sink destroy show display use name describe "
    "have get give leave supply"
)
_PLACES = frozenset({"dat", "cty", "nat", "sea", "shp", "svc"})
_HOLDS = frozenset({"cnv", "shp"})
_FIT = frozenset({"cnv", "name", "gds", "load"})


def is_drill(scenes: Sequence[Scene]) -> bool:
    """Say whether a text is on an exercise, in which nobody is really stopped."""
    return any(_DRILL.search(scene.sentence.text) for scene in scenes[:_FIRST])


def is_elsewhere(scenes: Sequence[Scene]) -> bool:
    """Say whether a text is on pirates or a rescue."""
    return any(_ELSEWHERE.search(scene.sentence.text) for scene in scenes)


class Likely(NamedTuple):
    """A scene with the acts that are taken to tell of the interdiction, and how strong its signs are."""

    number: int
    strength: int


def find_likely(scenes: Sequence[Scene]) -> list[Scene]:
    """Return the scenes with the acts of the likeliest one promoted, or an empty list where none is likely."""
    if is_elsewhere(scenes):
        return []
    if not any(_has_service(scene) for scene in scenes) or not any(_has_conveyance(scene) for scene in scenes):
        return []
    told = [(number, scene) for number, scene in enumerate(scenes) if _is_telling(scene) and _has_place(scenes, number)]
    met = [(number, scene) for number, scene in enumerate(scenes) if _is_meeting(scene)]
    ranked = [Likely(number, _measure(scene)) for number, scene in told or met]
    best = max(ranked, key=lambda item: (item.strength, -item.number), default=None)
    is_about_sanctions = any(_SANCTIONS.search(scene.sentence.text) for scene in scenes)
    if best is None or best.strength < _ENOUGH - (is_about_sanctions or _is_surrounded(scenes, best.number)):
        return []
    return [
        scene._replace(
            acts=tuple(act for act in scene.all_acts if _may_tell(scene, act))
            or tuple(_find_encounters(scene.sentence))
            or _make_meeting(scene.sentence)
        )
        if number == best.number or _measure(scene) >= _ENOUGH
        else scene
        for number, scene in enumerate(scenes)
    ]


def _is_surrounded(scenes: Sequence[Scene], number: int) -> bool:
    """Say whether a ship, a service and arms are all spoken of right around a scene."""
    near = scenes[max(0, number - 2) : number + 3]
    goods = [item for scene in near for item in find_goods(scene.sentence)]
    has_arms = any(item.category not in MERE and item.manner == "there" for item in goods)
    return has_arms and any(map(_has_service, near)) and any(map(_has_conveyance, near))


def _measure(scene: Scene) -> int:
    """Add up the signs of a scene."""
    if _RULES.search(scene.sentence.text):
        return 0
    tags = {chunk.tag for chunk in scene.sentence.chunks}
    strength = 2 * (any(_may_tell(scene, act) for act in scene.all_acts) or any(_find_encounters(scene.sentence)))
    strength += bool(_NOUNS.search(scene.sentence.text)) + _has_service(scene) + _has_conveyance(scene)
    strength += "dat" in tags
    arms = [goods for goods in find_goods(scene.sentence) if goods.manner in {"there", "unclear"}]
    strength += _is_aboard(scene) + any(sign.search(scene.sentence.text) for sign in _SIGNS)
    return strength + bool(arms) + any(goods.category not in MERE for goods in arms)


def _is_telling(scene: Scene) -> bool:
    """Say whether a scene tells of one deed and not of what is done in general."""
    text = scene.sentence.text
    has_sign = (
        any(_may_tell(scene, act) for act in scene.all_acts)
        or _is_aboard(scene)
        or any(_find_encounters(scene.sentence))
    )
    is_one = _has_one(scene) and bool(_NOUNS.search(text))
    has_sign = has_sign or is_one or any(sign.search(text) for sign in _SIGNS)
    return not scene.is_heading and has_sign


def _has_place(scenes: Sequence[Scene], number: int) -> bool:
    """Say whether a scene names a day, a place or a ship, or those around it a ship."""
    near = scenes[max(0, number - 2) : number + 2]
    is_own = any(chunk.tag in _PLACES for chunk in scenes[number].sentence.chunks)
    return is_own or any(scene.ships for scene in near)


def _is_meeting(scene: Scene) -> bool:
    """Say whether a service and one ship are named with a day: what happened then is told by words that no "
    "table has."""
    has_day = any(chunk.tag == "dat" for chunk in scene.sentence.chunks)
    return not scene.is_heading and _has_one(scene) and has_day and _has_service(scene)


def _has_one(scene: Scene) -> bool:
    """Say whether a scene speaks of one ship, or of a number of containers, not of ships in general."""
    chunks = scene.sentence.chunks
    is_ship = any(chunk.tag == "shp" or (chunk.tag == "cnv" and not chunk.low.endswith("s")) for chunk in chunks)
    return (
        is_ship
        or re.search(r" num/\S+ (?:\S+ ){0,2}?wrd/(?:containers|boxes|crates) ", scene.sentence.code) is not None
    )


def _is_aboard(scene: Scene) -> bool:
    """Say whether a service is aboard a ship: officers of customs spent hours aboard the Hyang Ro."""
    return (
        re.search(
            r" (?:off|svc)/\S+ (?:(?!pun/[.;])\S+ ){0,12}?abd/\S+ (?:wrd/(?:the|a) )?(?:cap/mv )?(?:shp|cnv)/",
            scene.sentence.code,
        )
        is not None
    )


def _find_encounters(sentence: Sentence) -> Iterator[Act]:
    """Yield what a service did to a ship by a verb of any kind: hailed the Manuela, came down on her by helicopter."""
    chunks = sentence.chunks
    for at, verb in enumerate(chunks):
        value = verb.value if verb.tag == "vrb" else verb.value[1] if verb.tag == "act" else None
        is_told = (value is not None and value.form == "past") or (verb.tag == "wrd" and _PAST.fullmatch(verb.low))
        if not is_told or (value is not None and value.lemma in _NO_ENCOUNTERS) or chunks[at - 1].low in BE:
            continue
        subject = next((chunk for chunk in reversed(chunks[max(0, at - 3) : at]) if chunk.tag != "wrd"), None)
        if subject is None or subject.tag not in {"off", "svc", "war"}:
            continue
        for place in range(at + 1, min(len(chunks), at + 8)):
            chunk = chunks[place]
            if chunk.tag in {"vrb", "act", "pun", "off", "svc"}:
                break
            if chunk.tag in {"cnv", "shp"} or chunk.low == "her":
                target = {"cnv": "cnv", "shp": "name"}.get(chunk.tag, "it")
                yield Act("stop", "lower", at, False, True, target, place, tuple(find_subjects(sentence, at)))
                break


def _make_meeting(sentence: Sentence) -> tuple[Act, ...]:
    """Return that a service came to a ship, for a sentence that tells it by words that no table has."""
    chunks = sentence.chunks
    at = max((number for number, chunk in enumerate(chunks) if chunk.tag in {"off", "svc", "war"}), default=-1)
    ship = next((number for number, chunk in enumerate(chunks) if chunk.tag in _HOLDS), -1)
    if at < 0 or ship < 0:
        return ()
    owner = re.match(r"\S+ wrd/of (?:wrd/the )?nat/\S+ ", sentence.code[sentence.offsets[at] :])
    place = min(at + (len(owner[0].split()) if owner else 1), len(chunks) - 1)
    target = "cnv" if chunks[ship].tag == "cnv" else "name"
    return (Act("stop", "lower", place, False, True, target, ship, tuple(find_subjects(sentence, place))),)


def _may_tell(scene: Scene, act: Act) -> bool:
    is_one = act.is_real and act.target in _FIT and act.kind != "free"
    return is_one and not is_general(scene.sentence, act)


def _has_service(scene: Scene) -> bool:
    return any(chunk.tag in {"off", "svc", "war"} for chunk in scene.sentence.chunks)


def _has_conveyance(scene: Scene) -> bool:
    return any(chunk.tag in _HOLDS or chunk.low in {"container", "containers"} for chunk in scene.sentence.chunks)
