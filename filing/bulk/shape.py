"""Why an element does not fit the schema, said completely: every fault of it and of everything below.

libxml2 stops at the first wrong child of an element; a claimant wants them all. The table of what belongs
where is read from the published schema itself, so the two cannot disagree.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lxml import etree

from filing.bulk.parse import QUALIFIED, SCHEMA_FILE
from filing.rules.finding import Finding, Params
from icms.lib.printable import INVISIBLE, code_point

_XS = "{http://www.w3.org/2001/XMLSchema}"
_AMOUNT = re.compile(r"-?\d{1,9}(\.\d{1,2})?", re.ASCII)
_BLANKS = " \t\r\n"  # what XML calls white space; Python's strip() takes more, and the schema does not (D10)
# Blanks of other kinds and what nobody sees: inside a value they are a fault that nobody finds by looking.
_ODD = re.compile(f"[^\\S{_BLANKS}]|[{INVISIBLE}]")
_DAY_OTHERWISE = re.compile(r"(\d{4})\s?[-‐–—−/.年]\s?(\d{1,2})\s?[-‐–—−/.月]\s?(\d{1,2})日?", re.ASCII)
_FINE_AMOUNT = re.compile(r"-?\d{1,9}\.\d{3,}", re.ASCII)


@dataclass(frozen=True)
class Child:
    """An element that belongs into another: its name, the name of its type, how often it comes."""

    name: str
    type: str
    needed: bool
    many: bool


@dataclass(frozen=True)
class Table:
    """What the schema says: children by type in their order, allowed values by type."""

    children: dict[str, tuple[Child, ...]]
    values: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def table() -> Table:
    """The schema as a table."""
    tree = etree.parse(SCHEMA_FILE).getroot()
    top = {str(el.get("name")): str(el.get("type")) for el in tree.findall(f"{_XS}element")}
    children = {
        str(kind.get("name")): tuple(_child(el, top) for el in kind.findall(f"{_XS}sequence/{_XS}element"))
        for kind in tree.findall(f"{_XS}complexType")
    }
    values = {
        str(kind.get("name")): tuple(str(v.get("value")) for v in kind.iterfind(f".//{_XS}enumeration"))
        for kind in tree.findall(f"{_XS}simpleType")
    }
    return Table(children, {name: allowed for name, allowed in values.items() if allowed})


def _child(element: etree._Element, top: dict[str, str]) -> Child:
    name = str(element.get("name") or element.get("ref"))
    kind = str(element.get("type") or top[name])
    return Child(name, kind, element.get("minOccurs") != "0", element.get("maxOccurs") == "unbounded")


Misfit = tuple[Finding, etree._Element]


def misfits(
    element: etree._Element, kind: str, path: str = "", *, into_claims: bool = False
) -> Iterator[Misfit]:
    """Every way in which the element and what is below it do not fit type `kind`, each with the element to point at.

    `path` is the element's own path, empty for a claim or the batch. Claims inside a batch are left alone
    unless `into_claims`: they are judged one by one.
    """
    allowed = ("version",) if kind == "Batch" else ()
    for name in element.attrib:
        if name not in allowed:
            yield Finding("unknown_attribute", path, {"name": _local(str(name))}), element
    if kind == "Batch" and element.get("version") is None:
        yield Finding("version_missing", path), element
    if kind not in table().children:
        yield from _value(element, kind, path)
        return
    seen: dict[str, int] = {}
    for child, known, where in _placed(element, kind, path, seen):
        if known is None:
            yield _unknown(child, kind, where), child
            continue
        yield from _order(child, known, kind, where, seen)
        if known.type != "Claim" or into_claims:
            yield from misfits(child, known.type, where, into_claims=into_claims)
    yield from _missing(element, kind, path, seen)
    yield from _stray_text(element, path)


def _placed(
    element: etree._Element, kind: str, path: str, seen: dict[str, int]
) -> Iterator[tuple[etree._Element, Child | None, str]]:
    """The children with what the schema knows of them and their paths; counts them in `seen` on the way."""
    belongs = {child.name: child for child in table().children[kind]}
    for child in element:
        name = str(child.tag).removeprefix(QUALIFIED)
        known = belongs.get(name) if str(child.tag).startswith(QUALIFIED) else None
        if known:
            seen[name] = seen.get(name, 0) + 1
        step = f"{name}[{seen[name]}]" if known and known.many else _local(str(child.tag))
        yield child, known, f"{path}/{step}" if path else step


def _order(
    child: etree._Element, known: Child, kind: str, where: str, seen: dict[str, int]
) -> Iterator[Misfit]:
    names = [each.name for each in table().children[kind]]
    if seen[known.name] > 1 and not known.many:
        yield Finding("repeated_element", where, {"name": known.name}), child
        return
    later = [name for name in seen if names.index(name) > names.index(known.name)]
    if later:
        before = min(later, key=names.index)
        yield Finding("wrong_order", where, {"name": known.name, "before": before}), child


def _unknown(child: etree._Element, kind: str, where: str) -> Finding:
    name = _local(str(child.tag))
    names = [each.name for each in table().children[kind]]
    close = difflib.get_close_matches(name, names, 1)
    params: Params = {"name": name, "allowed": ", ".join(names)}
    if name in names:
        return Finding("element_of_other_namespace", where, {"name": name})
    if close:
        return Finding("misspelt_element", where, {"name": name, "close": close[0]})
    return Finding("unknown_element", where, params)


def _missing(element: etree._Element, kind: str, path: str, seen: dict[str, int]) -> Iterator[Misfit]:
    for child in table().children[kind]:
        # A batch without claims is said once, by the rule that counts them.
        if child.needed and child.name not in seen and child.type != "Claim":
            where = f"{path}/{child.name}" if path else child.name
            yield Finding("missing_element", where, {"name": child.name}), element


def _stray_text(element: etree._Element, path: str) -> Iterator[Misfit]:
    texts = [element.text, *(child.tail for child in element)]
    stray = next((text.strip(_BLANKS) for text in texts if text and text.strip(_BLANKS)), "")
    if stray and not _ODD.sub("", stray).strip(_BLANKS):
        yield Finding("blank_between_elements", path, _odd_one(stray)), element
    elif stray:
        yield Finding("stray_text", path, {"value": stray[:200]}), element


def _value(element: etree._Element, kind: str, path: str) -> Iterator[Misfit]:
    """Why the text of an element without children is not of its type."""
    for child in element:
        name = _local(str(child.tag))
        params: Params = {"name": name, "inside": _local(str(element.tag))}
        yield Finding("element_inside_text", f"{path}/{name}", params), child
    text = (element.text or "").strip(_BLANKS)
    if kind != "Text" and _ODD.search(text):
        yield Finding("blank_in_value", path, _odd_one(text)), element
        text = _ODD.sub("", text)
    if not text:
        if not len(element):
            yield Finding("empty", path), element
    elif code := _code_of(text, kind):
        params = {"value": text[:200], **_hint(text, kind)}
        if code == "not_one_of":
            params["allowed"] = ", ".join(table().values[kind])
        yield Finding(code, path, params), element


def _code_of(text: str, kind: str) -> str:
    """What is wrong with the text of a field of this type; nothing if it fits."""
    allowed = table().values.get(kind)
    if allowed:
        return "" if text in allowed else "not_one_of"
    if kind == "Amount" and not _AMOUNT.fullmatch(text):
        return "too_many_decimals" if _FINE_AMOUNT.fullmatch(text) else "not_an_amount"
    if kind == "Count" and not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        return "not_a_count"
    return "not_a_date" if kind == "Day" and not is_day(text) else ""


def _odd_one(text: str) -> Params:
    """The first blank or sign that does not belong into the text, as `blank_in_value` names it."""
    found = _ODD.search(text)
    character = found[0] if found else text[0]
    called = unicodedata.name(character, "")
    return {
        "character": f"{code_point(character)} {called}".strip(),
        "place": 1 + (found.start() if found else 0),
    }


def _hint(text: str, kind: str) -> Params:
    """How the value is meant, where that can be said: full-width figures, a day written in another way."""
    narrow = unicodedata.normalize("NFKC", text).strip()
    if kind == "Day" and (parts := _DAY_OTHERWISE.fullmatch(narrow)):
        year, month, day = parts.groups()
        written = f"{year}-{month:0>2}-{day:0>2}"
        return {"hint": "day_otherwise", "written": written} if is_day(written) else {}
    if narrow == text:
        return {}
    plain = narrow.replace(",", "")
    if plain.isascii() and kind in ("Amount", "Count") and not _code_of(plain, kind):
        return {"hint": "wide_figures", "written": plain}
    return {}


def is_day(text: str) -> bool:
    """Whether the text is a day of the calendar, written as 2026-01-05."""
    if not re.fullmatch(r"[1-9]\d{3}-\d\d-\d\d", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _local(tag: str) -> str:
    """The name without its namespace, shortened: it comes from outside."""
    return tag.rpartition("}")[2][:60]
