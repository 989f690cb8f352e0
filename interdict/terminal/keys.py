"""Read one key, without Return, where the keyboard is a terminal; else the first letter of a line."""

from __future__ import annotations

from interdict.terminal.screen import Screen


def read_key(screen: Screen) -> str:
    """Return the key pressed; empty at the end of input.

    Raises KeyboardInterrupt for ctrl-C.
    """
    try:
        import termios
        import tty

        descriptor = screen.keyboard.fileno()
        before = termios.tcgetattr(descriptor)
    except (ImportError, OSError, ValueError, termios.error):
        return screen.keyboard.readline().strip()[:1]
    try:
        tty.setcbreak(descriptor, termios.TCSADRAIN)  # a key pressed before the prompt counts
        return screen.keyboard.read(1)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
