"""What the Support Centre does for somebody who has lost telephone and recovery codes (ACC-3)."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts import emails, roles
from accounts.models import User
from icms.kernel import audit
from icms.lib.errors import Refused


@transaction.atomic(durable=True)
def remove_second_factors(user_id: int, reason: str, *, by: User) -> User:
    """Removes every factor and code of a person and ends his sessions; he sets up a new one at the next sign-in.

    Nobody does it for himself. `reason` says how the officer made sure who asked. The person hears of it by mail.
    Raises User.DoesNotExist, Refused: right_missing, own_second_factor, reason_missing, no_second_factor.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=user_id)
    if person.pk == by.pk:
        raise Refused("own_second_factor")
    if not roles.may_remove_second_factors(by, person):
        raise Refused("right_missing")
    if not reason.strip():
        raise Refused("reason_missing")
    factors = Authenticator.objects.filter(user=person)
    kinds = sorted(factors.values_list("type", flat=True))
    if not kinds:
        raise Refused("no_second_factor")
    factors.delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    emails.send("second_factors_removed", to=person.email, language=person.language, person=person)
    audit.record("second_factor.removed_by_court", person, by=by, factors=kinds, reason=reason)
    return person
