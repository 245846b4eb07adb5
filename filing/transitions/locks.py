"""How an act takes hold of a submission."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from accounts.models import Account
from cases.models import Court
from filing.models import Submission
from filing.states import SubmissionState
from icms.lib import clock
from icms.lib.errors import Refused


def locked(submission_id: int, *, only: Sequence[str] = ()) -> Submission:
    """The submission, locked and read anew; with `only`, these fields alone at first.

    Raises Submission.DoesNotExist, RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a submission is locked inside the transaction of an act")
    rows = Submission.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("filer__user", "filer__organisation")
    return rows.only(*only).get(pk=submission_id) if only else rows.get(pk=submission_id)


def locked_to_change(submission_id: int, *, by: Account) -> Submission:
    """The filer's own submission, locked, while it can be changed.

    Raises Submission.DoesNotExist for anybody else, Refused: submission_being_paid, submission_sent (A33).
    """
    submission = locked(submission_id)
    if submission.filer_id != by.pk:
        raise Submission.DoesNotExist
    refuse_unless_open(submission)
    return submission


def refuse_unless_open(submission: Submission) -> None:
    """Raises Refused unless the submission is in preparation."""
    if submission.state == SubmissionState.PAYING:
        raise Refused("submission_being_paid")
    if submission.state != SubmissionState.PREPARING:
        raise Refused("submission_sent", reference=submission.reference)


def touch(submission: Submission, *fields: str) -> None:
    """Notes a change: its version tells a payment that what it pays for is no longer the same (FEE-1)."""
    submission.version += 1
    submission.used_at = clock.real_now()
    submission.save(update_fields=["version", "used_at", *fields])


def hold_calendar(court_id: int) -> None:
    """Completions and closures of a court one at a time, until the transaction ends: a completion that read the
    calendar is there to be moved when a closure is recorded, or reads the closure (TIM-3). One statement."""
    if not connection.in_atomic_block:
        raise RuntimeError("a calendar is held inside the transaction of an act")
    Court.objects.select_for_update(no_key=True).values_list("pk").get(pk=court_id)


def locked_in_order(submissions: Iterable[Submission]) -> list[Submission]:
    """Submissions locked in the order of their ids and read anew, oldest filing first."""
    wanted = [submission.pk for submission in submissions]
    rows = (
        Submission.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",), no_key=True)
    )
    return sorted(rows, key=lambda row: (row.completed_at or clock.now(), row.pk))
