"""Further signs that a name with an article is that of a ship: a flag or tonnage before it, a number after it."""

from __future__ import annotations

import re

from interdict.articles.patterns import Pattern
from interdict.articles.sentences import Chunk, Sentence
from interdict.articles.tables import word_set
from interdict.articles.verbs import Verb, list_doings

# `the 6,830-ton`, `the Panama-flagged`, `the North Korean-owned`
_QUALIFIED = Pattern(
    r" (?:wrd/(?:the|a|an) )?(?:(?:cod|num|cap|wrd|adj)/\S*-(?:ton|tonne|dwt|gt|grt|teu|tonner|flagged|flag|registered"
    r"|owned|operated)"
    r" |cap/\S+ cap/\S+-(?:flagged|registered) )(?:(?:wrd|adj)/\S+ ){0,1}(?:pun/\" )?$"
)
_TONNAGE = Pattern(r" wrd/the (?:cod/\S+ |num/\S+ wrd/(?:gt|grt|dwt|ton|tonne|teu|gross) )(?:(?:wrd|adj)/\S+ )?$")
_ARTICLE = Pattern(r" wrd/the (?:pun/\" )?$")
_FROM = Pattern(
    r" (?:act|vrb)/(?P<verb>\S+) (?:(?!act/|vrb/(?:said|told)|pun/[.;])\S+ ){1,14}?wrd/(?:from|off|onto|on_to"
    r"|to|on|with) wrd/the "
    r"(?:pun/\" )?$"
)
_MOVED = word_set(
    "offload unload remove take transfer pump lift carry discharge load ship deliver bring supply pass hand"
)
_APPOSED = Pattern(
    r" cnv/\S+ (?:(?!pun/|act/|wrd/and |wrd/or )\S+ ){0,9}pun/, (?:wrd/the )?(?:(?:cod|cap)/\S+-\S+ )?(?:pun/\" )?$"
)
_ENDS = Pattern(r" (?:pun/\" )?(?:pun/[,.()] |$)")
_NUMBERED = Pattern(r"[^\W\d_][\w'-]*(?: [\w'-]+)* (?:[0-9]{1,4}|[IVX]{1,4}|[A-Z])")
_HYPHENED = Pattern(r"[A-Z][a-z]{3,}-[0-9]{1,4}")  # Volgoneft-147
_NO_NUMBERED = word_set(
    "type resolution article annex group chapter category boeing airbus class tier option figure table appendix phase "
    "model operation section paragraph part flight route highway channel fleet division brigade battalion pier berth "
    "terminal gate hall world case"
)
_IMO = Pattern(r" pun/\( (?:cap|cod|wrd)/imo\b")
_AROUND = Pattern(
    r" (?:cnv|abd)/|/(?:sailors?|seamen|crew|port|sailed|anchor\w*|docked|flag|cargo|captain|holds?|deck) "
)
# `the Jie Shun was rusty, its transponder was off`
_ITS = Pattern(
    r" (?:wrd|vrb)/(?:was|is|had|has|were) [^.;]*?wrd/(?:its|her) (?:(?:adj|wrd|num|cod)/\S+ "
    r"){0,2}\w+/(?:transponder|crew|holds?|hull|papers|flag|cargo"
    r"|master|captain|decks?|bridge|ais|anchor|owners?|tanks) "
)
_KEPT = Pattern(
    r" (?:pun/, wrd/(?:which|that|with|a) [^.;]*?pun/, )?(?:(?:wrd|vrb)/(?:was|is|has|had|been|be|will|not"
    r"|never) ){1,4}"
    r"\w+/(?:refused|denied|allowed|permitted|let|prohibited|barred|banned|prevented|stopped|blocked) "
    r"(?:wrd/(?:permission|leave|clearance) )?(?:wrd/(?:to|from) )?\w+/(?:leave|sail|depart|go|out|leaving"
    r"|sailing|departing) "
)
_FLAG_AFTER = Pattern(r" pun/\( (?:\w+/flag|cap/\S+-flagged|wrd/flagged|wrd/flying) ")
_RELATIVE = Pattern(
    r" pun/, (?:wrd/which|wrd/that) (?:(?:wrd|vrb)/(?:is|was|has|had|been|were) ){0,2}\w+/(?:registered|flagged"
    r"|sailed|docked|flies|flew|chartered|loaded"
    r"|anchored|sails|berthed|departed|arrived|tied_up|tied|held|detained|impounded|stuck|kept|barred|refused"
    r"|seized|boarded|moored) "
)
# `two boxes off the Westerhever`, `drew up beside the Chong Chon Gang`
_OFF_THE = Pattern(
    r" (?:wrd/(?:boxes|containers?|crates|cargo|goods|load|shipment|consignment|men|party) wrd/(?:off|from)"
    r"|wrd/(?:beside|alongside)) wrd/the (?:pun/\" )?$"
)
_CARRIED = Pattern(
    r" (?:vrb|act|wrd)/(?:carried|transported|shipped|brought|delivered|moved|loaded|travelled|arrived|came"
    r"|stowed) (?:(?!pun/|act/|vrb/)\S+ ){0,6}?"
    r"wrd/(?:by|on|in|aboard|off) wrd/the (?:pun/\" )?$"
)
_SAILS = Pattern(
    r" (?:(?:wrd|vrb)/(?:had|has|was|is|then|later|now) )*\w+/(?:set wrd/(?:out|sail)|put wrd/to wrd/sea|sailed"
    r"|docked|anchored|berthed|steamed|overtaken"
    r"|came wrd/into|raced|moored|loaded|boarded|intercepted|impounded|hove) "
)
# `There is no such relief for the Talent Ace. Gunsan has been its home`
_CLOSING = Pattern(r" wrd/(?:for|of|with|from|to|against|by) wrd/the $")
_HERS = Pattern(r" wrd/(?:its|her|she) ")
_NO_SHIP_LAST = word_set("times post mail news journal agency east west coast war times sea peninsula region nations")
_DONE_TO = frozenset({"stop", "look", "hold", "take"})


def is_named_ship(sentence: Sentence, place: int, size: int, *, around: str) -> bool:
    """Say whether the words around a name of some chunks make it a ship's; `around` is the code of its neighbours."""
    before = sentence.code[: sentence.offsets[place]]
    after = _code_after(sentence, place + size)
    first = sentence.chunks[place]
    if (_IMO.match(after) or _FLAG_AFTER.match(after)) and first.tag in {"cap", "cod"}:
        return True
    if first.tag not in {"cap", "cod"} or re.match(r" (?:pos|off|cnv|gds|cap|svc|war)/", after):
        return False
    if _QUALIFIED.search(before) and re.match(r" (?:pun|vrb|act|wrd|abd|dat)/", after):
        return _is_before_verb(after)
    if size > 1 and _APPOSED.search(before) and _ENDS.match(after) and " wrd/the " in before[-40:]:
        return True
    if _TONNAGE.search(before) and _is_numbered(sentence, place, size):
        return True
    return _ARTICLE.search(before) is not None and _is_after_article(sentence, place, size, around=around)


def _is_after_article(sentence: Sentence, place: int, size: int, *, around: str) -> bool:
    """Say whether a name with an article is a ship's by what stands around it."""
    before, after = sentence.code[: sentence.offsets[place]], _code_after(sentence, place + size)
    if _RELATIVE.match(after) or _KEPT.match(after) or (_OFF_THE.search(before) and _AROUND.search(around)):
        return True
    if _ITS.match(after) and (size > 1 or sentence.write(place, place).isupper()):
        return True
    if size > 1 and _is_last_of_clause(before, after, around):
        return sentence.chunks[place + size - 1].low not in _NO_SHIP_LAST
    if size > 1 and (_CARRIED.search(before) or _SAILS.match(after)) and _AROUND.search(around):
        return True
    return _is_object(sentence, place, size) or (
        _is_numbered(sentence, place, size) and _AROUND.search(around) is not None
    )


def _is_last_of_clause(before: str, after: str, around: str) -> bool:
    """Say whether a clause ends in a name where the text goes on with `its` or `she`."""
    is_last = _CLOSING.search(before) is not None and re.match(r" (?:pun/[.,:;] |$)", after) is not None
    return is_last and _HERS.search(around) is not None and _AROUND.search(around) is not None


def _is_object(sentence: Sentence, place: int, size: int) -> bool:
    """Say whether a name of several words is what something was done to or taken from."""
    before, after = sentence.code[: sentence.offsets[place]], _code_after(sentence, place + size)
    if size > 1 and (_is_moved(before) or _is_done_to(sentence, place)):
        return re.match(r" (?:pun/|wrd/|dat/|vrb/|act/|$)", after) is not None
    return False


def _is_before_verb(after: str) -> bool:
    """Say whether what follows a name goes on with the sentence and is no noun that it stands before."""
    return (
        re.match(
            r" (?:pun/|vrb/|act/|abd/|dat/|wrd/(?:was|is|has|had|were|which|that|on|in|at|off|near|to|from|and"
            r"|with|as|after|"
            r"before|when|while|for|over|into|by|then|later|still|now|never|swung|made|ran|made|tried|\w+ed) |$)",
            after,
        )
        is not None
    )


def _is_moved(before: str) -> bool:
    found = _FROM.search(before)
    if found is None:
        return False
    return any(_starts_like(found["verb"], verb) for verb in _MOVED)


def _starts_like(form: str, verb: str) -> bool:
    return (
        form.startswith(verb.removesuffix("e"))
        or (verb == "take" and form in {"took", "taken"})
        or (verb == "bring" and form == "brought")
    )


def _is_done_to(sentence: Sentence, place: int) -> bool:
    """Say whether a name is the object of what is done to ships: surrounded, searched, escorted the Nour M."""
    at = place - 1
    while at >= 0 and (sentence.chunks[at].low in {"the", '"'}):
        at -= 1
    if at < 0:
        return False
    chunk: Chunk = sentence.chunks[at]
    if chunk.tag == "act":
        kind, verb = chunk.value
        return kind in _DONE_TO and verb.form != "noun"
    if chunk.tag != "vrb" or not isinstance(chunk.value, Verb):
        return False
    return bool(_DONE_TO.intersection(list_doings().get(chunk.value.lemma, ()))) and chunk.value.lemma not in _NOT_DONE


_NOT_DONE = word_set("lead order challenge disrupt approach secure examine check test open take see notice bring")


def _is_numbered(sentence: Sentence, place: int, size: int) -> bool:
    """Say whether a name ends in a number or a letter: Grace 1, Nour M, Lido II."""
    written = sentence.write(place, place + size - 1)
    first = sentence.chunks[place].low
    if size == 1:
        return _HYPHENED.fullmatch(written) is not None
    return _NUMBERED.fullmatch(written) is not None and first not in _NO_NUMBERED


def _code_after(sentence: Sentence, place: int) -> str:
    return " " + sentence.code[sentence.offsets[place] :] if place < len(sentence.chunks) else " "
