"""Print precision and recall of the reader of articles, field by field.

    python -m tests.bench.articles [SET]...

The sets are folders of tests/articles. The texts in `development` served to write the rules; the others were written
before the rules were tried on them, and what they showed was then learned from. So none of them says any more how the
rules do on a text that is new to them: only a set that nobody has tried them on does.

What two sets gave when the rules met them, of four texts each, precision then recall: `unseen-5` 0.88 and 0.54 over
all fields (date 1.00 and 0.40, states 1.00 and 0.50, mode 1.00 and 0.80, outcome 1.00 and 0.67, cargo and quantity
1.00 and 0.75), `unseen-6` 0.95 and 0.52 (date and states 1.00 and 0.60, mode 1.00 and 0.75, outcome 1.00 and 0.50,
cargo 0.67 and 0.33, quantity 1.00 and 0.25). Most of what was missed was missed because a text told of its case without
any of the verbs that the rules knew. Since then everyday verbs count where a service does them to a ship or its load,
so do custody, arrest, searches and leave refused, and where a text has none of these the signs in it are added up.
`unseen-7`, of ten texts by yet another author, gave 0.80 and 0.30 over all fields (cases 6 of 12): a text told in other
words was passed over whole. Since then a text, or a paragraph with a ship and a date of its own, is one case where no
verb makes it one, and date, state, place and outcome are weighed over all of it. `unseen-8`, ten texts in the manner of
agencies and statements by a third author, then gave 0.81 and 0.79 over all fields (date 0.85 and 0.92, states 0.79 and
0.90, mode 0.86 and 1.00, outcome 0.69 and 0.75, cargo 0.80 and 0.80, quantity 0.82 and 0.82), most of the wrong ones in
two cases too many: of a ship of the navy that acted, and of a summary without name or day. With these two mended
`unseen-9`, eight texts by a fourth author, gave 0.91 and 0.75 (date 1.00 and 0.89, states 1.00 and 0.70, mode 1.00 and
0.89, outcome 0.71 and 0.56, cargo 0.86 and 0.79, quantity 0.78 and 0.75): it is the newest measure of what to expect.

Beside each text stand the right values in YAML: the words of a case document, with `|` between values that are equally
right and `*` after one that is fair to propose and fair to leave out. What is proposed and not in that file counts as
wrong. No figure decides a test.
"""

from __future__ import annotations

import sys

from tests.bench.article_scores import Tallies, measure_set

SETS = ("development", "unseen", *(f"unseen-{number}" for number in range(2, 10)))
ASKED = ("date", "states", "mode", "outcome", "cargo", "quantity")  # those whose recall has a mark to reach


def print_tallies(name: str, tallies: Tallies) -> None:
    """Print a line for each field, then the sum of all but the number of cases, then the errors."""
    print(f"\n{name}\n{'field':28}{'proposed':>9}{'right':>7}{'precision':>11}{'wanted':>8}{'found':>7}{'recall':>8}")
    rows = {f"{field}{' *' if field in ASKED else ''}": tally.counts for field, tally in tallies.items()}
    fields = [tally.counts for field, tally in tallies.items() if field != "cases"]
    rows["all fields"] = tuple(map(sum, zip(*fields, strict=True)))
    for label, (proposed, right, wanted, found) in rows.items():
        figures = f"{proposed:9}{right:7}{_divide(right, proposed):>11}{wanted:8}{found:7}{_divide(found, wanted):>8}"
        print(f"{label:28}{figures}")
    for tally in tallies.values():
        for error in tally.errors:
            print("  ", error)


def _divide(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def main() -> None:
    """Measure the sets that are named, or all, and list the errors of each."""
    for name in sys.argv[1:] or SETS:
        print_tallies(name, measure_set(name))


if __name__ == "__main__":
    main()
