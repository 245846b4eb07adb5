"""Money: integer cents inside, Hong Kong dollars at the edges."""

from __future__ import annotations

import re

# ASCII digits only: a full-width or signed amount, an exponent or a third decimal is a slip, not a sum.
_AMOUNT = re.compile(r"([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]{1,2}))?")


def dollars(cents: int) -> str:
    """Cents as people read them: HK$1,234.50."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}HK${whole:,}.{rest:02d}"


def parse_dollars(text: str) -> int:
    """The cents of an amount typed in dollars: 60000, 60000.5 or 60,000.00.

    Raises ValueError for everything else: signs, exponents, a third decimal, other digits than 0 to 9.
    """
    amount = _AMOUNT.fullmatch(text.strip(" "))
    if amount is None:
        raise ValueError("an amount looks like 60000, 60000.50 or 60,000.50")
    return int(amount[1].replace(",", "")) * 100 + int((amount[2] or "0").ljust(2, "0"))
