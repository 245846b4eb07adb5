"""The messages about submissions (MSG-1), and why a payment for one may buy nothing (PAY-4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from filing import closure_words
from icms.kernel.message import Line, Message, Text, dollars, moment, names, text
from icms.lib import clock


def deemed(value: Any) -> str:
    """A deemed time; one that still lies ahead of the reader is provisional (TIM-3). None: not fixed yet."""
    if not value:
        return str(_("fixed when the Registry reopens"))
    if datetime.fromisoformat(value) > clock.now():
        return str(_("%(time)s, if the Registry opens then")) % {"time": moment(value)}
    return moment(value)


def before(value: Any) -> str:
    """The deemed time before it changed. None: it was not fixed."""
    return moment(value) if value else str(_("not fixed yet"))


MESSAGES = (
    Message(
        "submission_acknowledged",
        title=_("Acknowledgement %(reference)s: %(claims)s claims submitted"),
        body=(
            _("The e-Court has received your batch %(batch)s with %(claims)s claims."),
            _("Transaction reference number: %(reference)s"),
            _("Submission date and time: %(submitted_at)s"),
            _("Deemed time of receipt: %(deemed_at)s"),
            _("Amount paid: %(total_cents)s"),
        ),
        next_step=_(
            "The Registry now checks your claims. The result for each claim comes to this message box. Do not send "
            "paper copies unless the Tribunal directs you to."
        ),
        parameters={
            "reference": text,
            "batch": text,
            "claims": text,
            "submitted_at": moment,
            "deemed_at": deemed,
            "total_cents": dollars,
            "payment": text,
        },
        enclosures={"acknowledgement": _("Acknowledgement")},
    ),
    Message(
        "deemed_time_moved",
        title=_("Submission %(reference)s: the deemed time of receipt has changed"),
        body=(
            _("The deemed time of receipt of your submission %(reference)s (batch %(batch)s) has changed."),
            _("Deemed time of receipt now: %(after_at)s"),
            _("Before: %(before_at)s"),
            _("Why: %(cause)s"),
            _("Submission date and time (unchanged): %(submitted_at)s"),
        ),
        next_step=_(
            "You need not do anything. The acknowledgement that was issued stays valid as a record of what was known "
            "then; its page shows the time that counts now. Check any time limit that you have worked out from the "
            "earlier time."
        ),
        parameters={
            "reference": text,
            "batch": text,
            "submitted_at": moment,
            "before_at": before,
            "after_at": deemed,
            "cause": closure_words.cause,
        },
    ),
    Message(
        "claim_rejected",
        title=_("Claim %(claim)s of batch %(batch)s: rejected"),
        body=(
            _("The Registry has rejected claim %(claim)s of your submission %(reference)s."),
            Line(_("Reason: %(reason)s"), needs="reason"),
            Line(_("The Registry's explanation: %(text)s"), needs="text"),
        ),
        next_step=_(
            "You may correct the claim and send it again in your next batch. A new filing fee is payable, and the "
            "time of the later submission counts. For a refund of the first fee, apply to the Registry in writing."
        ),
        parameters={"claim": text, "batch": text, "reference": text, "reason": names, "text": text},
    ),
)

# The refusals of `transitions.complete`, as the payer is told why the payment is to be refunded.
REFUND_REASONS: dict[str, Text] = {
    "submission_changed": _("the submission was changed after the payment was opened"),
    "already_submitted": _("the submission had been paid for already"),
}
