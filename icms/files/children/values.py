"""Values of a stranger's PDF, read without trust: whatever is not of the type that the format promises is absent.

The library gives numbers, truth values and null as plain Python values, strings as its own type, and follows
references by itself. Nothing here raises for what a file holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pikepdf import Array, Dictionary, Object, Page, Stream, String

LARGEST = 1e9  # no number of a page, a field or a note is larger; what is, is no number to us
DEEPEST = 64  # how far inherited values are looked for, and how deep a field may lie in its form
Box = tuple[float, float, float, float]


def number(value: object, default: float = 0.0) -> float:
    """The value as a number; `default` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return default
    found = float(value)
    return found if abs(found) <= LARGEST else default


def text(value: object) -> str:
    """The value as text, for a string; "" for anything else."""
    return str(value) if isinstance(value, str | String) else ""


def name(value: object) -> str:
    """The value as a name with its slash, "" for anything else."""
    try:
        held = str(value) if isinstance(value, Object) and not isinstance(value, String | Array) else ""
    except UnicodeDecodeError:  # a name in no known coding
        return ""
    return held if held.startswith("/") else ""


def items(value: object) -> list[object]:
    """The entries of an array; a single value counts as an array of one, null as an empty one."""
    if isinstance(value, Array):
        return list(value)
    return [] if value is None else [value]


def dictionaries(value: object) -> list[Dictionary]:
    """Those entries of an array that are dictionaries."""
    return [each for each in items(value) if isinstance(each, Dictionary)]


def entries(value: object) -> Iterator[tuple[str, object]]:
    """The keys and values of a dictionary or of a stream's dictionary; none for anything else."""
    if isinstance(value, Dictionary | Stream):
        yield from ((str(key), held) for key, held in value.items())


def entry(value: object, *keys: str) -> object:
    """What lies under these keys, one in the other; None where anything on the way is no dictionary."""
    for key in keys:
        if not isinstance(value, Dictionary | Stream):
            return None
        value = value.get(key)
    return value


def box(value: object) -> Box | None:
    """Four numbers as left, bottom, right, top with some area between them; None for anything else."""
    sides = list(value) if isinstance(value, Array) else []
    if len(sides) != 4 or any(isinstance(side, bool) for side in sides):
        return None
    if not all(isinstance(side, int | float | Decimal) for side in sides):
        return None
    first, second, third, fourth = (float(side) for side in sides)
    if not all(abs(side) <= LARGEST for side in (first, second, third, fourth)):
        return None
    found = min(first, third), min(second, fourth), max(first, third), max(second, fourth)
    return found if found[0] < found[2] and found[1] < found[3] else None


def inherited(page: Page, key: str) -> object:
    """The value of a page's entry, or of the nearest node above that has one."""
    node: object = page.obj
    for _ in range(DEEPEST):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node.get(key)
        node = node.get("/Parent")
    return None
