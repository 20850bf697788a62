"""Damage to the bytes of any file: cut, flipped, filled with noise, or under another ending."""

from __future__ import annotations

import random

from tests.mutations.model import ALL, MUTATIONS, Mutant, Mutation, add_mutation


@add_mutation(*ALL, weight=30)
def truncate(content: bytes, rng: random.Random) -> bytes:
    """Keep the beginning, as after a broken transfer."""
    return content[: rng.randrange(len(content))]


@add_mutation(*ALL, weight=40)
def flip_bytes(content: bytes, rng: random.Random) -> bytes:
    """Change 1 to 64 bytes anywhere."""
    changed = bytearray(content)
    for _ in range(rng.choice((1, 2, 8, 64))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


@add_mutation(*ALL)
def insert_bytes(content: bytes, rng: random.Random) -> bytes:
    """Noise in the middle."""
    at = rng.randrange(len(content))
    return content[:at] + rng.randbytes(rng.choice((1, 16, 1000))) + content[at:]


@add_mutation(*ALL)
def cut_out_bytes(content: bytes, rng: random.Random) -> bytes:
    """A hole in the middle."""
    at = rng.randrange(len(content))
    return content[:at] + content[at + rng.choice((1, 16, 1000)) :]


@add_mutation(*ALL)
def repeat_bytes(content: bytes, rng: random.Random) -> bytes:
    """A piece twice."""
    first, last = sorted(rng.randrange(len(content)) for _ in range(2))
    return content[:last] + content[first:]


@add_mutation(*ALL, weight=4)
def put_noise_before(content: bytes, rng: random.Random) -> bytes:
    """Bytes in front, as some mail gateways leave them."""
    return rng.randbytes(rng.choice((1, 3, 500))) + content


@add_mutation(*ALL, weight=4)
def replace_by_noise(content: bytes, rng: random.Random) -> bytes:
    """Nothing but noise, or nothing at all."""
    return rng.randbytes(rng.choice((0, 1, 4, len(content))))


def rename(mutant: Mutant, rng: random.Random) -> Mutant:
    """The ending of another format, in any case, or an unknown one."""
    return Mutant(rng.choice((*ALL, ".XLSX", ".Csv", ".pdf", ".txt", "")), mutant.content)


MUTATIONS.append(Mutation("rename", ALL, 20, rename))
