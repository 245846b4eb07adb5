"""What follows an application: requests for documents, and the link that activates the account (ACC-2)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.applications import Application, DocumentKind
from accounts.models.lengths import at_most
from accounts.models.people import User
from accounts.querysets import ActivationQuerySet
from accounts.rules import limits


class DocumentRequest(models.Model):
    """The Support Centre asks the applicant for what is missing; one request is open at a time."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="requests"
    )
    kinds = models.JSONField(_("documents asked for"), default=list)
    words = models.TextField(_("what is missing"))
    asked_by = models.ForeignKey(User, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    answer = models.TextField(_("the applicant's answer"), blank=True, default="")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for documents")
        verbose_name_plural = _("requests for documents")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at__isnull=True),
                name="document_request_is_open_once_for_an_application",
            ),
            models.CheckConstraint(
                name="document_request_says_what_is_missing",
                condition=~Q(words="") & at_most(limits.EXPLANATION_MAX, "words", "answer"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.words[:50]}"

    @property
    def kind_labels(self) -> list[str]:
        """What kinds of documents are asked for, in the reader's language."""
        return [str(DocumentKind(kind).label) for kind in self.kinds]


class Activation(models.Model):
    """A link that makes an approved account usable. Only its hash is kept; it works once; a new one ends the old."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="activations"
    )
    token_hash = models.CharField(_("hash of the link"), max_length=64, unique=True)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("link works until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended by a new link"), null=True, blank=True)

    objects = ActivationQuerySet.as_manager()

    class Meta:
        verbose_name = _("activation link")
        verbose_name_plural = _("activation links")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(ended_at__isnull=True),
                name="activation_link_stands_once_for_an_application",
            ),
            models.CheckConstraint(
                name="activation_link_used_is_not_ended",
                condition=Q(used_at__isnull=True) | Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} ({self.sent_at:%Y-%m-%d})"
