"""What a text says of one conveyance: its kind, name, type, flag, numbers, tonnage, and who owns or runs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from interdict.articles.context import Context, Finding
from interdict.articles.flags import Found, find_flags, find_identifiers
from interdict.articles.nations import find_state
from interdict.articles.patterns import Pattern
from interdict.articles.proposals import HIGH, MODERATE
from interdict.articles.sentences import Chunk, Sentence
from interdict.articles.tables import word_set
from interdict.domain.quantities import parse_quantity

_PLAIN_TYPES = word_set(
    "ship vessel boat plane aircraft airplane aeroplane truck trucks lorry lorries ships vessels "
    "boats planes jet train wagon"
)
_TONS_BEFORE = Pattern(r"(?P<figure>[0-9][0-9,.]*)-(?:ton|tonne|tons|tonnes)$")
_DEADWEIGHT = Pattern(r"(?P<figure>[0-9][0-9,.]*)-(?:dwt|deadweight-ton\w*)$")
_TONS_AFTER = Pattern(
    r"^,? (?:of|with a (?:gross )?tonnage of) (?:about |some |around |nearly |roughly )?(?P<figure>[0-9][0-9,]*) "
    r"(?:gross )?(?:tons|tonnes)\b"
)
_COMPANY = (
    r"(?:the |a )?(?:(?:[A-Z]\w+ )?(?:line|company|firm|carrier|group|operator) )?"
    r"(?P<name>[A-Z][\w&.'-]*(?:(?: of| and| &)? [A-Z(][\w&.')-]*){0,6})"
)
_RELATIONS = (
    ("owner", Pattern(rf"\b(?:[Oo]wned by|[Bb]elong(?:s|ed|ing) to) {_COMPANY}")),
    ("operator", Pattern(rf"\b(?:[Oo]perated|run) by {_COMPANY}")),
)


@dataclass
class Conveyance:
    """One conveyance of a case, gathered from all that the text says of it."""

    kind: str
    name: str = ""
    chunks: list[tuple[Sentence, Chunk]] = field(default_factory=list)
    is_main: bool = False
    targets: set[int] = field(default_factory=set)


def describe_conveyance(
    context: Context, conveyance: Conveyance, of: tuple[str, str], *, is_only: bool
) -> Iterator[Finding]:
    """Yield what the text says of one conveyance; `is_only` tells that its case has no other."""
    first = conveyance.chunks[0][1]
    yield context.propose(of, "kind", conveyance.kind, (first.start, first.end))
    named = next((chunk for _, chunk in conveyance.chunks if chunk.tag == "shp"), None)
    if named:
        yield context.propose(of, "name", conveyance.name, (named.start, named.end))
    yield from _find_type(context, conveyance, of)
    yield from _find_flag(context, conveyance, of, is_only=is_only)
    yield from _find_numbers(context, conveyance, of, is_only=is_only)
    yield from _find_tonnage(context, conveyance, of)
    yield from _find_relations(context, conveyance, of, is_only=is_only)


def _list_nouns(conveyance: Conveyance) -> Iterator[tuple[Sentence, int]]:
    """Yield the nouns for a conveyance: its own, and those beside its name."""
    for number, (sentence, chunk) in enumerate(conveyance.chunks):
        place = sentence.chunks.index(chunk)
        if chunk.tag == "cnv":
            if number == 0 or conveyance.name or place in conveyance.targets or not chunk.low.endswith("s"):
                yield sentence, place
            continue
        for at in (place - 1, place - 2):
            if at >= 0 and sentence.chunks[at].tag == "cnv":
                yield sentence, at
                break
        after = re.match(
            r" (?:pun/\( (?:(?!pun/\)).)* pun/\) )?(?:pun/\S+ )?(?:pun/, )?wrd/an? (?:(?:wrd|cod|cap|adj|num|nat)/\S+ "
            r"){0,4}?(cnv)/",
            sentence.code[sentence.offsets[place + 1] - 1 :] if place + 1 < len(sentence.chunks) else "",
        )
        if after:
            yield sentence, sentence.find_chunk(sentence.offsets[place + 1] - 1 + after.start(1))


def _find_type(context: Context, conveyance: Conveyance, of: tuple[str, str]) -> Iterator[Finding]:
    types = [
        (sentence.chunks[at], sentence)
        for sentence, at in _list_nouns(conveyance)
        if sentence.chunks[at].low not in _PLAIN_TYPES
    ]
    if types:
        chunk, sentence = max(
            types, key=lambda item: (bool(re.search(r"[0-9]", item[0].low)), len(item[0].low.split()) > 1)
        )
        value = sentence.text[chunk.start - sentence.start : chunk.end - sentence.start]
        yield context.propose(of, "type", value, (chunk.start, chunk.end))


def _find_flag(context: Context, conveyance: Conveyance, of: tuple[str, str], *, is_only: bool) -> Iterator[Finding]:
    flags: list[Found] = []
    for sentence in _list_sentences(context, conveyance, is_only=is_only):
        flags += [found for found in find_flags(sentence) if _belongs(sentence, found, conveyance, is_only=is_only)]
    if conveyance.name:  # `handed to North Korean ships` gives no flag to one ship
        flags = [found for found in flags if found.is_stated or not found.is_plural]
    stated = [found for found in flags if found.is_stated]
    chosen = next(iter(stated or flags), None)
    if chosen:
        confidence = HIGH if chosen.is_stated else MODERATE
        yield context.propose(of, "flag", chosen.value, (chosen.start, chosen.end), confidence)


def _list_sentences(context: Context, conveyance: Conveyance, *, is_only: bool) -> list[Sentence]:
    own = [sentence for sentence, _ in conveyance.chunks]
    if not is_only:
        return list(dict.fromkeys(own))
    return [scene.sentence for scene in context.incident.scenes if not scene.is_heading] + [
        sentence
        for sentence in dict.fromkeys(own)
        if any(sentence is scene.sentence for scene in context.incident.lead)
    ]


def _belongs(sentence: Sentence, found: Found, conveyance: Conveyance, *, is_only: bool) -> bool:
    """Say whether a flag or number stands nearer to this conveyance than to another that the sentence names."""
    own = [chunk for other, chunk in conveyance.chunks if other is sentence]
    ships = [chunk for chunk in sentence.chunks if chunk.tag == "shp" or (chunk.tag == "cnv" and chunk not in own)]
    others = [chunk for chunk in ships if chunk not in own and chunk.value != conveyance.name.casefold()]
    others = [chunk for chunk in others if chunk.tag == "shp"]
    if not own:
        return is_only and not others
    if not others:
        return True
    return min(_measure(chunk, found) for chunk in own) < min(_measure(chunk, found) for chunk in others)


def _measure(chunk: Chunk, found: Found) -> int:
    return max(0, found.start - chunk.end, chunk.start - found.end)


def _find_numbers(context: Context, conveyance: Conveyance, of: tuple[str, str], *, is_only: bool) -> Iterator[Finding]:
    seen: set[str] = set()
    for sentence in _list_sentences(context, conveyance, is_only=is_only):
        for found in find_identifiers(sentence):
            fits = conveyance.kind == "aircraft" if found.field == "registration" else conveyance.kind == "vessel"
            if (
                found.field != "container_number"
                and fits
                and found.field not in seen
                and _belongs(sentence, found, conveyance, is_only=is_only)
            ):
                seen.add(found.field)
                yield context.propose(of, found.field, found.value, (found.start, found.end))


def _find_tonnage(context: Context, conveyance: Conveyance, of: tuple[str, str]) -> Iterator[Finding]:
    if conveyance.kind != "vessel":
        return
    named = [(sentence, sentence.chunks.index(chunk)) for sentence, chunk in conveyance.chunks if chunk.tag == "shp"]
    for sentence, at in [*_list_nouns(conveyance), *named]:
        for place in range(at - 1, max(-1, at - 4), -1):
            chunk = sentence.chunks[place]
            for pattern, unit in ((_TONS_BEFORE, "t"), (_DEADWEIGHT, "DWT")):
                if chunk.tag in {"cod", "num"} and (found := pattern.fullmatch(chunk.low)):
                    yield from _propose_tonnage(context, of, found["figure"], unit, chunk.low, (chunk.start, chunk.end))
                    return
        noun = sentence.chunks[at]
        after = _TONS_AFTER.match(sentence.text[noun.end - sentence.start :])
        if after:
            start = noun.end + after.start("figure")
            yield from _propose_tonnage(
                context, of, after["figure"], "t", after[0].split("of ")[-1], (start, noun.end + after.end())
            )
            return


def _propose_tonnage(
    context: Context, of: tuple[str, str], figure: str, unit: str, words: str, span: tuple[int, int]
) -> Iterator[Finding]:
    try:
        value = parse_quantity(f"{figure} {unit}").value
    except ValueError:
        return
    if value is not None:
        yield context.propose(of, "tonnage", {"value": value, "unit": unit, "as_reported": words}, span)


def _find_relations(
    context: Context, conveyance: Conveyance, of: tuple[str, str], *, is_only: bool
) -> Iterator[Finding]:
    seen: set[str] = set()
    for sentence in _list_sentences(context, conveyance, is_only=is_only):
        for relation, pattern in _RELATIONS:
            for found in pattern.finditer(sentence.text):
                name = re.split(r" of [A-Z]\w+$", found["name"].rstrip(".,'"))[0]
                first = sentence.start + found.start("name")
                where = Found(relation, found["name"], first, first + len(name))
                if find_state(found["name"], is_whole=True):
                    continue
                if relation not in seen and _belongs(sentence, where, conveyance, is_only=is_only):
                    seen.add(relation)
                    yield context.propose(of, relation, name, (where.start, where.end))
