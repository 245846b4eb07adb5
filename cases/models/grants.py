"""Decisions about one case: it is given to an account of an organisation that is linked to it (LNK-1, ORG-4).

The model is django-guardian's, with columns of our own: a person has several accounts, so what is granted belongs to
an account, and the base's own uniqueness on person, permission and case would refuse the second one.
"""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from accounts.models import Account, User
from cases.models.record import Case
from cases.querysets import CaseGrantQuerySet


class CaseGrant(UserObjectPermissionBase):
    """A permission on one case that an administrator gave to an account, and can take back.

    Written by the acts that assign, with `bulk_create`; the person is that of the account (a system check counts rows
    where they differ). guardian knows the case only by the name `content_object`.
    """

    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+")
    permission = models.ForeignKey(
        Permission, verbose_name=_("permission"), on_delete=models.PROTECT, related_name="+"
    )
    content_object = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="grants"
    )
    account = models.ForeignKey(
        Account, verbose_name=_("account"), on_delete=models.PROTECT, related_name="case_grants"
    )
    granted_by = models.ForeignKey(
        Account, verbose_name=_("granted by"), on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField(_("time of the grant"))

    # In the place of a manager with `assign_perm`.
    objects = CaseGrantQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("case grant")
        verbose_name_plural = _("case grants")
        constraints = [
            # The index of "which cases has this account"; that of the case serves "who has this case".
            models.UniqueConstraint(
                fields=["account", "permission", "content_object"],
                name="grant_once_for_account_permission_and_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_object} → {self.account}"
