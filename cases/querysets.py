"""Who reaches which cases, and which sessions have room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Sum, Value
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from accounts.models import Account
    from cases.models import Case, HearingSession


class CaseQuerySet(models.QuerySet["Case"]):
    def linked_to(self, account: Account) -> CaseQuerySet:
        """Cases to which the account's organisation, or the individual himself, is linked now (LNK-1)."""
        from cases.models import CaseLink

        open_links = CaseLink.objects.filter(unlinked_at__isnull=True)
        mine = (
            open_links.filter(organisation_id=account.organisation_id)
            if account.organisation_id
            else open_links.filter(account=account)
        )
        return self.filter(pk__in=mine.values("case_id"))


class HearingSessionQuerySet(models.QuerySet["HearingSession"]):
    def with_room(self, places: int | None = None) -> HearingSessionQuerySet:
        """Each session with `room`: its capacity less what batches have booked; only those with `places`, if given."""
        counted = self.annotate(room=F("capacity") - Coalesce(Sum("bookings__places"), Value(0)))
        return counted if places is None else counted.filter(room__gte=places)
