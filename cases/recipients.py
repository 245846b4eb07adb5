"""Who is told of what happens in a case (LNK-6, LNK-7)."""

from __future__ import annotations

from accounts.models import Account
from cases.models import Case


def of_new_case(case: Case, filer: Account | None) -> list[int]:
    """Ids of the accounts that get a case just accepted: the filer and the default OUs, each once (A15, LNK-6).

    A filer whose account is suspended by now is left out; if nobody is left, the filer gets it all the same, so
    that no document of the court goes to nobody. Nobody for a case that has no filer: no submission began it.
    """
    if filer is None:
        return []
    told = set(Account.objects.active().filter(pk=filer.pk).values_list("pk", flat=True))
    if filer.organisation is not None:
        told |= set(Account.objects.default_users_of(filer.organisation).values_list("pk", flat=True))
    return sorted(told or {filer.pk})
