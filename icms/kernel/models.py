"""What every act leaves behind: jobs to do, the audit trail, numbers, and what the court issued."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from icms.lib.key_fields import with_keys


class OutboxJob(models.Model):
    """One row is one job for one handler, written in the act that causes it (ALL-5)."""

    topic = models.CharField(_("topic"), max_length=60)
    payload = models.JSONField(_("payload"), default=dict)
    created_at = models.DateTimeField(_("created"))
    due_at = models.DateTimeField(_("due"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True, default="")

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="job_open_by_due_time",
                condition=Q(done_at__isnull=True, given_up_at__isnull=True),
            ),
            models.Index(fields=["given_up_at"], name="job_given_up", condition=Q(given_up_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_done_is_not_given_up",
                condition=Q(done_at__isnull=True) | Q(given_up_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.pk}"


class AuditEvent(models.Model):
    """One link of the audit chain: text only, so that it stands when everything it speaks of is gone (AUD-1)."""

    sequence = models.PositiveBigIntegerField(_("sequence"), primary_key=True)
    at = models.DateTimeField(_("time"))
    action = models.CharField(_("act"), max_length=80)
    target = models.CharField(_("target"), max_length=120)
    actor = models.CharField(_("account"), max_length=200)
    person = models.CharField(_("person"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=300, blank=True)
    data = models.TextField(_("particulars (JSON)"), default="{}")
    previous_hash = models.CharField(_("previous hash"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit trail")
        ordering = ["sequence"]
        indexes = [models.Index(fields=["target", "sequence"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.target}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new link; raises TypeError for a change: the trail is append-only."""
        if not self._state.adding:
            raise TypeError("the audit trail is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always raises TypeError: the trail is append-only."""
        raise TypeError("the audit trail is append-only")


class AuditHead(models.Model):
    """The end of the chain. Its one row is the last lock that an act takes."""

    sequence = models.PositiveBigIntegerField(_("sequence"), default=0)
    hash = models.CharField(_("hash"), max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("end of the audit trail")
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return f"{self.sequence}"


class Sequence(models.Model):
    """A gapless counter: taken inside the act that uses the number, so a rollback gives it back (CRT-3)."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    last = models.PositiveBigIntegerField(_("last number given"), default=0)

    class Meta:
        verbose_name = _("number sequence")
        verbose_name_plural = _("number sequences")

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class ClockOffset(models.Model):
    """How far the demo's court time is ahead of the real time. One row, which only ever grows (ALL-6)."""

    seconds = models.PositiveBigIntegerField(_("seconds ahead"), default=0)
    moved_at = models.DateTimeField(_("last moved"), null=True, blank=True)

    class Meta:
        verbose_name = _("court clock of the demonstration")
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(name="clock_offset_is_never_negative", condition=Q(seconds__gte=0)),
            models.CheckConstraint(name="clock_offset_is_one_row", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"+{self.seconds} s"


class IssuedDocument(models.Model):
    """Everything that the court issues under a reference; verification reads this and nothing else (INS-4)."""

    reference = models.CharField(_("document reference number"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    issued_at = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")

    def __str__(self) -> str:
        return f"{self.reference}"


class Searchable(models.Model):
    """A row with columns that keep search keys (`icms.lib.key_fields`): a changed name never leaves its key behind."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes the keys of the named fields with them."""
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = with_keys(type(self), kwargs["update_fields"])
        super().save(*args, **kwargs)


class Named(models.Model):
    """A row that people read: its name in the three languages (ALL-1)."""

    name_en = models.CharField(_("name (English)"), max_length=200)
    name_zh_hant = models.CharField(_("name (Traditional Chinese)"), max_length=200)
    name_zh_hans = models.CharField(_("name (Simplified Chinese)"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return str(getattr(self, f"name_{(get_language() or 'en').replace('-', '_')}", self.name_en))


class Dated(models.Model):
    """A row that a court changes by notice: it holds from a day and, if ended, to a day, both included."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True
