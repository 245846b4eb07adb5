"""A copy of the batch file with the faults written into it, each above the claim that it concerns (BLK-5)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from lxml import etree

from filing.bulk.parse import Unusable, open_batch, refuse_depth
from filing.bulk.read import claim_elements
from filing.bulk.report import Fault, Report
from filing.rules.text import made_visible


def annotated_xml(data: bytes, report: Report) -> bytes | None:
    """The file as UTF-8 with a comment above each claim that has faults, in the active language.

    Faults of the batch stand at its head. None where the file could not be read as a batch. The comments
    change nothing for a reader of the file, but they move the lines: a line in them is that of the file sent.
    """
    try:
        opened = open_batch(data, keep_comments=True)
        refuse_depth(opened)
    except Unusable:
        return None
    root = opened.root
    claims = claim_elements(root)
    for position, claim in enumerate(claims, 1):
        faults = report.of_claim(position)
        parent = claim.getparent()
        if faults and parent is not None:
            comment = etree.Comment(_text(faults))
            comment.tail = "\n" + _indent(claim)
            parent.insert(parent.index(claim), comment)
    if head := report.of_claim(None):
        comment = etree.Comment(_text(head))
        comment.tail = root.text or "\n"
        root.insert(0, comment)
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


def _indent(element: etree._Element) -> str:
    """The white space before the element on its line, so that the copy stays in shape."""
    before = element.getprevious()
    parent = element.getparent()
    space = before.tail if before is not None else parent.text if parent is not None else ""
    tail = (space or "").rpartition("\n")[2]
    return tail if not tail.strip() else ""


def _text(faults: tuple[Fault, ...]) -> str:
    """The words of a comment. "--" would end it early, and so would a "-" at its end."""
    lines = []
    for each in faults:
        kind = _("ERROR") if each.severity == "error" else _("WARNING")
        where = _("line %(line)s") % {"line": each.line} if each.line else ""
        place = ", ".join(part for part in (each.field, where) if part)
        lines.append(f"{kind} [{each.code}] {place}: {each.message} {each.remedy}")
    text = made_visible("\n".join(lines))
    while "--" in text:
        text = text.replace("--", "-\u2010")
    return f"\n{text}\n"
