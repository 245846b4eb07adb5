"""When two organisations, or two applications, look alike (ACC-2): by keys that are kept beside what was entered.

Whoever changes a key here writes the kept ones anew in a migration.
"""

from __future__ import annotations

import unicodedata

from accounts.rules.limits import NAME_KEY_MAX, REGISTRATION_NUMBER_MAX

ENDINGS = frozenset({"limited", "ltd", "co", "company", "the"})


def number_key(number: str) -> str:
    """A registration number as it is compared: without width, case and what stands between its signs; "" for none."""
    return "".join(sign for sign in _even(number).upper() if sign.isalnum())[:REGISTRATION_NUMBER_MAX]


def name_key(name: str) -> str:
    """A name as it is compared: without width, case, spaces, punctuation and the usual endings of companies."""
    words = "".join(sign if sign.isalnum() else " " for sign in _even(name).casefold()).split()
    while words and words[-1] in ENDINGS:
        words.pop()
    return "".join(words).removesuffix("有限公司")[:NAME_KEY_MAX]


def _even(text: str) -> str:
    """Full-width figures and letters, as a Chinese keyboard writes them, are the plain ones."""
    return unicodedata.normalize("NFKC", text)


def organisation_keys(number: str, name_en: str, name_zh: str) -> dict[str, str]:
    """The keys of an organisation, by the fields that keep them."""
    return {
        "number_key": number_key(number),
        "name_en_key": name_key(name_en),
        "name_zh_key": name_key(name_zh),
    }
