"""Find goods in a sentence: the noun with what stands before it, how much of it, and in which way it is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from interdict.articles.goods_words import HOLDERS, LOADS, NOT_GOODS_BEFORE, NOT_IN_NAMES
from interdict.articles.sentences import Chunk, Sentence
from interdict.articles.tables import word_set
from interdict.articles.words import PREPOSITIONS

_LONGEST = 6  # chunks of a name of goods
_BOUNDS = word_set(
    "about some around approximately nearly almost over roughly least most than more fewer less up to "
    "at estimated exactly total of a "
    "another only"
)
_PART_HEADS = frozenset(
    {"parts", "spare parts", "components", "equipment", "spares", "batteries", "ammunition", "rounds", "material"}
)
_COVERS = word_set("under beneath underneath behind among amid amidst below")
_NOT = word_set("no nor any neither without")
_MEASURE_WORDS = word_set("mm mm. millimetre millimeter cm inch")

# The last of these before goods says whether they were there, only said, or looked for.
_CUES = re.compile(
    r"\b(?P<there>such as|among (?:the|them|those|these)\b[^.;]* (?:were|was|are)|(?:compartments?|containers?|boxes"
    r"|crates|trucks?|lorr(?:y|ies)|holds?|ship|vessel|boat|plane|docked|arrived|freighter|tanker|dhow"
    r"|barges?)\b[^,.;]{0,40} with|found|discovered|seiz\w+|captur\w+|confiscat\w+|carr(?:y|ied|ying|ies)|loaded with"
    r"|laden|transport(?:ed|ing)|contain\w*|"
    r"held|holds|holding|includ\w+|among them|consist\w*|compris\w*|cargo(?:es)? of|shipments? of|consignments? of"
    r"|haul of|cache of|load of|"
    r"transferred|transfer|delivered|gave|smuggl\w+|took|taken|counted|uncovered|recovered|came upon|come upon|came "
    r"across|intercept\w*|aboard|on board|"
    r"tanks|full of|stocked|packed with|filled with|boxes of|crates of|containers (?:of|with)|unload\w*|revealed"
    r"|yielded|"
    r"sat|lay|were|was|loaded|hid|hidden|stash\w*|buried|conceal\w*|traffic\w*|shipped|shipping|moving|bringing|"
    r"supplied|load|confiscating|impounding|a cargo)\b"
    r"|\b(?P<said>declared|listed|described|labell?ed|manifest\w*|papers?|documents?|bill of lading|believed (?:that "
    r")?(?:they|he|she|it)|claimed|purport\w*|disguised|marked|spoke of|"
    r"supposed|registered as|told)\b"
    r"|\b(?P<never>bans?|banned|bars?|barred|forbids?|prohibits?|prohibiting|outlaws?|export\w*|import\w*|embargo\w*"
    r"|sanction\w*|used|uses?|looking for|look for|"
    r"violat\w+|buy\w*|bought|sells?|sold|trade|trading|such(?! as)|adopted|calls? on|resolution|sale|war|launch\w*"
    r"|fired|test\w*|program\w*|"
    r"possess\w*|instead of|rather than|capable of|against|worth of aid|history|traffic in|flow of|flying arms|charges "
    r"of|made of|nothing but|other than)\b"
    r"|\b(?P<maybe>suspect\w*|suspicion\w*|fear\w*|thought to|thought that|accus\w*|alleg\w*|tip\w*|intelligence|might"
    r"|may have|could be|rumou?r\w*|"
    r"early reports|den(?:y|ied)|if)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^(?:[^.;]{0,120}?)\b(?:(?:was|were|had been|have been) (?:\w+ )?(?:found|seized|discovered|confiscated|on board"
    r"|aboard|hidden|concealed|recovered|uncovered|removed)|"
    r"aboard|on board|seized|found|confiscated|hidden|concealed|stashed|in (?:her|its|the) (?:tanks|holds?))\b"
)


_RIGHT_THERE = re.compile(r"^ (?:in (?:her|its|the) (?:tanks|holds?)|aboard|on board)\b")


class Goods(NamedTuple):
    """Goods named in a sentence.

    `figure` and `unit` are places of the number and of the noun that it counts, empty where there is none; `manner` is
    `there`, `said`, `never`, `maybe`, `cover`, `none` or `unclear`.
    """

    head: str
    category: str | None
    first: int
    last: int
    start: int  # of the whole phrase, number and measure included
    number: int  # the chunk of the number, -1 for none
    holder: int  # the chunk of the measure, -1 for none
    manner: str
    is_definite: bool


def find_goods(sentence: Sentence) -> list[Goods]:
    """Return the goods that a sentence names, in its order."""
    chunks = sentence.chunks
    found: list[Goods] = []
    at = len(chunks) - 1
    while at >= 0:
        chunk = chunks[at]
        if chunk.tag == "gds" or _is_unknown_goods(sentence, at):
            goods = _read_goods(sentence, at, found)
            if goods is not None:
                found.append(goods)
                at = goods.start - 1
                continue
            at = _find_start(sentence, at) - 1
            continue
        at -= 1
    return _share_manners(sentence, found[::-1])


def _is_unknown_goods(sentence: Sentence, at: int) -> bool:
    """Say whether a noun that no table has stands where only goods stand: `found 50 widgets`."""
    chunks = sentence.chunks
    chunk = chunks[at]
    if (
        chunk.tag != "wrd"
        or len(chunk.low) < 5
        or not chunk.low.endswith("s")
        or chunk.low in _NO_GOODS
        or chunk.low.endswith(("ss", "us", "ious"))
    ):
        return False
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    if (
        after is not None
        and after.tag not in {"pun", "abd", "dat"}
        and after.low not in {*PREPOSITIONS, "and", "were", "that", "which", "hidden"}
    ):
        return False
    before = chunks[max(0, at - 3) : at]
    is_counted = any(other.tag == "num" for other in before)
    verb = next((other for other in reversed(chunks[max(0, at - 7) : at]) if other.tag in {"act", "vrb"}), None)
    return (
        is_counted
        and verb is not None
        and (
            (verb.tag == "act" and verb.value[0] in {"find", "take"})
            or verb.low in {"carrying", "loaded", "carried", "took"}
        )
    )


_NO_GOODS = word_set("miles people others persons members times years months weeks hours states countries officials "
                     "officers diplomats kilometres kilometers "
    "sailors soldiers marines sources metres meters heads reporters nations ships vessels warships decks floors "
    "nationals cases seizures days minutes "
    "crewmen boxes crates containers drums sacks pallets packages holds ports compartments suspects migrants "
    "passengers")  # fmt: skip


def _read_goods(sentence: Sentence, at: int, later: list[Goods]) -> Goods | None:
    """Read the phrase that ends in a noun for goods; `later` are those already found after it."""
    chunks = sentence.chunks
    last = at
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    if after is not None and (
        after.low in NOT_GOODS_BEFORE or after.low in {"cargo", "cargoes", "laden", "law"} or after.tag == "cnv"
    ):
        return None
    if chunks[at].low in _PART_HEADS and after is not None and after.low in {"for", "of"}:
        last = _absorb(sentence, at, later)
    first = _find_start(sentence, at)
    start, number, holder = _read_amount(sentence, first)
    if chunks[first].tag == "num" and first < at:
        number = -1 if number < 0 else number
    before = chunks[start - 1] if start else None
    manner = "unclear"
    if any(chunk.low in {"suspected", "alleged"} for chunk in chunks[start:first]) or (
        before is not None and before.low in {"suspected", "alleged"}
    ):
        manner = "maybe"
    elif start <= 1 and number >= 0 and chunks[0].low == "the":
        manner = "there"  # the 445 cylinders, as told before
    elif before is not None and before.low in _COVERS:
        manner = "cover"
    elif before is not None and before.low == "for" and number < 0:
        manner = "never"
    elif before is not None and (before.low in _NOT or _denies(sentence, start)):
        manner = "none"
    head = chunks[at].low
    category = chunks[at].value if chunks[at].tag == "gds" else None
    is_definite = before is not None and before.low in {
        "the",
        "these",
        "those",
        "such",
        "its",
        "their",
        "this",
        "that",
        "whose",
        "his",
        "her",
    }
    return Goods(head, category, first, last, start, number, holder, manner, is_definite)


def _absorb(sentence: Sentence, at: int, later: list[Goods]) -> int:
    """Take `T-54 and T-55 tanks` into `spare parts for`, so that they are not goods of their own."""
    chunks = sentence.chunks
    if (
        later
        and later[-1].start - at <= 4
        and not any(chunk.tag in {"act", "vrb", "pun"} for chunk in chunks[at + 1 : later[-1].start])
    ):
        taken = later.pop()
        while (
            later
            and later[-1].start - taken.last == 2
            and chunks[taken.last + 1].low in {"and", "or"}
            and later[-1].number < 0
        ):
            taken = later.pop()
        return taken.last
    return at


def _find_start(sentence: Sentence, at: int) -> int:
    """Return where the name of goods begins that ends at a chunk."""
    chunks = sentence.chunks
    first = at
    while first > 0 and at - first < _LONGEST and _may_stand_before(sentence, first - 1, at):
        first -= 1
    while first < at and (chunks[first].low in NOT_IN_NAMES or chunks[first].tag == "pun"):
        first += 1
    return first


def _may_stand_before(sentence: Sentence, at: int, first: int) -> bool:
    chunks = sentence.chunks
    chunk = chunks[at]
    if chunk.tag == "pun":
        return chunk.low == '"' and first - at == 1
    if chunk.tag in {"gds", "adj"}:
        return not (chunk.tag == "gds" and chunk.low in {"rounds"})
    if chunk.tag == "cod":
        return not re.search(r"-(?:ton|tonne|member|man|foot|dwt|metre|meter)", chunk.low)
    if chunk.tag == "num":
        is_single = not chunks[first].low.endswith("s")
        return (
            chunks[at + 1].low in _MEASURE_WORDS
            or (at > 0 and chunks[at - 1].low in {"type", "model"})
            or (at > 1 and chunks[at - 1].low == "of" and chunks[at - 2].low == "batch")
            or (at > 0 and chunks[at - 1].low == "the" and is_single)
        )
    if chunk.tag == "cap":
        return True
    if chunk.tag in {"off"}:
        return chunk.low in {"military", "security", "army", "navy"}
    if chunk.tag == "reg" or chunk.tag == "nat":
        return False
    low = chunk.low
    if chunk.tag in {"act", "vrb"}:
        return False
    return (
        chunk.tag == "wrd"
        and low.replace("-", "").isalpha()
        and low not in NOT_IN_NAMES
        and low not in PREPOSITIONS
        and not low.endswith("ly")
        and low not in LOADS
    )


def _read_amount(sentence: Sentence, first: int) -> tuple[int, int, int]:
    """Return where the whole phrase begins, the chunk of its number and that of its measure; -1 for none."""
    chunks = sentence.chunks
    at, holder, number = first, -1, -1
    opening = at - 1
    if opening > 0 and chunks[opening].tag == "cod" and chunks[opening - 1].tag == "num":
        opening -= 1  # 250,000 100-kilogram bags
    while opening >= 0 and chunks[opening].low in {
        '"',
        "other",
        "further",
        "additional",
        "illicit",
        "illegal",
        "assorted",
        "advanced",
        "suspected",
        "small",
        "heavy",
    }:
        opening -= 1
    if opening >= 1 and chunks[opening].low == "of":
        measure = opening - 1
        if (
            chunks[measure].low in HOLDERS
            or chunks[measure].low in {"dozens", "hundreds", "thousands", "scores", "tens"}
            or (chunks[measure].tag == "gds" and chunks[measure].low in {"rounds", "components", "cartridges"})
        ):
            at = measure
            holder = measure if chunks[measure].low not in LOADS else -1
            while at > 0 and (
                chunks[at - 1].low == "metric"
                or (chunks[at - 1].tag == "cod" and at > 1 and chunks[at - 2].tag in {"num", "pun"})
            ):
                at -= 1
            opening = at - 1
    if opening >= 0 and chunks[opening].tag == "num":
        number = opening
        at = opening
        while at > 0 and chunks[at - 1].low in _BOUNDS:
            at -= 1
    elif holder >= 0 and opening >= 0 and chunks[opening].low in {"a", "an"}:
        at = opening
    elif number < 0 and holder < 0:
        at = min(at, opening + 1)
    while (
        at < first
        and (chunks[at].low in {"to", "of", "a"} or (chunks[at].low == "up" and chunks[at + 1].low != "to"))
        and number >= 0
        and chunks[at + 1].low not in {"total"}
    ):
        at += 1
    return at, number, holder


def _denies(sentence: Sentence, start: int) -> bool:
    """Say whether goods are spoken of as not there: not carrying weapons, instead of drugs."""
    words = " ".join(chunk.low for chunk in sentence.chunks[max(0, start - 4) : start])
    return bool(
        re.search(
            r"\b(?:instead of|rather than|nothing but|other than|not (?:carrying|include|find|contain)|no (?:\w+ "
            r"){0,2})$",
            words,
        )
    )


def _share_manners(sentence: Sentence, found: list[Goods]) -> list[Goods]:
    """Give goods in a list the manner of the first of it, and the others that of the words before them."""
    done: list[Goods] = []
    for goods in found:
        manner = goods.manner
        if done and _is_apposition(sentence, done[-1], goods):
            continue
        if manner == "unclear" and done and _is_next(sentence, done[-1], goods):
            manner = done[-1].manner
        elif manner == "unclear":
            manner = _read_cue(sentence, goods)
            if manner == "unclear" and goods.start < goods.first and sentence.chunks[goods.start].low in LOADS:
                manner = "there"  # a shipment of arms
        done.append(goods._replace(manner=manner))
    return done


def _is_apposition(sentence: Sentence, before: Goods, goods: Goods) -> bool:
    """Say whether goods only explain those before them: limonite, a kind of iron ore."""
    between = [chunk.low for chunk in sentence.chunks[before.last + 1 : goods.first]]
    return between[:2] in ([",", "a"], [",", "an"]) and goods.number < 0 and len(between) < 6


def _is_next(sentence: Sentence, before: Goods, goods: Goods) -> bool:
    """Say whether goods follow others in a list."""
    between = sentence.chunks[before.last + 1 : goods.start]
    if not between or len(between) > 5:
        return False
    if [chunk.low for chunk in between if chunk.tag == "wrd"][:3] == ["as", "well", "as"] and before.manner == "never":
        return False
    joins = [
        chunk
        for chunk in between
        if chunk.low
        in {
            ",",
            "and",
            "or",
            "as",
            "well",
            '"',
            "including",
            ";",
            "plus",
            "various",
            "other",
            "a",
            "an",
            "several",
            "multiple",
            "number",
            "of",
            "dozens",
        }
    ]
    return len(joins) == len(between) and any(chunk.low in {",", "and", "or", "including", ";"} for chunk in between)


def _read_cue(sentence: Sentence, goods: Goods) -> str:
    chunks = sentence.chunks
    before = sentence.text[: chunks[goods.start].start - sentence.start]
    after = sentence.text[chunks[goods.last].end - sentence.start :]
    if goods.number >= 0 and _RIGHT_THERE.match(after):
        return "there"
    last = None
    for found in _CUES.finditer(before):
        last = found
    if last is not None and last.lastgroup is not None and last.lastgroup != "there":
        return last.lastgroup
    if last is not None and _doubts(before[: last.start()]):
        return "maybe"
    if last is not None and last[0].casefold() in {"was", "were"} and not _AFTER.match(after) and goods.number < 0:
        return "unclear"
    if last is not None:
        return "there"
    return "there" if _AFTER.match(after) else "unclear"


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


def list_chunks(sentence: Sentence, goods: Goods) -> Iterator[Chunk]:
    """Yield the chunks of the name of goods."""
    yield from sentence.chunks[goods.first : goods.last + 1]
