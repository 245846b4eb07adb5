"""What a kind of message is made of, and what a reader gets of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Text = str | Promise
Params = Mapping[str, Any]


@dataclass(frozen=True)
class Template:
    """A kind of message: title, paragraphs, and what happens next. `%(name)s` take the worded parameters."""

    title: Text
    body: tuple[Text, ...]
    next_step: Text = ""


@dataclass(frozen=True)
class Worded:
    """A message in the active language."""

    title: str
    body: tuple[str, ...]
    next_step: str
