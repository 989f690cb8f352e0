"""When a case happened and who interdicted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interdict.articles.acts import Act, Actor
from interdict.articles.context import CASE, Context, Finding
from interdict.articles.incidents import find_dates, find_governor
from interdict.articles.proposals import HIGH, MODERATE, Proposal
from interdict.articles.scenes import Scene
from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set
from interdict.articles.times import When
from interdict.articles.where import HAPPENED, find_place
from interdict.articles.words import PREPOSITIONS

_RANKS = {"take": 0, "hold": 1, "stop": 0, "look": 1, "deny": 2, "turn": 2, "find": 3}
_VAGUE_SERVICES = word_set(
    "authorities authority government officials official military forces force troops officers "
    "agents inspectors soldiers "
    "team teams member_state partner_forces task_force boarding_team boarding_teams patrol_boat patrol_boats "
    "patrol_vessel patrol_ship warship searchers sailors security_agents security_officials security_forces "
    "security_agencies guards investigators services personnel agencies agency security army boarding_team ministry "
    "service"
)
_SIGNATURE = re.compile(
    r" (?:off/ministry|cap/ministry|off/government|cap/department|cap/embassy|off/navy|off/coast_guard|off/customs) "
    r"(?:wrd/(?:of|and) |cap/\S+ |off/\S+ ){1,8}(?:wrd/the )?(?P<nat>nat/\S+) $"
)
_TELLING = word_set("say announce tell report state add confirm declare inform publish reveal write")


def find_date(context: Context) -> Iterator[Finding]:
    """Yield the date of the interdiction: the first one that an act of it has, the seizure before the rest."""
    if context.incident.date:
        when = context.incident.date
        yield context.propose(CASE, "date", when.edtf, (when.start, when.end))
        return
    dated = list(_list_dated(context))
    dated += _list_happenings(context) if not any(when.edtf for _, when in dated) else []
    exact = [(rank, when) for rank, when in dated if when.edtf and when.kind not in {"year", "last", "ago"}]
    if exact:
        best = min(exact, key=lambda item: item[0])[1]
        best = next(
            (when for _, when in exact if when is not best and str(when.edtf).startswith(f"{best.edtf}-")), best
        )  # the day within a month
        yield context.propose(
            CASE, "date", best.edtf, (best.start, best.end), HIGH if best.kind in {"day", "range"} else MODERATE
        )
        return
    rough = [when for _, when in dated if when.edtf]
    unread = [when for _, when in dated if not when.edtf]
    finer = [
        when
        for when in _list_all(context)
        if rough
        and when.edtf
        and when.kind in {"day", "month", "range", "part"}
        and when.edtf.startswith(rough[0].edtf or "?")
    ]
    if rough and finer:
        when = finer[-1]
        yield context.ask(
            CASE,
            "date",
            "is this the date of the interdiction? the text gives it to something else",
            (when.start, when.end),
            when.edtf,
        )
    elif rough:
        when = rough[0]
        yield context.propose(CASE, "date", when.edtf, (when.start, when.end), MODERATE)
    elif unread:
        when = unread[0]
        yield context.ask(CASE, "date", when.why or "when was this?", (when.start, when.end))
    else:
        yield from _ask_date(context)


def _list_all(context: Context) -> list[When]:
    return [chunk.value for scene in context.incident.scenes for chunk in scene.sentence.chunks if chunk.tag == "dat"]


def _list_happenings(context: Context) -> list[tuple[int, When]]:
    """Return the dates of sentences such as `It happened yesterday`, which speak of what was told before."""
    return [
        (0, chunk.value)
        for scene in context.incident.scenes
        if HAPPENED.match(scene.sentence.text)
        for chunk in scene.sentence.chunks
        if chunk.tag == "dat"
    ][:1]


_NOUN_AFTER = re.compile(
    r" (?P<dat>dat/\S+) wrd/(?:seizure|interception|inspection|boarding|raid|interdiction|incident|search|detention) "
)
_NOUN_BEFORE = re.compile(
    r" wrd/(?:seizure|interception|inspection|interdiction|confiscation) (?:wrd/of (?:(?!pun/|vrb/|act/)\S+ "
    r"){1,6}?)?(?:wrd/on |wrd/in )(?P<dat>dat/\S+) "
)


def _list_dated(context: Context) -> Iterator[tuple[int, When]]:
    for scene in context.incident.scenes:
        for pattern in (_NOUN_AFTER, _NOUN_BEFORE):
            for found in pattern.finditer(scene.sentence.code):
                yield 1, scene.sentence.chunks[scene.sentence.find_chunk(found.start("dat"))].value
        for act in scene.all_acts:
            if (act in scene.acts and act.kind != "free") or (act.kind == "find" and act.is_real):
                for when in find_dates(scene.sentence, act):
                    yield _RANKS.get(act.kind, 3), when


def _ask_date(context: Context) -> Iterator[Finding]:
    """Ask about the first date near the acts, which belongs to something else as far as one can tell."""
    scenes = context.incident.scenes
    first = next((number for number, scene in enumerate(scenes) if scene.acts), 0)
    for scene in [*(scene for scene in scenes if scene.acts), *reversed(scenes[:first]), *scenes[first:]]:
        for place, chunk in enumerate(scene.sentence.chunks):
            if chunk.tag == "dat":
                governor = find_governor(scene.sentence, place)
                verb = scene.sentence.chunks[governor].low if governor >= 0 else "something"
                question = f"the text gives this date to '{verb}'; is it also the date of the interdiction?"
                yield context.ask(CASE, "date", question, (chunk.start, chunk.end), chunk.value.edtf)
                return


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
    """Propose the state whose services are in the scenes as the only one; else ask about the one that speaks."""
    served: dict[str, tuple[int, int]] = {}
    for scene in context.incident.scenes:
        chunks = scene.sentence.chunks
        for place, chunk in enumerate(chunks[:-1]):
            if (
                place
                and chunks[place - 1].low in PREPOSITIONS
                or place > 1
                and chunks[place - 1].low == "the"
                and chunks[place - 2].low in PREPOSITIONS
            ):
                continue
            if chunk.tag in {"adj", "nat"} and chunks[place + 1].tag in {"off", "war"} and chunk.value:
                served.setdefault(chunk.value, (chunk.start, chunks[place + 1].end))
            if chunk.tag == "svc" and chunk.value:
                served.setdefault(chunk.value, (chunk.start, chunk.end))
    homes = [finding for finding in find_place(context) if finding.field == "place" and finding.value.get("country")]
    if not served and _has_bare_service(context) and (waters := _find_waters(context)):
        yield context.propose(CASE, "states", waters[0], waters[1], MODERATE)
        return
    if (
        not served
        and homes
        and not re.match(r"(?:off|near|outside|between|[0-9]|about|some|just|\w+ of) ", homes[0].value.get("name", ""))
        and (
            homes[0].value["country"] == context.home
            or _has_bare_service(context)
            or homes[0].value["country"] in _list_speakers(context)
        )
    ):
        words = homes[0].words
        yield Proposal("interdiction", "interdiction", "states", homes[0].value["country"], words, MODERATE)
        return
    if not served and (signed := _find_signature(context)):
        yield context.propose(CASE, "states", signed[0], signed[1], MODERATE)
        return
    if len(served) == 1:
        [(state, span)] = served.items()
        yield context.propose(CASE, "states", state, span, MODERATE)
        return
    home = {finding.value.get("country") for finding in find_place(context) if finding.field == "place"} | {
        context.home
    }
    for scene in [*context.incident.scenes, *context.incident.lead]:
        chunks = scene.sentence.chunks
        for place, chunk in enumerate(chunks):
            after = chunks[place + 1] if place + 1 < len(chunks) else None
            if (
                chunk.tag in {"nat", "cty"}
                and after
                and after.tag == "vrb"
                and after.value
                and after.value.lemma in _TELLING
            ):
                if chunk.value in home:
                    yield context.propose(CASE, "states", chunk.value, (chunk.start, chunk.end), MODERATE)
                else:
                    yield context.ask(
                        CASE, "states", "was it this state that interdicted?", (chunk.start, chunk.end), chunk.value
                    )
                return


def _has_bare_service(context: Context) -> bool:
    """Say whether a service acts or speaks without its state being named: customs officers, the coast guard."""
    return any(
        actor.state is None and scene.sentence.chunks[actor.last].tag == "off"
        for scene in context.incident.scenes
        for act in scene.all_acts
        for actor in act.actors
    ) or any(
        re.search(
            r" wrd/(?:the|local) off/(?:coast_guard|customs|navy|police|coastguard)\S* (?:vrb|act)/",
            scene.sentence.code,
        )
        for scene in context.incident.scenes
    )


def _find_waters(context: Context) -> tuple[str, tuple[int, int]] | None:
    """Return the state in whose waters a case is set: found anchored in Indian waters."""
    for scene in context.incident.scenes:
        found = re.search(
            r" (?P<whose>(?:adj|nat)/\S+) (?:pos/'s )?(?:wrd/territorial )?wrd/waters ", scene.sentence.code
        )
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
    if not any(
        re.search(
            r"\b[Oo]ur (?:authorities|navy|coast guard|customs|forces|territorial|waters|police)", scene.sentence.text
        )
        for scene in context.incident.scenes
    ):
        return None
    for scene in context.headings:
        found = _SIGNATURE.search(scene.sentence.code)
        if found:
            chunk = scene.sentence.chunks[scene.sentence.find_chunk(found.start("nat"))]
            return chunk.value, (chunk.start, chunk.end)
    return None


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


def _is_service(scene: Scene, act: Act, actor: Actor) -> bool:
    """Say whether the words name a service: a navy, customs, a warship by name; not `Thai authorities`."""
    chunks = scene.sentence.chunks[actor.first : actor.last + 1]
    last = chunks[-1]
    if last.tag == "svc":
        return True
    if last.tag == "cap" and chunks[0].tag != "cap":
        return True
    return last.tag == "off" and last.low not in _VAGUE_SERVICES and act.kind != "find"
