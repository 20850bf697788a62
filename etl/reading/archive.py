"""Unpacks the parts of a zipped workbook within limits, whatever sizes it declares."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from etl.reading.content import open_archive, read_content
from etl.reading.limits import MAX_KEPT_BYTES, MAX_PART_BYTES, MAX_UNPACKED_BYTES
from etl.reading.refusal import refuse
from etl.received import ReceivedFile
from warehouse.errors import InputFileError

_BLOCK = 1 << 20
_DIRECTORY_ENDS = (b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07")


@dataclass
class Archive:
    """A zipped workbook; ``unpacked`` counts the bytes read of it."""

    file: ReceivedFile
    content: bytes
    source: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    unpacked: int = 0

    @classmethod
    def open(cls, file: ReceivedFile) -> Archive:
        """Take a received file; parts are found whatever the case of their names."""
        content = read_content(file)
        source = open_archive(file, content)
        return cls(file, content, source, {entry.filename.lower().lstrip("/"): entry for entry in source.infolist()})

    def has(self, name: str) -> bool:
        """Whether a part is there."""
        return name.lower() in self.entries

    def read(self, name: str, limit: int = MAX_PART_BYTES) -> bytes:
        """A whole part; empty when it is not there."""
        return b"".join(self.stream(name, limit)) if self.has(name) else b""

    def stream(self, name: str, limit: int = MAX_UNPACKED_BYTES) -> Iterator[bytes]:
        """The blocks of a part, up to its real end: the checksum over all of them is then known to be right."""
        entry = self.entries[name.lower()]
        entry.file_size = 1 << 62
        size = 0
        with self.source.open(entry) as part:
            while block := part.read(_BLOCK):
                size += len(block)
                self.unpacked += len(block)
                if size > limit or self.unpacked > MAX_UNPACKED_BYTES:
                    raise refuse_unpacking(self.file, min(limit, MAX_UNPACKED_BYTES))
                yield block

    def is_plain(self) -> bool:
        """Whether any reader finds the same parts in it: one directory, and no name twice."""
        ends = [self.content.count(end) for end in _DIRECTORY_ENDS]
        return ends == [1, 0, 0] and len(self.entries) == len(self.source.infolist())


def pack_parts(file: ReceivedFile, parts: Iterable[tuple[str, Iterable[bytes]]]) -> io.BytesIO:
    """An archive of parts as they were unpacked or rewritten here, not compressed: what calamine may be shown instead of the file."""
    packed = io.BytesIO()
    size = 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for name, blocks in parts:
            with target.open(name, "w") as part:
                for block in blocks:
                    size += len(block)
                    if size > MAX_KEPT_BYTES:
                        raise refuse_unpacking(file, MAX_KEPT_BYTES)
                    part.write(block)
    packed.seek(0)
    return packed


def refuse_unpacking(file: ReceivedFile, limit: int) -> InputFileError:
    """The error of an archive that unpacks beyond a limit."""
    return refuse(file.name, "unpacks_too_large", limit=limit // 1_000_000)
