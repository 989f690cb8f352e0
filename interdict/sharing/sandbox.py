"""Do a task in a child process with limits, so that a file made to harm can only end the child."""

from __future__ import annotations

import json
import os
import resource
import selectors
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from interdict.errors import DataError, InterdictError

# By the clock a child may take so many times its seconds of the processor: others may be using that too.
_PATIENCE = 20
MEMORY = 1 << 30  # bytes that the child may take beyond what this process has
Report = Callable[[int, int], None]  # how much is done, and of how much
Task = Callable[[Report], Any]


def run_confined(task: Task, *, seconds: int, what: str, report: Report | None = None, may_write: bool = False) -> Any:
    """Return what a task returns as JSON, having run it in a child process with limits; it may write no file.

    Raises the InterdictError that the task raises, and DataError when it takes too long, too much, or crashes.
    """
    if not hasattr(os, "fork"):  # Windows: no limits but those of SQLite
        return task(report or (lambda _done, _all: None))
    with _start(task, seconds, may_write=may_write) as (descriptor, child):
        return _listen(descriptor, child, seconds, what, report)


@contextmanager
def _start(task: Task, seconds: int, *, may_write: bool) -> Iterator[tuple[int, int]]:
    ours, theirs = os.pipe()
    sys.stdout.flush() if sys.stdout else None
    child = os.fork()
    if child == 0:
        os.close(ours)
        _work(task, theirs, seconds, may_write=may_write)
    os.close(theirs)
    try:
        yield ours, child
    finally:
        os.close(ours)
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _work(task: Task, descriptor: int, seconds: int, *, may_write: bool) -> None:
    """Run the task in the child; never return."""

    def send(message: dict[str, Any]) -> None:
        os.write(descriptor, json.dumps(message).encode() + b"\n")

    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this one
        limit(resource.RLIMIT_CPU, seconds)
        if not may_write:
            limit(resource.RLIMIT_FSIZE, 0)
        limit(resource.RLIMIT_CORE, 0)
        limit(resource.RLIMIT_AS, measure_memory() + MEMORY)
        send({"result": task(lambda done, total: send({"done": done, "total": total}))})
    except InterdictError as error:
        send({"code": error.exit_code, "message": error.message, "hint": error.hint})
    except MemoryError:
        send({"code": 4, "message": "it takes too much memory", "hint": ""})
    except BaseException as error:  # the boundary of the child
        send({"code": 4, "message": f"it cannot be read ({type(error).__name__}: {str(error)[:100]})", "hint": ""})
    finally:
        os._exit(0)


def limit(what: int, value: int) -> None:
    """Set a limit of this process, where the system allows it."""
    with suppress(OSError, ValueError):
        _, hard = resource.getrlimit(what)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, hard))


def measure_memory() -> int:
    """Return the bytes of address space that this process has."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123  # as cheap as it gets, in a child that is about to be limited
            return int(file.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 4 << 30


def _listen(descriptor: int, child: int, seconds: int, what: str, report: Report | None) -> Any:
    deadline = time.monotonic() + _PATIENCE * seconds
    pending = b""
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise DataError(f"{what} takes too long to check", hint="it may be made to do harm; nothing was taken")
            piece = os.read(descriptor, 65536)
            if not piece:
                break
            pending += piece
            *lines, pending = pending.split(b"\n")
            for line in lines:
                message = json.loads(line)
                if "result" in message:
                    return message["result"]
                if "message" in message:
                    raise _refuse(what, message)
                if report:
                    report(message["done"], message["total"])
    end = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # it is laid to rest where it was started
    is_killed = end is not None and end.si_code in {os.CLD_KILLED, os.CLD_DUMPED}
    how = signal.Signals(end.si_status).name if end is not None and is_killed else "no answer"
    raise DataError(f"{what} broke the check of it ({how})", hint="it is damaged or made to do harm; nothing was taken")


def _refuse(what: str, message: dict[str, Any]) -> InterdictError:
    error = DataError(f"{what}: {message['message']}", hint=message["hint"])
    error.exit_code = message["code"]
    return error
