"""Vietnamese and English: gettext catalogues compiled in memory from ``wording/locale/<language>/LC_MESSAGES/messages.po``.

Message ids are short English; ``_`` translates now, ``ngettext`` what follows a number, ``N_`` only marks a text that is translated
later.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
DEFAULT_LANGUAGE = "vi"
LOCALE_FOLDER = Path(__file__).parent / "locale"

_chosen: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def use_language(language: str) -> None:
    """Translate from here on, in this thread, into ``language``; fragments and dialogs call it again."""
    _chosen.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)


@contextmanager
def speak(language: str) -> Iterator[None]:
    """Translate into ``language`` inside the block, and as before after it."""
    token = _chosen.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _chosen.reset(token)


def current_language() -> str:
    """Code of the language in use: ``vi`` or ``en``."""
    return _chosen.get()


@cache
def read_translations(language: str) -> GNUTranslations:
    """Catalogue of a language, compiled once per process."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (LOCALE_FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as handle:
        catalogue = read_po(handle, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def translate(message: str, /, **values: object) -> str:
    """Translate a message id and fill its ``{names}``.

    >>> use_language("vi"); translate("Language")
    'Ngôn ngữ'
    """
    text = read_translations(current_language()).gettext(message)
    return text.format(**values) if values else text


def translate_plural(one: str, many: str, number: float, /, **values: object) -> str:
    """Translate a message that follows a number, by the plural rules of the language, and fill its ``{names}``.

    >>> use_language("en"); translate_plural("{count} file", "{count} files", 1, count="1")
    '1 file'
    """
    text = read_translations(current_language()).ngettext(one, many, int(number))
    return text.format(**values) if values else text


def mark_message(message: str, /) -> str:
    """Mark a message id for the catalogues without translating it yet."""
    return message


def localise(row: Mapping[str, Any], column: str) -> str:
    """Text of a ``<column>_vi`` / ``<column>_en`` pair in the language in use; Vietnamese where there is no English.

    >>> use_language("en"); localise({"name_vi": "Huế", "name_en": ""}, "name")
    'Huế'
    """
    return row.get(f"{column}_{current_language()}") or row.get(f"{column}_vi") or ""


_ = translate
N_ = mark_message
ngettext = translate_plural
