"""What an officer should see before he decides on an application: who has the number or the name already (ACC-2).

Applicants are never told: that an organisation is registered is nobody's business but its own. One indexed query each,
however many there are.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import Application, Organisation
from accounts.states import ApplicationState
from icms.lib.names import likeness_key

NOBODYS = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN, ApplicationState.LAPSED)


def organisations_like(application: Application) -> list[Organisation]:
    """Registered organisations with the same number or a similar name, other than the one that came of it."""
    return list(_organisations(application)) if application.is_for_organisation else []


def _organisations(application: Application) -> QuerySet[Organisation]:
    entered = (application.organisation_name_en, application.organisation_name_zh)
    names = {likeness_key(name) for name in entered} - {""}
    alike = Q(name_en_key__in=names) | Q(name_zh_key__in=names)
    if application.number_key:
        alike |= Q(number_key=application.number_key)
    rows = Organisation.objects.filter(alike).order_by("pk")
    if application.account is not None and application.account.organisation_id is not None:
        rows = rows.exclude(pk=application.account.organisation_id)
    return rows


def applications_like(application: Application) -> list[Application]:
    """Other applications that wait or were approved, of the same address or for the same number."""
    return list(_applications(application))


def _applications(application: Application) -> QuerySet[Application]:
    alike = Q(email=application.email)
    if application.number_key:
        alike |= Q(number_key=application.number_key)
    rows = Application.objects.filter(alike).exclude(pk=application.pk).exclude(state__in=NOBODYS)
    return rows.order_by("pk")
