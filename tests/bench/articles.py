"""Print precision and recall of the reader of articles, field by field.

    python -m tests.bench.articles [SET]...

The sets are folders of tests/articles. The texts in `development` served to write the rules. Those in
`unseen`, `unseen-2`, `unseen-3` and `unseen-4` were written before the rules were tried on them. What the others showed
was then learned from, so that only `unseen-3`, the errors of which nobody has looked at, still says how the rules do on
a text that is new to them.
Beside each text stand the right values in YAML: the words of a case document, with `|` between values that are equally
right and `*` after one that is fair to propose and fair to leave out. What is proposed and not in that file counts as
wrong. No figure decides a test.
"""

from __future__ import annotations

import sys

from tests.bench.article_scores import Tallies, measure_set

SETS = ("development", "unseen", "unseen-2", "unseen-3", "unseen-4", "unseen-5", "unseen-6")
ASKED = ("date", "states", "mode", "outcome", "cargo", "quantity")  # those whose recall has a mark to reach


def print_tallies(name: str, tallies: Tallies, *, show_errors: bool) -> None:
    """Print a line for each field, then the sum of all but the number of cases."""
    print(f"\n{name}\n{'field':28}{'proposed':>9}{'right':>7}{'precision':>11}{'wanted':>8}{'found':>7}{'recall':>8}")
    rows = {f"{field}{' *' if field in ASKED else ''}": tally.counts for field, tally in tallies.items()}
    fields = [tally.counts for field, tally in tallies.items() if field != "cases"]
    rows["all fields"] = tuple(map(sum, zip(*fields, strict=True)))
    for label, (proposed, right, wanted, found) in rows.items():
        figures = f"{proposed:9}{right:7}{_divide(right, proposed):>11}{wanted:8}{found:7}{_divide(found, wanted):>8}"
        print(f"{label:28}{figures}")
    if show_errors:
        for tally in tallies.values():
            for error in tally.errors:
                print("  ", error)


def _divide(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def main() -> None:
    """Measure the sets that are named, or all; errors are listed for those that served to write the rules."""
    for name in sys.argv[1:] or SETS:
        print_tallies(name, measure_set(name), show_errors=name == "development")


if __name__ == "__main__":
    main()
