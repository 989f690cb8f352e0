"""What the cargo of a case was declared as."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interdict.articles.context import Context, Finding
from interdict.articles.patterns import Pattern

_GOODS_WORDS = r"\"?(?P<what>[A-Za-z0-9][\w '\"(),-]{2,80}?)\"?"
_END = (
    r"(?=,(?![0-9])|[.;:)\"']|$| (?:but|while|when|which|that|who|sent|to be|for|and (?:was|were|had|the|its|sent)"
    r"|had|on|aboard|at|in|by)\b)"
)
_DECLARED = (
    Pattern(
        r"\b(?:declared|listed|described|labell?ed|manifested|disguised|marked|registered|documented|invoiced|passed "
        r"off|shown)"
        r"(?: \w+){0,4}? as (?:being )?(?:an? |the )?" + _GOODS_WORDS + _END
    ),
    Pattern(
        r"\b(?:[Mm]anifests?|[Pp]apers|[Dd]ocuments|bill of lading|paperwork|declaration)\b(?: \w+){0,3}? "
        r"(?:said|say|spoke of|listed|lists|mentioned|mentions|showed|show|gave|described|declared|named)(?: "
        r"that)?(?: "
        r"\w+ (?:was|were|is)(?: carrying)?)?"
        r"(?: nothing but| only| just|: )?:? ?(?:an? |the )?" + _GOODS_WORDS + _END
    ),
)
_ACCORDING = Pattern(
    r"\b[Aa]ccording to (?:the|its|their|her) (?:papers|manifests?|documents|bill of lading),? (?:it|they|she"
    r"|the \w+) "
    r"(?:held|carried|contained|was carrying|were carrying|was|were) (?:an? |the )?" + _GOODS_WORDS + _END
)
_CALLED = Pattern(
    r"\b(?:[Mm]anifests?|[Pp]apers|[Dd]ocuments|[Pp]aperwork|[Ll]abels?|[Ll]etter|[Bb]ill of lading) (?:had |has "
    r"|have )?(?:called"
    r"|gave as|put down as|spoken of|spoke of|passed off as|promised|made of it) (?:it |them )?(?:an? |the )?"
    + _GOODS_WORDS
    + r"(?=,(?![0-9])|[.;:]|$| (?:turned|was|were|proved|but|while|and)\b)"
)
_LANDED_AS = Pattern(
    r"\b(?:put ashore|landed|shipped|unloaded|imported|entered|sent|travelled|booked|consigned|cleared|come in"
    r"|came in|went"
    r" ashore)\b[^.;,]{0,45}? as (?:an? |the )?" + _GOODS_WORDS + _END
)
_AS_GOODS = Pattern(
    r"(?:,(?: and)?|\band|[Nn]amed|[Gg]ave|[Ll]isted) (?P<what>[a-z][\w' -]{2,60}?) as (?:the|its|their) "
    r"(?:goods|cargo|contents|load)\b"
)
_WITH = Pattern(
    r"\b(?:[Mm]anifests?|[Pp]apers|[Dd]ocuments) (?:say|said|show|showed)[^.;]{0,90}? (?:carrying|with|loaded with|a "
    r"cargo of|a load of) " + _GOODS_WORDS + _END
)
_BELIEVED = Pattern(
    r"\b(?:believed|thought|said) (?:that )?(?:they|he|she|it) (?:were|was|had been) (?:carrying|transporting"
    r"|shipping) " + _GOODS_WORDS + _END
)
_NOT_DECLARED = Pattern(
    r"^(?:nothing|something|usual|early|late|soon|well|a result|a|an|the|only|that|part|no|his|her|its|one|being"
    r"|such|in)$|^(?:on|in|from|to|at|bound|heading|that|it|she"
    r"|they) |\b(?:vessel|ship|plane|owner|target|consignee|said|told|flag|port|destination|unknown)\b",
    re.IGNORECASE,
)


def find_declared(context: Context, keys: list[str]) -> Iterator[Finding]:
    of = ("cargo", keys[0] if keys else "load")
    for scene in context.incident.scenes:
        sentence = scene.sentence
        for pattern in (_AS_GOODS, _CALLED, *_DECLARED, _WITH, _ACCORDING, _LANDED_AS):
            found = pattern.search(sentence.text)
            if found and not _NOT_DECLARED.search(found["what"]) and not found["what"][0].isupper():
                span = (sentence.start + found.start("what"), sentence.start + found.end("what"))
                yield context.propose(of, "declared_as", found["what"].strip(" '\""), span)
                return
    for scene in context.incident.scenes:
        found = _BELIEVED.search(scene.sentence.text)
        if found:
            span = (scene.sentence.start + found.start("what"), scene.sentence.start + found.end("what"))
            yield context.ask(
                of, "declared_as", "the crew say so; was it also declared as this?", span, found["what"].strip()
            )
            return
