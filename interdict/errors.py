"""What can be expected to go wrong, each with its exit code."""

from __future__ import annotations

import errno

INTERRUPTED = 130  # the exit code after ctrl-C, as shells have it: 128 and the number of the signal


def advise(error: OSError) -> str:
    """Return what to do about a file that the system does not give."""
    if error.errno == errno.ELOOP:
        return "it is a link that leads back to itself; name the file that is meant"
    if error.errno == errno.ENAMETOOLONG:
        return "the name is too long: most systems take 255 bytes between two slashes"
    if error.errno in {errno.EIO, errno.ENXIO}:
        return "check the disk or the network drive"
    return "check its permissions"


class InterdictError(Exception):
    """Say what went wrong, and in the hint what the user can do about it."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(InterdictError):
    """The command line is wrong: an unknown field, a missing option, a term that cannot be read."""

    exit_code = 2


class NotFoundError(InterdictError):
    """What was named is not there: a file, a case, a source, a changeset."""

    exit_code = 3


class DataError(InterdictError):
    """Data was refused, or a check found something."""

    exit_code = 4
