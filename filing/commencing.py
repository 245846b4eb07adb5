"""Who may commence new claims today, and where (A1, A10; BLK-1)."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from accounts import roles
from accounts.models import Account
from cases.models import ApprovedClaimant, CaseType, Court
from filing.rules import limits
from filing.rules.claim import CLAIM_KINDS
from icms.lib import clock


def approval_of(account: Account, court: Court) -> ApprovedClaimant | None:
    """The approval under which this account may file in bulk in a court today; None for an account without one."""
    if account.organisation_id is None or not roles.may_commence_in_bulk(account):
        return None
    on = clock.today()
    held = ApprovedClaimant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        court=court,
        organisation_id=account.organisation_id,
        valid_from__lte=on,
    )
    return held.select_related("court", "organisation").order_by("-valid_from", "-pk").first()


def kinds_of(approval: ApprovedClaimant) -> Collection[str]:
    """The kinds of claim that an approval allows; a list without entries allows every kind."""
    return frozenset(approval.kinds or CLAIM_KINDS)


def names_of(approval: ApprovedClaimant) -> Collection[str]:
    """The names under which the approved organisation may call itself the claimant (BLK-1a)."""
    own = approval.organisation
    names = (approval.name_en, approval.name_zh, own.name_en if own else "", own.name_zh if own else "")
    return frozenset(name for name in names if name)


def bulk_case_type(court: Court) -> CaseType:
    """The court's type of case that is commenced in bulk now. Raises CaseType.DoesNotExist without one."""
    in_bulk = CaseType.objects.filter(court=court, in_bulk_only=True, efiling_from__lte=clock.today())
    return in_bulk.earliest("pk")


def claim_cents_max(court: Court) -> int:
    """The most that the court hears in a bulk claim, by its row; where that says nothing, what the law says today."""
    in_bulk = CaseType.objects.filter(court=court, in_bulk_only=True)
    return in_bulk.values_list("claim_cents_max", flat=True).first() or limits.CLAIM_CENTS_MAX
