"""What the portal refuses to run with: unsafe or contradictory settings, and reference data that is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection
from django.db.models import Model

from cases.models import CaseGrant, Court, DocumentType, GeneralHoliday
from cases.type_checks import faults
from icms.kernel import crash_points
from icms.lib import clock
from payments.models import Concession, FeeBand, FeeItem, MeansOfPayment

# Staff hear 90 days ahead that a year's general holidays are missing (TIM-4).
HOLIDAYS_AHEAD = timedelta(days=90)


@register(Tags.security, deploy=True)
def settings_are_safe(**kwargs: Any) -> list[CheckMessage]:
    """The embedded demo's settings must not reach a court."""
    found: list[CheckMessage] = []
    if settings.ICMS_DEMO:
        found.append(Error("The demo mode is on.", hint="Unset ICMS_DEMO.", id="icms.E001"))
    if settings.PAYMENT_GATEWAY in ("", "sandbox"):
        found.append(Error("Payments go to no bank.", hint="Set PAYMENT_GATEWAY.", id="icms.E002"))
    if settings.SECRET_KEY.startswith("insecure"):
        found.append(Error("There is no secret key.", hint="Set SECRET_KEY.", id="icms.E003"))
    if not settings.SITE_URL.startswith("https://"):
        found.append(Error("The portal's address is not https.", hint="Set SITE_URL.", id="icms.E004"))
    if not settings.EMAIL_HOST:
        found.append(Error("No mail goes out: people get no links.", hint="Set EMAIL_URL.", id="icms.E006"))
    elif settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        found.append(Error("Mail says that it comes from localhost.", hint="Set EMAIL_FROM.", id="icms.E007"))
    if not settings.SECOND_FACTOR_COMPULSORY:
        hint = "Unset SECOND_FACTOR_COMPULSORY."
        found.append(Error("Administrators and staff sign in by password alone.", hint=hint, id="icms.E008"))
    if not settings.ICMS_CLAMD:
        found.append(Warning("Files are not scanned.", hint="Set ICMS_CLAMD to a clamd.", id="icms.W001"))
    if crash_points.PLANS:
        found.append(Error("The fault tests' crash plans are on.", hint="Unset CRASH_PLANS.", id="icms.E010"))
    return found


@register
def paces_agree(**kwargs: Any) -> list[CheckMessage]:
    """Work that a worker lost comes back after its lease and one sweep at most (F1)."""
    names = ("SWEEP_SECONDS", "JOB_LEASE_SECONDS", "JOB_PAUSE_SECONDS", "PAYMENT_SILENCE_SECONDS")
    found: list[CheckMessage] = [
        Error(f"{name} is not more than nought.", hint="Set it in seconds.", id="icms.E009")
        for name in names
        if getattr(settings, name) <= 0
    ]
    if settings.SWEEP_SECONDS > settings.JOB_LEASE_SECONDS:
        hint = "Set SWEEP_SECONDS to JOB_LEASE_SECONDS or less."
        found.append(Warning("The sweep comes less often than leases end.", hint=hint, id="icms.W003"))
    return found


@register(Tags.security)
def passkeys_are_possible(**kwargs: Any) -> list[CheckMessage]:
    """Browsers let a page ask for a passkey under https, and under http on this very machine alone."""
    address = urlsplit(settings.SITE_URL)
    if address.scheme == "https" or address.hostname == "localhost":
        return []
    hint = "Set SITE_URL to an https address; the name localhost does without https, 127.0.0.1 does not."
    return [Warning("Nobody can sign in with a passkey at this address.", hint=hint, id="icms.W004")]


@register(Tags.database)
def reference_data_are_there(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Without courts nothing can be filed; without a year's holidays its filing times wait (TIM-4)."""
    if not databases or not _has_table(Court):
        return []
    if not Court.objects.exists():
        return [Error("There are no courts.", hint="Run: manage.py load_reference", id="icms.E005")]
    ahead = clock.today() + HOLIDAYS_AHEAD
    known = set(GeneralHoliday.objects.values_list("day__year", flat=True))
    return [
        Warning(
            f"No general holidays are entered for {year}.",
            hint="Enter the gazetted list in the admin: until then filing times of that year wait.",
            id="icms.W002",
        )
        for year in sorted({clock.today().year, ahead.year} - known)
    ]


@register(Tags.database)
def grants_belong_to_their_account(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A grant is read by its account, and django-guardian knows only the person: both must be the same one (ORG-4)."""
    if not databases or not _has_table(CaseGrant):
        return []
    count = CaseGrant.objects.of_another_person().count()
    if not count:
        return []
    return [
        Error(
            f"{count} grants of a case name another person than their account does.",
            hint="Find out by the audit trail who was meant, and assign the case again.",
            id="icms.E011",
        )
    ]


def _has_table(model: type[Model]) -> bool:
    """Whether the migrations have made the model's table: `migrate` runs these checks before it begins."""
    return model._meta.db_table in connection.introspection.table_names()


@register(Tags.database)
def document_types_are_sound(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Rows that were written past the admin name only roles, purposes and companions that exist (CRT-2)."""
    if not databases or not _has_table(DocumentType):
        return []
    rows = list(DocumentType.objects.select_related("court"))
    return [
        Error(f"Document type {row.code} of {row.court.code}, {fault.column}: {fault}", id="icms.E012")
        for row in rows
        for fault in faults(row, [each for each in rows if each.court_id == row.court_id and each != row])
    ]


@register(Tags.database)
def courts_of_payments_are_known(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Payments know courts by their code alone: each code of a fee or means is that of a court."""
    if not databases or not _has_table(Court):
        return []
    known = set(Court.objects.values_list("code", flat=True))
    used = {
        code: model._meta.verbose_name
        for model in (FeeBand, FeeItem, Concession, MeansOfPayment)
        if _has_table(model)
        for code in model._default_manager.values_list("court", flat=True).distinct()
    }
    return [
        Error(
            f"A {name} is of a court {code!r} that there is not.", hint="Correct its court.", id="icms.E013"
        )
        for code, name in sorted(used.items())
        if code not in known
    ]
