"""What is wrong with a document type: codes that nothing knows, and days on which two rows of one code hold (CRT-2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import PAPER_TEMPLATES, PARTY_ROLES, PURPOSES

if TYPE_CHECKING:
    from cases.models import DocumentType

ROLE_UNKNOWN = _("No party has the role %(code)s. Tick roles of the list only.")
PURPOSE_UNKNOWN = _("There is no purpose %(code)s. Tick purposes of the list only.")
TEMPLATE_UNKNOWN = _("The portal draws no paper called %(code)s. Leave it empty, or choose one of the list.")
COMPANION_UNKNOWN = _(
    "This court has no document type %(code)s. Choose companions among the types of this court."
)
COMPANION_IS_ITSELF = _("A document is not its own companion. Take it out of the list.")
OVERLAP = _(
    "Another row of this type holds from %(from)s to %(to)s. Give days on which no other row of it holds; a row is "
    "ended by its last day."
)


@dataclass(frozen=True)
class Fault:
    """A fault of one column, in words with their parameters."""

    column: str
    words: str | Promise
    params: dict[str, Any]

    def __str__(self) -> str:
        return str(self.words) % self.params


def faults(row: DocumentType, others: Iterable[DocumentType]) -> Iterator[Fault]:
    """Every fault of a row; `others` are the other rows of its court."""
    others = list(others)
    yield from _unknown("filed_by", row.filed_by, PARTY_ROLES, ROLE_UNKNOWN)
    yield from _unknown("purposes", row.purposes, PURPOSES, PURPOSE_UNKNOWN)
    yield from _unknown("template", [row.template] if row.template else [], PAPER_TEMPLATES, TEMPLATE_UNKNOWN)
    known = {other.code for other in others} | {row.code}
    yield from _unknown("companions", row.companions, known, COMPANION_UNKNOWN)
    if row.code in row.companions:
        yield Fault("companions", COMPANION_IS_ITSELF, {})
    for other in others:
        if other.code == row.code and _overlap(row, other):
            days = {"from": other.valid_from, "to": other.valid_to or "–"}
            yield Fault("valid_from", OVERLAP, days)


def _unknown(
    column: str, codes: Iterable[Any], known: Iterable[str], words: str | Promise
) -> Iterator[Fault]:
    listed = set(known)
    for code in codes:
        if code not in listed:
            yield Fault(column, words, {"code": code})


def _overlap(row: DocumentType, other: DocumentType) -> bool:
    begins_in_time = other.valid_to is None or row.valid_from <= other.valid_to
    return begins_in_time and (row.valid_to is None or other.valid_from <= row.valid_to)
