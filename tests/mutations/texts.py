"""Damage to CSV files: what scripts, old programs and hasty hands put between the commas."""

from __future__ import annotations

import random

from tests.mutations.model import TEXTS, add_mutation

NOISE = (
    b"\x00", b"\xff\xfe", b'"', b"'", b"\r", b"\n\n\n", b"\xef\xbb\xbf", b",,,,,,", b";;;", b"\t\t", b"\x1a", b"\xe1\xbb", b"\xc0\x80",
    b"=1+1", "\u202e".encode(), "\u2028".encode(), b'""""', b"\x0b\x0c", "Đình".encode("utf-16-le"), "Phường".encode("cp1258", "ignore"),
)  # fmt: skip
NUMBERS = (
    b"9" * 400,
    b"-1",
    b"1e400",
    b"nan",
    b"inf",
    b"0x1F",
    b"1,2,3",
    b"1..2",
    b"-",
    b"%",
    "١٢٣".encode(),
    b"1/2",
    b"1" * 5000,
)


@add_mutation(*TEXTS, weight=40)
def put_noise_between(content: bytes, rng: random.Random) -> bytes:
    """NULs, stray quotes, other encodings, BOMs in the middle."""
    for _ in range(rng.choice((1, 3, 30))):
        at = rng.randrange(len(content) + 1)
        content = content[:at] + rng.choice(NOISE) + content[at:]
    return content


@add_mutation(*TEXTS, weight=20)
def replace_fields(content: bytes, rng: random.Random) -> bytes:
    """Numbers no column holds."""
    fields = content.split(b",")
    for _ in range(rng.choice((1, 5))):
        fields[rng.randrange(len(fields))] = rng.choice(NUMBERS)
    return b",".join(fields)


@add_mutation(*TEXTS, weight=30)
def swap_fields(content: bytes, rng: random.Random) -> bytes:
    """Fields change places: numbers in headers, names among numbers. The file itself is sound."""
    fields = content.split(b",")
    for _ in range(rng.choice((1, 3, 10, len(fields)))):
        one, other = rng.randrange(len(fields)), rng.randrange(len(fields))
        fields[one], fields[other] = fields[other], fields[one]
    return b",".join(fields)


@add_mutation(*TEXTS)
def shuffle_lines(content: bytes, rng: random.Random) -> bytes:
    """Lines in another order: data above the header, titles below."""
    lines = content.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


@add_mutation(*TEXTS)
def change_line_ends(content: bytes, rng: random.Random) -> bytes:
    """Old Mac line ends, blank lines, none at all."""
    return content.replace(b"\r\n", rng.choice((b"\r", b"\n\r", b"\n\n\n", b"", b"\x85", b"\r\r\n")))


@add_mutation(*TEXTS)
def change_delimiters(content: bytes, rng: random.Random) -> bytes:
    """Other delimiters, or two kinds in one file."""
    new = rng.choice((b";", b"\t", b"|", b" ", b",,", b"\x1f"))
    return content.replace(b",", new, rng.choice((3, 12, -1)))


@add_mutation(*TEXTS)
def change_field_counts(content: bytes, rng: random.Random) -> bytes:
    """Every line with another number of fields."""
    lines = content.split(b"\n")
    return b"\n".join(line.strip() + b"," * rng.randrange(40) for line in lines)


@add_mutation(*TEXTS, weight=4)
def put_long_line(content: bytes, rng: random.Random) -> bytes:
    """A line of ten million signs, quoted or not."""
    line = rng.choice((b"x", b"9", "ư".encode(), b'"', b" ")) * 5_000_000
    at = rng.choice((0, len(content)))
    return content[:at] + line + content[at:]


@add_mutation(*TEXTS, weight=4)
def put_many_columns(content: bytes, rng: random.Random) -> bytes:
    """A hundred thousand columns in one line or in all."""
    commas = rng.choice((b",", b",1")) * 100_000
    lines = content.split(b"\n")
    at = rng.randrange(len(lines))
    return b"\n".join(line + commas if rng.random() < 0.2 or n == at else line for n, line in enumerate(lines))


@add_mutation(*TEXTS, weight=4)
def put_empty_tail(content: bytes, rng: random.Random) -> bytes:
    """A million empty lines, as they come from a formatted sheet."""
    return content + rng.choice((b"\r\n", b",,,,,\r\n", b"  ,  ,\n")) * 1_000_000


@add_mutation(*TEXTS, weight=2)
def put_many_rows(content: bytes, rng: random.Random) -> bytes:
    """Up to fifty thousand more lines of data, all alike."""
    lines = content.strip().split(b"\n")
    return content + b"\n" + (lines[-1] + b"\n") * rng.choice((5_000, 50_000))


@add_mutation(*TEXTS, weight=5)
def encode_otherwise(content: bytes, rng: random.Random) -> bytes:
    """UTF-16 without a mark, cut in half a letter, or UTF-32."""
    text = content.decode("utf-8", "replace")
    return text.encode(rng.choice(("utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-7", "cp1252")), "replace")[
        : -rng.randrange(1, 4)
    ]
