"""Writes a checked batch as rows: few statements, whatever the number of claims (P2, P3)."""

from __future__ import annotations

from collections.abc import Mapping

from filing.models import Batch, Claim, ClaimAddress, ClaimParty, SubmittedDocument
from filing.rules.batch import BatchData
from filing.rules.claim import AddressData, ClaimData, PartyData


def write_claims(batch: Batch, given: BatchData, *, types: Mapping[str, int]) -> list[Claim]:
    """Adds the claims with their papers, parties and addresses; a step inside the act that imports.

    `types` are the keys of the document types by their codes. The batch must have passed the pre-flight: nothing is
    checked here but by the database.
    """
    claims = [_claim(batch, position, data) for position, data in enumerate(given.claims, start=1)]
    Claim.objects.bulk_create(claims)
    SubmittedDocument.objects.bulk_create(
        SubmittedDocument(
            submission_id=batch.pk,
            claim=claim,
            position=position,
            document_type_id=types[form.code],
            expected_name=form.name,
            expected_sha256=form.sha256,
        )
        for claim, data in zip(claims, given.claims, strict=True)
        for position, form in enumerate(data.forms, start=1)
    )
    parties: list[ClaimParty] = []
    addresses: list[ClaimAddress] = []
    for claim, data in zip(claims, given.claims, strict=True):
        for position, party_data in enumerate(data.parties, start=1):
            party = _party(claim, position, party_data)
            parties.append(party)
            addresses += [_address(party, at, each) for at, each in enumerate(party_data.addresses, start=1)]
    ClaimParty.objects.bulk_create(parties)
    for address in addresses:
        # The key of its party is known only now; Django has kept None in its place.
        address.party_id = address.party.pk
    ClaimAddress.objects.bulk_create(addresses)
    return claims


def remove_claims(batch: Batch) -> None:
    """Takes every claim of a preparation away; its files stay and belong to no claim."""
    SubmittedDocument.objects.filter(claim__batch=batch).delete()
    ClaimAddress.objects.filter(party__claim__batch=batch).delete()
    ClaimParty.objects.filter(claim__batch=batch).delete()
    batch.claims.all().delete()


def _claim(batch: Batch, position: int, data: ClaimData) -> Claim:
    return Claim(
        batch=batch,
        position=position,
        reference=data.reference,
        kind=data.kind,
        language=data.hearing_language,
        amount_cents=data.amount_cents,
        original_cents=data.original_amount_cents,
        excess_abandoned=data.excess_abandoned,
        interest=data.interest,
        calculation=data.calculation,
        particulars=data.particulars,
        signatory_name=data.signatory_name,
        signatory_capacity=data.signatory_capacity,
        signed_on=data.signed_on,
    )


def _party(claim: Claim, position: int, data: PartyData) -> ClaimParty:
    return ClaimParty(
        claim=claim,
        position=position,
        role=data.role,
        kind=data.kind,
        name_en=data.name_en,
        name_zh=data.name_zh,
        trading_as=data.trading_as,
        identification_type=data.identification_type,
        identification=data.identification,
    )


def _address(party: ClaimParty, position: int, data: AddressData) -> ClaimAddress:
    return ClaimAddress(
        party=party,
        position=position,
        kind=data.kind,
        lines=list(data.lines),
        district=data.district,
        area=data.area,
        country=data.country,
        serve=data.serve,
    )
