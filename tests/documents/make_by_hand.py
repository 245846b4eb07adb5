"""Writes the papers that are made by hand into `corpus/`: `python -m tests.documents.make_by_hand`.

Writes only files whose bytes have changed. Needs nothing but Python's own library.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.documents.by_hand import actions, boxes, contents, fields, notes, protected, structure
from tests.documents.by_hand.bytes_of import PAPERS

CORPUS = Path(__file__).parent / "corpus"
MODULES = (structure, boxes, contents, actions, fields, notes, protected)


def write_all(folder: Path) -> list[str]:
    """Writes every paper into the folder; returns the names of those that were missing or different."""
    changed = []
    for name, make in PAPERS.items():
        data, place = make(), folder / name
        if not place.exists() or place.read_bytes() != data:
            place.write_bytes(data)
            changed.append(name)
    return changed


if __name__ == "__main__":
    CORPUS.mkdir(exist_ok=True)
    sys.stdout.write(f"{len(write_all(CORPUS))} of {len(PAPERS)} written\n")
