"""When two names of files are the same name (DOC-2b): one key for both sides, pure.

A name is compared as people see it. A browser writes a quotation mark or a line end of a name as %22, %0D or %0A
(WHATWG, multipart/form-data); a system composes or decomposes accents; a program puts in blanks that look alike and
signs that nobody sees. What people do see, such as the width of a letter, keeps names apart.
"""

from __future__ import annotations

import re
import unicodedata

from icms.lib.printable import INVISIBLE

_ESCAPED = re.compile(r"%(22|0D|0A)", re.IGNORECASE)
_WRITTEN = {"22": '"', "0D": "\r", "0A": "\n"}
_BLANKS = re.compile(r"\s+")
# Blanks first: a tab and a line end are control characters too, and part two words. Variation selectors ask for
# another drawing of the same letter, and programs lose them.
_UNSEEN = re.compile(f"(?![\\s])[{INVISIBLE}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# What no database column takes.
_UNKEPT = re.compile("[\x00\ud800-\udfff]")


def given_name(sent: str) -> str:
    """The last segment of the name that a browser sent, as it stands on the sender's disk; never cut."""
    last = _UNKEPT.sub("", sent).replace("\\", "/").rpartition("/")[2]
    return _ESCAPED.sub(lambda found: _WRITTEN[found[1].upper()], last)


def file_key(name: str) -> str:
    """The name as it is compared, whichever side it comes from. The key of a key is the key."""
    if not name.isascii():
        # Decomposed before and composed after: case folding alone is not the same for both forms (Unicode, D145).
        name = unicodedata.normalize("NFD", unicodedata.normalize("NFD", _UNSEEN.sub("", name)).casefold())
        name = unicodedata.normalize("NFC", name)
    seen = _UNSEEN.sub("", given_name(name)).casefold()
    stem, dot, suffix = _BLANKS.sub(" ", seen).strip().rpartition(".")
    return f"{stem.rstrip()}{dot}{suffix.lstrip()}"
