"""Print precision and recall of the reader of articles, field by field.

    python -m tests.bench.articles [SET]...

The sets are the folders of tests/articles: the texts in `development` served to write the rules, those in `unseen` and
`reserve` were written before them and serve only here. Beside each text stand the right values in YAML: the words of a
case document, with `|` between values that are equally right and `*` after one that is fair to propose and to leave
out. What is proposed and not in that file counts as wrong. No figure decides a test.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from interdict.articles.proposals import ProposedCase
from interdict.articles.reading import read_article
from interdict.domain.countries import parse_country

TEXTS = Path(__file__).parent.parent / "articles"
SETS = ("development", "unseen", "unseen-2", "unseen-3")
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
ASKED = ("date", "states", "mode", "outcome", "cargo", "quantity")  # those whose recall has a mark to reach
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

    @property
    def precision(self) -> float | None:
        """Return the share of the proposals that is right."""
        return self.right / self.proposed if self.proposed else None

    @property
    def recall(self) -> float | None:
        """Return the share of the values that had to be proposed and were."""
        return self.found / self.wanted if self.wanted else None


Tallies = defaultdict[str, Tally]


def read_gold(raw: Any) -> Gold:
    """Read `a | b*`."""
    text = str(raw)
    return Gold(tuple(part.strip().removesuffix("*") for part in text.split("|")), text.endswith("*"))


def measure_set(name: str) -> Tallies:
    """Compare what is read from each text of a set with what is right."""
    tallies: Tallies = defaultdict(Tally)
    for path in sorted((TEXTS / name).glob("*.txt")):
        gold = yaml.load(path.with_suffix(".yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # all as text
        read = read_article(path.read_text("utf-8"), published=gold["published"])
        compare_cases(list(read.cases), gold["cases"], path.stem, tallies)
    return tallies


def compare_cases(cases: list[ProposedCase], golds: list[Any], name: str, tallies: Tallies) -> None:
    """Pair the cases that have most in common, and count field by field; a case without a partner is all wrong."""
    waiting = list(golds)
    for case in cases:
        rows = gather_rows(case)
        gold = max(waiting, key=lambda candidate: _count_common(rows, candidate), default=None)
        if gold is not None:
            waiting.remove(gold)
        _tally(tallies["cases"], [case], [gold] if gold else [], bool(gold), False, f"{name}: a case too many")
        _compare_case(rows, gold or {}, name, tallies)
    for gold in waiting:
        _tally(tallies["cases"], [], [gold], False, False, f"{name}: a case is missing")
        _compare_case({}, gold, name, tallies)


def gather_rows(case: ProposedCase) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the proposals of a case as records by table and key."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for proposal in case.proposals:
        row = rows.setdefault((proposal.table, proposal.of), {})
        if proposal.field in {"states", "regime"}:
            row.setdefault(proposal.field, []).append(proposal.value)
        else:
            row[proposal.field] = proposal.value
    return rows


def _count_common(rows: dict[tuple[str, str], dict[str, Any]], gold: Any) -> int:
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


def _list_rows(rows: dict[tuple[str, str], dict[str, Any]], table: str) -> list[dict[str, Any]]:
    return [row for (name, _), row in rows.items() if name == table]


def _compare_case(rows: dict[tuple[str, str], dict[str, Any]], gold: Any, name: str, tallies: Tallies) -> None:
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
    rows: dict[tuple[str, str], dict[str, Any]],
    gold: Any,
    section: tuple[str, str, str],
    fields: Iterable[str],
    name: str,
    tallies: Tallies,
) -> None:
    """Pair the records of a section by their main field, then compare the others; a conveyance may have no name."""
    table, key, main = section
    waiting = [dict(row) for row in gold.get(key, ())]
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for row in sorted(_list_rows(rows, table), key=lambda row: main not in row):
        if main not in row and main == "description":
            continue
        partner = next(
            (
                other
                for other in waiting
                if main in row and main in other and fits(main, row[main], read_gold(other[main]))
            ),
            None,
        )
        if partner is None and table == "conveyance":
            partner = next((other for other in waiting if main not in other or main not in row), None)
        if partner is not None:
            waiting.remove(partner)
        pairs.append((row, partner or {}))
    pairs += [({}, other) for other in waiting]
    for row, other in pairs:
        if main == "description":
            _match(
                tallies["cargo"],
                main,
                [row[main]] if main in row else [],
                [read_gold(other[main])] if main in other else [],
                name,
            )
        for field in fields:
            wanted = [read_gold(other[field])] if field in other else []
            if other and main in other and read_gold(other[main]).is_optional:
                wanted = [item._replace(is_optional=True) for item in wanted]
            label = field if table == "cargo" else f"conveyance {field}"
            _match(tallies[label], field, [row[field]] if field in row else [], wanted, name)


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


def _tally(tally: Tally, proposed: list[Any], wanted: list[Any], is_right: bool, _: bool, error: str) -> None:
    tally.proposed += len(proposed)
    tally.wanted += len(wanted)
    tally.right += is_right
    tally.found += is_right
    if not is_right:
        tally.errors.append(error)


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


def print_tallies(name: str, tallies: Tallies, *, show_errors: bool) -> None:
    """Print a line for each field, then precision over all."""
    print(f"\n{name}\n{'field':28}{'proposed':>9}{'right':>7}{'precision':>11}{'wanted':>8}{'found':>7}{'recall':>8}")
    for field, tally in tallies.items():
        mark = " *" if field in ASKED else ""
        print(
            f"{field + mark:28}{tally.proposed:9}{tally.right:7}{_write(tally.precision):>11}"
            f"{tally.wanted:8}{tally.found:7}{_write(tally.recall):>8}"
        )
    fields = [tally for field, tally in tallies.items() if field != "cases"]
    proposed, right = sum(tally.proposed for tally in fields), sum(tally.right for tally in fields)
    wanted, found = sum(tally.wanted for tally in fields), sum(tally.found for tally in fields)
    print(
        f"{'all fields':28}{proposed:9}{right:7}{_write(right / proposed):>11}"
        f"{wanted:8}{found:7}{_write(found / wanted):>8}"
    )
    if show_errors:
        for tally in tallies.values():
            for error in tally.errors:
                print("  ", error)


def _write(share: float | None) -> str:
    return "-" if share is None else f"{share:.2f}"


def main() -> None:
    """Measure the sets that are named, or all; errors are listed for those that served to write the rules."""
    for name in sys.argv[1:] or SETS:
        print_tallies(name, measure_set(name), show_errors=name == "development")


if __name__ == "__main__":
    main()
