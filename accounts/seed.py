"""The groups of the court's side, with the rights that their work needs."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

REGISTRY_OFFICERS = "Registry officers"
ACCOUNTS_OFFICERS = "Accounts officers"

# Decisions are acts with doors of their own: on legal records nobody has more than "view" (REG-7).
READABLE_APPS = {
    REGISTRY_OFFICERS: ("accounts", "cases", "filing", "payments", "kernel"),
    ACCOUNTS_OFFICERS: ("payments", "kernel"),
}
MAINTAINED = {
    REGISTRY_OFFICERS: (
        "generalholiday",
        "officehours",
        "approvedclaimant",
        "hearingsession",
        "rejectionreason",
    ),
    ACCOUNTS_OFFICERS: ("feeband", "feeitem", "concession", "meansofpayment"),
}
# Rights to acts: a decision is a row that only the act of deciding adds, a closure moves filings.
ACTING = {REGISTRY_OFFICERS: ("add_decision", "close_registry"), ACCOUNTS_OFFICERS: ()}


def load() -> None:
    """Adds missing groups and gives each its rights; rights that an administrator added stay."""
    for name, apps in READABLE_APPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        views = Q(content_type__app_label__in=apps, codename__startswith="view_")
        writes = Q(content_type__model__in=MAINTAINED[name]) & (
            Q(codename__startswith="add_") | Q(codename__startswith="change_")
        )
        acts = Q(content_type__app_label__in=("filing", "cases"), codename__in=ACTING[name])
        group.permissions.add(*Permission.objects.filter(views | writes | acts))
