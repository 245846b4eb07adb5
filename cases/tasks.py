"""The slow work of issuing: drawing Form 3, sealing the filed forms, keeping the files. No transaction is open."""

from __future__ import annotations

from pathlib import Path

from cases import papers
from cases.models import Case, CaseDocument
from cases.opening import IssuedFile
from icms.files import rehearsal
from icms.files.keep import keep_made, open_file, path_of
from icms.files.models import PDF, StoredFile
from icms.kernel import numbering, outbox
from icms.kernel.crash_points import crash

Kind = CaseDocument.Kind


def render_issue(payload: outbox.Payload) -> tuple[IssuedFile, ...]:
    """Makes and keeps the documents of a case just opened; nothing for a case whose documents are issued.

    Files are kept before their rows (`transitions.issue`); what a crash leaves between is swept. Raises Refused
    for a filed form that is missing or was altered on the disk: it is never sealed.
    """
    case = Case.objects.select_related("court", "case_type").get(pk=payload["case"])
    documents = list(case.documents.select_related("filed").order_by("kind"))
    if any(row.kind == Kind.FORM_3 for row in documents):
        return ()
    filed = {str(row.kind): row.filed for row in documents if row.filed}
    kinds = [Kind.FORM_3.value, *filed]
    references = dict(
        zip(kinds, numbering.draw_references(case.case_type.reference_prefix, len(kinds)), strict=True)
    )
    session = case.hearings.select_related("session").latest("pk").session
    made = [papers.form3(case, session, references[Kind.FORM_3.value])]
    for kind, stored in filed.items():
        reference = references[kind]
        made.append(
            rehearsal.seal(
                _verified(stored),
                papers.stamp(case, kind, reference),
                foot=f"{case.number}   {reference}",
                title=f"{case.number} {papers.FORMS[kind][0]}",
            )
        )
    crash("issue.papers_made", case.claim_reference)
    kept = keep_made(made, PDF)
    crash("issue.papers_kept", case.claim_reference)
    return tuple(
        IssuedFile(kind=kind, reference=references[kind], file_id=stored.pk, sha256=stored.sha256)
        for kind, stored in zip(kinds, kept, strict=True)
    )


def _verified(stored: StoredFile) -> Path:
    with open_file(stored, verified=True):
        return path_of(stored)
