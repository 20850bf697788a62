"""Reads a vocabulary from the source files of kind "form"."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from etl.form import FORM_FILE
from etl.tables.phrases import PhraseList, list_phrases
from etl.tables.text import fold_phrase, split_words
from etl.tables.vocabulary import Meaning, Phrases, UnclearTitle, Vocabulary
from warehouse.model import Measure

SECTIONS: Final = {
    "columns": "field",
    "measures": "measure",
    "titles": "title",
    "counted_things": "thing",
    "groups": "group",
}
MEASURES: Final = frozenset(measure.value for measure in Measure)
UNCLEAR: Final = "?"


def read_vocabulary(source: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary of a source of kind "form".

    Parameters
    ----------
    source : Mapping
        The parsed source file. It adds to the words of ``standard_form.toml``; a text it gives a meaning loses its meaning there.

    Returns
    -------
    Vocabulary
    """
    base = read_base()
    both = (base, source)
    phrases = merge_phrases(collect_phrases(base), collect_phrases(source))
    return Vocabulary(
        phrases=phrases,
        unclear=dict(entry for entries in both for entry in list_unclear(entries)),
        block={fold_phrase(label): tuple(f) for entries in both for label, f in entries.get("block", {}).items()},
        simulated_marker=fold_phrase(source.get("simulated_marker", base["simulated_marker"])),
        words={name: merge_words(base, source, name) for name in ("rows", "lines", "units")},
        statuses=list_statuses(both),
        constants=source.get("constants", {}),
        title_names=name_codes(both, "titles"),
        group_names=name_codes(both, "groups"),
        measure_names={code: text for text, code in base["columns"].items() if code in MEASURES},
        longest=measure_longest(phrases),
    )


@cache
def read_base() -> dict[str, Any]:
    """The standard form's own file."""
    return tomllib.loads(FORM_FILE.read_text(encoding="utf-8"))


def list_meanings(source: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """Every text of a source file with what it means; the printed texts of the form first."""
    for section, kind in SECTIONS.items():
        for text, code in source.get(section, {}).items():
            yield text, Meaning("measure" if code in MEASURES else kind, code)
    words = source.get("words", {})
    for section, kind in SECTIONS.items():
        for code, texts in words.get(section, {}).items():
            yield from ((text, Meaning(kind, code)) for text in texts)
    for kind, texts in words.get("personal", {}).items():
        meaning = Meaning("filler", "") if kind == "not_personal" else Meaning("personal", kind)
        yield from ((text, meaning) for text in texts)
    for kind in ("not_read", "filler"):
        yield from ((text, Meaning(kind, "")) for text in words.get(kind, {}).get("texts", []))
    for key, unclear in list_unclear(source):
        yield from ((text, Meaning("title", key)) for text in unclear.texts)


def list_unclear(source: Mapping[str, Any]) -> Iterator[tuple[str, UnclearTitle]]:
    """The texts that name more than one title, by a key that is no title."""
    for entry in source.get("words", {}).get("unclear_titles", []):
        yield (
            UNCLEAR + fold_phrase(entry["texts"][0]),
            UnclearTitle(tuple(entry["texts"]), tuple(entry["titles"]), entry["counted"]),
        )


def collect_phrases(source: Mapping[str, Any]) -> Phrases:
    """The phrases of one source file, by their plain words."""
    phrases: dict[tuple[str, ...], list[tuple[tuple[str, ...], Meaning]]] = {}
    for text, meaning in list_meanings(source):
        words = split_words(text)
        entry = (tuple(word.written for word in words), meaning)
        same = phrases.setdefault(tuple(word.folded for word in words), [])
        if entry not in same:
            same.append(entry)
    return phrases


def merge_phrases(base: Phrases, added: Phrases) -> Phrases:
    """A text of the added phrases replaces the same text of the base."""
    merged = dict(base)
    for folded, entries in added.items():
        new = {written for written, _ in entries}
        merged[folded] = entries + [entry for entry in base.get(folded, []) if entry[0] not in new]
    return merged


def measure_longest(phrases: Phrases) -> dict[str, int]:
    """Number of words of the longest phrase that starts with each word."""
    longest: dict[str, int] = {}
    for folded in phrases:
        longest[folded[0]] = max(longest.get(folded[0], 0), len(folded))
    return longest


def merge_words(base: Mapping[str, Any], source: Mapping[str, Any], section: str) -> dict[str, PhraseList]:
    """The word lists of a section, those of the source added to those of the base."""
    own, added = base["words"][section], source.get("words", {}).get(section, {})
    return {name: list_phrases([*own.get(name, []), *added.get(name, [])]) for name in {**own, **added}}


def name_codes(sources: tuple[Mapping[str, Any], ...], section: str) -> dict[str, str]:
    """How each code is written: its first text."""
    names: dict[str, str] = {}
    for source in sources:
        for text, code in source.get(section, {}).items():
            names.setdefault(code, text)
    for source in sources:
        for code, texts in source.get("words", {}).get(section, {}).items():
            names.setdefault(code, texts[0])
    return names


def list_statuses(sources: tuple[Mapping[str, Any], ...]) -> dict[str, PhraseList]:
    """The phrases that say whether figures are provisional or final, by status."""
    texts: dict[str, list[str]] = {}
    for source in sources:
        for text, status in source.get("report_status", {}).items():
            texts.setdefault(status, []).append(text)
        for status, added in source.get("words", {}).get("report_status", {}).items():
            texts.setdefault(status, []).extend(added)
    return {status: list_phrases(added) for status, added in texts.items()}
