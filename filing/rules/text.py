"""How the rules look at text: what can be quoted, and weight. What a name may hold: `icms.lib.printable`."""

from __future__ import annotations

import re

from icms.lib.printable import code_point, unprintable

_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


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
