"""The message box: one row a message and account, worded when it is read (MSG-1); and the mail queue (MSG-3)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from icms.files.models import StoredFile
from icms.lib.language import LANGUAGES
from messaging.querysets import MailQuerySet, MessageQuerySet
from messaging.states import MailState


class Message(models.Model):
    """A message to one account about one event.

    `matter` says who may read it: an administrator's account sees matters of accounts alone, whatever was sent to it
    (MSG-4). The constraint ties it to the kind of message, so that no message of a case can pass for one of an account.
    """

    class Matter(models.TextChoices):
        CASE = "case", _("filing and cases")
        ACCOUNT = "account", _("accounts")

    account = models.ForeignKey(
        Account, verbose_name=_("account"), on_delete=models.PROTECT, related_name="messages"
    )
    event = models.CharField(_("event"), max_length=120)
    template = models.CharField(_("template"), max_length=60)
    matter = models.CharField(_("matter"), max_length=10, choices=Matter.choices, default=Matter.CASE)
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
            models.CheckConstraint(
                name="message_matter_is_that_of_its_template",
                condition=Q(matter="account", template__startswith="account_")
                | (Q(matter="case") & ~Q(template__startswith="account_")),
            ),
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


class Mail(models.Model):
    """A mail to one recipient: a row in the act that sends it, handed to the mail server by a job (MSG-3).

    The text holds links with tokens: it is emptied a week after the end (`emptied_at`), and no page for staff shows it.
    """

    message_id = models.CharField(_("Message-ID"), max_length=300, unique=True)
    sender = models.TextField(_("sender"))
    to = models.TextField(_("recipient"))
    subject = models.TextField(_("subject line"))
    text = models.TextField(_("text"))
    html = models.TextField(_("text as HTML"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES)
    state = models.CharField(_("state"), max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    created_at = models.DateTimeField(_("written"))
    queued_at = models.DateTimeField(_("waiting since"))
    ended_at = models.DateTimeField(_("sent, kept or given up"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    unanswered = models.PositiveIntegerField(_("handed over without an answer"), default=0)
    last_error = models.TextField(_("last error"), blank=True, default="")
    rest_until = models.DateTimeField(_("mail server left alone until"), null=True, blank=True)
    emptied_at = models.DateTimeField(_("text removed"), null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="mail_newest_first"),
            models.Index(fields=["state", "queued_at"], name="mail_by_state_and_time"),
            models.Index(
                fields=["rest_until"], name="mail_server_rest_known", condition=Q(rest_until__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_ended_has_a_time",
                condition=Q(state="queued", ended_at__isnull=True)
                | (~Q(state="queued") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="mail_emptied_is_not_queued", condition=Q(emptied_at__isnull=True) | ~Q(state="queued")
            ),
        ]

    def __str__(self) -> str:
        return f"mail #{self.pk}"
