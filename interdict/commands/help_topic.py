"""`interdict help`: explain a topic, or a command."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from interdict.commands.options import open_words, tell_broken_settings
from interdict.domain.vocabulary import fold_word, quote, suggest
from interdict.errors import UsageError
from interdict.settings import forgive_settings
from interdict.terminal.output import write_output
from interdict.terminal.topic import fit
from interdict.terminal.topics import TOPICS


def command(
    ctx: typer.Context,
    topic: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC]", help="a topic, or a command")] = None,
) -> None:
    """Explain a topic such as dates or terms; alone, list the topics.

    \b
    Examples:
      interdict help dates
      interdict help source add

    See also: fields, schema.
    """
    with forgive_settings() as problem:
        screen = open_words()
        if problem:
            tell_broken_settings(problem, screen)
    name = "-".join(topic or ()).casefold().replace("_", "-").replace(" ", "-")
    if not name:
        text = _list_topics()
    elif name in TOPICS:
        text = _read_topic(name, _list_commands(ctx.find_root()))
    else:
        write_output(None, [_describe_command(ctx.find_root(), topic or ()), "\n"], screen=screen)
        return
    write_output(None, [fit(text, screen.width)], screen=screen)


def _list_topics() -> str:
    width = max(map(len, TOPICS))
    rows = "\n".join(f"  {name.ljust(width)}  {topic.meaning}" for name, topic in TOPICS.items())
    return f"'interdict help TOPIC' explains:\n\n{rows}\n\n'interdict COMMAND --help' explains a command."


def _read_topic(name: str, commands: Sequence[str]) -> str:
    from interdict.store.query import TERMS_HELP

    text = TERMS_HELP if name == "terms" else TOPICS[name].text
    return f"{text}\n'interdict {name} --help' explains the command." if name in commands else text


def _list_commands(context: Any) -> list[str]:
    """Return the commands of a group, none for a command."""
    return list(context.command.list_commands(context)) if hasattr(context.command, "list_commands") else []


def _describe_command(root: Any, path: Sequence[str]) -> str:
    """Return the help of a command, or of one within a group.

    Raises UsageError with the nearest topic or command.
    """
    context = root
    for name in path:
        known = _list_commands(context)
        if name not in known:
            names = (*(TOPICS if context is root else ()), *known)
            hint = suggest(fold_word(name).replace("_", "-"), names, few=0) if names else ""
            raise UsageError(
                f"there is no topic or command {quote(' '.join(path))}",
                hint=hint if hint.startswith("did you") else "'interdict help' lists the topics",
            )
        inner = context.command.get_command(context, name)
        context = inner.make_context(name, [], parent=context, resilient_parsing=True)
    return str(context.get_help())
