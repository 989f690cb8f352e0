"""Sentences as rows of chunks: names of states, places, dates, verbs, goods and other words, each with its kind.

A sentence also has a *code*, a line of its chunks as `kind/word`, on which the finders use regular expressions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from interdict.articles.lexicon import TOKENS, Lexicon, open_lexicon
from interdict.articles.passages import Paragraph, Passages
from interdict.articles.tables import word_set
from interdict.articles.verbs import Verb
from interdict.articles.words import SMALL_WORDS, TYPE_WORDS
from interdict.domain.numerals import SCALE_WORDS, is_number_word

LONGEST = 1200  # characters; a longer sentence is none, and is cut

_ENDS = re.compile(r"[.!?]['\")\]]*(?=\s)")
_ABBREVIATIONS = word_set(
    "adm brig capt col cmdr co corp dec nov oct sept sep aug jul jun apr mar feb jan dr fri gen "
    "gov inc jr lt ltd maj "
    "messrs mon mr mrs ms mt no nos para paras pp rev rep rs sat sen sgt sr st sun supt thu tue v vol vs wed "
    "approx ca "
    "fig ft art e.g i.e mv m.v m.t s.s"
)
_AIRCRAFT = re.compile(r"(?:il|an|tu|yak|yak|l)-\d{2,3}[a-z]{0,3}|(?:boeing|airbus|antonov|ilyushin|tupolev)")
_WARPLANE = re.compile(r"(?:mig|su|mi|f)-[0-9]{1,3}\w*")
_ARABIC_ARTICLE = re.compile(r"(?:al|el|as|ar|ash|an|ad|ed)-[A-Z]")
_ROUGH_NUMBER = re.compile(r"[0-9][0-9,]*-(?:odd|plus)")
_SHORT_SCALE = {"m": word_set("barrels litres liters tonnes tons gallons rounds"), "bn": frozenset({"barrels"})}
SCALES = frozenset(SCALE_WORDS)
_MAKERS = word_set("boeing airbus antonov ilyushin tupolev fokker embraer")
_WARPLANES = word_set("aircraft jets jet fighters planes helicopters")
_STARTERS = word_set(
    "a after also although an and at but by during earlier he her his however if in it its last later "
    "meanwhile no on one "
    "she since so that the then there these they this those two under we what when while who with"
)


class Chunk(NamedTuple):
    """One or more words that mean one thing: their kind, small letters, place in the plain text, and value."""

    tag: str
    low: str
    start: int
    end: int
    value: Any = None


class Sentence(NamedTuple):
    """A sentence: its number, paragraph, place in the plain text, chunks, their code and where each begins in it."""

    number: int
    paragraph: int
    is_heading: bool
    start: int
    text: str
    chunks: tuple[Chunk, ...]
    code: str
    offsets: tuple[int, ...]

    def find_chunk(self, offset: int) -> int:
        """Return the number of the chunk at a place in the code."""
        return bisect_right(self.offsets, offset) - 1

    def write(self, first: int, last: int) -> str:
        """Return the plain text of the chunks from one number to another, both included."""
        return self.text[self.chunks[first].start - self.start : self.chunks[last].end - self.start]


class Mark(NamedTuple):
    """A stretch of the plain text that is known to be one chunk, such as a date."""

    tag: str
    start: int
    end: int
    value: Any


def split_sentences(passages: Passages) -> Iterator[tuple[int, bool, int, int]]:
    """Yield paragraph, whether it is a heading, start and end of each sentence in the plain text."""
    for number, paragraph in enumerate(passages.paragraphs):
        for start, end in _split(passages.plain, paragraph):
            yield number, paragraph.is_heading, start, end


def _split(plain: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    start = paragraph.start
    for found in _ENDS.finditer(plain, paragraph.start, paragraph.end):
        if found.end() - start > LONGEST or _ends_here(plain, start, found):
            yield from _cut(start, found.end())
            start = found.end() + 1
    if start < paragraph.end:
        yield from _cut(start, paragraph.end)


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    for place in range(start, end, LONGEST):
        yield place, min(end, place + LONGEST)


def _ends_here(plain: str, start: int, found: re.Match[str]) -> bool:
    """Say whether a full stop ends a sentence: not after an abbreviation, an initial or before a small letter."""
    after = plain[found.end() + 1 : found.end() + 25].lstrip("'\"([")
    if not after[:1] or not after[0].isalnum() or after[0].islower():
        return False
    if found[0][0] != ".":
        return True
    words = plain[max(start, found.start() - 24) : found.start()].split()
    word = words[-1].lstrip("'\"([") if words else ""
    if word.casefold() in _ABBREVIATIONS and (after[0].isdigit() or word[0].isupper()):
        return len(word) > 2 and word.casefold() in {"co", "corp", "inc", "ltd"} and _starts_anew(after)
    if re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", word):
        return "." in word and _starts_anew(after)
    return not word.isdigit() or len(word) > 2 or len(words) > 1


def _starts_anew(after: str) -> bool:
    """Say whether the next word is one that begins sentences and no name."""
    first = re.match(r"[^\W_]+", after)
    return first is not None and first[0].casefold() in _STARTERS


def build_sentence(
    number: int, paragraph: int, start: int, text: str, *, is_heading: bool, marks: Sequence[Mark]
) -> Sentence:
    """Cut a sentence into chunks; the marks are chunks already."""
    chunks = tuple(_merge_types(_chunk(start, text, marks)))
    code, offsets = " ", []
    pieces = [" "]
    size = 1
    for chunk in chunks:
        offsets.append(size)
        piece = f"{chunk.tag}/{chunk.low.replace(' ', '_')} "
        pieces.append(piece)
        size += len(piece)
    code = "".join(pieces)
    return Sentence(number, paragraph, is_heading, start, text, chunks, code, tuple(offsets))


def _chunk(start: int, text: str, marks: Sequence[Mark]) -> Iterator[Chunk]:
    found = list(TOKENS.finditer(text))
    written = [token[0] for token in found]
    small = [token.casefold() for token in written]
    lexicon = open_lexicon()
    waiting = iter(marks)
    mark = next(waiting, None)
    place = 0
    while place < len(found):
        first = start + found[place].start()
        while mark and mark.end <= first:
            mark = next(waiting, None)
        if mark and mark.start <= first:
            size = sum(1 for token in found[place:] if start + token.start() < mark.end)
            yield Chunk(
                mark.tag, text[mark.start - start : mark.end - start].casefold(), mark.start, mark.end, mark.value
            )
            place += max(1, size)
            continue
        tag, size, value = _read_token(lexicon, small, written, place)
        last = start + found[place + size - 1].end()
        yield Chunk(tag, text[first - start : last - start].casefold(), first, last, value)
        place += size


def _read_token(lexicon: Lexicon, small: list[str], written: list[str], place: int) -> tuple[str, int, Any]:
    """Return the kind of what begins at a token, how many tokens it takes, and its value."""
    special = _read_number(small, place) or _read_model(small, place)
    if special:
        return special
    found = lexicon.find(small, written, place)
    if found and small[place] in {"ship", "ships"} and place and small[place - 1] in {"to", "would", "not"}:
        return "vrb", 1, Verb("ship", "base")
    if found and found.entry.tag != "pre":
        return found.entry.tag, found.size, found.entry.value
    size = _count_name(written, place + 1) if found else 0
    if found and size:
        return "svc", size + 1, found.entry.value  # USS Monterey
    return _read_unknown(small, written, place), 1, None


def _read_number(small: list[str], place: int) -> tuple[str, int, Any] | None:
    """Read `half a million`, `30,000`, `seven`; `several thousand` has no number."""
    word = small[place]
    if word == "half" and small[place + 1 : place + 2] in (["a"], ["an"]) and {*small[place + 2 : place + 3]} & SCALES:
        return "num", 3, None
    if word in SCALES and (place == 0 or small[place - 1] not in {"a", "an", "one"}):
        return "wrd", 1, None
    if _ROUGH_NUMBER.fullmatch(word):
        return "num", 1, None
    if (word[0].isdigit() and not word[-1].isalpha()) or (is_number_word(word) and word != "one"):
        return "num", _count_number(small, place), None
    return None


def _read_model(small: list[str], place: int) -> tuple[str, int, Any] | None:
    """Read the name of a type: MiG-21 aircraft, which are goods, an Ilyushin Il-76, which carries them, AK 47."""
    word, after = small[place], "".join(small[place + 1 : place + 2])
    if _WARPLANE.fullmatch(word) and after in _WARPLANES:
        return "gds", 2, "conventional_arms"
    if _AIRCRAFT.fullmatch(word):
        return "cnv", 2 if word in _MAKERS and any(map(str.isdigit, after)) else 1, "aircraft"
    return ("cod", 2, None) if word in {"ak", "rpg"} and after.isdigit() else None


def _read_unknown(small: list[str], written: list[str], place: int) -> str:
    """Return the kind of a word that no table has: a sign, a code, a name, or just a word."""
    word = written[place]
    if not word[0].isalnum():
        return "pos" if word == "'s" else "pun"
    if any(map(str.isdigit, word)):
        return "cod"
    is_name = word[0].isupper() and (place > 0 or small[place] not in SMALL_WORDS)
    return "cap" if is_name or _ARABIC_ARTICLE.match(word) else "wrd"


def _count_number(small: list[str], place: int) -> int:
    size = 1
    while place + size < len(small) and (
        small[place + size] in SCALE_WORDS or (not small[place][0].isdigit() and is_number_word(small[place + size]))
    ):
        size += 1
    after = small[place + size : place + size + 2]
    if len(after) == 2 and small[place][0].isdigit() and after[1] in _SHORT_SCALE.get(after[0], ()):
        return size + 1  # 1.5m barrels
    return size


def _count_name(written: list[str], place: int) -> int:
    """Count the words of a ship's name from a token on: capitals, initials, at most four."""
    size = 0
    while size < 4 and place + size < len(written) and written[place + size][0].isupper():
        size += 1
    return size


def _merge_types(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Join `container` to `ship` where the two stand side by side, and a service's ship to the service."""
    row: list[Chunk] = []
    for chunk in chunks:
        joined = chunk
        while (
            chunk.tag == "cnv"
            and row
            and (row[-1].low in TYPE_WORDS or (row[-1].tag == "cnv" and _is_side_by_side(row[-1], joined)))
        ):
            before = row.pop()
            joined = Chunk("cnv", f"{before.low} {joined.low}", before.start, joined.end, joined.value)
        if joined.low in {"carrier", "carriers"}:
            joined = Chunk("wrd", joined.low, joined.start, joined.end)  # a company, or what it says before
        if joined.tag == "cnv" and row and row[-1].low in {"patrol", "naval", "navy", "combat"}:
            joined = joined._replace(tag="war")
        if joined.tag in {"cnv", "war", "off"} and row and row[-1].tag == "off" and _is_side_by_side(row[-1], joined):
            before = row.pop()
            joined = Chunk("off", f"{before.low} {joined.low}", before.start, joined.end)
        if (
            joined.tag == "gds"
            and row
            and row[-1].tag == "cnv"
            and row[-1].low in {"aircraft", "ship", "truck", "train"}
        ):
            row[-1] = row[-1]._replace(tag="wrd")  # 15 aircraft engines
        row.append(joined)
    return iter(row)


def _is_side_by_side(first: Chunk, second: Chunk) -> bool:
    return second.start - first.end == 1
