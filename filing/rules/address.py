"""An address as it stands on an envelope (BLK-7). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CHINESE = re.compile("[\u3400-\u9fff]")
# The areas of the published format, in English and in Chinese.
_AREAS = {
    "HK": ("Hong Kong", "香港"),
    "KLN": ("Kowloon", "九龍"),
    "NT": ("New Territories", "新界"),
}


def address_text(lines: Sequence[str], district: str, area: str, country: str) -> str:
    """The lines, the district, then the area or, outside Hong Kong, the country; one below the other.

    The area is written in Chinese where any line is.
    """
    above = [*lines, district]
    chinese = any(_CHINESE.search(line) for line in above)
    below = _AREAS[area][chinese] if area in _AREAS else country
    return "\n".join(line for line in (*above, below) if line)
