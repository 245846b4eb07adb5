"""The messages about payments, and why a settled payment bought nothing (PAY-4).

A reason is a code. Those of the payment itself stand here; those of a purpose are the refusals of its step, and the
app that raises them registers their words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from icms.kernel.message import Message, Text, dollars, moment, text

_reasons: dict[str, Text] = {
    "settled_late": _("the payment was settled more than 24 hours after it was opened"),
    "paid_twice": _("the bank took the payment twice"),
    "amount_differs": _("the bank took another amount than the one that was asked for"),
}


def register_refund_reasons(reasons: Mapping[str, Text]) -> None:
    """Adds the reasons of an app's purposes. Raises ValueError for a second wording of one code."""
    for code, words in reasons.items():
        if _reasons.setdefault(code, words) is not words:
            raise ValueError(f"two wordings for the refund reason {code!r}")


def refund_reasons() -> frozenset[str]:
    """Every reason that has words."""
    return frozenset(_reasons)


def _reason(value: Any) -> str:
    """A reason in words. One that nobody has registered must not undo the record that money arrived, so it has words
    too: they say what holds for every refusal of a purpose."""
    return str(_reasons.get(text(value), _("what was paid for had changed, or had been paid for already")))


MESSAGES = (
    Message(
        "refund_due",
        title=_("Payment %(payment)s: a refund is due"),
        body=(
            _(
                "Your payment %(payment)s of %(total_cents)s was received on %(received_at)s, but nothing was filed "
                "with it."
            ),
            _("Why: %(reason)s"),
        ),
        next_step=_("Apply to the Registry in writing for the refund, and give the payment reference above."),
        parameters={
            "payment": text,
            "gateway_reference": text,
            "total_cents": dollars,
            "currency": text,
            "reason": _reason,
            "received_at": moment,
        },
    ),
)
