"""The work that waits for the court's side, as the admin's home page counts it (REG-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Min
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from filing.models import Claim
from icms.kernel.models import OutboxJob
from payments.models import Payment


@dataclass(frozen=True)
class Queue:
    """A kind of work: how much of it waits, since when, and where it is done."""

    label: str | Promise
    hint: str | Promise
    count: int
    oldest: datetime | None
    url: str


def queues_for(user: User | AnonymousUser) -> list[Queue]:
    """The queues that this member of staff may see."""
    found = []
    if user.has_perm("filing.view_submission"):
        found.append(_new_submissions())
    if user.has_perm("payments.view_payment"):
        found.append(_refunds())
    if user.has_perm("kernel.view_outboxjob"):
        found.append(_stuck_jobs())
    return found


def _new_submissions() -> Queue:
    waiting = Claim.objects.undecided()
    return Queue(
        _("Claims to decide"),
        _("New claims in bulk, oldest submission first."),
        waiting.count(),
        waiting.aggregate(oldest=Min("submission__completed_at"))["oldest"],
        reverse("admin:filing_submission_changelist"),
    )


def _refunds() -> Queue:
    due = Payment.objects.exclude(refund_reason="")
    return Queue(
        _("Payments to refund"),
        _("Money that was taken and filed nothing."),
        due.count(),
        due.aggregate(oldest=Min("received_at"))["oldest"],
        reverse("admin:payments_payment_changelist") + "?refund=due",
    )


def _stuck_jobs() -> Queue:
    stuck = OutboxJob.objects.filter(given_up_at__isnull=False)
    return Queue(
        _("Jobs that could not be done"),
        _("The portal tried three times; look at the fault, then try again."),
        stuck.count(),
        stuck.aggregate(oldest=Min("given_up_at"))["oldest"],
        reverse("admin:kernel_outboxjob_changelist"),
    )
