"""The words of one kind of form, from its file in ``data/catalog/sources``, in the letters they are compared in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from etl.values.folding import fold_text

EDGES: Final = re.compile(r"^[\s*:.…]+|[\s*:.…]+$|\s*\(\*+\)\s*$")
KIND: Final = "assessment"


def fold_label(text: str) -> str:
    """A label or word as it is compared.

    >>> fold_label(" Kỳ  đánh giá: (*)")
    'ky danh gia'
    """
    folded = fold_text(text)
    while (trimmed := EDGES.sub("", folded)) != folded:
        folded = trimmed
    return folded


@dataclass(frozen=True)
class AssessmentForm:
    """What each folded text of a form means: labels and headers name fields, words name codes.

    Attributes
    ----------
    printed : Mapping[str, str]
        Of each field of the head and each code, the text the template prints.
    """

    head: Mapping[str, str]
    columns: Mapping[str, str]
    evidence: Mapping[str, str]
    likelihood: Mapping[str, str]
    status: Mapping[str, str]
    nature: Mapping[str, str]
    boolean: Mapping[str, str]
    printed: Mapping[str, str]

    @classmethod
    def read(cls, source: Mapping[str, Any]) -> Self:
        """Take the words from a source file."""
        parts = ("head", "columns", "evidence", "likelihood", "status", "nature", "boolean")
        printed: dict[str, str] = {}
        for part in ("head", "likelihood", "status"):
            for text, code in source[part].items():
                printed.setdefault(code, text)
        folded = {part: {fold_label(text): code for text, code in source[part].items()} for part in parts}
        return cls(**folded, printed=printed)

    def list_words(self, part: Mapping[str, str]) -> list[str]:
        """The printed word of each code of ``likelihood`` or ``status``."""
        return [self.printed[code] for code in dict.fromkeys(part.values())]
