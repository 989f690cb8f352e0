"""The entry point of `interdict` and of `python -m interdict`."""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found]  # the C part of signal, whose rest takes milliseconds to load
import os


def _leave(number: int, frame: object) -> None:  # noqa: ARG001  # the signature is that of a signal handler
    os._exit(128 + number)  # as shells have it


def _stop_at_once() -> None:
    """Let ctrl-C end the process without a word; one that is ignored, as under nohup, stays so."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)


# Before anything else is loaded: out of the middle of an import Python would print a traceback.
_stop_at_once()


def main() -> None:
    """Run the command line and exit with its code."""
    import gc
    import sys

    gc.disable()  # before the imports: a command is short, and collecting garbage costs a tenth of its start
    from interdict.cli import run
    from interdict.errors import INTERRUPTED
    from interdict.terminal.files import flush_streams, soften_stdout

    soften_stdout()
    try:
        if signal.getsignal(signal.SIGINT) is _leave:  # now there may be work that must be put in order
            signal.signal(signal.SIGINT, signal.default_int_handler)
        code = run(sys.argv[1:])
        _stop_at_once()
    except KeyboardInterrupt:  # while the last words were said
        code = INTERRUPTED
    flush_streams()
    os._exit(code)  # taking every module apart before the end would cost a sixth of a write


if __name__ == "__main__":
    main()
