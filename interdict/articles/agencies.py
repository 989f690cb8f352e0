"""The service that interdicted, where it has a name of its own."""

from __future__ import annotations

from collections.abc import Iterator

from interdict.articles.actors import Actor
from interdict.articles.acts import Act
from interdict.articles.context import CASE, Context, Finding
from interdict.articles.patterns import Pattern
from interdict.articles.proposals import HIGH, MODERATE
from interdict.articles.scenes import Scene
from interdict.articles.tables import word_set

_VAGUE_SERVICES = word_set(
    "authorities authority government officials official military forces force troops officers "
    "agents inspectors soldiers "
    "team teams member_state partner_forces task_force boarding_team boarding_teams patrol_boat patrol_boats "
    "patrol_vessel patrol_ship warship searchers sailors security_agents security_officials security_forces "
    "security_agencies guards investigators services personnel agencies agency security army boarding_team ministry "
    "service"
)
_SUBJECT = Pattern(
    r" (?P<who>svc/\S+|(?:adj/\S+ )?off/\S+) (?:(?:wrd|vrb)/(?:had|has|have|then|also|later) )*(?:vrb"
    r"|act)/(?!(?:say|says|said|told"
    r"|announced|reported|spoke|is|was|been) )"
)


def find_agency(context: Context) -> Iterator[Finding]:
    """Yield the service or ship that acted, where it has a name of its own."""
    for scene in context.incident.scenes:
        for act in scene.acts:
            for actor in act.actors:
                if actor.is_close and _is_service(scene, act, actor):
                    chunks = scene.sentence.chunks
                    span = (chunks[actor.first].start, chunks[actor.last].end)
                    yield context.propose(CASE, "agency", actor.words, span, HIGH if actor.state else MODERATE)
                    return
    for scene in context.incident.scenes if context.incident.is_whole else ():
        for words, span in _name_subject(scene):
            yield context.propose(CASE, "agency", words, span, MODERATE)
            return


def _name_subject(scene: Scene) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the services with a name of their own that do something in a sentence: the USS McCampbell asked."""
    sentence = scene.sentence
    for found in _SUBJECT.finditer(sentence.code):
        first, last = sentence.find_chunk(found.start("who")), sentence.find_chunk(found.end("who") - 1)
        if sentence.chunks[last].tag == "svc" or sentence.chunks[last].low not in _VAGUE_SERVICES:
            yield sentence.write(first, last), (sentence.chunks[first].start, sentence.chunks[last].end)


def _is_service(scene: Scene, act: Act, actor: Actor) -> bool:
    """Say whether the words name a service: a navy, customs, a warship by name; not `Thai authorities`."""
    chunks = scene.sentence.chunks[actor.first : actor.last + 1]
    last = chunks[-1]
    if last.tag == "svc":
        return True
    if last.tag == "cap" and chunks[0].tag != "cap":
        return True
    return last.tag == "off" and last.low not in _VAGUE_SERVICES and act.kind != "find"
