"""The terms of use: dated versions, and who accepted which (ACC-4)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models.accounts import Account
from accounts.querysets import TermsQuerySet
from icms.lib.language import SIMPLIFIED, TRADITIONAL


class TermsVersion(models.Model):
    """One version of the terms in three languages; the newest whose day has come is in force."""

    valid_from = models.DateTimeField(
        _("in force from"),
        unique=True,
        help_text=_("From then on everybody is asked to accept this version before going on."),
    )
    text_en = models.TextField(_("text in English"))
    text_zh_hant = models.TextField(_("text in Traditional Chinese"))
    text_zh_hans = models.TextField(_("text in Simplified Chinese"))

    objects = TermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the terms")
        verbose_name_plural = _("versions of the terms")
        constraints = [
            models.CheckConstraint(
                name="terms_have_a_text_in_each_language",
                condition=~Q(text_en="") & ~Q(text_zh_hant="") & ~Q(text_zh_hans=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"

    @property
    def text(self) -> str:
        """The text in the reader's language."""
        texts = {TRADITIONAL: self.text_zh_hant, SIMPLIFIED: self.text_zh_hans}
        return texts.get(get_language() or "", self.text_en)


class TermsAcceptance(models.Model):
    """An account accepted a version; nothing of it is ever changed."""

    account = models.ForeignKey(
        Account, verbose_name=_("account"), on_delete=models.PROTECT, related_name="acceptances"
    )
    version = models.ForeignKey(
        TermsVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="acceptances"
    )
    accepted_at = models.DateTimeField(_("accepted"))

    class Meta:
        verbose_name = _("acceptance of the terms")
        verbose_name_plural = _("acceptances of the terms")
        constraints = [
            models.UniqueConstraint(fields=["account", "version"], name="terms_accepted_once_for_an_account"),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.version}"
