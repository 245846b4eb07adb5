"""What the registry decided on a claim, and the reasons that it gives."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import HearingSession
from filing.models.claims import Claim
from icms.kernel.models import Named


class RejectionReason(Named):
    """A reason for which the registry rejects, with its rule and an example (DOC-7)."""

    code = models.SlugField(_("code"), unique=True)
    rule = models.CharField(_("rule"), max_length=200)
    example_en = models.TextField(_("example (English)"))
    example_zh_hant = models.TextField(_("example (Traditional Chinese)"))
    example_zh_hans = models.TextField(_("example (Simplified Chinese)"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("reason for rejection")
        verbose_name_plural = _("reasons for rejection")
        ordering = ["position", "code"]


class Decision(models.Model):
    """What an officer decided on a claim: one row a claim, so two officers can never decide the same (REG-1)."""

    class Act(models.TextChoices):
        ACCEPT = "accept", _("accept")
        REJECT = "reject", _("reject")

    claim = models.OneToOneField(
        Claim, verbose_name=_("claim"), on_delete=models.PROTECT, related_name="decision"
    )
    act = models.CharField(_("decision"), max_length=10, choices=Act.choices)
    session = models.ForeignKey(
        HearingSession, verbose_name=_("hearing session"), on_delete=models.PROTECT, null=True, blank=True
    )
    # Why a registrar chose a session after the 60 days (Cap. 338 s. 14; REG-4).
    late_reason = models.CharField(_("reason for the late session"), max_length=500, blank=True)
    reason = models.ForeignKey(
        RejectionReason, verbose_name=_("reason"), on_delete=models.PROTECT, null=True, blank=True
    )
    text = models.TextField(_("explanation to the filer"), blank=True)
    officer = models.ForeignKey(User, verbose_name=_("officer"), on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        permissions = [("choose_late_session", _("Can have claims heard later than the law's 60 days"))]
        constraints = [
            models.CheckConstraint(
                name="decision_rejection_has_reason_and_acceptance_has_session",
                condition=Q(act="reject", reason__isnull=False) | Q(act="accept", session__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.get_act_display()}"
