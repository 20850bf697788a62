"""Texts typed with the fonts of before Unicode: TCVN3 (.VnTime, ABC) has one code for each letter, VNI (VNI-Times) a letter and a mark.

Both are read as they show without their font, one Latin-1 character for each byte: "QuËn Ba §×nh", "Quaän Ba Ñình".
Tables: TCVN 5712:1993, part VN3, with the capitals of VN2; VNI-Windows.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

_TCVN3_CODES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ AFẰ B5à B6ả B7ã B8á B9ạ BAẲ BBằ BCẳ BDẵ BEắ BFẴ C0Ắ C1Ầ C2Ẩ "
    "C3Ẫ C4Ấ C5Ề C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ CCè CDỂ CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ D9Ễ DAẾ DBỒ DCĩ DDí DEị DFò "
    "E0Ổ E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F0Ỗ F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ "
    "FDý FEỵ"
)
TCVN3 = {int(code[:2], 16): code[2:] for code in _TCVN3_CODES.split()}
_PUNCTUATION = {
    code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)
}  # dashes and quotes of Windows

_VNI_MARKS = {  # after a, e, o, u, y, and ô (= ơ), ö (= ư): tones alone, then a circumflex or breve with each tone
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _list_vni() -> dict[str, str]:
    codes = dict(_VNI_ALONE)
    for letter in "aeouyôö":
        for code, marks in _VNI_MARKS.items():
            letter_with_marks = unicodedata.normalize("NFC", _VNI_ALONE.get(letter, letter) + marks)
            if len(letter_with_marks) == 1:
                codes[letter + code] = letter_with_marks
    capitals = {code.upper(): letter.upper() for code, letter in codes.items()}
    return codes | {code[0].upper() + code[1:]: letter.upper() for code, letter in codes.items()} | capitals


VNI = _list_vni()
_VNI_CODE = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = "ăâêôơưđ"
_BEYOND_BYTES = re.compile("[^\x00-\xff\u2010-\u2026]")


class Font(StrEnum):
    """The fonts a text was typed for."""

    TCVN3 = "tcvn3"
    VNI = "vni"


def convert_legacy_text(text: str, font: Font) -> str:
    """A text in Unicode, composed (NFC). A text that already holds letters only Unicode has is left as it is.

    >>> convert_legacy_text("QuËn Ba §×nh", Font.TCVN3)
    'Quận Ba Đình'
    >>> convert_legacy_text("Phöôøng Ba Ñình", Font.VNI)
    'Phường Ba Đình'
    """
    if text.isascii() or _BEYOND_BYTES.search(text):
        return text
    if font is Font.TCVN3:
        return _WORD.sub(_raise_capitals, text.translate(TCVN3 | _PUNCTUATION))
    return _VNI_CODE.sub(lambda found: VNI[found[0]], text).translate(_PUNCTUATION)


def _raise_capitals(word: re.Match[str]) -> str:
    """TCVN3 has few capitals with a tone: "TØNH" was shown as "TỈNH" by a font of capitals."""
    letters = word[0]
    plain = [letter for letter in letters if letter.isascii() or letter.lower() in _PLAIN]
    is_capitals = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return letters.upper() if is_capitals else letters
