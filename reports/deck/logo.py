"""The picture of an agency that a deck carries."""

from __future__ import annotations

import io

from PIL import Image

from warehouse.errors import InputFileError

KINDS = ("PNG", "JPEG")


def check_logo(logo: bytes) -> None:
    """Refuse what is no picture that slides can hold.

    Raises
    ------
    InputFileError
        No PNG and no JPEG, damaged, or of more points than a screen has by far.
    """
    try:
        with Image.open(io.BytesIO(logo), formats=KINDS) as picture:
            kind = picture.format
            picture.verify()
    except (Image.DecompressionBombError, OSError, SyntaxError, ValueError, TypeError) as error:
        raise _refuse_logo() from error
    if kind not in KINDS:
        raise _refuse_logo()


def _refuse_logo() -> InputFileError:
    return InputFileError(
        "logo",
        "this is not a picture that can be read. Hand in a .png or .jpg",
        "không đọc được hình này. Hãy nộp tệp .png hoặc .jpg",
    )
