"""The slow work of issuing: drawing Form 3, sealing the filed forms, keeping the files. No transaction is open."""

from __future__ import annotations

import logging

from cases import papers, sealing
from cases.models import Case, CaseDocument
from cases.opening import IssuedFile, Made
from icms.files.keep import keep_made
from icms.files.models import PDF
from icms.kernel import numbering, outbox
from icms.kernel.crash_points import crash
from icms.lib.errors import Refused

logger = logging.getLogger("icms.cases")

Kind = CaseDocument.Kind


def render_issue(payload: outbox.Payload) -> Made:
    """Makes and keeps the documents of a case just opened; nothing for a case whose documents are issued.

    A filed form that is missing, was altered on the disk or cannot be sealed is left out, with the code of the refusal:
    nothing else waits for it (H2). Files are kept before their rows (`transitions.issue`); what a crash leaves between
    is swept.
    """
    case = Case.objects.select_related("court", "case_type").get(pk=payload["case"])
    documents = list(case.documents.select_related("filed", "substitute").order_by("kind"))
    if any(row.kind == Kind.FORM_3 for row in documents):
        return Made()
    kinds = [Kind.FORM_3.value, *(row.kind for row in documents)]
    references = dict(
        zip(kinds, numbering.draw_references(case.case_type.reference_prefix, len(kinds)), strict=True)
    )
    session = case.hearings.select_related("session").latest("pk").session
    made = {Kind.FORM_3.value: papers.form3(case, session, references[Kind.FORM_3.value])}
    outstanding = {}
    for document in documents:
        document.case = case
        try:
            made[document.kind] = sealing.sealed_form(document, references[document.kind])
        except Refused as refused:
            logger.error("%s of case %s cannot be sealed: %s", document.kind, case.number, refused.code)
            outstanding[document.kind] = refused.code
    crash("issue.papers_made", case.claim_reference)
    kept = keep_made(list(made.values()), PDF)
    crash("issue.papers_kept", case.claim_reference)
    files = [
        IssuedFile(kind=kind, reference=references[kind], file_id=stored.pk, sha256=stored.sha256)
        for kind, stored in zip(made, kept, strict=True)
    ]
    return Made(tuple(files), outstanding)
