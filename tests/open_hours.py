"""A registry that is open whatever the hour at which the suite runs: decisions are carried out at once (REG-3a)."""

from __future__ import annotations

from datetime import time, timedelta

from cases.models import Court, GeneralHoliday, OfficeHours
from cases.seed import HOURS_FROM
from icms.lib import clock

DAYS = timedelta(days=30)


def open_round_the_clock() -> None:
    """Every court is open day and night, and on the holidays of these weeks."""
    OfficeHours.objects.all().delete()
    OfficeHours.objects.bulk_create(
        OfficeHours(
            court=court, weekday=weekday, opens=time(0), closes=time(23, 59, 59), valid_from=HOURS_FROM
        )
        for court in Court.objects.all()
        for weekday in range(7)
    )
    today = clock.today()
    GeneralHoliday.objects.filter(day__range=(today - DAYS, today + DAYS)).delete()
