"""Keyed hashes of identifiers: SipHash-2-4 with 128 bits over arrays of numbers, and keyed BLAKE2b over the few that are no numbers.

An identifier of 12 digits has fewer than 2⁴⁰ values, so a hash without a key is undone by trying them all; with a key that lives as long as
the process it is not. SipHash: Aumasson and Bernstein, *SipHash: a fast short-input PRF*, 2012.
"""

from __future__ import annotations

import secrets
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

KEY_BYTES: Final = 16
STRIDE: Final = 8192  # words at a time: the lanes stay in the processor's cache
START: Final = (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)
LAST_BLOCK: Final = 8 << 56  # the length of a message of eight bytes


def make_key() -> bytes:
    """A new secret; nothing writes it anywhere."""
    return secrets.token_bytes(KEY_BYTES)


def hash_numbers(numbers: Words, key: bytes) -> tuple[Words, Words]:
    """Hash each number, as a message of eight little-endian bytes.

    Returns
    -------
    tuple of arrays
        The first and the last 64 bits. Two different numbers among n meet with a chance of at most n² / 2¹²⁹.

    Examples
    --------
    >>> first, last = hash_numbers(np.array([0x0706050403020100], np.uint64), bytes(range(16)))
    >>> first.tobytes().hex(), last.tobytes().hex()  # as OpenSSL's SipHash of the bytes 0 to 7 under the key 0 to 15
    ('3b62a9ba6258f561', '0f83e264f31497b4')
    """
    first, last = np.empty_like(numbers), np.empty_like(numbers)
    for start in range(0, len(numbers), STRIDE):
        part = slice(start, start + STRIDE)
        first[part], last[part] = _hash_part(numbers[part], key)
    return first, last


def hash_text(text: str, key: bytes) -> tuple[int, int]:
    """Hash one identifier that is no number, such as that of a passport; the two halves as :func:`hash_numbers`."""
    digest = blake2b(text.encode(), key=key, digest_size=16).digest()
    return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")


def _hash_part(numbers: Words, key: bytes) -> tuple[Words, Words]:
    halves = (int.from_bytes(key[:8], "little"), int.from_bytes(key[8:], "little"))
    lanes = [np.full(len(numbers), start ^ halves[i % 2], np.uint64) for i, start in enumerate(START)]
    spare = np.empty(len(numbers), np.uint64)
    lanes[1] ^= np.uint64(0xEE)
    for block in (numbers, np.uint64(LAST_BLOCK)):
        lanes[3] ^= block
        _mix(lanes, spare, 2)
        lanes[0] ^= block
    lanes[2] ^= np.uint64(0xEE)
    _mix(lanes, spare, 4)
    first = lanes[0] ^ lanes[1] ^ lanes[2] ^ lanes[3]
    lanes[1] ^= np.uint64(0xDD)
    _mix(lanes, spare, 4)
    return first, lanes[0] ^ lanes[1] ^ lanes[2] ^ lanes[3]


def _mix(lanes: list[Words], spare: Words, rounds: int) -> None:
    a, b, c, d = lanes
    for _ in range(rounds):
        _add(a, b, 13, spare)
        _turn(a, 32, spare)
        _add(c, d, 16, spare)
        _add(a, d, 21, spare)
        _add(c, b, 17, spare)
        _turn(c, 32, spare)


def _add(target: Words, other: Words, bits: int, spare: Words) -> None:
    np.add(target, other, out=target)
    _turn(other, bits, spare)
    np.bitwise_xor(other, target, out=other)


def _turn(lane: Words, bits: int, spare: Words) -> None:
    np.right_shift(lane, np.uint64(64 - bits), out=spare)
    np.left_shift(lane, np.uint64(bits), out=lane)
    np.bitwise_or(lane, spare, out=lane)
