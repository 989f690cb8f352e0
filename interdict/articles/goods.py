"""Find goods in a sentence: the noun with what stands before it, how much of it, and in which way it is spoken of."""

from __future__ import annotations

from typing import NamedTuple

from interdict.articles.goods_cues import read_cue
from interdict.articles.goods_lists import find_listed
from interdict.articles.goods_phrases import find_start, read_amount
from interdict.articles.goods_words import FORMS, HOLDERS, LOADS, NOT_GOODS_BEFORE
from interdict.articles.patterns import Pattern
from interdict.articles.sentences import Chunk, Sentence
from interdict.articles.tables import word_set
from interdict.articles.words import PREPOSITIONS

_PART_HEADS = frozenset(
    {
        "parts",
        "spare parts",
        "components",
        "equipment",
        "spares",
        "batteries",
        "ammunition",
        "rounds",
        "material",
        "munitions",
        "guidance units",
        "propulsion units",
    }
)
_ARMS = frozenset({"conventional_arms", "small_arms", "ammunition", "explosives"})
_ROUGHLY = word_set("dozens hundreds thousands scores")
_COVERS = word_set("under beneath underneath behind among amid amidst below")
_NOT = word_set("no nor any neither without")
_DENIED = Pattern(
    r"\b(?:(?<!spoken )(?<!spoke )(?<!written )(?<!talk )instead of|rather than|nothing but|other than|not "
    r"(?:carrying|include|find|contain)|no (?:\w+ ){0,2})$"
)
_DEFINITE = word_set("the these those such its their this that whose his her")
_IN_LISTS = word_set(', and or as well " including ; plus various other a an several multiple number of dozens')
_GOES_ON = frozenset({*PREPOSITIONS, "and", "were", "that", "which", "hidden"})
_NO_GOODS = word_set(
    "miles people others persons members times years months weeks hours states countries officials officers diplomats "
    "kilometres kilometers sailors soldiers marines sources metres meters heads reporters nations ships vessels "
    "warships decks floors nationals cases seizures days minutes crewmen boxes crates containers drums sacks pallets "
    "packages holds ports compartments suspects migrants passengers tonnes barrels litres liters kilograms kilos "
    "pounds pairs pieces bottles bags metres gallons"
)


class Goods(NamedTuple):
    """Goods named in a sentence.

    `first` and `last` are the chunks of their name, `start` that of the whole phrase with number and measure; `manner`
    is `there`, `said`, `never`, `maybe`, `cover`, `none` or `unclear`.
    """

    head: str
    category: str | None
    first: int
    last: int
    start: int
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
            at = find_start(sentence, at) - 1
            continue
        at -= 1
    return _take_in_lists(sentence, _share_manners(sentence, _join_pairs(sentence, found[::-1])))


def _take_in_lists(sentence: Sentence, found: list[Goods]) -> list[Goods]:
    """Add unknown goods that stand in a list with those that were there, and count those in as well."""
    done: list[Goods] = []
    for goods in found:
        is_counted_too = goods.number >= 0 and sentence.chunks[goods.start - 1].low in {"and", ","}
        is_after = bool(done) and done[-1].manner == "there" and _is_next(sentence, done[-1], goods)
        is_beside = is_counted_too and any(other.manner == "there" for other in done)
        manners = {"never", "unclear"} if is_beside else {"unclear"} if is_after else set()
        done.append(goods._replace(manner="there") if goods.manner in manners else goods)
        known = {at for other in found for at in range(other.start, other.last + 1)}
        while done[-1].manner == "there" and (span := find_listed(sentence, done[-1].last, known.__contains__)):
            first = find_start(sentence, span[1])
            amount = read_amount(sentence, first)
            done.append(Goods(sentence.chunks[span[1]].low, None, first, span[1], *amount, "there", False))
    return done


def _is_unknown_goods(sentence: Sentence, at: int) -> bool:
    """Say whether a noun that no table has stands where only goods stand: `found 50 widgets`."""
    chunks = sentence.chunks
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    if after is not None and after.tag not in {"pun", "abd", "dat"} and after.low not in _GOES_ON:
        return False
    is_measured = _is_measured(sentence, at)
    if not is_measured:
        is_counted = any(other.tag == "num" or other.low in _ROUGHLY for other in chunks[max(0, at - 4) : at])
        if not _may_be_goods(chunks[at]) or not is_counted or (after is not None and after.low == "of"):
            return False
    verb = next(
        (
            other
            for other in reversed(chunks[max(0, at - (15 if is_measured else 7)) : at])
            if other.tag in {"act", "vrb"}
        ),
        None,
    )
    if verb is None:
        return False
    is_found = verb.tag == "act" and verb.value[0] in {"find", "take"}
    return is_found or verb.low in {"carrying", "loaded", "carried", "took"}


def _is_measured(sentence: Sentence, at: int) -> bool:
    """Say whether a noun follows a number and a measure: 12 drums of sulphur, 40 tonnes of crude sulphur."""
    chunks = sentence.chunks
    if chunks[at].tag != "wrd" or len(chunks[at].low) < 3 or not chunks[at].low.isalpha():
        return False
    for place in range(at - 1, max(1, at - 4), -1):
        if chunks[place].low == "of":
            return chunks[place - 1].low in HOLDERS - LOADS and chunks[place - 2].tag == "num"
        if chunks[place].tag not in {"wrd", "adj", "cap", "cod"} or chunks[place].low in PREPOSITIONS:
            return False
    return False


def _may_be_goods(chunk: Chunk) -> bool:
    low = chunk.low
    is_plural = low.endswith("s") and not low.endswith(("ss", "us"))
    return chunk.tag == "wrd" and len(low) >= 5 and is_plural and low not in _NO_GOODS


def _read_goods(sentence: Sentence, at: int, later: list[Goods]) -> Goods | None:
    """Read the phrase that ends in a noun for goods; `later` are those already found after it."""
    chunks = sentence.chunks
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    if after is not None and (
        after.low in NOT_GOODS_BEFORE or after.low in {"cargo", "cargoes", "laden", "law"} or after.tag == "cnv"
    ):
        return None
    if chunks[at].low == "bars" and after is not None and after.tag in {"nat", "cty", "org", "adj"}:
        return None  # It bars Pyongyang from selling arms
    is_of_something = chunks[at].low in _PART_HEADS and after is not None and after.low in {"for", "of"}
    last = _absorb(sentence, at, later) if is_of_something else at
    if after is not None and after.low in FORMS and after.tag == "wrd":
        last = at + 1
    first = find_start(sentence, at)
    if chunks[at].low == "tanks" and at and chunks[at - 1].low in {"her", "its", "their", "fuel", "cargo"}:
        return None  # of a tanker
    amount = read_amount(sentence, first)
    before = chunks[amount.start - 1] if amount.start else None
    category = chunks[at].value if chunks[at].tag == "gds" else None
    manner = _read_manner(sentence, amount.start, first, is_counted=amount.number >= 0)
    is_definite = before is not None and before.low in _DEFINITE
    return Goods(chunks[at].low, category, first, last, *amount, manner, is_definite)


def _read_manner(sentence: Sentence, start: int, first: int, *, is_counted: bool) -> str:
    """Return the manner that the words right before goods give them, `unclear` where those say nothing."""
    chunks = sentence.chunks
    before = chunks[start - 1].low if start else ""
    if before in {"suspected", "alleged"} or any(
        chunk.low in {"suspected", "alleged"} for chunk in chunks[start:first]
    ):
        return "maybe"
    if start <= 1 and is_counted and chunks[0].low == "the":
        return "there"  # the 445 cylinders, as told before
    if before in _COVERS:
        return "cover"
    if before == "for" and not is_counted:
        return "never"
    words = " ".join(chunk.low for chunk in chunks[max(0, start - 4) : start])
    return "none" if before in _NOT or _DENIED.search(words) else "unclear"


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


def _join_pairs(sentence: Sentence, found: list[Goods]) -> list[Goods]:
    """Make one of two kinds of goods that were counted together: 1,400 rifles and pistols."""
    done: list[Goods] = []
    for goods in found:
        if done and _is_counted_with(sentence, done[-1], goods):
            before = done[-1]
            joined = f"{before.head} {sentence.chunks[before.last + 1].low} {goods.head}"
            done[-1] = before._replace(head=joined, last=goods.last)
        else:
            done.append(goods)
    return done


def _is_counted_with(sentence: Sentence, before: Goods, goods: Goods) -> bool:
    return (
        before.number >= 0 > goods.number
        and before.holder < 0
        and goods.holder < 0
        and goods.start == goods.first == before.last + 2
        and sentence.chunks[before.last + 1].low in {"and", "or"}
        and before.category == goods.category
        and before.head.endswith("s")
        and goods.head.endswith("s")
    )


def _share_manners(sentence: Sentence, found: list[Goods]) -> list[Goods]:
    """Give goods in a list the manner of the first of it, and the others that of the words before them."""
    done: list[Goods] = []
    for goods in found:
        manner = goods.manner
        if done and (_is_apposition(sentence, done[-1], goods) or _is_made_of(sentence, done[-1], goods)):
            continue
        if manner == "unclear" and done and _is_next(sentence, done[-1], goods):
            manner = done[-1].manner
        elif manner == "unclear":
            manner = _read_cue(sentence, goods)
            if manner == "unclear" and goods.start < goods.first and sentence.chunks[goods.start].low in LOADS:
                manner = "there"  # a shipment of arms
            if manner == "unclear" and goods.number >= 0 and goods.category in _ARMS:
                manner = "there"  # nobody counts arms that are not there
        done.append(goods._replace(manner=manner))
    return done


def _is_apposition(sentence: Sentence, before: Goods, goods: Goods) -> bool:
    """Say whether goods only explain those before them: limonite, a kind of iron ore."""
    between = [chunk.low for chunk in sentence.chunks[before.last + 1 : goods.first]]
    return between[:2] in ([",", "a"], [",", "an"]) and goods.number < 0 and len(between) < 6


def _is_made_of(sentence: Sentence, before: Goods, goods: Goods) -> bool:
    """Say whether goods are what those before them are made of: bars of an aluminium alloy."""
    between = [chunk.low for chunk in sentence.chunks[before.last + 1 : goods.first]]
    return between in (["of"], ["of", "a"], ["of", "an"]) and before.number >= 0


def _is_next(sentence: Sentence, before: Goods, goods: Goods) -> bool:
    """Say whether goods follow others in a list."""
    between = [chunk.low for chunk in sentence.chunks[before.last + 1 : goods.start]]
    if not between or len(between) > 5:
        return False
    if "".join(between).endswith("aswellas") and before.manner == "never":
        return False
    return set(between) <= _IN_LISTS and bool(set(between) & {",", "and", "or", "including", ";"})


def _read_cue(sentence: Sentence, goods: Goods) -> str:
    chunks = sentence.chunks
    before = sentence.text[: chunks[goods.start].start - sentence.start]
    after = sentence.text[chunks[goods.last].end - sentence.start :]
    return read_cue(before, after, is_counted=goods.number >= 0)
