"""What one text typed in a number cell can mean, before its column is asked which sign stands for decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from etl.values.dates import EXCEL_DAY_ZERO, read_date
from etl.values.folding import fold_text
from etl.values.number_words import read_number_words
from warehouse.model import Qualifier

LONGEST_TEXT: Final = 100
SPACES: Final = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\n"
UNSEEN: Final = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
PLAIN_SIGNS: Final = str.maketrans(
    {
        **{chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)},  # full-width forms
        **dict.fromkeys(SPACES, " "),
        **dict.fromkeys(UNSEEN),
        **dict.fromkeys("‐‑‒–—―−﹣", "-"),
        **dict.fromkeys("’‘`´ʼ′", "'"),
    }
)
FIRST_SURE_SERIAL: Final = 61  # Excel counts a 29/2/1900 that never was
OTHER_SIGN: Final = {".": ",", ",": "."}

ERROR_CODE: Final = re.compile(
    r"#(?:ref!|n/a|value!|div/0!|name\?|null!|num!|spill!|calc!|getting_data)", re.IGNORECASE
)
STORED_DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?", re.ASCII)
CLOCK: Final = re.compile(r"(?:\d+ days?, )?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?", re.ASCII)
PERCENT: Final = re.compile(r".*\d.*(?:%|‰|phan tram)", re.ASCII)
SCIENTIFIC: Final = re.compile(r"\d+(?:[.,]\d+)?e[+-]?\d{1,3}", re.ASCII)
NUMBER_AND_WORDS: Final = re.compile(r"(?P<body>\d(?:[\d., ']*\d)?)[.,;]?(?P<words>(?: ?[a-z][a-z ]*\.?)?)", re.ASCII)

ONE_SIGN: Final = re.compile(r"(\d+)([.,])(\d+)", re.ASCII)
GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})+", re.ASCII)
SPACED: Final = re.compile(r"([1-9]\d{0,2}(?:([ '])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?", re.ASCII)
TWO_SIGNS: Final = re.compile(r"([1-9]\d{0,2}(?:([.,])\d{3})(?:\2\d{3})*)(?!\2)([.,])(\d+)", re.ASCII)
LEADING_ZEROS: Final = re.compile(r"0\d{4,}", re.ASCII)


@dataclass(frozen=True)
class NumberText:
    """What a text can mean.

    Attributes
    ----------
    whole, fractional : Decimal or None
        The reading in which ``sign`` groups thousands, and the one in which decimals follow it; both where the text alone cannot tell.
    sign : str
        The separator with two readings, ``.`` or ``,``.
    decimal_sign : str or None
        The decimal sign this text gives away about its column.
    missing_reason, rule : str or None
        A code of ``MissingReason``; the rule broken whatever the column says.
    readings : tuple of str
        What a text that breaks a rule might have meant.

    A blank text has none of these.
    """

    whole: Decimal | None = None
    fractional: Decimal | None = None
    sign: str = ""
    decimal_sign: str | None = None
    qualifier: str = Qualifier.EXACT.value
    missing_reason: str | None = None
    rule: str | None = None
    readings: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def read_number_text(text: str) -> NumberText:
    """Read a text such as ``1.234``, ``hơn 500``, ``12 hộ``, ``KBC`` or ``45,5%``.

    >>> read_number_text("1.234").whole, read_number_text("1.234").fractional
    (Decimal('1234'), Decimal('1.234'))
    >>> read_number_text("chưa có số liệu").missing_reason
    'not_reported'
    """
    if len(text) > LONGEST_TEXT:
        return NumberText(rule="not_a_number")
    plain = text.translate(PLAIN_SIGNS).strip()
    if not plain:
        return NumberText()
    if (body := read_body(plain)) is not None:
        return body
    if ERROR_CODE.fullmatch(plain):
        return NumberText(rule="formula_error")
    if plain.startswith("="):
        return NumberText(rule="formula_without_result")
    folded = fold_text(plain)
    if reason := find_missing_reason(folded):
        return NumberText(missing_reason=reason)
    return read_date_text(plain) or read_qualified(folded) or NumberText(rule="not_a_number")


def find_missing_reason(folded: str) -> str | None:
    """Reason why there is no number, where the text is a word or sign for that."""
    missing = read_number_words().missing
    bare = folded.strip("() ")
    if bare and not bare.strip("-_ "):
        bare = "-"
    elif bare and not bare.strip(".… "):
        bare = "…"
    return missing.get(bare) or missing.get(bare.rstrip(".!*"))


def read_date_text(plain: str) -> NumberText | None:
    """A date or a time of day. A day out of our time is likely a count under a date format: 1903-05-18 is 1234."""
    if stored := STORED_DATE.fullmatch(plain):
        try:
            serial = (date.fromisoformat(stored[1]) - EXCEL_DAY_ZERO).days
        except ValueError:
            return None
        is_count = serial >= FIRST_SURE_SERIAL and read_date(serial) is None
        return NumberText(rule="date_instead_of_number", readings=(str(serial),) if is_count else ())
    is_date = read_date(plain) is not None or CLOCK.fullmatch(plain) is not None
    return NumberText(rule="date_instead_of_number") if is_date else None


def read_qualified(folded: str) -> NumberText | None:
    """A number with a word, sign or unit around it."""
    if PERCENT.fullmatch(folded):
        return NumberText(rule="percent_in_count_column")
    words = read_number_words()
    qualifier = Qualifier.EXACT.value
    if match := words.leading.match(folded):
        qualifier = words.qualifiers[match["word"]]
        folded = folded[match.end() :]
    folded = folded.removeprefix("'").removeprefix("+").strip()
    positive = folded.removeprefix("-").removeprefix("(").removesuffix(")").strip()
    number = read_scientific(folded) if SCIENTIFIC.fullmatch(folded) else read_body_and_words(positive)
    if number is None or number.rule:
        return number
    if positive != folded:
        readings = [reading for reading in (number.fractional, number.whole) if reading is not None]
        return NumberText(rule="negative", readings=tuple(map(print_reading, readings)))
    return replace(number, qualifier=qualifier) if qualifier != Qualifier.EXACT.value else number


def read_scientific(folded: str) -> NumberText:
    """``1,2e+05``: a number Excel has rounded for a narrow column."""
    return NumberText(fractional=Decimal(folded.replace(",", ".")), qualifier=Qualifier.ABOUT.value)


def read_body_and_words(folded: str) -> NumberText | None:
    """A number with the noun it counts; one with a multiplier (``12 nghìn``) only says how to write it in full."""
    match = NUMBER_AND_WORDS.fullmatch(folded)
    number = read_body(match["body"]) if match else None
    if match is None or number is None:
        return None
    catalogue = read_number_words()
    words = match["words"].strip(" .")
    if not words or words in catalogue.nouns:
        return number
    factor = catalogue.multipliers.get(words.partition(" ")[0])
    if factor is None:
        return None
    meant = [reading * factor for reading in (number.fractional, number.whole) if reading is not None]
    return NumberText(rule="not_a_number", readings=tuple(map(print_reading, meant)))


def read_body(body: str) -> NumberText | None:
    """Digits and separators; None when they follow no way of writing numbers."""
    if body.isdecimal() and body.isascii():
        return None if LEADING_ZEROS.fullmatch(body) else NumberText(whole=Decimal(body))
    if match := ONE_SIGN.fullmatch(body):
        return read_one_sign(*match.groups())
    if match := GROUPED.fullmatch(body):
        return NumberText(whole=Decimal(re.sub(r"\D", "", body)), decimal_sign=OTHER_SIGN[match[1]])
    if match := SPACED.fullmatch(body) or TWO_SIGNS.fullmatch(body):
        digits = re.sub(r"\D", "", match[1])
        if match[3] is None:
            return NumberText(whole=Decimal(digits))
        return NumberText(fractional=Decimal(f"{digits}.{match[4]}"), decimal_sign=match[3])
    return None


def read_one_sign(head: str, sign: str, tail: str) -> NumberText | None:
    """A number with one separator: it may group thousands only between one to three digits and exactly three."""
    if len(head) > 1 and head[0] == "0":
        return None
    fractional = Decimal(f"{head}.{tail}")
    if len(tail) == 3 and len(head) <= 3 and head != "0":
        return NumberText(whole=Decimal(head + tail), fractional=fractional, sign=sign)
    return NumberText(fractional=fractional, decimal_sign=sign)


def print_reading(reading: Decimal) -> str:
    """A reading in plain digits, with a decimal comma where it has decimals.

    >>> print_reading(Decimal("1.2340")), print_reading(Decimal("1E+3"))
    ('1,234', '1000')
    """
    digits = f"{reading:f}"
    return digits.rstrip("0").rstrip(".").replace(".", ",") if "." in digits else digits
