"""How to reach the court's offices: data that staff keep (ALL-3, ACC-2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.rules.limits import ADDRESS_MAX
from icms.lib.language import SIMPLIFIED, TRADITIONAL


class Contact(models.Model):
    """One way to the Judiciary's offices, in three languages, as pages and forms print it."""

    class What(models.TextChoices):
        SUPPORT_CENTRE = "support_centre", _("Support Centre, by hand or by post")
        HOURS = "hours", _("Hours of the Support Centre")
        GENERAL_LINE = "general_line", _("General enquiries")
        TECHNICAL_LINE = "technical_line", _("Technical support")
        FAX = "fax", _("Fax")
        EMAIL = "email", _("E-mail")

    what = models.CharField(_("what"), max_length=20, choices=What.choices, unique=True)
    text_en = models.CharField(_("text in English"), max_length=ADDRESS_MAX)
    text_zh_hant = models.CharField(_("text in Traditional Chinese"), max_length=ADDRESS_MAX)
    text_zh_hans = models.CharField(_("text in Simplified Chinese"), max_length=ADDRESS_MAX)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return str(self.get_what_display())

    @property
    def text(self) -> str:
        """The text in the reader's language."""
        texts = {TRADITIONAL: self.text_zh_hant, SIMPLIFIED: self.text_zh_hans}
        return texts.get(get_language() or "", self.text_en)
