"""Whose word a source's word is: which of a case's sources are independent of each other.

Five papers that copy one wire are one voice. What a source draws on is its *origin*: the origin of the source that it
is `derived_from`; else whatever its `original` names; else its own publisher, so that a publisher counts once however
often it is cited. Names are normalised a little: agencies and the papers that are copied most by their usual names
(AP, Associated Press (Brussels), `Business Standard / PTI`), all without case, `The`, dates and parentheses; `A, citing
B` and `A via B` name both. What cannot be told apart counts once: rather one source too few than one too many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interdict.domain.records import Record

# What those that others copy are called, by the name that they count under.
_AGENCIES: Mapping[str, tuple[str, ...]] = {
    "AAP": ("AAP", "Australian Associated Press"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "Anadolu": ("Anadolu", "Anatolia"),
    "ANSA": ("ANSA",),
    "AP": ("AP", "Associated Press"),
    "BBC": ("BBC",),
    "Bloomberg": ("Bloomberg",),
    "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur"),
    "EFE": ("EFE",),
    "Fars": ("Fars",),
    "IANS": ("IANS", "Indo-Asian News Service"),
    "Interfax": ("Interfax",),
    "IRNA": ("IRNA", "Islamic Republic News Agency"),
    "KCNA": ("KCNA", "Korean Central News Agency"),
    "Kyodo": ("Kyodo",),
    "NYT": ("NYT", "New York Times"),
    "PTI": ("PTI", "Press Trust of India"),
    "Reuters": ("Reuters",),
    "RIA": ("RIA", "RIA Novosti"),
    "SANA": ("SANA", "Syrian Arab News Agency"),
    "SPA": ("SPA", "Saudi Press Agency"),
    "TASS": ("TASS", "ITAR-TASS"),
    "UPI": ("UPI", "United Press International"),
    "VOA": ("VOA", "Voice of America"),
    "WAM": ("WAM", "Emirates News Agency"),
    "WSJ": ("WSJ", "Wall Street Journal"),
    "Xinhua": ("Xinhua",),
    "Yonhap": ("Yonhap",),
}
_JOINTS = (
    ",", "/", " and ", " via ", " citing ", " quoting ", " summarising ", " summarizing ", " obtained by ",
)  # fmt: skip
_COPYING = (
    "reposting ", "repost of ", "mirror of ", "carrying ", "excerpting ", "reproducing ", "summarising ",
    "summarizing ",
)  # fmt: skip
_MONTHS = "january february march april may june july august september october november december"
_DATE_WORDS = frozenset({*_MONTHS.split(), *(month[:3] for month in _MONTHS.split())})
_BEFORE = ("the ", "quotes ", "quoting ", "citing ", "report by ", "reports by ", "from ")
_AFTER = (" report", " reports", " statement", " press release", " news agency")


def count_voices(sources: Iterable[frozenset[str]]) -> int:
    """Return how many sources, given by their origins, draw on nothing that another of them draws on.

    A source that names several origins adds nothing once any of these counts.
    """
    counted: set[str] = set()
    number = 0
    for origins in sorted(sources, key=lambda names: (len(names), min(names))):
        if counted.isdisjoint(origins):
            number += 1
            counted |= origins
    return number


def find_origins(source: Record, known: Mapping[str, Record]) -> frozenset[str]:
    """Return the names of what a source draws on in the end, at least one."""
    seen = {source.id}
    while source.values.get("derived_from") in known and source.values["derived_from"] not in seen:
        source = known[source.values["derived_from"]]
        seen.add(source.id)
    values = source.values
    if values.get("original"):
        names = read_origins(values["original"])
    else:
        publisher = str(values.get("publisher") or "")
        copied = next((publisher.partition(word)[2] for word in _COPYING if word in publisher), "")
        names = read_origins(copied) if copied else {_normalise(publisher)} - {""}
    return frozenset(names) or frozenset({source.id})


def read_origins(text: str) -> set[str]:
    """Return the normalised names in a text such as `AFP, citing Asahi Shimbun and Kyodo`."""
    parts = _drop_asides(text)
    for joint in _JOINTS:
        parts = parts.replace(joint, ";")
    return {name for part in parts.split(";") if (name := _normalise(part))}


def _normalise(name: str) -> str:
    """Return a name in small letters without asides, dates and words around it; that of an agency as it is known."""
    agency = _find_agency(name)
    if agency:
        return agency
    words = "".join(sign if sign.isalnum() else " " for sign in _drop_asides(name).casefold()).split()
    if any(map(str.isdigit, words)):
        words = [word for word in words if not word.isdigit() and word not in _DATE_WORDS]
    plain = " ".join(words)
    for beginning in _BEFORE:
        plain = plain.removeprefix(beginning)
    for ending in _AFTER:
        plain = plain.removesuffix(ending)
    return "" if plain == "agencies" else plain


def _drop_asides(text: str) -> str:
    """Leave out what stands in parentheses, such as the place of a bureau."""
    while "(" in text:
        before, _, rest = text.partition("(")
        text = f"{before} {rest.partition(')')[2]}"
    return text


def _find_agency(text: str) -> str | None:
    """Return the agency or paper that a text names in words of their own, the longest name counting."""
    found = [
        (len(name), agency)
        for agency, names in _AGENCIES.items()
        for name in names
        if name in text and _stands_alone(name, text)
    ]
    return max(found)[1] if found else None


def _stands_alone(name: str, text: str) -> bool:
    before, _, after = text.partition(name)
    return not before[-1:].isalnum() and not after[:1].isalnum()
