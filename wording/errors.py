"""What went wrong, in the language in use."""

from __future__ import annotations

from warehouse.errors import Dich2030Error
from wording.language import localise


def tell_error(error: Dich2030Error) -> str:
    """The message of an error that was raised on purpose."""
    return localise(vars(error), "message")


def write_error(error: Dich2030Error) -> str:
    """The same as a sentence of its own."""
    message = tell_error(error)
    return message[:1].upper() + message[1:]
