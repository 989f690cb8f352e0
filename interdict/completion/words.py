"""What may stand at the cursor: a command, an option, or a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from interdict.completion.commands import CommandTable, Option
from interdict.completion.line import Line, find_option, read_line
from interdict.completion.terms import list_terms
from interdict.completion.values import Candidate, Values
from interdict.domain.fields import MANAGED, SECTIONS, TABLES, Field, get_fields
from interdict.store.connection import Connection

FILES, FOLDERS = "files", "folders"  # words that the shell itself knows best

_SHELLS = {"bash": "", "zsh": "", "fish": ""}
_FORMS = ("auto", "table", "tsv", "csv", "json", "yaml", "md", "html", "svg")
_FIXED = {
    "--color": ("auto", "always", "never"),
    "--sort": ("date", "ref", "title"),
    "--by": ("year", "month"),
}
# The tables whose fields the options of a command are named after, the first one that has the field.
_TABLES = {
    "add": ("interdiction", "cargo", "conveyance"),
    "edit": ("interdiction", "cargo", "conveyance"),
    "source add": ("source",),
    "source edit": ("source",),
    "cite": ("claim",),
}
_NAMES = {"state": "states", "imo": "imo_number"}


def complete(
    words: Sequence[str],
    current: str,
    open_file: Callable[[str], Connection | None],
    table: CommandTable,
) -> list[Candidate] | str:
    """Return the words that may stand at the cursor, or FILES or FOLDERS; `open_file` opens the file that --db names.

    Raises KeyError for a command that does not exist.
    """
    line = read_line(table, words)
    values = Values(lambda: open_file(line.file))
    found = _list(line, current, values, table)
    if isinstance(found, str):
        return found
    wanted = current.casefold()
    distinct = {candidate.value: candidate for candidate in found if candidate.value.casefold().startswith(wanted)}
    return list(distinct.values())


def _list(line: Line, current: str, values: Values, table: CommandTable) -> Iterable[Candidate] | str:
    if line.waiting is not None:
        return _list_option_values(line, line.waiting, current, values)
    if current.startswith("-") and not line.has_ended:
        name, equals, value = current.partition("=")
        option = find_option(line.command, name) if equals else None
        if option is None:
            return _list_options(line)
        found = _list_option_values(line, option, value, values)
        return found if isinstance(found, str) else [Candidate(f"{name}={each.value}", each.meaning) for each in found]
    if line.command.commands:
        return [Candidate(name, meaning) for name, meaning in line.command.commands.items()]
    return _list_argument_values(line, current, values, table)


def _list_options(line: Line) -> Iterator[Candidate]:
    """Yield the long names of the options that may still be given; a short one where an option has no other."""
    for option in line.command.options:
        if option.is_repeatable or line.used.isdisjoint(option.names):
            yield Candidate(_name_option(option), option.meaning)


def _name_option(option: Option) -> str:
    return next((name for name in option.names if name.startswith("--")), option.names[0])


def _list_option_values(line: Line, option: Option, current: str, values: Values) -> Iterable[Candidate] | str:
    name = _name_option(option)
    if "FILE" in option.takes:
        return FILES
    if "FOLDER" in option.takes:
        return FOLDERS
    if name == "--format":
        return [Candidate(form) for form in _FORMS if form in option.meaning]
    if name in _FIXED:
        return [Candidate(word) for word in _FIXED[name]]
    if name == "--source":
        return values.list_sources(current)
    if name == "--set":
        return _list_settings(line, current, values)
    if name in {"--rows", "--columns"}:
        return _list_axes()
    found = _find_field(line.path, name)
    return values.list_field_values(*found, current) if found else ()


def _find_field(path: str, name: str) -> tuple[str, Field] | None:
    """Return the field of a table that an option is named after."""
    plain = name.removeprefix("--").replace("-", "_")
    if plain == "country" and path in {"add", "edit"}:
        return "interdiction", Field("place_country", "country", "")
    plain = _NAMES.get(plain, plain)
    tables = _TABLES.get(path, ())
    return next(((table, get_fields(table)[plain]) for table in tables if plain in get_fields(table)), None)


def _list_settings(line: Line, current: str, values: Values) -> Iterator[Candidate]:
    """Yield `field=`, then `field=value`, for the record that the command changes."""
    ref = line.arguments[0] if line.arguments else ""
    name, equals, value = current.partition("=")
    if equals:
        yield from (Candidate(f"{name}={each.value}", each.meaning) for each in values.list_values_of(ref, name, value))
    else:
        yield from (Candidate(f"{each.value}=", each.meaning) for each in values.list_fields_of(ref))


def _list_axes() -> list[Candidate]:
    from interdict.store.reports.axes import list_axes

    return [Candidate(name) for name in list_axes()]


def _list_argument_values(line: Line, current: str, values: Values, table: CommandTable) -> Iterable[Candidate] | str:
    kind = _find_argument(line)
    plain = kind.strip("[]").removesuffix("...").strip("[]")
    if plain.startswith("REF"):
        return values.list_records(current)
    if plain == "TERM":
        return list_terms(values, current)
    if "FILE" in plain:
        return FILES
    ref = line.arguments[0] if line.arguments else ""
    if plain == "FIELD":
        return values.list_fields_of(ref)
    if plain.startswith("VALUE") and len(line.arguments) > 1 and line.path != "config set":
        return values.list_values_of(ref, line.arguments[1], current)
    lister = {"SOURCE": values.list_sources, "CHANGESET": values.list_changesets}.get(plain)
    if lister is not None:
        return lister(current)
    if plain == "TOPIC":
        return _list_topics(line, table)
    return [Candidate(name, meaning) for name, meaning in _list_names(line, plain).items()]


def _list_topics(line: Line, table: CommandTable) -> Iterator[Candidate]:
    """Yield the topics of the help and the commands, or the commands within the one that was named."""
    from interdict.terminal.topics import TOPICS

    names = {name: topic.meaning for name, topic in TOPICS.items()} if not line.arguments else {}
    names.update(table.find(" ".join(line.arguments)).commands)
    yield from (Candidate(name, meaning) for name, meaning in names.items())


def _find_argument(line: Line) -> str:
    """Return what the argument at the cursor is called; empty where there can be none. The last may go on."""
    names, place = line.command.arguments, len(line.arguments)
    if place < len(names):
        return names[place]
    return names[-1] if names and "..." in names[-1] else ""


def _list_names(line: Line, plain: str) -> Mapping[str, str]:
    """Return the words for an argument that takes one of a few names, with their meanings."""
    if plain == "VERDICT":
        from interdict.domain.vocabulary import VOCABULARIES

        return VOCABULARIES["verdict"]
    if plain == "SHELL":
        return _SHELLS
    if plain == "NAME" and line.path == "report":
        from interdict.store.reports import BOOK, BOOK_ENTRY, REPORTS

        return {name: entry.meaning for name, entry in {**REPORTS, BOOK: BOOK_ENTRY}.items()}
    if plain == "NAME" and line.path == "fields":
        fields = {name: field.meaning for table in TABLES for name, field in get_fields(table).items()}
        return {**dict.fromkeys((*TABLES, *SECTIONS), ""), **{n: m for n, m in fields.items() if n not in MANAGED}}
    if line.path.startswith("config "):
        return _list_config(line, plain)
    return {}


def _list_config(line: Line, plain: str) -> Mapping[str, str]:
    from interdict.settings import SETTINGS

    if plain == "NAME":
        return {name: setting.meaning for name, setting in SETTINGS.items()}
    setting = SETTINGS.get(line.arguments[0]) if line.arguments else None
    return dict.fromkeys(setting.words, "") if setting and len(line.arguments) == 1 else {}
