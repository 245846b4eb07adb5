"""Refusals: an act that may not happen says so by a code, which is worded only when it is shown."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

Words = Mapping[str, "str | Promise"]

_words: dict[str, str | Promise] = {}


class Refused(Exception):
    """An act was refused. Nothing of it happened: the transaction that raised it rolls back.

    `code` names the reason, `params` fill its words; `str()` words it in the active language.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return word(self)


def register(words: Words) -> None:
    """Adds an app's words (its `refusals.WORDS`). Raises ValueError where two apps word one code differently."""
    for code, text in words.items():
        if code in _words and _words[code] is not text:
            raise ValueError(f"two wordings for the refusal {code!r}")
        _words[code] = text


def word(refused: Refused) -> str:
    """The refusal in the active language."""
    text = str(_words.get(refused.code, refused.code))
    return text % refused.params if refused.params else text


def known_codes() -> frozenset[str]:
    """Every code that has words; a test compares it with the codes that the code raises."""
    return frozenset(_words)
