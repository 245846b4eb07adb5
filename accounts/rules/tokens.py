"""Links that are sent by e-mail: their secret goes out once, and only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets

SECRET_BYTES = 32  # 256 bits: nobody guesses one, so a look-up by its hash tells nothing by its time


def new_token() -> str:
    """A secret for an address, of characters that every mail programme leaves whole."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
