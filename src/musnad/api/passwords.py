"""Passwords: Argon2id, with the parameters that its library recommends (RFC 9106, low memory)."""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from musnad.errors import InputError

SHORTEST, LONGEST = 10, 200
"""Characters of a password; NIST SP 800-63B asks for length, and against rules about kinds of characters."""

_HASHER = PasswordHasher()
_AT_ONCE = BoundedSemaphore(2)
"""Each verification takes 64 MiB."""


def hashed(password: str) -> str:
    """The hash of a new password. Raises InputError for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"a password has {SHORTEST} to {LONGEST} characters")
    with _AT_ONCE:
        return _HASHER.hash(_bytes(password))


def matches(password: str, stored: str | None) -> bool:
    """Whether it is the password of that hash; takes as long where there is no hash, so that nobody learns who exists."""
    with _AT_ONCE:
        try:
            _HASHER.verify(stored or _nobodys(), _bytes(password))
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


@cache
def _nobodys() -> str:
    return _HASHER.hash(b"nobody has this password")


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
