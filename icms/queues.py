"""The work that waits for the court's side, as the admin's home page counts it (REG-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.models import Application, Handover, LimitRequest, User
from accounts.states import HandoverState, LimitRequestState
from cases.models import CaseDocument
from cases.rules.hearing_date import WARNING_DAYS
from filing.models import Claim, Submission
from icms.kernel.models import OutboxJob
from icms.lib import clock
from messaging.models import Mail
from payments.models import Refund
from payments.states import OPEN_REFUNDS


@dataclass(frozen=True)
class Queue:
    """A kind of work: how much of it waits, since when, and where it is done. `urgent` work hinders other work."""

    label: str | Promise
    hint: str | Promise
    count: int
    oldest: datetime | None
    url: str
    urgent: bool = False


def queues_for(user: User | AnonymousUser) -> list[Queue]:
    """The queues that this member of staff may see. One query each."""
    found = []
    if user.has_perm("filing.view_submission"):
        found.append(_new_submissions())
    if user.has_perm("cases.close_registry"):
        found.append(_waiting_times())
    if user.has_perm("payments.view_refund"):
        found.append(_refunds())
    if user.has_perm("cases.replace_paper"):
        found.append(_outstanding_papers())
    if user.has_perm("kernel.view_outboxjob"):
        found.append(_stuck_jobs())
    if user.has_perm("messaging.view_mail"):
        found.append(_failed_mails())
    if isinstance(user, User) and roles.may_serve_accounts(user):
        found += [_applications(), _limit_requests(), _handovers()]
    return found


def _applications() -> Queue:
    row = Application.objects.waiting_for_staff().aggregate(count=Count("pk"), oldest=Min("changed_at"))
    return Queue(
        _("Applications for an account"),
        _("Look at the documents, check the person, then approve or reject."),
        row["count"],
        row["oldest"],
        reverse("admin:accounts_application_changelist"),
    )


def _limit_requests() -> Queue:
    rows = LimitRequest.objects.filter(state=LimitRequestState.WAITING)
    row = rows.aggregate(count=Count("pk"), oldest=Min("asked_at"))
    return Queue(
        _("Requests for higher limits"),
        _("Organizations that need more accounts or branches. Grant a number, or refuse with a reason."),
        row["count"],
        row["oldest"],
        f"{reverse('admin:accounts_limitrequest_changelist')}?state=waiting",
    )


def _handovers() -> Queue:
    rows = Handover.objects.filter(state=HandoverState.WAITING)
    row = rows.aggregate(count=Count("pk"), oldest=Min("asked_at"))
    return Queue(
        _("Hand-overs of the primary role"),
        _("Look at the letter of authority; approve, or refuse with a reason."),
        row["count"],
        row["oldest"],
        f"{reverse('admin:accounts_handover_changelist')}?state=waiting",
    )


def _new_submissions() -> Queue:
    row = Claim.objects.undecided().aggregate(
        count=Count("pk"),
        oldest=Min("batch__submission__completed_at"),
        received=Min("batch__submission__deemed_at"),
    )
    warned = row["received"] is not None and row["received"] <= clock.now() - timedelta(days=WARNING_DAYS)
    return Queue(
        _("Claims to decide"),
        _("New claims in bulk, oldest submission first."),
        row["count"],
        row["oldest"],
        reverse("admin:filing_submission_changelist"),
        urgent=warned,
    )


def _waiting_times() -> Queue:
    waiting = Submission.objects.submitted().filter(deemed_at__isnull=True)
    row = waiting.aggregate(count=Count("pk"), oldest=Min("completed_at"))
    return Queue(
        _("Deemed times that wait"),
        _("Filings received when the Registry reopens, or when missing holidays are entered."),
        row["count"],
        row["oldest"],
        reverse("admin:filing_waiting"),
        urgent=bool(row["count"]),
    )


def _refunds() -> Queue:
    rows = Refund.objects.filter(state__in=OPEN_REFUNDS)
    row = rows.aggregate(count=Count("pk"), oldest=Min("received_at"))
    return Queue(
        _("Payments to refund"),
        _("Money that was taken and filed nothing. It is given back on written application."),
        row["count"],
        row["oldest"],
        f"{reverse('admin:payments_refund_changelist')}?state__in={','.join(OPEN_REFUNDS)}",
    )


def _outstanding_papers() -> Queue:
    row = CaseDocument.objects.outstanding().aggregate(count=Count("pk"), oldest=Min("case__accepted_at"))
    return Queue(
        _("Forms that cannot be sealed"),
        _("The case is open and Form 3 is sent. Put a sound copy in the place of the form, or try again."),
        row["count"],
        row["oldest"],
        reverse("admin:cases_outstanding"),
        urgent=bool(row["count"]),
    )


def _stuck_jobs() -> Queue:
    stuck = OutboxJob.objects.filter(given_up_at__isnull=False)
    row = stuck.aggregate(count=Count("pk"), oldest=Min("given_up_at"))
    return Queue(
        _("Jobs that could not be done"),
        _("The portal tried three times; look at the fault, then try again."),
        row["count"],
        row["oldest"],
        reverse("admin:kernel_outboxjob_changelist"),
        urgent=bool(row["count"]),
    )


def _failed_mails() -> Queue:
    row = Mail.objects.failed().aggregate(count=Count("pk"), oldest=Min("ended_at"))
    return Queue(
        _("Mails that could not be delivered"),
        _(
            "Refused by the recipient's server, or tried for two days. Look at the reason; try again once it is gone."
        ),
        row["count"],
        row["oldest"],
        f"{reverse('admin:messaging_mail_changelist')}?state__exact=failed",
        urgent=bool(row["count"]),
    )
