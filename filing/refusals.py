"""The words of what this app refuses."""

from __future__ import annotations

WORDS: dict[str, str] = {}
