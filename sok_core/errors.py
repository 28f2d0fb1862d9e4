"""What can go wrong, as one tree.

    SokError
    ├── RuleBroken   you can mend it yourself (an empty note, a wrong passphrase)
    ├── NotFound     it is not here (an unknown code, a removed note)
    ├── Conflict     not now, or someone was first (the question is closed)
    ├── Forbidden    it is not yours to do
    ├── Gone         it was here and is over (the meeting is closed)
    ├── TooMany      slow down; ``retry_after`` says for how many seconds
    ├── Full         there is no place left; ``retry_after`` as above
    ├── StoreBusy    the file could not be written in time; try again
    └── StoreFailed  the disk took nothing: it is full, or it fails

An error carries a code and values, never a sentence: ``words.sentence`` has the Dutch for each code.
"""

from typing import Any


class SokError(Exception):
    """Root of all errors that a user can be told about."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class RuleBroken(SokError):
    """The user can mend this."""


class NotFound(SokError):
    """There is nothing here under that name."""


class Conflict(SokError):
    """The state of things does not allow this now."""


class Forbidden(SokError):
    """This visitor may not do this."""


class Gone(SokError):
    """It was here, and it is over."""


class TooMany(SokError):
    """Too many requests; ``values["retry_after"]`` is in whole seconds."""


class Full(SokError):
    """All places are taken; ``values["retry_after"]`` is in whole seconds."""


class StoreBusy(SokError):
    """The file was locked for too long."""


class StoreFailed(SokError):
    """The disk is full or fails; nothing was written."""
