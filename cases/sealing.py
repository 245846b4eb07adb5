"""What happens to a form that could not be sealed: staff put a sound copy in its place, or have it tried again (H2).

Neither Form 3 nor the message of the acceptance waits for it. What was filed stays on record, with its hash.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from accounts.models import User
from cases import papers, recipients
from cases.enclosures import enclosure
from cases.models import Case, CaseDocument
from cases.opening import IssuedFile
from icms.files import malware, rehearsal
from icms.files.inspect import Finding
from icms.files.keep import keep, keep_made, open_file, path_of
from icms.files.models import PDF, ScanState, StoredFile
from icms.files.receive import Arrived
from icms.kernel import audit, numbering, outbox
from icms.kernel.models import IssuedDocument
from icms.lib import clock
from icms.lib.errors import Refused
from messaging import notices

logger = logging.getLogger("icms.cases")


def sealed_form(document: CaseDocument, reference: str) -> bytes:
    """The sealed copy of a filed form, or of what staff put in its place.

    Raises Refused: file_not_sealable, file_missing, file_altered, file_infected.
    """
    case = document.case
    return rehearsal.seal(
        _verified(document.substitute or document.filed),
        papers.stamp(case, document.document_type, reference),
        foot=f"{case.number}   {reference}",
        title=f"{case.number} {document.document_type.name_en}",
    )


@transaction.atomic(durable=True)
def replace_paper(
    document_id: int, copy: tuple[Arrived, Finding], *, notes: Sequence[str], reason: str, by: User
) -> CaseDocument:
    """Puts a sound copy, made by staff of the same form, in the place of one that cannot be sealed; it is sealed soon.

    `notes` are those of its rehearsal. Raises Refused("paper_not_outstanding") when it was sealed meanwhile,
    CaseDocument.DoesNotExist.
    """
    document = _outstanding(document_id)
    document.substitute = keep(*copy)
    StoredFile.objects.filter(pk=document.substitute.pk).update(notes=" ".join(notes))
    document.save(update_fields=["substitute"])
    outbox.emit("document.to_seal", document=document.pk)
    audit.record("document.replaced", document, by=by, reason=reason, sha256=document.substitute.sha256)
    return document


@transaction.atomic(durable=True)
def seal_again(document_id: int, *, by: User) -> CaseDocument:
    """Has the sealing tried again, for example after a file was restored. Raises like `replace_paper`."""
    document = _outstanding(document_id)
    outbox.emit("document.to_seal", document=document.pk)
    audit.record("document.seal_again", document, by=by)
    return document


@dataclass(frozen=True)
class Attempt:
    """What came of sealing a file in the place of a form: the sealed copy, or the code of the refusal."""

    source: UUID | None
    file: IssuedFile | None = None
    code: str = ""


def seal_outstanding(payload: outbox.Payload) -> Attempt | None:
    """Seals and keeps an outstanding form, or says why it still cannot be sealed; None for one that is sealed.

    No transaction is open. Raises NotYet while the malware scan of a copy that staff sent still runs.
    """
    rows = CaseDocument.objects.select_related(
        "case__court", "case__case_type", "document_type", "filed", "substitute"
    )
    document = rows.get(pk=payload["document"])
    if not document.outstanding:
        return None
    source = document.substitute_id or document.filed_id
    if document.substitute and document.substitute.scan_state == ScanState.PENDING:
        raise outbox.NotYet(clock.now() + malware.ASK_AGAIN)
    reference = numbering.draw_reference(document.case.court.reference_prefix)
    try:
        sealed = sealed_form(document, reference)
    except Refused as refused:
        logger.warning("document %s cannot be sealed: %s", document.pk, refused.code)
        return Attempt(source, code=refused.code)
    [stored] = keep_made([sealed], PDF)
    kind = document.document_type
    file = IssuedFile(document.pk, kind.pk, kind.code, reference, stored.pk, stored.sha256)
    return Attempt(source, file)


def record_attempt(document_id: int, attempt: Attempt, *, by: audit.Actor) -> bool:
    """Issues an outstanding form and sends it to whom the acceptance was sent; a step. False if it was not issued now.

    An attempt with another file than the one that stands there now counts for nothing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a step belongs to the transaction of its act")
    document = CaseDocument.objects.select_for_update(of=("self",), no_key=True).get(pk=document_id)
    if not document.outstanding or attempt.source != (document.substitute_id or document.filed_id):
        return False
    if attempt.file is None:
        document.outstanding = attempt.code
        document.save(update_fields=["outstanding"])
        return False
    file = attempt.file
    case = Case.objects.select_related("filer__organisation", "case_type").get(pk=document.case_id)
    document.reference = IssuedDocument.objects.create(
        reference=file.reference, kind=file.kind, sha256=file.sha256, issued_at=clock.now()
    )
    document.issued_id, document.outstanding = file.file_id, ""
    document.save(update_fields=["issued", "reference", "outstanding"])
    notices.send(
        "paper_sealed",
        event=f"document:{document.pk}:sealed",
        to=recipients.of_new_case(case, case.filer),
        params={"case": case.number, "claim": case.claim_reference},
        enclosures=[enclosure(case, file)],
    )
    audit.record("document.issued", document, by=by, reference=file.reference, sha256=file.sha256)
    return True


def _outstanding(document_id: int) -> CaseDocument:
    document = CaseDocument.objects.select_for_update(of=("self",), no_key=True).get(pk=document_id)
    if not document.outstanding:
        raise Refused("paper_not_outstanding")
    return document


def _verified(stored: StoredFile | None) -> Path:
    if stored is None:
        raise ValueError("a form without a file")
    with open_file(stored, verified=True):
        return path_of(stored)
