"""What the wizard is answered, and the keys that are no answers."""

from __future__ import annotations

from typing import NamedTuple

BACK, HELP, FINISH, NOTHING = "<", "?", ".", "-"
KEYS = "Enter takes what stands in [ ]; - leaves it empty, < goes back, ? explains, . finishes, ctrl-C keeps a draft"


class Answer(NamedTuple):
    """What was answered to a question, by its name, as it is kept: empty for nothing."""

    question: str
    text: str
