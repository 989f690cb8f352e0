"""The standard of evidence, stated wherever a case or a count is published."""

from __future__ import annotations

from interdict.terminal.blocks import Block, Heading, Paragraph, Span

STANDARD = "Standard of evidence"
TEXTS = (
    "Every value stands beside the sources that give it, and a value without one is marked (no source). The value "
    "shown first is the accepted one, which the editors of this record adopted. Beneath it stand the other accounts: "
    "'also' marks one that is compatible with it, 'differs' an alternative that was not chosen and cannot hold beside "
    "it, 'disputed' one that puts the accepted value in doubt, and 'denied' a denial; a value so put in doubt is "
    "itself marked (disputed). A rejected claim is one that the editors hold to be wrong.",
    "Grades, where given, are those of the Admiralty scale: a source's reliability from A (completely reliable) to E "
    "(unreliable), F where it cannot be judged; a claim's credibility from 1 (confirmed by other sources) to 5 "
    "(improbable), 6 where it cannot be judged.",
    "Recorded interdictions measure enforcement and reporting, not traffic. Whoever is named here is named by a "
    "source, which is no finding that they did wrong.",
)


def state_standard() -> list[Block]:
    """Return the standard of evidence as a section."""
    return [Heading(2, STANDARD), *(Paragraph((Span(text),)) for text in TEXTS)]
