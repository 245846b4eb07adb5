"""What a form field of a stranger's PDF holds: its kind, its value, and how the value is to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Dictionary, Stream, String

from icms.files.children.values import DEEPEST, entry, items, name, number, text

SIZE_MAX = 144.0  # points; a larger letter than any form has
MULTILINE, PASSWORD, PUSH_BUTTON, COMB, NO_VIEW, HIDDEN = 1 << 12, 1 << 13, 1 << 16, 1 << 24, 1 << 5, 1 << 1


@dataclass(frozen=True)
class Field:
    """A field as a reader shows it. `size` 0 means: as large as fits; `colour` are operators; `align` is 0, 1 or 2."""

    kind: str
    lines: tuple[str, ...]
    size: float
    colour: str
    align: int
    multiline: bool
    comb: int


def of_widget(widget: Dictionary, form: object) -> Field:
    """The field that a widget shows, with what it inherits from its parents and from the form."""
    flags = int(number(_held(widget, "/Ff")))
    kind = name(_held(widget, "/FT"))
    if kind == "/Btn" and flags & PUSH_BUTTON:
        kind = ""
    size, colour = _appearance(text(_held(widget, "/DA") or entry(form, "/DA")))
    lines = _shown_lines(widget, kind, flags)
    comb = int(number(_held(widget, "/MaxLen"))) if flags & COMB and kind == "/Tx" else 0
    align = int(number(_held(widget, "/Q") or entry(form, "/Q")))
    return Field(kind, lines, size, colour, align, bool(flags & MULTILINE) or len(lines) > 1, comb)


def of_note(note: Dictionary) -> Field:
    """What a free text note shows."""
    size, colour = _appearance(text(note.get("/DA")))
    return Field(
        "/Tx", tuple(_lines(text(note.get("/Contents")))), size, colour, int(number(note.get("/Q"))), True, 0
    )


def is_formatted(widget: Dictionary) -> bool:
    """Whether a script of the field words the value that it shows."""
    return isinstance(entry(_held(widget, "/AA"), "/F"), Dictionary)


def switched_on(widget: Dictionary) -> bool:
    """Whether a tick or a choice is on."""
    state = name(widget.get("/AS")) or name(_held(widget, "/V"))
    return state not in ("", "/Off")


def _held(widget: Dictionary, key: str) -> object:
    """The entry of the field, or of the nearest parent that has one."""
    for node in _upwards(widget):
        if key in node:
            return node.get(key)
    return None


def _upwards(widget: Dictionary) -> Iterator[Dictionary]:
    node: object = widget
    for _ in range(DEEPEST):
        if not isinstance(node, Dictionary):
            return
        yield node
        node = node.get("/Parent")


def _shown_lines(widget: Dictionary, kind: str, flags: int) -> tuple[str, ...]:
    value = _held(widget, "/V")
    if kind == "/Tx":
        held = value.read_bytes().decode("latin-1") if isinstance(value, Stream) else text(value)
        return ("*" * len(held),) if flags & PASSWORD and held else tuple(_lines(held))
    if kind == "/Ch":
        labels = dict(_labels(_held(widget, "/Opt")))
        chosen = [text(each) for each in items(value)]
        return tuple(labels.get(each, each) for each in chosen if each)
    return ()


def _labels(options: object) -> Iterator[tuple[str, str]]:
    """What is stored for each choice, and what is shown for it."""
    for option in items(options):
        pair = items(option) if not isinstance(option, str | String) else [option, option]
        if len(pair) == 2:
            yield text(pair[0]), text(pair[1])


def _lines(held: str) -> list[str]:
    return held.replace("\r\n", "\n").replace("\r", "\n").split("\n") if held.strip() else []


def _appearance(given: str) -> tuple[float, str]:
    """Size and colour of a default appearance such as "/Helv 12 Tf 0 0 1 rg"."""
    size, colour, numbers = 0.0, "0 g", list[str]()
    for word in given.split():
        if _is_number(word):
            numbers.append(word)
            continue
        if word == "Tf" and numbers:
            size = min(max(0.0, float(numbers[-1])), SIZE_MAX)
        wanted = {"g": 1, "rg": 3, "k": 4}.get(word, 0)
        if wanted and len(numbers) >= wanted:
            colour = " ".join([*numbers[-wanted:], word])
        numbers = []
    return size, colour


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).removeprefix("-").isdecimal() and word.isascii()


def normal_appearance(annotation: Dictionary) -> Stream | None:
    """The drawing of the annotation in its present state, as readers choose it; None where there is none."""
    drawn = entry(annotation, "/AP", "/N")
    if isinstance(drawn, Dictionary):
        state = (
            name(annotation.get("/AS"))
            or name(annotation.get("/V"))
            or name(entry(annotation, "/Parent", "/V"))
        )
        drawn = drawn.get(state if state and state in drawn else "/Off")
    return drawn if isinstance(drawn, Stream) else None
