"""Find the names of ships in a text: after a noun for one, after M/V, aboard, or as the subject of what ships do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from interdict.articles.patterns import Pattern
from interdict.articles.sentences import Chunk, Sentence
from interdict.articles.ship_signs import is_named_ship
from interdict.articles.tables import word_set
from interdict.articles.verbs import Verb

_LONGEST = 4  # words
_UNITS = word_set("miles mile km kilometres kilometers nm tons tonnes nautical metres days hours")
_PREFIX = Pattern(r"(?:m/v|m/t|m\.v\.|m\.t\.|mv|mt|ss|s/s|f/v|fv|m/y|ms|r/v)$")
_NAMED = Pattern(
    r" (?:vrb/called|vrb/named|wrd/called|wrd/named|vrb/dubbed|wrd/dubbed|wrd/named) (?:wrd/the )?(?:pun/['\"] )?$"
)
_FORMERLY = Pattern(
    r" (?:wrd/(?:formerly|previously|once) (?:(?:vrb|wrd)/(?:known|named|called) )?(?:wrd/as )?|wrd/under wrd/the "
    r"wrd/name |wrd/renamed |wrd/ex )(?:wrd/the |cap/m/?[vt] )?$"
)
_IS = Pattern(r" wrd/(?:is|was|as) wrd/the $")
_SHE_IS = Pattern(r" wrd/she wrd/(?:is|was) wrd/the $")
_IS_THE_SHIP = Pattern(r" wrd/(?:is|was) wrd/(?:the|an?) (?:(?:wrd|cod|cap|adj|num|gds)/\S+ ){0,3}cnv/")
_LIES = Pattern(
    r" (?:wrd/(?:has|had|is|was|been|now|still) |vrb/(?:has|had) )*"
    r"(?:wrd|vrb|act)/(?:lying|lies|moored|anchored|berthed|steaming|drifting|idling|aground) "
)
_DOES = Pattern(
    r" (?:wrd/(?:was|had|has|is|were|then|been|also|now|later|be|which|who|that) |vrb/(?:had|has|have) |pun/, "
    r"|dat/\S+ "
    r"|wrd/on |wrd/\S+ly "
    r"|(?:vrb|wrd|act)/(?:believed|thought|said|reported|suspected|alleged|known|found) wrd/to )*"
    r"(?P<verb>(?:act|vrb)/\S+) "
)
_IN_THE = Pattern(r" wrd/(?:in|at|near|off|around|across|throughout|outside|inside) wrd/the $")
_SHIP_VERBS = word_set(
    "intercept board stop inspect search detain seize impound turn release leave sail depart dock "
    "berth anchor arrive load "
    "unload divert escort hold discharge interdict raid carry transfer transship tow track shadow arrest "
    "pass enter steam put take sink show fly hoist tie moor reach heave return swing pick bring chase approach "
    "surround"
)
_NOT_SHIPS = word_set(
    "committee council panel ministry minister government navy coast guard police army court "
    "department agency force forces "
    "port airport sea ocean gulf island islands strait canal embassy president prime security united nations "
    "association "
    "company corporation corp ltd limited inc group bank university institute resolution act treaty pentagon congress "
    "parliament house "
    "customs authority secretary general statement commission union center centre operation task supreme shipping "
    "lines "
    "international ministry's north south bay republic state states service service's he she it they we you i "
    "officers officials sailors marines diplomats experts inspectors prosecutors investigators"
)
_QUALIFIES = Pattern(r" (?:cap|wrd)/\S+-(?:flagged|registered|owned|operated|based|bound)")
_QUOTED_PREFIX = Pattern(r" \S+/(?:m/v|m/t|mv) pun/\" $")
_VERB_BEFORE = Pattern(r" act/(?P<verb>\S+) wrd/the (?:pun/\" )?$")
_OBJECT_ENDS = Pattern(
    r" (?:pun/\S+ |dat/|wrd/(?:and|in|on|at|off|near|as|after|while|before|because|under|to|for|which)\b|$)"
)
_BOARDED = word_set("boarded boards boarding impounded impounds")  # which is done to ships alone
_STOPPED = word_set("seized intercepted interdicted diverted inspected searched stopped detained seizes intercepts")
_NOUN_BEFORE = Pattern(r" cnv/\S+ (?:pun/\" |pun/, wrd/the (?:(?:cod|cap|wrd)/\S+-\S+ )?|wrd/the )?$")
_FLAG_BEFORE = Pattern(r" cap/\S+-(?:flagged|registered) $")
_ABOARD = Pattern(r" abd/\S+ (?:wrd/the |cod/\S+ |pun/\" )*$")
_IS_A_SHIP = Pattern(
    r" (?:pun/\S+ )?(?:pun/\( [^)]*pun/\) )?(?:pun/, )?wrd/an? (?:(?:wrd|cod|cap|adj|num|nat|vrb|gds)/\S+ "
    r"){0,4}cnv/\S+"
)


class ShipName(NamedTuple):
    """A name of a ship with the kind of conveyance that it names, and where it stands in the plain text."""

    name: str
    kind: str
    start: int
    end: int


def find_ship_names(sentences: Iterable[Sentence]) -> dict[str, ShipName]:
    """Return the names by their small letters, each where it stands first."""
    names: dict[str, ShipName] = {}
    row = list(sentences)
    for number, sentence in enumerate(row):
        around = " ".join(near.code for near in row[max(0, number - 1) : number + 2])
        for found in _find_in(sentence, around):
            names.setdefault(found.name.casefold(), found)
    return names


def _find_in(sentence: Sentence, around: str) -> Iterator[ShipName]:
    chunks = sentence.chunks
    place = 0
    while place < len(chunks):
        size = count_name(sentence, place)
        if size:
            kind = _find_kind(sentence, place, size, around)
            if kind:
                yield _make(sentence, place, size, kind)
            place += size
        else:
            place += 1


def count_name(sentence: Sentence, place: int) -> int:
    """Count the chunks from a place on that may be a ship's name; 0 where none begins."""
    chunks = sentence.chunks
    if not _is_name_word(sentence, chunks[place]) or _PREFIX.match(chunks[place].low):
        return 0
    size = 1
    while size < _LONGEST and place + size < len(chunks):
        chunk = chunks[place + size]
        if chunk.start - chunks[place + size - 1].end > 1 or not (
            _is_name_word(sentence, chunk) or (chunk.tag == "num" and re.fullmatch(r"[0-9]{1,4}", chunk.low))
        ):
            break
        if chunk.tag == "num" and _is_measure(sentence, place + size):
            break
        size += 1
        if chunk.tag == "num":
            break
    return size


def _is_measure(sentence: Sentence, place: int) -> bool:
    """Say whether a number is no part of a name: the tanker Manuela 150 miles from Beira."""
    return any(chunk.low in _UNITS for chunk in sentence.chunks[place + 1 : place + 3])


def _is_name_word(sentence: Sentence, chunk: Chunk) -> bool:
    if chunk.tag in {"pun", "pos", "dat", "num", "org", "svc", "sea"}:
        return False
    if chunk.low.endswith(
        ("-flagged", "-registered", "-owned", "-bound", "-based", "-built", "-made", "-led", "-backed", "-operated")
    ):
        return False
    if chunk.low in {"vlcc", "ulcc", "suezmax", "aframax"}:
        return False
    written = sentence.text[chunk.start - sentence.start : chunk.end - sentence.start]
    if chunk.start == sentence.start and chunk.tag in {"wrd", "act", "vrb", "gds", "off", "cnv"}:
        return False
    return written[0].isupper() and (chunk.low.split(" ")[0] not in _NOT_SHIPS)


def _find_kind(sentence: Sentence, place: int, size: int, around: str) -> str:
    """Return which kind of conveyance the words around a name make it, "" if they do not."""
    chunks = sentence.chunks[place : place + size]
    words = {word for chunk in chunks for word in chunk.low.split()}
    is_quoted = place > 0 and sentence.chunks[place - 1].low == '"'
    if words & _NOT_SHIPS or (sentence.is_heading and not is_quoted):
        return ""
    before, after = sentence.code[: sentence.offsets[place]], _code_after(sentence, place + size)
    if _FORMERLY.search(before) or _QUALIFIES.match(after):
        return ""
    if (place and _PREFIX.match(sentence.chunks[place - 1].low)) or _QUOTED_PREFIX.search(before):
        return "vessel"
    if all(chunk.tag in {"nat", "adj", "cty", "reg", "off"} for chunk in chunks):
        return ""
    kind = _find_kind_before(sentence, before, after, chunks[0], size) or _find_kind_after(sentence, place, size, after)
    return kind or ("vessel" if is_named_ship(sentence, place, size, around=around) else "")


def _find_kind_before(sentence: Sentence, before: str, after: str, first: Chunk, size: int) -> str:
    """Tell a ship by what stands before its name: a noun, a flag, aboard."""
    noun = _NOUN_BEFORE.search(before)
    if noun and not re.match(r" (?:off|cnv)/", after):
        return str(sentence.chunks[sentence.find_chunk(noun.start() + 1)].value)
    is_name = first.tag in {"cap", "cod"}
    named = _NAMED.search(before)
    if (
        (_FLAG_BEFORE.search(before) and is_name)
        or (re.search(r" cnv/\S+ pun/\( $", before) and re.match(r" pun/\)", after))
        or (named and " cnv/" in before[max(0, named.start() - 40) :])
        or _is_boarded(before, after, first, size)
        or (_ABOARD.search(before) and not re.match(r" (?:cnv|pos)/", after) and is_name)
    ):
        return "vessel"
    return ""


def _is_boarded(before: str, after: str, first: Chunk, size: int) -> bool:
    """Say whether a name is all that was boarded, or, if it has several words, stopped: `boarded the Jie Shun and`."""
    found = _VERB_BEFORE.search(before)
    verbs = _BOARDED | _STOPPED if size > 1 else _BOARDED
    is_object = found is not None and found["verb"] in verbs and first.tag in {"cap", "cod"}
    return is_object and _OBJECT_ENDS.match(after) is not None


def _find_kind_after(sentence: Sentence, place: int, size: int, after: str) -> str:
    """Tell a ship by what follows its name: `the Jie Shun, a freighter`, `the Jihan 1 was intercepted`."""
    before, chunks = sentence.code[: sentence.offsets[place]], sentence.chunks
    has_article = bool(re.search(r" wrd/the (?:pun/\" )?$", before))
    is_named = has_article or chunks[place].tag == "cap"
    if is_named and _IS_A_SHIP.match(after) and re.match(r" (?:pun/\S+ )?pun/,", after):
        return "vessel"
    if has_article and _IS.search(before) and (" cnv/" in before or _SHE_IS.search(before)):
        return "vessel"
    if has_article and chunks[place].tag in {"cap", "cod"} and (_IS_THE_SHIP.match(after) or _LIES.match(after)):
        return "vessel"
    does = _DOES.match(after)
    if not has_article or _IN_THE.search(before) or not does or chunks[place].tag not in {"cap", "cod"}:
        return ""
    value = chunks[sentence.find_chunk(len(sentence.code) - len(after) + does.start("verb"))].value
    verb = value if isinstance(value, Verb) else value[1] if value else None
    is_acronym = size == 1 and sentence.write(place, place).isupper()
    verbs = _SHIP_VERBS - {"carry"} if is_acronym else _SHIP_VERBS
    return "vessel" if verb is not None and verb.lemma in verbs else ""


def _code_after(sentence: Sentence, place: int) -> str:
    return " " + sentence.code[sentence.offsets[place] :] if place < len(sentence.chunks) else " "


def _make(sentence: Sentence, place: int, size: int, kind: str) -> ShipName:
    first, last = sentence.chunks[place], sentence.chunks[place + size - 1]
    return ShipName(sentence.write(place, place + size - 1), kind, first.start, last.end)
