"""How a deemed time of receipt came to be another one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Closure
from filing.models.submissions import Submission


class DeemedTimeMove(models.Model):
    """One change of a deemed time, by a closure or by filling what waited (TIM-3, TIM-4); never changed itself."""

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.PROTECT, related_name="moves"
    )
    # None where a time that waited was worked out from completed holidays or hours.
    closure = models.ForeignKey(
        Closure,
        verbose_name=_("closure"),
        on_delete=models.PROTECT,
        related_name="moves",
        null=True,
        blank=True,
    )
    moved_at = models.DateTimeField(_("changed"))
    # None: waiting.
    before = models.DateTimeField(_("deemed time before"), null=True, blank=True)
    after = models.DateTimeField(_("deemed time after"), null=True, blank=True)
    # The closure as it stood then: code, kind, starts_at, reopens_at; worded by messaging.catalogue when shown.
    cause = models.JSONField(_("cause"))

    class Meta:
        verbose_name = _("change of a deemed time")
        verbose_name_plural = _("changes of deemed times")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="move_changes_the_deemed_time",
                condition=Q(before__isnull=True, after__isnull=False)
                | Q(before__isnull=False, after__isnull=True)
                | (Q(before__isnull=False, after__isnull=False) & ~Q(before=F("after"))),
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission} #{self.pk}"
