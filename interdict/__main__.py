"""The entry point of `interdict` and of `python -m interdict`."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line."""
    gc.disable()  # before the imports: a command is short, and collecting garbage costs a tenth of its start
    from interdict.cli import main as run

    run()


if __name__ == "__main__":
    main()
