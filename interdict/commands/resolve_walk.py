"""Go through all conflicts on a terminal, one key each."""

from __future__ import annotations

from pathlib import Path

from interdict.commands.conflicts import describe_choice
from interdict.commands.options import name_author
from interdict.domain.changes import DELETE, Change
from interdict.domain.fields import get_fields
from interdict.domain.wording import format_value
from interdict.errors import UsageError
from interdict.sharing.conflicts import REMOVAL, Conflict, list_conflicts, plan_fate, plan_resolution
from interdict.sharing.naming import name_place
from interdict.store.connection import Connection, open_reading, open_writing
from interdict.store.log import write_changes
from interdict.terminal.keys import read_key
from interdict.terminal.screen import Screen

DIGITS = "123456789"


def walk_conflicts(path: Path, screen: Screen) -> None:
    """Show each conflict and settle it by the key that is pressed; each is a change of its own, so none is lost.

    Raises UsageError where nobody can press a key.
    """
    if not screen.can_ask:
        raise UsageError("which conflict? (no terminal to ask)", hint="name it: interdict resolve REF FIELD --pick N")
    with open_reading(path) as connection:
        found = list(list_conflicts(connection))
    if not found:
        screen.say("no conflicts")
        return
    settled = 0
    for number, conflict in enumerate(found, 1):
        with open_reading(path) as connection:
            _show(connection, screen, conflict, f"{number} of {len(found)}")
        key = _ask(screen, conflict)
        if key == "q":
            break
        if key != "s":
            settled += _settle(path, screen, conflict, key)
    screen.say(f"settled {settled} of {len(found)}; 'interdict undo' takes back the last")


def _show(connection: Connection, screen: Screen, conflict: Conflict, count: str) -> None:
    place = name_place(connection, conflict.table, conflict.record)
    screen.warn(f"({count}) {place.path}: {conflict.field or REMOVAL}")
    field = get_fields(conflict.table).get(conflict.field)
    if conflict.has_base and field:
        screen.warn(f"  b  before: {format_value(field, conflict.base) or '(empty)'}")
    for digit, choice in zip(DIGITS, conflict.choices, strict=False):
        when = choice.at[:16].replace("T", " ")
        screen.warn(f"  {digit}  {describe_choice(conflict, choice)}   by {choice.author}, {when}")
    if conflict.total > len(DIGITS):
        screen.warn(f"     … {conflict.total - len(DIGITS):,} more: 'interdict conflicts' lists them")


def _ask(screen: Screen, conflict: Conflict) -> str:
    keys = DIGITS[: len(conflict.choices)]
    offered = f"{keys[0]}-{keys[-1]}" if len(keys) > 1 else keys
    base = ", b" if conflict.has_base and conflict.field else ""
    while True:
        screen.warn(f"[{offered}{base}, s to skip, q to stop]")
        key = read_key(screen).lower()
        if not key:
            return "q"
        if key in keys or key in "sq" or (base and key == "b"):
            return key


def _settle(path: Path, screen: Screen, conflict: Conflict, key: str) -> int:
    """Write the choice where the conflict is still as it was shown; return how many were settled."""
    with open_writing(path) as connection:
        present = next((each for each in list_conflicts(connection) if _is_same(each, conflict)), None)
        if present != conflict:
            screen.warn("  it was changed by someone else meanwhile: skipped")
            return 0
        changes = _choose(connection, conflict, key)
        write_changes(connection, changes, author=name_author(screen, connection))
    return 1


def _is_same(one: Conflict, other: Conflict) -> bool:
    return (one.table, one.record, one.field) == (other.table, other.record, other.field)


def _choose(connection: Connection, conflict: Conflict, key: str) -> list[Change]:
    if key == "b":
        return [plan_resolution(connection, conflict, conflict.base)]
    choice = conflict.choices[int(key) - 1]
    if not conflict.field:
        return plan_fate(connection, conflict, keep=choice.op != DELETE)
    return [plan_resolution(connection, conflict, choice.value)]
