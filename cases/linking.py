"""Who becomes linked to a case (LNK-3a, LNK-3b). Steps of the acts that accept a claim or a linking document."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from cases.models import Case, CaseLink, LinkParty, Party
from icms.lib import clock
from icms.lib.errors import Refused

Capacity = CaseLink.Capacity


def link(
    case: Case,
    parties: Sequence[Party],
    *,
    organisation_id: int | None = None,
    branch_id: int | None = None,
    account_id: int | None = None,
    capacity: str = Capacity.PARTY,
) -> CaseLink:
    """Links an organisation, or an individual's account, to a case for one or more of its parties.

    The unique columns see to one open link for each and case. Raises Refused("representatives_not_allowed"),
    ValueError where no party of the case is named.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a step belongs to the transaction of its act")
    if not parties or any(party.case_id != case.pk for party in parties):
        raise ValueError("a link stands for parties of its case")
    if capacity == Capacity.REPRESENTATIVE and not case.case_type.allows_representatives:
        raise Refused("representatives_not_allowed", case=case.number)
    made = CaseLink.objects.create(
        case=case,
        organisation_id=organisation_id,
        branch_id=branch_id,
        account_id=account_id,
        capacity=capacity,
        linked_at=clock.now(),
    )
    LinkParty.objects.bulk_create(LinkParty(link=made, party=party) for party in parties)
    return made
