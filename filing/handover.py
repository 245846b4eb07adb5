"""What a claim hands to its case: values only, for nothing in `cases` knows a claim (house, section 2)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cases import register
from cases.opening import Opening, OpeningAddress, OpeningParty
from filing.models import Claim
from icms.lib import clock
from icms.lib.errors import Refused


def opening_of(claim: Claim, *, session_id: int) -> Opening:
    """The values from which a case is opened. Raises Refused: deemed_time_waiting, document_type_ended."""
    submission = claim.submission
    if submission.completed_at is None or submission.deemed_at is None:
        raise Refused("deemed_time_waiting")
    parties = claim.parties.prefetch_related("addresses")
    return Opening(
        case_type_id=submission.case_type_id,
        language=claim.language,
        kind=claim.kind,
        amount_cents=claim.amount_cents,
        completed_at=submission.completed_at,
        deemed_at=submission.deemed_at,
        filer_id=submission.filer_id,
        organisation_id=submission.organisation_id,
        branch_id=submission.filer.branch_id,
        claim_reference=claim.reference,
        batch_reference=submission.batch_reference,
        batch=str(submission.reference),
        session_id=session_id,
        parties=tuple(
            OpeningParty(
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
            for party in parties
        ),
        documents=_documents(claim, clock.hk(submission.deemed_at).date()),
    )


def _documents(claim: Claim, filed_on: date) -> tuple[tuple[int, UUID], ...]:
    """The forms with the document types of the court on the day of filing."""
    uploads = list(claim.uploads.order_by("form"))
    court = claim.submission.case_type.court_id
    types = register.types_in_force(court, [upload.form for upload in uploads], filed_on)
    return tuple((types[upload.form], upload.file_id) for upload in uploads)
