"""Page pictures for the preview: drawn in a limited child, kept as WebP beside the store (BLK-9, A32)."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path

from django.conf import settings

from icms.files import keep
from icms.files.incoming import PRIVATE_FOLDER
from icms.files.limited import Bounds, Fate, Pool
from icms.files.limits import INSPECTION, MEGABYTE
from icms.files.models import PDF, ScanState, StoredFile
from icms.lib.errors import Refused

logger = logging.getLogger("icms.files")

MEDIA_TYPE = "image/webp"
THUMBNAIL, READING, LARGE = 200, 900, 1400
WIDTHS = frozenset({THUMBNAIL, READING, LARGE})
BOUNDS = Bounds(
    memory_bytes=1536 * MEGABYTE, cpu_seconds=10, wall_seconds=20.0, file_bytes=16 * MEGABYTE, requests=300
)
_pool = Pool("papers", BOUNDS, at_once=3)


def folder() -> Path:
    """Where page pictures lie. They can be drawn again at any time."""
    return Path(settings.VAR_DIR) / "pages"


def picture(stored: StoredFile, page: int, width: int = READING) -> Path:
    """The picture of a page (from 1), `width` pixels wide, drawn when it is asked for the first time.

    Raises Refused: file_infected, file_missing, page_unknown, page_width_unknown, page_not_drawn.
    """
    if stored.scan_state == ScanState.INFECTED:
        raise Refused("file_infected")
    if not stored.accepted or stored.media_type != PDF:
        raise Refused("page_not_drawn")
    if not 1 <= page <= (stored.pages or 0):
        raise Refused("page_unknown", pages=stored.pages, page=page)
    if width not in WIDTHS:
        raise Refused("page_width_unknown")
    place = (
        folder()
        / stored.sha256[:2]
        / stored.sha256
        / f"{page}-{width}{'-fixed' if stored.is_fixed else ''}.webp"
    )
    if not place.is_file():
        _draw(stored, page, width, place)
    return place


def _draw(stored: StoredFile, page: int, width: int, place: Path) -> None:
    source = keep.path_of(stored)
    if not source.is_file():
        raise Refused("file_missing", file=stored.pk)
    place.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    draft = place.with_name(f"{secrets.token_hex(8)}.part")
    request = {
        "do": "draw",
        "path": str(source),
        "page": page,
        "width": width,
        "target": str(draft),
        "fixed": stored.is_fixed,
        "limits": INSPECTION,
    }
    try:
        [answer] = _pool.ask([request])
        if isinstance(answer, Fate) or not answer.get("drawn"):
            logger.warning("page %s of file %s was not drawn: %s", page, stored.pk, answer)
            raise Refused("page_not_drawn")
        draft.rename(place)
    finally:
        draft.unlink(missing_ok=True)
