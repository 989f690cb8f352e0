"""Add up what points to one state as the one that interdicted, where no act of the text names it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from interdict.articles.context import Context
from interdict.articles.flags import find_flags
from interdict.articles.patterns import Pattern
from interdict.articles.place_phrases import read_place
from interdict.articles.scenes import Scene
from interdict.articles.sentences import Sentence

_ENOUGH = 2
# Each names the state as `who`, and weighs so much.
_FOR = (
    # `Nigeria told the Security Council`: the state that reports is the one that acted.
    (4, Pattern(r" (?P<who>nat/\S+) (?:(?:wrd|vrb)/(?:has|had|have|since|later|then) ){0,2}\w+/(?:told|informed"
        r"|reported|notified"
                   r"|wrote) (?:(?!pun/[.;])\S+ ){0,6}?(?:org|wrd|off)/(?:the_)?(?:security_council|un"
                   r"|united_nations|committee"
                   r"|sanctions_committee|panel\S*|council) ")),
    # The French, the Bulgarians: people who do something.
    (3, Pattern(r" (?P<who>adj/\S*(?:s|sh|ch|ese)) (?:wrd/(?:then|also|later|had|have|were) )?(?:vrb"
        r"|act)/(?!(?:say|said|told"
                   r"|deny|denied) )")),
    (3, Pattern(r" (?P<who>(?:adj|nat)/\S+) (?:pos/'s )?(?:(?:wrd|cap)/\S+ )?(?:off|war)/(?!official |officials "
        r"|government"
                   r" |ministry |military |authority |service |services |sailors |forces )\S+ ")),
    (3, Pattern(r" (?P<who>svc/\S+) ")),
    (2, Pattern(r" (?:off/(?!government|officials?|ministry|authorit)\S+) (?:pun/, |wrd/of (?:wrd/the "
        r")?)?(?P<who>nat/\S+) ")),
    (1, Pattern(r" (?P<who>(?:adj|nat)/\S+) (?:pos/'s )?(?:off/(?:government|ministry|officials?|authorit\w+)"
        r"|wrd/(?:cabinet"
                   r"|parliament|prime|minister|president|court|courts|prosecutors?)) ")),
    (2, Pattern(r" (?:wrd/and |pun/, |^ ?)?(?P<who>(?:nat|cty)/\S+) (?:pun/, (?:(?!pun/)\S+ ){1,7}pun/, "
        r")?(?:(?:wrd|vrb)/(?:has|had|have"
                   r"|also|then|will) ){0,2}(?:act/|vrb/(?:kept|keeps|held|holds|had|has|made|put|told|opened"
                   r"|took|let|asked) )")),
    (3, Pattern(r" wrd/in (?P<who>(?:adj|nat)/\S+) (?:pos/'s )?(?:wrd/)?\w+/(?:hands|keeping|custody|possession"
        r"|waters) ")),
    (3, Pattern(r" (?:wrd/the |wrd/of )(?P<who>(?:adj|nat)/\S+) (?:pos/'s )?(?:cap|wrd|sea)/(?:airspace|waters"
        r"|sky|skies) ")),
    (3, Pattern(r" wrd/guest wrd/of (?:wrd/the )?(?P<who>nat/\S+) ")),
    (3, Pattern(r" wrd/under (?P<who>adj/\S+) (?:wrd/(?:orders|command|guard|escort)|act/guard) ")),
)  # fmt: skip
# What speaks of another: who sends, receives, tips off, protests, flags, mans.
_AGAINST = (
    Pattern(r" wrd/(?:tip|tip-off|information|word|warning|hint|request|intelligence) wrd/(?:from|by) (?:wrd/the "
        r")?(?P<who>(?:nat|adj|cty)/\S+) "),
    Pattern(r" (?P<who>(?:nat|adj|cty)/\S+) (?:\S+ ){0,3}?\w+/(?:denied|denies|protest\w*|tipped|complained"
        r"|insist\w*|objected|condemned|let wrd/us wrd/know) "),
    Pattern(r" wrd/(?:ambassador|embassy|consulate|envoy) (?:wrd/(?:of|to) (?:wrd/the )?)(?P<who>nat/\S+) "),
    Pattern(r" (?P<who>(?:nat|adj)/\S+) (?:pos/'s )?wrd/(?:ambassador|embassy|consulate|envoy|crew|nationals"
        r"|trader|company) "),
    Pattern(r" (?:wrd/(?:flag|register|registry) wrd/of|wrd/to|wrd/from|wrd/for) (?:wrd/the "
        r")?(?P<who>nat/\S++)(?! (?:pos|off)/)"),
    Pattern(r" (?P<who>(?:adj|nat)/\S+) (?:(?:wrd|cod|adj)/\S+ ){0,2}(?:cnv|shp|gds)/"),
)  # fmt: skip
_OURS = Pattern(r"\b(?:[Oo]ur|[Ww]e|us)\b")
_AT = Pattern(r" (?:wrd/(?:in|at|into|off|near)|vrb/(?:leave|left)) (?=\S)")
_HOME_SPEAKS = Pattern(
    r"\b(?:[Pp]rime [Mm]inister|[Mm]inister|[Mm]inistry|[Cc]ustoms|[Cc]oast [Gg]uard\w*|[Nn]avy|[Pp]olice"
    r"|[Gg]overnment|[Oo]fficials?"
    r"|[Aa]uthorities|[Pp]rosecutors?|[Cc]ourt|[Aa]ir [Ff]orce|[Aa]ssembly|[Hh]ouse)\b"
)


def weigh_states(context: Context) -> tuple[str, tuple[int, int]] | None:
    """Return the state to which most of a text points with the words for it, None where two do equally."""
    votes: Counter[str] = Counter()
    spans: dict[str, tuple[int, int]] = {}
    against: Counter[str] = Counter()
    for scene in _list_scenes(context):
        for weight, state, span in _read_votes(scene):
            votes[state] += weight
            spans.setdefault(state, span)
        for state in _read_against(scene):
            against[state] += 2
    for state, span in _read_home(context):
        votes[state] += 2
        spans.setdefault(state, span)
    ranked = sorted(((votes[state] - against[state], state) for state in votes), reverse=True)
    if not ranked or ranked[0][0] < _ENOUGH or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    return ranked[0][1], spans[ranked[0][1]]


def _list_scenes(context: Context) -> list[Scene]:
    headings = [scene for scene in context.headings if scene.sentence.number < 6] if context.is_only else []
    return [*(scene for scene in context.scenes if not scene.is_heading), *headings]


def _read_votes(scene: Scene) -> Iterator[tuple[int, str, tuple[int, int]]]:
    sentence = scene.sentence
    for weight, pattern in _FOR:
        for found in pattern.finditer(sentence.code):
            chunk = sentence.chunks[sentence.find_chunk(found.start("who"))]
            if chunk.value and not _hangs_on(sentence, found.start("who")):
                yield weight, chunk.value, (chunk.start, chunk.end)
    for found in _AT.finditer(sentence.code):
        at = sentence.find_chunk(found.end())
        place = read_place(sentence, at) if found.end() < len(sentence.code) - 1 and at < len(sentence.chunks) else None
        country = place.value.get("country") if place else None
        if place and country and not scene.is_heading:
            chunks = sentence.chunks
            yield 2 if "name" in place.value else 1, country, (chunks[place.first].start, chunks[place.last].end)


def _hangs_on(sentence: Sentence, offset: int) -> bool:
    """Say whether a name stands after a preposition that makes it something else: to the navy of, from the."""
    return re.search(r"/(?:to|from|with|against|than|like) (?:wrd/the )?$", sentence.code[:offset]) is not None


def _read_against(scene: Scene) -> Iterator[str]:
    sentence = scene.sentence
    for pattern in _AGAINST:
        for found in pattern.finditer(sentence.code):
            value = sentence.chunks[sentence.find_chunk(found.start("who"))].value
            if value:
                yield value
    for flag in find_flags(sentence):
        if flag.is_stated:
            yield flag.value


def _read_home(context: Context) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the state of the dateline where a service or the text itself speaks for it."""
    if not context.home:
        return
    for scene in context.scenes:
        found = _HOME_SPEAKS.search(scene.sentence.text) or _OURS.search(scene.sentence.text)
        if found and not re.search(r"\b(?:U\.S\.|American)\b", scene.sentence.text):
            yield context.home, (scene.sentence.start + found.start(), scene.sentence.start + found.end())
            return
