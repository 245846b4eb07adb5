"""The three languages of the portal and the ways to speak one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.utils import translation

ENGLISH = "en"
TRADITIONAL = "zh-hant"
SIMPLIFIED = "zh-hans"
LANGUAGES = [(ENGLISH, "English"), (TRADITIONAL, "繁體"), (SIMPLIFIED, "简体")]

# The hearing language of a case is one of the two official ones; a Chinese document is in Traditional Chinese.
HEARING_LANGUAGES = {"en": ENGLISH, "zh": TRADITIONAL}


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Words everything inside in the given language, whatever the request or worker speaks."""
    with translation.override(code):
        yield


def chinese_first() -> bool:
    """Whether the reader should see a Chinese name before an English one."""
    return (translation.get_language() or ENGLISH).startswith("zh")


def joined(names: Iterable[str]) -> str:
    """Names one after another, as the reader's language writes a list."""
    return ("、" if chinese_first() else ", ").join(names)
