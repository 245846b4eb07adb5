"""How the rules look at text: what can be quoted, weight, sameness. What a name may hold: `icms.lib.printable`."""

from __future__ import annotations

import re
import unicodedata

from icms.lib.printable import code_point, unprintable, without_unseen

_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

# None of the narrow ones joins with a mark that follows, so they may be changed before the rest.
_WIDE_SIGNS = tuple(zip("，：；！？（）", ",:;!?()", strict=True))


def made_visible(text: str) -> str:
    """The text with each character that cannot be seen or printed as its number, so that it can be quoted safely."""
    found = {each.character for each in unprintable(text, lines=True)}
    return "".join(f"[{code_point(each)}]" if each in found else each for each in text) if found else text


def weight(text: str) -> int:
    """A measure of how much a text tells: a Chinese character counts three, any other sign that is no space one."""
    dense = "".join(text.split())
    return len(dense) + 2 * len(_CHINESE.findall(dense))


def is_thin(text: str, least: int) -> bool:
    """Whether the text weighs less than `least`; most texts are long enough without weighing their characters."""
    # Of all white space only the plain space can be printed.
    if len(text) - text.count(" ") >= least and text.isprintable():
        return False
    plain = text.replace("\n", "")
    if len(plain) - plain.count(" ") >= least and plain.isprintable():
        return False
    return weight(text) < least


def same_key(text: str) -> str:
    """What stays equal when only width, case, spaces and what nobody sees differ (DOC-2b)."""
    text = without_unseen(text)
    narrow = text if text.isascii() else unicodedata.normalize("NFKC", _with_narrow_signs(text))
    return " ".join(narrow.casefold().split())


def _with_narrow_signs(text: str) -> str:
    """The text with the wide signs of Chinese writing as NFKC makes them: it is quick where it finds no other work."""
    for wide, narrow in _WIDE_SIGNS:
        text = text.replace(wide, narrow)
    return text


def same_name(one: str, other: str) -> bool:
    """Whether two names differ at most in width, case, spaces and what nobody sees."""
    return one == other or same_key(one) == same_key(other)
