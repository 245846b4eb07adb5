"""How a document of a case is enclosed to a message."""

from __future__ import annotations

import re

from cases.models import Case
from cases.opening import IssuedFile
from messaging import notices


def enclosure(case: Case, file: IssuedFile) -> notices.Enclosure:
    """A document of the case as a message encloses it, under a name that says what it is."""
    number = re.sub("[^0-9A-Za-z]+", "-", case.number).strip("-")
    name = f"{number}-{file.kind.replace('_', '-')}.pdf"
    return notices.Enclosure(file.kind, name, file.file_id, file.reference)
