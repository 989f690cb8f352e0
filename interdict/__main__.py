"""The entry point of `interdict` and of `python -m interdict`."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line."""
    gc.disable()  # before the imports: a command is short, and collecting garbage costs a tenth of its start
    if sys.argv[1:2] == ["__complete"]:  # a shell asks on each TAB, and Typer would take longer than the answer
        from interdict.completion.answer import answer

        answer(sys.argv[2:])
        os._exit(0)
    from interdict.cli import main as run

    run()


if __name__ == "__main__":
    main()
