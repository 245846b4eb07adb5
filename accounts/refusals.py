"""The words of what accounts refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "account_not_yours": _(
        "That account is not one of yours, so nothing was switched. Choose one of the accounts in the list."
    ),
}
