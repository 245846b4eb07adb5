"""The one door from bytes to an XML tree: what cannot be read safely is refused before or by the parser (BLK-4).

What could go wrong here: a document type brings entities (a bomb, a file of this server, a network call),
`xsi:schemaLocation` makes a validator fetch what it names, depth and size fill the memory. So size, encoding
and document type are judged on the bytes, before any parser sees them, and foreign hints never reach the schema.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import cast

from lxml import etree

from filing.bulk.mistaken import forbidden_character, other_file
from filing.rules import limits
from filing.rules.finding import Finding, Params

# The forms of a claim that the published format names, by the codes of their document types.
FORMS = ("form_1", "form_2")

NAMESPACE = "urn:icms:bulk-claims:1"
QUALIFIED = f"{{{NAMESPACE}}}"
SCHEMA_FILE = Path(__file__).parent / "schema" / "claims-1.xsd"
EXAMPLE_FILE = SCHEMA_FILE.with_name("example-1.xml")
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_HINTS = {f"{{{_XSI}}}schemaLocation", f"{{{_XSI}}}noNamespaceSchemaLocation"}
_SPACE = re.compile(rb"\s*")
_UTF8_BOM = b"\xef\xbb\xbf"
# What is longer was written to cost time: there the parser's own line is near enough.
_TAG_LINES_MAX = 200
_LINE_BYTES_MAX = 64 * 1024
# What the parser met, by its own number, in our words; what is not here is "not_well_formed".
_BROKEN = {
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: "tags_crossed",
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: "breaks_off",
    etree.ErrorTypes.ERR_GT_REQUIRED: "breaks_off",
    etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED: "breaks_off",
    etree.ErrorTypes.ERR_CDATA_NOT_FINISHED: "breaks_off",
    etree.ErrorTypes.ERR_NAME_REQUIRED: "sign_not_escaped",
    etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING: "sign_not_escaped",
    etree.ErrorTypes.ERR_LT_IN_ATTRIBUTE: "sign_not_escaped",
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: "unknown_entity",
    etree.ErrorTypes.ERR_INVALID_CHAR: "forbidden_character",
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY: "not_xml",
}
_FOREIGN_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"<\x00", b"\x00<")


@dataclass(frozen=True)
class Placed:
    """A finding with its line, counted from 1; None where a file has no lines to speak of."""

    finding: Finding
    line: int | None


class Unusable(Exception):
    """The file cannot be read as a batch at all: one fault, with the line if there is one."""

    def __init__(self, code: str, line: int | None = None, **params: str | int) -> None:
        super().__init__(code)
        self.placed = Placed(Finding(code, "", dict(params)), line)


@lru_cache(maxsize=1)
def schema() -> etree.XMLSchema:
    """The published schema, compiled once a process."""
    return etree.XMLSchema(etree.parse(SCHEMA_FILE, _parser()))


@dataclass(frozen=True)
class Opened:
    """A batch file that can be read: its root and its lines."""

    root: etree._Element
    data: bytes
    stray: tuple[Placed, ...]
    _found: dict[tuple[int, str], int] = field(default_factory=dict)

    def line(self, element: etree._Element) -> int:
        """The line on which the element's start tag begins.

        libxml2 notes the line on which a start tag ends, and beyond line 65,535 sometimes the next one;
        from there the tag is looked for upwards, once for all its faults.
        """
        prefix = f"{element.prefix}:" if element.prefix else ""
        place = (_noted(element), prefix + etree.QName(element).localname)
        if place not in self._found:
            self._found[place] = self._begins(*place)
        return self._found[place]

    def _begins(self, noted: int, name: str) -> int:
        start = re.compile(f"<{re.escape(name)}(?![\\w.:-])".encode())
        lines = _lines(self.data)
        for number in range(min(noted, len(lines)), max(0, noted - _TAG_LINES_MAX), -1):
            if len(lines[number - 1]) > _LINE_BYTES_MAX or start.search(lines[number - 1]):
                return number
        return noted


@lru_cache(maxsize=1)
def _lines(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def open_batch(data: bytes, *, keep_comments: bool = False) -> Opened:
    """Reads the bytes of a batch file. Raises Unusable for what is no batch of this format and version.

    Its depth is left to `refuse_depth`: the parser allows 256, and what fits the schema is never deep.
    """
    _refuse_bytes(data)
    # The byte order mark is no part of the document, and line numbers stay the same without it.
    data = data.removeprefix(_UTF8_BOM)
    _refuse_doctype(data)
    try:
        root = etree.fromstring(data, _parser(keep_comments))
    except etree.XMLSyntaxError as error:
        raise _broken(error, data) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unusable("doctype", 1)
    opened = Opened(root, data, ())
    _refuse_root(opened)
    _refuse_crowds(opened)
    return Opened(root, data, tuple(_take_foreign_hints(opened)))


def refuse_depth(opened: Opened) -> None:
    """Raises Unusable for a file deeper than what looks for its faults may go. It costs as much as the schema."""
    found = opened.root.xpath("(" + "/*" * (limits.XML_DEPTH_MAX + 1) + ")[1]")
    for deep in cast("list[etree._Element]", found):
        raise Unusable("too_deep", _noted(deep), most=limits.XML_DEPTH_MAX)


def _parser(keep_comments: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=not keep_comments, remove_pis=not keep_comments, encoding="utf-8",
    )  # fmt: skip


def _refuse_bytes(data: bytes) -> None:
    if not data or data.isspace():
        raise Unusable("file_empty")
    if len(data) > limits.XML_BYTES_MAX:
        raise Unusable("file_too_large", bytes=len(data), most=limits.XML_BYTES_MAX)
    if data.startswith(_FOREIGN_BOMS):
        raise Unusable("not_utf8", 1)
    if code := other_file(data):
        raise Unusable(code, 1)
    if (at := data.find(b"\x00")) >= 0:
        raise Unusable("nul_character", _line_at(data, at))
    _refuse_encoding(data)
    # Each element has at most two tags; a comment or a lone "<" is rare enough not to matter.
    if data.count(b"<") > 2 * limits.XML_ELEMENTS_MAX:
        raise Unusable("too_many_elements", 1, most=limits.XML_ELEMENTS_MAX)


def _refuse_encoding(data: bytes) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unusable("not_utf8", _line_at(data, error.start)) from None
    declared = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([^\"'>]*)", data)
    if declared and declared[1].strip().lower() not in (b"utf-8", b"utf8"):
        raise Unusable("wrong_encoding", 1, value=declared[1].decode()[:60])


def _refuse_doctype(data: bytes) -> None:
    """Steps over declaration, comments and instructions at the head, so that a DOCTYPE never reaches the parser."""
    at = 0
    while True:
        at = _SPACE.match(data, at).end()  # type: ignore[union-attr]  # it matches nothing as well
        if data.startswith(b"<!--", at):
            end, skip = data.find(b"-->", at + 4), 3
        elif data.startswith(b"<?", at):
            end, skip = data.find(b"?>", at + 2), 2
        elif data[at : at + 9].upper() == b"<!DOCTYPE":
            raise Unusable("doctype", _line_at(data, at))
        else:
            return
        if end < 0:
            return
        at = end + skip


def _broken(error: etree.XMLSyntaxError, data: bytes) -> Unusable:
    """The fault for what the parser met; its own English words are only a detail for programmers."""
    line = error.lineno or 1
    text = (error.msg or "").split(", line ")[0]
    if "depth" in text.lower():
        return Unusable("too_deep", line, most=limits.XML_DEPTH_MAX)
    if any(words in text.lower() for words in ("huge text", "too long", "limit exceeded")):
        return Unusable("text_too_huge", line)
    code = _BROKEN.get(getattr(error, "code", 0), "not_well_formed")
    if code == "forbidden_character":
        code, params = forbidden_character(b"".join(_lines(data)[line - 1 : line]), text[:200])
        return Unusable(code, line, **params)
    return Unusable(code, line, detail=text[:200])


def _refuse_root(opened: Opened) -> None:
    name = etree.QName(opened.root)
    line = opened.line(opened.root)
    if name.localname != "batch":
        raise Unusable("wrong_root", line, value=name.localname[:60])
    if name.namespace != NAMESPACE:
        raise Unusable("wrong_namespace", line, value=(name.namespace or "")[:120], namespace=NAMESPACE)
    version = opened.root.get("version")
    if version is not None and version.strip(" \t\r\n") != "1":
        raise Unusable("wrong_version", line, value=version[:60])


def _refuse_crowds(opened: Opened) -> None:
    """The validator's time grows with the square of faulty siblings, and so would ours."""
    # The look for any is four times as fast as the one that counts.
    if not opened.root.xpath(f"boolean(descendant-or-self::*/*[{limits.XML_CHILDREN_MAX + 1}])"):
        return
    found = opened.root.xpath("(/*//*[count(*) > $most])[1]", most=limits.XML_CHILDREN_MAX)
    for crowd in cast("list[etree._Element]", found):
        name = etree.QName(crowd).localname[:60]
        raise Unusable(
            "too_many_inside", opened.line(crowd), name=name, count=len(crowd), most=limits.XML_CHILDREN_MAX
        )


def _take_foreign_hints(opened: Opened) -> list[Placed]:
    """Takes every xsi: attribute away, for a validator would follow it; only the root may have had a hint."""
    found: list[Placed] = []
    if _XSI.encode() not in opened.data:
        return found
    hinted = opened.root.xpath("descendant-or-self::*[@xsi:*]", namespaces={"xsi": _XSI})
    for element in cast("list[etree._Element]", hinted):
        for name in [str(key) for key in element.attrib if str(key).startswith(f"{{{_XSI}}}")]:
            del element.attrib[name]
            if len(found) < limits.FAULTS_MAX and not (element is opened.root and name in _HINTS):
                params: Params = {"name": "xsi:" + name.rpartition("}")[2][:60]}
                finding = Finding("unknown_attribute", _path_of(element), params, claim=claim_of(element))
                found.append(Placed(finding, opened.line(element if finding.claim else opened.root)))
    return found


def claim_of(element: etree._Element) -> int | None:
    """The position of the claim that the element belongs to, counted from 1."""
    for node in (element, *element.iterancestors()):
        if node.tag == f"{QUALIFIED}claim":
            return 1 + sum(1 for _ in node.itersiblings(f"{QUALIFIED}claim", preceding=True))
    return None


def _path_of(element: etree._Element) -> str:
    names = [element, *element.iterancestors()]
    local = [etree.QName(node).localname for node in names]
    cut = local.index("claim") if "claim" in local else len(local) - 1
    return "/".join(reversed(local[:cut]))


def _noted(element: etree._Element) -> int:
    return cast("int | None", element.sourceline) or 1


def _line_at(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
