"""The slow work of issuing: drawing Form 3, sealing the filed forms, keeping the files. No transaction is open."""

from __future__ import annotations

from cases import papers, sealing, transitions
from cases.models import Case, CaseDocument
from cases.opening import IssuedFile
from icms.files.keep import keep_bytes, open_file
from icms.files.models import PDF, StoredFile
from icms.kernel import numbering, outbox
from icms.kernel.crash_points import crash

Kind = CaseDocument.Kind


def render_issue(payload: outbox.Payload) -> tuple[IssuedFile, ...]:
    """Makes and keeps the documents of a case just opened; nothing for a case whose documents are issued.

    Files are kept before their rows (`transitions.issue`); what a crash leaves between is swept. Raises Refused
    for a filed form that is missing or was altered on the disk: it is never sealed.
    """
    if transitions.is_issued(payload["case"]):
        return ()
    case = Case.objects.select_related("court", "case_type").get(pk=payload["case"])
    filed = {
        row.kind: row.filed for row in case.documents.select_related("filed").order_by("kind") if row.filed
    }
    prefix = case.case_type.reference_prefix
    references = {kind: numbering.draw_reference(prefix) for kind in [*filed, Kind.FORM_3.value]}
    session = case.hearings.select_related("session").latest("pk").session
    notice = papers.form3(case, session, references[Kind.FORM_3])
    drawn = papers.stamps(case, {kind: references[kind] for kind in filed})
    issued = [_keep(Kind.FORM_3, references[Kind.FORM_3], notice)]
    crash("issue.form_3_kept", case.claim_reference)
    for (kind, stored), stamp in zip(filed.items(), drawn, strict=True):
        reference = references[kind]
        sealed = sealing.seal(
            _bytes_of(stored),
            stamp,
            foot=f"{case.number}   {reference}",
            title=f"{case.number} {papers.FORMS[kind][0]}",
        )
        issued.append(_keep(kind, reference, sealed))
        crash("issue.sealed_kept", case.claim_reference)
    return tuple(issued)


def _bytes_of(stored: StoredFile) -> bytes:
    with open_file(stored, verified=True) as opened:
        return opened.read()


def _keep(kind: str, reference: str, data: bytes) -> IssuedFile:
    stored = keep_bytes(data, PDF)
    return IssuedFile(kind=kind, reference=reference, file_id=stored.pk, sha256=stored.sha256)
