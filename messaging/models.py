"""The message box: one row a message and account; worded when it is read, in the reader's language (MSG-1)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from icms.files.models import StoredFile
from messaging.querysets import MessageQuerySet


class Message(models.Model):
    """A message to one account about one event."""

    account = models.ForeignKey(
        Account, verbose_name=_("account"), on_delete=models.PROTECT, related_name="messages"
    )
    event = models.CharField(_("event"), max_length=120)
    template = models.CharField(_("template"), max_length=60)
    params = models.JSONField(_("particulars"), default=dict)
    sent_at = models.DateTimeField(_("date"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["account", "-sent_at", "-id"], name="message_newest_of_account")]
        constraints = [
            models.UniqueConstraint(fields=["account", "event"], name="message_once_for_account_and_event"),
        ]

    def __str__(self) -> str:
        return f"{self.template} #{self.pk}"


class Attachment(models.Model):
    """A file of the court that a message carries; the file itself belongs to the record, not to the message."""

    message = models.ForeignKey(
        Message, verbose_name=_("message"), on_delete=models.CASCADE, related_name="attachments"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=60)
    file_name = models.CharField(_("file name"), max_length=120)
    file = models.ForeignKey(StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(_("document reference number"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["message", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "position"], name="attachment_position_unique_in_message"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
