"""What a submission costs, item by item (FEE-1, FEE-2). All money is in cents."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from filing import filing_kind
from filing.filing_kind import Charges
from filing.models import Claim, Submission
from icms.lib.errors import Refused
from payments.rehearsal import Rehearsal, rehearse
from payments.rules.fees import FeeUnknown, claim_lines
from payments.tariff import tariff_of


def charges_of_claims(submission: Submission, on: date) -> Charges:
    """The fee lines of each claim by its number in the batch, for a Hong Kong day.

    Raises Refused("fee_not_set") where the court has set no fee.
    """
    tariff = tariff_of(submission.court.code, on)
    to_serve = Count("parties__addresses", filter=Q(parties__addresses__serve=True))
    rows = Claim.objects.of(submission).annotate(to_serve=to_serve)
    claims = rows.values_list("position", "amount_cents", "to_serve")
    try:
        return {position: claim_lines(amount, served, on, tariff) for position, amount, served in claims}
    except FeeUnknown as unknown:
        raise Refused("fee_not_set") from unknown


def rehearsal_of(submission: Submission, on: date) -> Rehearsal:
    """The whole bill as it would be if the payment were opened on that day, and the means that carry it (PAY-2)."""
    charges = filing_kind.of(submission).charges(submission, on)
    return rehearse(submission.court.code, charges, on)
