"""When a case happened: the date that belongs to an act of it, else a question."""

from __future__ import annotations

from collections.abc import Iterator

from interdict.articles.context import CASE, Context, Finding
from interdict.articles.date_signs import OTHER_DOINGS, weigh_dates
from interdict.articles.patterns import Pattern
from interdict.articles.proposals import HIGH, MODERATE
from interdict.articles.scenes import Scene
from interdict.articles.times import When
from interdict.articles.verbs import list_doings
from interdict.articles.where import HAPPENED
from interdict.domain.dates import find_bounds

_RANKS = {"take": 0, "hold": 1, "stop": 0, "look": 1, "deny": 2, "turn": 2, "find": 3}
_ROUGH = frozenset({"year", "last", "ago"})
_EXACT = frozenset({"day", "range"})  # a day by its number is better than a day of the week
_REACH = 2  # sentences around those that tell of an act
_FINE = frozenset({"day", "month", "range", "part"})
_NOUN_AFTER = Pattern(
    r" (?P<dat>dat/\S+) wrd/(?:seizure|interception|inspection|boarding|raid|interdiction|incident|search|detention) "
)
_NOUN_BEFORE = Pattern(
    r" wrd/(?:seizure|interception|inspection|interdiction|confiscation) (?:wrd/of (?:(?!pun/|vrb/|act/)\S+ "
    r"){1,6}?)?(?:wrd/on |wrd/in )(?P<dat>dat/\S+) "
)


def find_date(context: Context) -> Iterator[Finding]:
    """Yield the date of the interdiction: the first one that an act of it has, the seizure before the rest."""
    if context.incident.date:
        yield _propose(context, context.incident.date, HIGH)
        return
    dated = list(_list_dated(context))
    dated += _list_happenings(context) if not any(when.edtf for _, when in dated) else []
    exact = [item for item in dated if item[1].edtf and item[1].kind not in _ROUGH]
    if exact:
        best = _find_day_of(context, _choose(exact))
        yield _propose(context, best, HIGH if best.kind in {"day", "range"} else MODERATE)
        return
    if context.incident.is_whole and (weighed := weigh_dates(context)):
        yield _propose(context, weighed, MODERATE)
        return
    if near := _find_near(context):
        yield _propose(context, near, MODERATE)
        return
    rough = next((when for _, when in dated if when.edtf), None)
    unread = next((when for _, when in dated if not when.edtf), None)
    own = [when for scene in context.incident.scenes for when in _list_own(scene)]
    within = [when for when in own if rough and _is_within(when, rough)]
    if len({when.edtf for when in within}) == 1:
        yield _propose(context, within[0], MODERATE)
    elif rough and (finer := _find_finer(context, rough)):
        question = "is this the date of the interdiction? the text gives it to something else"
        yield context.ask(CASE, "date", question, (finer.start, finer.end), finer.edtf)
    elif rough:
        yield _propose(context, rough, MODERATE)
    elif unread and not (weighed := weigh_dates(context)):
        yield context.ask(CASE, "date", unread.why or "when was this?", (unread.start, unread.end))
    elif weighed := weigh_dates(context):
        yield _propose(context, weighed, MODERATE)
    else:
        yield from _ask_date(context)


def _propose(context: Context, when: When, confidence: str) -> Finding:
    return context.propose(CASE, "date", when.edtf, (when.start, when.end), confidence)


def _choose(dated: list[tuple[int, When]]) -> When:
    """Return the date of the best act; where that is a month and another act has a day of it, the day."""
    best = min(dated, key=lambda item: (item[0], item[1].kind not in _EXACT))[1]
    return next((when for _, when in dated if str(when.edtf).startswith(f"{best.edtf}-")), best)


def _find_finer(context: Context, rough: When) -> When | None:
    """Return the last date within a rough one that the case names for whatever reason."""
    chunks = [chunk for scene in context.incident.scenes for chunk in scene.sentence.chunks if chunk.tag == "dat"]
    fine = [chunk.value for chunk in chunks if chunk.value.edtf and chunk.value.kind in _FINE]
    return next((when for when in reversed(fine) if when.edtf.startswith(str(rough.edtf))), None)


def _find_near(context: Context) -> When | None:
    """Return the one date that the sentences nearest to the acts have for anything but what was said or done "
    "before."""
    scenes = context.scenes
    acting = [number for number, scene in enumerate(scenes) if scene.acts]
    if not acting:
        return None
    for reach in range(_REACH + 1):
        near = [scene for number, scene in enumerate(scenes) if min(abs(number - at) for at in acting) == reach]
        dates = [when for scene in near if not scene.is_heading for when in _list_own(scene)]
        kept = [when for when in dates if not any(_is_within(other, when) for other in dates)]
        if len({when.edtf for when in kept}) > 1:
            return None
        if kept:
            return kept[0]
    return None


def _list_own(scene: Scene) -> Iterator[When]:
    """Yield the dates of a sentence that belong to no verb of telling, of laws, or of a voyage."""
    chunks = scene.sentence.chunks
    for place, governor in scene.dates:
        when = chunks[place].value
        verb = chunks[governor] if governor >= 0 else None
        lemma = verb.value.lemma if verb and verb.tag == "vrb" else ""
        is_other = lemma in OTHER_DOINGS or (verb is not None and verb.tag == "act" and verb.value[0] == "free")
        if when.edtf and when.kind not in _ROUGH and not is_other and not _is_planned(scene, place):
            yield when


def _is_planned(scene: Scene, place: int) -> bool:
    """Say whether a date is that of what was still to come: was due to pass on Saturday."""
    chunks = scene.sentence.chunks
    done = {act.place for act in scene.acts}
    for at in range(place - 1, max(-1, place - 8), -1):
        if at in done:
            return False
        if chunks[at].tag in {"vrb", "act"} and chunks[at].value:
            verb = chunks[at].value if chunks[at].tag == "vrb" else chunks[at].value[1]
            before = chunks[at - 1].low if at else ""
            return verb.form == "base" and before in {"to", "will", "would", "could", "may", "might", "should"}
    return False


def _is_within(fine: When, rough: When) -> bool:
    return fine.edtf != rough.edtf and str(fine.edtf).startswith(f"{rough.edtf}-")


def _find_day_of(context: Context, best: When) -> When:
    """Return the one day within a part of a month that the text has for no other doing, else that part."""
    if best.kind not in {"part", "week", "early"} or not best.edtf:
        return best
    span = find_bounds(best.edtf)
    own = [when for scene in context.scenes for when in _list_own(scene) if when.kind == "day" and when.edtf]
    days = [when for when in own if span.earliest and span.latest and span.earliest <= str(when.edtf) <= span.latest]
    return days[0] if len({when.edtf for when in days}) == 1 else best


def _list_happenings(context: Context) -> list[tuple[int, When]]:
    """Return the dates of sentences such as `It happened yesterday`, which speak of what was told before."""
    return [
        (0, chunk.value)
        for scene in context.incident.scenes
        if HAPPENED.match(scene.sentence.text)
        for chunk in scene.sentence.chunks
        if chunk.tag == "dat"
    ][:1]


def _list_dated(context: Context) -> Iterator[tuple[int, When]]:
    for scene in context.incident.scenes:
        for pattern in (_NOUN_AFTER, _NOUN_BEFORE):
            for found in pattern.finditer(scene.sentence.code):
                yield 1, scene.sentence.chunks[scene.sentence.find_chunk(found.start("dat"))].value
        for act in scene.all_acts:
            if (act in scene.acts and act.kind != "free") or (act.kind == "find" and act.is_real):
                for when in scene.list_dates(act):
                    yield _RANKS.get(act.kind, 3) + (act.lemma in list_doings()), when


def _ask_date(context: Context) -> Iterator[Finding]:
    """Ask about the first date near the acts, which belongs to something else as far as one can tell."""
    scenes = context.incident.scenes
    first = next((number for number, scene in enumerate(scenes) if scene.acts), 0)
    for scene in [*(scene for scene in scenes if scene.acts), *reversed(scenes[:first]), *scenes[first:]]:
        for place, governor in scene.dates:
            chunk = scene.sentence.chunks[place]
            verb = scene.sentence.chunks[governor].low if governor >= 0 else "something"
            question = f"the text gives this date to '{verb}'; is it also the date of the interdiction?"
            yield context.ask(CASE, "date", question, (chunk.start, chunk.end), chunk.value.edtf)
            return
