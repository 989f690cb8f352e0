"""How what a source says stands to what the record holds: the same, another precision, or another value.

A claim equals the value when they are the same but for the wording and the ground of a quantity. Another value is
`disputed`, unless the analyst marked it otherwise or it is the same at another precision (2009-12 and 2009-12-12,
Thailand and Bangkok), which is `also`, as is a source's version of the analyst's own words, such as a note. A denial
is of the value also where it denies more than that: who denies Myanmar denies Yangon. store/agreement says the same in
SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from interdict.domain.date_spans import is_plain, is_within
from interdict.domain.fields import IDENTIFIERS, LISTS, REMARKS, Field
from interdict.domain.records import Record, dump_canonical

_UNCOMPARED = frozenset({"as_reported", "basis"})  # wording and ground: two sources may differ there and agree
OPTIONAL = frozenset({"scope", "locode"})  # compared only where both give them: a code is not what a source says
_BY_STATUS = {"disputed": "disputed", "rejected": "rejected", "alternative": "also", "accepted": "also"}
_FIGURES = frozenset({"quantity", "measure", "money"})
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FOLD = {**{ord(small): small.upper() for small in _LETTERS}, **dict.fromkeys(map(ord, " -."))}  # as SQL does

_BY_STANCE = {"denies": "denied", "retracts": "retracted"}


def fold_identifier(text: str, prefix: str) -> str:
    """Return an identifier in the form in which identifiers are compared: `IMO 8518780` is 8518780."""
    folded = text.translate(_FOLD)
    return folded.replace(prefix, "") if prefix else folded


def equals(said: Any, value: Any, name: str = "") -> bool:
    """Say whether a source says the same of a field as the record.

    Wording and ground do not count, nor OPTIONAL parts not given, nor how an identifier is spaced.
    """
    if name in IDENTIFIERS and isinstance(said, str) and isinstance(value, str):
        prefix = IDENTIFIERS[name]
        return fold_identifier(said, prefix) == fold_identifier(value, prefix)
    if not isinstance(said, dict) or not isinstance(value, dict):
        return bool(said == value)
    ignored = _UNCOMPARED | {part for part in OPTIONAL if part not in said or part not in value}
    first, second = ({part: found for part, found in one.items() if part not in ignored} for one in (said, value))
    return first == second and bool(first or said == value)


def asserts(claim: Record, value: Any) -> bool:
    """Say whether a claim asserts the value that the record holds."""
    values = claim.values
    is_said = values.get("stance", "asserts") == "asserts" and "value" in values
    return value is not None and is_said and equals(values["value"], value, str(values.get("field", "")))


def is_accepted_wording(claim: Record) -> bool:
    """Say whether the analyst accepted a claim in the source's words, where no value can hold it."""
    values = claim.values
    return values.get("status") == "accepted" and "value" not in values and values.get("stance", "asserts") == "asserts"


def find_asserting(claims: Sequence[Record], value: Any) -> list[Record]:
    """Return the claims that assert a value, each by itself, or else all parts of a list together."""
    return [claim for claim in claims if asserts(claim, value)] or _assert_together(claims, value)


def _assert_together(claims: Sequence[Record], value: Any) -> list[Record]:
    """Return the claims that each assert a part of a list, if together they assert all of it, else none."""
    if not isinstance(value, list):
        return []
    parts = [claim for claim in claims if _asserts_part(claim, value)]
    said = [item for claim in parts for item in claim.values["value"]]
    return parts if all(item in said for item in value) else []


def _asserts_part(claim: Record, value: list[Any]) -> bool:
    values = claim.values
    if values.get("stance", "asserts") != "asserts" or values.get("status") in {"disputed", "rejected"}:
        return False
    said = values.get("value")
    return isinstance(said, list) and all(item in value for item in said)


def choose_mark(field: Field, claim: Record, value: Any) -> str:
    """Return how a claim that does not assert the value stands to it.

    disputed, denied, retracted, rejected; also (the same at another precision, or what the analyst took for an
    alternative); reported (there is nothing to compare, here or there).
    """
    values = claim.values
    if values.get("stance") in _BY_STANCE:
        return _BY_STANCE[values["stance"]]
    if values.get("status") in _BY_STATUS:
        return _BY_STATUS[values["status"]]
    if value is None or "value" not in values:
        return "reported"
    is_remark = field.name in REMARKS
    return "also" if is_remark or is_compatible(field, values["value"], value) else "disputed"


def weigh(field: Field, claim: Record, value: Any, claims: Iterable[Record]) -> str:
    """Return the mark of a claim among all on the field, and tell another value from another precision as `differs`.

    So does a value that another claim contradicts, where none was adopted.
    """
    mark = choose_mark(field, claim, value)
    said = claim.values.get("value")
    if mark == "also" and None not in (said, value) and is_excluded(field, said, value):
        return "differs"
    if mark == "reported" and value is None and said is not None and _is_contradicted(field, said, claims):
        return "differs"
    return mark


def _is_contradicted(field: Field, said: Any, claims: Iterable[Record]) -> bool:
    others = (other.values for other in claims if other.values.get("stance", "asserts") == "asserts")
    return any(
        "value" in other
        and not equals(other["value"], said, field.name)
        and not is_compatible(field, other["value"], said)
        for other in others
    )


def disputes(field: Field, claim: Record, value: Any) -> bool:
    """Say whether a claim puts the value of the record in doubt, or, where none was adopted, the field.

    The analyst marked it so; or it denies the value or takes it back; or, unmarked, it gives another value.
    """
    values = claim.values
    status = values.get("status")
    if status == "disputed":
        return True
    if values.get("stance") in _BY_STANCE:
        return "value" not in values or _is_denied(field, values["value"], value)
    return status is None and not asserts(claim, value) and choose_mark(field, claim, value) == "disputed"


def _is_denied(field: Field, denied: Any, value: Any) -> bool:
    """Say whether a value cannot stand where another is denied: it is the same, or lies within it."""
    if value is None:
        return False
    try:
        return equals(denied, value, field.name) or _takes_in(field, denied, value)
    except (AttributeError, TypeError, ValueError):  # no model checks what a claim's value holds
        return False


def _takes_in(field: Field, denied: Any, value: Any) -> bool:
    if field.kind in _FIGURES:
        return _lies_within(denied, value)
    if field.kind in LISTS:
        return any(one in value for one in denied)
    if isinstance(value, dict):
        return bool(denied) and denied.items() <= value.items()
    return field.kind == "date" and is_within(value, denied)


def _lies_within(denied: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    (least, most), (low, high) = _find_range(denied), _find_range(value)
    return _share_unit(denied, value) and least <= low and high <= most


def is_compatible(field: Field, said: Any, value: Any) -> bool:
    """Say whether two values are one at different precision; `unknown` goes with any word."""
    if _is_silent(field, said, value):
        return True
    if isinstance(said, dict) and isinstance(value, dict):
        pairs = [
            {part: dump_canonical(found) for part, found in one.items() if part not in _UNCOMPARED}.items()
            for one in (said, value)
        ]
        return pairs[0] <= pairs[1] or pairs[1] <= pairs[0]
    if isinstance(said, list) and isinstance(value, list):
        return all(one in value for one in said) or all(one in said for one in value)
    return field.kind == "date" and isinstance(said, str) and _is_span_within(said, value)


def is_excluded(field: Field, said: Any, value: Any) -> bool:
    """Say whether two values cannot both be true, as far as that shows without knowing what a text means."""
    try:
        return _exclude(field, said, value)
    except (AttributeError, TypeError, ValueError):  # no model checks what a claim's value holds
        return False


def _is_silent(field: Field, said: Any, value: Any) -> bool:
    """Say whether one of two values only says that nothing is known."""
    return field.kind in {"word", "words"} and any(one in ("unknown", ["unknown"]) for one in (said, value))


def _exclude(field: Field, said: Any, value: Any) -> bool:
    if _is_silent(field, said, value):
        return False
    if field.kind == "date":
        return not _share_day(said, value)
    if field.kind in _FIGURES:
        ranges = _find_range(said), _find_range(value)
        return _share_unit(said, value) and (ranges[0][0] > ranges[1][1] or ranges[1][0] > ranges[0][1])
    if field.kind == "place":
        countries = said.get("country"), value.get("country")
        return None not in countries and bool(countries[0] != countries[1])
    if field.kind in LISTS:
        return isinstance(said, list) and set(said).isdisjoint(value)
    return field.kind in {"word", "country", "count", "number"} and bool(said != value)


def _share_day(said: str, value: str) -> bool:
    if is_plain(said) and is_plain(value):
        return said.startswith(value) or value.startswith(said)
    from interdict.domain.dates import find_bounds, is_possible

    return is_possible(find_bounds(said), find_bounds(value))


def _is_span_within(said: str, value: str) -> bool:
    return is_within(said, value) or is_within(value, said)


def _share_unit(said: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    """Say whether two figures count the same: in one unit or currency, and of the same part of the load."""
    have_figures = all(one.keys() & {"value", "low", "high", "amount"} for one in (said, value))
    is_same_scope = said.get("scope", value.get("scope")) == value.get("scope", said.get("scope"))
    units = [one.get("unit", one.get("currency")) for one in (said, value)]
    return have_figures and is_same_scope and units[0] is not None and units[0] == units[1]


def _find_range(figure: Mapping[str, Any]) -> tuple[float, float]:
    """Return the lowest and the highest that a figure allows."""
    best = figure.get("value", figure.get("amount"))
    if best is not None and "low" not in figure and "high" not in figure:
        return best, best
    return figure.get("low", float("-inf")), figure.get("high", float("inf"))
