"""The jobs of this app: what accounts have to tell, since they stand below the message box and cannot write to it."""

from __future__ import annotations

from typing import Any

from icms.kernel import outbox
from messaging import catalogue, notices


@outbox.handles("account.notice")
def tell_accounts(payload: outbox.Payload, _prepared: Any) -> None:
    """One message to each account of the payload: `accounts` (ids), `template`, `params`, `event`.

    Raises KeyError for words that do not exist or ask for more than `params` has, so that a message that nobody could
    read ends on the staff's list and not in a message box.
    """
    template, params = payload["template"], payload["params"]
    if not catalogue.is_of_account(template):
        raise KeyError(f"{template} is no matter of accounts")
    catalogue.word(template, params)
    notices.send(template, event=payload["event"], to=payload["accounts"], params=params)
