"""What a child says of a file that is refused."""

from __future__ import annotations


class Fault(Exception):
    """The file is refused: a code, and what was found or on which page ("" where that says no more)."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code)
        self.code, self.found = code, found
