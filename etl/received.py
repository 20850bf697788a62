"""A file as it came in, named by the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ReceivedFile:
    """A file handed in.

    Attributes
    ----------
    name : str
        Its own name, as the sender called it.
    path : Path
        Where it can be read.
    sha256 : str
        Identity of the content, 64 hexadecimal digits.
    byte_count : int
    """

    name: str
    path: Path
    sha256: str
    byte_count: int

    @classmethod
    def read(cls, path: Path, name: str | None = None) -> ReceivedFile:
        """Take a file from disk, under its own name unless another is given."""
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return cls(name or path.name, path, digest, path.stat().st_size)
