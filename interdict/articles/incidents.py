"""Part the scenes of a text into cases: what belongs to one interdiction and what begins another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from interdict.articles.acts import Act
from interdict.articles.flags import find_flags
from interdict.articles.likely import find_likely, is_drill
from interdict.articles.patterns import Pattern
from interdict.articles.scenes import Scene, name_target
from interdict.articles.sentences import Sentence
from interdict.articles.times import When
from interdict.domain.dates import find_bounds

_FAR_BACK = 30  # incidents; a text does not come back to one before these
_MOST_DATES = 20
_FAR = 7  # days; dates of one incident lie no further apart
_ANOTHER = Pattern(
    r"\b(?:another|separate|second (?:ship|vessel|case|incident|seizure|plane)|similar|other case|earlier case)\b",
    re.IGNORECASE,
)
_DAY_KINDS = frozenset(
    {"day", "step", "range", "weekday", "month", "part", "early", "anaphora", "night", "ordinal", "week"}
)


_ALL = Pattern(
    r"^(?:Both|All|All three|All four|Each of the|The two|The three) (?:\w+ )?(?:cases|ships|vessels|seizures"
    r"|incidents|tankers|interceptions)\b"
)


@dataclass(eq=False)
class Incident:
    """The scenes of one interdiction, and what tells it from others."""

    scenes: list[Scene] = field(default_factory=list)
    lead: list[Scene] = field(default_factory=list)  # what the text says before it comes to its first case
    ships: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    dates: list[When] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    kind: str = ""
    has_act: bool = False
    date: When | None = None  # where one sentence tells of two, the day of this one
    is_twin: bool = False
    is_aside: bool = False  # mentioned in passing, as another of its kind
    is_inner: bool = False  # begun within a paragraph, by the name of another ship alone
    is_whole: bool = False  # a text or paragraph none of whose verbs tells of an interdiction

    def add(self, scene: Scene) -> None:
        """Take a scene in."""
        self.scenes.append(scene)
        if scene.acts:
            self.has_act = True
            self.ships |= scene.topics
            self.states |= list_states(scene)
            dates = [when for act in scene.acts if act.kind != "free" for when in scene.list_dates(act)]
            self.dates = [*self.dates, *dates][:_MOST_DATES]
            self.kind = self.kind or find_kind(scene)
            self.flags |= list_flags(scene)
        elif not self.ships:
            self.ships |= scene.topics

    def is_over(self, scene: Scene) -> bool:
        """Say whether what was mentioned in passing ends before a scene: at a paragraph without acts and ships."""
        is_new = scene.sentence.paragraph > self.scenes[-1].sentence.paragraph
        if self.is_inner and not self.has_act:
            return is_new and not scene.ships  # the ship of the next paragraph is again the one that it was about
        return self.is_aside and is_new and not scene.acts and not scene.ships


def group_scenes(scenes: Sequence[Scene]) -> list[Incident]:
    """Return the interdictions of a text in the order in which it comes to them."""
    if is_drill(scenes):
        return []
    incidents: list[Incident] = []
    lead: list[Scene] = []
    current: Incident | None = None
    for scene in scenes:
        if current and current.is_over(scene):
            current = next((one for one in reversed(incidents) if one.has_act and current.is_inner), incidents[0])
        if scene.is_heading and not scene.topics:
            continue
        if _ALL.match(scene.sentence.text) and not scene.acts:
            for incident in incidents[-_FAR_BACK:]:
                incident.scenes.append(scene)
            continue
        target = _choose(scene, incidents[-_FAR_BACK:], current)
        if target is None:
            lead.append(scene)
            continue
        if target not in incidents:
            target.is_aside = bool(incidents) and bool(_ANOTHER.search(scene.sentence.text))
            target.is_inner = current is not None and scene.sentence.paragraph == current.scenes[-1].sentence.paragraph
            incidents.append(target)
        target.add(scene)
        current = target
    return _part_twins(_join_vague(_settle(incidents, lead))) or _gather_likely(scenes)


def _gather_likely(scenes: Sequence[Scene]) -> list[Incident]:
    """Return the incident of which a text tells without any verb for it, in a list that is empty for none."""
    likely = [scene for scene in find_likely(scenes) if not scene.is_heading or scene.topics]
    if not likely:
        return []
    incident = Incident()
    for scene in likely:
        incident.add(scene)
    incident.has_act = True
    return [incident]


def _choose(scene: Scene, incidents: Sequence[Incident], current: Incident | None) -> Incident | None:
    """Return the incident that a scene belongs to, a new one, or None before the first."""
    named = [incident for incident in incidents if incident.ships & (scene.topics or scene.ships)]
    acts = scene.acts and not scene.is_heading
    if named and not (acts and current and not named[-1].ships & scene.topics and _clashes(scene, current)):
        return current if current in named else named[-1]
    if not acts:
        if scene.topics and (current is None or (current.ships and not scene.topics & current.ships)):
            return Incident()  # of a ship not spoken of before; should nothing be done to it, the scene goes back
        return current
    if current is None or _clashes(scene, current):
        fitting = [
            incident
            for incident in incidents
            if incident is not current and incident.has_act and _fits(scene, incident)
        ]
        return fitting[-1] if fitting else Incident()
    return current


def _join_vague(incidents: list[Incident]) -> list[Incident]:
    """Give what is told without name or day, of a ship spoken of before, to the one case of a named ship beside it."""
    named = [incident for incident in incidents if incident.ships]
    vague = [incident for incident in incidents if _is_vague(incident)]
    if len(named) != 1 or len(named) + len(vague) != len(incidents):
        return incidents
    (one,) = named
    for incident in vague:
        if {incident.kind, one.kind} - {""} > {one.kind}:
            return incidents
        one.scenes = sorted([*one.scenes, *incident.scenes], key=lambda scene: scene.sentence.start)
        one.lead += incident.lead
    return named


def _is_vague(incident: Incident) -> bool:
    """Say whether nothing tells an incident from others, nor says that it is another."""
    is_new = any(is_indefinite(scene.sentence, act) for scene in incident.scenes for act in scene.acts)
    return not (is_new or incident.ships or incident.dates or incident.is_aside)


def _part_twins(incidents: list[Incident]) -> list[Incident]:
    """Make two of an incident that is told with two days, as in `on 28 January and on 25 February`."""
    parted: list[Incident] = []
    for incident in incidents:
        parted.append(incident)
        days = next((days for scene in incident.scenes for days in _find_two_days(scene)), None)
        if days:
            incident.date = days[0]
            parted.append(replace(incident, date=days[1], dates=[days[1]], lead=[], is_twin=True))
    return parted


def _find_two_days(scene: Scene) -> Iterator[tuple[When, When]]:
    chunks = scene.sentence.chunks
    for act in scene.acts:
        if act.kind not in {"take", "stop", "hold"}:
            continue
        dates = [place for place, governor in scene.dates if governor == act.place]
        for first, second in pairwise(dates):
            between = [chunk.low for chunk in chunks[first + 1 : second]]
            pair = chunks[first].value, chunks[second].value
            if (
                "and" in between
                and set(between) <= {"and", "on", "again", "in", ","}
                and all(when.kind == "day" and when.edtf for when in pair)
                and lie_apart([pair[0]], [pair[1]])
            ):
                yield pair


def _settle(incidents: list[Incident], lead: list[Scene]) -> list[Incident]:
    """Give the scenes of those in which nothing was done to the one before; put what came first before the first."""
    settled: list[Incident] = []
    for incident in incidents:
        if incident.has_act:
            settled.append(incident)
        elif settled:
            settled[-1].scenes += incident.scenes
        else:
            lead += incident.scenes
    if settled:
        settled[0].lead = lead
    return settled


def _clashes(scene: Scene, incident: Incident) -> bool:
    """Say whether a scene tells of something else than an incident does."""
    if not incident.has_act:
        return bool(scene.topics and incident.ships and not scene.topics & incident.ships)
    if scene.topics and incident.ships and not scene.topics & incident.ships:
        return True
    is_new = any(is_indefinite(scene.sentence, act) for act in scene.acts)
    kind = find_kind(scene)
    if is_new and kind and incident.kind and kind != incident.kind:
        return True
    if is_new and _ANOTHER.search(scene.sentence.text):
        return True
    states = list_states(scene)
    if is_new and incident.flags and (flags := list_flags(scene)) and not flags & incident.flags:
        return True
    dates = [when for act in scene.acts for when in scene.list_dates(act)]
    dates = dates or [chunk.value for chunk in scene.sentence.chunks[:3] if chunk.tag == "dat"]
    is_apart = lie_apart(dates, incident.dates)
    other_states = bool(states and incident.states and not states & incident.states)
    is_other_ship = bool(scene.topics) and not any(scene.topics & told.ships for told in incident.scenes)
    if other_states and (is_new or is_apart or is_other_ship):
        return True
    return is_apart and is_new


def _fits(scene: Scene, incident: Incident) -> bool:
    states = list_states(scene)
    return not _clashes(scene, incident) and bool(states & incident.states)


def lie_apart(dates: Sequence[When], others: Sequence[When]) -> bool:
    """Say whether all dates of one are far from all of the other; where one has none they are not."""
    spans, other_spans = list(_list_spans(dates)), list(_list_spans(others))
    if not spans or not other_spans:
        return False
    return all(
        first > other_last + _FAR or other_first > last + _FAR
        for first, last in spans
        for other_first, other_last in other_spans
    )


def _list_spans(dates: Sequence[When]) -> Iterator[tuple[int, int]]:
    for when in dates:
        if when.edtf and when.kind in _DAY_KINDS:
            bounds = find_bounds(when.edtf)
            if bounds.earliest and bounds.latest:
                yield date.fromisoformat(bounds.earliest).toordinal(), date.fromisoformat(bounds.latest).toordinal()


def list_states(scene: Scene) -> set[str]:
    """Return the states that acted in a scene."""
    return {actor.state for act in scene.acts for actor in act.actors if actor.state}


def list_flags(scene: Scene) -> set[str]:
    """Return the flags that a scene states."""
    return {found.value for found in find_flags(scene.sentence) if found.is_stated}


def is_indefinite(sentence: Sentence, act: Act) -> bool:
    """Say whether an act was done to something not spoken of before: a ship, two trucks."""
    if act.target not in {"cnv", "gds", "load"} or (act.target == "cnv" and name_target(sentence, act)):
        return False
    for chunk in reversed(sentence.chunks[max(0, act.target_place - 5) : act.target_place]):
        if chunk.low in {"a", "an", "another", "two", "three", "four"}:
            return True
        if chunk.low in {"the", "its", "their", "this", "that", "his", "such", "these", "those"} or chunk.tag in {
            "pun",
            "vrb",
        }:
            return False
        if chunk.tag == "act":
            return act.target in {"gds", "load"} and not act.is_passive
    return False


def find_kind(scene: Scene) -> str:
    """Return the kind of the conveyance to which something was done in a scene."""
    for act in scene.acts:
        if act.target == "cnv":
            return str(scene.sentence.chunks[act.target_place].value)
    return ""
