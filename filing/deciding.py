"""What an officer is offered to decide on a batch, and how far it is decided (REG-2, REG-3a, REG-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import HearingSession
from cases.rules.hearing_date import last_day
from cases.sessions import proposals
from filing.models import Claim, Submission
from icms.lib import clock


class Standing(models.TextChoices):
    """How far a submission is decided; derived, never kept (REG-3a)."""

    WAITING = "waiting", _("waiting for a decision")
    PARTLY_DECIDED = "partly_decided", _("partly decided")
    DECIDED = "decided", _("decided")


@dataclass(frozen=True)
class Offer:
    """The sessions that an officer may choose; `places` are the claims still to be heard, `last_day` the law's last."""

    sessions: list[HearingSession]
    places: int
    last_day: date

    def is_late(self, session: HearingSession) -> bool:
        """Whether it is after the 60 days of the law."""
        return clock.hk(session.starts_at).date() > self.last_day


def standing(total: int, undecided: int) -> Standing:
    """How far a batch of so many claims is decided."""
    if undecided == 0:
        return Standing.DECIDED
    return Standing.WAITING if undecided == total else Standing.PARTLY_DECIDED


def filed_on(submission: Submission) -> date:
    """The Hong Kong day from which the 60 days count: that of the deemed time, or of submission while it waits.

    The deemed time is never before that of submission, so a session chosen meanwhile is in time in any case.
    """
    moment = submission.deemed_at or submission.completed_at
    if moment is None:
        raise ValueError("only what was submitted has a time")
    return clock.hk(moment).date()


def offer(submission: Submission, *, late: bool) -> Offer:
    """The sessions for what is still to be heard of a batch; with `late` also those after the 60 days."""
    day = filed_on(submission)
    places = Claim.objects.of(submission).to_be_heard(clock.now()).count()
    sessions = proposals(
        court_id=submission.court_id,
        filed_on=day,
        places=places,
        batch=str(submission.reference),
        late=late,
    )
    return Offer(sessions, places, last_day(day))
