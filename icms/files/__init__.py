"""Stored files: received straight to disk, checked on arrival, kept for good, shown page by page (BLK-13, DOC-2)."""
