"""Read a news article or press release: propose the cases in it, field by field, with the words that each comes from.

Nothing is proposed that the text does not say. What it leaves open is a question. No model, no network: rules, the
tables of this package, and the parsers that every other door of interdict uses.
"""

from __future__ import annotations

from interdict.articles.agencies import find_agency
from interdict.articles.authorities import find_basis, find_regime
from interdict.articles.cargo import find_cargo
from interdict.articles.context import Context, Finding
from interdict.articles.conveyances import find_conveyances
from interdict.articles.crews import find_crew
from interdict.articles.datelines import find_published
from interdict.articles.dating import find_date
from interdict.articles.incidents import group_scenes
from interdict.articles.interdictors import find_states
from interdict.articles.outcomes import find_outcome
from interdict.articles.passages import Passages
from interdict.articles.proposals import Proposal, ProposedCase, Question, ReadText
from interdict.articles.routes import find_routes
from interdict.articles.scenes import Watch, find_home, read_scenes
from interdict.articles.triggers import find_trigger
from interdict.articles.where import find_place
from interdict.articles.wholes import add_wholes
from interdict.domain.dates import parse_edtf

_FINDERS = (
    find_date, find_states, find_agency, find_place, find_conveyances, find_cargo, find_routes, find_outcome,
    find_trigger, find_crew, find_regime, find_basis,
)  # fmt: skip


def read_article(text: str, *, published: str | None = None, watch: Watch = list) -> ReadText:
    """Return the cases that a text speaks of.

    `published` is the day of publication as EDTF, against which `last August` is read; without it the day that the text
    itself gives is used, if it gives one. `watch` sees the sentences go by. Raises ValueError where it is no date.
    """
    passages = Passages(text)
    day = parse_edtf(published) if published else find_published(passages)
    scenes, ships = read_scenes(passages, day, watch)
    incidents = add_wholes(group_scenes(scenes), scenes)
    headings = tuple(scene for scene in scenes if scene.is_heading)
    cases = tuple(
        _read_case(Context(passages, incident, ships, len(incidents) == 1, find_home(passages), headings, day))
        for incident in incidents
    )
    heading = next((part for part in passages.paragraphs[:3] if part.is_heading), None)
    return ReadText(day, passages.locate(heading.start, heading.end) if heading else None, cases)


def _read_case(context: Context) -> ProposedCase:
    findings: list[Finding] = [finding for find in _FINDERS for finding in find(context)]
    proposals = tuple(finding for finding in findings if isinstance(finding, Proposal))
    known = {(proposal.table, proposal.of, proposal.field) for proposal in proposals}
    questions = tuple(
        finding
        for finding in findings
        if isinstance(finding, Question)
        and (finding.value is not None or (finding.table, finding.of, finding.field) not in known)
    )
    return ProposedCase(proposals, questions)
