"""What an officer should see before he decides on an application: who has the number or the name already (ACC-2).

Applicants are never told: that an organisation is registered is nobody's business but its own.
"""

from __future__ import annotations

from accounts.models import Application, Organisation
from accounts.rules import application as rules
from accounts.states import ApplicationState


def organisations_like(application: Application) -> list[Organisation]:
    """Registered organisations with the same number or a similar name, other than the one that came of it."""
    if not application.is_for_organisation:
        return []
    rows = Organisation.objects.order_by("pk")
    if application.account is not None:
        rows = rows.exclude(accounts=application.account)
    return [each for each in rows.iterator() if _alike(application, each)]


def _alike(application: Application, other: Organisation) -> bool:
    number = rules.same_number(application.registration_number)
    if number and rules.same_number(other.registration_number) == number:
        return True
    names = (application.organisation_name_en, application.organisation_name_zh)
    return any(rules.similar_names(name, [other.name_en, other.name_zh]) for name in names)


def applications_like(application: Application) -> list[Application]:
    """Other applications that wait or were approved, of the same address or for the same number."""
    rows = Application.objects.exclude(pk=application.pk).exclude(
        state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN, ApplicationState.LAPSED]
    )
    number = rules.same_number(application.registration_number)
    return [
        each
        for each in rows.order_by("pk").iterator()
        if each.email == application.email
        or (number and rules.same_number(each.registration_number) == number)
    ]
