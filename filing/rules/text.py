"""How the rules look at text: characters that cannot be seen, weight, sameness."""

from __future__ import annotations

import re
import unicodedata

# Control, bidirectional and zero-width characters: they hide what a name says (performance F21). Tab and
# line ends are ordinary in free text; the zero-width joiners are not needed by Chinese or English.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

# None of the narrow ones joins with a mark that follows, so they may be changed before the rest.
_WIDE_SIGNS = tuple(zip("，：；！？（）", ",:;!?()", strict=True))


def has_control(text: str) -> bool:
    """Whether text holds characters that steer the display instead of showing something."""
    # What can be printed, line ends apart, holds none of them; that look is twenty times faster and mostly enough.
    if text.isprintable() or text.replace("\n", "").isprintable():
        return False
    return _CONTROL.search(text) is not None


def without_control(text: str) -> str:
    """The text with each such character replaced by a visible sign, so that it can be quoted safely."""
    return _CONTROL.sub("\ufffd", text)


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
    """What stays equal when only width, case and spaces differ."""
    narrow = text if text.isascii() else unicodedata.normalize("NFKC", _with_narrow_signs(text))
    return " ".join(narrow.casefold().split())


def _with_narrow_signs(text: str) -> str:
    """The text with the wide signs of Chinese writing as NFKC makes them: it is quick where it finds no other work."""
    for wide, narrow in _WIDE_SIGNS:
        text = text.replace(wide, narrow)
    return text


def same_name(one: str, other: str) -> bool:
    """Whether two names differ at most in width, case and spaces."""
    return one == other or same_key(one) == same_key(other)
