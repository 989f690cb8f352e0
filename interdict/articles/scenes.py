"""A text as a row of scenes: each a sentence with its dates, the ships it names, and what was done in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from interdict.articles.acts import Act, find_acts
from interdict.articles.clauses import find_joined, govern_dates
from interdict.articles.datelines import find_dateline
from interdict.articles.interdictions import is_interdiction
from interdict.articles.languages import is_english
from interdict.articles.nations import CAPITALS, list_names
from interdict.articles.passages import Passages
from interdict.articles.patterns import Pattern
from interdict.articles.places import CITIES
from interdict.articles.sentences import Mark, Sentence, build_sentence, split_sentences
from interdict.articles.ship_names import ShipName, count_name, find_ship_names
from interdict.articles.times import Calendar, When
from interdict.articles.words import PREPOSITIONS

_OPENING = re.compile(r"\(?(?P<place>[A-Z][\w' -]{2,25}?)(?:\)|:) ")  # `Sanaa: `, `(Tokyo) `
_NEAR = 10  # chunks between a noun for an act and its date or place
_MOST_NAMES = 1000  # of ships; a text with more is a register, not a report


# A sentence before it is cut into chunks: paragraph, whether a heading, place, text, dates and ships.
Part = tuple[int, bool, int, str, list[Mark]]
Watch = Callable[[Sequence[Part]], Iterable[Part]]  # sees the sentences go by, to say how far the work has got


class Scene(NamedTuple):
    """A sentence, its acts that interdict, all its acts, the ships that it is about, and all that it names."""

    sentence: Sentence
    acts: tuple[Act, ...]
    all_acts: tuple[Act, ...]
    topics: frozenset[str]
    ships: frozenset[str]
    dates: tuple[tuple[int, int], ...] = ()  # the chunk of each date, and that of the verb that it belongs to

    def list_dates(self, act: Act) -> list[When]:
        """Return the dates that belong to an act."""
        governors = {act.place, find_joined(self.sentence, act.place)}
        return [self.sentence.chunks[place].value for place, governor in self.dates if governor in governors]

    @property
    def is_heading(self) -> bool:
        """Tell whether it is a heading."""
        return self.sentence.is_heading


def read_scenes(
    passages: Passages, published: str | None, watch: Watch = list
) -> tuple[list[Scene], Mapping[str, ShipName]]:
    """Return the scenes of a text in order, and the names of its ships by their small letters."""
    calendar = Calendar(published)
    parts: list[Part] = []
    first_of: set[int] = set()
    for paragraph, is_heading, start, end in split_sentences(passages):
        text = passages.plain[start:end]
        if paragraph not in first_of and not is_heading:
            first_of.add(paragraph)
            dateline = find_dateline(text) if len(first_of) < 6 else None
            if dateline:
                start, text = start + dateline.end, text[dateline.end :]
        if text.strip() and is_english(text):
            marks = [Mark("dat", when.start, when.end, when) for when in calendar.find(text, start)]
            parts.append((paragraph, is_heading, start, text, marks))
    sentences = [_build(number, part) for number, part in enumerate(watch(parts))]
    names = find_ship_names(sentences)
    names.update(_find_in_headings(sentences, names))
    names = dict(islice(names.items(), _MOST_NAMES))
    if names:
        sentences = [_build(number, _mark_ships(part, names)) for number, part in enumerate(watch(parts))]
    return [make_scene(sentence) for sentence in sentences], names


def find_home(passages: Passages) -> str | None:
    """Return the country of the dateline, where it names one."""
    for paragraph in passages.paragraphs[:6]:
        opening = _OPENING.match(passages.plain, paragraph.start, min(paragraph.end, paragraph.start + 60))
        if opening and (code := _find_city(opening["place"])):
            return code
        dateline = (
            None if paragraph.is_heading else find_dateline(passages.plain[paragraph.start : paragraph.end][:120])
        )
        if dateline:
            parts = [part.strip().casefold() for part in dateline.place.split(",")]
            return next(
                (code for part in reversed(parts) if (code := list_names().get(part) or _find_city(part))), None
            )
    return None


def _find_city(name: str) -> str | None:
    cities = {**CITIES, **CAPITALS}
    return next((code for city, code in cities.items() if city.casefold() == name.casefold()), None)


def _build(number: int, part: Part) -> Sentence:
    paragraph, is_heading, start, text, marks = part
    return build_sentence(number, paragraph, start, text, is_heading=is_heading, marks=marks)


def _mark_ships(part: Part, names: Mapping[str, ShipName]) -> Part:
    paragraph, is_heading, start, text, marks = part
    ships = [
        Mark("shp", start + found.start(), start + found.end(), found[0].casefold())
        for found in _join_names(names).finditer(text)
        if not any(mark.start < start + found.end() and start + found.start() < mark.end for mark in marks)
        and (found[0][0].isupper() or found[0].isupper())
    ]
    return paragraph, is_heading, start, text, sorted([*marks, *ships], key=lambda mark: mark.start)


def _join_names(names: Mapping[str, ShipName]) -> re.Pattern[str]:
    """Return a pattern for all names, the longest first; a name of one word is only found as it was written."""
    if _CACHED.get("names") is not names:
        longest = sorted((name.name for name in names.values()), key=len, reverse=True)
        written = [*longest, *(name.upper() for name in longest), *(name.title() for name in longest if " " in name)]
        _CACHED["names"] = names
        _CACHED["pattern"] = re.compile(
            rf"(?<![\w-])(?:{'|'.join(re.escape(name) for name in dict.fromkeys(written))})(?![\w-])"
        )
    pattern = _CACHED["pattern"]
    assert isinstance(pattern, re.Pattern)  # noqa: S101  # set beside the names
    return pattern


_CACHED: dict[str, object] = {}


def _find_in_headings(sentences: Sequence[Sentence], known: Mapping[str, ShipName]) -> dict[str, ShipName]:
    """Return the names that stand alone as headings over a paragraph on a ship, such as `Kang Nam 1`."""
    found: dict[str, ShipName] = {}
    for heading, after in pairwise(sentences):
        found.update(_find_before_ship(heading, after, known))
        if not heading.is_heading or after.is_heading or len(heading.chunks) > 4:
            continue
        kind = re.match(r" wrd/(?:the|this|a) (?:\S+ ){0,5}?(cnv)/", after.code)
        if (
            kind
            and count_name(heading, 0) == len(heading.chunks)
            and all(chunk.tag in {"cap", "cod", "num"} for chunk in heading.chunks)
        ):
            name = heading.write(0, len(heading.chunks) - 1)
            value = after.chunks[after.find_chunk(kind.start(1))].value
            if name.casefold() not in known:
                found[name.casefold()] = ShipName(name, value, heading.start, heading.chunks[-1].end)
    return found


def _find_before_ship(sentence: Sentence, after: Sentence, known: Mapping[str, ShipName]) -> dict[str, ShipName]:
    """Return the name at the end of a sentence where the next one goes on with `that ship`."""
    kind = re.match(r" wrd/(?:the|that|this) (?:(?:wrd|cod|adj|cap)/\S+ ){0,3}?(cnv)/", after.code)
    ending = re.search(r" wrd/the ((?:(?:cap|cod|num)/\S+ ){1,4})pun/[.:] $", sentence.code)
    if not kind or not ending or sentence.is_heading:
        return {}
    place = sentence.find_chunk(ending.start(1))
    size = count_name(sentence, place)
    if size != len(sentence.chunks) - 1 - place:
        return {}
    name = sentence.write(place, place + size - 1)
    if name.casefold() in known:
        return {}
    value = after.chunks[after.find_chunk(kind.start(1))].value
    return {name.casefold(): ShipName(name, value, sentence.chunks[place].start, sentence.chunks[place + size - 1].end)}


def make_scene(sentence: Sentence) -> Scene:
    """Return what a sentence tells."""
    acts = tuple(find_acts(sentence))
    ships = frozenset(chunk.value for chunk in sentence.chunks if chunk.tag == "shp")
    topics = {
        chunk.value
        for place, chunk in enumerate(sentence.chunks)
        if chunk.tag == "shp" and not _does_service(sentence, place) and _is_topic(sentence, place)
    }
    interdicting = tuple(act for act in acts if is_interdiction(sentence, act))
    for act in interdicting:
        topics.update(name_target(sentence, act))
    dates = tuple((place, find_standing(sentence, acts, place, governor)) for place, governor in govern_dates(sentence))
    return Scene(sentence, interdicting, acts, frozenset(topics), ships, dates)


def find_standing(sentence: Sentence, acts: Iterable[Act], place: int, governor: int) -> int:
    """Return the noun of an act to which a date or place belongs, as in `is under arrest in Busan`, else its verb."""
    nouns = [act.place for act in acts if act.is_noun and governor < act.place < place]
    between = sentence.chunks[max(nouns, default=place) + 1 : place]
    is_apart = len(between) > _NEAR or any(chunk.tag in {"act", "vrb"} or chunk.low in {",", ";"} for chunk in between)
    return governor if is_apart or not nouns else max(nouns)


def name_target(sentence: Sentence, act: Act) -> list[str]:
    """Return the name of the ship that an act was done to, in a list that is empty where it has none."""
    chunks = sentence.chunks
    if act.target == "name":
        return [chunks[act.target_place].value]
    if act.target == "cnv":
        near = chunks[act.target_place + 1 : act.target_place + 4]
        for chunk in near:
            if chunk.tag == "shp":
                return [chunk.value]
            if chunk.tag not in {"pun", "cap"} and chunk.low != "the":
                break
    if act.is_passive or act.kind == "turn":
        before = [chunk for chunk in chunks[: act.place] if chunk.tag in {"shp", "cnv"}]
        if before and before[-1].tag == "shp":
            return [before[-1].value]
    return []


# What ships of a service do to others, and no ship that is stopped does.
_SERVING = Pattern(
    r"(?:,[^,.;]{1,60},)? (?:also |had |has |later |then )?(?:took part|taken part|monitored|tracked|shadowed|followed"
    r"|located|assisted|supported|escorted|accompanied|boarded|inspected|intercepted|stopped and searched)\b"
)


def _does_service(sentence: Sentence, place: int) -> bool:
    return bool(_SERVING.match(sentence.text, sentence.chunks[place].end - sentence.start))


def _is_topic(sentence: Sentence, place: int) -> bool:
    """Say whether a ship stands where it is spoken of, not where goods go to or come from."""
    at = place - 1
    while at >= 0 and (
        sentence.chunks[at].tag in {"cnv", "adj", "cod", "cap", "pun", "num"}
        or sentence.chunks[at].low in {"the", "a", "an", "called"}
    ):
        if sentence.chunks[at].tag == "pun" and sentence.chunks[at].low not in {'"', ","}:
            break
        at -= 1
    if at < 0:
        return True
    chunk = sentence.chunks[at]
    if (
        chunk.low == "of"
        and at
        and sentence.chunks[at - 1].low
        in {"turn", "case", "story", "seizure", "detention", "boarding", "interception", "fate", "inspection"}
    ):
        return True
    if chunk.low in {"for", "of", "with"} and _closes(sentence, place):
        return True  # There is no such relief for the Talent Ace.
    return (
        chunk.tag != "abd"
        and chunk.low not in PREPOSITIONS
        and chunk.low not in {"another", "alongside", "other", "formerly", "as"}
    )


def _closes(sentence: Sentence, place: int) -> bool:
    """Say whether a ship is the only one of a sentence and its last word."""
    is_only = sum(chunk.tag == "shp" for chunk in sentence.chunks) == 1
    return is_only and [chunk.low for chunk in sentence.chunks[place + 1 :]] == ["."]
