"""Ask for one key or one letter."""

from __future__ import annotations

from collections.abc import Mapping

from interdict.terminal.screen import Screen


def read_key(screen: Screen) -> str:
    """Return the key pressed, without Return where the keyboard is a terminal, else the first letter of a line.

    It is empty at the end of input.

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


def ask_letter(screen: Screen, question: str, meanings: Mapping[str, str]) -> str:
    """Ask until the answer begins with one of the letters, and return that; `q` where the keyboard was closed.

    Anything else explains the letters. An empty answer counts where the meanings have one for it.
    """
    while True:
        answer = screen.ask_line(question)
        if answer is None:
            return "q"
        letter = answer[:1].casefold()
        if letter in meanings:
            return letter
        for key, meaning in meanings.items():
            screen.warn(f"  {key or 'Enter'}  {meaning}")
