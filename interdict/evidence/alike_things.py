"""Weigh whether the conveyances and the cargo of two records are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from interdict.domain.amounts import format_readable
from interdict.domain.reasons import NO_MARK, STRONG, WEAK, Reason
from interdict.domain.traits import Craft, Goods
from interdict.evidence.alike import (
    are_one_name,
    fold_name,
    fold_number,
    join_few,
    list_words,
    pair_texts,
    share_words,
)

_LABELS = {"imo_number": "IMO number", "mmsi": "MMSI", "icao_24bit": "ICAO address"}
_OWN = ("imo_number", "registration")  # of which a conveyance has one; another one is another conveyance
_ALIKE = 0.5  # share of words from which on two texts say much the same
_VERY_ALIKE = 0.8


def weigh_crafts(one: Sequence[Craft], other: Sequence[Craft]) -> Iterator[Reason]:
    """Yield what identifiers and names of the conveyances say."""
    numbers = [_index_numbers(crafts) for crafts in (one, other)]
    shared = numbers[0].keys() & numbers[1].keys()
    if shared:
        number = min(shared)
        yield Reason(45, f"the same {_name_field(number[0])} {numbers[0][number]}", STRONG)
    names = [_index_names(crafts) for crafts in (one, other)]
    same = names[0].keys() & names[1].keys()
    if same:
        name = min(same)
        yield Reason(15 if shared else 40, f"both name {pair_texts(names[0][name], names[1][name])}", STRONG)
    elif near := [(a, b) for a in names[0] for b in names[1] if are_one_name(a, b)]:
        a, b = min(near)
        yield Reason(8 if shared else 30, f"names alike: {names[0][a]}; {names[1][b]}", STRONG)
    elif names[0] and names[1] and not shared:
        yield Reason(-30, f"other names: {join_few(names[0].values())}; {join_few(names[1].values())}")
    if not shared and not same:
        for field in _OWN:
            mine, yours = ([value for (own, _), value in found.items() if own == field] for found in numbers)
            if mine and yours:
                yield Reason(-25, f"another {_name_field(field)}: {join_few(mine)}; {join_few(yours)}")


def _index_numbers(crafts: Iterable[Craft]) -> dict[tuple[str, str], str]:
    return {(field, fold_number(value)): value for craft in crafts for field, value in craft.identifiers.items()}


def _index_names(crafts: Iterable[Craft]) -> dict[str, str]:
    return {folded: craft.name for craft in crafts if craft.name and (folded := fold_name(craft.name))}


def _name_field(field: str) -> str:
    return _LABELS.get(field, field.replace("_", " "))


def weigh_goods(one: Sequence[Goods], other: Sequence[Goods]) -> Iterator[Reason]:
    """Yield what quantities, covers, descriptions and kinds of the cargo say."""
    pairs = [(a, b) for a in one for b in other]
    for a, b in pairs:
        if a.low is not None and a.low > 1 and (a.low, a.high, a.unit) == (b.low, b.high, b.unit):
            yield Reason(15, f"the same quantity: {_write_range(a)}", STRONG)
            break
    covers = [(a.declared_as, b.declared_as) for a, b in pairs if a.declared_as and b.declared_as]
    share, mine, yours = _find_most_alike(covers)
    if share >= _ALIKE:
        yield Reason(12, f"declared as {pair_texts(mine, yours)}", WEAK)
    share, mine, yours = _find_most_alike([(a.description, b.description) for a, b in pairs])
    if share >= _ALIKE:
        mark = WEAK if len(list_words(mine) & list_words(yours)) > 1 else NO_MARK
        yield Reason(12 if share >= _VERY_ALIKE else 7, f"goods alike: {pair_texts(mine, yours)}", mark)
    kinds = [{goods.category for goods in items if goods.category} for items in (one, other)]
    if kinds[0] and kinds[1]:
        shared = kinds[0] & kinds[1]
        text = f"both of {join_few(shared)}" if shared else "other kinds of goods"
        yield Reason(4 if shared else -8, text.replace("_", " "))


def _find_most_alike(texts: Iterable[tuple[str | None, str | None]]) -> tuple[float, str, str]:
    """Return the two texts that share most, and their share."""
    shares = [(share_words(a, b), a or "", b or "") for a, b in texts]
    return max(shares, default=(0.0, "", ""))


def _write_range(goods: Goods) -> str:
    bounds = dict.fromkeys(format_readable(bound) for bound in (goods.low, goods.high) if bound is not None)
    figure = " to ".join(bounds)
    return f"{figure} {goods.unit or ''}".rstrip()
