"""When two organisations, or two applications, look alike (ACC-2): by keys that are kept beside what was entered.

Names: `icms.lib.names.likeness_key`. A change of a key needs a migration that writes the kept ones again.
"""

from __future__ import annotations

import unicodedata

from accounts.rules.limits import REGISTRATION_NUMBER_MAX
from icms.lib.names import likeness_key


def number_key(number: str) -> str:
    """A registration number as it is compared: without width, case and what stands between its signs; "" for none."""
    even = unicodedata.normalize("NFKC", number)
    return "".join(sign for sign in even.upper() if sign.isalnum())[:REGISTRATION_NUMBER_MAX]


def organisation_keys(number: str, name_en: str, name_zh: str) -> dict[str, str]:
    """The keys of an organisation, by the fields that keep them."""
    return {
        "number_key": number_key(number),
        "name_en_key": likeness_key(name_en),
        "name_zh_key": likeness_key(name_zh),
    }
