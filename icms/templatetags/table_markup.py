"""Gives a plain table what a phone and a screen reader need: a label on each cell, and roles that survive CSS.

A table whose rows become cards loses its meaning for assistive technology, because CSS that changes `display`
takes the implicit roles away; explicit roles stay. Templates can so write plain tables.
"""

from __future__ import annotations

import re
from html import unescape

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString

_TAG = re.compile(r"<(thead|tbody|tfoot|tr|th|td)\b([^>]*)>", re.IGNORECASE)
_HEAD = re.compile(r"<thead\b.*?</thead>", re.IGNORECASE | re.DOTALL)
_HEAD_CELL = re.compile(r"<th\b([^>]*)>(.*?)</th>", re.IGNORECASE | re.DOTALL)
_COLSPAN = re.compile(r'\bcolspan="(\d+)"', re.IGNORECASE)
_HIDDEN_LABEL = re.compile(r"\bdata-no-label\b", re.IGNORECASE)


def labelled(rows: str) -> SafeString:
    """The rows (thead, tbody, tfoot) with `role` on every element and `data-label` on every body cell.

    A head cell with `data-no-label` (say, over tick boxes) gives its column no label on cards.
    """
    labels = _labels(rows)
    out: list[str] = []
    end = column = 0
    in_head = False
    for tag in _TAG.finditer(rows):
        name, attributes = tag[1].lower(), tag[2]
        if name in ("thead", "tbody", "tfoot"):
            in_head = name == "thead"
        if name == "tr":
            column = 0
        label = ""
        if name in ("th", "td"):
            if not in_head and column < len(labels):
                label = labels[column]
            column += _span(attributes)
        out += [rows[end : tag.start()], f"<{name}{attributes}{_extra(name, attributes, label, in_head)}>"]
        end = tag.end()
    # Only attributes were added, to markup that the template had already made safe.
    return SafeString("".join(out) + rows[end:])


def _labels(rows: str) -> list[str]:
    head = _HEAD.search(rows)
    labels: list[str] = []
    for attributes, words in _HEAD_CELL.findall(head[0] if head else ""):
        label = "" if _HIDDEN_LABEL.search(attributes) else unescape(strip_tags(words)).strip()
        labels += [label] * _span(attributes)
    return labels


def _span(attributes: str) -> int:
    span = _COLSPAN.search(attributes)
    return int(span[1]) if span else 1


def _extra(name: str, attributes: str, label: str, in_head: bool) -> str:
    roles = {"tr": "row", "td": "cell", "th": "columnheader" if in_head else "rowheader"}
    extra = "" if "role=" in attributes else f' role="{roles.get(name, "rowgroup")}"'
    if label and "data-label=" not in attributes:
        extra += f' data-label="{escape(label)}"'
    return extra
