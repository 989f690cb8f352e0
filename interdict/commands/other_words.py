"""What other programs call what the commands do, for whoever types that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interdict.domain.vocabulary import find_near

_ALMOST = 80  # of 100
_WORDS: Mapping[str, str] = {
    "list": "ls find search query cases grep",
    "add": "new create record insert enter",
    "edit": "change modify update set",
    "remove": "rm del delete drop",
    "show": "view cat print get open dossier",
    "log": "history blame changes",
    "undo": "revert rollback restore",
    "report": "stats statistics count summary timeline chart reports",
    "import": "load read",
    "export": "dump write save",
    "compare": "disagreements",
    "duplicates": "dupes dups dedupe",
    "check": "verify validate fsck doctor",
    "config": "settings configure options preferences",
    "fields": "vocabulary words columns",
    "help": "man topics docs",
    "db": "backup migrate path info",
    "source": "sources",
    "demo": "example tour",
}

_SIDES = (
    "--ours",
    "--theirs",
    "--mine",
    "--yours",
    "--other",
    "--local",
    "--remote",
    "--strategy",
    "--strategy-option",
)
_DECIDED = "a merge decides nothing: both values stay, and 'interdict resolve REF FIELD --pick N' takes one of them"
_OPTIONS: Mapping[str, Mapping[str, str]] = {
    "resolve": dict.fromkeys(
        _SIDES, "--pick N takes one of the values: 'interdict conflicts' numbers them and says whose each is"
    ),
    "merge": dict.fromkeys(_SIDES, _DECIDED),
}


def explain_option(command: str, option: str) -> str:
    """Return what to give instead of an option that other programs have, empty where there is nothing to say."""
    return _OPTIONS.get(command, {}).get(option, "")


def suggest_command(name: str, commands: tuple[str, ...]) -> str:
    """Return which command a word may mean, by its spelling or by what others call it; empty where none is near."""
    others = {word: command for command, words in _WORDS.items() if command in commands for word in words.split()}
    plain = name.casefold()
    if plain in others and plain not in commands:
        return f"did you mean {others[plain]}?"
    near = find_near(name, commands) or [others[word] for word in _find_alike(plain, others)]
    return f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else ""


def _find_alike(name: str, words: Iterable[str]) -> list[str]:
    """Return the word that is spelt almost so; a part of a word is not enough."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, list(words), scorer=fuzz.ratio, score_cutoff=_ALMOST)
    return [found[0]] if found else []
