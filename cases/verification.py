"""Anyone can ask what stands behind a document reference number (INS-4, A45)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import CaseDocument
from icms.kernel.models import IssuedDocument
from icms.lib.counting import count_up
from icms.lib.errors import Refused
from icms.lib.references import has_shape, normalise

# Nobody checks more papers than this by hand; whoever guesses numbers is slowed [D].
CHECKS_A_MINUTE = 30

# What belongs to no case; a paper of a case is what its document type says.
KINDS: dict[str, str | Promise] = {
    "acknowledgement": _("Acknowledgement of a submission"),
    "receipt": _("Payment receipt"),
}


def find(text: str) -> IssuedDocument | None:
    """The document issued under a reference as people type it; None where there is none."""
    reference = normalise(text)
    # A database may refuse to compare what no reference holds, such as a NUL.
    rows = IssuedDocument.objects.select_related("case_document__document_type__court")
    return rows.filter(reference=reference).first() if has_shape(reference) else None


def kind_of(document: IssuedDocument) -> str:
    """What a document is, in the active language."""
    paper = _paper_of(document)
    if paper is None:
        return str(KINDS.get(document.kind, _("Document issued by the court")))
    name = paper.document_type.name
    return _("%(document)s, sealed copy") % {"document": name} if paper.filed_id else name


def court_of(document: IssuedDocument) -> str:
    """The court that issued a paper of a case, in the active language; empty for what belongs to no case."""
    paper = _paper_of(document)
    return paper.document_type.court.name if paper else ""


def _paper_of(document: IssuedDocument) -> CaseDocument | None:
    return getattr(document, "case_document", None)


def count_check(visitor: str) -> None:
    """Counts a check of a visitor's address; nothing is kept beyond the minute. Raises Refused: too_many_checks."""
    key = f"verify:{visitor}"
    if count_up(key, seconds=60) > CHECKS_A_MINUTE:
        raise Refused("too_many_checks", most=CHECKS_A_MINUTE)
