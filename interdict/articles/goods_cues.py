"""How goods are spoken of: as there, as declared, as looked for, as banned."""

from __future__ import annotations

import re

from interdict.articles.patterns import Pattern

# The last of these before goods says whether they were there, only said, or looked for.
_CUES = Pattern(
    r"\b(?P<there>such as|among (?:the|them|those|these)\b[^.;]* (?:were|was|are)|(?:compartments?|containers?|boxes"
    r"|crates|trucks?|lorr(?:y|ies)|holds?|ship|vessel|boat|plane|docked|arrived|freighter|tanker|dhow"
    r"|barges?)\b[^,.;]{0,40} with|found|discovered|seiz\w+|captur\w+|confiscat\w+|carr(?:y|ied|ying|ies)|loaded with"
    r"|laden|transport(?:ed|ing)|contain\w*|"
    r"withheld|withhold\w*|impounded|detained|secured|removed|offloaded|retrieved|carted|hauled|located"
    r"|unearthed|turned up|came to light|exposed|brought to light|caught [^.;,]{0,30} with|taking|ferrying"
    r"|hauling|held|holds?|holding|includ\w+|among them|consist\w*|compris\w*|cargo(?:es)? of|shipments? of"
    r"|consignments? of"
    r"|haul|cache of|load of|deliver(?:y|ies) of|turned out to be|proved to be|it (?:is|was)|identified (?:\w+ "
    r"){0,4}?as|saw|"
    r"out came|passed|there were|transferred|transfer|delivered|received|pumped|handed|took on|taken on|gave"
    r"|smuggl\w+|took|taken|counted"
    r"|uncovered|recovered|came upon|come upon|came "
    r"across|intercept\w*|aboard|on board|"
    r"tanks|full of|stocked|packed with|filled with|boxes of|crates of|containers (?:of|with)|unload\w*|revealed"
    r"|yielded|"
    r"sat|lay|were|was|loaded|hid|hidden|stash\w*|buried|conceal\w*|traffic\w*|shipped|shipping|moving|bringing|"
    r"supplied|load|confiscating|impounding|a cargo)\b"
    r"|\b(?P<said>declared|listed|described|labell?ed|manifest\w*|papers?|documents?|bill of lading|believed (?:that "
    r")?(?:they|he|she|it)|claimed|purport\w*|disguised|marked|spoke of|"
    r"supposed|registered as|told)\b"
    r"|\b(?P<never>bans?|banned|bars?|barred|forbids?|prohibits?|prohibiting|outlaws?|export\w*|import\w*|embargo\w*"
    r"|sanction\w*|used|uses?|usable|suitable|needed|serve|go(?:ne)? into|looking for|look for|"
    r"violat\w+|buy\w*|bought|sells?|sold|trade|trading|such(?! as)|adopted|calls? on|resolution|sale|war|launch\w*"
    r"|fired|test\w*|program\w*|"
    r"possess\w*|(?<!spoken )(?<!spoke )(?<!written )instead of|rather than|capable of|can carry|can hold|could "
    r"carry|able to carry|against|worth "
    r"of aid|history|traffic in|flow of|flying arms|charges "
    r"of|made of|nothing but|other than)\b"
    r"|\b(?P<maybe>suspect\w*|suspicion\w*|fear\w*|thought to|thought that|accus\w*|alleg\w*|tip\w*|intelligence|might"
    r"|may have|could be|rumou?r\w*|"
    r"early reports|den(?:y|ied)|if)\b",
    re.IGNORECASE,
)
_AFTER = Pattern(
    r"^(?:[^.;]{0,120}?)\b(?:(?:was|were|had been|have (?:\w+ )?been|has (?:\w+ )?been) (?:\w+ )?(?:found"
    r"|seized|discovered|confiscated|on board"
    r"|aboard|hidden|concealed|recovered|uncovered|removed|laid out|put on show|displayed|brought ashore"
    r"|stacked|stowed|packed|buried|tucked|stuffed|wedged|crammed|strapped|welded)|"
    r"came to light|turned up|aboard|on board|seized|found|confiscated|hidden|concealed|stashed"
    r"|in (?:her|its|the) (?:tanks|holds?))\b"
)


_RIGHT_THERE = Pattern(r"^ (?:in (?:her|its|the) (?:tanks|holds?)|aboard|on board)\b")


# `they had believed they were carrying`: what someone says, not what was there.
_BELIEVED = Pattern(r"\b(?:believed|thought|said|claimed|insisted) (?:that )?(?:they|he|she|it) [^,.;]{0,20}$")


# `In them, it now turns out, were parts for tanks`
_IN_THEM = Pattern(
    r"^(?:In|Inside|Among|Beneath|Behind|Under|Underneath|Aboard|Stowed|Hidden|Packed|Below)\b[^.;]*\b(?:was"
    r"|were|lay|sat|stood|came)\b[^,.;]{0,25}$"
)
_DONE_TO_THEM = Pattern(
    r"^ (?:was|were|had been|have been|has been) (?:\w+ )?(?:seized|confiscated|impounded|removed|recovered"
    r"|offloaded|taken away)\b"
)
_PAPERS = Pattern(
    r"\b(?:[Aa]ccording to (?:the|its|their|her) (?:papers|manifests?|documents|bill of lading)|[Oo]n paper"
    r"|[Oo]stensibly|[Pp]urportedly)\b"
)
_WITH = Pattern(
    r"(?:\b(?:ship|vessel|freighter|tanker|dhow|boat|plane|barges?),|\b(?:come|came|arrived|sailed|docked|berthed"
    r"|entered)\b[^.;,]{0,40}) with (?:[\w,]+ ){0,4}$"
)
_LOAD_COLON = Pattern(
    r"^(?:The|Their|Its|Her|This) (?:cargo|load|consignment|shipment|haul|freight|contents|list)\b[^;]*: [^;]{0,200}$"
)
_AFTER_COLON = Pattern(r": (?:[\w-]+ ){0,3}$")


def read_cue(before: str, after: str, *, is_counted: bool) -> str:
    """Return the manner in which goods are named: `there`, `said`, `never`, `maybe` or `unclear`.

    `before` and `after` are the sentence on either side of them; the last cue before them counts.
    """
    if _DONE_TO_THEM.match(after) or (is_counted and _RIGHT_THERE.match(after)):
        return "there"
    if _PAPERS.search(before):
        return "said"
    if (
        _LOAD_COLON.search(before)
        or _IN_THEM.search(before)
        or (is_counted and (_WITH.search(before) or _AFTER_COLON.search(before)))
    ):
        return "there"
    return _read_last_cue(before, after, is_counted=is_counted)


def _read_last_cue(before: str, after: str, *, is_counted: bool) -> str:
    last = None
    for found in _CUES.finditer(before):
        last = found
    if last is None:
        return "there" if _AFTER.match(after) else "unclear"
    if last.lastgroup is not None and last.lastgroup != "there":
        return last.lastgroup
    if _BELIEVED.search(before[: last.start()]):
        return "said"
    if _doubts(before[: last.start()]):
        return "maybe"
    is_weak = last[0].casefold() in {"was", "were"} and not is_counted
    return "unclear" if is_weak and not _AFTER.match(after) else "there"


def _doubts(before: str) -> bool:
    """Say whether words shortly before make what follows a suspicion or a report that is denied."""
    return bool(
        re.search(
            r"(?:suspecting|suspects|suspected of|suspicion (?:of|that)|feared|thought to be|believed to be|accused of"
            r"|allegedly|tip[^.]{0,20} that|whether|in case|may be|might be|that (?:it|the \w+) (?:was|may "
            r"be))[^,.;]{0,25}$",
            before,
        )
    )
