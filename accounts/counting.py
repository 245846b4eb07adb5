"""How many accounts and branches an organisation has against its limits, for its pages and the court's (ORG-1)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from accounts.models import Account, Organisation
from accounts.models.organisations import Counted
from accounts.rules.limits import SHIPPED_LIMITS


@dataclass(frozen=True)
class Counting:
    """Of one kind: so many used, open invitations among them, of so many."""

    what: str
    label: str
    used: int
    invited: int
    limit: int

    @property
    def is_full(self) -> bool:
        """Whether no further one can be opened."""
        return self.used >= self.limit


def counts(organisation: Organisation) -> list[Counting]:
    """One row a kind. Four queries, whatever the size of the organisation."""
    accounts = dict(
        Account.objects.counted()
        .filter(organisation=organisation)
        .values_list("role")
        .annotate(count=Count("pk"))
        .order_by()
    )
    invited = dict(organisation.invitations.open().values_list("role").annotate(count=Count("pk")).order_by())
    limits = SHIPPED_LIMITS | dict(organisation.limits.values_list("what", "number"))
    branches = organisation.branches.count()
    return [
        Counting(
            what.value,
            str(what.label),
            branches if what == Counted.BRANCH else accounts.get(what, 0) + invited.get(what, 0),
            invited.get(what, 0),
            limits[what],
        )
        for what in Counted
    ]
