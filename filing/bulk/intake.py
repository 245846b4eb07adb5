"""Writes a checked batch as rows: few statements, whatever the number of claims (P2, P3)."""

from __future__ import annotations

import re

from filing.models import Claim, ClaimAddress, ClaimParty, Submission
from filing.rules.batch import BatchData
from filing.rules.claim import AddressData, ClaimData, PartyData

_CHINESE = re.compile("[\u3400-\u9fff]")
_AREAS = {
    "HK": ("Hong Kong", "香港"),
    "KLN": ("Kowloon", "九龍"),
    "NT": ("New Territories", "新界"),
    "outside": ("", ""),
}


def write_claims(submission: Submission, batch: BatchData) -> list[Claim]:
    """Adds the claims with their parties and addresses; a step inside the act that imports.

    The batch must have passed the pre-flight: nothing is checked here but by the database.
    """
    claims = [_claim(submission, position, data) for position, data in enumerate(batch.claims, start=1)]
    Claim.objects.bulk_create(claims)
    parties: list[ClaimParty] = []
    addresses: list[ClaimAddress] = []
    for claim, data in zip(claims, batch.claims, strict=True):
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


def remove_claims(submission: Submission) -> None:
    """Takes every claim of a preparation away; its files stay and belong to no claim."""
    submission.uploads.filter(claim__isnull=False).update(claim=None)
    ClaimAddress.objects.filter(party__claim__submission=submission).delete()
    ClaimParty.objects.filter(claim__submission=submission).delete()
    submission.claims.all().delete()


def address_text(data: AddressData) -> str:
    """An address as it stands on an envelope: its lines, district, and area or country."""
    lines = [*data.lines, data.district]
    chinese = any(_CHINESE.search(line) for line in lines)
    lines.append(data.country if data.area == "outside" else _AREAS[data.area][chinese])
    return "\n".join(line for line in lines if line)


def _claim(submission: Submission, position: int, data: ClaimData) -> Claim:
    return Claim(
        submission=submission,
        position=position,
        reference=data.reference,
        kind=data.kind,
        language=data.hearing_language,
        amount_cents=data.amount_cents,
        original_cents=data.original_amount_cents,
        interest=data.interest,
        calculation=data.calculation,
        particulars=data.particulars,
        signatory_name=data.signatory_name,
        signatory_capacity=data.signatory_capacity,
        signed_on=data.signed_on,
        form_1_name=data.form_1.name,
        form_1_sha256=data.form_1.sha256,
        form_2_name=data.form_2.name,
        form_2_sha256=data.form_2.sha256,
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
        party=party, position=position, kind=data.kind, text=address_text(data), serve=data.serve
    )
