"""What the sign-in library tells when it has done something: a link of the audit trail (AUD-1, ACC-3). And jobs:
what applicants asked for without being told whether there is anything (no enumeration).

The library's acts are not ours, so a link has a transaction of its own, right after them. Never a password, a code, a
key or an address of the network.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.dispatch import Signal
from django.http import HttpRequest

from accounts.models import User
from accounts.transitions.activate import send_links_to
from accounts.transitions.apply import send_new_code
from icms.kernel import audit, outbox


def _keep(action: str, user: User, **data: Any) -> None:
    with transaction.atomic():
        audit.record(action, user, by=user, **data)


def _after(signal: Signal, action: str) -> None:
    def keep(sender: object, user: User, **told: Any) -> None:
        _keep(action, user)

    signal.connect(keep, weak=False, dispatch_uid=action)


def _after_factor(
    signal: Signal, action: str, more: Callable[..., dict[str, Any]] = lambda **told: {}
) -> None:
    def keep(sender: object, user: User, authenticator: Authenticator, **told: Any) -> None:
        _keep(action, user, factor=str(authenticator.type), **more(**told))

    signal.connect(keep, weak=False, dispatch_uid=action)


def _signed_in(sender: object, request: HttpRequest, user: User, **told: Any) -> None:
    """By which steps: a password, a second factor, a passkey alone."""
    records = get_authentication_records(request, user)
    steps = [record.get("type", record.get("method", "")) for record in records]
    _keep("sign_in.done", user, steps=steps)


def _address_changed(
    sender: object,
    user: User,
    from_email_address: EmailAddress | None,
    to_email_address: EmailAddress,
    **told: Any,
) -> None:
    """Both addresses: who reads the trail later must find the person under either."""
    before = from_email_address.email if from_email_address else ""
    _keep("sign_in.address_changed", user, before=before, now=to_email_address.email)


account.user_logged_in.connect(_signed_in, dispatch_uid="sign_in.done")
account.email_changed.connect(_address_changed, dispatch_uid="sign_in.address_changed")
_after(account.password_changed, "sign_in.password_changed")
_after(account.password_reset, "sign_in.password_reset")
_after_factor(mfa.authenticator_added, "second_factor.added")
_after_factor(mfa.authenticator_removed, "second_factor.removed")
_after_factor(mfa.authenticator_reset, "second_factor.codes_made")
_after_factor(
    mfa.authentication_failed,
    "second_factor.failed",
    lambda reauthentication=False, **told: {"at_sign_in": not reauthentication},
)


@outbox.handles("application.code_asked")
def send_code(payload: dict[str, Any], _prepared: None) -> None:
    """Mails a new access code, if reference and address belong together."""
    send_new_code(payload["reference"], payload["email"])


@outbox.handles("activation.link_asked")
def send_link(payload: dict[str, Any], _prepared: None) -> None:
    """Mails new activation links, if the address waits for any."""
    send_links_to(payload["email"])
