"""The command tree in one list, and run(), the one place that turns errors into messages and exit codes."""

from __future__ import annotations

import errno
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.core import TyperGroup

from interdict import __version__
from interdict.errors import INTERRUPTED, InterdictError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 2000  # characters of a line of an error, for it may name an argument of any length


class Entry(NamedTuple):
    """One command: its section in the help, its module in interdict.commands, and what it does."""

    section: str
    module: str
    meaning: str


COMMANDS = {
    "init": Entry("Record", "init", "make a new file"),
    "add": Entry("Record", "add", "record a case, from options or a document"),
    "edit": Entry("Record", "edit", "change a case or a record in it"),
    "remove": Entry("Record", "remove", "remove a case or a record in it"),
    "geocode": Entry("Record", "geocode", "fill in coordinates and codes of places"),
    "note": Entry("Record", "note", "write a note on a case or a record in it"),
    "cite": Entry("Record", "cite", "record what a source says of a field"),
    "accept": Entry("Record", "accept", "take the value of a claim into the record"),
    "judge": Entry("Record", "judge", "say whether two records are of one thing"),
    "source": Entry("Record", "source", "add, edit, list and show sources"),
    "list": Entry("Find", "list_cases", "list the cases that match terms"),
    "show": Entry("Find", "show", "show cases in full"),
    "duplicates": Entry("Find", "duplicates", "list the cases that may be of one event"),
    "place": Entry("Find", "place", "what the gazetteer knows of a place"),
    "near": Entry("Find", "near", "the cases within a distance of a place"),
    "log": Entry("Find", "log", "show what was changed, when and by whom"),
    "blame": Entry("Find", "blame", "who set each value of a case"),
    "undo": Entry("Find", "undo", "take back the last change, or a named one"),
    "report": Entry("Report", "report", "count and compare cases"),
    "compare": Entry("Report", "compare", "the values of a case beside what each source says"),
    "map": Entry("Report", "map", "the cases on a map"),
    "demo": Entry("Report", "demo", "try everything on the starter cases"),
    "import": Entry("Exchange", "import_cases", "read case documents into the file"),
    "export": Entry("Exchange", "export", "write cases as documents"),
    "share": Entry("Exchange", "share", "write a copy of the file for someone else"),
    "diff": Entry("Exchange", "diff", "what another file has that this one lacks"),
    "merge": Entry("Exchange", "merge", "put other people's files together with this one"),
    "conflicts": Entry("Exchange", "conflicts", "list what two people changed differently"),
    "resolve": Entry("Exchange", "resolve", "settle a conflict"),
    "sign": Entry("Exchange", "sign", "vouch for your changes with an SSH key"),
    "forget": Entry("Exchange", "forget", "purge a value from the log for good"),
    "recover": Entry("Maintain", "recover", "save what verifies from a damaged file"),
    "publish": Entry("Exchange", "publish", "write a reading copy for others, without what is marked"),
    "extract": Entry("Exchange", "extract", "write a reading copy of some cases"),
    "check": Entry("Maintain", "check", "check a file for damage and against its log"),
    "db": Entry("Maintain", "db", "where the file is, what it holds, backup, migrate"),
    "config": Entry("Maintain", "config", "show and change settings"),
    "fields": Entry("Maintain", "fields", "what each field holds, and the words it takes"),
    "completion": Entry("Maintain", "completion", "let the shell complete what you type"),
    "schema": Entry("Maintain", "schema", "the JSON Schema of a case document"),
    "help": Entry("Maintain", "help_topic", "explain a topic, such as dates or terms"),
}


class CommandTree(TyperGroup):
    """Loads a command's module only when that command is used, and groups the help by section."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # the signature is Typer's
        """Return the names of all commands, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # the signature is Typer's
        """Return a command by name; raise UsageError with the nearest name for an unknown one."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            from interdict.commands.other_words import suggest_command
            from interdict.domain.vocabulary import quote

            hint = suggest_command(cmd_name, tuple(COMMANDS)) or "'interdict --help' lists the commands"
            raise UsageError(f"there is no command {quote(cmd_name)}", hint=hint)
        return load_command(cmd_name, entry)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # the signature is Typer's
        """Write the commands, section by section."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, entry in COMMANDS.items():
            sections.setdefault(entry.section, []).append((name, entry.meaning))
        for section, rows in sections.items():
            with formatter.section(section):
                formatter.write_dl(rows)


def load_command(name: str, entry: Entry) -> Any:
    """Import a command's module and build the command."""
    from importlib import import_module

    from interdict.commands.arguments import check_arguments

    command = import_module(f"interdict.commands.{entry.module}").command
    if not isinstance(command, typer.Typer):
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(name=name, no_args_is_help=False)(command)
        command = app
    built = typer.main.get_command(command)
    built.name = name
    return check_arguments(built)


app = typer.Typer(
    cls=CommandTree,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback()
def start(
    ctx: typer.Context,
    db: str = typer.Option("", "--db", metavar="FILE", help="the file to use (or INTERDICT_DB)"),
    version: bool = typer.Option(False, "--version", help="print the version"),
) -> None:
    """Record, study and share sanctions interdictions.

    Start with 'interdict demo', or make a file of your own with 'interdict init'. 'interdict COMMAND --help' explains
    a command, 'interdict help' the topics.
    """
    ctx.obj = db
    if version:
        _print(f"interdict {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        _print(_write_opening(ctx, db).rstrip("\n"))


def _write_opening(ctx: typer.Context, db: str) -> str:
    from interdict.commands.options import find_file
    from interdict.terminal.opening import write_opening

    sections: dict[str, list[str]] = {}
    for name, entry in COMMANDS.items():
        sections.setdefault(entry.section, []).append(name)
    try:
        path = find_file(ctx, db)
        shown = str(path) if path.exists() else None
    except (InterdictError, OSError):  # settings that cannot be read: the command that needs them says so
        shown = None
    return write_opening(sections, shown)


def run(arguments: Sequence[str]) -> int:
    """Run one command line; print what went wrong and return the exit code."""
    try:
        return _call(arguments)
    except InterdictError as error:
        _complain(error.message, error.hint)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        _complain("interrupted", "")
        return INTERRUPTED
    except BrokenPipeError:
        return 0  # `interdict list | head` has read enough
    except OSError as error:
        is_full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}
        place = error.filename or ("cannot write to standard output" if is_full else "the system says")
        _complain(f"{place}: {error.strerror or error}", "check the disk, the permissions, and the folder you are in")
        return InterdictError.exit_code
    except MemoryError:
        _complain("there is not enough memory for this", "nothing was changed; try it with less at a time")
        return InterdictError.exit_code
    except Exception as error:  # the boundary
        if hasattr(error, "format_message"):  # what Typer raises on a wrong command line
            _complain_usage(error, arguments)
            return UsageError.exit_code
        _complain_bug(error)
        return InterdictError.exit_code


def _call(arguments: Sequence[str]) -> int:
    from interdict.commands.arguments import check_arguments

    try:
        root = check_arguments(typer.main.get_command(app))
        code = root.main(list(arguments), prog_name="interdict", standalone_mode=False)
    except Exception as error:
        if type(error).__name__ != "NoArgsIsHelpError":
            raise
        _print(error.format_message())  # type: ignore[attr-defined]  # a group of commands, named alone
        return UsageError.exit_code
    if code == INTERRUPTED:  # Typer catches ctrl-C itself
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _print(text: str) -> None:
    from interdict.terminal.files import write_output
    from interdict.terminal.screen import open_screen

    write_output(None, [f"{text}\n"], screen=open_screen())


def _complain(message: str, hint: str) -> None:
    from interdict.terminal.screen import open_screen

    screen = open_screen()
    first, *others = (line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..." for line in message.split("\n"))
    screen.warn(f"error: {first}")
    for line in others:
        screen.warn(f"       {line}")
    if hint:
        screen.warn(f"hint: {hint}")


def _complain_usage(error: Any, arguments: Sequence[str]) -> None:
    """Say what is wrong with a command line in the same words, whichever version of Typer found it."""
    context = getattr(error, "ctx", None)
    named = next((argument for argument in arguments if argument in COMMANDS), "")
    path = context.command_path if context else f"interdict {named}".rstrip()
    hint = f"'{path} --help' explains it"
    message = str(error.format_message()).strip().rstrip(".")
    unknown = re.match(r"No such command '([^']*)'", message)
    if unknown and context:  # in a group of commands
        from interdict.domain.vocabulary import quote, suggest

        message = f"there is no command {quote(f'{path} {unknown[1]}')}"
        hint = suggest(unknown[1], tuple(context.command.list_commands(context)))
    elif getattr(error, "option_name", None) and hasattr(error, "possibilities"):
        message = f"there is no option {error.option_name}"
        hint = _suggest_option(context, error.option_name) or hint
    for pattern, words in _REWORDED:
        message = re.sub(pattern, words, message, flags=re.IGNORECASE | re.DOTALL)
    message = re.sub(r"^([^ ]*)( is missing)$", lambda found: re.sub(r"[\[\].]", "", found[1]) + found[2], message)
    _complain(message[:1].lower() + message[1:] if message[:2].istitle() else message, hint)


# What Typer says, in the words of our own messages.
_REWORDED = (
    (r"^missing (?:option|argument|parameter):? '?([^' ]*).*", r"\1 is missing"),
    (r"^option '?([^' ]*)'? requires .*", r"\1 needs a value"),
    (r"^option '?([^' ]*)'? does not take a value.*", r"\1 takes no value"),
    (r"^got unexpected extra argument(?:s|\(s\))? \((.*)\)", r"too many arguments: \1"),
)


def _suggest_option(context: Any, name: str) -> str:
    """Return what to give instead of an unknown option: what does it here, or what is spelt like it, or nothing."""
    from interdict.commands.other_words import explain_option
    from interdict.domain.vocabulary import find_near

    if context and (meant := explain_option(context.command.name or "", name)):
        return meant
    parameters = context.command.params if context else ()
    options = tuple(option for each in parameters for option in each.opts if option.startswith("--"))
    if not name.isascii() or len(name.lstrip("-")) < 2:  # one letter resembles anything
        return ""
    near = find_near(name.lstrip("-"), tuple(option.removeprefix("--") for option in options))
    return f"did you mean {' or '.join(f'--{option}' for option in near)}?" if near else ""


def _complain_bug(error: Exception) -> None:
    import traceback
    from datetime import UTC, datetime

    from interdict.settings import find_state_folder

    text = "".join(traceback.format_exception(error))
    folder = find_state_folder()
    path = folder / f"traceback-{datetime.now(UTC):%Y%m%dT%H%M%S}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError:
        _complain(f"this is a fault in interdict: {type(error).__name__}: {error}", "please report it")
        return
    _complain(
        f"this is a fault in interdict: {type(error).__name__}: {error}", f"please report it with the file {path}"
    )
