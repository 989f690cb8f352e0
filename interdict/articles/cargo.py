"""The cargo of a case: what was found aboard, how much of it, and what it was declared as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from interdict.articles.context import Context, Finding
from interdict.articles.declarations import find_declared
from interdict.articles.goods import Goods, find_goods
from interdict.articles.goods_amounts import Amount, read_amount_of
from interdict.articles.goods_words import MERE
from interdict.articles.patterns import Pattern
from interdict.articles.proposals import HIGH, MODERATE
from interdict.articles.scenes import Scene
from interdict.articles.sentences import Sentence
from interdict.articles.tables import word_set

_GENERAL = frozenset({"military hardware", "military equipment", "hardware"}) | word_set(
    "arms weapons weapon weaponry "
    "armaments munitions ammunition equipment goods explosives "
    "missiles components material"
)
_KINDS = word_set("ammunition explosives missiles")  # of goods, beside which others may be named
_MOST = 100  # rows of goods in a case
_OILS = word_set("oil fuel petroleum")
_PARTS = Pattern(r"\b(?:parts|components|equipment|spares|material)\b", re.IGNORECASE)
# Words that say nothing of what the goods are.
_VAGUE = word_set("advanced modern sophisticated heavy light powerful deadly dangerous military conventional lethal "
                  "various assorted defensive "
                   "obsolete iranian-made russian-made chinese-made")  # fmt: skip
_MEASURES = frozenset({"t", "kt", "kg", "g", "lb", "l", "bbl", "m3", "long_ton", "short_ton", "containers"})


# What a ship is suspected of having done with its load, which it then had.
_PASSED_ON = Pattern(
    r"\b(?:supplying|transferring|passing|handing|delivering|having (?:supplied|passed|transferred|delivered))\b"
)


class Item(NamedTuple):
    """Goods of a case with the sentence that they stand in and how much there was of them."""

    goods: Goods
    sentence: Sentence
    amount: Amount | None

    @property
    def quantity(self) -> dict[str, Any] | None:
        """Return the quantity in the form of a document, if there is one."""
        return self.amount.value if self.amount else None

    @property
    def name(self) -> str:
        """Return the name of the goods as it stands in the text."""
        return self.sentence.write(self.goods.first, self.goods.last).replace('"', "")


def find_cargo(context: Context) -> Iterator[Finding]:
    """Yield the goods that were there, with quantities; ask about those that were only suspected."""
    if context.incident.is_twin:
        return  # the text does not say which goods were in which
    items, asked = _gather(context)
    taken: set[str] = set()
    keys = []
    for item in items:
        key = _make_key(item, taken, is_only=len(items) == 1)
        keys.append(key)
        yield from _describe(context, item, ("cargo", key))
    whole = [key for key, item in zip(keys, items, strict=True) if (item.quantity or {}).get("unit") in _MEASURES]
    yield from find_declared(context, (whole or keys)[:1])
    for item in asked[:3]:
        span = _span(item)
        key = _make_key(item, taken, is_only=not items)
        yield context.ask(
            ("cargo", key), "description", "was this aboard? the text does not say so plainly", span, item.name
        )


def _gather(context: Context) -> tuple[list[Item], list[Item]]:
    """Return the goods of the case, each once, and those in doubt."""
    items: list[Item] = []
    asked: list[Item] = []
    for scene in _list_scenes(context):
        for goods in find_goods(scene.sentence):
            item = Item(goods, scene.sentence, read_amount_of(scene.sentence, goods))
            if goods.manner == "there":
                _add(items, item)
            elif goods.manner in {"maybe", "cover"} and item.quantity is None and goods.manner == "maybe":
                asked.append(item)
    items = items or _take_unsaid(context, asked)
    kept = _drop_general(items)
    names = {item.goods.head for item in kept}
    return kept, [item for item in asked if item.goods.head not in names]


def _take_unsaid(context: Context, asked: list[Item]) -> list[Item]:
    """Return the goods that a text names without saying how, where it says of none that they were there."""
    items: list[Item] = []
    for scene in _list_scenes(context):
        for goods in find_goods(scene.sentence):
            if goods.manner == "unclear" and (goods.category not in MERE or goods.category == "petroleum"):
                _add(items, Item(goods, scene.sentence, read_amount_of(scene.sentence, goods)))
    return items or [item for item in asked if context.incident.is_whole or _PASSED_ON.search(item.sentence.text)][:1]


def _drop_general(items: list[Item]) -> list[Item]:
    """Return the goods without those that only say in general what others name: weapons, beside rifles."""
    specific = [item for item in items if item.goods.head not in _GENERAL]
    kept = [
        item
        for item in items
        if item.goods.head not in _GENERAL
        or item.quantity
        or not specific
        or _is_particular(item)
        or (item.goods.head in _KINDS and not any(item.goods.category == other.goods.category for other in specific))
    ]
    kept = [
        item
        for item in kept
        if item.quantity
        or not _is_vague(item)
        or not any(other.goods.head == item.goods.head and not _is_vague(other) for other in kept)
    ]
    return [
        item
        for number, item in enumerate(kept)
        if item.quantity
        or item.goods.head not in _OILS
        or not any(
            other.goods.category == item.goods.category and (other.goods.head not in _OILS or number > at)
            for at, other in enumerate(kept)
            if other is not item
        )
    ]


def _list_scenes(context: Context) -> list[Scene]:
    scenes = [scene for scene in context.incident.scenes if not scene.is_heading]
    return scenes + context.incident.lead if context.is_only else scenes


def _is_particular(item: Item) -> bool:
    named = [
        chunk
        for chunk in item.sentence.chunks[item.goods.first : item.goods.last]
        if chunk.tag != "adj" and chunk.low not in _VAGUE
    ]
    return bool(named) and item.goods.head not in {"arms", "goods"}


def _is_vague(item: Item) -> bool:
    """Say whether the words before a noun do not tell the goods from others: advanced missiles, Iranian arms."""
    before = item.sentence.chunks[item.goods.first : item.goods.last]
    return all(chunk.tag == "adj" or chunk.low in _VAGUE for chunk in before)


def _add(items: list[Item], item: Item) -> None:
    """Add goods unless they are named already; the mention that says more stays."""
    if item.goods.is_definite and item.quantity is None and (items or item.goods.head in _GENERAL):
        return
    if any(_is_same_count(present, item) for present in items):
        return
    for number, present in enumerate(items):
        if not _have_same_head(present, item):
            continue
        if item.quantity is None or (present.quantity and _same_figure(present.quantity, item.quantity)):
            says_more = _says_more(item, present)
            if says_more:
                items[number] = item
            if _may_be_same(present, item) or (says_more and item.goods.head in _GENERAL):
                return
        elif present.quantity is None and _may_be_same(present, item):
            is_fuller = present.goods.head != item.goods.head and len(present.name) > len(item.name)
            items[number] = present._replace(amount=item.amount) if is_fuller else item
            return
    if len(items) < _MOST:
        items.append(item)


def _have_same_head(first: Item, second: Item) -> bool:
    """Say whether the nouns are the same, or one is the end of the other: graphite cylinders, the 445 cylinders."""
    heads = sorted((first.goods.head, second.goods.head), key=len)
    is_end = heads[1].endswith(f" {heads[0]}") and (first.goods.is_definite or second.goods.is_definite)
    return heads[0] == heads[1] or is_end


def _says_more(item: Item, present: Item) -> bool:
    """Say whether a name without a figure tells more than one already read: munitions for grenades, munitions."""
    if item.quantity or present.quantity:
        return False
    is_longer = len(item.name) > len(present.name) and present.goods.first == present.goods.last
    return is_longer or (item.goods.head in _GENERAL and _is_particular(item) and not _is_particular(present))


def _is_same_count(present: Item, item: Item) -> bool:
    """Say whether other words give the same figure for goods of the same kind: 500,000 rounds, 500,000 cartridges."""
    if not present.quantity or not item.quantity or present.goods.category != item.goods.category:
        return False
    same = present.quantity.get("value") == item.quantity.get("value") is not None
    return same and present.sentence is not item.sentence and present.goods.category is not None


def _may_be_same(first: Item, second: Item) -> bool:
    """Say whether two names may mean the same goods: one has no words of its own."""
    words, others = set(first.name.casefold().split()), set(second.name.casefold().split())
    return words <= others or others <= words or first.goods.head in _GENERAL


def _same_figure(first: dict[str, Any], second: dict[str, Any]) -> bool:
    return all(first.get(part) == second.get(part) for part in ("value", "low", "high", "unit"))


def _describe(context: Context, item: Item, of: tuple[str, str]) -> Iterator[Finding]:
    yield context.propose(of, "description", item.name, _span(item), HIGH if item.goods.category else MODERATE)
    category = _find_category(item)
    if category:
        yield context.propose(of, "category", category, _span(item), MODERATE)
    if item.amount:
        yield context.propose(of, "quantity", item.amount.value, (item.amount.start, item.amount.end))


def _find_category(item: Item) -> str | None:
    """Return the category of goods; that of parts comes from what they are parts of."""
    if item.goods.head == "tanks":
        return "conventional_arms" if re.search(r"T-[0-9]|battle|military|armoured", item.name) else None
    if not _PARTS.search(item.name):
        return item.goods.category
    if re.search(r"(?:ballistic|scud|missile|rocket)", item.name, re.IGNORECASE) and not re.search(
        r"cruise|air", item.name
    ):
        return "ballistic_missile"
    if re.search(
        r"\b(?:tanks?|T-[0-9]{2}|gun|guns|military|air.defen[cs]e|radar|weapons?|fighter|MiG|armoured|artillery"
        r"|drones?|missiles?)\b",
        item.name,
        re.IGNORECASE,
    ):
        return "military_parts"
    return None


def _span(item: Item) -> tuple[int, int]:
    chunks = item.sentence.chunks
    return chunks[item.goods.first].start, chunks[item.goods.last].end


def _make_key(item: Item, taken: set[str], *, is_only: bool) -> str:
    unit = (item.quantity or {}).get("unit")
    base = "load" if (is_only or unit in _MEASURES) and item.goods.head in _GENERAL and "load" not in taken else ""
    base = base or re.sub(r"[^a-z0-9]+", "-", item.goods.head).strip("-") or "goods"
    key = next(key for key in (base, *(f"{base}-{number}" for number in range(2, 999))) if key not in taken)
    taken.add(key)
    return key
