"""Text as a document of XML can hold it."""

from __future__ import annotations

import re

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def blank_forbidden(text: str) -> str:
    r"""A text with blanks for the characters that XML forbids: controls, halves of pairs, U+FFFE and U+FFFF.

    >>> blank_forbidden("Hội\x0bKhuyến học")
    'Hội Khuyến học'
    """
    return FORBIDDEN.sub(" ", text)
