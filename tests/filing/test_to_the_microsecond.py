"""F14: at the edges of the registry's day and of the calendar's, to the microsecond, through the database."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from icms.lib.references import transaction_reference
from tests.filing import stage
from tests.filing.storms import filed_at, hk

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY, TUESDAY = "2026-09-21T", "2026-09-22T"


@pytest.mark.parametrize(
    ("completed", "deemed"),
    [
        (f"{MONDAY}00:00:00.000000", f"{MONDAY}08:45:00"),  # midnight in Hong Kong
        (f"{MONDAY}07:59:59.999999", f"{MONDAY}08:45:00"),  # midnight of UTC
        (f"{MONDAY}08:00:00.000000", f"{MONDAY}08:45:00"),
        (f"{MONDAY}08:44:59.999999", f"{MONDAY}08:45:00"),  # the registry opens
        (f"{MONDAY}08:45:00.000000", f"{MONDAY}08:45:00"),
        (f"{MONDAY}12:59:59.999999", f"{MONDAY}12:59:59"),  # it closes for lunch; whole seconds count
        (f"{MONDAY}13:00:00.000000", f"{MONDAY}13:00:00"),
        (f"{MONDAY}13:00:01.000000", f"{MONDAY}14:00:00"),
        (f"{MONDAY}17:29:59.999999", f"{MONDAY}17:29:59"),  # it closes for the day
        (f"{MONDAY}17:30:00.000000", f"{MONDAY}17:30:00"),
        (f"{MONDAY}17:30:01.000000", f"{TUESDAY}08:45:00"),
        (f"{MONDAY}23:59:59.999999", f"{TUESDAY}08:45:00"),
    ],
)
def test_the_second_of_completion_decides_and_the_reference_bears_the_day_in_hong_kong(
    completed: str, deemed: str
):
    stage.load()
    submission = filed_at(completed)
    moment = datetime.fromisoformat(completed)
    assert submission.completed_at == hk(completed).replace(microsecond=0)
    assert submission.deemed_at == hk(deemed)
    assert submission.reference == transaction_reference(moment.date(), 1)
    assert submission.completed_at.utcoffset() == timedelta(0)
