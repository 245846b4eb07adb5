"""How the body of a request is read, so that files keep the names under which they were sent (DOC-2b)."""

from __future__ import annotations

from django.http.multipartparser import MultiPartParser


class NameKeepingParser(MultiPartParser):
    """Django's parser of request bodies, but for the names of files: those are told to the handler as they were sent.

    Django drops blanks and reads &notice as ¬ice, so a file would no longer have the name that its claim gives (D8).
    No name here is ever a path.
    """

    def sanitize_file_name(self, file_name: str) -> str:
        """The name as it was sent."""
        return file_name
