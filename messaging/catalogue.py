"""What messages say: each template's title and text, worded when it is read, in the reader's language (ALL-1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from icms.lib import clock, money
from icms.lib.language import ENGLISH, chinese_first
from icms.lib.written_time import written_time
from messaging import account_words, closure_words
from messaging.template import Params, Template, Text, Worded

ENCLOSURES: dict[str, Text] = {
    "acknowledgement": _("Acknowledgement"),
    "form_1": _("Form 1 (title of claim: general form), sealed"),
    "form_2": _("Form 2 (claim), sealed"),
    "form_3": _("Notice of place and day of hearing (Form 3)"),
}

TEMPLATES: dict[str, Template] = {
    "submission_acknowledged": Template(
        title=_("Acknowledgement %(reference)s: %(claims)s claims submitted"),
        body=(
            _("The e-Court has received your batch %(batch)s with %(claims)s claims."),
            _("Transaction reference number: %(reference)s"),
            _("Submission date and time: %(submitted_at)s"),
            _("Deemed time of receipt: %(deemed_at)s"),
            _("Amount paid: %(total)s"),
        ),
        next_step=_(
            "The Registry now checks your claims. The result for each claim comes to this message box. Do not send "
            "paper copies unless the Tribunal directs you to."
        ),
    ),
    "deemed_time_moved": Template(
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
    ),
    "claim_accepted": Template(
        title=_("%(case)s: claim accepted, hearing on %(hearing_at)s"),
        body=(
            _("Your claim %(claim)s (batch %(batch)s) against %(defendants)s is accepted as case %(case)s."),
            _("Hearing: %(hearing_at)s, %(place)s"),
            _("The sealed Forms 1 and 2 and the notice of the hearing (Form 3) are enclosed."),
        ),
        next_step=_(
            "To act further in this case, ask your Primary Administrator or Assistant Administrator to assign it to "
            "your account. Keep the documents: download or print them."
        ),
    ),
    "claim_accepted_in_part": Template(
        title=_("%(case)s: claim accepted, hearing on %(hearing_at)s"),
        body=(
            _("Your claim %(claim)s (batch %(batch)s) against %(defendants)s is accepted as case %(case)s."),
            _("Hearing: %(hearing_at)s, %(place)s"),
            _(
                "The notice of the hearing (Form 3) is enclosed. A form that you filed could not be sealed as it is. "
                "The Registry sees to that: the sealed form follows in a message of its own."
            ),
        ),
        next_step=_(
            "You need not send anything again; the time of receipt stays as it is. To act further in this case, ask "
            "your Primary Administrator or Assistant Administrator to assign it to your account."
        ),
    ),
    "paper_sealed": Template(
        title=_("%(case)s: a sealed form that was outstanding"),
        body=(_("The sealed form of your claim %(claim)s, which was outstanding, is enclosed."),),
        next_step=_("Keep it with the other documents of the case: download or print it."),
    ),
    "claim_rejected": Template(
        title=_("Claim %(claim)s of batch %(batch)s: rejected"),
        body=(
            _("The Registry has rejected claim %(claim)s of your submission %(reference)s."),
            _("Reason: %(reason)s"),
            _("The Registry's explanation: %(text)s"),
        ),
        next_step=_(
            "You may correct the claim and send it again in your next batch. A new filing fee is payable, and the "
            "time of the later submission counts. For a refund of the first fee, apply to the Registry in writing."
        ),
    ),
    "refund_due": Template(
        title=_("Payment %(payment)s: a refund is due"),
        body=(
            _(
                "Your payment %(payment)s of %(total)s was received on %(received_at)s, but nothing was filed with it."
            ),
            _("Why: %(reason)s"),
        ),
        next_step=_("Apply to the Registry in writing for the refund, and give the payment reference above."),
    ),
    **account_words.TEMPLATES,
}

# Why a settled payment filed nothing (PAY-4); the codes are those of Payment.refund_reason.
REFUND_REASONS: dict[str, Text] = {
    "settled_late": _("the payment was settled more than 24 hours after it was opened"),
    "submission_changed": _("the submission was changed after the payment was opened"),
    "already_submitted": _("the submission had been paid for already"),
    "paid_twice": _("the bank took the payment twice"),
    "amount_differs": _("the bank took another amount than the one that was asked for"),
}


def _time(value: Any) -> str:
    return written_time(datetime.fromisoformat(value), get_language() or ENGLISH, seconds=True)


def _deemed(value: Any) -> str:
    """A deemed time; one that still lies ahead of the reader is provisional (TIM-3)."""
    if not value:
        return str(_("fixed when the Registry reopens"))
    if datetime.fromisoformat(value) > clock.now():
        return str(_("%(time)s, if the Registry opens then")) % {"time": _time(value)}
    return _time(value)


def _before(value: Any) -> str:
    return _time(value) if value else str(_("not fixed yet"))


def _names(value: Any) -> str:
    """A text, a name in several languages (the reader's, else any), or a list of such."""
    if isinstance(value, Mapping):
        own = value.get((get_language() or ENGLISH).replace("-", "_"))
        return str(own or value.get("en") or next((name for name in value.values() if name), ""))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ("、" if chinese_first() else ", ").join(map(_names, value))
    return str(value)


def _refund_reason(value: Any) -> str:
    return str(REFUND_REASONS.get(str(value), value))


WORDERS: dict[str, Callable[[Any], str]] = {
    "submitted_at": _time,
    "received_at": _time,
    "hearing_at": lambda value: written_time(
        datetime.fromisoformat(value), get_language() or ENGLISH, seconds=False
    ),
    "deemed_at": _deemed,
    "after_at": _deemed,
    "before_at": _before,
    "cause": closure_words.cause,
    "total_cents": lambda value: money.dollars(int(value)),
    "role": lambda value: str(Account.Role(value).label),
}

# A line that asks for one of these is left out where nothing was said.
MAY_BE_SILENT = ("text", "reason")


def word(template: str, params: Params) -> Worded:
    """A message in the active language. Raises KeyError for a template or parameter that does not exist."""
    form = TEMPLATES[template]
    words = {name: WORDERS.get(name, _names)(value) for name, value in params.items()}
    words.setdefault("total", words.get("total_cents", ""))
    if template == "refund_due":
        words["reason"] = _refund_reason(params["reason"])
    silent = [f"%({name})s" for name in MAY_BE_SILENT if not words.get(name)]
    said = [str(line) for line in form.body if not any(name in str(line) for name in silent)]
    return Worded(
        title=str(form.title) % words,
        body=tuple(line % words for line in said),
        next_step=str(form.next_step) % words,
    )


def is_of_account(template: str) -> bool:
    """Whether a kind of message is a matter of accounts, which administrators read too (MSG-4)."""
    return template in account_words.TEMPLATES


def enclosure_title(code: str) -> str:
    """What an enclosed file is, in the active language."""
    return str(ENCLOSURES.get(code, code))
