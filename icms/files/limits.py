"""How much the store takes. Sizes in bytes; 1 MB is 1,048,576 bytes."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

PART_BYTES_MAX = 50 * MEGABYTE  # A11, BLK-2: exactly this much is allowed
FILES_MAX = 200  # 99 claims have 198 forms
# What boundaries, field names and file names may add to a part before its declared length alone refuses it.
ENVELOPE_BYTES = MEGABYTE
# A request up to this many times the limit is read to its end, so that its sender sees our words; beyond it the
# line is cut: nobody comes that far by mistake.
DRAIN_FACTOR = 4

PAGES_MAX = 500  # [D] a form with its annexes; far more than a part of 50 MB of scans holds
INSPECTION = {
    "pages": PAGES_MAX,
    "stream_bytes": 64 * MEGABYTE,
    "picture_bytes": 256 * MEGABYTE,
    "picture_pixels": 200_000_000,  # A0 at 300 dpi and A4 at 1200 dpi are 140 million
    "whole_bytes": 768 * MEGABYTE,
    "content_bytes": 32 * MEGABYTE,  # [D] what draws one page; plans of whole buildings have 5 to 20 MB
}
