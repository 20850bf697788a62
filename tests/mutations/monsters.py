"""Small files that become large when they are opened."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from functools import cache

from xlsxwriter.utility import xl_col_to_name

from tests.gallery.checks import MACROS
from tests.mutations.model import SHEETS, add_mutation
from tests.mutations.xml import change_sheet
from tests.mutations.zips import read_parts, write_parts

MEBIBYTE = 1 << 20
BOMB_MEBIBYTES = 3000


@add_mutation(*SHEETS, weight=3)
def put_empty_tail_rows(content: bytes, rng: random.Random) -> bytes:
    """A million rows that hold nothing but a format, below the table."""
    kind = rng.choice(
        ('<row r="{0}"/>', '<row r="{0}"><c r="A{0}"/></row>', '<row r="{0}" ht="15"><c r="F{0}" s="0"/></row>')
    )
    tail = "".join(kind.format(n) for n in range(100, 1_000_000))
    return change_sheet(content, lambda xml: xml.replace("</sheetData>", f"{tail}</sheetData>"))


@add_mutation(*SHEETS, weight=2)
def put_full_tail_rows(content: bytes, rng: random.Random) -> bytes:
    """Half a million rows with something in them."""
    value = rng.choice(("<v>1</v>", "<is><t> </t></is>"))
    kind = "inlineStr" if value.startswith("<is") else "n"
    column = rng.choice("ADF")
    tail = "".join(f'<row r="{n}"><c r="{column}{n}" t="{kind}">{value}</c></row>' for n in range(100, 500_000))
    return change_sheet(content, lambda xml: xml.replace("</sheetData>", f"{tail}</sheetData>"))


@add_mutation(*SHEETS, weight=2)
def put_wide_rows(content: bytes, rng: random.Random) -> bytes:
    """Sixteen thousand columns in a hundred rows."""
    names = [xl_col_to_name(column) for column in range(16384)]
    digit = rng.randrange(10)
    cells = [[f'<c r="{name}{n}"><v>{digit}</v></c>' for name in names] for n in range(50, 150)]
    rows = "".join(f'<row r="{n}">{"".join(row)}</row>' for n, row in enumerate(cells, start=50))
    return change_sheet(content, lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>"))


@add_mutation(*SHEETS, ".ods", ".xlsb", weight=3)
def explode_part(content: bytes, rng: random.Random) -> bytes:
    """A zip bomb: one part unpacks to gigabytes of blanks or of zeros."""
    parts = read_parts(content)
    name = rng.choice([name for name, _ in parts if name.endswith((".xml", ".bin"))])
    return write_bomb([part for part in parts if part[0] != name], name, rng.choice((b" ", b"\x00")), dict(parts)[name])


@add_mutation(".ods", weight=10)
def repeat_cells_of_ods(content: bytes, rng: random.Random) -> bytes:
    """A filled cell repeated over the whole sheet: seventeen thousand million cells in forty letters."""
    parts = dict(read_parts(content))
    rows, columns = rng.choice(((1048576, 16384), (1048576, 1), (1, 16384), (1048576, 100), (2**31, 2**31), (2**63, 1)))
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    xml = parts["content.xml"].decode("utf-8")
    parts["content.xml"] = xml.replace("</table:table>", f"{row}</table:table>").encode()
    return write_parts(parts.items())


@add_mutation(*SHEETS, weight=5)
def add_macros(content: bytes, rng: random.Random) -> bytes:
    """A macro project, whole or broken, in a workbook that says it has none."""
    project = rng.choice((MACROS, rng.randbytes(3000), b""))
    return write_parts([*read_parts(content), ("xl/vbaProject.bin", project)])


@add_mutation(*SHEETS, weight=5)
def add_external_links(content: bytes, rng: random.Random) -> bytes:
    """Links to other workbooks, to a share, to an address, to nothing."""
    target = rng.choice(("file:///etc/passwd", "\\\\may-chu\\chia-se\\x.xlsx", "http://localhost:9/x.xlsx", ""))
    namespace = "http://schemas.openxmlformats.org"
    kind = f"{namespace}/officeDocument/2006/relationships/externalLinkPath"
    relation = f'<Relationship Id="rId1" Type="{kind}" Target="{target}" TargetMode="External"/>'
    parts = [
        ("xl/externalLinks/externalLink1.xml", f'<externalLink xmlns="{namespace}/spreadsheetml/2006/main"/>'.encode()),
        (
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            f'<Relationships xmlns="{namespace}/package/2006/relationships">{relation}</Relationships>'.encode(),
        ),
    ]
    return write_parts([*read_parts(content), *parts])


def write_bomb(parts: list[tuple[str, bytes]], name: str, filler: bytes, start: bytes) -> bytes:
    """A zip file whose part ``name`` is ``start`` followed by gigabytes of one letter; a few megabytes itself."""
    block, filler_crc = compress_filler(filler)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH) + block * BOMB_MEBIBYTES
    end = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed += end.compress(b"") + end.flush()
    crc = combine_crc(zlib.crc32(start), filler_crc)
    stream = io.BytesIO(write_parts(parts))
    with zipfile.ZipFile(stream) as archive:
        start_of_directory = archive.start_dir
        count = len(archive.filelist)
    whole = stream.getvalue()
    directory, body = whole[start_of_directory : whole.rfind(b"PK\x05\x06")], whole[:start_of_directory]
    encoded = name.encode()
    fields = (crc, len(packed), len(start) + BOMB_MEBIBYTES * MEBIBYTE, len(encoded))
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 33, *fields, 0) + encoded
    entry = (
        struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, *fields, 0, 0, 0, 0, 0, len(body))
        + encoded
    )
    directory += entry
    offset = len(body) + len(local) + len(packed)
    end_record = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count + 1, count + 1, len(directory), offset, 0)
    return body + local + packed + directory + end_record


@cache
def compress_filler(filler: bytes) -> tuple[bytes, int]:
    """A mebibyte of one letter, deflated so that it can be repeated; and the CRC of all of them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = filler * MEBIBYTE
    block = packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(BOMB_MEBIBYTES):
        crc = zlib.crc32(plain, crc)
    return block, crc


def combine_crc(first: int, second: int) -> int:
    """CRC of two pieces from their CRCs, the second ``BOMB_MEBIBYTES`` long (zlib's crc32_combine)."""
    length = BOMB_MEBIBYTES * MEBIBYTE
    odd = [0xEDB88320, *(1 << n for n in range(31))]
    even = _square(odd)
    odd = _square(even)
    while length:
        even = _square(odd)
        if length & 1:
            first = _times(even, first)
        length >>= 1
        if not length:
            break
        odd = _square(even)
        if length & 1:
            first = _times(odd, first)
        length >>= 1
    return first ^ second


def _times(matrix: list[int], vector: int) -> int:
    total, at = 0, 0
    while vector:
        if vector & 1:
            total ^= matrix[at]
        vector >>= 1
        at += 1
    return total


def _square(matrix: list[int]) -> list[int]:
    return [_times(matrix, column) for column in matrix]
