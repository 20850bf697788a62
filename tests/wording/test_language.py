"""The catalogues: everything the screens say is there in both languages, and fills the same names."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from wording.language import LANGUAGES, LOCALE_FOLDER, _, current_language, localise, ngettext, use_language

ROOT = Path(__file__).parents[2]
FOLDERS = ("wording", "ui", "pages", "reports")
NAMES = re.compile(r"{(\w+)}")


def extract_messages() -> set[str]:
    """Message ids that Babel finds in the code."""
    return {
        form
        for folder in FOLDERS
        for _name, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder,
            keywords={"_": None, "N_": None, "ngettext": (1, 2), "compose": None, "compose_plural": (1, 2)},
        )
        for form in list_forms(message)
    }


def list_forms(message: str | tuple[str, ...]) -> tuple[str, ...]:
    """A message that follows a number has a form for one and a form for many."""
    return (message,) if isinstance(message, str) else tuple(message)


def find_calls() -> set[str]:
    """Message ids that the code really passes, those inside f-strings included, which Babel does not see."""
    found = set()
    for path in (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="_" | "N_" | "compose"), args=[ast.Constant(value=str(message)), *_rest]
                ):
                    found.add(message)
                case ast.Call(
                    func=ast.Name(id="ngettext" | "compose_plural"),
                    args=[ast.Constant(value=str(one)), ast.Constant(value=str(many)), *_rest],
                ):
                    found |= {one, many}
    return found


def read_catalogue(language: str) -> dict[str, str]:
    with (LOCALE_FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as handle:
        messages = [message for message in read_po(handle, locale=language) if message.id]
    pairs = ((list_forms(message.id), list_forms(message.string)) for message in messages)
    # Vietnamese has one form for every number.
    return {form: texts[min(place, len(texts) - 1)] for forms, texts in pairs for place, form in enumerate(forms)}


def test_babel_sees_every_message() -> None:
    assert find_calls() <= extract_messages()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_message_is_translated(language: str) -> None:
    catalogue = read_catalogue(language)
    assert {message for message in extract_messages() if not catalogue.get(message)} == set()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_message_is_left_over(language: str) -> None:
    assert set(read_catalogue(language)) - extract_messages() == set()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_translations_fill_the_same_names(language: str) -> None:
    for message, text in read_catalogue(language).items():
        assert set(NAMES.findall(message)) >= set(NAMES.findall(text)), message


def test_vietnamese_is_not_english() -> None:
    same = {
        message for message, text in read_catalogue("vi").items() if message == text and re.search(r"[a-z]{4}", message)
    }
    assert same == set()


def test_what_follows_a_number_follows_its_plural() -> None:
    use_language("en")
    told = [ngettext("{count} file", "{count} files", count, count=count) for count in (0, 1, 2)]
    assert told == ["0 files", "1 file", "2 files"]
    use_language("vi")
    assert [ngettext("{count} file", "{count} files", count, count=count) for count in (1, 2)] == ["1 tệp", "2 tệp"]


def test_an_unknown_language_falls_back_to_vietnamese() -> None:
    use_language("fr")
    assert current_language() == "vi"
    assert _("Language") == "Ngôn ngữ"


def test_names_fall_back_to_vietnamese() -> None:
    use_language("en")
    assert localise({"name_vi": "Huế", "name_en": "Hue"}, "name") == "Hue"
    assert localise({"name_vi": "Huế", "name_en": None}, "name") == "Huế"
    use_language("vi")
