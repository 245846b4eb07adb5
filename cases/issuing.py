"""The slow work of issuing: drawing the notice of hearing, sealing what was filed, keeping the files.

No transaction is open. What is made is recorded by `transitions.issue`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import NamedTuple

from cases import papers, sealing
from cases.models import Case, CaseDocument, DocumentType, Issuing
from cases.opening import IssuedFile, Made
from icms.files.keep import keep_made
from icms.files.models import PDF
from icms.kernel import numbering, outbox
from icms.kernel.crash_points import crash
from icms.lib import clock
from icms.lib.errors import Refused

logger = logging.getLogger("icms.cases")

NOTICE_OF_HEARING = "hearing_notice"


def make_papers(payload: outbox.Payload) -> Made:
    """Makes and keeps the papers of a case just opened; nothing where its issuing is done.

    A filed form that is missing, was altered on the disk or cannot be sealed is left out, with the code of the refusal:
    nothing else waits for it (H2). Files are kept before their rows (`transitions.issue`); what a crash leaves between
    is swept. Raises Refused("notice_type_missing") if the court has no type for its notice of hearing.
    """
    rows = Issuing.objects.select_related("case__court", "case__case_type")
    issuing = rows.get(case=payload["case"], event=Issuing.OPENED)
    if issuing.issued_at is not None:
        return Made()
    case = issuing.case
    documents = list(issuing.documents.to_seal().order_by("number"))
    hearing = case.hearings.select_related("session").order_by("pk").last()
    notice = _notice_type(issuing) if hearing else None
    papers_wanted = len(documents) + (1 if notice else 0)
    references = numbering.draw_references(case.court.reference_prefix, papers_wanted)
    made, outstanding = _sealed(case, documents, references)
    if hearing and notice:
        data = papers.DRAWN[NOTICE_OF_HEARING](case, hearing.session, references[-1])
        made.append(_Paper(None, notice, references[-1], data))
    crash("issue.papers_made", case.claim_reference)
    kept = keep_made([paper.data for paper in made], PDF)
    crash("issue.papers_kept", case.claim_reference)
    files = tuple(
        IssuedFile(
            document_id=paper.document_id,
            document_type_id=paper.type.pk,
            kind=paper.type.code,
            reference=paper.reference,
            file_id=stored.pk,
            sha256=stored.sha256,
        )
        for paper, stored in zip(made, kept, strict=True)
    )
    return Made(files, outstanding)


class _Paper(NamedTuple):
    """A paper before it is kept; `document_id` is the filed document that it seals, None for a paper of the court."""

    document_id: int | None
    type: DocumentType
    reference: str
    data: bytes


def _sealed(
    case: Case, documents: Sequence[CaseDocument], references: Sequence[str]
) -> tuple[list[_Paper], dict[int, str]]:
    """The sealed copies, and the codes of the refusals of what cannot be sealed, by document."""
    made, outstanding = [], {}
    for document, reference in zip(documents, references, strict=False):
        document.case = case
        kind = document.document_type
        try:
            made.append(_Paper(document.pk, kind, reference, sealing.sealed_form(document, reference)))
        except Refused as refused:
            logger.error("%s of case %s cannot be sealed: %s", kind.code, case.number, refused.code)
            outstanding[document.pk] = refused.code
    return made, outstanding


def _notice_type(issuing: Issuing) -> DocumentType:
    """The type of the court's notice of hearing on the day on which the papers were ordered."""
    day = clock.hk(issuing.created_at).date()
    types = DocumentType.objects.of_court(issuing.case.court_id, day)
    found = types.filter(template=NOTICE_OF_HEARING).first()
    if found is None:
        raise Refused("notice_type_missing", court=issuing.case.court.name)
    return found
