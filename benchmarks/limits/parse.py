"""The limit of an import: the file parsed and validated against the published schema, nothing else (P3)."""

from __future__ import annotations

from lxml import etree

from filing.bulk.parse import SCHEMA_FILE

_schema = etree.XMLSchema(etree.parse(SCHEMA_FILE))


def parse(data: bytes) -> etree._Element:
    """The tree of a valid file."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    assert _schema.validate(root)
    return root
