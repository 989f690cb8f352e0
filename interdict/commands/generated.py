"""Give a command options that are made from the fields of the record, so that names are never written twice."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any


def with_options(options: Mapping[str, Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that adds options, annotated parameters by name, to a command.

    The command receives the options that were given as its parameter `given`, a mapping by name.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def run(*args: Any, **kwargs: Any) -> None:
            given = {name: kwargs.pop(name) for name in options}
            command(*args, given={name: value for name, value in given.items() if value is not None}, **kwargs)

        keyword = inspect.Parameter.KEYWORD_ONLY
        signature = inspect.signature(command, eval_str=True)
        own = [parameter for name, parameter in signature.parameters.items() if name != "given"]
        first = [parameter for parameter in own if parameter.default is inspect.Parameter.empty]
        rest = [parameter.replace(kind=keyword) for parameter in own if parameter not in first]
        added = [inspect.Parameter(name, keyword, default=None, annotation=kind) for name, kind in options.items()]
        parameters = [*first, *added, *rest]
        run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # functions take attributes
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        run.__doc__ = command.__doc__
        return run

    return decorate
