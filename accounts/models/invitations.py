"""Invitations to an account of an organisation, sent by e-mail and accepted by a link (ORG-0)."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models.accounts import Account
from accounts.models.lengths import at_most
from accounts.models.organisations import Branch, Organisation
from accounts.querysets import InvitationQuerySet
from accounts.rules import limits
from accounts.states import InvitationState
from icms.lib import clock
from icms.lib.language import ENGLISH, LANGUAGES, chinese_first
from icms.lib.names import Names


class Invitation(models.Model):
    """An account that waits for its person. The link is kept as its hash alone, works once, and ends by itself."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organization"), on_delete=models.PROTECT, related_name="invitations"
    )
    branch = models.ForeignKey(
        Branch, verbose_name=_("branch"), on_delete=models.PROTECT, related_name="invitations"
    )
    role = models.CharField(
        _("role"),
        max_length=30,
        choices=[choice for choice in Account.Role.choices if choice[0] != Account.Role.INDIVIDUAL],
    )
    email = models.EmailField(_("e-mail address"))
    name_en = models.CharField(_("name in English"), max_length=limits.PERSON_NAME_MAX, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=limits.PERSON_NAME_MAX, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default=ENGLISH)
    token_hash = models.CharField(_("hash of the link"), max_length=64, unique=True)
    state = models.CharField(
        _("state"), max_length=20, choices=InvitationState.choices, default=InvitationState.SENT
    )
    invited_by = models.ForeignKey(
        Account,
        verbose_name=_("invited by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,  # by the court, which has approved a hand-over to a new person
        blank=True,
    )
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("link works until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    account = models.OneToOneField(
        Account,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        related_name="invitation",
        null=True,
        blank=True,
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [models.Index(fields=["organisation", "state"], name="invitation_by_organisation")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "role", "email"],
                condition=Q(state="sent"),
                name="invitation_sent_once_for_address_and_role",
            ),
            models.CheckConstraint(
                name="invitation_accepted_has_account_and_time",
                condition=Q(state="accepted", account__isnull=False, accepted_at__isnull=False)
                | (~Q(state="accepted") & Q(account__isnull=True, accepted_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="invitation_names_somebody",
                condition=~Q(name_en="", name_zh="") & at_most(limits.PERSON_NAME_MAX, "name_en", "name_zh"),
            ),
            models.CheckConstraint(
                name="invitation_is_to_an_account_of_an_organisation", condition=~Q(role="individual")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.email}"

    @property
    def name(self) -> str:
        """The invited person's name as the reader's language puts it."""
        return Names(self.name_en, self.name_zh).first(chinese_first=chinese_first())

    @property
    def inviter(self) -> str:
        """Who sent it, in the reader's language."""
        return self.invited_by.name if self.invited_by else gettext("the court")

    def is_open(self, moment: datetime | None = None) -> bool:
        """Whether the link still works."""
        return self.state == InvitationState.SENT and self.expires_at > (moment or clock.real_now())
