"""In which encoding a text was saved: the one under which it reads as Vietnamese."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import charset_normalizer

from etl.reading.fonts import detect_font
from etl.reading.legacy import Font, convert_legacy_text
from etl.reading.limits import MAX_LINE, SAMPLE_BYTES
from etl.reading.model import Note
from etl.reading.refusal import refuse
from etl.reading.vietnamese import rate_texts
from etl.received import ReceivedFile

_SCORED_CHARACTERS = 60_000
_GUESSED_BYTES = 20_000
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True)
class Encoding:
    """How to decode a text: by a codec of Python, then from the font it was typed with."""

    codec: str
    font: Font | None = None

    def decode(self, text: str) -> str:
        """What some lines decoded by ``codec`` say, composed (NFC) and without NUL."""
        if self.font and not text.isascii():
            text = "".join(convert_legacy_text(line, self.font) for line in text.splitlines(keepends=True))
        text = text.replace("\0", "")
        return text if text.isascii() or unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)

    def notes(self) -> list[Note]:
        """What the sender should know of the conversion."""
        if self.font:
            return [Note(f"converted_from_{self.font}")]
        if self.codec.startswith("utf-8"):
            return []
        known = {"utf-16": "utf_16", "utf-16-le": "utf_16", "utf-16-be": "utf_16", "cp1258": "windows_1258"}
        if self.codec in known:
            return [Note(f"converted_from_{known[self.codec]}")]
        return [Note("converted_from_other", values={"encoding": self.codec})]


def find_utf_16(sample: bytes) -> str | None:
    """The codec of UTF-16 text, with or without its mark; None for any other text."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = max(len(sample) // 2, 1)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.3 and even < 0.02:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 and odd < 0.02 else None


def detect_encoding(file: ReceivedFile) -> Encoding:
    """Tell the encoding of a text from its first part that is not plain ASCII.

    Raises
    ------
    InputFileError
        No encoding fits.
    """
    sample = _read_sample(file)
    codec = find_utf_16(sample) or next((codec for mark, codec in _MARKS.items() if sample.startswith(mark)), None)
    if codec is None and _is_utf_8(sample):
        codec = "utf-8"
    if codec is not None:
        return Encoding(codec, detect_font(_list_doubtful_lines(sample.decode(codec, errors="ignore"))))
    return _choose_encoding(file, sample)


def _read_sample(file: ReceivedFile) -> bytes:
    with file.path.open("rb") as stream:
        first = sample = stream.read(SAMPLE_BYTES)
        while sample and sample.isascii() and find_utf_16(first) is None:
            sample = stream.read(SAMPLE_BYTES)
    return sample or first


def _is_utf_8(sample: bytes) -> bool:
    """Whether a sample, which may end within a character, is UTF-8."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _list_doubtful_lines(text: str) -> list[str]:
    lines, size = [], 0
    for line in text.splitlines():
        if not line.isascii():
            lines.append(line[:MAX_LINE])
            size += len(line)
            if size > _SCORED_CHARACTERS:
                break
    return lines


def _choose_encoding(file: ReceivedFile, sample: bytes) -> Encoding:
    lines = _list_doubtful_lines(sample.decode("latin-1"))
    rated = [(rate, encoding) for encoding in _list_candidates() if (rate := _rate(lines, encoding)) > 0.5]
    if rated:
        return max(rated, key=lambda pair: pair[0])[1]
    guess = charset_normalizer.from_bytes("\n".join(lines).encode("latin-1")[:_GUESSED_BYTES]).best()
    if guess is None:
        raise refuse(file.name, "encoding_unknown")
    return Encoding(guess.encoding)


def _list_candidates() -> Iterator[Encoding]:
    yield Encoding("utf-8")
    yield Encoding("cp1258")
    yield from (Encoding("latin-1", font) for font in Font)


def _rate(lines: list[str], encoding: Encoding) -> float:
    """How Vietnamese the lines, given as Latin-1, read; a damaged byte counts against, and stops the file later, at its line."""
    raw = "\n".join(lines)[:_SCORED_CHARACTERS].encode("latin-1")
    return rate_texts([encoding.decode(raw.decode(encoding.codec, errors="replace"))])
