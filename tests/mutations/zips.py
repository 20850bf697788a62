"""Damage to the parts of a zipped workbook, the archive itself staying readable or not."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Iterable

from tests.mutations.model import ZIPPED, add_mutation

Part = tuple[str, bytes]


def read_parts(content: bytes) -> list[Part]:
    """Names and bytes of the parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def write_parts(parts: Iterable[Part]) -> bytes:
    """A zip file of these parts; a name may stand twice."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # zipfile warns of a name that stands twice, which is what is wanted here
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


@add_mutation(*ZIPPED, weight=20)
def drop_part(content: bytes, rng: random.Random) -> bytes:
    """One part is missing."""
    parts = read_parts(content)
    del parts[rng.randrange(len(parts))]
    return write_parts(parts)


@add_mutation(*ZIPPED)
def duplicate_part(content: bytes, rng: random.Random) -> bytes:
    """One part stands twice, the second time with another part's bytes."""
    parts = read_parts(content)
    return write_parts([*parts, (rng.choice(parts)[0], rng.choice(parts)[1])])


@add_mutation(*ZIPPED, weight=20)
def garble_part(content: bytes, rng: random.Random) -> bytes:
    """The bytes of one part are noise, in whole or in places."""
    parts = read_parts(content)
    at = rng.randrange(len(parts))
    name, data = parts[at]
    garbled = bytearray(data)
    for _ in range(rng.choice((1, 5, 50, len(data)))):
        if garbled:
            garbled[rng.randrange(len(garbled))] = rng.randrange(256)
    parts[at] = (name, bytes(garbled))
    return write_parts(parts)


@add_mutation(*ZIPPED)
def swap_parts(content: bytes, rng: random.Random) -> bytes:
    """Two parts change places."""
    parts = read_parts(content)
    first, second = rng.randrange(len(parts)), rng.randrange(len(parts))
    (one, its), (other, theirs) = parts[first], parts[second]
    parts[first], parts[second] = (one, theirs), (other, its)
    return write_parts(parts)


@add_mutation(*ZIPPED)
def rename_part(content: bytes, rng: random.Random) -> bytes:
    """A part has another name: in another case, with other slashes, or leading out of the folder."""
    parts = read_parts(content)
    at = rng.randrange(len(parts))
    name, data = parts[at]
    names = (name.upper(), name.replace("/", "\\"), f"../../{name}", f"/{name}", "x" * 5000, "\u0000", f"{name}/")
    parts[at] = (rng.choice(names), data)
    return write_parts(parts)


@add_mutation(*ZIPPED)
def empty_part(content: bytes, rng: random.Random) -> bytes:
    """A part without a byte."""
    parts = read_parts(content)
    at = rng.randrange(len(parts))
    parts[at] = (parts[at][0], b"")
    return write_parts(parts)


@add_mutation(*ZIPPED)
def break_directory_entry(content: bytes, rng: random.Random) -> bytes:
    """The directory tells a wrong CRC, size, offset, method or flag of one part."""
    entries = _find_all(content, b"PK\x01\x02")
    if not entries:
        return content
    changed = bytearray(content)
    field = rng.choice((8, 10, 16, 20, 24, 42))  # flags, method, CRC, sizes, offset
    size = 2 if field < 16 else 4
    value = rng.choice((0, 1, rng.randrange(1 << 8 * size), (1 << 8 * size) - 1))
    at = rng.choice(entries) + field
    changed[at : at + size] = value.to_bytes(size, "little")
    return bytes(changed)


@add_mutation(*ZIPPED, weight=5)
def break_end_of_directory(content: bytes, rng: random.Random) -> bytes:
    """The last record lies about how many parts there are and where they are listed."""
    at = content.rfind(b"PK\x05\x06")
    if at < 0:
        return content
    lie = struct.pack(
        "<HHII", rng.randrange(1 << 16), rng.randrange(1 << 16), rng.randrange(1 << 32), rng.randrange(1 << 32)
    )
    return content[: at + 8] + lie + content[at + 20 :]


@add_mutation(*ZIPPED, weight=3)
def add_many_parts(content: bytes, rng: random.Random) -> bytes:
    """Thousands of small parts besides."""
    return write_parts([*read_parts(content), *((f"xl/media/{n}.png", rng.randbytes(8)) for n in range(4000))])


def _find_all(content: bytes, mark: bytes) -> list[int]:
    found, at = [], content.find(mark)
    while at >= 0:
        found.append(at)
        at = content.find(mark, at + 1)
    return found
