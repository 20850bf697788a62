"""The tables of TCVN3 and VNI, and how Vietnamese is told from what only looks like it."""

from __future__ import annotations

import tomllib
import unicodedata

import pytest

from etl.findings import RULES_FOLDER, Findings
from etl.reading.fonts import detect_font
from etl.reading.legacy import TCVN3, VNI, Font, convert_legacy_text
from etl.reading.vietnamese import is_syllable
from tests.etl.reading.legacy_text import encode_tcvn3, encode_vni

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]
LETTERS = [letter for letter in SMALL + [letter.upper() for letter in SMALL] if not letter.isascii()]
SENTENCE = "Tổng số hộ gia đình đăng ký “Gia đình học tập” của phường Ô Chợ Dừa, quận Đống Đa – 2025"


def test_there_are_134_letters_and_vni_has_them_all() -> None:
    assert len(LETTERS) == 134
    assert set(LETTERS) <= set(VNI.values())


def test_tcvn3_has_every_small_letter_and_the_capitals_without_tone() -> None:
    assert {letter for letter in LETTERS if letter.islower()} <= set(TCVN3.values())
    assert set("ĂÂÊÔƠƯĐ") <= set(TCVN3.values())


@pytest.mark.parametrize("letter", LETTERS)
def test_vni_letters_round_trip(letter: str) -> None:
    assert convert_legacy_text(encode_vni(letter).decode("latin-1"), Font.VNI) == letter


def test_sentences_round_trip() -> None:
    plain = SENTENCE.replace("“", '"').replace("”", '"').replace("–", "-").replace("Ô", "ô")
    assert convert_legacy_text(encode_tcvn3(plain).decode("latin-1"), Font.TCVN3) == plain
    assert convert_legacy_text(encode_vni(plain).decode("latin-1"), Font.VNI) == plain


def test_quotes_and_dashes_of_windows_survive() -> None:
    assert convert_legacy_text("\x93Hµ Néi\x94 \x96 2025", Font.TCVN3) == "“Hà Nội” – 2025"


def test_words_of_capitals_stay_capitals() -> None:
    assert convert_legacy_text(encode_tcvn3("TỔNG HỢP").decode("latin-1"), Font.TCVN3) == "TỔNG HỢP"
    assert convert_legacy_text(encode_tcvn3("Hà Nội").decode("latin-1"), Font.TCVN3) == "Hà Nội"


def test_syllables() -> None:
    words = "nghiệp quý giếng khuya Nguyễn ước ỷ thuở khuỷu Đắc hoà hòa xã ngoằn quốc yến"
    assert [word for word in words.split() if not is_syllable(word)] == []


def test_not_syllables() -> None:
    words = unicodedata.normalize("NFC", "Néi µo café naïve Zürich tầc họòa ngã́ Haø über")
    assert [word for word in words.split() if is_syllable(word)] == []


def test_the_font_is_told_from_few_words() -> None:
    assert detect_font(["Hµ Néi"]) is Font.TCVN3
    assert detect_font(["Haø Noäi"]) is Font.VNI
    assert detect_font(["Hà Nội", "Hà Nam", "café", "Zürich"]) is None
    assert detect_font([]) is None


def test_every_rule_of_reading_speaks_both_languages_and_fills() -> None:
    rules = tomllib.loads((RULES_FOLDER / "reading.toml").read_text(encoding="utf-8"))
    findings = Findings()
    words = {"encoding", "suffix", "found", "reason", "size", "limit", "count", "line", "width"}
    for rule in rules:
        findings.add(rule, "", "", **dict.fromkeys(words, "?"))
    assert all(row["message_vi"] and row["message_en"] for row in findings.rows)
    assert len(findings.rows) == len(rules)
