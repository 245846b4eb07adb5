"""How much a case may hold (A13); claims that become cases have the same limits."""

from __future__ import annotations

PARTIES_MAX = 50  # of every role together
ADDRESSES_MAX = 20  # of one party
