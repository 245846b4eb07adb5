"""What staff see and edit of courts, calendars, sessions and cases."""

from __future__ import annotations

from cases.admin import calendars, courts, document_types, records

__all__ = ["calendars", "courts", "document_types", "records"]
