"""What no line of a log may hold: the secrets of links that were mailed (ALL-4)."""

from __future__ import annotations

import logging
import re

# Addresses whose last part opens something for whoever has it. Django's own logger tells the address of each request
# that was refused, and the link of a form that came back with faults still works.
_LINK = re.compile(
    r"(/accounts/(?:invitation|activate)/|/account/(?:confirm-email|password/reset/key)/)[^/\s\"'?]+"
)


class WithoutSecrets(logging.Filter):
    """Takes the secrets of links out of a line and lets every line pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the line is worded here only where it holds such a link."""
        line = record.getMessage()
        clean = _LINK.sub(r"\1...", line)
        if clean != line:
            record.msg, record.args = clean, ()
        return True
