"""Compare what the reader of articles proposes with what is right, field by field."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from interdict.articles.proposals import ProposedCase
from interdict.articles.reading import read_article
from interdict.domain.countries import parse_country
from interdict.exchange.documents import parse_documents

TEXTS = Path(__file__).parent.parent / "articles"
CASE_FIELDS = (
    "date", "states", "agency", "place", "zone", "mode", "regime", "trigger", "outcome", "origin", "destination",
)  # fmt: skip
CONVEYANCE_FIELDS = (
    "kind",
    "name",
    "imo_number",
    "registration",
    "container_number",
    "flag",
    "type",
    "tonnage",
    "owner",
    "operator",
)
CARGO_FIELDS = ("quantity", "category", "declared_as")
PLACES = frozenset({"place", "origin", "destination"})


class Gold(NamedTuple):
    """A right value: its alternatives, and whether it may be left out."""

    alternatives: tuple[str, ...]
    is_optional: bool


class Tally:
    """Counts of one field."""

    def __init__(self) -> None:
        self.proposed = self.right = self.wanted = self.found = 0
        self.errors: list[str] = []

    def count(self, *, proposed: bool, wanted: bool, error: str) -> None:
        """Count one case that was proposed, was wanted, or both."""
        self.proposed += proposed
        self.wanted += wanted
        self.right += proposed and wanted
        self.found += proposed and wanted
        if not (proposed and wanted):
            self.errors.append(error)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Return what was proposed, what of it is right, what had to be found, and what of that was."""
        return self.proposed, self.right, self.wanted, self.found


Tallies = defaultdict[str, Tally]
Rows = dict[tuple[str, str], dict[str, Any]]


def read_gold(raw: Any) -> Gold:
    """Read `a | b*`."""
    text = str(raw)
    return Gold(tuple(part.strip().removesuffix("*") for part in text.split("|")), text.endswith("*"))


def measure_set(name: str) -> Tallies:
    """Compare what is read from each text of a set with what is right."""
    tallies: Tallies = defaultdict(Tally)
    for path in sorted((TEXTS / name).glob("*.txt")):
        right = path.with_suffix(".yaml")
        [gold] = parse_documents(right.read_text("utf-8"), name=right.name)
        read = read_article(path.read_text("utf-8"), published=gold["published"])
        compare_cases(list(read.cases), gold["cases"], path.stem, tallies)
    return tallies


def compare_cases(cases: list[ProposedCase], golds: list[Any], name: str, tallies: Tallies) -> None:
    """Pair the cases that have most in common, and count field by field; one without a partner is wrong throughout."""
    waiting = list(golds)
    for case in cases:
        rows = gather_rows(case)
        gold = max(waiting, key=lambda candidate: _count_common(rows, candidate), default=None)
        if gold is not None:
            waiting.remove(gold)
        tallies["cases"].count(proposed=True, wanted=gold is not None, error=f"{name}: a case too many")
        _compare_case(rows, gold or {}, name, tallies)
    for gold in waiting:
        tallies["cases"].count(proposed=False, wanted=True, error=f"{name}: a case is missing")
        _compare_case({}, gold, name, tallies)


def gather_rows(case: ProposedCase) -> Rows:
    """Return the proposals of a case as records by table and key."""
    rows: Rows = {}
    for proposal in case.proposals:
        row = rows.setdefault((proposal.table, proposal.of), {})
        if proposal.field in {"states", "regime"}:
            row.setdefault(proposal.field, []).append(proposal.value)
        else:
            row[proposal.field] = proposal.value
    return rows


def _count_common(rows: Rows, gold: Any) -> int:
    own = rows.get(("interdiction", "interdiction"), {})
    score = sum(
        fits(field, own[field], read_gold(gold[field]))
        for field in ("date", "mode", "outcome")
        if field in own and field in gold
    )
    names = [read_gold(row["name"]) for row in gold.get("conveyances", ()) if "name" in row]
    score += 3 * sum(
        fits("name", row["name"], name) for row in _list_rows(rows, "conveyance") if "name" in row for name in names
    )
    states = [read_gold(state) for state in gold.get("states", ())]
    return score + sum(2 * fits("states", state, found) for state in own.get("states", ()) for found in states)


def _list_rows(rows: Rows, table: str) -> list[dict[str, Any]]:
    return [row for (name, _), row in rows.items() if name == table]


def _compare_case(rows: Rows, gold: Any, name: str, tallies: Tallies) -> None:
    own = rows.get(("interdiction", "interdiction"), {})
    for field in CASE_FIELDS:
        proposed = own.get(field, [])
        proposed = proposed if isinstance(proposed, list) else [proposed]
        wanted = gold.get(field, [])
        _match(
            tallies[field],
            field,
            proposed,
            [read_gold(raw) for raw in (wanted if isinstance(wanted, list) else [wanted])],
            name,
        )
    basis = [row["authority"] for row in _list_rows(rows, "basis")]
    _match(tallies["basis"], "basis", basis, [read_gold(raw) for raw in gold.get("basis", ())], name)
    _compare_rows(rows, gold, ("conveyance", "conveyances", "name"), CONVEYANCE_FIELDS, name, tallies)
    _compare_rows(rows, gold, ("cargo", "cargo", "description"), CARGO_FIELDS, name, tallies)
    crew = rows.get(("party", "crew"), {})
    for field in ("count", "status"):
        wanted_crew = gold.get("crew", {})
        _match(
            tallies[f"crew {field}"],
            field,
            [crew[field]] if field in crew else [],
            [read_gold(wanted_crew[field])] if field in wanted_crew else [],
            name,
        )


def _compare_rows(
    rows: Rows, gold: Any, section: tuple[str, str, str], fields: Iterable[str], name: str, tallies: Tallies
) -> None:
    """Compare the records of a section, paired by their main field."""
    table, _, main = section
    for row, other in _pair_rows(rows, gold, section):
        if main == "description":
            _match(tallies["cargo"], main, _list_one(row, main), _list_gold(other, main), name)
        is_optional = main in other and read_gold(other[main]).is_optional
        for field in fields:
            wanted = [item._replace(is_optional=item.is_optional or is_optional) for item in _list_gold(other, field)]
            label = field if table == "cargo" else f"conveyance {field}"
            _match(tallies[label], field, _list_one(row, field), wanted, name)


def _list_one(row: dict[str, Any], field: str) -> list[Any]:
    return [row[field]] if field in row else []


def _list_gold(row: dict[str, Any], field: str) -> list[Gold]:
    return [read_gold(row[field])] if field in row else []


def _pair_rows(rows: Rows, gold: Any, section: tuple[str, str, str]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pair records that have the same main field; a conveyance without a name goes with any that is left."""
    table, key, main = section
    waiting = [dict(row) for row in gold.get(key, ())]
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for row in sorted(_list_rows(rows, table), key=lambda row: main not in row):
        if main not in row and main == "description":
            continue
        same = [
            other
            for other in waiting
            if main in row and main in other and fits(main, row[main], read_gold(other[main]))
        ]
        loose = [other for other in waiting if main not in other or main not in row] if table == "conveyance" else []
        partner = next(iter(same + loose), None)
        if partner is not None:
            waiting.remove(partner)
        pairs.append((row, partner or {}))
    return pairs + [({}, other) for other in waiting]


def _match(tally: Tally, field: str, proposed: list[Any], wanted: list[Gold], name: str) -> None:
    waiting = list(wanted)
    for value in proposed:
        partner = next((gold for gold in waiting if fits(field, value, gold)), None)
        if partner is not None:
            waiting.remove(partner)
        tally.proposed += 1
        tally.right += partner is not None
        tally.found += partner is not None and not partner.is_optional
        if partner is None:
            tally.errors.append(
                f"{name}: {field}: proposed {value}, right is {[gold.alternatives for gold in waiting]}"
            )
    tally.wanted += sum(not gold.is_optional for gold in wanted)
    tally.errors.extend(f"{name}: {field}: not found: {gold.alternatives}" for gold in waiting if not gold.is_optional)


def fits(field: str, value: Any, gold: Gold) -> bool:
    """Say whether a proposed value is one of those that are right."""
    return any(_fits(field, value, alternative) for alternative in gold.alternatives)


def _fits(field: str, value: Any, right: str) -> bool:
    if field in PLACES:
        return _fits_place(value, right)
    if field == "quantity":
        return _fits_quantity(value, right)
    if field == "tonnage":
        return (
            f"{value['value']:g} {value['unit']}".casefold()
            == f"{float(right.split()[0]):g} {right.split()[1]}".casefold()
        )
    if field in {"description", "declared_as", "type", "agency", "owner", "operator", "status"}:
        return _share_words(str(value), right)
    return str(value).casefold() == right.casefold()


def _share_words(value: str, right: str) -> bool:
    words, others = set(_split_words(value)), set(_split_words(right))
    return bool(words and others) and (words <= others or others <= words)


def _split_words(text: str) -> Iterator[str]:
    for word in re.findall(r"[\w-]+", text.casefold()):
        if word not in {"the", "a", "an", "of", "for", "and"}:
            yield word


def _fits_place(value: dict[str, Any], right: str) -> bool:
    if "name" in value:
        name, wanted = value["name"].casefold().removeprefix("the "), right.casefold().removeprefix("the ")
        return name in wanted or wanted in name
    try:
        return bool(value.get("country") == parse_country(right))
    except ValueError:
        return False


def _fits_quantity(value: dict[str, Any], right: str) -> bool:
    figure, _, unit = right.partition(" ")
    read = value.get("low") if figure.startswith(">") else value.get("value")
    if unit and unit.casefold() != str(value.get("unit", "")).casefold():
        return False
    return read is not None and float(read) == float(figure.lstrip(">"))
