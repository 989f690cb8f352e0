"""Who interdicted: the states, and the service where it has a name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from interdict.articles.actors import Actor
from interdict.articles.context import CASE, Context, Finding
from interdict.articles.patterns import Pattern
from interdict.articles.proposals import HIGH, MODERATE, Proposal
from interdict.articles.sentences import Sentence
from interdict.articles.state_signs import weigh_states
from interdict.articles.tables import word_set
from interdict.articles.where import find_place
from interdict.articles.words import PREPOSITIONS, SMALL_WORDS

_SIGNATURE = Pattern(
    r" (?:off/ministry|cap/ministry|off/government|cap/department|cap/embassy|off/navy|off/coast_guard|off/customs) "
    r"(?:wrd/(?:of|and) |cap/\S+ |off/\S+ ){0,8}(?:pun/, |wrd/the )?(?P<nat>(?:nat|cty)/\S+) (?:pun/, )?(?:dat/\S+ )?$"
)
_MEN = word_set("sailors officials official")  # who may be the crew, or only speak
_RULERS = word_set("government officials official ministry army military forces authorities")
_TELLING = word_set("say announce tell report state add confirm declare inform publish reveal write")
_OUR = Pattern(
    r"\b[Oo]ur (?:authorities|country|inspectors|officers|officials|armed forces|air force"
    r"|navy|coast guard|customs|forces|territorial|waters|police|agents|men|sailors|soldiers|experts|teams?"
    r"|crews|officials|ships|hands|custody)"
)
_WATERS = Pattern(r" (?P<whose>(?:adj|nat)/\S+) (?:pos/'s )?(?:wrd/territorial )?wrd/waters ")
_SHUTS = Pattern(
    r" (?P<who>(?:nat|cty)/\S+) (?:(?:wrd|vrb)/(?:has|had|have) )?(?:wrd|vrb|act)/(?:shut|closed|barred|denied"
    r"|refused) "
    r"(?:(?!pun/)\S+ ){0,4}?\w+/(?:sky|skies|airspace|ports?|overflight|passage) "
)
_HAVEN = Pattern(
    r" (?:vrb|act|wrd)/(?:ordered|brought|taken|escorted|led|diverted|towed|steered|stopped|held|detained"
    r"|impounded|opened|seized|searched|inspected"
    r"|intercepted|found|discovered) (?:(?!pun/[.;]|act/|vrb/)\S+ ){0,6}?wrd/(?:in|into|to|at) wrd/(?:an?|the) "
    r"(?:wrd/\S+ )?(?P<whose>adj/\S+) "
    r"(?:(?:wrd|adj)/\S+ )?wrd/(?:port|airport|harbou?r|waters|territory|border|anchorage|province|town|city"
    r"|island|district) "
)
_SERVICE_SPEAKS = Pattern(r" wrd/(?:the|local) off/(?:coast_guard|customs|navy|police|coastguard)\S* (?:vrb|act)/")
# A place by which something lies: what happened off a coast need not be the doing of that state.
_NEARBY = Pattern(r"(?:off|near|outside|between|[0-9]|about|some|just|\w+ of) ")


def find_states(context: Context) -> Iterator[Finding]:
    """Yield the states that interdicted: those that do what is done, else ask about the one that speaks of it."""
    seen: dict[str, tuple[Sentence, Actor, bool]] = {}
    for scene in context.incident.scenes:
        for act in scene.acts:
            for actor in act.actors:
                if actor.state and (actor.state not in seen or (actor.is_close and not seen[actor.state][2])):
                    seen[actor.state] = (scene.sentence, actor, actor.is_close)
    close = {state: found for state, found in seen.items() if found[2]}
    for state, (sentence, actor, is_close) in (close or seen).items():
        chunks = sentence.chunks
        span = (chunks[actor.first].start, chunks[actor.last].end)
        yield context.propose(CASE, "states", state, span, HIGH if is_close else MODERATE)
    if not seen:
        yield from _guess_state(context)


def _guess_state(context: Context) -> Iterator[Finding]:
    """Propose the state that all signs point to where no act names one; else ask about the one that speaks."""
    if context.incident.is_whole:
        yield from _weigh(context)
        return
    served = _list_served(context)
    place = next((finding for finding in find_place(context) if finding.field == "place"), None)
    has_bare = not served and _has_bare_service(context)
    if has_bare and (waters := _find_waters(context)):
        yield context.propose(CASE, "states", *waters, MODERATE)
    elif not served and isinstance(place, Proposal) and _is_home(context, place, has_bare=has_bare):
        yield Proposal(*CASE, "states", place.value["country"], place.words, MODERATE)
    elif not served and (haven := _find_haven(context)):
        yield context.propose(CASE, "states", *haven, MODERATE)
    elif not served and (signed := _find_signature(context)):
        yield context.propose(CASE, "states", *signed, MODERATE)
    elif not served and (barring := _find_barring(context)):
        yield context.propose(CASE, "states", *barring, MODERATE)
    elif not served and has_bare and context.home and (bare := _find_bare(context)):
        yield context.propose(CASE, "states", context.home, bare, MODERATE)
    elif len(served) == 1:
        yield context.propose(CASE, "states", *next(iter(served.items())), MODERATE)
    else:
        asked = list(_ask_speaker(context, {place.value.get("country") if place else None, context.home}))
        if not any(isinstance(finding, Proposal) for finding in asked) and (weighed := weigh_states(context)):
            yield context.propose(CASE, "states", *weighed, MODERATE)
        else:
            yield from asked


def _weigh(context: Context) -> Iterator[Finding]:
    weighed = weigh_states(context)
    if weighed:
        yield context.propose(CASE, "states", *weighed, MODERATE)
    else:
        yield from _ask_speaker(context, {context.home})


def _list_served(context: Context) -> dict[str, tuple[int, int]]:
    """Return the states whose services or warships are named other than after a preposition."""
    served: dict[str, tuple[int, int]] = {}
    for scene in context.scenes:
        chunks = scene.sentence.chunks
        for place, chunk in enumerate(chunks[:-1]):
            before = [other.low for other in chunks[max(0, place - 2) : place]]
            if any(word in PREPOSITIONS for word in before[-1:]) or (
                before[-1:] == ["the"] and before[0] in PREPOSITIONS
            ):
                continue
            if chunk.tag in {"adj", "nat"} and chunk.value and (at := _find_service(scene.sentence, place)):
                served.setdefault(chunk.value, (chunk.start, chunks[at].end))
            if chunk.tag == "svc" and chunk.value:
                served.setdefault(chunk.value, (chunk.start, chunk.end))
    return served


def _find_service(sentence: Sentence, place: int) -> int:
    """Return the chunk of the service of a state, 0 for none: Egypt's customs, Nigeria's secret service."""
    chunks = sentence.chunks
    at = place + 1
    if at + 2 < len(chunks) and chunks[at].low == "and" and chunks[at + 1].tag == "adj":
        at += 2  # Romanian and Bulgarian patrols
    is_possessive = chunks[at].tag == "pos"
    if is_possessive:
        at += 1
        while at < min(len(chunks), place + 4) and chunks[at].tag == "wrd" and chunks[at].low not in SMALL_WORDS:
            at += 1
    is_service = at < len(chunks) and chunks[at].tag in {"off", "war"}
    is_none = is_service and (chunks[at].low in _MEN or (is_possessive and chunks[at].low in _RULERS))
    return at if is_service and not is_none else 0


def _is_home(context: Context, place: Proposal, *, has_bare: bool) -> bool:
    """Say whether the country of the place is also that of the dateline, of an unnamed service or of who speaks."""
    country = place.value.get("country")
    if not country or _NEARBY.match(place.value.get("name", "")):
        return False
    on_land = any(act.kind in {"take", "hold", "look"} for scene in context.incident.scenes for act in scene.acts)
    return (
        country == context.home or has_bare or on_land or country in _list_speakers(context) | _list_official(context)
    )


def _list_official(context: Context) -> set[str]:
    """Return the states of whose officials the text speaks."""
    return {
        chunk.value
        for scene in context.scenes
        for chunk, after in pairwise(scene.sentence.chunks)
        if chunk.tag in {"adj", "nat"} and after.tag == "off" and chunk.value
    }


def _ask_speaker(context: Context, homes: set[str | None]) -> Iterator[Finding]:
    """Propose the first state that tells something if the case is set there, else ask about it."""
    for scene in [*context.incident.scenes, *context.incident.lead]:
        chunks = scene.sentence.chunks
        for chunk, after in pairwise(chunks):
            tells = after.tag == "vrb" and after.value and after.value.lemma in _TELLING
            if chunk.tag not in {"nat", "cty"} or not tells:
                continue
            span = (chunk.start, chunk.end)
            if chunk.value in homes:
                yield context.propose(CASE, "states", chunk.value, span, MODERATE)
            else:
                yield context.ask(CASE, "states", "was it this state that interdicted?", span, chunk.value)
            return


def _has_bare_service(context: Context) -> bool:
    """Say whether a service acts or speaks without its state being named: customs officers, the coast guard."""
    scenes = context.incident.scenes
    actors = [(scene, actor) for scene in scenes for act in scene.all_acts for actor in act.actors]
    return any(
        actor.state is None and scene.sentence.chunks[actor.last].tag == "off" for scene, actor in actors
    ) or any(_SERVICE_SPEAKS.search(scene.sentence.code) for scene in scenes)


def _find_bare(context: Context) -> tuple[int, int] | None:
    """Return where a service without its state acts, in a text from its country that names no other's."""
    for scene in context.incident.scenes:
        for act in scene.acts:
            for actor in act.actors:
                chunks = scene.sentence.chunks
                if actor.is_close and chunks[actor.last].tag == "off":
                    return chunks[actor.first].start, chunks[actor.last].end
    return None


def _find_waters(context: Context) -> tuple[str, tuple[int, int]] | None:
    """Return the state in whose waters a case is set: found anchored in Indian waters."""
    for scene in context.incident.scenes:
        found = _WATERS.search(scene.sentence.code)
        if found:
            chunk = scene.sentence.chunks[scene.sentence.find_chunk(found.start("whose"))]
            return chunk.value, (chunk.start, chunk.end)
    return None


def _find_barring(context: Context) -> tuple[str, tuple[int, int]] | None:
    """Return the one state of which a text says that it has shut its sky or its ports."""
    for scene in context.scenes:
        found = _SHUTS.search(scene.sentence.code)
        if found:
            chunk = scene.sentence.chunks[scene.sentence.find_chunk(found.start("who"))]
            return chunk.value, (chunk.start, chunk.end)
    return None


def _find_haven(context: Context) -> tuple[str, tuple[int, int]] | None:
    """Return the state into whose port a ship was brought: was ordered into an Emirati port."""
    for scene in context.incident.scenes:
        found = _HAVEN.search(scene.sentence.code)
        if found:
            chunk = scene.sentence.chunks[scene.sentence.find_chunk(found.start("whose"))]
            return chunk.value, (chunk.start, chunk.end)
    return None


def _list_speakers(context: Context) -> set[str]:
    """Return the states and capitals that are the subject of some verb."""
    return {
        chunk.value
        for scene in context.incident.scenes
        for place, chunk in enumerate(scene.sentence.chunks[:-1])
        if chunk.tag in {"nat", "cty"}
        and chunk.value
        and (place == 0 or scene.sentence.chunks[place - 1].low in {",", "and"})
        and (
            scene.sentence.chunks[place + 1].tag in {"vrb", "act"}
            or scene.sentence.chunks[place + 1].low in {"has", "had", "would"}
        )
    }


def _find_signature(context: Context) -> tuple[str, tuple[int, int]] | None:
    """Return the state whose ministry signs a text that says `our authorities`."""
    if not any(_OUR.search(scene.sentence.text) for scene in context.incident.scenes):
        return None
    if context.home:
        signer = next(scene for scene in context.incident.scenes if _OUR.search(scene.sentence.text)).sentence
        found = _OUR.search(signer.text)
        return (context.home, (signer.start + found.start(), signer.start + found.end())) if found else None
    for scene in context.headings:
        found = _SIGNATURE.search(scene.sentence.code)
        if found:
            chunk = scene.sentence.chunks[scene.sentence.find_chunk(found.start("nat"))]
            return chunk.value, (chunk.start, chunk.end)
    return None
