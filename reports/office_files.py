"""Files of Word and PowerPoint that people hand in: how large they may unfold, and what reading a damaged one raises."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from warehouse.errors import InputFileError

#: What zipfile, lxml, python-pptx and openpyxl raise on files that are cut off, encrypted, or hold what they should not.
READ_ERRORS: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
)
MOST_BYTES, MOST_WORDS = 300_000_000, 60_000_000
WORDS = (".xml", ".rels", ".vml")


def check_size(content: bytes, file: str) -> None:
    """Refuse a file that would fill the memory, before anything of it is unfolded.

    Parameters
    ----------
    content : bytes
        A zip, as .docx, .pptx and .xlsx are.

    Raises
    ------
    InputFileError
        Its parts take more than 300 MB, or those of XML, which grow when read, more than 60 MB.
    zipfile.BadZipFile
        It is none.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sizes = [(info.file_size, info.filename.lower().endswith(WORDS)) for info in package.infolist()]
    if sum(size for size, _is_xml in sizes) > MOST_BYTES or sum(size for size, is_xml in sizes if is_xml) > MOST_WORDS:
        raise InputFileError(
            file,
            f"unfolds to more than {MOST_BYTES // 1_000_000} MB, or {MOST_WORDS // 1_000_000} MB of text; take out pictures and films",
            f"giải nén ra quá {MOST_BYTES // 1_000_000} MB, hoặc quá {MOST_WORDS // 1_000_000} MB chữ; hãy bỏ bớt hình, phim trong tệp",
        )
