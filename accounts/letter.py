"""A kind of mail that accounts send."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Letter:
    """A kind of mail: subject and paragraphs. `%(name)s` take the parameters; the link has its own line."""

    subject: Text
    body: tuple[Text, ...]
