"""The words of what the message box and the mail queue refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "mail_not_to_be_tried_again": _(
        "This e-mail was sent in the meantime, or its text has been removed, so it was not queued again. Send it again "
        "from the page that sends it."
    ),
}
