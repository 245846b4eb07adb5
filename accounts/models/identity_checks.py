"""The check of identity in person, without which no account is opened (ACC-2)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.lengths import at_most
from accounts.models.people import User
from accounts.rules import limits


class IdentityCheck(models.Model):
    """The applicant or his representative came to the Support Centre in person, and was who he said (ACC-2)."""

    class Who(models.TextChoices):
        APPLICANT = "applicant", _("the applicant")
        REPRESENTATIVE = "representative", _("an authorised representative")

    class Document(models.TextChoices):
        HONG_KONG_CARD = "hong_kong_card", _("Hong Kong identity card")
        PASSPORT = "passport", _("passport")
        OTHER = "other", _("another document with a photograph")

    who = models.CharField(_("who came"), max_length=20, choices=Who.choices)
    name = models.CharField(_("name of the person who came"), max_length=limits.PERSON_NAME_MAX)
    authority = models.CharField(
        _("on what authority"), max_length=limits.PERSON_NAME_MAX, blank=True, default=""
    )
    document = models.CharField(_("document sighted"), max_length=20, choices=Document.choices)
    officer = models.ForeignKey(User, verbose_name=_("officer"), on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("checked"))

    class Meta:
        verbose_name = _("identity check")
        verbose_name_plural = _("identity checks")
        constraints = [
            models.CheckConstraint(
                name="identity_check_of_a_representative_has_his_authority",
                condition=~Q(who="representative", authority=""),
            ),
            models.CheckConstraint(
                name="identity_check_names_who_came",
                condition=~Q(name="") & at_most(limits.PERSON_NAME_MAX, "name", "authority"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_who_display()})"
