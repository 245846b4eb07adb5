"""An approved account becomes usable by the link that its person was mailed (ACC-2).

What can go wrong: a link that is guessed, used twice, too old, or opened by somebody else's browser. It is a secret of
which only the hash is kept; it works once and for 72 hours; a new one ends the old. A password is set only where the
person has none: whoever has a sign-in uses it.
"""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import emails, roles
from accounts.models import Account, Activation, Application, User
from accounts.rules.limits import ACTIVATION_LINK_VALID, ACTIVATION_LINKS_A_DAY_MAX
from accounts.rules.tokens import hash_of, new_token
from accounts.states import AccountState, ApplicationState
from accounts.transitions.applications import locked, to_move
from accounts.transitions.terms import record_acceptance
from icms.kernel import audit, outbox
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.written_time import written_time


def send_link(application: Application) -> None:
    """A step: a new link is mailed, and ends the one before. Raises RuntimeError outside a transaction."""
    moment, token = clock.real_now(), new_token()
    application.activations.filter(ended_at__isnull=True).update(ended_at=moment)
    link = Activation.objects.create(
        application=application,
        token_hash=hash_of(token),
        sent_at=moment,
        expires_at=moment + ACTIVATION_LINK_VALID,
    )
    emails.send(
        "application_approved",
        to=application.email,
        language=application.language,
        reference=application.reference,
        person=lambda: application.name or application.email,
        applicant=lambda: application.applicant,
        until=written_time(clock.court_time_of(link.expires_at), application.language),
        link=settings.SITE_URL + reverse("accounts:activate", args=[token]),
    )


@transaction.atomic(durable=True)
def send_link_again(application_id: int, *, by: User) -> None:
    """The Support Centre sends a new link. Raises Refused: right_missing, application_stands_so, too_many_links."""
    if not roles.may_serve_accounts(by):
        raise Refused("right_missing")
    application = locked(application_id)
    if application.state != ApplicationState.APPROVED:
        raise Refused("application_stands_so", state=application.get_state_display())
    if _sent_lately(application) >= ACTIVATION_LINKS_A_DAY_MAX:
        raise Refused("too_many_links", most=ACTIVATION_LINKS_A_DAY_MAX)
    send_link(application)
    audit.record("application.link_sent", application, by=by)


@transaction.atomic(durable=True)
def ask_for_link(email: str, *, by: audit.Actor) -> None:
    """Whoever lost his link asks for another. What is known of the address is found out later, by a job:

    whoever asks gets the same answer after the same time.
    """
    outbox.emit("activation.link_asked", email=email.lower())


def send_links_to(email: str) -> None:
    """A step: a new link for each approved application of the address, not too often; else nothing."""
    rows = Application.objects.filter(email=email, state=ApplicationState.APPROVED)
    for application_id in list(rows.order_by("pk").values_list("pk", flat=True)):
        application = locked(application_id)
        waits = application.state == ApplicationState.APPROVED
        if waits and _sent_lately(application) < ACTIVATION_LINKS_A_DAY_MAX:
            send_link(application)


def _sent_lately(application: Application) -> int:
    return application.activations.filter(sent_at__gt=clock.real_now() - timedelta(days=1)).count()


@transaction.atomic(durable=True)
def activate_as_new(token: str, password: str, version_id: int | None, *, by: audit.Actor) -> Account:
    """A person without a sign-in sets his password and accepts the terms; the account is his from then on.

    Raises Refused: activation_ended, activation_by_sign_in, terms_changed.
    """
    link = _open(token)
    person = _account(link).user
    if person.has_usable_password():
        raise Refused("activation_by_sign_in")
    person.set_password(password)
    person.save(update_fields=["password"])
    # Whoever has the link reads the mail that comes to the address.
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    return _activate(link, version_id, by=by)


@transaction.atomic(durable=True)
def activate_as_person(token: str, version_id: int | None, *, by: User) -> Account:
    """Whoever is signed in as the account's person accepts the terms for it, and it is usable.

    Raises Refused: activation_ended, activation_of_another, terms_changed.
    """
    link = _open(token)
    if _account(link).user_id != by.pk:
        raise Refused("activation_of_another")
    return _activate(link, version_id, by=by)


def _open(token: str) -> Activation:
    """A link that works, locked by its application's row."""
    found = Activation.objects.open().filter(token_hash=hash_of(token)).first()
    if found is None:
        raise Refused("activation_ended")
    locked(found.application_id)
    rows = Activation.objects.open().select_related("application__account__user")
    link = rows.filter(pk=found.pk).first()
    if link is None:
        raise Refused("activation_ended")
    return link


def _account(link: Activation) -> Account:
    account = link.application.account
    if account is None or account.state != AccountState.AWAITING_ACTIVATION:
        raise Refused("activation_ended")
    return account


def _activate(link: Activation, version_id: int | None, *, by: audit.Actor) -> Account:
    account = _account(link)
    application = to_move(link.application_id, ApplicationState.ACTIVE)
    account.state = AccountState.ACTIVE
    account.save(update_fields=["state"])
    application.state = ApplicationState.ACTIVE
    application.save(update_fields=["state"])
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    record_acceptance(account, version_id)
    audit.record("account.activated", account, by=by, application=application.reference)
    return account
