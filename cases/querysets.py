"""Which sessions have room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Sum, Value
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from cases.models import HearingSession


class HearingSessionQuerySet(models.QuerySet["HearingSession"]):
    def with_room(self, places: int | None = None) -> HearingSessionQuerySet:
        """Each session with `room`: its capacity less what batches have booked; only those with `places`, if given."""
        counted = self.annotate(room=F("capacity") - Coalesce(Sum("bookings__places"), Value(0)))
        return counted if places is None else counted.filter(room__gte=places)
