"""The inbox of the warehouse: a folder for each file handed in, removed when it is loaded, put aside or forgotten."""

from __future__ import annotations

import re
import secrets
import shutil
import time
import unicodedata
from pathlib import Path

OLD_SECONDS = 24 * 3600.0
NAME_BYTES = 180
LONGEST_SUFFIX = 5
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]')
DEVICE_NAME = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def clean_name(name: str) -> str:
    """A file's own name without folders and without what a file system or a command line may take for something else.

    >>> clean_name("../../Báo cáo: quý 3.xlsx")
    'Báo cáo_ quý 3.xlsx'
    >>> clean_name("-rf.csv"), clean_name("nul.xlsx"), clean_name("..")
    ('rf.csv', '_nul.xlsx', '_')
    """
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = FORBIDDEN.sub("_", base).strip(" .-") if base.strip(" .") else "_"
    stem, dot, suffix = base.rpartition(".")
    is_suffix = dot and len(suffix) <= LONGEST_SUFFIX
    base = f"{cut_bytes(stem, NAME_BYTES)}.{suffix}" if is_suffix else cut_bytes(base, NAME_BYTES)
    return f"_{base}" if DEVICE_NAME.fullmatch(base) else base or "_"


def cut_bytes(text: str, most: int) -> str:
    """The beginning of a text that takes at most so many bytes in UTF-8."""
    return text.encode("utf-8")[:most].decode("utf-8", errors="ignore")


def open_inbox(folder: Path) -> Path:
    """A new folder in the inbox; those left behind for more than a day are removed."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    for old in inbox.iterdir():
        if find_age(old) > OLD_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    own = inbox / secrets.token_hex(8)
    own.mkdir()
    return own


def find_age(path: Path) -> float:
    """Seconds since a folder was last written to; 0 when it has just been removed by someone else."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
