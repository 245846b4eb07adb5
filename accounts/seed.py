"""The groups of the court's side, with the rights that their work needs."""

from __future__ import annotations

from django.contrib.auth.models import Group

REGISTRY_OFFICERS = "Registry officers"
ACCOUNTS_OFFICERS = "Accounts officers"
SYSTEM_ADMINISTRATORS = "System administrators"


def load() -> None:
    """Adds missing groups. Rights are asked by group name in the admin's own pages."""
    for name in (REGISTRY_OFFICERS, ACCOUNTS_OFFICERS, SYSTEM_ADMINISTRATORS):
        Group.objects.get_or_create(name=name)
