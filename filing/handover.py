"""What a claim hands to its case: values only, for nothing in `cases` knows a claim (house, section 2)."""

from __future__ import annotations

from cases.opening import Opening, OpeningAddress, OpeningParty
from filing.models import Claim, ClaimParty


def opening_of(claim: Claim, *, session_id: int, late: bool) -> Opening:
    """The values from which a case is opened. Raises ValueError before it is received."""
    batch = claim.batch
    submission = batch.submission
    if submission.completed_at is None or submission.deemed_at is None:
        raise ValueError("a claim becomes a case when it is received")
    if submission.case_type_id is None or submission.filer is None:
        raise ValueError("a batch has a case type and a filer")
    return Opening(
        case_type_id=submission.case_type_id,
        language=claim.language,
        kind=claim.kind,
        amount_cents=claim.amount_cents,
        completed_at=submission.completed_at,
        deemed_at=submission.deemed_at,
        filer_id=submission.filer.pk,
        organisation_id=batch.organisation_id,
        branch_id=submission.filer.branch_id,
        claim_reference=claim.reference,
        batch_reference=batch.batch_reference,
        batch=str(submission.reference),
        session_id=session_id,
        late=late,
        parties=tuple(_party(party) for party in claim.parties.prefetch_related("addresses")),
        documents=tuple(
            (paper.document_type_id, paper.upload.file_id)
            for paper in claim.documents.select_related("upload").order_by("position")
            if paper.upload is not None
        ),
    )


def _party(party: ClaimParty) -> OpeningParty:
    return OpeningParty(
        role=party.role,
        kind=party.kind,
        name_en=party.name_en,
        name_zh=party.name_zh,
        trading_as=party.trading_as,
        addresses=tuple(
            OpeningAddress(kind=address.kind, text=address.text, serve=address.serve)
            for address in party.addresses.all()
        ),
    )
