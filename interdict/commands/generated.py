"""Give a command options that are declared once: made from the fields of the record, or shared by many commands."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import typer

Command = Callable[..., None]


class Option(NamedTuple):
    """An option: its annotated type, and the value that it has where it is not given."""

    kind: Any
    default: Any = None


Make = Callable[[typer.Context, dict[str, Any]], Mapping[str, Any]]


def take_options(
    options: Mapping[str, Option], make: Make, into: tuple[str, ...], *, at_end: bool = True
) -> Callable[[Command], Command]:
    """Return a decorator that adds options by name to a command.

    The command does not receive them, but what `make` makes of the context and their values, as parameters `into`.
    """

    def decorate(command: Command) -> Command:
        signature = inspect.signature(command, eval_str=True)
        takes_context = "ctx" in signature.parameters

        def run(ctx: typer.Context, **kwargs: Any) -> None:
            given = {name: kwargs.pop(name, option.default) for name, option in options.items()}
            own = {"ctx": ctx, **kwargs} if takes_context else kwargs
            command(**own, **make(ctx, given))

        parameters = _list_parameters(signature, options, into, at_end=at_end)
        run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # functions take attributes
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        run.__doc__ = command.__doc__
        return run

    return decorate


def _list_parameters(
    signature: inspect.Signature, options: Mapping[str, Option], into: tuple[str, ...], *, at_end: bool
) -> list[inspect.Parameter]:
    keyword = inspect.Parameter.KEYWORD_ONLY
    context = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    own = [one for name, one in signature.parameters.items() if name not in {*into, "ctx"}]
    needed = [one.replace(kind=keyword) for one in own if one.default is inspect.Parameter.empty]
    others = [one.replace(kind=keyword) for one in own if one.default is not inspect.Parameter.empty]
    added = [
        inspect.Parameter(name, keyword, default=one.default, annotation=one.kind) for name, one in options.items()
    ]
    return [context, *needed, *(others + added if at_end else added + others)]


def with_options(options: Mapping[str, Any]) -> Callable[[Command], Command]:
    """Return a decorator that adds options, annotated types by name; the command gets those given as `given`."""

    def make(_: Any, given: dict[str, Any]) -> dict[str, Any]:
        return {"given": {name: value for name, value in given.items() if value is not None}}

    return take_options({name: Option(kind) for name, kind in options.items()}, make, ("given",), at_end=False)
