from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from payments.models import Payment


class FilingConfig(AppConfig):
    name = "filing"
    verbose_name = _("Filing")

    def ready(self) -> None:
        """Registers the words of refusals and messages, the handlers of jobs, and what a settled payment completes."""
        # Handlers register themselves.
        from filing import filing_kind, handlers, message_texts, refusals, transitions  # noqa: F401
        from filing.kinds.bulk import BATCH
        from filing.transitions.complete import PURPOSE
        from icms.lib import errors
        from messaging import catalogue
        from payments import purposes
        from payments.message_texts import register_refund_reasons

        errors.register(refusals.WORDS)
        filing_kind.register(BATCH)
        catalogue.register(message_texts.MESSAGES)
        register_refund_reasons(message_texts.REFUND_REASONS)
        purposes.register(
            PURPOSE,
            purposes.Purpose(
                title=_title_of,
                complete=transitions.complete,
                reopen=transitions.reopen,
                page=_page_of,
            ),
        )


def _title_of(payment: Payment) -> str:
    """To which court documents are sent. What was sent may be gone: a preparation can be discarded."""
    from django.utils.translation import gettext

    from cases import known_courts

    court = known_courts.by_code()[payment.court]
    return gettext("%(court)s: send documents") % {"court": court.name}


def _page_of(payment: Payment) -> str:
    """Where the payer goes on: the acknowledgement, which leads back to the steps while nothing is submitted."""
    from django.urls import reverse

    return reverse("filing:acknowledgement", args=[payment.court, int(payment.subject)])
