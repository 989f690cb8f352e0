"""The ships, planes and trucks of a case, and the transport mode that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interdict.articles.context import CASE, Context, Finding
from interdict.articles.conveyance_facts import Conveyance, describe_conveyance
from interdict.articles.flags import find_identifiers
from interdict.articles.patterns import Pattern
from interdict.articles.proposals import HIGH, MODERATE, Proposal
from interdict.articles.scenes import Scene
from interdict.articles.sentences import Chunk, Sentence
from interdict.articles.where import find_place
from interdict.articles.words import MODES, PREPOSITIONS

_KEYS = {"vessel": "ship", "aircraft": "plane", "truck": "truck", "train": "train", "barge": "barge"}
_MOST = 50  # conveyances of a case
_IN_AIR = Pattern(
    r"\bby air\b|\bair (?:shipment|cargo|freight|consignment|parcel|waybill)\b|\bair-?freighted\b|\bair cargo\b"
)


def find_conveyances(context: Context) -> Iterator[Finding]:
    """Yield what the text says of the conveyances to which something was done, and the transport mode."""
    gathered = _gather(context)
    main = [conveyance for conveyance in gathered if conveyance.is_main] or _pick(gathered, context)
    counts: dict[str, int] = {}
    for conveyance in main:
        counts[conveyance.kind] = counts.get(conveyance.kind, 0) + 1
        key = _KEYS[conveyance.kind] + (f"-{counts[conveyance.kind]}" if counts[conveyance.kind] > 1 else "")
        yield from describe_conveyance(context, conveyance, ("conveyance", key), is_only=len(main) == 1)
    yield from _find_mode(context, main)
    yield from _ask_others(context, [conveyance for conveyance in gathered if conveyance not in main])
    yield from _find_containers(context)


def _pick(gathered: list[Conveyance], context: Context) -> list[Conveyance]:
    """Return the conveyance of a case in which none was acted on: one that is spoken of by name, else the first."""
    topics = {name for scene in context.incident.scenes for name in scene.topics}
    named = [conveyance for conveyance in gathered if conveyance.name.casefold() in topics]
    own = [conveyance for conveyance in gathered if conveyance.name.casefold() in context.incident.ships]
    return (named or own or gathered)[:1]


def _gather(context: Context) -> list[Conveyance]:
    """Return the conveyances in the order in which they come up; one without a name is the last of its kind."""
    found: list[Conveyance] = []
    scenes = [scene for scene in context.incident.scenes if not scene.is_heading or scene.topics]
    for scene in [*scenes, *(context.incident.lead if context.is_only else [])]:
        chunks = scene.sentence.chunks
        for place, chunk in enumerate(chunks):
            if chunk.tag == "shp":
                ship = context.ships[chunk.value]
                _note(found, Conveyance(ship.kind, ship.name, [(scene.sentence, chunk)]), scene, context)
            elif chunk.tag == "cnv" and not _has_name(chunks, place) and not _is_follower(scene.sentence, place):
                _note(found, Conveyance(str(chunk.value), "", [(scene.sentence, chunk)]), scene, context)
    return found


def _note(found: list[Conveyance], seen: Conveyance, scene: Scene, context: Context) -> None:
    """Add what is seen of a conveyance to the one that it is, or as a new one."""
    chunk = seen.chunks[0][1]
    if seen.kind == "barge" and any(other.kind == "vessel" for other in found):
        return
    conveyance = _find_same(found, seen, may_name=chunk.value in scene.topics or _is_only_ship(context))
    if conveyance is None and len(found) == _MOST:
        return
    if conveyance is None:
        found.append(seen)
        conveyance = seen
    else:
        conveyance.name = conveyance.name or seen.name
        conveyance.chunks += seen.chunks
    if any(act.target_place >= 0 and scene.sentence.chunks[act.target_place] is chunk for act in scene.acts):
        conveyance.targets.add(scene.sentence.chunks.index(chunk))
        conveyance.is_main = True
    if seen.name and seen.name.casefold() in context.incident.ships and chunk.value in scene.topics:
        conveyance.is_main = True


def _is_only_ship(context: Context) -> bool:
    return context.is_only and len(context.ships) == 1


def _find_same(found: list[Conveyance], seen: Conveyance, *, may_name: bool) -> Conveyance | None:
    """Return the conveyance that one is: that of its name, or where it may give a name to one without, such a one."""
    if not seen.name:
        return next((other for other in found if other.kind == seen.kind), None)
    named = next((other for other in found if other.name.casefold() == seen.name.casefold()), None)
    if named or not may_name:
        return named
    nameless = [other for other in found if not other.name and other.kind == seen.kind]
    others = [other for other in nameless if not other.is_main]
    return others[-1] if others else nameless[0] if nameless and len(found) == 1 else None


def _has_name(chunks: tuple[Chunk, ...], place: int) -> bool:
    """Say whether a name follows a noun: the noun is then part of what is said of that ship."""
    return any(chunk.tag == "shp" for chunk in chunks[place + 1 : place + 2])


def _is_follower(sentence: Sentence, place: int) -> bool:
    """Say whether a conveyance is one that follows or finds, such as an aircraft of the navy."""
    before = [chunk.low for chunk in sentence.chunks[max(0, place - 2) : place]]
    return before[-1:] == ["by"] or "navy" in before or "warned" in before or "other" in before


def _find_containers(context: Context) -> Iterator[Finding]:
    number = 0
    seen: set[str] = set()
    for scene in context.incident.scenes:
        for found in find_identifiers(scene.sentence):
            if found.field == "container_number" and found.value not in seen:
                number += 1
                seen.add(found.value)
                of = ("conveyance", f"container-{number}")
                yield context.propose(of, "kind", "container", (found.start, found.end))
                yield context.propose(of, "container_number", found.value, (found.start, found.end))


def _find_mode(context: Context, main: list[Conveyance]) -> Iterator[Finding]:
    """Yield the mode: that of the conveyance, else of the port or airport, else as the text says."""
    if main:
        chunk = main[0].chunks[0][1]
        river = _find_river(context) if main[0].kind in {"vessel", "barge"} else None
        mode = "inland_water" if river else MODES[main[0].kind]
        confidence = MODERATE if chunk.tag == "shp" else HIGH
        yield context.propose(CASE, "mode", mode, river or (chunk.start, chunk.end), confidence)
        return
    zone = next((finding for finding in find_place(context) if finding.field == "zone"), None)
    if zone and zone.value in {"airport", "port"}:
        yield Proposal(*CASE, "mode", "air" if zone.value == "airport" else "sea", zone.words, MODERATE)
        return
    for scene in context.incident.scenes:
        found = _IN_AIR.search(scene.sentence.text)
        if found:
            start = scene.sentence.start
            yield context.propose(CASE, "mode", "air", (start + found.start(), start + found.end()))
            return


def _find_river(context: Context) -> tuple[int, int] | None:
    for scene in context.incident.scenes:
        for place, chunk in enumerate(scene.sentence.chunks):
            if chunk.tag == "sea" and chunk.value == "inland_waterway" and "canal" not in chunk.low:
                before = scene.sentence.chunks[max(0, place - 2) : place]
                if any(other.low in PREPOSITIONS for other in before) or "river" in chunk.low:
                    return chunk.start, chunk.end
    return None


def _ask_others(context: Context, others: list[Conveyance]) -> Iterator[Finding]:
    question = "did this one too carry the goods, or was it interdicted?"
    for conveyance in others:
        if conveyance.name:
            chunk = conveyance.chunks[0][1]
            name = re.sub(r"[^a-z0-9]+", "-", conveyance.name.casefold()).strip("-")
            of = ("conveyance", f"{_KEYS[conveyance.kind]}-{name}")
            yield context.ask(of, "name", question, (chunk.start, chunk.end), conveyance.name)
